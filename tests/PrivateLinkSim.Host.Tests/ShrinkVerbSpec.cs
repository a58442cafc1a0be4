using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Host.Tests;

/// <summary><c>plsim shrink</c>: what it prints and writes, with what it ends, and what it refuses.</summary>
public sealed class ShrinkVerbSpec : IDisposable
{
    // Expects a refusal that is none any more, and what does not come.
    private readonly Workbench _bench = new Workbench().With("wrong.json", Given.WrongStory).With("right.json", Given.Story);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task The_small_scenario_is_printed_and_how_small_it_is_goes_to_the_side()
    {
        var answer = await _bench.RunAsync("shrink", "wrong.json");

        var small = JObject.Parse(answer.Output);
        Assert.Equal(0, answer.Code);
        Assert.Equal("customer-vpc", (string?)Assert.Single(small["steps"]!)["CreateVpcEndpoint"]!["VpcId"]);
        Assert.Contains("wrong.json fails at steps[0]: CreateVpcEndpoint is accepted", answer.Error, StringComparison.Ordinal);
        Assert.Matches("found: endpoint-service/vpce-svc-[0-9a-f]+ refused it with InvalidServiceName \\(R4\\): ", answer.Error);
        Assert.Matches("From 4 steps, [0-9]+ parts, 6m to 1 step, [0-9]+ parts, 0s, in [0-9]+ runs; now it fails at steps\\[0\\]\\.", answer.Error);
    }

    [Fact]
    public async Task What_is_written_runs_and_fails_in_the_same_way()
    {
        var answer = await _bench.RunAsync("shrink", "wrong.json", "--expectation", "steps[3].eventually", "--out", "small.json");
        var again = await _bench.RunAsync("run", "small.json");

        Assert.Equal(0, answer.Code);
        Assert.EndsWith("Written to small.json. Run it with: plsim run small.json\n", answer.Output, StringComparison.Ordinal);
        Assert.Equal((1, true), (again.Code, again.LastLine.EndsWith("(1 of 1 expectations failed)", StringComparison.Ordinal)));
        Assert.Contains("it answers use1-az2 (steps[2].eventually)", again.Output, StringComparison.Ordinal);
        Assert.StartsWith("{\n  \"title\": \"A customer is let in and loses a zone\",\n", await File.ReadAllTextAsync(_bench.Path("small.json")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("right.json: all its expectations hold, and its runs are alike", "right.json")]
    [InlineData("no expectation fails at steps[1]; these do: steps[0], steps[3].eventually", "wrong.json", "--expectation", "steps[1]")]
    [InlineData("--out wrong.json is the scenario itself", "wrong.json", "--out", "wrong.json")]
    [InlineData("--out no/small.json can't be written: there is no such directory", "wrong.json", "--out", "no/small.json")]
    [InlineData("--out . can't be written: it is a directory", "wrong.json", "--out", ".")]
    [InlineData("There is no file or directory wrong.jsn. Did you mean 'wrong.json'?", "wrong.jsn")]
    [InlineData(". holds several scenarios; name one", ".")]
    public async Task What_can_not_be_made_smaller_is_refused_in_words(string complaint, params string[] arguments)
    {
        var answer = await _bench.RunAsync(["shrink", .. arguments]);

        Assert.Equal((2, ""), (answer.Code, answer.Output));
        Assert.Contains(complaint, answer.Error, StringComparison.Ordinal);
        Assert.Equal(Given.WrongStory, await File.ReadAllTextAsync(_bench.Path("wrong.json")));
    }

    [Fact]
    public async Task It_ends_when_it_is_interrupted_and_writes_nothing()
    {
        using var interruption = new CancellationTokenSource();
        await interruption.CancelAsync();

        var answer = await _bench.RunAsync(shell => shell with { Interruption = interruption.Token }, "shrink", "wrong.json", "--out", "small.json");

        Assert.Equal((130, "", "plsim: Interrupted.\n"), (answer.Code, answer.Output, answer.Error));
        Assert.False(File.Exists(_bench.Path("small.json")));
    }
}
