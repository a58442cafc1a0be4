using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host;

/// <summary>How something is, from the least to the most worrying.</summary>
internal enum Health
{
    /// <summary>It is not there yet, or no longer, or was not tried.</summary>
    Absent,

    /// <summary>All is as it should be.</summary>
    Sound,

    /// <summary>It works in part, or something stands in for it.</summary>
    Affected,

    /// <summary>Nothing gets through.</summary>
    Lost,
}

/// <summary>What a lane of the timeline is about; also the order of lanes.</summary>
internal enum LaneKind
{
    Fault,
    Region,
    Zone,
    Node,
    Service,
    Endpoint,
    Interface,
    Clients,
}

/// <summary>Whose lane it is.</summary>
/// <param name="Region">The Region it lies in.</param>
/// <param name="Key">The entity's key, the group's name, or what a fault is; empty for a Region or zone.</param>
/// <param name="ZoneId">The zone it lies in; empty for what spans zones.</param>
internal readonly record struct LaneId(LaneKind Kind, string Region, string Key, string ZoneId) : IComparable<LaneId>
{
    public int CompareTo(LaneId other) =>
        Group.CompareTo(other.Group) is not 0 and var byGroup ? byGroup
        : string.CompareOrdinal(Region, other.Region) is not 0 and var byRegion ? byRegion
        : string.CompareOrdinal(Key, other.Key) is not 0 and var byKey ? byKey
        : Kind.CompareTo(other.Kind) is not 0 and var byKind ? byKind
        : string.CompareOrdinal(ZoneId, other.ZoneId);

    // A Region stands before its zones, an endpoint before its interfaces.
    private int Group => Kind switch
    {
        LaneKind.Fault => 0,
        LaneKind.Region or LaneKind.Zone => 1,
        LaneKind.Node => 2,
        LaneKind.Service => 3,
        LaneKind.Endpoint or LaneKind.Interface => 4,
        _ => 5,
    };
}

/// <summary>How something was from a time on until another.</summary>
internal sealed record LaneSpan(Moment From, Moment To, Health Health, string What)
{
    public TimeSpan Length => To - From;
}

/// <summary>How something was over virtual time.</summary>
internal sealed record Lane(LaneId Id, ImmutableArray<LaneSpan> Spans)
{
    /// <summary>How it was at its worst.</summary>
    public Health Worst => Spans.Select(span => span.Health).DefaultIfEmpty(Health.Absent).Max();

    /// <summary>What it was called at its worst, and for how long in all, the longest first.</summary>
    public IEnumerable<(string What, TimeSpan Time)> AtWorst => Spans
        .Where(span => span.Health == Worst)
        .GroupBy(span => span.What, StringComparer.Ordinal)
        .Select(same => (same.Key, same.Aggregate(TimeSpan.Zero, (sum, span) => sum + span.Length)))
        .OrderByDescending(each => each.Item2);

    /// <summary>For how long it was so, in all.</summary>
    public TimeSpan TimeIn(Health health) =>
        Spans.Where(span => span.Health == health).Aggregate(TimeSpan.Zero, (sum, span) => sum + span.Length);
}

/// <summary>How everything was over the time of a run, and what of it is not told because there is too much.</summary>
/// <param name="Faults">What the scenario made fail, in the order of time.</param>
/// <param name="LeftOut">How many load balancers, services and endpoints have no lane.</param>
internal sealed record HealthRecord(ImmutableArray<Lane> Lanes, ImmutableArray<MadeFault> Faults, int LeftOut);
