using System.Collections.Immutable;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>A world whose policies can be asked: that of a scenario in memory, or of a recorded run.</summary>
internal sealed class PolicyWorld
{
    private readonly PastWorld _world;
    private readonly ScenarioFile _scenario;
    private readonly Names _names;

    private PolicyWorld(PastWorld world, ScenarioFile scenario, Names names) => (_world, _scenario, _names) = (world, scenario, names);

    /// <summary>The world of a scenario file at a time, by default when its topology stands; or of a recorded run, by default at its end.</summary>
    public static async Task<PolicyWorld> OpenAsync(Shell shell, string subject, string? at)
    {
        var seen = await SeenWorld.OpenAsync(shell, subject, at, toTheEnd: false);
        return new PolicyWorld(seen.World, seen.Scenario, seen.Names);
    }

    /// <summary>Whether a text is one action of a service, without wildcards.</summary>
    public static bool IsAction(string action) =>
        action.Split(':') is [{ Length: > 0 } service, { Length: > 0 } name]
        && service.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-')
        && name.All(char.IsAsciiLetterOrDigit);

    /// <summary>Asks the policies of the caller's account: on one resource, or on each that the action is checked on.</summary>
    /// <exception cref="UsageException">The question names what is not there.</exception>
    public ImmutableArray<PolicyQuestion> Ask(
        string caller, string action, string? on, string? region, ImmutableSortedDictionary<string, ImmutableArray<string>> keys)
    {
        var principal = PrincipalOf(caller);
        var account = principal.Split(':')[4];
        if (!IsAction(action))
        {
            throw new UsageException(
                action.Contains('*', StringComparison.Ordinal) || action.Contains('?', StringComparison.Ordinal) ? $"Ask for one action at a time, without wildcards; not '{action}'."
                : action.Contains(':', StringComparison.Ordinal) ? $"'{action}' is no action; write one as ec2:CreateVpcEndpoint."
                : $"'{action}' is no action; write its service too: ec2:{action}.");
        }

        if (region is not null && !_scenario.Facts.Regions.TryGet(region, out _))
        {
            throw new UsageException($"There is no Region '{region}'.{Nearest.Hint(region, _scenario.Facts.Regions.All.Select(each => each.Name))}");
        }

        var named = on is null ? null : ResourceOf(on);
        var at = region ?? RegionOf(action, named);
        var sides = SidesOf(account);
        var organization = sides[0].OrganizationId ?? sides[1].OrganizationId;
        return
        [
            .. (named is null ? AskedResources.Of(action, account, at) : [named])
                .Select(resource => RequestOf(principal, account, action, resource, at, organization, keys))
                .Select(request => new PolicyQuestion(principal, request, Judge(sides.Select(side => side.Evaluate(principal, request))))),
        ];
    }

    // IAM and account management have one endpoint, which lies in this Region.
    private static string? RegionOf(string action, string? resource) =>
        action.Split(':')[0].ToLowerInvariant() is "iam" or "account" ? "us-east-1"
        : resource?.Split(':') is [_, _, _, { Length: > 0 } region, ..] && region != "*" ? region
        : null;

    private Identities[] SidesOf(string account) =>
    [
        _world.Find<ServiceProviderState>(new EntityId(EntityKind.ServiceProvider, account))?.Identities ?? Identities.None,
        _world.Find<ServiceConsumerState>(new EntityId(EntityKind.ServiceConsumer, account))?.Identities ?? Identities.None,
    ];

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
        var accounts = _scenario.Scenario.Topology.Accounts;
        if (!caller.StartsWith("arn:", StringComparison.Ordinal))
        {
            var account = accounts.FirstOrDefault(each => each.Name == caller || each.Id == caller)
                ?? throw new UsageException($"There is no account '{caller}'.{Nearest.Hint(caller, accounts.Select(each => each.Name))}");
            return $"arn:aws:iam::{account.Id}:root";
        }

        var principal = Principal.WithoutSession(caller);
        if (principal.Split(':') is not ["arn", "aws", "iam", "", { Length: 12 } id, var who]
            || !(who is "root" || who.Split('/') is ["role" or "user", { Length: > 0 }]))
        {
            throw new UsageException($"'{caller}' is no principal; write arn:aws:iam::444455556666:role/name, or an account's name.");
        }

        if (accounts.All(each => each.Id != id))
        {
            throw new UsageException($"There is no account '{id}'.{Nearest.Hint(id, accounts.Select(each => each.Id))}");
        }

        string[] declared = [.. accounts.SelectMany(each => SidesOf(each.Id)).SelectMany(side => side.Principals.Keys).Distinct(StringComparer.Ordinal)];
        return who is "root" || declared.Contains(principal, StringComparer.Ordinal)
            ? caller
            : throw new UsageException($"'{caller}' is a principal that nobody declared.{Nearest.Hint(principal, declared)} {(declared is [] ? "There is none." : $"There is: {string.Join(", ", declared)}.")}");
    }

    private string ResourceOf(string on)
    {
        if (on is "*" || on.StartsWith("arn:", StringComparison.Ordinal))
        {
            return on is "*" || on.Split(':', 6) is [_, { Length: > 0 }, { Length: > 0 }, _, _, { Length: > 0 }]
                ? on
                : throw new UsageException($"'{on}' is no ARN; write arn:aws:ec2:us-east-1:444455556666:vpc-endpoint/*.");
        }

        var id = _names.IdOf(on) ?? on;
        return _world.Find<EndpointServiceState>(new EntityId(EntityKind.EndpointService, id)) is { } service ? $"arn:aws:ec2:{service.Region}:{service.Account}:vpc-endpoint-service/{id}"
            : _world.Find<InterfaceEndpointState>(new EntityId(EntityKind.InterfaceEndpoint, id)) is { } endpoint ? $"arn:aws:ec2:{endpoint.Region}:{endpoint.Account}:vpc-endpoint/{id}"
            : _world.Find<VpcState>(new EntityId(EntityKind.Vpc, id)) is { } vpc ? $"arn:aws:ec2:{vpc.Region}:{vpc.Account}:vpc/{id}"
            : _world.Find<LoadBalancerState>(new EntityId(EntityKind.LoadBalancer, id)) is not null ? id
            : _world.Find<TargetGroupState>(new EntityId(EntityKind.TargetGroup, id)) is not null ? id
            : throw new UsageException($"'{on}' is no ARN, and nothing there has this name.");
    }
}
