using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>A stretch of seconds in which the same happened each second, but for how a remainder falls.</summary>
/// <param name="From">Its first second, counted from the start of the run.</param>
/// <param name="Seconds">How long it is.</param>
/// <param name="Counts">What became of the connections.</param>
/// <param name="ByZone">What was sent to the endpoint's address in each zone, and what became of it there.</param>
/// <param name="Rules">The rules that say why connections were lost.</param>
public sealed record ClientStretch(
    long From, long Seconds, ConnectionCounts Counts, ImmutableSortedDictionary<string, ConnectionCounts> ByZone, ImmutableSortedSet<string> Rules)
{
    /// <summary>What was sent to the fallback's address in each zone, after it had failed at the endpoint's.</summary>
    public ImmutableSortedDictionary<string, ConnectionCounts> ByFallbackZone { get; init; } = Sorted.Map<ConnectionCounts>();

    /// <summary>What it takes to connect through each zone of the endpoint.</summary>
    public ImmutableSortedDictionary<string, PathLatency> Latencies { get; init; } = Sorted.Map<PathLatency>();

    /// <summary>What it takes to connect through each zone of the fallback.</summary>
    public ImmutableSortedDictionary<string, PathLatency> FallbackLatencies { get; init; } = Sorted.Map<PathLatency>();

    /// <summary>How many connections are open at its end; those that are over within their second are not counted.</summary>
    public long Open { get; init; }

    /// <summary>How much of what targets can take was taken at most in one of its seconds, in millionths; 0 where no limit may bind.</summary>
    public long PeakLoad { get; init; }

    /// <summary>The zone of the endpoint behind which that was first so; empty where no limit may bind.</summary>
    public string PeakZone { get; init; } = "";

    /// <summary>Both, one after the other.</summary>
    internal ClientStretch Join(ClientStretch next) => this with
    {
        Seconds = Seconds + next.Seconds,
        Counts = Counts + next.Counts,
        ByZone = Join(ByZone, next.ByZone),
        ByFallbackZone = Join(ByFallbackZone, next.ByFallbackZone),
        Rules = Rules.Union(next.Rules),
        PeakZone = next.PeakLoad > PeakLoad ? next.PeakZone : PeakZone,
        Open = next.Open,
        PeakLoad = Math.Max(PeakLoad, next.PeakLoad),
    };

    private static ImmutableSortedDictionary<string, ConnectionCounts> Join(
        ImmutableSortedDictionary<string, ConnectionCounts> first, ImmutableSortedDictionary<string, ConnectionCounts> second) =>
        first.SetItems(second.Select(zone => KeyValuePair.Create(zone.Key, first.TryGetValue(zone.Key, out var counts) ? counts + zone.Value : zone.Value)));
}
