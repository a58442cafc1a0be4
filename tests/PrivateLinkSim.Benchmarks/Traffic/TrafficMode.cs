using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Benchmarks;

/// <summary>A virtual day and a virtual year with traffic: <c>./run.sh bench traffic</c>.</summary>
internal static class TrafficMode
{
    private const int Rounds = 3;
    private const int ModelRounds = 2;
    private const double Mebi = 1024 * 1024;
    private static readonly TimeSpan Budget = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan DayAtMost = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan YearAtMost = TimeSpan.FromMinutes(5);

    /// <summary>Measures and writes the tables.</summary>
    public static void Run()
    {
        var model = Model();
        var day = Measure("day", TimeSpan.FromDays(1), TrafficScenario.Day);
        var year = Measure("year", TimeSpan.FromDays(365), TrafficScenario.Year);
        Table.Write([.. model, Figure("a virtual day", day, DayAtMost), Figure("a virtual year", year, YearAtMost)]);
        Console.WriteLine();
        Table.Write(
            ["virtual", "virtual / wall", "read + check s", "control plane s", "traffic s", "plsim run s", "reports s", "stretches", "heap of them", "peak working set"],
            [.. new[] { day, year }.Select(Row)]);
        Console.WriteLine();
        Console.WriteLine(Say($"{TrafficScenario.Endpoints:N0} endpoints, 3 Regions of {TrafficScenario.ZonesUsed} zones, {TrafficScenario.Groups} groups of clients; the day with a zone failure, the year with a fault each week."));
        Console.WriteLine("A day and a year are read, checked and run, the journal on SQLite. Control plane: the same run without traffic; traffic: what it adds.");
        Console.WriteLine("plsim run: a process from start to end, its code not compiled yet; reports: what --report html,csv adds to it. The peak working");
        Console.WriteLine("set is this process's, so it never falls.");
    }

    private static IEnumerable<Figure> Model()
    {
        Console.Error.WriteLine("measuring: model");
        var subject = new TrafficBenchmarks();
        var samples = Sample.Take(
            ModelRounds, Budget, () => { }, () => { },
            Subject.Of("rounds", () => subject.Rounds()), Subject.Of("seconds", () => subject.SecondBySecond()), Subject.Of("counters", () => subject.Counters()));
        const int Count = TrafficBenchmarks.SecondCount;
        return
        [
            Benchmarks.Figure.Rate("seconds of groups, rounds counted together", samples[0], Count, "bare counters", samples[2], Count),
            Benchmarks.Figure.Rate("seconds of groups, one by one", samples[1], Count, "bare counters", samples[2], Count),
        ];
    }

    private static Figure Figure(string name, Measured measured, TimeSpan atMost) =>
        Benchmarks.Figure.Duration(name, measured.With, "without traffic", measured.Without, atMost);

    private static Measured Measure(string name, TimeSpan length, Func<RegionTable, bool, string> text)
    {
        Console.Error.WriteLine($"measuring: {name}");
        var regions = RegionData.Load().Regions;
        var (with, without) = (text(regions, true), text(regions, false));
        var samples = Sample.Take(
            Rounds, Budget, () => { }, () => { },
            new Subject("with", () => RunAsync(with, regions)),
            new Subject("without", () => RunAsync(without, regions)),
            Subject.Of("reading", () => ScenarioFile.Parse(with, "generated.json", regions)));
        var (stretches, heap) = Kept(with, regions);
        return new Measured(length, samples[0], samples[1], samples[2], AsUsersDo(with), stretches, heap, Process.GetCurrentProcess().PeakWorkingSet64);
    }

    private static async Task<ImmutableArray<ClientSeries>> RunAsync(string text, RegionTable regions)
    {
        using var folder = new TemporaryFolder();
        var run = new ScenarioRun(ScenarioFile.Parse(text, "generated.json", regions));
        await using var simulator = Simulator.Open(JournalOptions.Sqlite(folder.File("run.db")));
        await simulator.RunAsync(run.Plan("run-1", "0", RegionData.Load().Hashes));
        return run.Passed ? run.Traffic : throw new InvalidOperationException($"The generated scenario ended otherwise than it expects: {run.Summary}");
    }

    // What of a run is left on the heap with its traffic, once everything else is gone.
    private static (int Stretches, long Bytes) Kept(string text, RegionTable regions)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var traffic = RunAsync(text, regions).GetAwaiter().GetResult();
        var stretches = traffic.Sum(series => series.Stretches.Count);
        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(traffic);
        return (stretches, kept);
    }

    // A run as a user starts it, without and with a page and tables; null when plsim is not built.
    private static Sample[]? AsUsersDo(string text)
    {
        if (!Programs.IsPlsimBuilt)
        {
            Console.Error.WriteLine(Programs.NotBuilt);
            return null;
        }

        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("generated.json"), text);
        string[] run = ["run", "generated.json", "--db", folder.File("run.db")];
        return Sample.Take(
            Rounds, Budget / 2, () => { }, () => { },
            Subject.Of("plain", () => Programs.Run(Programs.Plsim, folder.FullName, run)),
            Subject.Of("reports", () => Programs.Run(Programs.Plsim, folder.FullName, [.. run, "--report", $"html={folder.File("run.html")},csv={folder.FullName}"])));
    }

    private static string[] Row(Measured each) =>
    [
        Say($"{each.Length.TotalDays:N0} d"), Say($"{each.Length.TotalSeconds / each.With.Median:N0}"), Say($"{each.Reading.Median:F2}"),
        Say($"{each.Without.Median - each.Reading.Median:F2}"), Say($"{each.With.Median - each.Without.Median:F2}"), each.Started is { } plain ? Say($"{plain[0].Median:F2}") : "-",
        each.Started is { } both ? Say($"{both[1].Median - both[0].Median:F2}") : "-",
        Say($"{each.Stretches:N0}"), Say($"{each.Heap / Mebi:F1} MiB"), Say($"{each.Peak / Mebi:N0} MiB"),
    ];

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record Measured(TimeSpan Length, Sample With, Sample Without, Sample Reading, Sample[]? Started, int Stretches, long Heap, long Peak);
}
