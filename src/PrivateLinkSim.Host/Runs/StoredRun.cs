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
/// <param name="Bytes">What its files take; null on a server, where it shares a table.</param>
/// <param name="Reason">Why the journal can't be read; null when it can.</param>
internal sealed record RunListing(StoredRun Run, RunState State, RunSummary Summary, long? Bytes, string? Reason = null)
{
    /// <summary>Whether nothing but the note that opens a run was written.</summary>
    public static bool IsEmpty(RunSummary summary) => summary.Rows == 0 || (summary.Rows == 1 && summary.ProgramVersion is not null);
}

/// <summary>A run in a journal.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Journal">What keeps it.</param>
internal sealed record StoredRun(string Id, RunJournal Journal)
{
    /// <summary>A run in a journal file.</summary>
    public StoredRun(string id, string file)
        : this(id, new RunJournal.SqliteFile(file))
    {
    }

    /// <summary>The full path of the journal, where it is a file.</summary>
    public string? File => (Journal as RunJournal.SqliteFile)?.Path;

    /// <summary>Whether a process holds the journal.</summary>
    public bool IsInUse => Journal.IsInUse(Id);

    /// <summary>What the journal says of the run.</summary>
    public RunListing List() => Describe(Journal.Run(Id));

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

    /// <summary>A listing of the run, of which the journal says this.</summary>
    public RunListing Describe(RunSummary? known)
    {
        var summary = known ?? Unknown;
        var state = summary.Digest is not null ? RunState.Ended
            : IsInUse ? RunState.Running
            : RunListing.IsEmpty(summary) ? RunState.Empty
            : RunState.Interrupted;
        return new RunListing(this, state, summary, Bytes);
    }

    /// <summary>The refusal of a run that nothing can be done with.</summary>
    public UsageException NothingWritten() => new($"Run '{Id}' is empty: {Emptiness}.");

    // Shorter logs are read whole sooner than an index is made.
    private const long RowsWorthAnIndex = 20_000;

    /// <summary>What is said of a run without entries.</summary>
    public const string Emptiness = "nothing was written, run the scenario again";

    /// <summary>The files that keep it.</summary>
    public IEnumerable<string> Files => IndexFile is { } index ? [.. Journal.Files, index, $"{index}.new"] : Journal.Files;

    // A journal that is called after its one run has an index that is called after it too. A server has no folder for one.
    private string? IndexFile => File is null ? null : Path.GetFileNameWithoutExtension(File) == Id ? $"{File}.index" : $"{File}.{Uri.EscapeDataString(Id)}.index";

    /// <summary>The log, to be read at any place, its chain checked. A long one is indexed when it is opened first, in a file beside the journal where that is a file.</summary>
    /// <param name="untilDamage">Whether a damaged log is opened as far as it is sound, instead of being refused.</param>
    /// <exception cref="LogDamagedException">It is not what was written.</exception>
    public IRecordedLog OpenLog(bool untilDamage = false)
    {
        if (!untilDamage && Journal.Ask(reader => reader.LastNumber(Id)) < RowsWorthAnIndex)
        {
            return new ListedLog(ReadLog(), EntityTypes.Standard, EventCatalogue.Standard);
        }

        var stamp = Stamp;
        try
        {
            var log = Journal.Open(reader => RunIndex.Open(
                reader, Id, IsInUse ? null : IndexFile, stamp, Program.Version, EntityTypes.Standard, EventCatalogue.Standard, untilDamage))
                ?? throw NothingWritten();
            if (log.Length > 0)
            {
                return log;
            }

            log.Dispose();
            throw (Exception?)log.Damage ?? NothingWritten();
        }
        catch (LogDamagedException damage) when (!untilDamage)
        {
            throw Diagnosed(damage);
        }
    }

    /// <summary>Finds and names all damage to the log.</summary>
    /// <param name="digest">What it must come to, when the user knows.</param>
    /// <exception cref="RunNotPossibleException">It is sound, but of a newer program and has events that this one does not know.</exception>
    public LogFindings Audit(string? digest = null)
    {
        var findings = LogAudit.Of(StoredRows, new LogAuditOptions { Digest = digest, Catalogue = EventCatalogue.Standard });
        return findings.Rows == 0 ? throw NothingWritten()
            : findings.Newer(Program.Version) is { } unknown
                ? throw new RunNotPossibleException(
                    $"Run '{Id}' was written by plsim {findings.ProgramVersion}, this is {Program.Version}: it does not know {unknown.Type} version {unknown.Version}.")
            : findings;
    }

    /// <summary>Refuses a log that is damaged.</summary>
    /// <exception cref="LogDamagedException">It is not what was written.</exception>
    public void RequireSound()
    {
        if (Audit() is { IsSound: false } findings)
        {
            throw Damaged(findings);
        }
    }

    /// <summary>All rows as the journal has them, sound or not.</summary>
    public IEnumerable<JournalRow> StoredRows() => Journal.Read(reader => reader.StoredRows(Id));

    private LogDamagedException Damaged(LogFindings findings) => new(
        $"The log of run '{Id}' is damaged at row {AuditReport.Line(findings.Damages[0])}"
        + (findings.Damages.Length == 1 ? "." : ".\n`plsim log verify` names all damage."));

    // Whoever reads on meets the first row that does not follow; what has become of it shows in all rows together.
    private LogDamagedException Diagnosed(LogDamagedException damage) => Audit() is { IsSound: false } findings ? Damaged(findings) : damage;

    // Whoever changes the journal changes its size or the time of its last writing.
    private string Stamp => string.Join(' ', Journal.Files.Take(2).Select(file => new FileInfo(file)).Select(file =>
        file is { Exists: true, Length: > 0 } ? FormattableString.Invariant($"{file.Length}@{file.LastWriteTimeUtc.Ticks}") : "-"));

    /// <summary>The log in order, its chain checked on the way.</summary>
    /// <exception cref="LogDamagedException">It is not what was written.</exception>
    public IReadOnlyList<LogEntry> ReadLog()
    {
        var log = Entries().ToList();
        return log.Count > 0 ? log : throw NothingWritten();
    }

    /// <summary>The entries of the log, each read when it is asked for; none when nothing was written.</summary>
    public IEnumerable<LogEntry> Entries() => Guarded(reader => reader.Entries(Id).Select(Known));

    /// <summary>The first entry of the log.</summary>
    /// <exception cref="LogDamagedException">It is not what was written.</exception>
    public LogEntry ReadFirst() => Entries().FirstOrDefault() ?? throw NothingWritten();

    /// <summary>The rows of the log in order, each given out when its link was checked; the recorded digest is checked at the end.</summary>
    /// <exception cref="LogDamagedException">It is not what was written.</exception>
    public IEnumerable<LogRow> ReadRows()
    {
        var isEmpty = true;
        foreach (var row in Guarded(reader => reader.LogRows(Id)))
        {
            isEmpty = false;
            yield return row;
        }

        if (isEmpty)
        {
            throw NothingWritten();
        }
    }

    private IEnumerable<T> Guarded<T>(Func<JournalReader, IEnumerable<T>> question)
    {
        using var rows = Journal.Read(question).GetEnumerator();
        while (HasNext(rows))
        {
            yield return rows.Current;
        }
    }

    private bool HasNext<T>(IEnumerator<T> rows)
    {
        try
        {
            return rows.MoveNext();
        }
        catch (LogDamagedException damage)
        {
            throw Diagnosed(damage);
        }
    }

    private static LogEntry Known(LogEntry entry)
    {
        EventCatalogue.Standard.Of(entry.Type, entry.Version);
        return entry;
    }

    private RunSummary Unknown => new(Id, null, null, 0, null, null, null);

    private long? Bytes => File is null ? null : Files.Where(System.IO.File.Exists).Sum(each => new FileInfo(each).Length);
}
