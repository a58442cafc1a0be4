namespace PrivateLinkSim.Simulation.Tests;

/// <summary>
/// Late DNS answers in a scenario. A zone loses power at 13:00, its address leaves the Regional name after 60 s, and of the clients, who keep
/// answers for 60 s, a sixtieth more hears of it in each second. They open 120 connections a second, half of them to the zone: 60 are lost
/// in each second until the change reaches the resolvers, and 59 + 58 + ... + 1 = 1,770 after that.
/// </summary>
public sealed class DnsDelaySpec
{
    private const string Lost = "{ 'az-power-interruption': { 'ZoneId': 'use1-az1', 'Duration': '1h' } }";

    [Theory]
    [Trait("Rule", "§fault/dns-delay")]
    [InlineData(null, 5_370, "60 x 60 + 1,770")]
    [InlineData("'VpcId': 'near-vpc', 'DelaySeconds': 120, 'Duration': '1h'", 12_570, "(60 + 120) x 60 + 1,770")]
    [InlineData("'RegionName': 'us-east-1', 'DelaySeconds': 120, 'Duration': '1h'", 12_570, "(60 + 120) x 60 + 1,770")]
    [InlineData("'VpcId': 'near-vpc', 'DelaySeconds': 600, 'Duration': '2m'", 8_970, "it ends after 120 s, and then all is known: 120 x 60 + 1,770")]
    [InlineData("'VpcId': 'near-vpc', 'DelaySeconds': 120, 'Duration': '30s'", 5_370, "it is over before the answers change")]
    [InlineData("'VpcId': 'far-vpc', 'DelaySeconds': 120, 'Duration': '1h'", 5_370, "another VPC")]
    public async Task Clients_go_on_to_a_lost_zone_until_their_resolvers_hear_of_it(string? delay, long lost, string why)
    {
        var run = await RunAsync("", delay is null ? [Lost] : [$"{{ 'dns-delay': {{ {delay} }} }}", Lost]);

        Assert.Equal((lost, why), (run.Traffic[0].Between(3_600, 4_800).Lost, why));
    }

    /// <summary>
    /// At 13:30 the zone is back, after 150 s more in DNS, and after 600 s more known: in the second 6,150. From then on the zone gets 1,770
    /// connections while clients learn of it, and 60 in each of the 2,191 seconds after 6,209 until 14:20.
    /// </summary>
    [Fact]
    [Trait("Rule", "§fault/dns-delay")]
    public async Task They_come_back_late_too()
    {
        var run = await RunAsync(
            "",
            "{ 'az-power-interruption': { 'ZoneId': 'use1-az1', 'Duration': '30m' } }",
            "{ 'after': '20m', 'dns-delay': { 'VpcId': 'near-vpc', 'DelaySeconds': 600, 'Duration': '1h' } }");

        Assert.Equal(
            1_770 + (60 * 2_191),
            run.Traffic[0].Stretches.Where(stretch => stretch.From >= 4_800).Sum(stretch => stretch.ByZone.TryGetValue("use1-az1", out var zone) ? zone.Connected : 0));
    }

    [Fact]
    [Trait("Rule", "§fault/dns-delay")]
    public async Task Clients_elsewhere_have_other_resolvers()
    {
        var run = await RunAsync("'source': 'onPremises', ", "{ 'dns-delay': { 'RegionName': 'us-east-1', 'DelaySeconds': 120, 'Duration': '1h' } }", Lost);

        Assert.Equal(5_370, run.Traffic[0].Between(3_600, 4_800).Lost);
    }

    /// <summary>The endpoint is available at 13:01, and its name is known at 13:11: 600 x 120 connections find no address, and 2 x 1,770 of those who asked before.</summary>
    [Fact]
    [Trait("Rule", "§fault/dns-delay")]
    public async Task A_new_name_is_unknown_until_it_has_spread()
    {
        var run = await FaultStage.RunAsync(FaultStage.WithTraffic(
            ["{ 'name': 'apps', 'endpoint': 'new', 'subnet': 'near-4', 'connectionsPerSecond': 120 }"],
            "{ 'dns-delay': { 'RegionName': 'us-east-1', 'DelaySeconds': 600, 'Duration': '1h' } }",
            "{ 'caller': 'customer', 'CreateVpcEndpoint': { 'VpcId': 'near-vpc', 'ServiceName': 'service', 'SubnetIds': ['near-1', 'near-2'] }, 'as': 'new' }",
            "{ 'after': '30m' }"));

        Assert.Equal((75_540, 75_540), (run.Traffic[0].Total.Lost, run.Traffic[0].Total.Unresolved));
    }

    [Theory]
    [InlineData("'DelaySeconds': 10, 'Duration': '10m'", "say where: VpcId or RegionName")]
    [InlineData("'VpcId': 'near-vpc', 'RegionName': 'us-east-1', 'DelaySeconds': 10, 'Duration': '10m'", "one of them only")]
    [InlineData("'VpcId': 'near', 'DelaySeconds': 10, 'Duration': '10m'", "near")]
    [InlineData("'RegionName': 'us-east-9', 'DelaySeconds': 10, 'Duration': '10m'", "us-east-9")]
    [InlineData("'RegionName': 'us-east-1', 'DelaySeconds': 0, 'Duration': '10m'", "0 is not from 1 to 86400")]
    [InlineData("'RegionName': 'us-east-1', 'DelaySeconds': 10, 'Duration': '0s'", "'0s' is no duration")]
    [InlineData("'RegionName': 'us-east-1', 'Duration': '10m'", "DelaySeconds")]
    public void A_delay_that_can_not_be_is_refused_before_anything_runs(string delay, string complaint) =>
        Assert.Contains(complaint, FaultStage.Complaint(FaultStage.Scenario($"{{ 'dns-delay': {{ {delay} }} }}")), StringComparison.Ordinal);

    [Fact]
    public async Task Begin_and_end_stand_in_the_log()
    {
        var log = new Watcher();
        await FaultStage.RunAsync(
            FaultStage.Scenario(
                "{ 'dns-delay': { 'VpcId': 'near-vpc', 'DelaySeconds': 10, 'Duration': '5m' } }",
                "{ 'dns-delay': { 'RegionName': 'eu-west-1', 'DelaySeconds': 10, 'Duration': '7m' } }",
                "{ 'after': '10m' }"),
            log);

        Assert.Equal(
            ["13:00 vpc/near-vpc vpc.dns-delay-began", "13:00 region/eu-west-1 region.dns-delay-began", "13:05 vpc/near-vpc vpc.dns-delay-ended", "13:07 region/eu-west-1 region.dns-delay-ended"],
            FaultStage.Told(log));
    }

    private static Task<ScenarioRun> RunAsync(string member, params string[] steps) => FaultStage.RunAsync(FaultStage.WithTraffic(
        [$"{{ 'name': 'apps', {member}'endpoint': 'near', 'subnet': 'near-4', 'connectionsPerSecond': 120 }}"], [.. steps, "{ 'after': '1h' }"]));
}
