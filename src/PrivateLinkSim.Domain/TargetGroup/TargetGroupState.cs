using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>How far a target group has come.</summary>
public enum TargetGroupStatus
{
    /// <summary>Never made, or refused.</summary>
    None,

    /// <summary>Waiting for the VPC's word, within an instant.</summary>
    Requested,

    /// <summary>There.</summary>
    Active,

    /// <summary>Gone.</summary>
    Deleted,
}

/// <summary>What a target group is, as far as its events tell. How its targets do is the matter of the load balancer that forwards to it.</summary>
/// <param name="Made">What it was made as.</param>
/// <param name="HealthCheck">How its targets are checked now.</param>
/// <param name="Attributes">What becomes of targets that leave or fail.</param>
/// <param name="ProxyProtocolV2">Whether targets are sent the header of proxy protocol version 2 (R52).</param>
/// <param name="Targets">By their keys.</param>
/// <param name="LoadBalancerArn">The load balancer that forwards to it, or null.</param>
/// <param name="Creator">Who awaits the answer to its creation.</param>
public sealed record TargetGroupState(
    TargetGroupStatus Status,
    string Account,
    string Region,
    NewTargetGroup Made,
    HealthCheck HealthCheck,
    TargetGroup Attributes,
    bool ProxyProtocolV2,
    ImmutableSortedDictionary<string, Target> Targets,
    string? LoadBalancerArn,
    ImmutableSortedDictionary<string, string> Tags,
    Requester Creator) : IState
{
    /// <summary>A target group that was never made.</summary>
    public static readonly TargetGroupState Initial = new(
        TargetGroupStatus.None, "", "", new NewTargetGroup(), HealthCheck.Default, new TargetGroup(), false, Sorted.Map<Target>(), null, Domain.Tags.None, Requester.Nobody);

    /// <summary>What its load balancer must know.</summary>
    public TargetGroupFacts Facts => new(HealthCheck, Attributes, ProxyProtocolV2, [.. Targets.Values]);
}
