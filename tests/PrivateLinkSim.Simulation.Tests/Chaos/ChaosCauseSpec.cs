using System.Collections.Immutable;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>What studies of faults say of other Regions and of health checks, what they try, and what they can't be made of.</summary>
public sealed class ChaosCauseSpec
{
    private static readonly JObject ToOregon = JObject.Parse("""
        { "caller": "customer", "as": "oregon-endpoint",
          "CreateVpcEndpoint": { "VpcId": "customer-vpc", "ServiceName": "oregon", "ServiceRegion": "us-west-2", "SubnetIds": ["app-1", "app-2"] } }
        """);

    [Fact]
    [Trait("Rule", "R38")]
    public async Task A_lost_Region_is_mended_by_clients_that_turn_to_another_one()
    {
        var scenario = AcrossRegions();
        ((JArray)scenario["steps"]!).Add(JObject.Parse("""
            { "caller": "customer", "as": "near-endpoint",
              "CreateVpcEndpoint": { "VpcId": "customer-vpc", "ServiceName": "rates", "SubnetIds": ["app-1", "app-2"] } }
            """));

        var report = await ChaosGiven.StudyAsync(scenario);

        Assert.Equal(
            (ChaosCauseKind.OneRegion, "let clients turn to near-endpoint, which leads to us-east-1, with each connection that fails (they must do that themselves: R38)", ChaosGiven.Everything, 0),
            Assert.Single(report.Singles.Of("Region us-west-2 is lost").Findings).Told());
    }

    [Fact]
    [Trait("Rule", "R38")]
    public async Task A_lost_Region_is_not_mended_where_there_is_no_other()
    {
        var finding = Assert.Single((await ChaosGiven.StudyAsync(AcrossRegions())).Singles.Of("Region us-west-2 is lost").Findings);

        Assert.Equal((ChaosCauseKind.OneRegion, null, ChaosGiven.Everything, null), finding.Told());
        Assert.Contains("(R38)", ChaosMends.WithoutMend(finding.Cause), StringComparison.Ordinal);
    }

    /// <summary>One of the endpoint's two zones enters through the zone: every second connection for the 90 s that are set.</summary>
    [Fact]
    [Trait("Rule", "R37")]
    public async Task A_way_across_Regions_moves_by_itself_and_nothing_hastens_it()
    {
        var report = await ChaosGiven.StudyAsync(AcrossRegions().Add("", "settings", new JObject { ["crossRegionZoneFailover"] = "90s" }));

        var finding = Assert.Single(report.Singles.Of("zone usw2-az1 loses power").Findings);
        Assert.Equal((ChaosCauseKind.PathFailover, null, 60 * 90, null), finding.Told());
        Assert.EndsWith("only after 1m30s (crossRegionZoneFailover)", finding.Cause.Text, StringComparison.Ordinal);
    }

    /// <summary>With cross-zone on, half of all connections would be lost just as long: that it is off is no cause.</summary>
    [Fact]
    public async Task What_a_change_does_not_lessen_is_no_cause()
    {
        var report = await ChaosGiven.StudyAsync(AcrossRegions());

        Assert.Equal(ChaosCauseKind.PathFailover, Assert.Single(report.Singles.First(single => single.Faults[0].Kind == ChaosFaultKind.TargetsOfZone).Findings).Cause.Kind);
    }

    [Fact]
    [Trait("Rule", "§6.1/target")]
    public async Task Health_checks_are_to_blame_where_a_node_that_works_loses_connections_to_dead_targets()
    {
        var file = ChaosGiven.Read(ChaosGiven.Scenario().Add("topology.loadBalancers[0]", "crossZone", true));
        var (setUp, times, topology) = await new ChaosStudy(file, ChaosGiven.Wishes()).PrepareAsync(default);
        var faults = ImmutableArray.Create(topology.Faults(setUp).First(fault => fault.Kind == ChaosFaultKind.TargetsOfZone));
        var run = (await new ChaosRunner(file).RunAllAsync([(setUp, faults)], times, topology, looks: true, 0, default))[0]!;
        var causes = new ChaosCauses(setUp, topology, run.Looks!);

        var blamed = Assert.Single(causes.Of(Damage("§6.1/target")));

        Assert.Equal("nodes of rates-lb go on sending to targets that do not answer until health checks find out, after 1m", blamed.Text);
        var mend = Assert.Single(new ChaosMends(setUp, topology).For(blamed, faults));
        Assert.Equal(("check the targets of rates-lb every 5s", 5), (mend.Text, mend.Scenario.Topology.LoadBalancers[0].HealthCheck!.HealthCheckIntervalSeconds));
        Assert.Empty(causes.Of(Damage("R37")));

        static ChaosDamage Damage(string rule) => new([new GroupDamage("clients", 1, 1, 0, null, 1, 0, [rule])]);
    }

    [Fact]
    public void Of_two_faults_none_may_include_the_other()
    {
        var region = new ChaosFault(ChaosFaultKind.Region, "us-east-1", "", "");
        var zone = new ChaosFault(ChaosFaultKind.Zone, "us-east-1", "use1-az1", "");
        var other = zone with { ZoneId = "use1-az2" };
        var all = new ChaosFault(ChaosFaultKind.TargetGroup, "us-east-1", "", "lb");
        var some = new ChaosFault(ChaosFaultKind.TargetsOfZone, "us-east-1", "use1-az1", "lb");
        var node = new ChaosFault(ChaosFaultKind.Node, "us-east-1", "use1-az1", "lb");
        var far = new ChaosFault(ChaosFaultKind.Region, "us-west-2", "", "");

        Assert.Equal(
            [(region, far), (zone, other), (zone, all), (zone, far), (other, all), (other, some), (other, node), (other, far), (all, node), (all, far), (some, node), (some, far), (node, far)],
            ChaosTopology.Pairs([region, zone, other, all, some, node, far]).Select(pair => (pair[0], pair[1])));
    }

    [Theory]
    [InlineData("none", "has no traffic")]
    [InlineData("never", "The clients of 'clients' never begin: endpoint 'rates-endpoint' does not become available")]
    [InlineData("broken", "Without any fault, connections of clients do not reach a target")]
    [InlineData("refused", "The set-up fails at steps[0]: ModifyVpcEndpointServicePermissions")]
    public async Task A_study_can_not_be_made_where_nothing_works_already(string what, string complaint)
    {
        var scenario = ChaosGiven.Scenario();
        switch (what)
        {
            case "none":
                scenario.Remove("traffic");
                break;
            case "never":
                scenario.Add("topology.services[0]", "acceptanceRequired", true);
                break;
            case "broken":
                scenario.Add("topology.loadBalancers[0]", "targets", new JArray());
                break;
            default:
                ((JArray)scenario["steps"]!).Insert(0, JObject.Parse("""
                    { "caller": "customer", "ModifyVpcEndpointServicePermissions": { "ServiceId": "rates", "AddAllowedPrincipals": ["provider"] } }
                    """));
                break;
        }

        var failure = await Assert.ThrowsAsync<ChaosException>(() => ChaosGiven.StudyAsync(scenario));

        Assert.Contains(complaint, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_steps_make_is_mended_where_they_make_it()
    {
        var scenario = ChaosGiven.Scenario().With("steps[0].CreateVpcEndpoint.SubnetIds", new JArray("app-1"));
        scenario["topology"]!["loadBalancers"] = new JArray();
        scenario["topology"]!["services"] = new JArray();
        var steps = (JArray)scenario["steps"]!;
        foreach (var step in new[]
        {
            """{ "caller": "provider", "ModifyVpcEndpointServicePermissions": { "ServiceId": "rates", "AddAllowedPrincipals": ["customer"] } }""",
            """{ "caller": "provider", "as": "rates", "CreateVpcEndpointServiceConfiguration": { "NetworkLoadBalancerArns": ["rates-lb"], "AcceptanceRequired": false } }""",
            """{ "caller": "provider", "RegisterTargets": { "LoadBalancerArn": "rates-lb", "Targets": [{ "Id": "one", "AvailabilityZone": "use1-az1" }] } }""",
            """{ "caller": "provider", "as": "rates-lb", "CreateLoadBalancer": { "Name": "rates-lb", "Subnets": ["front-1"] } }""",
        })
        {
            steps.Insert(0, JObject.Parse(step));
        }

        Assert.Equal(
            (ChaosCauseKind.ZonesOfService, "add a subnet and a target in use1-az2 to rates-lb, and a subnet there to rates-endpoint", ChaosGiven.Everything, ChaosGiven.Failover),
            Assert.Single((await ChaosGiven.StudyAsync(scenario)).Singles.Of("zone use1-az1 loses power").Findings).Told());
    }

    // The clients' endpoint leads to a service in Oregon.
    private static JObject AcrossRegions()
    {
        var scenario = ChaosGiven.Scenario().With("steps", new JArray(ToOregon.DeepClone())).With("traffic[0].endpoint", "oregon-endpoint");
        ((JArray)scenario.SelectToken("topology.vpcs")!).Add(JObject.Parse("""
            { "name": "oregon-vpc", "account": "provider", "region": "us-west-2",
              "subnets": [{ "name": "oregon-1", "zone": "usw2-az1" }, { "name": "oregon-2", "zone": "usw2-az2" }] }
            """));
        ((JArray)scenario.SelectToken("topology.loadBalancers")!).Add(JObject.Parse("""{ "name": "oregon-lb", "subnets": ["oregon-1", "oregon-2"] }"""));
        ((JArray)scenario.SelectToken("topology.services")!).Add(JObject.Parse(
            """{ "name": "oregon", "loadBalancers": ["oregon-lb"], "supportedRegions": ["us-east-1"], "allowedPrincipals": ["customer"] }"""));
        return scenario;
    }
}
