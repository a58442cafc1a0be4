using Microsoft.Data.Sqlite;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>How far a stored run has come.</summary>
internal enum RunState
{
    /// <summary>A process writes it.</summary>
    Running,

    /// <summary>It ended before its time and can be resumed.</summary>
    Interrupted,

    /// <summary>It has its digest.</summary>
    Ended,

    /// <summary>It was ended before anything was written, so there is nothing to resume.</summary>
    Empty,

    /// <summary>Its journal can't be read.</summary>
    Unreadable,
}

/// <summary>What a list of runs tells of one.</summary>
/// <param name="Reason">Why the journal can't be read; null when it can.</param>
internal sealed record RunListing(StoredRun Run, RunState State, RunSummary Summary, long Bytes, string? Reason = null)
{
    /// <summary>Whether nothing but the note that opens a run was written.</summary>
    public static bool IsEmpty(RunSummary summary) => summary.Rows == 0 || (summary.Rows == 1 && summary.ProgramVersion is not null);
}

/// <summary>A run in a journal file.</summary>
/// <param name="Id">Its id.</param>
/// <param name="File">The full path of the journal.</param>
internal sealed record StoredRun(string Id, string File)
{
    /// <summary>Whether a process holds the journal.</summary>
    public bool IsInUse
    {
        get
        {
            var lockFile = $"{File}.lock";
            if (!System.IO.File.Exists(lockFile))
            {
                return false;
            }

            try
            {
                using var probe = new FileStream(lockFile, FileMode.Open, FileAccess.Read, FileShare.Read);
                return false;
            }
            catch (IOException)
            {
                return true;
            }
        }
    }

    /// <summary>What the journal says of the run.</summary>
    public RunListing List()
    {
        var summary = RunsOf(File).FirstOrDefault(each => each.RunId == Id) ?? Unknown;
        var state = summary.Digest is not null ? RunState.Ended
            : IsInUse ? RunState.Running
            : RunListing.IsEmpty(summary) ? RunState.Empty
            : RunState.Interrupted;
        return new RunListing(this, state, summary, Bytes);
    }

    /// <summary>What the journal says of the run, or why it can't be read.</summary>
    public RunListing TryList()
    {
        try
        {
            return List();
        }
        catch (Exception exception) when (exception is RunException or IOException or UnauthorizedAccessException)
        {
            return new RunListing(this, RunState.Unreadable, Unknown, Bytes, exception.Message);
        }
    }

    /// <summary>The refusal of a run that nothing can be done with.</summary>
    public UsageException NothingWritten() => new($"Run '{Id}' is empty: {Emptiness}.");

    // Shorter logs are read whole sooner than an index is made.
    private const long RowsWorthAnIndex = 20_000;

    /// <summary>What is said of a run without entries.</summary>
    public const string Emptiness = "nothing was written, run the scenario again";

    /// <summary>The files that keep it.</summary>
    public IEnumerable<string> Files => [File, $"{File}-wal", $"{File}-shm", $"{File}.lock", IndexFile, $"{IndexFile}.new"];

    // A journal that is called after its one run has an index that is called after it too.
    private string IndexFile => Path.GetFileNameWithoutExtension(File) == Id ? $"{File}.index" : $"{File}.{Uri.EscapeDataString(Id)}.index";

    /// <summary>The log, to be read at any place, its chain checked. A long one is indexed in a file beside the journal when it is opened first.</summary>
    /// <param name="untilDamage">Whether a damaged log is opened as far as it is sound, instead of being refused.</param>
    /// <exception cref="LogDamagedException">It is not what was written.</exception>
    public IRecordedLog OpenLog(bool untilDamage = false)
    {
        if (!untilDamage && Count() < RowsWorthAnIndex)
        {
            return new ListedLog(ReadLog(), EntityTypes.Standard, EventCatalogue.Standard);
        }

        var stamp = Stamp;
        var reader = JournalReader.OpenSqlite(File);
        try
        {
            return RunIndex.Open(reader, Id, IsInUse ? null : IndexFile, stamp, Program.Version, EntityTypes.Standard, EventCatalogue.Standard, untilDamage) is { Length: > 0 } log
                ? log
                : throw NothingWritten();
        }
        catch (SqliteException exception)
        {
            throw HasNoTable(exception) ? NothingWritten() : Unreachable(File, exception);
        }
    }

    // Whoever changes the journal changes its size or the time of its last writing.
    private string Stamp => string.Join(' ', ((string[])[File, $"{File}-wal"]).Select(file => new FileInfo(file)).Select(file =>
        file is { Exists: true, Length: > 0 } ? FormattableString.Invariant($"{file.Length}@{file.LastWriteTimeUtc.Ticks}") : "-"));

    private long Count()
    {
        using var reader = JournalReader.OpenSqlite(File);
        try
        {
            return reader.LastNumber(Id);
        }
        catch (SqliteException exception)
        {
            return HasNoTable(exception) ? 0 : throw Unreachable(File, exception);
        }
    }

    /// <summary>The log in order, its chain checked on the way.</summary>
    /// <exception cref="LogDamagedException">It is not what was written.</exception>
    public IReadOnlyList<LogEntry> ReadLog()
    {
        using var reader = JournalReader.OpenSqlite(File);
        var log = Guarded(reader.Entries(Id)).ToList();
        return log.Count > 0 ? log : throw NothingWritten();
    }

    /// <summary>The first entry of the log.</summary>
    /// <exception cref="LogDamagedException">It is not what was written.</exception>
    public LogEntry ReadFirst()
    {
        using var reader = JournalReader.OpenSqlite(File);
        return Guarded(reader.Entries(Id)).FirstOrDefault() ?? throw NothingWritten();
    }

    /// <summary>The rows of the log in order, each given out when its link was checked; the recorded digest is checked at the end.</summary>
    /// <exception cref="LogDamagedException">It is not what was written.</exception>
    public IEnumerable<LogRow> ReadRows()
    {
        using var reader = JournalReader.OpenSqlite(File);
        var isEmpty = true;
        foreach (var row in Guarded(reader.LogRows(Id)))
        {
            isEmpty = false;
            yield return row;
        }

        if (isEmpty)
        {
            throw NothingWritten();
        }
    }

    /// <summary>The runs of a journal file; none when nothing was written to it yet.</summary>
    public static IReadOnlyList<RunSummary> RunsOf(string file)
    {
        using var reader = JournalReader.OpenSqlite(file);
        try
        {
            return reader.Runs();
        }
        catch (SqliteException exception) when (HasNoTable(exception))
        {
            return [];
        }
        catch (SqliteException exception)
        {
            throw Unreachable(file, exception);
        }
        catch (Exception exception) when (exception is InvalidCastException or InvalidOperationException or ArgumentException)
        {
            throw new LogDamagedException($"The journal {file} is not what plsim writes: {exception.Message}", exception);
        }
    }

    private RunSummary Unknown => new(Id, null, null, 0, null, null, null);

    private long Bytes => Files.Where(System.IO.File.Exists).Sum(each => new FileInfo(each).Length);

    // A database fails when rows are asked for, not when it is opened.
    private IEnumerable<T> Guarded<T>(IEnumerable<T> rows)
    {
        using var each = rows.GetEnumerator();
        while (HasNext(each))
        {
            yield return each.Current;
        }
    }

    private bool HasNext<T>(IEnumerator<T> rows)
    {
        try
        {
            return rows.MoveNext();
        }
        catch (SqliteException exception) when (HasNoTable(exception))
        {
            return false;
        }
        catch (SqliteException exception)
        {
            throw Unreachable(File, exception);
        }
    }

    private static bool HasNoTable(SqliteException exception) =>
        exception.SqliteErrorCode == 1 && exception.Message.Contains("no such table: journal", StringComparison.Ordinal);

    private static JournalFailureException Unreachable(string file, SqliteException exception) =>
        new($"The journal {file} can't be read: {exception.Message}", exception);
}
