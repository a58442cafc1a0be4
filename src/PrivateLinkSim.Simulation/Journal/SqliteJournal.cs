using System.Data.Common;
using LinqToDB;
using Microsoft.Data.Sqlite;

namespace PrivateLinkSim.Simulation;

/// <summary>How connections to an SQLite journal are opened.</summary>
internal static class SqliteJournal
{
    // WAL lets readers look on while the run writes. NORMAL survives SIGKILL; a power cut may cost the last writes.
    // Both hold for a connection, not for the file, and no connection string sets them.
    private const string Pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536;";

    // As Akka.Persistence.Sql 1.5 would make it, less the indexes on created and sequence_number.
    private const string Schema =
        """
        CREATE TABLE IF NOT EXISTS journal (
            ordering INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            created INTEGER NOT NULL,
            deleted BIT NOT NULL,
            persistence_id NVARCHAR(255) NOT NULL,
            sequence_number INTEGER NOT NULL,
            message VARBINARY NOT NULL,
            tags NVARCHAR(100) NULL,
            manifest NVARCHAR(500) NULL,
            identifier INTEGER NULL,
            writer_uuid NVARCHAR(128) NULL
        );
        CREATE UNIQUE INDEX IF NOT EXISTS journal_uq ON journal (persistence_id, sequence_number);
        """;

    /// <summary>Makes the journal's table when the file is new.</summary>
    /// <exception cref="JournalFailureException">The file can't be opened, or is no SQLite file.</exception>
    public static void MakeTable(string connectionString)
    {
        try
        {
            using var connection = new SqliteConnection(connectionString);
            connection.Open();
            Prepare(connection);
            using var command = connection.CreateCommand();
            command.CommandText = Schema;
            command.ExecuteNonQuery();
        }
        catch (SqliteException exception)
        {
            throw new JournalFailureException($"The journal can't be opened ({connectionString}): {exception.Message}", exception);
        }
    }

    /// <summary>The options that Akka.Persistence.Sql opens its connections with.</summary>
    /// <remarks>
    /// Microsoft.Data.Sqlite completes its asynchronous calls synchronously, which would block the plugin's stream while a
    /// row is written, so that no second row could join it. One yield on opening a connection lets batches form.
    /// <c>UseProvider</c> is needed too: without it the plugin cannot map its rows.
    /// </remarks>
    public static DataOptions OptionsOf(string connectionString) =>
        new DataOptions()
            .UseSQLite(connectionString, LinqToDB.DataProvider.SQLite.SQLiteProvider.Microsoft)
            .UseProvider("SQLite.MS")
            .UseAfterConnectionOpened(
                Prepare,
                async (connection, _) =>
                {
                    await Task.Yield();
                    Prepare(connection);
                });

    /// <summary>Closes the pooled connections, which would hold the file and its write-ahead log open after the last run.</summary>
    public static void Close(string connectionString)
    {
        using var connection = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(connection);
    }

    /// <summary>A connection that can only read, for whoever looks into a journal.</summary>
    public static SqliteConnection OpenForReading(string file)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, DefaultTimeout = 30 }.ToString());
        connection.Open();
        return connection;
    }

    private static void Prepare(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }
}
