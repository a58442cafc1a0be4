using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>A stretch of a group that is still being counted: seconds are added to it in place, so that none leaves anything behind.</summary>
internal sealed class GrowingStretch
{
    private const long MillionthsOfPercent = 10_000;
    private const long ExactSeconds = 120;
    private const long Coarseness = 10_000;

    private readonly ImmutableArray<Lane>[] _lanes;
    private readonly ImmutableSortedDictionary<string, PathLatency>[] _latencies;
    private readonly ConnectionCounts[][] _tallies;
    private readonly long[][] _open;
    private readonly List<string> _rules = [];
    private ConnectionCounts _counts;
    private long _peakLoad;
    private string _peakZone = "";

    /// <summary>Nothing yet, on the ways behind each name that clients turn to.</summary>
    public GrowingStretch(ImmutableArray<Lane>[] lanes, ImmutableSortedDictionary<string, PathLatency>[] latencies)
    {
        (_lanes, _latencies) = ([.. lanes], [.. latencies]);
        _tallies = [.. lanes.Select(each => new ConnectionCounts[each.Length])];
        _open = [.. lanes.Select(each => new long[each.Length])];
    }

    /// <summary>Its first second.</summary>
    public long From { get; private set; }

    /// <summary>How long it is.</summary>
    public long Seconds { get; private set; }

    /// <summary>The second after it.</summary>
    public long End => From + Seconds;

    /// <summary>How many connections are open at its end.</summary>
    public long Open { get; private set; }

    /// <summary>Becomes a second, as its ways stand.</summary>
    public void Be(long second, ConnectionCounts counts, long open)
    {
        (From, Seconds, _counts, Open, _peakLoad) = (second, 1, counts, open, 0);
        _rules.Clear();
        _peakZone = "";
        for (var choice = 0; choice < _lanes.Length; choice++)
        {
            for (var index = 0; index < _tallies[choice].Length; index++)
            {
                var lane = _lanes[choice][index];
                _tallies[choice][index] = lane.Tally;
                _open[choice][index] = open == 0 ? 0 : lane.Connections.Open;
                _peakZone = lane.Load > _peakLoad ? lane.Zone : _peakZone;
                _peakLoad = Math.Max(_peakLoad, lane.Load);
                lane.Explain(this);
            }
        }
    }

    /// <summary>Notes a rule by which connections were lost.</summary>
    public void Because(string rule, long lost)
    {
        if (lost > 0 && !_rules.Contains(rule))
        {
            _rules.Add(rule);
        }
    }

    /// <summary>What comes again and again in it, where some of its seconds lose connections and others do not.</summary>
    public ImmutableArray<ClientStretch> Round { get; init; } = [];

    /// <summary>The same so many times, from a second on.</summary>
    public GrowingStretch Repeated(long times, long from, ImmutableArray<ClientStretch> round)
    {
        var repeated = new GrowingStretch(_lanes, _latencies) { From = from, Round = round };
        repeated.Add(this, times);
        return repeated;
    }

    /// <summary>
    /// Whether what follows may be told together with this: it tells of the same, second for second, but for how a remainder falls, and
    /// what is open goes on growing or shrinking evenly. That is taken the less exactly the longer ago the last change is, so that a
    /// state that lasts is told briefly.
    /// </summary>
    /// <param name="next">What follows.</param>
    /// <param name="openBefore">How many connections were open before this.</param>
    /// <param name="age">For how many seconds the clients have seen nothing new.</param>
    public bool IsLike(GrowingStretch next, long openBefore, long age) =>
        End == next.From
        && Round.IsEmpty
        && next.Round.IsEmpty
        && ReferenceEquals(_latencies[0], next._latencies[0])
        && ReferenceEquals(_latencies[1], next._latencies[1])
        && ((Math.Abs(_peakLoad - next._peakLoad) < MillionthsOfPercent
                && (age < ExactSeconds ? AreLike(next) : AreNear(next))
                && GoesOnLike(next, openBefore))
            || Seconds + next.Seconds <= age / Coarseness);

    /// <summary>Whether both lose connections or neither does, and both break some or neither does.</summary>
    public bool IsAsBad(GrowingStretch other) => _counts.Lost == 0 == (other._counts.Lost == 0) && _counts.Broken == 0 == (other._counts.Broken == 0);

    /// <summary>Whether what is open, which was so much before this, goes on growing or shrinking as it did.</summary>
    public bool GoesOnLike(GrowingStretch next, long openBefore) => ConnectionCounts.Distance(Open - openBefore, Seconds, next.Open - Open, next.Seconds) <= 0;

    /// <summary>Adds what follows, so many times.</summary>
    public void Add(GrowingStretch next, long times = 1)
    {
        _peakZone = next._peakLoad > _peakLoad ? next._peakZone : _peakZone;
        (Seconds, Open, _peakLoad) = (Seconds + (next.Seconds * times), next.Open, Math.Max(_peakLoad, next._peakLoad));
        _counts += next._counts * times;
        for (var choice = 0; choice < _tallies.Length; choice++)
        {
            for (var index = 0; index < _tallies[choice].Length; index++)
            {
                _tallies[choice][index] += next._tallies[choice][index] * times;
                _open[choice][index] = next._open[choice][index];
            }
        }

        foreach (var rule in next._rules)
        {
            Because(rule, 1);
        }
    }

    /// <summary>The same once more, to go on by itself.</summary>
    public GrowingStretch Copy() => Repeated(1, From, Round);

    /// <summary>What it is so far.</summary>
    public ClientStretch Told() => new(From, Seconds, _counts, Told(0), _rules.ToImmutableSortedSet(StringComparer.Ordinal))
    {
        ByFallbackZone = Told(1),
        Latencies = _latencies[0],
        FallbackLatencies = _latencies[1],
        PeakZone = _peakZone,
        Open = Open,
        OpenByZone = OpenOf(0),
        OpenByFallbackZone = OpenOf(1),
        PeakLoad = _peakLoad,
        Round = Round,
    };

    private bool AreLike(GrowingStretch next)
    {
        var like = _counts.IsLike(Seconds, next._counts, next.Seconds);
        for (var choice = 0; choice < _tallies.Length; choice++)
        {
            for (var index = 0; like && index < _tallies[choice].Length; index++)
            {
                like = _tallies[choice][index].IsLike(Seconds, next._tallies[choice][index], next.Seconds);
            }
        }

        return like;
    }

    private bool AreNear(GrowingStretch next)
    {
        var near = IsAsBad(next) && _counts.IsNear(Seconds, next._counts, next.Seconds);
        for (var choice = 0; choice < _tallies.Length; choice++)
        {
            for (var index = 0; near && index < _tallies[choice].Length; index++)
            {
                near = _tallies[choice][index].IsNear(Seconds, next._tallies[choice][index], next.Seconds);
            }
        }

        return near;
    }

    private ImmutableSortedDictionary<string, ConnectionCounts> Told(int choice) => _lanes[choice]
        .Zip(_tallies[choice], (lane, tally) => KeyValuePair.Create(lane.Zone, tally))
        .Where(each => each.Value != default)
        .ToImmutableSortedDictionary(StringComparer.Ordinal);

    private ImmutableSortedDictionary<string, long> OpenOf(int choice) => Open == 0
        ? Sorted.Map<long>()
        : _lanes[choice].Zip(_open[choice], (lane, open) => KeyValuePair.Create(lane.Zone, open)).ToImmutableSortedDictionary(StringComparer.Ordinal);
}
