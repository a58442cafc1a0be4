using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host;

/// <summary>How Route 53 writes what it has.</summary>
internal static class Route53Shapes
{
    public static void Zone(XmlBody body, string zoneId, HostedZone zone) => body
        .Text("Id", $"/hostedzone/{zoneId}")
        .Text("Name", zone.Name)
        .Text("CallerReference", zone.CallerReference)
        .Within("Config", config => config.Text("Comment", zone.Comment).Flag("PrivateZone", false))
        .Number("ResourceRecordSetCount", zone.RecordSets.Count);

    public static void DelegationSet(XmlBody body, HostedZone zone) => body.Within("DelegationSet", set => set.Texts("NameServers", zone.NameServers, "NameServer"));

    public static void Change(XmlBody body, string changeId, ZoneChange change) => body.Within("ChangeInfo", info => info
        .Text("Id", $"/change/{changeId}")
        .Text("Status", change.IsInSync ? "INSYNC" : "PENDING")
        .Text("SubmittedAt", change.SubmittedAt.ToString())
        .Text("Comment", change.Comment));

    public static void RecordSet(XmlBody body, RecordSet set)
    {
        body.Text("Name", set.Name).Text("Type", set.Type).Number("TTL", set.Ttl);
        if (set.Alias is { } alias)
        {
            body.Within("AliasTarget", target => target
                .Text("HostedZoneId", alias.HostedZoneId)
                .Text("DNSName", alias.DnsName)
                .Flag("EvaluateTargetHealth", alias.EvaluateTargetHealth));
        }
        else
        {
            body.List("ResourceRecords", set.Values, static (record, value) => record.Text("Value", value), "ResourceRecord");
        }
    }
}
