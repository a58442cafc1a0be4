using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>Targets that answer late. One that is later than its health checks wait fails them, and is found unhealthy as if it answered nothing (§6.1).</summary>
internal static class SlowTargets
{
    /// <summary>Targets answer late from now on: those named, or all in a zone, or all.</summary>
    public static Decision<LoadBalancerEvent> Slow(LoadBalancerState state, LoadBalancerCommand.SlowTargets slow, Context context) => MeantTargets.Decide(
        state,
        slow.TargetIds,
        slow.ZoneId,
        target => target.SlowUntil is null && (target.DrainingUntil is not null || !target.IsUnchecked),
        "late already, or unused",
        slowed =>
        {
            var fact = new LoadBalancerEvent.TargetsSlowed(slowed, slow.Milliseconds, context.Now + slow.Duration);
            return Decision<LoadBalancerEvent>.Accept([fact, .. ChecksOf(state, Evolve(state, fact), slowed, context)]);
        });

    /// <summary>The slow targets whose time has come, or all, answer in time again.</summary>
    public static Decision<LoadBalancerEvent> EndSlowness(LoadBalancerState state, bool all, Context context)
    {
        var now = context.Now;
        var fact = new LoadBalancerEvent.SlownessEnded([.. state.KnownTargets.Where(target => all ? target.Value.SlowUntil is not null : target.Value.SlowUntil <= now).Select(target => target.Key)]);
        if (fact.TargetIds.IsEmpty)
        {
            return FaultEffect.ChangesNothing<LoadBalancerEvent>("none of its targets is slow.");
        }

        return Decision<LoadBalancerEvent>.Accept([fact, .. ChecksOf(state, Evolve(state, fact), fact.TargetIds, context)]);
    }

    public static LoadBalancerState Evolve(LoadBalancerState state, LoadBalancerEvent fact) => fact switch
    {
        LoadBalancerEvent.TargetsSlowed slowed => TargetHealth.With(
            state, slowed.TargetIds, target => target with { SlowUntil = slowed.Until, SlowMilliseconds = slowed.Milliseconds }),
        LoadBalancerEvent.SlownessEnded ended => TargetHealth.With(state, ended.TargetIds, target => target with { SlowUntil = null, SlowMilliseconds = 0 }),
        _ => throw new UnreachableException($"SlowTargets gives no meaning to {fact.GetType().Name}."),
    };

    // Health checks begin to find something else only of targets that pass them by their speed alone, or fail them by it.
    private static IEnumerable<LoadBalancerEvent> ChecksOf(LoadBalancerState before, LoadBalancerState after, ImmutableArray<string> targets, in Context context)
    {
        var changed = targets.ToLookup(id => (Before: before.PassesChecks(before.Find(id)!), After: after.PassesChecks(after.Find(id)!)));
        return
        [
            .. TargetHealth.Checking(after, [.. changed[(true, false)]], answer: false, context),
            .. TargetHealth.Checking(after, [.. changed[(false, true)]], answer: true, context),
        ];
    }
}
