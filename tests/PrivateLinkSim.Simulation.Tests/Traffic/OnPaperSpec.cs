using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>
/// Five small outages, each a whole run, whose counts were worked out on paper first. The stage is a service with a target in each of two
/// zones; the fault begins at 13:00, second 3600 of the run, and clients stand in a third zone, which never fails.
/// </summary>
public sealed class OnPaperSpec
{
    private const long FaultAt = 3600;
    private const long EndAt = 7200;
    private const string End = "{ 'at': '2026-01-01T14:00:00Z' }";

    /// <summary>
    /// 120 connections a second by the Regional name, 60 through each zone. Zone one is lost. For the 60 s until that is detected (setting
    /// zoneImpairmentDetection) all of its 60 time out: 60 x 60 = 3600. Then 60 clients, each with 2 connections a second, ask anew within
    /// 60 s, one in each second: k seconds later 59 - k have not, and lose 1 of their 2: 59 + 58 + … + 1 + 0 = 1770. In all 5370, the last
    /// of them in second 60 + 58 of the fault.
    /// </summary>
    [Fact]
    public async Task A_lost_zone_costs_its_share_until_every_client_has_asked_anew()
    {
        var group = await RunAsync("'connectionsPerSecond': 120", "{ 'az-power-interruption': { 'ZoneId': 'use1-az1', 'Duration': '30m' } }");

        Assert.Equal(new ConnectionCounts(120 * 3600, (120 * 3600) - 5370, TimedOut: 5370), group.Between(FaultAt, EndAt));
        Assert.Equal(3600, group.Between(FaultAt, FaultAt + 60).Lost);
        Assert.Equal(FaultAt + 60 + 59, group.LossUntil(0, EndAt));
    }

    /// <summary>A zonal name stays pinned (R37): 10 connections a second, all lost for the 30 min = 1800 s of the fault: 18,000; then none.</summary>
    [Fact]
    public async Task A_zonal_name_loses_everything_for_as_long_as_its_zone_is_lost()
    {
        var group = await RunAsync("'connectionsPerSecond': 10, 'dns': 'use1-az1'", "{ 'az-power-interruption': { 'ZoneId': 'use1-az1', 'Duration': '30m' } }");

        Assert.Equal(new ConnectionCounts(36_000, 18_000, TimedOut: 18_000), group.Between(FaultAt, EndAt));
        Assert.Equal(0, group.Between(FaultAt + 1800, EndAt).Lost);
    }

    /// <summary>
    /// The only target of zone one stops answering, cross-zone is off, and it is checked every 10 s, unhealthy after 3 bad checks: 30 s at 60
    /// lost a second, 1800; then 1770 until every client has asked anew, as for a lost zone. In all 3570. When the target answers
    /// again, the zone comes back only after good checks, so nothing more is lost.
    /// </summary>
    [Fact]
    public async Task A_failed_target_costs_its_share_until_its_checks_have_failed_and_every_client_has_asked_anew()
    {
        var group = await RunAsync(
            "'connectionsPerSecond': 120",
            "{ 'target-failure': { 'LoadBalancerArn': 'lb', 'ZoneId': 'use1-az1', 'Duration': '20m' } }",
            loadBalancer => loadBalancer["healthCheck"] = new JObject { ["HealthCheckIntervalSeconds"] = 10, ["UnhealthyThresholdCount"] = 3 });

        Assert.Equal(new ConnectionCounts(120 * 3600, (120 * 3600) - 3570, TimedOut: 3570), group.Between(FaultAt, EndAt));
        Assert.Equal(FaultAt + 30 + 59, group.LossUntil(0, EndAt));
    }

    /// <summary>
    /// 1000 connections kept open, 500 through each zone; clients ask for every connection and notice a silent one after 60 s. With zone one
    /// its 500 are cut off. When they are noticed the zone has just left the answers, so at 100 a second 5 s bring all of them back through
    /// zone two; none is lost on the way.
    /// </summary>
    [Fact]
    public async Task Kept_connections_of_a_lost_zone_come_back_when_their_clients_notice()
    {
        var group = await RunAsync(
            "'connectionsPerSecond': 100, 'keepOpen': 1000, 'resolverSeconds': 0, 'noticeSeconds': 60",
            "{ 'az-power-interruption': { 'ZoneId': 'use1-az1', 'Duration': '2h' } }");

        Assert.Equal(new ConnectionCounts(500, 500, Dropped: 500), group.Between(FaultAt, EndAt));
        Assert.Equal(new ConnectionCounts(500, 500), group.Between(FaultAt + 60, FaultAt + 65));
        Assert.Equal(["use1-az1: 500", "use1-az2: 500"], OpenAt(group, FaultAt - 1));
        Assert.Equal(["use1-az1: 0", "use1-az2: 1000"], OpenAt(group, EndAt - 1));
    }

    /// <summary>
    /// 80,000 connections kept open, 40,000 on the target of each zone. Zone one is lost with its 40,000, which are opened again at 1000 a
    /// second from second 60 of the fault on. The target of zone two has 55,000 ports (§2.14): after 15 s they are taken, and for the
    /// 3600 - 60 - 15 = 3525 s that are left each of the 1000 finds none: 3,525,000.
    /// </summary>
    [Fact]
    public async Task The_zone_that_is_left_runs_out_of_ports()
    {
        var group = await RunAsync(
            "'connectionsPerSecond': 1000, 'keepOpen': 80000, 'resolverSeconds': 0, 'noticeSeconds': 60",
            "{ 'az-power-interruption': { 'ZoneId': 'use1-az1', 'Duration': '2h' } }");

        Assert.Equal(new ConnectionCounts(15_000 + 3_525_000, 15_000, NoPort: 3_525_000, Dropped: 40_000), group.Between(FaultAt, EndAt));
        Assert.Equal(new ConnectionCounts(80_000, 80_000), group.Between(0, FaultAt));
        Assert.Equal(55_000, group.Stretches[^1].Open);
    }

    private static IEnumerable<string> OpenAt(ClientSeries series, long second) => series.Stretches
        .Single(stretch => stretch.From <= second && second < stretch.From + stretch.Seconds)
        .OpenByZone.Select(zone => FormattableString.Invariant($"{zone.Key}: {zone.Value}"));

    private static async Task<ClientSeries> RunAsync(string clients, string fault, Action<JToken>? change = null)
    {
        var scenario = FaultStage.WithTraffic([$"{{ 'name': 'apps', 'endpoint': 'near', 'subnet': 'near-4', {clients} }}"], fault, End);
        change?.Invoke(scenario["topology"]!["loadBalancers"]![0]!);
        return (await FaultStage.RunAsync(scenario)).Traffic.Single();
    }
}
