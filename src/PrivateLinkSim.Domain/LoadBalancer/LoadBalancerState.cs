using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>How far a load balancer has come.</summary>
public enum LoadBalancerStatus
{
    /// <summary>Never made, or refused.</summary>
    None,

    /// <summary>Waiting for its addresses, within an instant.</summary>
    Requested,

    /// <summary>Serving.</summary>
    Active,

    /// <summary>Gone.</summary>
    Deleted,
}

/// <summary>A target as its load balancer knows it.</summary>
/// <param name="ParsesIpv6ProxyProtocol">Whether it understands a proxy protocol header with IPv6 addresses (R52).</param>
public sealed record RegisteredTarget(string ZoneId, bool ParsesIpv6ProxyProtocol)
{
    /// <summary>Until when it has failed; null when it runs.</summary>
    public Moment? FailedUntil { get; init; }

    /// <summary>Whether it refuses connections while it has failed, instead of leaving them without an answer.</summary>
    public bool Refuses { get; init; }

    /// <summary>Whether the health checks found it unhealthy.</summary>
    public bool Unhealthy { get; init; }

    /// <summary>When the health checks have their next result, while they find something else than before.</summary>
    public Moment? Due { get; init; }
}

/// <summary>What a load balancer is, as far as its events tell.</summary>
/// <param name="Nodes">One for each zone, in the order of zone ids.</param>
/// <param name="ProxyProtocolV2">Whether targets are sent the header of proxy protocol version 2 (R52).</param>
/// <param name="Targets">By target id.</param>
/// <param name="ServiceId">The endpoint service it serves, or null.</param>
/// <param name="Listeners">By listener ARN.</param>
/// <param name="ListenersMade">How many listeners were ever made.</param>
/// <param name="Ipv6Ready">Whether its VPC and all its subnets have IPv6 blocks.</param>
/// <param name="Underway">The change that others are asked about, within an instant.</param>
/// <param name="Creator">Who awaits the answer to its creation or change.</param>
public sealed record LoadBalancerState(
    LoadBalancerStatus Status,
    string Account,
    string Region,
    string Name,
    string VpcId,
    bool CrossZone,
    bool ProxyProtocolV2,
    ImmutableArray<LoadBalancerNode> Nodes,
    ImmutableSortedDictionary<string, RegisteredTarget> Targets,
    string? ServiceId,
    IpAddressType IpAddressType,
    bool Ipv6Ready,
    ImmutableSortedDictionary<string, Listener> Listeners,
    long ListenersMade,
    LoadBalancerChange? Underway,
    Requester Creator) : IState
{
    /// <summary>A load balancer that was never made.</summary>
    public static readonly LoadBalancerState Initial =
        new(LoadBalancerStatus.None, "", "", "", "", false, false, [], Sorted.Map<RegisteredTarget>(), null, IpAddressType.Ipv4, false, Sorted.Map<Listener>(), 0, null, Requester.Nobody);

    /// <summary>How its targets are checked.</summary>
    public HealthCheck HealthCheck { get; init; } = HealthCheck.Default;

    /// <summary>Zones of its VPC that pass no traffic.</summary>
    public ImmutableSortedSet<string> DarkZones { get; init; } = Sorted.Set();

    /// <summary>Nodes that failed, by zone.</summary>
    public ImmutableSortedDictionary<string, NodeFault> NodeFaults { get; init; } = Sorted.Map<NodeFault>();

    /// <summary>The zonal shift that is active, or null.</summary>
    public ZonalShift? Shift { get; init; }

    /// <summary>Zones that are out of its DNS (§6.1).</summary>
    public ImmutableSortedSet<string> OutOfService { get; init; } = Sorted.Set();

    /// <summary>Its security groups; none when it was made without.</summary>
    public ImmutableArray<string> SecurityGroupIds { get; init; } = [];

    /// <summary>Whether the inbound rules of its groups apply to PrivateLink traffic (§2.9/nlb).</summary>
    public bool EnforcesInboundRules { get; init; } = true;

    /// <summary>What its endpoint service must know of it.</summary>
    public LoadBalancerFacts Facts => new(
        [.. Nodes.Select(node => new ZoneHealth(node.ZoneId, node.Healthy, OutOfService.Contains(node.ZoneId) ? true : null))],
        IpAddressType,
        Ipv6Ready,
        Listeners.Values.Any(listener => listener.HasCustomIdleTimeout));

    /// <summary>Whether the node of a zone has a target that the health checks find healthy (§6.1).</summary>
    public bool HasHealthyTargetFor(string zoneId) => TargetsFor(zoneId).Any(target => !target.Unhealthy);

    /// <summary>
    /// The targets that the node of a zone sends new connections to: the healthy ones of its own zone, or of all zones with
    /// cross-zone on, and all of them when none is healthy (fail open, §6.1).
    /// </summary>
    public ImmutableArray<RegisteredTarget> RoutedTo(string zoneId)
    {
        ImmutableArray<RegisteredTarget> healthy = [.. TargetsFor(zoneId).Where(target => !target.Unhealthy)];
        return healthy.IsEmpty ? [.. TargetsFor(zoneId)] : healthy;
    }

    /// <summary>Whether a target answers: it runs, and its zone passes traffic.</summary>
    public bool Answers(RegisteredTarget target) => target.FailedUntil is null && !DarkZones.Contains(target.ZoneId);

    /// <summary>Whether a target understands what it is sent (R52).</summary>
    public bool Understands(RegisteredTarget target, bool overIpv6) => !overIpv6 || !ProxyProtocolV2 || target.ParsesIpv6ProxyProtocol;

    private IEnumerable<RegisteredTarget> TargetsFor(string zoneId) => Targets.Values.Where(target => CrossZone || target.ZoneId == zoneId);
}

/// <summary>The ARN of a Network Load Balancer: <c>arn:aws:elasticloadbalancing:region:account-id:loadbalancer/net/name/id</c>.</summary>
public static class LoadBalancerArn
{
    /// <summary>The ARN of a load balancer.</summary>
    public static string Make(string region, string account, string name, string id) =>
        $"arn:aws:elasticloadbalancing:{region}:{account}:loadbalancer/net/{name}/{id}";

    /// <summary>Whether a text has the form of such an ARN.</summary>
    public static bool IsWellFormed(string arn) =>
        arn.Split(':') is ["arn", "aws", "elasticloadbalancing", { Length: > 0 }, { Length: 12 }, var resource]
        && resource.Split('/') is ["loadbalancer", "net", { Length: > 0 }, { Length: > 0 }];
}

/// <summary>The ARN of a listener: <c>arn:aws:elasticloadbalancing:region:account-id:listener/net/name/load-balancer-id/id</c>.</summary>
public static class ListenerArn
{
    /// <summary>The ARN of a listener of a load balancer.</summary>
    public static string Make(string loadBalancerArn, string id) =>
        $"{loadBalancerArn.Replace(":loadbalancer/", ":listener/", StringComparison.Ordinal)}/{id}";
}
