using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests;

public sealed class ResumeSpec : IDisposable
{
    private static readonly RunOptions Resume = new() { Resume = true };

    private readonly JournalFile _file = new();

    public void Dispose() => _file.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(30)]
    [InlineData(59)]
    public async Task A_run_that_was_cut_short_ends_with_the_digest_of_an_undisturbed_one(int input)
    {
        await CutShortAt(input);

        var resumed = await Run(Given.BusyScript(), Resume);

        Assert.Equal(await Undisturbed(), (resumed.Digest, resumed.StateDigest));
        using var reader = JournalReader.OpenSqlite(_file.Path);
        Assert.Equal(resumed.Events, reader.Entries("run-1").LongCount());
    }

    [Fact]
    public async Task A_run_may_be_cut_short_and_resumed_again_and_again()
    {
        await CutShortAt(10);
        await CutShortAt(20, Resume);
        await CutShortAt(5, Resume);

        var resumed = await Run(Given.BusyScript(), Resume with { Threads = 2, ShuffleSeed = 1, PassivationSeed = 1 });

        Assert.Equal((await Undisturbed()).Item1, resumed.Digest);
    }

    [Fact]
    public async Task A_changed_input_is_named_by_turn_entity_and_field()
    {
        await CutShortAt(30);
        var changed = Given.BusyScript();
        changed.At(0, Given.Vpc, new ToyCommand.Note("never recorded"));
        var inputs = new ScriptedInputs().At(0, Given.Region, new ToyCommand.Note("something else"));

        var difference = await Assert.ThrowsAsync<NonDeterminismException>(() => Run(inputs, Resume));

        Assert.Equal(
            "The run does not repeat its record: turn 1, index 0, run, run.command-received: data.action is \"Fan\" in one log and \"Note\" in the other.",
            difference.Message);
        Assert.Equal(3, difference.ExitCode);
    }

    [Fact]
    public async Task A_run_that_ends_before_its_record_does_is_named()
    {
        await CutShortAt(30);
        var shorter = new ScriptedInputs().At(0, Given.Region, new ToyCommand.Fan(Given.Endpoints(40), new ToyCommand.Note("round 0")));

        var difference = await Assert.ThrowsAsync<NonDeterminismException>(() => Run(shorter, Resume));

        Assert.Contains("The run ended where its record goes on", difference.Message);
    }

    [Theory]
    [InlineData("UPDATE journal SET message = CAST(replace(CAST(message AS TEXT), 'round 0', 'round 9') AS BLOB) WHERE sequence_number = 20")]
    [InlineData("DELETE FROM journal WHERE sequence_number = 19")]
    [InlineData("UPDATE journal SET message = CAST('{}' AS BLOB) WHERE sequence_number = 20")]
    public async Task A_row_tampered_with_is_found_and_its_position_named(string tampering)
    {
        await CutShortAt(30);
        _file.Execute(tampering);

        var damage = await Assert.ThrowsAsync<LogDamagedException>(() => Run(Given.BusyScript(), Resume));

        Assert.Matches("row (19|20) of the journal", damage.Message);
        Assert.Equal(4, damage.ExitCode);
    }

    [Fact]
    public async Task A_run_that_has_ended_is_not_resumed()
    {
        await Run(Given.BusyScript(), new RunOptions());

        var refusal = await Assert.ThrowsAsync<RunNotPossibleException>(() => Run(Given.BusyScript(), Resume));

        Assert.Equal("Run 'run-1' has ended, so there is nothing to resume.", refusal.Message);
    }

    [Fact]
    public async Task A_run_that_does_not_exist_is_not_resumed()
    {
        var refusal = await Assert.ThrowsAsync<RunNotPossibleException>(() => Run(Given.BusyScript(), Resume));

        Assert.Equal("Run 'run-1' does not exist, so it can't be resumed.", refusal.Message);
    }

    [Fact]
    public async Task A_run_that_exists_is_not_begun_again()
    {
        await CutShortAt(3);

        await Assert.ThrowsAsync<RunNotPossibleException>(() => Run(Given.BusyScript(), new RunOptions()));
    }

    [Fact]
    public async Task A_run_of_another_program_version_is_resumed_only_on_request()
    {
        await CutShortAt(30);
        var plan = Given.Plan(Given.BusyScript()) with { ProgramVersion = "2" };
        await using var simulator = Simulator.Open(JournalOptions.Sqlite(_file.Path));

        var refusal = await Assert.ThrowsAsync<RunNotPossibleException>(() => simulator.RunAsync(plan, Resume));
        Assert.Contains("begun by program version 0; this is 2", refusal.Message);
    }

    [Fact]
    public async Task A_long_log_is_recovered_and_compared()
    {
        const int Events = 50_000;
        await CutShortAt(50, inputs: Long(Events));

        var resumed = await Run(Long(Events), Resume);

        Assert.True(resumed.Events > Events);
        await using var simulator = Simulator.Open(JournalOptions.Memory);
        Assert.Equal((await simulator.RunAsync(Given.Plan(Long(Events)))).Digest, resumed.Digest);
    }

    private static ScriptedInputs Long(int events)
    {
        const int Width = 1000;
        var inputs = new ScriptedInputs();
        for (var round = 0; round <= events / Width; round++)
        {
            inputs.At(round, Given.Region, new ToyCommand.Fan(Given.Endpoints(Width), new ToyCommand.Note($"{round}")));
        }

        return inputs;
    }

    private async Task CutShortAt(int input, RunOptions? options = null, ScriptedInputs? inputs = null)
    {
        using var cancellation = new CancellationTokenSource();
        inputs ??= Given.BusyScript();
        inputs.Taking = taken =>
        {
            if (taken == input)
            {
                cancellation.Cancel();
            }
        };
        await using var simulator = Simulator.Open(JournalOptions.Sqlite(_file.Path));
        var result = await simulator.RunAsync(Given.Plan(inputs), options, cancellationToken: cancellation.Token);
        Assert.True(result.Cancelled);
    }

    private async Task<RunResult> Run(IInputSource inputs, RunOptions options)
    {
        await using var simulator = Simulator.Open(JournalOptions.Sqlite(_file.Path));
        return await simulator.RunAsync(Given.Plan(inputs), options);
    }

    private static async Task<(string, string)> Undisturbed()
    {
        await using var simulator = Simulator.Open(JournalOptions.Memory);
        var result = await simulator.RunAsync(Given.Plan(Given.BusyScript()));
        return (result.Digest, result.StateDigest);
    }
}
