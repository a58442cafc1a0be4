using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace PrivateLinkSim.Simulation;

/// <summary>A run as a journal lists it.</summary>
/// <param name="RunId">Its id.</param>
/// <param name="ScenarioName">Its scenario, when it has a name.</param>
/// <param name="ProgramVersion">The program that began it.</param>
/// <param name="Rows">Rows in the journal, bookkeeping included.</param>
/// <param name="Digest">Its digest; null while it has not ended.</param>
/// <param name="StateDigest">The hash of its final states; null while it has not ended.</param>
/// <param name="Verdict">Its verdict, when it has ended and has one.</param>
public sealed record RunSummary(string RunId, string? ScenarioName, string? ProgramVersion, long Rows, string? Digest, string? StateDigest, string? Verdict)
{
    /// <summary>The run that it was branched from; null for one that was not.</summary>
    public string? ForkOf { get; init; }
}

/// <summary>
/// Reads journals without Akka: rows of a run in their order, straight from the table. It never writes, and it may look
/// on while a run is being written.
/// </summary>
public sealed class JournalReader : IDisposable
{
    // Writing never keeps a reader waiting; whoever locks the whole file may do so for long, and a list has other files to show.
    private const int ListPatience = 3;

    private const int MostNumbers = 256;

    private readonly DbConnection _connection;
    private DbCommand? _between;

    /// <summary>A reader over an open connection to a database with Akka.Persistence.Sql's tables; it closes the connection.</summary>
    public JournalReader(DbConnection connection) => _connection = connection;

    /// <summary>A reader of an SQLite file.</summary>
    /// <exception cref="JournalFailureException">The file can't be read.</exception>
    public static JournalReader OpenSqlite(string file)
    {
        if (!File.Exists(file))
        {
            throw new JournalFailureException($"There is no journal {file}.");
        }

        try
        {
            return new JournalReader(SqliteJournal.OpenForReading(file));
        }
        catch (DbException exception)
        {
            throw new JournalFailureException($"The journal {file} can't be read: {exception.Message}", exception);
        }
    }

    /// <summary>A reader of a PostgreSQL database.</summary>
    /// <exception cref="JournalFailureException">The server can't be reached.</exception>
    public static JournalReader OpenPostgres(PostgresConnection server)
    {
        try
        {
            return new JournalReader(PostgresJournal.OpenForReading(server));
        }
        catch (DbException exception)
        {
            throw Unreachable(server, exception);
        }
    }

    /// <summary>All rows of a run, bookkeeping included, in order; read as they are asked for.</summary>
    public IEnumerable<LogRow> Rows(string runId)
    {
        using var command = Query("SELECT manifest, message FROM journal WHERE persistence_id = @run AND NOT deleted ORDER BY sequence_number", runId);
        foreach (var row in Read(command))
        {
            yield return row;
        }
    }

    /// <summary>The rows of a run between two sequence numbers, both included, unchecked; fewer where there are fewer.</summary>
    public IReadOnlyList<LogRow> Rows(string runId, long first, long last)
    {
        _between ??= Query(
            "SELECT manifest, message FROM journal WHERE persistence_id = @run AND sequence_number BETWEEN @first AND @last AND NOT deleted ORDER BY sequence_number", runId);
        Set(_between, "run", runId);
        Set(_between, "first", first);
        Set(_between, "last", last);
        return [.. Read(_between)];
    }

    /// <summary>The rows of a run with these sequence numbers, in order, unchecked; fewer where there are fewer.</summary>
    public IEnumerable<LogRow> Rows(string runId, IReadOnlyList<long> numbers)
    {
        for (var first = 0; first < numbers.Count; first += MostNumbers)
        {
            var some = string.Join(',', numbers.Skip(first).Take(MostNumbers).Select(number => number.ToString(CultureInfo.InvariantCulture)));
            using var command = Query(
                $"SELECT manifest, message FROM journal WHERE persistence_id = @run AND sequence_number IN ({some}) AND NOT deleted ORDER BY sequence_number", runId);
            foreach (var row in Read(command))
            {
                yield return row;
            }
        }
    }

    /// <summary>All rows of a run as the journal has them, sound or not, those it hides included.</summary>
    public IEnumerable<JournalRow> StoredRows(string runId)
    {
        using var command = Query(
            "SELECT manifest, message, sequence_number, deleted, identifier FROM journal WHERE persistence_id = @run ORDER BY sequence_number", runId);
        using var reader = Execute(command);
        var manifests = new ManifestNames();
        while (Next(reader))
        {
            yield return Stored(reader, manifests);
        }
    }

    /// <summary>The rows of a run's log in order, each given out when its link was checked; the recorded digest is checked at the end.</summary>
    /// <exception cref="LogDamagedException">A link does not follow, or the rows do not come to the digest that the run ended with.</exception>
    public IEnumerable<LogRow> LogRows(string runId) => Checked(Rows(runId), $"The log of run '{runId}'");

    /// <summary>The log of a run in order, checked as <see cref="LogRows"/> does.</summary>
    /// <exception cref="LogDamagedException">The log is not what was written, or a row can't be read.</exception>
    public IEnumerable<LogEntry> Entries(string runId) => LogRows(runId).Select(LogEntryReader.Read);

    /// <summary>The entries of rows, their chain and the recorded digest checked on the way.</summary>
    /// <exception cref="LogDamagedException">The log is not what was written, or a row can't be read.</exception>
    public static IEnumerable<LogEntry> Entries(IEnumerable<LogRow> rows) => Checked(rows, "The log").Select(LogEntryReader.Read);

    internal static IEnumerable<LogEntry> Entries(IEnumerable<LogRow> rows, string log) => Checked(rows, log).Select(LogEntryReader.Read);

    /// <summary>How many rows a run has at most: its last sequence number, 0 for no run.</summary>
    public long LastNumber(string runId)
    {
        using var command = Query("SELECT MAX(sequence_number) FROM journal WHERE persistence_id = @run AND NOT deleted", runId);
        return command.ExecuteScalar() is long number ? number : 0;
    }

    /// <summary>The runs of the journal, in the order of their ids.</summary>
    public IReadOnlyList<RunSummary> Runs() => [.. Counts().Select(each => Summary(each.RunId, each.Rows))];

    /// <summary>One run of the journal; null when it holds none of this id.</summary>
    public RunSummary? Run(string runId)
    {
        using var command = Query("SELECT COUNT(*) FROM journal WHERE persistence_id = @run", runId);
        return command.ExecuteScalar() is long rows and > 0 ? Summary(runId, rows) : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _between?.Dispose();
        _connection.Dispose();
    }

    // The driver's own message often says only that it failed; why is said by what it failed with.
    internal static JournalFailureException Unreachable(PostgresConnection server, Exception exception) => new(
        $"The database {server} can't be used: {exception.Message.TrimEnd('.')}{(exception.InnerException is { } inner ? $" ({inner.Message.TrimEnd('.')})" : "")}.", exception);

    private static IEnumerable<LogRow> Checked(IEnumerable<LogRow> rows, string log)
    {
        var chain = new LogChain();
        var position = 0L;
        foreach (var row in rows)
        {
            position++;
            if (row.IsBookkeeping)
            {
                RequireDigest(row, chain, log, position);
            }
            else if (chain.Follows(row))
            {
                yield return row;
            }
            else
            {
                throw new LogDamagedException(string.Create(
                    CultureInfo.InvariantCulture, $"{log} is damaged at row {position} ({row.Manifest}): its link does not follow from the rows before it."));
            }
        }
    }

    private static void RequireDigest(LogRow note, LogChain chain, string log, long position)
    {
        if (note.Manifest is Bookkeeping.RunEnded && (string?)Bookkeeping.Read(note)["digest"] is { } digest && digest != chain.Digest)
        {
            throw new LogDamagedException(string.Create(
                CultureInfo.InvariantCulture,
                $"{log} is damaged before row {position}: its rows come to {chain.Digest}, but the run ended with {digest}."));
        }
    }

    private RunSummary Summary(string runId, long rows)
    {
        var notes = Notes(runId).ToLookup(row => row.Manifest, Bookkeeping.Read, StringComparer.Ordinal);
        var opened = notes[Bookkeeping.RunOpened].FirstOrDefault();
        var ended = notes[Bookkeeping.RunEnded].FirstOrDefault();
        return new RunSummary(
            runId,
            (string?)opened?["scenarioName"],
            (string?)opened?["programVersion"],
            rows,
            (string?)ended?["digest"],
            (string?)ended?["stateDigest"],
            (string?)ended?["verdict"])
        {
            ForkOf = (string?)opened?["forkOf"],
        };
    }

    private List<(string RunId, long Rows)> Counts()
    {
        var counts = new List<(string, long)>();
        using var command = Query("SELECT persistence_id, COUNT(*) FROM journal GROUP BY persistence_id", string.Empty);
        if (_connection is SqliteConnection)
        {
            command.CommandTimeout = ListPatience;
        }

        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            counts.Add((reader.GetString(0), reader.GetInt64(1)));
        }

        // The database's own order of texts is the collation's.
        counts.Sort(static (left, right) => string.CompareOrdinal(left.Item1, right.Item1));
        return counts;
    }

    // A run's first row opens it and its last one ends it; nothing between them needs to be read.
    private List<LogRow> Notes(string runId)
    {
        using var command = Query(
            "SELECT manifest, message FROM journal WHERE persistence_id = @run AND NOT deleted AND (sequence_number = 1 OR sequence_number = "
            + "(SELECT MAX(sequence_number) FROM journal WHERE persistence_id = @run)) ORDER BY sequence_number",
            runId);
        return [.. Read(command).Where(row => row.IsBookkeeping)];
    }

    private static IEnumerable<LogRow> Read(DbCommand command)
    {
        using var reader = Execute(command);
        var manifests = new ManifestNames();
        for (var position = 1L; Next(reader); position++)
        {
            yield return reader.IsDBNull(0) || reader.GetValue(1) is not byte[] bytes
                ? throw new LogDamagedException(string.Create(CultureInfo.InvariantCulture, $"Row {position} of the journal holds no event."))
                : new LogRow(manifests.Of(reader.GetString(0)), bytes);
        }
    }

    private static JournalRow Stored(DbDataReader reader, ManifestNames manifests)
    {
        var manifest = reader.GetValue(0) as string;
        var bytes = reader.GetValue(1) as byte[];
        var isOfOther = reader.GetValue(4) is not (long or int) || reader.GetInt64(4) != LogRowSerializer.Id;
        return new JournalRow(
            reader.GetValue(2) is long number ? number : throw new LogDamagedException("The journal has a row whose number is none."),
            new LogRow(manifests.Of(manifest ?? string.Empty), bytes ?? []),
            bytes is null ? "it holds no bytes" : isOfOther ? "it is not marked as a row of plsim" : null,
            reader.GetValue(3) is not (0L or 0 or false));
    }

    private static DbDataReader Execute(DbCommand command)
    {
        try
        {
            return command.ExecuteReader();
        }
        catch (SqliteException damage) when (SqliteJournal.IsDamage(damage))
        {
            throw SqliteJournal.Damaged(damage);
        }
    }

    // A database notices damage to its own pages as it comes to them.
    private static bool Next(DbDataReader reader)
    {
        try
        {
            return reader.Read();
        }
        catch (SqliteException damage) when (SqliteJournal.IsDamage(damage))
        {
            throw SqliteJournal.Damaged(damage);
        }
    }

    private DbCommand Query(string sql, string runId)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        Set(command, "run", runId);
        return command;
    }

    private static void Set(DbCommand command, string name, object value)
    {
        if (!command.Parameters.Contains(name))
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }

        command.Parameters[name].Value = value;
    }
}
