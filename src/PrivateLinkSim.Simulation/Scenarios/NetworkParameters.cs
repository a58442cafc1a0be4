using System.Collections.Immutable;
using Newtonsoft.Json;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>A Region, by name.</summary>
public sealed record RegionNameParameter
{
    /// <summary>For example <c>eu-south-1</c>.</summary>
    [JsonProperty(nameof(RegionName)), JsonRequired]
    public string RegionName { get; init; } = "";
}

/// <summary>A zone, by id.</summary>
public sealed record ZoneIdParameter
{
    /// <summary>For example <c>use1-az1</c>.</summary>
    [JsonProperty(nameof(ZoneId)), JsonRequired]
    public string ZoneId { get; init; } = "";
}

/// <summary>Parameters of CreateVpc.</summary>
public sealed record CreateVpcParameters
{
    /// <summary>The IPv4 block, /16 to /28.</summary>
    [JsonProperty(nameof(CidrBlock)), JsonRequired]
    public string CidrBlock { get; init; } = "";

    /// <summary>Whether the VPC gets an IPv6 block too, a /56.</summary>
    [JsonProperty(nameof(AmazonProvidedIpv6CidrBlock))]
    public bool? AmazonProvidedIpv6CidrBlock { get; init; }

    /// <summary>Tags by key.</summary>
    [JsonProperty(nameof(Tags))]
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = Sorted.Map<string>();

    /// <summary>Simulator: true when its default security group lets in its own members alone, as in AWS; else it lets everything in until its rules are told.</summary>
    [JsonProperty(nameof(FiltersFromTheStart))]
    public bool? FiltersFromTheStart { get; init; }
}

/// <summary>A VPC.</summary>
public sealed record VpcIdParameter
{
    /// <summary>Its id or the scenario's name of it.</summary>
    [JsonProperty(nameof(VpcId)), JsonRequired]
    public string VpcId { get; init; } = "";
}

/// <summary>Parameters of AssociateVpcCidrBlock. The only block that can be asked for is one that Amazon provides.</summary>
public sealed record AssociateVpcCidrBlockParameters
{
    /// <summary>The VPC.</summary>
    [JsonProperty(nameof(VpcId)), JsonRequired]
    public string VpcId { get; init; } = "";

    /// <summary>An IPv6 block, a /56: true.</summary>
    [JsonProperty(nameof(AmazonProvidedIpv6CidrBlock)), JsonRequired]
    public bool AmazonProvidedIpv6CidrBlock { get; init; }
}

/// <summary>Parameters of ModifyVpcAttribute.</summary>
public sealed record ModifyVpcAttributeParameters
{
    /// <summary>The VPC.</summary>
    [JsonProperty(nameof(VpcId)), JsonRequired]
    public string VpcId { get; init; } = "";

    /// <summary>Whether Amazon's name server answers in the VPC.</summary>
    [JsonProperty(nameof(EnableDnsSupport))]
    public bool? EnableDnsSupport { get; init; }

    /// <summary>Whether addresses in the VPC get names; private DNS names of endpoints need it.</summary>
    [JsonProperty(nameof(EnableDnsHostnames))]
    public bool? EnableDnsHostnames { get; init; }
}

/// <summary>Parameters of CreateSubnet. Exactly one of AvailabilityZone and AvailabilityZoneId.</summary>
public sealed record CreateSubnetParameters
{
    /// <summary>The VPC.</summary>
    [JsonProperty(nameof(VpcId)), JsonRequired]
    public string VpcId { get; init; } = "";

    /// <summary>The IPv4 block, inside the VPC's. An IPv6-only subnet has none.</summary>
    [JsonProperty(nameof(CidrBlock))]
    public string? CidrBlock { get; init; }

    /// <summary>The IPv6 block, a /64 of the VPC's. Without one, an IPv6-only subnet gets the next free one, and others none.</summary>
    [JsonProperty(nameof(Ipv6CidrBlock))]
    public string? Ipv6CidrBlock { get; init; }

    /// <summary>Whether it is IPv6-only.</summary>
    [JsonProperty(nameof(Ipv6Native))]
    public bool? Ipv6Native { get; init; }

    /// <summary>The zone by the caller's name: <c>us-east-1a</c>.</summary>
    [JsonProperty(nameof(AvailabilityZone))]
    public string? AvailabilityZone { get; init; }

    /// <summary>The zone by id: <c>use1-az1</c>.</summary>
    [JsonProperty(nameof(AvailabilityZoneId))]
    public string? AvailabilityZoneId { get; init; }

    /// <summary>Tags by key.</summary>
    [JsonProperty(nameof(Tags))]
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = Sorted.Map<string>();
}

/// <summary>Parameters of AssociateSubnetCidrBlock.</summary>
public sealed record AssociateSubnetCidrBlockParameters
{
    /// <summary>The subnet.</summary>
    [JsonProperty(nameof(SubnetId)), JsonRequired]
    public string SubnetId { get; init; } = "";

    /// <summary>The IPv6 block, a /64 of the VPC's; without it, the next free one.</summary>
    [JsonProperty(nameof(Ipv6CidrBlock))]
    public string? Ipv6CidrBlock { get; init; }
}

/// <summary>Parameters of ModifySubnetAttribute.</summary>
public sealed record ModifySubnetAttributeParameters
{
    /// <summary>The subnet.</summary>
    [JsonProperty(nameof(SubnetId)), JsonRequired]
    public string SubnetId { get; init; } = "";

    /// <summary>Whether interfaces that are made in it get IPv6 addresses.</summary>
    [JsonProperty(nameof(AssignIpv6AddressOnCreation))]
    public bool? AssignIpv6AddressOnCreation { get; init; }

    /// <summary>Whether Amazon's name server makes up IPv6 addresses for names that have none.</summary>
    [JsonProperty(nameof(EnableDns64))]
    public bool? EnableDns64 { get; init; }

    /// <summary>Whether instances get A records.</summary>
    [JsonProperty(nameof(EnableResourceNameDnsARecordOnLaunch))]
    public bool? EnableResourceNameDnsARecordOnLaunch { get; init; }

    /// <summary>Whether instances get AAAA records.</summary>
    [JsonProperty(nameof(EnableResourceNameDnsAAAARecordOnLaunch))]
    public bool? EnableResourceNameDnsAAAARecordOnLaunch { get; init; }

    /// <summary>Whether instances get public addresses.</summary>
    [JsonProperty(nameof(MapPublicIpOnLaunch))]
    public bool? MapPublicIpOnLaunch { get; init; }

    /// <summary>ip-name or resource-name.</summary>
    [JsonProperty(nameof(PrivateDnsHostnameTypeOnLaunch))]
    public string? PrivateDnsHostnameTypeOnLaunch { get; init; }
}

/// <summary>A subnet.</summary>
public sealed record SubnetIdParameter
{
    /// <summary>Its id or the scenario's name of it.</summary>
    [JsonProperty(nameof(SubnetId)), JsonRequired]
    public string SubnetId { get; init; } = "";
}

/// <summary>Parameters of CreateSecurityGroup.</summary>
public sealed record CreateSecurityGroupParameters
{
    /// <summary>The VPC.</summary>
    [JsonProperty(nameof(VpcId)), JsonRequired]
    public string VpcId { get; init; } = "";

    /// <summary>Its name in AWS.</summary>
    [JsonProperty(nameof(GroupName)), JsonRequired]
    public string GroupName { get; init; } = "";

    /// <summary>What it is for.</summary>
    [JsonProperty(nameof(Description))]
    public string Description { get; init; } = "";

    /// <summary>Tags by key.</summary>
    [JsonProperty(nameof(Tags))]
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = Sorted.Map<string>();

    /// <summary>Simulator: true when it lets nothing in until a rule does, as in AWS; else it lets everything in until its rules are told.</summary>
    [JsonProperty(nameof(FiltersFromTheStart))]
    public bool? FiltersFromTheStart { get; init; }
}

/// <summary>A security group.</summary>
public sealed record GroupIdParameter
{
    /// <summary>Its id or the scenario's name of it.</summary>
    [JsonProperty(nameof(GroupId)), JsonRequired]
    public string GroupId { get; init; } = "";
}
