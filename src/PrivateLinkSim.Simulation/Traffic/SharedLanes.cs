using System.Collections.Immutable;

namespace PrivateLinkSim.Simulation;

/// <summary>The ways, of any clients, that share targets or an interface.</summary>
internal sealed class SharedLanes
{
    private readonly ImmutableArray<Lane>[] _byChoice;
    private readonly ImmutableArray<Lane> _holders;

    private SharedLanes(ImmutableArray<ImmutableArray<Lane>> byChoice, ImmutableArray<Lane> holders)
    {
        (_byChoice, _holders) = ([.. byChoice], holders);
        Lanes = [.. byChoice.SelectMany(lanes => lanes)];
    }

    /// <summary>All of them.</summary>
    public ImmutableArray<Lane> Lanes { get; }

    /// <summary>How much of what they share was granted in this second.</summary>
    public long Used { get; set; }

    /// <summary>The ways of clients by what they share, in the order of its name; those that share nothing are left out.</summary>
    public static ImmutableArray<SharedLanes> Of(ImmutableArray<Clients> clients, Func<Lane, string> name)
    {
        var named = Enumerable.Range(0, Clients.Choices).Select(choice => clients.SelectMany(each => each.LanesOf(choice)).ToLookup(name, StringComparer.Ordinal)).ToArray();
        var holders = clients.SelectMany(each => each.Lanes)
            .SelectMany(lane => lane.Connections.Limits.Append(name(lane)).Distinct(StringComparer.Ordinal), (lane, held) => (Lane: lane, Held: held))
            .ToLookup(each => each.Held, each => each.Lane, StringComparer.Ordinal);
        return
        [
            .. from shared in named.SelectMany(lanes => lanes).Select(lanes => lanes.Key).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
               where shared.Length > 0
               select new SharedLanes([.. named.Select(lanes => lanes[shared].ToImmutableArray())], [.. holders[shared]]),
        ];
    }

    /// <summary>The first way of a name that wants anything.</summary>
    public Lane? FirstThatWants(int choice)
    {
        foreach (var lane in _byChoice[choice])
        {
            if (lane.Wanted > 0)
            {
                return lane;
            }
        }

        return null;
    }

    /// <summary>What holds ports of the targets that new connections are sent to, whichever way it came; those that take no new ones count no more.</summary>
    public long HeldOn(ClientPath path)
    {
        var held = 0L;
        foreach (var lane in _holders)
        {
            held += lane.Connections.HeldOn(path.Limits!, path.Passing);
        }

        return held;
    }

    /// <summary>What is open to the targets that new connections are sent to.</summary>
    public long OpenOn(ClientPath path)
    {
        var open = 0L;
        foreach (var lane in _holders)
        {
            open += lane.Connections.OpenOn(path.Limits!, path.Passing);
        }

        return open;
    }

    /// <summary>What those of a name come to.</summary>
    public long Sum(int choice, Func<Lane, long> count) => (long)Sum(_byChoice[choice], count);

    /// <summary>What is over is taken from each by its share of what all want, and the remainders add up from one to the next; none when nothing is over.</summary>
    public ImmutableArray<(Lane Lane, long Denied)> Excess(int choice, Func<Lane, long> wanted, long free) =>
        Sum(_byChoice[choice], wanted) is var all && all > Math.Max(free, 0) ? Shares(_byChoice[choice], wanted, all, all - Math.Max(free, 0)) : [];

    private static ImmutableArray<(Lane Lane, long Denied)> Shares(ImmutableArray<Lane> lanes, Func<Lane, long> wanted, Int128 all, Int128 over)
    {
        var shares = ImmutableArray.CreateBuilder<(Lane, long)>();
        var (seen, denied) = ((Int128)0, (Int128)0);
        foreach (var lane in lanes.Where(lane => wanted(lane) > 0))
        {
            seen += wanted(lane);
            var upto = seen * over / all;
            shares.Add((lane, (long)(upto - denied)));
            denied = upto;
        }

        return shares.ToImmutable();
    }

    private static Int128 Sum(ImmutableArray<Lane> lanes, Func<Lane, long> count)
    {
        var sum = (Int128)0;
        foreach (var lane in lanes)
        {
            sum += count(lane);
        }

        return sum;
    }
}
