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

    /// <summary>Until when it answers late; null when it answers in time.</summary>
    public Moment? SlowUntil { get; init; }

    /// <summary>How much later it answers.</summary>
    public int SlowMilliseconds { get; init; }

    /// <summary>Whether the health checks found it unhealthy.</summary>
    public bool Unhealthy { get; init; }

    /// <summary>Whether connections that are open go on while it has failed: it takes no new ones, as a process that is shutting down.</summary>
    public bool KeepsConnections { get; init; }

    /// <summary>When the health checks have their next result, while they find something else than before.</summary>
    public Moment? Due { get; init; }

    /// <summary>Until when it is unhealthy.draining (§6.1/termination).</summary>
    public Moment? UnhealthyDrainingUntil { get; init; }

    /// <summary>Whether it was unhealthy.draining, and is unhealthy now: the load balancer resets its connections.</summary>
    public bool UnhealthyDrained { get; init; }

    /// <summary>Of a target that was deregistered: until when it is draining; null when it is unused (§6.1/drain).</summary>
    public Moment? DrainingUntil { get; init; }

    /// <summary>Of a target that was deregistered: until when nodes that have not heard of it go on sending to it.</summary>
    public Moment? RoutedUntil { get; init; }

    /// <summary>Whether its health is not checked: it is unused, or draining targets are not checked.</summary>
    public bool IsUnchecked { get; init; }

    /// <summary>Of a target that is unused: whether the load balancer closes what is open to it; null for UDP alone.</summary>
    public bool? Terminated { get; init; }
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
public sealed partial record LoadBalancerState(
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

    /// <summary>What it does with targets that leave or fail.</summary>
    public TargetGroup TargetGroup { get; init; } = new();

    /// <summary>Targets that were deregistered, draining or unused; connections to them may be open.</summary>
    public ImmutableSortedDictionary<string, RegisteredTarget> Leaving { get; init; } = Sorted.Map<RegisteredTarget>();

    /// <summary>Zones of its VPC that pass no traffic.</summary>
    public ImmutableSortedSet<string> DarkZones { get; init; } = Sorted.Set();

    /// <summary>Nodes that failed, by zone.</summary>
    public ImmutableSortedDictionary<string, NodeFault> NodeFaults { get; init; } = Sorted.Map<NodeFault>();

    /// <summary>Whether its traffic can be shifted away from a zone (zonal_shift.config.enabled).</summary>
    public bool ZonalShiftEnabled { get; init; }

    /// <summary>Whether AWS may shift its traffic away from a zone that it finds impaired.</summary>
    public bool AutoshiftEnabled { get; init; }

    /// <summary>The zonal shift by hand that is active, or null.</summary>
    public ZonalShift? Shift { get; init; }

    /// <summary>The zone that AWS shifts traffic away from, or null; applied unless there is a shift by hand.</summary>
    public string? Autoshift { get; init; }

    /// <summary>The zone that traffic is shifted away from, by hand or by AWS; null for none.</summary>
    public string? ShiftedFrom => Shift?.AwayFrom ?? Autoshift;

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

    /// <summary>All targets, registered or not any more.</summary>
    public ImmutableSortedDictionary<string, RegisteredTarget> KnownTargets => Leaving.IsEmpty ? Targets : Targets.SetItems(Leaving);

    /// <summary>A target, registered or not any more; null when it never was.</summary>
    public RegisteredTarget? Find(string targetId) =>
        Targets.TryGetValue(targetId, out var registered) ? registered : Leaving.TryGetValue(targetId, out var leaving) ? leaving : null;

    /// <summary>A target's health as DescribeTargetHealth says it; null when it never was registered.</summary>
    public string? HealthOf(string targetId) => (Find(targetId), Targets.ContainsKey(targetId)) switch
    {
        (null, _) => Groups?.Keys.Select(group => Of(group).HealthOf(targetId)).FirstOrDefault(health => health is not null),
        ({ DrainingUntil: not null }, false) => "draining",
        (_, false) => "unused",
        ({ UnhealthyDrainingUntil: not null }, _) => "unhealthy.draining",
        ({ Unhealthy: true }, _) => "unhealthy",
        _ => "healthy",
    };

    /// <summary>
    /// Whether the node of a zone has as many healthy targets as its zone needs to stay in DNS (§6.1/thresholds): of every target group that
    /// has targets.
    /// </summary>
    public bool HasEnoughHealthyTargets(string zoneId)
    {
        if (Groups is null)
        {
            return IsMet(TargetGroup.DnsFailover, zoneId);
        }

        var filled = ByGroup.Where(each => !each.Seen.Targets.IsEmpty).ToArray();
        return filled.Length > 0 && filled.All(each => each.Seen.HasEnoughHealthyTargets(zoneId));
    }

    /// <summary>Whether the node of a zone has so few healthy targets that it sends to all of them (fail open, §6.1/thresholds).</summary>
    public bool FailsOpen(string zoneId) => !IsMet(TargetGroup.UnhealthyStateRouting, zoneId);

    /// <summary>
    /// The targets that the node of a zone sends new connections to, by id: the healthy ones of its own zone, or with cross-zone on of all
    /// zones but one shifted away from, and all of them when too few are healthy.
    /// </summary>
    public ImmutableArray<KeyValuePair<string, RegisteredTarget>> Routes(string zoneId)
    {
        var failsOpen = FailsOpen(zoneId);
        return
        [
            .. from target in Targets.Concat(Leaving.Where(target => target.Value.RoutedUntil is not null))
               where IsWithin(target.Value, zoneId) && (failsOpen || (!target.Value.Unhealthy && !IsShiftedFrom(target.Value)))
               select target,
        ];
    }

    /// <summary>The targets of <see cref="Routes"/>.</summary>
    public ImmutableArray<RegisteredTarget> RoutedTo(string zoneId) => [.. Routes(zoneId).Select(target => target.Value)];

    /// <summary>Whether a target answers: it runs, and its zone passes traffic.</summary>
    public bool Answers(RegisteredTarget target) => target.FailedUntil is null && !DarkZones.Contains(target.ZoneId);

    /// <summary>Whether a target answers so late that its health checks do not wait for it.</summary>
    public bool IsTooSlow(RegisteredTarget target) => TimeSpan.FromMilliseconds(target.SlowMilliseconds) >= HealthCheck.Timeout;

    /// <summary>Whether the health checks of a target find it well: it answers, and in time.</summary>
    public bool PassesChecks(RegisteredTarget target) => Answers(target) && !IsTooSlow(target);

    /// <summary>Whether a target that has failed refuses connections, instead of leaving them without an answer.</summary>
    public bool Refuses(RegisteredTarget target) => target is { FailedUntil: not null, Refuses: true } && !DarkZones.Contains(target.ZoneId);

    /// <summary>Whether connections that are open to a target go on, as far as it lies with the target.</summary>
    public bool KeepsConnections(RegisteredTarget target) => Answers(target) || (target.KeepsConnections && !DarkZones.Contains(target.ZoneId));

    /// <summary>
    /// Whether the load balancer closes the connections to a target: it is unhealthy and termination is on, unless that made the load
    /// balancer fail open, or it was deregistered with termination (§6.1/termination, §6.1/drain). UDP flows know only the latter.
    /// </summary>
    public bool Terminates(RegisteredTarget target, bool overUdp) =>
        target.Unhealthy && !overUdp
            ? (TargetGroup.UnhealthyTermination || target.UnhealthyDrained) && !FailsOpen(target.ZoneId)
            : target is { IsUnchecked: true, DrainingUntil: null } && (target.Terminated ?? overUdp);

    /// <summary>Whether a target understands what it is sent (R52).</summary>
    public bool Understands(RegisteredTarget target, bool overIpv6) => !overIpv6 || !ProxyProtocolV2 || target.ParsesIpv6ProxyProtocol;

    private bool IsMet(HealthThreshold threshold, string zoneId)
    {
        var (healthy, registered) = (0, 0);
        foreach (var target in Targets.Values.Where(target => IsWithin(target, zoneId) && !IsShiftedFrom(target)))
        {
            registered++;
            healthy += target.Unhealthy ? 0 : 1;
        }

        return threshold.IsMet(healthy, registered);
    }

    // With cross-zone off a shift is a matter of DNS alone.
    private bool IsShiftedFrom(RegisteredTarget target) => SpreadsOverZones && target.ZoneId == ShiftedFrom;

    private bool IsWithin(RegisteredTarget target, string zoneId) => SpreadsOverZones || target.ZoneId == zoneId;
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
