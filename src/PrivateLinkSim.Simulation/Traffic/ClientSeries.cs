using System.Collections.Immutable;
using System.Numerics;

namespace PrivateLinkSim.Simulation;

/// <summary>What became of the connections that a group tried to open: whole numbers, and attempted is the sum of the others.</summary>
/// <param name="Attempted">How many were tried.</param>
/// <param name="Connected">How many reached a target.</param>
/// <param name="TimedOut">How many were sent to an address whose path passed nothing, and got no answer.</param>
/// <param name="Unresolved">How many had no address to be sent to.</param>
public readonly record struct ConnectionCounts(long Attempted, long Connected, long TimedOut, long Unresolved)
{
    /// <summary>How many did not connect.</summary>
    public long Lost => TimedOut + Unresolved;

    public static ConnectionCounts operator +(ConnectionCounts left, ConnectionCounts right) => new(
        left.Attempted + right.Attempted, left.Connected + right.Connected, left.TimedOut + right.TimedOut, left.Unresolved + right.Unresolved);
}

/// <summary>What a group sees of the network while nothing changes in it.</summary>
/// <param name="Answer">The zones whose addresses their name answers, and of which they choose one; empty when it answers none.</param>
/// <param name="Blocked">The zones of the endpoint from which no connection reaches a target, each with the rule that says so.</param>
/// <param name="IsDown">Whether the clients are down with their own zone, and try nothing.</param>
public sealed record ClientView(ImmutableArray<string> Answer, ImmutableSortedDictionary<string, string> Blocked, bool IsDown = false)
{
    /// <summary>Whether another view is the same to a client.</summary>
    public bool IsLike(ClientView other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Answer.SequenceEqual(other.Answer, StringComparer.Ordinal)
            && Blocked.SequenceEqual(other.Blocked)
            && IsDown == other.IsDown;
    }
}

/// <summary>A stretch of seconds in which the same happened each second, but for how a remainder falls.</summary>
/// <param name="From">Its first second, counted from the start of the run.</param>
/// <param name="Seconds">How long it is.</param>
/// <param name="ByZone">The connections that were sent to each zone's address.</param>
/// <param name="Rules">The rules that say why connections timed out.</param>
public sealed record ClientStretch(
    long From, long Seconds, ConnectionCounts Counts, ImmutableSortedDictionary<string, ConnectionCounts> ByZone, ImmutableSortedSet<string> Rules);

/// <summary>
/// The connections of a group over virtual time. A pure computation: nothing is drawn. The n-th connection of a group is made by
/// one of <see cref="ClientGroup.ResolverSeconds"/> clients, each in turn; the client asked the name server last in the latest second that is
/// congruent to its number, so after a change of the answers 1/60 of the clients learn of it in each second. Of the addresses in its answer
/// a client takes each in turn.
/// </summary>
public sealed class ClientSeries(ClientGroup group)
{
    private readonly List<ClientStretch> _stretches = [];
    private readonly List<(long Since, ImmutableArray<string> Answer)> _answers = [];
    private readonly long _stride = StrideOf(Math.Max(1, group.ResolverSeconds));
    private ClientView? _view;
    private long _second;
    private long _connections;

    /// <summary>The group.</summary>
    public ClientGroup Group { get; } = group;

    /// <summary>Whether the group has seen its endpoint available, and so tries to connect.</summary>
    public bool HasBegun => _view is not null;

    /// <summary>Everything so far, in the order of time.</summary>
    public IReadOnlyList<ClientStretch> Stretches => _stretches;

    /// <summary>Everything so far, together.</summary>
    public ConnectionCounts Total => Between(0, long.MaxValue);

    private int Clients => Math.Max(1, Group.ResolverSeconds);

    /// <summary>From a second on, the group sees this; what it saw before holds until then.</summary>
    public void See(long second, ClientView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        if (_view is { } before && before.IsLike(view))
        {
            return;
        }

        AdvanceTo(second);
        if (_view is null)
        {
            _second = second;
        }

        if (_view is null || !_view.Answer.SequenceEqual(view.Answer, StringComparer.Ordinal))
        {
            _answers.RemoveAll(answer => answer.Since == second);
            _answers.Add((second, view.Answer));
        }

        _view = view;
    }

    /// <summary>Counts all seconds before this one.</summary>
    public void AdvanceTo(long second)
    {
        while (_view is { } view && _second < second)
        {
            Forget();
            var seconds = _answers.Count == 1 ? second - _second : 1;
            var connections = view.IsDown ? 0 : seconds * Group.ConnectionsPerSecond;
            var count = _answers.Count == 1 ? CountStretch(view, connections) : CountSecond(view, connections);
            _connections += connections;
            Add(new ClientStretch(_second, seconds, count.Total, count.Zones, count.Rules));
            _second += seconds;
        }
    }

    /// <summary>What happened from a second on and before another; of a longer stretch, its even share.</summary>
    public ConnectionCounts Between(long from, long to)
    {
        var sum = default(ConnectionCounts);
        foreach (var stretch in _stretches)
        {
            var (first, last) = (Math.Max(from, stretch.From), Math.Min(to, stretch.From + stretch.Seconds));
            if (first < last)
            {
                sum += last - first == stretch.Seconds ? stretch.Counts : Share(stretch, first, last);
            }
        }

        return sum;
    }

    /// <summary>The most seconds in a row, from a second on and before another, in each of which a connection was lost.</summary>
    public long LongestLoss(long from, long to)
    {
        var (longest, current) = (0L, 0L);
        foreach (var stretch in _stretches)
        {
            var seconds = Math.Min(to, stretch.From + stretch.Seconds) - Math.Max(from, stretch.From);
            if (seconds > 0)
            {
                current = stretch.Counts.Lost > 0 ? current + seconds : 0;
                longest = Math.Max(longest, current);
            }
        }

        return longest;
    }

    /// <summary>The stretches in which connections were lost, each as long as the loss went on.</summary>
    public ImmutableArray<ClientStretch> Losses
    {
        get
        {
            var losses = new List<ClientStretch>();
            foreach (var stretch in _stretches.Where(stretch => stretch.Counts.Lost > 0))
            {
                if (losses is [.., var last] && last.From + last.Seconds == stretch.From)
                {
                    losses[^1] = Join(last, stretch);
                }
                else
                {
                    losses.Add(stretch);
                }
            }

            return [.. losses];
        }
    }

    private static ClientStretch Join(ClientStretch first, ClientStretch second) => new(
        first.From,
        first.Seconds + second.Seconds,
        first.Counts + second.Counts,
        first.ByZone.SetItems(second.ByZone.Select(zone => KeyValuePair.Create(zone.Key, first.ByZone.TryGetValue(zone.Key, out var counts) ? counts + zone.Value : zone.Value))),
        first.Rules.Union(second.Rules));

    private static ConnectionCounts Share(ClientStretch stretch, long first, long last)
    {
        return new(Part(stretch.Counts.Attempted), Part(stretch.Counts.Connected), Part(stretch.Counts.TimedOut), Part(stretch.Counts.Unresolved));

        long Part(long whole) => Upto(whole, last) - Upto(whole, first);

        long Upto(long whole, long second) => (long)((Int128)whole * (second - stretch.From) / stretch.Seconds);
    }

    // An answer that no client can still be using is forgotten; the last is always in use.
    private void Forget()
    {
        while (_answers.Count > 1 && _answers[1].Since <= _second - Clients + 1)
        {
            _answers.RemoveAt(0);
        }
    }

    // Neighbours in the order of connections are different clients, so each is looked at by itself.
    private Count CountSecond(ClientView view, long connections)
    {
        var count = new Count(view);
        for (var connection = _connections; connection < _connections + connections; connection++)
        {
            var client = ClientOf(connection);
            count.Add(AnswerAt(_second - Modulo(_second - client, Clients)), PlaceOf(connection, client));
        }

        return count;
    }

    // Every client has the same answer: whole rounds fall evenly, the rest is counted one by one.
    private Count CountStretch(ClientView view, long connections)
    {
        var answer = _answers[0].Answer;
        var count = new Count(view);
        var round = (long)Clients * Math.Max(1, answer.Length);
        var even = connections - (connections % round);
        if (answer.IsEmpty)
        {
            count.AddUnresolved(even);
        }

        foreach (var zone in answer)
        {
            count.AddTo(zone, even / answer.Length);
        }

        for (var connection = _connections + even; connection < _connections + connections; connection++)
        {
            count.Add(answer, PlaceOf(connection, ClientOf(connection)));
        }

        return count;
    }

    // Neighbours in the order of connections are clients far apart, so that each second has its share of all of them.
    private long ClientOf(long connection) => connection % Clients * _stride % Clients;

    // A client takes the addresses of its answer in turn, and clients begin at different ones.
    private long PlaceOf(long connection, long client) => (connection / Clients) + client;

    private static long StrideOf(int clients)
    {
        var stride = Math.Max(1, clients * 618L / 1000);
        while (BigInteger.GreatestCommonDivisor(stride, clients) != 1)
        {
            stride++;
        }

        return stride;
    }

    private ImmutableArray<string> AnswerAt(long second)
    {
        for (var index = _answers.Count - 1; index > 0; index--)
        {
            if (_answers[index].Since <= second)
            {
                return _answers[index].Answer;
            }
        }

        return _answers[0].Answer;
    }

    private void Add(ClientStretch stretch)
    {
        // Seconds that are alike are kept as one stretch, so that a long run stays small.
        if (_stretches is [.., var last] && last.From + last.Seconds == stretch.From && IsLike(last, stretch))
        {
            _stretches[^1] = Join(last, stretch);
            return;
        }

        _stretches.Add(stretch);
    }

    private static bool IsLike(ClientStretch last, ClientStretch next) =>
        last.ByZone.Count == next.ByZone.Count
        && IsInProportion(last.Counts, last.Seconds, next.Counts, next.Seconds)
        && last.ByZone.All(zone => next.ByZone.TryGetValue(zone.Key, out var counts) && IsInProportion(zone.Value, last.Seconds, counts, next.Seconds));

    private static bool IsInProportion(ConnectionCounts left, long leftSeconds, ConnectionCounts right, long rightSeconds)
    {
        return Same(left.Attempted, right.Attempted) && Same(left.Connected, right.Connected) && Same(left.TimedOut, right.TimedOut) && Same(left.Unresolved, right.Unresolved);

        bool Same(long one, long other) => (Int128)one * rightSeconds == (Int128)other * leftSeconds;
    }

    private static long Modulo(long value, long modulus) => ((value % modulus) + modulus) % modulus;

    private sealed class Count(ClientView view)
    {
        private readonly SortedDictionary<string, long> _sent = new(StringComparer.Ordinal);
        private long _unresolved;

        public ImmutableSortedDictionary<string, ConnectionCounts> Zones => _sent.ToImmutableSortedDictionary(
            zone => zone.Key, zone => Fate(zone.Key, zone.Value), StringComparer.Ordinal);

        public ConnectionCounts Total => _sent.Aggregate(
            new ConnectionCounts(_unresolved, 0, 0, _unresolved), (sum, zone) => sum + Fate(zone.Key, zone.Value));

        public ImmutableSortedSet<string> Rules =>
            [.. view.Blocked.Where(zone => _sent.ContainsKey(zone.Key)).Select(zone => zone.Value)];

        public void Add(ImmutableArray<string> answer, long place)
        {
            if (answer.IsEmpty)
            {
                AddUnresolved(1);
            }
            else
            {
                AddTo(answer[(int)(place % answer.Length)], 1);
            }
        }

        public void AddTo(string zone, long count)
        {
            if (count > 0)
            {
                _sent[zone] = _sent.GetValueOrDefault(zone) + count;
            }
        }

        public void AddUnresolved(long count) => _unresolved += count;

        private ConnectionCounts Fate(string zone, long sent) =>
            view.Blocked.ContainsKey(zone) ? new ConnectionCounts(sent, 0, sent, 0) : new ConnectionCounts(sent, sent, 0, 0);
    }
}
