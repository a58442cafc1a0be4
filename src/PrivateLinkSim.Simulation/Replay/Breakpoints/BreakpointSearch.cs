namespace PrivateLinkSim.Simulation;

/// <summary>A place where a breakpoint stands.</summary>
/// <param name="Position">How many entries are folded there.</param>
/// <param name="Entry">The last of them.</param>
/// <param name="Breakpoint">The breakpoint.</param>
public sealed record BreakpointHit(long Position, LogEntry Entry, Breakpoint Breakpoint);

/// <summary>
/// Looks for breakpoints along a log, from its beginning, once: what was found is kept, so that going back costs nothing. Only
/// the entities that the breakpoints ask about are folded.
/// </summary>
public sealed class BreakpointSearch : IDisposable
{
    // How many entries are looked at between two questions whether to go on.
    private const int Stride = 2048;

    private readonly IEnumerator<LogEntry> _log;
    private readonly EventCatalogue _catalogue;
    private readonly World _world;
    private readonly (Breakpoint Breakpoint, BreakpointWatch Watch)[] _watches;
    private readonly List<BreakpointHit> _found = [];

    /// <summary>A search that has not begun.</summary>
    /// <param name="log">All entries in order; read as far as is looked.</param>
    public BreakpointSearch(IEnumerable<LogEntry> log, EntityTypes types, EventCatalogue catalogue, IReadOnlyList<Breakpoint> breakpoints)
    {
        (_log, _catalogue, _world) = (log.GetEnumerator(), catalogue, new World(types));
        _watches = [.. breakpoints.Select(each => (each, new BreakpointWatch(each, _world, types, catalogue)))];
    }

    /// <summary>How many entries were looked at.</summary>
    public long Position { get; private set; }

    /// <summary>Whether all entries were looked at.</summary>
    public bool IsOver { get; private set; }

    /// <summary>The first place after a position; null when there is none, or the search was ended before one was found.</summary>
    /// <param name="position">A place there does not count.</param>
    /// <param name="goesOn">Asked now and then whether to go on; told how many entries were looked at.</param>
    public BreakpointHit? After(long position, Func<long, bool> goesOn)
    {
        while ((_found.Count is 0 || _found[^1].Position <= position) && GoesOn(goesOn))
        {
            Look();
        }

        return _found.ElementAtOrDefault(CountTo(position));
    }

    /// <summary>The last place before a position; null when there is none, or the search was ended before it had come so far.</summary>
    public BreakpointHit? Before(long position, Func<long, bool> goesOn)
    {
        while (!IsOver && Position < position - 1)
        {
            if (!GoesOn(goesOn))
            {
                return null;
            }

            Look();
        }

        return _found.ElementAtOrDefault(CountTo(position - 1) - 1);
    }

    /// <summary>What stands at a position that was looked at.</summary>
    public IEnumerable<BreakpointHit> At(long position) => _found.Skip(CountTo(position - 1)).TakeWhile(hit => hit.Position == position);

    /// <inheritdoc/>
    public void Dispose() => _log.Dispose();

    // How many were found up to a position; they lie in order.
    private int CountTo(long position)
    {
        var (low, high) = (0, _found.Count);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = _found[middle].Position <= position ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private bool GoesOn(Func<long, bool> goesOn) => !IsOver && (Position % Stride > 0 || goesOn(Position));

    private void Look()
    {
        IsOver = !_log.MoveNext();
        if (IsOver)
        {
            return;
        }

        var entry = _log.Current;
        Position++;
        var owner = entry.Owner;
        if (owner is { } entity && Array.Exists(_watches, each => each.Watch.Needs(entity)))
        {
            _world.Apply(entity, _catalogue.Read(entry));
        }

        foreach (var (breakpoint, watch) in _watches)
        {
            if (watch.Stands(entry, owner))
            {
                _found.Add(new BreakpointHit(Position, entry, breakpoint));
            }
        }
    }
}
