using System.Collections.Immutable;
using static PrivateLinkSim.Domain.Tests.Accounts;
using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>Connection notifications (§2.5) and tags (§2.16) of an endpoint.</summary>
public sealed class EndpointNotesSpec
{
    private const string Topic = "arn:aws:sns:us-east-2:444455556666:connections";
    private readonly World _world = new();

    [Fact]
    [Trait("Rule", "§2.5")]
    public void A_notification_tells_its_topic_of_the_events_it_listens_to_and_counts_them()
    {
        var (service, endpoint) = Waiting();
        var all = Notify(endpoint, Topic, ConnectionEvent.Accept, ConnectionEvent.Reject, ConnectionEvent.Delete);
        Notify(endpoint, Topic + "-2", ConnectionEvent.Delete);

        _world.Accept(service, endpoint).IsAccepted();
        _world.Advance(_world.Facts.Settings.EndpointProvisioning);
        _world.Reject(service, endpoint).IsAccepted();
        Assert.Equal([ConnectionEvent.Accept, ConnectionEvent.Reject], Delivered().Select(each => each.ConnectionEvent));
        _world.DeleteEndpoint(endpoint).IsAccepted();
        _world.DeleteEndpoint(endpoint).IsAccepted();

        Assert.Equal([Topic, Topic, Topic, Topic + "-2"], Delivered().Select(each => each.TopicArn).Order(StringComparer.Ordinal));
        Assert.Equal(["Accept 1", "Delete 1", "Reject 1"], _world.Endpoint(endpoint).Notifications[all].Delivered.Select(each => $"{each.Key} {each.Value}"));
        _world.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "§2.5")]
    public void A_notification_that_is_changed_or_deleted_tells_accordingly()
    {
        var (service, endpoint) = Waiting();
        var notification = Notify(endpoint, Topic, ConnectionEvent.Accept);
        _world.SendAsOwner(endpoint, new InterfaceEndpointCommand.ModifyConnectionNotification(notification, null, [ConnectionEvent.Delete])).IsAccepted();
        _world.Accept(service, endpoint).IsAccepted();
        Assert.Empty(Delivered());

        _world.SendAsOwner(endpoint, new InterfaceEndpointCommand.ModifyConnectionNotification(notification, Topic + "-2", null)).IsAccepted();
        var before = _world.Log.Count;
        _world.SendAsOwner(endpoint, new InterfaceEndpointCommand.ModifyConnectionNotification(notification, Topic + "-2", null)).IsAccepted();
        Assert.Equal(before, _world.Log.Count);
        Assert.Equal((Topic + "-2", ConnectionEvent.Delete), (Only(endpoint).TopicArn, Only(endpoint).Events.Single()));

        _world.SendAsOwner(endpoint, new InterfaceEndpointCommand.DeleteConnectionNotification(notification)).IsAccepted();
        _world.DeleteEndpoint(endpoint).IsAccepted();
        Assert.Empty(Delivered());
    }

    [Theory]
    [Trait("Rule", "§2.5/form")]
    [InlineData("", "Accept")]
    [InlineData("arn:aws:sqs:us-east-2:444455556666:connections", "Accept")]
    [InlineData("arn:aws:sns:us-east-2:4444:connections", "Accept")]
    [InlineData("arn:aws:sns:us-east-2:444455556666:", "Accept")]
    [InlineData(Topic, "")]
    [InlineData(Topic, "Accept Accept")]
    public void A_notification_needs_a_topic_and_events_each_listed_once(string topic, string events)
    {
        var (_, endpoint) = Waiting();
        var listed = events.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<ConnectionEvent>).ToImmutableArray();

        _world.SendAsOwner(endpoint, new InterfaceEndpointCommand.CreateConnectionNotification(topic, listed, null)).IsRefused("§2.5/form", "InvalidParameter");
        var made = Notify(endpoint, Topic, ConnectionEvent.Delete);
        _world.SendAsOwner(endpoint, new InterfaceEndpointCommand.ModifyConnectionNotification(made, topic, listed)).IsRefused("§2.5/form", "InvalidParameter");
    }

    [Fact]
    [Trait("Rule", "§2.5/id")]
    public void A_notification_that_is_not_there_is_refused()
    {
        var (_, endpoint) = Waiting();

        _world.SendAsOwner(endpoint, new InterfaceEndpointCommand.DeleteConnectionNotification("vpce-nfn-0")).IsRefused("§2.5/id", "InvalidConnectionNotification");
        _world.SendAsOwner(endpoint, new InterfaceEndpointCommand.ModifyConnectionNotification("vpce-nfn-0", Topic, null))
            .IsRefused("§2.5/id", "InvalidConnectionNotification");
        _world.Send(World.EndpointOf(endpoint), new InterfaceEndpointCommand.DeleteConnectionNotification("vpce-nfn-0"), In(Ohio, Stranger))
            .IsRefused("§2.5/id", "InvalidConnectionNotification");
    }

    [Fact]
    [Trait("Rule", "§2.17")]
    [Trait("Rule", "§2.17/mismatch")]
    public void A_client_token_makes_one_notification_for_as_long_as_it_is_remembered()
    {
        var (_, endpoint) = Waiting();
        Outcome Create(string token, string topic = Topic) => _world.SendAsOwner(
            endpoint, new InterfaceEndpointCommand.CreateConnectionNotification(topic, [ConnectionEvent.Accept], token));
        var first = Create("a").Gives<InterfaceEndpointReply.NotificationCreated>();

        Assert.Equal(first, Create("a").Gives<InterfaceEndpointReply.NotificationCreated>());
        Create("a", Topic + "-2").IsRefused("§2.17/mismatch", "IdempotentParameterMismatch");
        Create(new string('a', 65)).IsRefused("§2.17/mismatch", "InvalidParameterValue");
        Create("ä").IsRefused("§2.17/mismatch", "InvalidParameterValue");
        _world.Advance(_world.Facts.Settings.ClientTokenLifetime);

        Assert.NotEqual(first, Create("a").Gives<InterfaceEndpointReply.NotificationCreated>());
        Assert.Equal(2, _world.Endpoint(endpoint).Notifications.Count);
    }

    [Fact]
    [Trait("Rule", "§2.16")]
    [Trait("Rule", "§2.13/tags")]
    public void Tags_are_put_on_and_taken_off_and_judged_at_creation_too()
    {
        var world = new World(new Settings { TagsPerResource = 2 });
        var service = world.Service(Ohio, ["use2-az1"]);
        var network = world.Lay(Ohio, Consumer, "use2-az1");
        world.CreateEndpoint(world.Wanted(service, Ohio, network) with { Tags = Tags("aws:mine", "x") }, Ohio).IsRefused("§2.16", "InvalidParameterValue");
        var endpoint = world.Available(world.Wanted(service, Ohio, network) with { Tags = Tags("team", "a") }, Ohio);

        world.SendAsOwner(endpoint, new InterfaceEndpointCommand.CreateTags(Tags("stage", "test"))).IsAccepted();
        world.SendAsOwner(endpoint, new InterfaceEndpointCommand.CreateTags(Tags("third", "x"))).IsRefused("§2.13/tags", "TagLimitExceeded");
        var before = world.Log.Count;
        world.SendAsOwner(endpoint, new InterfaceEndpointCommand.CreateTags(Tags("stage", "test"))).IsAccepted();
        world.SendAsOwner(endpoint, new InterfaceEndpointCommand.DeleteTags(Sorted.Map<string?>().Add("stage", "other"))).IsAccepted();
        Assert.Equal(before, world.Log.Count);
        world.SendAsOwner(endpoint, new InterfaceEndpointCommand.DeleteTags(Sorted.Map<string?>().Add("stage", "test").Add("team", null))).IsAccepted();

        Assert.Empty(world.Endpoint(endpoint).Tags);
    }

    private static ImmutableSortedDictionary<string, string> Tags(string key, string value) => Sorted.Map<string>().Add(key, value);

    private (string Service, string Endpoint) Waiting()
    {
        var service = _world.Service(Ohio, ["use2-az1"], acceptance: true);
        return (service, _world.Endpoint(service, Ohio, "use2-az1"));
    }

    private string Notify(string endpoint, string topic, params ConnectionEvent[] events) =>
        _world.SendAsOwner(endpoint, new InterfaceEndpointCommand.CreateConnectionNotification(topic, [.. events], null))
            .Gives<InterfaceEndpointReply.NotificationCreated>().ConnectionNotificationId;

    private ConnectionNotification Only(string endpoint) => Assert.Single(_world.Endpoint(endpoint).Notifications).Value;

    private IEnumerable<InterfaceEndpointEvent.NotificationDelivered> Delivered() => _world.Happened<InterfaceEndpointEvent.NotificationDelivered>();
}
