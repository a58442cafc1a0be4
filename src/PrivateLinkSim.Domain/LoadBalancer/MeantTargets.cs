using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>Which targets a fault means: those that it names, or all in a zone, or all.</summary>
internal static class MeantTargets
{
    /// <summary>
    /// Decides what happens to the targets that are meant and can be hit. A fault that hits none changes nothing; one that names an
    /// unregistered target beside registered ones is a mistake, and refused.
    /// </summary>
    /// <param name="ids">Targets by id; empty for all.</param>
    /// <param name="zoneId">Only those in this zone; null for every zone.</param>
    /// <param name="canBeHit">Whether the fault does anything to a target.</param>
    /// <param name="already">What is said of targets that it does nothing to.</param>
    /// <param name="hit">What happens to those that are hit.</param>
    public static Decision<LoadBalancerEvent> Decide(
        LoadBalancerState state,
        ImmutableArray<string> ids,
        string? zoneId,
        Func<RegisteredTarget, bool> canBeHit,
        string already,
        Func<ImmutableArray<string>, Decision<LoadBalancerEvent>> hit)
    {
        if (state.Status != LoadBalancerStatus.Active)
        {
            return FaultEffect.ChangesNothing<LoadBalancerEvent>("the load balancer does not exist.");
        }

        ImmutableArray<string> unknown = [.. ids.Where(id => state.Find(id) is null)];
        if (!unknown.IsEmpty)
        {
            return unknown.Length == ids.Length
                ? FaultEffect.ChangesNothing<LoadBalancerEvent>($"not registered with the load balancer: {string.Join(", ", unknown)}.")
                : new Rejection("InvalidTarget", $"The following targets are not registered with the load balancer: '{unknown[0]}'", "§6.1/target");
        }

        ImmutableArray<string> meant =
        [
            .. from target in state.KnownTargets
               where (ids.IsEmpty || ids.Contains(target.Key, StringComparer.Ordinal)) && (zoneId is null || target.Value.ZoneId == zoneId)
               select target.Key,
        ];
        ImmutableArray<string> targets = [.. meant.Where(id => canBeHit(state.Find(id)!))];
        return !targets.IsEmpty ? hit(targets)
            : meant.IsEmpty ? FaultEffect.ChangesNothing<LoadBalancerEvent>($"none of the targets that it means is registered{(zoneId is null ? "" : $" in {zoneId}")}.")
            : FaultEffect.ChangesNothing<LoadBalancerEvent>($"{already}: {string.Join(", ", meant)}.");
    }
}
