using System.Globalization;
using Microsoft.Data.Sqlite;
using Newtonsoft.Json;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Benchmarks;

/// <summary>The limits of the journal: its own rows written and read with nothing but the driver.</summary>
internal static class RawRows
{
    private const int RowsInTransaction = 1000;

    private static readonly string[] Columns =
        ["created", "deleted", "persistence_id", "sequence_number", "message", "tags", "manifest", "identifier", "writer_uuid"];

    /// <summary>All rows of a journal, with all that the plugin writes.</summary>
    public static List<object[]> Load(string file)
    {
        using var connection = Open(file);
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {string.Join(", ", Columns)} FROM journal ORDER BY ordering";
        using var reader = command.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            var row = new object[Columns.Length];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Makes an empty journal with the product's table, and opens it as the product does.</summary>
    /// <param name="synchronous">NORMAL as for runs, or FULL as for servers, whose answers survive a power cut.</param>
    public static SqliteConnection Create(string file, string synchronous = "NORMAL")
    {
        SqliteJournal.MakeTable(TextOf(file));
        var connection = Open(file);
        Execute(connection, $"PRAGMA journal_mode=WAL; PRAGMA synchronous={synchronous}; PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint={(synchronous == "FULL" ? 16_384 : 1_000)};");
        return connection;
    }

    /// <summary>Writes rows with one prepared statement, so many in a transaction.</summary>
    public static void Insert(SqliteConnection connection, List<object[]> rows, int inTransaction = RowsInTransaction)
    {
        using var command = connection.CreateCommand();
        var parameters = new SqliteParameter[Columns.Length];
        for (var column = 0; column < Columns.Length; column++)
        {
            parameters[column] = command.Parameters.Add(new SqliteParameter { ParameterName = $"@{Columns[column]}" });
        }

        var values = string.Join(", ", Columns.Select(column => $"@{column}"));
        command.CommandText = $"INSERT INTO journal ({string.Join(", ", Columns)}) VALUES ({values})";
        foreach (var batch in rows.Chunk(inTransaction))
        {
            using var transaction = connection.BeginTransaction();
            command.Transaction = transaction;
            foreach (var row in batch)
            {
                for (var column = 0; column < row.Length; column++)
                {
                    parameters[column].Value = row[column];
                }

                command.ExecuteNonQuery();
            }

            transaction.Commit();
        }
    }

    /// <summary>Reads all messages of a journal in order and goes through their JSON, token by token.</summary>
    public static long ReadAndParse(string file)
    {
        using var connection = Open(file);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT manifest, message FROM journal ORDER BY persistence_id, sequence_number";
        using var reader = command.ExecuteReader();
        var tokens = 0L;
        while (reader.Read())
        {
            using var text = new JsonTextReader(new StreamReader(new MemoryStream(reader.GetFieldValue<byte[]>(1))));
            text.DateParseHandling = DateParseHandling.None;
            while (text.Read())
            {
                tokens++;
            }
        }

        return tokens;
    }

    /// <summary>How many rows a journal has.</summary>
    public static int Count(string file)
    {
        using var connection = Open(file);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM journal";
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection(TextOf(file));
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string TextOf(string file) => new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString();
}
