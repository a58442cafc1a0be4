using System.Collections.Immutable;
using Newtonsoft.Json;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Parameters of CreateVpcEndpointServiceConfiguration.</summary>
public sealed record CreateVpcEndpointServiceConfigurationParameters
{
    /// <summary>The Network Load Balancers that are the service's front end.</summary>
    [JsonProperty(nameof(NetworkLoadBalancerArns))]
    public ImmutableArray<string> NetworkLoadBalancerArns { get; init; } = [];

    /// <summary>Whether the provider accepts each connection; AWS's default is true.</summary>
    [JsonProperty(nameof(AcceptanceRequired))]
    public bool AcceptanceRequired { get; init; } = true;

    /// <summary>Regions besides its own from which it can be reached.</summary>
    [JsonProperty(nameof(SupportedRegions))]
    public ImmutableArray<string> SupportedRegions { get; init; } = [];

    /// <summary>ipv4, ipv6 or both; none means ipv4.</summary>
    [JsonProperty(nameof(SupportedIpAddressTypes))]
    public ImmutableArray<IpAddressType> SupportedIpAddressTypes { get; init; } = [];

    /// <summary>Its private DNS name; may begin with <c>*.</c>.</summary>
    [JsonProperty(nameof(PrivateDnsName))]
    public string? PrivateDnsName { get; init; }

    /// <summary>Tags by key.</summary>
    [JsonProperty(nameof(Tags))]
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = Sorted.Map<string>();

    /// <summary>Makes a repetition of the call harmless: at most 64 ASCII characters.</summary>
    [JsonProperty(nameof(ClientToken))]
    public string? ClientToken { get; init; }
}

/// <summary>Parameters of ModifyVpcEndpointServiceConfiguration. A change of nothing brings new zones of the load balancers into the service.</summary>
public sealed record ModifyVpcEndpointServiceConfigurationParameters
{
    /// <summary>The service.</summary>
    [JsonProperty(nameof(ServiceId)), JsonRequired]
    public string ServiceId { get; init; } = "";

    /// <summary>Regions from which it can be reached from now on.</summary>
    [JsonProperty(nameof(AddSupportedRegions))]
    public ImmutableArray<string> AddSupportedRegions { get; init; } = [];

    /// <summary>Regions from which new endpoints can reach it no longer.</summary>
    [JsonProperty(nameof(RemoveSupportedRegions))]
    public ImmutableArray<string> RemoveSupportedRegions { get; init; } = [];

    /// <summary>Whether the provider accepts each connection from now on.</summary>
    [JsonProperty(nameof(AcceptanceRequired))]
    public bool? AcceptanceRequired { get; init; }

    /// <summary>Load balancers to add.</summary>
    [JsonProperty(nameof(AddNetworkLoadBalancerArns))]
    public ImmutableArray<string> AddNetworkLoadBalancerArns { get; init; } = [];

    /// <summary>Load balancers to take away.</summary>
    [JsonProperty(nameof(RemoveNetworkLoadBalancerArns))]
    public ImmutableArray<string> RemoveNetworkLoadBalancerArns { get; init; } = [];

    /// <summary>IP address types to support from now on.</summary>
    [JsonProperty(nameof(AddSupportedIpAddressTypes))]
    public ImmutableArray<IpAddressType> AddSupportedIpAddressTypes { get; init; } = [];

    /// <summary>IP address types to support no longer.</summary>
    [JsonProperty(nameof(RemoveSupportedIpAddressTypes))]
    public ImmutableArray<IpAddressType> RemoveSupportedIpAddressTypes { get; init; } = [];

    /// <summary>The private DNS name from now on.</summary>
    [JsonProperty(nameof(PrivateDnsName))]
    public string? PrivateDnsName { get; init; }

    /// <summary>Whether the private DNS name is taken away.</summary>
    [JsonProperty(nameof(RemovePrivateDnsName))]
    public bool? RemovePrivateDnsName { get; init; }
}

/// <summary>Parameters of ModifyVpcEndpointServicePermissions. Principals are ARNs, <c>*</c>, or names of accounts (their root).</summary>
public sealed record ModifyVpcEndpointServicePermissionsParameters
{
    /// <summary>The service.</summary>
    [JsonProperty(nameof(ServiceId)), JsonRequired]
    public string ServiceId { get; init; } = "";

    /// <summary>Who may connect from now on.</summary>
    [JsonProperty(nameof(AddAllowedPrincipals))]
    public ImmutableArray<string> AddAllowedPrincipals { get; init; } = [];

    /// <summary>Who may make no new connection; those that exist go on.</summary>
    [JsonProperty(nameof(RemoveAllowedPrincipals))]
    public ImmutableArray<string> RemoveAllowedPrincipals { get; init; } = [];
}

/// <summary>Parameters of ModifyVpcEndpointServicePayerResponsibility.</summary>
public sealed record ModifyVpcEndpointServicePayerResponsibilityParameters
{
    /// <summary>The service.</summary>
    [JsonProperty(nameof(ServiceId)), JsonRequired]
    public string ServiceId { get; init; } = "";

    /// <summary>The only value is <c>ServiceOwner</c>.</summary>
    [JsonProperty(nameof(PayerResponsibility)), JsonRequired]
    public string PayerResponsibility { get; init; } = "";
}

/// <summary>An endpoint service.</summary>
public sealed record ServiceIdParameter
{
    /// <summary>Its id or the scenario's name of it.</summary>
    [JsonProperty(nameof(ServiceId)), JsonRequired]
    public string ServiceId { get; init; } = "";
}

/// <summary>Endpoint services.</summary>
public sealed record ServiceIdsParameter
{
    /// <summary>Their ids.</summary>
    [JsonProperty(nameof(ServiceIds)), JsonRequired]
    public ImmutableArray<string> ServiceIds { get; init; } = [];
}

/// <summary>Connections of a service.</summary>
public sealed record ConnectionsParameters
{
    /// <summary>The service.</summary>
    [JsonProperty(nameof(ServiceId)), JsonRequired]
    public string ServiceId { get; init; } = "";

    /// <summary>The endpoints at the other end.</summary>
    [JsonProperty(nameof(VpcEndpointIds)), JsonRequired]
    public ImmutableArray<string> VpcEndpointIds { get; init; } = [];
}

/// <summary>Parameters of DeclareMarketplaceListing.</summary>
public sealed record DeclareMarketplaceListingParameters
{
    /// <summary>The service.</summary>
    [JsonProperty(nameof(ServiceId)), JsonRequired]
    public string ServiceId { get; init; } = "";

    /// <summary>Its user-friendly DNS name; without it, the listing has none.</summary>
    [JsonProperty(nameof(UserFriendlyDnsName))]
    public string? UserFriendlyDnsName { get; init; }
}
