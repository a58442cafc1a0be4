using System.Collections.Immutable;
using static PrivateLinkSim.Domain.Tests.Accounts;
using static PrivateLinkSim.Domain.Tests.Regions;
using static PrivateLinkSim.Domain.Tests.ServiceFacts;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>Acceptance by settings, permissions, payer, tags, reviews of connections.</summary>
public sealed class ServiceUpkeepSpec
{
    private readonly World _world = new();

    [Fact]
    [Trait("Rule", "§2.1/acceptance")]
    public void A_service_requires_acceptance_unless_its_creation_says_otherwise()
    {
        var made = _world.CreateService(Ohio, new NewEndpointService { NetworkLoadBalancerArns = [_world.LoadBalancer(Ohio, "use2-az1")] })
            .Gives<EndpointServiceReply.ServiceCreated>();

        Assert.True(_world.State(made.ServiceId).AcceptanceRequired);
    }

    [Fact]
    [Trait("Rule", "§2.3/pending")]
    public void Turning_acceptance_off_accepts_what_waits_when_the_setting_says_so()
    {
        var world = new World(new Settings { AcceptanceOffAcceptsPending = true });
        var service = world.Service(Ohio, ["use2-az1"], acceptance: true);
        var notification = world.Notify(service, ConnectionEvent.Accept);
        var (waiting, rejected) = (world.Endpoint(service, Ohio, "use2-az1"), world.Endpoint(service, Ohio, "use2-az1"));
        world.Reject(service, rejected).IsAccepted();

        world.Modify(service, new EndpointServiceChange { AcceptanceRequired = false }).IsAccepted();

        Assert.Equal((EndpointStatus.Pending, EndpointStatus.Pending), (world.Status(waiting), world.StatusAt(service, waiting)));
        Assert.Equal(EndpointStatus.Rejected, world.Status(rejected));
        Assert.Equal(1, world.Delivered(service, notification)["Accept"]);
    }

    [Fact]
    [Trait("Rule", "§2.3/rejected")]
    public void A_rejected_connection_is_accepted_only_when_the_setting_says_so()
    {
        var rejected = Available(LoadBalancer("use2-az1"), null, Connected(), new EndpointServiceEvent.ConnectionRejected(Request().VpcEndpointId));
        var accept = new EndpointServiceCommand.AcceptConnection(Request().VpcEndpointId);

        rejected.When(accept).ThenRefused("§2.3/rejected", "InvalidState");
        rejected.When(accept, settings: new Settings { ConnectionStateCode = "IncorrectState" }).ThenRefused("§2.3/rejected", "IncorrectState");
        rejected.When(accept, settings: new Settings { RejectedConnectionMayBeAccepted = true })
            .Then(new EndpointServiceEvent.ConnectionAccepted(Request().VpcEndpointId));
    }

    [Fact]
    [Trait("Rule", "§2.4/again")]
    public void Allowing_twice_or_disallowing_nobody_does_nothing_or_is_refused_as_the_setting_says()
    {
        var service = _world.Service(Ohio, ["use2-az1"]);
        _world.Allow(service, "*").IsAccepted();
        _world.Disallow(service, Root(Consumer)).IsAccepted();

        var world = new World(new Settings { PrincipalChangesAreIdempotent = false });
        var strict = world.Service(Ohio, ["use2-az1"]);
        world.Allow(strict, "*").IsRefused("§2.4/again", "InvalidParameter");
        world.Disallow(strict, Root(Consumer)).IsRefused("§2.4/again", "InvalidParameter");
        world.Allow(strict, Root(Consumer)).IsAccepted();
        world.Disallow(strict, "*").IsAccepted();
    }

    [Fact]
    [Trait("Rule", "§2.6")]
    public void The_service_owner_pays_once_it_said_so_and_for_ever()
    {
        var service = _world.Service(Ohio, ["use2-az1"]);
        Assert.Null(_world.State(service).PayerResponsibility);
        var pay = new EndpointServiceCommand.SetPayerResponsibility("ServiceOwner");
        _world.Call(service, pay).IsAccepted();
        _world.Call(service, pay).IsAccepted();

        var message = _world.Call(service, new EndpointServiceCommand.SetPayerResponsibility("EndpointOwner")).IsRefused("§2.6", "InvalidParameter");

        Assert.Contains("cannot set it back", message, StringComparison.Ordinal);
        Assert.Equal("ServiceOwner", _world.State(service).PayerResponsibility);
        Assert.Single(_world.Happened<EndpointServiceEvent.PayerResponsibilitySet>());
    }

    [Fact]
    [Trait("Rule", "§2.16")]
    public void Tags_are_put_on_a_service_and_taken_off()
    {
        var service = _world.CreateService(
            Ohio,
            new NewEndpointService { NetworkLoadBalancerArns = [_world.LoadBalancer(Ohio, "use2-az1")], Tags = Tagged(("team", "a"), ("stage", "test")) })
            .Gives<EndpointServiceReply.ServiceCreated>().ServiceId;

        Tag(service, ("team", "b"), ("stage", "test")).IsAccepted();
        Tag(service, ("team", "b")).IsAccepted();
        Untag(service, ("team", "a"), ("stage", null), ("none", null)).IsAccepted();
        Untag(service, ("stage", null)).IsAccepted();

        Assert.Equal([("team", "b")], _world.State(service).Tags.Select(tag => (tag.Key, tag.Value)));
        Assert.Equal(["team"], Assert.Single(_world.Happened<EndpointServiceEvent.TagsCreated>()).Tags.Keys);
        Assert.Single(_world.Happened<EndpointServiceEvent.TagsDeleted>());
        Tag(service, ("aws:team", "b")).IsRefused("§2.16", "InvalidParameterValue");
        _world.CreateService(
                Ohio, new NewEndpointService { NetworkLoadBalancerArns = [_world.LoadBalancer(Ohio, "use2-az1")], Tags = Tagged(("", "a")) })
            .IsRefused("§2.16", "InvalidParameterValue");
    }

    [Theory]
    [Trait("Rule", "§2.16")]
    [InlineData(1, 0, true)]
    [InlineData(127, 256, true)]
    [InlineData(128, 1, false)]
    [InlineData(1, 257, false)]
    public void A_tag_key_has_127_characters_at_most_and_a_value_256(int key, int value, bool taken)
    {
        var service = _world.Service(Ohio, ["use2-az1"]);

        var outcome = Tag(service, (new string('k', key), new string('v', value)));

        if (taken)
        {
            outcome.IsAccepted();
        }
        else
        {
            outcome.IsRefused("§2.16", "InvalidParameterValue");
        }
    }

    [Fact]
    [Trait("Rule", "§2.13/tags")]
    public void A_service_has_so_many_tags_at_most()
    {
        var world = new World(new Settings { TagsPerResource = 2 });
        var service = world.Service(Ohio, ["use2-az1"]);
        world.Call(service, new EndpointServiceCommand.CreateTags(Tagged(("a", ""), ("b", "")))).IsAccepted();

        world.Call(service, new EndpointServiceCommand.CreateTags(Tagged(("c", "")))).IsRefused("§2.13/tags", "TagLimitExceeded");
        world.Call(service, new EndpointServiceCommand.CreateTags(Tagged(("a", "new")))).IsAccepted();
    }

    [Fact]
    [Trait("Rule", "§2.1/id")]
    public void Nobody_but_the_owner_changes_a_service()
    {
        var service = _world.Service(Ohio, ["use2-az1"]);

        foreach (var command in new EndpointServiceCommand[]
        {
            new EndpointServiceCommand.CreateTags(Tagged(("a", "b"))),
            new EndpointServiceCommand.StartPrivateDnsVerification(),
            new EndpointServiceCommand.SetPayerResponsibility("ServiceOwner"),
            new EndpointServiceCommand.CreateConnectionNotification("arn:aws:sns:us-east-2:111122223333:alerts", [ConnectionEvent.Accept], null),
        })
        {
            _world.Send(World.ServiceOf(service), command, In(Ohio, Stranger)).IsRefused("§2.1/id", "InvalidVpcEndpointServiceId.NotFound");
        }
    }

    [Fact]
    [Trait("Rule", "§2.17")]
    public void A_repeated_creation_hears_what_the_service_is_now()
    {
        var service = _world.Service(Ohio, ["use2-az1", "use2-az2"], supported: [Ireland]);
        _world.RemoveRegions(service, Ireland).IsAccepted();
        _world.AddRegions(service, Virginia).IsAccepted();

        var now = _world.Say(service, new EndpointServiceCommand.DescribeCreation()).Gives<EndpointServiceReply.ServiceCreated>();

        Assert.Equal((service, ServiceStatus.Available), (now.ServiceId, now.State));
        Assert.Equal<IEnumerable<string>>([Virginia, Ohio], now.SupportedRegions);
        _world.DeleteService(service).IsAccepted();
        _world.Say(service, new EndpointServiceCommand.DescribeCreation()).IsRefused("§2.1/id", "InvalidVpcEndpointServiceId.NotFound");
        _world.Say(service, new EndpointServiceCommand.Modify(new EndpointServiceChange())).IsRefused("§2.1/id", "InvalidVpcEndpointServiceId.NotFound");
    }

    [Fact]
    [Trait("Rule", "§2.2/removed")]
    public void Whether_an_endpoint_from_a_removed_region_gets_more_zones_is_a_setting()
    {
        var connected = AcrossRegions(
            LoadBalancer("use2-az1", "use2-az2"),
            Connected(IpAddressType.Ipv4, Ireland, new ZonePath("euw1-az1", "use2-az2")),
            new EndpointServiceEvent.SupportedRegionRemoved(Ireland, Now),
            new EndpointServiceEvent.SupportedRegionDeleted(Ireland));
        var request = Request(IpAddressType.Ipv4, Ireland, new SubnetZone("subnet-1", "euw1-az1"), new SubnetZone("subnet-2", "euw1-az2"));
        var strict = new Settings { ModifyAfterRegionRemoval = false, RegionNotSupportedCode = "Unsupported" };

        connected.When(new EndpointServiceCommand.ReviewConnection(request with { AddsZones = true }), settings: strict)
            .ThenRefused("§2.2/removed", "Unsupported");
        Assert.Single(connected.Decides(new EndpointServiceCommand.ReviewConnection(request with { Subnets = [] }), strict));
        var modified = Assert.IsType<EndpointServiceEvent.ConnectionModified>(
            Assert.Single(connected.Decides(new EndpointServiceCommand.ReviewConnection(request with { AddsZones = true }))));
        Assert.Equal(["euw1-az1", "euw1-az2"], modified.Paths.Select(path => path.ConsumerZoneId));
        Assert.Equal("use2-az2", modified.Paths[0].ProviderZoneId);
    }

    [Fact]
    [Trait("Rule", "R36a")]
    public void A_connected_endpoint_gets_only_zones_that_are_open_to_it()
    {
        var outside = Request(IpAddressType.Ipv4, Ohio, new SubnetZone("subnet-9", "use2-az3"));
        var remote = Request(IpAddressType.Ipv4, Virginia, new SubnetZone("subnet-9", "use1-az3"));

        Available(LoadBalancer("use2-az1"), null, Connected()).When(new EndpointServiceCommand.ReviewConnection(outside)).ThenRefused("R36a", "InvalidParameter");
        AcrossRegions(LoadBalancer("use2-az1"), Connected(IpAddressType.Ipv4, Virginia)).When(new EndpointServiceCommand.ReviewConnection(remote))
            .ThenRefused("§2.12/remote", "InvalidParameter");
        Available(LoadBalancer("use2-az1")).When(new EndpointServiceCommand.ReviewConnection(outside)).ThenRefused("§2.2/id", "InvalidVpcEndpointId.NotFound");
    }

    private static ImmutableSortedDictionary<string, string> Tagged(params (string Key, string Value)[] tags) =>
        tags.ToImmutableSortedDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal);

    private Outcome Tag(string service, params (string Key, string Value)[] tags) =>
        _world.Call(service, new EndpointServiceCommand.CreateTags(Tagged(tags)));

    private Outcome Untag(string service, params (string Key, string? Value)[] tags) =>
        _world.Call(service, new EndpointServiceCommand.DeleteTags(
            tags.ToImmutableSortedDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal)));
}
