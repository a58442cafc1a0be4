using System.Data.Common;
using LinqToDB;
using Microsoft.Data.Sqlite;

namespace PrivateLinkSim.Simulation;

/// <summary>How connections to an SQLite journal are opened.</summary>
internal static class SqliteJournal
{
    private const int CantOpen = 14;

    // WAL lets readers look on while the run writes. NORMAL survives SIGKILL; a power cut may cost the last writes.
    // Both hold for a connection, not for the file, and no connection string sets them.
    private const string Pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536;";

    // Where answers wait for the disk, the write-ahead log is folded into the file every 64 MiB instead of every 4: each time, all wait.
    private const string SafePragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=16384;";

    private const int Corrupt = 11;

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
            throw new JournalFailureException($"The journal {new SqliteConnectionStringBuilder(connectionString).DataSource} can't be opened: {exception.Message}", exception);
        }
    }

    /// <summary>The options that Akka.Persistence.Sql opens its connections with.</summary>
    /// <remarks>
    /// Microsoft.Data.Sqlite completes its asynchronous calls synchronously, which would block the plugin's stream while a
    /// row is written, so that no second row could join it. One yield on opening a connection lets batches form.
    /// <c>UseProvider</c> is needed too: without it the plugin cannot map its rows.
    /// </remarks>
    public static DataOptions OptionsOf(string connectionString, bool survivesPowerCuts) =>
        new DataOptions()
            .UseSQLite(connectionString, LinqToDB.DataProvider.SQLite.SQLiteProvider.Microsoft)
            .UseProvider("SQLite.MS")
            .UseAfterConnectionOpened(
                connection => Prepare(connection, survivesPowerCuts),
                async (connection, _) =>
                {
                    await Task.Yield();
                    Prepare(connection, survivesPowerCuts);
                });

    /// <summary>Closes the pooled connections, which would hold the file and its write-ahead log open after the last run.</summary>
    public static void Close(string connectionString)
    {
        using var connection = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(connection);
    }

    /// <summary>A connection that can only read, for whoever looks into a journal.</summary>
    /// <remarks>Not pooled: the last connection to a file folds its write-ahead log into it, and one that can only read can't.</remarks>
    public static SqliteConnection OpenForReading(string file)
    {
        var connection = Open(file);
        if (MayBeRead(connection) || File.Exists($"{file}-wal"))
        {
            return connection;
        }

        // Readers share a file beside the journal, which a folder that takes no writing has no place for. Then nobody writes to the
        // journal either, and it can be read as it stands.
        connection.Dispose();
        return Open($"{new Uri(file).AbsoluteUri}?immutable=1");
    }

    private static SqliteConnection Open(string source)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = source, Mode = SqliteOpenMode.ReadOnly, DefaultTimeout = 30, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    // Any other trouble is told by whoever asks for something.
    private static bool MayBeRead(SqliteConnection connection)
    {
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT COUNT(*) FROM sqlite_master";
            command.CommandTimeout = 1;
            command.ExecuteScalar();
            return true;
        }
        catch (SqliteException exception)
        {
            return exception.SqliteErrorCode != CantOpen;
        }
    }

    /// <summary>Whether the file itself is not what SQLite wrote.</summary>
    public static bool IsDamage(SqliteException exception) => exception.SqliteErrorCode is Corrupt;

    /// <summary>The refusal of a file that is not what SQLite wrote.</summary>
    public static LogDamagedException Damaged(SqliteException exception) =>
        new($"The journal's database is damaged: {exception.Message}", exception);

    private static void Prepare(DbConnection connection, bool survivesPowerCuts = false)
    {
        using var command = connection.CreateCommand();
        command.CommandText = survivesPowerCuts ? SafePragmas : Pragmas;
        command.ExecuteNonQuery();
    }
}
