using System.Collections.Immutable;
using System.Numerics;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// Which address each connection of a group is sent to. The n-th connection is made by one of as many clients as an answer is used for
/// seconds, each in turn; a client asked the name server last in the latest second that is congruent to its number, so after a change
/// of the answers 1/60 of the clients learn of it in each second. Of the addresses in its answer a client takes each in turn.
/// </summary>
internal sealed class AddressTurns(int clients)
{
    private readonly List<(long Since, ImmutableArray<string> Answer)> _answers = [];
    private readonly SortedDictionary<string, long> _sent = new(StringComparer.Ordinal);

    private (long Slots, long Length) _stride;

    /// <summary>How many addresses everybody has, once everybody has the same.</summary>
    public int Length => Math.Max(1, _answers[^1].Answer.Length);

    /// <summary>Whether the name was ever looked up.</summary>
    public bool HasAnswers => _answers.Count > 0;

    /// <summary>How many connections have an address or none so far.</summary>
    public long Number { get; private set; }

    /// <summary>What was sent to each zone of late.</summary>
    public IReadOnlyDictionary<string, long> Sent => _sent;

    /// <summary>Whether nobody uses an older answer than the last.</summary>
    public bool IsSettled(long second)
    {
        // An answer that no client can still be using is forgotten; the last is always in use.
        while (_answers.Count > 1 && _answers[1].Since <= second - clients + 1)
        {
            _answers.RemoveAt(0);
        }

        return _answers.Count == 1;
    }

    /// <summary>From a second on, this is answered.</summary>
    public void See(long second, ImmutableArray<string> answer)
    {
        _answers.RemoveAll(each => each.Since >= second);
        if (_answers.Count == 0 || !_answers[^1].Answer.SequenceEqual(answer, StringComparer.Ordinal))
        {
            _answers.Add((second, answer));
        }
    }

    /// <summary>Spreads the connections of a second; answers how many have no address.</summary>
    public long Spread(long second, long connections)
    {
        _sent.Clear();
        var settled = IsSettled(second);
        var (groups, places) = settled ? (1, Length) : (clients, _answers.Aggregate(1, (sum, each) => Common(sum, each.Answer.Length)));
        var slots = (long)groups * places;
        var unresolved = Even(second, groups, connections / slots * places);
        if (slots != _stride.Slots)
        {
            _stride = (slots, StrideOf(slots));
        }

        for (var connection = Number + connections - (connections % slots); connection < Number + connections; connection++)
        {
            var slot = (long)((Int128)connection * _stride.Length % slots);
            var client = slot % groups;
            unresolved += Send(settled ? _answers[0].Answer : AnswerOf(second, client), (slot / groups) + client, 1);
        }

        Number += connections;
        return unresolved;
    }

    /// <summary>Counts connections that were like those before.</summary>
    public void Skip(long connections) => Number += connections;

    // Every client has the same number of whole rounds, and takes each of its addresses equally often in them.
    private long Even(long second, int groups, long each)
    {
        if (each == 0)
        {
            return 0;
        }

        var unresolved = 0L;
        foreach (var (answer, count) in groups == 1 ? [(_answers[0].Answer, 1L)] : Shares(second))
        {
            if (answer.IsEmpty)
            {
                unresolved += each * count;
            }

            foreach (var zone in answer)
            {
                Add(zone, each * count / answer.Length);
            }
        }

        return unresolved;
    }

    private IEnumerable<(ImmutableArray<string> Answer, long Clients)> Shares(long second)
    {
        for (var index = 0; index < _answers.Count; index++)
        {
            var newer = index + 1 < _answers.Count ? Knowing(second, _answers[index + 1].Since) : 0;
            yield return (_answers[index].Answer, (index == 0 ? clients : Knowing(second, _answers[index].Since)) - newer);
        }
    }

    // One client asks in each second, so since a second as many as have passed.
    private long Knowing(long second, long since) => Math.Clamp(second - since + 1, 0, clients);

    private long Send(ImmutableArray<string> answer, long place, long count)
    {
        if (answer.IsEmpty)
        {
            return count;
        }

        Add(answer[(int)(place % answer.Length)], count);
        return 0;
    }

    private void Add(string zone, long count) => _sent[zone] = (_sent.TryGetValue(zone, out var before) ? before : 0) + count;

    private ImmutableArray<string> AnswerOf(long second, long client)
    {
        var asked = second - ((((second - client) % clients) + clients) % clients);
        for (var index = _answers.Count - 1; index > 0; index--)
        {
            if (_answers[index].Since <= asked)
            {
                return _answers[index].Answer;
            }
        }

        return _answers[0].Answer;
    }

    // Neighbours in the order of connections are clients far apart, so that each second has its share of all of them.
    private static long StrideOf(long slots)
    {
        var stride = Math.Max(1, slots * 618 / 1000);
        while (BigInteger.GreatestCommonDivisor(stride, slots) != 1)
        {
            stride++;
        }

        return stride;
    }

    private static int Common(int one, int other) => other == 0 ? one : one / (int)BigInteger.GreatestCommonDivisor(one, other) * other;
}
