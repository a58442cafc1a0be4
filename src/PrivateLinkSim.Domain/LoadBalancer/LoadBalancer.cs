using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>What may be asked of a Network Load Balancer.</summary>
public abstract partial record LoadBalancerCommand : ICommand
{
    private LoadBalancerCommand()
    {
    }

    /// <summary>From the provider's account, which has drawn the ARN.</summary>
    public sealed record Create(string Account, string Region, NewLoadBalancer LoadBalancer) : LoadBalancerCommand;

    /// <summary>The VPC's answer about the addresses of the nodes.</summary>
    public sealed record HearReservation(Outcome Outcome) : LoadBalancerCommand;

    /// <summary>From an endpoint service that wants this load balancer as its front end (R3).</summary>
    public sealed record Bind(string ServiceId, string Account, string Region) : LoadBalancerCommand;

    /// <summary>From the endpoint service: it no longer needs this load balancer.</summary>
    public sealed record Unbind(string ServiceId) : LoadBalancerCommand;

    /// <summary>ELBv2 RegisterTargets.</summary>
    public sealed record RegisterTargets(ImmutableArray<Target> Targets) : LoadBalancerCommand;

    /// <summary>ELBv2 DeregisterTargets.</summary>
    public sealed record DeregisterTargets(ImmutableArray<string> TargetIds) : LoadBalancerCommand;

    /// <summary>ELBv2 ModifyLoadBalancerAttributes: load_balancing.cross_zone.enabled, zonal_shift.config.enabled, deletion_protection.enabled; what is null stays.</summary>
    public sealed record ModifyAttributes(bool? CrossZone = null, bool? ZonalShift = null, bool? DeletionProtection = null) : LoadBalancerCommand;

    /// <summary>ELBv2 ModifyTargetGroupAttributes: proxy_protocol_v2.enabled, for all its targets (R52), and what becomes of those that leave or fail.</summary>
    public sealed record ModifyTargetGroupAttributes(bool? ProxyProtocolV2, TargetGroupChange Change) : LoadBalancerCommand;

    /// <summary>ELBv2 SetIpAddressType: ipv4 or dualstack.</summary>
    public sealed record SetIpAddressType(IpAddressType IpAddressType) : LoadBalancerCommand;

    /// <summary>ELBv2 SetSubnets: all its subnets from now on. While a service uses it, none may go (§2.1/lb).</summary>
    public sealed record SetSubnets(ImmutableArray<string> SubnetIds) : LoadBalancerCommand;

    /// <summary>
    /// ELBv2 SetSecurityGroups: all its groups from now on, and whether their inbound rules apply to PrivateLink traffic
    /// (EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic); null leaves that as it is.
    /// </summary>
    public sealed record SetSecurityGroups(ImmutableArray<string> SecurityGroupIds, bool? EnforceInboundRules) : LoadBalancerCommand;

    /// <summary>ELBv2 CreateListener. Without a target group it forwards to the one that the load balancer has of its own.</summary>
    public sealed record CreateListener(
        ListenerProtocol Protocol, int Port, ListenerTls? Tls = null, ImmutableSortedDictionary<string, string>? Tags = null) : LoadBalancerCommand;

    /// <summary>ELBv2 ModifyListenerAttributes: tcp.idle_timeout.seconds, 60 to 6000 (§2.14). Only TCP listeners have it.</summary>
    public sealed record ModifyListenerAttributes(string ListenerArn, int TcpIdleTimeoutSeconds) : LoadBalancerCommand;

    /// <summary>ELBv2 DeleteListener.</summary>
    public sealed record DeleteListener(string ListenerArn) : LoadBalancerCommand;

    /// <summary>The VPC's answer to SetSubnets or SetIpAddressType.</summary>
    public sealed record HearRevision(Outcome Outcome) : LoadBalancerCommand;

    /// <summary>The endpoint service's answer to a change that may bar what it offers (R40a, R50b).</summary>
    public sealed record HearReview(Outcome Outcome) : LoadBalancerCommand;

    /// <summary>ELBv2 DeleteLoadBalancer.</summary>
    public sealed record Delete : LoadBalancerCommand;

    /// <summary>From the VPC: these zones stopped passing traffic, or pass it again.</summary>
    public sealed record LearnZoneHealth(ImmutableArray<string> ZoneIds, bool Healthy) : LoadBalancerCommand;

    /// <summary>From the VPC: whether it and all subnets of the load balancer have IPv6 blocks now (R49).</summary>
    public sealed record LearnIpv6Ready(bool Ready) : LoadBalancerCommand;
}

/// <summary>What CreateLoadBalancer of type network asks for.</summary>
public sealed record NewLoadBalancer
{
    /// <summary>Unique in the account and Region.</summary>
    public string Name { get; init; } = "";

    /// <summary>The VPC of the subnets.</summary>
    public string VpcId { get; init; } = "";

    /// <summary>Subnets, one for each zone.</summary>
    public ImmutableArray<string> SubnetIds { get; init; } = [];

    /// <summary>Whether its nodes send connections to the targets of other zones too.</summary>
    public bool CrossZone { get; init; }

    /// <summary>ipv4 or dualstack; dualstack asks for IPv6 blocks of the VPC and all subnets (§2.14).</summary>
    public IpAddressType IpAddressType { get; init; }

    /// <summary>How its targets are checked (CreateTargetGroup); null for AWS's defaults.</summary>
    public HealthCheck? HealthCheck { get; init; }

    /// <summary>Its security groups; null for none, and then it never has any (§2.9/nlb).</summary>
    public ImmutableArray<string>? SecurityGroupIds { get; init; }

    /// <summary>False for none of its own: all its listeners name one that stands by itself (§2.14/group).</summary>
    public bool? OwnTargetGroup { get; init; }

    /// <summary>True for the scheme internet-facing; otherwise it is internal.</summary>
    public bool? InternetFacing { get; init; }

    /// <summary>Its tags; null for none.</summary>
    public ImmutableSortedDictionary<string, string>? Tags { get; init; }
}

/// <summary>The protocols of a Network Load Balancer's listeners.</summary>
public enum ListenerProtocol
{
    /// <summary>TCP: has an idle timeout of its own.</summary>
    Tcp,

    /// <summary>TLS: idle after 350 s.</summary>
    Tls,

    /// <summary>UDP: idle after 120 s.</summary>
    Udp,

    /// <summary>TCP and UDP on one port.</summary>
    TcpUdp,
}

/// <summary>A listener.</summary>
/// <param name="TcpIdleTimeoutSeconds">The idle timeout of a TCP listener: 350 unless changed.</param>
public sealed record Listener(ListenerProtocol Protocol, int Port, int TcpIdleTimeoutSeconds)
{
    /// <summary>AWS's default of the TCP idle timeout, in seconds (§2.14).</summary>
    public const int DefaultTcpIdleTimeout = 350;

    /// <summary>The shortest TCP idle timeout, in seconds.</summary>
    public const int ShortestTcpIdleTimeout = 60;

    /// <summary>The longest TCP idle timeout, in seconds.</summary>
    public const int LongestTcpIdleTimeout = 6000;

    /// <summary>The target group that it forwards to; null for the one that the load balancer has of its own.</summary>
    public string? TargetGroupArn { get; init; }

    /// <summary>What a TLS listener shows; null for what nobody said.</summary>
    public ListenerTls? Tls { get; init; }

    /// <summary>Its tags; null for none.</summary>
    public ImmutableSortedDictionary<string, string>? Tags { get; init; }

    /// <summary>Whether it takes what a flow is made of.</summary>
    public bool Takes(FlowProtocol protocol) => Protocol == ListenerProtocol.TcpUdp || Protocol is ListenerProtocol.Udp == (protocol == FlowProtocol.Udp);

    /// <summary>Whether a custom value bars cross-Region access (R40).</summary>
    public bool HasCustomIdleTimeout => TcpIdleTimeoutSeconds != DefaultTcpIdleTimeout;
}

/// <summary>What a load balancer tells its endpoint service about itself.</summary>
/// <param name="Zones">The zones of its nodes.</param>
/// <param name="Ipv6Ready">Whether its VPC and all its subnets have IPv6 blocks (R49).</param>
/// <param name="CustomIdleTimeout">Whether one of its TCP listeners has a custom idle timeout (R40).</param>
public sealed record LoadBalancerFacts(
    ImmutableArray<ZoneHealth> Zones, IpAddressType IpAddressType, bool Ipv6Ready, bool CustomIdleTimeout);

/// <summary>A registered target.</summary>
/// <param name="Id">An instance id or IP address.</param>
/// <param name="ZoneId">The zone that it runs in.</param>
/// <param name="ParsesIpv6ProxyProtocol">Whether it understands a proxy protocol header with IPv6 addresses (R52); null means that it does.</param>
/// <param name="Port">The port that it is sent traffic on; null for the port of its target group.</param>
public sealed record Target(string Id, string ZoneId, bool? ParsesIpv6ProxyProtocol = null, int? Port = null)
{
    /// <summary>What tells it from others of its target group: an instance or address may be registered with several ports.</summary>
    public string Key => Port is { } port ? FormattableString.Invariant($"{(Id.Contains(':', StringComparison.Ordinal) ? $"[{Id}]" : Id)}:{port}") : Id;
}

/// <summary>A load balancer's node: one for each zone.</summary>
/// <param name="Healthy">Whether the node's zone passes traffic, as the VPC said.</param>
public sealed record LoadBalancerNode(string ZoneId, string SubnetId, string? Ipv4, string? Ipv6, bool Healthy);

/// <summary>A zone and whether it passes traffic.</summary>
/// <param name="OutOfService">True when the load balancer has taken the zone out of its DNS (§6.1).</param>
public sealed record ZoneHealth(string ZoneId, bool Healthy, bool? OutOfService = null);

/// <summary>What a load balancer answers.</summary>
public abstract record LoadBalancerReply : IReply
{
    private LoadBalancerReply()
    {
    }

    public virtual string? ResourceId => null;

    /// <summary>The load balancer is made.</summary>
    public sealed record LoadBalancerCreated(string LoadBalancerArn, ImmutableArray<string> AvailabilityZoneIds) : LoadBalancerReply
    {
        public override string ResourceId => LoadBalancerArn;
    }

    /// <summary>The load balancer serves the endpoint service.</summary>
    public sealed record Bound(string LoadBalancerArn, LoadBalancerFacts Facts) : LoadBalancerReply;

    /// <summary>The listener is made.</summary>
    public sealed record ListenerCreated(string ListenerArn) : LoadBalancerReply
    {
        public override string ResourceId => ListenerArn;
    }
}

/// <summary>What can have happened to a load balancer. The storage format: change a case only through a new version.</summary>
public abstract partial record LoadBalancerEvent : IEvent
{
    private LoadBalancerEvent()
    {
    }

    /// <summary>Creation began; the VPC is asked for addresses.</summary>
    public sealed record CreationRequested(string Account, string Region, NewLoadBalancer LoadBalancer, Requester Requester) : LoadBalancerEvent;

    /// <summary>The VPC refused; the load balancer was never made.</summary>
    public sealed record CreationRefused(Rejection Rejection, EntityId By) : LoadBalancerEvent;

    /// <summary>The load balancer was made, with a node in each zone.</summary>
    public sealed record Created(ImmutableArray<LoadBalancerNode> Nodes, bool Ipv6Ready) : LoadBalancerEvent;

    /// <summary>A change that others must agree to began: the VPC is asked, or the endpoint service.</summary>
    public sealed record ChangeRequested(LoadBalancerChange Change, Requester Requester) : LoadBalancerEvent;

    /// <summary>The endpoint service agreed; for other nodes, the VPC is asked next.</summary>
    public sealed record ChangeApproved : LoadBalancerEvent;

    /// <summary>Somebody refused; nothing changed.</summary>
    public sealed record ChangeRefused(Rejection Rejection, EntityId By) : LoadBalancerEvent;

    /// <summary>The load balancer has these nodes and this IP address type now.</summary>
    public sealed record NodesChanged(ImmutableArray<LoadBalancerNode> Nodes, IpAddressType IpAddressType, bool Ipv6Ready) : LoadBalancerEvent;

    /// <summary>Its VPC and all its subnets have IPv6 blocks now, or no longer do.</summary>
    public sealed record Ipv6ReadyLearned(bool Ready) : LoadBalancerEvent;

    /// <summary>A listener was made.</summary>
    public sealed record ListenerCreated(
        string ListenerArn,
        ListenerProtocol Protocol,
        int Port,
        ListenerTls? Tls = null,
        ImmutableSortedDictionary<string, string>? Tags = null) : LoadBalancerEvent;

    /// <summary>A listener's idle timeout was set.</summary>
    public sealed record ListenerAttributesModified(string ListenerArn, int TcpIdleTimeoutSeconds) : LoadBalancerEvent;

    /// <summary>A listener was deleted.</summary>
    public sealed record ListenerDeleted(string ListenerArn) : LoadBalancerEvent;

    /// <summary>An endpoint service took it as its front end.</summary>
    public sealed record Bound(string ServiceId) : LoadBalancerEvent;

    /// <summary>The endpoint service let it go.</summary>
    public sealed record Unbound(string ServiceId) : LoadBalancerEvent;

    /// <summary>Targets were registered.</summary>
    public sealed record TargetsRegistered(ImmutableArray<Target> Targets) : LoadBalancerEvent;

    /// <summary>Targets were deregistered and are draining: nothing new is sent to them, and what is open stays.</summary>
    /// <param name="Until">The end of the deregistration delay.</param>
    /// <param name="RoutedUntil">Until when nodes go on sending to them; null when all have heard of it at once.</param>
    /// <param name="Unchecked">True when their health is no longer checked.</param>
    public sealed record TargetsDraining(
        ImmutableArray<string> TargetIds, Moment Until, Moment? RoutedUntil = null, bool? Unchecked = null) : LoadBalancerEvent;

    /// <summary>Targets are unused: their deregistration is complete.</summary>
    /// <param name="ConnectionsTerminated">Whether connections that are open to them are closed; null for UDP alone, AWS's default.</param>
    public sealed record TargetsDeregistered(ImmutableArray<string> TargetIds, bool? ConnectionsTerminated = null) : LoadBalancerEvent;

    /// <summary>No node sends to targets any more that were deregistered before.</summary>
    public sealed record TargetsLeftRouting(ImmutableArray<string> TargetIds) : LoadBalancerEvent;

    /// <summary>Attributes of the target group were set.</summary>
    public sealed record TargetGroupAttributesModified(TargetGroupChange Change) : LoadBalancerEvent;

    /// <summary>Cross-zone load balancing was turned on or off.</summary>
    public sealed record CrossZoneSet(bool Enabled) : LoadBalancerEvent;

    /// <summary>The header of proxy protocol version 2 was turned on or off.</summary>
    public sealed record ProxyProtocolV2Set(bool Enabled) : LoadBalancerEvent;

    /// <summary>It is in these security groups now.</summary>
    public sealed record SecurityGroupsSet(ImmutableArray<string> SecurityGroupIds, bool EnforceInboundRules) : LoadBalancerEvent;

    /// <summary>Zones of its nodes stopped passing traffic, or pass it again.</summary>
    public sealed record ZoneHealthChanged(ImmutableArray<string> ZoneIds, bool Healthy) : LoadBalancerEvent;

    /// <summary>The load balancer was deleted.</summary>
    public sealed record Deleted : LoadBalancerEvent;
}

/// <summary>A change of a load balancer that others must agree to; exactly one member is set.</summary>
/// <param name="SubnetIds">All its subnets from now on.</param>
/// <param name="IpAddressType">Its IP address type from now on.</param>
/// <param name="ListenerArn">The listener whose idle timeout changes, with <paramref name="TcpIdleTimeoutSeconds"/>.</param>
/// <param name="SecurityGroupIds">All its security groups from now on, with <paramref name="EnforceInboundRules"/>.</param>
/// <param name="Listener">The listener that is to forward to a target group.</param>
public sealed record LoadBalancerChange(
    ImmutableArray<string>? SubnetIds = null,
    IpAddressType? IpAddressType = null,
    string? ListenerArn = null,
    int? TcpIdleTimeoutSeconds = null,
    ImmutableArray<string>? SecurityGroupIds = null,
    bool? EnforceInboundRules = null,
    WantedListener? Listener = null);
