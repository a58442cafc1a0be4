using System.Collections.Immutable;
using Newtonsoft.Json;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// Parameters of AuthorizeSecurityGroupIngress and RevokeSecurityGroupIngress: IpPermissions, or one rule, of which IpProtocol and exactly one
/// of CidrIp and SourceSecurityGroupId are wanted.
/// </summary>
public sealed record SecurityGroupIngressParameters
{
    /// <summary>The group.</summary>
    [JsonProperty(nameof(GroupId)), JsonRequired]
    public string GroupId { get; init; } = "";

    /// <summary>tcp, udp, or -1 for all.</summary>
    [JsonProperty(nameof(IpProtocol))]
    public string? IpProtocol { get; init; }

    /// <summary>The first port; without it, all ports.</summary>
    [JsonProperty(nameof(FromPort))]
    public int? FromPort { get; init; }

    /// <summary>The last port; without it, all ports.</summary>
    [JsonProperty(nameof(ToPort))]
    public int? ToPort { get; init; }

    /// <summary>The block of addresses, IPv4 or IPv6.</summary>
    [JsonProperty(nameof(CidrIp))]
    public string? CidrIp { get; init; }

    /// <summary>The group whose members are let in.</summary>
    [JsonProperty(nameof(SourceSecurityGroupId))]
    public string? SourceSecurityGroupId { get; init; }

    /// <summary>Rules: one for each range and group in each of them.</summary>
    [JsonProperty(nameof(IpPermissions))]
    public ImmutableArray<IpPermissionParameter> IpPermissions { get; init; } = [];

    /// <summary>Tags of new rules, by key.</summary>
    [JsonProperty(nameof(Tags))]
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = Sorted.Map<string>();
}

/// <summary>Parameters of AuthorizeSecurityGroupEgress, RevokeSecurityGroupEgress and UpdateSecurityGroupRuleDescriptions….</summary>
public sealed record SecurityGroupPermissionsParameters
{
    /// <summary>The group.</summary>
    [JsonProperty(nameof(GroupId)), JsonRequired]
    public string GroupId { get; init; } = "";

    /// <summary>Rules: one for each range and group in each of them.</summary>
    [JsonProperty(nameof(IpPermissions)), JsonRequired]
    public ImmutableArray<IpPermissionParameter> IpPermissions { get; init; } = [];

    /// <summary>Tags of new rules, by key.</summary>
    [JsonProperty(nameof(Tags))]
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = Sorted.Map<string>();
}

/// <summary>An IpPermission of EC2: rules that have their protocol and ports in common.</summary>
public sealed record IpPermissionParameter
{
    /// <summary>tcp, udp, -1 for all, or another protocol, such as icmp, which no traffic of PrivateLink is.</summary>
    [JsonProperty(nameof(IpProtocol)), JsonRequired]
    public string IpProtocol { get; init; } = "";

    /// <summary>The first port; without it, all ports.</summary>
    [JsonProperty(nameof(FromPort))]
    public int? FromPort { get; init; }

    /// <summary>The last port; without it, all ports.</summary>
    [JsonProperty(nameof(ToPort))]
    public int? ToPort { get; init; }

    /// <summary>Blocks of IPv4 addresses.</summary>
    [JsonProperty(nameof(IpRanges))]
    public ImmutableArray<IpRangeParameter> IpRanges { get; init; } = [];

    /// <summary>Blocks of IPv6 addresses.</summary>
    [JsonProperty(nameof(Ipv6Ranges))]
    public ImmutableArray<Ipv6RangeParameter> Ipv6Ranges { get; init; } = [];

    /// <summary>Security groups.</summary>
    [JsonProperty(nameof(UserIdGroupPairs))]
    public ImmutableArray<UserIdGroupPairParameter> UserIdGroupPairs { get; init; } = [];
}

/// <summary>A block of IPv4 addresses.</summary>
public sealed record IpRangeParameter
{
    /// <summary>The block.</summary>
    [JsonProperty(nameof(CidrIp)), JsonRequired]
    public string CidrIp { get; init; } = "";

    /// <summary>What the rule is for.</summary>
    [JsonProperty(nameof(Description))]
    public string? Description { get; init; }
}

/// <summary>A block of IPv6 addresses.</summary>
public sealed record Ipv6RangeParameter
{
    /// <summary>The block.</summary>
    [JsonProperty(nameof(CidrIpv6)), JsonRequired]
    public string CidrIpv6 { get; init; } = "";

    /// <summary>What the rule is for.</summary>
    [JsonProperty(nameof(Description))]
    public string? Description { get; init; }
}

/// <summary>A security group of the VPC.</summary>
public sealed record UserIdGroupPairParameter
{
    /// <summary>The group.</summary>
    [JsonProperty(nameof(GroupId)), JsonRequired]
    public string GroupId { get; init; } = "";

    /// <summary>What the rule is for.</summary>
    [JsonProperty(nameof(Description))]
    public string? Description { get; init; }
}

/// <summary>Parameters of ModifySecurityGroupRules.</summary>
public sealed record ModifySecurityGroupRulesParameters
{
    /// <summary>The group.</summary>
    [JsonProperty(nameof(GroupId)), JsonRequired]
    public string GroupId { get; init; } = "";

    /// <summary>What rules say from now on, by their ids; exactly one of CidrIpv4, CidrIpv6 and ReferencedGroupId.</summary>
    [JsonProperty(nameof(SecurityGroupRules)), JsonRequired]
    public ImmutableSortedDictionary<string, SecurityGroupRuleParameter> SecurityGroupRules { get; init; } = Sorted.Map<SecurityGroupRuleParameter>();
}

/// <summary>A security group rule as EC2 writes a single one.</summary>
public sealed record SecurityGroupRuleParameter
{
    /// <summary>tcp, udp, -1 for all, or another protocol.</summary>
    [JsonProperty(nameof(IpProtocol)), JsonRequired]
    public string IpProtocol { get; init; } = "";

    /// <summary>The first port; without it, all ports.</summary>
    [JsonProperty(nameof(FromPort))]
    public int? FromPort { get; init; }

    /// <summary>The last port; without it, all ports.</summary>
    [JsonProperty(nameof(ToPort))]
    public int? ToPort { get; init; }

    /// <summary>A block of IPv4 addresses.</summary>
    [JsonProperty(nameof(CidrIpv4))]
    public string? CidrIpv4 { get; init; }

    /// <summary>A block of IPv6 addresses.</summary>
    [JsonProperty(nameof(CidrIpv6))]
    public string? CidrIpv6 { get; init; }

    /// <summary>A security group of the VPC.</summary>
    [JsonProperty(nameof(ReferencedGroupId))]
    public string? ReferencedGroupId { get; init; }

    /// <summary>What the rule is for.</summary>
    [JsonProperty(nameof(Description))]
    public string? Description { get; init; }
}

/// <summary>Parameters of SetSecurityGroups.</summary>
public sealed record SetSecurityGroupsParameters
{
    /// <summary>The load balancer.</summary>
    [JsonProperty(nameof(LoadBalancerArn)), JsonRequired]
    public string LoadBalancerArn { get; init; } = "";

    /// <summary>All its groups from now on.</summary>
    [JsonProperty(nameof(SecurityGroups)), JsonRequired]
    public ImmutableArray<string> SecurityGroups { get; init; } = [];

    /// <summary>Whether the groups' inbound rules apply to PrivateLink traffic: on or off; without it, as it is.</summary>
    [JsonProperty(nameof(EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic))]
    public string? EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic { get; init; }
}

/// <summary>Parameters of DeclareNetworkAcl: what EC2's calls on network ACLs come to for a subnet.</summary>
public sealed record DeclareNetworkAclParameters
{
    /// <summary>The subnet.</summary>
    [JsonProperty(nameof(SubnetId)), JsonRequired]
    public string SubnetId { get; init; } = "";

    /// <summary>What the ACL is called.</summary>
    [JsonProperty(nameof(Name)), JsonRequired]
    public string Name { get; init; } = "";

    /// <summary>What may enter the subnet, in the order in which it is asked.</summary>
    [JsonProperty(nameof(Inbound)), JsonRequired]
    public ImmutableArray<NetworkAclEntryParameter> Inbound { get; init; } = [];

    /// <summary>What may leave the subnet.</summary>
    [JsonProperty(nameof(Outbound)), JsonRequired]
    public ImmutableArray<NetworkAclEntryParameter> Outbound { get; init; } = [];
}
