using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <content>What is asked of load balancers about target groups that stand by themselves (§2.14/group).</content>
public abstract partial record LoadBalancerCommand
{
    /// <summary>The target group that this is about; null for the one that the load balancer has of its own.</summary>
    public string? TargetGroupArn { get; init; }

    /// <summary>The target group's answer to a listener that is to forward to it.</summary>
    public sealed record HearTargetGroup(Outcome Outcome) : LoadBalancerCommand;

    /// <summary>From the target group: these are registered.</summary>
    public sealed record LearnTargets(ImmutableArray<Target> Targets) : LoadBalancerCommand;

    /// <summary>From the target group: these are no longer registered.</summary>
    public sealed record LearnDeregistration(ImmutableArray<string> TargetIds) : LoadBalancerCommand;

    /// <summary>From the target group: its targets are checked like this now.</summary>
    public sealed record LearnHealthCheck(HealthCheck HealthCheck) : LoadBalancerCommand;

    /// <summary>From the target group: attributes were set.</summary>
    public sealed record LearnAttributes(bool? ProxyProtocolV2, TargetGroupChange Change) : LoadBalancerCommand;

    /// <summary>ELBv2 ModifyTargetGroup, of the group that the load balancer has of its own.</summary>
    public sealed record ModifyHealthCheck(HealthCheckChange Change) : LoadBalancerCommand;

    /// <summary>ELBv2 ModifyListener; what is null stays as it is. Without a target group it forwards to where it did.</summary>
    public sealed record ModifyListener(string ListenerArn, ListenerProtocol? Protocol, int? Port, ListenerTls? Tls = null) : LoadBalancerCommand;

    /// <summary>ELBv2 AddTags, of the load balancer or of one of its listeners.</summary>
    public sealed record AddTags(string? ListenerArn, ImmutableSortedDictionary<string, string> Tags) : LoadBalancerCommand;

    /// <summary>ELBv2 RemoveTags, of the load balancer or of one of its listeners.</summary>
    public sealed record RemoveTags(string? ListenerArn, ImmutableArray<string> TagKeys) : LoadBalancerCommand;
}

/// <content>What happens to load balancers with target groups that stand by themselves.</content>
public abstract partial record LoadBalancerEvent
{
    /// <summary>The target group that this is about; null for the one that the load balancer has of its own.</summary>
    public string? TargetGroupArn { get; init; }

    /// <summary>A listener is about to forward to the target group, which is so.</summary>
    public sealed record TargetGroupAttached(TargetGroupFacts Facts) : LoadBalancerEvent;

    /// <summary>No listener forwards to the target group any more.</summary>
    public sealed record TargetGroupDetached : LoadBalancerEvent;

    /// <summary>Targets are checked in another way.</summary>
    public sealed record HealthCheckModified(HealthCheck HealthCheck) : LoadBalancerEvent;

    /// <summary>A listener was changed; its target group is the one that it forwards to now.</summary>
    public sealed record ListenerModified(string ListenerArn, ListenerProtocol Protocol, int Port, ListenerTls? Tls = null) : LoadBalancerEvent;

    /// <summary>Whether the load balancer can be deleted (deletion_protection.enabled).</summary>
    public sealed record DeletionProtectionSet(bool Enabled) : LoadBalancerEvent;

    /// <summary>Tags were added to the load balancer or to a listener, or have other values.</summary>
    public sealed record TagsAdded(string? ListenerArn, ImmutableSortedDictionary<string, string> Tags) : LoadBalancerEvent;

    /// <summary>Tags were taken from the load balancer or from a listener.</summary>
    public sealed record TagsRemoved(string? ListenerArn, ImmutableArray<string> TagKeys) : LoadBalancerEvent;
}

/// <summary>What a TLS listener shows to its clients; nothing here depends on it.</summary>
public sealed record ListenerTls(string? CertificateArn, string? SslPolicy, string? AlpnPolicy);

/// <summary>A listener that is to be made or changed, while its target group is asked.</summary>
/// <param name="ListenerArn">The listener; null for a new one.</param>
/// <param name="TargetGroupArn">Where it is to forward to.</param>
public sealed record WantedListener(
    string? ListenerArn,
    ListenerProtocol Protocol,
    int Port,
    string TargetGroupArn,
    ListenerTls? Tls = null,
    ImmutableSortedDictionary<string, string>? Tags = null);

/// <summary>A target group that stands by itself, as the load balancer that forwards to it knows it.</summary>
/// <param name="Leaving">Targets that were deregistered, draining or unused.</param>
public sealed record ForwardedGroup(
    HealthCheck HealthCheck,
    TargetGroup Attributes,
    bool ProxyProtocolV2,
    ImmutableSortedDictionary<string, RegisteredTarget> Targets,
    ImmutableSortedDictionary<string, RegisteredTarget> Leaving);
