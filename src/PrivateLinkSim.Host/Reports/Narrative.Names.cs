using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host;

/// <content>Public DNS, and the hosted zones of accounts.</content>
internal static partial class Narrative
{
    private static Telling Tell(PublicDnsEvent fact, Names names) => fact switch
    {
        PublicDnsEvent.TxtPublished published => Telling.Story($"has TXT \"{published.Value}\" at {published.Name}"),
        PublicDnsEvent.TxtWithdrawn withdrawn => Telling.Story($"no longer has TXT \"{withdrawn.Value}\" at {withdrawn.Name}"),
        PublicDnsEvent.ZoneServed served => Telling.Detail($"hears of the zone {Zone(served.ZoneId, served.Name, names)}"),
        PublicDnsEvent.RecordsServed served => Telling.Detail($"hears that {Zone(served.ZoneId, served.Name, names)} {Changed(served.Changes)}"),
        PublicDnsEvent.ZoneEnded ended => Telling.Detail($"hears that there is no zone {Zone(ended.ZoneId, ended.Name, names)} any more"),
        _ => throw Untold(fact),
    };

    private static Telling Tell(HostedZonesEvent fact, Names names) => fact switch
    {
        HostedZonesEvent.HostedZoneCreated created => Telling.Story($"has the zone {Zone(created.ZoneId, created.Name, names)}"),
        HostedZonesEvent.CommentUpdated updated => Telling.Detail($"says anew what {names.Of(updated.ZoneId)} is for"),
        HostedZonesEvent.RecordSetsChanged changed => Telling.Story($"has {names.Of(changed.ZoneId)} changed, which {Changed(changed.Changes)}"),
        HostedZonesEvent.HostedZoneDeleted deleted => Telling.Story($"deletes {names.Of(deleted.ZoneId)}"),
        HostedZonesEvent.TagsChanged changed => Telling.Detail($"has {names.Of(changed.ZoneId)} tagged"),
        HostedZonesEvent.ChangeSynchronized synchronized => Telling.Story($"has change {synchronized.ChangeId} of {names.Of(synchronized.Change.ZoneId)} in sync"),
        _ => throw Untold(fact),
    };

    private static string Zone(string zoneId, string name, Names names) => names.Of(zoneId) is var known && known == zoneId ? $"{name} ({zoneId})" : $"{known} ({name})";

    private static string Changed(ImmutableArray<RecordChange> changes)
    {
        string[] said =
        [
            .. Those(false).Take(1).Select(_ => $"has {Join(Those(false))}"),
            .. Those(true).Take(1).Select(_ => $"no longer has {Join(Those(true))}"),
        ];
        return string.Join(" and ", said);

        IEnumerable<string> Those(bool deleted) => changes
            .Where(change => change.Action == RecordAction.Delete == deleted)
            .Select(change => $"{change.RecordSet.Type} {string.Join(" ", change.RecordSet.Values)}{change.RecordSet.Alias?.DnsName} at {change.RecordSet.Name}");
    }
}
