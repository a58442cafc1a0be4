using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>The rules of a load balancer's targets (R6, §2.13/nlb).</summary>
internal static class TargetRules
{
    public static Decision<LoadBalancerEvent> Register(LoadBalancerState state, ImmutableArray<Target> targets, in Context context)
    {
        ImmutableArray<Target> changed =
            [.. targets.Where(target => !state.Targets.TryGetValue(target.Id, out var known) || known != Registered(target))];
        if (changed.IsEmpty)
        {
            return Decision<LoadBalancerEvent>.Accept();
        }

        var limit = context.Facts.Settings.TargetsPerZone;
        var fact = new LoadBalancerEvent.TargetsRegistered(changed);
        var after = Evolve(state, fact).Targets.Values;
        return changed.FirstOrDefault(target => after.Count(each => each.ZoneId == target.ZoneId) > limit) is { } tooMany
            ? new Rejection("TooManyTargets", $"The maximum number of targets of a load balancer in {tooMany.ZoneId} would be exceeded: {limit}", "§2.13/targets")
            : Decision<LoadBalancerEvent>.Accept([fact, .. ChecksOf(state, changed, context.Now)]);
    }

    public static Decision<LoadBalancerEvent> Deregister(LoadBalancerState state, ImmutableArray<string> targets)
    {
        ImmutableArray<string> known = [.. targets.Where(state.Targets.ContainsKey)];
        return known.IsEmpty
            ? Decision<LoadBalancerEvent>.Accept()
            : Decision<LoadBalancerEvent>.Accept(new LoadBalancerEvent.TargetsDeregistered(known));
    }

    public static LoadBalancerState Evolve(LoadBalancerState state, LoadBalancerEvent.TargetsRegistered registered) => state with
    {
        Targets = state.Targets.SetItems(registered.Targets.Select(target => KeyValuePair.Create(target.Id, Registered(target)))),
    };

    private static ImmutableArray<LoadBalancerEvent> ChecksOf(LoadBalancerState state, ImmutableArray<Target> targets, Moment now)
    {
        ImmutableArray<string> dark = [.. targets.Where(target => state.DarkZones.Contains(target.ZoneId)).Select(target => target.Id)];
        return dark.IsEmpty ? [] : [TargetHealth.Checking(state, dark, answer: false, now)];
    }

    private static RegisteredTarget Registered(Target target) => new(target.ZoneId, target.ParsesIpv6ProxyProtocol ?? true);
}
