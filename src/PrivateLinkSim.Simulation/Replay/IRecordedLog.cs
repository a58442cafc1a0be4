using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// A log that was written, to be read at any place. Entries have positions from 0; "before" a position means the entries below it, so
/// <see cref="Length"/> stands for the whole log.
/// </summary>
public interface IRecordedLog : IDisposable
{
    /// <summary>How many entries there are.</summary>
    long Length { get; }

    /// <summary>The entry at a position.</summary>
    LogEntry this[long position] { get; }

    /// <summary>The entries from a position on, read as they are asked for.</summary>
    IEnumerable<LogEntry> From(long position);

    /// <summary>How many entries belong to this turn or an earlier one.</summary>
    long UpToTurn(long turn);

    /// <summary>How many entries are of this time or earlier.</summary>
    long UpToTime(Moment time);

    /// <summary>All entities that anything has happened to, in order.</summary>
    IReadOnlyList<EntityId> Entities { get; }

    /// <summary>The positions of an entity's entries before a position, in order; none for an entity that the log does not know.</summary>
    IReadOnlyList<long> PositionsOf(EntityId entity, long before);

    /// <summary>The state of an entity before a position; null when nothing has happened to it there.</summary>
    IState? StateOf(EntityId entity, long before);

    /// <summary>What the scenario calls things, for the ids that were drawn for its names, in the order of the log.</summary>
    IEnumerable<(string Id, string Label)> Labels { get; }
}
