using static PrivateLinkSim.Domain.Tests.Regions;
using static PrivateLinkSim.Domain.Tests.ServiceFacts;

namespace PrivateLinkSim.Domain.Tests;

public sealed class ServiceLoadBalancersSpec
{
    private readonly World _world = new();

    [Fact]
    [Trait("Rule", "R3a")]
    public void Load_balancers_are_added_with_their_zones()
    {
        var service = _world.Service(Ohio, ["use2-az1"]);
        var (second, third) = (_world.LoadBalancer(Ohio, "use2-az2"), _world.LoadBalancer(Ohio, "use2-az1", "use2-az3"));

        Add(service, second, third, second).IsAccepted();

        Assert.Equal(["use2-az1", "use2-az2", "use2-az3"], _world.State(service).Zones.Keys);
        Assert.Equal<IEnumerable<string>>([second, third], _world.State(service).LoadBalancerArns.Skip(1));
        Assert.Equal((service, service), (_world.LoadBalancer(second).ServiceId, _world.LoadBalancer(third).ServiceId));
        Assert.Null(_world.State(service).Underway);
        _world.Connect(service, Ohio, ["use2-az2"]).IsAccepted();
        _world.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "R3")]
    public void Adding_its_own_load_balancer_does_nothing()
    {
        var service = _world.Service(Ohio, ["use2-az1"]);

        Add(service, Own(service)).IsAccepted();

        Assert.Empty(_world.Happened<EndpointServiceEvent.ModificationRequested>());
    }

    [Fact]
    [Trait("Rule", "R3")]
    public void A_load_balancer_that_refuses_leaves_the_service_as_it_was_and_the_others_free()
    {
        var service = _world.Service(Ohio, ["use2-az1"]);
        var second = _world.LoadBalancer(Ohio, "use2-az2");
        var taken = Own(_world.Service(Ohio, ["use2-az3"]));
        var before = Json.Of(_world.State(service) with { Modifier = Requester.Nobody });

        var outcome = _world.Modify(
            service, new EndpointServiceChange { AddNetworkLoadBalancerArns = [Own(service), second, taken], AcceptanceRequired = true });

        outcome.IsRefused("R3a", "InvalidParameter");
        Assert.Equal(World.LoadBalancerOf(taken), outcome.RefusedBy());
        Assert.Equal(before, Json.Of(_world.State(service) with { Modifier = Requester.Nobody }));
        Assert.Null(_world.LoadBalancer(second).ServiceId);
        Assert.Equal(service, _world.LoadBalancer(Own(service)).ServiceId);
        Add(service, second).IsAccepted();
        Add(service, "front").IsRefused("R3", "InvalidNetworkLoadBalancerArn.Malformed");
        Add(service, Arn("nowhere")).IsRefused("R3", "InvalidNetworkLoadBalancerArn.NotFound");
    }

    [Fact]
    [Trait("Rule", "R3")]
    public void A_change_that_comes_while_another_waits_for_load_balancers_is_put_off()
    {
        var first = new EndpointServiceChange { AddNetworkLoadBalancerArns = [Arn("second")] };
        var next = new EndpointServiceChange { AcceptanceRequired = true };
        var service = Available(LoadBalancer("use2-az1"), null, Underway(first));
        var waiting = new EndpointServiceEvent.ModificationRequested(next, Requester.Outside(1));

        service.When(Modify(next)).Then(waiting);

        var again = Available(LoadBalancer("use2-az1"), null, Underway(first), waiting);
        Assert.Equal(first, again.State.Underway);
        var pass = Assert.IsType<Message.Pass>(Assert.Single(again.Reactions()));
        Assert.Equal((Self, Requester.Outside(1)), (pass.To, pass.For));
    }

    [Fact]
    [Trait("Rule", "§2.1/id")]
    public void A_service_that_is_deleted_while_a_load_balancer_is_asked_lets_it_go_again()
    {
        var change = new EndpointServiceChange { AddNetworkLoadBalancerArns = [Arn("second")] };
        var facts = Available(LoadBalancer("use2-az1"), null, Underway(change), new EndpointServiceEvent.Deleted()).Decides(Bound(LoadBalancer("use2-az2"), Arn("second")));

        Assert.Equal(Arn("second"), Assert.IsType<EndpointServiceEvent.LoadBalancerRemoved>(facts[0]).LoadBalancerArn);
        Assert.Equal("§2.1/id", Assert.IsType<EndpointServiceEvent.ModificationRefused>(facts[1]).Rejection.Rule);
    }

    [Fact]
    [Trait("Rule", "§2.1/keep")]
    public void A_service_keeps_at_least_one_load_balancer()
    {
        var service = _world.Service(Ohio, ["use2-az1"]);
        var (first, second) = (Own(service), _world.LoadBalancer(Ohio, "use2-az2"));
        Assert.Equal("You must keep at least one load balancer selected.", Remove(service, first).IsRefused("§2.1/keep", "InvalidParameter"));

        _world.Modify(service, new EndpointServiceChange { AddNetworkLoadBalancerArns = [second], RemoveNetworkLoadBalancerArns = [first] }).IsAccepted();

        Assert.Equal<IEnumerable<string>>([second], _world.State(service).LoadBalancerArns);
        Assert.Null(_world.LoadBalancer(first).ServiceId);
        Assert.Equal(["use2-az2"], _world.State(service).Zones.Keys);
        Remove(service, first).IsRefused("R3", "InvalidNetworkLoadBalancerArn.NotFound");
        _world.DeleteService(service).IsAccepted();
        Assert.Null(_world.LoadBalancer(second).ServiceId);
    }

    [Fact]
    [Trait("Rule", "§2.1/attached")]
    public void Load_balancers_are_taken_away_only_when_no_endpoint_is_attached()
    {
        var service = _world.Service(Ohio, ["use2-az1", "use2-az2"], acceptance: true);
        var second = _world.LoadBalancer(Ohio, "use2-az2", "use2-az3");
        Add(service, second).IsAccepted();
        var endpoint = _world.Endpoint(service, Ohio, "use2-az3");

        Remove(service, second).IsRefused("§2.1/attached", "ExistingVpcEndpointConnections");
        _world.Accept(service, endpoint).IsAccepted();
        Remove(service, second).IsRefused("§2.1/attached", "ExistingVpcEndpointConnections");
        _world.Advance(_world.Facts.Settings.EndpointProvisioning);
        Remove(service, second).IsRefused("§2.1/attached", "ExistingVpcEndpointConnections");
        _world.Reject(service, endpoint).IsAccepted();
        Remove(service, second).IsAccepted();

        Assert.Equal(["use2-az1", "use2-az2"], _world.State(service).Zones.Keys);
        _world.Connect(service, Ohio, ["use2-az3"]).IsRefused("R36a", "InvalidParameter");
        Add(service, second).IsAccepted();
        _world.Connect(service, Ohio, ["use2-az3"]).IsAccepted();
    }

    [Fact]
    [Trait("Rule", "§2.1/attached")]
    public void Load_balancers_are_not_exchanged_while_an_endpoint_is_attached_and_the_new_one_is_not_asked()
    {
        var service = _world.Service(Ohio, ["use2-az1"]);
        var (first, second) = (Own(service), _world.LoadBalancer(Ohio, "use2-az1"));
        _world.AvailableEndpoint(service, Ohio, "use2-az1");

        _world.Modify(service, new EndpointServiceChange { AddNetworkLoadBalancerArns = [second], RemoveNetworkLoadBalancerArns = [first] })
            .IsRefused("§2.1/attached", "ExistingVpcEndpointConnections");

        Assert.Single(_world.Happened<LoadBalancerEvent.Bound>());
        Assert.Null(_world.LoadBalancer(second).ServiceId);
    }

    [Fact]
    [Trait("Rule", "§2.12/provider")]
    public void A_service_with_cross_region_access_keeps_a_zone_that_takes_part()
    {
        var service = _world.Service(Virginia, ["use1-az1"], supported: [Ireland]);
        var first = Own(service);
        Add(service, _world.LoadBalancer(Virginia, "use1-az3")).IsAccepted();

        Remove(service, first).IsRefused("§2.12/provider", "InvalidParameter");
    }

    [Fact]
    [Trait("Rule", "§2.1/zone")]
    public void A_zone_that_a_load_balancer_gets_joins_with_the_next_change_even_one_of_nothing()
    {
        var service = _world.Service(Ohio, ["use2-az1"]);
        _world.Become(service, facts => facts with { Zones = facts.Zones.Add(new ZoneHealth("use2-az2", true)) });
        _world.Become(service, facts => facts with { Zones = [.. facts.Zones] });
        Assert.Single(_world.Happened<EndpointServiceEvent.LoadBalancerLearned>());
        _world.Connect(service, Ohio, ["use2-az2"]).IsRefused("R36a", "InvalidParameter");

        _world.Modify(service, new EndpointServiceChange()).IsAccepted();

        Assert.Equal(["use2-az1", "use2-az2"], _world.State(service).Zones.Keys);
        _world.Connect(service, Ohio, ["use2-az2"]).IsAccepted();
        _world.Modify(service, new EndpointServiceChange()).IsAccepted();
        Assert.Single(_world.Happened<EndpointServiceEvent.ZonesJoined>());
    }

    [Fact]
    [Trait("Rule", "§2.1/zone")]
    public void A_zone_that_fails_before_it_joins_joins_as_failed()
    {
        var service = _world.Service(Ohio, ["use2-az1"]);
        _world.Become(service, facts => facts with { Zones = facts.Zones.Add(new ZoneHealth("use2-az2", true)) });
        _world.Say(service, new EndpointServiceCommand.LearnZoneHealth(["use2-az2"], false)).IsAccepted();

        _world.Modify(service, new EndpointServiceChange()).IsAccepted();

        Assert.Equal(new ProviderZone(false, false, null), _world.State(service).Zones["use2-az2"]);
        _world.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "§2.1/zone")]
    public void A_zone_that_fails_while_its_load_balancer_has_taken_it_out_of_service_joins_as_failed()
    {
        var service = _world.Service(Ohio, ["use2-az1"]);
        _world.Become(service, facts => facts with { Zones = facts.Zones.Add(new ZoneHealth("use2-az2", true, true)) });
        _world.Say(service, new EndpointServiceCommand.LearnZoneHealth(["use2-az2"], false)).IsAccepted();

        _world.Modify(service, new EndpointServiceChange()).IsAccepted();

        Assert.Equal(new ProviderZone(false, false, null) { OutOfService = true }, _world.State(service).Zones["use2-az2"]);
    }

    [Fact]
    [Trait("Rule", "§6.2/withdraw")]
    public void A_load_balancer_that_comes_serves_a_zone_that_the_others_do_not_and_takes_that_with_it()
    {
        var service = _world.Service(Ohio, ["use2-az1", "use2-az2"]);
        var endpoint = _world.AvailableEndpoint(service, Ohio, "use2-az1", "use2-az2");
        _world.Become(service, facts => facts with { Zones = [.. facts.Zones.Select(zone => zone.ZoneId == "use2-az1" ? zone with { OutOfService = true } : zone)] });
        Assert.Equal(["use2-az2"], _world.ZonesInService(endpoint));
        var second = _world.LoadBalancer(Ohio, "use2-az1");

        Add(service, second).IsAccepted();
        Assert.Equal(["use2-az1", "use2-az2"], _world.ZonesInService(endpoint));

        _world.Reject(service, endpoint).IsAccepted();
        Remove(service, second).IsAccepted();
        Assert.True(_world.State(service).Zones["use2-az1"].OutOfService);
        _world.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "R37")]
    public void Cross_region_paths_move_to_a_zone_that_a_load_balancer_serves_that_comes()
    {
        var service = _world.Service(Virginia, ["use1-az1", "use1-az2"], supported: [Ireland]);
        var endpoint = _world.Endpoint(service, Ireland, "euw1-az1");
        Assert.Equal("use1-az1", Assert.Single(_world.Endpoint(endpoint).Interfaces).ProviderZoneId);
        _world.Become(service, facts => facts with { Zones = [.. facts.Zones.Select(zone => zone with { OutOfService = true })] });
        Assert.Equal("use1-az1", Assert.Single(_world.Endpoint(endpoint).Interfaces).ProviderZoneId);

        Add(service, _world.LoadBalancer(Virginia, "use1-az2")).IsAccepted();

        Assert.Equal("use1-az2", Assert.Single(_world.Endpoint(endpoint).Interfaces).ProviderZoneId);
    }

    [Fact]
    [Trait("Rule", "§2.3/rejected")]
    public void A_rejected_connection_that_is_accepted_enters_a_zone_that_is_still_there()
    {
        var rejected = AcrossRegions(
            LoadBalancer("use2-az1"),
            Connected(IpAddressType.Ipv4, Ireland, new ZonePath("euw1-az1", "use2-az3")),
            new EndpointServiceEvent.ConnectionRejected(Request().VpcEndpointId));

        rejected.When(new EndpointServiceCommand.AcceptConnection(Request().VpcEndpointId), settings: new Settings { RejectedConnectionMayBeAccepted = true })
            .Then(
                new EndpointServiceEvent.ConnectionAccepted(Request().VpcEndpointId),
                new EndpointServiceEvent.CrossRegionPathsMoved([new MovedPath(Request().VpcEndpointId, "euw1-az1", "use2-az3", "use2-az1")]));
    }

    private string Own(string service) => _world.State(service).LoadBalancerArns[0];

    private Outcome Add(string service, params string[] arns) =>
        _world.Modify(service, new EndpointServiceChange { AddNetworkLoadBalancerArns = [.. arns] });

    private Outcome Remove(string service, params string[] arns) =>
        _world.Modify(service, new EndpointServiceChange { RemoveNetworkLoadBalancerArns = [.. arns] });
}
