using System.Collections.Immutable;

namespace PrivateLinkSim.Simulation;

/// <summary>The connections of a group over virtual time. Nothing is drawn: the same views give the same counts.</summary>
public sealed class ClientSeries(ClientGroup group)
{
    private const long Percent = 100;

    private readonly List<ClientStretch> _stretches = [];
    private GrowingStretch? _last;
    private bool _hasGrown;

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
        default(ConnectionCounts), (sum, part) => sum + Share(part.Stretch, part.First, part.Last));

    /// <summary>The most seconds in a row, from a second on and before another, in each of which a connection was lost.</summary>
    public long LongestLoss(long from, long to) => LongestLoss([this], from, to);

    /// <summary>From which second to before which connections were lost in each second, from a second on and before another.</summary>
    public IEnumerable<(long First, long Last)> LossesBetween(long from, long to) =>
        Within(from, to).Where(part => part.Stretch.Counts.Lost > 0).Select(part => (part.First, part.Last));

    /// <summary>The second after the last, from a second on and before another, in which a connection was lost; null when none was.</summary>
    public long? LossUntil(long from, long to)
    {
        var losses = LossesBetween(from, to).ToArray();
        return losses.Length == 0 ? null : losses[^1].Last;
    }

    /// <summary>
    /// The second after the last, from a second on and before another, in which fewer connections were open than the group keeps open;
    /// null when all were.
    /// </summary>
    public long? MissingUntil(long from, long to)
    {
        var (until, before) = ((long?)null, 0L);
        foreach (var stretch in _stretches.Where(stretch => stretch.From < to))
        {
            // What is open grows evenly, so that all is open in the last second alone of a stretch that ends with all.
            var end = stretch.Open < Group.KeepOpen ? stretch.From + stretch.Seconds : before < Group.KeepOpen ? stretch.From + stretch.Seconds - 1 : stretch.From;
            until = end > Math.Max(from, stretch.From) ? Math.Min(end, to) : until;
            before = stretch.Open;
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
        var (longest, since, until) = (0L, 0L, long.MinValue);
        foreach (var (first, last) in groups.SelectMany(series => series.LossesBetween(from, to)).OrderBy(loss => loss.First).ThenBy(loss => loss.Last))
        {
            since = first > until ? first : since;
            until = Math.Max(until, last);
            longest = Math.Max(longest, until - since);
        }

        return longest;
    }

    /// <summary>Adds what comes next.</summary>
    internal void Add(GrowingStretch next)
    {
        // Seconds that are alike are kept as one stretch, so that a long run stays small.
        if (_last is { } last && last.IsLike(next, _stretches.Count > 1 ? _stretches[^2].Open : last.Open))
        {
            last.Add(next);
            _hasGrown = true;
            return;
        }

        Told();
        _last = next.Copy();
        _stretches.Add(_last.Told());
    }

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
        let count = Upto(stretch, zone.Value.Connected, last) - Upto(stretch, zone.Value.Connected, first)
        from part in new[] { (latency.P50, count - (count / 2)), (latency.P99, count / 2) }
        select part;

    private static ConnectionCounts Share(ClientStretch stretch, long first, long last)
    {
        if (last - first == stretch.Seconds)
        {
            return stretch.Counts;
        }

        var share = stretch.Counts.Select(count => Upto(stretch, count, last) - Upto(stretch, count, first));
        return share with { Attempted = share.Connected + share.Lost };
    }

    private static long Upto(ClientStretch stretch, long whole, long second) => (long)((Int128)whole * (second - stretch.From) / stretch.Seconds);

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
