using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// Puts rows that were written elsewhere into a journal, all of them or none: nothing is there before
/// <see cref="Commit"/>. It holds the journal's lock meanwhile.
/// </summary>
public sealed class JournalWriter : IDisposable
{
    private static readonly string[] Columns =
        ["created", "deleted", "persistence_id", "sequence_number", "message", "manifest", "identifier", "writer_uuid"];

    private readonly DbConnection _connection;
    private readonly IDisposable _lock;
    private readonly DbTransaction _transaction;
    private readonly DbCommand _insertion;

    /// <summary>A writer over an open connection to a database with Akka.Persistence.Sql's tables; it closes the connection and the lock.</summary>
    public JournalWriter(DbConnection connection, IDisposable journalLock)
    {
        (_connection, _lock) = (connection, journalLock);
        _transaction = connection.BeginTransaction();
        _insertion = connection.CreateCommand();
        _insertion.Transaction = _transaction;
        _insertion.CommandText = $"INSERT INTO journal ({string.Join(", ", Columns)}) VALUES (@{string.Join(", @", Columns)})";
        foreach (var column in Columns)
        {
            var parameter = _insertion.CreateParameter();
            parameter.ParameterName = column;
            _insertion.Parameters.Add(parameter);
        }

        // When the rows were written first is no part of the log.
        _insertion.Parameters["created"].Value = 0L;
        _insertion.Parameters["deleted"].Value = false;
        _insertion.Parameters["identifier"].Value = LogRowSerializer.Id;
        _insertion.Parameters["writer_uuid"].Value = string.Empty;
    }

    /// <summary>How many rows were added.</summary>
    public long Rows { get; private set; }

    /// <summary>A writer to an SQLite file, which is made when it is missing.</summary>
    /// <exception cref="RunInUseException">Another process writes to it.</exception>
    /// <exception cref="JournalFailureException">It can't be written.</exception>
    public static JournalWriter OpenSqlite(string file)
    {
        var journalLock = RunLock.Take(file);
        try
        {
            var text = new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 30, Pooling = false }.ToString();
            SqliteJournal.MakeTable(text);
            var connection = new SqliteConnection(text);
            connection.Open();
            return new JournalWriter(connection, journalLock);
        }
        catch
        {
            journalLock.Dispose();
            throw;
        }
    }

    /// <summary>A writer of one run to a PostgreSQL database, which holds the run's lock.</summary>
    /// <exception cref="RunInUseException">Another process writes the run.</exception>
    /// <exception cref="JournalFailureException">The server can't be reached.</exception>
    public static JournalWriter OpenPostgres(PostgresConnection server, string runId)
    {
        PostgresRunLock? journalLock = null;
        try
        {
            PostgresJournal.MakeTable(server);
            journalLock = PostgresRunLock.Take(server, runId);
            return new JournalWriter(PostgresJournal.Open(server), journalLock);
        }
        catch (NpgsqlException exception)
        {
            journalLock?.Dispose();
            throw new JournalFailureException($"The journal {server} can't be written: {exception.Message}", exception);
        }
        catch
        {
            journalLock?.Dispose();
            throw;
        }
    }

    /// <summary>Removes an SQLite file that no run has its name from yet, unless another process writes to it.</summary>
    /// <exception cref="RunInUseException">One does.</exception>
    public static void RemoveUnused(string file)
    {
        RunLock.Take(file).Dispose();
        foreach (var part in (string[])[file, $"{file}-wal", $"{file}-shm", $"{file}-journal", $"{file}.lock"])
        {
            File.Delete(part);
        }
    }

    /// <summary>Whether the journal has a run of this id.</summary>
    public bool Holds(string runId)
    {
        using var command = _connection.CreateCommand();
        command.Transaction = _transaction;
        command.CommandText = "SELECT 1 FROM journal WHERE persistence_id = @run LIMIT 1";
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("run", runId);
        command.Parameters.Add(parameter);
        return command.ExecuteScalar() is not null;
    }

    /// <summary>Adds the next row of a run.</summary>
    public void Add(string runId, LogRow row)
    {
        Rows++;
        _insertion.Parameters["persistence_id"].Value = runId;
        _insertion.Parameters["sequence_number"].Value = Rows;
        _insertion.Parameters["message"].Value = row.Bytes;
        _insertion.Parameters["manifest"].Value = row.Manifest;
        _insertion.ExecuteNonQuery();
    }

    /// <summary>Keeps what was added.</summary>
    public void Commit() => _transaction.Commit();

    /// <inheritdoc/>
    public void Dispose()
    {
        _insertion.Dispose();
        _transaction.Dispose();
        _connection.Dispose();
        _lock.Dispose();
    }
}
