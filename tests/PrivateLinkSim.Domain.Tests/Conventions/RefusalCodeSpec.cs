using static PrivateLinkSim.Domain.Tests.Accounts;
using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>Codes that AWS does not publish are settings (§8.1): where one stands in another position, its refusals say so.</summary>
public sealed class RefusalCodeSpec
{
    private static readonly Settings Other = new()
    {
        ServiceChangeCode = "ServiceChange",
        EndpointChangeCode = "EndpointChange",
        EndpointStateCode = "EndpointState",
        IpAddressTypeCode = "IpAddressType",
        CrossRegionBarCode = "CrossRegionBar",
        PrincipalChangesAreIdempotent = false,
    };

    private readonly World _world = new(Other);

    [Fact]
    [Trait("Rule", "§2.1/keep")]
    [Trait("Rule", "§2.1/types")]
    [Trait("Rule", "§2.4/again")]
    public void A_change_of_a_service_is_refused_with_the_code_of_the_setting()
    {
        var service = _world.Service(Ohio, ["use2-az1"]);
        var front = _world.State(service).LoadBalancerArns;

        _world.Modify(service, new EndpointServiceChange { RemoveNetworkLoadBalancerArns = front }).IsRefused("§2.1/keep", "ServiceChange");
        _world.Modify(service, new EndpointServiceChange { RemoveSupportedIpAddressTypes = [IpAddressType.Ipv4] }).IsRefused("§2.1/types", "ServiceChange");
        _world.Modify(service, new EndpointServiceChange { AddSupportedIpAddressTypes = [IpAddressType.Dualstack] }).IsRefused("§2.1/types", "ServiceChange");
        _world.Allow(service, "*").IsRefused("§2.4/again", "ServiceChange");
        _world.Disallow(service, Root(Consumer)).IsRefused("§2.4/again", "ServiceChange");
    }

    [Fact]
    [Trait("Rule", "§2.9")]
    [Trait("Rule", "§2.9/last")]
    [Trait("Rule", "§2.11/member")]
    [Trait("Rule", "§2.2/modify")]
    public void A_change_of_an_endpoint_is_refused_with_the_code_of_the_setting()
    {
        var network = _world.Lay(Ohio, Consumer, "use2-az1", "use2-az2");
        var service = _world.Service(Ohio, ["use2-az1", "use2-az2"]);
        var endpoint = _world.Available(_world.Wanted(service, Ohio, network) with { SubnetIds = [network.SubnetIds[0]] }, Ohio);
        var groups = _world.Endpoint(endpoint).SecurityGroupIds;
        var (there, absent) = (network.SubnetIds[0], network.SubnetIds[1]);

        Change(new VpcEndpointChange { RemoveSecurityGroupIds = ["sg-0"] }, "§2.9", "EndpointChange");
        Change(new VpcEndpointChange { RemoveSecurityGroupIds = groups }, "§2.9/last", "EndpointChange");
        Change(new VpcEndpointChange { AddSubnetIds = [there] }, "§2.11/member", "EndpointChange");
        Change(new VpcEndpointChange { AddSubnetIds = [absent, absent] }, "§2.11/member", "EndpointChange");
        Change(new VpcEndpointChange { RemoveSubnetIds = [absent] }, "§2.11/member", "EndpointChange");
        _world.Modify(endpoint, new VpcEndpointChange { AddSubnetIds = [absent] }).IsAccepted();
        Change(new VpcEndpointChange { RemoveSubnetIds = [there] }, "§2.2/modify", "EndpointState");

        void Change(VpcEndpointChange change, string rule, string code) => _world.Modify(endpoint, change).IsRefused(rule, code);
    }

    [Fact]
    [Trait("Rule", "R50")]
    [Trait("Rule", "R50a")]
    [Trait("Rule", "R50b")]
    [Trait("Rule", "R53")]
    public void IP_address_types_that_do_not_go_together_are_refused_with_the_code_of_the_setting()
    {
        var network = _world.LaySubnets(Ohio, Provider, ("use2-az1", SubnetKind.Dualstack));
        var ipv4 = _world.CreateLoadBalancerOfType(IpAddressType.Ipv4, Ohio, "ipv4", network).Gives<LoadBalancerReply.LoadBalancerCreated>().LoadBalancerArn;
        var service = _world.DualstackService(Ohio, ["use2-az1"]);
        var front = _world.State(service).LoadBalancerArns[0];

        _world.CreateService(Ohio, new NewEndpointService { NetworkLoadBalancerArns = [ipv4], SupportedIpAddressTypes = [IpAddressType.Ipv6] })
            .IsRefused("R50", "IpAddressType");
        _world.Modify(service, new EndpointServiceChange { AddNetworkLoadBalancerArns = [ipv4] }).IsRefused("R50a", "IpAddressType");
        _world.Send(World.LoadBalancerOf(front), new LoadBalancerCommand.SetIpAddressType(IpAddressType.Ipv4), In(Ohio, Provider)).IsRefused("R50b", "IpAddressType");
        _world.CreateEndpoint(_world.Wanted(_world.Service(Ohio, ["use2-az1"]), Ohio, _world.LayKind(Ohio, SubnetKind.Dualstack, "use2-az1"), IpAddressType.Dualstack), Ohio)
            .IsRefused("R53", "IpAddressType");
    }

    [Fact]
    [Trait("Rule", "R40a")]
    public void A_bar_that_comes_after_cross_region_access_is_refused_with_the_code_of_the_setting()
    {
        var service = _world.Service(Ohio, ["use2-az1"], supported: [Ireland]);
        var front = World.LoadBalancerOf(_world.State(service).LoadBalancerArns[0]);
        var listener = _world.Send(front, new LoadBalancerCommand.CreateListener(ListenerProtocol.Tcp, 443), In(Ohio, Provider))
            .Gives<LoadBalancerReply.ListenerCreated>().ListenerArn;

        _world.Send(front, new LoadBalancerCommand.ModifyListenerAttributes(listener, 400), In(Ohio, Provider)).IsRefused("R40a", "CrossRegionBar");
    }

    [Theory]
    [Trait("Rule", "R58b")]
    [InlineData(DnsRecordIpType.Ipv4, DnsRecordIpType.Ipv4)]
    [InlineData(DnsRecordIpType.ServiceDefined, DnsRecordIpType.ServiceDefined)]
    public void A_change_of_the_IP_address_type_alone_keeps_the_DNS_record_IP_type_where_it_fits(DnsRecordIpType before, DnsRecordIpType after)
    {
        var network = _world.LayKind(Ohio, SubnetKind.Dualstack, "use2-az1");
        var endpoint = _world.Available(
            _world.Wanted(_world.DualstackService(Ohio, ["use2-az1"]), Ohio, network, IpAddressType.Ipv4) with { DnsRecordIpType = before }, Ohio);

        _world.Modify(endpoint, new VpcEndpointChange { IpAddressType = IpAddressType.Dualstack }).IsAccepted();

        Assert.Equal(after, _world.Endpoint(endpoint).DnsRecordIpType);
    }
}
