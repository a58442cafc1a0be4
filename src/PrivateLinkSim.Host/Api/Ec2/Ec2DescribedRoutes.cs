using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host;

/// <summary>
/// What EC2's Describe calls know of routes, network ACLs and what else stands around a VPC (§5.4). What AWS makes with each VPC and the
/// simulator has nothing behind, a main route table and a default network ACL, is shown as AWS shows it; what nobody can make here is not there.
/// </summary>
internal static class Ec2DescribedRoutes
{
    public static IEnumerable<KeyValuePair<string, Ec2Action>> Actions { get; } = new Dictionary<string, Ec2Action>(StringComparer.Ordinal)
    {
        ["DescribeRouteTables"] = call => Task.FromResult(RouteTables(call)),
        ["DescribeNetworkAcls"] = call => Task.FromResult(NetworkAcls(call)),
        ["DescribePrefixLists"] = call => Task.FromResult(None(call, "prefixListSet", "PrefixListId", "InvalidPrefixListId.NotFound")),
        ["DescribeManagedPrefixLists"] = call => Task.FromResult(None(call, "prefixListSet", "PrefixListId", "InvalidPrefixListID.NotFound")),
        ["DescribeInternetGateways"] = call => Task.FromResult(None(call, "internetGatewaySet", "InternetGatewayId", "InvalidInternetGatewayID.NotFound")),
        ["DescribeEgressOnlyInternetGateways"] = call => Task.FromResult(None(call, "egressOnlyInternetGatewaySet", "EgressOnlyInternetGatewayId", "InvalidGatewayID.NotFound")),
        ["DescribeNatGateways"] = call => Task.FromResult(None(call, "natGatewaySet", "NatGatewayId", "NatGatewayNotFound")),
        ["DescribeVpcPeeringConnections"] = call => Task.FromResult(None(call, "vpcPeeringConnectionSet", "VpcPeeringConnectionId", "InvalidVpcPeeringConnectionID.NotFound")),
        ["DescribeAddresses"] = call => Task.FromResult(None(call, "addressesSet", "AllocationId", "InvalidAllocationID.NotFound")),
        ["DescribeInstances"] = call => Task.FromResult(None(call, "reservationSet", "InstanceId", "InvalidInstanceID.NotFound")),
        ["DescribeAccountAttributes"] = call => Task.FromResult(AccountAttributes(call)),
    };

    private static readonly Ec2Filters<OfVpc> TableFilters = new Ec2Filters<OfVpc>()
        .On("association.main", _ => "true")
        .On("association.route-table-association-id", each => Association(each.Id))
        .On("association.route-table-id", each => VpcParts.MainRouteTable(each.Id))
        .OnAny("association.subnet-id", _ => [])
        .On("owner-id", each => each.Vpc.Account)
        .On("route-table-id", each => VpcParts.MainRouteTable(each.Id))
        .On("vpc-id", each => each.Id)
        .OnTags(each => each.Vpc.Known.TagsOf(VpcParts.MainRouteTable(each.Id)));

    private static readonly Ec2Filters<OfAcl> AclFilters = new Ec2Filters<OfAcl>()
        .OnAny("association.association-id", each => each.Subnets.Select(AclAssociation))
        .OnAny("association.network-acl-id", each => each.Subnets.Select(_ => each.Id))
        .OnAny("association.subnet-id", each => each.Subnets)
        .On("default", each => each.Declared is null ? "true" : "false")
        .On("network-acl-id", each => each.Id)
        .On("owner-id", each => each.Vpc.Account)
        .On("vpc-id", each => each.VpcId)
        .OnTags(each => each.Vpc.Known.TagsOf(each.Id));

    private sealed record OfVpc(string Id, VpcState Vpc);

    private sealed record OfAcl(string Id, string VpcId, VpcState Vpc, NetworkAcl? Declared, ImmutableArray<string> Subnets);

    private sealed record AclEntry(int Number, bool Egress, bool Allow, string Protocol, string CidrBlock, int? FromPort, int? ToPort);

    private static Action<XmlBody> RouteTables(Ec2Call call)
    {
        var listing = new Ec2Listing<OfVpc>(
            "RouteTableId",
            id => All().FirstOrDefault(each => VpcParts.MainRouteTable(each.Id) == id),
            All,
            each => each.Id,
            id => new ApiError("InvalidRouteTableID.NotFound", $"The routeTable ID '{id}' does not exist", 400),
            TableFilters);
        return listing.Read(call.Parameters).Write("routeTableSet", static (body, each) => body
            .Text("routeTableId", VpcParts.MainRouteTable(each.Id))
            .Text("vpcId", each.Id)
            .Text("ownerId", each.Vpc.Account)
            .List("routeSet", ((string?[])[each.Vpc.CidrBlock.ToString(), each.Vpc.Ipv6CidrBlock]).OfType<string>(), static (item, block) => item
                .Text(block.Contains(':') ? "destinationIpv6CidrBlock" : "destinationCidrBlock", block)
                .Text("gatewayId", "local")
                .Text("state", "active")
                .Text("origin", "CreateRouteTable"))
            .List("associationSet", (OfVpc[])[each], static (item, of) => item
                .Text("routeTableAssociationId", Association(of.Id))
                .Text("routeTableId", VpcParts.MainRouteTable(of.Id))
                .Flag("main", true)
                .Within("associationState", state => state.Text("state", "associated")))
            .Texts("propagatingVgwSet", [])
            .Tags(each.Vpc.Known.TagsOf(VpcParts.MainRouteTable(each.Id))));

        IEnumerable<OfVpc> All() => call.OwnVpcs().Select(each => new OfVpc(each.Key, each.Value));
    }

    private static Action<XmlBody> NetworkAcls(Ec2Call call)
    {
        var listing = new Ec2Listing<OfAcl>(
            "NetworkAclId",
            id => All().FirstOrDefault(each => each.Id == id),
            () => All().OrderBy(each => each.Id, StringComparer.Ordinal),
            each => each.Id,
            id => new ApiError("InvalidNetworkAclID.NotFound", $"The networkAcl ID '{id}' does not exist", 400),
            AclFilters);
        return listing.Read(call.Parameters).Write("networkAclSet", static (body, each) => body
            .Text("networkAclId", each.Id)
            .Text("vpcId", each.VpcId)
            .Text("ownerId", each.Vpc.Account)
            .Flag("default", each.Declared is null)
            .List("entrySet", EntriesOf(each), Entry)
            .List("associationSet", each.Subnets, (item, subnet) => item
                .Text("networkAclAssociationId", AclAssociation(subnet))
                .Text("networkAclId", each.Id)
                .Text("subnetId", subnet))
            .Tags(each.Vpc.Known.TagsOf(each.Id)));

        IEnumerable<OfAcl> All() => call.OwnVpcs().SelectMany(vpc => AclsOf(vpc.Key, vpc.Value));
    }

    // The topology gives ACLs to subnets by name; a subnet without one has the VPC's default.
    private static IEnumerable<OfAcl> AclsOf(string id, VpcState vpc) =>
        vpc.NetworkAcls.GroupBy(each => each.Value.Name, StringComparer.Ordinal)
            .Select(acl => new OfAcl(VpcParts.Derived("acl-", $"{id} {acl.Key}"), id, vpc, acl.First().Value, [.. acl.Select(each => each.Key)]))
            .Append(new OfAcl(VpcParts.DefaultNetworkAcl(id), id, vpc, null, [.. vpc.Subnets.Keys.Where(subnet => !vpc.NetworkAcls.ContainsKey(subnet))]));

    private static IEnumerable<AclEntry> EntriesOf(OfAcl acl)
    {
        return Of(acl.Declared?.Outbound, true).Concat(Of(acl.Declared?.Inbound, false));

        static IEnumerable<AclEntry> Of(ImmutableArray<NetworkAclEntry>? entries, bool isEgress) =>
            (entries ?? [new NetworkAclEntry(true, null, null, null, "0.0.0.0/0")])
                .Select((entry, index) => new AclEntry(
                    (index + 1) * 100,
                    isEgress,
                    entry.Allow,
                    entry.Protocol switch { FlowProtocol.Tcp => "6", FlowProtocol.Udp => "17", _ => "-1" },
                    entry.CidrBlock,
                    entry.Protocol is null ? null : entry.Ports.From,
                    entry.Protocol is null ? null : entry.Ports.To))
                .Append(new AclEntry(32767, isEgress, false, "-1", "0.0.0.0/0", null, null));
    }

    private static void Entry(XmlBody item, AclEntry entry)
    {
        item
            .Number("ruleNumber", entry.Number)
            .Text("protocol", entry.Protocol)
            .Text("ruleAction", entry.Allow ? "allow" : "deny")
            .Flag("egress", entry.Egress)
            .Text(entry.CidrBlock.Contains(':') ? "ipv6CidrBlock" : "cidrBlock", entry.CidrBlock);
        if (entry.FromPort is { } from)
        {
            item.Within("portRange", range => range.Number("from", from).Number("to", entry.ToPort));
        }
    }

    // There are no default VPCs, and the quotas of what can't be made here are AWS's usual ones.
    private static Action<XmlBody> AccountAttributes(Ec2Call call)
    {
        var names = call.Parameters.List("AttributeName");
        call.Parameters.RequireNoOthersToLook();
        (string Name, string Value)[] all =
        [
            ("supported-platforms", "VPC"),
            ("default-vpc", "none"),
            ("max-instances", "20"),
            ("max-elastic-ips", "5"),
            ("vpc-max-elastic-ips", "5"),
            ("vpc-max-security-groups-per-interface", call.Settings.SecurityGroupsPerInterface.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ];
        return body => body.List("accountAttributeSet", all.Where(each => names.IsEmpty || names.Contains(each.Name, StringComparer.Ordinal)), static (item, each) => item
            .Text("attributeName", each.Name)
            .List("attributeValueSet", (string[])[each.Value], static (value, text) => value.Text("attributeValue", text)));
    }

    private static Action<XmlBody> None(Ec2Call call, string set, string ids, string notFound)
    {
        var asked = call.Parameters.List(ids);
        call.Parameters.Ignore("Filter", "MaxResults", "NextToken");
        call.Parameters.RequireNoOthersToLook();
        if (asked is [var id, ..])
        {
            throw new ApiException(new ApiError(notFound, $"The ID '{id}' does not exist", 400));
        }

        return body => body.Texts(set, []);
    }

    private static string Association(string vpcId) => VpcParts.Derived("rtbassoc-", vpcId);

    private static string AclAssociation(string subnet) => VpcParts.Derived("aclassoc-", subnet);
}
