using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>§2.14/group: listeners that forward to target groups, and what becomes of their traffic.</summary>
public sealed class ForwardingSpec
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly TargetGroupStage _stage = new();

    [Fact]
    [Trait("Rule", "§2.14/group")]
    public void A_listener_forwards_to_a_group_of_the_same_VPC_that_suits_and_is_free()
    {
        var (group, udp) = (_stage.Group("web"), _stage.Group("names", ListenerProtocol.Udp));
        var elsewhere = _stage.World.Lay(Ohio, Accounts.Provider, TargetGroupStage.Here);
        var foreign = _stage.Make(_stage.New("foreign") with { VpcId = elsewhere.VpcId }).Gives<TargetGroupReply.TargetGroupCreated>().TargetGroupArn;
        var wide = _stage.Make(_stage.New("wide") with { TargetType = TargetType.Ip, Ipv6 = true }).Gives<TargetGroupReply.TargetGroupCreated>().TargetGroupArn;
        var other = _stage.LoadBalancer("other");

        _stage.Call(new LoadBalancerCommand.CreateListener(ListenerProtocol.Tcp, 443)).IsRefused("§2.14/group", "TargetGroupNotFound");
        _stage.Listen("arn:none", 443).IsRefused("§2.14/group", "TargetGroupNotFound");
        _stage.Listen(foreign, 443).IsRefused("§2.14/group", "InvalidConfigurationRequest");
        _stage.Listen(wide, 443).IsRefused("§2.14/group", "InvalidConfigurationRequest");
        _stage.Listen(udp, 443).IsRefused("§2.14/group", "IncompatibleProtocols");
        Assert.Empty(_stage.State.Listeners);
        _stage.Listen(group, 443).IsAccepted();
        _stage.Listen(group, 8443, ListenerProtocol.Tls).IsAccepted();
        _stage.Listen(group, 443, balancer: other).IsRefused("§2.14/group", "TargetGroupAssociationLimit");
        _stage.Listen(udp, 443, ListenerProtocol.Udp).IsRefused("§2.14/listener", "DuplicateListener");

        Assert.Equal(_stage.Balancer, _stage.World.TargetGroup(group).LoadBalancerArn);
        Assert.Null(_stage.World.TargetGroup(udp).LoadBalancerArn);
        _stage.World.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "§2.14/group")]
    public void A_group_is_free_when_no_listener_forwards_to_it_any_more()
    {
        var (one, two, three) = (_stage.Forwarded("one", 1), _stage.Group("two"), _stage.Group("three"));
        var listener = _stage.ListenerOf(one);
        _stage.Call(one, new TargetGroupCommand.Delete()).IsRefused("§2.14/group", "ResourceInUse");

        _stage.Call(new LoadBalancerCommand.ModifyListener(listener, null, null) { TargetGroupArn = two }).IsAccepted();
        Assert.Equal((null, _stage.Balancer), (_stage.World.TargetGroup(one).LoadBalancerArn, _stage.World.TargetGroup(two).LoadBalancerArn));
        _stage.Call(new LoadBalancerCommand.DeleteListener(listener)).IsAccepted();
        Assert.Null(_stage.World.TargetGroup(two).LoadBalancerArn);
        Assert.Null(_stage.State.Groups);
        _stage.Listen(three, 3).IsAccepted();
        _stage.Call(new LoadBalancerCommand.Delete()).IsAccepted();
        foreach (var group in new[] { one, two, three })
        {
            _stage.Call(group, new TargetGroupCommand.Delete()).IsAccepted();
            _stage.Call(group, new TargetGroupCommand.Delete()).IsAccepted();
        }

        Assert.Equal(3, _stage.World.Happened<TargetGroupEvent.Deleted>().Count());
        Assert.NotEqual(one, _stage.Group("one"));
        _stage.World.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "§2.14/listener")]
    public void A_listener_is_changed_as_it_could_have_been_made()
    {
        var (one, two) = (_stage.Forwarded("one", 1), _stage.Forwarded("two", 2));
        var (listener, udp) = (_stage.ListenerOf(one), _stage.Group("names", ListenerProtocol.Udp));

        Modify("arn:none", port: 9).IsRefused("§2.14/listener", "ListenerNotFound");
        Modify(listener, port: 2).IsRefused("§2.14/listener", "DuplicateListener");
        Modify(listener, port: 0).IsRefused("§2.14/listener", "ValidationError");
        Modify(listener, protocol: ListenerProtocol.Udp).IsRefused("§2.14/group", "IncompatibleProtocols");
        Modify(listener, port: 1).IsAccepted();
        Assert.Empty(_stage.World.Happened<LoadBalancerEvent.ListenerModified>());
        Modify(listener, ListenerProtocol.Udp, 53, udp).IsAccepted();

        Assert.Equal(new Listener(ListenerProtocol.Udp, 53, 350) { TargetGroupArn = udp }, _stage.State.Listeners[listener]);
        Assert.Equal(new[] { udp, two }.Order(StringComparer.Ordinal), _stage.State.Groups!.Keys);
        _stage.World.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "§2.14/port")]
    [Trait("Rule", "§6.1/target")]
    public void A_flow_goes_to_the_group_of_the_listener_on_its_port()
    {
        _stage.Forwarded("one", 1);
        _stage.Forwarded("two", 2);
        var endpoint = _stage.Endpoint();
        _stage.Fail("i-one-here", Minute);

        Assert.Equal((false, "§6.1/target"), _stage.Reaches(endpoint, TargetGroupStage.Here, 1));
        Assert.Equal((true, "R6"), _stage.Reaches(endpoint, TargetGroupStage.Here, 2));
        Assert.Equal((true, "R6"), _stage.Reaches(endpoint, TargetGroupStage.There, 1));
        Assert.Equal((false, "§2.14/port"), _stage.Reaches(endpoint, TargetGroupStage.Here, 3));
    }

    [Fact]
    [Trait("Rule", "§6.2/withdraw")]
    public void A_zone_where_one_group_has_no_healthy_target_leaves_DNS_by_the_checks_of_that_group()
    {
        var (one, two) = (_stage.Forwarded("one", 1), _stage.Forwarded("two", 2));
        _stage.Call(one, new TargetGroupCommand.Modify(new HealthCheckChange(IntervalSeconds: 10))).IsAccepted();
        var endpoint = _stage.Endpoint();

        _stage.Fail("i-one-here", TimeSpan.FromHours(1));
        _stage.World.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal([TargetGroupStage.There], _stage.World.ZonesInService(endpoint));
        Assert.Equal(("unhealthy", "healthy"), (_stage.State.HealthOf("i-one-here"), _stage.State.HealthOf("i-two-here")));
        _stage.World.Advance(TimeSpan.FromHours(1) + Minute);
        Assert.Equal([TargetGroupStage.Here, TargetGroupStage.There], _stage.World.ZonesInService(endpoint));

        _stage.Fail("i-two-here", TimeSpan.FromHours(1));
        _stage.World.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal([TargetGroupStage.Here, TargetGroupStage.There], _stage.World.ZonesInService(endpoint));
        _stage.World.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal([TargetGroupStage.There], _stage.World.ZonesInService(endpoint));
        Assert.Equal("healthy", _stage.State.Of(two).HealthOf("i-two-there"));
        _stage.World.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "§6.1/drain")]
    public void A_target_that_is_deregistered_drains_by_the_delay_of_its_group()
    {
        var group = _stage.Forwarded("web", 443);
        _stage.Call(group, new TargetGroupCommand.ModifyAttributes(null, new TargetGroupChange(DeregistrationDelaySeconds: 20))).IsAccepted();

        _stage.Call(group, new TargetGroupCommand.DeregisterTargets(["i-web-here"])).IsAccepted();

        Assert.Equal("draining", _stage.State.HealthOf("i-web-here"));
        _stage.World.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal("unused", _stage.State.HealthOf("i-web-here"));
        _stage.Register(group, new Target("i-web-here", TargetGroupStage.Here)).IsAccepted();
        Assert.Equal("healthy", _stage.State.HealthOf("i-web-here"));
    }

    [Fact]
    [Trait("Rule", "§2.14/group")]
    public void A_groups_word_on_cross_zone_goes_before_the_load_balancers()
    {
        var group = _stage.Forwarded("web", 443);
        _stage.Call(group, new TargetGroupCommand.DeregisterTargets(["i-web-here"])).IsAccepted();
        var endpoint = _stage.Endpoint();
        Assert.Equal((false, "R6"), _stage.Reaches(endpoint, TargetGroupStage.Here, 443));

        Set(TargetGroupCrossZone.On);
        Assert.Equal((true, "R6"), _stage.Reaches(endpoint, TargetGroupStage.Here, 443));
        Set(TargetGroupCrossZone.LoadBalancer);
        Assert.Equal((false, "R6"), _stage.Reaches(endpoint, TargetGroupStage.Here, 443));
        _stage.Call(new LoadBalancerCommand.ModifyAttributes(CrossZone: true)).IsAccepted();
        Assert.Equal((true, "R6"), _stage.Reaches(endpoint, TargetGroupStage.Here, 443));
        Set(TargetGroupCrossZone.Off);
        Assert.Equal((false, "R6"), _stage.Reaches(endpoint, TargetGroupStage.Here, 443));
        _stage.World.CheckThatHistoriesFoldToTheStates();

        void Set(TargetGroupCrossZone crossZone) =>
            _stage.Call(group, new TargetGroupCommand.ModifyAttributes(null, new TargetGroupChange(CrossZone: crossZone))).IsAccepted();
    }

    [Fact]
    [Trait("Rule", "§6.1")]
    public void Targets_in_a_zone_that_passes_no_traffic_are_found_so_in_every_group()
    {
        _stage.Forwarded("one", 1);
        _stage.Forwarded("two", 2);

        _stage.World.Impair(Ohio, TargetGroupStage.Here).IsAccepted();
        _stage.World.Advance(Minute + Minute);
        Assert.Equal(("unhealthy", "unhealthy", "healthy"), (_stage.State.HealthOf("i-one-here"), _stage.State.HealthOf("i-two-here"), _stage.State.HealthOf("i-two-there")));

        // A group that comes while the zone is dark is checked like the others.
        _stage.Forwarded("three", 3);
        Assert.Equal("healthy", _stage.State.HealthOf("i-three-here"));
        _stage.World.Advance(Minute + Minute);
        Assert.Equal("unhealthy", _stage.State.HealthOf("i-three-here"));
    }

    private Outcome Modify(string listener, ListenerProtocol? protocol = null, int? port = null, string? group = null) =>
        _stage.Call(new LoadBalancerCommand.ModifyListener(listener, protocol, port) { TargetGroupArn = group });
}
