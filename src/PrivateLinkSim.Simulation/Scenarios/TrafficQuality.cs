using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>How long connections take on a path, and how many of them fail because packets are lost or the client does not wait so long.</summary>
internal sealed class TrafficQuality(IWorld view)
{
    private readonly LatencyTable _latencies = LatencyTable.Load();

    /// <summary>The path with its latency and loss.</summary>
    /// <param name="clientZone">The zone of the clients.</param>
    /// <param name="targetZones">The zone of each target that new connections reach.</param>
    /// <param name="group">Who the clients are.</param>
    public ClientPath Of(
        ClientPath path, InterfaceEndpointState endpoint, EndpointInterface from, string clientZone, ImmutableArray<string> targetZones, ClientGroup group)
    {
        var trip = Between(clientZone, from.ZoneId)
            + (endpoint.IsCrossRegion ? _latencies.BetweenRegions(endpoint.Region, endpoint.HostRegion) : LatencyTable.InZone);
        if (targetZones.IsEmpty)
        {
            return path with { Latency = new PathLatency(trip + LatencyTable.InZone, (trip + LatencyTable.InZone) * LatencyTable.TailFactor) };
        }

        var kinds = targetZones.GroupBy(zone => zone, StringComparer.Ordinal).Select(zone => KindOf(zone.Key, zone.Count())).ToArray();
        return path with
        {
            Latency = LatencyOf(kinds.Where(kind => kind.Odds.LossMillionths < ConnectOdds.All).Select(kind => (kind.Count, kind.Odds.Latency))),
            LossMillionths = kinds.Sum(kind => kind.Odds.LossMillionths * kind.Count) / targetZones.Length,
            LossRules =
            [
                .. kinds.Any(kind => !kind.Quality.Losses.IsEmpty) ? ["§fault/packet-loss"] : ImmutableArray<string>.Empty,
                .. kinds.Any(kind => kind.Odds.LossMillionths == ConnectOdds.All) ? ["§fault/latency"] : ImmutableArray<string>.Empty,
            ],
        };

        (int Count, PathQuality Quality, ConnectOdds Odds) KindOf(string zone, int count)
        {
            var quality = PathQuality.Of(clientZone, endpoint, from, zone, view);
            var whole = trip + Between(from.ProviderZoneId, zone);
            var added = quality.DelayMilliseconds * LatencyTable.MicrosecondsPerMillisecond;
            var odds = ConnectOdds.Of(
                group.Protocol, quality.Losses, whole + added, (whole * LatencyTable.TailFactor) + added, group.ConnectTimeoutSeconds);
            return (count, quality, odds);
        }
    }

    // Of targets that are reached in turn: half of the connections take no longer than those to the middle one, 99 % than those to the farthest.
    private static PathLatency LatencyOf(IEnumerable<(int Count, PathLatency Latency)> targets)
    {
        PathLatency[] sorted = [.. targets.SelectMany(each => Enumerable.Repeat(each.Latency, each.Count)).OrderBy(latency => latency.P50)];
        return sorted.Length == 0 ? default : new PathLatency(sorted[(sorted.Length - 1) / 2].P50, sorted.Max(latency => latency.P99));
    }

    private static long Between(string zone, string other) => zone == other ? LatencyTable.InZone : LatencyTable.BetweenZones;
}
