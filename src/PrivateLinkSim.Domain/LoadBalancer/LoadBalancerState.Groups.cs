using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <content>
/// The target groups of a load balancer: the one that it has of its own, and those that stand by themselves and that its listeners name.
/// Seen as of one of them (<see cref="Of"/>), it is a load balancer whose targets are those of the group.
/// </content>
public sealed partial record LoadBalancerState
{
    /// <summary>The target groups that its listeners forward to, by ARN; null for none but its own.</summary>
    public ImmutableSortedDictionary<string, ForwardedGroup>? Groups { get; init; }

    /// <summary>False when it was made without a target group of its own.</summary>
    public bool? OwnTargetGroup { get; init; }

    /// <summary>Its tags; null for none.</summary>
    public ImmutableSortedDictionary<string, string>? Tags { get; init; }

    /// <summary>True when it can't be deleted.</summary>
    public bool? DeletionProtection { get; init; }

    /// <summary>True when its names answer public addresses (scheme internet-facing).</summary>
    public bool? InternetFacing { get; init; }

    /// <summary>Whether it has a target group of its own.</summary>
    public bool HasOwnGroup => OwnTargetGroup is not false;

    /// <summary>Whether its nodes use the targets of other zones, by its own word or that of the target group.</summary>
    public bool SpreadsOverZones => TargetGroup.CrossZone switch
    {
        TargetGroupCrossZone.On => true,
        TargetGroupCrossZone.Off => false,
        _ => CrossZone,
    };

    /// <summary>It as of each target group that is in use, its own first; as of its own where there is no other.</summary>
    public IEnumerable<(string? TargetGroupArn, LoadBalancerState Seen)> ByGroup
    {
        get
        {
            if (Groups is null)
            {
                return [(null, this)];
            }

            var others = Groups.Keys.Select(arn => ((string?)arn, Of(arn)));
            return UsesOwnGroup ? others.Prepend((null, Of(null))) : others;
        }
    }

    /// <summary>The registered targets of all its target groups.</summary>
    public IEnumerable<KeyValuePair<string, RegisteredTarget>> AllTargets => ByGroup.SelectMany(each => each.Seen.Targets);

    private bool UsesOwnGroup =>
        HasOwnGroup && (!Targets.IsEmpty || !Leaving.IsEmpty || Listeners.Values.Any(listener => listener.TargetGroupArn is null));

    /// <summary>It as of a target group: its own for null. One that it does not forward to has no targets.</summary>
    public LoadBalancerState Of(string? targetGroupArn)
    {
        if (targetGroupArn is null)
        {
            return Groups is null ? this : this with { Groups = null };
        }

        var group = Groups is not null && Groups.TryGetValue(targetGroupArn, out var known) ? known : null;
        return this with
        {
            Groups = null,
            HealthCheck = group?.HealthCheck ?? HealthCheck.Default,
            TargetGroup = group?.Attributes ?? new TargetGroup(),
            ProxyProtocolV2 = group?.ProxyProtocolV2 ?? false,
            Targets = group?.Targets ?? Sorted.Map<RegisteredTarget>(),
            Leaving = group?.Leaving ?? Sorted.Map<RegisteredTarget>(),
        };
    }

    /// <summary>It as of the target group that a flow is forwarded to: that of the listener on its port, or of the first one where it says no port.</summary>
    public LoadBalancerState Toward(Flow flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        return Of(GroupOf(flow));
    }

    /// <summary>The ARN of the target group that a flow is forwarded to; null for its own.</summary>
    public string? GroupOf(Flow flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        return Groups is null
            ? null
            : Listeners.Values.OrderBy(listener => listener.Port)
                .FirstOrDefault(listener => listener.Takes(flow.Protocol) && (flow.Port is null || flow.Port == listener.Port))?.TargetGroupArn;
    }

    /// <summary>It with a change of what one target group has.</summary>
    internal LoadBalancerState With(string? targetGroupArn, Func<LoadBalancerState, LoadBalancerState> change)
    {
        if (targetGroupArn is null)
        {
            return change(this);
        }

        if (Groups is null || !Groups.ContainsKey(targetGroupArn))
        {
            return this;
        }

        var changed = change(Of(targetGroupArn));
        return this with
        {
            Groups = Groups.SetItem(
                targetGroupArn, new ForwardedGroup(changed.HealthCheck, changed.TargetGroup, changed.ProxyProtocolV2, changed.Targets, changed.Leaving)),
        };
    }
}
