using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>What CreateVpcEndpointServiceConfiguration asks for.</summary>
public sealed record NewEndpointService
{
    /// <summary>The Network Load Balancers that are its front end (R2, R3).</summary>
    public ImmutableArray<string> NetworkLoadBalancerArns { get; init; } = [];

    /// <summary>Whether the provider accepts each connection (§2.1: true when left out).</summary>
    public bool AcceptanceRequired { get; init; } = true;

    /// <summary>Regions besides its own from which it can be reached (R18).</summary>
    public ImmutableArray<string> SupportedRegions { get; init; } = [];

    /// <summary>ipv4, ipv6 or both (R42); none means ipv4.</summary>
    public ImmutableArray<IpAddressType> SupportedIpAddressTypes { get; init; } = [];

    /// <summary>The private DNS name, or null for none (R14).</summary>
    public string? PrivateDnsName { get; init; }

    /// <summary>Tags by key.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = Domain.Tags.None;
}

/// <summary>What ModifyVpcEndpointServiceConfiguration asks for. A change of nothing brings new zones of the load balancers into the service.</summary>
public sealed record EndpointServiceChange
{
    /// <summary>Regions from which it can be reached from now on.</summary>
    public ImmutableArray<string> AddSupportedRegions { get; init; } = [];

    /// <summary>Regions from which new endpoints can reach it no longer.</summary>
    public ImmutableArray<string> RemoveSupportedRegions { get; init; } = [];

    /// <summary>Whether the provider accepts each connection from now on; null leaves it.</summary>
    public bool? AcceptanceRequired { get; init; }

    /// <summary>Load balancers to add.</summary>
    public ImmutableArray<string> AddNetworkLoadBalancerArns { get; init; } = [];

    /// <summary>Load balancers to take away.</summary>
    public ImmutableArray<string> RemoveNetworkLoadBalancerArns { get; init; } = [];

    /// <summary>IP address types to support from now on.</summary>
    public ImmutableArray<IpAddressType> AddSupportedIpAddressTypes { get; init; } = [];

    /// <summary>IP address types to support no longer.</summary>
    public ImmutableArray<IpAddressType> RemoveSupportedIpAddressTypes { get; init; } = [];

    /// <summary>The private DNS name from now on; null leaves it.</summary>
    public string? PrivateDnsName { get; init; }

    /// <summary>Takes the private DNS name away.</summary>
    public bool RemovePrivateDnsName { get; init; }
}
