using System.Collections.Immutable;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>What faults cost small topologies, why, and what mends it: all figures are worked out by hand.</summary>
public sealed class ChaosStudySpec
{
    private static readonly JToken OneZone = new JArray("app-1");

    [Fact]
    [Trait("Rule", "R35")]
    public async Task An_endpoint_with_one_zone_loses_everything_with_it_and_a_second_subnet_mends_that()
    {
        var report = await ChaosGiven.StudyAsync(ChaosGiven.Scenario().With("steps[0].CreateVpcEndpoint.SubnetIds", OneZone));

        var lost = report.Singles.Of("zone use1-az1 loses power");
        Assert.Equal((ChaosGiven.Everything, 600), (lost.Damage.Lost, lost.Damage.SecondsBelow));
        var finding = Assert.Single(lost.Findings);
        Assert.Equal("rates-endpoint has one zone only, use1-az1", finding.Cause.Text);
        Assert.Equal((ChaosCauseKind.ZonesOfEndpoint, "add a subnet in use1-az2 to rates-endpoint", ChaosGiven.Everything, ChaosGiven.Failover), finding.Told());
        Assert.Equal(119, finding.After!.SecondsBelow);
    }

    [Fact]
    public async Task What_costs_the_same_stands_in_the_order_of_its_size_and_what_costs_nothing_comes_last()
    {
        var report = await ChaosGiven.StudyAsync(ChaosGiven.Scenario().With("steps[0].CreateVpcEndpoint.SubnetIds", OneZone));

        Assert.Equal(
            [
                ("zone use1-az1 loses power", 72_000),
                ("all targets of rates-lb fail", 72_000),
                ("the targets of rates-lb in use1-az1 fail", 72_000),
                ("the node of rates-lb in use1-az1 fails", 72_000),
                ("the interface of rates-endpoint in use1-az1 fails", 72_000),
                ("Region us-east-1 is lost", 0),
                ("zone use1-az2 loses power", 0),
                ("the targets of rates-lb in use1-az2 fail", 0),
                ("the node of rates-lb in use1-az2 fails", 0),
            ],
            report.Singles.Select(single => (single.Text, single.Damage.Lost)));
        Assert.Equal((false, 600L), (report.Holds, report.Singles.Of("zone use1-az2 loses power").Damage.Groups[0].SecondsDown));
    }

    /// <summary>A second group with a tenth of the connections loses all of its own, and yet less than the first loses in failover.</summary>
    [Fact]
    public async Task What_loses_most_connections_comes_first()
    {
        var scenario = ChaosGiven.Scenario();
        ((JArray)scenario["traffic"]!).Add(JObject.Parse("""{ "name": "pinned", "endpoint": "rates-endpoint", "subnet": "app-2", "dns": "use1-az1", "connectionsPerSecond": 10 }"""));

        var report = await ChaosGiven.StudyAsync(scenario);

        Assert.Equal("all targets of rates-lb fail", report.Singles[0].Text);
        Assert.Equal(ChaosGiven.Everything + 6_000, report.Singles[0].Damage.Lost);
        Assert.Equal(ChaosGiven.Failover + 6_000, report.Singles.Of("zone use1-az1 loses power").Damage.Lost);
        Assert.Equal(
            report.Singles.Select(single => single.Damage.Lost).OrderDescending(), report.Singles.Select(single => single.Damage.Lost));
    }

    [Fact]
    [Trait("Rule", "R37")]
    public async Task A_zonal_name_loses_everything_with_its_zone_and_the_Regional_name_mends_that()
    {
        var report = await ChaosGiven.StudyAsync(ChaosGiven.Scenario().Add("traffic[0]", "dns", "us-east-1a"));

        var finding = Assert.Single(report.Singles.Of("zone use1-az1 loses power").Findings);
        Assert.Equal("it resolves the zonal name of use1-az1, which stays pinned to that zone", finding.Cause.Text);
        Assert.Equal((ChaosCauseKind.ZonalName, "let clients resolve the Regional name", ChaosGiven.Everything, ChaosGiven.Failover), finding.Told());
    }

    /// <summary>60 x 60 until detection; then 60 a second, of which 1/600 fewer in each of the 540 s that are left: about 60 x (540 - 540 x 541 / 1200).</summary>
    [Fact]
    [Trait("Rule", "R37")]
    public async Task Resolvers_that_keep_answers_lose_for_longer_and_the_time_to_live_mends_that()
    {
        var report = await ChaosGiven.StudyAsync(ChaosGiven.Scenario().Add("traffic[0]", "resolverSeconds", 600));

        var finding = Assert.Single(report.Singles.Of("zone use1-az1 loses power").Findings);
        Assert.Equal("resolvers keep answers for 10m, beyond AWS's time to live of 60s", finding.Cause.Text);
        Assert.Equal((ChaosCauseKind.KeptAnswers, "let clients ask the name server again after 60s", ChaosGiven.Failover), (finding.Cause.Kind, finding.Mend, finding.After!.Lost));
        Assert.InRange(finding.Before.Lost, 21_300, 21_500);
    }

    /// <summary>All clients are in use1-az2: by its address, they lose nothing with use1-az1, and twice as much with the interface in use1-az2.</summary>
    [Fact]
    [Trait("Rule", "R37")]
    public async Task Failover_takes_its_time_unless_clients_take_the_address_of_their_own_zone()
    {
        var report = await ChaosGiven.StudyAsync(ChaosGiven.Scenario());

        Assert.Equal(
            (ChaosCauseKind.Detection, "let clients take the address of the own zone first", ChaosGiven.Failover, 0),
            Assert.Single(report.Singles.Of("zone use1-az1 loses power").Findings).Told());
        Assert.Equal(
            (ChaosCauseKind.Detection, null, ChaosGiven.Failover, null),
            Assert.Single(report.Singles.Of("the interface of rates-endpoint in use1-az2 fails").Findings).Told());
        Assert.Equal(
            "an address that leads nowhere is found out after 1m (zoneImpairmentDetection), and clients use it for up to 60s more",
            report.Singles.Of("the interface of rates-endpoint in use1-az2 fails").Findings[0].Cause.Text);
    }

    [Fact]
    [Trait("Rule", "R6")]
    public async Task Targets_of_a_zone_that_fail_are_missed_while_cross_zone_is_off()
    {
        var off = await ChaosGiven.StudyAsync(ChaosGiven.Scenario());
        var on = await ChaosGiven.StudyAsync(ChaosGiven.Scenario().Add("topology.loadBalancers[0]", "crossZone", true));

        var finding = Assert.Single(off.Singles.Of("the targets of rates-lb in use1-az1 fail").Findings, each => each.Cause.Kind == ChaosCauseKind.CrossZoneOff);
        Assert.Equal("cross-zone is off: the node of rates-lb in use1-az1 does not use the targets in use1-az2", finding.Cause.Text);
        Assert.Equal(("turn cross-zone on at rates-lb", ChaosGiven.Failover), (finding.Mend, finding.Before.Lost));
        Assert.Equal(on.Singles.Of("the targets of rates-lb in use1-az1 fail").Damage.Lost, finding.After!.Lost);
        Assert.DoesNotContain(on.Singles.SelectMany(single => single.Findings), each => each.Cause.Kind == ChaosCauseKind.CrossZoneOff);
    }

    [Fact]
    [Trait("Rule", "R35")]
    public async Task A_service_in_one_zone_needs_a_second_one_and_its_endpoint_too()
    {
        var scenario = ChaosGiven.Scenario().With("steps[0].CreateVpcEndpoint.SubnetIds", OneZone).With("topology.loadBalancers[0].subnets", new JArray("front-1"));
        ((JArray)scenario.SelectToken("topology.vpcs[0].subnets")!).RemoveAt(1);

        var finding = Assert.Single((await ChaosGiven.StudyAsync(scenario)).Singles.Of("zone use1-az1 loses power").Findings);

        Assert.Equal("the service has one zone only, use1-az1", finding.Cause.Text);
        Assert.Equal(
            (ChaosCauseKind.ZonesOfService, "add a subnet and a target in use1-az2 to rates-lb, and a subnet there to rates-endpoint", ChaosGiven.Everything, ChaosGiven.Failover),
            finding.Told());
    }

    [Fact]
    [Trait("Rule", "R35")]
    public async Task Targets_in_one_zone_are_all_lost_with_it_though_nodes_stand_in_two()
    {
        var scenario = ChaosGiven.Scenario()
            .Add("topology.loadBalancers[0]", "crossZone", true)
            .Add("topology.loadBalancers[0]", "targets", JArray.Parse("""[{ "Id": "one", "AvailabilityZone": "use1-az1" }]"""));

        var finding = Assert.Single(
            (await ChaosGiven.StudyAsync(scenario)).Singles.Of("zone use1-az1 loses power").Findings, each => each.Cause.Kind == ChaosCauseKind.ZonesOfTargets);

        Assert.Equal("all targets of rates-lb are in use1-az1", finding.Cause.Text);
        Assert.Equal(("add a target in use1-az2 to rates-lb", ChaosGiven.Everything), (finding.Mend, finding.Before.Lost));
        Assert.InRange(finding.After!.Lost, ChaosGiven.Failover, ChaosGiven.Everything / 4);
    }

    [Fact]
    [Trait("Rule", "R6")]
    public async Task When_all_targets_fail_no_small_change_helps()
    {
        var finding = Assert.Single((await ChaosGiven.StudyAsync(ChaosGiven.Scenario())).Singles.Of("all targets of rates-lb fail").Findings);

        Assert.Equal((ChaosCauseKind.NoTargets, null, ChaosGiven.Everything, null), finding.Told());
        Assert.Contains("(R6)", ChaosMends.WithoutMend(finding.Cause), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "R35")]
    public async Task Two_faults_take_both_zones_and_a_third_one_mends_that()
    {
        var report = await ChaosGiven.StudyAsync(ChaosGiven.Scenario(), ChaosGiven.Wishes(pairs: true));

        var both = report.Pairs.Of("zone use1-az1 loses power, and the interface of rates-endpoint in use1-az2 fails");
        var finding = Assert.Single(both.Findings);
        Assert.Equal("the service has no other zones than use1-az1 and use1-az2", finding.Cause.Text);
        Assert.Equal((ChaosGiven.Everything, "add a subnet and a target in use1-az4 to rates-lb, and a subnet there to rates-endpoint"), (finding.Before.Lost, finding.Mend));

        // Of three addresses, two lead nowhere until detection: about 80 x 60 + 80 x 59 / 2 = 7160; two connections of a client do not fall evenly on three.
        Assert.InRange(finding.After!.Lost, 7_100, 7_220);
        Assert.All(report.Pairs, pair => Assert.Equal(2, pair.Faults.Length));
        Assert.True(report.Pairs.Length < report.PairsTried);
    }

    [Fact]
    public async Task The_objective_holds_in_every_second_or_it_does_not()
    {
        var strict = await ChaosGiven.StudyAsync(ChaosGiven.Scenario(), ChaosGiven.Wishes(objective: "50.0001%", top: 0));
        var lenient = await ChaosGiven.StudyAsync(ChaosGiven.Scenario(), ChaosGiven.Wishes(objective: "50%", top: 0));
        var none = await ChaosGiven.StudyAsync(ChaosGiven.Scenario(), ChaosGiven.Wishes(objective: "0%", top: 0));

        Assert.Equal((60, 0), (strict.Singles.Of("zone use1-az1 loses power").Damage.SecondsBelow, lenient.Singles.Of("zone use1-az1 loses power").Damage.SecondsBelow));
        Assert.Equal(600, lenient.Singles.Of("all targets of rates-lb fail").Damage.SecondsBelow);
        Assert.Equal((false, false, true), (strict.Holds, lenient.Holds, none.Holds));
        Assert.All(none.Singles, single => Assert.Empty(single.Findings));
    }

    [Fact]
    public async Task The_scenarios_own_faults_and_all_that_comes_after_the_set_up_are_left_out()
    {
        var plain = await ChaosGiven.StudyAsync(ChaosGiven.Scenario());
        var eventful = ChaosGiven.Scenario();
        ((JArray)eventful["steps"]!).Insert(0, JObject.Parse("""{ "after": "1s", "ImpairZone": { "ZoneId": "use1-az1" }, "expect": [{ "zone": "use1-az1", "healthy": false }] }"""));
        ((JArray)eventful["steps"]!).Add(JObject.Parse("""{ "after": "1h", "caller": "customer", "DeleteVpcEndpoints": { "VpcEndpointIds": ["rates-endpoint"] } }"""));
        eventful["steps"]![0]!["expect"]!.Parent!.Remove();

        var study = await ChaosGiven.StudyAsync(eventful);

        Assert.Equal(Figures(plain), Figures(study));
        Assert.Equal(plain.Times.FaultAt + 1, study.Times.FaultAt);
    }

    private static IEnumerable<(string, long, long)> Figures(ChaosReport report) =>
        report.Singles.Select(single => (single.Text, single.Damage.Lost, single.Damage.SecondsBelow));
}
