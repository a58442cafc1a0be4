namespace PrivateLinkSim.Domain;

/// <summary>What a load balancer's target group does with targets that leave or fail (ModifyTargetGroupAttributes, §6.1).</summary>
public sealed record TargetGroup
{
    /// <summary>deregistration_delay.timeout_seconds: for how long a deregistered target is draining.</summary>
    public int DeregistrationDelaySeconds { get; init; } = 300;

    /// <summary>
    /// deregistration_delay.connection_termination.enabled: whether connections that are open then are closed; null for AWS's default,
    /// which is false for TCP and true for UDP.
    /// </summary>
    public bool? DeregistrationTermination { get; init; }

    /// <summary>target_health_state.unhealthy.connection_termination.enabled: whether TCP connections to a target that is found unhealthy are reset.</summary>
    public bool UnhealthyTermination { get; init; } = true;

    /// <summary>target_health_state.unhealthy.draining_interval_seconds: for how long an unhealthy target is unhealthy.draining, where they are not.</summary>
    public int UnhealthyDrainingSeconds { get; init; }

    /// <summary>load_balancing.cross_zone.enabled of the group; null for what the load balancer has.</summary>
    public TargetGroupCrossZone? CrossZone { get; init; }

    /// <summary>target_group_health.dns_failover: a zone with fewer healthy targets leaves DNS.</summary>
    public HealthThreshold DnsFailover { get; init; } = HealthThreshold.Default;

    /// <summary>target_group_health.unhealthy_state_routing: with fewer healthy targets, a node sends to all of them.</summary>
    public HealthThreshold UnhealthyStateRouting { get; init; } = HealthThreshold.Default;

    /// <summary>The group after a change.</summary>
    public TargetGroup With(TargetGroupChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return this with
        {
            DeregistrationDelaySeconds = change.DeregistrationDelaySeconds ?? DeregistrationDelaySeconds,
            DeregistrationTermination = change.DeregistrationTermination ?? DeregistrationTermination,
            UnhealthyTermination = change.UnhealthyTermination ?? UnhealthyTermination,
            UnhealthyDrainingSeconds = change.UnhealthyDrainingSeconds ?? UnhealthyDrainingSeconds,
            CrossZone = change.CrossZone is TargetGroupCrossZone.LoadBalancer ? null : change.CrossZone ?? CrossZone,
            DnsFailover = new(change.DnsFailoverCount ?? DnsFailover.Count, change.DnsFailoverPercentage ?? DnsFailover.Percentage),
            UnhealthyStateRouting = new(
                change.UnhealthyStateRoutingCount ?? UnhealthyStateRouting.Count,
                change.UnhealthyStateRoutingPercentage ?? UnhealthyStateRouting.Percentage),
        };
    }
}

/// <summary>Whether nodes use the targets of other zones, as a target group says.</summary>
public enum TargetGroupCrossZone
{
    /// <summary>use_load_balancer_configuration, AWS's default.</summary>
    LoadBalancer,

    /// <summary>They do.</summary>
    On,

    /// <summary>They do not.</summary>
    Off,
}

/// <summary>How many targets must be healthy; both must be so (minimum_healthy_targets).</summary>
/// <param name="Count">A number of targets; 0 for off.</param>
/// <param name="Percentage">A share of the registered targets, in percent; 0 for off.</param>
public sealed record HealthThreshold(int Count, int Percentage)
{
    /// <summary>AWS's default: one healthy target.</summary>
    public static readonly HealthThreshold Default = new(1, 0);

    /// <summary>Whether so many healthy targets are enough. Without a target, they are not.</summary>
    public bool IsMet(int healthy, int registered) =>
        this is { Count: 0, Percentage: 0 } || (registered > 0 && healthy >= Count && (long)healthy * 100 >= (long)Percentage * registered);
}

/// <summary>What is asked of a target group; what is null stays as it is, and 0 as a threshold is off.</summary>
public sealed record TargetGroupChange(
    int? DeregistrationDelaySeconds = null,
    bool? DeregistrationTermination = null,
    bool? UnhealthyTermination = null,
    int? UnhealthyDrainingSeconds = null,
    int? DnsFailoverCount = null,
    int? DnsFailoverPercentage = null,
    int? UnhealthyStateRoutingCount = null,
    int? UnhealthyStateRoutingPercentage = null,
    TargetGroupCrossZone? CrossZone = null)
{
    /// <summary>Nothing is asked.</summary>
    public static readonly TargetGroupChange None = new();
}
