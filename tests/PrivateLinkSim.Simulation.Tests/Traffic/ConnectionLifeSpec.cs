using System.Collections.Immutable;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>Connections that stay open: what breaks them, how they come back, and what stands in their way; each against paper.</summary>
public sealed class ConnectionLifeSpec
{
    private const string One = "use1-az1";
    private const string Two = "use1-az2";

    /// <summary>10 a second that stay for 30 s are 300 once the first have ended, and go on being 300.</summary>
    [Theory]
    [InlineData(10, 100)]
    [InlineData(30, 300)]
    [InlineData(31, 300)]
    [InlineData(86_400, 300)]
    public void As_many_are_open_as_come_in_while_one_lasts(int seconds, long open)
    {
        var series = Run([Group(10) with { ConnectionSeconds = 30 }], seconds, (0, [View(To("a"), To("b"))])).Single();

        Assert.Equal(open, series.Stretches[^1].Open);
        Assert.Equal(new ConnectionCounts(10L * seconds, 10L * seconds), series.Total);
        Assert.True(series.Stretches.Count <= 3, $"{series.Stretches.Count} stretches");
    }

    /// <summary>
    /// 1000 kept open at 100 a second, one half through each zone. Zone one is lost at 60 s and leaves the answer at once: 500 are cut
    /// off; the clients notice after 30 s, and open 500 through zone two at 100 a second, in 5 s.
    /// </summary>
    [Fact]
    public void Connections_of_a_lost_zone_are_opened_again_once_their_clients_notice()
    {
        var series = Run(
            [Group(100) with { KeepOpen = 1000, ResolverSeconds = 0 }], 200, (0, [View(To("a"), To("b"))]), (60, [View([Two], null, To("b"))])).Single();

        Assert.Equal(new ConnectionCounts(1500, 1500, Dropped: 500), series.Total);
        Assert.Equal(0, series.Between(60, 90).Attempted);
        Assert.Equal(new ConnectionCounts(500, 500), series.Between(90, 95));
        Assert.Equal(1000, series.Stretches[^1].Open);
    }

    /// <summary>Of four targets behind one node one refuses from 60 s on: 250 of 1000 are reset, and of the 250 opened again in 61 s … a quarter is refused until enough have got through.</summary>
    [Fact]
    public void A_target_that_fails_breaks_its_share_and_a_reset_is_noticed_at_once()
    {
        var path = To("a", "b", "c", "d");
        var failed = path with { Passing = ["a", "b", "c"], Refusing = 1, Resetting = ["d"] };
        var series = Run([Group(1000) with { KeepOpen = 1000 }], 200, (0, [View(path)]), (60, [View(failed)])).Single();

        // 250 tried at 61 s: 62 or 63 of them refused, tried again at 62 s, and so on by quarters: 250 connect in the end.
        Assert.Equal(1250, series.Total.Connected);
        Assert.Equal(250, series.Total.Reset);
        Assert.Equal(250, series.Between(61, 62).Attempted);
        Assert.InRange(series.Between(61, 62).Refused, 62, 63);
        Assert.Equal(series.Total.Attempted, series.Total.Connected + series.Total.Refused);
        Assert.Equal(1000, series.Stretches[^1].Open);
    }

    /// <summary>
    /// 600 idle connections with a keepalive of 400 s are dropped at 350 s and reset at their 400th second, each; opened again, they are
    /// reset 400 s later. From 0 to 1300 s each is opened at t, t + 401, t + 802, t + 1203 and reset thrice. With 300 s nothing happens.
    /// </summary>
    [Theory]
    [InlineData(300, 0, 600)]
    [InlineData(350, 0, 600)]
    [InlineData(351, 1800, 2400)]
    [InlineData(400, 1800, 2400)]
    public void A_keepalive_that_is_longer_than_the_idle_timeout_resets_every_connection(int keepalive, long resets, long opened)
    {
        var series = Run([Group(600) with { KeepOpen = 600, KeepaliveSeconds = keepalive }], 1300, (0, [View(To("a"))])).Single();

        Assert.Equal(resets, series.Total.Reset);
        Assert.Equal(opened, series.Total.Connected);
    }

    /// <summary>
    /// 80,000 over two zones of one target each, 40,000 on each. Zone one is lost: its 40,000 come back through zone two, whose target
    /// has 55,000 ports: 15,000 connect, and 25,000 find no port, again and again.
    /// </summary>
    [Fact]
    [Trait("Rule", "§2.14/ports")]
    public void The_zone_that_survives_runs_out_of_ports()
    {
        var series = Run(
            [Group(4000) with { KeepOpen = 80_000, ResolverSeconds = 0, NoticeSeconds = 10 }], 200,
            (0, [View(To("a"), To("b"))]), (60, [View([Two], null, To("b"))])).Single();

        Assert.Equal(95_000, series.Total.Connected);
        Assert.Equal(55_000, series.Stretches[^1].Open);
        Assert.Equal(new ConnectionCounts(4000, 0, NoPort: 4000), series.Between(199, 200));
        Assert.Equal(1_000_000, series.PeakLoad(0, 200));
        Assert.Contains("§2.14/ports", series.Stretches[^1].Rules);
    }

    /// <summary>1000 a second that are over at once hold 60 x 1000 ports of 55,000: from 55 s on the ports are taken, and each second frees those of a minute before.</summary>
    [Fact]
    public void A_port_is_taken_for_a_minute_at_least()
    {
        var series = Run([Group(1000)], 240, (0, [View(To("a"))])).Single();

        Assert.Equal(new ConnectionCounts(55_000, 55_000), series.Between(0, 55));
        Assert.Equal(new ConnectionCounts(5000, 0, NoPort: 5000), series.Between(55, 60));
        Assert.Equal(new ConnectionCounts(60_000, 55_000, NoPort: 5000), series.Between(60, 120));
    }

    /// <summary>Two groups of 60 and 30 a second want a target that takes 45: each gets half.</summary>
    [Fact]
    public void What_is_too_much_is_denied_in_proportion()
    {
        var path = To("a") with { Limits = new TargetLimits("both", 55_000, PerSecond: 45) };
        var series = Run([Group(60), Group(30) with { Name = "others" }], 100, (0, [View(path), View(path)]));

        Assert.Equal([(3000L, 3000L), (1500L, 1500L)], series.Select(each => (each.Total.Connected, each.Total.TimedOut)));
        Assert.Equal(1_000_000, series[0].PeakLoad(0, 100));
    }

    /// <summary>100 Gbps are 12.5 GB a second: of 20 connections of 1 GB each 12 pass, which are 96 % of it.</summary>
    [Fact]
    [Trait("Rule", "§6.3/capacity")]
    public void An_interface_passes_its_bandwidth_and_no_more()
    {
        var path = To("a") with { Interface = "eni" };
        var series = Run([Group(20) with { BytesPerConnection = 1_000_000_000 }], 10, (0, [View(path)])).Single();

        Assert.Equal(new ConnectionCounts(200, 120, 80), series.Total);
        Assert.Equal((960_000, One), series.Peak(0, 10));
    }

    /// <summary>Before it has scaled, 10 Gbps are 1.25 GB a second: of 20 connections of 1 GB one passes, and of 20 of 0.1 GB 12.</summary>
    [Theory]
    [Trait("Rule", "§6.3/capacity")]
    [InlineData(1_000_000_000, 10)]
    [InlineData(100_000_000, 120)]
    public void An_interface_that_has_not_scaled_passes_a_tenth(long bytes, long connected)
    {
        var model = new TrafficModel([Group(20) with { BytesPerConnection = bytes }], interfaceGbps: 10);
        model.See(0, [View(To("a") with { Interface = "eni" })]);
        model.AdvanceTo(10);

        Assert.Equal(new ConnectionCounts(200, connected, 200 - connected), model.Series.Single().Total);
    }

    /// <summary>20 connections of 1 GB want 20 GB of 12.5 GB, so 8 get no answer; 5 that carry nothing need nothing of it.</summary>
    [Fact]
    [Trait("Rule", "§6.3/capacity")]
    public void Connections_that_carry_nothing_pass_a_full_interface()
    {
        var path = To("a") with { Interface = "eni" };
        var series = Run([Group(20) with { BytesPerConnection = 1_000_000_000 }, Group(5) with { Name = "silent" }], 10, (0, [View(path), View(path)]));

        Assert.Equal([new ConnectionCounts(200, 120, 80), new ConnectionCounts(50, 50)], series.Select(each => each.Total));
    }

    /// <summary>Zone one is lost and still answered. With a fallback the half that fails there goes on to it: nobody is lost, and 10 x 5 have switched.</summary>
    [Fact]
    public void Clients_with_a_fallback_turn_to_it_with_what_fails()
    {
        var lost = View([One, Two], ClientPath.Blocked("R37"), To("b")) with { Fallback = View(To("c")) };
        var series = Run([Group(10)], 20, (0, [View(To("a"), To("b")) with { Fallback = View(To("c")) }]), (10, [lost])).Single();

        Assert.Equal(new ConnectionCounts(200, 200, Switched: 50), series.Total);
        Assert.Equal(new ConnectionCounts(50, 0, 50), series.Stretches[^1].ByZone[One]);
        Assert.Equal(new ConnectionCounts(50, 50), series.Stretches[^1].ByFallbackZone[One]);
    }

    /// <summary>In half of the connections 1 ms, in half 3 ms: the median is 1 ms, and 99 % take the far zone's 8 ms at most.</summary>
    [Fact]
    public void Latencies_are_those_of_the_zones_that_connections_go_through()
    {
        var near = To("a") with { Latency = new PathLatency(1000, 2000) };
        var far = To("b") with { Latency = new PathLatency(3000, 8000) };
        var series = Run([Group(10)], 20, (0, [View(near, far)])).Single();

        Assert.Equal(2000, series.Latency(50, 0, 20));
        Assert.Equal(8000, series.Latency(99, 0, 20));
        Assert.Null(series.Latency(99, 20, 30));
    }

    /// <summary>A tenth of all connections is lost on the way.</summary>
    [Fact]
    public void Packet_loss_takes_its_share()
    {
        var series = Run([Group(7)], 100, (0, [View(To("a") with { LossMillionths = 100_000 })])).Single();

        Assert.Equal(new ConnectionCounts(700, 630, 70), series.Total);
    }

    /// <summary>
    /// 1000 through a and b, 500 each. b refuses from 60 s on: its 500 are reset and come back through a, which has all 1000 then. b runs
    /// again from 120 s on and fails again at 180 s: nobody was there.
    /// </summary>
    [Fact]
    public void A_target_breaks_the_connections_that_it_has_and_no_others()
    {
        var both = To("a", "b");
        var failed = both with { Passing = ["a"], Of = 1, Resetting = ["b"] };
        var series = Run([Group(1000) with { KeepOpen = 1000 }], 240, (0, [View(both)]), (60, [View(failed)]), (120, [View(both)]), (180, [View(failed)])).Single();

        Assert.Equal(new ConnectionCounts(1500, 1500, Reset: 500), series.Total);
        Assert.Equal(1000, series.Stretches[^1].Open);
    }

    /// <summary>
    /// 1000 through a and b. New connections go to a alone from 60 s on, and nothing breaks; the 500 on b are reset at 360 s, and are opened
    /// through a one second later.
    /// </summary>
    [Fact]
    public void Connections_stay_on_a_target_that_new_ones_are_no_longer_sent_to()
    {
        var both = To("a", "b");
        var draining = both with { Passing = ["a"], Of = 1 };
        var series = Run(
            [Group(1000) with { KeepOpen = 1000 }], 600, (0, [View(both)]), (60, [View(draining)]), (360, [View(draining with { Resetting = ["b"] })])).Single();

        Assert.Equal(default, series.Between(60, 360));
        Assert.Equal(new ConnectionCounts(0, 0, Reset: 500), series.Between(360, 361));
        Assert.Equal(new ConnectionCounts(500, 500), series.Between(361, 362));
        Assert.Equal(1000, series.Stretches[^1].Open);
    }

    /// <summary>
    /// b falls silent at 60 s: its 500 are cut off, and their clients would notice at 360 s. At 120 s the load balancer resets them: they are
    /// opened again at 121 s. With a reset at 400 s they are opened at 360 s.
    /// </summary>
    [Theory]
    [InlineData(120, 121)]
    [InlineData(400, 360)]
    public void A_reset_by_the_load_balancer_is_noticed_before_patience_ends(long reset, long opened)
    {
        var both = To("a", "b");
        var silent = both with { Passing = ["a"], Of = 1, Silent = ["b"] };
        var series = Run(
            [Group(1000) with { KeepOpen = 1000, NoticeSeconds = 300 }], 500,
            (0, [View(both)]), (60, [View(silent)]), (reset, [View(silent with { Resetting = ["b"] })])).Single();

        Assert.Equal(new ConnectionCounts(1500, 1500, Dropped: 500), series.Total);
        Assert.Equal(default, series.Between(61, opened));
        Assert.Equal(new ConnectionCounts(500, 500), series.Between(opened, opened + 1));
    }

    /// <summary>The path moves from entry a to entry b at 60 s: 1000 stay at a until it is closed at 120 s, and come back through b 30 s later.</summary>
    [Fact]
    public void Connections_stay_where_they_entered_until_that_is_closed()
    {
        var moved = To("b");
        var series = Run(
            [Group(1000) with { KeepOpen = 1000 }], 300, (0, [View(To("a"))]), (60, [View(moved)]), (120, [View(moved with { Closed = ["a"] })])).Single();

        Assert.Equal(new ConnectionCounts(2000, 2000, Dropped: 1000), series.Total);
        Assert.Equal(default, series.Between(60, 120));
        Assert.Equal(new ConnectionCounts(1000, 1000), series.Between(150, 151));
    }

    /// <summary>
    /// 80,000 over a and b, 40,000 ports of each. b takes no new ones from 60 s on, and a has 15,000 ports left for the 20,000 that another
    /// group opens.
    /// </summary>
    [Fact]
    [Trait("Rule", "§2.14/ports")]
    public void Ports_of_a_target_that_takes_no_new_connections_are_no_ports_for_them()
    {
        var both = To("a", "b");
        var draining = both with { Passing = ["a"], Of = 1, Limits = both.Limits! with { Ports = 55_000 } };
        var series = Run(
            [Group(80_000) with { KeepOpen = 80_000 }, Group(20_000) with { Name = "others", KeepOpen = 20_000 }], 100,
            (0, [View(both), null]), (60, [View(draining), View(draining)]));

        Assert.Equal((80_000, 15_000), (series[0].Stretches[^1].Open, series[1].Stretches[^1].Open));
        Assert.Equal(5000, series[1].Between(99, 100).NoPort);
    }

    private static ClientGroup Group(int rate) => new() { Name = "clients", Endpoint = "endpoint", Subnet = "subnet", ConnectionsPerSecond = rate };

    private static ClientPath To(params string[] targets) => new()
    {
        Passing = [.. targets],
        Of = targets.Length,
        Entry = targets[0],
        Limits = new TargetLimits(targets[0], 55_000L * targets.Length),
    };

    private static ClientView View(ClientPath one, ClientPath? two = null) => View(two is null ? [One] : [One, Two], one, two);

    private static ClientView View(string[] answer, ClientPath? one, ClientPath? two)
    {
        var paths = ImmutableSortedDictionary.Create<string, ClientPath>(StringComparer.Ordinal);
        paths = one is null ? paths : paths.Add(One, one);
        return new ClientView([.. answer], two is null ? paths : paths.Add(Two, two));
    }

    private static ImmutableArray<ClientSeries> Run(ClientGroup[] groups, long end, params (long Second, ClientView?[] Views)[] views)
    {
        var model = new TrafficModel(groups, weighsLoad: true);
        foreach (var (second, seen) in views)
        {
            model.See(second, seen);
        }

        model.AdvanceTo(end);
        return model.Series;
    }
}
