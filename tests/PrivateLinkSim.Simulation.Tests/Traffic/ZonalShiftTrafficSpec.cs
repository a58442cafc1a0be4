using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>What a zonal shift does to clients (§6.1), each against paper. Second 0 is 12:00; on the stage things begin at 13:00.</summary>
public sealed class ZonalShiftTrafficSpec
{
    private const int Begins = 3600;

    /// <summary>
    /// The packets are lost from 12:30 on, and a connect gets through in a quarter of the cases. AWS shifts at 12:32, and at 12:33 no client
    /// knows the zone any more: 120 x 60 + 1770 = 8970 went there, of which 6727 failed. Where nobody shifts 216,000 do, and 162,000 fail.
    /// </summary>
    [Fact]
    [Trait("Rule", "§6.1/autoshift")]
    public async Task The_shipped_autoshift_loses_what_its_notes_say()
    {
        var run = await FaultStage.RunAsync((JObject)ShippedScenarios.Read("zonal-autoshift").Canonical.DeepClone());

        Assert.True(run.Passed);
        Assert.Equal(6727, Between(run, "to-shifted", 1800, 1980).Lost);
        Assert.Equal(6727, Total(run, "to-shifted").Lost);
        Assert.Equal(162_000, Between(run, "to-plain", 1800, 5400).Lost);
        Assert.Equal(0, Total(run, "chats").Broken);
    }

    /// <summary>1800 s later the shift is over, or canceled after 600 s: what goes through the zone until then are clients with an old answer.</summary>
    [Theory]
    [Trait("Rule", "§6.1/shift")]
    [InlineData("""{ "after": "0s" }""", 1800)]
    [InlineData("""{ "at": "2026-01-01T13:10:00Z", "cancel-zonal-shift": { "LoadBalancerArn": "lb" } }""", 600)]
    public async Task New_connections_go_elsewhere_until_the_shift_ends(string end, int ends)
    {
        var run = await FaultStage.RunAsync(Shiftable(
            """{ "name": "clients", "endpoint": "near", "subnet": "near-2", "connectionsPerSecond": 120 }""",
            """{ "zonal-shift": { "LoadBalancerArn": "lb", "AwayFrom": "use1-az1", "ExpiresIn": "30m" } }""",
            end,
            """{ "at": "2026-01-01T14:00:00Z" }"""));

        Assert.Equal(0, Total(run, "clients").Lost);
        Assert.Equal(1770, ThroughOne(run, Begins, Begins + 60));
        Assert.Equal(0, ThroughOne(run, Begins + 60, Begins + ends));
        Assert.Equal(1830, ThroughOne(run, Begins + ends, Begins + ends + 60));
        Assert.Equal(60 * 600, ThroughOne(run, Begins + ends + 60, Begins + ends + 660));
    }

    /// <summary>Where names of endpoints do not follow, half of the clients go through the zone as before.</summary>
    [Theory]
    [Trait("Rule", "§6.2/shift")]
    [InlineData(true, 0)]
    [InlineData(false, 60 * 600)]
    public async Task Whether_clients_of_endpoints_notice_a_shift_is_a_setting(bool follows, long throughOne)
    {
        var scenario = Shiftable(
            """{ "name": "clients", "endpoint": "near", "subnet": "near-2", "connectionsPerSecond": 120 }""",
            """{ "zonal-shift": { "LoadBalancerArn": "lb", "AwayFrom": "use1-az1", "ExpiresIn": "1h" } }""",
            """{ "after": "30m" }""");
        scenario["settings"] = new JObject { ["zonalShiftAffectsEndpointNames"] = follows };

        var run = await FaultStage.RunAsync(scenario);

        Assert.Equal(throughOne, ThroughOne(run, Begins + 60, Begins + 660));
    }

    /// <summary>
    /// 100 stay open through both zones of an endpoint in another Region, 50 entering at each zone of the provider and 50 on each target.
    /// The shift breaks none, although its path moves. When its zone then loses power, the 50 that entered there are cut off, and of the
    /// other 50 those 25 on its target.
    /// </summary>
    [Theory]
    [Trait("Rule", "§6.1/shift")]
    [InlineData("use1-az1")]
    [InlineData("use1-az2")]
    public async Task What_is_open_stays_where_it_entered_with_cross_zone_on(string zone)
    {
        var scenario = Shiftable(
            """{ "name": "clients", "endpoint": "far", "subnet": "far-1", "connectionsPerSecond": 100, "keepOpen": 100 }""",
            $$"""{ "zonal-shift": { "LoadBalancerArn": "lb", "AwayFrom": "{{zone}}", "ExpiresIn": "1h" }, "expect": [{ "endpoint": "far", "reachable": true, "through": "{{Other(zone)}}" }] }""",
            $$"""{ "after": "10m", "az-power-interruption": { "ZoneId": "{{zone}}", "Duration": "30m" } }""",
            """{ "after": "10m" }""");
        var loadBalancer = scenario["topology"]!["loadBalancers"]![0]!;
        loadBalancer["crossZone"] = true;
        loadBalancer["targetGroupAttributes"] = new JObject { ["target_health_state.unhealthy.connection_termination.enabled"] = false };

        var run = await FaultStage.RunAsync(scenario);

        Assert.True(run.Passed);
        Assert.Equal(0, Between(run, "clients", 0, Begins + 600).Broken);
        Assert.Equal(75, Between(run, "clients", Begins + 600, Begins + 601).Dropped);
        Assert.Equal(75, Total(run, "clients").Broken);
    }

    [Theory]
    [InlineData("""{ "caller": "provider", "ModifyLoadBalancerAttributes": { "LoadBalancerArn": "lb" } }""", "nothing is to change; say")]
    [InlineData("""{ "cancel-zonal-shift": { "LoadBalancerArn": "ld" } }""", "'ld'")]
    [InlineData("""{ "cancel-zonal-shift": { "LoadBalancerArn": "service" } }""", "is a service")]
    [InlineData("""{ "zonal-autoshift": { "LoadBalancerArn": "lb" } }""", "Enabled")]
    [InlineData("""{ "zonal-autoshift": { "LoadBalancerArn": "lb", "Enabled": "yes" } }""", "Enabled")]
    public void What_can_not_be_is_refused_before_anything_runs(string step, string complaint) =>
        Assert.Contains(complaint, FaultStage.Complaint(FaultStage.Scenario(step)), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{ "zonalShift": false, "zonalAutoshift": true }""", "zonalShift")]
    [InlineData("""{ "zonalShift": true, "crossZone": true }""", "target_health_state.unhealthy.connection_termination.enabled")]
    public void A_load_balancer_that_can_not_be_is_refused_too(string members, string complaint)
    {
        var scenario = FaultStage.Scenario();
        ((JObject)scenario["topology"]!["loadBalancers"]![0]!).Merge(JObject.Parse(members));

        Assert.Contains(complaint, FaultStage.Complaint(scenario), StringComparison.Ordinal);
    }

    private static JObject Shiftable(string group, params string[] steps)
    {
        var scenario = FaultStage.WithTraffic([group], steps);
        scenario["topology"]!["loadBalancers"]![0]!["zonalShift"] = true;
        return scenario;
    }

    private static string Other(string zone) => zone == "use1-az1" ? "use1-az2" : "use1-az1";

    private static ConnectionCounts Total(ScenarioRun run, string group) => Series(run, group).Total;

    private static ConnectionCounts Between(ScenarioRun run, string group, long from, long to) => Series(run, group).Between(from, to);

    // The seconds of a stretch are alike.
    private static long ThroughOne(ScenarioRun run, long from, long to) => Series(run, "clients").Stretches
        .Where(stretch => stretch.ByZone.ContainsKey("use1-az1"))
        .Sum(stretch => stretch.ByZone["use1-az1"].Connected * Math.Max(0, Math.Min(to, stretch.From + stretch.Seconds) - Math.Max(from, stretch.From)) / stretch.Seconds);

    private static ClientSeries Series(ScenarioRun run, string group) => run.Traffic.Single(series => series.Group.Name == group);
}
