using BenchmarkDotNet.Attributes;
using PrivateLinkSim.Simulation;
using PrivateLinkSim.Simulation.Tests;

namespace PrivateLinkSim.Benchmarks;

/// <summary>An interrupted run that is taken up again, against its rows read and parsed with the bare driver.</summary>
[MemoryDiagnoser]
public class RecoveryBenchmarks
{
    /// <summary>Events that the interrupted run has written.</summary>
    public const int RecordedCount = RecordedRounds * (Entities + ToyRuns.EntriesAroundNotes);

    private const int RecordedRounds = 99;
    private const int Entities = 1000;

    private TemporaryFolder _records = null!;
    private TemporaryFolder _folder = null!;
    private Simulator _simulator = null!;

    /// <summary>Runs the run that is interrupted before its last round.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _records = new TemporaryFolder();
        ToyRuns.WriteAsync(_records.File("run.db"), RecordedRounds + 1, Entities, interruptedAt: RecordedRounds).GetAwaiter().GetResult();
    }

    /// <summary>Removes it.</summary>
    [GlobalCleanup]
    public void Remove() => _records.Dispose();

    /// <summary>Copies the interrupted run and opens the copy.</summary>
    [IterationSetup]
    public void Open()
    {
        _folder = new TemporaryFolder();
        File.Copy(_records.File("run.db"), _folder.File("run.db"));
        _simulator = Simulator.Open(JournalOptions.Sqlite(_folder.File("run.db")));
    }

    /// <summary>Removes the copy.</summary>
    [IterationCleanup]
    public void Close()
    {
        _simulator.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _folder.Dispose();
    }

    /// <summary>Recovery alone: rows are read through Akka.Persistence, and their chain is checked.</summary>
    [Benchmark(OperationsPerInvoke = RecordedCount)]
    public Task Recover() => ResumeAsync(new CancellationToken(canceled: true));

    /// <summary>The whole resumption: every recorded event is recovered, made again and compared, and the last round is new.</summary>
    [Benchmark(OperationsPerInvoke = RecordedCount)]
    public Task Resume() => ResumeAsync(CancellationToken.None);

    /// <summary>The limit.</summary>
    [Benchmark(OperationsPerInvoke = RecordedCount, Baseline = true)]
    public long ReadAndParse() => RawRows.ReadAndParse(_records.File("run.db"));

    private Task<RunResult> ResumeAsync(CancellationToken cancellation)
    {
        var plan = Given.Plan(ToyRuns.Notes(RecordedRounds + 1, Entities), ToyRuns.RunId);
        return _simulator.RunAsync(plan, new RunOptions { Resume = true }, cancellationToken: cancellation);
    }
}
