using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Benchmarks;

/// <summary>A log of a million events: checked, indexed, and looked into at random places: <c>./run.sh bench replay</c>.</summary>
internal static class ReplayMode
{
    private const int Seeks = 1_000;
    private const double Mebi = 1024 * 1024;
    private const string RunId = "run-1";

    // With these, the generated scenario comes to a little more than a million events.
    private static readonly GeneratedScenarioSize Size = new(Regions: 20, Services: 200, Endpoints: 5_000, Steps: 50_000);
    private static readonly TimeSpan CheckAtMost = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan IndexAtMost = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SeekAtMost = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ColdAtMost = TimeSpan.FromSeconds(2);

    /// <summary>Measures and writes the table.</summary>
    public static async Task RunAsync()
    {
        using var folder = new TemporaryFolder();
        var (journal, index) = (folder.File("run.db"), folder.File("run.db.index"));
        var regions = RegionData.Load().Regions;
        Console.Error.WriteLine("making the log");
        await GeneratedRun.ExecuteAsync(ScenarioFile.Parse(GeneratedScenario.Text(Size, regions), "generated.json", regions), journal, RunId);
        GC.Collect();
        var rows = new List<string[]>();

        Console.Error.WriteLine("measuring: reading, checking");
        var (raw, events) = Timed(() => Hashed(journal));
        var (verify, checkedEvents) = Timed(() => Checked(journal));
        rows.Add(["raw rows, each hashed", Seconds(raw), Millions(raw, events), "", ""]);
        rows.Add(["log verify", Seconds(verify), Millions(verify, checkedEvents), Ratio(verify, raw), Target(PerMillion(verify, checkedEvents), CheckAtMost)]);

        Console.Error.WriteLine("measuring: indexing");
        var (making, length) = Timed(() => Length(journal, index));
        rows.Add(["index, chain checked", Seconds(making), Millions(making, length), Ratio(making, verify), Target(PerMillion(making, length), IndexAtMost)]);

        Console.Error.WriteLine("measuring: seeking");
        var (cold, _) = Timed(() => OneLook(journal, index));
        rows.Add(["opening with the index, and one look", Seconds(cold), "", "", Target(cold, ColdAtMost)]);
        using var open = Open(journal, index);
        var random = new Random(20261127);
        var looks = Enumerable.Range(0, Seeks).Select(_ => Look(open, random)).Order().ToArray();
        rows.Add(["seek p50", Milliseconds(looks[Seeks / 2]), "", "", ""]);
        rows.Add(["seek p99", Milliseconds(looks[Seeks * 99 / 100]), "", "", Target(looks[Seeks * 99 / 100], SeekAtMost)]);
        rows.Add(["seek, the longest", Milliseconds(looks[^1]), "", "", ""]);
        var (world, entities) = Timed(() => Enum.GetValues<EntityKind>().Sum(kind => new PastWorld(open, open.Length / 2).All(kind).LongCount()));
        rows.Add(["the whole world in the middle", Seconds(world), Say($"{entities:N0} entities"), "", ""]);

        Table.Write(["", "time", "", "of the limit", "target"], [.. rows]);
        Console.WriteLine();
        Console.WriteLine(Say($"{length:N0} events, {new FileInfo(journal).Length / Mebi:N0} MiB; the index {new FileInfo(index).Length / Mebi:N0} MiB; peak working set {Process.GetCurrentProcess().PeakWorkingSet64 / Mebi:N0} MiB, the run that made the log included."));
        Console.WriteLine("Targets are for a million events. A seek is a random place and the state of a random entity there; the limit of checking is");
        Console.WriteLine("to read the same rows and hash them one by one, that of indexing is checking.");
    }

    private static long Hashed(string journal)
    {
        using var reader = JournalReader.OpenSqlite(journal);
        var count = 0L;
        foreach (var row in reader.Rows(RunId))
        {
            SHA256.HashData(row.Utf8.Span);
            count++;
        }

        return count;
    }

    private static long Checked(string journal)
    {
        using var reader = JournalReader.OpenSqlite(journal);
        return reader.LogRows(RunId).LongCount();
    }

    private static long Length(string journal, string index)
    {
        using var open = Open(journal, index);
        return open.Length;
    }

    private static bool OneLook(string journal, string index)
    {
        using var open = Open(journal, index);
        return open.StateOf(open.Entities[open.Entities.Count / 2], open.Length / 3) is null;
    }

    private static RunIndex Open(string journal, string index) =>
        RunIndex.Open(JournalReader.OpenSqlite(journal), RunId, index, "benchmark", "0", EntityTypes.Standard, EventCatalogue.Standard);

    private static TimeSpan Look(RunIndex index, Random random)
    {
        var (place, entity) = (random.NextInt64(index.Length), index.Entities[random.Next(index.Entities.Count)]);
        return Timed(() => (index[place], index.StateOf(entity, place))).Time;
    }

    private static (TimeSpan Time, T Value) Timed<T>(Func<T> work)
    {
        var begun = Stopwatch.GetTimestamp();
        var value = work();
        return (Stopwatch.GetElapsedTime(begun), value);
    }

    private static TimeSpan PerMillion(TimeSpan time, long events) => time * 1_000_000 / events;

    private static string Seconds(TimeSpan time) => Say($"{time.TotalSeconds:F2} s");

    private static string Milliseconds(TimeSpan time) => Say($"{time.TotalMilliseconds:F1} ms");

    private static string Millions(TimeSpan time, long events) => Say($"{PerMillion(time, events).TotalSeconds:F2} s for 1,000,000");

    private static string Ratio(TimeSpan time, TimeSpan limit) => Say($"{time / limit:F2}");

    private static string Target(TimeSpan time, TimeSpan atMost) => Say($"<= {atMost.TotalSeconds:G} s: {(time <= atMost ? "met" : "NOT MET")}");

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
