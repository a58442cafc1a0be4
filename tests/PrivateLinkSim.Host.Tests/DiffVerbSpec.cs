using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Host.Tests;

/// <summary><c>plsim diff</c>: what it says of two runs, with what it ends, and what it refuses.</summary>
public sealed class DiffVerbSpec : IDisposable
{
    private static readonly string OneZone = Given.Story.Replace("\"SubnetIds\": [\"app-1\", \"app-2\"] },\n      \"eventually\"", "\"SubnetIds\": [\"app-2\"] },\n      \"eventually\"", StringComparison.Ordinal);

    private readonly Workbench _bench = new Workbench().With("story.json", Given.Story).With("wrong.json", Given.WrongStory).With("one-zone.json", OneZone);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_run_equals_itself_its_scenario_and_its_export()
    {
        await _bench.RunAsync("run", "story.json");
        await _bench.RunAsync("log", "export", "story-1", "--out", "story.jsonl");

        foreach (var other in new[] { "story-1", "story.json", "story.jsonl", "runs/story-1.db" })
        {
            var answer = await _bench.RunAsync("diff", "story-1", other);

            Assert.Equal((0, ""), (answer.Code, answer.Error));
            Assert.EndsWith("equal: the same scenario, and the same log to the last event.\n", answer.Output, StringComparison.Ordinal);
            Assert.Contains($"B {other.Replace("runs/story-1.db", "story-1", StringComparison.Ordinal)} · seed 1 · ", answer.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_first_divergence_is_told_with_what_led_to_it_and_then_what_it_comes_to()
    {
        var answer = await _bench.RunAsync("diff", "story.json", "one-zone.json");

        Assert.Equal((1, ""), (answer.Code, answer.Error));
        Assert.Matches("(?s)First divergence\n  turn [0-9]+, \\+1m, the run\n  data\\.parameters\\.SubnetIds: app-1, app-2 \\| app-2\n", answer.Output);
        Assert.Contains("  A customer calls CreateVpcEndpoint ServiceName=orders SubnetIds=app-1,app-2 VpcId=customer-vpc", answer.Output, StringComparison.Ordinal);
        Assert.Matches("(?s)\n  endpoint orders-endpoint\n    interfaces\\[use1-az1\\]: \\{[^\n]* \\| absent\n.*\n    interfacesDrawn: 2 \\| 1\n", answer.Output);
        Assert.Matches("orders-endpoint reaches\n    \\+1m to \\+2m: A [^\n]+ \\| B not through use1-az2 \\(§2\\.2\\)\n    \\+2m to \\+6m: A use1-az1, use1-az2 \\| B use1-az2\n    \\+6m to the end: A not through use1-az1 \\(R37\\), use1-az2 \\| B use1-az2\n", answer.Output);
        Assert.Contains("orders-endpoint Regional name answers the same at the end, but not all the time\n", answer.Output, StringComparison.Ordinal);
        Assert.EndsWith("equal: traffic, expectations, costs\n", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_that_changes_nothing_moves_turns_and_that_is_no_difference()
    {
        var document = JObject.Parse(Given.Story, new JsonLoadSettings { CommentHandling = CommentHandling.Ignore });
        ((JArray)document["steps"]!).Insert(0, JObject.Parse("""{ "RepairZone": { "ZoneId": "use1-az1" }, "changesNothing": true }"""));
        _bench.With("idle.json", document.ToString());

        var answer = await _bench.RunAsync("diff", "story.json", "idle.json");

        Assert.Equal((1, ""), (answer.Code, answer.Error));
        Assert.Contains("  scenario.steps[0]: absent | {\"RepairZone\":{\"ZoneId\":\"use1-az1\"},\"changesNothing\":true}\n", answer.Output, StringComparison.Ordinal);
        Assert.Contains("\nequal: resources at the end, DNS answers, reachability, traffic, costs\n", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_other_draws_the_scenarios_names_say_what_is_the_same()
    {
        await _bench.RunAsync("run", "story.json");
        await _bench.RunAsync("run", "story.json", "--seed", "7");

        var answer = await _bench.RunAsync("diff", "story-1", "story-2");

        Assert.Equal((1, ""), (answer.Code, answer.Error));
        Assert.Contains("\n  seed: 1 | 7\n", answer.Output, StringComparison.Ordinal);
        Assert.Contains("First divergence\n  none: what happened is the same to the last event.\n", answer.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("only in", answer.Output, StringComparison.Ordinal);
        Assert.EndsWith("equal: resources at the end, DNS answers, reachability, traffic, expectations, costs\n", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Expectations_that_are_judged_differently_are_told_with_what_was_found()
    {
        var answer = await _bench.RunAsync("diff", "story.json", "wrong.json");

        Assert.Equal(1, answer.Code);
        Assert.Contains("  holds in A, not in B: in time, the Regional name of orders-endpoint answers use1-az2\n", answer.Output, StringComparison.Ordinal);
        Assert.Matches("  not in A, fails in B: in time, the Regional name of orders-endpoint answers use1-az1\n    found: not within 1m: it answers use1-az2 ", answer.Output);
        Assert.Contains("First divergence\n  none", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_get_one_object_with_everything()
    {
        var answer = await _bench.RunAsync("diff", "story.json", "one-zone.json", "--json");

        var told = JObject.Parse(answer.Output);
        Assert.Equal((1, false), (answer.Code, (bool)told["equal"]!));
        Assert.Equal("data.parameters.SubnetIds", (string?)told["divergence"]!["field"]);
        Assert.Equal("+1m", "+" + (string?)told["reachability"]![0]!["spells"]![0]!["from"]);
        Assert.Equal("the call", ((string?)told["divergence"]!["a"]!["causes"]![0]!["what"])!.Contains("calls CreateVpcEndpoint", StringComparison.Ordinal) ? "the call" : "");
        Assert.Contains("orders-endpoint", told["entities"]!.Select(each => (string?)each["name"]));
    }

    [Fact]
    public async Task A_run_that_was_interrupted_is_compared_as_far_as_it_came()
    {
        await _bench.RunAsync("run", "story.json");
        await _bench.RunAsync("log", "export", "story-1", "--out", "story.jsonl");
        var lines = await File.ReadAllLinesAsync(_bench.Path("story.jsonl"));
        await File.WriteAllLinesAsync(_bench.Path("half.jsonl"), lines.Take(lines.Length / 2));

        var answer = await _bench.RunAsync("diff", "story-1", "half.jsonl");

        Assert.Equal(1, answer.Code);
        Assert.Contains("  B has ended\n", answer.Output, StringComparison.Ordinal);
        Assert.Contains("Traffic, expectations and costs are not compared: they are not in a log, and half.jsonl", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_export_is_refused_where_it_is_damaged()
    {
        await _bench.RunAsync("run", "story.json");
        await _bench.RunAsync("log", "export", "story-1", "--out", "story.jsonl");
        var lines = await File.ReadAllLinesAsync(_bench.Path("story.jsonl"));
        await File.WriteAllLinesAsync(_bench.Path("story.jsonl"), lines.Where((_, index) => index != 10));

        var answer = await _bench.RunAsync("diff", "story-1", "story.jsonl");

        Assert.Equal((4, ""), (answer.Code, answer.Output));
        Assert.Contains("story.jsonl is damaged at line 11: ", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no run 'stroy-1' under runs/. Did you mean 'story-1'?", "story-1", "stroy-1")]
    [InlineData("There is no file or directory stroy.json. Did you mean 'story.json'?", "story-1", "stroy.json")]
    [InlineData("There is no exported log story.jsonl.", "story-1", "story.jsonl")]
    public async Task What_is_not_there_is_refused_in_words(string complaint, params string[] subjects)
    {
        await _bench.RunAsync("run", "story.json");

        var answer = await _bench.RunAsync(["diff", .. subjects]);

        Assert.Equal((2, ""), (answer.Code, answer.Output));
        Assert.Contains(complaint, answer.Error, StringComparison.Ordinal);
    }
}
