using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>A scenario that was run in memory to see what comes of it.</summary>
/// <param name="File">The scenario.</param>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Run">What came of its commands, expectations, traffic and costs.</param>
/// <param name="Result">How the run ended.</param>
/// <param name="Log">All that was logged.</param>
public sealed record ScenarioTrial(ScenarioFile File, long Seed, ScenarioRun Run, RunResult Result, IReadOnlyList<LogEntry> Log)
{
    /// <summary>Runs a scenario to its end.</summary>
    /// <param name="seed">Another seed than the scenario's, or null.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task<ScenarioTrial> RunAsync(ScenarioFile file, long? seed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        await using var simulator = Simulator.Open(JournalOptions.Memory);
        var run = new ScenarioRun(file, seed);
        var keeper = new LogKeeper();
        var result = await simulator.RunAsync(run.Plan(file.Name, "trial", RegionData.Load().Hashes), observer: keeper, cancellationToken: cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return new ScenarioTrial(file, seed ?? file.Scenario.Seed, run, result, keeper.Log);
    }
}

/// <summary>Keeps what a run logs.</summary>
public sealed class LogKeeper : IRunObserver
{
    private readonly List<LogEntry> _log = [];

    /// <summary>What was logged so far.</summary>
    public IReadOnlyList<LogEntry> Log => _log;

    /// <inheritdoc/>
    public void Merged(LogEntry entry, IEvent fact) => _log.Add(entry);

    /// <inheritdoc/>
    public void Durable(long turn)
    {
    }
}
