using System.Globalization;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Simulation.Tests.Scenarios;

/// <summary>What an expectation sees, and when it is decided. Zone use1-az1 is impaired or repaired around it.</summary>
public sealed class ExpectationSpec
{
    private const string Reachable = """{ "endpoint": "orders-endpoint", "zone": "use1-az1", "reachable": true }""";
    private const string Unreachable = """{ "endpoint": "orders-endpoint", "zone": "use1-az1", "reachable": false }""";
    private const string Impair = """{ "after": "1h", "ImpairZone": { "ZoneId": "use1-az1" } }""";
    private const string ImpairAtOnce = """{ "ImpairZone": { "ZoneId": "use1-az1" } }""";
    private const string Repair = """{ "after": "1h", "RepairZone": { "ZoneId": "use1-az1" } }""";

    [Theory]
    [InlineData("never", Reachable, "5m", Impair, false)]
    [InlineData("never", Reachable, "5m", ImpairAtOnce, false)]
    [InlineData("never", Unreachable, "5m", Impair, true)]
    [InlineData("never", Unreachable, "1h", Impair, false)]
    [InlineData("always", Reachable, "5m", Impair, true)]
    [InlineData("always", Reachable, "2h", Impair, false)]
    [InlineData("always", Unreachable, "5m", Impair, false)]
    [InlineData("eventually", Reachable, "5m", Impair, true)]
    [InlineData("eventually", Unreachable, "5m", Impair, false)]
    [InlineData("eventually", Unreachable, "1h", Impair, true)]
    public async Task A_step_that_only_looks_sees_the_world_as_it_is_from_then_on(string kind, string condition, string time, string next, bool holds)
    {
        var duration = kind == "eventually" ? "within" : "for";

        var verdicts = await Judge($$"""{ "after": "10m", "{{kind}}": [{{condition}}], "{{duration}}": "{{time}}" }""", next);

        Assert.Equal(holds, Assert.Single(verdicts).Held);
    }

    [Fact]
    public async Task A_fault_that_lasts_longer_than_the_look_is_seen()
    {
        var verdicts = await Judge(Impair, $$"""{ "always": [{{Reachable}}], "for": "5m" }""", Repair);

        Assert.False(Assert.Single(verdicts).Held);
    }

    [Theory]
    [InlineData("""{ "endpoint": "refused", "reachable": false }""", "refused reaches no target", "refused was never made")]
    [InlineData("""{ "endpoint": "refused", "reachable": true }""", "refused reaches a target", "refused was never made")]
    [InlineData("""{ "endpoint": "orders-endpoint", "zone": "use1-az5", "reachable": false }""", "orders-endpoint from use1-az5 reaches no target", "orders-endpoint has no interface there")]
    [InlineData("""{ "endpoint": "orders-endpoint", "reachable": false, "through": "use1-az3" }""", null, null)]
    public async Task Nothing_holds_of_what_is_not_there(string condition, string? text, string? found)
    {
        var verdict = Assert.Single(await Judge($$"""{ "after": "10m", "expect": [{{condition}}] }"""));

        Assert.False(verdict.Held);
        Assert.Equal(text ?? verdict.Text, verdict.Text);
        Assert.Equal(found ?? verdict.Found, verdict.Found);
    }

    [Fact]
    public async Task A_service_that_is_gone_supports_no_Region_not_even_none()
    {
        var verdicts = await Judge("""
            {
              "after": "1m", "caller": "shop", "region": "us-east-1",
              "CreateVpcEndpointServiceConfiguration": { "NetworkLoadBalancerArns": ["orders-lb"] }, "as": "second",
              "refused": { "code": "InvalidParameter", "rule": "R3a" },
              "expect": [{ "service": "second", "supportedRegions": [] }]
            }
            """);

        Assert.Equal([true, false], verdicts.Select(verdict => verdict.Held));
    }

    [Fact]
    public async Task A_TXT_record_of_a_service_without_a_private_DNS_name_names_the_command_and_what_would_be_right()
    {
        var verdict = Assert.Single(await Judge("""{ "after": "1m", "PublishTxtRecord": { "Service": "orders" } }"""));

        Assert.Equal(("PublishTxtRecord is accepted", false), (verdict.Text, verdict.Held));
        Assert.Equal(
            "'orders' has no private DNS name, so there is no TXT record to verify one; "
            + "give it one first with ModifyVpcEndpointServiceConfiguration and PrivateDnsName.",
            verdict.Found);
    }

    [Theory]
    [InlineData("0s", """["eu-west-1", "us-east-1"]""")]
    [InlineData("1h", """["us-east-1"]""")]
    public async Task A_supported_Region_of_the_topology_is_available_when_its_activation_has_passed(string activation, string supported)
    {
        var verdicts = await Judge(
            scenario =>
            {
                scenario["settings"] = new JObject { ["supportedRegionActivation"] = activation };
                scenario["topology"]!["services"]![0]!["supportedRegions"] = new JArray("eu-west-1");
            },
            $$"""{ "after": "1m", "expect": [{ "service": "orders", "supportedRegions": {{supported}} }] }""",
            """{ "after": "1h", "expect": [{ "service": "orders", "supportedRegions": ["eu-west-1", "us-east-1"] }] }""");

        Assert.Equal([true, true], verdicts.Select(verdict => verdict.Held));
    }

    // The endpoint of the first shipped scenario, its steps replaced; only the verdicts of the steps under test are given back.
    private static Task<Verdict[]> Judge(params string[] steps) => Judge(_ => { }, steps);

    private static async Task<Verdict[]> Judge(Action<JObject> change, params string[] steps)
    {
        var scenario = (JObject)ShippedScenarios.Read("first-endpoint").Canonical.DeepClone();
        change(scenario);
        var made = scenario["steps"]!.Take(3).Select(step => (JObject)step.DeepClone()).ToArray();
        foreach (var step in made)
        {
            step.Remove("expect");
            step.Remove("eventually");
            step.Remove("within");
        }

        made[0]["as"] = "refused";
        scenario["steps"] = new JArray([.. made, .. steps.Select(JObject.Parse)]);
        var run = new ScenarioRun(ScenarioFile.Parse(scenario.ToString(), "test.json", RegionData.Load().Regions));
        await using var simulator = Simulator.Open(JournalOptions.Memory);
        await simulator.RunAsync(ShippedScenarios.Plan(run, string.Create(CultureInfo.InvariantCulture, $"expectation-{steps.Length}")));
        return [.. run.Verdicts.Where(verdict => verdict.Step >= made.Length)];
    }
}
