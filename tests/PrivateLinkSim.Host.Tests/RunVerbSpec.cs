using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Host.Tests;

public sealed partial class RunVerbSpec : IDisposable
{
    private readonly Workbench _bench = new Workbench().With("scenarios/story.json", Given.Story).With("wrong.json", Given.WrongStory);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Losses_now_and_then_are_one_story_and_it_is_told_how_long_clients_wait()
    {
        var answer = await _bench.RunAsync("run", Given.Shipped("degraded-network.json"));

        Assert.Equal(0, answer.Code);
        Assert.Contains("for 9m37s, in 46s of it: lost 46 of 69,240 (0.0664%) through use1-az1 (§fault/packet-loss)", answer.Output, StringComparison.Ordinal);
        Assert.Contains("for 10m: lost 6,840 of 72,000 (9.5%) through use1-az1 (§fault/packet-loss)", answer.Output, StringComparison.Ordinal);
        Assert.Contains("hasty sends 120 connections a second, waiting 1s for each, from app-2", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_tells_its_story()
    {
        var answer = await _bench.RunAsync("run", "scenarios/story.json");

        Assert.Equal("", answer.Error);
        Assert.Equal(0, answer.Code);
        var golden = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "golden", "story.golden"));
        Assert.Equal(golden, Digests().Replace(answer.Output, "sha256:HEX"));
    }

    [Fact]
    public async Task Without_a_file_every_scenario_of_the_directory_runs()
    {
        _bench.With("scenarios/again.json", Given.Story).With("scenarios/scenario.schema.json", "{}");

        var answer = await _bench.RunAsync("run", "--journal", "memory", "--quiet");

        Assert.Equal(0, answer.Code);
        Assert.Equal(["PASS again", "PASS story"], answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[..line.IndexOf(" digest", StringComparison.Ordinal)]));
    }

    [Fact]
    public async Task Failed_expectations_and_unexpected_refusals_are_told_and_exit_with_1()
    {
        var answer = await _bench.RunAsync("run", "wrong.json", "--journal", "memory");

        Assert.Equal(1, answer.Code);
        Assert.Contains("refuses, which the scenario did not expect: InvalidServiceName", answer.Output, StringComparison.Ordinal);
        Assert.Contains("R4 (documented): You grant permission", answer.Output, StringComparison.Ordinal);
        Assert.Matches("(?m)^FAIL wrong digest sha256:[0-9a-f]{64} \\(2 of 3 expectations failed\\)$", answer.LastLine);
    }

    [Fact]
    public async Task Both_journals_and_both_forms_come_to_one_digest()
    {
        var text = await _bench.RunAsync("run", "scenarios/story.json", "--quiet");
        var json = await _bench.RunAsync("run", "scenarios/story.json", "--journal", "memory", "--json");

        var report = Assert.Single(JArray.Parse(json.Output));
        Assert.Equal("", json.Error);
        Assert.Equal(text.Digest, (string?)report["digest"]);
        Assert.True((bool)report["passed"]!);
        Assert.Equal(3, ((JArray)report["verdicts"]!).Count);
        var refusal = Assert.Single(report["timeline"]!, line => (string?)line["kind"] == "refusal");
        Assert.Equal(("InvalidServiceName", "R4", true), ((string)refusal["code"]!, (string)refusal["rule"]!, (bool)refusal["asExpected"]!));
    }

    [Fact]
    public async Task Another_seed_gives_another_digest()
    {
        var first = await _bench.RunAsync("run", "scenarios", "--journal", "memory", "--quiet");
        var second = await _bench.RunAsync("run", "scenarios", "--journal", "memory", "--quiet", "--seed", "2");

        Assert.NotEqual(first.Digest, second.Digest);
    }

    [Fact]
    public async Task Each_run_gets_a_file_of_its_own()
    {
        await _bench.RunAsync("run", "scenarios", "--quiet");
        await _bench.RunAsync("run", "scenarios", "--quiet");

        Assert.Equal(
            ["story-1.db", "story-2.db"],
            Directory.EnumerateFiles(_bench.Path("runs"), "*.db").Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_file_of_ones_own_may_hold_several_runs()
    {
        await _bench.RunAsync("run", "scenarios", "--quiet", "--db", "mine.db");
        await _bench.RunAsync("run", "scenarios", "--quiet", "--db", "mine.db");

        var unclear = await _bench.RunAsync("log", "verify", "mine.db");
        var clear = await _bench.RunAsync("log", "verify", "mine.db#story-2");

        Assert.Equal((2, 0), (unclear.Code, clear.Code));
        Assert.Contains("mine.db#story-1, mine.db#story-2", unclear.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_runs_when_one_of_several_files_is_wrong()
    {
        _bench.With("scenarios/bad.json", "{ \"title\": \"x\", \"stepz\": [] }");

        var answer = await _bench.RunAsync("run");

        Assert.Equal((2, ""), (answer.Code, answer.Output));
        Assert.Contains($"scenarios{Path.DirectorySeparatorChar}bad.json:1:", answer.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_bench.Path("runs")));
    }

    [Fact]
    public async Task An_interrupted_run_says_how_to_go_on_and_ends_with_the_digest_of_an_undisturbed_one()
    {
        using var interruption = new CancellationTokenSource();
        await interruption.CancelAsync();

        var interrupted = await _bench.RunAsync(shell => shell with { Interruption = interruption.Token }, "run", "scenarios/story.json");
        var resumed = await _bench.RunAsync("run", "--resume", "story-1", "--quiet");
        var undisturbed = await _bench.RunAsync("run", "scenarios/story.json", "--quiet");

        Assert.Equal(130, interrupted.Code);
        Assert.Contains("plsim run --resume story-1", interrupted.Error, StringComparison.Ordinal);
        Assert.Equal((0, undisturbed.Digest), (resumed.Code, resumed.Digest));
    }

    [Fact]
    public async Task A_run_that_has_ended_is_not_resumed()
    {
        await _bench.RunAsync("run", "scenarios", "--quiet");

        var answer = await _bench.RunAsync("run", "--resume", "story-1");

        Assert.Equal(2, answer.Code);
        Assert.Contains("has ended (PASS, sha256:", answer.Error, StringComparison.Ordinal);
    }

    [GeneratedRegex("sha256:[0-9a-f]{64}")]
    private static partial Regex Digests();
}
