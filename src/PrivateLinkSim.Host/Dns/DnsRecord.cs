using System.Collections.Immutable;
using System.Net;

namespace PrivateLinkSim.Host;

/// <summary>A record as a name server tells it.</summary>
/// <param name="Owner">Whose it is; null for the name that was asked for.</param>
/// <param name="Seconds">How long it may be kept.</param>
internal abstract record DnsRecord(string? Owner, uint Seconds)
{
    /// <summary>How long the names of endpoints and load balancers may be kept (domain: 60 s).</summary>
    public const uint OneMinute = 60;

    /// <summary>An address, of the family that it is of.</summary>
    public sealed record Address(string? Owner, IPAddress Value) : DnsRecord(Owner, OneMinute);

    /// <summary>Another name for the owner.</summary>
    public sealed record Cname(string? Owner, string Target) : DnsRecord(Owner, OneMinute);

    /// <summary>The name of an address.</summary>
    public sealed record Ptr(string? Owner, string Target) : DnsRecord(Owner, OneMinute);

    /// <summary>A text.</summary>
    public sealed record Txt(string? Owner, string Value) : DnsRecord(Owner, OneMinute);

    /// <summary>A name server of a zone.</summary>
    public sealed record Ns(string? Owner, string Server) : DnsRecord(Owner, OneMinute);

    /// <summary>The start of a zone.</summary>
    public sealed record Soa(string? Owner) : DnsRecord(Owner, OneMinute);
}

/// <summary>What is answered to a question.</summary>
/// <param name="Authority">The start of the zone that says that there is nothing, if there is nothing.</param>
internal sealed record DnsFindings(DnsCode Code, ImmutableArray<DnsRecord> Answers, ImmutableArray<DnsRecord> Authority);
