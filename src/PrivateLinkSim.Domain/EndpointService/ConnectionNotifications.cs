using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>The connection notifications of a service (§2.5): what they look like, and what they are told.</summary>
internal static class ConnectionNotifications
{
    /// <summary>A connection event, delivered to every notification that listens to it, in the order of their ids.</summary>
    public static IEnumerable<EndpointServiceEvent> Deliver(EndpointServiceState state, ConnectionEvent happened, string endpointId) =>
        ConnectionNotificationRules.Listening(state.Notifications, happened)
            .Select(notification => new EndpointServiceEvent.NotificationDelivered(notification.Key, notification.Value.TopicArn, happened, endpointId));

    public static Decision<EndpointServiceEvent> Create(
        EndpointServiceState state, EndpointServiceCommand.CreateConnectionNotification create, in Context context)
    {
        if ((ConnectionNotificationRules.RefuseToken(create.ClientToken) ?? ConnectionNotificationRules.RefuseForm(create.TopicArn, create.Events)) is { } refused)
        {
            return refused;
        }

        if (create.ClientToken is { } token && state.NotificationTokens.TryGetValue(token, out var made)
            && context.Now - made.At < context.Facts.Settings.ClientTokenLifetime)
        {
            return made.TopicArn == create.TopicArn && made.Events.Order().SequenceEqual(create.Events.Order())
                ? Decision<EndpointServiceEvent>.Accept([], new EndpointServiceReply.NotificationCreated(made.NotificationId))
                : ConnectionNotificationRules.Mismatch();
        }

        var id = context.Draws.Id("vpce-nfn-", state.NotificationsDrawn);
        return Decision<EndpointServiceEvent>.Accept(
            [new EndpointServiceEvent.NotificationCreated(id, create.TopicArn, create.Events, create.ClientToken, context.Now)],
            new EndpointServiceReply.NotificationCreated(id));
    }

    public static Decision<EndpointServiceEvent> Modify(
        EndpointServiceState state, EndpointServiceCommand.ModifyConnectionNotification modify)
    {
        if (!state.Notifications.TryGetValue(modify.NotificationId, out var notification))
        {
            return ConnectionNotificationRules.Unknown(modify.NotificationId);
        }

        var (topic, events) = (modify.TopicArn ?? notification.TopicArn, modify.Events ?? notification.Events);
        return ConnectionNotificationRules.RefuseForm(topic, events) is { } refused ? refused
            : topic == notification.TopicArn && events.SequenceEqual(notification.Events) ? Decision<EndpointServiceEvent>.Accept()
            : Decision<EndpointServiceEvent>.Accept(new EndpointServiceEvent.NotificationModified(modify.NotificationId, topic, events));
    }

    public static Decision<EndpointServiceEvent> Delete(EndpointServiceState state, string notificationId) =>
        state.Notifications.ContainsKey(notificationId)
            ? Decision<EndpointServiceEvent>.Accept(new EndpointServiceEvent.NotificationDeleted(notificationId))
            : ConnectionNotificationRules.Unknown(notificationId);

    public static EndpointServiceState Evolve(EndpointServiceState state, EndpointServiceEvent fact) => fact switch
    {
        EndpointServiceEvent.NotificationCreated created => state with
        {
            Notifications = state.Notifications.Add(
                created.NotificationId, new ConnectionNotification(created.TopicArn, created.Events, Sorted.Map<long>())),
            NotificationTokens = created.ClientToken is { } token
                ? state.NotificationTokens.SetItem(token, new NotificationToken(created.NotificationId, created.TopicArn, created.Events, created.At))
                : state.NotificationTokens,
            NotificationsDrawn = state.NotificationsDrawn + 1,
        },
        EndpointServiceEvent.NotificationModified modified => With(
            state, modified.NotificationId, each => each with { TopicArn = modified.TopicArn, Events = modified.Events }),
        EndpointServiceEvent.NotificationDeleted deleted => state with
        {
            Notifications = state.Notifications.Remove(deleted.NotificationId),
            NotificationTokens = state.NotificationTokens.RemoveRange(
                state.NotificationTokens.Where(each => each.Value.NotificationId == deleted.NotificationId).Select(each => each.Key)),
        },
        EndpointServiceEvent.NotificationDelivered delivered => With(
            state, delivered.NotificationId, each => ConnectionNotificationRules.Counted(each, delivered.ConnectionEvent)),
        _ => throw new UnreachableException($"ConnectionNotifications gives no meaning to {fact.GetType().Name}."),
    };

    private static EndpointServiceState With(
        EndpointServiceState state, string notificationId, Func<ConnectionNotification, ConnectionNotification> change) =>
        state.Notifications.TryGetValue(notificationId, out var notification)
            ? state with { Notifications = state.Notifications.SetItem(notificationId, change(notification)) }
            : state;
}
