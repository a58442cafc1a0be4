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
    private readonly List<(long Since, ImmutableArray<Lane> Answer)> _answers = [];

    private (long Slots, long Length) _stride;

    /// <summary>How many addresses everybody has, once everybody has the same.</summary>
    public int Length => Math.Max(1, _answers[^1].Answer.Length);

    /// <summary>Whether the name was ever looked up.</summary>
    public bool HasAnswers => _answers.Count > 0;

    /// <summary>How many connections have an address or none so far.</summary>
    public long Number { get; private set; }

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
    public void See(long second, ImmutableArray<Lane> answer)
    {
        _answers.RemoveAll(each => each.Since >= second);
        if (_answers.Count == 0 || !_answers[^1].Answer.SequenceEqual(answer))
        {
            _answers.Add((second, answer));
        }
    }

    /// <summary>Offers the connections of a second to the ways behind the addresses; answers how many have no address.</summary>
    public long Spread(long second, long connections)
    {
        var settled = IsSettled(second);
        var (groups, places) = settled ? (1, Length) : (clients, _answers.Aggregate(1, (sum, each) => Common(sum, each.Answer.Length)));
        var slots = (long)groups * places;
        if (slots != _stride.Slots)
        {
            _stride = (slots, StrideOf(slots));
        }

        var left = connections % slots;
        var unresolved = left == connections ? 0 : Even(second, settled, connections / slots * places);
        var slot = (Number + connections - left) % slots * _stride.Length % slots;
        for (; left > 0; left--)
        {
            var client = slot % groups;
            unresolved += Offer(settled ? _answers[0].Answer : AnswerOf(second, client), (slot / groups) + client);
            slot = (slot + _stride.Length) % slots;
        }

        Number += connections;
        return unresolved;
    }

    /// <summary>Tells what of it bears on the next seconds, when nobody uses an older answer than the last.</summary>
    public void Tell(List<long> state) => state.Add(Number % Length);

    /// <summary>Counts connections that were like those before.</summary>
    public void Skip(long connections) => Number += connections;

    // Every client has the same number of whole rounds, and takes each of its addresses equally often in them.
    private long Even(long second, bool settled, long each)
    {
        var unresolved = 0L;
        for (var index = 0; index < _answers.Count; index++)
        {
            var (answer, count) = (_answers[index].Answer, settled ? 1 : ClientsOf(second, index));
            if (answer.IsEmpty)
            {
                unresolved += each * count;
            }

            foreach (var lane in answer)
            {
                lane.Offered += each * count / answer.Length;
            }
        }

        return unresolved;
    }

    // How many clients use an answer.
    private long ClientsOf(long second, int index) =>
        (index == 0 ? clients : Knowing(second, _answers[index].Since)) - (index + 1 < _answers.Count ? Knowing(second, _answers[index + 1].Since) : 0);

    // One client asks in each second, so since a second as many as have passed.
    private long Knowing(long second, long since) => Math.Clamp(second - since + 1, 0, clients);

    private static long Offer(ImmutableArray<Lane> answer, long place)
    {
        if (answer.IsEmpty)
        {
            return 1;
        }

        answer[(int)(place % answer.Length)].Offered++;
        return 0;
    }

    private ImmutableArray<Lane> AnswerOf(long second, long client)
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
