using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>The records of one name and type in a hosted zone, as Route 53 has them.</summary>
/// <param name="Name">As <see cref="DomainName"/> writes it.</param>
/// <param name="Type">For example <c>TXT</c>.</param>
/// <param name="Ttl">How many seconds an answer may be kept; null for an alias.</param>
/// <param name="Values">As they were given: texts in quotation marks.</param>
/// <param name="Alias">What answers in the place of values; null when it has values.</param>
public sealed record RecordSet(string Name, string Type, long? Ttl, ImmutableArray<string> Values, AliasTarget? Alias)
{
    /// <summary>What a zone holds it by: names in Route 53's order, types of a name in alphabetical order.</summary>
    public string Key => KeyOf(Name, Type);

    /// <summary>What a zone would hold a name and type by.</summary>
    public static string KeyOf(string name, string type) => $"{DomainName.Reversed(name)} {type}";

    /// <summary>Whether another one says the same: records that hold lists are never equal.</summary>
    public bool Says(RecordSet other) =>
        Name == other.Name && Type == other.Type && Ttl == other.Ttl && Alias == other.Alias
        && Values.Order(StringComparer.Ordinal).SequenceEqual(other.Values.Order(StringComparer.Ordinal), StringComparer.Ordinal);
}

/// <summary>What an alias record answers with.</summary>
/// <param name="HostedZoneId">The zone of the name: that of an endpoint's or load balancer's names, or the record's own.</param>
/// <param name="DnsName">As <see cref="DomainName"/> writes it.</param>
/// <param name="EvaluateTargetHealth">Whether it answers only what is healthy. Names of this world do so anyway.</param>
public sealed record AliasTarget(string HostedZoneId, string DnsName, bool EvaluateTargetHealth);

/// <summary>What becomes of a record set.</summary>
public enum RecordAction
{
    /// <summary>It is made, and was not there.</summary>
    Create,

    /// <summary>It is taken away, and was there as it is said.</summary>
    Delete,

    /// <summary>It is made, or stands in the place of the one that was there.</summary>
    Upsert,
}

/// <summary>A change of a record set.</summary>
public sealed record RecordChange(RecordAction Action, RecordSet RecordSet);
