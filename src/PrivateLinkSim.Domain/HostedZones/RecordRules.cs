using System.Collections.Immutable;
using System.Globalization;

namespace PrivateLinkSim.Domain;

/// <summary>What a record set can say, and what can stand beside what in a zone (§route53/batch).</summary>
internal static class RecordRules
{
    private static readonly ImmutableArray<string> Aliased = ["A", "AAAA"];

    /// <summary>What is wrong with a record set itself, in Route 53's words.</summary>
    public static IEnumerable<string> Complaints(HostedZone zone, RecordSet set)
    {
        if (!DomainName.IsWithin(set.Name, zone.Name))
        {
            yield return $"RRSet with DNS name {set.Name} is not permitted in zone {zone.Name}";
        }

        if (set.Alias is not null && !Aliased.Contains(set.Type, StringComparer.Ordinal))
        {
            yield return $"The simulator does not model alias records of type {set.Type}";
        }

        if (set.Type == "CNAME" && set.Name == zone.Name)
        {
            yield return $"RRSet of type CNAME with DNS name {set.Name} is not permitted at apex in zone {zone.Name}";
        }

        if (set is { Type: "CNAME" or "SOA", Values.Length: > 1 })
        {
            yield return $"RRSet of type {set.Type} with DNS name {set.Name} is not permitted to have more than one resource record";
        }

        foreach (var value in set.Values)
        {
            if (Complaint(set.Type, value) is { } complaint)
            {
                yield return $"Invalid Resource Record: 'FATAL problem: {complaint} encountered with '{value}''";
            }
        }

        foreach (var twice in set.Values.GroupBy(value => value, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            yield return $"Duplicate Resource Record: '{twice.Key}'";
        }
    }

    /// <summary>What can't stand in the zone after the changes.</summary>
    /// <param name="after">All record sets of the zone then.</param>
    public static IEnumerable<string> Conflicts(
        string zoneId, HostedZone zone, ImmutableArray<RecordChange> changes, ImmutableSortedDictionary<string, RecordSet> after)
    {
        foreach (var set in changes.Where(change => change.Action != RecordAction.Delete).Select(change => change.RecordSet))
        {
            if (Conflict(zoneId, zone, set, after) is { } conflict)
            {
                yield return conflict;
            }
        }

        if (!after.ContainsKey(RecordSet.KeyOf(zone.Name, "SOA")))
        {
            yield return "A HostedZone must contain exactly one SOA record.";
        }

        if (!after.ContainsKey(RecordSet.KeyOf(zone.Name, "NS")))
        {
            yield return "A HostedZone must contain at least one NS record for the zone itself.";
        }
    }

    private static string? Conflict(string zoneId, HostedZone zone, RecordSet set, ImmutableSortedDictionary<string, RecordSet> after)
    {
        if (set.Type == "CNAME" && RecordTypes.All.Any(type => type != "CNAME" && after.ContainsKey(RecordSet.KeyOf(set.Name, type))))
        {
            return $"RRSet of type CNAME with DNS name {set.Name} is not permitted as it conflicts with other records with the same DNS name in zone {zone.Name}";
        }

        if (set.Type != "CNAME" && after.ContainsKey(RecordSet.KeyOf(set.Name, "CNAME")))
        {
            return $"RRSet of type {set.Type} with DNS name {set.Name} is not permitted because a conflicting RRSet of type CNAME with the same DNS name already exists in zone {zone.Name}";
        }

        if (set.Type == "SOA" && set.Name != zone.Name)
        {
            return "A HostedZone must contain exactly one SOA record.";
        }

        return set.Alias is not { } alias || alias.HostedZoneId != zoneId ? null
            : !DomainName.IsWithin(alias.DnsName, zone.Name)
                ? $"Tried to create an alias that targets {alias.DnsName}, type {set.Type} in zone {zoneId}, but the alias target name does not lie within the target zone"
            : !after.ContainsKey(RecordSet.KeyOf(alias.DnsName, set.Type))
                ? $"Tried to create an alias that targets {alias.DnsName}, type {set.Type} in zone {zoneId}, but that target was not found"
            : null;
    }

    private static string? Complaint(string type, string value) => type switch
    {
        "A" => CidrBlock.TryParseAddress(value, out _) ? null : "ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address)",
        "AAAA" => Ipv6Block.TryParseAddress(value, out _) ? null : "AAAARRDATAIllegalIPv6Address (Value is not a valid IPv6 address)",
        "TXT" => TxtValue.TryRead(value, out _, out var complaint) ? null : complaint,
        "MX" => Fields(value) is not [var preference, var exchange] ? "MXRRDATANotTwoFields (MX record doesn't have 2 fields)"
            : Numbers(ushort.MaxValue, preference) ?? Name(exchange),
        "SRV" => Fields(value) is not [var priority, var weight, var port, var target] ? "SRVRRDATANotFourFields (SRV record doesn't have 4 fields)"
            : Numbers(ushort.MaxValue, priority, weight, port) ?? Name(target),
        "SOA" => Fields(value) is not [var server, var mailbox, .. { Length: 5 } numbers] ? "SOARRDATANotSevenFields (SOA record doesn't have 7 fields)"
            : Name(server) ?? Name(mailbox) ?? Numbers(uint.MaxValue, numbers),
        _ => Name(value),
    };

    private static string[] Fields(string value) => value.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);

    private static string? Name(string text) => DomainName.TryRead(text, out _, out var complaint) ? null : complaint;

    private static string? Numbers(uint most, params string[] texts) =>
        texts.All(text => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most)
            ? null
            : "InvalidNumber (Value is not a valid number)";
}
