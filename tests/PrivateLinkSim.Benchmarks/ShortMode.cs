using System.Diagnostics;
using System.Globalization;

namespace PrivateLinkSim.Benchmarks;

/// <summary>Every figure a few times, in three minutes on a busy machine too: <c>./run.sh bench short</c>.</summary>
internal static class ShortMode
{
    private const int Rounds = 5;
    private const int Endpoints = 10_000;
    private const int FullEndpoints = 100_000;

    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(20);

    /// <summary>Measures everything and writes the table.</summary>
    public static void Run()
    {
        var watch = Stopwatch.StartNew();
        Table.Write(
        [
            .. Kernel(), .. Journal(), .. Recovery(), .. Replay(ReplayedLog.Notes), .. Replay(ReplayedLog.Scenario), Memory(Endpoints), .. StartUp(),
        ]);
        Console.WriteLine();
        WriteNotes(Endpoints);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{watch.Elapsed.TotalSeconds:F0} s in all, {Environment.ProcessorCount} processors, .NET {Environment.Version}"));
    }

    /// <summary>What BenchmarkDotNet does not measure, at full size.</summary>
    public static void RunRest()
    {
        Table.Write([Memory(FullEndpoints), .. StartUp()]);
        Console.WriteLine();
        WriteNotes(FullEndpoints);
    }

    private static IEnumerable<Figure> Kernel()
    {
        Say("kernel");
        var subject = new KernelBenchmarks();
        var samples = Sample.Take(
            Rounds, Budget, subject.Open, subject.Close,
            new Subject("turns", subject.Turns), new Subject("events", subject.Events), new Subject("tells", subject.Tells));
        return
        [
            Figure.Rate(
                "turns that persist nothing", samples[0], KernelBenchmarks.TurnCount, "tell + answer", samples[2], KernelBenchmarks.TurnCount,
                atLeast: 200_000),
            Figure.Rate(
                "events, journal in memory", samples[1], KernelBenchmarks.EventCount, "tell + answer", samples[2], KernelBenchmarks.TurnCount,
                atLeast: 100_000),
        ];
    }

    private static IEnumerable<Figure> Journal()
    {
        Say("journal");
        var subject = new JournalBenchmarks();
        subject.Prepare();
        var samples = Sample.Take(
            Rounds, Budget, subject.Open, subject.Close, new Subject("durable", subject.DurableEvents), Subject.Of("raw", subject.RawInserts));
        subject.Remove();
        return
        [
            Figure.Rate(
                "durable events, SQLite", samples[0], JournalBenchmarks.EventCount, "raw inserts", samples[1], JournalBenchmarks.EventCount,
                atLeast: 60_000, ratioAtLeast: 0.45),
        ];
    }

    private static IEnumerable<Figure> Recovery()
    {
        Say("recovery");
        const int Count = RecoveryBenchmarks.RecordedCount;
        var subject = new RecoveryBenchmarks();
        subject.Prepare();
        var samples = Sample.Take(
            Rounds, Budget, subject.Open, subject.Close,
            new Subject("recover", subject.Recover), new Subject("resume", subject.Resume), Subject.Of("raw", () => subject.ReadAndParse()));
        subject.Remove();
        return
        [
            Figure.Rate("recovery: read and checked", samples[0], Count, "read + parse", samples[2], Count, atLeast: 80_000),
            Figure.Rate("resume: also made again", samples[1], Count, "read + parse", samples[2], Count),
        ];
    }

    private static IEnumerable<Figure> Replay(ReplayedLog log)
    {
        Say($"replay of {log}");
        var subject = new ReplayBenchmarks { Log = log };
        subject.Prepare();
        var samples = Sample.Take(
            Rounds, Budget / 2, () => { }, () => { }, Subject.Of("replay", () => subject.Replay()), Subject.Of("raw", () => subject.ReadAndParse()));
        subject.Remove();
        var name = log is ReplayedLog.Notes ? "replay, small events" : "replay, generated scenario";
        return [Figure.Rate(name, samples[0], subject.RowCount, "read + parse", samples[1], subject.RowCount, atLeast: 80_000)];
    }

    private static Figure Memory(int endpoints)
    {
        Say("memory");
        return Figure.Memory("heap of an idle endpoint", IdleEndpoints.OfProduct(endpoints), "bare actor", IdleEndpoints.OfBareActors(endpoints), 6);
    }

    private static IEnumerable<Figure> StartUp()
    {
        if (!Programs.IsPlsimBuilt)
        {
            Console.Error.WriteLine(Programs.NotBuilt);
            return [];
        }

        Say("start-up");
        var subject = new StartUpBenchmarks();
        var samples = Sample.Take(
            Rounds, Budget, subject.Open, subject.Close,
            Subject.Of("nothing", subject.Nothing), Subject.Of("version", subject.Version), Subject.Of("first", subject.FirstEndpoint));
        return
        [
            Figure.Duration("plsim --version", samples[1], "empty program", samples[0], TimeSpan.FromMilliseconds(150)),
            Figure.Duration("plsim run first-endpoint.json", samples[2], "empty program", samples[0], TimeSpan.FromSeconds(2)),
        ];
    }

    private static void WriteNotes(int endpoints)
    {
        Console.WriteLine("Rates and times are medians of n rounds after one that warms up; product and limit take turns in each round.");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"The heap of an endpoint: {endpoints:N0} endpoints of a generated scenario at the end of their run, less a run without any; log in a file,"));
        Console.WriteLine("scenario not counted; actor, states, timers, entries at VPC, service and consumer, and the outcome of its call are.");
    }

    // To the error output: the table alone may be redirected.
    private static void Say(string what) => Console.Error.WriteLine($"measuring: {what}");
}
