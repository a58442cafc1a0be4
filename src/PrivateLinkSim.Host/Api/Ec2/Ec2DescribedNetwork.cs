using System.Collections.Immutable;
using System.Globalization;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host;

/// <summary>
/// What EC2's Describe calls know of the network around endpoints (§5.4). What AWS makes with each VPC and the simulator has nothing behind
/// (a main route table, a default network ACL) is shown as AWS shows it, with ids that follow from the VPC's.
/// </summary>
internal static class Ec2DescribedNetwork
{
    public static IEnumerable<KeyValuePair<string, Ec2Action>> Actions { get; } = new Dictionary<string, Ec2Action>(StringComparer.Ordinal)
    {
        ["DescribeVpcs"] = call => Task.FromResult(Vpcs(call)),
        ["DescribeVpcAttribute"] = call => Task.FromResult(VpcAttribute(call)),
        ["DescribeSubnets"] = call => Task.FromResult(Subnets(call)),
        ["DescribeSecurityGroups"] = call => Task.FromResult(SecurityGroups(call)),
        ["DescribeNetworkInterfaces"] = call => Task.FromResult(NetworkInterfaces(call)),
        ["DescribeRouteTables"] = call => Task.FromResult(RouteTables(call)),
        ["DescribeNetworkAcls"] = call => Task.FromResult(NetworkAcls(call)),
        ["DescribePrefixLists"] = call => Task.FromResult(None(call, "prefixListSet", "PrefixListId")),
        ["DescribeManagedPrefixLists"] = call => Task.FromResult(None(call, "prefixListSet", "PrefixListId")),
        ["DescribeInternetGateways"] = call => Task.FromResult(None(call, "internetGatewaySet", "InternetGatewayId")),
        ["DescribeTags"] = call => Task.FromResult(AllTags(call)),
    };

    private static readonly Ec2Filters<OfVpc> VpcFilters = new Ec2Filters<OfVpc>()
        .On("cidr", each => each.Vpc.CidrBlock.ToString())
        .On("cidr-block-association.cidr-block", each => each.Vpc.CidrBlock.ToString())
        .On("dhcp-options-id", _ => "default")
        .On("ipv6-cidr-block-association.ipv6-cidr-block", each => each.Vpc.Ipv6CidrBlock)
        .On("is-default", _ => "false")
        .On("isDefault", _ => "false")
        .On("owner-id", each => each.Vpc.Account)
        .On("state", _ => "available")
        .On("vpc-id", each => each.Id)
        .OnTags(_ => Tags.None);

    private static readonly Ec2Filters<OfSubnet> SubnetFilters = new Ec2Filters<OfSubnet>()
        .On("availability-zone", each => each.ZoneName)
        .On("availabilityZone", each => each.ZoneName)
        .On("availability-zone-id", each => each.Subnet.ZoneId)
        .On("availabilityZoneId", each => each.Subnet.ZoneId)
        .On("available-ip-address-count", each => each.Subnet.FreeAddresses.ToString(CultureInfo.InvariantCulture))
        .On("cidr", each => each.Subnet.Ipv4?.Block)
        .On("cidr-block", each => each.Subnet.Ipv4?.Block)
        .On("cidrBlock", each => each.Subnet.Ipv4?.Block)
        .On("default-for-az", _ => "false")
        .On("ipv6-cidr-block-association.ipv6-cidr-block", each => each.Subnet.Ipv6?.Block)
        .On("ipv6-native", each => each.Subnet.Ipv4 is null ? "true" : "false")
        .On("map-public-ip-on-launch", _ => "false")
        .On("owner-id", each => each.Vpc.Account)
        .On("state", _ => "available")
        .On("subnet-id", each => each.Id)
        .On("subnet-arn", each => $"arn:aws:ec2:{each.Vpc.Region}:{each.Vpc.Account}:subnet/{each.Id}")
        .On("vpc-id", each => each.VpcId)
        .OnTags(_ => Tags.None);

    private static readonly Ec2Filters<OfGroup> GroupFilters = new Ec2Filters<OfGroup>()
        .On("description", each => each.Description)
        .On("group-id", each => each.Id)
        .On("group-name", each => each.Name)
        .On("owner-id", each => each.Vpc.Account)
        .On("vpc-id", each => each.VpcId)
        .OnTags(_ => Tags.None);

    private static readonly Ec2Filters<OfInterface> InterfaceFilters = new Ec2Filters<OfInterface>()
        .On("availability-zone", each => each.ZoneName)
        .On("availability-zone-id", each => each.ZoneId)
        .On("description", each => each.Description)
        .OnAny("group-id", each => each.Groups)
        .On("interface-type", each => each.Type)
        .On("network-interface-id", each => each.Id)
        .On("owner-id", each => each.Vpc.Account)
        .OnAny("addresses.private-ip-address", each => [each.Ipv4])
        .On("private-ip-address", each => each.Ipv4)
        .On("requester-managed", _ => "true")
        .On("status", _ => "in-use")
        .On("subnet-id", each => each.SubnetId)
        .On("vpc-id", each => each.VpcId)
        .OnTags(_ => Tags.None);

    private static readonly Ec2Filters<OfVpc> TableFilters = new Ec2Filters<OfVpc>()
        .On("association.main", _ => "true")
        .On("association.route-table-association-id", each => Derived(each.Id, "rtbassoc-"))
        .On("association.route-table-id", each => Derived(each.Id, "rtb-"))
        .OnAny("association.subnet-id", _ => [])
        .On("owner-id", each => each.Vpc.Account)
        .On("route-table-id", each => Derived(each.Id, "rtb-"))
        .On("vpc-id", each => each.Id)
        .OnTags(_ => Tags.None);

    private static readonly Ec2Filters<OfVpc> AclFilters = new Ec2Filters<OfVpc>()
        .OnAny("association.subnet-id", each => each.Vpc.Subnets.Keys)
        .On("default", _ => "true")
        .On("network-acl-id", each => Derived(each.Id, "acl-"))
        .On("owner-id", each => each.Vpc.Account)
        .On("vpc-id", each => each.Id)
        .OnTags(_ => Tags.None);

    private static readonly Ec2Filters<OfTag> TagFilters = new Ec2Filters<OfTag>()
        .On("key", each => each.Key)
        .On("resource-id", each => each.Resource)
        .On("resource-type", each => each.Type)
        .On("value", each => each.Value);

    private sealed record OfVpc(string Id, VpcState Vpc);

    private sealed record OfSubnet(string Id, string VpcId, VpcState Vpc, Subnet Subnet)
    {
        public string ZoneName => NameOf(Vpc, Subnet.ZoneId);
    }

    private sealed record OfGroup(string Id, string VpcId, VpcState Vpc)
    {
        public string Name => Vpc.SecurityGroups[Id];

        public string Description => Id == Vpc.DefaultSecurityGroupId ? "default VPC security group" : Name;
    }

    private sealed record OfInterface(
        string Id, string VpcId, VpcState Vpc, string SubnetId, string ZoneId, string? Ipv4, string? Ipv6, ImmutableArray<string> Groups, string Description, string Type)
    {
        public string ZoneName => NameOf(Vpc, ZoneId);
    }

    private sealed record OfTag(string Resource, string Type, string Key, string Value);

    private static Action<XmlBody> Vpcs(Ec2Call call)
    {
        var listing = new Ec2Listing<OfVpc>("VpcId", id => Own(call, id), () => Own(call), each => each.Id, NoVpc, VpcFilters);
        return listing.Read(call.Parameters).Write("vpcSet", (body, each) => Ec2Shapes.Vpc(body, each.Id, each.Vpc));
    }

    private static Action<XmlBody> VpcAttribute(Ec2Call call)
    {
        var (id, attribute) = (call.Parameters.Required("VpcId"), call.Parameters.Required("Attribute"));
        call.Parameters.Ignore("DryRun");
        call.Parameters.RequireNoOthers();
        var vpc = Own(call, id)?.Vpc ?? throw new ApiException(NoVpc(id));
        var value = attribute switch
        {
            "enableDnsSupport" => vpc.EnableDnsSupport,
            "enableDnsHostnames" => vpc.EnableDnsHostnames,
            "enableNetworkAddressUsageMetrics" => false,
            _ => throw new ApiException(ApiError.Invalid("Attribute", attribute)),
        };
        return body => body.Text("vpcId", id).Within(attribute, inside => inside.Flag("value", value));
    }

    private static Action<XmlBody> Subnets(Ec2Call call)
    {
        var listing = new Ec2Listing<OfSubnet>(
            "SubnetId",
            id => All().FirstOrDefault(each => each.Id == id),
            () => All().OrderBy(each => each.Id, StringComparer.Ordinal),
            each => each.Id,
            id => new ApiError("InvalidSubnetID.NotFound", $"The subnet ID '{id}' does not exist", 400),
            SubnetFilters);
        return listing.Read(call.Parameters).Write("subnetSet", (body, each) => Ec2Shapes.Subnet(body, each.Id, each.VpcId, each.Vpc, each.Subnet));

        IEnumerable<OfSubnet> All() => Own(call).SelectMany(vpc => vpc.Vpc.Subnets.Select(subnet => new OfSubnet(subnet.Key, vpc.Id, vpc.Vpc, subnet.Value)));
    }

    private static Action<XmlBody> SecurityGroups(Ec2Call call)
    {
        var names = call.Parameters.List("GroupName");
        var listing = new Ec2Listing<OfGroup>(
            "GroupId",
            id => All().FirstOrDefault(each => each.Id == id),
            () => All().Where(each => names.IsEmpty || names.Contains(each.Name, StringComparer.Ordinal)).OrderBy(each => each.Id, StringComparer.Ordinal),
            each => each.Id,
            id => new ApiError("InvalidGroup.NotFound", $"The security group '{id}' does not exist", 400),
            GroupFilters);
        return listing.Read(call.Parameters).Write("securityGroupInfo", Group);

        IEnumerable<OfGroup> All() => Own(call).SelectMany(vpc => vpc.Vpc.SecurityGroups.Keys.Select(group => new OfGroup(group, vpc.Id, vpc.Vpc)));
    }

    private static void Group(XmlBody body, OfGroup group) => body
        .Text("ownerId", group.Vpc.Account)
        .Text("groupId", group.Id)
        .Text("groupName", group.Name)
        .Text("groupDescription", group.Description)
        .Text("vpcId", group.VpcId)
        .Text("securityGroupArn", $"arn:aws:ec2:{group.Vpc.Region}:{group.Vpc.Account}:security-group/{group.Id}")
        .List("ipPermissions", Rules(group).GroupBy(rule => (rule.Protocol, rule.FromPort, rule.ToPort)), (item, rules) => Permission(item, rules, group.Vpc.Account))
        .List("ipPermissionsEgress", (string[])["0.0.0.0/0"], static (item, block) => item
            .Text("ipProtocol", "-1")
            .Texts("groups", [])
            .List("ipRanges", (string[])[block], static (range, cidr) => range.Text("cidrIp", cidr))
            .Texts("ipv6Ranges", [])
            .Texts("prefixListIds", []))
        .Texts("tagSet", []);

    // AWS's default group lets its members in; a group of ours whose rules were never told of has none.
    private static ImmutableArray<SecurityGroupRule> Rules(OfGroup group) =>
        group.Vpc.InboundRules.TryGetValue(group.Id, out var rules) ? rules
        : group.Id == group.Vpc.DefaultSecurityGroupId ? [new SecurityGroupRule(null, null, null, null, group.Id)]
        : [];

    private static void Permission(XmlBody body, IGrouping<(FlowProtocol? Protocol, int? FromPort, int? ToPort), SecurityGroupRule> rules, string account) => body
        .Text("ipProtocol", rules.Key.Protocol is { } protocol ? protocol.ToString().ToLowerInvariant() : "-1")
        .Number("fromPort", rules.Key.FromPort)
        .Number("toPort", rules.Key.ToPort)
        .List("groups", rules.Select(rule => rule.SourceGroupId).OfType<string>(), (item, id) => item.Text("userId", account).Text("groupId", id))
        .List("ipRanges", rules.Select(rule => rule.CidrIp).OfType<string>().Where(block => !block.Contains(':')), static (item, block) => item.Text("cidrIp", block))
        .List("ipv6Ranges", rules.Select(rule => rule.CidrIp).OfType<string>().Where(block => block.Contains(':')), static (item, block) => item.Text("cidrIpv6", block))
        .Texts("prefixListIds", []);

    private static Action<XmlBody> NetworkInterfaces(Ec2Call call)
    {
        call.Parameters.Ignore("IncludeManagedResources");
        var listing = new Ec2Listing<OfInterface>(
            "NetworkInterfaceId",
            id => All().FirstOrDefault(each => each.Id == id),
            () => All().OrderBy(each => each.Id, StringComparer.Ordinal),
            each => each.Id,
            id => new ApiError("InvalidNetworkInterfaceID.NotFound", $"The networkInterface ID '{id}' does not exist", 400),
            InterfaceFilters);
        return listing.Read(call.Parameters).Write("networkInterfaceSet", Interface);

        IEnumerable<OfInterface> All() => OfEndpoints(call).Concat(OfLoadBalancers(call));
    }

    private static IEnumerable<OfInterface> OfEndpoints(Ec2Call call) =>
        from endpoint in call.View.All<InterfaceEndpointState>(EntityKind.InterfaceEndpoint)
        where endpoint.Value.Exists
        let vpc = Own(call, endpoint.Value.VpcId)
        where vpc is not null
        from each in endpoint.Value.VisibleInterfaces(call.Settings)
        select new OfInterface(
            each.NetworkInterfaceId, vpc.Id, vpc.Vpc, each.SubnetId, each.ZoneId, each.Ipv4, each.Ipv6, endpoint.Value.SecurityGroupIds, $"VPC Endpoint Interface {endpoint.Key.Key}", "vpc_endpoint");

    private static IEnumerable<OfInterface> OfLoadBalancers(Ec2Call call) =>
        from balancer in call.View.All<LoadBalancerState>(EntityKind.LoadBalancer)
        where balancer.Value.Status == LoadBalancerStatus.Active
        let vpc = Own(call, balancer.Value.VpcId)
        where vpc is not null
        from node in balancer.Value.Nodes
        select new OfInterface(
            Derived(node.SubnetId, "eni-", balancer.Key.Key), vpc.Id, vpc.Vpc, node.SubnetId, node.ZoneId, node.Ipv4, node.Ipv6, balancer.Value.SecurityGroupIds,
            $"ELB {balancer.Key.Key[(balancer.Key.Key.IndexOf('/', StringComparison.Ordinal) + 1)..]}", "network_load_balancer");

    private static void Interface(XmlBody body, OfInterface each) => body
        .Text("networkInterfaceId", each.Id)
        .Text("subnetId", each.SubnetId)
        .Text("vpcId", each.VpcId)
        .Text("availabilityZone", each.ZoneName)
        .Text("availabilityZoneId", each.ZoneId)
        .Text("description", each.Description)
        .Text("ownerId", each.Vpc.Account)
        .Text("requesterManaged", "true")
        .Text("status", "in-use")
        .Text("privateIpAddress", each.Ipv4)
        .Flag("sourceDestCheck", false)
        .List("groupSet", each.Groups, (item, group) => item.Text("groupId", group).Text("groupName", each.Vpc.SecurityGroups.GetValueOrDefault(group) ?? group))
        .List("privateIpAddressesSet", (string[])(each.Ipv4 is { } ipv4 ? [ipv4] : []), static (item, address) => item.Text("privateIpAddress", address).Flag("primary", true))
        .List("ipv6AddressesSet", (string[])(each.Ipv6 is { } ipv6 ? [ipv6] : []), static (item, address) => item.Text("ipv6Address", address))
        .Text("interfaceType", each.Type)
        .Texts("tagSet", []);

    private static Action<XmlBody> RouteTables(Ec2Call call)
    {
        var listing = new Ec2Listing<OfVpc>(
            "RouteTableId", id => Own(call).FirstOrDefault(each => Derived(each.Id, "rtb-") == id), () => Own(call), each => each.Id,
            id => new ApiError("InvalidRouteTableID.NotFound", $"The routeTable ID '{id}' does not exist", 400), TableFilters);
        return listing.Read(call.Parameters).Write("routeTableSet", static (body, each) => body
            .Text("routeTableId", Derived(each.Id, "rtb-"))
            .Text("vpcId", each.Id)
            .Text("ownerId", each.Vpc.Account)
            .List("routeSet", ((string?[])[each.Vpc.CidrBlock.ToString(), each.Vpc.Ipv6CidrBlock]).OfType<string>(), static (item, block) => item
                .Text(block.Contains(':') ? "destinationIpv6CidrBlock" : "destinationCidrBlock", block)
                .Text("gatewayId", "local")
                .Text("state", "active")
                .Text("origin", "CreateRouteTable"))
            .List("associationSet", (OfVpc[])[each], static (item, of) => item
                .Text("routeTableAssociationId", Derived(of.Id, "rtbassoc-"))
                .Text("routeTableId", Derived(of.Id, "rtb-"))
                .Flag("main", true)
                .Within("associationState", state => state.Text("state", "associated")))
            .Texts("propagatingVgwSet", [])
            .Texts("tagSet", []));
    }

    private static Action<XmlBody> NetworkAcls(Ec2Call call)
    {
        var listing = new Ec2Listing<OfVpc>(
            "NetworkAclId", id => Own(call).FirstOrDefault(each => Derived(each.Id, "acl-") == id), () => Own(call), each => each.Id,
            id => new ApiError("InvalidNetworkAclID.NotFound", $"The networkAcl ID '{id}' does not exist", 400), AclFilters);
        return listing.Read(call.Parameters).Write("networkAclSet", static (body, each) => body
            .Text("networkAclId", Derived(each.Id, "acl-"))
            .Text("vpcId", each.Id)
            .Text("ownerId", each.Vpc.Account)
            .Flag("default", true)
            .List("entrySet", ((bool Egress, int Number, string Action)[])[(true, 100, "allow"), (true, 32767, "deny"), (false, 100, "allow"), (false, 32767, "deny")], static (item, entry) => item
                .Number("ruleNumber", entry.Number)
                .Text("protocol", "-1")
                .Text("ruleAction", entry.Action)
                .Flag("egress", entry.Egress)
                .Text("cidrBlock", "0.0.0.0/0"))
            .List("associationSet", each.Vpc.Subnets.Keys, (item, subnet) => item
                .Text("networkAclAssociationId", Derived(subnet, "aclassoc-"))
                .Text("networkAclId", Derived(each.Id, "acl-"))
                .Text("subnetId", subnet))
            .Texts("tagSet", []));
    }

    private static Action<XmlBody> AllTags(Ec2Call call)
    {
        var listing = new Ec2Listing<OfTag>(null, _ => null, All, each => $"{each.Resource} {each.Key}", _ => throw new InvalidOperationException("The call lists no ids."), TagFilters);
        return listing.Read(call.Parameters).Write("tagSet", static (body, each) => body
            .Text("key", each.Key).Text("resourceId", each.Resource).Text("resourceType", each.Type).Text("value", each.Value));

        IEnumerable<OfTag> All() => call.View.All<EndpointServiceState>(EntityKind.EndpointService)
            .Where(each => each.Value.Exists && each.Value.Account == call.Caller.Account && each.Value.Region == call.Caller.Region)
            .SelectMany(each => each.Value.Tags.Select(tag => new OfTag(each.Key.Key, "vpc-endpoint-service", tag.Key, tag.Value)))
            .Concat(call.View.All<InterfaceEndpointState>(EntityKind.InterfaceEndpoint)
                .Where(each => each.Value.Exists && each.Value.Account == call.Caller.Account && each.Value.Region == call.Caller.Region)
                .SelectMany(each => each.Value.Tags.Select(tag => new OfTag(each.Key.Key, "vpc-endpoint", tag.Key, tag.Value))))
            .OrderBy(each => $"{each.Resource} {each.Key}", StringComparer.Ordinal);
    }

    private static Action<XmlBody> None(Ec2Call call, string set, string ids)
    {
        call.Parameters.Ignore(ids, "Filter", "MaxResults", "NextToken", "DryRun");
        call.Parameters.RequireNoOthers();
        return body => body.Texts(set, []);
    }

    private static OfVpc? Own(Ec2Call call, string id) =>
        call.View.Find<VpcState>(new EntityId(EntityKind.Vpc, id)) is { Exists: true } vpc && vpc.Account == call.Caller.Account && vpc.Region == call.Caller.Region
            ? new OfVpc(id, vpc)
            : null;

    private static IEnumerable<OfVpc> Own(Ec2Call call) => call.View.All<VpcState>(EntityKind.Vpc)
        .Where(each => each.Value.Exists && each.Value.Account == call.Caller.Account && each.Value.Region == call.Caller.Region)
        .Select(each => new OfVpc(each.Key.Key, each.Value));

    private static string NameOf(VpcState vpc, string zoneId) => vpc.ZoneNames.FirstOrDefault(zone => zone.ZoneId == zoneId)?.Name ?? zoneId;

    // An id that follows from another: the same digits for one thing, other ones for several.
    private static string Derived(string id, string prefix, string? of = null) =>
        $"{prefix}{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{prefix}{id}{of}")))[..17]}";

    private static ApiError NoVpc(string id) => new("InvalidVpcID.NotFound", $"The vpc ID '{id}' does not exist", 400);
}
