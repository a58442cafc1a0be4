using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>
/// How targets come and go (R6, §2.13/nlb, §6.1/drain). A target that is deregistered is draining for the deregistration delay, then unused:
/// nothing new is sent to it, and connections that are open stay as long as nothing closes them.
/// </summary>
internal static class TargetRules
{
    public static Decision<LoadBalancerEvent> Register(LoadBalancerState state, ImmutableArray<Target> targets, in Context context)
    {
        if (!state.HasOwnGroup)
        {
            return TargetGroupDecider.NotFound(TargetGroupArn.OfLoadBalancer(context.Self.Key));
        }

        var decision = Take(state, targets, context);
        var limit = context.Facts.Settings.TargetsPerZone;
        var after = decision.Events.Aggregate(state, LoadBalancerDecider.Evolve);
        return decision.Events is [LoadBalancerEvent.TargetsRegistered fact, ..]
            && fact.Targets.FirstOrDefault(target => after.Targets.Values.Count(each => each.ZoneId == target.ZoneId) > limit) is { } tooMany
            ? new Rejection("TooManyTargets", $"The maximum number of targets of a load balancer in {tooMany.ZoneId} would be exceeded: {limit}", "§2.13/targets")
            : decision;
    }

    /// <summary>Takes targets in, as many as there are.</summary>
    public static Decision<LoadBalancerEvent> Take(LoadBalancerState state, ImmutableArray<Target> targets, in Context context)
    {
        ImmutableArray<Target> changed = [.. targets.Where(target => !state.Targets.TryGetValue(target.Key, out var known) || !IsSame(known, target))];
        if (changed.IsEmpty)
        {
            return Decision<LoadBalancerEvent>.Accept();
        }

        var fact = new LoadBalancerEvent.TargetsRegistered(changed);
        return Decision<LoadBalancerEvent>.Accept([fact, .. ChecksOf(Evolve(state, fact), changed, context)]);
    }

    public static Decision<LoadBalancerEvent> Deregister(LoadBalancerState state, ImmutableArray<string> targets, in Context context)
    {
        var settings = context.Facts.Settings;
        ImmutableArray<string> known = [.. targets.Where(state.Targets.ContainsKey).Distinct(StringComparer.Ordinal)];
        return known.IsEmpty
            ? Decision<LoadBalancerEvent>.Accept()
            : Decision<LoadBalancerEvent>.Accept(new LoadBalancerEvent.TargetsDraining(
                known,
                context.Now + TimeSpan.FromSeconds(state.TargetGroup.DeregistrationDelaySeconds),
                settings.DeregistrationPropagation > TimeSpan.Zero ? context.Now + settings.DeregistrationPropagation : null,
                settings.DrainingTargetsAreChecked ? null : true));
    }

    /// <summary>The deregistration delay of targets is over.</summary>
    public static Decision<LoadBalancerEvent> SettleDraining(LoadBalancerState state, Moment now) =>
        Decision<LoadBalancerEvent>.Accept(new LoadBalancerEvent.TargetsDeregistered(
            [.. state.Leaving.Where(target => target.Value.DrainingUntil <= now).Select(target => target.Key)], state.TargetGroup.DeregistrationTermination));

    /// <summary>Every node knows that targets are deregistered.</summary>
    public static Decision<LoadBalancerEvent> SettleRouting(LoadBalancerState state, Moment now) =>
        Decision<LoadBalancerEvent>.Accept(new LoadBalancerEvent.TargetsLeftRouting(
            [.. state.Leaving.Where(target => target.Value.RoutedUntil <= now).Select(target => target.Key)]));

    public static LoadBalancerState Evolve(LoadBalancerState state, LoadBalancerEvent fact) => fact switch
    {
        LoadBalancerEvent.TargetsRegistered registered => state with
        {
            Targets = state.Targets.SetItems(registered.Targets.Select(target => KeyValuePair.Create(target.Key, Registered(state, target)))),
            Leaving = state.Leaving.RemoveRange(registered.Targets.Select(target => target.Key)),
        },
        LoadBalancerEvent.TargetsDraining draining => Leave(state, draining.TargetIds, target => target with
        {
            DrainingUntil = draining.Until,
            RoutedUntil = draining.RoutedUntil,
            IsUnchecked = draining.Unchecked == true,
            Due = draining.Unchecked == true ? null : target.Due,
            UnhealthyDrainingUntil = null,
        }),
        LoadBalancerEvent.TargetsDeregistered deregistered => Leave(state, deregistered.TargetIds, target => target with
        {
            DrainingUntil = null,
            IsUnchecked = true,
            Unhealthy = false,
            Due = null,
            UnhealthyDrained = false,
            Terminated = deregistered.ConnectionsTerminated,
        }),
        LoadBalancerEvent.TargetsLeftRouting left => Leave(state, left.TargetIds, target => target with { RoutedUntil = null }),
        LoadBalancerEvent.TargetGroupAttributesModified modified => state with { TargetGroup = state.TargetGroup.With(modified.Change) },
        _ => throw new UnreachableException($"TargetRules gives no meaning to {fact.GetType().Name}."),
    };

    private static LoadBalancerState Leave(LoadBalancerState state, ImmutableArray<string> targets, Func<RegisteredTarget, RegisteredTarget> change) => state with
    {
        Targets = state.Targets.RemoveRange(targets),
        Leaving = state.Leaving.SetItems(
            from id in targets
            let target = state.Find(id)
            where target is not null
            select KeyValuePair.Create(id, change(target))),
    };

    /// <summary>Where the health checks of targets would find something else than they have, they begin to.</summary>
    public static IEnumerable<LoadBalancerEvent> ChecksOf(LoadBalancerState state, ImmutableArray<Target> targets, in Context context)
    {
        var found = targets.ToLookup(target => state.PassesChecks(state.Targets[target.Key]), target => target.Key);
        return
        [
            .. TargetHealth.Checking(state, [.. found[false].Where(id => !state.Targets[id].Unhealthy)], answer: false, context),
            .. TargetHealth.Checking(state, [.. found[true].Where(id => state.Targets[id].Unhealthy)], answer: true, context),
        ];
    }

    private static bool IsSame(RegisteredTarget known, Target target) =>
        known.ZoneId == target.ZoneId && known.ParsesIpv6ProxyProtocol == (target.ParsesIpv6ProxyProtocol ?? true);

    // A target that comes back while connections to it are open is the same one, as well or ill as it was.
    private static RegisteredTarget Registered(LoadBalancerState state, Target target)
    {
        var parses = target.ParsesIpv6ProxyProtocol ?? true;
        return state.Find(target.Key) is { } known
            ? known with
            {
                ZoneId = target.ZoneId,
                ParsesIpv6ProxyProtocol = parses,
                DrainingUntil = null,
                RoutedUntil = null,
                IsUnchecked = false,
                Terminated = null,
            }
            : new RegisteredTarget(target.ZoneId, parses);
    }
}
