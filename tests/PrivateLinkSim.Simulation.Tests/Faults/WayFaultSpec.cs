using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>
/// Packet loss and latency in a scenario. A group sends 100 connections a second from 13:00 on for as long as the fault lasts, ten minutes:
/// 60,000, of which each of two zones of its endpoint gets 30,000.
/// </summary>
public sealed class WayFaultSpec
{
    private const string Near = "{ 'name': 'apps', 'endpoint': 'near', 'subnet': 'near-4', 'connectionsPerSecond': 100 }";
    private const string Far = "{ 'name': 'apps', 'endpoint': 'far', 'subnet': 'far-1', 'connectionsPerSecond': 100 }";

    [Theory]
    [Trait("Rule", "§fault/packet-loss")]
    [InlineData(Near, "'ZoneId': 'use1-az1', 'LossPercent': 10", 39, "30,000 through the zone x 0.00130321")]
    [InlineData(Near, "'ZoneId': 'use1-az4', 'LossPercent': 10", 78, "the clients' own zone: 60,000 x 0.00130321")]
    [InlineData(Near, "'VpcEndpointId': 'near', 'LossPercent': 50", 18_984, "both zones: 2 x 30,000 x 0.316406")]
    [InlineData(Far, "'RegionName': 'eu-west-1', 'PeerRegionName': 'us-east-1', 'LossPercent': 10", 78, "all that crosses: 60,000 x 0.00130321")]
    [InlineData(Far, "'ZoneId': 'euw1-az2', 'LossPercent': 10", 39, "30,000 through the zone x 0.00130321")]
    public async Task Of_those_who_try_again_few_are_lost(string group, string loss, long lost, string why)
    {
        var run = await RunAsync(group, $"'packet-loss': {{ {loss}, 'Duration': '10m' }}");

        Assert.Equal((lost, why), (During(run).Lost, why));
        Assert.Equal(lost, run.Traffic[0].Total.Lost);
        Assert.Equal(["§fault/packet-loss"], run.Traffic[0].Stretches.SelectMany(stretch => stretch.Rules).Distinct());
        Assert.Contains("§fault/packet-loss", run.ExercisedRules);
    }

    [Fact]
    [Trait("Rule", "§fault/packet-loss")]
    public async Task Those_who_wait_for_one_try_alone_lose_what_either_packet_loses()
    {
        var run = await RunAsync(
            Near.Replace("'apps'", "'apps', 'connectTimeoutSeconds': 1", StringComparison.Ordinal), "'packet-loss': { 'ZoneId': 'use1-az1', 'LossPercent': 10, 'Duration': '10m' }");

        Assert.Equal(5_700, During(run).Lost);
        Assert.Equal(5_700, During(run).TimedOut);
    }

    [Fact]
    [Trait("Rule", "§fault/packet-loss")]
    public async Task A_lost_datagram_is_lost()
    {
        var run = await RunAsync(Near.Replace("'apps'", "'apps', 'protocol': 'udp'", StringComparison.Ordinal), "'packet-loss': { 'ZoneId': 'use1-az1', 'LossPercent': 10, 'Duration': '10m' }");

        Assert.Equal(3_000, During(run).Lost);
    }

    /// <summary>TCP sends again what is lost on a connection that is open.</summary>
    [Fact]
    [Trait("Rule", "§fault/packet-loss")]
    public async Task Open_connections_outlive_packet_loss()
    {
        var run = await RunAsync(
            Near.Replace("'apps'", "'apps', 'keepOpen': 1000", StringComparison.Ordinal), "'packet-loss': { 'VpcEndpointId': 'near', 'LossPercent': 99, 'Duration': '10m' }");

        Assert.Equal(0, run.Traffic[0].Total.Broken);
        Assert.Equal(1_000, run.Traffic[0].Stretches[^1].Open);
    }

    /// <summary>Half of the connects go to the zone and take 1 + 0.25 + 0.25 + 200 ms, or twice as long without the 200 ms at most; the others take 1.5 to 3 ms.</summary>
    [Fact]
    [Trait("Rule", "§fault/latency")]
    public async Task A_longer_way_shows_in_what_connects_take_and_loses_nothing()
    {
        var run = await RunAsync(Near, "'latency': { 'ZoneId': 'use1-az1', 'DelayMilliseconds': 200, 'Duration': '10m' }");

        Assert.Equal(0, run.Traffic[0].Total.Lost);
        Assert.Equal((1_500, 3_000), Latency(run, 3_540, 3_600));
        Assert.Equal((3_000, 203_000), Latency(run, 3_600, 4_200));
        Assert.Equal((1_500, 3_000), Latency(run, 4_200, 4_260));
    }

    [Fact]
    [Trait("Rule", "§fault/latency")]
    public async Task Between_regions_every_connect_takes_longer()
    {
        var run = await RunAsync(Far, "'latency': { 'RegionName': 'us-east-1', 'PeerRegionName': 'eu-west-1', 'DelayMilliseconds': 30, 'Duration': '10m' }");

        var (before, after) = (Latency(run, 3_540, 3_600), Latency(run, 3_600, 4_200));
        Assert.Equal((before.P50 + 30_000, before.P99 + 30_000), after);
    }

    /// <summary>SYN is answered after 1.5015 s, and the client has given up after one.</summary>
    [Fact]
    [Trait("Rule", "§fault/latency")]
    public async Task What_takes_longer_than_clients_wait_fails()
    {
        var run = await RunAsync(
            Near.Replace("'apps'", "'apps', 'connectTimeoutSeconds': 1", StringComparison.Ordinal), "'latency': { 'ZoneId': 'use1-az1', 'DelayMilliseconds': 1500, 'Duration': '10m' }");

        Assert.Equal(30_000, During(run).TimedOut);
        Assert.Equal((1_500, 3_000), Latency(run, 3_600, 4_200));
        Assert.Equal(["§fault/latency"], run.Traffic[0].Stretches.SelectMany(stretch => stretch.Rules).Distinct());
    }

    [Theory]
    [InlineData("'packet-loss': { 'LossPercent': 10, 'Duration': '10m' }", "steps[3].packet-loss: say where: ZoneId, RegionName with PeerRegionName, or VpcEndpointId, and one of them only")]
    [InlineData("'latency': { 'ZoneId': 'use1-az1', 'VpcEndpointId': 'near', 'DelayMilliseconds': 10, 'Duration': '10m' }", "one of them only")]
    [InlineData("'latency': { 'RegionName': 'us-east-1', 'DelayMilliseconds': 10, 'Duration': '10m' }", "a way has two ends")]
    [InlineData("'packet-loss': { 'PeerRegionName': 'us-east-1', 'LossPercent': 10, 'Duration': '10m' }", "a way has two ends")]
    [InlineData("'packet-loss': { 'RegionName': 'us-east-1', 'PeerRegionName': 'us-east-1', 'LossPercent': 10, 'Duration': '10m' }", "there is no way from us-east-1 to itself")]
    [InlineData("'packet-loss': { 'ZoneId': 'use1-az0', 'LossPercent': 10, 'Duration': '10m' }", "use1-az0")]
    [InlineData("'packet-loss': { 'VpcEndpointId': 'lb', 'LossPercent': 10, 'Duration': '10m' }", "lb")]
    [InlineData("'packet-loss': { 'ZoneId': 'use1-az1', 'LossPercent': 0, 'Duration': '10m' }", "0 is not from 1 to 99")]
    [InlineData("'packet-loss': { 'ZoneId': 'use1-az1', 'LossPercent': 100, 'Duration': '10m' }", "where nothing passes, say az-network-disruption")]
    [InlineData("'packet-loss': { 'VpcEndpointId': 'near', 'LossPercent': 101, 'Duration': '10m' }", "where nothing passes, say disrupt-vpc-endpoint")]
    [InlineData("'packet-loss': { 'RegionName': 'us-east-1', 'PeerRegionName': 'eu-west-1', 'LossPercent': 100, 'Duration': '10m' }", "where nothing passes, say inter-region-disruption")]
    [InlineData("'packet-loss': { 'ZoneId': 'use1-az1', 'LossPercent': 0.5, 'Duration': '10m' }", "LossPercent")]
    [InlineData("'latency': { 'ZoneId': 'use1-az1', 'DelayMilliseconds': 0, 'Duration': '10m' }", "0 is not from 1 to 60000")]
    [InlineData("'latency': { 'ZoneId': 'use1-az1', 'DelayMilliseconds': 10, 'Duration': 'long' }", "'long' is no duration")]
    [InlineData("'latency': { 'ZoneId': 'use1-az1', 'DelayMilliseconds': 10 }", "Duration")]
    public void A_fault_that_can_not_be_is_refused_before_anything_runs(string fault, string complaint) =>
        Assert.Contains(complaint, FaultStage.Complaint(FaultStage.Scenario($"{{ {fault} }}")), StringComparison.Ordinal);

    [Fact]
    public async Task Begin_and_end_stand_in_the_log()
    {
        var log = new Watcher();
        await FaultStage.RunAsync(
            FaultStage.Scenario(
                "{ 'packet-loss': { 'RegionName': 'us-east-1', 'PeerRegionName': 'eu-west-1', 'LossPercent': 7, 'Duration': '5m' } }",
                "{ 'latency': { 'ZoneId': 'use1-az2', 'DelayMilliseconds': 200, 'Duration': '7m' } }",
                "{ 'packet-loss': { 'VpcEndpointId': 'near', 'LossPercent': 1, 'Duration': '1m' } }",
                "{ 'latency': { 'VpcEndpointId': 'far', 'DelayMilliseconds': 1, 'Duration': '2m' } }",
                "{ 'after': '10m' }"),
            log);

        Assert.Equal(
            [
                "13:00 region/eu-west-1 region.packet-loss-began", "13:00 region/us-east-1 region.latency-began", "13:00 interface-endpoint/near interface-endpoint.packet-loss-began",
                "13:00 interface-endpoint/far interface-endpoint.latency-began", "13:01 interface-endpoint/near interface-endpoint.packet-loss-ended",
                "13:02 interface-endpoint/far interface-endpoint.latency-ended", "13:05 region/eu-west-1 region.packet-loss-ended", "13:07 region/us-east-1 region.latency-ended",
            ],
            FaultStage.Told(log));
        Assert.Equal(new RegionEvent.PacketLossBegan(new RegionPlace(PeerRegion: "us-east-1"), 70_000, Moment.Parse("2026-01-01T13:05:00Z")), log.Facts.OfType<RegionEvent.PacketLossBegan>().Single());
        Assert.Equal(new RegionEvent.LatencyBegan(new RegionPlace(ZoneId: "use1-az2"), 200, Moment.Parse("2026-01-01T13:07:00Z")), log.Facts.OfType<RegionEvent.LatencyBegan>().Single());
    }

    private static Task<ScenarioRun> RunAsync(string group, string fault) =>
        FaultStage.RunAsync(FaultStage.WithTraffic([group], $"{{ {fault} }}", "{ 'after': '20m' }"));

    private static ConnectionCounts During(ScenarioRun run) => run.Traffic[0].Between(3_600, 4_200);

    private static (long? P50, long? P99) Latency(ScenarioRun run, long from, long to) =>
        (run.Traffic[0].Latency(50, from, to), run.Traffic[0].Latency(99, from, to));
}
