using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>§6.1: shifting a load balancer away from a zone, by hand.</summary>
public sealed class ZonalShiftSpec
{
    private const string One = "use2-az1";
    private const string Two = "use2-az2";

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TargetGroupChange KeepUnhealthy = new(UnhealthyTermination: false);

    [Fact]
    [Trait("Rule", "§6.1/shift")]
    [Trait("Rule", "§6.2/withdraw")]
    public void A_zonal_shift_takes_a_zone_out_of_service_until_it_ends_and_breaks_nothing()
    {
        var stage = Stage();
        Shift(stage, One).IsAccepted();
        Assert.Equal([Two], stage.ZonesInService);
        Assert.True(stage.World.Path(stage.Endpoint, One).Reachable);
        Assert.False(stage.Terminates("1a"));

        stage.After(Hour - TargetStage.Tick);
        Assert.Equal([Two], stage.ZonesInService);
        stage.After(TargetStage.Tick);
        Assert.Equal([One, Two], stage.ZonesInService);
        stage.World.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "§6.1/shift")]
    public void A_load_balancer_is_shifted_away_from_one_zone_of_its_own_at_a_time()
    {
        var stage = Stage();
        Shift(stage, "use2-az3").IsRefused("§6.1/shift", "ValidationException");
        Cancel(stage).IsRefused("§6.1/shift", "ResourceNotFoundException");
        Shift(stage, One).IsAccepted();
        Shift(stage, Two).IsRefused("§6.1/shift", "ConflictException");

        Cancel(stage).IsAccepted();
        Assert.Equal([One, Two], stage.ZonesInService);
        Shift(stage, Two).IsAccepted();
        Assert.Equal([One], stage.ZonesInService);
    }

    /// <summary>ARC UpdateZonalShift: what is left out stays as it is, and a time is counted from then on.</summary>
    [Fact]
    [Trait("Rule", "§6.1/shift")]
    public void A_shift_that_is_updated_lasts_so_long_from_then_on()
    {
        var stage = Stage();
        Update(stage, Hour, null).IsRefused("§6.1/shift", "ResourceNotFoundException");
        Shift(stage, One).IsAccepted();
        stage.After(Hour / 2);
        Update(stage, null, "still bad").IsAccepted();
        Update(stage, Hour, null).IsAccepted();
        var events = stage.World.Log.Count;
        Update(stage, Hour, "still bad").IsAccepted();
        Assert.Equal(events, stage.World.Log.Count);
        Assert.Equal("still bad", stage.State.Shift!.Comment);

        stage.After(Hour - TargetStage.Tick);
        Assert.Equal([Two], stage.ZonesInService);
        stage.After(TargetStage.Tick);
        Assert.Equal([One, Two], stage.ZonesInService);
        Update(stage, Hour, null).IsRefused("§6.1/shift", "ResourceNotFoundException");

        Shift(stage, One).IsAccepted();
        Update(stage, TimeSpan.FromMinutes(10), null).IsAccepted();
        stage.After(TimeSpan.FromMinutes(10));
        Assert.Equal([One, Two], stage.ZonesInService);
        stage.World.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "§6.1/shift")]
    public void A_load_balancer_that_does_not_have_it_enabled_is_not_shifted()
    {
        var stage = new TargetStage(null, "1a", "2a");
        Shift(stage, One).IsRefused("§6.1/shift", "ResourceNotFoundException");

        stage.Call(new LoadBalancerCommand.ModifyAttributes(ZonalShift: true)).IsAccepted();
        Shift(stage, One).IsAccepted();
        stage.Call(new LoadBalancerCommand.ModifyAttributes(ZonalShift: false)).IsAccepted();

        Assert.Equal([Two], stage.ZonesInService);
        Cancel(stage).IsAccepted();
        Shift(stage, One).IsRefused("§6.1/shift", "ResourceNotFoundException");
    }

    /// <summary>Cross-zone, zonal shift and the resetting of unhealthy targets' connections: any two, not all three, whichever comes last.</summary>
    [Fact]
    [Trait("Rule", "§6.1/shift")]
    public void With_cross_zone_on_termination_of_unhealthy_targets_must_be_off()
    {
        var stage = new TargetStage(null, "1a", "2a");
        stage.Call(new LoadBalancerCommand.ModifyAttributes(CrossZone: true, ZonalShift: true)).IsRefused("§6.1/shift", "InvalidConfigurationRequest");
        stage.Call(new LoadBalancerCommand.ModifyAttributes(CrossZone: true)).IsAccepted();
        stage.Call(new LoadBalancerCommand.ModifyAttributes(ZonalShift: true)).IsRefused("§6.1/shift", "InvalidConfigurationRequest");

        stage.Modify(KeepUnhealthy).IsAccepted();
        stage.Call(new LoadBalancerCommand.ModifyAttributes(ZonalShift: true)).IsAccepted();
        stage.Modify(new TargetGroupChange(UnhealthyTermination: true)).IsRefused("§6.1/shift", "InvalidConfigurationRequest");

        stage.Call(new LoadBalancerCommand.ModifyAttributes(CrossZone: false)).IsAccepted();
        stage.Modify(new TargetGroupChange(UnhealthyTermination: true)).IsAccepted();
        stage.Call(new LoadBalancerCommand.ModifyAttributes(CrossZone: true)).IsRefused("§6.1/shift", "InvalidConfigurationRequest");
    }

    /// <summary>With cross-zone off a shift is a matter of DNS; with it on, no node sends to the zone's targets.</summary>
    [Theory]
    [Trait("Rule", "§6.1/shift")]
    [InlineData(false, new[] { "1a" }, new[] { "2a" })]
    [InlineData(true, new[] { "2a" }, new[] { "2a" })]
    public void Nodes_send_nothing_new_to_targets_of_the_zone_with_cross_zone_on(bool crossZone, string[] fromOne, string[] fromTwo)
    {
        var stage = Stage(crossZone);

        Shift(stage, One).IsAccepted();

        Assert.Equal(fromOne, stage.RoutedTo(One));
        Assert.Equal(fromTwo, stage.RoutedTo(Two));
        Assert.Equal([Two], stage.ZonesInService);
        Cancel(stage).IsAccepted();
        Assert.Equal(crossZone ? ["1a", "2a"] : ["1a"], stage.RoutedTo(One));
    }

    /// <summary>When the load balancer fails open, or would, a shift has no effect.</summary>
    [Theory]
    [Trait("Rule", "§6.1/shift")]
    [InlineData(false, new[] { "1a" })]
    [InlineData(true, new[] { "1a", "2a" })]
    public void A_shift_away_from_the_last_healthy_zone_has_no_effect(bool crossZone, string[] fromOne)
    {
        var stage = Stage(crossZone);
        stage.Fail(Hour, "2a");
        stage.After(TimeSpan.FromSeconds(60));

        Shift(stage, One).IsAccepted();

        Assert.Equal([One, Two], stage.ZonesInService);
        Assert.Equal(fromOne, stage.RoutedTo(One));
    }

    [Theory]
    [Trait("Rule", "§6.2/shift")]
    [InlineData(true)]
    [InlineData(false)]
    public void Whether_names_of_endpoints_follow_is_a_setting(bool follows)
    {
        var stage = Stage(settings: new Settings { ZonalShiftAffectsEndpointNames = follows });

        Shift(stage, One).IsAccepted();

        Assert.Equal(follows ? [Two] : [One, Two], stage.ZonesInService);
        Assert.Equal(One, stage.State.ShiftedFrom);
        Assert.Equal(follows ? [One] : [], stage.State.OutOfService);
    }

    [Theory]
    [Trait("Rule", "§6.2/shift")]
    [Trait("Rule", "R37")]
    [InlineData(true)]
    [InlineData(false)]
    public void Whether_paths_from_other_regions_follow_is_the_same_setting(bool follows)
    {
        var world = new World(new Settings { ZonalShiftAffectsEndpointNames = follows });
        var arn = world.LoadBalancer(Ohio, One, Two);
        world.CallLoadBalancer(arn, new LoadBalancerCommand.ModifyAttributes(ZonalShift: true)).IsAccepted();
        var service = world.CreateService(Ohio, [arn], supported: [Ireland]).Gives<EndpointServiceReply.ServiceCreated>().ServiceId;
        world.Allow(service, "*").IsAccepted();
        var endpoint = world.AvailableEndpoint(service, Ireland, "euw1-az1", "euw1-az2");
        var before = world.ProviderZone(endpoint, "euw1-az1");

        world.CallLoadBalancer(arn, new LoadBalancerCommand.StartZonalShift(before, Hour)).IsAccepted();

        Assert.Equal(follows, before != world.ProviderZone(endpoint, "euw1-az1"));
        Assert.Equal(["euw1-az1", "euw1-az2"], world.ZonesInService(endpoint));
    }

    private static TargetStage Stage(bool crossZone = false, Settings? settings = null)
    {
        var stage = new TargetStage(settings, "1a", "2a");
        stage.Modify(KeepUnhealthy).IsAccepted();
        stage.Call(new LoadBalancerCommand.ModifyAttributes(CrossZone: crossZone, ZonalShift: true)).IsAccepted();
        return stage;
    }

    private static Outcome Shift(TargetStage stage, string zone) => stage.Call(new LoadBalancerCommand.StartZonalShift(zone, Hour));

    private static Outcome Update(TargetStage stage, TimeSpan? expiresIn, string? comment) => stage.Call(new LoadBalancerCommand.UpdateZonalShift(expiresIn, comment));

    private static Outcome Cancel(TargetStage stage) => stage.Call(new LoadBalancerCommand.EndZonalShift());
}
