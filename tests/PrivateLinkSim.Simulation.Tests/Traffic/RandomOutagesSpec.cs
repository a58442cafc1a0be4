using System.Globalization;
using Newtonsoft.Json.Linq;
using Xunit.Abstractions;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>
/// What holds of whole runs with traffic and faults, whatever they are. <c>PLSIM_TRAFFIC_SCENARIOS</c> asks for more scenarios than the usual
/// ones, <c>PLSIM_TRAFFIC_FROM</c> for another first number; a failure names the number.
/// </summary>
public sealed class RandomOutagesSpec(ITestOutputHelper output)
{
    private const int UsualScenarios = 150;
    private const int ScenariosOfSimulator = 50;
    private const int Threads = 2;

    private long _groups;
    private long _outages;
    private long _bounded;

    [Fact]
    public async Task Nothing_is_lost_or_made_up_nor_sent_to_what_is_known_to_have_failed_in_whichever_order_a_file_names_it()
    {
        var (from, count) = (Asked("PLSIM_TRAFFIC_FROM", 0), Asked("PLSIM_TRAFFIC_SCENARIOS", UsualScenarios));
        output.WriteLine(FormattableString.Invariant($"scenarios {from} to {from + count - 1}"));
        await Parallel.ForEachAsync(
            Enumerable.Range(from, count).Chunk(ScenariosOfSimulator),
            new ParallelOptions { MaxDegreeOfParallelism = Threads },
            async (numbers, _) =>
            {
                await using var simulator = Simulator.Open(JournalOptions.Memory);
                foreach (var number in numbers)
                {
                    await CheckAsync(simulator, number);
                }
            });
        output.WriteLine(FormattableString.Invariant($"{_groups} groups, {_outages} outages of theirs, of which {_bounded} must be known to them before they are over"));
    }

    private async Task CheckAsync(Simulator simulator, int number)
    {
        var outages = RandomOutages.Of(number);
        try
        {
            var (series, result) = await RunAsync(simulator, outages.Scenario, $"{number}-as-it-is");
            foreach (var each in series)
            {
                CheckConservation(each);
                CheckDetection(each, new OutageBounds(outages), outages);
            }

            var (again, same) = await RunAsync(simulator, outages.Scenario, $"{number}-again");
            Assert.Equal(result.Digest, same.Digest);
            Assert.Equal(Text(series), Text(again));

            var (others, quiet) = await RunAsync(simulator, outages.Reversed(isTopologyToo: false), $"{number}-other-groups-first");
            Assert.Equal((result.StateDigest, result.Events), (quiet.StateDigest, quiet.Events));
            Assert.Equal(Text(series), Text(others));

            var (reversed, _) = await RunAsync(simulator, outages.Reversed(isTopologyToo: true), $"{number}-reversed");
            Assert.Equal(Text(series), Text(reversed));
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"Scenario {number} (PLSIM_TRAFFIC_FROM={number} PLSIM_TRAFFIC_SCENARIOS=1): {failure.Message}\n{outages.Scenario.ToString(Newtonsoft.Json.Formatting.None)}", failure);
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

    private void CheckDetection(ClientSeries series, OutageBounds bounds, RandomOutages outages)
    {
        if (!bounds.CanConnect(series.Group) || series.Stretches.Count == 0)
        {
            return;
        }

        var may = bounds.MayLose(series.Group, series.Stretches[^1].From + series.Stretches[^1].Seconds);
        foreach (var stretch in series.Stretches.Where(stretch => stretch.Counts.Lost > stretch.Counts.NoPort))
        {
            for (var second = stretch.From; second < stretch.From + stretch.Seconds; second++)
            {
                Assert.True(may[second], $"{series.Group.Name} loses connections in second {second}: {stretch.Counts}");
            }
        }

        foreach (var (zone, from, until) in bounds.MustNotUse(series.Group))
        {
            Assert.All(
                series.Stretches.Where(stretch => stretch.From >= from && stretch.From + stretch.Seconds <= until),
                stretch => Assert.False(stretch.ByZone.TryGetValue(zone, out var counts) && counts.Attempted > 0, $"{series.Group.Name} goes through {zone} in second {stretch.From}"));
        }

        Interlocked.Increment(ref _groups);
        Interlocked.Add(ref _outages, outages.Outages.Count);
        Interlocked.Add(ref _bounded, bounds.GoneAround(series.Group));
    }

    private static async Task<(ClientSeries[] Series, RunResult Result)> RunAsync(Simulator simulator, JObject scenario, string id)
    {
        var run = new ScenarioRun(FaultStage.Read(scenario));
        var result = await simulator.RunAsync(ShippedScenarios.Plan(run, id));
        Assert.All(run.Outcomes, outcome => Assert.Null(outcome.Refusal));
        return ([.. run.Traffic], result);
    }

    private static string Text(IEnumerable<ClientSeries> series) => string.Join('\n', series.SelectMany(each => each.Stretches.Select(
        stretch => $"{each.Group.Name} {stretch.From} {stretch.Seconds} {stretch.Counts} {stretch.Open} {stretch.PeakLoad} {string.Join(' ', stretch.ByZone)} {string.Join(' ', stretch.ByFallbackZone)} {string.Join(' ', stretch.Rules)}")));

    private static int Asked(string variable, int usual) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
}
