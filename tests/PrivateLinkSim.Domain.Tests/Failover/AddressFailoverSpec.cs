using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>R37 on the endpoint's side: addresses leave the Regional name and come back to it.</summary>
public sealed class AddressFailoverSpec
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly World _world = new(new Settings
    {
        ZoneImpairmentDetection = TimeSpan.FromSeconds(40),
        ZoneRecoveryDetection = TimeSpan.FromSeconds(170),
    });

    [Fact]
    [Trait("Rule", "R37")]
    public void The_address_of_a_lost_zone_leaves_the_regional_name_after_detection_and_returns_after_recovery()
    {
        var endpoint = InTwoZones();
        _world.Impair(Ohio, "use2-az1").IsAccepted();
        Assert.Equal((false, "R37"), (_world.Path(endpoint, "use2-az1").Reachable, _world.Path(endpoint, "use2-az1").Rule));
        Assert.True(_world.Path(endpoint, "use2-az2").Reachable);

        _world.Advance(TimeSpan.FromSeconds(40) - Tick);
        Assert.Equal(["use2-az1", "use2-az2"], _world.ZonesInService(endpoint));
        _world.Advance(Tick);
        Assert.Equal(["use2-az2"], _world.ZonesInService(endpoint));

        _world.Advance(TimeSpan.FromHours(1));
        _world.Repair(Ohio, "use2-az1").IsAccepted();
        _world.Advance(TimeSpan.FromSeconds(170) - Tick);
        Assert.Equal(["use2-az2"], _world.ZonesInService(endpoint));
        Assert.True(_world.Path(endpoint, "use2-az1").Reachable);
        _world.Advance(Tick);
        Assert.Equal(["use2-az1", "use2-az2"], _world.ZonesInService(endpoint));
        _world.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "R37")]
    public void A_zonal_name_stays_pinned_to_its_zone_failed_or_not()
    {
        var endpoint = InTwoZones();
        var name = _world.ZonalName(endpoint, "use2-az1");

        _world.Impair(Ohio, "use2-az1").IsAccepted();
        _world.Advance(TimeSpan.FromHours(1));

        Assert.Equal(["use2-az1"], _world.Resolve(name).Interfaces.Select(each => each.ZoneId));
    }

    [Fact]
    [Trait("Rule", "R37")]
    public void A_repair_before_detection_changes_no_answer()
    {
        var endpoint = InTwoZones();
        _world.Impair(Ohio, "use2-az1").IsAccepted();
        _world.Advance(TimeSpan.FromSeconds(39));

        _world.Repair(Ohio, "use2-az1").IsAccepted();
        _world.Advance(TimeSpan.FromHours(1));

        Assert.Equal(["use2-az1", "use2-az2"], _world.ZonesInService(endpoint));
        Assert.Empty(_world.Happened<InterfaceEndpointEvent.AddressWithdrawn>());
        Assert.Empty(_world.Happened<InterfaceEndpointEvent.AddressRestored>());
    }

    [Fact]
    [Trait("Rule", "R37")]
    public void A_second_impairment_before_recovery_keeps_the_address_out()
    {
        var endpoint = InTwoZones();
        _world.Impair(Ohio, "use2-az1").IsAccepted();
        _world.Advance(TimeSpan.FromMinutes(5));
        _world.Repair(Ohio, "use2-az1").IsAccepted();
        _world.Advance(TimeSpan.FromSeconds(69));

        _world.Impair(Ohio, "use2-az1").IsAccepted();
        _world.Advance(TimeSpan.FromHours(1));

        Assert.Equal(["use2-az2"], _world.ZonesInService(endpoint));
        Assert.Single(_world.Happened<InterfaceEndpointEvent.AddressWithdrawn>());
        Assert.Empty(_world.Happened<InterfaceEndpointEvent.AddressRestored>());
    }

    [Fact]
    [Trait("Rule", "R37")]
    public void A_zone_that_flickers_is_detected_from_its_last_impairment()
    {
        var endpoint = InTwoZones();
        _world.Impair(Ohio, "use2-az1").IsAccepted();
        _world.Advance(TimeSpan.FromSeconds(30));
        _world.Repair(Ohio, "use2-az1").IsAccepted();
        _world.Impair(Ohio, "use2-az1").IsAccepted();

        _world.Advance(TimeSpan.FromSeconds(39));
        Assert.Equal(["use2-az1", "use2-az2"], _world.ZonesInService(endpoint));
        _world.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["use2-az2"], _world.ZonesInService(endpoint));
    }

    [Theory]
    [Trait("Rule", "R37")]
    [Trait("Rule", "§2.8/fail-open")]
    [InlineData(true, DnsStatus.Found, 2)]
    [InlineData(false, DnsStatus.NoData, 0)]
    public void When_every_zone_is_lost_the_regional_name_fails_open_or_as_the_setting_says(bool failsOpen, DnsStatus status, int addresses)
    {
        var world = new World(new Settings { RegionalNameFailsOpen = failsOpen });
        var endpoint = world.AvailableEndpoint(world.Service(Ohio, ["use2-az1", "use2-az2"]), Ohio, "use2-az1", "use2-az2");

        world.Impair(Ohio, "use2-az1").IsAccepted();
        world.Impair(Ohio, "use2-az2").IsAccepted();
        world.Advance(world.Facts.Settings.ZoneImpairmentDetection);

        var answer = world.Resolve(world.RegionalName(endpoint));
        Assert.Equal((status, addresses), (answer.Status, answer.Interfaces.Length));
    }

    [Fact]
    [Trait("Rule", "R37")]
    public void Across_regions_the_loss_of_the_endpoints_own_zone_withdraws_its_address()
    {
        var endpoint = _world.AvailableEndpoint(_world.Service(Ohio, ["use2-az1", "use2-az2"], supported: [Ireland]), Ireland, "euw1-az1", "euw1-az2");

        _world.Impair(Ireland, "euw1-az2").IsAccepted();
        _world.Advance(TimeSpan.FromSeconds(40));

        Assert.Equal(["euw1-az1"], _world.ZonesInService(endpoint));
        Assert.Equal(["euw1-az2"], _world.Resolve(_world.ZonalName(endpoint, "euw1-az2")).Interfaces.Select(each => each.ZoneId));
        Assert.Empty(_world.Happened<InterfaceEndpointEvent.PathMoved>());
        Assert.True(_world.Path(endpoint, "euw1-az1").Reachable);
    }

    [Fact]
    [Trait("Rule", "R37")]
    public void An_endpoint_that_is_made_while_a_zone_is_lost_does_not_answer_with_it()
    {
        var service = _world.Service(Ohio, ["use2-az1", "use2-az2"]);
        _world.Impair(Ohio, "use2-az1").IsAccepted();
        var endpoint = _world.AvailableEndpoint(service, Ohio, "use2-az1", "use2-az2");
        Assert.Equal(["use2-az2"], _world.ZonesInService(endpoint));

        _world.Repair(Ohio, "use2-az1").IsAccepted();
        _world.Advance(TimeSpan.FromSeconds(170));

        Assert.Equal(["use2-az1", "use2-az2"], _world.ZonesInService(endpoint));
    }

    [Fact]
    [Trait("Rule", "R37")]
    public void A_vpc_that_is_made_while_a_zone_is_lost_knows_of_it()
    {
        _world.Impair(Ohio, "use2-az1").IsAccepted();
        var endpoint = _world.Endpoint(_world.Service(Ohio, ["use2-az1", "use2-az2"]), Ohio, "use2-az1", "use2-az2");

        Assert.Equal([false, true], _world.Endpoint(endpoint).Interfaces.Select(each => each.Healthy));
    }

    [Fact]
    [Trait("Rule", "R37")]
    public void An_impairment_at_the_very_moment_of_a_deadline_comes_after_it()
    {
        var endpoint = InTwoZones();
        _world.Impair(Ohio, "use2-az1").IsAccepted();
        _world.Advance(TimeSpan.FromSeconds(40));

        _world.Repair(Ohio, "use2-az1").IsAccepted();
        _world.Impair(Ohio, "use2-az1").IsAccepted();
        _world.Repair(Ohio, "use2-az1").IsAccepted();
        _world.Advance(TimeSpan.FromSeconds(170));

        Assert.Equal(["use2-az1", "use2-az2"], _world.ZonesInService(endpoint));
    }

    private string InTwoZones() =>
        _world.AvailableEndpoint(_world.Service(Ohio, ["use2-az1", "use2-az2"]), Ohio, "use2-az1", "use2-az2");
}
