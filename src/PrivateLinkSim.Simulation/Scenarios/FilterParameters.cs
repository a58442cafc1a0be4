using System.Collections.Immutable;
using Newtonsoft.Json;

namespace PrivateLinkSim.Simulation;

/// <summary>Parameters of AuthorizeSecurityGroupIngress and RevokeSecurityGroupIngress: one rule. Exactly one of CidrIp and SourceSecurityGroupId.</summary>
public sealed record SecurityGroupIngressParameters
{
    /// <summary>The group.</summary>
    [JsonProperty(nameof(GroupId)), JsonRequired]
    public string GroupId { get; init; } = "";

    /// <summary>tcp, udp, or -1 for all.</summary>
    [JsonProperty(nameof(IpProtocol)), JsonRequired]
    public string IpProtocol { get; init; } = "";

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
