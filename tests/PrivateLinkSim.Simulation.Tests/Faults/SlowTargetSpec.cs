namespace PrivateLinkSim.Simulation.Tests;

/// <summary>
/// Slow targets in a scenario. The one in use1-az1 is slow from 13:00 on, for half an hour; clients in use1-az4 open 120 connections a second,
/// half of them through its zone.
/// </summary>
public sealed class SlowTargetSpec
{
    /// <summary>1 + 0.25 + 0.25 ms to the target and 3 s until it answers, twice as long without the 3 s at most; the others take 1.5 to 3 ms.</summary>
    [Fact]
    [Trait("Rule", "§fault/target-slow")]
    public async Task A_slow_target_shows_in_what_connects_take()
    {
        var run = await RunAsync(10, "'ZoneId': 'use1-az1', 'DelayMilliseconds': 3000");

        Assert.Equal((3_000, 3_003_000), Latency(run, 3_600, 5_400));
        Assert.Equal((1_500, 3_000), Latency(run, 5_400, 6_000));
        Assert.Equal(0, run.Traffic[0].Total.Lost);
    }

    /// <summary>Nobody finds out: clients give up after 5 s, and health checks wait for 10. 1,800 s x 60 are lost.</summary>
    [Fact]
    [Trait("Rule", "§fault/target-slow")]
    public async Task One_that_is_too_slow_for_clients_and_not_for_health_checks_goes_on_being_sent_to()
    {
        var run = await RunAsync(5, "'TargetIds': ['i-1'], 'DelayMilliseconds': 6000");

        Assert.Equal((108_000, 108_000), (run.Traffic[0].Total.Lost, run.Traffic[0].Total.TimedOut));
        Assert.Equal(["§fault/target-slow"], run.Traffic[0].Stretches.SelectMany(stretch => stretch.Rules).Distinct());
        Assert.Contains("§fault/target-slow", run.ExercisedRules);
    }

    [Fact]
    [Trait("Rule", "§fault/target-slow")]
    public async Task A_datagram_has_arrived_before_it_is_answered()
    {
        var scenario = Scenario(1, "'ZoneId': 'use1-az1', 'DelayMilliseconds': 6000");
        scenario["traffic"]![0]!["protocol"] = "udp";

        var run = await FaultStage.RunAsync(scenario);

        Assert.Equal((1_500, 3_000), Latency(run, 3_600, 5_400));
        Assert.Equal(0, run.Traffic[0].Total.Lost);
    }

    /// <summary>It is found out in 60 s and leaves DNS, and clients keep answers for 60 s: 60 x 60 + 59 + ... + 1.</summary>
    [Fact]
    [Trait("Rule", "§fault/target-slow")]
    public async Task One_that_is_too_slow_for_health_checks_is_sent_to_until_they_find_out()
    {
        var run = await RunAsync(10, "'ZoneId': 'use1-az1', 'DelayMilliseconds': 12000");

        Assert.Equal(5_370, run.Traffic[0].Total.Lost);
    }

    /// <summary>With cross-zone load balancing every node knows both targets; half of what each zone's node sends is late.</summary>
    [Fact]
    [Trait("Rule", "§fault/target-slow")]
    public async Task Across_zones_half_of_each_nodes_connections_are_lost()
    {
        var scenario = Scenario(5, "'TargetIds': ['i-1'], 'DelayMilliseconds': 6000");
        scenario["topology"]!["loadBalancers"]![0]!["crossZone"] = true;

        var run = await FaultStage.RunAsync(scenario);

        Assert.Equal(108_000, run.Traffic[0].Total.Lost);
        Assert.Equal([54_000, 54_000], run.Traffic[0].Stretches.SelectMany(stretch => stretch.ByZone).GroupBy(zone => zone.Key, zone => zone.Value.TimedOut).Select(zone => zone.Sum()));
    }

    [Theory]
    [InlineData("'DelayMilliseconds': 0", "0 is not from 1 to 300000")]
    [InlineData("'DelayMilliseconds': 300001", "300001 is not from 1 to 300000")]
    [InlineData("'ZoneId': 'use1-az0', 'DelayMilliseconds': 1", "use1-az0")]
    [InlineData("'TargetIds': []", "DelayMilliseconds")]
    public void A_slowness_that_can_not_be_is_refused_before_anything_runs(string slow, string complaint) =>
        Assert.Contains(complaint, FaultStage.Complaint(Scenario(10, slow)), StringComparison.Ordinal);

    [Fact]
    public async Task Begin_and_end_stand_in_the_log()
    {
        var log = new Watcher();
        await FaultStage.RunAsync(Scenario(10, "'TargetIds': ['i-1'], 'DelayMilliseconds': 200"), log);

        Assert.Equal(["13:00 load-balancer/lb load-balancer.targets-slowed", "13:30 load-balancer/lb load-balancer.slowness-ended"], FaultStage.Told(log));
    }

    private static Task<ScenarioRun> RunAsync(int patience, string slow) => FaultStage.RunAsync(Scenario(patience, slow));

    private static Newtonsoft.Json.Linq.JObject Scenario(int patience, string slow) => FaultStage.WithTraffic(
        [$"{{ 'name': 'apps', 'endpoint': 'near', 'subnet': 'near-4', 'connectionsPerSecond': 120, 'connectTimeoutSeconds': {patience} }}"],
        $"{{ 'target-slow': {{ 'LoadBalancerArn': 'lb', {slow}, 'Duration': '30m' }} }}",
        "{ 'after': '1h' }");

    private static (long? P50, long? P99) Latency(ScenarioRun run, long from, long to) =>
        (run.Traffic[0].Latency(50, from, to), run.Traffic[0].Latency(99, from, to));
}
