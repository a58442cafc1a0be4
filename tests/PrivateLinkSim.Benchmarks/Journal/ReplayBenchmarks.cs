using BenchmarkDotNet.Attributes;
using PrivateLinkSim.Simulation;
using PrivateLinkSim.Simulation.Tests;

namespace PrivateLinkSim.Benchmarks;

/// <summary>What a replayed log holds.</summary>
public enum ReplayedLog
{
    /// <summary>Small events of toys.</summary>
    Notes,

    /// <summary>The product's own events: a generated scenario.</summary>
    Scenario,
}

/// <summary>A log that is read, checked, parsed and folded, against its rows read and parsed with the bare driver.</summary>
[MemoryDiagnoser]
public class ReplayBenchmarks
{
    private static readonly GeneratedScenarioSize ScenarioSize = new(Regions: 20, Services: 200, Endpoints: 3_000, Steps: 10_000);

    private TemporaryFolder _folder = null!;

    /// <summary>Which log is replayed.</summary>
    [Params(ReplayedLog.Notes, ReplayedLog.Scenario)]
    public ReplayedLog Log { get; set; }

    /// <summary>How many rows it has.</summary>
    public int RowCount { get; private set; }

    private string Journal => _folder.File("run.db");

    /// <summary>Writes the log.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _folder = new TemporaryFolder();
        var writing = Log is ReplayedLog.Notes
            ? ToyRuns.WriteAsync(Journal, rounds: 100, entities: 1000)
            : GeneratedRun.ExecuteAsync(GeneratedRun.Read(ScenarioSize), Journal, ToyRuns.RunId);
        writing.GetAwaiter().GetResult();
        RowCount = RawRows.Count(Journal);
    }

    /// <summary>Removes the log.</summary>
    [GlobalCleanup]
    public void Remove() => _folder.Dispose();

    /// <summary>Reads the log, checks its chain, and folds every event into the world.</summary>
    [Benchmark]
    public World Replay()
    {
        var (types, catalogue) = Log is ReplayedLog.Notes ? (Given.Toys, Given.Catalogue) : (EntityTypes.Standard, EventCatalogue.Standard);
        var world = new World(types);
        using var reader = JournalReader.OpenSqlite(Journal);
        foreach (var entry in reader.Entries(ToyRuns.RunId))
        {
            if (entry.Owner is { } owner)
            {
                world.Apply(owner, catalogue.Read(entry));
            }
        }

        return world;
    }

    /// <summary>The limit.</summary>
    [Benchmark(Baseline = true)]
    public long ReadAndParse() => RawRows.ReadAndParse(Journal);
}
