using Npgsql;
using PrivateLinkSim.Simulation;
using PrivateLinkSim.Simulation.Tests;

namespace PrivateLinkSim.Benchmarks;

/// <summary>A run whose log goes to PostgreSQL and back, against the same rows with the bare driver: <c>./run.sh bench postgres</c>.</summary>
internal static class PostgresMode
{
    private const int Rounds = 5;
    private const int NoteRounds = 100;
    private const int Entities = 1000;
    private const string Columns = "created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid";

    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(40);

    /// <summary>Measures writing and recovery, and writes the table.</summary>
    public static int Run()
    {
        if (PostgresServer.Missing is { } reason)
        {
            Console.Error.WriteLine($"Nothing is measured: {reason}.");
            return Programs.CantMeasure;
        }

        using var server = new PostgresServer(syncs: true);
        var interrupted = PostgresConnection.Parse(server.NewDatabase());
        Write(interrupted, interruptedAt: NoteRounds).GetAwaiter().GetResult();
        Table.Write([.. Writing(server, interrupted), .. Reading(interrupted)]);
        return 0;
    }

    private static IEnumerable<Figure> Writing(PostgresServer server, PostgresConnection recorded)
    {
        var rows = Rows(recorded);
        var empty = recorded;
        var samples = Sample.Take(
            Rounds, Budget,
            () => PostgresJournal.MakeTable(empty = PostgresConnection.Parse(server.NewDatabase())),
            () => { },
            new Subject("durable", () => Write(empty)),
            Subject.Of("copy", () => Copy(empty, rows)));
        yield return Figure.Rate("durable events, PostgreSQL", samples[0], ToyRuns.EntriesOf(NoteRounds, Entities), "COPY of the rows", samples[1], rows.Count);
    }

    private static IEnumerable<Figure> Reading(PostgresConnection recorded)
    {
        var count = ToyRuns.EntriesOf(NoteRounds - 1, Entities);
        var samples = Sample.Take(
            Rounds, Budget, () => { }, () => { },
            new Subject("recover", () => Recover(recorded)),
            Subject.Of("read", () => ReadAll(recorded)),
            Subject.Of("raw", () => Rows(recorded)));
        yield return Figure.Rate("recovery: read and checked", samples[0], count, "bare reading", samples[2], count);
        yield return Figure.Rate("log read and its chain checked", samples[1], count, "bare reading", samples[2], count);
    }

    private static async Task Write(PostgresConnection server, int? interruptedAt = null)
    {
        using var interruption = new CancellationTokenSource();
        var inputs = ToyRuns.Notes(NoteRounds, Entities);
        inputs.Taking = round => _ = round + 1 == interruptedAt ? interruption.CancelAsync() : Task.CompletedTask;
        await using var simulator = Simulator.Open(JournalOptions.Postgres(server, ToyRuns.RunId));
        await simulator.RunAsync(Given.Plan(inputs, ToyRuns.RunId), cancellationToken: interruption.Token);
    }

    private static async Task Recover(PostgresConnection server)
    {
        await using var simulator = Simulator.Open(JournalOptions.Postgres(server, ToyRuns.RunId));
        await simulator.RunAsync(
            Given.Plan(ToyRuns.Notes(NoteRounds, Entities), ToyRuns.RunId), new RunOptions { Resume = true }, cancellationToken: new CancellationToken(canceled: true));
    }

    private static long ReadAll(PostgresConnection server)
    {
        using var reader = JournalReader.OpenPostgres(server);
        return reader.LogRows(ToyRuns.RunId).LongCount();
    }

    private static List<object[]> Rows(PostgresConnection server)
    {
        using var connection = PostgresJournal.OpenForReading(server);
        using var command = new NpgsqlCommand($"SELECT {Columns} FROM journal ORDER BY persistence_id, sequence_number", connection);
        using var reader = command.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    private static void Copy(PostgresConnection server, List<object[]> rows)
    {
        using var connection = new NpgsqlConnection(server.For(text => text.Pooling = false));
        connection.Open();
        using var copy = connection.BeginBinaryImport($"COPY journal ({Columns}) FROM STDIN (FORMAT BINARY)");
        foreach (var row in rows)
        {
            copy.StartRow();
            foreach (var value in row)
            {
                copy.Write(value);
            }
        }

        copy.Complete();
    }
}
