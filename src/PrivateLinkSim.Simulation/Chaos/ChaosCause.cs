using System.Collections.Immutable;

namespace PrivateLinkSim.Simulation;

/// <summary>What lies behind a loss: a design choice or a rule.</summary>
public enum ChaosCauseKind
{
    /// <summary>PrivateLink does not leave a Region, and the service is in one (R38).</summary>
    OneRegion,

    /// <summary>A zonal name is resolved, which stays pinned to its zone (R37).</summary>
    ZonalName,

    /// <summary>Every zone that the endpoint has is lost (R35).</summary>
    ZonesOfEndpoint,

    /// <summary>Every zone that the service has is lost (R35).</summary>
    ZonesOfService,

    /// <summary>All targets are in zones that are lost (R35).</summary>
    ZonesOfTargets,

    /// <summary>A node has no target in its zone, and cross-zone is off (R6).</summary>
    CrossZoneOff,

    /// <summary>No target is left anywhere (R6).</summary>
    NoTargets,

    /// <summary>The targets that are left have no ports for everybody (§2.14/ports).</summary>
    Ports,

    /// <summary>The targets or interfaces that are left can take no more (§6.3/capacity).</summary>
    Capacity,

    /// <summary>Resolvers keep answers longer than AWS's time to live, which failover rests on (R37).</summary>
    KeptAnswers,

    /// <summary>A healthy node goes on sending connections to targets that do not answer, until its health checks find out (§6.1).</summary>
    HealthChecks,

    /// <summary>A cross-Region path moves to another zone of the service only after a while (R37).</summary>
    PathFailover,

    /// <summary>Open connections do not follow DNS: they break with their way, and come back when clients notice (§6.1).</summary>
    OpenConnections,

    /// <summary>An address that leads nowhere stays in the answers until that is found out, and with clients for their time to live (R37).</summary>
    Detection,
}

/// <summary>Why groups of clients lost connections.</summary>
/// <param name="Text">In words.</param>
/// <param name="Rule">The rule behind it.</param>
/// <param name="Subject">What it is about, for a change: a load balancer's or endpoint's name; empty without one.</param>
/// <param name="Groups">The groups, in the order of their names.</param>
public sealed record ChaosCause(ChaosCauseKind Kind, string Text, string Rule, string Subject, ImmutableArray<string> Groups);
