using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Host.Tests;

/// <summary>The moments of a run at which breakpoints stand, as they are listed.</summary>
public sealed class BreakSpec : IAsyncLifetime
{
    private readonly Workbench _bench = new Workbench().With("scenarios/story.json", Given.Story);

    public Task InitializeAsync() => _bench.RunAsync("run", "scenarios", "--quiet");

    public Task DisposeAsync()
    {
        _bench.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Each_condition_has_its_moments_in_the_words_of_the_story()
    {
        var answer = await _bench.RunAsync(
            "replay", "story-1", "--break", "endpoint[orders-endpoint].state == available", "--break", "refused.rule == R4", "--break", "endpoint.state == failed and refused");

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.Matches(@"endpoint\[orders-endpoint\]\.state == available  once\n  \+2m  turn \d+  endpoint orders-endpoint is available\n", answer.Output);
        Assert.Matches(@"refused\.rule == R4  once\n  \+0s  turn \d+  run answers turn \d+: InvalidServiceName \(R4\)\n", answer.Output);
        Assert.EndsWith("endpoint.state == failed and refused  never\n", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task For_programs_all_are_one_object_in_the_order_of_the_log()
    {
        var answer = await _bench.RunAsync("replay", "story-1", "--break", "endpoint.state == available", "--break", "refused", "--json");

        var document = JObject.Parse(answer.Output);
        Assert.Equal(["endpoint.state == available", "refused"], document["breakpoints"]!.Values<string>());
        Assert.Equal(["run.command-answered", "interface-endpoint.became-available"], document["stops"]!.Select(stop => (string?)stop["type"]));
        Assert.Equal(("orders-endpoint", "is available", "endpoint.state == available"), Of(document["stops"]![1]!));
    }

    [Fact]
    public async Task A_slip_is_pointed_at()
    {
        var answer = await _bench.RunAsync("replay", "story-1", "--break", "endpoint[orders-endpoint].state == avialable");

        Assert.Equal((2, ""), (answer.Code, answer.Output));
        Assert.StartsWith("plsim: --break, column 36: 'endpoint[\"orders-endpoint\"].state' is a word of EndpointStatus, and 'avialable' is none. Did you mean 'available'?", answer.Error, StringComparison.Ordinal);
        Assert.EndsWith($"\nplsim: {new string(' ', 37)}^\n", answer.Error, StringComparison.Ordinal);
    }

    private static (string? Name, string? What, string? Breakpoint) Of(JToken stop) =>
        ((string?)stop["name"], (string?)stop["what"], (string?)stop["breakpoint"]);
}
