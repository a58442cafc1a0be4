using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// A run as its log tells it, at any moment: the log is folded, nothing is decided. It can be moved forwards and
/// backwards; going back folds again from the start.
/// </summary>
public sealed class LogReplay
{
    private readonly IReadOnlyList<LogEntry> _log;
    private readonly EntityTypes _types;
    private readonly EventCatalogue _catalogue;

    /// <summary>A replay that stands before the first entry.</summary>
    /// <exception cref="LogDamagedException">The log does not begin with the start of a run.</exception>
    public LogReplay(IReadOnlyList<LogEntry> log, EntityTypes types, EventCatalogue catalogue)
    {
        (_log, _types, _catalogue) = (log, types, catalogue);
        Started = log.Count > 0 && catalogue.Read(log[0]) is RunStarted started
            ? started
            : throw new LogDamagedException("The log does not begin with the start of a run.");
        World = new World(types);
    }

    /// <summary>What the run is made of.</summary>
    public RunStarted Started { get; }

    /// <summary>When the run began.</summary>
    public Moment StartsAt => _log[0].Time;

    /// <summary>All entities as they are here.</summary>
    public World World { get; private set; }

    /// <summary>How many entries are folded.</summary>
    public int Position { get; private set; }

    /// <summary>How many entries there are.</summary>
    public int Length => _log.Count;

    /// <summary>The last folded entry; null before the first.</summary>
    public LogEntry? Last => Position == 0 ? null : _log[Position - 1];

    /// <summary>Moves to the end of a turn: the turn and all before it are folded.</summary>
    public void ToTurn(long turn) => MoveTo(CountWhile(entry => entry.Turn <= turn));

    /// <summary>Moves to the end of an instant: all that happened at this time or before it is folded.</summary>
    public void ToTime(Moment time) => MoveTo(CountWhile(entry => entry.Time <= time));

    /// <summary>Moves to after the next turn that has entries; false at the end.</summary>
    public bool Next()
    {
        if (Position == _log.Count)
        {
            return false;
        }

        ToTurn(_log[Position].Turn);
        return true;
    }

    /// <summary>Moves to before the last turn; false when only the start of the run is left.</summary>
    public bool Previous()
    {
        if (Last is not { } last || _log[0].Turn == last.Turn)
        {
            return false;
        }

        ToTurn(last.Turn - 1);
        return true;
    }

    /// <summary>The entries of the turn that was folded last.</summary>
    public IEnumerable<(LogEntry Entry, IEvent Fact)> Turn() =>
        Last is { } last ? Entries().Where(each => each.Turn == last.Turn).Select(Read) : [];

    /// <summary>What has happened to an entity so far.</summary>
    public IEnumerable<(LogEntry Entry, IEvent Fact)> History(EntityId entity)
    {
        var name = entity.ToString();
        return Entries().Where(entry => string.Equals(entry.Entity, name, StringComparison.Ordinal)).Select(Read);
    }

    private IEnumerable<LogEntry> Entries()
    {
        for (var index = 0; index < Position; index++)
        {
            yield return _log[index];
        }
    }

    private (LogEntry Entry, IEvent Fact) Read(LogEntry entry) => (entry, _catalogue.Read(entry));

    // Turns and times never fall along the log.
    private int CountWhile(Func<LogEntry, bool> isBefore)
    {
        var (low, high) = (0, _log.Count);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = isBefore(_log[middle]) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private void MoveTo(int position)
    {
        if (position < Position)
        {
            World = new World(_types);
            Position = 0;
        }

        for (; Position < position; Position++)
        {
            var entry = _log[Position];
            if (entry.Owner is { } owner)
            {
                World.Apply(owner, _catalogue.Read(entry));
            }
        }
    }
}
