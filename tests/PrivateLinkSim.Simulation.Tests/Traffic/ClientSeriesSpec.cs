using System.Collections.Immutable;
using CsCheck;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>The counts of a group of clients, against what paper says.</summary>
public sealed class ClientSeriesSpec
{
    private const string One = "use1-az1";
    private const string Two = "use1-az2";
    private const string Three = "use1-az4";

    /// <summary>10 a second for 100 s over two addresses: 1000, of which 500 go to each.</summary>
    [Fact]
    public void Addresses_are_taken_in_turn()
    {
        var series = Seeing(Group(10), 100, (0, View([One, Two])));

        Assert.Equal(new ConnectionCounts(1000, 1000, 0, 0), series.Total);
        Assert.Equal([500, 500], Zones(series).Values.Select(zone => zone.Connected));
    }

    /// <summary>Zone one is lost at 40 s and still answered: of the 60 x 10 connections after it, half time out.</summary>
    [Fact]
    public void What_is_sent_to_a_lost_zone_times_out_for_as_long_as_it_is_answered()
    {
        var series = Seeing(Group(10), 100, (0, View([One, Two])), (40, View([One, Two], One)));

        Assert.Equal(new ConnectionCounts(1000, 700, 300, 0), series.Total);
        Assert.Equal(60, ClientSeries.LongestLoss([series], 0, 100));
        Assert.Equal(["R37"], series.Losses.Single().Rules);
    }

    /// <summary>
    /// 120 a second is each of 60 clients twice a second, once to each of two addresses. From the withdrawal at 60 s on, 1/60 of the
    /// clients ask anew in each second, so k of 60 know after k seconds: lost are 59 + 58 + … + 1 = 1770, in 59 seconds.
    /// </summary>
    [Fact]
    public void Clients_learn_of_a_withdrawal_when_their_answer_expires()
    {
        var series = Seeing(Group(120), 200, (0, View([One, Two], One)), (60, View([Two], One)));

        Assert.Equal((60 * 60) + (59 * 60 / 2), series.Total.TimedOut);
        Assert.Equal(59, series.Between(60, 61).TimedOut);
        Assert.Equal(1, series.Between(118, 119).TimedOut);
        Assert.Equal(new ConnectionCounts(120, 120, 0, 0), series.Between(119, 120));
        Assert.Equal(119, ClientSeries.LongestLoss([series], 0, 200));
    }

    /// <summary>Who asks for each connection loses nothing after the withdrawal: 60 s x 60 before it.</summary>
    [Fact]
    public void Clients_that_keep_no_answer_follow_at_once() => Assert.Equal(
        3600, Seeing(Group(120, resolverSeconds: 0), 200, (0, View([One, Two], One)), (60, View([Two], One))).Total.TimedOut);

    /// <summary>7 a second for 10 s have no address: 70, and none of them times out. Then 7 a second for 10 s go to the one that is back.</summary>
    [Fact]
    public void Without_an_address_nothing_is_sent()
    {
        var series = Seeing(Group(7, resolverSeconds: 0), 20, (0, View([])), (10, View([Three])));

        Assert.Equal(new ConnectionCounts(140, 70, 0, 70), series.Total);
    }

    /// <summary>Clients that are down from 30 s to 50 s try nothing for 20 s.</summary>
    [Fact]
    public void Clients_in_a_lost_zone_try_nothing()
    {
        var series = Seeing(Group(5), 100, (0, View([One])), (30, View([One]) with { IsDown = true }), (50, View([One])));

        Assert.Equal(new ConnectionCounts(400, 400, 0, 0), series.Total);
        Assert.Equal(default, series.Between(30, 50));
    }

    [Fact]
    public void Nothing_is_lost_or_made_up_and_the_steps_of_the_clock_do_not_matter() => Histories.Sample(
        history =>
        {
            var (group, views, end) = history;
            var series = Seeing(group, end, views);
            var stepped = Seeing(group, end, step: 1, views);

            Assert.Equal(series.Total, stepped.Total);
            Assert.Equal(Zones(series), Zones(stepped));
            for (var second = 0; second < end; second++)
            {
                var counts = stepped.Between(second, second + 1);
                Assert.Equal(counts.Attempted, counts.Connected + counts.TimedOut + counts.Unresolved);
                Assert.True(counts is { Connected: >= 0, TimedOut: >= 0, Unresolved: >= 0 });
            }

            // What a zone is sent after it left every client's answer would be traffic through what is known to have failed.
            var (since, last) = views[^1];
            var known = since + Math.Max(1, group.ResolverSeconds);
            Assert.All(
                stepped.Stretches.Where(stretch => stretch.From >= known).SelectMany(stretch => stretch.ByZone.Keys),
                zone => Assert.Contains(zone, last.Answer));
        },
        iter: 2000,
        seed: "0000000000001");

    private static Gen<(ClientGroup Group, (long Second, ClientView View)[] Views, long End)> Histories { get; } =
        from rate in Gen.Int[1, 40]
        from resolver in Gen.Int[0, 90]
        from gaps in Gen.Int[1, 70].Array[1, 6]
        from answers in Gen.Int[0, 7].Array[7, 7]
        from lost in Gen.Int[0, 7].Array[7, 7]
        select (
            Group(rate, resolver),
            gaps.Select((_, index) => ((long)gaps.Take(index).Sum(), View(Chosen(answers[index]), Chosen(lost[index])))).ToArray(),
            (long)gaps.Sum() + 120);

    private static string[] Chosen(int bits) =>
        [.. new[] { One, Two, Three }.Where((_, index) => (bits & (1 << index)) != 0)];

    private static ImmutableSortedDictionary<string, ConnectionCounts> Zones(ClientSeries series) => series.Stretches
        .SelectMany(stretch => stretch.ByZone)
        .GroupBy(zone => zone.Key, StringComparer.Ordinal)
        .ToImmutableSortedDictionary(
            zone => zone.Key, zone => zone.Aggregate(default(ConnectionCounts), (sum, each) => sum + each.Value), StringComparer.Ordinal);

    private static ClientGroup Group(int rate, int resolverSeconds = 60) =>
        new() { Name = "clients", Endpoint = "endpoint", Subnet = "subnet", ConnectionsPerSecond = rate, ResolverSeconds = resolverSeconds };

    private static ClientView View(string[] answer, params string[] lost) =>
        new([.. answer], new[] { One, Two, Three }.ToImmutableSortedDictionary(
            zone => zone, zone => lost.Contains(zone, StringComparer.Ordinal) ? ClientPath.Blocked("R37") : new ClientPath(), StringComparer.Ordinal));

    private static ClientSeries Seeing(ClientGroup group, long end, params (long Second, ClientView View)[] views) => Seeing(group, end, end, views);

    private static ClientSeries Seeing(ClientGroup group, long end, long step, params (long Second, ClientView View)[] views)
    {
        var model = new TrafficModel([group]);
        foreach (var (second, view) in views)
        {
            model.See(second, [view]);
            for (var at = second; at < end && step == 1 && !views.Any(each => each.Second > second && each.Second <= at); at++)
            {
                model.AdvanceTo(at);
            }
        }

        model.AdvanceTo(end);
        return model.Series.Single();
    }
}
