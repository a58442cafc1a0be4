using System.Collections.Immutable;
using System.Numerics;

namespace PrivateLinkSim.Simulation;

/// <summary>A group of clients from second to second: what they try, what became of it, and what they have open.</summary>
internal sealed class Clients
{
    /// <summary>How many names clients turn to at most: that of the endpoint, and that of the fallback.</summary>
    public const int Choices = 2;

    private const int PortSeconds = 60;

    private readonly ClientGroup _group;
    private readonly bool _isLimited;
    private readonly AddressTurns[] _turns;
    private readonly SortedDictionary<string, Lane>[] _byZone;
    private readonly ImmutableArray<Lane>[] _lanes;
    private readonly ImmutableSortedDictionary<string, PathLatency>[] _latencies;
    private readonly SortedDictionary<long, long> _reopening = [];
    private ClientView? _view;
    private GrowingStretch _second;
    private Mark? _mark;
    private ConnectionCounts _counts;
    private long _left;
    private long _open;
    private long _attempted = -1;
    private bool _isRegular;

    /// <summary>Clients of a group.</summary>
    /// <param name="group">Who they are.</param>
    /// <param name="isLimited">Whether the limits of targets may bind.</param>
    public Clients(ClientGroup group, bool isLimited)
    {
        (_group, _isLimited) = (group, isLimited);
        _turns = [.. Enumerable.Range(0, Choices).Select(_ => new AddressTurns(Math.Max(1, group.ResolverSeconds)))];
        _byZone = [.. Enumerable.Range(0, Choices).Select(_ => new SortedDictionary<string, Lane>(StringComparer.Ordinal))];
        _lanes = [.. Enumerable.Range(0, Choices).Select(_ => ImmutableArray<Lane>.Empty)];
        _latencies = [.. Enumerable.Range(0, Choices).Select(_ => Domain.Sorted.Map<PathLatency>())];
        _second = new GrowingStretch(_lanes, _latencies);
        Series = new ClientSeries(group);
    }

    /// <summary>What became of everything.</summary>
    public ClientSeries Series { get; }

    /// <summary>The second from which on every second was like the one before.</summary>
    public long RegularSince { get; private set; }

    /// <summary>For how many seconds a connection is remembered after it was opened, when nothing breaks it.</summary>
    public long Memory => Math.Max(Math.Max(_group.ConnectionSeconds, _group.KeepaliveSeconds), _isLimited ? PortSeconds : 0);

    /// <summary>The ways that their connections go.</summary>
    public ImmutableArray<Lane> Lanes { get; private set; } = [];

    private bool Lasts => _group.KeepOpen > 0 || Memory > 0;

    private long Open
    {
        get
        {
            var open = 0L;
            foreach (var lane in Lanes)
            {
                open += lane.Connections.Open;
            }

            return open;
        }
    }

    /// <summary>The ways of one of the names.</summary>
    public ImmutableArray<Lane> LanesOf(int choice) => _lanes[choice];

    /// <summary>Whether a view says something new.</summary>
    public bool IsNew(ClientView view) => !ReferenceEquals(_view, view) && (_view is null || !_view.IsLike(view));

    /// <summary>From a second on, they see this.</summary>
    public void See(long second, ClientView view)
    {
        var stops = view.IsDown && _view is { IsDown: false };
        ClientView?[] views = [view, view.Fallback];
        for (var choice = 0; choice < Choices; choice++)
        {
            if (views[choice] is { } seen)
            {
                Follow(choice, second, seen);
                if (!_turns[choice].HasAnswers && seen.AnswerDelay > 0)
                {
                    // The name is new, and nobody has heard of it yet.
                    _turns[choice].See(second, []);
                }

                _turns[choice].See(second + seen.AnswerDelay, [.. seen.Answer.Select(zone => _byZone[choice][zone])]);
            }
        }

        Lanes = [.. _lanes.SelectMany(lanes => lanes)];
        (_second, _mark) = (new GrowingStretch(_lanes, _latencies), null);

        if (stops)
        {
            foreach (var lane in Lanes)
            {
                lane.Stop();
            }

            _reopening.Clear();
        }

        (_view, _attempted, RegularSince) = (view, -1, second);
        Series.HasBegun = true;
    }

    /// <summary>Begins a second: connections end, and others are tried.</summary>
    public void Begin(long second)
    {
        foreach (var lane in Lanes)
        {
            Reopen(second + 1, lane.Begin(second));
        }

        var due = TakeDue(second);
        _left = _view is not { IsDown: false } ? 0
            : _group.KeepOpen > 0 ? Math.Clamp(_group.KeepOpen - Open - Reopening(), 0, _group.ConnectionsPerSecond)
            : _group.ConnectionsPerSecond + due;
        _isRegular = _reopening.Count == 0 && _left == _attempted;
        _attempted = _left;
        _counts = new ConnectionCounts(_left, 0);
    }

    /// <summary>Sends what has not connected yet to the addresses of a name.</summary>
    public void Send(int choice, long second)
    {
        if (_left == 0 || !_turns[choice].HasAnswers)
        {
            return;
        }

        _isRegular = _isRegular && _turns[choice].IsSettled(second);
        var unresolved = _turns[choice].Spread(second, _left);
        foreach (var lane in _lanes[choice])
        {
            if (lane.Offered > 0)
            {
                lane.Send();
                _isRegular = _isRegular && lane.Path.LossMillionths == 0;
            }
        }

        Fail(choice, new ConnectionCounts(0, 0, Unresolved: unresolved));
    }

    /// <summary>Lands what was sent to the addresses of a name.</summary>
    public void Land(int choice, long second)
    {
        if (_left == 0 || !_turns[choice].HasAnswers)
        {
            return;
        }

        var connected = 0L;
        foreach (var lane in _lanes[choice])
        {
            if (lane.Sent == 0)
            {
                continue;
            }

            var counts = lane.Land(second, Lasts);
            connected += counts.Connected;
            _isRegular = _isRegular && lane.WithoutPort + lane.Beyond == 0;
            Fail(choice, counts with { Attempted = 0, Connected = 0 });
        }

        _counts += new ConnectionCounts(0, connected, Switched: choice == 0 ? 0 : connected);
        _left -= connected;
    }

    /// <summary>Ends a second.</summary>
    public void End(long second)
    {
        var (reset, dropped) = (0L, 0L);
        foreach (var lane in Lanes)
        {
            (reset, dropped) = (reset + lane.Tally.Reset, dropped + lane.Tally.Dropped);
        }

        var open = _group.StayOpen ? Open : 0;
        _second.Be(second, _counts with { Reset = reset, Dropped = dropped }, open);
        Series.Add(_second);
        _mark?.Add(_second);
        var opens = _group.KeepOpen > 0 && _open != open;
        _open = open;
        if (!_isRegular || opens || reset + dropped > 0)
        {
            RegularSince = second + 1;
        }
    }

    /// <summary>After how many seconds like the last everything falls into place again.</summary>
    public long Period()
    {
        if (_attempted <= 0)
        {
            return 1;
        }

        var round = Enumerable.Range(0, Choices).Where(choice => _turns[choice].HasAnswers).Aggregate(
            1L,
            (product, choice) => product * _turns[choice].Length * _lanes[choice].Aggregate(1L, (common, lane) => Common(common, Math.Max(1, lane.Path.Of))));
        return round / (long)BigInteger.GreatestCommonDivisor(round, _attempted);
    }

    /// <summary>Remembers this second, so that what comes can be repeated.</summary>
    public void Remember() => _mark = new Mark([.. _turns.Select(turns => turns.Number)], [.. Lanes.Select(lane => lane.Number)]);

    /// <summary>Repeats, so many times, what has happened since the second that was remembered.</summary>
    public void Repeat(long times)
    {
        var mark = _mark!;
        var period = mark.Period!;
        for (var choice = 0; choice < Choices; choice++)
        {
            _turns[choice].Skip((_turns[choice].Number - mark.Numbers[choice]) * times);
        }

        foreach (var (lane, number) in Lanes.Zip(mark.OnLanes))
        {
            lane.Skip((lane.Number - number) * times, period.Seconds * times);
        }

        period.Repeat(times);
        Series.Add(period);
        _mark = null;
    }

    private static long Common(long one, long other) => one / (long)BigInteger.GreatestCommonDivisor(one, other) * other;

    private void Follow(int choice, long second, ClientView seen)
    {
        foreach (var zone in seen.Paths.Keys.Concat(seen.Answer))
        {
            if (!_byZone[choice].ContainsKey(zone))
            {
                _byZone[choice].Add(zone, new Lane(_group, zone, _isLimited));
            }
        }

        foreach (var lane in _byZone[choice].Values)
        {
            var due = second + Math.Max(1, _group.NoticeSeconds);
            var broken = lane.Follow(seen.Paths.TryGetValue(lane.Zone, out var path) ? path : ClientPath.Blocked("R5"), second, due);
            Reopen(second + 1, broken.Reset);
            Reopen(due, broken.Dropped);
            foreach (var noticed in broken.Noticed)
            {
                Reopen(noticed.Due, -noticed.Count);
                Reopen(second + 1, noticed.Count);
            }
        }

        _lanes[choice] = [.. _byZone[choice].Values];
        _latencies[choice] = _byZone[choice].ToImmutableSortedDictionary(lane => lane.Key, lane => lane.Value.Path.Latency, StringComparer.Ordinal);
    }

    // What fails at the first name is tried at the second, and only what fails there too is lost.
    private void Fail(int choice, ConnectionCounts counts)
    {
        if (choice == Choices - 1 || !_turns[choice + 1].HasAnswers)
        {
            _counts += counts;
        }
    }

    private void Reopen(long second, long count)
    {
        var all = (_reopening.TryGetValue(second, out var before) ? before : 0) + count;
        if (all == 0)
        {
            _reopening.Remove(second);
        }
        else
        {
            _reopening[second] = all;
        }
    }

    private long Reopening() => _reopening.Count == 0 ? 0 : _reopening.Values.Sum();

    private long TakeDue(long second)
    {
        if (_reopening.Count == 0)
        {
            return 0;
        }

        var due = _reopening.Where(each => each.Key <= second).ToArray();
        foreach (var each in due)
        {
            _reopening.Remove(each.Key);
        }

        return due.Sum(each => each.Value);
    }

    // What had happened when a period began, and what has since.
    private sealed class Mark(ImmutableArray<long> numbers, ImmutableArray<long> onLanes)
    {
        public ImmutableArray<long> Numbers { get; } = numbers;

        public ImmutableArray<long> OnLanes { get; } = onLanes;

        public GrowingStretch? Period { get; private set; }

        public void Add(GrowingStretch second)
        {
            if (Period is null)
            {
                Period = second.Copy();
            }
            else
            {
                Period.Add(second);
            }
        }
    }
}
