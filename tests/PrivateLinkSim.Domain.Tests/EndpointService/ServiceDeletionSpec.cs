using static PrivateLinkSim.Domain.Tests.Accounts;
using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

public sealed class ServiceDeletionSpec
{
    private readonly World _world = new();

    [Fact]
    [Trait("Rule", "§2.1")]
    public void A_deleted_service_is_gone_for_everybody_and_its_load_balancers_are_free()
    {
        var arn = _world.LoadBalancer(Ohio, "use2-az1");
        var service = _world.CreateService(Ohio, [arn]).Gives<EndpointServiceReply.ServiceCreated>().ServiceId;
        _world.Allow(service, "*").IsAccepted();

        _world.DeleteService(service).IsAccepted();

        Assert.Equal(ServiceStatus.Deleted, _world.State(service).Status);
        Assert.Null(_world.LoadBalancer(arn).ServiceId);
        _world.Connect(service, Ohio, ["use2-az1"]).IsRefused("§2.1/name", "InvalidServiceName");
        _world.AddRegions(service, Ireland).IsRefused("§2.1/id", "InvalidVpcEndpointServiceId.NotFound");
        Assert.Equal(DnsStatus.NoSuchName, _world.Resolve(DnsNames.OfService(service, Ohio)).Status);
        _world.CreateService(Ohio, [arn]).IsAccepted();
    }

    [Theory]
    [Trait("Rule", "§2.1")]
    [InlineData(true)]
    [InlineData(false)]
    public void A_service_with_a_waiting_or_available_connection_can_not_be_deleted(bool acceptance)
    {
        var service = _world.Service(Ohio, ["use2-az1"], acceptance);
        var endpoint = _world.Endpoint(service, Ohio, "use2-az1");
        Assert.Equal("Service has existing active VPC Endpoint connections!", _world.DeleteService(service).IsRefused("§2.1", "ExistingVpcEndpointConnections"));
        _world.Advance(_world.Facts.Settings.EndpointProvisioning);
        _world.DeleteService(service).IsRefused("§2.1", "ExistingVpcEndpointConnections");

        _world.Reject(service, endpoint).IsAccepted();

        _world.DeleteService(service).IsAccepted();
    }

    [Fact]
    [Trait("Rule", "§2.1")]
    public void A_rejected_endpoint_outlives_its_service_until_it_is_deleted_itself()
    {
        var service = _world.Service(Ohio, ["use2-az1"], acceptance: true);
        var endpoint = _world.Endpoint(service, Ohio, "use2-az1");
        _world.Reject(service, endpoint).IsAccepted();

        _world.DeleteService(service).IsAccepted();

        Assert.Equal(EndpointStatus.Rejected, _world.Status(endpoint));
        _world.DeleteEndpoint(endpoint).IsAccepted();
        _world.Advance(_world.Facts.Settings.EndpointDeletion);
        Assert.Equal(EndpointStatus.Deleted, _world.Status(endpoint));
        Assert.Empty(_world.State(service).Connections);
    }

    [Fact]
    [Trait("Rule", "§2.1")]
    public void Connections_that_are_being_deleted_do_not_hold_a_service()
    {
        var service = _world.Service(Ohio, ["use2-az1"]);
        var endpoint = _world.AvailableEndpoint(service, Ohio, "use2-az1");
        _world.DeleteEndpoint(endpoint).IsAccepted();

        _world.DeleteService(service).IsAccepted();

        _world.Advance(_world.Facts.Settings.EndpointDeletion);
        Assert.Equal(EndpointStatus.Deleted, _world.Status(endpoint));
    }

    [Fact]
    [Trait("Rule", "§2.1/id")]
    public void Deleting_a_service_that_is_not_there_has_a_code_of_its_own()
    {
        var service = _world.Service(Ohio, ["use2-az1"]);
        _world.Send(World.ServiceOf(service), new EndpointServiceCommand.Delete(), In(Ohio, Stranger))
            .IsRefused("§2.1/id", "InvalidVpcEndpointService.NotFound");
        _world.DeleteService(service).IsAccepted();

        var message = _world.DeleteService(service).IsRefused("§2.1/id", "InvalidVpcEndpointService.NotFound");

        Assert.Equal($"The VpcEndpointService Id '{service}' does not exist", message);
    }

    [Fact]
    [Trait("Rule", "§2.1")]
    public void A_deleted_service_does_not_follow_the_health_of_zones_any_more()
    {
        var service = _world.Service(Ohio, ["use2-az1", "use2-az2"]);
        _world.Impair(Ohio, "use2-az1").IsAccepted();
        _world.DeleteService(service).IsAccepted();
        var events = _world.Log.Count(line => line.Entity == World.ServiceOf(service));

        _world.Advance(TimeSpan.FromHours(1));
        _world.Repair(Ohio, "use2-az1").IsAccepted();
        _world.Advance(TimeSpan.FromHours(1));

        Assert.Equal(events, _world.Log.Count(line => line.Entity == World.ServiceOf(service)));
    }
}
