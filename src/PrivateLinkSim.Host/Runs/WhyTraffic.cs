using System.Collections.Immutable;
using System.Globalization;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>Why a group of clients lost connections: when, what stood in their way then, and what they would have lost without it.</summary>
internal sealed class WhyTraffic(SeenWorld seen, WhyChains chains, bool proves)
{
    /// <summary>Why the group lost connections, at its worst.</summary>
    public async Task<WhyAnswer> TellAsync(ClientGroup group, CancellationToken cancellationToken)
    {
        var series = await SeriesAsync(seen.Scenario, group.Name, cancellationToken);
        var spells = LossSpell.Of(series);
        var told = new WhyAnswer("traffic", group.Name, seen.Names.At(seen.At), "");
        if (spells.IsEmpty)
        {
            return told with { Sentence = $"{group.Name} lost no connection", Blockers = [] };
        }

        var worst = spells.MaxBy(spell => spell.Counts.Lost)!;
        var (from, to) = (worst.From, worst.From + worst.Seconds);
        var at = seen.Scenario.Start + TimeSpan.FromSeconds(from);
        told = told with
        {
            At = seen.Names.At(at),
            Sentence = string.Create(
                CultureInfo.InvariantCulture,
                $"{group.Name} lost {worst.Counts.Lost:N0} of {worst.Counts.Attempted:N0} connections {Span(from, to)}{Through(worst)} ({worst.Rules})"),
            Remarks =
            [
                .. spells.Length > 1 ? [string.Create(CultureInfo.InvariantCulture, $"It lost some {spells.Length - 1} more times; this was the worst.")] : Array.Empty<string>(),
                "`plsim chaos` tells which change of the set-up makes such a fault harmless.",
            ],
        };
        var then = seen.When(at);
        var flows = new WhyFlows(then, new WhyChains(then), proves: false);
        var answer = WhyFlows.Ask(then, new AskedFlow(group.Name, group.Endpoint, group.Port, group.Protocol));
        var blockers = flows.BlockersOf(answer);
        var roots = flows.RootsOf(answer);
        told = told with { Blockers = blockers, Chains = blockers.IsEmpty ? [.. Around(at)] : [] };
        return proves && !roots.IsEmpty ? await ProveAsync(told, group, (from, to), worst.Counts.Lost, roots, cancellationToken) : told;
    }

    private async Task<WhyAnswer> ProveAsync(
        WhyAnswer told, ClientGroup group, (long From, long To) spell, Int128 lost, ImmutableSortedSet<int> roots, CancellationToken cancellationToken)
    {
        var after = (await SeriesAsync(ScenarioFork.Of(seen.Scenario, new ForkChanges(seen.Scenario.Start, [], roots)), group.Name, cancellationToken)).Between(spell.From, spell.To);
        var lines = string.Join(", ", Lines(roots));
        return told with
        {
            Blockers = [.. told.Blockers!.Value.Select(blocker => blocker with { Mend = Lines(roots.Where(root => IsBehind(blocker, root))) })],
            Proof = new WhyProof(
                after.Lost < lost, string.Create(CultureInfo.InvariantCulture, $"{lines}: {after.Lost:N0} lost then, instead of {lost:N0} (2 runs in memory)"), 2, []),
        };
    }

    private static bool IsBehind(WhyBlocker blocker, int step) => blocker.Chain is { } chain && chain.Causes.Any(cause => cause.Step == step);

    private ImmutableArray<string> Lines(IEnumerable<int> without) => [.. (PathChange.None with { Without = [.. without] }).Lines(seen.Scenario.Scenario)];

    private static string Span(long from, long to) => $"from {Offset.Show(TimeSpan.FromSeconds(from))} to {Offset.Show(TimeSpan.FromSeconds(to))}";

    private static string Through(LossSpell spell) => spell.Zones.Length > 0 ? $" through {spell.Zones}" : "";

    // What happened in the minute before, where nothing bars the way: too many connections, too few ports, a slow way.
    private IEnumerable<WhyChain> Around(Moment at) => Enumerable.Range(0, seen.Scenario.Scenario.Steps.Length)
        .Select(seen.Scenario.StepAt)
        .Where(time => time <= at && time + TimeSpan.FromMinutes(1) >= at)
        .Distinct()
        .SelectMany(chains.Log.CallsAt)
        .Where(call => call.Call.Step is not null)
        .Select(call => chains.To(call.Asked.Turn));

    private async Task<ClientSeries> SeriesAsync(ScenarioFile file, string group, CancellationToken cancellationToken) =>
        (await ScenarioTrial.RunAsync(file, seen.Seed, cancellationToken)).Run.Traffic.First(series => series.Group.Name == group);
}
