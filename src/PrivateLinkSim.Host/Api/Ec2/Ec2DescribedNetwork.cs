using System.Collections.Immutable;
using System.Globalization;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host;

/// <summary>
/// What EC2's Describe calls know of VPCs, subnets and network interfaces (§5.4).
/// </summary>
internal static class Ec2DescribedNetwork
{
    public static IEnumerable<KeyValuePair<string, Ec2Action>> Actions { get; } = new Dictionary<string, Ec2Action>(StringComparer.Ordinal)
    {
        ["DescribeVpcs"] = call => Task.FromResult(Vpcs(call)),
        ["DescribeVpcAttribute"] = call => Task.FromResult(VpcAttribute(call)),
        ["DescribeSubnets"] = call => Task.FromResult(Subnets(call)),
        ["DescribeNetworkInterfaces"] = call => Task.FromResult(NetworkInterfaces(call)),
    };

    private static readonly Ec2Filters<OfVpc> VpcFilters = new Ec2Filters<OfVpc>()
        .On("cidr", each => each.Vpc.CidrBlock.ToString())
        .On("cidr-block-association.association-id", each => Ec2Shapes.CidrAssociation(each.Id))
        .On("cidr-block-association.cidr-block", each => each.Vpc.CidrBlock.ToString())
        .On("cidr-block-association.state", _ => "associated")
        .On("dhcp-options-id", _ => "default")
        .On("ipv6-cidr-block-association.association-id", each => each.Vpc.Ipv6CidrBlock is null ? null : Ec2Shapes.Ipv6CidrAssociation(each.Id))
        .On("ipv6-cidr-block-association.ipv6-cidr-block", each => each.Vpc.Ipv6CidrBlock)
        .On("ipv6-cidr-block-association.ipv6-pool", each => each.Vpc.Ipv6CidrBlock is null ? null : "Amazon")
        .On("ipv6-cidr-block-association.state", each => each.Vpc.Ipv6CidrBlock is null ? null : "associated")
        .On("is-default", _ => "false")
        .On("isDefault", _ => "false")
        .On("owner-id", each => each.Vpc.Account)
        .On("state", _ => "available")
        .On("vpc-id", each => each.Id)
        .OnTags(each => each.Vpc.Known.TagsOf(each.Id));

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
        .On("enable-dns64", each => Text(each.Attributes.EnableDns64))
        .On("ipv6-cidr-block-association.association-id", each => each.Subnet.Ipv6 is null ? null : Ec2Shapes.SubnetAssociation(each.Id))
        .On("ipv6-cidr-block-association.ipv6-cidr-block", each => each.Subnet.Ipv6?.Block)
        .On("ipv6-cidr-block-association.state", each => each.Subnet.Ipv6 is null ? null : "associated")
        .On("ipv6-native", each => each.Subnet.Ipv4 is null ? "true" : "false")
        .On("map-public-ip-on-launch", each => Text(each.Attributes.MapPublicIpOnLaunch))
        .On("owner-id", each => each.Vpc.Account)
        .On("state", _ => "available")
        .On("subnet-id", each => each.Id)
        .On("subnet-arn", each => $"arn:aws:ec2:{each.Vpc.Region}:{each.Vpc.Account}:subnet/{each.Id}")
        .On("vpc-id", each => each.VpcId)
        .OnTags(each => each.Vpc.Known.TagsOf(each.Id));

    private static readonly Ec2Filters<OfInterface> InterfaceFilters = new Ec2Filters<OfInterface>()
        .OnAny("association.allocation-id", _ => [])
        .OnAny("association.public-ip", _ => [])
        .OnAny("attachment.attachment-id", _ => [])
        .OnAny("attachment.instance-id", _ => [])
        .OnAny("attachment.instance-owner-id", _ => [])
        .On("attachment.status", _ => "attached")
        .On("availability-zone", each => each.ZoneName)
        .On("availability-zone-id", each => each.ZoneId)
        .On("description", each => each.Description)
        .OnAny("group-id", each => each.Groups)
        .OnAny("group-name", each => each.Groups.Select(group => each.Vpc.SecurityGroups.GetValueOrDefault(group)))
        .On("interface-type", each => each.Type)
        .OnAny("ipv6-addresses.ipv6-address", each => [each.Ipv6])
        .On("network-interface-id", each => each.Id)
        .On("owner-id", each => each.Vpc.Account)
        .OnAny("addresses.private-ip-address", each => [each.Ipv4])
        .On("private-ip-address", each => each.Ipv4)
        .OnAny("requester-id", _ => [])
        .On("requester-managed", _ => "true")
        .On("source-dest-check", _ => "false")
        .On("status", _ => "in-use")
        .On("subnet-id", each => each.SubnetId)
        .On("vpc-id", each => each.VpcId)
        .OnTags(_ => Tags.None);

    private sealed record OfVpc(string Id, VpcState Vpc);

    private sealed record OfSubnet(string Id, string VpcId, VpcState Vpc, Subnet Subnet)
    {
        public string ZoneName => NameOf(Vpc, Subnet.ZoneId);

        public SubnetAttributes Attributes => Vpc.Known.AttributesOf(Id);
    }

    private sealed record OfInterface(
        string Id, string VpcId, VpcState Vpc, string SubnetId, string ZoneId, string? Ipv4, string? Ipv6, ImmutableArray<string> Groups, string Description, string Type)
    {
        public string ZoneName => NameOf(Vpc, ZoneId);
    }

    private static Action<XmlBody> Vpcs(Ec2Call call)
    {
        var listing = new Ec2Listing<OfVpc>("VpcId", id => Own(call, id), () => Own(call), each => each.Id, NoVpc, VpcFilters);
        return listing.Read(call.Parameters).Write("vpcSet", (body, each) => Ec2Shapes.Vpc(body, each.Id, each.Vpc));
    }

    private static Action<XmlBody> VpcAttribute(Ec2Call call)
    {
        var (id, attribute) = (call.Parameters.Required("VpcId"), call.Parameters.Required("Attribute"));
        call.Parameters.RequireNoOthersToLook();
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
            VpcParts.Derived("eni-", $"{balancer.Key.Key} {node.SubnetId}"), vpc.Id, vpc.Vpc, node.SubnetId, node.ZoneId, node.Ipv4, node.Ipv6, balancer.Value.SecurityGroupIds,
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

    private static OfVpc? Own(Ec2Call call, string id) => call.OwnVpc(id) is { } vpc ? new OfVpc(id, vpc) : null;

    private static IEnumerable<OfVpc> Own(Ec2Call call) => call.OwnVpcs().Select(each => new OfVpc(each.Key, each.Value));

    private static string Text(bool? attribute) => attribute is true ? "true" : "false";

    private static string NameOf(VpcState vpc, string zoneId) => vpc.ZoneNames.FirstOrDefault(zone => zone.ZoneId == zoneId)?.Name ?? zoneId;

    private static ApiError NoVpc(string id) => new("InvalidVpcID.NotFound", $"The vpc ID '{id}' does not exist", 400);
}
