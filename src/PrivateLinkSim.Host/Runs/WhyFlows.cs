using System.Collections.Immutable;
using System.Globalization;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>A flow that somebody asks about.</summary>
/// <param name="Port">The port; null for any.</param>
internal sealed record AskedFlow(string Client, string To, int? Port, FlowProtocol Protocol);

/// <summary>Why a flow does not get through: everything that bars it, what led to each, and what removes it all.</summary>
internal sealed class WhyFlows(SeenWorld seen, WhyChains chains, bool proves)
{
    private const int MostChanges = 8;

    private int _runs;

    /// <summary>Why the flow gets through, or does not.</summary>
    public async Task<WhyAnswer> TellAsync(string subject, AskedFlow flow, CancellationToken cancellationToken)
    {
        var answer = Ask(seen, flow);
        var verdict = answer.Reachable ? "reaches a target" : answer.IsPartial ? "reaches a target by some addresses only" : "reaches no target";
        var port = flow.Port is { } number ? FormattableString.Invariant($":{number}") : "";
        var told = new WhyAnswer("flow", subject, seen.Names.At(seen.At), $"{flow.Client} → {flow.To}{port} {verdict}");
        if (answer.Reachable)
        {
            return told with
            {
                Blockers = [],
                Chains = [.. answer.Paths.Select(path => path.EndpointId).Distinct(StringComparer.Ordinal).SelectMany(StatusOf)],
            };
        }

        var met = Distinct(answer);
        return proves
            ? await ProveAsync(told, flow, met, cancellationToken)
            : told with { Blockers = [.. met.Select(each => Blocker(each, []))], Remarks = ["What removes it all is found by running again: without --no-proof."] };
    }

    /// <summary>The steps of the scenario that led to what bars a flow.</summary>
    public ImmutableSortedSet<int> RootsOf(ReachAnswer answer) => [.. Distinct(answer).Select(RootOf).OfType<int>()];

    /// <summary>Everything that bars a flow, each once, with what led to it.</summary>
    public ImmutableArray<WhyBlocker> BlockersOf(ReachAnswer answer) => [.. Distinct(answer).Select(each => Blocker(each, []))];

    /// <summary>What becomes of a flow in a world.</summary>
    public static ReachAnswer Ask(SeenWorld seen, AskedFlow flow)
    {
        var world = new ReachWorld(seen);
        return world.Ask(world.ClientOf(flow.Client, null, isPeered: false), flow.To, flow.Port, flow.Protocol);
    }

    // Each change is kept that leaves fewer blockers than there were, until there are none.
    private async Task<WhyAnswer> ProveAsync(WhyAnswer told, AskedFlow flow, ImmutableArray<Barred> met, CancellationToken cancellationToken)
    {
        var (change, left) = (PathChange.None, met);
        var mends = new SortedDictionary<int, PathChange>();
        for (var round = 0; round < MostChanges && !left.IsEmpty; round++)
        {
            if (await NextAsync(flow, change, left, cancellationToken) is not var (more, fewer, first))
            {
                break;
            }

            var place = met.TakeWhile(each => (each.Verdict.Rule, each.Verdict.Reason) != (first.Verdict.Rule, first.Verdict.Reason)).Count();
            mends[place] = more;
            (change, left) = (change.And(more), fewer);
        }

        var runs = string.Create(CultureInfo.InvariantCulture, $"{_runs} {(_runs == 1 ? "run" : "runs")} in memory");
        var text = left.IsEmpty
            ? $"run again with {(change.Lines(seen.Scenario.Scenario).Count() == 1 ? "this" : "all of this")}, it reaches a target ({runs})"
            : $"nothing is known that removes {string.Join(", ", left.Select(each => each.Verdict.Rule).Distinct(StringComparer.Ordinal))} ({runs})";
        return told with
        {
            Blockers = [.. met.Select((each, index) => Blocker(each, mends.TryGetValue(index, out var mend) ? [.. mend.Lines(seen.Scenario.Scenario)]
                : left.Any(other => other.Verdict == each.Verdict) ? [] : ["gone with the others"]))],
            Proof = new WhyProof(left.IsEmpty, text, _runs, [.. change.Then.Before.Select(step => RefusalMend.Document(step with { At = null }))]),
        };
    }

    private async Task<(PathChange Change, ImmutableArray<Barred> Left, Barred Of)?> NextAsync(
        AskedFlow flow, PathChange change, ImmutableArray<Barred> left, CancellationToken cancellationToken)
    {
        (PathChange, ImmutableArray<Barred>, Barred)? best = null;
        foreach (var barred in left)
        {
            foreach (var candidate in Candidates(barred))
            {
                if (await TryAsync(flow, change.And(candidate), cancellationToken) is not { } fewer || fewer.Length >= (best?.Item2.Length ?? left.Length))
                {
                    continue;
                }

                best = (candidate, fewer, barred);
                if (fewer.IsEmpty)
                {
                    return best;
                }
            }
        }

        return best;
    }

    private IEnumerable<PathChange> Candidates(Barred barred)
    {
        if (barred.Path is { } path)
        {
            var view = new RunView(seen.World, seen.Facts);
            foreach (var mend in PathMends.Of(barred.Verdict, path.EndpointId, path.Interface.ZoneId, barred.Flow, view, seen.Names.Of, Root))
            {
                yield return PathChange.None with { Then = mend };
            }
        }

        if (RootOf(barred) is { } root)
        {
            yield return PathChange.None with { Without = [root] };
        }
    }

    private async Task<ImmutableArray<Barred>?> TryAsync(AskedFlow flow, PathChange change, CancellationToken cancellationToken)
    {
        try
        {
            var file = ScenarioFork.Of(seen.Scenario, change.After(seen.Scenario, seen.At));
            _runs++;
            return Distinct(Ask(SeenWorld.Of(await ScenarioTrial.RunAsync(file, seen.Seed, cancellationToken), seen.At + change.Then.Wait), flow));
        }
        catch (Exception impossible) when (impossible is BadScenarioException or UsageException)
        {
            // What a later step or the flow itself needs can't be left out.
            return null;
        }
    }

    private static ImmutableArray<Barred> Distinct(ReachAnswer answer) =>
    [
        .. answer.Blockers.Select(verdict => new Barred(verdict, null, answer.Question.Flow))
            .Concat(answer.Paths.SelectMany(path => path.Blockers.Select(verdict => new Barred(verdict, path, answer.Question.Flow))))
            .DistinctBy(each => (each.Verdict.Rule, each.Verdict.Reason)),
    ];

    private WhyBlocker Blocker(Barred barred, ImmutableArray<string> mend) =>
        new(barred.Verdict.Rule, ReachReport.Named(barred.Verdict.Reason, seen.Names), mend) { Chain = CauseOf(barred) is { } cause ? chains.To(cause) : null };

    private int? RootOf(Barred barred) =>
        CauseOf(barred) is { } cause && chains.Log.CallBehind(cause.Entry.Turn) is { Step: { } step } ? (int)step : null;

    private ToldEntry? CauseOf(Barred barred)
    {
        if (barred.Path is not { } path)
        {
            return null;
        }

        var id = new EntityId(EntityKind.InterfaceEndpoint, path.EndpointId);
        var endpoint = seen.World.Find<InterfaceEndpointState>(id)!;
        var service = new EntityId(EntityKind.EndpointService, endpoint.ServiceId);
        var balancers = seen.World.Find<EndpointServiceState>(service)?.LoadBalancerArns.Select(arn => new EntityId(EntityKind.LoadBalancer, arn)) ?? [];
        return barred.Verdict.Hop switch
        {
            PathHop.Zone => Latest(RegionsOf(barred, endpoint).Select(region => chains.LastOf(region, "ImpairedZones", "Outage", "CutOff"))),
            PathHop.Filters => Latest([
                chains.LastOf(new EntityId(EntityKind.Vpc, endpoint.VpcId), "InboundRules", "NetworkAcls"), chains.LastOf(id, "SecurityGroupIds")]),
            PathHop.Service => chains.LastOf(service, "Zones", "Status", "SupportedRegions"),
            PathHop.Node => Latest(balancers.Select(each => chains.LastOf(each, "NodeFaults", "Nodes", "Listeners", "SecurityGroupIds"))),
            PathHop.Target => Latest(balancers.Select(each => chains.LastOf(each, "Targets", "Leaving", "DarkZones"))),
            _ => chains.LastOf(id, "Status", "DisruptedUntil", "Interfaces"),
        };
    }

    // The Region of the zone that the reason names, or both ends.
    private IEnumerable<EntityId> RegionsOf(Barred barred, InterfaceEndpointState endpoint)
    {
        var named = seen.Facts.Regions.All
            .Where(region => barred.Verdict.Reason.Contains(region.Name, StringComparison.Ordinal)
                || region.Zones.Any(zone => barred.Verdict.Reason.Contains(zone.ZoneId, StringComparison.Ordinal)))
            .Select(region => region.Name)
            .ToArray();
        return (named.Length > 0 ? named : [endpoint.Region, endpoint.HostRegion]).Select(name => new EntityId(EntityKind.Region, name));
    }

    private IEnumerable<WhyChain> StatusOf(string endpointId) =>
        chains.LastOf(new EntityId(EntityKind.InterfaceEndpoint, endpointId), "Status") is { } told ? [chains.To(told)] : [];

    private string Root(string account) =>
        seen.Scenario.Scenario.Topology.Accounts.FirstOrDefault(each => each.Id == account)?.Name ?? $"arn:aws:iam::{account}:root";

    private static ToldEntry? Latest(IEnumerable<ToldEntry?> told) => told.OfType<ToldEntry>().MaxBy(each => each.Entry.Turn);

    private sealed record Barred(PathVerdict Verdict, ReachPath? Path, Flow Flow);
}
