namespace PrivateLinkSim.Simulation.Tests;

/// <summary>A server of its own, because it is stopped under the run.</summary>
public sealed class PostgresOutageSpec
{
    private const string RunId = "run-1";

    // By these inputs more events have happened than may be ahead of the durable ones, so some rows are written.
    [PostgresTheory]
    [InlineData(31)]
    [InlineData(45)]
    [InlineData(58)]
    public async Task A_run_whose_server_stops_ends_and_goes_on_when_it_is_back(int input)
    {
        using var server = new PostgresServer();
        var connection = PostgresConnection.Parse(server.NewDatabase());
        var seen = new Watcher();
        var inputs = Given.BusyScript();
        inputs.Taking = taken =>
        {
            if (taken == input)
            {
                server.Stop();
            }
        };

        var failure = await Assert.ThrowsAsync<JournalFailureException>(() => RunAsync(connection, inputs, new RunOptions { EventsAheadOfDurable = 100 }, seen));
        server.Start();
        var sound = Read(connection);
        var resumed = await RunAsync(connection, Given.BusyScript(), new RunOptions { Resume = true });

        Assert.Equal(5, failure.ExitCode);
        Assert.Equal(sound, seen.Entries.Take(sound.Count).Select(entry => (entry.Turn, entry.Index, entry.Type)));
        Assert.True(sound.Count == 0 ? seen.DurableTurn == 0 : sound[^1].Turn >= seen.DurableTurn);
        await using var memory = Simulator.Open(JournalOptions.Memory);
        Assert.Equal((await memory.RunAsync(Given.Plan(Given.BusyScript()))).Digest, resumed.Digest);
    }

    // What is not a sound prefix is refused on the way.
    private static List<(long Turn, int Index, string Type)> Read(PostgresConnection connection)
    {
        using var reader = JournalReader.OpenPostgres(connection);
        return [.. reader.Entries(RunId).Select(entry => (entry.Turn, entry.Index, entry.Type))];
    }

    private static async Task<RunResult> RunAsync(PostgresConnection connection, IInputSource inputs, RunOptions options, IRunObserver? observer = null)
    {
        await using var simulator = Simulator.Open(JournalOptions.Postgres(connection, RunId));
        return await simulator.RunAsync(Given.Plan(inputs), options, observer).WaitAsync(TimeSpan.FromMinutes(2));
    }
}
