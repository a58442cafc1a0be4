using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>Packets are lost by chance.</summary>
/// <param name="Millionths">How many of a million.</param>
public sealed record PacketLoss(int Millionths, Moment Until);

/// <summary>Round trips take longer.</summary>
/// <param name="Milliseconds">By how much, once for each round trip.</param>
public sealed record AddedLatency(int Milliseconds, Moment Until);

/// <summary>
/// How well a path that passes traffic passes it. Faults of zones, of the way between two Regions and of the endpoint add up, each
/// once, however often the path touches the zone.
/// </summary>
/// <param name="Losses">The shares of packets, in millionths, that are lost in each direction, one after the other.</param>
/// <param name="DelayMilliseconds">How much longer a round trip takes.</param>
public sealed record PathQuality(ImmutableArray<int> Losses, int DelayMilliseconds)
{
    /// <summary>Nothing is lost, and nothing is late.</summary>
    public static readonly PathQuality Sound = new([], 0);

    /// <summary>The quality of the path from a client's zone through an endpoint's interface to a target's zone.</summary>
    public static PathQuality Of(string clientZone, InterfaceEndpointState endpoint, EndpointInterface from, string targetZone, IWorld world)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(world);
        var (near, far) = (Find(endpoint.Region, world), Find(endpoint.HostRegion, world));
        if (near.IsWaySound && far.IsWaySound && endpoint is { PacketLoss: null, AddedLatency: null })
        {
            return Sound;
        }

        (RegionState Region, string Place)[] places =
        [
            .. new[] { clientZone, from.ZoneId }.Distinct(StringComparer.Ordinal).Select(zone => (near, zone)),
            .. new[] { from.ProviderZoneId, targetZone }.Distinct(StringComparer.Ordinal)
                .Where(zone => endpoint.IsCrossRegion || (zone != clientZone && zone != from.ZoneId)).Select(zone => (far, zone)),
            .. endpoint.IsCrossRegion ? new[] { (near, endpoint.HostRegion), (far, endpoint.Region) } : [],
        ];
        return new PathQuality(
            [.. places.Select(each => each.Region.PacketLossIn(each.Place)).Append(endpoint.PacketLoss).OfType<PacketLoss>().Select(loss => loss.Millionths)],
            places.Select(each => each.Region.AddedLatencyIn(each.Place)).Append(endpoint.AddedLatency).Sum(latency => latency?.Milliseconds ?? 0));
    }

    private static RegionState Find(string region, IWorld world) =>
        world.Find<RegionState>(new EntityId(EntityKind.Region, region)) ?? RegionState.Initial;
}
