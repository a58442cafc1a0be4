using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

public sealed class AcceptanceSpec
{
    private readonly World _world = new();

    [Fact]
    [Trait("Rule", "§2.3")]
    public void A_request_that_is_accepted_is_provisioned_and_then_available()
    {
        var (service, endpoint) = Requested(_world);
        Assert.False(_world.Path(endpoint, "use2-az1").Reachable);

        _world.Accept(service, endpoint).IsAccepted();

        Assert.Equal((EndpointStatus.Pending, EndpointStatus.Pending), (_world.Status(endpoint), _world.StatusAt(service, endpoint)));
        _world.Advance(_world.Facts.Settings.EndpointProvisioning);
        Assert.Equal((EndpointStatus.Available, EndpointStatus.Available), (_world.Status(endpoint), _world.StatusAt(service, endpoint)));
        _world.Advance(_world.Facts.Settings.ConnectionRequestExpiry);
        Assert.Equal(EndpointStatus.Available, _world.Status(endpoint));
    }

    [Fact]
    [Trait("Rule", "§2.3")]
    public void A_request_or_an_available_connection_can_be_rejected()
    {
        var (service, requested) = Requested(_world);
        _world.Reject(service, requested).IsAccepted();
        Assert.Equal((EndpointStatus.Rejected, EndpointStatus.Rejected), (_world.Status(requested), _world.StatusAt(service, requested)));

        var available = _world.Endpoint(service, Ohio, "use2-az1");
        _world.Accept(service, available).IsAccepted();
        _world.Advance(_world.Facts.Settings.EndpointProvisioning);
        _world.Reject(service, available).IsAccepted();

        Assert.Equal((EndpointStatus.Rejected, EndpointStatus.Rejected), (_world.Status(available), _world.StatusAt(service, available)));
        Assert.False(_world.Path(available, "use2-az1").Reachable);
    }

    [Fact]
    [Trait("Rule", "§2.3")]
    public void Only_a_request_can_be_accepted()
    {
        var (service, endpoint) = Requested(_world);
        _world.Accept(service, endpoint).IsAccepted();
        Assert.Equal(
            $"The connection of {endpoint} is pending and can't be accepted.", _world.Accept(service, endpoint).IsRefused("§2.3", "InvalidState"));
        _world.Advance(_world.Facts.Settings.EndpointProvisioning);
        _world.Accept(service, endpoint).IsRefused("§2.3", "InvalidState");
        _world.Reject(service, endpoint).IsAccepted();
        _world.Accept(service, endpoint).IsRefused("§2.3/rejected", "InvalidState");
        _world.DeleteEndpoint(endpoint).IsAccepted();
        _world.Accept(service, endpoint).IsRefused("§2.3", "InvalidState");
    }

    [Fact]
    [Trait("Rule", "§2.3")]
    public void A_connection_that_is_pending_rejected_or_expired_can_not_be_rejected()
    {
        var world = new World(new Settings { ConnectionStateCode = "IncorrectState" });
        var (service, endpoint) = Requested(world);
        world.Advance(world.Facts.Settings.ConnectionRequestExpiry);
        Assert.Equal(EndpointStatus.Expired, world.Status(endpoint));
        world.Reject(service, endpoint).IsRefused("§2.3", "IncorrectState");

        var pending = world.Endpoint(service, Ohio, "use2-az1");
        world.Accept(service, pending).IsAccepted();
        world.Reject(service, pending).IsRefused("§2.3", "IncorrectState");

        var rejected = world.Endpoint(service, Ohio, "use2-az1");
        world.Reject(service, rejected).IsAccepted();
        world.Reject(service, rejected).IsRefused("§2.3", "IncorrectState");
    }

    [Fact]
    [Trait("Rule", "§2.2/id")]
    public void An_endpoint_that_never_asked_this_service_is_unknown_to_it()
    {
        var (service, _) = Requested(_world);
        var other = _world.Endpoint(_world.Service(Ohio, ["use2-az1"]), Ohio, "use2-az1");

        Assert.Equal(
            "The VpcEndPoint ID 'vpce-0' does not exist", _world.Accept(service, "vpce-0").IsRefused("§2.2/id", "InvalidVpcEndpointId.NotFound"));
        _world.Accept(service, other).IsRefused("§2.2/id", "InvalidVpcEndpointId.NotFound");
        _world.Reject(service, other).IsRefused("§2.2/id", "InvalidVpcEndpointId.NotFound");
    }

    [Fact]
    [Trait("Rule", "§2.3/pending")]
    public void Turning_acceptance_off_lets_new_endpoints_in_and_leaves_waiting_ones_waiting()
    {
        var (service, waiting) = Requested(_world);

        _world.Modify(service, [], [], acceptance: false).IsAccepted();

        Assert.Equal(EndpointStatus.PendingAcceptance, _world.Status(waiting));
        Assert.Equal(EndpointStatus.Pending, _world.Status(_world.Endpoint(service, Ohio, "use2-az1")));
        _world.Accept(service, waiting).IsAccepted();
    }

    [Fact]
    [Trait("Rule", "§2.3")]
    public void Turning_acceptance_on_holds_new_endpoints_and_leaves_available_ones_alone()
    {
        var service = _world.Service(Ohio, ["use2-az1"]);
        var before = _world.AvailableEndpoint(service, Ohio, "use2-az1");

        _world.Modify(service, [], [], acceptance: true).IsAccepted();

        Assert.Equal(EndpointStatus.Available, _world.Status(before));
        Assert.Equal(EndpointStatus.PendingAcceptance, _world.Status(_world.Endpoint(service, Ohio, "use2-az1")));
    }

    [Fact]
    [Trait("Rule", "§2.3/removed")]
    public void A_request_from_a_region_that_was_removed_since_may_be_accepted()
    {
        var (service, endpoint) = RequestedFromIreland(_world);

        _world.RemoveRegions(service, Ireland).IsAccepted();

        _world.Accept(service, endpoint).IsAccepted();
    }

    [Fact]
    [Trait("Rule", "§2.3/removed")]
    public void A_request_from_a_region_that_was_removed_since_may_not_be_accepted_when_the_setting_says_so()
    {
        var world = new World(new Settings { AcceptAfterRegionRemoval = false });
        var (service, endpoint) = RequestedFromIreland(world);
        world.RemoveRegions(service, Ireland).IsAccepted();

        world.Accept(service, endpoint).IsRefused("§2.3/removed", "InvalidState");

        Assert.Equal(EndpointStatus.PendingAcceptance, world.Status(endpoint));
        world.AddRegions(service, Ireland).IsAccepted();
        world.Accept(service, endpoint).IsAccepted();
    }

    [Fact]
    [Trait("Rule", "§2.3")]
    public void The_owner_accepts_its_own_endpoint_like_any_other()
    {
        var service = _world.Service(Ohio, ["use2-az1"], acceptance: true);

        var endpoint = _world.Connect(service, Ohio, ["use2-az1"], Accounts.Provider).Gives<InterfaceEndpointReply.VpcEndpointCreated>();

        Assert.Equal(EndpointStatus.PendingAcceptance, endpoint.State);
    }

    [Theory]
    [Trait("Rule", "§2.3/rejected")]
    [InlineData(true)]
    [InlineData(false)]
    public void A_rejected_endpoint_that_gave_its_interfaces_back_is_not_accepted_after_all(bool keepsInterfaces)
    {
        var world = new World(new Settings
        {
            RejectedConnectionMayBeAccepted = true, RejectedEndpointKeepsInterfaces = keepsInterfaces, ConnectionStateCode = "IncorrectState",
        });
        var (service, endpoint) = Requested(world);
        world.Reject(service, endpoint).IsAccepted();

        var outcome = world.Accept(service, endpoint);

        if (keepsInterfaces)
        {
            outcome.IsAccepted();
            Assert.NotEmpty(world.Endpoint(endpoint).Interfaces);
        }
        else
        {
            outcome.IsRefused("§2.3/rejected", "IncorrectState");
            Assert.Equal(EndpointStatus.Rejected, world.Status(endpoint));
        }
    }

    private static (string Service, string Endpoint) Requested(World world)
    {
        var service = world.Service(Ohio, ["use2-az1", "use2-az2"], acceptance: true);
        return (service, world.Endpoint(service, Ohio, "use2-az1"));
    }

    private static (string Service, string Endpoint) RequestedFromIreland(World world)
    {
        var service = world.Service(Ohio, ["use2-az1", "use2-az2"], acceptance: true, supported: [Ireland]);
        return (service, world.Endpoint(service, Ireland, "euw1-az1"));
    }
}
