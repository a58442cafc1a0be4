using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>Every fault can be repaired before its time, once, and strike again then.</summary>
public sealed class RepairSpec
{
    [Theory]
    [InlineData("'az-power-interruption': { 'ZoneId': 'use1-az1', 'Duration': '1h' }", "'ZoneId': 'use1-az1'")]
    [InlineData("'az-network-disruption': { 'ZoneId': 'use1-az1', 'Duration': '1h' }", "'ZoneId': 'use1-az1'")]
    [InlineData("'region-outage': { 'RegionName': 'us-east-1', 'Duration': '1h' }", "'RegionName': 'us-east-1'")]
    [InlineData("'control-plane-outage': { 'RegionName': 'us-east-1', 'Duration': '1h' }", "'RegionName': 'us-east-1'")]
    [InlineData("'inter-region-disruption': { 'RegionName': 'us-east-1', 'PeerRegionName': 'eu-west-1', 'Duration': '1h' }", "'RegionName': 'us-east-1', 'PeerRegionName': 'eu-west-1'")]
    [InlineData("'packet-loss': { 'ZoneId': 'use1-az1', 'LossPercent': 5, 'Duration': '1h' }", "'ZoneId': 'use1-az1'")]
    [InlineData("'packet-loss': { 'RegionName': 'us-east-1', 'PeerRegionName': 'eu-west-1', 'LossPercent': 5, 'Duration': '1h' }", "'RegionName': 'eu-west-1', 'PeerRegionName': 'us-east-1'")]
    [InlineData("'packet-loss': { 'VpcEndpointId': 'near', 'LossPercent': 5, 'Duration': '1h' }", "'VpcEndpointId': 'near'")]
    [InlineData("'latency': { 'ZoneId': 'use1-az1', 'DelayMilliseconds': 5, 'Duration': '1h' }", "'ZoneId': 'use1-az1'")]
    [InlineData("'latency': { 'RegionName': 'us-east-1', 'PeerRegionName': 'eu-west-1', 'DelayMilliseconds': 5, 'Duration': '1h' }", "'RegionName': 'us-east-1', 'PeerRegionName': 'eu-west-1'")]
    [InlineData("'latency': { 'VpcEndpointId': 'near', 'DelayMilliseconds': 5, 'Duration': '1h' }", "'VpcEndpointId': 'near'")]
    [InlineData("'dns-delay': { 'VpcId': 'near-vpc', 'DelaySeconds': 5, 'Duration': '1h' }", "'VpcId': 'near-vpc'")]
    [InlineData("'dns-delay': { 'RegionName': 'us-east-1', 'DelaySeconds': 5, 'Duration': '1h' }", "'RegionName': 'us-east-1'")]
    [InlineData("'target-failure': { 'LoadBalancerArn': 'lb', 'Duration': '1h' }", "'LoadBalancerArn': 'lb'")]
    [InlineData("'target-failure': { 'LoadBalancerArn': 'lb', 'TargetIds': ['i-1'], 'Duration': '1h' }", "'LoadBalancerArn': 'lb'")]
    [InlineData("'target-slow': { 'LoadBalancerArn': 'lb', 'DelayMilliseconds': 20000, 'Duration': '1h' }", "'LoadBalancerArn': 'lb'")]
    [InlineData("'load-balancer-node-failure': { 'LoadBalancerArn': 'lb', 'ZoneId': 'use1-az1', 'Duration': '1h' }", "'LoadBalancerArn': 'lb', 'ZoneId': 'use1-az1'")]
    [InlineData("'endpoint-interface-failure': { 'VpcEndpointId': 'near', 'ZoneId': 'use1-az1', 'Duration': '1h' }", "'VpcEndpointId': 'near', 'ZoneId': 'use1-az1'")]
    [InlineData("'disrupt-vpc-endpoint': { 'VpcEndpointId': 'near', 'Duration': '1h' }", "'VpcEndpointId': 'near'")]
    public async Task A_fault_ends_when_it_is_repaired_and_there_is_nothing_more_to_repair(string fault, string place)
    {
        var name = fault.Split('\'')[1];
        var repair = $"'repair': {{ 'Fault': '{name}', {place} }}";
        var log = new Watcher();

        // A fault that changed nothing would fail its step, and so would a second repair that changed something.
        var run = await FaultStage.RunAsync(
            FaultStage.Scenario(
                $"{{ {fault} }}", $"{{ 'after': '3m', {repair} }}", $"{{ 'after': '1m', {repair}, 'changesNothing': true }}", $"{{ 'after': '10m', {fault} }}",
                $"{{ 'after': '3m', {repair} }}", "{ 'after': '10m' }"),
            log);

        Assert.True(run.Passed, string.Join('\n', run.Outcomes));
        Assert.Equal(2, log.Entries.Count(entry => entry.Time == Moment.Parse("2026-01-01T13:03:00Z") && entry.Owner is null));
    }

    [Theory]
    [InlineData("'Fault': 'zonal-shift', 'LoadBalancerArn': 'lb'", "'zonal-shift' is no fault that can be repaired")]
    [InlineData("'Fault': 'packet-los', 'ZoneId': 'use1-az1'", "did you mean 'packet-loss'?")]
    [InlineData("'Fault': 'packet-loss'", "to repair packet-loss, say ZoneId, or RegionName and PeerRegionName, or VpcEndpointId, and nothing else")]
    [InlineData("'Fault': 'region-outage', 'RegionName': 'us-east-1', 'ZoneId': 'use1-az1'", "to repair region-outage, say RegionName, and nothing else")]
    [InlineData("'Fault': 'packet-loss', 'ZoneId': 'use1-az9'", "'use1-az9' is no zone id, such as use1-az1")]
    [InlineData("'Fault': 'region-outage', 'RegionName': 'us-east-9'", "'us-east-9' is no Region")]
    [InlineData("'Fault': 'disrupt-vpc-endpoint', 'VpcEndpointId': 'lb'", "'lb' is a load balancer, and an endpoint is wanted")]
    public void What_can_not_be_repaired_is_said_with_its_place(string repair, string error)
    {
        var complaint = FaultStage.Complaint(FaultStage.Scenario($"{{ 'repair': {{ {repair} }} }}"));

        Assert.Contains(error, complaint, StringComparison.Ordinal);
        Assert.Contains("steps[3].repair", complaint, StringComparison.Ordinal);
    }
}
