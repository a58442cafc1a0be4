using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>The IP address type of an endpoint or a load balancer (EC2 IpAddressType). A service supports <see cref="Ipv4"/>, <see cref="Ipv6"/> or both.</summary>
public enum IpAddressType
{
    /// <summary>IPv4 addresses only: <c>ipv4</c>.</summary>
    Ipv4,

    /// <summary>IPv6 addresses only: <c>ipv6</c>. No load balancer has this type.</summary>
    Ipv6,

    /// <summary>Both: <c>dualstack</c>. No service lists this one; it lists both others.</summary>
    Dualstack,
}

/// <summary>Which records the names of an endpoint have (EC2 DnsRecordIpType).</summary>
public enum DnsRecordIpType
{
    /// <summary>A records: <c>ipv4</c>.</summary>
    Ipv4,

    /// <summary>AAAA records: <c>ipv6</c>.</summary>
    Ipv6,

    /// <summary>Both: <c>dualstack</c>.</summary>
    Dualstack,

    /// <summary>A for all names, AAAA for the Regional and zonal ones: <c>service-defined</c>.</summary>
    ServiceDefined,
}

/// <summary>A question that DNS answers with addresses.</summary>
public enum DnsRecordType
{
    /// <summary>IPv4 addresses.</summary>
    A,

    /// <summary>IPv6 addresses.</summary>
    Aaaa,
}

/// <summary>What a subnet has to give.</summary>
public enum SubnetKind
{
    /// <summary>An IPv4 range only.</summary>
    Ipv4Only,

    /// <summary>An IPv4 and an IPv6 range.</summary>
    Dualstack,

    /// <summary>An IPv6 range only (ipv6Native).</summary>
    Ipv6Only,
}

/// <summary>A subnet kind and the endpoint types that it goes with (R54-R56a). A selection of subnets goes with a type when each of them does.</summary>
public sealed record SubnetKindRow(SubnetKind Subnet, ImmutableArray<IpAddressType> Allowed);

/// <summary>What a service supports and the endpoint types that it takes (R53).</summary>
public sealed record ServiceTypeRow(ImmutableArray<IpAddressType> Supported, ImmutableArray<IpAddressType> Allowed);

/// <summary>An endpoint type, a DNS record IP type, and the records that they give (R58-R61); none means that the pair is refused.</summary>
public sealed record DnsRecordRow(
    IpAddressType Endpoint, DnsRecordIpType Dns, ImmutableArray<DnsRecordType> EndpointNames, ImmutableArray<DnsRecordType> PrivateName);

/// <summary>The decision tables of IP address types, as data. The guide's section "IP address types" is their source.</summary>
public static class IpAddressTypes
{
    /// <summary>Subnets against endpoint types.</summary>
    public static ImmutableArray<SubnetKindRow> Subnets { get; } =
    [
        new(SubnetKind.Ipv4Only, [IpAddressType.Ipv4]),
        new(SubnetKind.Dualstack, [IpAddressType.Ipv4, IpAddressType.Dualstack]),
        new(SubnetKind.Ipv6Only, [IpAddressType.Ipv6]),
    ];

    /// <summary>
    /// Services against endpoint types. What a service of ipv6 alone says to ipv4 and dualstack is not published: by symmetry it
    /// refuses (setting <c>ipv6OnlyServiceTakesIpv4</c>).
    /// </summary>
    public static ImmutableArray<ServiceTypeRow> Services { get; } =
    [
        new([IpAddressType.Ipv4], [IpAddressType.Ipv4]),
        new([IpAddressType.Ipv4, IpAddressType.Ipv6], [IpAddressType.Ipv4, IpAddressType.Dualstack, IpAddressType.Ipv6]),
        new([IpAddressType.Ipv6], [IpAddressType.Ipv6]),
    ];

    /// <summary>
    /// Endpoint types against DNS record IP types. What service-defined gives an endpoint of one family is not published (setting
    /// <c>serviceDefinedDnsOnSingleStack</c>).
    /// </summary>
    public static ImmutableArray<DnsRecordRow> Records { get; } =
    [
        new(IpAddressType.Ipv4, DnsRecordIpType.Ipv4, [DnsRecordType.A], [DnsRecordType.A]),
        new(IpAddressType.Ipv4, DnsRecordIpType.Ipv6, [], []),
        new(IpAddressType.Ipv4, DnsRecordIpType.Dualstack, [], []),
        new(IpAddressType.Ipv4, DnsRecordIpType.ServiceDefined, [DnsRecordType.A], [DnsRecordType.A]),
        new(IpAddressType.Ipv6, DnsRecordIpType.Ipv4, [], []),
        new(IpAddressType.Ipv6, DnsRecordIpType.Ipv6, [DnsRecordType.Aaaa], [DnsRecordType.Aaaa]),
        new(IpAddressType.Ipv6, DnsRecordIpType.Dualstack, [], []),
        new(IpAddressType.Ipv6, DnsRecordIpType.ServiceDefined, [DnsRecordType.Aaaa], [DnsRecordType.Aaaa]),
        new(IpAddressType.Dualstack, DnsRecordIpType.Ipv4, [DnsRecordType.A], [DnsRecordType.A]),
        new(IpAddressType.Dualstack, DnsRecordIpType.Ipv6, [DnsRecordType.Aaaa], [DnsRecordType.Aaaa]),
        new(IpAddressType.Dualstack, DnsRecordIpType.Dualstack, [DnsRecordType.A, DnsRecordType.Aaaa], [DnsRecordType.A, DnsRecordType.Aaaa]),
        new(IpAddressType.Dualstack, DnsRecordIpType.ServiceDefined, [DnsRecordType.A, DnsRecordType.Aaaa], [DnsRecordType.A]),
    ];

    /// <summary>Whether the type has IPv4 addresses (R45).</summary>
    public static bool HasIpv4(this IpAddressType type) => type != IpAddressType.Ipv6;

    /// <summary>Whether the type has IPv6 addresses (R46).</summary>
    public static bool HasIpv6(this IpAddressType type) => type != IpAddressType.Ipv4;

    /// <summary>Whether a subnet of this kind goes with an endpoint of this type (R54-R56a).</summary>
    public static bool Allows(this SubnetKind subnet, IpAddressType endpoint) =>
        Subnets.First(row => row.Subnet == subnet).Allowed.Contains(endpoint);

    /// <summary>The row of a pair of types.</summary>
    public static DnsRecordRow RecordsOf(IpAddressType endpoint, DnsRecordIpType dns) =>
        Records.First(row => row.Endpoint == endpoint && row.Dns == dns);

    /// <summary>What an endpoint gets whose DNS record IP type was left out: its own IP address type.</summary>
    public static DnsRecordIpType DefaultFor(IpAddressType endpoint) => endpoint switch
    {
        IpAddressType.Ipv4 => DnsRecordIpType.Ipv4,
        IpAddressType.Ipv6 => DnsRecordIpType.Ipv6,
        _ => DnsRecordIpType.Dualstack,
    };

    /// <summary>As AWS writes it: <c>ipv4</c>, <c>ipv6</c>, <c>dualstack</c>.</summary>
    public static string OnTheWire(this IpAddressType type) => type switch
    {
        IpAddressType.Ipv4 => "ipv4",
        IpAddressType.Ipv6 => "ipv6",
        _ => "dualstack",
    };

    /// <summary>As AWS writes it: <c>ipv4</c>, <c>ipv6</c>, <c>dualstack</c>, <c>service-defined</c>.</summary>
    public static string OnTheWire(this DnsRecordIpType type) => type switch
    {
        DnsRecordIpType.Ipv4 => "ipv4",
        DnsRecordIpType.Ipv6 => "ipv6",
        DnsRecordIpType.Dualstack => "dualstack",
        _ => "service-defined",
    };
}
