using static PrivateLinkSim.Domain.Tests.Accounts;
using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>IP address types and subnets of load balancers that no service uses.</summary>
public sealed class LoadBalancerTypeSpec
{
    private readonly World _world = new();

    [Theory]
    [Trait("Rule", "§2.14/dualstack")]
    [InlineData(SubnetKind.Ipv4Only, IpAddressType.Ipv4, true)]
    [InlineData(SubnetKind.Dualstack, IpAddressType.Ipv4, true)]
    [InlineData(SubnetKind.Ipv6Only, IpAddressType.Ipv4, false)]
    [InlineData(SubnetKind.Ipv4Only, IpAddressType.Dualstack, false)]
    [InlineData(SubnetKind.Dualstack, IpAddressType.Dualstack, true)]
    [InlineData(SubnetKind.Ipv6Only, IpAddressType.Dualstack, false)]
    [InlineData(SubnetKind.Dualstack, IpAddressType.Ipv6, false)]
    [InlineData(SubnetKind.Ipv6Only, IpAddressType.Ipv6, false)]
    public void A_load_balancer_is_of_ipv4_or_dualstack_as_its_subnets_allow(SubnetKind kind, IpAddressType type, bool allowed)
    {
        var network = _world.LayKinds(Ohio, Provider, (kind, "use2-az1"));

        var outcome = _world.CreateLoadBalancerOfType(type, Ohio, "front", network);

        if (!allowed)
        {
            outcome.IsRefused("§2.14/dualstack", "InvalidConfigurationRequest");
            return;
        }

        var node = Assert.Single(_world.LoadBalancer(outcome.Gives<LoadBalancerReply.LoadBalancerCreated>().LoadBalancerArn).Nodes);
        Assert.Equal((true, type == IpAddressType.Dualstack), (node.Ipv4 is not null, node.Ipv6 is not null));
    }

    [Fact]
    [Trait("Rule", "§2.14/dualstack")]
    [Trait("Rule", "R49")]
    public void A_load_balancer_turns_dualstack_when_its_subnets_have_ipv6_and_back()
    {
        var network = _world.LayKinds(Ohio, Provider, (SubnetKind.Ipv4Only, "use2-az1"), (SubnetKind.Dualstack, "use2-az2"));
        var arn = Create("front", network);
        var ipv4 = _world.LoadBalancer(arn);
        SetType(arn, IpAddressType.Dualstack).IsRefused("§2.14/dualstack", "InvalidConfigurationRequest");
        Assert.Equal(Json.Of(ipv4.Facts), Json.Of(_world.LoadBalancer(arn).Facts));
        Assert.False(ipv4.Ipv6Ready);
        _world.CallVpc(network.VpcId, new VpcCommand.AssociateSubnetCidrBlock(network.SubnetIds[0], null), Ohio, Provider).IsAccepted();

        SetType(arn, IpAddressType.Dualstack).IsAccepted();

        var dualstack = _world.LoadBalancer(arn);
        Assert.Equal((IpAddressType.Dualstack, true, null), (dualstack.IpAddressType, dualstack.Ipv6Ready, dualstack.Underway));
        Assert.Equal(ipv4.Nodes.Select(node => node.Ipv4), dualstack.Nodes.Select(node => node.Ipv4));
        Assert.All(dualstack.Nodes, node => Assert.NotNull(node.Ipv6));
        SetType(arn, IpAddressType.Ipv4).IsAccepted();
        Assert.All(_world.LoadBalancer(arn).Nodes, node => Assert.Null(node.Ipv6));
        _world.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "§2.14/dualstack")]
    public void The_type_ipv6_is_refused_and_the_type_that_it_has_changes_nothing()
    {
        var arn = _world.DualstackLoadBalancer(Ohio, "use2-az1");
        var events = _world.Log.Count;

        SetType(arn, IpAddressType.Ipv6).IsRefused("§2.14/dualstack", "InvalidConfigurationRequest");
        SetType(arn, IpAddressType.Dualstack).IsAccepted();

        Assert.Equal(events, _world.Log.Count);
    }

    [Fact]
    [Trait("Rule", "§2.14/subnets")]
    public void Without_a_service_subnets_come_and_go()
    {
        var network = _world.Lay(Ohio, Provider, "use2-az1", "use2-az2", "use2-az3");
        var arn = Create("front", network with { SubnetIds = network.SubnetIds[..2] });
        var before = _world.LoadBalancer(arn).Nodes;

        SetSubnets(arn, network.SubnetIds[2], network.SubnetIds[1]).IsAccepted();

        var after = _world.LoadBalancer(arn).Nodes;
        Assert.Equal(["use2-az2", "use2-az3"], after.Select(node => node.ZoneId));
        Assert.Equal(before[1], after[0]);
        Assert.Equal(251 + 250 + 250, _world.FreeAddresses(network));
        _world.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "§nlb")]
    [Trait("Rule", "§2.11/subnet")]
    public void The_subnets_of_a_load_balancer_exist_and_are_one_for_each_zone_and_at_least_one()
    {
        var network = _world.Lay(Ohio, Provider, "use2-az1", "use2-az1");
        var arn = Create("front", network with { SubnetIds = network.SubnetIds[..1] });
        var before = _world.LoadBalancer(arn).Nodes;

        SetSubnets(arn).IsRefused("§nlb", "ValidationError");
        SetSubnets(arn, [.. network.SubnetIds]).IsRefused("§nlb", "InvalidConfigurationRequest");
        SetSubnets(arn, network.SubnetIds[0], "subnet-0").IsRefused("§2.11/subnet", "InvalidSubnetID.NotFound");
        SetSubnets(arn, network.SubnetIds[0]).IsAccepted();

        Assert.Equal(before, _world.LoadBalancer(arn).Nodes);
        Assert.Null(_world.LoadBalancer(arn).Underway);
        Assert.Empty(_world.Happened<LoadBalancerEvent.NodesChanged>());
    }

    [Fact]
    [Trait("Rule", "R3")]
    public void Changes_are_for_the_owner_in_the_load_balancers_region()
    {
        var arn = _world.LoadBalancer(Ohio, "use2-az1");
        LoadBalancerCommand[] calls =
        [
            new LoadBalancerCommand.SetSubnets(["subnet-0"]), new LoadBalancerCommand.SetIpAddressType(IpAddressType.Dualstack),
            new LoadBalancerCommand.CreateListener(ListenerProtocol.Tcp, 443), new LoadBalancerCommand.ModifyTargetGroupAttributes(true, TargetGroupChange.None),
        ];

        Assert.All(calls, call => _world.Send(World.LoadBalancerOf(arn), call, In(Ohio, Stranger)).IsRefused("R3", "LoadBalancerNotFound"));
        Assert.All(calls, call => _world.Send(World.LoadBalancerOf(arn), call, In(Ireland, Provider)).IsRefused("R3", "LoadBalancerNotFound"));
    }

    [Theory]
    [Trait("Rule", "§2.13/nlb")]
    [InlineData(50)]
    [InlineData(1)]
    public void An_account_has_so_many_load_balancers_in_a_region(int limit)
    {
        var world = new World(new Settings { LoadBalancersPerRegion = limit });
        var network = world.Lay(Ohio, Provider, "use2-az1");
        string[] arns = [.. Enumerable.Range(0, limit).Select(each => world
            .CreateLoadBalancerOfType(IpAddressType.Ipv4, Ohio, $"front-{each}", network).Gives<LoadBalancerReply.LoadBalancerCreated>().LoadBalancerArn)];

        world.CreateLoadBalancerOfType(IpAddressType.Ipv4, Ohio, "more", network).IsRefused("§2.13/nlb", "TooManyLoadBalancers");
        world.LoadBalancer(Ireland, "euw1-az1");
        world.CallLoadBalancer(arns[0], new LoadBalancerCommand.Delete()).IsAccepted();
        world.CreateLoadBalancerOfType(IpAddressType.Ipv4, Ohio, "more", network).IsAccepted();
    }

    private string Create(string name, Network network) =>
        _world.CreateLoadBalancerOfType(IpAddressType.Ipv4, Ohio, name, network).Gives<LoadBalancerReply.LoadBalancerCreated>().LoadBalancerArn;

    private Outcome SetType(string arn, IpAddressType type) => _world.CallLoadBalancer(arn, new LoadBalancerCommand.SetIpAddressType(type));

    private Outcome SetSubnets(string arn, params string[] subnets) => _world.CallLoadBalancer(arn, new LoadBalancerCommand.SetSubnets([.. subnets]));
}
