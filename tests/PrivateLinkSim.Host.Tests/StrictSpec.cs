using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Host.Tests;

/// <summary>What a run tells besides its verdict: the rules it exercised, and the expectations that rest on assumptions.</summary>
public sealed class StrictSpec : IDisposable
{
    private static readonly string Published = Given.Story
        .Replace("""
            ,
                {
                  "after": "5m", "note": "A zone fails.",
                  "ImpairZone": { "ZoneId": "use1-az1" },
                  "eventually": [{ "endpoint": "orders-endpoint", "dns": "regional", "answers": ["use1-az2"] }], "within": "60s"
                }
            """, "", StringComparison.Ordinal);

    private readonly Workbench _bench = new Workbench()
        .With("story.json", Given.Story)
        .With("published.json", Published)
        .With("stated.json", Given.Story.Replace("\"start\":", "\"settings\": { \"zoneImpairmentDetection\": \"60s\" }, \"start\":", StringComparison.Ordinal));

    private static string Again(string setting) => Given.Story
        .Replace("\"start\":", $"\"settings\": {{ {setting} }}, \"start\":", StringComparison.Ordinal)
        .Replace("""
            {
                  "note": "Now the endpoint is made."
            """, """
            {
                  "caller": "shop",
                  "ModifyVpcEndpointServicePermissions": { "ServiceId": "orders", "AddAllowedPrincipals": ["customer"] },
                  "refused": { "code": "InvalidParameter", "rule": "§2.4/again" }
                },
                {
                  "note": "Now the endpoint is made."
            """, StringComparison.Ordinal);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task An_expectation_that_rests_on_an_assumed_setting_fails_a_strict_run()
    {
        var lenient = await _bench.RunAsync("run", "story.json", "--journal", "memory");
        var strict = await _bench.RunAsync("run", "story.json", "--journal", "memory", "--strict");

        Assert.Equal((0, 1), (lenient.Code, strict.Code));
        Assert.Contains("Resting on assumptions", strict.Output, StringComparison.Ordinal);
        Assert.Contains("zoneImpairmentDetection = 60s: with 2m it does not hold", strict.Output, StringComparison.Ordinal);
        Assert.EndsWith("(1 rests on assumptions)", strict.LastLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_that_is_assumed_and_has_no_setting_can_not_be_stated_away()
    {
        _bench.With("again.json", Again("\"principalChangesAreIdempotent\": false, \"zoneImpairmentDetection\": \"60s\""));

        var lenient = await _bench.RunAsync("run", "again.json", "--journal", "memory");
        var strict = await _bench.RunAsync("run", "again.json", "--journal", "memory", "--strict");

        Assert.Equal((0, 1), (lenient.Code, strict.Code));
        Assert.Contains("steps[2].refused", strict.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_assumption_is_told_with_the_first_expectation_that_rests_on_it()
    {
        const string Look = """{ "eventually": [{ "endpoint": "orders-endpoint", "dns": "regional", "answers": ["use1-az2"] }], "within": "60s" }""";
        _bench.With("often.json", Given.Story.Insert(Given.Story.LastIndexOf(']'), $", {Look}, {Look}"));

        var text = await _bench.RunAsync("run", "often.json", "--journal", "memory", "--strict");
        var json = await _bench.RunAsync("run", "often.json", "--journal", "memory", "--strict", "--json");

        Assert.Contains("with 2m it does not hold", text.Output, StringComparison.Ordinal);
        Assert.Contains("; and 2 later expectations", text.Output, StringComparison.Ordinal);
        Assert.EndsWith("(3 rest on assumptions)", text.LastLine, StringComparison.Ordinal);
        var assumption = Assert.Single(Assert.Single(JArray.Parse(json.Output))["assumptions"]!);
        Assert.StartsWith("steps[3].eventually", (string)assumption["path"]!, StringComparison.Ordinal);
        Assert.Equal(2, assumption["later"]!.Count());
    }

    [Theory]
    [InlineData("published.json")]
    [InlineData("stated.json")]
    public async Task What_is_published_or_stated_by_the_scenario_passes(string file)
    {
        var answer = await _bench.RunAsync("run", file, "--journal", "memory", "--strict");

        Assert.DoesNotContain("Resting", answer.Output, StringComparison.Ordinal);
        Assert.Equal(0, answer.Code);
    }

    [Fact]
    public async Task Programs_read_the_assumptions_as_a_list()
    {
        var answer = await _bench.RunAsync("run", "story.json", "--journal", "memory", "--strict", "--json");

        var report = Assert.Single(JArray.Parse(answer.Output));
        var assumption = Assert.Single(report["assumptions"]!);
        Assert.False((bool)report["passed"]!);
        Assert.Equal(("steps[3].eventually", "zoneImpairmentDetection", "60s"), (((string)assumption["path"]!)[..19], (string)assumption["setting"]!, (string)assumption["default"]!));
    }

    [Fact]
    public async Task A_run_and_a_verification_can_tell_which_rules_were_exercised()
    {
        var run = await _bench.RunAsync("run", "story.json", "--journal", "memory", "--quiet", "--report", "rules");
        var verify = await _bench.RunAsync("verify", "story.json", "--runs", "1", "--report", "rules");
        var json = await _bench.RunAsync("run", "story.json", "--journal", "memory", "--json", "--report", "rules");

        Assert.Matches(@"Rules exercised\n(?:  .*\n)*  R4  +You grant permission", run.Output);
        Assert.Matches(@"Rules exercised\n(?:  .*\n)*  R4  +You grant permission", verify.Output);
        Assert.Contains("R4", Assert.Single(JArray.Parse(json.Output))["rules"]!.Select(rule => (string)rule["id"]!));
    }

    [Theory]
    [InlineData("rulez")]
    [InlineData("rules,what")]
    public async Task A_report_that_there_is_not_is_refused(string what)
    {
        var answer = await _bench.RunAsync("run", "story.json", "--report", what);

        Assert.Equal(2, answer.Code);
        Assert.Contains("is no report; there is: rules", answer.Error, StringComparison.Ordinal);
    }
}
