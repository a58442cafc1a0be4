using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>What the policies are asked about Route 53 calls.</summary>
internal static class HostedZonesRequests
{
    private const string Change = "ChangeResourceRecordSets";

    /// <summary>The requests of a call to an account's hosted zones.</summary>
    public static ImmutableArray<AuthorizationRequest> Of(HostedZonesCommand command, DoorCall call) => command switch
    {
        HostedZonesCommand.CreateHostedZone => [call.Route53("CreateHostedZone", "*")],
        HostedZonesCommand.UpdateHostedZoneComment update => [call.Route53("UpdateHostedZoneComment", Zone(update.ZoneId))],
        HostedZonesCommand.DeleteHostedZone delete => [call.Route53("DeleteHostedZone", Zone(delete.ZoneId))],
        HostedZonesCommand.ChangeTagsForResource change => [call.Route53("ChangeTagsForResource", Zone(change.ZoneId))],
        HostedZonesCommand.ChangeResourceRecordSets change => [OnRecords(call.Route53(Change, Zone(change.ZoneId)), change.Changes)],
        _ => throw new UnreachableException($"{command.GetType().Name} does not come from outside."),
    };

    private static AuthorizationRequest OnRecords(AuthorizationRequest request, ImmutableArray<RecordChange> changes) => request
        .With($"route53:{Change}NormalizedRecordNames", Each(changes, each => Normalized(each.RecordSet.Name)))
        .With($"route53:{Change}RecordTypes", Each(changes, each => each.RecordSet.Type))
        .With($"route53:{Change}Actions", Each(changes, each => each.Action.ToString().ToUpperInvariant()));

    private static ImmutableArray<string> Each(ImmutableArray<RecordChange> changes, Func<RecordChange, string> word) =>
        [.. changes.Select(word).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    // Policies say names without a final dot. One that can't be read is refused when it gets to its zone.
    private static string Normalized(string text) => DomainName.TryRead(text, out var name, out _) ? name.TrimEnd('.') : text;

    private static string Zone(string zoneId) => $"arn:aws:route53:::hostedzone/{zoneId}";
}
