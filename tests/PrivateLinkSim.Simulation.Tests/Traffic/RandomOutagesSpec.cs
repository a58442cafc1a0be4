using System.Globalization;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>
/// What holds of whole runs with traffic and faults, whatever they are. <c>PLSIM_TRAFFIC_SCENARIOS</c> asks for more scenarios than the usual
/// ones, <c>PLSIM_TRAFFIC_FROM</c> for another first number; a failure names the number.
/// </summary>
public sealed class RandomOutagesSpec
{
    private const int UsualScenarios = 100;
    private const long ZoneDetectionSeconds = 60;

    [Fact]
    public async Task Nothing_is_lost_or_made_up_nor_sent_to_what_is_known_to_have_failed_in_whichever_order_a_file_names_it()
    {
        var (from, count) = (Asked("PLSIM_TRAFFIC_FROM", 0), Asked("PLSIM_TRAFFIC_SCENARIOS", UsualScenarios));
        await using var simulator = Simulator.Open(JournalOptions.Memory);
        for (var number = from; number < from + count; number++)
        {
            var outages = RandomOutages.Of(number);
            try
            {
                var series = await RunAsync(simulator, outages.Scenario, $"{number}-as-it-is");
                foreach (var each in series)
                {
                    CheckConservation(each);
                    CheckDetection(each, outages);
                }

                var reversed = await RunAsync(simulator, outages.Reversed(), $"{number}-reversed");
                Assert.Equal(Text(series), Text(reversed));
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"Scenario {number} (PLSIM_TRAFFIC_FROM={number} PLSIM_TRAFFIC_SCENARIOS=1): {failure.Message}\n{outages.Scenario}", failure);
            }
        }
    }

    private static void CheckConservation(ClientSeries series)
    {
        foreach (var stretch in series.Stretches)
        {
            var zones = stretch.ByZone.Values.Concat(stretch.ByFallbackZone.Values).ToArray();
            Assert.All(zones.Append(stretch.Counts), counts => Assert.True(
                counts is { Attempted: >= 0, Connected: >= 0, TimedOut: >= 0, Unresolved: >= 0, Refused: >= 0, NoPort: >= 0, Reset: >= 0, Dropped: >= 0 }
                && counts.Attempted == counts.Connected + counts.TimedOut + counts.Unresolved + counts.Refused + counts.NoPort,
                $"{series.Group.Name} at {stretch.From}: {counts}"));
            Assert.Equal(stretch.Counts.Connected, zones.Sum(zone => zone.Connected));
            Assert.Equal(stretch.Counts.Attempted, stretch.ByZone.Values.Sum(zone => zone.Attempted) + stretch.Counts.Unresolved);
            Assert.True(stretch.Open >= 0 && (series.Group.KeepOpen == 0 || stretch.Open <= series.Group.KeepOpen), $"{series.Group.Name} at {stretch.From}: {stretch.Open} open");
        }
    }

    // Of a single lost zone it is known when nobody may use it any more, by the setting and the resolvers alone.
    private static void CheckDetection(ClientSeries series, RandomOutages outages)
    {
        var (verb, zone, from, seconds) = outages.Fault;
        var zones = outages.Endpoints[series.Group.Endpoint];
        if (outages.Faults > 1 || zone.Length == 0 || !outages.HasTargetEverywhere || series.Group.Dns != "regional" || series.Group.Fallback is not null)
        {
            return;
        }

        var (since, until) = (from + ZoneDetectionSeconds + Math.Max(1, series.Group.ResolverSeconds), from + seconds);
        var known = series.Stretches.Where(stretch => stretch.From >= since && stretch.From + stretch.Seconds <= until).ToArray();
        if (zones.Contains(zone, StringComparer.Ordinal) && zones.Length > 1)
        {
            Assert.All(known, stretch => Assert.False(stretch.ByZone.TryGetValue(zone, out var counts) && counts.Attempted > 0, $"{verb}: {series.Group.Name} goes through {zone} at {stretch.From}"));
        }
        else if (!zones.Contains(zone, StringComparer.Ordinal) && zones[0].StartsWith("euw1", StringComparison.Ordinal) && outages.FrontZones.Contains(zone, StringComparer.Ordinal) && !outages.CrossZone)
        {
            Assert.All(known, stretch => Assert.Equal(0, stretch.Counts.TimedOut + stretch.Counts.Refused));
        }
    }

    private static async Task<ClientSeries[]> RunAsync(Simulator simulator, JObject scenario, string id)
    {
        var run = new ScenarioRun(FaultStage.Read(scenario));
        await simulator.RunAsync(ShippedScenarios.Plan(run, id));
        return [.. run.Traffic];
    }

    private static string Text(IEnumerable<ClientSeries> series) => string.Join('\n', series.SelectMany(each => each.Stretches.Select(
        stretch => $"{each.Group.Name} {stretch.From} {stretch.Seconds} {stretch.Counts} {stretch.Open} {stretch.PeakLoad} {string.Join(' ', stretch.ByZone)} {string.Join(' ', stretch.ByFallbackZone)} {string.Join(' ', stretch.Rules)}")));

    private static int Asked(string variable, int usual) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
}
