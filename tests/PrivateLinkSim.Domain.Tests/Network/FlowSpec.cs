using static PrivateLinkSim.Domain.Tests.Accounts;
using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>Which flows pass an endpoint that is available: by family, source, fragments, and by what was barred since.</summary>
public sealed class FlowSpec
{
    private static readonly Flow OverIpv6 = new(Family: DnsRecordType.Aaaa);

    [Theory]
    [Trait("Rule", "R45")]
    [Trait("Rule", "R46")]
    [Trait("Rule", "R46a")]
    [Trait("Rule", "R48")]
    [InlineData(IpAddressType.Ipv4, SubnetKind.Dualstack, true, false)]
    [InlineData(IpAddressType.Ipv6, SubnetKind.Ipv6Only, false, true)]
    [InlineData(IpAddressType.Dualstack, SubnetKind.Dualstack, true, true)]
    public void An_interface_has_addresses_of_its_type_and_takes_flows_of_these_families(IpAddressType type, SubnetKind kind, bool ipv4, bool ipv6)
    {
        var world = new World();
        var endpoint = Endpoint(world, type, kind);
        var made = world.Endpoint(endpoint).Interfaces.Single();

        Assert.Equal((ipv4, ipv6, ipv6), (made.Ipv4 is not null, made.Ipv6 is not null, made.DeniesAllIgwTraffic));
        Assert.Equal((ipv4, ipv4 ? "R6" : "R46a"), Judged(world.Path(endpoint, "use2-az1", new Flow())));
        Assert.Equal((ipv6, ipv6 ? "R6" : "R46a"), Judged(world.Path(endpoint, "use2-az1", OverIpv6)));
        Assert.Equal((true, "R6"), Judged(world.Path(endpoint, "use2-az1")));
    }

    [Fact]
    [Trait("Rule", "R47")]
    public void Nobody_on_the_internet_reaches_an_endpoint()
    {
        var world = new World();
        var endpoint = Endpoint(world, IpAddressType.Dualstack, SubnetKind.Dualstack);

        Assert.Equal((false, "R47"), Judged(world.Path(endpoint, "use2-az1", OverIpv6 with { Source = FlowSource.Internet })));
        Assert.Equal((false, "R5"), Judged(world.Path(endpoint, "use2-az1", new Flow(FlowSource.Internet))));
    }

    [Theory]
    [Trait("Rule", "R41")]
    [Trait("Rule", "R41a")]
    [InlineData(1500, null, true)]
    [InlineData(1501, null, false)]
    [InlineData(2000, 9001, true)]
    [InlineData(9002, 9001, false)]
    [InlineData(null, null, true)]
    public void Fragments_are_lost_across_regions_only_and_the_senders_mtu_makes_them(int? bytes, int? mtu, bool across)
    {
        var world = new World();
        var service = world.Service(Ohio, ["use2-az1", "use2-az2"], supported: [Ireland]);
        var (near, far) = (world.AvailableEndpoint(service, Ohio, "use2-az1"), world.AvailableEndpoint(service, Ireland, "euw1-az1"));
        var datagram = new Flow(Protocol: FlowProtocol.Udp, DatagramBytes: bytes, SenderMtu: mtu);

        Assert.Equal((across, across ? "R6" : "R41"), Judged(world.Path(far, "euw1-az1", datagram)));
        Assert.Equal((true, "R6"), Judged(world.Path(near, "use2-az1", datagram)));
        Assert.True(world.Path(far, "euw1-az1", datagram with { Protocol = FlowProtocol.Tcp }).Reachable);
    }

    [Theory]
    [Trait("Rule", "§3.2/disabled")]
    [InlineData(true, Provider)]
    [InlineData(true, Consumer)]
    [InlineData(false, Provider)]
    [InlineData(false, Consumer)]
    public void Opting_out_of_a_region_on_the_way_stops_cross_region_traffic_where_the_setting_says_so(bool breaks, string account)
    {
        var world = new World(new Settings { RegionDisableBreaksCrossRegion = breaks });
        world.DeclareAccount(Milan, Provider, optedIn: true);
        world.DeclareAccount(Milan, Consumer, optedIn: true);
        var hosted = world.Service(Milan, ["eus1-az1", "eus1-az2"], supported: [Ireland]);
        var reached = world.Service(Ohio, ["use2-az1", "use2-az2"], supported: [Milan]);
        var (outward, inward) = (world.AvailableEndpoint(hosted, Ireland, "euw1-az1"), world.AvailableEndpoint(reached, Milan, "eus1-az1"));
        var within = world.AvailableEndpoint(hosted, Milan, "eus1-az1");

        world.Disable(Milan, account).IsAccepted();

        (bool, string) expected = breaks ? (false, "§3.2/disabled") : (true, "R6");
        Assert.Equal(expected, Judged(world.Path(outward, "euw1-az1")));
        Assert.Equal(expected, Judged(world.Path(inward, "eus1-az1")));
        Assert.True(world.Path(within, "eus1-az1").Reachable);
    }

    [Theory]
    [Trait("Rule", "R40a")]
    [InlineData(LateBar.Break, false)]
    [InlineData(LateBar.Ignore, true)]
    public void A_custom_idle_timeout_set_later_breaks_cross_region_paths_where_the_setting_says_so(LateBar setting, bool reachable)
    {
        var world = new World(new Settings { IdleTimeoutAfterCrossRegion = setting });
        var arn = world.LoadBalancer(Ohio, "use2-az1", "use2-az2");
        var service = world.CreateService(Ohio, [arn], supported: [Ireland]).Gives<EndpointServiceReply.ServiceCreated>().ServiceId;
        world.Allow(service, "*").IsAccepted();
        var (near, far) = (world.AvailableEndpoint(service, Ohio, "use2-az1"), world.AvailableEndpoint(service, Ireland, "euw1-az1"));
        var listener = world.Send(World.LoadBalancerOf(arn), new LoadBalancerCommand.CreateListener(ListenerProtocol.Tcp, 443), In(Ohio, Provider))
            .Gives<LoadBalancerReply.ListenerCreated>().ListenerArn;

        world.Send(World.LoadBalancerOf(arn), new LoadBalancerCommand.ModifyListenerAttributes(listener, 600), In(Ohio, Provider)).IsAccepted();

        Assert.Equal((reachable, reachable ? "R6" : "R40a"), Judged(world.Path(far, "euw1-az1")));
        Assert.True(world.Path(near, "use2-az1").Reachable);
    }

    [Theory]
    [Trait("Rule", "R39")]
    [Trait("Rule", "R39b")]
    [InlineData(LateBar.Break, true, false)]
    [InlineData(LateBar.Break, false, true)]
    [InlineData(LateBar.Ignore, true, true)]
    public void A_marketplace_name_given_later_breaks_cross_region_paths_where_the_settings_say_so(LateBar setting, bool bars, bool reachable)
    {
        var world = new World(new Settings { MarketplaceNameAfterCrossRegion = setting, MarketplaceNameBarsCrossRegion = bars });
        var service = world.Service(Ohio, ["use2-az1", "use2-az2"], supported: [Ireland]);
        var (near, far) = (world.AvailableEndpoint(service, Ohio, "use2-az1"), world.AvailableEndpoint(service, Ireland, "euw1-az1"));

        world.Send(World.ServiceOf(service), new EndpointServiceCommand.DeclareMarketplaceListing("payments.example.com")).IsAccepted();

        Assert.Equal((reachable, reachable ? "R6" : "R39"), Judged(world.Path(far, "euw1-az1")));
        Assert.True(world.Path(near, "use2-az1").Reachable);
    }

    [Theory]
    [Trait("Rule", "R50b")]
    [InlineData(LateBar.Break, false)]
    [InlineData(LateBar.Ignore, true)]
    public void A_load_balancer_turned_to_ipv4_breaks_ipv6_flows_where_the_setting_says_so(LateBar setting, bool reachable)
    {
        var world = new World(new Settings { Ipv4LoadBalancerAfterIpv6 = setting });
        var endpoint = Endpoint(world, IpAddressType.Dualstack, SubnetKind.Dualstack);
        var arn = world.State(world.Endpoint(endpoint).ServiceId).LoadBalancerArns.Single();

        world.Send(World.LoadBalancerOf(arn), new LoadBalancerCommand.SetIpAddressType(IpAddressType.Ipv4), In(Ohio, Provider)).IsAccepted();

        Assert.Equal((reachable, reachable ? "R6" : "R50b"), Judged(world.Path(endpoint, "use2-az1", OverIpv6)));
        Assert.True(world.Path(endpoint, "use2-az1", new Flow()).Reachable);
    }

    [Theory]
    [Trait("Rule", "R52")]
    [InlineData(true, false, false)]
    [InlineData(true, true, true)]
    [InlineData(false, false, true)]
    public void With_proxy_protocol_an_ipv6_flow_needs_a_target_that_reads_ipv6_addresses(bool proxyProtocol, bool parses, bool reachable)
    {
        var world = new World();
        var endpoint = Endpoint(world, IpAddressType.Dualstack, SubnetKind.Dualstack);
        var arn = world.State(world.Endpoint(endpoint).ServiceId).LoadBalancerArns.Single();
        world.Send(World.LoadBalancerOf(arn), new LoadBalancerCommand.ModifyTargetGroupAttributes(proxyProtocol, TargetGroupChange.None), In(Ohio, Provider)).IsAccepted();
        world.Send(World.LoadBalancerOf(arn), new LoadBalancerCommand.DeregisterTargets(["i-use2-az1"]), In(Ohio, Provider)).IsAccepted();
        world.Send(World.LoadBalancerOf(arn), new LoadBalancerCommand.RegisterTargets([new Target("i-1", "use2-az1", parses)]), In(Ohio, Provider)).IsAccepted();

        Assert.Equal((reachable, reachable ? "R6" : "R52"), Judged(world.Path(endpoint, "use2-az1", OverIpv6)));
        Assert.True(world.Path(endpoint, "use2-az1", new Flow()).Reachable);
    }

    private static string Endpoint(World world, IpAddressType type, SubnetKind kind) =>
        world.Available(world.Wanted(world.DualstackService(Ohio, ["use2-az1"]), Ohio, world.LayKind(Ohio, kind, "use2-az1"), type), Ohio);

    private static (bool Reachable, string Rule) Judged(PathVerdict verdict) => (verdict.Reachable, RuleBook.Of(verdict.Rule).Id);
}
