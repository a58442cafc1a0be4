using static PrivateLinkSim.Domain.Tests.Accounts;
using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

public sealed class EndpointStatusSpec
{
    private readonly World _world = new();

    [Fact]
    [Trait("Rule", "§2.2")]
    public void Without_acceptance_an_endpoint_is_pending_and_then_available()
    {
        var service = _world.Service(Ohio, ["use2-az1"]);
        var endpoint = _world.Endpoint(service, Ohio, "use2-az1");
        Assert.Equal((EndpointStatus.Pending, EndpointStatus.Pending), (_world.Status(endpoint), _world.StatusAt(service, endpoint)));

        _world.Advance(_world.Facts.Settings.EndpointProvisioning - TimeSpan.FromMilliseconds(1));
        Assert.Equal(EndpointStatus.Pending, _world.Status(endpoint));
        _world.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal((EndpointStatus.Available, EndpointStatus.Available), (_world.Status(endpoint), _world.StatusAt(service, endpoint)));
        _world.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "§2.2")]
    public void With_acceptance_an_endpoint_waits_and_expires_when_nobody_accepts()
    {
        var service = _world.Service(Ohio, ["use2-az1"], acceptance: true);
        var endpoint = _world.Endpoint(service, Ohio, "use2-az1");
        _world.Advance(_world.Facts.Settings.ConnectionRequestExpiry - TimeSpan.FromMilliseconds(1));
        Assert.Equal(EndpointStatus.PendingAcceptance, _world.Status(endpoint));

        _world.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal((EndpointStatus.Expired, EndpointStatus.Expired), (_world.Status(endpoint), _world.StatusAt(service, endpoint)));
        _world.Accept(service, endpoint).IsRefused("§2.3", "InvalidState");
        _world.DeleteService(service).IsAccepted();
    }

    [Fact]
    [Trait("Rule", "§2.2")]
    public void An_endpoint_whose_zones_all_pass_no_traffic_fails_instead_of_becoming_available()
    {
        var service = _world.Service(Ohio, ["use2-az1", "use2-az2"]);
        var (lost, other) = (_world.Endpoint(service, Ohio, "use2-az1"), _world.Endpoint(service, Ohio, "use2-az1", "use2-az2"));
        _world.Impair(Ohio, "use2-az1").IsAccepted();

        _world.Advance(_world.Facts.Settings.EndpointProvisioning);

        Assert.Equal((EndpointStatus.Failed, EndpointStatus.Failed), (_world.Status(lost), _world.StatusAt(service, lost)));
        Assert.Equal(EndpointStatus.Available, _world.Status(other));
        Assert.Equal("None of the endpoint's zones passes traffic.", _world.Happened<InterfaceEndpointEvent.Failed>().Single().Reason);
        _world.DeleteEndpoint(lost).IsAccepted();
    }

    [Theory]
    [Trait("Rule", "§2.2")]
    [InlineData(EndpointStatus.PendingAcceptance)]
    [InlineData(EndpointStatus.Pending)]
    [InlineData(EndpointStatus.Available)]
    [InlineData(EndpointStatus.Rejected)]
    [InlineData(EndpointStatus.Expired)]
    [InlineData(EndpointStatus.Failed)]
    public void An_endpoint_can_be_deleted_in_every_status_and_gives_everything_back(EndpointStatus status)
    {
        var service = _world.Service(Ohio, ["use2-az1"], acceptance: true);
        var network = _world.Lay(Ohio, Consumer, "use2-az1");
        var free = _world.FreeAddresses(network);
        var endpoint = _world.CreateEndpoint(network, Ohio, ServiceName.Make(Ohio, service), null)
            .Gives<InterfaceEndpointReply.VpcEndpointCreated>().VpcEndpointId;
        Bring(service, endpoint, status);
        Assert.Equal((status, status), (_world.Status(endpoint), _world.StatusAt(service, endpoint)));

        _world.DeleteEndpoint(endpoint).IsAccepted();

        Assert.Equal((EndpointStatus.Deleting, EndpointStatus.Deleting), (_world.Status(endpoint), _world.StatusAt(service, endpoint)));
        Assert.Equal(free - 1, _world.FreeAddresses(network));
        _world.Advance(_world.Facts.Settings.EndpointDeletion);
        Assert.Equal(EndpointStatus.Deleted, _world.Status(endpoint));
        Assert.Equal(free, _world.FreeAddresses(network));
        Assert.Empty(_world.State(service).Connections);
        Assert.Empty(_world.Find<ServiceConsumerState>(new EntityId(EntityKind.ServiceConsumer, Consumer))!.VpcEndpoints);
        _world.Advance(TimeSpan.FromDays(30));
        Assert.Equal(EndpointStatus.Deleted, _world.Status(endpoint));
        _world.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "§2.2/id")]
    public void An_endpoint_is_deleted_by_its_owner_in_its_region_only()
    {
        var endpoint = _world.Endpoint(_world.Service(Ohio, ["use2-az1"]), Ohio, "use2-az1");

        _world.Send(World.EndpointOf(endpoint), new InterfaceEndpointCommand.Delete(), In(Ohio, Stranger)).IsRefused("§2.2/id", "InvalidVpcEndpointId.NotFound");
        var message = _world.Send(World.EndpointOf(endpoint), new InterfaceEndpointCommand.Delete(), In(Ireland, Consumer))
            .IsRefused("§2.2/id", "InvalidVpcEndpointId.NotFound");

        Assert.Equal($"The VpcEndPoint ID '{endpoint}' does not exist", message);
    }

    [Fact]
    [Trait("Rule", "§2.2")]
    [Trait("Rule", "§2.2/rejected")]
    public void A_rejected_endpoint_keeps_its_addresses_unless_the_setting_says_otherwise()
    {
        var keeping = Rejected(new Settings());
        var releasing = Rejected(new Settings { RejectedEndpointKeepsInterfaces = false });

        Assert.Equal((250, DnsStatus.Found), (keeping.Free, keeping.Answer));
        Assert.Equal((251, DnsStatus.NoSuchName), (releasing.Free, releasing.Answer));
    }

    [Fact]
    [Trait("Rule", "§2.2")]
    [Trait("Rule", "§2.2/pending")]
    public void A_waiting_endpoint_shows_its_interfaces_unless_the_setting_says_otherwise()
    {
        var world = new World(new Settings { PendingEndpointHasInterfaces = false });
        var service = world.Service(Ohio, ["use2-az1"], acceptance: true);
        var endpoint = world.Endpoint(service, Ohio, "use2-az1");
        Assert.Empty(world.Endpoint(endpoint).VisibleInterfaces(world.Facts.Settings));
        Assert.Equal(DnsStatus.NoSuchName, world.Resolve(world.RegionalName(endpoint)).Status);

        world.Accept(service, endpoint).IsAccepted();

        Assert.Single(world.Endpoint(endpoint).VisibleInterfaces(world.Facts.Settings));
        Assert.Equal(DnsStatus.Found, world.Resolve(world.RegionalName(endpoint)).Status);
    }

    [Fact]
    [Trait("Rule", "§2.2")]
    public void With_no_time_in_between_an_endpoint_is_available_and_gone_at_once()
    {
        var world = new World(new Settings { EndpointProvisioning = TimeSpan.Zero, EndpointDeletion = TimeSpan.Zero });
        var service = world.Service(Ohio, ["use2-az1"]);
        var endpoint = world.Endpoint(service, Ohio, "use2-az1");
        Assert.Equal((EndpointStatus.Available, EndpointStatus.Available), (world.Status(endpoint), world.StatusAt(service, endpoint)));

        world.DeleteEndpoint(endpoint).IsAccepted();

        Assert.Equal(EndpointStatus.Deleted, world.Status(endpoint));
        Assert.Empty(world.State(service).Connections);
    }

    [Fact]
    [Trait("Rule", "§2.2")]
    public void Statuses_are_written_in_lower_camel_case() =>
        Assert.Equal(
            ["none", "requested", "pendingAcceptance", "pending", "available", "rejected", "expired", "failed", "deleting", "deleted"],
            Enum.GetValues<EndpointStatus>().Select(status => status.OnTheWire()));

    private static (long Free, DnsStatus Answer) Rejected(Settings settings)
    {
        var world = new World(settings);
        var service = world.Service(Ohio, ["use2-az1"], acceptance: true);
        var network = world.Lay(Ohio, Consumer, "use2-az1");
        var endpoint = world.CreateEndpoint(network, Ohio, ServiceName.Make(Ohio, service), null)
            .Gives<InterfaceEndpointReply.VpcEndpointCreated>().VpcEndpointId;
        var name = world.RegionalName(endpoint);
        world.Reject(service, endpoint).IsAccepted();
        return (world.FreeAddresses(network), world.Resolve(name).Status);
    }

    private void Bring(string service, string endpoint, EndpointStatus status)
    {
        switch (status)
        {
            case EndpointStatus.Rejected:
                _world.Reject(service, endpoint).IsAccepted();
                break;
            case EndpointStatus.Expired:
                _world.Advance(_world.Facts.Settings.ConnectionRequestExpiry);
                break;
            case EndpointStatus.Pending:
                _world.Accept(service, endpoint).IsAccepted();
                break;
            case EndpointStatus.Available or EndpointStatus.Failed:
                if (status == EndpointStatus.Failed)
                {
                    _world.Impair(Ohio, "use2-az1").IsAccepted();
                }

                _world.Accept(service, endpoint).IsAccepted();
                _world.Advance(_world.Facts.Settings.EndpointProvisioning);
                break;
        }
    }
}
