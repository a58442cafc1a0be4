using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>
/// Zonal autoshift (§6.1/autoshift): AWS looks at the zones of the Region, shifts the load balancers that ask for it away from one that it
/// finds impaired, one zone at a time, and ends that once the zone has recovered. What it looks for and how soon it decides is not
/// published: settings <c>zonalAutoshift</c>, <c>zonalAutoshiftDetection</c>, <c>zonalAutoshiftRecovery</c>.
/// </summary>
internal static class RegionAutoshift
{
    /// <summary>A load balancer asks to be shifted, or no longer does.</summary>
    public static Decision<RegionEvent> Watch(RegionState state, RegionCommand.WatchForAutoshift watch) =>
        watch.Enabled == state.AutoshiftResources.Contains(watch.LoadBalancerArn)
            ? Decision<RegionEvent>.Accept()
            : Decision<RegionEvent>.Accept(new RegionEvent.AutoshiftResourceChanged(watch.LoadBalancerArn, watch.Enabled));

    /// <summary>A decision together with what AWS makes of the zones after it.</summary>
    public static Decision<RegionEvent> WithSigns(RegionState state, Decision<RegionEvent> decision, RegionFacts facts, in Context context)
    {
        var after = decision.Events.Aggregate(state, RegionDecider.Evolve);
        if (decision.Events.IsEmpty || !IsWatched(after))
        {
            return decision;
        }

        var settings = context.Facts.Settings;
        var signs = ImmutableArray.CreateBuilder<RegionEvent>();
        foreach (var zone in facts.Zones.Select(zone => zone.ZoneId))
        {
            var (before, now) = (IsWatched(state) && IsImpaired(state, zone, settings), IsImpaired(after, zone, settings));
            if (before != now && now != (after.Autoshift == zone))
            {
                signs.Add(new RegionEvent.AutoshiftAwaited(zone, context.Now + (now ? settings.ZonalAutoshiftDetection : settings.ZonalAutoshiftRecovery)));
            }
            else if (before != now && after.AutoshiftDue.ContainsKey(zone))
            {
                signs.Add(new RegionEvent.AutoshiftCalledOff(zone));
            }
        }

        return decision with { Events = [.. decision.Events, .. signs, .. Next(signs.Aggregate(after, Evolve), facts, settings)] };
    }

    /// <summary>AWS decides about a zone.</summary>
    public static Decision<RegionEvent> Settle(RegionState state, string zoneId, RegionFacts facts, Settings settings) =>
        IsImpaired(state, zoneId, settings)
            ? Decision<RegionEvent>.Accept(CanStart(state, zoneId, facts, settings) ? new RegionEvent.AutoshiftStarted(zoneId) : new RegionEvent.AutoshiftHeldBack(zoneId))
            : Decision<RegionEvent>.Accept(state.Autoshift == zoneId ? new RegionEvent.AutoshiftEnded(zoneId) : new RegionEvent.AutoshiftCalledOff(zoneId));

    public static RegionState Evolve(RegionState state, RegionEvent fact) => fact switch
    {
        RegionEvent.AutoshiftResourceChanged { Enabled: true } added => state with { AutoshiftResources = state.AutoshiftResources.Add(added.LoadBalancerArn) },
        RegionEvent.AutoshiftResourceChanged removed => state with { AutoshiftResources = state.AutoshiftResources.Remove(removed.LoadBalancerArn) },
        RegionEvent.AutoshiftAwaited awaited => state with { AutoshiftDue = state.AutoshiftDue.SetItem(awaited.ZoneId, awaited.Due) },
        RegionEvent.AutoshiftCalledOff off => state with { AutoshiftDue = state.AutoshiftDue.Remove(off.ZoneId) },
        RegionEvent.AutoshiftHeldBack held => state with { AutoshiftDue = state.AutoshiftDue.Remove(held.ZoneId) },
        RegionEvent.AutoshiftStarted started => state with { Autoshift = started.AwayFrom, AutoshiftDue = state.AutoshiftDue.Remove(started.AwayFrom) },
        RegionEvent.AutoshiftEnded ended => state with { Autoshift = null, AutoshiftDue = state.AutoshiftDue.Remove(ended.AwayFrom) },
        _ => throw new UnreachableException($"Region gives no meaning to {fact.GetType().Name}."),
    };

    public static ImmutableArray<Message> React(RegionState state, RegionEvent fact) => fact switch
    {
        RegionEvent.AutoshiftStarted started => [.. state.AutoshiftResources.Select(arn => Tell(arn, started.AwayFrom))],
        RegionEvent.AutoshiftEnded => [.. state.AutoshiftResources.Select(arn => Tell(arn, null))],
        RegionEvent.AutoshiftResourceChanged { Enabled: true } added when state.Autoshift is { } zone => [Tell(added.LoadBalancerArn, zone)],
        _ => [],
    };

    public static IEnumerable<Deadline<RegionCommand>> Deadlines(RegionState state) =>
        state.AutoshiftDue.Select(each => new Deadline<RegionCommand>($"autoshift:{each.Key}", each.Value, new RegionCommand.SettleAutoshift(each.Key)));

    // A zone that was held back has its turn when no other is shifted away from any more, or when there is a sound zone to shift to.
    private static IEnumerable<RegionEvent> Next(RegionState state, RegionFacts facts, Settings settings) => facts.Zones
        .Select(zone => zone.ZoneId)
        .Where(zone => IsImpaired(state, zone, settings) && !state.AutoshiftDue.ContainsKey(zone) && CanStart(state, zone, facts, settings))
        .Take(1)
        .Select(zone => new RegionEvent.AutoshiftStarted(zone));

    private static bool CanStart(RegionState state, string zoneId, RegionFacts facts, Settings settings) =>
        state.Autoshift is null && !state.AutoshiftResources.IsEmpty && facts.Zones.Any(zone => zone.ZoneId != zoneId && !IsImpaired(state, zone.ZoneId, settings));

    private static bool IsWatched(RegionState state) => !state.AutoshiftResources.IsEmpty || !state.AutoshiftDue.IsEmpty || state.Autoshift is not null;

    // While the whole Region is lost all its zones are, so there is none to shift to.
    private static bool IsImpaired(RegionState state, string zoneId, Settings settings) => settings.ZonalAutoshift switch
    {
        AutoshiftSign.Never => false,
        AutoshiftSign.ZoneLost => !state.IsHealthy(zoneId),
        _ => !state.IsHealthy(zoneId) || state.PacketLossIn(zoneId) is not null || state.AddedLatencyIn(zoneId) is not null,
    };

    private static Message.Tell Tell(string arn, string? zoneId) =>
        new(new EntityId(EntityKind.LoadBalancer, arn), new LoadBalancerCommand.LearnAutoshift(zoneId));
}
