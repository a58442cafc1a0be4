using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>Every fault proves its effect: one that changes nothing is said to in the log, and fails its step unless the step expects it.</summary>
public sealed class FaultEffectSpec
{
    private const string Effect = "§fault/effect";
    private const string Nobody = "of this scenario";

    /// <summary>For each verb: a fault that changes something, and faults that change nothing after it, with what is said of them.</summary>
    public static TheoryData<string, string, string> Idle => new()
    {
        { "'ImpairZone': { 'ZoneId': 'use1-az1' }", "'ImpairZone': { 'ZoneId': 'use1-az1' }", "zone use1-az1 passes no traffic already" },
        { "'ImpairZone': { 'ZoneId': 'use1-az1' }", "'ImpairZone': { 'ZoneId': 'use1-az5' }", "no endpoint, load balancer node, target or client of this scenario is in use1-az5" },
        { "'ImpairZone': { 'ZoneId': 'use1-az1' }", "'RepairZone': { 'ZoneId': 'use1-az2' }", "zone use1-az2 has no fault of its own" },
        { "'BeginRegionOutage': { 'RegionName': 'us-east-1' }", "'BeginRegionOutage': { 'RegionName': 'us-east-1' }", "us-east-1 is lost already" },
        { "'BeginRegionOutage': { 'RegionName': 'us-east-1' }", "'EndRegionOutage': { 'RegionName': 'eu-west-1' }", "eu-west-1 is not lost" },
        { "'BeginRegionOutage': { 'RegionName': 'us-east-1' }", "'BeginRegionOutage': { 'RegionName': 'us-west-2' }", "nothing of this scenario stands in us-west-2" },
        { "'az-power-interruption': { 'ZoneId': 'use1-az1', 'Duration': '10m' }", "'az-power-interruption': { 'ZoneId': 'use1-az1', 'Duration': '1h' }", "zone use1-az1 passes no traffic already" },
        { "'az-power-interruption': { 'ZoneId': 'use1-az1', 'Duration': '10m' }", "'az-power-interruption': { 'ZoneId': 'use1-az4', 'Duration': '1h' }", Nobody },
        { "'az-network-disruption': { 'ZoneId': 'euw1-az2', 'Duration': '10m' }", "'az-network-disruption': { 'ZoneId': 'euw1-az2', 'Duration': '10m' }", "already" },
        { "'az-network-disruption': { 'ZoneId': 'euw1-az2', 'Duration': '10m' }", "'az-network-disruption': { 'ZoneId': 'euw1-az3', 'Duration': '10m' }", Nobody },
        { "'region-outage': { 'RegionName': 'us-east-1', 'Duration': '10m' }", "'region-outage': { 'RegionName': 'us-east-1', 'Duration': '20m' }", "us-east-1 is lost already" },
        { "'region-outage': { 'RegionName': 'us-east-1', 'Duration': '10m' }", "'az-power-interruption': { 'ZoneId': 'use1-az1', 'Duration': '10m' }", "us-east-1 is lost for as long anyway" },
        { "'region-outage': { 'RegionName': 'us-east-1', 'Duration': '10m' }", "'region-outage': { 'RegionName': 'us-west-2', 'Duration': '10m' }", Nobody },
        { "'inter-region-disruption': { 'RegionName': 'us-east-1', 'PeerRegionName': 'eu-west-1', 'Duration': '10m' }", "'inter-region-disruption': { 'RegionName': 'eu-west-1', 'PeerRegionName': 'us-east-1', 'Duration': '10m' }", "already" },
        { "'inter-region-disruption': { 'RegionName': 'us-east-1', 'PeerRegionName': 'eu-west-1', 'Duration': '10m' }", "'inter-region-disruption': { 'RegionName': 'us-east-1', 'PeerRegionName': 'eu-central-1', 'Duration': '10m' }", "no endpoint of this scenario leads" },
        { "'control-plane-outage': { 'RegionName': 'us-east-1', 'Duration': '10m' }", "'control-plane-outage': { 'RegionName': 'us-east-1', 'Duration': '10m' }", "calls into us-east-1 fail already" },
        { "'control-plane-outage': { 'RegionName': 'us-east-1', 'Duration': '10m' }", "'control-plane-outage': { 'RegionName': 'us-west-2', 'Duration': '10m' }", Nobody },
        { "'target-failure': { 'LoadBalancerArn': 'lb', 'ZoneId': 'use1-az1', 'Duration': '10m' }", "'target-failure': { 'LoadBalancerArn': 'lb', 'TargetIds': ['i-1'], 'Duration': '10m' }", "failed already: i-1" },
        { "'target-failure': { 'LoadBalancerArn': 'lb', 'Duration': '10m' }", "'target-failure': { 'LoadBalancerArn': 'lb', 'TargetIds': ['i-3'], 'Duration': '10m' }", "not registered with the load balancer: i-3" },
        { "'target-failure': { 'LoadBalancerArn': 'lb', 'TargetIds': ['i-2'], 'Duration': '10m' }", "'target-failure': { 'LoadBalancerArn': 'lb', 'ZoneId': 'use1-az4', 'Duration': '10m' }", "registered in use1-az4" },
        { "'target-slow': { 'LoadBalancerArn': 'lb', 'DelayMilliseconds': 5, 'Duration': '10m' }", "'target-slow': { 'LoadBalancerArn': 'lb', 'TargetIds': ['i-1'], 'DelayMilliseconds': 9, 'Duration': '10m' }", "late already, or unused: i-1" },
        { "'target-slow': { 'LoadBalancerArn': 'lb', 'DelayMilliseconds': 5, 'Duration': '10m' }", "'target-slow': { 'LoadBalancerArn': 'lb', 'TargetIds': ['i-3'], 'DelayMilliseconds': 9, 'Duration': '10m' }", "not registered with the load balancer: i-3" },
        { "'target-slow': { 'LoadBalancerArn': 'lb', 'DelayMilliseconds': 5, 'Duration': '10m' }", "'target-slow': { 'LoadBalancerArn': 'lb', 'ZoneId': 'use1-az4', 'DelayMilliseconds': 9, 'Duration': '10m' }", "registered in use1-az4" },
        { "'load-balancer-node-failure': { 'LoadBalancerArn': 'lb', 'ZoneId': 'use1-az1', 'Duration': '10m' }", "'load-balancer-node-failure': { 'LoadBalancerArn': 'lb', 'ZoneId': 'use1-az1', 'Duration': '10m' }", "already" },
        { "'load-balancer-node-failure': { 'LoadBalancerArn': 'lb', 'ZoneId': 'use1-az1', 'Duration': '10m' }", "'load-balancer-node-failure': { 'LoadBalancerArn': 'lb', 'ZoneId': 'use1-az4', 'Duration': '10m' }", "no node in use1-az4" },
        { "'endpoint-interface-failure': { 'VpcEndpointId': 'near', 'ZoneId': 'use1-az1', 'Duration': '10m' }", "'endpoint-interface-failure': { 'VpcEndpointId': 'near', 'ZoneId': 'use1-az1', 'Duration': '10m' }", "already" },
        { "'endpoint-interface-failure': { 'VpcEndpointId': 'near', 'ZoneId': 'use1-az1', 'Duration': '10m' }", "'endpoint-interface-failure': { 'VpcEndpointId': 'near', 'ZoneId': 'use1-az4', 'Duration': '10m' }", "no interface in use1-az4" },
        { "'dns-delay': { 'VpcId': 'near-vpc', 'DelaySeconds': 5, 'Duration': '10m' }", "'dns-delay': { 'VpcId': 'near-vpc', 'DelaySeconds': 9, 'Duration': '10m' }", "DNS answers are late in the VPC already" },
        { "'dns-delay': { 'VpcId': 'near-vpc', 'DelaySeconds': 5, 'Duration': '10m' }", "'dns-delay': { 'VpcId': 'empty-vpc', 'DelaySeconds': 9, 'Duration': '10m' }", "nobody in that VPC asks for the name of an endpoint" },
        { "'dns-delay': { 'VpcId': 'near-vpc', 'DelaySeconds': 5, 'Duration': '10m' }", "'dns-delay': { 'VpcId': 'vpc-00000000000000000', 'DelaySeconds': 9, 'Duration': '10m' }", "the VPC does not exist" },
        { "'dns-delay': { 'RegionName': 'us-east-1', 'DelaySeconds': 5, 'Duration': '10m' }", "'dns-delay': { 'RegionName': 'us-east-1', 'DelaySeconds': 9, 'Duration': '10m' }", "DNS answers are late in us-east-1 already" },
        { "'dns-delay': { 'RegionName': 'us-east-1', 'DelaySeconds': 5, 'Duration': '10m' }", "'dns-delay': { 'RegionName': 'us-west-2', 'DelaySeconds': 9, 'Duration': '10m' }", Nobody },
        { "'packet-loss': { 'ZoneId': 'use1-az1', 'LossPercent': 5, 'Duration': '10m' }", "'packet-loss': { 'ZoneId': 'use1-az1', 'LossPercent': 9, 'Duration': '10m' }", "packets are lost in use1-az1 already" },
        { "'packet-loss': { 'ZoneId': 'use1-az1', 'LossPercent': 5, 'Duration': '10m' }", "'packet-loss': { 'ZoneId': 'use1-az5', 'LossPercent': 5, 'Duration': '10m' }", Nobody },
        { "'packet-loss': { 'RegionName': 'us-east-1', 'PeerRegionName': 'eu-west-1', 'LossPercent': 5, 'Duration': '10m' }", "'packet-loss': { 'RegionName': 'eu-west-1', 'PeerRegionName': 'us-east-1', 'LossPercent': 5, 'Duration': '10m' }", "packets are lost between eu-west-1 and us-east-1 already" },
        { "'packet-loss': { 'RegionName': 'us-east-1', 'PeerRegionName': 'eu-west-1', 'LossPercent': 5, 'Duration': '10m' }", "'packet-loss': { 'RegionName': 'us-east-1', 'PeerRegionName': 'eu-central-1', 'LossPercent': 5, 'Duration': '10m' }", "no endpoint of this scenario leads" },
        { "'packet-loss': { 'VpcEndpointId': 'near', 'LossPercent': 5, 'Duration': '10m' }", "'packet-loss': { 'VpcEndpointId': 'near', 'LossPercent': 5, 'Duration': '10m' }", "the endpoint loses packets already" },
        { "'az-network-disruption': { 'ZoneId': 'use1-az1', 'Duration': '10m' }", "'packet-loss': { 'ZoneId': 'use1-az1', 'LossPercent': 5, 'Duration': '10m' }", "nothing passes there for as long anyway" },
        { "'latency': { 'ZoneId': 'use1-az1', 'DelayMilliseconds': 5, 'Duration': '10m' }", "'latency': { 'ZoneId': 'use1-az1', 'DelayMilliseconds': 9, 'Duration': '10m' }", "round trips take longer in use1-az1 already" },
        { "'latency': { 'ZoneId': 'use1-az1', 'DelayMilliseconds': 5, 'Duration': '10m' }", "'latency': { 'ZoneId': 'use1-az5', 'DelayMilliseconds': 5, 'Duration': '10m' }", Nobody },
        { "'latency': { 'RegionName': 'us-east-1', 'PeerRegionName': 'eu-west-1', 'DelayMilliseconds': 5, 'Duration': '10m' }", "'latency': { 'RegionName': 'us-east-1', 'PeerRegionName': 'eu-central-1', 'DelayMilliseconds': 5, 'Duration': '10m' }", "no endpoint of this scenario leads" },
        { "'latency': { 'VpcEndpointId': 'far', 'DelayMilliseconds': 5, 'Duration': '10m' }", "'latency': { 'VpcEndpointId': 'far', 'DelayMilliseconds': 5, 'Duration': '10m' }", "round trips through the endpoint take longer already" },
        { "'latency': { 'VpcEndpointId': 'far', 'DelayMilliseconds': 5, 'Duration': '10m' }", "'latency': { 'VpcEndpointId': 'vpce-00000000000000000', 'DelayMilliseconds': 5, 'Duration': '10m' }", "the endpoint does not exist" },
        { "'disrupt-vpc-endpoint': { 'VpcEndpointId': 'far', 'Duration': '10m' }", "'disrupt-vpc-endpoint': { 'VpcEndpointId': 'far', 'Duration': '10m' }", "already" },
        { "'disrupt-vpc-endpoint': { 'VpcEndpointId': 'far', 'Duration': '10m' }", "'disrupt-vpc-endpoint': { 'VpcEndpointId': 'vpce-00000000000000000', 'Duration': '10m' }", "the endpoint does not exist" },
    };

    [Theory]
    [MemberData(nameof(Idle))]
    [Trait("Rule", "§fault/effect")]
    public async Task A_fault_that_changes_nothing_fails_its_step_unless_that_expects_it_and_the_other_way_round(string fault, string idle, string why)
    {
        var log = new Watcher();
        var unsaid = await FaultStage.RunAsync(FaultStage.Scenario($"{{ {fault} }}", $"{{ {idle} }}"), log);
        var said = await FaultStage.RunAsync(FaultStage.Scenario($"{{ {fault} }}", $"{{ {idle}, 'changesNothing': true }}"));
        var wrong = await FaultStage.RunAsync(FaultStage.Scenario($"{{ {fault}, 'changesNothing': true }}"));

        var name = fault.Split('\'')[1];
        var verdict = Assert.Single(unsaid.Verdicts);
        Assert.Equal((false, "steps[4]", $"{idle.Split('\'')[1]} changes something"), (verdict.Held, verdict.Path, verdict.Text));
        Assert.StartsWith("The fault changes nothing: ", verdict.Found, StringComparison.Ordinal);
        Assert.Contains(why, verdict.Found, StringComparison.Ordinal);
        Assert.Equal([true, false], unsaid.Outcomes.TakeLast(2).Select(outcome => outcome.AsExpected));
        Assert.Equal([new Notice(Effect, verdict.Found)], log.Facts.OfType<CommandAnswered>().SelectMany(answer => answer.Notices ?? []).Where(notice => notice.Rule == Effect));

        verdict = Assert.Single(said.Verdicts);
        Assert.Equal((true, "steps[4].changesNothing", $"{idle.Split('\'')[1]} changes nothing"), (verdict.Held, verdict.Path, verdict.Text));
        Assert.True(said.Passed);
        Assert.Contains(Effect, said.ExercisedRules);

        verdict = Assert.Single(wrong.Verdicts);
        Assert.Equal((false, "steps[3].changesNothing", $"{name} changes nothing", "it changed something"), (verdict.Held, verdict.Path, verdict.Text, verdict.Found));
    }

    [Theory]
    [InlineData("{ 'changesNothing': true }", "only a fault can be said to change nothing")]
    [InlineData("{ 'caller': 'customer', 'DeleteVpcEndpoints': { 'VpcEndpointIds': ['near'] }, 'changesNothing': true }", "only a fault can be said to change nothing")]
    [InlineData("{ 'zonal-shift': { 'LoadBalancerArn': 'lb', 'AwayFrom': 'use1-az1', 'ExpiresIn': '1h' }, 'changesNothing': true }", "zonal-shift is a call of ARC")]
    [InlineData("{ 'cancel-zonal-shift': { 'LoadBalancerArn': 'lb' }, 'changesNothing': true }", "cancel-zonal-shift is a call of ARC")]
    [InlineData(
        "{ 'ImpairZone': { 'ZoneId': 'use1-az1' }, 'changesNothing': true, 'refused': { 'code': 'InvalidZone.NotFound', 'rule': '§2.12/zone' } }",
        "a fault that changes nothing is accepted")]
    [InlineData(
        "{ 'inter-region-disruption': { 'RegionName': 'us-east-1', 'PeerRegionName': 'us-east-1', 'Duration': '10m' } }",
        "steps[3].inter-region-disruption.PeerRegionName: there is no way from us-east-1 to itself")]
    public void What_can_not_be_meant_is_refused_before_anything_runs(string step, string complaint) =>
        Assert.Contains(complaint, FaultStage.Complaint(FaultStage.Scenario(step)), StringComparison.Ordinal);

    /// <summary>A zone that only clients are in is hit: they are down with it.</summary>
    [Fact]
    public async Task A_zone_with_clients_alone_is_not_empty()
    {
        string[] groups = ["{ 'name': 'apps', 'endpoint': 'near', 'subnet': 'near-4', 'connectionsPerSecond': 10 }"];

        var run = await FaultStage.RunAsync(FaultStage.WithTraffic(
            groups, "{ 'az-power-interruption': { 'ZoneId': 'use1-az4', 'Duration': '10m' } }", "{ 'after': '1h' }"));

        Assert.True(run.Passed);
    }

    /// <summary>It is lost already, and nobody is there: to say the one is enough.</summary>
    [Fact]
    public async Task A_fault_that_changes_nothing_for_two_reasons_gives_one()
    {
        const string Fault = "'az-power-interruption': { 'ZoneId': 'use1-az5', 'Duration': '10m' }, 'changesNothing': true";

        var run = await FaultStage.RunAsync(FaultStage.Scenario($"{{ {Fault} }}", $"{{ {Fault} }}"));

        Assert.True(run.Passed);
        Assert.Equal([1, 1], run.Outcomes.TakeLast(2).Select(outcome => outcome.Notices.Length));
    }

    /// <summary>What is lost is lost whether or not something stands there: what comes later finds it so.</summary>
    [Fact]
    public async Task What_is_made_in_a_zone_that_had_failed_empty_finds_it_so()
    {
        var run = await FaultStage.RunAsync(FaultStage.Scenario(
            "{ 'az-power-interruption': { 'ZoneId': 'euw1-az3', 'Duration': '1h' }, 'changesNothing': true }",
            "{ 'caller': 'customer', 'CreateSubnet': { 'VpcId': 'far-vpc', 'CidrBlock': '10.0.50.0/24', 'AvailabilityZoneId': 'euw1-az3' }, 'as': 'far-3' }",
            "{ 'caller': 'customer', 'ModifyVpcEndpoint': { 'VpcEndpointId': 'far', 'AddSubnetIds': ['far-3'] } }",
            "{ 'after': '59m', 'expect': [{ 'endpoint': 'far', 'zone': 'euw1-az3', 'reachable': false }, { 'endpoint': 'far', 'zone': 'euw1-az1', 'reachable': true }] }",
            "{ 'after': '1m', 'expect': [{ 'endpoint': 'far', 'zone': 'euw1-az3', 'reachable': true }] }"));

        Assert.True(run.Passed, string.Join('\n', run.Verdicts));
        Assert.Equal(4, run.Verdicts.Length);
    }
}
