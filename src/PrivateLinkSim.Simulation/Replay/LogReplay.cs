using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// A run as its log tells it, at any moment: the log is folded, nothing is decided. It can be moved forwards and backwards, to any place
/// in the same time.
/// </summary>
public sealed class LogReplay
{
    private readonly EventCatalogue _catalogue;

    /// <summary>A replay of a log in memory that stands before the first entry.</summary>
    /// <exception cref="LogDamagedException">The log does not begin with the start of a run.</exception>
    public LogReplay(IReadOnlyList<LogEntry> log, EntityTypes types, EventCatalogue catalogue)
        : this(new ListedLog(log, types, catalogue), catalogue)
    {
    }

    /// <summary>A replay of a log that stands before the first entry.</summary>
    /// <exception cref="LogDamagedException">The log does not begin with the start of a run.</exception>
    public LogReplay(IRecordedLog log, EventCatalogue catalogue)
    {
        (Log, _catalogue) = (log, catalogue);
        Started = log.Length > 0 && catalogue.Read(log[0]) is RunStarted started
            ? started
            : throw new LogDamagedException("The log does not begin with the start of a run.");
        World = new PastWorld(log, 0);
    }

    /// <summary>The log itself.</summary>
    public IRecordedLog Log { get; }

    /// <summary>What the run is made of.</summary>
    public RunStarted Started { get; }

    /// <summary>When the run began.</summary>
    public Moment StartsAt => Log[0].Time;

    /// <summary>All entities as they are here.</summary>
    public PastWorld World { get; private set; }

    /// <summary>How many entries are folded.</summary>
    public long Position { get; private set; }

    /// <summary>How many entries there are.</summary>
    public long Length => Log.Length;

    /// <summary>The last folded entry; null before the first.</summary>
    public LogEntry? Last => Position == 0 ? null : Log[Position - 1];

    /// <summary>Moves to the end of a turn: the turn and all before it are folded.</summary>
    public void ToTurn(long turn) => ToPosition(Log.UpToTurn(turn));

    /// <summary>Moves to the end of an instant: all that happened at this time or before it is folded.</summary>
    public void ToTime(Moment time) => ToPosition(Log.UpToTime(time));

    /// <summary>Moves so that this many entries are folded.</summary>
    public void ToPosition(long position)
    {
        Position = Math.Clamp(position, 0, Length);
        World = new PastWorld(Log, Position);
    }

    /// <summary>Moves to after the next turn that has entries; false at the end.</summary>
    public bool Next()
    {
        if (Position == Length)
        {
            return false;
        }

        ToTurn(Log[Position].Turn);
        return true;
    }

    /// <summary>Moves to before the last turn; false when only the start of the run is left.</summary>
    public bool Previous()
    {
        if (Last is not { } last || Log[0].Turn == last.Turn)
        {
            return false;
        }

        ToTurn(last.Turn - 1);
        return true;
    }

    /// <summary>The entries of the turn that was folded last.</summary>
    public IEnumerable<(LogEntry Entry, IEvent Fact)> Turn() => Last is { } last ? TurnOf(last.Turn) : [];

    /// <summary>The entries of a turn.</summary>
    public IEnumerable<(LogEntry Entry, IEvent Fact)> TurnOf(long turn)
    {
        for (var position = Log.UpToTurn(turn - 1); position < Length && Log[position] is var entry && entry.Turn == turn; position++)
        {
            yield return Read(entry);
        }
    }

    /// <summary>What has happened to an entity so far.</summary>
    public IEnumerable<(LogEntry Entry, IEvent Fact)> History(EntityId entity) =>
        Log.PositionsOf(entity, Position).Select(position => Read(Log[position]));

    private (LogEntry Entry, IEvent Fact) Read(LogEntry entry) => (entry, _catalogue.Read(entry));
}
