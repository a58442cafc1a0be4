namespace PrivateLinkSim.Simulation;

/// <summary>What has become of rows of a log.</summary>
public enum DamageKind
{
    /// <summary>The entry is another than the one that its link was made of.</summary>
    ChangedEntry,

    /// <summary>The entry is sound, its link is not.</summary>
    ChangedLink,

    /// <summary>The journal stores the row under another event than it holds.</summary>
    ChangedManifest,

    /// <summary>A note beside the log is not what was written, or stands where it can't.</summary>
    ChangedNote,

    /// <summary>The row is no line of a log.</summary>
    Unreadable,

    /// <summary>Rows are missing, or marked as deleted.</summary>
    Deleted,

    /// <summary>Rows stand there that do not belong there: copies, or rows of another run.</summary>
    Inserted,

    /// <summary>Two rows, or two groups of rows, have changed places.</summary>
    Swapped,

    /// <summary>Rows stand at another place than the one where they were written.</summary>
    Moved,

    /// <summary>The log was cut at its end.</summary>
    Truncated,

    /// <summary>The log is sound, but comes to another digest than the one asked for.</summary>
    OtherDigest,

    /// <summary>The links follow, but turns, indexes, numbers, times or causes do not: the chain was made anew over other entries.</summary>
    Inconsistent,

    /// <summary>The row holds an event that this program does not know.</summary>
    UnknownEvent,
}

/// <summary>Damage to a log, and where it is.</summary>
/// <param name="Kind">What has become of the rows.</param>
/// <param name="Position">The first row that is damaged, missing or too much: its number in the journal, or its line in a file.</param>
/// <param name="Rows">How many rows; null when that can't be told.</param>
/// <param name="Other">The other place: of what was swapped, where moved rows belong, the original of a copy.</param>
/// <param name="Place">What the row holds, as far as it can be read; for missing rows, what comes after them.</param>
/// <param name="Reason">A sentence for people.</param>
public sealed record LogDamage(DamageKind Kind, long Position, long? Rows, long? Other, LogPlace? Place, string Reason);

/// <summary>Which entry of a log a row holds.</summary>
/// <param name="Turn">Its turn.</param>
/// <param name="Index">Its place in the turn.</param>
/// <param name="Entity">Whose event it is.</param>
/// <param name="Type">What kind of event.</param>
/// <param name="Version">In which version.</param>
public readonly record struct LogPlace(long Turn, int Index, string Entity, string Type, int Version)
{
    internal static LogPlace Of(LogEntry entry) => new(entry.Turn, entry.Index, entry.Entity, entry.Type, entry.Version);

    /// <summary>Whether an entry here can come right after another.</summary>
    internal bool Follows(LogPlace other) => Turn == other.Turn ? Index == other.Index + 1 : Turn > other.Turn && Index == 0;

    /// <summary>The place in words: turn, index, entity, event.</summary>
    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"turn {Turn}.{Index}, {Entity}, {Type}/{Version}");
}
