using System.Collections.Immutable;

namespace PrivateLinkSim.Simulation;

/// <summary>The connections of a group over virtual time. Nothing is drawn: the same views give the same counts.</summary>
public sealed class ClientSeries(ClientGroup group)
{
    private const long Percent = 100;

    private readonly List<ClientStretch> _stretches = [];
    private GrowingStretch? _last;
    private bool _hasGrown;
    private bool _goesRound;
    private long _changedAt;

    /// <summary>The group.</summary>
    public ClientGroup Group { get; } = group;

    /// <summary>Whether the group has seen its endpoint available, and so tries to connect.</summary>
    public bool HasBegun { get; internal set; }

    /// <summary>Everything so far, in the order of time.</summary>
    public IReadOnlyList<ClientStretch> Stretches => Told();

    /// <summary>Everything so far, together.</summary>
    public ConnectionCounts Total => Between(0, long.MaxValue);

    /// <summary>The stretches in which connections were lost, each as long as the loss went on.</summary>
    public ImmutableArray<ClientStretch> Losses
    {
        get
        {
            var losses = new List<ClientStretch>();
            foreach (var stretch in Stretches.Where(stretch => stretch.Counts.Lost > 0))
            {
                if (losses is [.., var last] && last.From + last.Seconds == stretch.From)
                {
                    losses[^1] = last.Join(stretch);
                }
                else
                {
                    losses.Add(stretch);
                }
            }

            return [.. losses];
        }
    }

    /// <summary>What happened from a second on and before another; of a longer stretch, its even share.</summary>
    public ConnectionCounts Between(long from, long to) => Within(from, to).Aggregate(
        default(ConnectionCounts), (sum, part) => sum + part.Stretch.Between(part.First, part.Last));

    /// <summary>The most seconds in a row, from a second on and before another, in each of which a connection was lost.</summary>
    public long LongestLoss(long from, long to) => LongestLoss([this], from, to);

    /// <summary>From which second to before which connections were lost in each second, from a second on and before another.</summary>
    public IEnumerable<(long First, long Last)> LossesBetween(long from, long to) =>
        LossesOf(from, to, isBrief: false);

    /// <summary>The second after the last, from a second on and before another, in which a connection was lost; null when none was.</summary>
    public long? LossUntil(long from, long to)
    {
        var until = (long?)null;
        foreach (var (_, last) in LossesOf(from, to, isBrief: true))
        {
            until = last;
        }

        return until;
    }

    /// <summary>
    /// The second after the last, from a second on and before another, in which fewer connections were open than the group keeps open;
    /// null when all were.
    /// </summary>
    public long? MissingUntil(long from, long to)
    {
        var (until, before) = ((long?)null, 0L);
        foreach (var (part, first, last) in Stretches.SelectMany(stretch => stretch.PartsBetween(stretch.From, stretch.From + stretch.Seconds, stretch.From + stretch.Seconds <= to)))
        {
            // What is open grows evenly, so that all is open in the last second alone of a stretch that ends with all.
            var end = part.Open < Group.KeepOpen ? last : before < Group.KeepOpen ? last - 1 : first;
            until = first < to && end > Math.Max(from, first) ? Math.Min(end, to) : until;
            before = part.Open;
        }

        return until;
    }

    /// <summary>How much of what targets can take was taken at most, in millionths, from a second on and before another.</summary>
    public long PeakLoad(long from, long to) => Peak(from, to).Load;

    /// <summary>The same, and the zone of the endpoint behind which it was; empty where no limit may bind.</summary>
    public (long Load, string Zone) Peak(long from, long to) =>
        Within(from, to).Select(part => (part.Stretch.PeakLoad, part.Stretch.PeakZone)).DefaultIfEmpty((0, "")).MaxBy(peak => peak.Item1);

    /// <summary>
    /// How many microseconds it took at most to connect, for a share of the connections from a second on and before another; null
    /// without a connection. Half of the connections through a zone count with its P50, the others with its P99.
    /// </summary>
    public long? Latency(int percent, long from, long to) => Quantile(percent, Within(from, to).SelectMany(part => LatenciesOf(part.Stretch, part.First, part.Last)));

    /// <summary>How many microseconds it took at most to connect, for a share of the connections of a stretch; null without a connection.</summary>
    public static long? Latency(int percent, ClientStretch stretch)
    {
        ArgumentNullException.ThrowIfNull(stretch);
        return Quantile(percent, LatenciesOf(stretch, stretch.From, stretch.From + stretch.Seconds));
    }

    /// <summary>The most seconds in a row, from a second on and before another, in each of which any of the groups lost a connection.</summary>
    public static long LongestLoss(IEnumerable<ClientSeries> groups, long from, long to)
    {
        ClientSeries[] all = [.. groups];
        var losses = all.Select(series => series.LossesOf(from, to, isBrief: all.Length == 1)).Aggregate(Enumerable.Empty<(long First, long Last)>(), InOrder);
        var (longest, since, until) = (0L, 0L, long.MinValue);
        foreach (var (first, last) in losses)
        {
            since = first > until ? first : since;
            until = Math.Max(until, last);
            longest = Math.Max(longest, until - since);
        }

        return longest;
    }

    // Of rounds that are alike, briefly, the first and the last are enough to know how long a loss goes on, and when the last was.
    private IEnumerable<(long First, long Last)> LossesOf(long from, long to, bool isBrief) =>
        Within(from, to).SelectMany(part => part.Stretch.LossesBetween(part.First, part.Last, isBrief));

    private static IEnumerable<(long First, long Last)> InOrder(IEnumerable<(long First, long Last)> ones, IEnumerable<(long First, long Last)> others)
    {
        using var other = others.GetEnumerator();
        var isThere = other.MoveNext();
        foreach (var one in ones)
        {
            for (; isThere && other.Current.First < one.First; isThere = other.MoveNext())
            {
                yield return other.Current;
            }

            yield return one;
        }

        for (; isThere; isThere = other.MoveNext())
        {
            yield return other.Current;
        }
    }

    /// <summary>Adds what comes next.</summary>
    internal void Add(GrowingStretch next)
    {
        // Seconds that are alike are kept as one stretch, so that a long run stays small.
        if (_last is { } last && (_goesRound || last.IsLike(next, _stretches.Count > 1 ? _stretches[^2].Open : last.Open, next.From - _changedAt)))
        {
            last.Add(next);
            _hasGrown = true;
            return;
        }

        Told();
        _last = next.Copy();
        _stretches.Add(_last.Told());
    }

    /// <summary>Adds a round, so many times; whatever comes until the next change is part of such rounds.</summary>
    internal void Add(ClientRound round, long times)
    {
        if (_goesRound)
        {
            _last!.Add(round.Total, times);
            _hasGrown = true;
            return;
        }

        Add(round.Total.Repeated(times, _last!.End, round.Parts));
        _goesRound = true;
    }

    /// <summary>What comes need not be part of rounds any more.</summary>
    internal void EndRounds() => _goesRound = false;

    /// <summary>From a second on, clients see something new.</summary>
    internal void Change(long second) => _changedAt = second;

    private static long? Quantile(int percent, IEnumerable<(long Latency, long Count)> latencies)
    {
        var sorted = latencies.Where(each => each.Count > 0).OrderBy(each => each.Latency).ToArray();
        var rank = (Int128)percent * sorted.Sum(each => each.Count);
        var sum = (Int128)0;
        foreach (var (latency, count) in sorted)
        {
            sum += count;
            if (sum * Percent >= rank)
            {
                return latency;
            }
        }

        return null;
    }

    private static IEnumerable<(long Latency, long Count)> LatenciesOf(ClientStretch stretch, long first, long last) =>
        from zones in new[] { (stretch.ByZone, stretch.Latencies), (stretch.ByFallbackZone, stretch.FallbackLatencies) }
        from zone in zones.Item1
        let latency = zones.Item2.TryGetValue(zone.Key, out var known) ? known : default
        let count = stretch.Share(zone.Value.Connected, first, last)
        from part in new[] { (latency.P50, count - (count / 2)), (latency.P99, count / 2) }
        select part;

    private IEnumerable<(ClientStretch Stretch, long First, long Last)> Within(long from, long to) =>
        from stretch in Stretches
        let first = Math.Max(@from, stretch.From)
        let last = Math.Min(to, stretch.From + stretch.Seconds)
        where first < last
        select (stretch, first, last);

    // What the last stretch has grown to since it was told.
    private List<ClientStretch> Told()
    {
        if (_hasGrown)
        {
            _stretches[^1] = _last!.Told();
            _hasGrown = false;
        }

        return _stretches;
    }
}
