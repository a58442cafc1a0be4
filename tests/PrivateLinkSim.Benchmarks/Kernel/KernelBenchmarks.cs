using BenchmarkDotNet.Attributes;
using PrivateLinkSim.Simulation;
using PrivateLinkSim.Simulation.Tests;

namespace PrivateLinkSim.Benchmarks;

/// <summary>Turns and events of the kernel with the journal in memory, against bare messages between bare actors.</summary>
[MemoryDiagnoser]
public class KernelBenchmarks
{
    /// <summary>Turns that <see cref="Turns"/> takes, and answers that <see cref="Tells"/> awaits.</summary>
    public const int TurnCount = TurnRounds * (Receivers + 1);

    /// <summary>Events that <see cref="Events"/> makes.</summary>
    public const int EventCount = EventRounds * (Receivers + ToyRuns.EntriesAroundNotes);

    private const int Receivers = 500;
    private const int TurnRounds = 400;
    private const int EventRounds = 200;

    private Simulator _simulator = null!;

    /// <summary>Starts an actor system with an empty journal.</summary>
    [IterationSetup]
    public void Open() => _simulator = Simulator.Open(JournalOptions.Memory);

    /// <summary>Ends it.</summary>
    [IterationCleanup]
    public void Close() => _simulator.DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>Turns that persist nothing but one event for each 501 turns.</summary>
    [Benchmark(OperationsPerInvoke = TurnCount)]
    public Task Turns() => RunAsync(ToyRuns.Listening(TurnRounds, Receivers));

    /// <summary>Turns with an event each.</summary>
    [Benchmark(OperationsPerInvoke = EventCount)]
    public Task Events() => RunAsync(ToyRuns.Notes(EventRounds, Receivers));

    /// <summary>The limit: a message and its answer for each turn.</summary>
    [Benchmark(OperationsPerInvoke = TurnCount, Baseline = true)]
    public Task Tells() => RawTells.RunAsync(_simulator.System, TurnRounds, Receivers + 1);

    private Task<RunResult> RunAsync(ScriptedInputs inputs) => _simulator.RunAsync(Given.Plan(inputs));
}
