using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Host.Tests;

/// <summary><c>plsim fork</c>: what it makes of a recorded run, what it says of it, and what it refuses.</summary>
public sealed class ForkVerbSpec : IDisposable
{
    private readonly Workbench _bench = new Workbench().With("story.json", Given.Story);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_fork_is_kept_as_a_run_that_says_of_which_it_is_one_and_how_it_differs()
    {
        await _bench.RunAsync("run", "story.json");

        var answer = await _bench.RunAsync("fork", "story-1", "--at", "+2m", "--do", "ImpairZone ZoneId=use1-az2");
        var shown = await _bench.RunAsync("runs", "show", "story-fork-1");
        var compared = await _bench.RunAsync("diff", "story-1", "story-fork-1");

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.Contains("  B the simulator calls ImpairZone ZoneId=use1-az2 (turn ", answer.Output, StringComparison.Ordinal);
        Assert.Contains("  holds in A, fails in B: in time, the Regional name of orders-endpoint answers use1-az2\n", answer.Output, StringComparison.Ordinal);
        Assert.EndsWith("\nKept as story-fork-1; look at it with: plsim replay story-fork-1\n", answer.Output, StringComparison.Ordinal);
        Assert.Matches("(?m)^fork of +story-1$", shown.Output);
        Assert.Equal(1, compared.Code);
        Assert.Equal(compared.Output.TrimEnd('\n'), answer.Output[..answer.Output.IndexOf("\n\nKept as", StringComparison.Ordinal)]);
    }

    [Fact]
    public async Task A_fork_without_a_step_keeps_the_others_and_their_ids()
    {
        await _bench.RunAsync("run", "story.json");
        var turn = await TurnOfAsync("ImpairZone");

        var answer = await _bench.RunAsync("fork", "story-1", "--skip", turn, "--as", "calm", "--json");

        var told = JObject.Parse(answer.Output);
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.Equal(("calm-1", "run.command-received"), ((string?)told["b"]!["run"], (string?)told["divergence"]!["a"]!["type"]));
        Assert.All(told["entities"]!, entity => Assert.Equal((string?)entity["a"], (string?)entity["b"]));
        Assert.Equal(
            ["orders-endpoint reaches", "orders-endpoint Regional name"],
            told["reachability"]!.Concat(told["dns"]!).Select(each => $"{each["endpoint"]} {each["question"]}"));
    }

    [Theory]
    [InlineData("--do 1:1:1: ImpairZon: 'ImpairZon' is not known here; did you mean 'ImpairZone'?", "--do", "ImpairZon ZoneId=use1-az1")]
    [InlineData("--do 2:1:12: ImpairZone.ZoneId: 'use1-az99' is no zone id", "--do", "RepairZone ZoneId=use1-az1", "--do", "ImpairZone ZoneId=use1-az99")]
    [InlineData("Turn 0 takes no command in. The nearest that do: ", "--skip", "0")]
    [InlineData("Turn 1 makes the topology (CreateVpc), and no step of the scenario; it can't be left out.", "--skip", "1")]
    [InlineData("'soon' is no time; write +90s, +1h30m, or 2026-01-01T23:58:00Z.", "--at", "soon", "--do", "ImpairZone ZoneId=use1-az1")]
    [InlineData("The run starts at 2026-01-01T23:58:00.000Z, after 2025-01-01T00:00:00.000Z.", "--at", "2025-01-01T00:00:00Z", "--do", "ImpairZone ZoneId=use1-az1")]
    [InlineData("'abc' is no whole number.", "--skip", "3", "--skip", "abc")]
    [InlineData("A fork does something otherwise: put a step in with --do, or leave one out with --skip.")]
    [InlineData("--as a/b can't be the name of a run", "--as", "a/b", "--do", "ImpairZone ZoneId=use1-az1")]
    public async Task What_is_wrong_is_refused_and_nothing_is_kept(string complaint, params string[] wishes)
    {
        await _bench.RunAsync("run", "story.json");

        var answer = await _bench.RunAsync(["fork", "story-1", .. wishes]);

        Assert.Equal((2, ""), (answer.Code, answer.Output));
        Assert.Contains(complaint, answer.Error, StringComparison.Ordinal);
        Assert.Equal(["story-1.db"], Directory.EnumerateFiles(_bench.Path("runs"), "*.db").Select(Path.GetFileName));
    }

    private async Task<string> TurnOfAsync(string action)
    {
        var log = await _bench.RunAsync("log", "export", "story-1");
        var entry = log.Output.TrimEnd('\n').Split('\n').Select(line => JObject.Parse(line)["entry"]).OfType<JObject>()
            .Single(each => (string?)each["type"] == "run.command-received" && (string?)each["data"]!["action"] == action);
        return (string)entry["turn"]!;
    }
}
