using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>Faults of Regions, endpoints and their interfaces that are not a zone's.</summary>
public sealed class DisruptionSpec
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly World _world = new(new Settings { ZoneImpairmentDetection = TimeSpan.FromSeconds(40), ZoneRecoveryDetection = TimeSpan.FromSeconds(70) });

    private RegionState Ohios => _world.Find<RegionState>(World.Region(Ohio))!;

    private RegionState Irelands => _world.Find<RegionState>(World.Region(Ireland))!;

    [Theory]
    [Trait("Rule", "§fault/regions")]
    [InlineData(Ohio, Ireland)]
    [InlineData(Ireland, Ohio)]
    public void Between_regions_that_are_cut_off_nothing_passes_while_each_works_by_itself(string region, string other)
    {
        var service = _world.Service(Ohio, ["use2-az1", "use2-az2"], supported: [Ireland]);
        var far = _world.AvailableEndpoint(service, Ireland, "euw1-az1");
        var near = _world.AvailableEndpoint(service, Ohio, "use2-az1");

        _world.Send(World.Region(region), new RegionCommand.CutOff(other, Hour)).IsAccepted();
        _world.Send(World.Region(region), new RegionCommand.CutOff(other, Hour)).ChangesNothing();
        _world.Send(World.Region(region), new RegionCommand.CutOff(region, Hour)).ChangesNothing();
        Assert.Equal((false, "§fault/regions"), (_world.Path(far, "euw1-az1").Reachable, _world.Path(far, "euw1-az1").Rule));
        Assert.True(_world.Path(near, "use2-az1").Reachable);

        _world.Advance(Hour - Tick);
        Assert.False(_world.Path(far, "euw1-az1").Reachable);
        _world.Advance(Tick);
        Assert.True(_world.Path(far, "euw1-az1").Reachable);
        _world.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "§fault/control-plane")]
    public void While_the_control_plane_is_lost_calls_into_the_region_fail_and_traffic_goes_on()
    {
        var service = _world.Service(Ohio, ["use2-az1"], supported: [Ireland]);
        var endpoint = _world.AvailableEndpoint(service, Ohio, "use2-az1");
        _world.Send(World.Region(Ohio), new RegionCommand.LoseControlPlane(Hour)).IsAccepted();
        _world.Send(World.Region(Ohio), new RegionCommand.LoseControlPlane(Hour)).ChangesNothing();

        CreateVpc(Ohio).IsRefused("§fault/control-plane", "ServiceUnavailable");
        CreateVpc(Ireland).IsAccepted();
        Assert.True(_world.Path(endpoint, "use2-az1").Reachable);

        _world.Advance(Hour);
        CreateVpc(Ohio).IsAccepted();
        _world.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "§fault/endpoint")]
    public void A_failed_interface_passes_nothing_and_leaves_the_regional_name_once_that_is_found_out()
    {
        var endpoint = _world.AvailableEndpoint(_world.Service(Ohio, ["use2-az1", "use2-az2"]), Ohio, "use2-az1", "use2-az2");
        FailInterface(_world, endpoint, "use2-az1").IsAccepted();
        Assert.Equal((false, "§fault/endpoint"), (_world.Path(endpoint, "use2-az1").Reachable, _world.Path(endpoint, "use2-az1").Rule));
        Assert.True(_world.Path(endpoint, "use2-az2").Reachable);

        _world.Advance(TimeSpan.FromSeconds(40) - Tick);
        Assert.Equal(["use2-az1", "use2-az2"], _world.ZonesInService(endpoint));
        _world.Advance(Tick);
        Assert.Equal(["use2-az2"], _world.ZonesInService(endpoint));

        _world.Advance(Hour - TimeSpan.FromSeconds(40));
        Assert.True(_world.Path(endpoint, "use2-az1").Reachable);
        _world.Advance(TimeSpan.FromSeconds(70) - Tick);
        Assert.Equal(["use2-az2"], _world.ZonesInService(endpoint));
        _world.Advance(Tick);
        Assert.Equal(["use2-az1", "use2-az2"], _world.ZonesInService(endpoint));
        _world.CheckThatHistoriesFoldToTheStates();
    }

    /// <summary>The zone of a failed interface fails too, and may come back: what is wrong with the interface is found out after 40 s all the same.</summary>
    [Theory]
    [Trait("Rule", "§fault/endpoint")]
    [Trait("Rule", "R37")]
    [InlineData(true)]
    [InlineData(false)]
    public void A_failed_interface_is_found_out_no_later_for_trouble_with_its_zone(bool zoneComesBack)
    {
        var endpoint = _world.AvailableEndpoint(_world.Service(Ohio, ["use2-az1", "use2-az2"]), Ohio, "use2-az1", "use2-az2");
        FailInterface(_world, endpoint, "use2-az1").IsAccepted();
        _world.Advance(TimeSpan.FromSeconds(10));
        _world.Impair(Ohio, "use2-az1").IsAccepted();
        _world.Advance(TimeSpan.FromSeconds(10));
        if (zoneComesBack)
        {
            _world.Repair(Ohio, "use2-az1").IsAccepted();
        }

        _world.Advance(TimeSpan.FromSeconds(20) - Tick);
        Assert.Equal(["use2-az1", "use2-az2"], _world.ZonesInService(endpoint));
        _world.Advance(Tick);
        Assert.Equal(["use2-az2"], _world.ZonesInService(endpoint));
        _world.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "§fault/endpoint")]
    [Trait("Rule", "R37")]
    public void An_address_that_was_about_to_come_back_stays_away_when_its_interface_fails()
    {
        var endpoint = _world.AvailableEndpoint(_world.Service(Ohio, ["use2-az1", "use2-az2"]), Ohio, "use2-az1", "use2-az2");
        _world.Send(World.Region(Ohio), new RegionCommand.ImpairZone("use2-az1", TimeSpan.FromSeconds(100))).IsAccepted();
        _world.Advance(TimeSpan.FromSeconds(130));
        FailInterface(_world, endpoint, "use2-az1").IsAccepted();

        _world.Advance(Hour + TimeSpan.FromSeconds(70) - Tick);
        Assert.Equal(["use2-az2"], _world.ZonesInService(endpoint));
        _world.Advance(Tick);
        Assert.Equal(["use2-az1", "use2-az2"], _world.ZonesInService(endpoint));
    }

    [Fact]
    [Trait("Rule", "§fault/endpoint")]
    public void A_disrupted_endpoint_passes_nothing_in_any_zone_and_goes_on_being_answered()
    {
        var endpoint = _world.AvailableEndpoint(_world.Service(Ohio, ["use2-az1", "use2-az2"]), Ohio, "use2-az1", "use2-az2");
        Disrupt(_world, endpoint).IsAccepted();

        Assert.Equal(["§fault/endpoint", "§fault/endpoint"], new[] { "use2-az1", "use2-az2" }.Select(zone => _world.Path(endpoint, zone).Rule));
        _world.Advance(Hour - Tick);
        Assert.Equal(["use2-az1", "use2-az2"], _world.ZonesInService(endpoint));
        Assert.False(_world.Path(endpoint, "use2-az1").Reachable);
        _world.Advance(Tick);
        Assert.True(_world.Path(endpoint, "use2-az1").Reachable);
        _world.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "§fault")]
    public void A_zone_and_a_region_repair_themselves_when_their_time_has_come()
    {
        _world.Send(World.Region(Ohio), new RegionCommand.ImpairZone("use2-az1", Hour, PowerStays: true)).IsAccepted();
        _world.Send(World.Region(Ireland), new RegionCommand.BeginOutage(Hour)).IsAccepted();
        Assert.Equal((false, true), (Ohios.IsHealthy("use2-az1"), Ohios.HasPower("use2-az1")));
        Assert.True(Irelands.Outage);

        _world.Advance(Hour - Tick);
        Assert.False(Ohios.IsHealthy("use2-az1"));
        _world.Advance(Tick);

        Assert.True(Ohios.IsHealthy("use2-az1"));
        Assert.False(Irelands.Outage);
        _world.Repair(Ohio, "use2-az1").ChangesNothing();
        _world.CheckThatHistoriesFoldToTheStates();
    }

    internal static Outcome FailInterface(World world, string endpoint, string zone) =>
        world.Send(World.EndpointOf(endpoint), new InterfaceEndpointCommand.FailInterface(zone, Hour));

    internal static Outcome Disrupt(World world, string endpoint) =>
        world.Send(World.EndpointOf(endpoint), new InterfaceEndpointCommand.Disrupt(Hour));

    private Outcome CreateVpc(string region) =>
        _world.Call(World.Region(region), new RegionCommand.CreateVpc("10.0.0.0/16"), Accounts.In(region, Accounts.Consumer));
}
