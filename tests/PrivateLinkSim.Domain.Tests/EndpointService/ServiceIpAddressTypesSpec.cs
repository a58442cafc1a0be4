using static PrivateLinkSim.Domain.Tests.Regions;
using static PrivateLinkSim.Domain.Tests.ServiceFacts;

namespace PrivateLinkSim.Domain.Tests;

public sealed class ServiceIpAddressTypesSpec
{
    private const IpAddressType Ipv4 = IpAddressType.Ipv4;
    private const IpAddressType Ipv6 = IpAddressType.Ipv6;
    private const IpAddressType Both = IpAddressType.Dualstack;

    private readonly World _world = new();

    [Theory]
    [Trait("Rule", "R42")]
    [InlineData(new IpAddressType[0], new[] { Ipv4 })]
    [InlineData(new[] { Ipv4 }, new[] { Ipv4 })]
    [InlineData(new[] { Ipv6 }, new[] { Ipv6 })]
    [InlineData(new[] { Ipv6, Ipv4, Ipv6 }, new[] { Ipv4, Ipv6 })]
    public void A_service_is_offered_over_ipv4_ipv6_or_both(IpAddressType[] asked, IpAddressType[] offered)
    {
        var waiting = Waiting(new NewEndpointService { SupportedIpAddressTypes = [.. asked] });

        waiting.When(Bound(Dualstack("use2-az1"))).Then(
            new EndpointServiceEvent.LoadBalancerBound(Front, Dualstack("use2-az1")), new EndpointServiceEvent.Created(Now));
        Assert.Equal<IEnumerable<IpAddressType>>(offered, waiting.State.SupportedIpAddressTypes);
    }

    [Fact]
    [Trait("Rule", "R42")]
    public void The_answer_to_a_creation_says_what_the_service_supports()
    {
        var made = _world.CreateService(Ohio, new NewEndpointService { NetworkLoadBalancerArns = [_world.LoadBalancer(Ohio, "use2-az1")] })
            .Gives<EndpointServiceReply.ServiceCreated>();

        Assert.Equal<IEnumerable<IpAddressType>>([Ipv4], made.SupportedIpAddressTypes);
        Assert.Equal(ServiceStatus.Pending, made.State);
    }

    [Fact]
    [Trait("Rule", "§2.1/types")]
    public void A_service_that_lists_dualstack_is_refused_before_any_load_balancer_is_asked()
    {
        var arn = _world.LoadBalancer(Ohio, "use2-az1");

        var outcome = _world.CreateService(Ohio, new NewEndpointService { NetworkLoadBalancerArns = [arn], SupportedIpAddressTypes = [Both] });

        outcome.IsRefused("§2.1/types", "InvalidParameter");
        Assert.Empty(_world.Happened<LoadBalancerEvent.Bound>());
        Assert.Empty(_world.Find<ServiceProviderState>(new EntityId(EntityKind.ServiceProvider, Accounts.Provider))!.Services);
    }

    [Fact]
    [Trait("Rule", "§2.1/types")]
    public void A_service_keeps_at_least_one_type_and_never_lists_dualstack()
    {
        var service = _world.Service(Ohio, ["use2-az1"]);

        _world.Modify(service, new EndpointServiceChange { RemoveSupportedIpAddressTypes = [Ipv4] }).IsRefused("§2.1/types", "InvalidParameter");
        _world.Modify(service, new EndpointServiceChange { AddSupportedIpAddressTypes = [Both] }).IsRefused("§2.1/types", "InvalidParameter");
        _world.Modify(service, new EndpointServiceChange { AddSupportedIpAddressTypes = [Ipv4] }).IsAccepted();
        Assert.Empty(_world.Happened<EndpointServiceEvent.IpAddressTypesSet>());
    }

    [Fact]
    [Trait("Rule", "R49")]
    public void An_ipv6_service_needs_ipv6_blocks_before_dualstack_load_balancers()
    {
        var waiting = Waiting(new NewEndpointService { SupportedIpAddressTypes = [Ipv6] });

        RefusesCreation(waiting, LoadBalancer("use2-az1"), "R49", "InvalidParameter");
        RefusesCreation(waiting, Dualstack("use2-az1") with { Ipv6Ready = false }, "R49", "InvalidParameter");
        RefusesCreation(
            waiting, LoadBalancer("use2-az1"), "R49", "InvalidIpAddressType", new Settings { IpAddressTypeCode = "InvalidIpAddressType" });
        Available(LoadBalancer("use2-az1")).When(Modify(Add6)).ThenRefused("R49", "InvalidParameter");
    }

    [Fact]
    [Trait("Rule", "R50")]
    public void All_load_balancers_of_an_ipv6_service_are_dualstack()
    {
        var ipv4InAnIpv6Vpc = LoadBalancer("use2-az1") with { Ipv6Ready = true };

        RefusesCreation(Waiting(new NewEndpointService { SupportedIpAddressTypes = [Ipv4, Ipv6] }), ipv4InAnIpv6Vpc, "R50", "InvalidParameter");
        Available(ipv4InAnIpv6Vpc).When(Modify(Add6)).ThenRefused("R50", "InvalidParameter");
        Available(Dualstack("use2-az1")).When(Modify(Add6)).Then(new EndpointServiceEvent.IpAddressTypesSet([Ipv4, Ipv6]));
    }

    [Fact]
    [Trait("Rule", "R50")]
    public void One_dualstack_load_balancer_of_two_makes_no_ipv6_service()
    {
        var ipv4InAnIpv6Vpc = LoadBalancer("use2-az2") with { Ipv6Ready = true };

        Available(Dualstack("use2-az1"), null, WithSecond(ipv4InAnIpv6Vpc)).When(Modify(Add6)).ThenRefused("R50", "InvalidParameter");
        Available(ipv4InAnIpv6Vpc, null, WithSecond(Dualstack("use2-az1"))).When(Modify(Add6)).ThenRefused("R50", "InvalidParameter");
        Assert.NotEmpty(Available(Dualstack("use2-az1"), null, WithSecond(Dualstack("use2-az2"))).Decides(Modify(Add6)));
    }

    [Fact]
    [Trait("Rule", "R49")]
    public void A_creation_that_does_not_fit_leaves_its_load_balancer_free()
    {
        var arn = _world.LoadBalancer(Ohio, "use2-az1");

        var outcome = _world.CreateService(Ohio, new NewEndpointService { NetworkLoadBalancerArns = [arn], SupportedIpAddressTypes = [Ipv6] });

        outcome.IsRefused("R49", "InvalidParameter");
        Assert.Equal(EntityKind.EndpointService, outcome.RefusedBy().Kind);
        Assert.Null(_world.LoadBalancer(arn).ServiceId);
        Assert.Empty(_world.Find<ServiceProviderState>(new EntityId(EntityKind.ServiceProvider, Accounts.Provider))!.Services);
    }

    [Fact]
    [Trait("Rule", "R50a")]
    public void A_load_balancer_that_is_added_to_an_ipv6_service_is_dualstack_too()
    {
        var added = new EndpointServiceChange { AddNetworkLoadBalancerArns = [Arn("second")] };
        var service = Available(Dualstack("use2-az1"), new NewEndpointService { SupportedIpAddressTypes = [Ipv4, Ipv6] }, Underway(added));

        var misfit = Rejected(service, Bound(LoadBalancer("use2-az2"), Arn("second")));
        Assert.Equal(("R50a", "InvalidParameter"), (misfit.Rule, misfit.Code));
        Assert.Equal("R49", Rejected(service, Bound(Dualstack("use2-az2") with { Ipv6Ready = false }, Arn("second"))).Rule);
        service.When(Bound(Dualstack("use2-az1"), Arn("second"))).Then(
            new EndpointServiceEvent.LoadBalancerBound(Arn("second"), Dualstack("use2-az1")), new EndpointServiceEvent.ModificationCompleted());
    }

    [Theory]
    [Trait("Rule", "R50b")]
    [InlineData(LateBar.Refuse, true)]
    [InlineData(LateBar.Break, false)]
    [InlineData(LateBar.Ignore, false)]
    public void A_load_balancer_of_an_ipv6_service_stays_dualstack_unless_the_setting_lets_it_change(LateBar late, bool refused)
    {
        var settings = new Settings { Ipv4LoadBalancerAfterIpv6 = late };
        var service = Available(Dualstack("use2-az1"), new NewEndpointService { SupportedIpAddressTypes = [Ipv4, Ipv6] });
        var when = service.When(new EndpointServiceCommand.ReviewLoadBalancer(Front, LoadBalancer("use2-az1")), settings: settings);

        if (refused)
        {
            when.ThenRefused("R50b", "InvalidParameter");
        }
        else
        {
            when.ThenNothingHappens();
        }

        Available(Dualstack("use2-az1")).When(new EndpointServiceCommand.ReviewLoadBalancer(Front, LoadBalancer("use2-az1"))).ThenNothingHappens();
    }

    [Theory]
    [Trait("Rule", "R53")]
    [InlineData(new[] { Ipv4 }, Ipv4, true)]
    [InlineData(new[] { Ipv4 }, Both, false)]
    [InlineData(new[] { Ipv4 }, Ipv6, false)]
    [InlineData(new[] { Ipv4, Ipv6 }, Ipv4, true)]
    [InlineData(new[] { Ipv4, Ipv6 }, Both, true)]
    [InlineData(new[] { Ipv4, Ipv6 }, Ipv6, true)]
    [InlineData(new[] { Ipv6 }, Ipv4, false)]
    [InlineData(new[] { Ipv6 }, Both, false)]
    [InlineData(new[] { Ipv6 }, Ipv6, true)]
    public void A_service_takes_endpoints_of_the_types_it_supports(IpAddressType[] supported, IpAddressType type, bool taken)
    {
        var service = Available(Dualstack("use2-az1"), new NewEndpointService { SupportedIpAddressTypes = [.. supported], AcceptanceRequired = false });
        var when = service.When(new EndpointServiceCommand.RequestConnection(Request(type)));

        if (taken)
        {
            when.Then(Connected(type));
        }
        else
        {
            Assert.Contains(type.OnTheWire(), when.ThenRefused("R53", "InvalidParameter"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [Trait("Rule", "R53")]
    [Trait("Rule", "R53a")]
    [InlineData(Ipv4)]
    [InlineData(Both)]
    [InlineData(Ipv6)]
    public void A_service_of_ipv6_alone_takes_every_type_when_the_setting_says_so(IpAddressType type) =>
        Available(Dualstack("use2-az1"), new NewEndpointService { SupportedIpAddressTypes = [Ipv6], AcceptanceRequired = false })
            .When(new EndpointServiceCommand.RequestConnection(Request(type)), settings: new Settings { Ipv6OnlyServiceTakesIpv4 = true })
            .Then(Connected(type));

    [Fact]
    [Trait("Rule", "R44")]
    public void Turning_on_dualstack_leaves_ipv4_endpoints_alone_and_lets_new_ones_choose()
    {
        var service = _world.Service(Ohio, ["use2-az1"]);
        var endpoint = _world.AvailableEndpoint(service, Ohio, "use2-az1");
        _world.Become(service, facts => facts with { IpAddressType = Both, Ipv6Ready = true });

        _world.Modify(service, Add6).IsAccepted();

        Assert.Equal((EndpointStatus.Available, Ipv4), (_world.Status(endpoint), _world.State(service).Connections[endpoint].IpAddressType));
        _world.Say(service, new EndpointServiceCommand.RequestConnection(_world.Ask(service, "vpce-1") with { IpAddressType = Ipv6 })).IsAccepted();
        _world.Say(service, new EndpointServiceCommand.RequestConnection(_world.Ask(service, "vpce-2"))).IsAccepted();
    }

    [Fact]
    [Trait("Rule", "R57")]
    public void A_connected_endpoint_gets_another_type_only_when_the_service_supports_it()
    {
        var ipv4 = Available(Dualstack("use2-az1"), null, Connected());
        var both = Available(Dualstack("use2-az1"), null, Connected(), new EndpointServiceEvent.IpAddressTypesSet([Ipv4, Ipv6]));
        var review = new EndpointServiceCommand.ReviewConnection(Request(Both));

        ipv4.When(review).ThenRefused("R53", "InvalidParameter");
        both.When(review).Then(new EndpointServiceEvent.ConnectionModified(Request().VpcEndpointId, Both, []));
    }

    [Fact]
    [Trait("Rule", "R57")]
    public void A_connected_endpoint_keeps_a_type_that_the_service_supports_no_longer() =>
        Available(Dualstack("use2-az1"), null, Connected(), new EndpointServiceEvent.IpAddressTypesSet([Ipv6]))
            .When(new EndpointServiceCommand.ReviewConnection(Request(Ipv4, Ohio, new SubnetZone("subnet-1", "use2-az1")))).ThenNothingHappens();

    [Fact]
    [Trait("Rule", "R49")]
    [Trait("Rule", "R50")]
    public void A_service_knows_of_the_ipv6_blocks_that_come_after_its_load_balancer()
    {
        var network = _world.Lay(Ohio, Accounts.Provider, "use2-az1", "use2-az2");
        var arn = _world.CreateLoadBalancer(Ohio, Accounts.Provider, "front", network.VpcId, [.. network.SubnetIds])
            .Gives<LoadBalancerReply.LoadBalancerCreated>().LoadBalancerArn;
        var service = _world.CreateService(Ohio, [arn]).Gives<EndpointServiceReply.ServiceCreated>().ServiceId;

        Associate(new VpcCommand.AssociateIpv6CidrBlock());
        Associate(new VpcCommand.AssociateSubnetCidrBlock(network.SubnetIds[0], null));
        _world.Modify(service, Add6).IsRefused("R49", "InvalidParameter");
        Associate(new VpcCommand.AssociateSubnetCidrBlock(network.SubnetIds[1], null));
        _world.Modify(service, Add6).IsRefused("R50", "InvalidParameter");

        _world.CallLoadBalancer(arn, new LoadBalancerCommand.SetIpAddressType(Both)).IsAccepted();
        _world.Modify(service, Add6).IsAccepted();
        _world.CheckThatHistoriesFoldToTheStates();

        void Associate(VpcCommand command) => _world.CallVpc(network.VpcId, command, account: Accounts.Provider).IsAccepted();
    }

    private static EndpointServiceChange Add6 => new() { AddSupportedIpAddressTypes = [Ipv6] };

    private static void RefusesCreation(
        Given<EndpointServiceDecider, EndpointServiceCommand, EndpointServiceEvent, EndpointServiceState> waiting,
        LoadBalancerFacts facts,
        string rule,
        string code,
        Settings? settings = null)
    {
        var refused = waiting.Decides(Bound(facts), settings).OfType<EndpointServiceEvent.CreationRefused>().Single().Rejection;
        Assert.Equal((rule, code), (refused.Rule, refused.Code));
    }

    private static Rejection Rejected(
        Given<EndpointServiceDecider, EndpointServiceCommand, EndpointServiceEvent, EndpointServiceState> service, EndpointServiceCommand command)
    {
        var facts = service.Decides(command);
        Assert.Equal(Arn("second"), facts.OfType<EndpointServiceEvent.LoadBalancerRemoved>().Single().LoadBalancerArn);
        return facts.OfType<EndpointServiceEvent.ModificationRefused>().Single().Rejection;
    }
}
