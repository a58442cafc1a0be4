using static PrivateLinkSim.Domain.ConnectionEvent;
using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

public sealed class ConnectionNotificationsSpec
{
    private const string Topic = "arn:aws:sns:us-east-2:111122223333:alerts";

    private readonly World _world = new();

    [Fact]
    [Trait("Rule", "§2.5")]
    public void A_notification_is_told_of_the_events_it_listens_to()
    {
        var service = _world.Service(Ohio, ["use2-az1"], acceptance: true);
        var (all, rejections) = (_world.Notify(service, Accept, Connect, Delete, Reject), _world.Notify(service, Reject));
        var endpoint = _world.Endpoint(service, Ohio, "use2-az1");
        _world.Accept(service, endpoint).IsAccepted();
        _world.Advance(_world.Facts.Settings.EndpointProvisioning);
        _world.Reject(service, endpoint).IsAccepted();
        _world.DeleteEndpoint(endpoint).IsAccepted();
        _world.Advance(_world.Facts.Settings.EndpointDeletion);

        Assert.Matches("^vpce-nfn-0[0-9a-f]{16}$", all);
        Assert.Equal([("Accept", 1L), ("Connect", 1), ("Delete", 1), ("Reject", 1)], _world.Delivered(service, all).Select(each => (each.Key, each.Value)));
        Assert.Equal([("Reject", 1L)], _world.Delivered(service, rejections).Select(each => (each.Key, each.Value)));
        Assert.Equal(
            [Connect, Accept, Reject, Delete],
            _world.Happened<EndpointServiceEvent.NotificationDelivered>().Where(each => each.NotificationId == all).Select(each => each.ConnectionEvent));
        Assert.All(_world.Happened<EndpointServiceEvent.NotificationDelivered>(), each => Assert.Equal((Topic, endpoint), (each.TopicArn, each.VpcEndpointId)));
        _world.CheckThatHistoriesFoldToTheStates();
    }

    [Fact]
    [Trait("Rule", "§2.5")]
    public void A_notification_is_changed_and_deleted()
    {
        var service = _world.Service(Ohio, ["use2-az1"]);
        var notification = _world.Notify(service, Accept);
        Change(service, notification, null, [Connect]).IsAccepted();
        Change(service, notification, null, [Connect]).IsAccepted();
        Assert.Single(_world.Happened<EndpointServiceEvent.NotificationModified>());
        _world.Endpoint(service, Ohio, "use2-az1");
        Assert.Equal(["Connect"], _world.Delivered(service, notification).Keys);

        _world.Call(service, new EndpointServiceCommand.DeleteConnectionNotification(notification)).IsAccepted();

        _world.Endpoint(service, Ohio, "use2-az1");
        Assert.Single(_world.Happened<EndpointServiceEvent.NotificationDelivered>());
    }

    [Theory]
    [Trait("Rule", "§2.5/form")]
    [InlineData("alerts", new[] { Accept })]
    [InlineData("arn:aws:sqs:us-east-2:111122223333:alerts", new[] { Accept })]
    [InlineData("arn:aws:sns:us-east-2:1111:alerts", new[] { Accept })]
    [InlineData("arn:aws:sns:us-east-2:111122223333:", new[] { Accept })]
    [InlineData(Topic, new ConnectionEvent[0])]
    [InlineData(Topic, new[] { Accept, Accept })]
    public void A_notification_has_a_topic_and_events(string topic, ConnectionEvent[] events)
    {
        var service = _world.Service(Ohio, ["use2-az1"]);
        Create(_world, service, topic, events).IsRefused("§2.5/form", "InvalidParameter");
        Change(service, _world.Notify(service, Accept), topic, events).IsRefused("§2.5/form", "InvalidParameter");
    }

    [Fact]
    [Trait("Rule", "§2.5/id")]
    public void A_notification_that_is_named_exists_and_belongs_to_the_caller()
    {
        var service = _world.Service(Ohio, ["use2-az1"]);
        var notification = _world.Notify(service, Accept);
        Change(service, "vpce-nfn-0", Topic, null).IsRefused("§2.5/id", "InvalidConnectionNotification");
        _world.Call(service, new EndpointServiceCommand.DeleteConnectionNotification("vpce-nfn-0")).IsRefused("§2.5/id", "InvalidConnectionNotification");
        _world.Send(
                World.ServiceOf(service), new EndpointServiceCommand.DeleteConnectionNotification(notification), Accounts.In(Ohio, Accounts.Stranger))
            .IsRefused("§2.5/id", "InvalidConnectionNotification");
    }

    [Fact]
    [Trait("Rule", "§2.17/mismatch")]
    public void A_client_token_makes_one_notification_and_belongs_to_its_parameters()
    {
        var service = _world.Service(Ohio, ["use2-az1"]);
        var first = Id(Create(_world, service, Topic, [Accept, Reject], "token"));
        Change(service, first, null, [Delete]).IsAccepted();

        Assert.Equal(first, Id(Create(_world, service, Topic, [Reject, Accept], "token")));
        Create(_world, service, Topic, [Accept], "token").IsRefused("§2.17/mismatch", "IdempotentParameterMismatch");
        Create(_world, service, Topic + "2", [Accept, Reject], "token").IsRefused("§2.17/mismatch", "IdempotentParameterMismatch");
        Create(_world, service, Topic, [Accept], new string('t', 65)).IsRefused("§2.17/mismatch", "InvalidParameterValue");
        Assert.Single(_world.State(service).Notifications);
        Assert.NotEqual(first, Id(Create(_world, service, Topic, [Accept, Reject], "other")));
    }

    [Fact]
    [Trait("Rule", "§2.17")]
    public void A_client_token_is_forgotten_after_its_lifetime()
    {
        var world = new World(new Settings { ClientTokenLifetime = TimeSpan.FromHours(1) });
        var service = world.Service(Ohio, ["use2-az1"]);
        var first = Id(Create(world, service, Topic, [Accept], "token"));
        world.Advance(TimeSpan.FromHours(1));

        Assert.NotEqual(first, Id(Create(world, service, Topic, [Accept], "token")));
    }

    [Fact]
    [Trait("Rule", "§2.17")]
    public void A_client_token_is_forgotten_with_the_notification_that_it_made()
    {
        var service = _world.Service(Ohio, ["use2-az1"]);
        var first = Id(Create(_world, service, Topic, [Accept], "token"));
        var kept = Id(Create(_world, service, Topic, [Accept], "kept"));
        _world.Call(service, new EndpointServiceCommand.DeleteConnectionNotification(first)).IsAccepted();

        var second = Id(Create(_world, service, Topic, [Accept], "token"));

        Assert.NotEqual(first, second);
        Assert.Contains(second, _world.State(service).Notifications.Keys);
        Assert.Equal(kept, Id(Create(_world, service, Topic, [Accept], "kept")));
        _world.CheckThatHistoriesFoldToTheStates();
    }

    private static string Id(Outcome outcome) => outcome.Gives<EndpointServiceReply.NotificationCreated>().ConnectionNotificationId;

    private static Outcome Create(World world, string service, string topic, ConnectionEvent[] events, string? token = null) =>
        world.Call(service, new EndpointServiceCommand.CreateConnectionNotification(topic, [.. events], token));

    private Outcome Change(string service, string notification, string? topic, ConnectionEvent[]? events) =>
        _world.Call(service, new EndpointServiceCommand.ModifyConnectionNotification(notification, topic, events is null ? null : [.. events]));
}
