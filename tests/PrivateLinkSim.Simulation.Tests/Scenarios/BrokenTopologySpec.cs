namespace PrivateLinkSim.Simulation.Tests.Scenarios;

public sealed class BrokenTopologySpec
{
    [Theory]
    [InlineData(
        "'id': '111122223333'",
        "'id': '11112222333'",
        "7:25: topology.accounts[0].id: '11112222333' is no account id: 12 digits")]
    [InlineData(
        "'id': '444455556666'",
        "'id': '111122223333'",
        "8:29: topology.accounts[1].id: 111122223333 is the id of 'shop' already")]
    [InlineData(
        "'name': 'app-vpc', 'account'",
        "'name': 'shop-1', 'account'",
        "12:9: topology.vpcs[1].name: 'shop-1' is the name of something else already (topology.vpcs[0].subnets[0].name); a name stands for one thing\n20:30: steps[0].CreateVpcEndpoint.VpcId: 'app-vpc' is not a name in this scenario; its VPCs are shop-vpc")]
    [InlineData(
        "'name': 'shop-vpc'",
        "'name': 'vpc-0123456789abcdef0'",
        "11:9: topology.vpcs[0].name: 'vpc-0123456789abcdef0' can't be a name; take a word that is no id of AWS's")]
    [InlineData(
        "'account': 'shop'",
        "'account': 'shp'",
        "11:29: topology.vpcs[0].account: 'shp' is not a name in this scenario; did you mean 'shop'?")]
    [InlineData(
        "'name': 'app-vpc', 'account': 'customer', 'region': 'us-east-1'",
        "'name': 'app-vpc', 'account': 'customer', 'region': 'us-est-1'",
        "12:51: topology.vpcs[1].region: 'us-est-1' is no Region; did you mean 'us-east-1'?")]
    [InlineData(
        "['eu-south-1'] }",
        "['eu-south-l'] }",
        "7:66: topology.accounts[0].optedInRegions[0]: 'eu-south-l' is no Region; did you mean 'eu-south-1'?")]
    [InlineData(
        "'zoneNames': { 'us-east-1': { 'us-east-1a': 'use1-az4'",
        "'zoneNames': { 'us-east-1': { 'us-east-1a': 'use1-az7'",
        "8:81: topology.accounts[1].zoneNames.us-east-1.us-east-1a: 'use1-az7' is no zone id of us-east-1; did you mean 'use1-az1'?")]
    [InlineData(
        "'us-east-1a': 'use1-az4'",
        "'us-west-1a': 'use1-az4'",
        "8:81: topology.accounts[1].zoneNames.us-east-1.us-west-1a: 'us-west-1a' is no zone name of us-east-1, such as us-east-1a\n12:105: topology.vpcs[1].subnets[0].zone: 'us-east-1a' is no zone of us-east-1; did you mean 'us-west-1a'?\n29:78: steps[2].expect[0].zone: 'us-east-1a' is no zone of us-east-1; did you mean 'us-west-1a'?")]
    [InlineData(
        "'us-east-1a': 'use1-az4'",
        "'us-east-1a': 'use1-az4', 'us-east-1b': 'use1-az4'",
        "8:107: topology.accounts[1].zoneNames.us-east-1.us-east-1b: 'use1-az4' has a name already: us-east-1a")]
    [InlineData(
        "'zone': 'us-east-1a' }",
        "'zone': 'us-east-1b' }",
        "12:105: topology.vpcs[1].subnets[0].zone: 'us-east-1b' is no zone of us-east-1; did you mean 'us-east-1a'?")]
    [InlineData(
        "'zone': 'use1-az4' }]",
        "'zone': 'euw1-az1' }]",
        "11:103: topology.vpcs[0].subnets[0].zone: 'euw1-az1' is no zone of us-east-1; its zones are use1-az1, use1-az2, use1-az3, use1-az4, use1-az5, use1-az6, us-east-1a, us-east-1b, us-east-1c, us-east-1d, us-east-1e, us-east-1f")]
    [InlineData(
        "'subnets': ['shop-1']",
        "'subnets': ['shop-1', 'app-1']",
        "14:68: topology.loadBalancers[0].subnets[1]: 'app-1' lies in app-vpc, and 'shop-1' in shop-vpc; a load balancer's subnets lie in one VPC")]
    [InlineData(
        "'subnets': ['shop-1']",
        "'subnets': []",
        "14:46: topology.loadBalancers[0].subnets: a load balancer has a subnet at least")]
    [InlineData(
        "'subnets': ['shop-1']",
        "'subnets': ['shop-vpc']",
        "14:58: topology.loadBalancers[0].subnets[0]: 'shop-vpc' is a VPC, and a subnet is wanted")]
    [InlineData(
        "'loadBalancers': ['orders-lb']",
        "'loadBalancers': ['order-lb']",
        "15:56: topology.services[0].loadBalancers[0]: 'order-lb' is not a name in this scenario; did you mean 'orders-lb'?")]
    [InlineData(
        "'loadBalancers': ['orders-lb']",
        "'loadBalancers': []",
        "15:38: topology.services[0].loadBalancers: a service has a load balancer at least")]
    [InlineData(
        "'allowedPrincipals': ['customer']",
        "'allowedPrincipals': ['arn:aws:iam::444455556666:group/x']",
        "15:92: topology.services[0].allowedPrincipals[0]: 'arn:aws:iam::444455556666:group/x' is neither an account's name nor the ARN of an account's root, a role or a user, or *")]
    [InlineData(
        "'allowedPrincipals': ['customer']",
        "'allowedPrincipals': ['customer'], 'supportedRegions': ['eu-west-9']",
        "15:126: topology.services[0].supportedRegions[0]: 'eu-west-9' is no Region; did you mean 'eu-west-1'?")]
    [InlineData(
        "'subnets': ['shop-1']",
        "'subnets': ['e1']",
        "14:58: topology.loadBalancers[0].subnets[0]: 'e1' is an endpoint, and a subnet is wanted")]
    [InlineData(
        "'region': 'us-east-1', 'subnets': [{ 'name': 'app-1'",
        "'region': 'us-east-1', 'cidrBlock': '10.1.0.0/8', 'subnets': [{ 'name': 'app-1'",
        "12:74: topology.vpcs[1].cidrBlock: '10.1.0.0/8' is no IPv4 block of a VPC or subnet; the form is 10.0.0.0/16, from /16 to /28, without host bits")]
    [InlineData(
        "'region': 'us-east-1', 'subnets': [{ 'name': 'app-1'",
        "'region': 'us-east-1', 'cidrBlock': '10.1.0.0/28', 'subnets': [{ 'name': 'app-2', 'zone': 'use1-az1' }, { 'name': 'app-1'",
        "12:74: topology.vpcs[1].cidrBlock: 10.1.0.0/28 has no room for its 2 subnets")]
    [InlineData(
        "'subnets': ['shop-1'] }",
        "'subnets': ['shop-1'], 'targets': [{ 'Id': 'i-1', 'AvailabilityZone': 'us-east-1z' }] }",
        "14:96: topology.loadBalancers[0].targets[0].AvailabilityZone: 'us-east-1z' is no zone of us-east-1; did you mean 'us-east-1a'?")]
    [InlineData(
        "'loadBalancers': ['orders-lb'], ",
        "'loadBalancers': ['orders-lb'], 'supportedIpAddressTypes': ['ipv4', 'dualstack'], ",
        "15:106: topology.services[0].supportedIpAddressTypes[1]: 'dualstack' is no IP address type of a service; list ipv4, ipv6, or both for dualstack")]
    [InlineData(
        "'subnets': ['shop-1'] }",
        "'subnets': ['shop-1'], 'ipAddressType': 'ipv6' }",
        "14:69: topology.loadBalancers[0].ipAddressType: a Network Load Balancer is ipv4 or dualstack, not ipv6")]
    [InlineData(
        "'loadBalancers': ['orders-lb'], ",
        "'loadBalancers': ['orders-lb'], 'privateDnsName': 'API.example.com', ",
        "15:70: topology.services[0].privateDnsName: 'API.example.com' is no private DNS name; it is lower case, has at most 255 characters and 63 in a label, and may begin with '*.'")]
    [InlineData(
        "'loadBalancers': ['orders-lb'], ",
        "'loadBalancers': ['orders-lb'], 'payerResponsibility': 'EndpointOwner', ",
        "15:70: topology.services[0].payerResponsibility: 'EndpointOwner' is no payer responsibility; say ServiceOwner, or leave it out for the endpoints' owners")]
    public void A_topology_must_be_able_to_stand(string right, string wrong, string errors) =>
        Assert.Equal(errors, BrokenScenario.ErrorsOf(right, wrong));

    [Theory]
    [InlineData("'SetIpAddressType': { 'LoadBalancerArn': 'orders-lb', 'IpAddressType': 'ipv6' }")]
    [InlineData("'ModifyVpcEndpointServiceConfiguration': { 'ServiceId': 'orders', 'AddSupportedIpAddressTypes': ['dualstack'], 'PrivateDnsName': 'API' }")]
    [InlineData("'ModifyVpcEndpointServicePayerResponsibility': { 'ServiceId': 'orders', 'PayerResponsibility': 'EndpointOwner' }")]
    public void A_step_may_ask_for_what_no_topology_has(string call) =>
        BrokenScenario.Read(BrokenScenario.With("'ImpairZone': { 'ZoneId': 'use1-az4' }", "'caller': 'shop', " + call));
}
