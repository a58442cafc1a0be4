using System.Collections.Immutable;
using System.Globalization;
using BenchmarkDotNet.Attributes;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Benchmarks;

/// <summary>The traffic model by itself over a day with a zone failure at noon, against a counter for each zone of each group that goes up in each second.</summary>
public class TrafficBenchmarks
{
    /// <summary>How many seconds of groups a day is.</summary>
    public const int SecondCount = TrafficScenario.Groups * Day;

    private const int Day = 86_400;
    private const int FailsAt = Day / 2;
    private const int Detection = 60;
    private const int Repair = 1_800;
    private const int TargetsOfZone = 2;
    private static readonly string[] Zones = [.. Enumerable.Range(0, TrafficScenario.ZonesUsed).Select(zone => string.Create(CultureInfo.InvariantCulture, $"az{zone}"))];

    private readonly ImmutableArray<ClientGroup> _groups = TrafficScenario.ClientGroups(RegionData.Load().Regions);

    /// <summary>The limit: nothing but counters.</summary>
    [Benchmark(Baseline = true)]
    public long Counters()
    {
        var counters = new long[_groups.Length, Zones.Length];
        for (var second = 0L; second < Day; second++)
        {
            for (var group = 0; group < _groups.Length; group++)
            {
                var rate = _groups[group].ConnectionsPerSecond;
                for (var zone = 0; zone < Zones.Length; zone++)
                {
                    counters[group, zone] += ((((second + 1) * rate) + zone) / Zones.Length) - (((second * rate) + zone) / Zones.Length);
                }
            }
        }

        return counters.Cast<long>().Sum();
    }

    /// <summary>As a run does it: what comes round is counted together.</summary>
    [Benchmark]
    public long Rounds() => Connected(step: Day);

    /// <summary>The clock goes on by a second at a time, so that little can be counted together.</summary>
    [Benchmark]
    public long SecondBySecond() => Connected(step: 1);

    private long Connected(int step)
    {
        var model = new TrafficModel(_groups, weighsLoad: true);
        foreach (var (second, isDark, isAnswered) in new[] { (0, false, true), (FailsAt, true, true), (FailsAt + Detection, true, false), (FailsAt + Repair, false, true) })
        {
            Advance(model, second, step);
            model.See(second, [.. model.Series.Select((_, index) => View(index % TrafficScenario.Services, isDark, isAnswered))]);
        }

        Advance(model, Day, step);
        return model.Series.Sum(series => series.Total.Connected);
    }

    private static void Advance(TrafficModel model, int end, int step)
    {
        for (var second = step; second < end; second += step)
        {
            model.AdvanceTo(second);
        }

        model.AdvanceTo(end);
    }

    private static ClientView View(int service, bool isDark, bool isAnswered) => new(
        [.. Zones.Where(zone => isAnswered || zone != Zones[0])],
        Zones.ToImmutableSortedDictionary(zone => zone, zone => Path(string.Create(CultureInfo.InvariantCulture, $"{service} {zone}"), isDark && zone == Zones[0]), StringComparer.Ordinal));

    private static ClientPath Path(string entry, bool isDark) => isDark
        ? ClientPath.Blocked("R37")
        : new ClientPath
        {
            Entry = entry,
            Of = TargetsOfZone,
            Passing = [.. Enumerable.Range(0, TargetsOfZone).Select(target => string.Create(CultureInfo.InvariantCulture, $"{entry} {target}"))],
            Limits = new TargetLimits(entry, TargetsOfZone * 55_000),
        };
}
