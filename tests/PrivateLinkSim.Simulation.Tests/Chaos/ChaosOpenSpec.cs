using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>What studies of faults say of clients that keep connections open, of ports, and of clients that have a second endpoint.</summary>
public sealed class ChaosOpenSpec
{
    /// <summary>
    /// All 1,200 are missing for the 600 s, and come back at 120 a second, of which a second's worth is tried in the last of them:
    /// 1,080 are missing at the end of the first second after it, then 960, and so on to 120: 720,000 + 5,400.
    /// </summary>
    [Fact]
    public async Task What_clients_keep_open_is_measured_by_what_is_missing()
    {
        var report = await ChaosGiven.StudyAsync(Keeping(1_200));

        var worst = report.Singles[0];
        Assert.Equal("all targets of rates-lb fail", worst.Text);
        Assert.Equal((1_200, 725_400, 609), (worst.Damage.Broken, worst.Damage.Missing, worst.Damage.SecondsBelow));
        Assert.Equal(worst.Damage.Missing, worst.Damage.Harm);
        Assert.Equal(ChaosCauseKind.NoTargets, Assert.Single(worst.Findings).Cause.Kind);
    }

    /// <summary>Half of what is open breaks; clients that notice 20 s sooner lack 600 connections for 20 s less.</summary>
    [Fact]
    [Trait("Rule", "R37")]
    public async Task Open_connections_come_back_when_clients_notice()
    {
        var scenario = Keeping(1_200);
        scenario["traffic"]![0]!["resolverSeconds"] = 0;
        scenario["settings"] = new JObject { ["zoneImpairmentDetection"] = "1s" };

        var lost = (await ChaosGiven.StudyAsync(scenario)).Singles.Of("zone use1-az1 loses power");

        var finding = Assert.Single(lost.Findings);
        Assert.Equal((600, 0), (lost.Damage.Broken, lost.Damage.Lost));
        Assert.Equal((ChaosCauseKind.OpenConnections, "let clients give up an open connection after 10s without an answer"), (finding.Cause.Kind, finding.Mend));
        Assert.Equal(20 * 600, finding.Before.Missing - finding.After!.Missing);
    }

    [Fact]
    public async Task Clients_that_are_down_with_their_zone_lack_nothing_until_it_is_back()
    {
        var down = (await ChaosGiven.StudyAsync(Keeping(1_200))).Singles.Of("zone use1-az2 loses power").Damage.Groups[0];

        Assert.Equal((0, 600), (down.Broken, down.SecondsDown));
        Assert.InRange(down.Missing!.Value, 1, 1_200 * 60);
    }

    [Fact]
    [Trait("Rule", "§2.14/ports")]
    public async Task Too_few_ports_are_mended_by_another_target()
    {
        var report = await ChaosGiven.StudyAsync(Keeping(80_000, 2_000), ChaosGiven.Wishes(top: 3));

        var finding = report.Singles.Of("zone use1-az1 loses power").Findings.First(each => each.Cause.Kind == ChaosCauseKind.Ports);
        Assert.Equal("all targets of rates-lb fail", report.Singles[0].Text);
        Assert.Equal(("add another target in use1-az2 to rates-lb", "§2.14/ports"), (finding.Mend, finding.Cause.Rule));
        Assert.InRange(finding.After!.Missing, 1, finding.Before.Missing / 5);
    }

    [Fact]
    public async Task What_breaks_by_itself_is_not_studied()
    {
        var scenario = Keeping(1_200);
        scenario["traffic"]![0]!["keepaliveSeconds"] = 400;

        var failure = await Assert.ThrowsAsync<ChaosException>(() => ChaosGiven.StudyAsync(scenario));

        Assert.Contains("open connections of clients break", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>A service of the same provider that clients turn to when theirs fails: it fails too, and they have an endpoint to it.</summary>
    [Fact]
    public async Task What_clients_fall_back_to_is_tried_and_falling_back_mends_what_one_service_can_not()
    {
        var scenario = WithSecondService();
        var without = await ChaosGiven.StudyAsync(scenario);
        scenario["traffic"]![0]!["fallback"] = "second-endpoint";
        var with = await ChaosGiven.StudyAsync(scenario, ChaosGiven.Wishes(pairs: true));

        var finding = Assert.Single(without.Singles.Of("all targets of rates-lb fail").Findings);
        Assert.StartsWith("let clients turn to second-endpoint, which leads to us-east-1, with each connection that fails", finding.Mend, StringComparison.Ordinal);
        Assert.Equal((ChaosGiven.Everything, 0), (finding.Before.Lost, finding.After!.Lost));
        Assert.DoesNotContain(without.Singles, single => single.Text.Contains("second", StringComparison.Ordinal));
        Assert.Equal(0, with.Singles.Of("all targets of second-lb fail").Damage.Lost);
        var both = with.Pairs.Of("all targets of rates-lb fail, and all targets of second-lb fail");
        Assert.Equal(ChaosGiven.Everything, both.Damage.Lost);
        Assert.Equal(
            ["no target of rates-lb is left, and the service has no other load balancer", "no target of second-lb is left, and the service has no other load balancer"],
            both.Findings.Select(each => each.Cause.Text));
    }

    private static JObject Keeping(int open, int perSecond = 120)
    {
        var scenario = ChaosGiven.Scenario();
        scenario["traffic"]![0]!["keepOpen"] = open;
        scenario["traffic"]![0]!["connectionsPerSecond"] = perSecond;
        return scenario;
    }

    private static JObject WithSecondService()
    {
        var scenario = ChaosGiven.Scenario();
        ((JArray)scenario["topology"]!["loadBalancers"]!).Add(JObject.Parse("""{ "name": "second-lb", "subnets": ["front-1", "front-2"] }"""));
        ((JArray)scenario["topology"]!["services"]!).Add(JObject.Parse("""{ "name": "second", "loadBalancers": ["second-lb"], "allowedPrincipals": ["customer"] }"""));
        ((JArray)scenario["steps"]!).Add(JObject.Parse("""
            { "caller": "customer", "as": "second-endpoint", "CreateVpcEndpoint": { "VpcId": "customer-vpc", "ServiceName": "second", "SubnetIds": ["app-1", "app-2"] } }
            """));
        return scenario;
    }
}
