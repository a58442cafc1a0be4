using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>An account's opting in to a Region; <paramref name="Due"/> is set while it is under way.</summary>
public sealed record OptIn(RegionOptStatus Status, Moment? Due);

/// <summary>What a Region is, as far as its events tell.</summary>
/// <param name="OptIns">Accounts that ever opted in, by account id.</param>
/// <param name="Underway">Accounts whose opting in or out is under way.</param>
/// <param name="ZoneNames">Zone names of accounts that state their own map, by account id.</param>
/// <param name="ImpairedZones">Zones impaired by themselves.</param>
/// <param name="Outage">Whether the whole Region is lost.</param>
/// <param name="Vpcs">The VPCs placed here.</param>
public sealed record RegionState(
    ImmutableSortedDictionary<string, OptIn> OptIns,
    ImmutableSortedSet<string> Underway,
    ImmutableSortedDictionary<string, ImmutableArray<ZoneName>> ZoneNames,
    ImmutableSortedSet<string> ImpairedZones,
    bool Outage,
    ImmutableSortedSet<string> Vpcs) : IState
{
    /// <summary>A Region to which nothing has happened.</summary>
    public static readonly RegionState Initial = new(
        Sorted.Map<OptIn>(), Sorted.Set(), Sorted.Map<ImmutableArray<ZoneName>>(), Sorted.Set(), false, Sorted.Set());

    /// <summary>When impaired zones are repaired, where that is known.</summary>
    public ImmutableSortedDictionary<string, Moment> RepairsOfZones { get; init; } = Sorted.Map<Moment>();

    /// <summary>Impaired zones in which only the network fails.</summary>
    public ImmutableSortedSet<string> PoweredZones { get; init; } = Sorted.Set();

    /// <summary>When the outage ends, where that is known.</summary>
    public Moment? OutageUntil { get; init; }

    /// <summary>Regions that no traffic passes to or from, and until when.</summary>
    public ImmutableSortedDictionary<string, Moment> CutOff { get; init; } = Sorted.Map<Moment>();

    /// <summary>Until when calls into the Region fail; null when they work.</summary>
    public Moment? ControlPlaneLostUntil { get; init; }

    /// <summary>Where packets are lost: by zone, or by the Region at the other end of the way.</summary>
    public ImmutableSortedDictionary<string, PacketLoss> PacketLoss { get; init; } = Sorted.Map<PacketLoss>();

    /// <summary>Where round trips take longer: by zone, or by the Region at the other end of the way.</summary>
    public ImmutableSortedDictionary<string, AddedLatency> AddedLatency { get; init; } = Sorted.Map<AddedLatency>();

    /// <summary>How late changes of what names answer reach the resolvers of its VPCs; null when they are not late.</summary>
    public DnsDelay? DnsDelay { get; init; }

    /// <summary>The load balancers that are shifted away from zones that AWS finds impaired, by ARN.</summary>
    public ImmutableSortedSet<string> AutoshiftResources { get; init; } = Sorted.Set();

    /// <summary>Zones that AWS is about to decide about, and when.</summary>
    public ImmutableSortedDictionary<string, Moment> AutoshiftDue { get; init; } = Sorted.Map<Moment>();

    /// <summary>The zone that AWS shifts traffic away from, or null.</summary>
    public string? Autoshift { get; init; }

    /// <summary>Whether nothing is lost or late in its zones and on the ways to other Regions, as far as it knows.</summary>
    public bool IsWaySound => PacketLoss.IsEmpty && AddedLatency.IsEmpty;

    /// <summary>The packets that are lost in a zone, or on the way to another Region; null when none are.</summary>
    public PacketLoss? PacketLossIn(string place) => PacketLoss.TryGetValue(place, out var loss) ? loss : null;

    /// <summary>How much longer round trips take in a zone, or to another Region; null when they do not.</summary>
    public AddedLatency? AddedLatencyIn(string place) => AddedLatency.TryGetValue(place, out var latency) ? latency : null;

    /// <summary>Whether clients in a zone are up: the zone is healthy, or only its network fails.</summary>
    public bool HasPower(string zoneId) => !Outage && (!ImpairedZones.Contains(zoneId) || PoweredZones.Contains(zoneId));

    /// <summary>Whether a zone passes traffic.</summary>
    public bool IsHealthy(string zoneId) => !Outage && !ImpairedZones.Contains(zoneId);

    /// <summary>The account's own names of the zones; <paramref name="facts"/> are this Region's.</summary>
    public ImmutableArray<ZoneName> ZoneNamesOf(string account, RegionFacts facts) =>
        ZoneNames.TryGetValue(account, out var own) ? own : facts.DefaultZoneNames;

    /// <summary>The account's opt status; <paramref name="facts"/> are this Region's.</summary>
    public RegionOptStatus StatusOf(string account, RegionFacts facts) =>
        !facts.OptIn ? RegionOptStatus.EnabledByDefault
        : OptIns.TryGetValue(account, out var optIn) ? optIn.Status
        : RegionOptStatus.Disabled;
}
