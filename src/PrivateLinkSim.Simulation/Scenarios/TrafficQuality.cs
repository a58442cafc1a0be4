using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>How long connections take on a path, and how many of them fail because packets are lost or the client does not wait so long.</summary>
internal sealed class TrafficQuality(IWorld view)
{
    private readonly LatencyTable _latencies = LatencyTable.Load();

    /// <summary>The path with its latency and loss.</summary>
    /// <param name="clientZone">The zone of the clients.</param>
    /// <param name="targets">The targets that new connections reach, each in turn.</param>
    /// <param name="group">Who the clients are.</param>
    public ClientPath Of(
        ClientPath path, InterfaceEndpointState endpoint, EndpointInterface from, string clientZone, ImmutableArray<ReachedTarget> targets, ClientGroup group)
    {
        var trip = Between(clientZone, from.ZoneId)
            + (endpoint.IsCrossRegion ? _latencies.BetweenRegions(endpoint.Region, endpoint.HostRegion) : LatencyTable.InZone);
        if (targets.IsEmpty)
        {
            return path with { Latency = new PathLatency(trip + LatencyTable.InZone, (trip + LatencyTable.InZone) * LatencyTable.TailFactor) };
        }

        var kinds = targets.GroupBy(target => target).Select(kind => KindOf(kind.Key, kind.Count())).ToArray();
        return path with
        {
            Latency = LatencyOf(kinds.Where(kind => kind.Odds.LossMillionths < ConnectOdds.All).Select(kind => (kind.Count, kind.Odds.Latency))),
            LossMillionths = kinds.Sum(kind => kind.Odds.LossMillionths * kind.Count) / targets.Length,
            LossRules =
            [
                .. kinds.Any(kind => !kind.Quality.Losses.IsEmpty) ? ["§fault/packet-loss"] : ImmutableArray<string>.Empty,
                .. kinds.Any(kind => IsLate(kind) && kind.Quality.DelayMilliseconds > 0) ? ["§fault/latency"] : ImmutableArray<string>.Empty,
                .. kinds.Any(kind => IsLate(kind) && kind.Target.SlowMilliseconds > 0) ? ["§fault/target-slow"] : ImmutableArray<string>.Empty,
            ],
        };

        (ReachedTarget Target, int Count, PathQuality Quality, ConnectOdds Odds) KindOf(ReachedTarget target, int count)
        {
            var quality = PathQuality.Of(clientZone, endpoint, from, target.ZoneId, view);
            var whole = trip + Between(from.ProviderZoneId, target.ZoneId);

            // A datagram has arrived before anybody answers it.
            var slow = group.Protocol == FlowProtocol.Udp ? 0 : target.SlowMilliseconds;
            var added = (quality.DelayMilliseconds + slow) * LatencyTable.MicrosecondsPerMillisecond;
            var odds = ConnectOdds.Of(
                group.Protocol, quality.Losses, whole + added, (whole * LatencyTable.TailFactor) + added, group.ConnectTimeoutSeconds);
            return (target, count, quality, odds);
        }
    }

    // Whoever waits for it has given up before the first answer.
    private static bool IsLate((ReachedTarget Target, int Count, PathQuality Quality, ConnectOdds Odds) kind) => kind.Odds.LossMillionths == ConnectOdds.All;

    // Of targets that are reached in turn: half of the connections take no longer than those to the middle one, 99 % than those to the farthest.
    private static PathLatency LatencyOf(IEnumerable<(int Count, PathLatency Latency)> targets)
    {
        PathLatency[] sorted = [.. targets.SelectMany(each => Enumerable.Repeat(each.Latency, each.Count)).OrderBy(latency => latency.P50)];
        return sorted.Length == 0 ? default : new PathLatency(sorted[(sorted.Length - 1) / 2].P50, sorted.Max(latency => latency.P99));
    }

    private static long Between(string zone, string other) => zone == other ? LatencyTable.InZone : LatencyTable.BetweenZones;
}

/// <summary>A target that new connections reach.</summary>
/// <param name="ZoneId">The zone that it runs in.</param>
/// <param name="SlowMilliseconds">How much later it answers than it should.</param>
internal readonly record struct ReachedTarget(string ZoneId, int SlowMilliseconds);
