namespace PrivateLinkSim.Simulation.Tests.Scenarios;

/// <summary>Security groups, network ACLs and listeners that a scenario gets wrong are told before anything runs.</summary>
public sealed class BrokenFiltersSpec
{
    private const string Vpc = "'subnets': [{ 'name': 'app-1', 'zone': 'us-east-1a' }]";
    private const string Balancer = "'subnets': ['shop-1'] }";
    private const string Condition = "'zone': 'us-east-1a', 'reachable': false";

    [Theory]
    [InlineData("'securityGroups': [{ 'name': 'a', 'default': true }, { 'name': 'b', 'default': true }]", "securityGroups: a VPC has one default group")]
    [InlineData("'securityGroups': [{ 'name': 'clients', 'inbound': [{ 'from': 'client' }] }]", "inbound[0].from: 'client' is neither a block such as 10.0.0.0/16, without host bits, nor a security group of app-vpc; did you mean 'clients'?")]
    [InlineData("'securityGroups': [{ 'name': 'web', 'inbound': [{ 'from': '10.0.0.1/16' }] }]", "inbound[0].from: '10.0.0.1/16' is neither")]
    [InlineData("'securityGroups': [{ 'name': 'web', 'inbound': [{ 'from': 'web', 'ports': '80-' }] }]", "inbound[0].ports: '80-' is no port and no range of ports, such as 443 or 1024-65535")]
    [InlineData("'securityGroups': [{ 'name': 'web', 'inbound': [{ 'from': 'web', 'ports': '81-80' }] }]", "inbound[0].ports: '81-80' is no port")]
    [InlineData("'securityGroups': [{ 'name': 'web', 'inbound': [{ 'from': 'web', 'ports': '65536' }] }]", "inbound[0].ports: '65536' is no port")]
    [InlineData("'networkAcls': [{ 'name': 'x' }, { 'name': 'x', 'inbound': [] }]", "networkAcls[1].name: 'x' can't be the name of this network ACL; its VPC's ACLs have names of their own")]
    [InlineData("'networkAcls': [{ 'name': 'x', 'inbound': [{ 'cidr': 'any' }] }]", "networkAcls[0].inbound[0].cidr: 'any' is no block")]
    [InlineData("'networkAcls': [{ 'name': 'x', 'outbound': [{ 'ports': 'all' }] }]", "networkAcls[0].outbound[0].ports: 'all' is no port")]
    public void Filters_of_a_vpc(string members, string error) =>
        Assert.Contains(error, BrokenScenario.ErrorsOf(Vpc, $"{Vpc}, {members}"), StringComparison.Ordinal);

    [Fact]
    public void A_subnets_acl_is_one_of_the_vpcs() => Assert.Contains(
        "subnets[0].networkAcl: 'opn' is no network ACL of the VPC; did you mean 'open'?",
        BrokenScenario.ErrorsOf(Vpc, "'subnets': [{ 'name': 'app-1', 'zone': 'us-east-1a', 'networkAcl': 'opn' }], 'networkAcls': [{ 'name': 'open' }]"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("'securityGroups': ['shop-1']", "'shop-1' is a subnet, and a security group is wanted")]
    [InlineData("'enforceSecurityGroupInboundRulesOnPrivateLinkTraffic': false", "the load balancer has no security groups whose rules could apply")]
    public void Groups_of_a_load_balancer(string member, string error) =>
        Assert.Contains(error, BrokenScenario.ErrorsOf(Balancer, $"'subnets': ['shop-1'], {member} }}"), StringComparison.Ordinal);

    [Fact]
    public void Groups_of_a_load_balancer_lie_in_its_vpc()
    {
        var text = BrokenScenario.With(Balancer, "'subnets': ['shop-1'], 'securityGroups': ['web'] }");

        Assert.Contains(
            "securityGroups[0]: 'web' lies in app-vpc, and the load balancer in shop-vpc",
            BrokenScenario.ErrorsOf(BrokenScenario.With(Vpc, $"{Vpc}, 'securityGroups': [{{ 'name': 'web' }}]", text)),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'AuthorizeSecurityGroupIngress': { 'GroupId': 'web', 'IpProtocol': 'icmp', 'CidrIp': '0.0.0.0/0' }", "IpProtocol: 'icmp' is no protocol; there are tcp, udp, -1")]
    [InlineData("'RevokeSecurityGroupIngress': { 'GroupId': 'web', 'IpProtocol': 'tcp' }", "RevokeSecurityGroupIngress: exactly one of CidrIp and SourceSecurityGroupId is wanted")]
    [InlineData("'AuthorizeSecurityGroupIngress': { 'GroupId': 'web', 'IpProtocol': 'tcp', 'FromPort': 1, 'CidrIp': '0.0.0.0/0' }", "FromPort and ToPort go together")]
    [InlineData("'AuthorizeSecurityGroupIngress': { 'GroupId': 'app-vpc', 'IpProtocol': 'tcp', 'CidrIp': '0.0.0.0/0' }", "'app-vpc' is a VPC, and a security group is wanted")]
    [InlineData("'SetSecurityGroups': { 'LoadBalancerArn': 'orders-lb', 'SecurityGroups': ['web'], 'EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic': 'no' }", "'no' is no value of this attribute; there are on, off")]
    public void Calls_about_filters(string command, string error)
    {
        var text = BrokenScenario.With(Vpc, $"{Vpc}, 'securityGroups': [{{ 'name': 'web' }}]");

        Assert.Contains(
            error,
            BrokenScenario.ErrorsOf(BrokenScenario.With("'steps': [", $"'steps': [{{ 'caller': 'customer', {command} }}, ", text)),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'Inbound': [{ 'ports': '0-' }], 'Outbound': []", "DeclareNetworkAcl.Inbound[0].ports: '0-' is no port")]
    [InlineData("'Inbound': [], 'Outbound': [{ 'cidr': '10.0.0.0' }]", "DeclareNetworkAcl.Outbound[0].cidr: '10.0.0.0' is no block")]
    public void An_acl_of_a_step(string members, string error) => Assert.Contains(
        error,
        BrokenScenario.ErrorsOf("'steps': [", $"'steps': [{{ 'DeclareNetworkAcl': {{ 'SubnetId': 'app-1', 'Name': 'x', {members} }} }}, "),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("'port': 0", "flow.port: 0 is no port, 1 to 65535")]
    [InlineData("'port': 65536", "flow.port: 65536 is no port, 1 to 65535")]
    [InlineData("'from': 'app-2'", "flow.from: 'app-2' is not a name in this scenario; did you mean 'app-1'?")]
    [InlineData("'address': '10.0.0'", "flow.address: '10.0.0' is no address and no block without host bits")]
    [InlineData("'securityGroups': ['web']", "flow.securityGroups[0]: 'web' is not a name in this scenario")]
    public void The_sender_of_a_flow(string member, string error) => Assert.Contains(
        error, BrokenScenario.ErrorsOf(Condition, $"{Condition}, 'flow': {{ {member} }}"), StringComparison.Ordinal);
}
