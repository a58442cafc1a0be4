using System.Collections.Immutable;
using Newtonsoft.Json;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>A security group that stands from the start.</summary>
public sealed record SecurityGroupTopology
{
    /// <summary>What the scenario calls it, and its name in AWS.</summary>
    [JsonRequired]
    public string Name { get; init; } = "";

    /// <summary>Whether the VPC's default group is meant, which needs a name only to be spoken of.</summary>
    public bool Default { get; init; }

    /// <summary>
    /// Its inbound rules; none lets nothing in. Without them the group lets everything in, as if nobody had said anything; but the
    /// default group, once it is named, has AWS's own rule: it lets in its members.
    /// </summary>
    public ImmutableArray<InboundRuleTopology>? Inbound { get; init; }
}

/// <summary>An inbound rule of a security group.</summary>
public sealed record InboundRuleTopology
{
    /// <summary>tcp or udp; without it, all.</summary>
    public FlowProtocol? Protocol { get; init; }

    /// <summary>A port or a range of ports: <c>443</c>, <c>1024-65535</c>; without it, all.</summary>
    public string? Ports { get; init; }

    /// <summary>Who is let in: a block of addresses, or a security group of the VPC by name.</summary>
    [JsonRequired]
    public string From { get; init; } = "";
}

/// <summary>A network ACL: stateless, so replies need entries too. What no entry allows is dropped.</summary>
public sealed record NetworkAclTopology
{
    /// <summary>What the scenario's subnets call it.</summary>
    [JsonRequired]
    public string Name { get; init; } = "";

    /// <summary>What may enter the subnet, in the order in which it is asked; the first entry that matches decides.</summary>
    public ImmutableArray<NetworkAclEntryParameter> Inbound { get; init; } = [];

    /// <summary>What may leave the subnet.</summary>
    public ImmutableArray<NetworkAclEntryParameter> Outbound { get; init; } = [];
}

/// <summary>An entry of a network ACL.</summary>
public sealed record NetworkAclEntryParameter
{
    /// <summary>allow (the default) or deny.</summary>
    public AclAction Action { get; init; }

    /// <summary>tcp or udp; without it, all.</summary>
    public FlowProtocol? Protocol { get; init; }

    /// <summary>The destination ports: <c>443</c>, <c>1024-65535</c>; without it, all.</summary>
    public string? Ports { get; init; }

    /// <summary>The addresses at the other end.</summary>
    public string Cidr { get; init; } = "0.0.0.0/0";
}

/// <summary>What an entry of a network ACL does.</summary>
public enum AclAction
{
    /// <summary>Lets pass.</summary>
    Allow,

    /// <summary>Drops.</summary>
    Deny,
}
