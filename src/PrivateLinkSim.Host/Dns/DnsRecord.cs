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
    public sealed record Soa(string? Owner) : DnsRecord(Owner, OneMinute)
    {
        /// <summary>What it says.</summary>
        public DnsStart Start { get; init; } = DnsStart.OfAmazon;
    }

    /// <summary>A text in the strings that it was given in, a character for each octet.</summary>
    public sealed record Strings(string? Owner, ImmutableArray<string> Values) : DnsRecord(Owner, OneMinute);

    /// <summary>Numbers, and a server behind them: where mail goes, where a service is.</summary>
    public sealed record Location(string? Owner, DnsKind Kind, ImmutableArray<ushort> Numbers, string Target) : DnsRecord(Owner, OneMinute);
}

/// <summary>What the start of a zone says.</summary>
/// <param name="Server">The first of its name servers.</param>
/// <param name="Mailbox">Who keeps it, a dot in the place of the at sign.</param>
/// <param name="Numbers">Serial number, and the seconds of refresh, retry, expiry and of answers that say that there is nothing.</param>
internal sealed record DnsStart(string Server, string Mailbox, ImmutableArray<uint> Numbers)
{
    /// <summary>Amazon's own values, but for how long an answer of nothing is kept: what is not there yet may be there soon.</summary>
    public static readonly DnsStart OfAmazon = new(DnsReply.NameServers[0], "awsdns-hostmaster.amazon.com", [1, 7200, 900, 1_209_600, DnsRecord.OneMinute]);
}

/// <summary>What is answered to a question.</summary>
/// <param name="Authority">The start of the zone that says that there is nothing, if there is nothing.</param>
internal sealed record DnsFindings(DnsCode Code, ImmutableArray<DnsRecord> Answers, ImmutableArray<DnsRecord> Authority);
