using System.Collections.Immutable;

namespace PrivateLinkSim.Simulation;

/// <summary>What came of a run with faults.</summary>
/// <param name="Looks">The network during the faults; null where nobody asked.</param>
internal sealed record ChaosRun(ImmutableArray<ChaosFault> Faults, ChaosDamage Damage, ChaosLooks? Looks);

/// <summary>Runs changed scenarios in memory, several at once.</summary>
internal sealed class ChaosRunner(ScenarioFile file)
{
    private const int AtOnce = 8;

    // A journal in memory keeps all its runs.
    private const int RunsOfJournal = 128;

    /// <summary>How many runs there were.</summary>
    public int Runs { get; private set; }

    /// <summary>Runs one scenario.</summary>
    public async Task<(ScenarioFile File, ScenarioRun Run, RunResult Result)> RunAsync(Scenario scenario, CancellationToken cancellationToken)
    {
        await using var simulator = Simulator.Open(JournalOptions.Memory);
        var changed = ChaosScenario.Read(scenario, file);
        var run = new ScenarioRun(changed);
        var result = await simulator.RunAsync(Plan(run, "chaos"), cancellationToken: cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        Runs++;
        return (changed, run, result);
    }

    /// <summary>
    /// Runs set-ups with faults. The result is in the order of what was asked; null where a set-up is none, or does not come about.
    /// </summary>
    /// <param name="topology">What the scenario rests on.</param>
    /// <param name="looks">Whether the network is looked at during the faults.</param>
    public async Task<ImmutableArray<ChaosRun?>> RunAllAsync(
        ImmutableArray<(Scenario SetUp, ImmutableArray<ChaosFault> Faults)> asked,
        ChaosTimes times,
        ChaosTopology topology,
        bool looks,
        long objective,
        CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<ChaosRun?>(asked.Length);
        foreach (var batch in asked.Chunk(RunsOfJournal))
        {
            await using var simulator = Simulator.Open(JournalOptions.Memory);
            foreach (var some in batch.Select((each, index) => (each, index)).Chunk(AtOnce))
            {
                found.AddRange(await Task.WhenAll(some.Select(each =>
                    RunAsync(simulator, FormattableString.Invariant($"chaos-{each.index}"), each.each.SetUp, each.each.Faults, times, topology, looks, objective, cancellationToken))));
            }
        }

        Runs += asked.Length;
        return found.MoveToImmutable();
    }

    private async Task<ChaosRun?> RunAsync(
        Simulator simulator,
        string id,
        Scenario setUp,
        ImmutableArray<ChaosFault> faults,
        ChaosTimes times,
        ChaosTopology topology,
        bool looks,
        long objective,
        CancellationToken cancellationToken)
    {
        ScenarioFile changed;
        try
        {
            changed = ChaosScenario.Read(ChaosScenario.With(setUp, faults, times), file);
        }
        catch (BadScenarioException)
        {
            return null;
        }

        var run = new ScenarioRun(changed);
        var plan = Plan(run, id);
        var watch = !looks ? null : new ChaosWatch(plan.Inputs, changed, times, topology);
        await simulator.RunAsync(watch is null ? plan : plan with { Inputs = watch }, cancellationToken: cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return run.Outcomes.All(outcome => outcome.AsExpected)
            ? new ChaosRun(faults, new ChaosDamage([.. run.Traffic.Select(Damage)]), watch?.Looks)
            : null;

        GroupDamage Damage(ClientSeries series) => GroupDamage.Of(series, times, objective, topology.IsDown(series.Group, setUp, faults));
    }

    private static RunPlan Plan(ScenarioRun run, string id) => run.Plan(id, "chaos", RegionData.Load().Hashes);
}
