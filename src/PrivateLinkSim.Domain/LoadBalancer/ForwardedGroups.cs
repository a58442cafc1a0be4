using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>
/// What a load balancer does with target groups that stand by themselves. Each is treated by the rules of the group that a load balancer
/// has of its own; the facts say which one they are about.
/// </summary>
internal static class ForwardedGroups
{
    /// <summary>What the question to a target group is about.</summary>
    public const string Question = "target-group";

    /// <summary>A decision about the targets of one group.</summary>
    public static Decision<LoadBalancerEvent> Within(LoadBalancerState state, string? arn, Func<LoadBalancerState, Decision<LoadBalancerEvent>> decide)
    {
        if (arn is null)
        {
            return decide(state);
        }

        if (state.Groups?.ContainsKey(arn) is not true)
        {
            return Decision<LoadBalancerEvent>.Accept();
        }

        var decision = decide(state.Of(arn));
        return decision with { Events = About(decision.Events, arn) };
    }

    /// <summary>What a fault does to the targets of all groups: those that it names, or all in a zone, or all.</summary>
    public static Decision<LoadBalancerEvent> OfFault(
        LoadBalancerState state, ImmutableArray<string> ids, Func<LoadBalancerState, ImmutableArray<string>, Decision<LoadBalancerEvent>> decide)
    {
        var groups = state.ByGroup.Where(each => ids.IsEmpty || ids.Any(id => Named(each.Seen, id).Any())).ToArray();
        if (state.Groups is null || groups.Length == 0)
        {
            return decide(state.Of(null), ids);
        }

        ImmutableArray<string> unknown = [.. ids.Where(id => groups.All(each => !Named(each.Seen, id).Any()))];
        var decisions = groups.Select(each =>
        {
            var decision = decide(each.Seen, ids.IsEmpty ? ids : [.. ids.SelectMany(id => Named(each.Seen, id)), .. unknown]);
            return each.TargetGroupArn is { } arn ? decision with { Events = About(decision.Events, arn) } : decision;
        }).ToArray();
        return decisions.All(decision => decision.Events.IsEmpty)
            ? decisions[0]
            : Decision<LoadBalancerEvent>.Accept([.. decisions.SelectMany(decision => decision.Events)]);
    }

    /// <summary>Facts, said to be about a group.</summary>
    public static ImmutableArray<LoadBalancerEvent> About(ImmutableArray<LoadBalancerEvent> facts, string? arn) =>
        arn is null ? facts : [.. facts.Select(fact => fact with { TargetGroupArn = arn })];

    /// <summary>From a target group: targets came, or are others now.</summary>
    public static Decision<LoadBalancerEvent> Learn(LoadBalancerState state, LoadBalancerCommand.LearnTargets learn, Context context) =>
        Within(state, learn.TargetGroupArn, seen => TargetRules.Take(seen, learn.Targets, context));

    /// <summary>From a target group: its attributes.</summary>
    public static Decision<LoadBalancerEvent> Learn(LoadBalancerState state, LoadBalancerCommand.LearnAttributes learn) =>
        Within(state, learn.TargetGroupArn, _ => Decision<LoadBalancerEvent>.Accept(
        [
            .. learn.ProxyProtocolV2 is { } header ? new LoadBalancerEvent[] { new LoadBalancerEvent.ProxyProtocolV2Set(header) } : [],
            .. learn.Change == TargetGroupChange.None ? [] : new LoadBalancerEvent[] { new LoadBalancerEvent.TargetGroupAttributesModified(learn.Change) },
        ]));

    /// <summary>From a target group, or of the own one: its targets are checked in another way.</summary>
    public static Decision<LoadBalancerEvent> Check(LoadBalancerState state, string? arn, HealthCheck check) =>
        Within(state, arn, seen => check == seen.HealthCheck
            ? Decision<LoadBalancerEvent>.Accept()
            : Decision<LoadBalancerEvent>.Accept(new LoadBalancerEvent.HealthCheckModified(check)));

    /// <summary>The target group said whether a listener may forward to it.</summary>
    public static Decision<LoadBalancerEvent> Hear(LoadBalancerState state, Outcome outcome, in Context context)
    {
        if (outcome is Outcome.Refused refused)
        {
            return Decision<LoadBalancerEvent>.Accept(new LoadBalancerEvent.ChangeRefused(refused.Rejection, refused.By));
        }

        var wanted = state.Underway!.Listener!;
        var facts = ((TargetGroupReply.Attached)((Outcome.Accepted)outcome).Value!).Facts;
        var arn = wanted.ListenerArn ?? ListenerArn.Make(context.Self.Key, context.Draws.Hex(16, "listener", state.ListenersMade));
        LoadBalancerEvent[] attached = state.Groups?.ContainsKey(wanted.TargetGroupArn) is true
            ? []
            : [new LoadBalancerEvent.TargetGroupAttached(facts) { TargetGroupArn = wanted.TargetGroupArn }];
        LoadBalancerEvent listening = wanted.ListenerArn is null
            ? new LoadBalancerEvent.ListenerCreated(arn, wanted.Protocol, wanted.Port, wanted.Tls, wanted.Tags) { TargetGroupArn = wanted.TargetGroupArn }
            : new LoadBalancerEvent.ListenerModified(arn, wanted.Protocol, wanted.Port, wanted.Tls) { TargetGroupArn = wanted.TargetGroupArn };
        var after = ((LoadBalancerEvent[])[.. attached, listening]).Aggregate(state, LoadBalancerDecider.Evolve);
        var checks = attached.Length == 0
            ? []
            : About([.. TargetRules.ChecksOf(after.Of(wanted.TargetGroupArn), facts.Targets, context)], wanted.TargetGroupArn);
        return Decision<LoadBalancerEvent>.Accept([.. attached, listening, .. checks, .. Unused(after)]);
    }

    /// <summary>The groups that no listener names any more are let go.</summary>
    public static IEnumerable<LoadBalancerEvent> Unused(LoadBalancerState state) =>
        (state.Groups?.Keys ?? [])
            .Where(arn => state.Listeners.Values.All(listener => listener.TargetGroupArn != arn))
            .Select(arn => new LoadBalancerEvent.TargetGroupDetached { TargetGroupArn = arn });

    public static LoadBalancerState Evolve(LoadBalancerState state, LoadBalancerEvent fact) => fact switch
    {
        LoadBalancerEvent.TargetGroupAttached attached => state with
        {
            Groups = (state.Groups ?? Sorted.Map<ForwardedGroup>()).SetItem(attached.TargetGroupArn!, new ForwardedGroup(
                attached.Facts.HealthCheck,
                attached.Facts.Attributes,
                attached.Facts.ProxyProtocolV2,
                Sorted.Map<RegisteredTarget>().SetItems(attached.Facts.Targets.Select(target => KeyValuePair.Create(
                    target.Key, new RegisteredTarget(target.ZoneId, target.ParsesIpv6ProxyProtocol ?? true)))),
                Sorted.Map<RegisteredTarget>())),
        },
        LoadBalancerEvent.TargetGroupDetached detached when state.Groups?.Remove(detached.TargetGroupArn!) is var left => state with
        {
            Groups = left is { IsEmpty: true } ? null : left,
        },
        LoadBalancerEvent.HealthCheckModified modified => state with { HealthCheck = modified.HealthCheck },
        LoadBalancerEvent.DeletionProtectionSet set => state with { DeletionProtection = set.Enabled ? true : null },
        _ => LoadBalancerTags.Evolve(state, fact),
    };

    /// <summary>What a fact makes target groups hear.</summary>
    public static ImmutableArray<Message> React(EntityId self, LoadBalancerState state, LoadBalancerEvent fact) => fact switch
    {
        LoadBalancerEvent.ChangeRequested { Change.Listener: { } wanted } =>
        [
            new Message.Ask(
                Group(wanted.TargetGroupArn),
                new TargetGroupCommand.Attach(self.Key, new ForwardingLoadBalancer(state.Account, state.Region, state.VpcId, state.IpAddressType), wanted.Protocol),
                Question),
        ],
        LoadBalancerEvent.ListenerCreated { TargetGroupArn: not null } created =>
            [new Message.Answer(state.Creator, new Outcome.Accepted(new LoadBalancerReply.ListenerCreated(created.ListenerArn), []))],
        LoadBalancerEvent.ListenerModified { TargetGroupArn: not null } => [new Message.Answer(state.Creator, new Outcome.Accepted(null, []))],
        LoadBalancerEvent.TargetGroupDetached detached => [Release(self, detached.TargetGroupArn!)],
        LoadBalancerEvent.Deleted => [.. (state.Groups?.Keys ?? []).Select(arn => Release(self, arn))],
        _ => [],
    };

    private static Message Release(EntityId self, string arn) => new Message.Tell(Group(arn), new TargetGroupCommand.Detach(self.Key));

    private static EntityId Group(string arn) => new(EntityKind.TargetGroup, arn);

    // A target that is named without a port means it on all ports that it is registered with.
    private static IEnumerable<string> Named(LoadBalancerState seen, string id) =>
        seen.KnownTargets.Keys.Where(key => key == id || key.StartsWith($"{id}:", StringComparison.Ordinal) || key.StartsWith($"[{id}]:", StringComparison.Ordinal));
}
