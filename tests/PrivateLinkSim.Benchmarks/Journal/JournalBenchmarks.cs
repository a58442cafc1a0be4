using BenchmarkDotNet.Attributes;
using Microsoft.Data.Sqlite;
using PrivateLinkSim.Simulation;
using PrivateLinkSim.Simulation.Tests;

namespace PrivateLinkSim.Benchmarks;

/// <summary>A run whose log goes to SQLite through the conductor, against the same rows inserted with the bare driver.</summary>
[MemoryDiagnoser]
public class JournalBenchmarks
{
    /// <summary>Events that are written.</summary>
    public const int EventCount = Rounds * (Entities + ToyRuns.EntriesAroundNotes);

    private const int Rounds = 100;
    private const int Entities = 1000;

    private TemporaryFolder _records = null!;
    private TemporaryFolder _folder = null!;
    private List<object[]> _rows = null!;
    private Simulator _simulator = null!;
    private SqliteConnection _connection = null!;

    /// <summary>Makes the rows that the limit inserts: those of the run itself.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _records = new TemporaryFolder();
        ToyRuns.WriteAsync(_records.File("run.db"), Rounds, Entities).GetAwaiter().GetResult();
        _rows = RawRows.Load(_records.File("run.db"));
    }

    /// <summary>Removes them.</summary>
    [GlobalCleanup]
    public void Remove() => _records.Dispose();

    /// <summary>Opens an empty journal for each of the two.</summary>
    [IterationSetup]
    public void Open()
    {
        _folder = new TemporaryFolder();
        _simulator = Simulator.Open(JournalOptions.Sqlite(_folder.File("run.db")));
        _connection = RawRows.Create(_folder.File("raw.db"));
    }

    /// <summary>Removes both.</summary>
    [IterationCleanup]
    public void Close()
    {
        _connection.Dispose();
        _simulator.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _folder.Dispose();
    }

    /// <summary>A run, until its last event is durable.</summary>
    [Benchmark(OperationsPerInvoke = EventCount)]
    public Task DurableEvents() => _simulator.RunAsync(Given.Plan(ToyRuns.Notes(Rounds, Entities), ToyRuns.RunId));

    /// <summary>The limit: the same rows into the same table.</summary>
    [Benchmark(OperationsPerInvoke = EventCount, Baseline = true)]
    public void RawInserts() => RawRows.Insert(_connection, _rows);
}
