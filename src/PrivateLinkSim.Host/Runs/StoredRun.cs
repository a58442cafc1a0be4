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
}

/// <summary>What a list of runs tells of one.</summary>
internal sealed record RunListing(StoredRun Run, RunState State, RunSummary Summary, long Bytes);

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
        var summary = RunsOf(File).FirstOrDefault(each => each.RunId == Id) ?? new RunSummary(Id, null, null, 0, null, null);
        var state = summary.Digest is not null ? RunState.Ended : IsInUse ? RunState.Running : RunState.Interrupted;
        var bytes = Files.Where(System.IO.File.Exists).Sum(each => new FileInfo(each).Length);
        return new RunListing(this, state, summary, bytes);
    }

    /// <summary>The files that keep it.</summary>
    public IEnumerable<string> Files => [File, $"{File}-wal", $"{File}-shm", $"{File}.lock"];

    /// <summary>The log in order, its chain checked on the way.</summary>
    /// <exception cref="LogDamagedException">It is not what was written.</exception>
    public IReadOnlyList<LogEntry> ReadLog()
    {
        using var reader = JournalReader.OpenSqlite(File);
        var log = reader.Entries(Id).ToList();
        return log.Count > 0 ? log : throw new UsageException($"Run '{Id}' has no entries: it was ended before anything was written. Run its scenario again.");
    }

    /// <summary>The rows of the log in order, each given out when its link was checked; the recorded digest is checked at the end.</summary>
    /// <exception cref="LogDamagedException">It is not what was written.</exception>
    public IEnumerable<LogRow> ReadRows()
    {
        using var reader = JournalReader.OpenSqlite(File);
        var chain = new LogChain();
        var position = 0L;
        foreach (var row in reader.Rows(Id))
        {
            position++;
            if (row.IsBookkeeping)
            {
                RequireDigest(row, chain, position);
            }
            else if (chain.Follows(row))
            {
                yield return row;
            }
            else
            {
                throw new LogDamagedException(string.Create(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"The log of run '{Id}' is damaged at row {position} ({row.Manifest}): its link does not follow from the rows before it."));
            }
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
        catch (SqliteException exception) when (exception.SqliteErrorCode == 1)
        {
            return [];
        }
        catch (SqliteException exception)
        {
            throw new JournalFailureException($"The journal {file} can't be read: {exception.Message}", exception);
        }
    }

    private void RequireDigest(LogRow note, LogChain chain, long position)
    {
        if ((string?)Bookkeeping.Read(note)["digest"] is { } digest && digest != chain.Digest)
        {
            throw new LogDamagedException(string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"The log of run '{Id}' is damaged before row {position}: its rows come to {chain.Digest}, but the run ended with {digest}."));
        }
    }
}
