namespace PrivateLinkSim.Simulation.Tests;

public sealed class PostgresJournalSpec(SharedPostgresServer shared) : IClassFixture<SharedPostgresServer>
{
    private const string RunId = "run-1";

    private static readonly RunOptions Resume = new() { Resume = true };

    [PostgresTheory]
    [InlineData("first-endpoint")]
    [InlineData("az-failover")]
    [InlineData("cross-region-failover")]
    [InlineData("permissions")]
    public async Task A_log_is_the_same_byte_by_byte_in_PostgreSQL_and_in_SQLite(string scenario)
    {
        var server = NewDatabase();
        using var file = new JournalFile();

        var onServer = await RunShipped(scenario, JournalOptions.Postgres(server, RunId));
        var inFile = await RunShipped(scenario, JournalOptions.Sqlite(file.Path));

        Assert.Equal((inFile.Digest, inFile.StateDigest), (onServer.Digest, onServer.StateDigest));
        using var there = JournalReader.OpenPostgres(server);
        using var here = JournalReader.OpenSqlite(file.Path);
        Assert.Equal(here.LogRows(RunId).Select(row => (row.Manifest, row.Text)), there.LogRows(RunId).Select(row => (row.Manifest, row.Text)));
        Assert.Equal(here.Runs(), there.Runs());
        Assert.Equal(here.Run(RunId), there.Run(RunId));
    }

    [PostgresTheory]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(59)]
    public async Task A_run_that_was_cut_short_ends_with_the_digest_of_an_undisturbed_one(int input)
    {
        var server = NewDatabase();
        using var cancellation = new CancellationTokenSource();
        var inputs = Given.BusyScript();
        inputs.Taking = taken => _ = taken == input ? cancellation.CancelAsync() : Task.CompletedTask;
        Assert.True((await Run(server, inputs, new RunOptions(), cancellation.Token)).Cancelled);

        var resumed = await Run(server, Given.BusyScript(), Resume);

        Assert.Equal(await Undisturbed(), (resumed.Digest, resumed.StateDigest));
        using var reader = JournalReader.OpenPostgres(server);
        Assert.Equal(resumed.Events, reader.Entries(RunId).LongCount());
    }

    [PostgresFact]
    public async Task A_run_is_open_to_one_process_at_a_time_and_another_run_is_open_meanwhile()
    {
        var server = NewDatabase();
        await using (Simulator.Open(JournalOptions.Postgres(server, RunId)))
        {
            var inUse = Assert.Throws<RunInUseException>(() => Simulator.Open(JournalOptions.Postgres(server, RunId)));
            Assert.Equal($"Run 'run-1' of {server} is in use by another process.", inUse.Message);
            Assert.Throws<RunInUseException>(() => PostgresRuns.Remove(server, RunId));
            Assert.True(PostgresRuns.IsInUse(server, RunId));
            Assert.False(PostgresRuns.IsInUse(server, "run-2"));
            await using var other = Simulator.Open(JournalOptions.Postgres(server, "run-2"));
            await other.RunAsync(Given.Plan(Given.BusyScript(), "run-2"));
        }

        Assert.False(PostgresRuns.IsInUse(server, RunId));
        await using var again = Simulator.Open(JournalOptions.Postgres(server, RunId));
    }

    [PostgresFact]
    public async Task A_run_whose_lock_is_gone_writes_no_more()
    {
        var url = shared.Value.NewDatabase();
        var server = PostgresConnection.Parse(url);
        await using var simulator = Simulator.Open(JournalOptions.Postgres(server, RunId));
        PostgresServer.Execute(url, "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'");

        var failure = await Assert.ThrowsAsync<JournalFailureException>(() => simulator.RunAsync(Given.Plan(Given.BusyScript())));

        Assert.Contains("the session that holds the run's lock is gone", failure.Message, StringComparison.Ordinal);
        using var reader = JournalReader.OpenPostgres(server);
        Assert.Empty(reader.Rows(RunId));
    }

    [PostgresTheory]
    [InlineData("UPDATE journal SET message = convert_to(replace(convert_from(message, 'UTF8'), 'round 0', 'round 9'), 'UTF8') WHERE sequence_number = 20")]
    [InlineData("DELETE FROM journal WHERE sequence_number = 19")]
    public async Task A_row_tampered_with_is_found_and_its_position_named(string tampering)
    {
        var url = shared.Value.NewDatabase();
        var server = PostgresConnection.Parse(url);
        await Run(server, Given.BusyScript(), new RunOptions());
        PostgresServer.Execute(url, tampering);
        using var reader = JournalReader.OpenPostgres(server);

        var damage = Assert.Throws<LogDamagedException>(() => reader.Entries(RunId).Count());

        Assert.Matches("damaged at row (19|20) ", damage.Message);
    }

    [PostgresFact]
    public async Task A_run_is_removed_and_its_neighbours_stay()
    {
        var server = NewDatabase();
        await Run(server, Given.BusyScript(), new RunOptions());
        await using (var simulator = Simulator.Open(JournalOptions.Postgres(server, "run-2")))
        {
            await simulator.RunAsync(Given.Plan(Given.BusyScript(), "run-2"));
        }

        PostgresRuns.Remove(server, RunId);

        using var reader = JournalReader.OpenPostgres(server);
        Assert.Equal(["run-2"], reader.Runs().Select(run => run.RunId));
    }

    [PostgresFact]
    public async Task A_way_of_verification_leaves_nothing_on_the_server()
    {
        var server = NewDatabase();
        var verifier = new Verifier(id => Given.Plan(Given.BusyScript(), id));
        await verifier.RunAsync(RunVariant.Plain);

        var outcome = await verifier.RunAsync(RunVariant.On(server));

        Assert.Null(outcome.Difference);
        Assert.Equal("2 threads, PostgreSQL, shuffled, passivated", outcome.Variant.ToString());
        using var reader = JournalReader.OpenPostgres(server);
        Assert.Empty(reader.Runs());
    }

    [PostgresFact]
    public void A_server_that_does_not_answer_is_named_without_its_password()
    {
        var failure = Assert.Throws<JournalFailureException>(
            () => Simulator.Open(JournalOptions.Postgres(PostgresConnection.Parse("postgres://ann:s3cret@127.0.0.1:1/runs"), RunId)));

        Assert.Equal(
            "The database postgres://ann@127.0.0.1:1/runs can't be used: Failed to connect to 127.0.0.1:1 (Connection refused).", failure.Message);
        Assert.Equal(5, failure.ExitCode);
        Assert.DoesNotContain("s3cret", failure.ToString(), StringComparison.Ordinal);
    }

    private PostgresConnection NewDatabase() => PostgresConnection.Parse(shared.Value.NewDatabase());

    private static async Task<RunResult> RunShipped(string scenario, JournalOptions journal)
    {
        await using var simulator = Simulator.Open(journal);
        return await simulator.RunAsync(ShippedScenarios.Plan(new ScenarioRun(ShippedScenarios.Read(scenario)), RunId));
    }

    private static async Task<RunResult> Run(PostgresConnection server, IInputSource inputs, RunOptions options, CancellationToken cancellation = default)
    {
        await using var simulator = Simulator.Open(JournalOptions.Postgres(server, RunId));
        return await simulator.RunAsync(Given.Plan(inputs), options, cancellationToken: cancellation);
    }

    private static async Task<(string, string)> Undisturbed()
    {
        await using var simulator = Simulator.Open(JournalOptions.Memory);
        var result = await simulator.RunAsync(Given.Plan(Given.BusyScript()));
        return (result.Digest, result.StateDigest);
    }
}
