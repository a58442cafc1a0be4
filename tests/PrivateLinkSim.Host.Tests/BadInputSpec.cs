namespace PrivateLinkSim.Host.Tests;

public sealed class BadInputSpec : IDisposable
{
    private readonly Workbench _bench = new Workbench().With("scenarios/story.json", Given.Story).With("broken.json", "{ \"title\": ");

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("rum", "Did you mean 'run'?")]
    [InlineData("run --sed 3", "Did you mean '--seed'?")]
    [InlineData("runs lst", "Did you mean 'list'?")]
    [InlineData("run --seed many", "'many' is no whole number.")]
    [InlineData("verify story-1 --seed abc", "'abc' is no whole number.")]
    [InlineData("verify story-1 --runs abc", "'abc' is no whole number.")]
    [InlineData("replay story-1 --turn abc", "'abc' is no whole number.")]
    [InlineData("run --journal paper", "paper")]
    [InlineData("run --resume story-1 --seed 3", "leave FILE, --seed, --journal and --db out")]
    [InlineData("run --resume nothing", "There is no run 'nothing'")]
    [InlineData("serve --listen 0.0.0.0", "Others can reach 0.0.0.0: --listen with an address that is not loopback needs --auth strict.")]
    [InlineData("serve --listen here", "'here' is no IP address.")]
    [InlineData("serve --pace fast", "'fast' is no pace; write real, manual, or a factor such as 60x.")]
    [InlineData("serve --eventual-consistency soon", "--eventual-consistency soon is no duration; write 5s, 500ms or 1m.")]
    [InlineData("run --journal memory --db x.db", "leave one of them out")]
    [InlineData("run scenarios/stori.json", "story.json'?")]
    [InlineData("run broken.json", "broken.json:1:")]
    [InlineData("validate broken.json", "broken.json:1:")]
    [InlineData("validate", "FILE")]
    [InlineData("verify scenarios/story.json --runs 0", "from 1 to 1000")]
    [InlineData("replay story-9", "Did you mean 'story-1'?")]
    [InlineData("replay story-1 --at noon", "+90s")]
    [InlineData("replay story-1 --at 2020-01-01T00:00:00Z", "starts at")]
    [InlineData("replay story-1 --at +1s --turn 3", "leave one of them out")]
    [InlineData("replay story-1 --show orders-endpont", "Did you mean 'orders-endpoint'?")]
    [InlineData("replay story-1 --step", "needs a terminal")]
    [InlineData("replay story-1 --break endpoint.stat", "Did you mean 'state'?")]
    [InlineData("replay story-1 --break refused --at +1s", "--break looks through the whole run")]
    [InlineData("log export story-9", "There is no run")]
    [InlineData("runs rm story-9", "Nothing was removed")]
    [InlineData("runs", "--help")]
    [InlineData("log", "--help")]
    [InlineData("", "--help")]
    public async Task Bad_input_exits_with_2_and_says_what_would_be_right(string line, string hint)
    {
        await _bench.RunAsync("run", "scenarios", "--quiet");

        var answer = await _bench.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal((2, ""), (answer.Code, answer.Output));
        Assert.Contains(hint, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_mistake_in_a_scenario_has_a_line_of_its_own()
    {
        _bench.With("wrong/one.json", "{ \"title\": \"x\", \"stepz\": [] }").With("wrong/two.json", "{ \"title\": ");

        var answer = await _bench.RunAsync("validate", "wrong");

        var lines = answer.Error.TrimEnd('\n').Split('\n');
        Assert.True(lines.Length >= 2, answer.Error);
        Assert.All(lines, line => Assert.Matches("^plsim: wrong.(one|two)\\.json:[0-9]+:[0-9]+: ", line));
    }

    [Fact]
    public async Task A_directory_that_is_not_there_is_not_made_for_a_journal()
    {
        var answer = await _bench.RunAsync("run", "scenarios", "--db", "missing/deep/x.db");

        Assert.Equal(5, answer.Code);
        Assert.Contains("does not exist", answer.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_bench.Path("missing")));
    }

    [Fact]
    public async Task Help_is_no_mistake()
    {
        var answer = await _bench.RunAsync("--help");

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.Contains("replay", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scenario_that_is_right_is_valid_and_the_schema_is_one()
    {
        var valid = await _bench.RunAsync("validate", "scenarios");
        var schema = await _bench.RunAsync("schema");

        Assert.Equal((0, 0), (valid.Code, schema.Code));
        Assert.Contains("story.json: A customer is let in", valid.Output, StringComparison.Ordinal);
        Assert.NotNull(Newtonsoft.Json.Linq.JObject.Parse(schema.Output)["properties"]);
    }
}
