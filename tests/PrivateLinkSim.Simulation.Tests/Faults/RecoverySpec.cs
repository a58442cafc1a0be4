namespace PrivateLinkSim.Simulation.Tests;

/// <summary>
/// What a fault leaves when it ends. Each lasts from 13:00 to 13:10 (the seconds 3,600 to 4,200 of the run), and the run until 13:40 (6,000).
/// Clients open 120 connections a second and keep answers for 60 s; in calm, 60 of them go through each of two zones. When a zone comes
/// back into DNS in the second c, it gets 1 + 2 + ... + 59 = 1,770 while clients learn of it, and 60 a second from c + 59 on.
/// </summary>
public sealed class RecoverySpec
{
    private const int Ends = 4_200;
    private const int Last = 6_000;
    private const long AtOnce = 60 * (Last - Ends);
    private const long BackInDns = 1_770 + (60 * (Last - Ends - 59));
    private const long FoundAfter150 = 1_770 + (60 * (Last - Ends - 150 - 59));

    [Theory]
    [InlineData("'az-power-interruption': { 'ZoneId': 'use1-az1', 'Duration': '10m' }", FoundAfter150, "zoneRecoveryDetection, 150 s, and five good health checks of the targets in it, 150 s")]
    [InlineData("'az-network-disruption': { 'ZoneId': 'use1-az1', 'Duration': '10m' }", FoundAfter150, "the same")]
    [InlineData("'endpoint-interface-failure': { 'VpcEndpointId': 'near', 'ZoneId': 'use1-az1', 'Duration': '10m' }", FoundAfter150, "zoneRecoveryDetection")]
    [InlineData("'load-balancer-node-failure': { 'LoadBalancerArn': 'lb', 'ZoneId': 'use1-az1', 'Duration': '10m' }", FoundAfter150, "zoneRecoveryDetection")]
    [InlineData("'target-failure': { 'LoadBalancerArn': 'lb', 'ZoneId': 'use1-az1', 'Duration': '10m' }", FoundAfter150, "five good health checks")]
    [InlineData("'target-slow': { 'LoadBalancerArn': 'lb', 'ZoneId': 'use1-az1', 'DelayMilliseconds': 20000, 'Duration': '10m' }", FoundAfter150, "five good health checks")]
    [InlineData("'zonal-shift': { 'LoadBalancerArn': 'lb', 'AwayFrom': 'use1-az1', 'ExpiresIn': '10m' }", BackInDns, "the zone is in DNS again")]
    [InlineData("'region-outage': { 'RegionName': 'us-east-1', 'Duration': '10m' }", AtOnce, "no zone was well, so all stayed in DNS")]
    [InlineData("'disrupt-vpc-endpoint': { 'VpcEndpointId': 'near', 'Duration': '10m' }", AtOnce, "DNS said nothing of it")]
    [InlineData("'packet-loss': { 'ZoneId': 'use1-az1', 'LossPercent': 90, 'Duration': '10m' }", AtOnce, "nobody found it out")]
    [InlineData("'latency': { 'ZoneId': 'use1-az1', 'DelayMilliseconds': 20000, 'Duration': '10m' }", AtOnce, "nobody found it out")]
    [InlineData("'control-plane-outage': { 'RegionName': 'us-east-1', 'Duration': '10m' }", AtOnce, "traffic never stopped")]
    [InlineData("'dns-delay': { 'RegionName': 'us-east-1', 'DelaySeconds': 300, 'Duration': '10m' }", AtOnce, "nothing changed that could be late")]
    public async Task Within_a_region_traffic_comes_back_when_that_is_found_out(string fault, long through, string why) =>
        Assert.Equal((through, why), (await Through("near", "near-4", "use1-az1", fault), why));

    [Theory]
    [InlineData("'az-power-interruption': { 'ZoneId': 'use1-az1' }", "'RepairZone': { 'ZoneId': 'use1-az1' }", FoundAfter150)]
    [InlineData("'az-network-disruption': { 'ZoneId': 'use1-az1' }", "'RepairZone': { 'ZoneId': 'use1-az1' }", FoundAfter150)]
    [InlineData("'region-outage': { 'RegionName': 'us-east-1' }", "'EndRegionOutage': { 'RegionName': 'us-east-1' }", AtOnce)]
    public async Task A_fault_without_a_duration_lasts_until_it_is_repaired(string fault, string repair, long through) =>
        Assert.Equal(through, await Through("near", "near-4", "use1-az1", fault, repair));

    [Theory]
    [InlineData("'inter-region-disruption': { 'RegionName': 'us-east-1', 'PeerRegionName': 'eu-west-1', 'Duration': '10m' }", AtOnce, "DNS says nothing of what is between Regions")]
    [InlineData("'region-outage': { 'RegionName': 'us-east-1', 'Duration': '10m' }", AtOnce, "the consumer's zones are well, and there is no other Region to go to (R38)")]
    [InlineData("'region-outage': { 'RegionName': 'eu-west-1', 'Duration': '10m' }", AtOnce, "no zone was well, so all stayed in DNS")]
    [InlineData("'az-power-interruption': { 'ZoneId': 'euw1-az1', 'Duration': '10m' }", FoundAfter150, "zoneRecoveryDetection on the consumer's side")]
    [InlineData("'packet-loss': { 'RegionName': 'us-east-1', 'PeerRegionName': 'eu-west-1', 'LossPercent': 90, 'Duration': '10m' }", AtOnce, "nobody found it out")]
    public async Task Across_regions_traffic_comes_back_when_that_is_found_out(string fault, long through, string why) =>
        Assert.Equal((through, why), (await Through("far", "far-2", "euw1-az1", fault), why));

    /// <summary>
    /// 600 connections are cut off in the second 3,600, missed for 30 s, and tried for at 20 a second in vain until 4,200; then they
    /// come back in a wave of 30 s.
    /// </summary>
    [Theory]
    [InlineData("near", "near-4", "'disrupt-vpc-endpoint': { 'VpcEndpointId': 'near', 'Duration': '10m' }")]
    [InlineData("far", "far-1", "'inter-region-disruption': { 'RegionName': 'us-east-1', 'PeerRegionName': 'eu-west-1', 'Duration': '10m' }")]
    [InlineData("far", "far-1", "'region-outage': { 'RegionName': 'us-east-1', 'Duration': '10m' }")]
    public async Task Connections_that_were_open_come_back_in_a_wave(string endpoint, string subnet, string fault)
    {
        var series = (await RunAsync(endpoint, subnet, 20, fault, "'keepOpen': 600, ")).Traffic[0];

        Assert.Equal(600, series.Total.Broken);
        Assert.Equal(new ConnectionCounts(570 * 20, 0, TimedOut: 570 * 20), series.Between(3_601, Ends));
        Assert.Equal(new ConnectionCounts(600, 600), series.Between(Ends, Ends + 30));
        Assert.Equal(default, series.Between(Ends + 30, Last));
        Assert.Equal(600, series.Stretches[^1].Open);
    }

    /// <summary>What is open stays open: the zone's 300 connections are as many after a shift away from it and back, and after what nobody found out.</summary>
    [Theory]
    [InlineData("'zonal-shift': { 'LoadBalancerArn': 'lb', 'AwayFrom': 'use1-az1', 'ExpiresIn': '10m' }")]
    [InlineData("'packet-loss': { 'ZoneId': 'use1-az1', 'LossPercent': 90, 'Duration': '10m' }")]
    [InlineData("'latency': { 'ZoneId': 'use1-az1', 'DelayMilliseconds': 20000, 'Duration': '10m' }")]
    [InlineData("'control-plane-outage': { 'RegionName': 'us-east-1', 'Duration': '10m' }")]
    public async Task What_breaks_no_connections_leaves_no_wave(string fault)
    {
        var series = (await RunAsync("near", "near-4", 20, fault, "'keepOpen': 600, ")).Traffic[0];

        Assert.Equal((0L, 0L), (series.Total.Broken, series.Between(3_600, Last).Attempted));
    }

    private static async Task<long> Through(string endpoint, string subnet, string zone, string fault, string? repair = null)
    {
        var series = (await RunAsync(endpoint, subnet, 120, fault, repair: repair)).Traffic[0];
        return series.Stretches.Sum(stretch => stretch.ByZone.TryGetValue(zone, out var counts)
            ? counts.Connected * Math.Max(0, stretch.From + stretch.Seconds - Math.Max(stretch.From, Ends)) / stretch.Seconds
            : 0);
    }

    private static async Task<ScenarioRun> RunAsync(string endpoint, string subnet, int rate, string fault, string kind = "", string? repair = null)
    {
        var scenario = FaultStage.WithTraffic(
            [$"{{ 'name': 'apps', {kind}'endpoint': '{endpoint}', 'subnet': '{subnet}', 'connectionsPerSecond': {rate} }}"],
            [$"{{ {fault} }}", .. repair is null ? (string[])[] : [$"{{ 'after': '10m', {repair} }}"], "{ 'at': '2026-01-01T13:40:00Z' }"]);
        scenario["topology"]!["loadBalancers"]![0]!["zonalShift"] = true;
        var run = await FaultStage.RunAsync(scenario);
        Assert.True(run.Passed, string.Join('\n', run.Verdicts));
        return run;
    }
}
