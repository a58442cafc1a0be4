using System.Collections.Immutable;
using System.Xml.Linq;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>The calls about the records of hosted zones.</summary>
internal static class Route53Records
{
    private const int MostSets = 300;

    private static readonly string[] Known = ["Name", "Type", "TTL", "ResourceRecords", "AliasTarget"];

    private static readonly string[] OfRouting =
    [
        "SetIdentifier", "Weight", "Region", "GeoLocation", "Failover", "MultiValueAnswer", "HealthCheckId", "TrafficPolicyInstanceId", "CidrRoutingConfig",
        "GeoProximityLocation",
    ];

    public static ImmutableArray<Route53Route> Routes { get; } =
    [
        new("ChangeResourceRecordSets", "POST", "hostedzone/{Id}/rrset", ChangeAsync),
        new("ListResourceRecordSets", "GET", "hostedzone/{Id}/rrset", Route53Zones.Reading(List)),
    ];

    private static async Task<Action<XmlBody>> ChangeAsync(Route53Call call)
    {
        var body = call.Body();
        body.RequireOnly("ChangeBatch");
        var batch = body.RequiredChild("ChangeBatch");
        batch.RequireOnly("Comment", "Changes");
        var submitted = (HostedZonesReply.ChangeSubmitted)(await call.AskAsync(new Step
        {
            ChangeResourceRecordSets = new()
            {
                HostedZoneId = call.Id,
                ChangeBatch = new() { Comment = batch.Text("Comment"), Changes = [.. batch.Items("Changes", "Change").Select(ReadChange)] },
            },
        }))!;
        return answer => Route53Shapes.Change(answer, submitted.ChangeId, call.Zones.Changes[submitted.ChangeId]);
    }

    private static ChangeParameter ReadChange(XElement change)
    {
        change.RequireOnly("Action", "ResourceRecordSet");
        var set = change.RequiredChild("ResourceRecordSet");
        if (OfRouting.FirstOrDefault(name => set.Child(name) is not null) is { } routing)
        {
            throw XmlRequest.Invalid($"The simulator answers every client alike and checks no health of records: it does not model {routing}.");
        }

        set.RequireOnly(Known);
        return new ChangeParameter
        {
            Action = change.RequiredText("Action") switch
            {
                "CREATE" => RecordAction.Create,
                "DELETE" => RecordAction.Delete,
                "UPSERT" => RecordAction.Upsert,
                var other => throw XmlRequest.Invalid(
                    $"1 validation error detected: Value '{other}' at 'changeBatch.changes.1.member.action' failed to satisfy constraint: Member must satisfy enum value set: [CREATE, DELETE, UPSERT]"),
            },
            ResourceRecordSet = new()
            {
                Name = set.RequiredText("Name"),
                Type = set.RequiredText("Type"),
                TTL = set.Number("TTL"),
                ResourceRecords = [.. set.Items("ResourceRecords", "ResourceRecord").Select(record => new ResourceRecordParameter { Value = record.RequiredText("Value") })],
                AliasTarget = set.Child("AliasTarget") is { } alias ? ReadAlias(alias) : null,
            },
        };
    }

    private static AliasTargetParameter ReadAlias(XElement alias)
    {
        alias.RequireOnly("HostedZoneId", "DNSName", "EvaluateTargetHealth");
        return new AliasTargetParameter
        {
            HostedZoneId = alias.RequiredText("HostedZoneId"),
            DNSName = alias.RequiredText("DNSName"),
            EvaluateTargetHealth = alias.Flag("EvaluateTargetHealth") ?? throw XmlRequest.Invalid("Invalid XML ; AliasTarget needs an element EvaluateTargetHealth."),
        };
    }

    private static Action<XmlBody> List(Route53Call call)
    {
        var zone = call.Read(call.Id);
        var (name, type, most) = (call.Query("name"), call.Query("type"), call.MostItems(MostSets));
        if (type is not null && name is null)
        {
            throw XmlRequest.Invalid("The input is not valid: a record type is given without a record name.");
        }

        var first = "";
        if (name is not null)
        {
            first = DomainName.TryRead(name, out var read, out var complaint)
                ? RecordSet.KeyOf(read, type ?? "")
                : throw XmlRequest.Invalid($"Invalid record name: 'FATAL problem: {complaint} encountered with '{name}''");
        }

        var found = zone.RecordSets.Where(set => string.CompareOrdinal(set.Key, first) >= 0).Take(most + 1).Select(set => set.Value).ToArray();
        return body => body
            .List("ResourceRecordSets", found.Take(most), static (each, set) => Route53Shapes.RecordSet(each, set), "ResourceRecordSet")
            .Flag("IsTruncated", found.Length > most)
            .Text("NextRecordName", found.Length > most ? found[most].Name : null)
            .Text("NextRecordType", found.Length > most ? found[most].Type : null)
            .Number("MaxItems", most);
    }
}
