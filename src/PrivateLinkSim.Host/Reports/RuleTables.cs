using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host;

/// <summary>A decision table as text.</summary>
internal sealed record RuleTable(string Title, string[] Heads, ImmutableArray<string[]> Rows);

/// <summary>The decision tables of IP address types, for the rules that they are.</summary>
internal static class RuleTables
{
    private static readonly IpAddressType[] Types = [IpAddressType.Ipv4, IpAddressType.Ipv6, IpAddressType.Dualstack];

    /// <summary>The table that a rule is a part of, or null.</summary>
    public static RuleTable? Of(string rule) => rule switch
    {
        "R53" => Services(),
        "R54" or "R55" or "R56" or "R56a" or "R57" => Subnets(),
        "R58" or "R59" or "R60" or "R61" => Records(),
        _ => null,
    };

    private static RuleTable Subnets() => new(
        "a subnet and the endpoint types it goes with; all selected subnets must",
        ["subnet", .. Types.Select(type => type.OnTheWire())],
        [.. IpAddressTypes.Subnets.Select(row => (string[])[NameOf(row.Subnet), .. Types.Select(type => YesNo(row.Allowed.Contains(type)))])]);

    private static RuleTable Services() => new(
        "what a service supports and the endpoint types it takes",
        ["service", .. Types.Select(type => type.OnTheWire())],
        [
            .. IpAddressTypes.Services.Select(row => (string[])
            [
                string.Join(", ", row.Supported.Select(type => type.OnTheWire())), .. Types.Select(type => YesNo(row.Allowed.Contains(type))),
            ]),
        ]);

    private static RuleTable Records() => new(
        "an endpoint type, a DNS record IP type, and the records they give",
        ["endpoint", "DNS record type", "Regional, zonal", "private name"],
        [.. IpAddressTypes.Records.Select(row => (string[])[row.Endpoint.OnTheWire(), row.Dns.OnTheWire(), RecordsOf(row.EndpointNames), RecordsOf(row.PrivateName)])]);

    private static string RecordsOf(ImmutableArray<DnsRecordType> records) =>
        records.IsEmpty ? "refused" : string.Join(", ", records.Select(record => record.ToString().ToUpperInvariant()));

    private static string NameOf(SubnetKind kind) => kind switch
    {
        SubnetKind.Ipv4Only => "IPv4 only",
        SubnetKind.Dualstack => "IPv4 and IPv6",
        _ => "IPv6 only",
    };

    private static string YesNo(bool allowed) => allowed ? "yes" : "no";
}
