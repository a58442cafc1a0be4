using Microsoft.Data.Sqlite;

namespace PrivateLinkSim.Simulation;

/// <summary>The tables of a run's index, an SQLite file of its own beside the journal.</summary>
internal static class IndexFile
{
    /// <summary>Raised whenever the tables, or what states look like in them, change: an index of another form is made anew.</summary>
    public const int Form = 2;

    private const string Schema =
        """
        PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;
        CREATE TABLE run (form INTEGER NOT NULL, run_id TEXT NOT NULL, stamp TEXT NOT NULL, program TEXT NOT NULL, length INTEGER NOT NULL);
        CREATE TABLE note (sequence_number INTEGER PRIMARY KEY);
        CREATE TABLE sample (position INTEGER PRIMARY KEY, turn INTEGER NOT NULL, time INTEGER NOT NULL, body BLOB NOT NULL);
        CREATE TABLE entity (id INTEGER PRIMARY KEY, name TEXT NOT NULL, events INTEGER NOT NULL);
        CREATE TABLE posting (entity INTEGER NOT NULL, first INTEGER NOT NULL, positions BLOB NOT NULL, PRIMARY KEY (entity, first)) WITHOUT ROWID;
        CREATE TABLE state (entity INTEGER NOT NULL, events INTEGER NOT NULL, state BLOB NOT NULL, PRIMARY KEY (entity, events));
        CREATE TABLE label (id TEXT NOT NULL, label TEXT NOT NULL);
        """;

    /// <summary>A new index in a file, or in memory when there is none.</summary>
    public static SqliteConnection Create(string? file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file ?? ":memory:", Pooling = false }.ToString());
        connection.Open();
        Execute(connection, Schema);
        return connection;
    }

    /// <summary>An index that is there, for reading.</summary>
    public static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    /// <summary>Deletes an index that was not finished. What can't be deleted lies where it is until the next one is made.</summary>
    public static void TryDelete(string? file)
    {
        try
        {
            File.Delete(file ?? "");
        }
        catch (Exception failure) when (failure is ArgumentException or IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <summary>A statement that is used again and again, with parameters by these names.</summary>
    public static SqliteCommand Prepare(SqliteConnection connection, string sql, params ReadOnlySpan<string> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        return command;
    }

    /// <summary>Executes a statement once.</summary>
    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Executes a prepared statement with these values, in the order of its parameters.</summary>
    public static void Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        Bind(command, values);
        command.ExecuteNonQuery();
    }

    /// <summary>Sets the values of a prepared statement.</summary>
    public static SqliteCommand Bind(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var index = 0; index < values.Length; index++)
        {
            command.Parameters[index].Value = values[index];
        }

        return command;
    }
}
