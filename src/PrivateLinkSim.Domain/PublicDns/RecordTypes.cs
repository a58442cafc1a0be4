using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>The types of records that hosted zones have here, and those that Route 53 has besides.</summary>
public static class RecordTypes
{
    /// <summary>Those that hosted zones have here, in ordinal order.</summary>
    public static readonly ImmutableArray<string> All = ["A", "AAAA", "CNAME", "MX", "NS", "PTR", "SOA", "SRV", "TXT"];

    /// <summary>Route 53's own list, in its order.</summary>
    public static readonly ImmutableArray<string> OfRoute53 =
        ["SOA", "A", "TXT", "NS", "CNAME", "MX", "NAPTR", "PTR", "SRV", "SPF", "AAAA", "CAA", "DS", "TLSA", "SSHFP", "SVCB", "HTTPS"];
}
