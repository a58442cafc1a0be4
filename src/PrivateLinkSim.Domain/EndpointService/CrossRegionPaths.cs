using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>
/// How cross-Region traffic enters the provider's zones, and how PrivateLink moves it when one of them fails (R37). Zones of
/// the two Regions do not correspond (R36), so a path is chosen, and chosen anew after <c>crossRegionZoneFailover</c>. It never
/// leaves the service's Region (R38): when no zone is healthy, paths stay where they are. Zones that do not take part in
/// cross-Region access (§2.12/provider) carry no path.
/// </summary>
internal static class CrossRegionPaths
{
    /// <summary>Spreads the consumer zones of a new connection over the provider zones in use, in turn.</summary>
    public static ImmutableArray<ZonePath> Choose(EndpointServiceState state, ImmutableArray<SubnetZone> subnets, RegionTable regions)
    {
        var candidates = Candidates(state, regions);
        var first = state.Connections.Count;
        return [.. subnets.Select((subnet, index) => new ZonePath(subnet.ZoneId, candidates[(first + index) % candidates.Length]))];
    }

    /// <summary>The paths of a connection whose subnets are these now: zones that stay keep theirs.</summary>
    public static ImmutableArray<ZonePath> Revise(
        EndpointServiceState state, Connection connection, ImmutableArray<SubnetZone> subnets, RegionTable regions) =>
    [
        .. Choose(state, subnets, regions).Select(chosen =>
            connection.Paths.FirstOrDefault(path => path.ConsumerZoneId == chosen.ConsumerZoneId) ?? chosen),
    ];

    /// <summary>The paths that must move as things stand, as the fact of their move; none when all may stay.</summary>
    public static ImmutableArray<EndpointServiceEvent> Moving(EndpointServiceState state, RegionTable regions) =>
        Moves(state, regions) is { IsEmpty: false } moves ? [new EndpointServiceEvent.CrossRegionPathsMoved(moves)] : [];

    /// <summary>
    /// Takes note of a change of health; each of the service's load balancers in a zone tells of it, and the first is enough. A zone
    /// that has not joined the service yet is remembered for when it does.
    /// </summary>
    public static Decision<EndpointServiceEvent> Learn(
        EndpointServiceState state, EndpointServiceCommand.LearnZoneHealth learn, in Context context)
    {
        ImmutableArray<string> changed =
        [
            .. learn.ZoneIds.Where(zoneId => state.Zones.TryGetValue(zoneId, out var zone)
                ? zone.Healthy != learn.Healthy
                : state.LoadBalancers.Values.Any(facts => facts.Zones.Any(each => each.ZoneId == zoneId && each.Healthy != learn.Healthy))),
        ];
        if (changed.IsEmpty)
        {
            return Decision<EndpointServiceEvent>.Accept();
        }

        var settings = context.Facts.Settings;
        return WithMoves(
            state,
            new EndpointServiceEvent.ProviderZoneHealthChanged(
                changed,
                learn.Healthy,
                context.Now + (learn.Healthy ? settings.ZoneRecoveryDetection : settings.CrossRegionZoneFailover)),
            context.Facts.Regions);
    }

    public static Decision<EndpointServiceEvent> Settle(EndpointServiceState state, string zoneId, RegionTable regions) => WithMoves(
        state,
        state.Zones[zoneId].Healthy
            ? new EndpointServiceEvent.ProviderZoneRestored(zoneId)
            : new EndpointServiceEvent.ProviderZoneWithdrawn(zoneId),
        regions);

    public static EndpointServiceState Evolve(EndpointServiceState state, EndpointServiceEvent fact) => fact switch
    {
        EndpointServiceEvent.ProviderZoneHealthChanged changed => state with
        {
            Zones = state.Zones.SetItems(
                from zoneId in changed.ZoneIds
                where state.Zones.ContainsKey(zoneId)
                let zone = state.Zones[zoneId]
                select KeyValuePair.Create(zoneId, zone with
                {
                    Healthy = changed.Healthy,
                    Due = zone.InUse == changed.Healthy ? null : changed.Due,
                })),
            LoadBalancers = state.LoadBalancers.SetItems(
                from each in state.LoadBalancers
                select KeyValuePair.Create(each.Key, each.Value with { Zones = [.. each.Value.Zones.Select(zone => Tell(zone, changed))] })),
        },
        EndpointServiceEvent.ProviderZoneWithdrawn withdrawn => With(state, withdrawn.ZoneId, inUse: false),
        EndpointServiceEvent.ProviderZoneRestored restored => With(state, restored.ZoneId, inUse: true),
        EndpointServiceEvent.CrossRegionPathsMoved moved => state with
        {
            Connections = state.Connections.SetItems(
                moved.Paths
                    .GroupBy(path => path.VpcEndpointId, StringComparer.Ordinal)
                    .Select(paths => KeyValuePair.Create(paths.Key, Move(state.Connections[paths.Key], paths)))),
        },
        _ => throw new UnreachableException($"CrossRegionPaths gives no meaning to {fact.GetType().Name}."),
    };

    private static ZoneHealth Tell(ZoneHealth zone, EndpointServiceEvent.ProviderZoneHealthChanged changed) =>
        changed.ZoneIds.Contains(zone.ZoneId, StringComparer.Ordinal) ? zone with { Healthy = changed.Healthy } : zone;

    private static Decision<EndpointServiceEvent> WithMoves(EndpointServiceState state, EndpointServiceEvent fact, RegionTable regions) =>
        Decision<EndpointServiceEvent>.Accept([fact, .. Moving(Evolve(state, fact), regions)]);

    private static ImmutableArray<MovedPath> Moves(EndpointServiceState state, RegionTable regions)
    {
        var healthy = CrossRegionBars.TakingPart(
            state.Region, state.Zones.Where(zone => zone.Value is { InUse: true, Healthy: true, OutOfService: false }).Select(zone => zone.Key), regions);
        if (healthy.IsEmpty)
        {
            return [];
        }

        // A zone that passes traffic again strands nobody, though it comes back into use later.
        var stranded =
            from connection in state.Connections
            where connection.Value.Status is EndpointStatus.PendingAcceptance or EndpointStatus.Pending or EndpointStatus.Available
            from path in connection.Value.Paths
            where !state.Zones.TryGetValue(path.ProviderZoneId, out var zone) || zone is { InUse: false, Healthy: false } or { Healthy: true, OutOfService: true }
            select (Endpoint: connection.Key, Path: path);
        return
        [
            .. stranded.Select((each, index) => new MovedPath(
                each.Endpoint, each.Path.ConsumerZoneId, each.Path.ProviderZoneId, healthy[index % healthy.Length])),
        ];
    }

    private static ImmutableArray<string> Candidates(EndpointServiceState state, RegionTable regions)
    {
        ImmutableArray<string> all =
            CrossRegionBars.TakingPart(state.Region, state.Zones.Keys, regions) is { IsEmpty: false } takingPart ? takingPart : [.. state.Zones.Keys];
        ImmutableArray<string> inUse = [.. all.Where(zoneId => state.Zones[zoneId] is { InUse: true, OutOfService: false })];
        return inUse.IsEmpty ? all : inUse;
    }

    private static Connection Move(Connection connection, IEnumerable<MovedPath> moves) => moves.Aggregate(
        connection,
        (moved, move) => moved with
        {
            Paths =
            [
                .. moved.Paths.Select(path =>
                    path.ConsumerZoneId == move.ConsumerZoneId ? path with { ProviderZoneId = move.ToZoneId } : path),
            ],
        });

    private static EndpointServiceState With(EndpointServiceState state, string zoneId, bool inUse) =>
        state with { Zones = state.Zones.SetItem(zoneId, state.Zones[zoneId] with { InUse = inUse, Due = null }) };
}
