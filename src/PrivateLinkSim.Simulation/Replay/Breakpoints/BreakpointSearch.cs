using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>A place where a breakpoint stands.</summary>
/// <param name="Position">How many entries are folded there.</param>
/// <param name="Entry">The last of them.</param>
/// <param name="Breakpoint">The breakpoint.</param>
public sealed record BreakpointHit(long Position, LogEntry Entry, Breakpoint Breakpoint);

/// <summary>
/// Looks for breakpoints along a log, from its beginning, once: what was found is kept, so that going back costs nothing. Only
/// the entities that the breakpoints ask about are folded, and where those are few, only their entries are read.
/// </summary>
public sealed class BreakpointSearch : IDisposable
{
    // How many entries are looked at between two questions whether to go on.
    private const int Stride = 2048;

    // Entries that lie apart cost more than those in a row; how many times more is a guess on the safe side.
    private const int CostOfLyingApart = 50;

    private readonly IEnumerator<(long Position, LogEntry Entry)> _entries;
    private readonly EventCatalogue _catalogue;
    private readonly World _world;
    private readonly (Breakpoint Breakpoint, BreakpointWatch Watch)[] _watches;
    private readonly List<BreakpointHit> _found = [];
    private long _looked;

    /// <summary>A search that has not begun.</summary>
    public BreakpointSearch(IRecordedLog log, EntityTypes types, EventCatalogue catalogue, IReadOnlyList<Breakpoint> breakpoints)
    {
        (_catalogue, _world) = (catalogue, new World(types));
        _watches = [.. breakpoints.Select(each => (each, new BreakpointWatch(each, _world, types, catalogue)))];
        _entries = EntriesOf(log, breakpoints).GetEnumerator();
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
    public void Dispose() => _entries.Dispose();

    // With how many entries are folded behind each.
    private IEnumerable<(long Position, LogEntry Entry)> EntriesOf(IRecordedLog log, IReadOnlyList<Breakpoint> breakpoints)
    {
        if (breakpoints.Any(each => each.AsksForEvents))
        {
            return log.From(0).Select((entry, index) => (index + 1L, entry));
        }

        var positions = log.Entities.Where(IsNeeded).Select(entity => log.PositionsOf(entity, log.Length)).ToList();
        return positions.Sum(each => (long)each.Count) * CostOfLyingApart > log.Length
            ? log.From(0).Select((entry, index) => (index + 1L, entry))
            : positions.SelectMany(each => each).Order().Select(position => (position + 1, log[position]));
    }

    private bool IsNeeded(EntityId entity) => Array.Exists(_watches, each => each.Watch.Needs(entity));

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

    private bool GoesOn(Func<long, bool> goesOn) => !IsOver && (_looked++ % Stride > 0 || goesOn(Position));

    private void Look()
    {
        IsOver = !_entries.MoveNext();
        if (IsOver)
        {
            return;
        }

        (Position, var entry) = _entries.Current;
        var owner = entry.Owner;
        if (owner is { } entity && IsNeeded(entity))
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
