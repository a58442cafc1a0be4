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

    /// <summary>Whether a zone passes traffic.</summary>
    public bool IsHealthy(string zoneId) => !Outage && !ImpairedZones.Contains(zoneId);

    /// <summary>The account's opt status; <paramref name="facts"/> are this Region's.</summary>
    public RegionOptStatus StatusOf(string account, RegionFacts facts) =>
        !facts.OptIn ? RegionOptStatus.EnabledByDefault
        : OptIns.TryGetValue(account, out var optIn) ? optIn.Status
        : RegionOptStatus.Disabled;
}
