using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Something that is true or not at a moment. It names its subject, and one or more facts about it that must all be so.</summary>
public sealed record Condition
{
    /// <summary>Subject: an interface endpoint, by the scenario's name.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Subject: an endpoint service, by the scenario's name.</summary>
    public string? Service { get; init; }

    /// <summary>Subject: a subnet, by the scenario's name.</summary>
    public string? Subnet { get; init; }

    /// <summary>Subject: a Region, together with Account and OptStatus.</summary>
    public string? Region { get; init; }

    /// <summary>The account whose opt status in Region is meant: an account's name.</summary>
    public string? Account { get; init; }

    /// <summary>The account's status in the Region: ENABLED, ENABLING, DISABLING, DISABLED or ENABLED_BY_DEFAULT.</summary>
    public string? OptStatus { get; init; }

    /// <summary>
    /// The endpoint's state (pendingAcceptance, pending, available, rejected, expired, failed, deleting, deleted) or the service's
    /// (Pending, Available, Deleted), as AWS writes them.
    /// </summary>
    public string? State { get; init; }

    /// <summary>Whether the endpoint or service shows in AWS's Describe calls: made, and not gone.</summary>
    public bool? Exists { get; init; }

    /// <summary>All Regions from which the service can be reached, its own included, in any order.</summary>
    public ImmutableArray<string>? SupportedRegions { get; init; }

    /// <summary>Subject: a VPC, by the scenario's name; with Dns in full, what is answered inside it.</summary>
    public string? Vpc { get; init; }

    /// <summary>Subject: a connection notification, by the scenario's name.</summary>
    public string? Notification { get; init; }

    /// <summary>Subject: a group of clients, all groups of an endpoint, by the scenario's name, or <c>all</c>.</summary>
    public string? Traffic { get; init; }

    /// <summary>Subject: a load balancer, by the scenario's name.</summary>
    public string? LoadBalancer { get; init; }

    /// <summary>
    /// The health of targets of the load balancer, by id, as DescribeTargetHealth says it: healthy, unhealthy, unhealthy.draining, draining
    /// or unused.
    /// </summary>
    public ImmutableSortedDictionary<string, string>? TargetHealth { get; init; }

    /// <summary>All zone ids in which the load balancer is in service, as it tells its endpoint service, in any order.</summary>
    public ImmutableArray<string>? ZonesInService { get; init; }

    /// <summary>How far back what is said of traffic looks: <c>10m</c>. Without it: to the beginning.</summary>
    public string? Over { get; init; }

    /// <summary>The least share of the group's connections that reached a target, in percent with up to four decimals: <c>99.9%</c>.</summary>
    public string? Availability { get; init; }

    /// <summary>The greatest share of the group's connections that reached a target: <c>0%</c> says that none did.</summary>
    public string? AvailabilityAtMost { get; init; }

    /// <summary>How many of the group's connections were lost, neither more nor fewer.</summary>
    public long? Lost { get; init; }

    /// <summary>How many of the group's connections were lost at most: they timed out, were refused, or had no address or port.</summary>
    public long? LostAtMost { get; init; }

    /// <summary>For how long in a row the group lost connections at most: <c>90s</c>.</summary>
    public string? LossAtMost { get; init; }

    /// <summary>How many of the group's open connections were reset or cut off, neither more nor fewer.</summary>
    public long? Broken { get; init; }

    /// <summary>How many of the group's open connections were reset or cut off at most.</summary>
    public long? BrokenAtMost { get; init; }

    /// <summary>
    /// For how long after the beginning of Over the group lost connections at most, whether or not in a row, or had not all open that
    /// it keeps open: <c>90s</c>.
    /// </summary>
    public string? RecoveredWithin { get; init; }

    /// <summary>How long half of the connections took at most to be open: <c>5ms</c>.</summary>
    public string? LatencyP50AtMost { get; init; }

    /// <summary>How long 99 % of the connections took at most to be open: <c>80ms</c>.</summary>
    public string? LatencyP99AtMost { get; init; }

    /// <summary>
    /// How much of what it can take each zone of the group's endpoints had at most, in percent: <c>70%</c>. What it can take is as many
    /// connections as the load balancer has ports for to the targets that its node there uses (§2.14), their targetCapacity, and the
    /// 100 Gbps of the interface (§6.3).
    /// </summary>
    public string? LoadAtMost { get; init; }

    /// <summary>Which addresses the endpoint's interfaces have.</summary>
    public IpAddressType? IpAddressType { get; init; }

    /// <summary>Which records the endpoint's names have.</summary>
    public DnsRecordIpType? DnsRecordIpType { get; init; }

    /// <summary>Whether the service's private DNS name works for the endpoint.</summary>
    public bool? PrivateDnsEnabled { get; init; }

    /// <summary>All security groups of the endpoint, by name or id, in any order.</summary>
    public ImmutableArray<string>? SecurityGroups { get; init; }

    /// <summary>All subnets of the endpoint, by name or id, in any order.</summary>
    public ImmutableArray<string>? Subnets { get; init; }

    /// <summary>Whether an interface of the endpoint denies traffic from internet gateways (denyAllIgwTraffic): those with an IPv6 address do.</summary>
    public bool? DenyAllIgwTraffic { get; init; }

    /// <summary>All tags of the endpoint or service, by key.</summary>
    public ImmutableSortedDictionary<string, string>? Tags { get; init; }

    /// <summary>The IP address types that the service supports, in any order.</summary>
    public ImmutableArray<IpAddressType>? SupportedIpAddressTypes { get; init; }

    /// <summary>The state of the service's private DNS name: pendingVerification, verified, failed, or none without a name.</summary>
    public string? PrivateDnsState { get; init; }

    /// <summary>Who pays for the service's endpoints: ServiceOwner, or EndpointOwner.</summary>
    public string? PayerResponsibility { get; init; }

    /// <summary>All zone ids of the service, in any order.</summary>
    public ImmutableArray<string>? Zones { get; init; }

    /// <summary>The topic that the notification tells; of a service or endpoint, the topic that Delivered speaks of.</summary>
    public string? Topic { get; init; }

    /// <summary>
    /// How often the notification, or all those of the service or endpoint, told of each event: <c>{ "Connect": 1 }</c>; what is
    /// left out, never.
    /// </summary>
    public ImmutableSortedDictionary<string, long>? Delivered { get; init; }

    /// <summary>How many addresses of the subnet are free.</summary>
    public long? FreeAddresses { get; init; }

    /// <summary>
    /// A DNS name: of the endpoint <c>regional</c>, a zone (<c>us-east-1a</c> or <c>use1-az1</c>) for its zonal name, or <c>private</c>
    /// for the private name as asked in the endpoint's VPC; of the service <c>service</c>; of a VPC any name in full, as asked
    /// inside it; or any name in full, without a subject, as asked from anywhere.
    /// </summary>
    public string? Dns { get; init; }

    /// <summary>The records that are asked for: A (the default) or AAAA.</summary>
    public DnsRecordType? RecordType { get; init; }

    /// <summary>What Dns answers, in any order: zone ids or addresses; or the one word <c>NODATA</c> or <c>NXDOMAIN</c>.</summary>
    public ImmutableArray<string>? Answers { get; init; }

    /// <summary>The zone of the endpoint (name or id) whose path Reachable, Through and Rule speak of. Without it: all its zones.</summary>
    public string? Zone { get; init; }

    /// <summary>Whether traffic from the endpoint reaches a target.</summary>
    public bool? Reachable { get; init; }

    /// <summary>The provider zone id that the path enters.</summary>
    public string? Through { get; init; }

    /// <summary>The rule that decides whether the path is reachable.</summary>
    public string? Rule { get; init; }

    /// <summary>The traffic that Reachable, Through and Rule speak of. Without it: TCP from the VPC to an address that the interface has.</summary>
    public FlowCondition? Flow { get; init; }
}

/// <summary>The traffic that a path is judged for.</summary>
public sealed record FlowCondition
{
    /// <summary>Where it comes from: vpc (the default) or internet.</summary>
    public FlowSource Source { get; init; }

    /// <summary>To which of the interface's addresses it is sent: ipv4 (the default) or ipv6.</summary>
    public FlowFamily Family { get; init; }

    /// <summary>tcp (the default) or udp.</summary>
    public FlowProtocol Protocol { get; init; }

    /// <summary>The size of a UDP datagram as an IP packet; without it, it is never fragmented.</summary>
    public int? DatagramBytes { get; init; }

    /// <summary>The MTU of the sender's interface, which fragments what is larger; without it, 1500.</summary>
    public int? Mtu { get; init; }

    /// <summary>The port that it is sent to, 1 to 65535; without it, listeners are not looked for, and rules for any port fit.</summary>
    public int? Port { get; init; }

    /// <summary>The subnet that it comes from, by name; without it, rules for any sender fit.</summary>
    public string? From { get; init; }

    /// <summary>The sender's security groups, by name; without them, the default group of the VPC of From.</summary>
    public ImmutableArray<string>? SecurityGroups { get; init; }

    /// <summary>The sender's address, or the block of its addresses; without it, all of its subnet's.</summary>
    public string? Address { get; init; }
}

/// <summary>The address family of a flow.</summary>
public enum FlowFamily
{
    /// <summary>IPv4.</summary>
    Ipv4,

    /// <summary>IPv6.</summary>
    Ipv6,
}
