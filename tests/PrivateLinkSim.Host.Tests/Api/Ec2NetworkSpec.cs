using Amazon.EC2;
using Amazon.EC2.Model;
using Ec2Tag = Amazon.EC2.Model.Tag;

namespace PrivateLinkSim.Host.Tests;

/// <summary>What clients keep with VPCs around endpoints, asked for and told by AWS's SDK for .NET: rules of groups, tags, attributes.</summary>
public sealed class Ec2NetworkSpec
{
    private const string Customer = "444455556666";

    [Fact]
    public async Task Rules_of_a_security_group_are_added_shown_changed_and_taken_away()
    {
        await using var server = await TestServer.StartAsync();
        using var ec2 = server.Ec2(Customer);
        var (vpc, group) = await GroupAsync(ec2);
        var added = await ec2.AuthorizeSecurityGroupIngressAsync(new()
        {
            GroupId = group,
            IpPermissions =
            [
                new()
                {
                    IpProtocol = "tcp", FromPort = 443, ToPort = 444,
                    Ipv4Ranges = [new() { CidrIp = "10.9.0.0/16", Description = "clients" }, new() { CidrIp = "192.168.0.0/24" }],
                    UserIdGroupPairs = [new() { GroupId = group }],
                },
                new() { IpProtocol = "icmp", FromPort = 8, ToPort = -1, Ipv4Ranges = [new() { CidrIp = "0.0.0.0/0" }] },
            ],
            TagSpecifications = [new() { ResourceType = "security-group-rule", Tags = [new Ec2Tag("by", "test")] }],
        });
        var rule = Assert.Single(added.SecurityGroupRules, each => each.CidrIpv4 == "10.9.0.0/16");
        await ec2.ModifySecurityGroupRulesAsync(new()
        {
            GroupId = group,
            SecurityGroupRules = [new() { SecurityGroupRuleId = rule.SecurityGroupRuleId, SecurityGroupRule = new() { IpProtocol = "udp", FromPort = 53, ToPort = 53, CidrIpv4 = "10.9.0.0/16", Description = "names" } }],
        });
        await ec2.RevokeSecurityGroupIngressAsync(new() { GroupId = group, SecurityGroupRuleIds = [added.SecurityGroupRules.Single(each => each.IpProtocol == "icmp").SecurityGroupRuleId] });
        await ec2.UpdateSecurityGroupRuleDescriptionsIngressAsync(new()
        {
            GroupId = group, IpPermissions = [new() { IpProtocol = "tcp", FromPort = 443, ToPort = 444, Ipv4Ranges = [new() { CidrIp = "192.168.0.0/24", Description = "home" }] }],
        });
        var shown = Assert.Single((await ec2.DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest { GroupIds = [group] })).SecurityGroups);
        var rules = (await ec2.DescribeSecurityGroupRulesAsync(new DescribeSecurityGroupRulesRequest { Filters = [new("group-id", [group])] })).SecurityGroupRules;

        Assert.Equal(4, added.SecurityGroupRules.Count);
        Assert.Equal(("clients", "by", "test"), (rule.Description, rule.Tags.Single().Key, rule.Tags[0].Value));
        Assert.Equal(("web", "Who may use the web", vpc), (shown.GroupName, shown.Description, shown.VpcId));
        Assert.Equal(["tcp 443-444", "udp 53-53"], shown.IpPermissions.Select(each => $"{each.IpProtocol} {each.FromPort}-{each.ToPort}").Order(StringComparer.Ordinal));
        var tcp = shown.IpPermissions.Single(each => each.IpProtocol == "tcp");
        Assert.Equal(("192.168.0.0/24", "home", group, Customer), (tcp.Ipv4Ranges.Single().CidrIp, tcp.Ipv4Ranges[0].Description, tcp.UserIdGroupPairs.Single().GroupId, tcp.UserIdGroupPairs[0].UserId));
        Assert.Equal(("udp", "names"), (rules.Single(each => each.SecurityGroupRuleId == rule.SecurityGroupRuleId).IpProtocol, rules.Single(each => each.SecurityGroupRuleId == rule.SecurityGroupRuleId).Description));
        Assert.Equal(("-1", -1, true), (rules.Single(each => each.IsEgress is true).IpProtocol, rules.Single(each => each.IsEgress is true).FromPort!.Value, true));
    }

    [Fact]
    public async Task A_group_lets_everything_out_until_it_is_told_otherwise()
    {
        await using var server = await TestServer.StartAsync();
        using var ec2 = server.Ec2(Customer);
        var (_, group) = await GroupAsync(ec2);
        IpPermission everything = new() { IpProtocol = "-1", Ipv4Ranges = [new() { CidrIp = "0.0.0.0/0" }] };

        await ec2.RevokeSecurityGroupEgressAsync(new() { GroupId = group, IpPermissions = [everything] });
        await AssertRefused("InvalidPermission.NotFound", () => ec2.RevokeSecurityGroupEgressAsync(new() { GroupId = group, IpPermissions = [everything] }));
        await ec2.AuthorizeSecurityGroupEgressAsync(new() { GroupId = group, IpPermissions = [new() { IpProtocol = "tcp", FromPort = 443, ToPort = 443, Ipv6Ranges = [new() { CidrIpv6 = "2001:db8::/32" }] }] });

        var shown = Assert.Single((await ec2.DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest { Filters = [new("egress.ip-permission.to-port", ["443"])] })).SecurityGroups);
        Assert.Equal("2001:db8::/32", shown.IpPermissionsEgress.Single().Ipv6Ranges.Single().CidrIpv6);
    }

    [Theory]
    [InlineData("tcp&IpPermissions.1.IpRanges.1.CidrIp=10.0.0.0/8", "InvalidParameterValue", "Must specify both from and to ports")]
    [InlineData("none&IpPermissions.1.IpRanges.1.CidrIp=10.0.0.0/8", "InvalidParameterValue", "Unknown protocol")]
    [InlineData("-1&IpPermissions.1.IpRanges.1.CidrIp=10.0.0.1/8", "InvalidPermission.Malformed", "The inbound rule")]
    [InlineData("-1&IpPermissions.1.Groups.1.GroupId=sg-00000001", "InvalidSecurityGroupID.NotFound", "The security group 'sg-00000001' does not exist")]
    [InlineData("-1&IpPermissions.1.PrefixListIds.1.PrefixListId=pl-0", "UnsupportedOperation", "PrefixListIds")]
    [InlineData("-1&IpPermissions.1.IpRanges.1.Cidr=10.0.0.0/8", "MissingParameter", "IpPermissions.1.IpRanges.1.CidrIp")]
    [InlineData("-1&IpPermissions.1.IpRanges.1.CidrIp=10.0.0.0/8&Colour=red", "UnknownParameter", "Colour")]
    public async Task A_rule_that_is_wrong_is_refused_as_AWS_does(string rest, string code, string message)
    {
        await using var server = await TestServer.StartAsync();
        using var ec2 = server.Ec2(Customer);
        var (_, group) = await GroupAsync(ec2);

        var (status, body) = await server.PostAsync($"Action=AuthorizeSecurityGroupIngress&GroupId={group}&IpPermissions.1.IpProtocol={rest}");

        Assert.Equal(System.Net.HttpStatusCode.BadRequest, status);
        Assert.Contains($"<Code>{code}</Code>", body, StringComparison.Ordinal);
        Assert.Contains(message, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tags_of_a_vpc_and_its_parts_are_given_found_and_taken_off()
    {
        await using var server = await TestServer.StartAsync();
        using var ec2 = server.Ec2(Customer);
        var vpc = (await ec2.CreateVpcAsync(new() { CidrBlock = "10.9.0.0/16", TagSpecifications = [Tagged("vpc", "Name", "orders")] })).Vpc;
        var subnet = (await ec2.CreateSubnetAsync(new() { VpcId = vpc.VpcId, CidrBlock = "10.9.1.0/24", TagSpecifications = [Tagged("subnet", "Name", "orders-1")] })).Subnet;
        var group = (await ec2.CreateSecurityGroupAsync(new() { VpcId = vpc.VpcId, GroupName = "web", Description = "Web", TagSpecifications = [Tagged("security-group", "Name", "web")] })).GroupId;
        var table = Assert.Single((await ec2.DescribeRouteTablesAsync(new DescribeRouteTablesRequest { Filters = [new("vpc-id", [vpc.VpcId])] })).RouteTables).RouteTableId;
        var acl = Assert.Single((await ec2.DescribeNetworkAclsAsync(new DescribeNetworkAclsRequest { Filters = [new("vpc-id", [vpc.VpcId]), new("default", ["true"])] })).NetworkAcls).NetworkAclId;

        await ec2.CreateTagsAsync(new() { Resources = [vpc.VpcId, table, acl], Tags = [new Ec2Tag("team", "shop")] });
        await ec2.DeleteTagsAsync(new() { Resources = [vpc.VpcId], Tags = [new Ec2Tag { Key = "Name" }] });

        Assert.Equal(("orders", "orders-1"), (Assert.Single(vpc.Tags).Value, Assert.Single(subnet.Tags).Value));
        Assert.Equal("team=shop", Text(Assert.Single((await ec2.DescribeVpcsAsync(new DescribeVpcsRequest { Filters = [new("tag:team", ["shop"])] })).Vpcs).Tags));
        Assert.Equal(subnet.SubnetId, Assert.Single((await ec2.DescribeSubnetsAsync(new DescribeSubnetsRequest { Filters = [new("tag-key", ["Name"])] })).Subnets).SubnetId);
        Assert.Equal("Name=web", Text(Assert.Single((await ec2.DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest { GroupIds = [group] })).SecurityGroups).Tags));
        Assert.Equal(
            ["network-acl team=shop", "route-table team=shop", "security-group Name=web", "subnet Name=orders-1", "vpc team=shop"],
            (await ec2.DescribeTagsAsync(new DescribeTagsRequest())).Tags.Select(tag => $"{tag.ResourceType} {tag.Key}={tag.Value}").Order(StringComparer.Ordinal));
        await ec2.DeleteTagsAsync(new() { Resources = [vpc.VpcId, table] });
        Assert.Equal<string>([acl, group, subnet.SubnetId], (await ec2.DescribeTagsAsync(new DescribeTagsRequest())).Tags.Select(tag => tag.ResourceId).Order(StringComparer.Ordinal).ToArray());
        await AssertRefused("InvalidSubnetID.NotFound", () => ec2.CreateTagsAsync(new() { Resources = ["subnet-00000000000000000"], Tags = [new Ec2Tag("team", "shop")] }));
        await AssertRefused("InvalidParameterValue", () => ec2.CreateVpcAsync(new() { CidrBlock = "10.9.0.0/16", TagSpecifications = [Tagged("subnet", "Name", "orders")] }));
    }

    [Fact]
    public async Task Attributes_of_a_subnet_and_what_an_account_has_are_told()
    {
        await using var server = await TestServer.StartAsync();
        using var ec2 = server.Ec2(Customer);
        var vpc = (await ec2.CreateVpcAsync(new() { CidrBlock = "10.9.0.0/16", AmazonProvidedIpv6CidrBlock = true })).Vpc;
        var subnet = (await ec2.CreateSubnetAsync(new() { VpcId = vpc.VpcId, CidrBlock = "10.9.1.0/24" })).Subnet;

        await ec2.ModifySubnetAttributeAsync(new() { SubnetId = subnet.SubnetId, MapPublicIpOnLaunch = true });
        await ec2.ModifySubnetAttributeAsync(new() { SubnetId = subnet.SubnetId, PrivateDnsHostnameTypeOnLaunch = HostnameType.ResourceName });
        var shown = Assert.Single((await ec2.DescribeSubnetsAsync(new DescribeSubnetsRequest { Filters = [new("map-public-ip-on-launch", ["true"])] })).Subnets);

        Assert.Equal(("us-east-1a", "resource-name", false), (shown.AvailabilityZone, shown.PrivateDnsNameOptionsOnLaunch.HostnameType.Value, shown.EnableDns64));
        Assert.Equal("none", Assert.Single((await ec2.DescribeAccountAttributesAsync(new DescribeAccountAttributesRequest { AttributeNames = ["default-vpc"] })).AccountAttributes).AttributeValues.Single().AttributeValue);
        var association = vpc.Ipv6CidrBlockAssociationSet.Single().AssociationId;
        Assert.Single((await ec2.DescribeVpcsAsync(new DescribeVpcsRequest { Filters = [new("ipv6-cidr-block-association.association-id", [association])] })).Vpcs);
        Assert.Empty((await ec2.DescribeInternetGatewaysAsync(new DescribeInternetGatewaysRequest())).InternetGateways ?? []);
        await AssertRefused("InvalidPrefixListId.NotFound", () => ec2.DescribePrefixListsAsync(new DescribePrefixListsRequest { PrefixListIds = ["pl-0"] }));
        await AssertRefused("UnsupportedOperation", () => ec2.CreateVpcAsync(new() { CidrBlock = "10.9.0.0/16", InstanceTenancy = Tenancy.Dedicated }));
    }

    [Fact]
    public async Task A_group_that_a_call_made_lets_nothing_in_before_a_rule_does()
    {
        await using var server = await TestServer.StartAsync();
        using var ec2 = server.Ec2(Customer);
        var (vpc, group) = await GroupAsync(ec2);

        var rules = server.Served.View.Find<Domain.VpcState>(new Domain.EntityId(Domain.EntityKind.Vpc, vpc))!.InboundRules;

        Assert.Empty(rules[group]);
        Assert.Equal(2, rules.Count);
    }

    private static async Task<(string Vpc, string Group)> GroupAsync(AmazonEC2Client ec2)
    {
        var vpc = (await ec2.CreateVpcAsync(new() { CidrBlock = "10.9.0.0/16" })).Vpc.VpcId;
        return (vpc, (await ec2.CreateSecurityGroupAsync(new() { VpcId = vpc, GroupName = "web", Description = "Who may use the web" })).GroupId);
    }

    private static TagSpecification Tagged(string type, string key, string value) => new() { ResourceType = type, Tags = [new Ec2Tag(key, value)] };

    private static string Text(IEnumerable<Ec2Tag> tags) => string.Join(", ", tags.Select(tag => $"{tag.Key}={tag.Value}"));

    private static async Task AssertRefused(string code, Func<Task> call) => Assert.Equal(code, (await Assert.ThrowsAsync<AmazonEC2Exception>(call)).ErrorCode);
}
