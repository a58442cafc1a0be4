using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>What keeps runs: a file, or a database of a PostgreSQL server.</summary>
internal abstract record RunJournal
{
    private RunJournal()
    {
    }

    /// <summary>The files that keep it; none on a server.</summary>
    public virtual IEnumerable<string> Files => [];

    /// <summary>How the simulator opens it to write a run.</summary>
    public abstract JournalOptions OptionsFor(string runId);

    /// <summary>A reader of its rows.</summary>
    /// <exception cref="JournalFailureException">It can't be read.</exception>
    public abstract JournalReader Read();

    /// <summary>Whether a process writes the run.</summary>
    public abstract bool IsInUse(string runId);

    /// <summary>The runs in it; none when nothing was written to it yet.</summary>
    public IReadOnlyList<RunSummary> Runs() => Ask(reader => reader.Runs()) ?? [];

    /// <summary>One of the runs in it; null when it has none of this id.</summary>
    public RunSummary? Run(string runId) => Ask(reader => reader.Run(runId));

    /// <summary>What a reader says; the default where nothing was written yet.</summary>
    public T? Ask<T>(Func<JournalReader, T> question) => Open(reader =>
    {
        using (reader)
        {
            return question(reader);
        }
    });

    /// <summary>What a reader is opened for, which closes it when it is closed itself; the default where nothing was written yet.</summary>
    public T? Open<T>(Func<JournalReader, T> use)
    {
        var reader = Read();
        try
        {
            return use(reader);
        }
        catch (DbException exception)
        {
            reader.Dispose();
            return HasNoTable(exception) ? default : throw Unreachable(exception);
        }
        catch (Exception exception) when (exception is InvalidCastException or InvalidOperationException or ArgumentException)
        {
            reader.Dispose();
            throw new LogDamagedException($"The journal {this} is not what plsim writes: {exception.Message}", exception);
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>What a reader gives out row by row. A database fails when rows are asked for, not when it is opened.</summary>
    public IEnumerable<T> Read<T>(Func<JournalReader, IEnumerable<T>> question)
    {
        using var reader = Read();
        using var rows = question(reader).GetEnumerator();
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
        catch (DbException exception)
        {
            return HasNoTable(exception) ? false : throw Unreachable(exception);
        }
    }

    private static bool HasNoTable(DbException exception) => exception switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode == 1 && sqlite.Message.Contains("no such table: journal", StringComparison.Ordinal),
        PostgresException postgres => postgres.SqlState is PostgresErrorCodes.UndefinedTable,
        _ => false,
    };

    // SQLite finds its own pages damaged (11), or that the file has none (26).
    private RunException Unreachable(DbException exception) => exception is SqliteException { SqliteErrorCode: 11 or 26 }
        ? new LogDamagedException($"The journal {this} can't be read: {exception.Message}", exception)
        : new JournalFailureException($"The journal {this} can't be read: {exception.Message}", exception);

    /// <summary>An SQLite file.</summary>
    /// <param name="Path">Its full path.</param>
    internal sealed record SqliteFile(string Path) : RunJournal
    {
        public override IEnumerable<string> Files => [Path, $"{Path}-wal", $"{Path}-shm", LockFile, $"{Path}{KeySecret.Extension}"];

        private string LockFile => $"{Path}.lock";

        public override JournalOptions OptionsFor(string runId) => JournalOptions.Sqlite(Path);

        public override JournalReader Read() => JournalReader.OpenSqlite(Path);

        public override bool IsInUse(string runId)
        {
            if (!File.Exists(LockFile))
            {
                return false;
            }

            try
            {
                using var probe = new FileStream(LockFile, FileMode.Open, FileAccess.Read, FileShare.Read);
                return false;
            }
            catch (IOException)
            {
                return true;
            }
        }

        public override string ToString() => Path;
    }

    /// <summary>A database of a PostgreSQL server.</summary>
    internal sealed record Database(PostgresConnection Server) : RunJournal
    {
        public override JournalOptions OptionsFor(string runId) => JournalOptions.Postgres(Server, runId);

        public override JournalReader Read() => JournalReader.OpenPostgres(Server);

        public override bool IsInUse(string runId) => PostgresRuns.IsInUse(Server, runId);

        public override string ToString() => Server.ToString();
    }
}
