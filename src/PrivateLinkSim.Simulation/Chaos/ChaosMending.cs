using System.Collections.Immutable;

namespace PrivateLinkSim.Simulation;

/// <summary>Says why faults hurt, and proves by further runs which small change mends it.</summary>
internal sealed class ChaosMending(
    ChaosRunner runner, Scenario setUp, ChaosTimes times, ChaosTopology topology, ChaosWishes wishes, ImmutableArray<ChaosRun> singles)
{
    private readonly ChaosMends _mends = new(setUp, topology);
    private readonly SortedDictionary<string, ImmutableArray<ChaosRun?>> _mended = new(StringComparer.Ordinal);

    private readonly SortedDictionary<string, ChaosChange> _changes = new(StringComparer.Ordinal);

    /// <summary>The changes that mended something so far, the one that saves most first.</summary>
    public ImmutableArray<ChaosChange> Changes => [.. _changes.Values.OrderBy(change => change.After.Harm).ThenBy(change => change.After.SecondsBelow)];

    private ChaosToll Overall => ChaosToll.Of(singles.Select(single => single.Damage));

    /// <summary>Explains the worst of ranked runs.</summary>
    public async Task<ImmutableArray<ChaosOutcome>> ExplainAsync(ImmutableArray<ChaosRun> ranked, CancellationToken cancellationToken)
    {
        var explained = ImmutableArray.CreateBuilder<ChaosOutcome>(ranked.Length);
        foreach (var (run, place) in ranked.Select((run, place) => (run, place)))
        {
            explained.Add(new ChaosOutcome(
                run.Faults, run.Damage, place < wishes.Top && run.Damage.Hit.Any() ? await FindAsync(run, cancellationToken) : []));
        }

        return explained.MoveToImmutable();
    }

    private async Task<ImmutableArray<ChaosFinding>> FindAsync(ChaosRun run, CancellationToken cancellationToken)
    {
        var findings = ImmutableArray.CreateBuilder<ChaosFinding>();
        foreach (var cause in new ChaosCauses(setUp, topology, run.Looks!).Of(run.Damage))
        {
            findings.Add(await MendAsync(cause, run, cancellationToken));
        }

        // What a change was to show and did not is no cause, as long as another one covers the same groups.
        return
        [
            .. from finding in findings
               where finding.Mend is not null
                   || ChaosMends.StandsAlone(finding.Cause)
                   || !findings.Any(other => other != finding && IsCovered(finding, other))
               select finding,
        ];
    }

    private static bool IsCovered(ChaosFinding finding, ChaosFinding by) =>
        finding.Cause.Groups.All(group => by.Cause.Groups.Contains(group, StringComparer.Ordinal));

    // A change mends when the same faults cost these groups less with it, and all single faults together cost all groups no more.
    private async Task<ChaosFinding> MendAsync(ChaosCause cause, ChaosRun run, CancellationToken cancellationToken)
    {
        var before = run.Damage.To(cause.Groups);
        foreach (var mend in _mends.For(cause, run.Faults))
        {
            var overall = await OverallAsync(mend, cancellationToken);
            var same = await AgainAsync(mend, run, overall, cancellationToken);
            if (same?.Damage.To(cause.Groups) is { } after
                && overall.All(each => each is not null)
                && ChaosToll.Of(overall.Select(each => each!.Damage)) is var total
                && after.Harm < before.Harm
                && total.Harm <= Overall.Harm)
            {
                _changes[mend.Text] = new ChaosChange(mend.Text, Overall, total);
                return new ChaosFinding(cause, before, mend.Text, after);
            }
        }

        return new ChaosFinding(cause, before, null, null);
    }

    private async Task<ImmutableArray<ChaosRun?>> OverallAsync(ChaosMend mend, CancellationToken cancellationToken)
    {
        if (!_mended.TryGetValue(mend.Text, out var runs))
        {
            runs = await runner.RunAllAsync(
                [.. singles.Select(single => (mend.Scenario, single.Faults))], times, topology, looks: false, wishes.Objective, cancellationToken);
            _mended.Add(mend.Text, runs);
        }

        return runs;
    }

    private async Task<ChaosRun?> AgainAsync(ChaosMend mend, ChaosRun run, ImmutableArray<ChaosRun?> overall, CancellationToken cancellationToken)
    {
        var place = run.Faults.Length == 1 ? singles.ToList().FindIndex(single => single.Faults[0] == run.Faults[0]) : -1;
        return place >= 0
            ? overall[place]
            : (await runner.RunAllAsync([(mend.Scenario, run.Faults)], times, topology, looks: false, wishes.Objective, cancellationToken))[0];
    }
}
