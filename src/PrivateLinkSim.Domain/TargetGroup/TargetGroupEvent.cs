using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>What can have happened to a target group. The storage format: change a case only through a new version.</summary>
public abstract record TargetGroupEvent : IEvent
{
    private TargetGroupEvent()
    {
    }

    /// <summary>Creation began; the VPC is asked whose it is.</summary>
    public sealed record CreationRequested(string Account, string Region, NewTargetGroup TargetGroup, Requester Requester) : TargetGroupEvent;

    /// <summary>The VPC is not the account's; the target group was never made.</summary>
    public sealed record CreationRefused(Rejection Rejection, EntityId By) : TargetGroupEvent;

    /// <summary>The target group was made.</summary>
    public sealed record Created : TargetGroupEvent;

    /// <summary>Its targets are checked in another way.</summary>
    public sealed record HealthCheckModified(HealthCheck HealthCheck) : TargetGroupEvent;

    /// <summary>Attributes were set.</summary>
    public sealed record AttributesModified(TargetGroupChange Change) : TargetGroupEvent;

    /// <summary>The header of proxy protocol version 2 was turned on or off.</summary>
    public sealed record ProxyProtocolV2Set(bool Enabled) : TargetGroupEvent;

    /// <summary>Targets were registered.</summary>
    public sealed record TargetsRegistered(ImmutableArray<Target> Targets) : TargetGroupEvent;

    /// <summary>Targets were deregistered; what becomes of connections to them is the load balancer's matter.</summary>
    public sealed record TargetsDeregistered(ImmutableArray<string> TargetIds) : TargetGroupEvent;

    /// <summary>A load balancer forwards to it.</summary>
    public sealed record Attached(string LoadBalancerArn) : TargetGroupEvent;

    /// <summary>The load balancer no longer does.</summary>
    public sealed record Detached(string LoadBalancerArn) : TargetGroupEvent;

    /// <summary>Tags were added, or have other values.</summary>
    public sealed record TagsAdded(ImmutableSortedDictionary<string, string> Tags) : TargetGroupEvent;

    /// <summary>Tags were taken away.</summary>
    public sealed record TagsRemoved(ImmutableArray<string> TagKeys) : TargetGroupEvent;

    /// <summary>The target group was deleted.</summary>
    public sealed record Deleted : TargetGroupEvent;
}
