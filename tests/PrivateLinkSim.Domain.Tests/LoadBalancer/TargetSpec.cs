using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

public sealed class TargetSpec
{
    private readonly World _world = new();

    [Theory]
    [Trait("Rule", "§2.13/targets")]
    [InlineData(500)]
    [InlineData(2)]
    public void A_load_balancer_has_so_many_targets_in_a_zone(int limit)
    {
        var world = new World(new Settings { TargetsPerZone = limit });
        var arn = world.CreateLoadBalancerOfType(
            IpAddressType.Ipv4, Ohio, "front", world.Lay(Ohio, Accounts.Provider, "use2-az1", "use2-az2")).Gives<LoadBalancerReply.LoadBalancerCreated>().LoadBalancerArn;
        Target[] full = [.. Enumerable.Range(0, limit).Select(each => new Target($"i-{each}", "use2-az1"))];

        Register(world, arn, [.. full, new Target("i-more", "use2-az1")]).IsRefused("§2.13/targets", "TooManyTargets");
        Register(world, arn, full).IsAccepted();
        Register(world, arn, full).IsAccepted();
        Register(world, arn, new Target("i-more", "use2-az1")).IsRefused("§2.13/targets", "TooManyTargets");
        Register(world, arn, new Target("i-more", "use2-az2")).IsAccepted();
        Register(world, arn, new Target("i-0", "use2-az2"), new Target("i-new", "use2-az1")).IsAccepted();
    }

    [Theory]
    [Trait("Rule", "R52")]
    [InlineData(true, null, true)]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, false, true)]
    public void Behind_a_proxy_protocol_header_a_target_must_understand_ipv6_clients(bool header, bool? parses, bool reachable)
    {
        var arn = _world.LoadBalancer(Ohio, "use2-az1");
        Register(_world, arn, new Target("i-use2-az1", "use2-az1", parses)).IsAccepted();
        _world.CallLoadBalancer(arn, new LoadBalancerCommand.ModifyTargetGroupAttributes(header, TargetGroupChange.None)).IsAccepted();

        Assert.Equal((true, true, reachable), Reaches(arn, "use2-az1"));
        _world.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "R52")]
    public void With_cross_zone_a_target_of_another_zone_that_understands_is_enough()
    {
        var arn = _world.LoadBalancer(Ohio, "use2-az1", "use2-az2");
        Register(_world, arn, new Target("i-use2-az1", "use2-az1", false)).IsAccepted();
        _world.CallLoadBalancer(arn, new LoadBalancerCommand.ModifyTargetGroupAttributes(true, TargetGroupChange.None)).IsAccepted();
        Assert.Equal((true, true, false), Reaches(arn, "use2-az1"));

        _world.CallLoadBalancer(arn, new LoadBalancerCommand.ModifyAttributes(CrossZone: true)).IsAccepted();

        Assert.Equal((true, true, true), Reaches(arn, "use2-az1"));
    }

    [Fact]
    [Trait("Rule", "R52")]
    public void Setting_the_header_twice_sets_it_once()
    {
        var arn = _world.LoadBalancer(Ohio, "use2-az1");
        _world.CallLoadBalancer(arn, new LoadBalancerCommand.ModifyTargetGroupAttributes(true, TargetGroupChange.None)).IsAccepted();
        _world.CallLoadBalancer(arn, new LoadBalancerCommand.ModifyTargetGroupAttributes(true, TargetGroupChange.None)).IsAccepted();

        Assert.Single(_world.Happened<LoadBalancerEvent.ProxyProtocolV2Set>());
    }

    [Fact]
    [Trait("Rule", "R43")]
    [Trait("Rule", "R51")]
    public void A_service_is_offered_over_ipv6_whatever_its_targets_speak()
    {
        var arn = _world.DualstackLoadBalancer(Ohio, "use2-az1", "use2-az2");

        var made = _world.Send(
            new EntityId(EntityKind.ServiceProvider, Accounts.Provider),
            new ServiceProviderCommand.CreateVpcEndpointServiceConfiguration(
                new NewEndpointService { NetworkLoadBalancerArns = [arn], SupportedIpAddressTypes = [IpAddressType.Ipv4, IpAddressType.Ipv6] }, null),
            Accounts.In(Ohio, Accounts.Provider)).Gives<EndpointServiceReply.ServiceCreated>();

        Assert.Equal<IEnumerable<IpAddressType>>([IpAddressType.Ipv4, IpAddressType.Ipv6], made.SupportedIpAddressTypes);
        Assert.True(_world.State(made.ServiceId).LoadBalancers[arn].Ipv6Ready);
        Assert.Equal((true, true, true), Reaches(arn, "use2-az1"));
    }

    private (bool Any, bool Ipv4, bool Ipv6) Reaches(string arn, string zone)
    {
        var state = _world.LoadBalancer(arn);
        var targets = state.RoutedTo(zone);
        return (!targets.IsEmpty, targets.Any(target => state.Understands(target, overIpv6: false)), targets.Any(target => state.Understands(target, overIpv6: true)));
    }

    private static Outcome Register(World world, string arn, params Target[] targets) =>
        world.CallLoadBalancer(arn, new LoadBalancerCommand.RegisterTargets([.. targets]));
}
