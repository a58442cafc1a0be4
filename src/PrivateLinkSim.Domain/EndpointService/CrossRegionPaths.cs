using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>
/// How cross-Region traffic enters the provider's zones, and how PrivateLink moves it when one of them fails (R37). Zones of
/// the two Regions do not correspond (R36), so a path is chosen, and chosen anew after <c>crossRegionZoneFailover</c>. It never
/// leaves the service's Region (R38): when no zone is healthy, paths stay where they are.
/// </summary>
internal static class CrossRegionPaths
{
    /// <summary>Spreads the consumer zones of a new connection over the provider zones in use, in turn.</summary>
    public static ImmutableArray<ZonePath> Choose(EndpointServiceState state, ImmutableArray<SubnetZone> subnets)
    {
        var candidates = Candidates(state);
        var first = state.Connections.Count;
        return [.. subnets.Select((subnet, index) => new ZonePath(subnet.ZoneId, candidates[(first + index) % candidates.Length]))];
    }

    public static Decision<EndpointServiceEvent> Learn(EndpointServiceCommand.LearnZoneHealth learn, in Context context)
    {
        var settings = context.Facts.Settings;
        return Decision<EndpointServiceEvent>.Accept(new EndpointServiceEvent.ProviderZoneHealthChanged(
            learn.ZoneIds,
            learn.Healthy,
            context.Now + (learn.Healthy ? settings.ZoneRecoveryDetection : settings.CrossRegionZoneFailover)));
    }

    public static Decision<EndpointServiceEvent> Settle(EndpointServiceState state, string zoneId)
    {
        EndpointServiceEvent settled = state.Zones[zoneId].Healthy
            ? new EndpointServiceEvent.ProviderZoneRestored(zoneId)
            : new EndpointServiceEvent.ProviderZoneWithdrawn(zoneId);
        var moves = Moves(Evolve(state, settled));
        return moves.IsEmpty
            ? Decision<EndpointServiceEvent>.Accept(settled)
            : Decision<EndpointServiceEvent>.Accept(settled, new EndpointServiceEvent.CrossRegionPathsMoved(moves));
    }

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

    private static ImmutableArray<MovedPath> Moves(EndpointServiceState state)
    {
        ImmutableArray<string> healthy = [.. state.Zones.Where(zone => zone.Value is { InUse: true, Healthy: true }).Select(zone => zone.Key)];
        if (healthy.IsEmpty)
        {
            return [];
        }

        var stranded =
            from connection in state.Connections
            from path in connection.Value.Paths
            where !state.Zones[path.ProviderZoneId].InUse
            select (Endpoint: connection.Key, Path: path);
        return
        [
            .. stranded.Select((each, index) => new MovedPath(
                each.Endpoint, each.Path.ConsumerZoneId, each.Path.ProviderZoneId, healthy[index % healthy.Length])),
        ];
    }

    private static ImmutableArray<string> Candidates(EndpointServiceState state)
    {
        ImmutableArray<string> inUse = [.. state.Zones.Where(zone => zone.Value.InUse).Select(zone => zone.Key)];
        return inUse.IsEmpty ? [.. state.Zones.Keys] : inUse;
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
