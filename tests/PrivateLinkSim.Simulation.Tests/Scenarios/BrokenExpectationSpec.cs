namespace PrivateLinkSim.Simulation.Tests.Scenarios;

public sealed class BrokenExpectationSpec
{
    [Theory]
    [InlineData(
        "{ 'endpoint': 'e1', 'state': 'pending' }",
        "{ 'endpoint': 'e9', 'state': 'pending' }",
        "21:20: steps[0].expect[0].endpoint: 'e9' is not a name in this scenario; did you mean 'e1'?")]
    [InlineData(
        "{ 'endpoint': 'e1', 'state': 'pending' }",
        "{ 'endpoint': 'orders', 'state': 'pending' }",
        "21:20: steps[0].expect[0].endpoint: 'orders' is a service, and an endpoint is wanted")]
    [InlineData(
        "{ 'endpoint': 'e1', 'state': 'pending' }",
        "{ 'endpoint': 'e1' }",
        "21:18: steps[0].expect[0]: nothing is said of an endpoint; what can: state, exists, dns, recordType, answers, zone, reachable, through, rule, flow, ipAddressType, dnsRecordIpType, privateDnsEnabled, securityGroups, subnets, tags, denyAllIgwTraffic, topic, delivered")]
    [InlineData(
        "{ 'endpoint': 'e1', 'state': 'pending' }",
        "{ 'exists': true }",
        "21:18: steps[0].expect[0]: a condition is about something: an endpoint, a service, a load balancer, a subnet, a notification, a group of clients (traffic), a vpc, a region with an account, or a dns name in full")]
    [InlineData(
        "{ 'endpoint': 'e1', 'state': 'pending' }",
        "{ 'endpoint': 'e1', 'service': 'orders', 'exists': true }",
        "21:38: steps[0].expect[0].service: a condition is about one thing, and this about endpoint and service")]
    [InlineData(
        "{ 'endpoint': 'e1', 'state': 'pending' }",
        "{ 'endpoint': 'e1', 'state': 'Pending' }",
        "21:38: steps[0].expect[0].state: 'Pending' is no state of an endpoint; did you mean 'pending'?")]
    [InlineData(
        "{ 'endpoint': 'e1', 'state': 'pending' }",
        "{ 'endpoint': 'e1', 'state': 'on' }",
        "21:38: steps[0].expect[0].state: 'on' is no state of an endpoint; there are pendingAcceptance, pending, available, rejected, expired, failed, deleting, deleted")]
    [InlineData(
        "{ 'endpoint': 'e1', 'state': 'pending' }",
        "{ 'service': 'orders', 'state': 'available' }",
        "21:41: steps[0].expect[0].state: 'available' is no state of a service; did you mean 'Available'?")]
    [InlineData(
        "{ 'endpoint': 'e1', 'state': 'pending' }",
        "{ 'service': 'orders', 'reachable': true }",
        "21:41: steps[0].expect[0].reachable: 'reachable' can't be said of a service; what can: state, exists, supportedRegions, dns, recordType, answers, supportedIpAddressTypes, privateDnsState, payerResponsibility, tags, zones, topic, delivered")]
    [InlineData(
        "{ 'endpoint': 'e1', 'state': 'pending' }",
        "{ 'endpoint': 'e1', 'freeAddresses': 3 }",
        "21:38: steps[0].expect[0].freeAddresses: 'freeAddresses' can't be said of an endpoint; what can: state, exists, dns, recordType, answers, zone, reachable, through, rule, flow, ipAddressType, dnsRecordIpType, privateDnsEnabled, securityGroups, subnets, tags, denyAllIgwTraffic, topic, delivered")]
    [InlineData(
        "{ 'endpoint': 'e1', 'state': 'pending' }",
        "{ 'subnet': 'app-1', 'freeAddresses': 3, 'exists': true }",
        "21:59: steps[0].expect[0].exists: 'exists' can't be said of a subnet; what can: freeAddresses")]
    [InlineData(
        "{ 'endpoint': 'e1', 'state': 'pending' }",
        "{ 'subnet': 'app-9', 'freeAddresses': 3 }",
        "21:20: steps[0].expect[0].subnet: 'app-9' is not a name in this scenario; did you mean 'app-1'?")]
    [InlineData(
        "{ 'endpoint': 'e1', 'state': 'pending' }",
        "{ 'region': 'eu-south-1', 'optStatus': 'ENABLED' }",
        "21:18: steps[0].expect[0]: a condition about a Region says of which 'account' and what its 'optStatus' is")]
    [InlineData(
        "{ 'endpoint': 'e1', 'state': 'pending' }",
        "{ 'region': 'eu-south-1', 'account': 'shop', 'optStatus': 'enabled' }",
        "21:63: steps[0].expect[0].optStatus: 'enabled' is no opt status; did you mean 'ENABLED'?")]
    [InlineData(
        "{ 'endpoint': 'e1', 'state': 'pending' }",
        "{ 'region': 'eu-south-9', 'account': 'shop', 'optStatus': 'ENABLED' }",
        "21:20: steps[0].expect[0].region: 'eu-south-9' is no Region; did you mean 'eu-south-1'?")]
    [InlineData(
        "{ 'endpoint': 'e1', 'state': 'pending' }",
        "{ 'region': 'eu-south-1', 'account': 'orders', 'optStatus': 'ENABLED' }",
        "21:44: steps[0].expect[0].account: 'orders' is a service, and an account is wanted")]
    [InlineData(
        "{ 'endpoint': 'e1', 'state': 'pending' }",
        "{ 'endpoint': 'e1', 'dns': 'regional' }",
        "21:38: steps[0].expect[0].dns: 'dns' and 'answers' go together, and 'answers' is missing")]
    [InlineData(
        "{ 'endpoint': 'e1', 'state': 'pending' }",
        "{ 'endpoint': 'e1', 'answers': ['use1-az4'] }",
        "21:38: steps[0].expect[0].answers: 'dns' and 'answers' go together, and 'dns' is missing")]
    [InlineData(
        "{ 'endpoint': 'e1', 'state': 'pending' }",
        "{ 'endpoint': 'e1', 'dns': 'regional', 'answers': [] }",
        "21:57: steps[0].expect[0].answers: an answer without addresses is [\"NODATA\"] or [\"NXDOMAIN\"]")]
    [InlineData(
        "{ 'endpoint': 'e1', 'state': 'pending' }",
        "{ 'endpoint': 'e1', 'dns': 'regional', 'answers': ['us-east-1a'] }",
        "21:69: steps[0].expect[0].answers[0]: 'us-east-1a' is no zone id of us-east-1; did you mean 'use1-az4'?")]
    [InlineData(
        "{ 'endpoint': 'e1', 'state': 'pending' }",
        "{ 'endpoint': 'e1', 'dns': 'regional', 'answers': ['euw1-az1'] }",
        "21:69: steps[0].expect[0].answers[0]: 'euw1-az1' is no zone id of us-east-1")]
    [InlineData(
        "{ 'endpoint': 'e1', 'state': 'pending' }",
        "{ 'endpoint': 'e1', 'dns': 'regional', 'answers': ['use1-az4', 'NODATA'] }",
        "21:81: steps[0].expect[0].answers[1]: NODATA is the whole answer; nothing stands beside it")]
    [InlineData(
        "{ 'endpoint': 'e1', 'state': 'pending' }",
        "{ 'endpoint': 'e1', 'dns': 'regional', 'answers': ['10.0.0.4', 'use1-az4'] }",
        "21:81: steps[0].expect[0].answers[1]: 'use1-az4' stands beside addresses; answers are all zone ids or all addresses")]
    [InlineData(
        "{ 'endpoint': 'e1', 'state': 'pending' }",
        "{ 'endpoint': 'e1', 'dns': 'us-east-1c', 'answers': ['use1-az4'] }",
        "21:38: steps[0].expect[0].dns: 'us-east-1c' is no zone of us-east-1; did you mean 'us-east-1a'?")]
    [InlineData(
        "{ 'endpoint': 'e1', 'state': 'pending' }",
        "{ 'service': 'orders', 'dns': 'servise', 'answers': ['NODATA'] }",
        "21:41: steps[0].expect[0].dns: 'servise' is no DNS name of a service; did you mean 'service'?")]
    [InlineData(
        "{ 'endpoint': 'e1', 'state': 'pending' }",
        "{ 'dns': 'regional', 'answers': ['NODATA'] }",
        "21:20: steps[0].expect[0].dns: 'regional' is no DNS name in full; for the name of an endpoint or service, say of which in 'endpoint' or 'service'")]
    [InlineData(
        "{ 'endpoint': 'e1', 'state': 'pending' }",
        "{ 'endpoint': 'e1', 'zone': 'us-east-1a' , 'state': 'pending' }",
        "21:38: steps[0].expect[0].zone: 'zone' says whose path 'reachable', 'through' and 'rule' speak of, and none of them is there")]
    [InlineData(
        "{ 'endpoint': 'e1', 'state': 'pending' }",
        "{ 'endpoint': 'e1', 'zone': 'us-east-2a', 'reachable': true }",
        "21:38: steps[0].expect[0].zone: 'us-east-2a' is no zone of us-east-1; did you mean 'us-east-1a'?")]
    [InlineData(
        "{ 'endpoint': 'e1', 'state': 'pending' }",
        "{ 'endpoint': 'e1', 'through': 'use1-azz' }",
        "21:38: steps[0].expect[0].through: 'use1-azz' is no zone id, such as use1-az1; did you mean 'use1-az1'?")]
    [InlineData(
        "{ 'endpoint': 'e1', 'state': 'pending' }",
        "{ 'endpoint': 'e1', 'reachable': true, 'rule': '37' }",
        "21:57: steps[0].expect[0].rule: '37' is no rule, such as R31 or §2.3; did you mean 'R37'?")]
    [InlineData(
        "{ 'endpoint': 'e1', 'state': 'pending' }",
        "{ 'service': 'orders', 'supportedRegions': ['us-east-1', 'moon-1'] }",
        "21:75: steps[0].expect[0].supportedRegions[1]: 'moon-1' is no Region")]
    public void An_expectation_is_about_one_thing_and_says_what_can_be_so_of_it(string right, string wrong, string errors) =>
        Assert.Equal(errors, BrokenScenario.ErrorsOf(right, wrong));
}
