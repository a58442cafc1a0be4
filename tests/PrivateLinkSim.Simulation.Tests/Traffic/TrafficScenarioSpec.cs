using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>Traffic in a scenario: what is refused before anything runs, and that it never changes what is logged.</summary>
public sealed class TrafficScenarioSpec
{
    private const string Shipped = "traffic-through-a-zone-failure";

    [Theory]
    [InlineData("endpoint", "\"nowhere\"", "nowhere")]
    [InlineData("subnet", "\"front-1\"", "is not in the VPC of 'rates-endpoint'")]
    [InlineData("name", "\"rates\"", "can't be the name of a group")]
    [InlineData("name", "\"by-zonal-name\"", "can't be the name of a group")]
    [InlineData("connectionsPerSecond", "0", "0 is not from 1 to 100000")]
    [InlineData("resolverSeconds", "-1", "-1 is not from 0 to 86400")]
    [InlineData("bytesPerConnection", "-1", "-1 is not from 0 to 1000000000000")]
    [InlineData("bytesPerConnection", "1000000000001", "1000000000001 is not from 0 to 1000000000000")]
    [InlineData("bytesPerConnection", "0.5", "bytesPerConnection")]
    [InlineData("dns", "\"eu-west-1a\"", "eu-west-1a")]
    [InlineData("port", "70000", "70000 is no port")]
    [InlineData("fallback", "\"nowhere\"", "nowhere")]
    [InlineData("fallback", "\"rates-endpoint\"", "is the group's own endpoint")]
    [InlineData("securityGroups", "[\"nowhere\"]", "nowhere")]
    [InlineData("address", "\"10.0.0.0/8\"", "say where they are")]
    [InlineData("datagramBytes", "1500", "TCP has no datagrams")]
    [InlineData("keepaliveSeconds", "10", "never idle")]
    [InlineData("keepOpen", "1000001", "1000001 is not from 0 to 1000000")]
    [InlineData("source", "\"mars\"", "source")]
    [InlineData("connectTimeoutSeconds", "0", "0 is not from 1 to 3600")]
    public void A_group_that_can_not_be_is_refused_by_name(string member, string value, string complaint)
    {
        var scenario = Scenario();
        scenario["traffic"]![0]![member] = JToken.Parse(value);

        Assert.Contains(complaint, Complaint(scenario), StringComparison.Ordinal);
    }

    /// <summary>100 connections a second of 1 GB, half of them to each of two interfaces: 50 want 50 GB, and 1.25 GB or 12.5 GB pass.</summary>
    [Theory]
    [InlineData(null, 24)]
    [InlineData(10, 2)]
    public async Task The_bandwidth_of_interfaces_is_a_setting(int? gbps, long connected)
    {
        var scenario = FaultStage.WithTraffic(
            ["{ 'name': 'apps', 'endpoint': 'near', 'subnet': 'near-4', 'connectionsPerSecond': 100, 'bytesPerConnection': 1000000000 }"], "{ 'after': '1m' }");
        if (gbps is { } number)
        {
            scenario["settings"] = new JObject { ["endpointInterfaceGbps"] = number };
        }

        var run = await FaultStage.RunAsync(scenario);

        Assert.Equal(connected, run.Traffic[0].Between(3_600, 3_601).Connected);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public void A_bandwidth_that_no_interface_has_is_refused(int gbps)
    {
        var scenario = FaultStage.Scenario();
        scenario["settings"] = new JObject { ["endpointInterfaceGbps"] = gbps };

        Assert.Contains($"settings.endpointInterfaceGbps: {gbps} is not from 1 to 100", FaultStage.Complaint(scenario), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "traffic": "nobody", "lostAtMost": 0 }""", "nobody")]
    [InlineData("""{ "traffic": "by-zonal-name" }""", "say what is expected of the traffic")]
    [InlineData("""{ "traffic": "by-zonal-name", "availability": "99,9%" }""", "is no share")]
    [InlineData("""{ "traffic": "by-zonal-name", "availability": "101%" }""", "is no share")]
    [InlineData("""{ "traffic": "by-zonal-name", "lossAtMost": "soon" }""", "is no duration")]
    [InlineData("""{ "traffic": "by-zonal-name", "recoveredWithin": "90s" }""", "say with 'over' from when it counts")]
    [InlineData("""{ "traffic": "by-zonal-name", "latencyP99AtMost": "fast" }""", "is no duration")]
    [InlineData("""{ "traffic": "by-zonal-name", "loadAtMost": "much" }""", "is no share")]
    [InlineData("""{ "traffic": "by-zonal-name", "lostAtMost": 0, "over": "soon" }""", "is no duration")]
    [InlineData("""{ "traffic": "by-zonal-name", "state": "available" }""", "state")]
    public void An_expectation_that_can_not_be_is_refused(string condition, string complaint)
    {
        var scenario = Scenario();
        scenario["steps"]![1]!["expect"] = new JArray(JObject.Parse(condition));

        Assert.Contains(complaint, Complaint(scenario), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Expectations_that_do_not_hold_say_what_was_found()
    {
        var scenario = Scenario();
        scenario["steps"]![5]!["expect"] = JArray.Parse("""
            [
              { "traffic": "by-regional-name", "availability": "99%" },
              { "traffic": "by-regional-name", "lostAtMost": 5369 },
              { "traffic": "by-regional-name", "lossAtMost": "118s" },
              { "traffic": "by-regional-name", "availabilityAtMost": "98.9%" },
              { "traffic": "by-regional-name", "availabilityAtMost": "99%" },
              { "traffic": "by-regional-name", "recoveredWithin": "118s", "over": "40m" },
              { "traffic": "by-regional-name", "latencyP50AtMost": "1ms" },
              { "traffic": "by-regional-name", "latencyP99AtMost": "2ms" },
              { "traffic": "rates-endpoint", "lostAtMost": 44933 },
              { "traffic": "all", "lossAtMost": "29m" },
              { "traffic": "by-regional-name", "loadAtMost": "1%" }
            ]
            """);

        var (run, _) = await RunAsync(scenario);

        Assert.Equal(
            [
                "98.919%: 491,430 of 496,800",
                "it lost 5,370 of 496,800",
                "it did for 1m59s",
                "98.919%: 491,430 of 496,800",
                "held",
                "the last connection was lost after 1m59s",
                "it took 1.5 ms",
                "it took 3 ms",
                "it lost 44,934 of 1,531,800",
                "it did for 30m",
                "use1-az2 had 39.2727%"
            ],
            run.Verdicts.Where(verdict => verdict.Step == 5).Select(verdict => verdict.Held ? "held" : verdict.Found));
    }

    /// <summary>
    /// Of 1,531,800 connections 44,934 are lost. by-zonal-name loses all for the 30 minutes of the fault, which ends an hour after the
    /// start; seventy minutes back is the start.
    /// </summary>
    [Theory]
    [InlineData("availability", "\"97.1%\"", "97.0665%: 1,486,866 of 1,531,800")]
    [InlineData("availabilityAtMost", "\"97%\"", "97.0665%: 1,486,866 of 1,531,800")]
    [InlineData("lost", "44933", "it lost 44,934 of 1,531,800")]
    [InlineData("lost", "44935", "it lost 44,934 of 1,531,800")]
    [InlineData("broken", "1", "0 were reset and 0 cut off")]
    [InlineData("lost", "-1", null)]
    [InlineData("lostAtMost", "44933", "it lost 44,934 of 1,531,800")]
    [InlineData("lostAtMost", "-1", null)]
    [InlineData("brokenAtMost", "-1", null)]
    [InlineData("lossAtMost", "\"29m59s\"", "it did for 30m")]
    [InlineData("recoveredWithin", "\"39m\"", "the last connection was lost after 1h")]
    [InlineData("latencyP50AtMost", "\"700us\"", null)]
    [InlineData("latencyP50AtMost", "\"0s\"", "it took 1.5 ms")]
    [InlineData("latencyP99AtMost", "\"2ms\"", "it took 3 ms")]
    [InlineData("loadAtMost", "\"39%\"", "use1-az2 had 39.2727%")]
    public async Task Every_expectation_is_of_a_group_an_endpoint_or_all(string member, string value, string? found)
    {
        foreach (var subject in new[] { "rates-endpoint", "all" })
        {
            var scenario = Scenario();
            var condition = new JObject { ["traffic"] = subject, [member] = JToken.Parse(value), ["over"] = "70m" };
            scenario["steps"]![5]!["expect"] = new JArray(condition);
            if (found is null)
            {
                Assert.Contains(member, Complaint(scenario), StringComparison.Ordinal);
                continue;
            }

            var (run, _) = await RunAsync(scenario);
            Assert.Equal(found, Assert.Single(run.Verdicts, verdict => verdict is { Step: 5, Held: false }).Found);
        }
    }

    [Fact]
    public async Task Clients_that_keep_connections_open_have_recovered_when_all_are_open_again()
    {
        var scenario = (JObject)ShippedScenarios.Read("long-lived-connections").Canonical.DeepClone();
        scenario["steps"]![2]!["expect"] = JArray.Parse("""
            [
              { "traffic": "patient", "recoveredWithin": "2m13s", "over": "10m" },
              { "traffic": "patient", "recoveredWithin": "2m14s", "over": "10m" },
              { "traffic": "all", "recoveredWithin": "2m13s", "over": "10m" }
            ]
            """);

        var (run, _) = await RunAsync(scenario);

        Assert.Equal(
            [(false, "open connections were missing for 2m14s"), (true, "open connections were missing for 2m14s"), (false, "open connections were missing for 2m14s")],
            run.Verdicts.Where(verdict => verdict.Step == 2).Select(verdict => (verdict.Held, verdict.Found)));
    }

    [Fact]
    public async Task Traffic_changes_nothing_that_happens_and_the_order_of_groups_changes_no_count()
    {
        var (run, result) = await RunAsync(Scenario());
        var reversed = Scenario();
        reversed["traffic"] = new JArray(reversed["traffic"]!.Reverse());
        var (other, _) = await RunAsync(reversed);
        var without = Scenario();
        without.Remove("traffic");
        foreach (var step in without["steps"]!.Cast<JObject>())
        {
            step.Remove("expect");
        }

        var (_, quiet) = await RunAsync(without);

        Assert.True(run.Passed);
        Assert.Equal(quiet.StateDigest, result.StateDigest);
        Assert.Equal(quiet.Events, result.Events);
        Assert.Equal(run.Costs.Rows.AsEnumerable(), other.Costs.Rows);
        Assert.Equal(run.Traffic.Select(series => (series.Group.Name, series.Total)), other.Traffic.Select(series => (series.Group.Name, series.Total)));
    }

    /// <summary>Two zones from 12:00 to 13:10 are 2 x 2 h x $0.01 = $0.04; the rest is data, which nothing else uses.</summary>
    [Fact]
    public async Task A_run_with_traffic_costs_its_hours_and_its_bytes_and_one_without_is_not_priced()
    {
        var (run, _) = await RunAsync(Scenario());
        var without = Scenario();
        without.Remove("traffic");
        foreach (var step in without["steps"]!.Cast<JObject>())
        {
            step.Remove("expect");
        }

        var (quiet, _) = await RunAsync(without);

        var bytes = run.Traffic.Sum(series => series.Total.Connected * series.Group.BytesPerConnection);
        Assert.Equal([(4m, 0.04m), (decimal.Round((decimal)bytes / (1 << 30), 9), decimal.Round((decimal)bytes / (1 << 30) * 0.01m, 6))], run.Costs.Rows.Select(row => (row.Quantity, row.Usd)));
        Assert.Empty(quiet.Costs.Rows);
    }

    /// <summary>
    /// The customer's endpoint is deleted after 59 min 30 s: 2 zones x 1 h = $0.02. The 2 min that it takes to go and the rest of the run
    /// are nobody's.
    /// </summary>
    [Fact]
    public async Task A_deleted_endpoint_is_billed_no_longer()
    {
        var scenario = Scenario();
        scenario["steps"]![2] = JObject.Parse("""{ "after": "29m30s", "caller": "customer", "DeleteVpcEndpoints": { "VpcEndpointIds": ["rates-endpoint"] } }""");

        var (run, _) = await RunAsync(scenario);

        Assert.Equal((2m, 0.02m), run.Costs.Rows.Where(row => row.Item == CostItem.EndpointHours).Select(row => (row.Quantity, row.Usd)).Single());
    }

    private static JObject Scenario() => (JObject)ShippedScenarios.Read(Shipped).Canonical.DeepClone();

    private static string Complaint(JObject scenario) =>
        string.Join('\n', Assert.Throws<BadScenarioException>(() => Read(scenario)).Errors.Select(error => error.ToString()));

    private static ScenarioFile Read(JObject scenario) => ScenarioFile.Parse(scenario.ToString(), "test.json", RegionData.Load().Regions);

    private static async Task<(ScenarioRun Run, RunResult Result)> RunAsync(JObject scenario)
    {
        var run = new ScenarioRun(Read(scenario));
        await using var simulator = Simulator.Open(JournalOptions.Memory);
        var result = await simulator.RunAsync(ShippedScenarios.Plan(run, "traffic"));
        return (run, result);
    }
}
