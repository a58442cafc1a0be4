using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Simulation;

/// <summary>A group of clients from second to second: what they try, what became of it, and what they have open.</summary>
internal sealed class Clients
{
    /// <summary>How many names clients turn to at most: that of the endpoint, and that of the fallback.</summary>
    public const int Choices = 2;

    private readonly ClientGroup _group;
    private readonly bool _isLimited;
    private readonly AddressTurns[] _turns;
    private readonly SortedDictionary<string, Lane>[] _byZone;
    private readonly ImmutableArray<Lane>[] _lanes;
    private readonly ImmutableSortedDictionary<string, PathLatency>[] _latencies;
    private readonly SortedDictionary<long, long> _reopening = [];
    private ClientView? _view;
    private GrowingStretch _second;
    private ClientRound? _round;
    private ConnectionCounts _counts;
    private long _left;

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

    /// <summary>The ways that their connections go.</summary>
    public ImmutableArray<Lane> Lanes { get; private set; } = [];

    private bool Lasts => _group.StayOpen || _isLimited;

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
        _second = new GrowingStretch(_lanes, _latencies);
        if (stops)
        {
            foreach (var lane in Lanes)
            {
                lane.Stop();
            }

            _reopening.Clear();
        }

        _view = view;
        Series.HasBegun = true;
        Series.Change(second);
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
        _counts = new ConnectionCounts(_left, 0);
    }

    /// <summary>Sends what has not connected yet to the addresses of a name.</summary>
    public void Send(int choice, long second)
    {
        if (_left == 0 || !_turns[choice].HasAnswers)
        {
            return;
        }

        var unresolved = _turns[choice].Spread(second, _left);
        foreach (var lane in _lanes[choice])
        {
            if (lane.Offered > 0)
            {
                lane.Send();
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
            Fail(choice, counts with { Attempted = 0, Connected = 0 });
        }

        _counts += new ConnectionCounts(0, connected, Switched: choice == 0 ? 0 : connected);
        _left -= connected;
    }

    /// <summary>Ends a second.</summary>
    public void End(long second)
    {
        var (reset, dropped, connected, isWhole) = (0L, 0L, 0L, true);
        foreach (var lane in Lanes)
        {
            (reset, dropped, connected) = (reset + lane.Tally.Reset, dropped + lane.Tally.Dropped, connected + lane.Tally.Connected);
            isWhole = isWhole && lane.Tally.IsWhole;
        }

        _counts = _counts with { Reset = reset, Dropped = dropped };
        if (!isWhole || !_counts.IsWhole || connected != _counts.Connected)
        {
            throw new UnreachableException(FormattableString.Invariant($"Connections of '{_group.Name}' in second {second} have no fate, or two: {_counts}."));
        }

        _second.Be(second, _counts, _group.StayOpen ? Open : 0);
        Series.Add(_second);
        if (_round is { IsTold: false } round)
        {
            round.Add(_second);
            if (round.IsTold)
            {
                round.Close(Numbers());
            }
        }
    }

    /// <summary>Tells what of them bears on the next seconds, but for how long connections have been open; not when some still use an older answer.</summary>
    public bool TryTell(List<long> state, long second)
    {
        foreach (var turns in _turns)
        {
            if (turns.HasAnswers)
            {
                if (!turns.IsSettled(second))
                {
                    return false;
                }

                turns.Tell(state);
            }
        }

        foreach (var lane in Lanes)
        {
            lane.Tell(state);
        }

        foreach (var (due, count) in _reopening.Count == 0 ? [] : _reopening.ToArray())
        {
            state.Add(due - second);
            state.Add(count);
        }

        return true;
    }

    /// <summary>Tells for how long connections have been open.</summary>
    public void TellAges(List<long> state, long second)
    {
        foreach (var lane in Lanes)
        {
            lane.Connections.TellAges(state, second);
        }
    }

    /// <summary>What comes in so many seconds from here on is a round.</summary>
    public void BeginRound(long seconds) => _round = new ClientRound(seconds, Numbers());

    /// <summary>Nothing is known of rounds any more.</summary>
    public void ForgetRound()
    {
        _round = null;
        Series.EndRounds();
    }

    /// <summary>Counts the round that was gone through, so many times more.</summary>
    public void Repeat(long times)
    {
        var round = _round!;
        for (var choice = 0; choice < Choices; choice++)
        {
            _turns[choice].Skip(round.Steps[choice] * times);
        }

        for (var index = 0; index < Lanes.Length; index++)
        {
            Lanes[index].Skip(round.Steps[Choices + index] * times, round.Seconds * times);
        }

        // What is to be opened again is due in the next second, whichever that is: with anything due later, nothing had come round.
        Series.Add(round, times);
    }

    private ImmutableArray<long> Numbers() => [.. _turns.Select(turns => turns.Number), .. Lanes.Select(lane => lane.Number)];

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
        if (count == 0)
        {
            return;
        }

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
}
