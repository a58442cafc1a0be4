using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>EC2's calls that change VPCs and subnets (§5.4).</summary>
internal static class Ec2Network
{
    public static IEnumerable<KeyValuePair<string, Ec2Action>> Actions { get; } = new Dictionary<string, Ec2Action>(StringComparer.Ordinal)
    {
        ["CreateVpc"] = CreateVpcAsync,
        ["DeleteVpc"] = call => call.ChangeAsync(new Step { DeleteVpc = new() { VpcId = call.Parameters.Required("VpcId") } }),
        ["ModifyVpcAttribute"] = ModifyVpcAttributeAsync,
        ["AssociateVpcCidrBlock"] = AssociateVpcCidrBlockAsync,
        ["CreateSubnet"] = CreateSubnetAsync,
        ["DeleteSubnet"] = call => call.ChangeAsync(new Step { DeleteSubnet = new() { SubnetId = call.Parameters.Required("SubnetId") } }),
        ["AssociateSubnetCidrBlock"] = AssociateSubnetCidrBlockAsync,
        ["ModifySubnetAttribute"] = ModifySubnetAttributeAsync,
    };

    private static async Task<Action<XmlBody>> CreateVpcAsync(Ec2Call call)
    {
        var parameters = call.Parameters;
        parameters.Refuse("Ipv6Pool", "Ipv6CidrBlock", "Ipv4IpamPoolId", "Ipv4NetmaskLength", "Ipv6IpamPoolId", "Ipv6NetmaskLength", "Ipv6CidrBlockNetworkBorderGroup");
        parameters.RefuseUnless("InstanceTenancy", "default");
        var made = (await call.AskAsync(new Step
        {
            CreateVpc = new()
            {
                CidrBlock = parameters.Required("CidrBlock"),
                AmazonProvidedIpv6CidrBlock = parameters.Boolean("AmazonProvidedIpv6CidrBlock"),
                Tags = parameters.ReadTags("vpc"),
                FiltersFromTheStart = true,
            },
        }))!;
        return body => body.Within("vpc", vpc => Ec2Shapes.Vpc(vpc, made.ResourceId!, call.View.Find<VpcState>(new EntityId(EntityKind.Vpc, made.ResourceId!))!));
    }

    private static Task<Action<XmlBody>> ModifyVpcAttributeAsync(Ec2Call call)
    {
        var parameters = call.Parameters;
        parameters.RefuseUnless("EnableNetworkAddressUsageMetrics.Value", "false");
        var (id, support, hostnames) = (parameters.Required("VpcId"), parameters.Boolean("EnableDnsSupport.Value"), parameters.Boolean("EnableDnsHostnames.Value"));
        if (support is null == hostnames is null)
        {
            // API Reference, ModifyVpcAttribute: not both in the same request.
            throw Combination(support is null ? "No attributes specified" : "Fields for multiple attribute types specified: enableDnsSupport, enableDnsHostnames");
        }

        return call.ChangeAsync(new Step { ModifyVpcAttribute = new() { VpcId = id, EnableDnsSupport = support, EnableDnsHostnames = hostnames } });
    }

    private static async Task<Action<XmlBody>> AssociateVpcCidrBlockAsync(Ec2Call call)
    {
        var parameters = call.Parameters;
        parameters.Refuse("CidrBlock", "Ipv6CidrBlockNetworkBorderGroup", "Ipv6Pool", "Ipv6CidrBlock", "Ipv4IpamPoolId", "Ipv4NetmaskLength", "Ipv6IpamPoolId", "Ipv6NetmaskLength");
        var id = parameters.Required("VpcId");
        var reply = await call.AskAsync(new Step
        {
            AssociateVpcCidrBlock = new() { VpcId = id, AmazonProvidedIpv6CidrBlock = parameters.Boolean("AmazonProvidedIpv6CidrBlock") ?? false },
        });
        return body => body
            .Within("ipv6CidrBlockAssociation", association =>
                Ec2Shapes.Ipv6Association(association, Ec2Shapes.Ipv6CidrAssociation(id), ((VpcReply.Ipv6CidrBlockAssociated)reply!).Ipv6CidrBlock, "Amazon"))
            .Text("vpcId", id);
    }

    private static async Task<Action<XmlBody>> CreateSubnetAsync(Ec2Call call)
    {
        var parameters = call.Parameters;
        parameters.Refuse("OutpostArn", "Ipv4IpamPoolId", "Ipv4NetmaskLength", "Ipv6IpamPoolId", "Ipv6NetmaskLength");
        var vpcId = parameters.Required("VpcId");
        var zone = parameters.Text("AvailabilityZone");
        var zoneId = parameters.Text("AvailabilityZoneId");
        if (zone is not null && zoneId is not null)
        {
            throw Combination("Only one of AvailabilityZone and AvailabilityZoneId can be specified");
        }

        if (zone is null && zoneId is null)
        {
            // AWS picks a zone then, without saying how.
            zone = call.OwnVpc(vpcId)?.ZoneNames.Select(each => each.Name).Order(StringComparer.Ordinal).FirstOrDefault();
        }

        var made = (await call.AskAsync(new Step
        {
            CreateSubnet = new()
            {
                VpcId = vpcId,
                CidrBlock = parameters.Text("CidrBlock"),
                Ipv6CidrBlock = parameters.Text("Ipv6CidrBlock"),
                Ipv6Native = parameters.Boolean("Ipv6Native"),
                AvailabilityZone = zone,
                AvailabilityZoneId = zoneId,
                Tags = parameters.ReadTags("subnet"),
            },
        }))!;
        var vpc = call.View.Find<VpcState>(new EntityId(EntityKind.Vpc, vpcId))!;
        return body => body.Within("subnet", subnet => Ec2Shapes.Subnet(subnet, made.ResourceId!, vpcId, vpc, vpc.Subnets[made.ResourceId!]));
    }

    private static Task<Action<XmlBody>> ModifySubnetAttributeAsync(Ec2Call call)
    {
        var parameters = call.Parameters;
        parameters.RefuseUnless("MapCustomerOwnedIpOnLaunch.Value", "false");
        parameters.Refuse("CustomerOwnedIpv4Pool", "EnableLniAtDeviceIndex", "DisableLniAtDeviceIndex.Value");
        return call.ChangeAsync(new Step
        {
            ModifySubnetAttribute = new()
            {
                SubnetId = parameters.Required("SubnetId"),
                AssignIpv6AddressOnCreation = parameters.Boolean("AssignIpv6AddressOnCreation.Value"),
                EnableDns64 = parameters.Boolean("EnableDns64.Value"),
                EnableResourceNameDnsARecordOnLaunch = parameters.Boolean("EnableResourceNameDnsARecordOnLaunch.Value"),
                EnableResourceNameDnsAAAARecordOnLaunch = parameters.Boolean("EnableResourceNameDnsAAAARecordOnLaunch.Value"),
                MapPublicIpOnLaunch = parameters.Boolean("MapPublicIpOnLaunch.Value"),
                PrivateDnsHostnameTypeOnLaunch = parameters.Text("PrivateDnsHostnameTypeOnLaunch") is { } type
                    ? type is "ip-name" or "resource-name" ? type : throw new ApiException(ApiError.Invalid("PrivateDnsHostnameTypeOnLaunch", type))
                    : null,
            },
        });
    }

    private static async Task<Action<XmlBody>> AssociateSubnetCidrBlockAsync(Ec2Call call)
    {
        call.Parameters.Refuse("Ipv6IpamPoolId", "Ipv6NetmaskLength");
        var id = call.Parameters.Required("SubnetId");
        var reply = await call.AskAsync(new Step { AssociateSubnetCidrBlock = new() { SubnetId = id, Ipv6CidrBlock = call.Parameters.Text("Ipv6CidrBlock") } });
        return body => body
            .Within("ipv6CidrBlockAssociation", association =>
                Ec2Shapes.Ipv6Association(association, Ec2Shapes.SubnetAssociation(id), ((VpcReply.Ipv6CidrBlockAssociated)reply!).Ipv6CidrBlock, null))
            .Text("subnetId", id);
    }

    private static ApiException Combination(string message) => new(new ApiError("InvalidParameterCombination", message, 400));
}
