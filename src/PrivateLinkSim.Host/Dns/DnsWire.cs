namespace PrivateLinkSim.Host;

/// <summary>The kinds of records that are asked for or answered, by their numbers on the wire.</summary>
internal enum DnsKind : ushort
{
    None = 0,
    A = 1,
    Ns = 2,
    Cname = 5,
    Soa = 6,
    Ptr = 12,
    Mx = 15,
    Txt = 16,
    Aaaa = 28,
    Srv = 33,
    Opt = 41,
    Ixfr = 251,
    Axfr = 252,
    Any = 255,
}

/// <summary>How a name server ends a question, by the numbers on the wire.</summary>
internal enum DnsCode : ushort
{
    NoError = 0,
    FormErr = 1,
    ServFail = 2,
    NxDomain = 3,
    NotImp = 4,
    Refused = 5,
    BadVers = 16,
}

/// <summary>Sizes and bits of DNS messages (RFC 1035, RFC 6891).</summary>
internal static class DnsWire
{
    public const int HeaderBytes = 12;
    public const int MostNameBytes = 255;
    public const int MostLabelBytes = 63;
    public const int MostStreamBytes = ushort.MaxValue;

    /// <summary>What a datagram may hold when the client does not say more.</summary>
    public const int LeastDatagramBytes = 512;

    /// <summary>What a datagram holds at most whatever the client says: more is cut into fragments on the way (DNS flag day 2020).</summary>
    public const int MostDatagramBytes = 1232;

    public const int OptBytes = 11;
    public const ushort Internet = 1;

    public const ushort IsAnswer = 0x8000;
    public const ushort IsTruncated = 0x0200;
    public const ushort RecursionDesired = 0x0100;
    public const ushort RecursionAvailable = 0x0080;
    public const ushort CheckingDisabled = 0x0010;
    public const ushort DnssecOk = 0x8000;

    public const byte Pointer = 0xC0;
    public const int FarthestPointed = 0x3FFF;
}
