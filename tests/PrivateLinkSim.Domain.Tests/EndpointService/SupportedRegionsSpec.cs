using static PrivateLinkSim.Domain.Tests.Accounts;
using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

public sealed class SupportedRegionsSpec
{
    private readonly World _world = new();

    [Fact]
    [Trait("Rule", "R18")]
    public void Consumers_in_an_added_region_can_make_endpoints()
    {
        var service = Service();
        _world.Connect(service, Ireland, ["euw1-az1"]).IsRefused("R19a", "InvalidServiceName");

        _world.AddRegions(service, Ireland).IsAccepted();

        _world.Connect(service, Ireland, ["euw1-az1"]).IsAccepted();
        Assert.True(_world.State(service).HasRemoteAccess);
    }

    [Fact]
    [Trait("Rule", "R27")]
    public void A_provider_adds_an_opt_in_region_only_after_opting_in_to_it()
    {
        var service = Service();
        _world.AddRegions(service, Milan).IsRefused("R27", "OptInRequired");
        _world.Enable(Milan, Provider).IsAccepted();
        _world.AddRegions(service, Milan).IsRefused("R27", "OptInRequired");
        Assert.Equal([Ohio], _world.State(service).SupportedRegions.Keys);

        _world.Advance(_world.Facts.Settings.RegionOptInDuration);

        _world.AddRegions(service, Milan).IsAccepted();
        Assert.Equal([Milan, Ohio], _world.State(service).SupportedRegions.Keys);
    }

    [Fact]
    [Trait("Rule", "R27")]
    public void A_service_is_not_created_with_an_opt_in_region_that_its_provider_has_not_opted_in_to()
    {
        var arn = _world.LoadBalancer(Ohio, "use2-az1");

        _world.CreateService(Ohio, [arn], supported: [Milan]).IsRefused("R27", "OptInRequired");

        Assert.Null(_world.LoadBalancer(arn).ServiceId);
        _world.DeclareAccount(Milan, Provider, optedIn: true);
        _world.CreateService(Ohio, [arn], supported: [Milan]).IsAccepted();
    }

    [Fact]
    [Trait("Rule", "R27")]
    public void The_code_for_a_provider_that_has_not_opted_in_is_a_setting()
    {
        var world = new World(new Settings { ProviderNotOptedInCode = "InvalidParameter" });

        world.AddRegions(world.Service(Ohio, ["use2-az1"]), Milan).IsRefused("R27", "InvalidParameter");
    }

    [Fact]
    [Trait("Rule", "R27a")]
    public void A_default_region_is_added_without_opting_in() =>
        _world.AddRegions(Service(), Ireland, Virginia).IsAccepted();

    [Fact]
    [Trait("Rule", "§3.1/region")]
    public void A_region_that_is_removed_exists()
    {
        var service = Service(Ireland);

        _world.RemoveRegions(service, "eu-nowhere-1").IsRefused("§3.1/region", "InvalidRegion");
        _world.RemoveRegions(service, Ireland, Virginia).IsAccepted();

        Assert.Equal([Ohio], _world.State(service).SupportedRegions.Keys);
    }

    [Theory]
    [Trait("Rule", "R29")]
    [InlineData("us-east-2")]
    [InlineData("eu-west-1", "us-east-2")]
    public void The_host_region_can_not_be_removed(params string[] removed)
    {
        var service = Service(Ireland);

        var message = _world.RemoveRegions(service, removed).IsRefused("R29", "InvalidParameter");

        Assert.Equal($"Cannot remove service region us-east-2 from {service}", message);
        Assert.Equal([Ireland, Ohio], _world.State(service).SupportedRegions.Keys);
    }

    [Fact]
    [Trait("Rule", "R28")]
    public void Consumers_in_the_host_region_are_served_whatever_is_removed()
    {
        var service = Service(Ireland, Virginia);

        _world.RemoveRegions(service, Ireland, Virginia).IsAccepted();

        _world.Connect(service, Ohio, ["use2-az1"]).IsAccepted();
        Assert.Equal([Ohio], _world.State(service).SupportedRegions.Keys);
    }

    [Fact]
    [Trait("Rule", "R33")]
    public void After_a_region_is_removed_new_endpoints_from_it_are_refused_and_all_others_go_on()
    {
        var service = Service(Ireland, Virginia);

        _world.RemoveRegions(service, Ireland).IsAccepted();

        var refused = _world.Connect(service, Ireland, ["euw1-az1"]);
        Assert.Equal($"The Vpc Endpoint Service 'com.amazonaws.vpce.us-east-2.{service}' does not exist", refused.IsRefused("R33", "InvalidServiceName"));
        Assert.Equal(World.ServiceOf(service), refused.RefusedBy());
        _world.Connect(service, Ohio, ["use2-az1"]).IsAccepted();
        _world.Connect(service, Virginia, ["use1-az1"]).IsAccepted();
    }

    [Fact]
    [Trait("Rule", "R33")]
    public void A_removed_region_is_refused_as_the_service_region_too()
    {
        var service = Service(Ireland);
        var name = ServiceName.Make(Ohio, service);
        _world.RemoveRegions(service, Ireland).IsAccepted();

        _world.CreateEndpoint(_world.Lay(Ohio, Consumer, "use2-az1"), Ohio, name, Ireland).IsRefused("R33", "InvalidServiceName");
        _world.CreateEndpoint(_world.Lay(Ireland, Consumer, "euw1-az1"), Ireland, name, Ireland).IsRefused("R33", "InvalidServiceName");
    }

    [Fact]
    [Trait("Rule", "R33")]
    public void New_endpoints_are_refused_from_the_removal_on_though_its_end_takes_time()
    {
        var world = new World(new Settings { SupportedRegionRemoval = TimeSpan.FromMinutes(3), RegionNotSupportedCode = "InvalidParameter" });
        var service = world.Service(Ohio, ["use2-az1", "use2-az2"], supported: [Ireland]);

        world.RemoveRegions(service, Ireland).IsAccepted();

        Assert.Equal(SupportedRegionStatus.Deleting, world.State(service).SupportedRegions[Ireland].Status);
        world.Connect(service, Ireland, ["euw1-az1"]).IsRefused("R33", "InvalidParameter");
        world.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal([Ohio], world.State(service).SupportedRegions.Keys);
        world.Connect(service, Ireland, ["euw1-az1"]).IsRefused("R33", "InvalidParameter");
    }

    [Fact]
    [Trait("Rule", "R34")]
    public void Endpoints_from_a_removed_region_go_on_unchanged()
    {
        var service = Service(Ireland);
        var endpoint = _world.AvailableEndpoint(service, Ireland, "euw1-az1", "euw1-az2");
        var before = Json.Of(_world.Endpoint(endpoint));

        _world.RemoveRegions(service, Ireland).IsAccepted();
        _world.Advance(TimeSpan.FromDays(30));

        Assert.Equal(before, Json.Of(_world.Endpoint(endpoint)));
        Assert.Equal(EndpointStatus.Available, _world.StatusAt(service, endpoint));
        Assert.Equal(["euw1-az1", "euw1-az2"], _world.ZonesInService(endpoint));
        Assert.True(_world.Path(endpoint, "euw1-az1").Reachable);
    }

    [Fact]
    [Trait("Rule", "R34")]
    public void The_paths_of_endpoints_from_a_removed_region_still_fail_over()
    {
        var service = Service(Ireland);
        var endpoint = _world.AvailableEndpoint(service, Ireland, "euw1-az1");
        _world.RemoveRegions(service, Ireland).IsAccepted();

        _world.Impair(Ohio, _world.ProviderZone(endpoint, "euw1-az1")).IsAccepted();
        _world.Advance(_world.Facts.Settings.CrossRegionZoneFailover);

        Assert.True(_world.Path(endpoint, "euw1-az1").Reachable);
    }

    [Fact]
    [Trait("Rule", "R34a")]
    public void A_region_that_is_added_again_can_be_used_again()
    {
        var service = Service(Ireland);
        _world.RemoveRegions(service, Ireland).IsAccepted();

        _world.AddRegions(service, Ireland).IsAccepted();

        _world.Connect(service, Ireland, ["euw1-az1"]).IsAccepted();
        Assert.Empty(_world.State(service).RemovedRegions);
    }

    [Fact]
    [Trait("Rule", "R34a")]
    public void A_region_that_is_added_while_it_is_still_being_removed_stays()
    {
        var world = new World(new Settings
        {
            SupportedRegionRemoval = TimeSpan.FromMinutes(3),
            SupportedRegionActivation = TimeSpan.FromMinutes(1),
        });
        var service = world.Service(Ohio, ["use2-az1", "use2-az2"], supported: [Ireland]);
        world.Advance(TimeSpan.FromMinutes(1));
        world.RemoveRegions(service, Ireland).IsAccepted();
        world.Advance(TimeSpan.FromMinutes(1));

        world.AddRegions(service, Ireland).IsAccepted();
        world.Connect(service, Ireland, ["euw1-az1"]).IsRefused("R19a", "InvalidServiceName");
        world.Advance(TimeSpan.FromHours(1));

        Assert.Equal(SupportedRegionStatus.Available, world.State(service).SupportedRegions[Ireland].Status);
        world.Connect(service, Ireland, ["euw1-az1"]).IsAccepted();
    }

    [Fact]
    [Trait("Rule", "R34a")]
    public void A_region_that_is_removed_before_it_became_available_goes()
    {
        // The end of the removal falls on the very moment at which the adding would have ended.
        var world = new World(new Settings
        {
            SupportedRegionActivation = TimeSpan.FromSeconds(10),
            SupportedRegionRemoval = TimeSpan.FromSeconds(5),
        });
        var service = world.Service(Ohio, ["use2-az1", "use2-az2"], supported: [Ireland]);
        world.Advance(TimeSpan.FromSeconds(5));

        world.RemoveRegions(service, Ireland).IsAccepted();
        world.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal([Ohio], world.State(service).SupportedRegions.Keys);
    }

    [Fact]
    [Trait("Rule", "R34a")]
    public void A_region_that_one_call_removes_and_adds_is_supported_afterwards()
    {
        var service = Service(Ireland);

        _world.Modify(service, add: [Ireland], remove: [Ireland]).IsAccepted();

        _world.Connect(service, Ireland, ["euw1-az1"]).IsAccepted();
    }

    [Fact]
    [Trait("Rule", "§3.1/region")]
    public void A_region_that_does_not_exist_is_refused_wherever_it_is_named()
    {
        var service = Service();

        _world.AddRegions(service, "eu-west-9").IsRefused("§3.1/region", "InvalidRegion");
        _world.CreateService("eu-west-9", ["arn"]).IsRefused("§3.1/region", "InvalidRegion");
        _world.CreateEndpoint(_world.Lay(Ohio, Consumer, "use2-az1"), Ohio, ServiceName.Make(Ohio, service), "eu-west-9")
            .IsRefused("§3.1/region", "InvalidRegion");
        _world.Impair("eu-west-9", "euw9-az1").IsRefused("§3.1/region", "InvalidRegion");
        _world.RemoveRegions(service, "eu-west-9").IsRefused("§3.1/region", "InvalidRegion");
    }

    [Fact]
    [Trait("Rule", "§2.1/id")]
    public void Only_the_owner_in_the_host_region_knows_a_service_by_its_id()
    {
        var service = Service();
        var command = new EndpointServiceCommand.AcceptConnection("vpce-0");

        Assert.Equal(
            "The VpcEndpointService Id 'vpce-svc-0' does not exist",
            _world.Modify("vpce-svc-0", [Ireland], []).IsRefused("§2.1/id", "InvalidVpcEndpointServiceId.NotFound"));
        _world.Send(World.ServiceOf(service), command, In(Ohio, Stranger)).IsRefused("§2.1/id", "InvalidVpcEndpointServiceId.NotFound");
        _world.Send(World.ServiceOf(service), command, In(Ireland, Provider)).IsRefused("§2.1/id", "InvalidVpcEndpointServiceId.NotFound");
        _world.Send(
            new EntityId(EntityKind.ServiceProvider, Provider),
            new ServiceProviderCommand.ModifyVpcEndpointServiceConfiguration(service, new EndpointServiceChange { AddSupportedRegions = [Virginia] }),
            In(Ireland, Provider)).IsRefused("§2.1/id", "InvalidVpcEndpointServiceId.NotFound");
        _world.Send(
            new EntityId(EntityKind.ServiceProvider, Stranger),
            new ServiceProviderCommand.ModifyVpcEndpointServiceConfiguration(service, new EndpointServiceChange { AddSupportedRegions = [Virginia] }),
            In(Ohio, Stranger)).IsRefused("§2.1/id", "InvalidVpcEndpointServiceId.NotFound");
    }

    private string Service(params string[] supported) => _world.Service(Ohio, ["use2-az1", "use2-az2"], supported: supported);
}
