using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// All that bears on what comes, as numbers that do not depend on the second: what is cheap to tell first, and the ages of
/// connections, of which there may be many, only where the rest is the same.
/// </summary>
internal sealed class TrafficState
{
    private readonly List<long> _brief = [];
    private readonly List<long> _rest = [];

    /// <summary>Becomes the brief state at a second; false when it can not come back: some clients still use an older answer.</summary>
    public bool Tell(ImmutableArray<Clients> clients, long second)
    {
        _brief.Clear();
        foreach (var each in clients)
        {
            if (!each.TryTell(_brief, second))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Becomes the whole state, after the brief one.</summary>
    public void TellAll(ImmutableArray<Clients> clients, long second)
    {
        _rest.Clear();
        foreach (var each in clients)
        {
            each.TellAges(_rest, second);
        }
    }

    /// <summary>Whether the whole state is that of another time.</summary>
    public bool IsLike(TrafficState known, ImmutableArray<Clients> clients, long second)
    {
        if (!IsSame(_brief, known._brief))
        {
            return false;
        }

        TellAll(clients, second);
        return IsSame(_rest, known._rest);
    }

    private static bool IsSame(List<long> one, List<long> other) =>
        CollectionsMarshal.AsSpan(one).SequenceEqual(CollectionsMarshal.AsSpan(other));
}
