namespace PrivateLinkSim.Simulation.Tests.Scenarios;

/// <summary>What is said of words, combinations and documents that can't be.</summary>
public sealed class BrokenWordsSpec
{
    private const string Vpc = "{ 'name': 'app-vpc', 'account': 'customer', 'region': 'us-east-1', ";
    private const string Call = "'ImpairZone': { 'ZoneId': 'use1-az4' }";
    private const string Expected = "{ 'endpoint': 'e1', 'state': 'pending' }";

    [Theory]
    [InlineData("'endpointProvisioning': '30s'", "'idleTimeoutAfterCrossRegion': 'breaks'", "settings.idleTimeoutAfterCrossRegion: 'breaks' can't stand here; what can: refuse, break, ignore; did you mean 'break'?")]
    [InlineData("'endpointProvisioning': '30s'", "'endpointsPerVpc': -1", "settings.endpointsPerVpc: -1 is not between 0 and 2147483647")]
    [InlineData("'zone': 'us-east-1a'", "'zone': 'us-east-1a', 'ipv6': true", "topology.vpcs[1].subnets[0].ipv6: 'app-vpc' has no IPv6 block that a subnet's could lie in; say \"ipv6\": true of the VPC")]
    [InlineData(Vpc, Vpc + "'ipv6': true, 'securityGroups': [{ 'name': 'shop' }], ", "topology.vpcs[1].securityGroups[0].name: 'shop' is the name of something else already (topology.accounts[0].name); a name stands for one thing")]
    [InlineData("'loadBalancers': ['orders-lb'], ", "'loadBalancers': ['orders-lb'], 'privateDnsVerified': true, ", "topology.services[0].privateDnsVerified: there is no 'privateDnsName' that could be verified")]
    [InlineData("'loadBalancers': ['orders-lb'], ", "'loadBalancers': ['orders-lb'], 'supportedIpAddressTypes': ['ipv7'], ", "topology.services[0].supportedIpAddressTypes[0]: 'ipv7' can't stand here; what can: ipv4, ipv6, dualstack; did you mean 'ipv4'?")]
    [InlineData("'id': '111122223333', ", "'id': '111122223333', 'roles': [{ 'name': 'a/b', 'policies': { 'p': { 'x': 1.5 } } }], ", "topology.accounts[0].roles[0].name: 'a/b' is no name of a role: a word without a path")]
    [InlineData("'id': '111122223333', ", "'id': '111122223333', 'roles': [{ 'name': 'a', 'policies': { 'p': { 'x': [1.5] } } }], ", "topology.accounts[0].roles[0].policies.p.x[0]: 1.5 is no number that a log can hold; write it as a text")]
    [InlineData("'id': '111122223333', ", "'id': '111122223333', 'roles': [{ 'name': 'a', 'policies': { 'p': 'Allow' } }], ", "topology.accounts[0].roles[0].policies.p: an object { ... } is wanted, and this is the text 'Allow'")]
    [InlineData(Call, "'dryRun': true, " + Call, "steps[2].dryRun: ImpairZone has no DryRun; the calls of EC2 on VPCs, services and endpoints have")]
    [InlineData(Call, "'caller': 'customer', 'dryRun': true, 'DeleteVpcEndpoints': { 'VpcEndpointIds': ['e1'] }", "steps[2].dryRun: a dry run always ends in a refusal; say which: \"refused\": { \"code\": \"DryRunOperation\", \"rule\": \"§2.17/dry-run\" } when it would be permitted")]
    [InlineData(Call, "'warns': ['R7'], " + Call + ", 'refused': { 'code': 'a', 'rule': 'R7' }", "steps[2].warns: a command that is refused is warned of nothing")]
    [InlineData(Call, "'PublishTxtRecord': { 'Name': 'x', 'Service': 'orders' }", "steps[2].PublishTxtRecord: a TXT record is given by Name and Value, or by the Service whose verification asks for it")]
    [InlineData(Call, "'PublishTxtRecord': { 'Service': 'order' }", "steps[2].PublishTxtRecord.Service: 'order' is not a name in this scenario; did you mean 'orders'?")]
    [InlineData(Call, "'caller': 'shop', 'CreateVpcEndpointConnectionNotification': { 'ServiceId': 'orders', 'VpcEndpointId': 'e1', 'ConnectionNotificationArn': 'a', 'ConnectionEvents': ['Accept'] }", "steps[2].CreateVpcEndpointConnectionNotification: exactly one of ServiceId and VpcEndpointId is wanted")]
    [InlineData(Call, "'caller': 'shop', 'CreateListener': { 'LoadBalancerArn': 'orders-lb', 'Protocol': 'tcp', 'Port': 1 }", "steps[2].CreateListener.Protocol: 'tcp' can't stand here; what can: TCP, TLS, UDP, TCP_UDP; did you mean 'TCP'?")]
    [InlineData(Call, "'caller': 'shop', 'CreateTags': { 'Resources': ['orders-lb'], 'Tags': {} }", "steps[2].CreateTags.Resources[0]: 'orders-lb' is a load balancer, and a service is wanted; did you mean 'orders'?")]
    [InlineData(Call, "'caller': 'shop', 'ModifyVpcAttribute': { 'VpcId': 'shop-vpc' }", "steps[2].ModifyVpcAttribute: nothing is to change; say EnableDnsSupport or EnableDnsHostnames")]
    [InlineData(Expected, "{ 'endpoint': 'e1', 'flow': { 'source': 'internet' } }", "steps[0].expect[0].flow: 'flow' says what traffic 'reachable', 'through' and 'rule' speak of, and none of them is there")]
    [InlineData(Expected, "{ 'endpoint': 'e1', 'recordType': 'AAAA' }", "steps[0].expect[0].recordType: 'recordType' says what is asked of 'dns', and 'dns' is missing")]
    [InlineData(Expected, "{ 'service': 'orders', 'privateDnsState': 'verifed' }", "steps[0].expect[0].privateDnsState: 'verifed' is no state of a private DNS name; did you mean 'verified'?")]
    [InlineData(Expected, "{ 'endpoint': 'e1', 'securityGroups': ['web'] }", "steps[0].expect[0].securityGroups[0]: 'web' is not a name in this scenario; it names no security group")]
    public void What_is_wrong_is_said_with_its_place_and_what_would_be_right(string right, string wrong, string error) =>
        Assert.Contains(error, BrokenScenario.ErrorsOf(right, wrong), StringComparison.Ordinal);
}
