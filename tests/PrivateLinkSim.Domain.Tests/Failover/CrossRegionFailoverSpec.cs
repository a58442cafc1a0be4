using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>R37 and R38 on the provider's side: paths move between its zones, and never to another Region.</summary>
public sealed class CrossRegionFailoverSpec
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly World _world = new(new Settings
    {
        CrossRegionZoneFailover = TimeSpan.FromSeconds(45),
        ZoneRecoveryDetection = TimeSpan.FromSeconds(100),
    });

    [Fact]
    [Trait("Rule", "R37")]
    public void The_loss_of_a_provider_zone_moves_the_path_after_the_failover_time_and_no_address_leaves()
    {
        var (_, endpoint) = Connected("use2-az1", "use2-az2");
        var (lost, other) = ZoneAndOther(endpoint);

        _world.Impair(Ohio, lost).IsAccepted();

        Assert.Equal((false, "R37"), (_world.Path(endpoint, "euw1-az1").Reachable, _world.Path(endpoint, "euw1-az1").Rule));
        _world.Advance(TimeSpan.FromSeconds(45) - Tick);
        Assert.Equal(lost, _world.ProviderZone(endpoint, "euw1-az1"));
        _world.Advance(Tick);
        Assert.Equal(other, _world.ProviderZone(endpoint, "euw1-az1"));
        Assert.Equal((true, other), (_world.Path(endpoint, "euw1-az1").Reachable, _world.Path(endpoint, "euw1-az1").ProviderZoneId));
        var moved = Assert.Single(_world.Happened<InterfaceEndpointEvent.PathMoved>());
        Assert.Equal(new InterfaceEndpointEvent.PathMoved("euw1-az1", lost, other), moved);
        Assert.Equal(["euw1-az1", "euw1-az2"], _world.ZonesInService(endpoint));
        Assert.Equal(DnsStatus.Found, _world.Resolve(_world.ZonalName(endpoint, "euw1-az1")).Status);
        Assert.Empty(_world.Happened<InterfaceEndpointEvent.AddressWithdrawn>());
        _world.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "R37")]
    public void A_path_that_has_moved_stays_when_its_first_zone_is_back()
    {
        var (_, endpoint) = Connected("use2-az1", "use2-az2");
        var (lost, other) = ZoneAndOther(endpoint);
        _world.Impair(Ohio, lost).IsAccepted();
        _world.Advance(TimeSpan.FromMinutes(5));

        _world.Repair(Ohio, lost).IsAccepted();
        _world.Advance(TimeSpan.FromHours(1));

        Assert.Equal(other, _world.ProviderZone(endpoint, "euw1-az1"));
        _world.Impair(Ohio, other).IsAccepted();
        _world.Advance(TimeSpan.FromSeconds(45));
        Assert.Equal(lost, _world.ProviderZone(endpoint, "euw1-az1"));
    }

    [Fact]
    [Trait("Rule", "R37")]
    public void A_provider_zone_that_is_repaired_before_the_failover_time_moves_nothing()
    {
        var (service, endpoint) = Connected("use2-az1", "use2-az2");
        var (lost, _) = ZoneAndOther(endpoint);
        _world.Impair(Ohio, lost).IsAccepted();
        _world.Advance(TimeSpan.FromSeconds(44));

        _world.Repair(Ohio, lost).IsAccepted();
        _world.Advance(TimeSpan.FromHours(1));

        Assert.Equal(lost, _world.ProviderZone(endpoint, "euw1-az1"));
        Assert.Empty(_world.Happened<EndpointServiceEvent.ProviderZoneWithdrawn>());
        Assert.Equal(new ProviderZone(true, true, null), _world.State(service).Zones[lost]);
    }

    [Fact]
    [Trait("Rule", "R38")]
    public void Nothing_moves_while_no_zone_is_healthy_and_paths_move_as_soon_as_one_is()
    {
        var (_, endpoint) = Connected("use2-az1", "use2-az2");
        var (first, second) = ZoneAndOther(endpoint);
        _world.Impair(Ohio, first).IsAccepted();
        _world.Impair(Ohio, second).IsAccepted();
        _world.Advance(TimeSpan.FromHours(1));
        Assert.Empty(_world.Happened<EndpointServiceEvent.CrossRegionPathsMoved>());

        _world.Repair(Ohio, second).IsAccepted();
        _world.Advance(TimeSpan.FromSeconds(100));

        Assert.Equal(second, _world.ProviderZone(endpoint, "euw1-az1"));
        Assert.True(_world.Path(endpoint, "euw1-az1").Reachable);
    }

    [Fact]
    [Trait("Rule", "R37")]
    public void A_stranded_path_moves_when_a_zone_is_repaired_that_was_never_given_up()
    {
        var (_, endpoint) = Connected("use2-az1", "use2-az2");
        var (first, second) = ZoneAndOther(endpoint);
        _world.Impair(Ohio, first).IsAccepted();
        _world.Advance(TimeSpan.FromSeconds(30));
        _world.Impair(Ohio, second).IsAccepted();
        _world.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(first, _world.ProviderZone(endpoint, "euw1-az1"));

        _world.Repair(Ohio, second).IsAccepted();

        Assert.Equal(second, _world.ProviderZone(endpoint, "euw1-az1"));
    }

    [Fact]
    [Trait("Rule", "R38")]
    public void A_lost_region_is_not_failed_over_and_its_paths_stay_where_they_were()
    {
        var (service, endpoint) = Connected("use2-az1", "use2-az2");
        _world.Service(Ireland, ["euw1-az1", "euw1-az2"], supported: [Ohio]);
        var before = Json.Of(_world.State(service).Connections[endpoint].Paths.ToArray());

        _world.BeginOutage(Ohio).IsAccepted();
        _world.Advance(TimeSpan.FromHours(1));
        Assert.All(["euw1-az1", "euw1-az2"], zone => Assert.Equal((false, "R38"), (_world.Path(endpoint, zone).Reachable, _world.Path(endpoint, zone).Rule)));
        Assert.Equal(EndpointStatus.Available, _world.Status(endpoint));
        Assert.Equal(["euw1-az1", "euw1-az2"], _world.ZonesInService(endpoint));
        _world.EndOutage(Ohio).IsAccepted();
        _world.Advance(TimeSpan.FromHours(1));

        Assert.Equal(before, Json.Of(_world.State(service).Connections[endpoint].Paths.ToArray()));
        Assert.Empty(_world.Happened<EndpointServiceEvent.CrossRegionPathsMoved>());
        Assert.All(["euw1-az1", "euw1-az2"], zone => Assert.True(_world.Path(endpoint, zone).Reachable));
        Assert.All(_world.State(service).Zones.Values, zone => Assert.Equal(new ProviderZone(true, true, null), zone));
    }

    [Fact]
    [Trait("Rule", "R37")]
    public void Paths_are_spread_over_the_zones_that_are_left()
    {
        var (service, first) = Connected("use2-az1", "use2-az2", "use2-az3");
        string[] endpoints = [first, .. Enumerable.Range(0, 5).Select(_ => _world.AvailableEndpoint(service, Ireland, "euw1-az1", "euw1-az2"))];

        _world.Impair(Ohio, "use2-az1").IsAccepted();
        _world.Advance(TimeSpan.FromSeconds(45));

        var zones = endpoints
            .SelectMany(endpoint => new[] { "euw1-az1", "euw1-az2" }.Select(zone => _world.ProviderZone(endpoint, zone)))
            .GroupBy(zone => zone, StringComparer.Ordinal)
            .ToDictionary(zone => zone.Key, zone => zone.Count(), StringComparer.Ordinal);
        Assert.Equal(["use2-az2", "use2-az3"], zones.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(6, zones["use2-az2"]);
    }

    [Fact]
    [Trait("Rule", "R37")]
    public void A_new_connection_takes_no_zone_that_is_given_up()
    {
        var (service, _) = Connected("use2-az1", "use2-az2");
        _world.Impair(Ohio, "use2-az1").IsAccepted();
        _world.Advance(TimeSpan.FromSeconds(45));

        var endpoint = _world.AvailableEndpoint(service, Ireland, "euw1-az1", "euw1-az2", "euw1-az3");

        Assert.All(["euw1-az1", "euw1-az2", "euw1-az3"], zone => Assert.Equal("use2-az2", _world.ProviderZone(endpoint, zone)));
    }

    [Fact]
    [Trait("Rule", "R37")]
    public void A_path_does_not_move_for_an_endpoint_that_is_being_deleted()
    {
        var (service, endpoint) = Connected("use2-az1", "use2-az2");
        var (lost, _) = ZoneAndOther(endpoint);
        _world.Impair(Ohio, lost).IsAccepted();
        _world.DeleteEndpoint(endpoint).IsAccepted();

        _world.Advance(TimeSpan.FromHours(1));

        Assert.Equal(EndpointStatus.Deleted, _world.Status(endpoint));
        Assert.Empty(_world.State(service).Connections);
        Assert.Empty(_world.Happened<EndpointServiceEvent.CrossRegionPathsMoved>());
    }

    [Fact]
    [Trait("Rule", "R37")]
    public void A_deletion_and_a_failover_that_end_at_one_moment_do_not_disturb_each_other()
    {
        var world = new World(new Settings { CrossRegionZoneFailover = TimeSpan.FromSeconds(120), EndpointDeletion = TimeSpan.FromSeconds(120) });
        var service = world.Service(Ohio, ["use2-az1", "use2-az2"], supported: [Ireland]);
        var (gone, kept) = (world.AvailableEndpoint(service, Ireland, "euw1-az1"), world.AvailableEndpoint(service, Ireland, "euw1-az1", "euw1-az2"));
        world.DeleteEndpoint(gone).IsAccepted();
        world.Impair(Ohio, "use2-az1").IsAccepted();

        world.Advance(TimeSpan.FromSeconds(120));

        Assert.Equal(EndpointStatus.Deleted, world.Status(gone));
        Assert.Equal([kept], world.State(service).Connections.Keys);
        Assert.All(["euw1-az1", "euw1-az2"], zone => Assert.Equal("use2-az2", world.ProviderZone(kept, zone)));
        world.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "R37")]
    public void Two_load_balancers_in_a_zone_tell_of_its_loss_once()
    {
        var service = _world.CreateService(Ohio, [_world.LoadBalancer(Ohio, "use2-az1"), _world.LoadBalancer(Ohio, "use2-az1", "use2-az2")])
            .Gives<EndpointServiceReply.ServiceCreated>().ServiceId;

        _world.Impair(Ohio, "use2-az1").IsAccepted();
        _world.Advance(TimeSpan.FromSeconds(45));

        Assert.Single(_world.Happened<EndpointServiceEvent.ProviderZoneHealthChanged>());
        Assert.Single(_world.Happened<EndpointServiceEvent.ProviderZoneWithdrawn>());
        Assert.Equal(new ProviderZone(false, false, null), _world.State(service).Zones["use2-az1"]);
    }

    [Fact]
    [Trait("Rule", "R38")]
    public void A_service_that_is_made_in_a_lost_region_is_reachable_once_it_is_back()
    {
        _world.BeginOutage(Ohio).IsAccepted();
        var (_, endpoint) = Connected("use2-az1", "use2-az2");
        Assert.Equal("R38", _world.Path(endpoint, "euw1-az1").Rule);

        _world.EndOutage(Ohio).IsAccepted();

        Assert.True(_world.Path(endpoint, "euw1-az1").Reachable);
        Assert.True(_world.Path(endpoint, "euw1-az2").Reachable);
    }

    private (string Service, string Endpoint) Connected(params string[] zoneIds)
    {
        var service = _world.Service(Ohio, zoneIds, supported: [Ireland]);
        return (service, _world.AvailableEndpoint(service, Ireland, "euw1-az1", "euw1-az2"));
    }

    private (string Zone, string Other) ZoneAndOther(string endpoint)
    {
        var zone = _world.ProviderZone(endpoint, "euw1-az1");
        return (zone, zone == "use2-az1" ? "use2-az2" : "use2-az1");
    }
}
