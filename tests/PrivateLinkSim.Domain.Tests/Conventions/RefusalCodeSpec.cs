using static PrivateLinkSim.Domain.Tests.Accounts;
using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>Codes that AWS does not publish are settings (§8.1): where one stands in another position, each of its refusals says so.</summary>
public sealed class RefusalCodeSpec
{
    /// <summary>Every setting that carries a code says its own name, and what may be refused is refused.</summary>
    private static readonly Settings Other = SettingBook.All
        .Where(setting => setting.Name.EndsWith("Code", StringComparison.Ordinal))
        .Aggregate(
            new Settings { PrincipalChangesAreIdempotent = false, AcceptAfterRegionRemoval = false, ModifyAfterRegionRemoval = false },
            (settings, setting) => setting.With(settings, setting.Property.Name));

    private static readonly Func<World, IEnumerable<Outcome>>[] Stories =
    [
        ChangesOfAService, ChangesOfAnEndpoint, IpAddressTypesOfAService, IpAddressTypesOfAnEndpoint, RegionsThatAreNotThere, RegionsThatWereRemoved,
        BarsToCrossRegionAccess, ConnectionsInTheWrongState, PrivateDnsNames,
    ];

    [Fact]
    [Trait("Rule", "R19a")]
    [Trait("Rule", "R27")]
    [Trait("Rule", "R31")]
    [Trait("Rule", "R33")]
    [Trait("Rule", "R39")]
    [Trait("Rule", "R40")]
    [Trait("Rule", "R40a")]
    [Trait("Rule", "R49")]
    [Trait("Rule", "R50")]
    [Trait("Rule", "R50a")]
    [Trait("Rule", "R50b")]
    [Trait("Rule", "R53")]
    [Trait("Rule", "R54")]
    [Trait("Rule", "R55")]
    [Trait("Rule", "R56")]
    [Trait("Rule", "R57")]
    [Trait("Rule", "R58")]
    [Trait("Rule", "§2.1/keep")]
    [Trait("Rule", "§2.1/types")]
    [Trait("Rule", "§2.2/modify")]
    [Trait("Rule", "§2.2/removed")]
    [Trait("Rule", "§2.3")]
    [Trait("Rule", "§2.3/removed")]
    [Trait("Rule", "§2.3/rejected")]
    [Trait("Rule", "§2.4/again")]
    [Trait("Rule", "§2.7/start")]
    [Trait("Rule", "§2.7/vpc")]
    [Trait("Rule", "§2.9")]
    [Trait("Rule", "§2.9/last")]
    [Trait("Rule", "§2.11/member")]
    [Trait("Rule", "§2.12/provider")]
    public void Every_refusal_whose_code_is_a_setting_is_seen_with_the_code_of_the_setting()
    {
        Rejection[] seen =
        [
            .. Stories.SelectMany(story => story(new World(Other))).Select(outcome =>
            {
                Assert.True(outcome is Outcome.Refused, outcome.ToString());
                return ((Outcome.Refused)outcome).Rejection;
            }),
        ];

        Assert.Empty(
            from rule in RuleBook.All
            from refusal in rule.Refusals
            where refusal.CodeSetting is not null
                && !seen.Any(each => each.Rule == rule.Id && each.Code == refusal.CodeSetting && refusal.Says(each.Message))
            select $"{rule.Id} {refusal.CodeSetting}: {refusal.Text}");
    }

    private static IEnumerable<Outcome> ChangesOfAService(World world)
    {
        var service = world.Service(Ohio, ["use2-az1"]);

        yield return world.Modify(service, new EndpointServiceChange { RemoveNetworkLoadBalancerArns = world.State(service).LoadBalancerArns });
        yield return world.Modify(service, new EndpointServiceChange { RemoveSupportedIpAddressTypes = [IpAddressType.Ipv4] });
        yield return world.Modify(service, new EndpointServiceChange { AddSupportedIpAddressTypes = [IpAddressType.Dualstack] });
        yield return world.Allow(service, "*");
        yield return world.Disallow(service, Root(Consumer));
    }

    private static IEnumerable<Outcome> ChangesOfAnEndpoint(World world)
    {
        var network = world.Lay(Ohio, Consumer, "use2-az1", "use2-az2");
        var service = world.Service(Ohio, ["use2-az1", "use2-az2"]);
        var endpoint = world.Available(world.Wanted(service, Ohio, network) with { SubnetIds = [network.SubnetIds[0]] }, Ohio);
        var (there, absent) = (network.SubnetIds[0], network.SubnetIds[1]);

        yield return world.Modify(endpoint, new VpcEndpointChange { RemoveSecurityGroupIds = ["sg-0"] });
        yield return world.Modify(endpoint, new VpcEndpointChange { RemoveSecurityGroupIds = world.Endpoint(endpoint).SecurityGroupIds });
        yield return world.Modify(endpoint, new VpcEndpointChange { AddSubnetIds = [there] });
        yield return world.Modify(endpoint, new VpcEndpointChange { AddSubnetIds = [absent, absent] });
        yield return world.Modify(endpoint, new VpcEndpointChange { RemoveSubnetIds = [absent] });

        world.Modify(endpoint, new VpcEndpointChange { AddSubnetIds = [absent] }).IsAccepted();
        yield return world.Modify(endpoint, new VpcEndpointChange { RemoveSubnetIds = [there] });
    }

    private static IEnumerable<Outcome> IpAddressTypesOfAService(World world)
    {
        var network = world.LaySubnets(Ohio, Provider, ("use2-az1", SubnetKind.Dualstack));
        var ipv4 = world.CreateLoadBalancerOfType(IpAddressType.Ipv4, Ohio, "ipv4", network).Gives<LoadBalancerReply.LoadBalancerCreated>().LoadBalancerArn;
        var service = world.DualstackService(Ohio, ["use2-az1"]);
        var front = world.State(service).LoadBalancerArns[0];

        yield return OverIpv6(world.LoadBalancer(Ohio, "use2-az1"));
        yield return OverIpv6(ipv4);
        yield return world.Modify(service, new EndpointServiceChange { AddNetworkLoadBalancerArns = [ipv4] });
        yield return world.CallLoadBalancer(front, new LoadBalancerCommand.SetIpAddressType(IpAddressType.Ipv4));

        Outcome OverIpv6(string arn) =>
            world.CreateService(Ohio, new NewEndpointService { NetworkLoadBalancerArns = [arn], SupportedIpAddressTypes = [IpAddressType.Ipv6] });
    }

    private static IEnumerable<Outcome> IpAddressTypesOfAnEndpoint(World world)
    {
        var (single, both) = (world.Service(Ohio, ["use2-az1"]), world.DualstackService(Ohio, ["use2-az1"]));
        var endpoint = world.Available(Of(both, SubnetKind.Ipv4Only, IpAddressType.Ipv4), Ohio);

        yield return world.CreateEndpoint(Of(single, SubnetKind.Dualstack, IpAddressType.Dualstack), Ohio);
        yield return world.CreateEndpoint(Of(both, SubnetKind.Ipv6Only, IpAddressType.Ipv4), Ohio);
        yield return world.CreateEndpoint(Of(both, SubnetKind.Dualstack, IpAddressType.Ipv6), Ohio);
        yield return world.CreateEndpoint(Of(both, SubnetKind.Ipv4Only, IpAddressType.Dualstack), Ohio);
        yield return world.Modify(endpoint, new VpcEndpointChange { IpAddressType = IpAddressType.Dualstack });
        yield return world.Modify(endpoint, new VpcEndpointChange { DnsRecordIpType = DnsRecordIpType.Ipv6 });

        NewVpcEndpoint Of(string service, SubnetKind kind, IpAddressType type) =>
            world.Wanted(service, Ohio, world.LayKind(Ohio, kind, "use2-az1"), type);
    }

    private static IEnumerable<Outcome> RegionsThatAreNotThere(World world)
    {
        var service = world.Service(Ohio, ["use2-az1"]);

        yield return world.Connect(service, Virginia, ["use1-az1"]);
        yield return world.AddRegions(service, Milan);
        yield return world.CreateEndpoint(world.Lay(Ireland, Consumer, "euw1-az1"), Ireland, ServiceName.Make(Milan, service), Milan);
    }

    private static IEnumerable<Outcome> RegionsThatWereRemoved(World world)
    {
        var service = world.Service(Ohio, ["use2-az1"], acceptance: true, supported: [Ireland]);
        var network = world.Lay(Ireland, Consumer, "euw1-az1", "euw1-az2");
        var endpoint = world.CreateEndpoint(world.Wanted(service, Ireland, network) with { SubnetIds = [network.SubnetIds[0]] }, Ireland)
            .Gives<InterfaceEndpointReply.VpcEndpointCreated>().VpcEndpointId;
        world.Accept(service, endpoint).IsAccepted();
        world.Advance(Other.EndpointProvisioning);
        var waiting = world.Endpoint(service, Ireland, "euw1-az1");
        world.RemoveRegions(service, Ireland).IsAccepted();

        yield return world.Connect(service, Ireland, ["euw1-az1"]);
        yield return world.Accept(service, waiting);
        yield return world.Modify(endpoint, new VpcEndpointChange { AddSubnetIds = [network.SubnetIds[1]] });
    }

    private static IEnumerable<Outcome> BarsToCrossRegionAccess(World world)
    {
        var (listed, idle, late) = (world.Service(Ohio, ["use2-az1"]), world.Service(Ohio, ["use2-az1"]), world.Service(Ohio, ["use2-az1"], supported: [Ireland]));
        world.Say(listed, new EndpointServiceCommand.DeclareMarketplaceListing("shop.example.com")).IsAccepted();
        SetIdleTimeout(idle).IsAccepted();

        yield return world.AddRegions(listed, Ireland);
        yield return world.AddRegions(idle, Ireland);
        yield return SetIdleTimeout(late);
        yield return world.AddRegions(world.Service(Virginia, ["use1-az3"]), Ireland);

        Outcome SetIdleTimeout(string service)
        {
            var front = world.State(service).LoadBalancerArns[0];
            var listener = world.CallLoadBalancer(front, new LoadBalancerCommand.CreateListener(ListenerProtocol.Tcp, 443))
                .Gives<LoadBalancerReply.ListenerCreated>().ListenerArn;
            return world.CallLoadBalancer(front, new LoadBalancerCommand.ModifyListenerAttributes(listener, 400));
        }
    }

    private static IEnumerable<Outcome> ConnectionsInTheWrongState(World world)
    {
        var service = world.Service(Ohio, ["use2-az1"], acceptance: true);
        var endpoint = world.Endpoint(service, Ohio, "use2-az1");
        world.Reject(service, endpoint).IsAccepted();

        yield return world.Reject(service, endpoint);
        yield return world.Accept(service, endpoint);
    }

    private static IEnumerable<Outcome> PrivateDnsNames(World world)
    {
        yield return world.Call(world.Service(Ohio, ["use2-az1"]), new EndpointServiceCommand.StartPrivateDnsVerification());
        yield return world.Reserve("vpce-1", world.Lay(Ohio, Consumer).VpcId, Place.In() with { PrivateDnsName = "orders.example.com" });
    }
}
