using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>What targets that leave or fail do to connections that are open (§6.1), each against paper. Second 0 is 12:00, or 13:00 on the stage.</summary>
public sealed class DeploymentSpec
{
    private const int Deployed = 600;
    private const int StageBegins = 3600;

    /// <summary>
    /// 600 are cut at once where the delay is 0, 600 at 300 s where it is 300, none where nothing terminates until the process stops at
    /// 12:20:10; 20 x 1/2 x 60 = 600 are refused by the process that nobody announced, and the 300 of its 600 are reset after 60 s.
    /// </summary>
    [Fact]
    [Trait("Rule", "§6.1/drain")]
    [Trait("Rule", "§6.1/termination")]
    public async Task The_shipped_deployment_breaks_what_its_notes_say()
    {
        var run = await FaultStage.RunAsync(Deployment());

        Assert.True(run.Passed);
        Assert.Equal(new ConnectionCounts(1200, 1200, Reset: 600), Total(run, "cut-chats"));
        Assert.Equal(600, Between(run, "cut-chats", Deployed, Deployed + 1).Reset);
        Assert.Equal(new ConnectionCounts(1200, 1200, Reset: 600), Total(run, "drained-chats"));
        Assert.Equal(600, Between(run, "drained-chats", Deployed + 300, Deployed + 301).Reset);
        Assert.Equal(0, Total(run, "drained-downloads").Broken);
        Assert.Equal(new ConnectionCounts(1200, 1200, Reset: 600), Total(run, "left-chats"));
        Assert.Equal(600, Between(run, "left-chats", 1210, 1211).Reset);
        Assert.Equal(new ConnectionCounts(900, 900, Reset: 300), Total(run, "unannounced-chats"));
        Assert.Equal(300, Between(run, "unannounced-chats", Deployed + 60, Deployed + 61).Reset);
        Assert.Equal(new ConnectionCounts(1200, 600, Refused: 600), Between(run, "unannounced-requests", Deployed, Deployed + 60));
        Assert.Equal(0, Between(run, "unannounced-requests", Deployed + 60, 1270).Lost);
    }

    /// <summary>
    /// Nodes send on to the old target for 120 s: 10 x 1/2 a second. Those that were opened between the 100th and the 120th second are open
    /// still at the 300th: 20 x 5 = 100.
    /// </summary>
    [Fact]
    [Trait("Rule", "§6.1/drain")]
    public async Task Connections_that_came_late_to_a_draining_target_are_cut()
    {
        var scenario = Deployment();
        scenario["settings"] = JObject.Parse("""{ "deregistrationPropagation": "120s" }""");

        var run = await FaultStage.RunAsync(scenario);

        Assert.Equal(100, Total(run, "drained-downloads").Reset);
        Assert.Equal(100, Between(run, "drained-downloads", Deployed + 300, Deployed + 301).Reset);
    }

    [Theory]
    [Trait("Rule", "§6.1/termination")]
    [InlineData("""{ "target_health_state.unhealthy.connection_termination.enabled": false }""", null)]
    [InlineData("""{ "target_health_state.unhealthy.connection_termination.enabled": false, "target_health_state.unhealthy.draining_interval_seconds": 100 }""", 760)]
    public async Task An_unhealthy_target_keeps_its_connections_where_the_attributes_say_so(string attributes, int? reset)
    {
        var scenario = Deployment();
        scenario["topology"]!["loadBalancers"]![3]!["targetGroupAttributes"] = JObject.Parse(attributes);

        var run = await FaultStage.RunAsync(scenario);

        Assert.Equal(reset is null ? 0 : 300, Total(run, "unannounced-chats").Reset);
        Assert.Equal(reset is null ? 0 : 300, Between(run, "unannounced-chats", reset ?? 0, (reset ?? 0) + 1).Reset);
    }

    /// <summary>100 on the one target of use1-az1. Its node fails open and leaves them; with cross-zone on 50 of 100 are on it, and are reset.</summary>
    [Theory]
    [Trait("Rule", "§6.1/termination")]
    [InlineData(false, 0)]
    [InlineData(true, 50)]
    public async Task Where_the_load_balancer_fails_open_nothing_is_reset(bool crossZone, long reset)
    {
        var scenario = FaultStage.WithTraffic(
            ["""{ "name": "clients", "endpoint": "near", "subnet": "near-1", "connectionsPerSecond": 100, "keepOpen": 100, "addressChoice": "sameZone" }"""],
            """{ "target-failure": { "LoadBalancerArn": "lb", "TargetIds": ["i-1"], "KeepsConnections": true, "Duration": "30m" } }""",
            """{ "after": "10m" }""");
        scenario["topology"]!["loadBalancers"]![0]!["crossZone"] = crossZone;

        var run = await FaultStage.RunAsync(scenario);

        Assert.Equal(new ConnectionCounts(0, 0, Reset: reset), Between(run, "clients", StageBegins, StageBegins + 61));
        Assert.Equal(0, Total(run, "clients").Dropped);
    }

    /// <summary>
    /// 100 through both zones of an endpoint in another Region, 50 by each provider zone. The target of use1-az1 is deregistered: its path
    /// moves, and its 50 connections stay. When a zone loses power ten minutes later, the 50 that entered there are cut off, and no others.
    /// </summary>
    [Theory]
    [Trait("Rule", "R37")]
    [Trait("Rule", "§6.1/drain")]
    [InlineData("use1-az1")]
    [InlineData("use1-az2")]
    public async Task Connections_from_another_region_stay_where_they_entered_when_the_path_moves(string lost)
    {
        var run = await FaultStage.RunAsync(FaultStage.WithTraffic(
            ["""{ "name": "clients", "endpoint": "far", "subnet": "far-1", "connectionsPerSecond": 100, "keepOpen": 100 }"""],
            """{ "caller": "provider", "DeregisterTargets": { "LoadBalancerArn": "lb", "Targets": ["i-1"] }, "expect": [{ "endpoint": "far", "reachable": true, "through": "use1-az2" }] }""",
            $$"""{ "after": "10m", "az-power-interruption": { "ZoneId": "{{lost}}", "Duration": "30m" } }""",
            """{ "after": "10m" }"""));

        Assert.True(run.Passed);
        Assert.Equal(0, Between(run, "clients", 0, StageBegins + 600).Broken);
        Assert.Equal(50, Between(run, "clients", StageBegins + 600, StageBegins + 601).Dropped);
        Assert.Equal(50, Total(run, "clients").Broken);
    }

    [Theory]
    [InlineData("""{ "caller": "provider", "ModifyTargetGroupAttributes": { "LoadBalancerArn": "lb" } }""", "nothing is to change; say ProxyProtocolV2 or Attributes")]
    [InlineData("""{ "caller": "provider", "ModifyTargetGroupAttributes": { "LoadBalancerArn": "lb", "Attributes": {} } }""", "nothing is to change")]
    [InlineData("""{ "caller": "provider", "ModifyTargetGroupAttributes": { "LoadBalancerArn": "lb", "Attributes": { "deregistration_delay.timeout_second": 1 } } }""", "did you mean 'deregistration_delay.timeout_seconds'")]
    [InlineData("""{ "caller": "provider", "ModifyTargetGroupAttributes": { "LoadBalancerArn": "lb", "Attributes": { "deregistration_delay.timeout_seconds": "1" } } }""", "a whole number is wanted")]
    [InlineData("""{ "caller": "provider", "ModifyTargetGroupAttributes": { "LoadBalancerArn": "lb", "Attributes": { "target_group_health.dns_failover.minimum_healthy_targets.count": "many" } } }""", "'many' is no threshold; the form is \"2\", or \"off\"")]
    [InlineData("""{ "expect": [{ "loadBalancer": "lb", "targetHealth": { "i-1": "well" } }] }""", "'well' is no state of a target")]
    [InlineData("""{ "expect": [{ "loadBalancer": "lb" }] }""", "nothing is said of a load balancer")]
    [InlineData("""{ "expect": [{ "loadBalancer": "lb", "zonesInService": ["use1-az9"] }] }""", "use1-az9")]
    [InlineData("""{ "expect": [{ "loadBalancer": "service", "zonesInService": [] }] }""", "is a service")]
    public void What_can_not_be_is_refused_before_anything_runs(string step, string complaint) =>
        Assert.Contains(complaint, FaultStage.Complaint(FaultStage.Scenario(step)), StringComparison.Ordinal);

    [Fact]
    public void A_threshold_in_the_topology_is_looked_at_too()
    {
        var scenario = FaultStage.Scenario();
        scenario["topology"]!["loadBalancers"]![0]!["targetGroupAttributes"] =
            JObject.Parse("""{ "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage": "half" }""");

        Assert.Contains("'half' is no threshold", FaultStage.Complaint(scenario), StringComparison.Ordinal);
    }

    /// <summary>Each fact of a load balancer holds and fails as it should, and says what there is.</summary>
    [Fact]
    public async Task Conditions_of_a_load_balancer_say_what_was_found()
    {
        var run = await FaultStage.RunAsync(FaultStage.Scenario(
            """
            {
              "caller": "provider",
              "DeregisterTargets": { "LoadBalancerArn": "lb", "Targets": ["i-1"] },
              "expect": [
                { "loadBalancer": "lb", "targetHealth": { "i-1": "draining", "i-2": "healthy" }, "zonesInService": ["use1-az2"] },
                { "loadBalancer": "lb", "targetHealth": { "i-1": "unused" } },
                { "loadBalancer": "lb", "targetHealth": { "i-3": "healthy" } },
                { "loadBalancer": "lb", "zonesInService": ["use1-az2", "use1-az1"] }
              ]
            }
            """));

        Assert.Equal(
            [(true, "i-1 is draining"), (false, "i-1 is draining"), (false, "i-3 is no target of it"), (false, "it is in use1-az2")],
            run.Verdicts.Select(verdict => (verdict.Held, verdict.Found)));
    }

    private static JObject Deployment() => (JObject)ShippedScenarios.Read("deployment").Canonical.DeepClone();

    private static ConnectionCounts Total(ScenarioRun run, string group) => Series(run, group).Total;

    private static ConnectionCounts Between(ScenarioRun run, string group, long from, long to) => Series(run, group).Between(from, to);

    private static ClientSeries Series(ScenarioRun run, string group) => run.Traffic.Single(series => series.Group.Name == group);
}
