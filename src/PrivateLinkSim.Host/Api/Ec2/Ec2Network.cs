using System.Collections.Immutable;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>EC2's calls for VPCs, subnets, security groups and tags (§5.4).</summary>
internal static class Ec2Network
{
    public static IEnumerable<KeyValuePair<string, Ec2Action>> Actions { get; } = new Dictionary<string, Ec2Action>(StringComparer.Ordinal)
    {
        ["CreateVpc"] = CreateVpcAsync,
        ["DeleteVpc"] = call => VoidAsync(call, new Step { DeleteVpc = new() { VpcId = call.Parameters.Required("VpcId") } }),
        ["ModifyVpcAttribute"] = ModifyVpcAttributeAsync,
        ["AssociateVpcCidrBlock"] = AssociateVpcCidrBlockAsync,
        ["CreateSubnet"] = CreateSubnetAsync,
        ["DeleteSubnet"] = call => VoidAsync(call, new Step { DeleteSubnet = new() { SubnetId = call.Parameters.Required("SubnetId") } }),
        ["AssociateSubnetCidrBlock"] = AssociateSubnetCidrBlockAsync,
        ["CreateSecurityGroup"] = CreateSecurityGroupAsync,
        ["DeleteSecurityGroup"] = DeleteSecurityGroupAsync,
        ["CreateTags"] = CreateTagsAsync,
        ["DeleteTags"] = DeleteTagsAsync,
    };

    private static async Task<Action<XmlBody>> VoidAsync(Ec2Call call, Step step)
    {
        await call.AskAsync(step);
        return Ec2Shapes.Return;
    }

    private static async Task<Action<XmlBody>> CreateVpcAsync(Ec2Call call)
    {
        var parameters = call.Parameters;
        parameters.Refuse("Ipv6Pool", "Ipv6CidrBlock", "Ipv4IpamPoolId", "Ipv4NetmaskLength", "Ipv6IpamPoolId", "Ipv6NetmaskLength", "Ipv6CidrBlockNetworkBorderGroup");
        parameters.Ignore("InstanceTenancy", "TagSpecification");
        var made = (await call.AskAsync(new Step
        {
            CreateVpc = new() { CidrBlock = parameters.Required("CidrBlock"), AmazonProvidedIpv6CidrBlock = parameters.Boolean("AmazonProvidedIpv6CidrBlock") },
        }))!;
        return body => body.Within("vpc", vpc => Ec2Shapes.Vpc(vpc, made.ResourceId!, call.View.Find<VpcState>(new EntityId(EntityKind.Vpc, made.ResourceId!))!));
    }

    private static Task<Action<XmlBody>> ModifyVpcAttributeAsync(Ec2Call call) => VoidAsync(call, new Step
    {
        ModifyVpcAttribute = new()
        {
            VpcId = call.Parameters.Required("VpcId"),
            EnableDnsSupport = call.Parameters.Boolean("EnableDnsSupport.Value"),
            EnableDnsHostnames = call.Parameters.Boolean("EnableDnsHostnames.Value"),
        },
    });

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
                Ec2Shapes.Ipv6Association(association, $"vpc-cidr-assoc-6-{id[4..]}", ((VpcReply.Ipv6CidrBlockAssociated)reply!).Ipv6CidrBlock, "Amazon"))
            .Text("vpcId", id);
    }

    private static async Task<Action<XmlBody>> CreateSubnetAsync(Ec2Call call)
    {
        var parameters = call.Parameters;
        parameters.Refuse("OutpostArn", "Ipv4IpamPoolId", "Ipv4NetmaskLength", "Ipv6IpamPoolId", "Ipv6NetmaskLength");
        parameters.Ignore("TagSpecification");
        var vpcId = parameters.Required("VpcId");
        var made = (await call.AskAsync(new Step
        {
            CreateSubnet = new()
            {
                VpcId = vpcId,
                CidrBlock = parameters.Text("CidrBlock"),
                Ipv6CidrBlock = parameters.Text("Ipv6CidrBlock"),
                Ipv6Native = parameters.Boolean("Ipv6Native"),
                AvailabilityZone = parameters.Text("AvailabilityZone"),
                AvailabilityZoneId = parameters.Text("AvailabilityZoneId"),
            },
        }))!;
        var vpc = call.View.Find<VpcState>(new EntityId(EntityKind.Vpc, vpcId))!;
        return body => body.Within("subnet", subnet => Ec2Shapes.Subnet(subnet, made.ResourceId!, vpcId, vpc, vpc.Subnets[made.ResourceId!]));
    }

    private static async Task<Action<XmlBody>> AssociateSubnetCidrBlockAsync(Ec2Call call)
    {
        call.Parameters.Refuse("Ipv6IpamPoolId", "Ipv6NetmaskLength");
        var id = call.Parameters.Required("SubnetId");
        var reply = await call.AskAsync(new Step { AssociateSubnetCidrBlock = new() { SubnetId = id, Ipv6CidrBlock = call.Parameters.Text("Ipv6CidrBlock") } });
        return body => body
            .Within("ipv6CidrBlockAssociation", association =>
                Ec2Shapes.Ipv6Association(association, $"subnet-cidr-assoc-{id[7..]}", ((VpcReply.Ipv6CidrBlockAssociated)reply!).Ipv6CidrBlock, null))
            .Text("subnetId", id);
    }

    private static async Task<Action<XmlBody>> CreateSecurityGroupAsync(Ec2Call call)
    {
        var parameters = call.Parameters;
        parameters.Ignore("TagSpecification");
        var made = (await call.AskAsync(new Step
        {
            CreateSecurityGroup = new()
            {
                VpcId = parameters.Required("VpcId"), GroupName = parameters.Required("GroupName"), Description = parameters.Required("GroupDescription"),
            },
        }))!;
        return body => body
            .Text("groupId", made.ResourceId)
            .Texts("tagSet", [])
            .Text("securityGroupArn", $"arn:aws:ec2:{call.Caller.Region}:{call.Caller.Account}:security-group/{made.ResourceId}");
    }

    private static async Task<Action<XmlBody>> DeleteSecurityGroupAsync(Ec2Call call)
    {
        var id = call.Parameters.Required("GroupId");
        await call.AskAsync(new Step { DeleteSecurityGroup = new() { GroupId = id } });
        return body => body.Flag("return", true).Text("groupId", id);
    }

    private static async Task<Action<XmlBody>> CreateTagsAsync(Ec2Call call)
    {
        var resources = call.Parameters.RequiredList("ResourceId");
        var tags = call.Parameters.Structures("Tag").ToImmutableSortedDictionary(tag => tag.Required("Key"), tag => tag.Text("Value") ?? "", StringComparer.Ordinal);
        await RequireAllAsync(call, new Step { CreateTags = new() { Resources = resources, Tags = tags } }, resources);
        return Ec2Shapes.Return;
    }

    private static async Task<Action<XmlBody>> DeleteTagsAsync(Ec2Call call)
    {
        var resources = call.Parameters.RequiredList("ResourceId");
        var tags = call.Parameters.Structures("Tag");
        await RequireAllAsync(
            call,
            new Step
            {
                DeleteTags = new()
                {
                    Resources = resources,
                    Tags = tags.Where(tag => tag.Text("Value") is not null)
                        .ToImmutableSortedDictionary(tag => tag.Required("Key"), tag => tag.Text("Value")!, StringComparer.Ordinal),
                    TagKeys = [.. tags.Where(tag => tag.Text("Value") is null).Select(tag => tag.Required("Key"))],
                },
            },
            resources);
        return Ec2Shapes.Return;
    }

    // Tags have no list of those that failed: the first refusal is the answer.
    private static async Task RequireAllAsync(Ec2Call call, Step step, IReadOnlyList<string> resources)
    {
        if (await call.AskEachAsync(step, resources) is [var first, ..])
        {
            throw new ApiException(ApiError.Of(first.Rejection));
        }
    }
}
