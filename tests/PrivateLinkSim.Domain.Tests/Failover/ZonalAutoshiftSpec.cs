using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>§6.1: AWS shifts load balancers that let it away from a zone that it finds impaired.</summary>
public sealed class ZonalAutoshiftSpec
{
    private const string One = "use2-az1";
    private const string Two = "use2-az2";
    private const string Three = "use2-az3";

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Detection = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Recovery = TimeSpan.FromMinutes(5);

    [Fact]
    [Trait("Rule", "§6.1/autoshift")]
    public void A_zone_that_loses_packets_is_shifted_away_from_and_back_once_it_has_recovered()
    {
        var stage = Stage();
        Lose(stage, One, Hour);
        stage.After(Detection - TargetStage.Tick);
        Assert.Equal([One, Two], stage.ZonesInService);

        stage.After(TargetStage.Tick);
        Assert.Equal([Two], stage.ZonesInService);

        stage.After(Hour - Detection + Recovery - TargetStage.Tick);
        Assert.Equal([Two], stage.ZonesInService);
        stage.After(TargetStage.Tick);
        Assert.Equal([One, Two], stage.ZonesInService);
        stage.World.CheckThatHistoriesFoldToTheStates();
    }

    /// <summary>What AWS looks for: nothing, zones that are lost, or any impairment.</summary>
    [Theory]
    [Trait("Rule", "§6.1/autoshift")]
    [InlineData(AutoshiftSign.Never, false, false, false)]
    [InlineData(AutoshiftSign.ZoneLost, true, false, false)]
    [InlineData(AutoshiftSign.AnyImpairment, true, true, true)]
    public void What_counts_as_impaired_is_a_setting(AutoshiftSign sign, bool lost, bool losing, bool slow)
    {
        Assert.Equal(lost, IsShifted(stage => stage.World.Impair(Ohio, One).IsAccepted()));
        Assert.Equal(losing, IsShifted(stage => Lose(stage, One, Hour)));
        Assert.Equal(slow, IsShifted(stage => Send(stage, new RegionCommand.AddLatency(One, 100, Hour))));

        bool IsShifted(Action<TargetStage> impair)
        {
            var stage = Stage(new Settings { ZonalAutoshift = sign });
            impair(stage);
            stage.After(Detection);
            return stage.State.Autoshift == One;
        }
    }

    [Fact]
    [Trait("Rule", "§6.1/autoshift")]
    public void A_short_impairment_is_over_before_anybody_decides()
    {
        var stage = Stage();
        Lose(stage, One, Detection - TargetStage.Tick);

        stage.After(Detection - TargetStage.Tick);
        Assert.Single(stage.World.Happened<RegionEvent.AutoshiftCalledOff>());
        stage.After(Hour);

        Assert.Empty(stage.World.Happened<RegionEvent.AutoshiftStarted>());
        Assert.Single(stage.World.Happened<RegionEvent.AutoshiftAwaited>());
        Assert.Single(stage.World.Happened<RegionEvent.AutoshiftCalledOff>());
    }

    [Fact]
    [Trait("Rule", "§6.1/autoshift")]
    public void A_zone_that_fails_again_before_it_is_trusted_stays_shifted_away_from()
    {
        var stage = Stage();
        Lose(stage, One, Hour);
        stage.After(Hour);
        Assert.Equal(One, stage.State.Autoshift);
        stage.After(Recovery - TargetStage.Tick);
        Lose(stage, One, Hour);

        stage.After(Hour);
        Assert.Equal(One, stage.State.Autoshift);
        stage.After(Recovery);

        Assert.Null(stage.State.Autoshift);
        Assert.Single(stage.World.Happened<LoadBalancerEvent.ZonalAutoshiftStarted>());
        Assert.Single(stage.World.Happened<RegionEvent.AutoshiftCalledOff>());
        Assert.Empty(stage.World.Happened<RegionEvent.AutoshiftHeldBack>());
    }

    [Fact]
    [Trait("Rule", "§6.1/autoshift")]
    public void A_second_zone_that_recovers_first_is_not_shifted_away_from()
    {
        var stage = Stage();
        Lose(stage, One, Hour);
        stage.After(Detection);
        Lose(stage, Two, Hour / 4);

        stage.After(Hour + Recovery);

        Assert.Equal([One], stage.World.Happened<RegionEvent.AutoshiftStarted>().Select(started => started.AwayFrom));
        Assert.Empty(stage.World.Happened<RegionEvent.AutoshiftCalledOff>());
        Assert.Equal([One, Two], stage.ZonesInService);
    }

    /// <summary>The second zone waits until the first has recovered; it has been found impaired, so it has its turn at once.</summary>
    [Fact]
    [Trait("Rule", "§6.1/autoshift")]
    public void One_zone_at_a_time_is_shifted_away_from()
    {
        var stage = Stage();
        Lose(stage, One, Hour);
        stage.After(Detection);
        Lose(stage, Two, Hour + Hour);
        stage.After(Detection);
        Assert.Equal(One, stage.State.Autoshift);
        Assert.Equal([Two], stage.World.Happened<RegionEvent.AutoshiftHeldBack>().Select(held => held.ZoneId));

        stage.After(Hour - Detection - Detection + Recovery);

        Assert.Equal(Two, stage.State.Autoshift);
        Assert.Equal([One], stage.ZonesInService);
        stage.World.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "§6.1/autoshift")]
    public void Where_no_zone_is_sound_there_is_nowhere_to_shift_to()
    {
        var stage = Stage();
        foreach (var zone in new[] { One, Two, Three })
        {
            Lose(stage, zone, zone == Three ? TimeSpan.FromMinutes(10) : Hour);
        }

        stage.After(Detection);
        Assert.Null(stage.State.Autoshift);
        stage.After(TimeSpan.FromMinutes(10) - Detection);
        Assert.Equal(One, stage.State.Autoshift);
    }

    [Fact]
    [Trait("Rule", "§6.1/autoshift")]
    public void Nothing_is_shifted_while_the_whole_region_is_lost()
    {
        var stage = Stage();
        stage.World.BeginOutage(Ohio).IsAccepted();

        stage.After(Hour);

        Assert.Empty(stage.World.Happened<RegionEvent.AutoshiftStarted>());
        stage.World.EndOutage(Ohio).IsAccepted();
        stage.After(Hour);
        Assert.Null(stage.State.Autoshift);
    }

    [Fact]
    [Trait("Rule", "§6.1/autoshift")]
    public void Only_load_balancers_that_let_it_are_shifted()
    {
        var stage = new TargetStage(null, "1a", "2a");
        Configure(stage, true).IsRefused("§6.1/shift", "ResourceNotFoundException");
        stage.Call(new LoadBalancerCommand.ModifyAttributes(ZonalShift: true)).IsAccepted();
        Lose(stage, One, Hour);
        stage.After(Hour / 2);
        Assert.Empty(stage.World.Happened<RegionEvent.AutoshiftAwaited>());

        Configure(stage, true).IsAccepted();
        Configure(stage, true).IsAccepted();
        Assert.Single(stage.World.Happened<RegionEvent.AutoshiftResourceChanged>());
        stage.After(Detection - TargetStage.Tick);
        Assert.Null(stage.State.Autoshift);
        stage.After(TargetStage.Tick);

        Assert.Equal(One, stage.State.Autoshift);
    }

    [Fact]
    [Trait("Rule", "§6.1/autoshift")]
    public void One_that_lets_it_while_a_shift_is_under_way_joins_and_one_that_no_longer_does_is_left_out()
    {
        var stage = Stage();
        Lose(stage, One, Hour);
        stage.After(Detection);
        Configure(stage, false).IsAccepted();
        Assert.Equal(One, stage.State.Autoshift);
        stage.Call(new LoadBalancerCommand.EndZonalShift()).IsAccepted();

        Configure(stage, true).IsAccepted();

        Assert.Equal(One, stage.State.Autoshift);
        Configure(stage, false).IsAccepted();
        stage.After(Hour);
        Assert.Equal(One, stage.State.Autoshift);
    }

    [Fact]
    [Trait("Rule", "§6.1/autoshift")]
    public void A_load_balancer_without_a_node_in_the_zone_or_without_zonal_shift_is_not_shifted()
    {
        var elsewhere = Stage();
        Lose(elsewhere, Three, Hour);
        elsewhere.After(Detection);
        Assert.Equal(Three, elsewhere.World.Happened<RegionEvent.AutoshiftStarted>().Single().AwayFrom);
        Assert.Null(elsewhere.State.Autoshift);

        var off = Stage();
        off.Call(new LoadBalancerCommand.ModifyAttributes(ZonalShift: false)).IsAccepted();
        Lose(off, One, Hour);
        off.After(Detection);
        Assert.Null(off.State.Autoshift);
    }

    /// <summary>A shift by hand is applied, and the automatic one is active beneath it.</summary>
    [Fact]
    [Trait("Rule", "§6.1/autoshift")]
    [Trait("Rule", "§6.1/shift")]
    public void A_shift_by_hand_comes_first()
    {
        var stage = Stage();
        Lose(stage, One, Hour);
        stage.After(Detection);

        stage.Call(new LoadBalancerCommand.StartZonalShift(Two, TimeSpan.FromMinutes(10))).IsAccepted();
        Assert.Equal([One], stage.ZonesInService);
        stage.After(TimeSpan.FromMinutes(10));
        Assert.Equal([Two], stage.ZonesInService);

        stage.Call(new LoadBalancerCommand.EndZonalShift()).IsAccepted();
        Assert.Equal([One, Two], stage.ZonesInService);
        stage.Call(new LoadBalancerCommand.EndZonalShift()).IsRefused("§6.1/shift", "ResourceNotFoundException");
        stage.After(Hour);
        Assert.Equal([One, Two], stage.ZonesInService);
    }

    [Fact]
    [Trait("Rule", "§6.1/autoshift")]
    public void A_deleted_load_balancer_is_forgotten()
    {
        var world = new World();
        var arn = world.LoadBalancer(Ohio, One, Two);
        world.CallLoadBalancer(arn, new LoadBalancerCommand.ModifyAttributes(ZonalShift: true)).IsAccepted();
        world.CallLoadBalancer(arn, new LoadBalancerCommand.ConfigureAutoshift(true)).IsAccepted();
        world.CallLoadBalancer(arn, new LoadBalancerCommand.Delete()).IsAccepted();

        world.Send(World.Region(Ohio), new RegionCommand.LosePackets(One, 500_000, Hour)).IsAccepted();
        world.Advance(Hour);

        Assert.Empty(world.Happened<RegionEvent.AutoshiftAwaited>());
    }

    private static TargetStage Stage(Settings? settings = null)
    {
        var stage = new TargetStage(settings, "1a", "2a");
        stage.Call(new LoadBalancerCommand.ModifyAttributes(ZonalShift: true)).IsAccepted();
        Configure(stage, true).IsAccepted();
        return stage;
    }

    private static Outcome Configure(TargetStage stage, bool enabled) => stage.Call(new LoadBalancerCommand.ConfigureAutoshift(enabled));

    private static void Lose(TargetStage stage, string zone, TimeSpan duration) => Send(stage, new RegionCommand.LosePackets(zone, 500_000, duration));

    private static void Send(TargetStage stage, RegionCommand command) => stage.World.Send(World.Region(Ohio), command).IsAccepted();
}
