using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <content>What fails and recovers.</content>
public abstract partial record LoadBalancerCommand
{
    /// <summary>Fault target-failure: targets stop answering, those named, or all in a zone, or all.</summary>
    /// <param name="TargetIds">Registered targets; empty for all.</param>
    /// <param name="ZoneId">Only those in this zone; null for every zone.</param>
    /// <param name="Refuses">Whether connections are refused (the process is gone) instead of left without an answer (the host is gone).</param>
    /// <param name="KeepsConnections">Whether connections that are open go on (the process is shutting down).</param>
    public sealed record FailTargets(
        ImmutableArray<string> TargetIds, string? ZoneId, bool Refuses, TimeSpan Duration, bool KeepsConnections = false) : LoadBalancerCommand;

    /// <summary>Fault target-slow: targets answer late, those named, or all in a zone, or all.</summary>
    /// <param name="TargetIds">Registered targets; empty for all.</param>
    /// <param name="ZoneId">Only those in this zone; null for every zone.</param>
    public sealed record SlowTargets(ImmutableArray<string> TargetIds, string? ZoneId, int Milliseconds, TimeSpan Duration) : LoadBalancerCommand;

    /// <summary>Repair of slow targets, and their deadline.</summary>
    /// <param name="All">Whether of all, and not only of those whose time has come.</param>
    public sealed record EndSlowness(bool All = false) : LoadBalancerCommand;

    /// <summary>Fault load-balancer-node-failure: the node in a zone passes nothing.</summary>
    public sealed record FailNode(string ZoneId, TimeSpan Duration) : LoadBalancerCommand;

    /// <summary>ARC StartZonalShift: away from a zone, for at most 72 hours (§6.1).</summary>
    public sealed record StartZonalShift(string AwayFrom, TimeSpan ExpiresIn, string? Comment = null) : LoadBalancerCommand;

    /// <summary>ARC UpdateZonalShift: the shift by hand lasts so long from now on, and why. What is null stays as it is.</summary>
    public sealed record UpdateZonalShift(TimeSpan? ExpiresIn, string? Comment) : LoadBalancerCommand;

    /// <summary>ARC UpdateZonalAutoshiftConfiguration: whether AWS may shift traffic away from a zone that it finds impaired.</summary>
    public sealed record ConfigureAutoshift(bool Enabled) : LoadBalancerCommand;

    /// <summary>From the Region: AWS shifts traffic away from this zone; null when from none any more.</summary>
    public sealed record LearnAutoshift(string? ZoneId) : LoadBalancerCommand;

    /// <summary>ARC CancelZonalShift, or the shift expires.</summary>
    public sealed record EndZonalShift : LoadBalancerCommand;

    /// <summary>The deadline of health checks of targets.</summary>
    public sealed record SettleTargets : LoadBalancerCommand;

    /// <summary>The deadline of targets that are unhealthy.draining.</summary>
    public sealed record SettleUnhealthy : LoadBalancerCommand;

    /// <summary>The deadline of targets that are draining.</summary>
    public sealed record SettleDraining : LoadBalancerCommand;

    /// <summary>The deadline of targets that nodes go on sending to after they were deregistered.</summary>
    public sealed record SettleRouting : LoadBalancerCommand;

    /// <summary>Repair of failed targets, and their deadline.</summary>
    /// <param name="All">Whether of all, and not only of those whose time has come.</param>
    public sealed record RecoverTargets(bool All = false) : LoadBalancerCommand;

    /// <summary>The deadline of a node's health check.</summary>
    public sealed record SettleNode(string ZoneId) : LoadBalancerCommand;

    /// <summary>Repair of a failed node, and its deadline.</summary>
    public sealed record RepairNode(string ZoneId) : LoadBalancerCommand;
}

/// <content>What fails and recovers.</content>
public abstract partial record LoadBalancerEvent
{
    /// <summary>Targets failed, until they recover.</summary>
    /// <param name="KeepsConnections">True when connections that are open go on.</param>
    public sealed record TargetsFailed(ImmutableArray<string> TargetIds, bool Refuses, Moment Until, bool? KeepsConnections = null) : LoadBalancerEvent;

    /// <summary>Targets answer late.</summary>
    public sealed record TargetsSlowed(ImmutableArray<string> TargetIds, int Milliseconds, Moment Until) : LoadBalancerEvent;

    /// <summary>Slow targets answer in time again.</summary>
    public sealed record SlownessEnded(ImmutableArray<string> TargetIds) : LoadBalancerEvent;

    /// <summary>Failed targets run again.</summary>
    public sealed record TargetsRecovered(ImmutableArray<string> TargetIds) : LoadBalancerEvent;

    /// <summary>Health checks of targets began to have another result, which counts from <paramref name="Due"/> on.</summary>
    public sealed record TargetChecksBegan(ImmutableArray<string> TargetIds, bool Answer, Moment Due) : LoadBalancerEvent;

    /// <summary>The health checks found targets unhealthy.</summary>
    /// <param name="DrainingUntil">Until when those that are registered are unhealthy.draining; null when they are unhealthy at once.</param>
    public sealed record TargetsFoundUnhealthy(ImmutableArray<string> TargetIds, Moment? DrainingUntil = null) : LoadBalancerEvent;

    /// <summary>Targets that were unhealthy.draining are unhealthy: their connections are reset.</summary>
    public sealed record UnhealthyTargetsDrained(ImmutableArray<string> TargetIds) : LoadBalancerEvent;

    /// <summary>The health checks found targets healthy.</summary>
    public sealed record TargetsFoundHealthy(ImmutableArray<string> TargetIds) : LoadBalancerEvent;

    /// <summary>A node failed; that is found out at <paramref name="Due"/>.</summary>
    public sealed record NodeFailed(string ZoneId, Moment Due, Moment Until) : LoadBalancerEvent;

    /// <summary>A node works again, which is found out at <paramref name="Due"/>; null when its failure never was.</summary>
    public sealed record NodeRepaired(string ZoneId, Moment? Due) : LoadBalancerEvent;

    /// <summary>A node was found to have failed.</summary>
    public sealed record NodeFoundUnhealthy(string ZoneId) : LoadBalancerEvent;

    /// <summary>A node was found to work.</summary>
    public sealed record NodeFoundHealthy(string ZoneId) : LoadBalancerEvent;

    /// <summary>Zonal shift was turned on or off: without it, nobody can shift traffic.</summary>
    public sealed record ZonalShiftConfigured(bool Enabled) : LoadBalancerEvent;

    /// <summary>Zonal autoshift was turned on or off.</summary>
    public sealed record ZonalAutoshiftConfigured(bool Enabled) : LoadBalancerEvent;

    /// <summary>AWS shifts traffic away from a zone.</summary>
    public sealed record ZonalAutoshiftStarted(string AwayFrom) : LoadBalancerEvent;

    /// <summary>AWS no longer shifts traffic away from a zone, or that was canceled.</summary>
    public sealed record ZonalAutoshiftEnded(string AwayFrom) : LoadBalancerEvent;

    /// <summary>Traffic is shifted away from a zone, by hand.</summary>
    /// <param name="Comment">Why, as ARC asks who calls it; null when nobody was asked.</param>
    /// <param name="Since">When it began; where there is a comment.</param>
    public sealed record ZonalShiftStarted(string AwayFrom, Moment Until, string? Comment = null, Moment? Since = null) : LoadBalancerEvent;

    /// <summary>A zonal shift lasts longer or less long, or has another comment.</summary>
    public sealed record ZonalShiftUpdated(string AwayFrom, Moment Until, string? Comment) : LoadBalancerEvent;

    /// <summary>A zonal shift was canceled or expired.</summary>
    public sealed record ZonalShiftEnded(string AwayFrom) : LoadBalancerEvent;

    /// <summary>Zones left DNS: too few healthy targets, a dead node, or a zonal shift that endpoints follow (§6.1).</summary>
    public sealed record ZonesTakenOutOfService(ImmutableArray<string> ZoneIds) : LoadBalancerEvent;

    /// <summary>Zones came back into DNS.</summary>
    public sealed record ZonesPutIntoService(ImmutableArray<string> ZoneIds) : LoadBalancerEvent;
}

/// <summary>A node that failed, or works again and has not been found to.</summary>
/// <param name="Until">When it is repaired; null when it works.</param>
/// <param name="Found">Whether the failure was found out.</param>
/// <param name="Due">When the health check has its next result.</param>
public sealed record NodeFault(Moment? Until, bool Found, Moment? Due);

/// <summary>A zonal shift (§6.1).</summary>
/// <param name="Comment">Why, as ARC asks who calls it; null when nobody was asked.</param>
/// <param name="Since">When it began; where there is a comment.</param>
/// <param name="UntilAtFirst">Until when it was to last before it was updated; null when it never was.</param>
public sealed record ZonalShift(string AwayFrom, Moment Until, string? Comment = null, Moment? Since = null, Moment? UntilAtFirst = null);
