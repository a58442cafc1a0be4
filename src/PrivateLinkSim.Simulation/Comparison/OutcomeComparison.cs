using System.Collections.Immutable;

namespace PrivateLinkSim.Simulation;

/// <summary>Compares what became of traffic, expectations and costs in two runs. What is not known of one is not compared.</summary>
internal static class OutcomeComparison
{
    /// <summary>The groups of clients that fared differently.</summary>
    public static ImmutableArray<TrafficDifference> OfTraffic(ScenarioRun? a, ScenarioRun? b)
    {
        if (a is null || b is null)
        {
            return [];
        }

        var (inA, inB) = (Figures(a), Figures(b));
        return
        [
            .. inA.Keys.Union(inB.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(group => new TrafficDifference(group, inA.GetValueOrDefault(group), inB.GetValueOrDefault(group)))
                .Where(group => group.A != group.B),
        ];
    }

    /// <summary>
    /// The expectations that are judged differently, in the order of the one's file. They are known by what they say: where they stand
    /// changes when steps come or go.
    /// </summary>
    public static ImmutableArray<VerdictDifference> OfVerdicts(ScenarioRun? a, ScenarioRun? b)
    {
        if (a is null || b is null)
        {
            return [];
        }

        var (inA, inB) = (Numbered(a), Numbered(b));
        var ofB = inB.ToDictionary(each => each.Key, each => each.Verdict);
        return
        [
            .. inA.Select(each => new VerdictDifference(each.Key.Text, each.Verdict, ofB.GetValueOrDefault(each.Key)))
                .Where(each => each.A!.Held != each.B?.Held),
            .. inB.ExceptBy(inA.Select(each => each.Key), each => each.Key).Select(each => new VerdictDifference(each.Key.Text, null, each.Verdict)),
        ];
    }

    /// <summary>The accounts that pay different sums.</summary>
    public static ImmutableArray<CostDifference> OfCosts(ScenarioRun? a, ScenarioRun? b)
    {
        if (a is null || b is null)
        {
            return [];
        }

        var (inA, inB) = (a.Costs.ByAccount, b.Costs.ByAccount);
        return
        [
            .. inA.Keys.Union(inB.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(account => new CostDifference(
                    account, inA.TryGetValue(account, out var one) ? one : null, inB.TryGetValue(account, out var other) ? other : null))
                .Where(account => account.A != account.B),
        ];
    }

    private static Dictionary<string, GroupFigures> Figures(ScenarioRun run) => run.Traffic.ToDictionary(
        series => series.Group.Name,
        series => new GroupFigures(
            series.Total.Attempted, series.Total.Connected, series.Total.Lost, series.Total.Broken, series.LongestLoss(0, long.MaxValue)),
        StringComparer.Ordinal);

    private static List<((string Text, int Number) Key, Verdict Verdict)> Numbered(ScenarioRun run) =>
    [
        .. run.Verdicts.GroupBy(verdict => verdict.Text, StringComparer.Ordinal)
            .SelectMany(alike => alike.Select((verdict, number) => ((alike.Key, number), verdict))),
    ];
}
