using Newtonsoft.Json.Linq;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host.Tests;

/// <summary><c>plsim fuzz</c>: what it prints and writes, with what it ends, and what it refuses.</summary>
public sealed class FuzzVerbSpec : IDisposable
{
    private readonly Workbench _bench = new Workbench().With("story.json", Given.Story);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task The_seed_is_said_first_and_how_much_was_tried_last()
    {
        var answer = await _bench.RunAsync("fuzz", "--from", "41", "--seeds", "3");

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.StartsWith("From seed 41 on, 3 seeds.\n", answer.Output, StringComparison.Ordinal);
        Assert.Matches("[0-9]+ commands, [0-9]+ of them refused; [0-9]+ of [0-9]+ rules had a part in it\\.\n3 seeds, [0-9]+ steps, 0 failures, [0-9.]+ seeds/s\n$", answer.Output);
        Assert.False(Directory.Exists(_bench.Path("fuzz")));
    }

    [Fact]
    public async Task Commands_are_drawn_against_a_scenario_or_it_is_held_to_it_as_it_is()
    {
        var drawn = await _bench.RunAsync("fuzz", "story.json", "--seeds", "2", "--json");
        var asIs = await _bench.RunAsync("fuzz", "story.json", "--as-is");

        var report = JObject.Parse(drawn.Output);
        Assert.Equal((0, 1L, 2L, 0), (drawn.Code, (long)report["from"]!, (long)report["seeds"]!, ((JArray)report["failures"]!).Count));
        Assert.True((long)report["steps"]! > 50);
        Assert.Equal(0, asIs.Code);
        Assert.Contains("story as it is.", asIs.Output, StringComparison.Ordinal);
        Assert.Matches("\n1 seed, 4 steps, 0 failures", asIs.Output);
    }

    [Fact]
    public async Task Time_ends_it_and_so_does_Ctrl_C_and_what_was_tried_is_said_all_the_same()
    {
        using var interruption = new CancellationTokenSource();
        await interruption.CancelAsync();

        var answer = await _bench.RunAsync(shell => shell with { Interruption = interruption.Token }, "fuzz", "--minutes", "1");

        Assert.Equal(130, answer.Code);
        Assert.StartsWith("From seed 1 on, as many seeds as there is time for.\n", answer.Output, StringComparison.Ordinal);
        Assert.EndsWith("0 seeds, 0 steps, 0 failures, 0.0 seeds/s\n", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_fails_is_told_with_its_sentence_its_seed_and_its_file()
    {
        using var output = new StringWriter();
        var report = FuzzReport.Text(new Shell(output, TextWriter.Null, _bench.Root));
        var file = FuzzScenario.Of(5, RegionData.Load().Regions);
        var outcome = new FuzzOutcome(5, file, new ScenarioRun(file), new FuzzFinding("one-owner", "10.0.0.4 belongs to two.", file.Start));
        var small = new Shrunk([], new Failure(FailureKind.Invariant, "", "one-owner", ""), new Failure(FailureKind.Invariant, "", "one-owner", ""), new ShrinkSize(40, 400, TimeSpan.Zero), new ShrinkSize(2, 30, TimeSpan.Zero), 99);

        report.Begin(new FuzzWishes(null, 5, 1, null));
        report.Add(outcome);
        report.Fail(outcome, small, "fuzz/seed-5-one-owner.json");

        Assert.Contains("seed 5 one-owner at 2026-01-01T00:00:00.000Z: An address has one owner, who knows of it.\n  but: 10.0.0.4 belongs to two.\n", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("  40 steps made 2 in 99 runs: plsim fuzz fuzz/seed-5-one-owner.json --as-is; the whole: plsim fuzz --from 5 --seeds 1\n", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, report.Failures);
    }

    [Theory]
    [InlineData("--seeds takes a number from 1 on.", "--seeds", "0")]
    [InlineData("'ten' is no whole number.", "--seeds", "ten")]
    [InlineData("--minutes takes a number from 1 to 10000.", "--minutes", "0")]
    [InlineData("--as-is holds a scenario to it; name one.", "--as-is")]
    [InlineData("--out story.json is a file; a directory is wanted.", "--out", "story.json")]
    [InlineData("There is no file or directory stroy.json. Did you mean 'story.json'?", "stroy.json")]
    public async Task What_can_not_be_tried_is_refused_in_words(string complaint, params string[] arguments)
    {
        var answer = await _bench.RunAsync(["fuzz", .. arguments]);

        Assert.Equal((2, ""), (answer.Code, answer.Output));
        Assert.Contains(complaint, answer.Error, StringComparison.Ordinal);
    }
}
