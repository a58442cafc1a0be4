using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>What CreateVpcEndpoint of type Interface asks for.</summary>
public sealed record NewVpcEndpoint
{
    /// <summary>The consumer's VPC.</summary>
    public string VpcId { get; init; } = "";

    /// <summary>The service, by its name.</summary>
    public string ServiceName { get; init; } = "";

    /// <summary>The Region of the service; null means the Region of the call (R19).</summary>
    public string? ServiceRegion { get; init; }

    /// <summary>Subnets, at most one for each zone; none gives an endpoint without addresses.</summary>
    public ImmutableArray<string> SubnetIds { get; init; } = [];

    /// <summary>ipv4, ipv6 or dualstack; null means ipv4.</summary>
    public IpAddressType? IpAddressType { get; init; }

    /// <summary>Which records its names have; null means those of its IP address type (R58).</summary>
    public DnsRecordIpType? DnsRecordIpType { get; init; }

    /// <summary>Whether the service's private DNS name is to work in the VPC (R15); null means the setting <c>privateDnsEnabledByDefault</c>.</summary>
    public bool? PrivateDnsEnabled { get; init; }

    /// <summary>Security groups of the interfaces; none means the VPC's default group (§2.9).</summary>
    public ImmutableArray<string> SecurityGroupIds { get; init; } = [];

    /// <summary>Addresses that the caller chose (§2.11).</summary>
    public ImmutableArray<SubnetConfiguration> SubnetConfigurations { get; init; } = [];

    /// <summary>Tags by key.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = Domain.Tags.None;
}

/// <summary>What ModifyVpcEndpoint asks for; null and empty leave things as they are.</summary>
public sealed record VpcEndpointChange
{
    /// <summary>Subnets to add.</summary>
    public ImmutableArray<string> AddSubnetIds { get; init; } = [];

    /// <summary>Subnets to leave.</summary>
    public ImmutableArray<string> RemoveSubnetIds { get; init; } = [];

    /// <summary>Security groups to add.</summary>
    public ImmutableArray<string> AddSecurityGroupIds { get; init; } = [];

    /// <summary>Security groups to take away.</summary>
    public ImmutableArray<string> RemoveSecurityGroupIds { get; init; } = [];

    /// <summary>The IP address type from now on.</summary>
    public IpAddressType? IpAddressType { get; init; }

    /// <summary>The DNS record IP type from now on; null keeps the one that the endpoint has, where it goes with the IP address type (R58).</summary>
    public DnsRecordIpType? DnsRecordIpType { get; init; }

    /// <summary>Whether the private DNS name works in the VPC from now on.</summary>
    public bool? PrivateDnsEnabled { get; init; }

    /// <summary>Addresses that the caller chose; the interface of such a subnet is replaced.</summary>
    public ImmutableArray<SubnetConfiguration> SubnetConfigurations { get; init; } = [];
}

/// <summary>The addresses that a caller chose for its interface in a subnet (EC2 SubnetConfiguration).</summary>
/// <param name="SubnetId">A subnet of the endpoint.</param>
/// <param name="Ipv4">A free IPv4 address of the subnet, or null for any.</param>
/// <param name="Ipv6">A free IPv6 address of the subnet, or null for any.</param>
public sealed record SubnetConfiguration(string SubnetId, string? Ipv4, string? Ipv6);
