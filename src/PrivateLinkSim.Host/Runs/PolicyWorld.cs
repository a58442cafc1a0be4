using System.Collections.Immutable;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>A world whose policies can be asked: that of a scenario in memory, or of a recorded run.</summary>
internal sealed class PolicyWorld
{
    private readonly World _world;
    private readonly ScenarioFile _scenario;
    private readonly Names _names;

    private PolicyWorld(World world, ScenarioFile scenario, Names names) => (_world, _scenario, _names) = (world, scenario, names);

    /// <summary>The world of a scenario file at a time, by default when its topology stands; or of a recorded run, by default at its end.</summary>
    public static async Task<PolicyWorld> OpenAsync(Shell shell, string subject, string? at)
    {
        if (!subject.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            var past = Past.Open(new RunStore(shell).Find(subject));
            past.Replay.MoveTo(at, null);
            return new PolicyWorld(past.Replay.World, past.Scenario, past.Names);
        }

        var file = ScenarioFiles.Read([subject], shell)[0].File;
        var keeper = new LogKeeper();
        await using (var simulator = Simulator.Open(JournalOptions.Memory))
        {
            var run = new ScenarioRun(at is null ? ScenarioFiles.WithoutSteps(file) : file);
            await simulator.RunAsync(ScenarioFiles.Plan(run, file.Name), observer: keeper, cancellationToken: shell.Interruption);
            shell.Interruption.ThrowIfCancellationRequested();
            if (run.Outcomes.FirstOrDefault(outcome => outcome is { Step: null, Refusal: not null }) is { Refusal: { } refusal } refused)
            {
                throw new UsageException($"{subject}: {refused.Path} is refused with {refusal.Code} ({refusal.Rule}): {refusal.Message}");
            }
        }

        var replay = new LogReplay(keeper.Log, EntityTypes.Standard, EventCatalogue.Standard);
        replay.MoveTo(at, null);
        return new PolicyWorld(replay.World, file, keeper.Names);
    }

    /// <summary>Asks the policies of the caller's account.</summary>
    /// <exception cref="UsageException">The question names what is not there.</exception>
    public PolicyQuestion Ask(
        string caller, string action, string? on, string? region, ImmutableSortedDictionary<string, ImmutableArray<string>> keys)
    {
        var principal = PrincipalOf(caller);
        var account = principal.Split(':')[4];
        if (!action.Contains(':', StringComparison.Ordinal))
        {
            throw new UsageException($"'{action}' is no action; write its service too: ec2:{action}.");
        }

        if (region is not null && !_scenario.Facts.Regions.TryGet(region, out _))
        {
            throw new UsageException($"There is no Region '{region}'.{Nearest.Hint(region, _scenario.Facts.Regions.All.Select(each => each.Name))}");
        }

        Identities[] sides =
        [
            _world.Find<ServiceProviderState>(new EntityId(EntityKind.ServiceProvider, account))?.Identities ?? Identities.None,
            _world.Find<ServiceConsumerState>(new EntityId(EntityKind.ServiceConsumer, account))?.Identities ?? Identities.None,
        ];
        var request = RequestOf(principal, account, action, ResourceOf(on), region, sides[0].OrganizationId ?? sides[1].OrganizationId, keys);
        return new PolicyQuestion(principal, request, Judge(sides.Select(side => side.Evaluate(principal, request))));
    }

    // Each role of an account keeps the statements that can match its own actions: for any action, one of the two has all that
    // bear on it and the other has some of these. So whichever says more is right.
    private static Authorization Judge(IEnumerable<Authorization> answers) => answers.MaxBy(answer => (
        answer.Decision switch { AuthorizationDecision.ExplicitDeny => 2, AuthorizationDecision.Allowed => 1, _ => 0 },
        answer.Matched.Length,
        answer.NearMisses.Count))!;

    private static AuthorizationRequest RequestOf(
        string principal,
        string account,
        string action,
        string resource,
        string? region,
        string? organization,
        ImmutableSortedDictionary<string, ImmutableArray<string>> keys)
    {
        var request = AuthorizationRequest.Of(action, resource)
            .With("aws:PrincipalArn", Principal.WithoutSession(principal))
            .With("aws:PrincipalAccount", account);
        request = organization is null ? request : request.With("aws:PrincipalOrgID", organization);
        request = region is null ? request : request.With("aws:RequestedRegion", region).With("ec2:Region", region);
        return keys.Aggregate(request, (each, key) => each.With(key.Key, key.Value));
    }

    private string PrincipalOf(string caller)
    {
        if (caller.StartsWith("arn:", StringComparison.Ordinal))
        {
            return caller.Split(':') is ["arn", "aws", "iam" or "sts", "", { Length: 12 }, { Length: > 0 }]
                ? caller
                : throw new UsageException($"'{caller}' is no principal; write arn:aws:iam::444455556666:role/name, or an account's name.");
        }

        var accounts = _scenario.Scenario.Topology.Accounts;
        var account = accounts.FirstOrDefault(each => each.Name == caller || each.Id == caller)
            ?? throw new UsageException($"There is no account '{caller}'.{Nearest.Hint(caller, accounts.Select(each => each.Name))}");
        return $"arn:aws:iam::{account.Id}:root";
    }

    private string ResourceOf(string? on)
    {
        if (on is null or "*" || on.StartsWith("arn:", StringComparison.Ordinal))
        {
            return on ?? "*";
        }

        var id = _names.IdOf(on) ?? on;
        return _world.Find<EndpointServiceState>(new EntityId(EntityKind.EndpointService, id)) is { } service ? $"arn:aws:ec2:{service.Region}:{service.Account}:vpc-endpoint-service/{id}"
            : _world.Find<InterfaceEndpointState>(new EntityId(EntityKind.InterfaceEndpoint, id)) is { } endpoint ? $"arn:aws:ec2:{endpoint.Region}:{endpoint.Account}:vpc-endpoint/{id}"
            : _world.Find<VpcState>(new EntityId(EntityKind.Vpc, id)) is { } vpc ? $"arn:aws:ec2:{vpc.Region}:{vpc.Account}:vpc/{id}"
            : _world.Find<LoadBalancerState>(new EntityId(EntityKind.LoadBalancer, id)) is not null ? id
            : throw new UsageException($"'{on}' is no ARN, and nothing there has this name.");
    }

    private sealed class LogKeeper : IRunObserver
    {
        public List<LogEntry> Log { get; } = [];

        public Names Names { get; } = new();

        public void Merged(LogEntry entry, IEvent fact)
        {
            Log.Add(entry);
            Names.Learn(entry.Turn, entry.Time, fact);
        }

        public void Durable(long turn)
        {
        }
    }
}
