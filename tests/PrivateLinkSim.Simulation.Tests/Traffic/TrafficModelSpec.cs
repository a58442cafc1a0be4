using System.Collections.Immutable;
using CsCheck;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>What holds of any groups and any network: nothing is lost or made up, whatever the steps of the clock and the order of the file.</summary>
public sealed class TrafficModelSpec
{
    private static readonly string[] Zones = ["use1-az1", "use1-az2", "use1-az4"];

    [Fact]
    public void Every_connection_of_random_topologies_has_one_fate_in_every_second() => Stories.Sample(
        story =>
        {
            var series = Run(story, end => [end]);

            foreach (var stretch in series.SelectMany(each => each.Stretches))
            {
                Assert.Equal(stretch.Counts.Attempted, stretch.Counts.Connected + stretch.Counts.Lost);
                Assert.All(
                    stretch.ByZone.Values.Concat(stretch.ByFallbackZone.Values).Append(stretch.Counts),
                    counts => Assert.True(counts is { Attempted: >= 0, Connected: >= 0, TimedOut: >= 0, Unresolved: >= 0, Refused: >= 0, NoPort: >= 0, Reset: >= 0, Dropped: >= 0 }, $"{counts}"));
                Assert.All(stretch.ByZone.Values.Concat(stretch.ByFallbackZone.Values), counts => Assert.Equal(counts.Attempted, counts.Connected + counts.Lost));
                Assert.Equal(
                    stretch.Counts.Connected,
                    stretch.ByZone.Values.Sum(zone => zone.Connected) + stretch.ByFallbackZone.Values.Sum(zone => zone.Connected));
                Assert.InRange(stretch.PeakLoad, 0, 1_000_000);
            }

            for (var index = 0; index < series.Length; index++)
            {
                CheckOpen(series[index], story.Groups[index]);
                CheckDetected(series[index], story.Views[^1].Second, story.Views[^1].Views[index]);
            }
        },
        iter: 10_000,
        seed: "0000000000002");

    [Fact]
    public void Neither_the_steps_of_the_clock_nor_the_order_of_groups_matters() => Stories.Sample(
        story =>
        {
            var series = Run(story, end => [end]);
            var stepped = Run(story, end => Enumerable.Range(1, (int)end).Select(second => (long)second));
            var reversed = Run(
                new Story([.. story.Groups.Reverse()], [.. story.Views.Select(view => (view.Second, view.Views.Reverse().ToArray()))], story.End), end => [end]);

            Assert.Equal(series.Select(each => each.Total), stepped.Select(each => each.Total));
            Assert.Equal(series.Select(each => each.Stretches[^1].Open), stepped.Select(each => each.Stretches[^1].Open));
            Assert.Equal(Text(series), Text(reversed));
        },
        iter: 200,
        seed: "0000000000003");

    /// <summary>
    /// Who sees other latencies in each second sees something new in each, so nothing comes round and every second is gone through; what becomes
    /// of connections is the same.
    /// </summary>
    [Fact]
    public void What_comes_round_is_counted_as_if_it_were_gone_through() => (
        from story in Stories
        from longer in Gen.Int[0, 3000]
        select story with { End = story.End + longer }).Sample(
        story =>
        {
            var series = Run(story, end => [end]);
            var restless = Run(Restless(story), end => [end]);

            Assert.Equal(series.Select(each => each.Total), restless.Select(each => each.Total));
            Assert.Equal(series.Select(each => each.Stretches[^1].Open), restless.Select(each => each.Stretches[^1].Open));
            Assert.Equal(series.Select(each => each.PeakLoad(0, story.End)), restless.Select(each => each.PeakLoad(0, story.End)));
            Assert.Equal(series.Select(each => ZonesOf(each, stretch => stretch.ByZone)), restless.Select(each => ZonesOf(each, stretch => stretch.ByZone)));
            Assert.Equal(series.Select(each => ZonesOf(each, stretch => stretch.ByFallbackZone)), restless.Select(each => ZonesOf(each, stretch => stretch.ByFallbackZone)));
            Assert.Equal(series.Select(each => LossSeconds(each, story.End)), restless.Select(each => LossSeconds(each, story.End)));
            Assert.Equal(series.Select(each => ClientSeries.LongestLoss([each], 0, story.End)), restless.Select(each => ClientSeries.LongestLoss([each], 0, story.End)));
        },
        iter: 150,
        seed: "0000000000004");

    private static Gen<ClientPath> Paths { get; } =
        from targets in Gen.Int[0, 4]
        from silent in Gen.Int[0, targets]
        from refusing in Gen.Int[0, silent]
        from loss in Gen.Int[0, 3]
        from shared in Gen.Bool.Select(first => first ? "a" : "b")
        select targets == 0 || silent == targets
            ? ClientPath.Blocked("R37") with { Silent = ["0", "1", "2", "3"] }
            : new ClientPath
            {
                Of = targets,
                Refusing = refusing,
                Passing = [.. Enumerable.Range(silent, targets - silent).Select(target => $"{target}")],
                Silent = [.. Enumerable.Range(refusing, silent - refusing).Select(target => $"{target}")],
                Resetting = [.. Enumerable.Range(0, refusing).Select(target => $"{target}")],
                LossMillionths = loss == 0 ? 12_345 : 0,
                Entry = shared,
                Limits = new TargetLimits(shared, 600, shared == "a" ? 25 : null, shared == "b" ? 400 : null),
            };

    private static Gen<ClientView> Views { get; } =
        from answer in Gen.Int[0, 7]
        from paths in Paths.Array[3, 3]
        from down in Gen.Int[0, 3]
        from delay in Gen.Int[0, 3]
        select new ClientView(
            [.. Zones.Where((_, index) => (answer & (1 << index)) != 0)],
            Zones.Select((zone, index) => KeyValuePair.Create(zone, paths[index])).ToImmutableSortedDictionary(StringComparer.Ordinal)) { IsDown = down == 0, AnswerDelay = delay };

    private static Gen<ClientView> ViewsWithFallback { get; } =
        from view in Views
        from fallback in Views
        from has in Gen.Bool
        select view with { Fallback = has ? fallback with { IsDown = false } : null };

    private static Gen<ClientGroup> Groups { get; } =
        from rate in Gen.Int[1, 40]
        from resolver in Gen.Int[0, 20]
        from kind in Gen.Int[0, 3]
        from isIdle in Gen.Bool
        from notice in Gen.Int[0, 40]
        select new ClientGroup
        {
            ConnectionsPerSecond = rate,
            ResolverSeconds = resolver,
            ConnectionSeconds = kind == 1 ? 17 : kind == 2 ? 1000 : 0,
            KeepOpen = kind == 3 ? 300 : 0,
            KeepaliveSeconds = kind > 1 && isIdle ? 400 : 0,
            NoticeSeconds = notice,
        };

    private static Gen<Story> Stories { get; } =
        from groups in Groups.Array[1, 3]
        from gaps in Gen.Int[1, 60].Array[1, 4]
        from views in ViewsWithFallback.Array[groups.Length * gaps.Length, groups.Length * gaps.Length]
        from rest in Gen.Int[1, 500]
        select new Story(
            [.. groups.Select((each, index) => each with { Name = $"group-{index}" })],
            [.. gaps.Select((_, index) => ((long)gaps.Take(index).Sum(), views[(index * groups.Length)..((index + 1) * groups.Length)].Cast<ClientView?>().ToArray()))],
            gaps.Sum() + rest);

    private static void CheckOpen(ClientSeries series, ClientGroup group)
    {
        var open = 0L;
        foreach (var stretch in series.Stretches)
        {
            Assert.True(stretch.Open >= 0, $"{stretch}");
            Assert.True(group.KeepOpen == 0 || stretch.Open <= group.KeepOpen, $"{stretch}");
            Assert.True(stretch.Open <= open + stretch.Counts.Connected, $"{stretch}");
            open = stretch.Open;
        }
    }

    // What a zone is sent after it left every client's answer would be traffic through what is known to have failed.
    private static void CheckDetected(ClientSeries series, long since, ClientView? last)
    {
        var known = since + Math.Max(1, series.Group.ResolverSeconds) + last!.AnswerDelay;
        Assert.All(
            series.Stretches.Where(stretch => stretch.From >= known),
            stretch => Assert.All(stretch.ByZone.Where(zone => zone.Value.Attempted > 0), zone => Assert.Contains(zone.Key, last.Answer)));
    }

    private static Story Restless(Story story) => story with
    {
        Views =
        [
            .. from second in Enumerable.Range(0, (int)story.End).Select(each => (long)each)
               let views = story.Views.Last(view => view.Second <= second).Views
               select (second, views.Select(view => view is null ? null : Late(view, second) with { Fallback = view.Fallback is { } fallback ? Late(fallback, second) : null }).ToArray()),
        ],
    };

    private static ClientView Late(ClientView view, long second) => view with
    {
        Paths = view.Paths.ToImmutableSortedDictionary(path => path.Key, path => path.Value with { Latency = new PathLatency(second, second) }, StringComparer.Ordinal),
    };

    private static string ZonesOf(ClientSeries series, Func<ClientStretch, ImmutableSortedDictionary<string, ConnectionCounts>> zones) => string.Join(' ', series.Stretches
        .SelectMany(zones)
        .GroupBy(zone => zone.Key, StringComparer.Ordinal)
        .OrderBy(zone => zone.Key, StringComparer.Ordinal)
        .Select(zone => $"{zone.Key} {zone.Aggregate(default(ConnectionCounts), (sum, each) => sum + each.Value)}"));

    private static string LossSeconds(ClientSeries series, long end) => string.Join(
        ' ', series.LossesBetween(0, end).SelectMany(loss => Enumerable.Range((int)loss.First, (int)(loss.Last - loss.First))));

    private static string Text(IEnumerable<ClientSeries> series) => string.Join('\n', series.SelectMany(each => each.Stretches.Select(
        stretch => $"{each.Group.Name} {stretch.From} {stretch.Seconds} {stretch.Counts} {stretch.Open} {stretch.PeakLoad} {string.Join(' ', stretch.ByZone)} {string.Join(' ', stretch.ByFallbackZone)} {string.Join(' ', stretch.Rules)}")));

    private static ImmutableArray<ClientSeries> Run(Story story, Func<long, IEnumerable<long>> steps)
    {
        var model = new TrafficModel(story.Groups, weighsLoad: true);
        var order = story.Groups.Select((group, index) => (group.Name, Index: index)).OrderBy(each => each.Name, StringComparer.Ordinal).Select(each => each.Index).ToArray();
        var next = 0;
        foreach (var second in steps(story.End).Concat(story.Views.Select(view => view.Second)).Order().Distinct())
        {
            if (next < story.Views.Length && story.Views[next].Second == second)
            {
                var views = story.Views[next++].Views;
                model.See(second, [.. order.Select(index => views[index])]);
            }
            else
            {
                model.AdvanceTo(second);
            }
        }

        return model.Series;
    }

    private sealed record Story(ClientGroup[] Groups, (long Second, ClientView?[] Views)[] Views, long End);
}
