using static PrivateLinkSim.Domain.Tests.Accounts;
using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

public sealed class ServiceCreationSpec
{
    private static readonly EntityId ProviderAccount = new(EntityKind.ServiceProvider, Provider);

    private readonly World _world = new();

    [Fact]
    [Trait("Rule", "R1")]
    public void A_service_has_an_id_a_name_and_an_owner()
    {
        var made = _world.CreateService(Ohio, [_world.LoadBalancer(Ohio, "use2-az1", "use2-az2")]).Gives<EndpointServiceReply.ServiceCreated>();

        Assert.Matches("^vpce-svc-0[0-9a-f]{16}$", made.ServiceId);
        Assert.Equal($"com.amazonaws.vpce.us-east-2.{made.ServiceId}", made.ServiceName);
        var state = _world.State(made.ServiceId);
        Assert.Equal((Provider, Ohio, ServiceStatus.Available), (state.Account, state.Region, state.Status));
    }

    [Fact]
    [Trait("Rule", "R1")]
    public void Two_services_of_an_account_have_different_ids()
    {
        var (first, second) = (_world.Service(Ohio, ["use2-az1"]), _world.Service(Ohio, ["use2-az1"]));

        Assert.NotEqual(first, second);
        Assert.Equivalent(new[] { first, second }, _world.Find<ServiceProviderState>(ProviderAccount)!.Services.Keys);
    }

    [Fact]
    [Trait("Rule", "R2")]
    public void A_service_without_a_load_balancer_is_refused()
    {
        var message = _world.CreateService(Ohio, []).IsRefused("R2", "InvalidParameter");

        Assert.Equal("exactly one of network_load_balancer_arn or gateway_load_balancer_arn is a required member", message);
        Assert.Empty(_world.Log);
    }

    [Fact]
    [Trait("Rule", "R3")]
    public void A_load_balancer_is_bound_to_the_service_that_names_it()
    {
        var arn = _world.LoadBalancer(Ohio, "use2-az1", "use2-az2");

        var service = _world.CreateService(Ohio, [arn]).Gives<EndpointServiceReply.ServiceCreated>().ServiceId;

        Assert.Equal(service, _world.LoadBalancer(arn).ServiceId);
        Assert.Equal(["use2-az1", "use2-az2"], _world.State(service).Zones.Keys);
    }

    [Fact]
    [Trait("Rule", "R3a")]
    public void A_load_balancer_that_is_named_twice_is_bound_once()
    {
        var (arn, other) = (_world.LoadBalancer(Ohio, "use2-az1"), _world.LoadBalancer(Ohio, "use2-az2"));

        var service = _world.CreateService(Ohio, [arn, other, arn]).Gives<EndpointServiceReply.ServiceCreated>().ServiceId;

        Assert.Equal([arn, other], _world.Happened<EndpointServiceEvent.LoadBalancerBound>().Select(each => each.LoadBalancerArn));
        Assert.Equal<IEnumerable<string>>([arn, other], _world.State(service).LoadBalancerArns);
        _world.CheckThatHistoriesFoldToTheStates();
    }

    [Theory]
    [Trait("Rule", "R3")]
    [InlineData("front")]
    [InlineData("arn:aws:elasticloadbalancing:us-east-2:111122223333:loadbalancer/app/front/0123456789abcdef")]
    [InlineData("arn:aws:elasticloadbalancing:us-east-2:1111:loadbalancer/net/front/0123456789abcdef")]
    public void A_malformed_load_balancer_arn_is_refused(string arn) =>
        _world.CreateService(Ohio, [arn]).IsRefused("R3", "InvalidNetworkLoadBalancerArn.Malformed");

    [Fact]
    [Trait("Rule", "R3")]
    public void A_load_balancer_that_does_not_exist_is_refused_and_no_service_stays_behind()
    {
        var arn = LoadBalancerArn.Make(Ohio, Provider, "nowhere", "0123456789abcdef");

        var outcome = _world.CreateService(Ohio, [arn]);

        outcome.IsRefused("R3", "InvalidNetworkLoadBalancerArn.NotFound");
        Assert.Equal(World.LoadBalancerOf(arn), outcome.RefusedBy());
        Assert.Empty(_world.Find<ServiceProviderState>(ProviderAccount)!.Services);
        var refused = Assert.Single(_world.Happened<EndpointServiceEvent.CreationRefused>());
        Assert.Equal(("R3", World.LoadBalancerOf(arn)), (refused.Rejection.Rule, refused.By));
        Assert.False(_world.State(_world.Happened<ServiceProviderEvent.ServiceRequested>().Single().ServiceId).Exists);
    }

    [Fact]
    [Trait("Rule", "R3")]
    public void A_load_balancer_of_another_account_or_region_does_not_exist_for_the_caller()
    {
        var arn = _world.LoadBalancer(Ohio, "use2-az1");

        _world.CreateService(Ohio, [arn], account: Stranger).IsRefused("R3", "InvalidNetworkLoadBalancerArn.NotFound");
        _world.CreateService(Ireland, [arn]).IsRefused("R3", "InvalidNetworkLoadBalancerArn.NotFound");
    }

    [Fact]
    [Trait("Rule", "R3a")]
    public void A_load_balancer_serves_one_service_only()
    {
        var arn = _world.LoadBalancer(Ohio, "use2-az1");
        var service = _world.CreateService(Ohio, [arn]).Gives<EndpointServiceReply.ServiceCreated>().ServiceId;

        var message = _world.CreateService(Ohio, [arn]).IsRefused("R3a", "InvalidParameter");

        Assert.Equal("LBs are already associated with another VPC Endpoint Service Configuration", message);
        Assert.Equal(service, _world.LoadBalancer(arn).ServiceId);
    }

    [Fact]
    [Trait("Rule", "R3a")]
    public void When_the_second_load_balancer_refuses_the_first_is_free_again()
    {
        var (free, taken) = (_world.LoadBalancer(Ohio, "use2-az1"), _world.LoadBalancer(Ohio, "use2-az2"));
        var owner = _world.CreateService(Ohio, [taken]).Gives<EndpointServiceReply.ServiceCreated>().ServiceId;

        _world.CreateService(Ohio, [free, taken]).IsRefused("R3a", "InvalidParameter");

        Assert.Null(_world.LoadBalancer(free).ServiceId);
        Assert.Equal(owner, _world.LoadBalancer(taken).ServiceId);
        _world.CreateService(Ohio, [free]).IsAccepted();
        _world.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "R3a")]
    public void A_service_with_several_load_balancers_is_in_the_zones_of_all()
    {
        var service = _world.CreateService(Ohio, [_world.LoadBalancer(Ohio, "use2-az1"), _world.LoadBalancer(Ohio, "use2-az1", "use2-az3")])
            .Gives<EndpointServiceReply.ServiceCreated>().ServiceId;

        Assert.Equal(["use2-az1", "use2-az3"], _world.State(service).Zones.Keys);
    }

    [Fact]
    [Trait("Rule", "R7")]
    public void A_service_in_one_zone_is_made_and_two_zones_are_recommended()
    {
        Assert.Equal(["R7"], _world.CreateService(Ohio, [_world.LoadBalancer(Ohio, "use2-az1")]).Recommends());
        Assert.Empty(_world.CreateService(Ohio, [_world.LoadBalancer(Ohio, "use2-az1", "use2-az2")]).Recommends());
    }

    [Fact]
    [Trait("Rule", "R18")]
    public void A_service_is_created_with_its_supported_regions_and_says_so()
    {
        var made = _world.CreateService(Ohio, [_world.LoadBalancer(Ohio, "use2-az1", "use2-az2")], supported: [Ireland, Ohio, Ireland])
            .Gives<EndpointServiceReply.ServiceCreated>();

        Assert.Equal<IEnumerable<string>>([Ireland, Ohio], made.SupportedRegions);
        Assert.Equal([Ireland, Ohio], _world.State(made.ServiceId).SupportedRegions.Keys);
        Assert.True(_world.State(made.ServiceId).HasRemoteAccess);
    }

    [Fact]
    [Trait("Rule", "R28")]
    public void The_host_region_is_supported_without_being_named()
    {
        var made = _world.CreateService(Ohio, [_world.LoadBalancer(Ohio, "use2-az1", "use2-az2")]).Gives<EndpointServiceReply.ServiceCreated>();

        Assert.Equal<IEnumerable<string>>([Ohio], made.SupportedRegions);
        Assert.Equal(SupportedRegionStatus.Available, _world.State(made.ServiceId).SupportedRegions[Ohio].Status);
        Assert.False(_world.State(made.ServiceId).HasRemoteAccess);
    }

    [Fact]
    [Trait("Rule", "R30")]
    public void Services_in_two_regions_are_independent_of_each_other()
    {
        var ohio = _world.Service(Ohio, ["use2-az1", "use2-az2"], supported: [Ireland]);
        var ireland = _world.Service(Ireland, ["euw1-az1", "euw1-az2"], supported: [Ohio]);

        _world.RemoveRegions(ohio, Ireland).IsAccepted();

        Assert.NotEqual(ohio, ireland);
        Assert.Equal([Ohio], _world.State(ohio).SupportedRegions.Keys);
        Assert.Equal([Ireland, Ohio], _world.State(ireland).SupportedRegions.Keys);
        _world.Connect(ireland, Ohio, ["use2-az1"]).IsAccepted();
    }

    [Fact]
    [Trait("Rule", "§2.1")]
    public void A_service_whose_creation_takes_time_is_pending_and_does_not_exist_for_consumers_until_then()
    {
        var world = new World(new Settings { ServiceCreation = TimeSpan.FromMinutes(2) });
        var service = world.Service(Ohio, ["use2-az1", "use2-az2"], supported: [Ireland]);
        Assert.Equal(ServiceStatus.Pending, world.State(service).Status);
        world.Connect(service, Ohio, ["use2-az1"]).IsRefused("§2.1/name", "InvalidServiceName");

        world.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(ServiceStatus.Available, world.State(service).Status);
        world.Connect(service, Ohio, ["use2-az1"]).IsAccepted();
    }

    [Fact]
    [Trait("Rule", "§nlb")]
    public void A_load_balancer_needs_a_subnet_a_free_name_and_one_subnet_for_each_zone()
    {
        var network = _world.Lay(Ohio, Provider, "use2-az1", "use2-az1", "use2-az2");
        _world.CreateLoadBalancer(Ohio, Provider, "front", network.VpcId).IsRefused("§nlb", "ValidationError");
        _world.CreateLoadBalancer(Ohio, Provider, "front", network.VpcId, network.SubnetIds[0], network.SubnetIds[1])
            .IsRefused("§nlb", "InvalidConfigurationRequest");

        _world.CreateLoadBalancer(Ohio, Provider, "front", network.VpcId, network.SubnetIds[0]).IsAccepted();

        _world.CreateLoadBalancer(Ohio, Provider, "front", network.VpcId, network.SubnetIds[2])
            .IsRefused("§nlb", "DuplicateLoadBalancerName");
    }

    /// <summary>CreateLoadBalancer: "If you attempt to create multiple load balancers with the same settings, each call succeeds."</summary>
    [Fact]
    [Trait("Rule", "§nlb")]
    public void A_load_balancer_that_is_asked_for_again_with_the_same_settings_is_the_one_that_is_there()
    {
        var network = _world.Lay(Ohio, Provider, "use2-az1", "use2-az2");
        var wanted = new NewLoadBalancer { Name = "front", VpcId = network.VpcId, SubnetIds = network.SubnetIds, InternetFacing = true, Tags = Tags.None.Add("team", "net") };
        var arn = Made(Create(wanted));
        _world.Send(World.LoadBalancerOf(arn), new LoadBalancerCommand.ModifyAttributes(CrossZone: true), Accounts.In(Ohio, Provider)).IsAccepted();

        Assert.Equal(arn, Made(Create(wanted)));
        Assert.Equal(arn, Made(Create(wanted with { SubnetIds = [network.SubnetIds[1], network.SubnetIds[0]] })));
        Assert.Single(_world.Happened<LoadBalancerEvent.CreationRequested>());
        foreach (var other in (NewLoadBalancer[])
            [wanted with { SubnetIds = [network.SubnetIds[0]] }, wanted with { InternetFacing = null }, wanted with { Tags = null }, wanted with { IpAddressType = IpAddressType.Dualstack }, wanted with { SecurityGroupIds = ["sg-1"] }])
        {
            Create(other).IsRefused("§nlb", "DuplicateLoadBalancerName");
        }

        _world.Send(World.LoadBalancerOf(arn), new LoadBalancerCommand.Delete(), Accounts.In(Ohio, Provider)).IsAccepted();
        Assert.NotEqual(arn, Made(Create(wanted)));

        Outcome Create(NewLoadBalancer asked) =>
            _world.Send(new EntityId(EntityKind.ServiceProvider, Provider), new ServiceProviderCommand.CreateLoadBalancer(asked), Accounts.In(Ohio, Provider));

        string Made(Outcome outcome) => outcome.Gives<LoadBalancerReply.LoadBalancerCreated>().LoadBalancerArn;
    }

    [Fact]
    [Trait("Rule", "§nlb")]
    public void The_name_of_a_deleted_load_balancer_is_free_and_so_are_its_addresses()
    {
        var network = _world.Lay(Ohio, Provider, "use2-az1");
        var free = _world.FreeAddresses(network);
        var arn = _world.CreateLoadBalancer(Ohio, Provider, "front", network.VpcId, network.SubnetIds[0])
            .Gives<LoadBalancerReply.LoadBalancerCreated>().LoadBalancerArn;
        Assert.Equal(free - 1, _world.FreeAddresses(network));

        _world.Send(World.LoadBalancerOf(arn), new LoadBalancerCommand.Delete(), In(Ohio, Provider)).IsAccepted();

        Assert.Equal(free, _world.FreeAddresses(network));
        _world.CreateLoadBalancer(Ohio, Provider, "front", network.VpcId, network.SubnetIds[0]).IsAccepted();
    }

    [Fact]
    [Trait("Rule", "§2.1/lb")]
    public void A_load_balancer_can_be_deleted_only_after_its_service()
    {
        var arn = _world.LoadBalancer(Ohio, "use2-az1");
        var service = _world.CreateService(Ohio, [arn]).Gives<EndpointServiceReply.ServiceCreated>().ServiceId;
        var message = _world.Send(World.LoadBalancerOf(arn), new LoadBalancerCommand.Delete(), In(Ohio, Provider)).IsRefused("§2.1/lb", "ResourceInUse");
        Assert.Equal($"Load balancer '{arn}' cannot be deleted because it is currently associated with another service", message);

        _world.DeleteService(service).IsAccepted();

        _world.Send(World.LoadBalancerOf(arn), new LoadBalancerCommand.Delete(), In(Ohio, Provider)).IsAccepted();
    }

    [Fact]
    [Trait("Rule", "R3")]
    public void A_load_balancer_of_another_account_is_not_found() =>
        _world.Send(World.LoadBalancerOf(_world.LoadBalancer(Ohio, "use2-az1")), new LoadBalancerCommand.ModifyAttributes(CrossZone: true), In(Ohio, Stranger))
            .IsRefused("R3", "LoadBalancerNotFound");
}
