using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace PrivateLinkSim.Domain;

/// <summary>A zone of a Region.</summary>
/// <param name="ZoneId">For example <c>use1-az1</c>; the same zone for every account.</param>
/// <param name="CrossRegion">Whether an endpoint in this zone may reach a service of another Region (rule §2.12/remote).</param>
public sealed record ZoneFacts(string ZoneId, bool CrossRegion);

/// <summary>A commercial Region as AWS describes it.</summary>
/// <param name="Name">For example <c>us-east-1</c>.</param>
/// <param name="LongName">For example <c>US East (N. Virginia)</c>.</param>
/// <param name="OptIn">Whether an account must opt in before it can use the Region.</param>
/// <param name="Zones">In the order of their ids.</param>
public sealed record RegionFacts(string Name, string LongName, bool OptIn, ImmutableArray<ZoneFacts> Zones)
{
    /// <summary>The zone names of an account that states no map of its own: <c>us-east-1a</c> is the first zone id, and so on.</summary>
    public ImmutableArray<ZoneName> DefaultZoneNames =>
        [.. Zones.Select((zone, index) => new ZoneName($"{Name}{(char)('a' + index)}", zone.ZoneId))];

    /// <summary>Whether the Region has a zone of this id.</summary>
    public bool HasZone(string zoneId) => Zones.Any(zone => zone.ZoneId == zoneId);
}

/// <summary>An account's name for a zone: <c>us-east-1a</c> for <c>use1-az1</c>. Names differ between accounts, ids do not.</summary>
public sealed record ZoneName(string Name, string ZoneId);

/// <summary>The Regions of the aws partition, from the data file <c>regions.json</c>, which names its source and date.</summary>
public sealed class RegionTable
{
    private readonly ImmutableSortedDictionary<string, RegionFacts> _regions;

    /// <summary>Makes a table of these Regions, ordered by name.</summary>
    public RegionTable(IEnumerable<RegionFacts> regions) =>
        _regions = regions.ToImmutableSortedDictionary(region => region.Name, region => region, StringComparer.Ordinal);

    /// <summary>All Regions, ordered by name.</summary>
    public IEnumerable<RegionFacts> All => _regions.Values;

    /// <summary>Finds a Region by name.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out RegionFacts? region) => _regions.TryGetValue(name, out region);

    /// <summary>The Region of a zone id, or null when no Region has such a zone.</summary>
    public RegionFacts? OfZone(string zoneId) => _regions.Values.FirstOrDefault(region => region.HasZone(zoneId));
}
