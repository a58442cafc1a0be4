using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>The rules of connection notifications (§2.5), the same for a service's and an endpoint's.</summary>
internal static class ConnectionNotificationRules
{
    private const int LongestToken = 64;

    /// <summary>Why a notification can't be made of these, or null when it can: an SNS topic and at least one event.</summary>
    public static Rejection? RefuseForm(string topicArn, ImmutableArray<ConnectionEvent> events) =>
        !IsTopic(topicArn)
            ? new Rejection("InvalidParameter", $"'{topicArn}' is no ARN of an SNS topic: arn:aws:sns:region:account:name.", "§2.5/form")
        : events.IsEmpty || events.Distinct().Count() < events.Length
            ? new Rejection(
                "InvalidParameter", "A connection notification tells of one or more of Accept, Connect, Delete and Reject, each listed once.", "§2.5/form")
            : null;

    /// <summary>Why a notification can't be changed so, or null when it can; null leaves topic or events.</summary>
    public static Rejection? RefuseForm(string? topicArn, ImmutableArray<ConnectionEvent>? events) =>
        RefuseForm(topicArn ?? "arn:aws:sns:us-east-1:123456789012:unchanged", events ?? [ConnectionEvent.Accept]);

    /// <summary>Why a text is no client token, or null (§2.17).</summary>
    public static Rejection? RefuseToken(string? clientToken) =>
        clientToken is { } token && (token.Length > LongestToken || !token.All(char.IsAscii))
            ? new Rejection("InvalidParameterValue", "A client token has at most 64 ASCII characters.", "§2.17/mismatch")
            : null;

    /// <summary>The refusal of a client token that came with other parameters before (§2.17).</summary>
    public static Rejection Mismatch() =>
        new("IdempotentParameterMismatch", "The request uses the same client token as a previous, but non-identical request.", "§2.17/mismatch");

    /// <summary>The notifications that tell of an event, in the order of their ids.</summary>
    public static IEnumerable<KeyValuePair<string, ConnectionNotification>> Listening(
        ImmutableSortedDictionary<string, ConnectionNotification> all, ConnectionEvent what) =>
        all.Where(each => each.Value.Events.Contains(what));

    /// <summary>The notification after it told of an event once more.</summary>
    public static ConnectionNotification Counted(ConnectionNotification notification, ConnectionEvent what)
    {
        var name = what.ToString();
        var before = notification.Delivered.TryGetValue(name, out var count) ? count : 0;
        return notification with { Delivered = notification.Delivered.SetItem(name, before + 1) };
    }

    /// <summary>The refusal of a notification that is not there.</summary>
    public static Rejection Unknown(string id) =>
        new("InvalidConnectionNotification", $"The connection notification '{id}' does not exist.", "§2.5/id");

    private static bool IsTopic(string arn) =>
        arn.Split(':') is ["arn", "aws", "sns", { Length: > 0 }, var account, { Length: > 0 }] && Principal.IsAccount(account);
}
