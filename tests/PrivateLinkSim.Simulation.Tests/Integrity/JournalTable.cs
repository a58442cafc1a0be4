using Microsoft.Data.Sqlite;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>A row of the journal's table as SQLite has it.</summary>
public sealed record TableRow(long Number, object Manifest, object Message, long Deleted = 0, long Identifier = 7301)
{
    public byte[] Bytes => (byte[])Message;

    public string Text => System.Text.Encoding.UTF8.GetString(Bytes);

    public bool IsNote => Text.StartsWith("{\"bookkeeping\"", StringComparison.Ordinal);

    public TableRow With(string text) => this with { Message = System.Text.Encoding.UTF8.GetBytes(text) };
}

/// <summary>The table of a journal file, read and written behind the simulator's back.</summary>
public static class JournalTable
{
    private static readonly string[] Names = ["$run", "$deleted", "$number", "$message", "$manifest", "$identifier"];

    public static List<TableRow> Read(string file, string runId)
    {
        using var connection = Open(file);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT sequence_number, manifest, message FROM journal WHERE persistence_id = $run ORDER BY sequence_number";
        command.Parameters.AddWithValue("$run", runId);
        using var reader = command.ExecuteReader();
        var rows = new List<TableRow>();
        while (reader.Read())
        {
            rows.Add(new TableRow(reader.GetInt64(0), reader.GetString(1), reader.GetFieldValue<byte[]>(2)));
        }

        return rows;
    }

    public static void Write(string file, string runId, IEnumerable<TableRow> rows)
    {
        var text = new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString();
        SqliteJournal.MakeTable(text);
        using var connection = Open(file);
        Execute(connection, "PRAGMA synchronous = OFF");
        using var transaction = connection.BeginTransaction();
        Execute(connection, "DELETE FROM journal");
        using var command = connection.CreateCommand();
        command.CommandText =
            "INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier) VALUES (0, $deleted, $run, $number, $message, $manifest, $identifier)";
        SqliteParameter[] values = [.. Names.Select(name => command.Parameters.Add(new SqliteParameter { ParameterName = name }))];
        values[0].Value = runId;
        foreach (var row in rows)
        {
            (values[1].Value, values[2].Value, values[3].Value) = (row.Deleted, row.Number, row.Message);
            (values[4].Value, values[5].Value) = (row.Manifest, row.Identifier);
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
