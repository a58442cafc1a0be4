using static PrivateLinkSim.Domain.Tests.Accounts;
using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

public sealed class EndpointCreationSpec
{
    private readonly World _world = new();

    [Fact]
    [Trait("Rule", "R5")]
    public void An_endpoint_has_one_interface_with_an_address_in_each_selected_subnet()
    {
        var service = _world.Service(Ohio, ["use2-az1", "use2-az2", "use2-az3"]);
        var network = _world.Lay(Ohio, Consumer, "use2-az3", "use2-az1");
        var free = _world.FreeAddresses(network);

        var made = _world.CreateEndpoint(network, Ohio, ServiceName.Make(Ohio, service), null).Gives<InterfaceEndpointReply.VpcEndpointCreated>();

        Assert.Matches("^vpce-0[0-9a-f]{16}$", made.VpcEndpointId);
        Assert.Equal((EndpointStatus.Pending, Ohio), (made.State, made.ServiceRegion));
        var interfaces = _world.Endpoint(made.VpcEndpointId).Interfaces;
        Assert.Equal(["use2-az1", "use2-az3"], interfaces.Select(each => each.ZoneId));
        Assert.Equal([network.SubnetIds[1], network.SubnetIds[0]], interfaces.Select(each => each.SubnetId));
        Assert.Equal(["10.2.1.4", "10.2.0.4"], interfaces.Select(each => each.Ipv4));
        Assert.Equal(2, interfaces.Select(each => each.NetworkInterfaceId).Distinct(StringComparer.Ordinal).Count());
        Assert.All(interfaces, each => Assert.Matches("^eni-0[0-9a-f]{16}$", each.NetworkInterfaceId));
        Assert.Equal(free - 2, _world.FreeAddresses(network));
    }

    [Fact]
    [Trait("Rule", "R5")]
    public void An_endpoint_may_have_no_subnet_at_all()
    {
        var endpoint = _world.AvailableEndpoint(_world.Service(Ohio, ["use2-az1"]), Ohio);

        Assert.Empty(_world.Endpoint(endpoint).Interfaces);
        Assert.Equal("R5", _world.Path(endpoint, "use2-az1").Rule);
    }

    [Fact]
    [Trait("Rule", "R19")]
    public void The_service_region_defaults_to_the_region_of_the_call()
    {
        var service = _world.Service(Ohio, ["use2-az1", "use2-az2"], supported: [Ireland]);
        var name = ServiceName.Make(Ohio, service);

        Assert.Equal(Ohio, Create(name, Ohio, null, "use2-az1").Gives<InterfaceEndpointReply.VpcEndpointCreated>().ServiceRegion);
        Assert.Equal(Ohio, Create(name, Ohio, Ohio, "use2-az1").Gives<InterfaceEndpointReply.VpcEndpointCreated>().ServiceRegion);
        Assert.Equal(Ohio, Create(name, Ireland, Ohio, "euw1-az1").Gives<InterfaceEndpointReply.VpcEndpointCreated>().ServiceRegion);
    }

    [Theory]
    [Trait("Rule", "§2.1/name")]
    [InlineData("com.amazonaws.us-east-2.s3")]
    [InlineData("vpce-svc-071afff70666e61e0")]
    [InlineData("com.amazonaws.vpce.us-east-2.vpce-svc-071afff70666e61e0")]
    public void A_name_that_no_service_has_is_refused(string name) =>
        Assert.Equal(
            $"The Vpc Endpoint Service '{name}' does not exist", Create(name, Ohio, null, "use2-az1").IsRefused("§2.1/name", "InvalidServiceName"));

    [Fact]
    [Trait("Rule", "R19")]
    public void The_region_in_a_service_name_and_the_service_region_must_be_the_host()
    {
        var service = _world.Service(Ohio, ["use2-az1", "use2-az2"], supported: [Ireland]);

        Create(ServiceName.Make(Ireland, service), Ohio, null, "use2-az1").IsRefused("§2.1/name", "InvalidServiceName");
        Create(ServiceName.Make(Ohio, service), Ohio, Virginia, "use2-az1").IsRefused("R19", "InvalidServiceName");
    }

    [Fact]
    [Trait("Rule", "R19a")]
    public void A_consumer_outside_the_supported_regions_is_refused()
    {
        var service = _world.Service(Ohio, ["use2-az1", "use2-az2"], supported: [Ireland]);
        var strict = new World(new Settings { RegionNotSupportedCode = "InvalidParameter" });

        _world.Connect(service, Virginia, ["use1-az1"]).IsRefused("R19a", "InvalidServiceName");

        strict.Connect(strict.Service(Ohio, ["use2-az1"]), Virginia, ["use1-az1"]).IsRefused("R19a", "InvalidParameter");
    }

    [Fact]
    [Trait("Rule", "R19a")]
    public void A_supported_region_serves_only_once_it_is_available()
    {
        var world = new World(new Settings { SupportedRegionActivation = TimeSpan.FromMinutes(4) });
        var service = world.Service(Ohio, ["use2-az1", "use2-az2"], supported: [Ireland]);
        world.Connect(service, Ireland, ["euw1-az1"]).IsRefused("R19a", "InvalidServiceName");

        world.Advance(TimeSpan.FromMinutes(4));

        world.Connect(service, Ireland, ["euw1-az1"]).IsAccepted();
    }

    [Fact]
    [Trait("Rule", "R19b")]
    public void A_service_of_another_region_that_is_named_without_its_region_does_not_exist()
    {
        var service = _world.Service(Ohio, ["use2-az1", "use2-az2"], supported: [Ireland]);
        var name = ServiceName.Make(Ohio, service);

        Assert.Equal(
            $"The Vpc Endpoint Service '{name}' does not exist", Create(name, Ireland, null, "euw1-az1").IsRefused("R19b", "InvalidServiceName"));
    }

    [Fact]
    [Trait("Rule", "R31")]
    public void A_consumer_names_an_opt_in_region_as_service_region_only_after_opting_in()
    {
        _world.DeclareAccount(Milan, Provider, optedIn: true);
        var service = _world.Service(Milan, ["eus1-az1", "eus1-az2"], supported: [Ireland]);
        var name = ServiceName.Make(Milan, service);
        Create(name, Ireland, Milan, "euw1-az1").IsRefused("R31", "OptInRequired");
        _world.Enable(Milan, Consumer).IsAccepted();
        Create(name, Ireland, Milan, "euw1-az1").IsRefused("R31", "OptInRequired");

        _world.Advance(_world.Facts.Settings.RegionOptInDuration);

        Create(name, Ireland, Milan, "euw1-az1").IsAccepted();
    }

    [Fact]
    [Trait("Rule", "R31")]
    public void The_code_for_a_consumer_that_has_not_opted_in_is_a_setting()
    {
        var world = new World(new Settings { ConsumerNotOptedInCode = "InvalidServiceName" });

        world.CreateEndpoint(world.Lay(Ireland, Consumer, "euw1-az1"), Ireland, ServiceName.Make(Milan, "vpce-svc-0"), Milan)
            .IsRefused("R31", "InvalidServiceName");
    }

    [Fact]
    [Trait("Rule", "R35")]
    public void An_endpoint_in_one_zone_is_made_and_two_zones_are_recommended()
    {
        var service = _world.Service(Ohio, ["use2-az1", "use2-az2"]);

        Assert.Equal(["R35"], _world.Connect(service, Ohio, ["use2-az1"]).Recommends());
        Assert.Empty(_world.Connect(service, Ohio, ["use2-az1", "use2-az2"]).Recommends());
        Assert.Empty(_world.Connect(service, Ohio, []).Recommends());
    }

    [Fact]
    [Trait("Rule", "R36")]
    public void Across_regions_the_zones_of_provider_and_consumer_need_not_match()
    {
        var service = _world.Service(Ohio, ["use2-az1", "use2-az2"], supported: [Ireland]);

        var endpoint = _world.AvailableEndpoint(service, Ireland, "euw1-az1", "euw1-az2", "euw1-az3");

        Assert.All(["euw1-az1", "euw1-az2", "euw1-az3"], zone => Assert.True(_world.Path(endpoint, zone).Reachable));
        Assert.Equal(
            ["use2-az1", "use2-az2"],
            _world.Endpoint(endpoint).Interfaces.Select(each => each.ProviderZoneId).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Fact]
    [Trait("Rule", "R36a")]
    public void Within_a_region_a_subnet_outside_the_zones_of_the_service_is_refused()
    {
        var service = _world.Service(Ohio, ["use2-az1", "use2-az2"]);
        var network = _world.Lay(Ohio, Consumer, "use2-az1", "use2-az3");

        var message = _world.CreateEndpoint(network, Ohio, ServiceName.Make(Ohio, service), null).IsRefused("R36a", "InvalidParameter");

        Assert.Equal(
            $"The VPC endpoint service com.amazonaws.vpce.us-east-2.{service} does not support the availability zone of the subnet: {network.SubnetIds[1]}.",
            message);
    }

    [Fact]
    [Trait("Rule", "R36a")]
    public void A_creation_that_the_service_refuses_leaves_nothing_but_the_story_of_it()
    {
        var service = _world.Service(Ohio, ["use2-az1"]);
        var network = _world.Lay(Ohio, Consumer, "use2-az1", "use2-az3");
        var free = _world.FreeAddresses(network);

        var outcome = _world.CreateEndpoint(network, Ohio, ServiceName.Make(Ohio, service), null);

        Assert.Equal(World.ServiceOf(service), outcome.RefusedBy());
        Assert.Equal(free, _world.FreeAddresses(network));
        Assert.Empty(_world.State(service).Connections);
        Assert.Empty(_world.Find<ServiceConsumerState>(new EntityId(EntityKind.ServiceConsumer, Consumer))!.VpcEndpoints);
        var id = _world.Happened<ServiceConsumerEvent.VpcEndpointRequested>().Single().VpcEndpointId;
        Assert.False(_world.Endpoint(id).Exists);
        Assert.Equal(DnsStatus.NoSuchName, _world.Resolve(_world.RegionalName(id)).Status);
        _world.Send(World.EndpointOf(id), new InterfaceEndpointCommand.Delete(), In(Ohio, Consumer)).IsRefused("§2.2/id", "InvalidVpcEndpointId.NotFound");
        var refused = Assert.Single(_world.Happened<InterfaceEndpointEvent.CreationRefused>());
        Assert.Equal(("R36a", "InvalidParameter", World.ServiceOf(service)), (refused.Rejection.Rule, refused.Rejection.Code, refused.By));
        _world.Advance(TimeSpan.FromDays(30));
        Assert.False(_world.Endpoint(id).Exists);
        _world.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "§2.11/subnet")]
    public void A_creation_that_the_vpc_refuses_never_reaches_the_service()
    {
        var service = _world.Service(Ohio, ["use2-az1"]);
        var network = _world.Lay(Ohio, Consumer, "use2-az1");
        var free = _world.FreeAddresses(network);
        var wrong = network with { SubnetIds = [network.SubnetIds[0], "subnet-0"] };

        var outcome = _world.CreateEndpoint(wrong, Ohio, ServiceName.Make(Ohio, service), null);

        Assert.Equal("The subnet ID 'subnet-0' does not exist", outcome.IsRefused("§2.11/subnet", "InvalidSubnetID.NotFound"));
        Assert.Equal(World.Vpc(network.VpcId), outcome.RefusedBy());
        Assert.Equal(free, _world.FreeAddresses(network));
        Assert.Empty(_world.Happened<EndpointServiceEvent.ConnectionRequested>());
    }

    [Fact]
    [Trait("Rule", "§vpc")]
    public void A_vpc_that_is_not_the_callers_or_not_there_is_refused()
    {
        var service = _world.Service(Ohio, ["use2-az1"]);
        var name = ServiceName.Make(Ohio, service);
        var foreign = _world.Lay(Ohio, Stranger, "use2-az1");

        _world.CreateEndpoint(foreign, Ohio, name, null).IsRefused("§vpc", "InvalidVpcID.NotFound");
        _world.CreateEndpoint(new Network("vpc-0", []), Ohio, name, null).IsRefused("§vpc", "InvalidVpcID.NotFound");
        _world.CreateEndpoint(_world.Lay(Virginia, Consumer, "use1-az1"), Ohio, name, null).IsRefused("§vpc", "InvalidVpcID.NotFound");
    }

    [Fact]
    [Trait("Rule", "§2.12")]
    public void Zones_are_matched_by_id_though_the_accounts_call_them_differently()
    {
        _world.DeclareAccount(Virginia, Provider, false, new("us-east-1a", "use1-az4"), new("us-east-1b", "use1-az6"));
        _world.DeclareAccount(Virginia, Consumer, false, new("us-east-1a", "use1-az6"), new("us-east-1c", "use1-az5"));
        var service = _world.Service(Virginia, ["use1-az6"]);

        var endpoint = _world.Endpoint(service, Virginia, "use1-az6");

        Assert.Equal(("use1-az6", "us-east-1a"), (_world.Endpoint(endpoint).Interfaces[0].ZoneId, _world.Endpoint(endpoint).Interfaces[0].ZoneName));
        _world.Connect(service, Virginia, ["use1-az5"]).IsRefused("R36a", "InvalidParameter");
    }

    [Theory]
    [Trait("Rule", "§2.12/remote")]
    [InlineData("us-east-1", "use1-az3", "use1-az1, use1-az2, use1-az4, use1-az5, use1-az6")]
    [InlineData("us-west-1", "usw1-az2", "usw1-az1, usw1-az3")]
    [InlineData("ap-northeast-1", "apne1-az3", "apne1-az1, apne1-az2, apne1-az4")]
    [InlineData("ap-northeast-2", "apne2-az2", "apne2-az1, apne2-az3")]
    [InlineData("ap-northeast-2", "apne2-az4", "apne2-az1, apne2-az3")]
    public void Five_zones_reach_no_service_of_another_region(string region, string zone, string others)
    {
        var service = _world.Service(Ohio, ["use2-az1", "use2-az2"], supported: [region]);
        var local = _world.Service(region, [zone]);

        var message = _world.Connect(service, region, [zone]).IsRefused("§2.12/remote", "InvalidParameter");

        Assert.Equal($"Only the following availability zones are supported for remote access: {others}", message);
        _world.Connect(service, region, others.Split(", ")).IsAccepted();
        _world.Connect(local, region, [zone]).IsAccepted();
    }

    [Fact]
    [Trait("Rule", "§2.12/remote")]
    public void Every_zone_of_an_endpoint_must_take_part_not_one_of_them()
    {
        var service = _world.Service(Ohio, ["use2-az1", "use2-az2"], supported: [Virginia]);

        _world.Connect(service, Virginia, ["use1-az1", "use1-az3"]).IsRefused("§2.12/remote", "InvalidParameter");
        _world.Connect(service, Virginia, ["use1-az3", "use1-az4"]).IsRefused("§2.12/remote", "InvalidParameter");
    }

    private Outcome Create(string serviceName, string region, string? serviceRegion, params string[] zoneIds) =>
        _world.CreateEndpoint(_world.Lay(region, Consumer, zoneIds), region, serviceName, serviceRegion);
}
