using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>What hangs on an endpoint and changes nothing about its connection: its connection notifications (§2.5) and its tags (§2.16).</summary>
internal static class EndpointNotes
{
    public static Decision<InterfaceEndpointEvent> Create(
        InterfaceEndpointState state, InterfaceEndpointCommand.CreateConnectionNotification create, in Context context)
    {
        if ((ConnectionNotificationRules.RefuseToken(create.ClientToken)
            ?? ConnectionNotificationRules.RefuseForm(create.TopicArn, create.Events)) is { } refused)
        {
            return refused;
        }

        if (create.ClientToken is { } token && state.NotificationTokens.TryGetValue(token, out var made)
            && context.Now - made.At < context.Facts.Settings.ClientTokenLifetime)
        {
            return made.TopicArn == create.TopicArn && made.Events.Order().SequenceEqual(create.Events.Order())
                ? Decision<InterfaceEndpointEvent>.Accept([], new InterfaceEndpointReply.NotificationCreated(made.NotificationId))
                : ConnectionNotificationRules.Mismatch();
        }

        var id = context.Draws.Id("vpce-nfn-", state.NotificationsDrawn);
        return Decision<InterfaceEndpointEvent>.Accept(
            [new InterfaceEndpointEvent.NotificationCreated(id, create.TopicArn, create.Events, create.ClientToken, context.Now)],
            new InterfaceEndpointReply.NotificationCreated(id));
    }

    public static Decision<InterfaceEndpointEvent> Modify(
        InterfaceEndpointState state, InterfaceEndpointCommand.ModifyConnectionNotification modify)
    {
        if (!state.Notifications.TryGetValue(modify.NotificationId, out var before))
        {
            return ConnectionNotificationRules.Unknown(modify.NotificationId);
        }

        if (ConnectionNotificationRules.RefuseForm(modify.TopicArn, modify.Events) is { } refused)
        {
            return refused;
        }

        var topic = modify.TopicArn ?? before.TopicArn;
        var events = modify.Events ?? before.Events;
        return topic == before.TopicArn && events.SequenceEqual(before.Events)
            ? Decision<InterfaceEndpointEvent>.Accept()
            : Decision<InterfaceEndpointEvent>.Accept(new InterfaceEndpointEvent.NotificationModified(modify.NotificationId, topic, events));
    }

    public static Decision<InterfaceEndpointEvent> Delete(
        InterfaceEndpointState state, InterfaceEndpointCommand.DeleteConnectionNotification delete) =>
        state.Notifications.ContainsKey(delete.NotificationId)
            ? Decision<InterfaceEndpointEvent>.Accept(new InterfaceEndpointEvent.NotificationDeleted(delete.NotificationId))
            : ConnectionNotificationRules.Unknown(delete.NotificationId);

    public static Decision<InterfaceEndpointEvent> CreateTags(
        InterfaceEndpointState state, ImmutableSortedDictionary<string, string> tags, Settings settings) =>
        Tags.Refuse(state.Tags, tags, settings) is { } refused ? refused
        : tags.All(tag => state.Tags.TryGetValue(tag.Key, out var value) && value == tag.Value) ? Decision<InterfaceEndpointEvent>.Accept()
        : Decision<InterfaceEndpointEvent>.Accept(new InterfaceEndpointEvent.TagsCreated(tags));

    public static Decision<InterfaceEndpointEvent> DeleteTags(
        InterfaceEndpointState state, ImmutableSortedDictionary<string, string?> tags)
    {
        ImmutableArray<string> keys =
        [
            .. tags.Where(tag => state.Tags.TryGetValue(tag.Key, out var value) && (tag.Value is null || tag.Value == value)).Select(tag => tag.Key),
        ];
        return keys.IsEmpty ? Decision<InterfaceEndpointEvent>.Accept() : Decision<InterfaceEndpointEvent>.Accept(new InterfaceEndpointEvent.TagsDeleted(keys));
    }

    /// <summary>A fact, and the notifications that it makes the endpoint deliver.</summary>
    public static Decision<InterfaceEndpointEvent> Deliver(InterfaceEndpointState state, InterfaceEndpointEvent fact, ConnectionEvent what) =>
        Decision<InterfaceEndpointEvent>.Accept(
        [
            fact,
            .. ConnectionNotificationRules.Listening(state.Notifications, what)
                .Select(each => new InterfaceEndpointEvent.NotificationDelivered(each.Key, each.Value.TopicArn, what)),
        ]);

    public static InterfaceEndpointState Evolve(InterfaceEndpointState state, InterfaceEndpointEvent fact) => fact switch
    {
        InterfaceEndpointEvent.NotificationCreated created => state with
        {
            Notifications = state.Notifications.SetItem(created.NotificationId, new ConnectionNotification(created.TopicArn, created.Events, Sorted.Map<long>())),
            NotificationTokens = created.ClientToken is { } token
                ? state.NotificationTokens.SetItem(
                    token, new NotificationToken(created.NotificationId, created.TopicArn, created.Events, created.At))
                : state.NotificationTokens,
            NotificationsDrawn = state.NotificationsDrawn + 1,
        },
        InterfaceEndpointEvent.NotificationModified modified => With(
            state, modified.NotificationId, before => before with { TopicArn = modified.TopicArn, Events = modified.Events }),
        InterfaceEndpointEvent.NotificationDeleted deleted => state with
        {
            Notifications = state.Notifications.Remove(deleted.NotificationId),
            NotificationTokens = state.NotificationTokens.RemoveRange(
                state.NotificationTokens.Where(each => each.Value.NotificationId == deleted.NotificationId).Select(each => each.Key)),
        },
        InterfaceEndpointEvent.NotificationDelivered delivered => With(
            state, delivered.NotificationId, before => ConnectionNotificationRules.Counted(before, delivered.ConnectionEvent)),
        InterfaceEndpointEvent.TagsCreated created => state with { Tags = state.Tags.SetItems(created.Tags) },
        InterfaceEndpointEvent.TagsDeleted deleted => state with { Tags = state.Tags.RemoveRange(deleted.Keys) },
        _ => throw new UnreachableException($"InterfaceEndpoint gives no meaning to {fact.GetType().Name}."),
    };

    private static InterfaceEndpointState With(
        InterfaceEndpointState state, string notificationId, Func<ConnectionNotification, ConnectionNotification> change) =>
        state.Notifications.TryGetValue(notificationId, out var before)
            ? state with { Notifications = state.Notifications.SetItem(notificationId, change(before)) }
            : state;
}
