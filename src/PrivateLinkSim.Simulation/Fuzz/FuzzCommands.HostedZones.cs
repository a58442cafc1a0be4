using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <content>Hosted zones and their records.</content>
internal sealed partial class FuzzCommands
{
    private static readonly string[] ZoneNames = ["example.com", "example.com", "example.com", "api.example.com", "api.example.com", "other.org", "a..b"];

    private IEnumerable<(int Weight, Func<Step?> Draw)> HostedZoneKinds() =>
    [
        (8, CreateHostedZone),
        (12, () => AboutZone((call, zone) => call with { ChangeResourceRecordSets = new ChangeResourceRecordSetsParameters { HostedZoneId = zone, ChangeBatch = new ChangeBatchParameter { Changes = Changes() } } })),
        (1, () => AboutZone((call, zone) => call with { UpdateHostedZoneComment = new UpdateHostedZoneCommentParameters { Id = zone, Comment = _dice.Of(null, "drawn") } })),
        (1, () => AboutZone((call, zone) => call with { ChangeTagsForResource = new ChangeTagsForResourceParameters { ResourceId = zone, AddTags = Tags(), RemoveTagKeys = _dice.OneIn(2) ? ["team"] : [] } })),
        (4, () => AboutZone((call, zone) => call with { DeleteHostedZone = new HostedZoneIdParameter { Id = zone } })),
    ];

    // Before there is a zone, little is asked of one.
    private Step? AboutZone(Func<Step, string, Step> draw)
    {
        const int Seldom = 8;
        if (!_stage.All(ResourceKind.HostedZone).Any() && !_dice.OneIn(Seldom))
        {
            return null;
        }

        var (name, zone) = One(ResourceKind.HostedZone);
        return draw(Call(zone?.Account, "everywhere"), name);
    }

    private Step CreateHostedZone()
    {
        var account = AnyAccount();
        return Making(
            Call(account.Account, "everywhere") with
            {
                CreateHostedZone = new CreateHostedZoneParameters { Name = _dice.Of(ZoneNames), CallerReference = FormattableString.Invariant($"drawn-{_dice.Below(6)}") },
            },
            ResourceKind.HostedZone,
            account);
    }

    private ImmutableArray<ChangeParameter> Changes() =>
        [.. Enumerable.Range(0, 1 + _dice.Below(2)).Select(_ => new ChangeParameter { Action = _dice.Of(RecordAction.Create, RecordAction.Upsert, RecordAction.Delete), ResourceRecordSet = RecordSet() })];

    private ResourceRecordSetParameter RecordSet() => _dice.Below(8) switch
    {
        < 2 => new ResourceRecordSetParameter { Service = One(ResourceKind.Service).Name, TTL = 60 },
        < 5 => Records("_x.api.example.com", "TXT", "\"vpce:none\" \"and more\""),
        < 7 => Records(_dice.Of("www.api.example.com", "api.example.com", "*.api.example.com"), _dice.Of("A", "CNAME"), _dice.Of("192.0.2.7", "192.0.2.8", "_x.api.example.com")),
        _ => Records("api.example.com", "NS", "ns-0.awsdns-00.com"),
    };

    private static ResourceRecordSetParameter Records(string name, string type, string value) =>
        new() { Name = name, Type = type, TTL = 60, ResourceRecords = [new ResourceRecordParameter { Value = value }] };
}
