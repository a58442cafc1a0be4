using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Host.Tests;

/// <summary><c>plsim chaos</c>: what it prints, with what it ends, and that it prints the same each time.</summary>
public sealed class ChaosVerbSpec : IDisposable
{
    private static readonly string Busy = Given.Story.Replace(
        "\"steps\": [", """
        "traffic": [{ "name": "buyers", "endpoint": "orders-endpoint", "subnet": "app-2", "connectionsPerSecond": 120 }],
        "steps": [
        """, StringComparison.Ordinal);

    private readonly Workbench _bench = new Workbench().With("busy.json", Busy).With("quiet.json", Given.Story);

    public void Dispose() => _bench.Dispose();

    [Fact]
    [Trait("Rule", "R37")]
    public async Task The_worst_comes_first_with_its_cause_and_what_mends_it()
    {
        var answer = await _bench.RunAsync("chaos", "busy.json");

        Assert.Equal((1, ""), (answer.Code, answer.Error));
        Assert.StartsWith("busy: A customer is let in and loses a zone\n10 single faults of 10m each", answer.Output, StringComparison.Ordinal);
        Assert.Contains("  1. all targets of orders-lb fail\n     72,000 of ", answer.Output, StringComparison.Ordinal);
        Assert.Contains("mend: let buyers take the address of the own zone first: lost 5,370 -> 0, below 1m59s -> 0s\n", answer.Output, StringComparison.Ordinal);
        Assert.Contains("no small change mends it: failover between zones takes its time (R37)", answer.Output, StringComparison.Ordinal);
        Assert.Contains("no connection is lost when Region us-east-1 is lost (all clients are down with it)", answer.Output, StringComparison.Ordinal);
        Assert.StartsWith("FAIL busy: 8 of 10 single faults take clients below 99.9% (", answer.LastLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_prints_the_same_bytes_each_time_in_text_and_for_programs()
    {
        foreach (var form in new[] { Array.Empty<string>(), ["--json"] })
        {
            string[] arguments = ["chaos", "busy.json", "--double", "--top", "3", .. form];
            var first = await _bench.RunAsync(arguments);
            var second = await _bench.RunAsync(arguments);
            Assert.Equal(first, second);
        }
    }

    [Fact]
    public async Task Programs_read_one_object()
    {
        var answer = await _bench.RunAsync("chaos", "busy.json", "--json", "--for", "5m", "--top", "1", "--double", "--objective", "50%");

        var report = JObject.Parse(answer.Output);
        Assert.Equal((1, "50%", 300, false), (answer.Code, (string?)report["objective"], (int)report["faultSeconds"]!, (bool)report["passed"]!));
        Assert.Equal(("target-failure", "orders-lb", 36_000), ((string?)report.SelectToken("singles[0].faults[0].action"), (string?)report.SelectToken("singles[0].faults[0].of"), (int)report.SelectToken("singles[0].damage.lost")!));
        Assert.Equal(("noTargets", "R6"), ((string?)report.SelectToken("singles[0].findings[0].cause"), (string?)report.SelectToken("singles[0].findings[0].rule")));
        Assert.Empty(report.SelectToken("singles[1].findings")!);
        Assert.NotEmpty(report["pairs"]!);
    }

    [Fact]
    public async Task An_objective_that_no_single_fault_breaks_is_met()
    {
        var answer = await _bench.RunAsync("chaos", "busy.json", "--objective", "0%", "--top", "0");

        Assert.Equal((0, true), (answer.Code, answer.LastLine.StartsWith("PASS busy: 0 of 10 single faults take clients below 0%", StringComparison.Ordinal)));
        Assert.DoesNotContain("because", answer.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_bench.Path("runs")));
    }

    [Theory]
    [InlineData("quiet.json has no traffic|The scenario has no traffic, so no fault can hurt anybody", "quiet.json")]
    [InlineData("a missing file|There is no file or directory nothing.json", "nothing.json")]
    [InlineData("several scenarios|holds several scenarios; name one", ".")]
    [InlineData("a fraction of a second|'500ms' can't be the time of a fault", "busy.json", "--for", "500ms")]
    [InlineData("no duration|'soon' can't be the time of a fault", "busy.json", "--for", "soon")]
    [InlineData("too long|'8d' can't be the time of a fault", "busy.json", "--for", "8d")]
    [InlineData("no share|'99.9' is no share", "busy.json", "--objective", "99.9")]
    [InlineData("no number|--top takes a number from 0 to 1000", "busy.json", "--top", "-1")]
    [InlineData("an unknown option|'--tripple' is no option of plsim chaos", "busy.json", "--tripple")]
    public async Task What_can_not_be_studied_is_refused_in_words(string complaint, params string[] arguments)
    {
        var answer = await _bench.RunAsync(["chaos", .. arguments]);

        Assert.Equal((2, ""), (answer.Code, answer.Output));
        Assert.Contains(complaint.Split('|')[1], answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_study_ends_when_it_is_interrupted()
    {
        using var interruption = new CancellationTokenSource();
        await interruption.CancelAsync();

        var answer = await _bench.RunAsync(shell => shell with { Interruption = interruption.Token }, "chaos", "busy.json");

        Assert.Equal((130, "", "plsim: Interrupted.\n"), (answer.Code, answer.Output, answer.Error));
    }
}
