using System.Collections.Immutable;
using Newtonsoft.Json;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>An interface endpoint that stands from the start. Its VPC's owner makes it, at the start time.</summary>
public sealed record EndpointTopology
{
    /// <summary>What the scenario calls it.</summary>
    [JsonRequired]
    public string Name { get; init; } = "";

    /// <summary>Its VPC, by name.</summary>
    [JsonRequired]
    public string Vpc { get; init; } = "";

    /// <summary>The service that it connects to, one of the topology's, by name.</summary>
    [JsonRequired]
    public string Service { get; init; } = "";

    /// <summary>Its subnets, all of its VPC: one for each zone.</summary>
    public ImmutableArray<string> Subnets { get; init; } = [];

    /// <summary>Security groups of its interfaces, by name; none means the default group of the VPC.</summary>
    public ImmutableArray<string> SecurityGroups { get; init; } = [];

    /// <summary>ipv4 (the default), ipv6 or dualstack.</summary>
    public IpAddressType? IpAddressType { get; init; }

    /// <summary>Which records its names have; without it, those that fit its IP address type.</summary>
    public DnsRecordIpType? DnsRecordIpType { get; init; }

    /// <summary>
    /// Whether the service's private DNS name works in the VPC. The name must be verified at the start: privateDnsVerified of the service,
    /// and <c>"privateDnsVerification": "0s"</c> among the settings.
    /// </summary>
    public bool PrivateDnsEnabled { get; init; }

    /// <summary>What the provider said to its connection; without it, accepted. A service that accepts all connections need not be asked.</summary>
    public ConnectionAnswer Connection { get; init; }

    /// <summary>Tags by key.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = Sorted.Map<string>();
}

/// <summary>What a provider said to a connection.</summary>
public enum ConnectionAnswer
{
    /// <summary>Yes.</summary>
    Accepted,

    /// <summary>No.</summary>
    Rejected,

    /// <summary>Nothing yet.</summary>
    Awaited,
}
