using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>Where a flow to an endpoint comes from.</summary>
public enum FlowSource
{
    /// <summary>From a client in the endpoint's VPC, or one that reaches it privately.</summary>
    Vpc,

    /// <summary>From the internet.</summary>
    Internet,
}

/// <summary>The transport of a flow.</summary>
public enum FlowProtocol
{
    /// <summary>TCP connections.</summary>
    Tcp,

    /// <summary>UDP datagrams.</summary>
    Udp,
}

/// <summary>Who sends a flow, as far as it is known. What is not known fits every rule of a filter.</summary>
public sealed record FlowClient
{
    /// <summary>The VPC that the client is in; null when it is in none, or not known.</summary>
    public string? VpcId { get; init; }

    /// <summary>Its subnet; null when it is not known.</summary>
    public string? SubnetId { get; init; }

    /// <summary>Its security groups; null when they are not known.</summary>
    public ImmutableArray<string>? SecurityGroupIds { get; init; }

    /// <summary>Its address or the block of its addresses; null for those of its subnet.</summary>
    public string? Address { get; init; }

    /// <summary>A client in a subnet, in the default security group of the VPC as AWS has it when nothing is said (§2.9/default).</summary>
    public static FlowClient In(string vpcId, string? subnetId, IWorld world) => new()
    {
        VpcId = vpcId,
        SubnetId = subnetId,
        SecurityGroupIds = VpcOf(vpcId, world)?.DefaultSecurityGroupId is { } group ? [group] : null,
    };

    /// <summary>The addresses that it sends from: its own, else those of its subnet; null when neither is known.</summary>
    public string? AddressesOf(DnsRecordType family, IWorld world) =>
        Address ?? (SubnetId is { } subnet && VpcOf(VpcId, world) is { } vpc && vpc.Subnets.TryGetValue(subnet, out var found)
            ? (family == DnsRecordType.A ? found.Ipv4 : found.Ipv6)?.Block
            : null);

    internal static VpcState? VpcOf(string? vpcId, IWorld world) =>
        vpcId is null ? null : world.Find<VpcState>(new EntityId(EntityKind.Vpc, vpcId));
}

/// <summary>The traffic that a path is judged for.</summary>
/// <param name="Source">Where it comes from (R47).</param>
/// <param name="Family">The address that it is sent to: A for the interface's IPv4 address, AAAA for its IPv6 address.</param>
/// <param name="Protocol">TCP or UDP.</param>
/// <param name="DatagramBytes">The size of a UDP datagram as an IP packet; null for one that is never fragmented.</param>
/// <param name="SenderMtu">The MTU of the sender's interface, which fragments what is larger (R41); null means 1500.</param>
public sealed record Flow(
    FlowSource Source = FlowSource.Vpc,
    DnsRecordType Family = DnsRecordType.A,
    FlowProtocol Protocol = FlowProtocol.Tcp,
    int? DatagramBytes = null,
    int? SenderMtu = null)
{
    private const int EthernetMtu = 1500;

    /// <summary>The port that it is sent to; null when it is not known, and then no listener is looked for.</summary>
    public int? Port { get; init; }

    /// <summary>Who sends it; null when that is not known.</summary>
    public FlowClient? Client { get; init; }

    /// <summary>Whether the sender cuts the datagrams into fragments, at its own MTU (R41).</summary>
    public bool IsFragmented => Protocol == FlowProtocol.Udp && DatagramBytes > (SenderMtu ?? EthernetMtu);
}
