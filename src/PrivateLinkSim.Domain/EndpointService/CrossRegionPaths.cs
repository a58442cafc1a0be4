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

    /// <summary>Takes note of a change of health; each of the service's load balancers in a zone tells of it, and the first is enough.</summary>
    public static Decision<EndpointServiceEvent> Learn(
        EndpointServiceState state, EndpointServiceCommand.LearnZoneHealth learn, in Context context)
    {
        ImmutableArray<string> changed =
            [.. learn.ZoneIds.Where(zoneId => state.Zones.TryGetValue(zoneId, out var zone) && zone.Healthy != learn.Healthy)];
        if (changed.IsEmpty)
        {
            return Decision<EndpointServiceEvent>.Accept();
        }

        var settings = context.Facts.Settings;
        return WithMoves(state, new EndpointServiceEvent.ProviderZoneHealthChanged(
            changed,
            learn.Healthy,
            context.Now + (learn.Healthy ? settings.ZoneRecoveryDetection : settings.CrossRegionZoneFailover)));
    }

    public static Decision<EndpointServiceEvent> Settle(EndpointServiceState state, string zoneId) => WithMoves(
        state,
        state.Zones[zoneId].Healthy
            ? new EndpointServiceEvent.ProviderZoneRestored(zoneId)
            : new EndpointServiceEvent.ProviderZoneWithdrawn(zoneId));

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

    private static Decision<EndpointServiceEvent> WithMoves(EndpointServiceState state, EndpointServiceEvent fact)
    {
        var moves = Moves(Evolve(state, fact));
        return moves.IsEmpty
            ? Decision<EndpointServiceEvent>.Accept(fact)
            : Decision<EndpointServiceEvent>.Accept(fact, new EndpointServiceEvent.CrossRegionPathsMoved(moves));
    }

    private static ImmutableArray<MovedPath> Moves(EndpointServiceState state)
    {
        ImmutableArray<string> healthy = [.. state.Zones.Where(zone => zone.Value is { InUse: true, Healthy: true }).Select(zone => zone.Key)];
        if (healthy.IsEmpty)
        {
            return [];
        }

        // A zone that passes traffic again strands nobody, though it comes back into use later.
        var stranded =
            from connection in state.Connections
            where connection.Value.Status is EndpointStatus.PendingAcceptance or EndpointStatus.Pending or EndpointStatus.Available
            from path in connection.Value.Paths
            where state.Zones[path.ProviderZoneId] is { InUse: false, Healthy: false }
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
