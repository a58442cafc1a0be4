using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>
/// What fails over by itself and what clients must see to: zones do (R37), Regions don't (R38), and services in several Regions are for
/// that (R30). Each against paper; second 0 is 12:00.
/// </summary>
public sealed class RedundancySpec
{
    /// <summary>
    /// Half of 120 connections a second go nowhere until the failover. In the provider's Region the path moves, and that is all; in the
    /// consumer's an address leaves DNS, and 1770 more are lost while clients have the old answer. Each Region has its own time for it.
    /// </summary>
    [Theory]
    [Trait("Rule", "R37")]
    [InlineData("use1-az1", "crossRegionZoneFailover", 90, 60 * 90)]
    [InlineData("use1-az2", "crossRegionZoneFailover", 20, 60 * 20)]
    [InlineData("use1-az1", "zoneImpairmentDetection", 90, 60 * 60)]
    [InlineData("euw1-az1", "zoneImpairmentDetection", 90, (60 * 90) + 1770)]
    [InlineData("euw1-az1", "crossRegionZoneFailover", 90, (60 * 60) + 1770)]
    public async Task Each_region_fails_over_its_own_zones_in_its_own_time(string lost, string setting, int seconds, long expected)
    {
        var scenario = FaultStage.WithTraffic(
            ["""{ "name": "clients", "endpoint": "far", "subnet": "far-2", "connectionsPerSecond": 120 }"""],
            $$"""{ "az-power-interruption": { "ZoneId": "{{lost}}", "Duration": "30m" } }""",
            """{ "after": "1h" }""");
        scenario["settings"] = new JObject { [setting] = $"{seconds}s" };

        var run = await FaultStage.RunAsync(scenario);

        Assert.Equal(expected, run.Traffic.Single().Total.Lost);
    }

    /// <summary>Virginia is lost for an hour. Nothing moves to Oregon by itself; clients that know the service there go there with all 180,000.</summary>
    [Fact]
    [Trait("Rule", "R30")]
    [Trait("Rule", "R38")]
    public async Task Clients_that_know_a_second_service_lose_nothing_with_a_region()
    {
        var run = await FaultStage.RunAsync(RegionLoss());

        Assert.True(run.Passed);
        Assert.Equal(180_000, Group(run, "one-region").Total.Lost);
        Assert.Equal(["R38"], Group(run, "one-region").Losses.Single().Rules);
        Assert.Equal(0, Group(run, "two-regions").Total.Lost);
        Assert.Equal(180_000, Switched(run));
    }

    /// <summary>Two services are redundant as long as one of them is there: Oregon is lost as well, for the second half hour.</summary>
    [Fact]
    [Trait("Rule", "R30")]
    [Trait("Rule", "R38")]
    public async Task Clients_whose_second_service_is_lost_too_lose_what_they_send()
    {
        var scenario = RegionLoss();
        var steps = (JArray)scenario["steps"]!;
        foreach (var step in steps.Skip(4))
        {
            step["expect"]?.Parent!.Remove();
        }

        steps.Insert(4, JObject.Parse("""{ "after": "30m", "region-outage": { "RegionName": "us-west-2", "Duration": "1h" } }"""));

        var run = await FaultStage.RunAsync(scenario);

        Assert.Equal(90_000, Group(run, "two-regions").Total.Lost);
        Assert.Equal(3600, Group(run, "two-regions").Losses.Single().From);
    }

    private static JObject RegionLoss() => (JObject)ShippedScenarios.Read("region-loss").Canonical.DeepClone();

    private static long Switched(ScenarioRun run) => Group(run, "two-regions").Stretches.Sum(stretch => stretch.ByFallbackZone.Values.Sum(zone => zone.Connected));

    private static ClientSeries Group(ScenarioRun run, string name) => run.Traffic.Single(series => series.Group.Name == name);
}
