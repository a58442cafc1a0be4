using static PrivateLinkSim.Domain.Tests.Accounts;
using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

public sealed class ReachablePathSpec
{
    private readonly World _world = new();

    [Fact]
    [Trait("Rule", "R6")]
    public void Traffic_reaches_a_target_through_the_node_of_its_own_zone()
    {
        var endpoint = _world.AvailableEndpoint(_world.Service(Ohio, ["use2-az1", "use2-az2"]), Ohio, "use2-az1", "use2-az2");

        Assert.Equal((true, "use2-az1"), (_world.Path(endpoint, "use2-az1").Reachable, _world.Path(endpoint, "use2-az1").ProviderZoneId));
        Assert.Equal((true, "use2-az2"), (_world.Path(endpoint, "use2-az2").Reachable, _world.Path(endpoint, "use2-az2").ProviderZoneId));
    }

    [Fact]
    [Trait("Rule", "R6")]
    public void Without_a_target_in_the_zone_traffic_arrives_only_with_cross_zone_on()
    {
        var arn = _world.LoadBalancer(Ohio, "use2-az1", "use2-az2");
        var service = _world.CreateService(Ohio, [arn]).Gives<EndpointServiceReply.ServiceCreated>().ServiceId;
        _world.Allow(service, "*").IsAccepted();
        var endpoint = _world.AvailableEndpoint(service, Ohio, "use2-az1");
        Send(arn, new LoadBalancerCommand.DeregisterTargets(["i-use2-az1"]));
        Assert.Equal((false, "R6"), (_world.Path(endpoint, "use2-az1").Reachable, _world.Path(endpoint, "use2-az1").Rule));

        Send(arn, new LoadBalancerCommand.ModifyAttributes(CrossZone: true));
        Assert.True(_world.Path(endpoint, "use2-az1").Reachable);

        Send(arn, new LoadBalancerCommand.DeregisterTargets(["i-use2-az2"]));
        Assert.False(_world.Path(endpoint, "use2-az1").Reachable);
        Send(arn, new LoadBalancerCommand.RegisterTargets([new Target("i-new", "use2-az3")]));
        Assert.True(_world.Path(endpoint, "use2-az1").Reachable);
    }

    [Fact]
    [Trait("Rule", "R6")]
    public void Only_an_available_endpoint_carries_traffic()
    {
        var service = _world.Service(Ohio, ["use2-az1"]);
        var endpoint = _world.Endpoint(service, Ohio, "use2-az1");
        Assert.Equal(("§2.2", $"{endpoint} is pending."), (_world.Path(endpoint, "use2-az1").Rule, _world.Path(endpoint, "use2-az1").Reason));
        Assert.Equal("§2.2/id", _world.Path("vpce-0", "use2-az1").Rule);

        _world.Advance(_world.Facts.Settings.EndpointProvisioning);

        Assert.True(_world.Path(endpoint, "use2-az1").Reachable);
        Assert.Equal("R5", _world.Path(endpoint, "use2-az2").Rule);
        _world.DeleteEndpoint(endpoint).IsAccepted();
        Assert.Equal("§2.2", _world.Path(endpoint, "use2-az1").Rule);
    }

    [Fact]
    [Trait("Rule", "R6")]
    public void Every_verdict_names_a_rule_of_the_book_and_the_zone_that_it_reached()
    {
        var endpoint = _world.AvailableEndpoint(_world.Service(Ohio, ["use2-az1", "use2-az2"], supported: [Ireland]), Ireland, "euw1-az1");
        var zone = _world.ProviderZone(endpoint, "euw1-az1");
        Assert.Equal(zone, _world.Path(endpoint, "euw1-az1").ProviderZoneId);

        _world.Impair(Ohio, zone).IsAccepted();

        Assert.Equal((false, "R37"), (_world.Path(endpoint, "euw1-az1").Reachable, RuleBook.Of(_world.Path(endpoint, "euw1-az1").Rule).Id));
    }

    private void Send(string arn, LoadBalancerCommand command) =>
        _world.Send(World.LoadBalancerOf(arn), command, In(Ohio, Provider)).IsAccepted();
}
