using System.Collections.Immutable;

namespace PrivateLinkSim.Simulation;

/// <summary>A stretch of a group that is still being counted: seconds are added to it in place, so that none leaves anything behind.</summary>
internal sealed class GrowingStretch
{
    private const long MillionthsOfPercent = 10_000;

    private readonly ImmutableArray<Lane>[] _lanes;
    private readonly ImmutableSortedDictionary<string, PathLatency>[] _latencies;
    private readonly ConnectionCounts[][] _tallies;
    private readonly List<string> _rules = [];
    private ConnectionCounts _counts;
    private long _peakLoad;
    private string _peakZone = "";

    /// <summary>Nothing yet, on the ways behind each name that clients turn to.</summary>
    public GrowingStretch(ImmutableArray<Lane>[] lanes, ImmutableSortedDictionary<string, PathLatency>[] latencies)
    {
        (_lanes, _latencies) = ([.. lanes], [.. latencies]);
        _tallies = [.. lanes.Select(each => new ConnectionCounts[each.Length])];
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

    /// <summary>Becomes what follows it when it comes so many times more.</summary>
    public void Repeat(long times)
    {
        (From, Seconds, _counts) = (End, Seconds * times, _counts * times);
        foreach (var tallies in _tallies)
        {
            for (var index = 0; index < tallies.Length; index++)
            {
                tallies[index] *= times;
            }
        }
    }

    /// <summary>
    /// Whether what follows tells of the same, second for second, but for how a remainder falls; and what is open, which was so
    /// much before this, goes on growing or shrinking evenly.
    /// </summary>
    public bool IsLike(GrowingStretch next, long openBefore) =>
        End == next.From
        && ReferenceEquals(_latencies[0], next._latencies[0])
        && ReferenceEquals(_latencies[1], next._latencies[1])
        && Math.Abs(_peakLoad - next._peakLoad) < MillionthsOfPercent
        && _counts.IsLike(Seconds, next._counts, next.Seconds)
        && AreLike(_tallies[0], next._tallies[0], next.Seconds)
        && AreLike(_tallies[1], next._tallies[1], next.Seconds)
        && Int128.Abs(((Int128)(Open - openBefore) * next.Seconds) - ((Int128)(next.Open - Open) * Seconds)) <= (Int128)Seconds * next.Seconds;

    /// <summary>Adds what follows.</summary>
    public void Add(GrowingStretch next)
    {
        _peakZone = next._peakLoad > _peakLoad ? next._peakZone : _peakZone;
        (Seconds, Open, _peakLoad) = (Seconds + next.Seconds, next.Open, Math.Max(_peakLoad, next._peakLoad));
        _counts += next._counts;
        for (var choice = 0; choice < _tallies.Length; choice++)
        {
            for (var index = 0; index < _tallies[choice].Length; index++)
            {
                _tallies[choice][index] += next._tallies[choice][index];
            }
        }

        foreach (var rule in next._rules)
        {
            Because(rule, 1);
        }
    }

    /// <summary>The same once more, to go on by itself.</summary>
    public GrowingStretch Copy()
    {
        var copy = new GrowingStretch(_lanes, _latencies) { From = From };
        copy.Add(this);
        return copy;
    }

    /// <summary>What it is so far.</summary>
    public ClientStretch Told() => new(From, Seconds, _counts, Told(0), _rules.ToImmutableSortedSet(StringComparer.Ordinal))
    {
        ByFallbackZone = Told(1),
        Latencies = _latencies[0],
        FallbackLatencies = _latencies[1],
        PeakZone = _peakZone,
        Open = Open,
        PeakLoad = _peakLoad,
    };

    private bool AreLike(ConnectionCounts[] mine, ConnectionCounts[] others, long seconds)
    {
        for (var index = 0; index < mine.Length; index++)
        {
            if (!mine[index].IsLike(Seconds, others[index], seconds))
            {
                return false;
            }
        }

        return true;
    }

    private ImmutableSortedDictionary<string, ConnectionCounts> Told(int choice) => _lanes[choice]
        .Zip(_tallies[choice], (lane, tally) => KeyValuePair.Create(lane.Zone, tally))
        .Where(each => each.Value != default)
        .ToImmutableSortedDictionary(StringComparer.Ordinal);
}
