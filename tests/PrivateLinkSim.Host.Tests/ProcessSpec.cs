namespace PrivateLinkSim.Host.Tests;

/// <summary>What only a process of its own can show: being killed, signals, and an answer before anything is loaded.</summary>
public sealed class ProcessSpec : IDisposable
{
    private const int Steps = 3_000;
    private const int Turns = 2 * Steps;

    private readonly Workbench _bench = new Workbench().With("long.json", Given.LongStory(Steps));

    public void Dispose() => _bench.Dispose();

    [SignalTheory]
    [InlineData("KILL", 137, 1)]
    [InlineData("KILL", 137, 2)]
    [InlineData("KILL", 137, 3)]
    [InlineData("INT", 130, 4)]
    [InlineData("INT", 130, 5)]
    [InlineData("TERM", 143, 6)]
    [InlineData("TERM", 143, 7)]
    public async Task A_run_that_a_signal_ended_has_what_it_acknowledged_and_is_resumed_to_the_digest_of_an_undisturbed_one(string signal, int code, int seed)
    {
        using var process = PlsimProcess.Start(_bench.Root, "run", "long.json", "--verbose");
        await process.UntilDurable(new Random(seed).Next(Turns / 2));
        process.Signal(signal);
        var ended = await process.End();

        var listed = await _bench.RunAsync("runs", "list");
        var log = await _bench.RunAsync("log", "export", "long-1");
        var resumed = await _bench.RunAsync("run", "--resume", "long-1", "--quiet");
        var undisturbed = await _bench.RunAsync("run", "long.json", "--quiet", "--journal", "memory");

        Assert.Equal((code, ""), (ended.Code, ended.Output));
        Assert.Equal(signal is not "KILL", ended.Error.Contains("Go on with: plsim run --resume long-1", StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", ended.Error, StringComparison.Ordinal);
        Assert.Contains("interrupted", listed.Output, StringComparison.Ordinal);
        Assert.Contains($"\"turn\":{process.Acknowledged},", log.Output, StringComparison.Ordinal);
        Assert.Equal((0, undisturbed.Digest), (resumed.Code, resumed.Digest));
        Assert.Equal(["long-1.db", "long-1.db.lock"], FilesOf("runs"));
    }

    [SignalFact]
    public async Task The_second_Ctrl_C_does_not_wait_for_a_journal_that_does_not_answer()
    {
        using var process = PlsimProcess.Start(_bench.Root, "run", "long.json", "--verbose");
        await process.UntilDurable();
        using (var other = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_bench.Path("runs/long-1.db")};Pooling=False"))
        {
            other.Open();
            using var writing = other.BeginTransaction();
            process.Signal("INT");
            Assert.False(process.EndsWithin(TimeSpan.FromSeconds(1)));

            // The next one counts a second after the first.
            do
            {
                process.Signal("INT");
            }
            while (!process.EndsWithin(TimeSpan.FromMilliseconds(100)));
        }

        var ended = await process.End();
        var resumed = await _bench.RunAsync("run", "--resume", "long-1", "--quiet");
        var undisturbed = await _bench.RunAsync("run", "long.json", "--quiet", "--journal", "memory");

        Assert.Equal((130, ""), (ended.Code, ended.Output));
        Assert.DoesNotContain("   at ", ended.Error, StringComparison.Ordinal);
        Assert.Equal((0, undisturbed.Digest), (resumed.Code, resumed.Digest));
    }

    [SignalFact]
    public async Task A_journal_that_one_process_writes_is_refused_to_a_second()
    {
        using var process = PlsimProcess.Start(_bench.Root, "run", "long.json", "--db", "all.db", "--verbose");
        await process.UntilDurable();
        process.Signal("STOP");

        using var second = PlsimProcess.Start(_bench.Root, "run", "long.json", "--db", "all.db");
        var refused = await second.End();
        using var resuming = PlsimProcess.Start(_bench.Root, "run", "--resume", "all.db");
        var alsoRefused = await resuming.End();
        process.Signal("CONT");
        var first = await process.End();
        var undisturbed = await _bench.RunAsync("run", "long.json", "--quiet", "--journal", "memory");

        Assert.Equal((75, "", $"plsim: The journal {_bench.Path("all.db")} is in use by another process.\n"), (refused.Code, refused.Output, refused.Error));
        Assert.Equal((75, "plsim: Run 'long-1' is being written by another process.\n"), (alsoRefused.Code, alsoRefused.Error));
        Assert.Equal((0, undisturbed.Digest), (first.Code, first.Digest));
        Assert.Equal(["all.db", "all.db.lock", "long.json"], FilesOf("."));
    }

    [ClockFact]
    public async Task A_clock_that_jumps_by_years_changes_nothing()
    {
        var offsets = new[] { "-3650d", "+900d", "-1d", "+3650d" };
        var clock = _bench.With("clock", "+0").Path("clock");
        var environment = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["LD_PRELOAD"] = ClockFactAttribute.Library!, ["FAKETIME_TIMESTAMP_FILE"] = clock, ["FAKETIME_NO_CACHE"] = "1", ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
        };
        using var process = PlsimProcess.Start(_bench.Root, environment, "run", "long.json", "--quiet", "--verbose");
        for (var jump = 0; await process.ReadOn(); jump++)
        {
            await File.WriteAllTextAsync(clock, offsets[jump % offsets.Length]);
        }

        var run = await process.End();
        var undisturbed = await _bench.RunAsync("run", "long.json", "--quiet", "--journal", "memory");

        Assert.Equal((0, undisturbed.Digest), (run.Code, run.Digest));
        Assert.True(YearsOfRows() >= 2, "The clock did not jump.");
    }

    [Fact]
    public async Task The_version_is_that_of_the_assembly()
    {
        using var process = PlsimProcess.Start(_bench.Root, "--version");
        var answer = await process.End();

        Assert.Equal((0, "plsim 0.2.0-dev\n"), (answer.Code, answer.Output));
    }

    // The journal notes by the wall clock when a row was written; nothing else does.
    private long YearsOfRows()
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_bench.Path("runs/long-1.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT (MAX(created) - MIN(created)) / 315360000000000 FROM journal";
        return (long)command.ExecuteScalar()!;
    }

    private string[] FilesOf(string directory) =>
        [.. Directory.EnumerateFiles(_bench.Path(directory)).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
}
