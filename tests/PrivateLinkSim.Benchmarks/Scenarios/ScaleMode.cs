using System.Diagnostics;
using System.Globalization;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Benchmarks;

/// <summary>Generated scenarios of rising size, to see whether time is linear in it: <c>./run.sh bench scale</c>.</summary>
internal static class ScaleMode
{
    private const int WarmUpEndpoints = 1_000;
    private const double Mebi = 1024 * 1024;

    private static readonly int[] EndpointCounts = [10_000, 25_000, 50_000, 100_000];
    private static readonly TimeSpan Target = TimeSpan.FromSeconds(60);

    /// <summary>Runs all sizes, the smallest first, and writes a line for each.</summary>
    public static async Task RunAsync()
    {
        await MeasureAsync(WarmUpEndpoints);
        var sizes = new List<Measured>();
        foreach (var endpoints in EndpointCounts)
        {
            Console.Error.WriteLine(Say($"measuring: {endpoints:N0} endpoints"));
            sizes.Add(await MeasureAsync(endpoints));
        }

        Table.Write(
            ["endpoints", "read + check s", "run s", "run cpu s", "endpoints/s", "events", "events/s", "peak working set"],
            [.. sizes.Select(size => new[]
            {
                Say($"{size.Endpoints:N0}"), Say($"{size.Reading:F1}"), Say($"{size.Running:F1}"), Say($"{size.Computing:F1}"),
                Say($"{size.Endpoints / size.Running:N0}"), Say($"{size.Events:N0}"), Say($"{size.Events / size.Running:N0}"),
                Say($"{size.PeakBytes / Mebi:N0} MiB"),
            })]);
        var (first, last) = (sizes[0], sizes[^1]);
        var growth = (double)last.Endpoints / first.Endpoints;
        Console.WriteLine();
        Console.WriteLine(
            Say($"time({last.Endpoints:N0}) / time({first.Endpoints:N0}) / {growth:N0} = {last.Running / first.Running / growth:F2} for the run, ")
            + Say($"{last.Reading / first.Reading / growth:F2} for reading; 1 is linear"));
        var total = last.Reading + last.Running;
        Console.WriteLine(
            Say($"{last.Endpoints:N0} endpoints in {total:F1} s, read, checked and durable; ")
            + Say($"target <= {Target.TotalSeconds:N0} s: {(total <= Target.TotalSeconds ? "met" : "NOT MET")}"));
        Console.WriteLine("20 Regions, 200 services, a step for each endpoint; journal on SQLite. The peak is the process's, so it never falls;");
        Console.WriteLine("processor seconds are of all its threads, and tell what a busy machine hides.");
    }

    private static async Task<Measured> MeasureAsync(int endpoints)
    {
        var regions = RegionData.Load().Regions;
        var text = GeneratedScenario.Text(new GeneratedScenarioSize(Regions: 20, Services: 200, endpoints, Steps: endpoints), regions);
        GC.Collect();
        using var folder = new TemporaryFolder();
        var watch = Stopwatch.StartNew();
        var file = ScenarioFile.Parse(text, "generated.json", regions);
        var reading = watch.Elapsed.TotalSeconds;
        watch.Restart();
        var computed = Process.GetCurrentProcess().TotalProcessorTime;
        var result = await GeneratedRun.ExecuteAsync(file, folder.File("run.db"), "run-1");
        var running = watch.Elapsed.TotalSeconds;
        var computing = (Process.GetCurrentProcess().TotalProcessorTime - computed).TotalSeconds;
        var made = GeneratedRun.EndpointsOf(result);
        return made == endpoints
            ? new Measured(endpoints, reading, running, computing, result.Events, Process.GetCurrentProcess().PeakWorkingSet64)
            : throw new InvalidOperationException(Say($"{endpoints} endpoints were asked for, {made} were made."));
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record Measured(int Endpoints, double Reading, double Running, double Computing, long Events, long PeakBytes);
}
