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

    /// <summary>How many of the open are so through each zone of the endpoint.</summary>
    public ImmutableSortedDictionary<string, long> OpenByZone { get; init; } = Sorted.Map<long>();

    /// <summary>How many of the open are so through each zone of the fallback.</summary>
    public ImmutableSortedDictionary<string, long> OpenByFallbackZone { get; init; } = Sorted.Map<long>();

    /// <summary>How much of what targets can take was taken at most in one of its seconds, in millionths; 0 where no limit may bind.</summary>
    public long PeakLoad { get; init; }

    /// <summary>The zone of the endpoint behind which that was first so; empty where no limit may bind.</summary>
    public string PeakZone { get; init; } = "";

    /// <summary>
    /// Where it is made of rounds in which some seconds lose or break connections and others do not: such a round, which came before. What
    /// the stretch itself tells is all of them together.
    /// </summary>
    public ImmutableArray<ClientStretch> Round { get; init; } = [];

    /// <summary>What of it happened from a second on and before another: all of it, or its even share.</summary>
    internal ConnectionCounts Between(long first, long last)
    {
        if (last - first == Seconds)
        {
            return Counts;
        }

        var share = Round.IsEmpty ? Counts.Select(count => Share(count, first, last)) : RoundsUpto(last) + (RoundsUpto(first) * -1);
        return share with { Attempted = share.Connected + share.Lost };
    }

    /// <summary>The even share that some of its seconds have of a count.</summary>
    internal long Share(long whole, long first, long last)
    {
        return Upto(last) - Upto(first);

        long Upto(long second) => (long)((Int128)whole * (second - From) / Seconds);
    }

    /// <summary>From which second to before which connections were lost in each second, from a second on and before another; briefly, of all rounds only the first two and the last two.</summary>
    internal IEnumerable<(long First, long Last)> LossesBetween(long first, long last, bool isBrief) =>
        Round.All(part => part.Counts.Lost > 0 == Counts.Lost > 0)
            ? Counts.Lost > 0 ? [(first, last)] : []
            : PartsBetween(first, last, isBrief).Where(part => part.Part.Counts.Lost > 0).Select(part => (part.First, part.Last));

    /// <summary>The parts of its rounds, or itself, from a second on and before another; briefly, of all rounds only the first two and the last two.</summary>
    internal IEnumerable<(ClientStretch Part, long First, long Last)> PartsBetween(long first, long last, bool isBrief)
    {
        if (Round.IsEmpty)
        {
            return [(this, first, last)];
        }

        var (begins, length) = (Round[0].From, LengthOfRound);
        return
            from number in Rounds((first - begins) / length, (last - 1 - begins) / length, isBrief)
            from part in Round
            let partFirst = Math.Max(first, part.From + (number * length))
            let partLast = Math.Min(last, part.From + part.Seconds + (number * length))
            where partFirst < partLast
            select (part, partFirst, partLast);
    }

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
        OpenByZone = next.OpenByZone,
        OpenByFallbackZone = next.OpenByFallbackZone,
        PeakLoad = Math.Max(PeakLoad, next.PeakLoad),
    };

    private long LengthOfRound => Round[^1].From + Round[^1].Seconds - Round[0].From;

    private static IEnumerable<long> Rounds(long first, long last, bool isBrief)
    {
        for (var number = first; number <= last; number = isBrief && number == first + 1 ? Math.Max(last - 1, number + 1) : number + 1)
        {
            yield return number;
        }
    }

    // Counted from where the round that is told begins.
    private ConnectionCounts RoundsUpto(long second)
    {
        var (whole, rest) = Math.DivRem(second - Round[0].From, LengthOfRound);
        var counts = Round.Aggregate(default(ConnectionCounts), (sum, part) => sum + part.Counts) * whole;
        foreach (var part in Round)
        {
            var seconds = Math.Clamp(rest - (part.From - Round[0].From), 0, part.Seconds);
            counts += seconds == 0 ? default : part.Between(part.From, part.From + seconds);
        }

        return counts;
    }

    private static ImmutableSortedDictionary<string, ConnectionCounts> Join(
        ImmutableSortedDictionary<string, ConnectionCounts> first, ImmutableSortedDictionary<string, ConnectionCounts> second) =>
        first.SetItems(second.Select(zone => KeyValuePair.Create(zone.Key, first.TryGetValue(zone.Key, out var counts) ? counts + zone.Value : zone.Value)));
}
