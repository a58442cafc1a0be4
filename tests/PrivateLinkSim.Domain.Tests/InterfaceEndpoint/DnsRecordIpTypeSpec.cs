using static PrivateLinkSim.Domain.Tests.Accounts;
using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>Which DNS record IP type goes with which IP address type (R58), on create and on modify.</summary>
public sealed class DnsRecordIpTypeSpec
{
    [Theory]
    [Trait("Rule", "R58")]
    [InlineData(IpAddressType.Ipv4, DnsRecordIpType.Ipv4, true)]
    [InlineData(IpAddressType.Ipv4, DnsRecordIpType.Ipv6, false)]
    [InlineData(IpAddressType.Ipv4, DnsRecordIpType.Dualstack, false)]
    [InlineData(IpAddressType.Ipv4, DnsRecordIpType.ServiceDefined, true)]
    [InlineData(IpAddressType.Ipv6, DnsRecordIpType.Ipv4, false)]
    [InlineData(IpAddressType.Ipv6, DnsRecordIpType.Ipv6, true)]
    [InlineData(IpAddressType.Ipv6, DnsRecordIpType.Dualstack, false)]
    [InlineData(IpAddressType.Ipv6, DnsRecordIpType.ServiceDefined, true)]
    [InlineData(IpAddressType.Dualstack, DnsRecordIpType.Ipv4, true)]
    [InlineData(IpAddressType.Dualstack, DnsRecordIpType.Ipv6, true)]
    [InlineData(IpAddressType.Dualstack, DnsRecordIpType.Dualstack, true)]
    [InlineData(IpAddressType.Dualstack, DnsRecordIpType.ServiceDefined, true)]
    public void A_new_endpoint_gets_the_pair_or_is_refused(IpAddressType type, DnsRecordIpType dns, bool allowed)
    {
        var when = Creating(type, dns, new Settings());

        Assert.Equal(allowed ? null : ("R58", "InvalidParameter"), RefusedFor(when));
    }

    [Theory]
    [Trait("Rule", "R58")]
    [Trait("Rule", "R58a")]
    [InlineData(IpAddressType.Ipv4, true)]
    [InlineData(IpAddressType.Ipv4, false)]
    [InlineData(IpAddressType.Ipv6, true)]
    [InlineData(IpAddressType.Ipv6, false)]
    [InlineData(IpAddressType.Dualstack, true)]
    [InlineData(IpAddressType.Dualstack, false)]
    public void Whether_one_family_goes_with_service_defined_is_a_setting(IpAddressType type, bool allowed)
    {
        var when = Creating(type, DnsRecordIpType.ServiceDefined, new Settings { ServiceDefinedDnsOnSingleStack = allowed });

        Assert.Equal(allowed || type == IpAddressType.Dualstack ? null : ("R58", "InvalidParameter"), RefusedFor(when));
    }

    [Theory]
    [Trait("Rule", "R58")]
    [InlineData(null, DnsRecordIpType.Ipv4)]
    [InlineData(IpAddressType.Ipv4, DnsRecordIpType.Ipv4)]
    [InlineData(IpAddressType.Ipv6, DnsRecordIpType.Ipv6)]
    [InlineData(IpAddressType.Dualstack, DnsRecordIpType.Dualstack)]
    public void What_is_left_out_is_ipv4_and_the_records_of_the_address_type(IpAddressType? type, DnsRecordIpType expected)
    {
        var requested = Assert.IsType<InterfaceEndpointEvent.CreationRequested>(Assert.Single(Creating(type, null, new Settings())));

        Assert.Equal((type ?? IpAddressType.Ipv4, expected), (requested.Endpoint.IpAddressType, requested.Endpoint.DnsRecordIpType));
    }

    [Fact]
    [Trait("Rule", "R58")]
    public void The_code_of_the_refusal_is_a_setting_and_its_text_says_what_would_go() =>
        Assert.Equal(
            new Rejection(
                "InvalidParameterCombination",
                "The DNS record IP type 'ipv6' is not compatible with the IP address type 'ipv4', which goes with: ipv4, service-defined.",
                "R58"),
            Assert.IsType<InterfaceEndpointEvent.CreationRefused>(
                Assert.Single(Creating(IpAddressType.Ipv4, DnsRecordIpType.Ipv6, new Settings { DnsRecordIpTypeCode = "InvalidParameterCombination" }))).Rejection);

    [Fact]
    [Trait("Rule", "R58")]
    public void An_endpoint_that_is_refused_by_itself_answers_and_is_forgotten()
    {
        var world = new World();
        var service = world.Service(Ohio, ["use2-az1"]);
        var network = world.Lay(Ohio, Consumer, "use2-az1");

        world.CreateEndpoint(world.Wanted(service, Ohio, network) with { DnsRecordIpType = DnsRecordIpType.Ipv6 }, Ohio)
            .IsRefused("R58", "InvalidParameter");

        Assert.Empty(world.Find<ServiceConsumerState>(new EntityId(EntityKind.ServiceConsumer, Consumer))!.VpcEndpoints);
        Assert.DoesNotContain(world.Happened<VpcEvent.AddressesReserved>(), fact => fact.Holder.Kind == EntityKind.InterfaceEndpoint);
        world.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "R58")]
    public void A_change_of_the_records_alone_is_judged_and_made_at_once()
    {
        var world = new World();
        var service = world.DualstackService(Ohio, ["use2-az1", "use2-az2"]);
        var endpoint = world.Available(
            world.Wanted(service, Ohio, world.LayKind(Ohio, SubnetKind.Dualstack, "use2-az1", "use2-az2"), IpAddressType.Dualstack), Ohio);

        world.Modify(endpoint, new VpcEndpointChange { DnsRecordIpType = DnsRecordIpType.Ipv6 }).IsAccepted();

        Assert.Equal((EndpointStatus.Available, DnsRecordIpType.Ipv6), (world.Status(endpoint), world.Endpoint(endpoint).DnsRecordIpType));
        world.Modify(endpoint, new VpcEndpointChange { IpAddressType = IpAddressType.Ipv4, DnsRecordIpType = DnsRecordIpType.Dualstack })
            .IsRefused("R58", "InvalidParameter");
    }

    [Theory]
    [Trait("Rule", "R58")]
    [Trait("Rule", "R58b")]
    [InlineData(DnsRecordIpType.Dualstack, IpAddressType.Ipv4, DnsRecordIpType.Ipv4)]
    [InlineData(DnsRecordIpType.Ipv6, IpAddressType.Ipv4, DnsRecordIpType.Ipv4)]
    [InlineData(DnsRecordIpType.Ipv4, IpAddressType.Ipv4, DnsRecordIpType.Ipv4)]
    [InlineData(DnsRecordIpType.ServiceDefined, IpAddressType.Ipv4, DnsRecordIpType.ServiceDefined)]
    public void Records_that_do_not_go_with_the_new_address_type_become_its_default(DnsRecordIpType before, IpAddressType type, DnsRecordIpType after)
    {
        var world = new World();
        var service = world.DualstackService(Ohio, ["use2-az1"]);
        var network = world.LayKind(Ohio, SubnetKind.Dualstack, "use2-az1");
        var endpoint = world.Available(world.Wanted(service, Ohio, network, IpAddressType.Dualstack) with { DnsRecordIpType = before }, Ohio);

        world.Modify(endpoint, new VpcEndpointChange { IpAddressType = type }).IsAccepted();

        Assert.Equal((type, after), (world.Endpoint(endpoint).IpAddressType, world.Endpoint(endpoint).DnsRecordIpType));
    }

    [Theory]
    [Trait("Rule", "R58b")]
    [InlineData(DnsRecordIpType.Ipv4)]
    [InlineData(DnsRecordIpType.ServiceDefined)]
    public void Records_that_go_with_the_new_address_type_stay_as_they_are(DnsRecordIpType kept)
    {
        var world = new World();
        var endpoint = world.Available(
            world.Wanted(world.DualstackService(Ohio, ["use2-az1"]), Ohio, world.LayKind(Ohio, SubnetKind.Dualstack, "use2-az1"), IpAddressType.Ipv4) with
            {
                DnsRecordIpType = kept,
            },
            Ohio);

        world.Modify(endpoint, new VpcEndpointChange { IpAddressType = IpAddressType.Dualstack }).IsAccepted();

        Assert.Equal((IpAddressType.Dualstack, kept), (world.Endpoint(endpoint).IpAddressType, world.Endpoint(endpoint).DnsRecordIpType));
    }

    private static InterfaceEndpointEvent[] Creating(IpAddressType? type, DnsRecordIpType? dns, Settings settings) =>
    [
        .. InterfaceEndpointDecider.Decide(
            InterfaceEndpointState.Initial,
            new InterfaceEndpointCommand.Create(
                Consumer, Root(Consumer), Ohio, new NewVpcEndpoint { VpcId = "vpc-0", ServiceName = ServiceName.Make(Ohio, "vpce-svc-0"), IpAddressType = type, DnsRecordIpType = dns }),
            new Context(World.EndpointOf("vpce-0"), default, 1, Requester.Outside(1), null, new Facts(settings, Table))).Events,
    ];

    private static (string Rule, string Code)? RefusedFor(InterfaceEndpointEvent[] facts) =>
        Assert.Single(facts) is InterfaceEndpointEvent.CreationRefused refused ? (refused.Rejection.Rule, refused.Rejection.Code) : null;
}
