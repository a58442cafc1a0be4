using System.Collections.Immutable;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// The connections of a lane that are open or hold a port. Those that were opened while it led to the same targets are a generation:
/// each of its targets has an even share of them, whatever new connections are sent to since.
/// </summary>
/// <param name="holdsPorts">Whether ports are counted.</param>
/// <param name="longestLife">After how many seconds it no longer matters for how long those that do not end have been open.</param>
internal sealed class LaneConnections(bool holdsPorts, long longestLife)
{
    private readonly List<ConnectionGeneration> _generations = [];
    private ConnectionGeneration? _youngest;

    /// <summary>How many are open.</summary>
    public long Open
    {
        get
        {
            var open = 0L;
            foreach (var generation in _generations)
            {
                open += generation.Connections.Open;
            }

            return open;
        }
    }

    /// <summary>What sets of targets they hold ports of.</summary>
    public IEnumerable<string> Limits => _generations.Select(generation => generation.Limits).Where(limits => limits.Length > 0);

    /// <summary>The generations, the oldest first.</summary>
    public IReadOnlyList<ConnectionGeneration> Generations => _generations;

    /// <summary>How many hold a port of these targets of a set.</summary>
    public long HeldOn(TargetLimits limits, ImmutableArray<string> targets)
    {
        var held = 0L;
        foreach (var generation in _generations)
        {
            held += generation.Limits == limits.Targets ? generation.ShareOf(generation.Connections.Held, targets) : 0;
        }

        return held;
    }

    /// <summary>How many are open to these targets of a set.</summary>
    public long OpenOn(TargetLimits limits, ImmutableArray<string> targets)
    {
        var open = 0L;
        foreach (var generation in _generations)
        {
            open += generation.Limits == limits.Targets ? generation.ShareOf(generation.Connections.Open, targets) : 0;
        }

        return open;
    }

    /// <summary>From now on new connections are sent along a path; generations that nothing is left of are forgotten.</summary>
    public void Lead(ClientPath path)
    {
        _generations.RemoveAll(generation => generation.Connections is { Open: 0, Held: 0 });
        _youngest = _generations.Find(generation => generation.LeadsLike(path));
    }

    /// <summary>Counts connections of a second.</summary>
    public void Add(long second, long count, ClientPath path)
    {
        if (count == 0)
        {
            return;
        }

        if (_youngest is null)
        {
            _generations.Add(_youngest = new ConnectionGeneration(path, new OpenConnections(holdsPorts, longestLife)));
        }

        _youngest.Connections.Add(second, count);
    }

    /// <summary>Ends those that have been open for so long; answers how many.</summary>
    public long End(long second, long life)
    {
        var ended = 0L;
        foreach (var generation in _generations)
        {
            ended += generation.Connections.End(second, life);
        }

        return ended;
    }

    /// <summary>Tells how many there are.</summary>
    public void Tell(List<long> state)
    {
        foreach (var generation in _generations)
        {
            state.Add(generation.Connections.Open);
            state.Add(generation.Connections.Held);
        }
    }

    /// <summary>Tells for how long they have been there.</summary>
    public void TellAges(List<long> state, long second)
    {
        foreach (var generation in _generations)
        {
            generation.Connections.Tell(state, second);
        }
    }

    /// <summary>Makes everything later by so many seconds.</summary>
    public void Shift(long seconds)
    {
        foreach (var generation in _generations)
        {
            generation.Connections.Shift(seconds);
        }
    }
}
