namespace PrivateLinkSim.Simulation;

/// <summary>
/// Runs scenarios and holds them to what must be so: once watched from moment to moment, once in another way, and once dropped in the
/// middle and taken up again.
/// </summary>
internal sealed class FuzzRunner(EntityTypes types) : IAsyncDisposable
{
    // A journal in memory keeps all its runs.
    private const int RunsOfJournal = 150;

    private static readonly int?[] ThreadCounts = [2, 1, null, 8];

    private Simulator? _simulator;
    private int _runs;

    public async ValueTask DisposeAsync()
    {
        if (_simulator is not null)
        {
            await _simulator.DisposeAsync();
        }
    }

    /// <summary>Runs a scenario; the seed says how it is run again, where it is.</summary>
    public async Task<FuzzOutcome> RunAsync(ScenarioFile file, long seed, bool again, CancellationToken cancellationToken)
    {
        var (simulator, dice) = (await OpenAsync(), new FuzzDice(seed, FuzzStream.Execution));
        var run = new ScenarioRun(file);
        var plan = Plan(run, NewId());
        var watch = new FuzzWatch(plan.Inputs, file.Facts, types, new FuzzDice(seed, FuzzStream.Queries));
        try
        {
            var result = await simulator.RunAsync(plan with { Inputs = watch }, observer: watch, cancellationToken: cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            var finding = watch.Finding
                ?? FuzzTraffic.Miscounted(run.Traffic, file)
                ?? Replayed(watch.Log, result)
                ?? (!again ? null : await AgainAsync(simulator, file, dice, run, watch.Log, result, cancellationToken)
                ?? await ResumedAsync(simulator, file, dice, watch, result, cancellationToken));
            return new FuzzOutcome(seed, file, run, finding);
        }
        catch (RunException bug) when (bug is KernelFaultException or NonDeterminismException or LogDamagedException)
        {
            return new FuzzOutcome(seed, file, run, watch.Finding ?? new FuzzFinding("no-bug", bug.Message, null));
        }
    }

    private FuzzFinding? Replayed(IReadOnlyList<LogEntry> log, RunResult result)
    {
        var replay = new LogReplay(log, types, EventCatalogue.Standard);
        replay.ToTurn(long.MaxValue);
        return replay.World.StateDigest() == result.StateDigest
            ? null
            : new FuzzFinding("replay", "The states that the log is folded to are not those that the run ended with.", null);
    }

    private async Task<FuzzFinding?> AgainAsync(
        Simulator simulator, ScenarioFile file, FuzzDice dice, ScenarioRun first, IReadOnlyList<LogEntry> log, RunResult result, CancellationToken cancellationToken)
    {
        var run = new ScenarioRun(file);
        var verifier = Verifier.Of(id => Plan(run, id), log, result.StateDigest);
        var outcome = await verifier.RunAsync(simulator, NewId(), Variant(dice), resume: false, cancellationToken);
        return outcome.Difference is { } difference ? new FuzzFinding("determinism", $"Run again with {outcome.Variant}: {difference}", null)
            : Misjudged(first, run) is { } misjudged ? new FuzzFinding("determinism", $"Run again with {outcome.Variant}, {misjudged}", null)
            : null;
    }

    private static string? Misjudged(ScenarioRun first, ScenarioRun again) => first.Verdicts.Zip(again.Verdicts, (one, other) => (One: one, Other: other))
        .Where(both => both.One != both.Other)
        .Select(both => $"{both.One.Path} finds '{both.Other.Found}' and not '{both.One.Found}'.")
        .FirstOrDefault();

    private async Task<FuzzFinding?> ResumedAsync(Simulator simulator, ScenarioFile file, FuzzDice dice, FuzzWatch watch, RunResult result, CancellationToken cancellationToken)
    {
        // Before its second input a run has written nothing that it could be taken up from.
        if (watch.Inputs < 3)
        {
            return null;
        }

        var (at, id) = (2 + dice.Below(watch.Inputs - 2), NewId());
        await DropAsync(simulator, Plan(new ScenarioRun(file), id), at);
        cancellationToken.ThrowIfCancellationRequested();
        var verifier = Verifier.Of(again => Plan(new ScenarioRun(file), again), watch.Log, result.StateDigest);
        var outcome = await verifier.RunAsync(simulator, id, Variant(dice), resume: true, cancellationToken);
        return outcome.Difference is { } difference
            ? new FuzzFinding("resumption", FormattableString.Invariant($"Dropped at input {at} and taken up with {outcome.Variant}: {difference}"), null)
            : null;
    }

    private static async Task DropAsync(Simulator simulator, RunPlan plan, int input)
    {
        try
        {
            await simulator.RunAsync(plan, new RunOptions { DropAtInput = input });
        }
        catch (OperationCanceledException)
        {
            // Nobody hears of a result of what was dropped.
        }
    }

    private static RunVariant Variant(FuzzDice dice) =>
        new(dice.Of(ThreadCounts), OnDisk: false, dice.OneIn(3) ? null : 1 + dice.Below(1000), dice.OneIn(3) ? null : 1 + dice.Below(1000));

    private RunPlan Plan(ScenarioRun run, string id) => run.Plan(id, "fuzz", RegionData.Load().Hashes, types);

    private string NewId() => FormattableString.Invariant($"fuzz-{++_runs}");

    private async Task<Simulator> OpenAsync()
    {
        if (_simulator is not null && _runs > RunsOfJournal)
        {
            await _simulator.DisposeAsync();
            (_simulator, _runs) = (null, 0);
        }

        return _simulator ??= Simulator.Open(JournalOptions.Memory);
    }
}
