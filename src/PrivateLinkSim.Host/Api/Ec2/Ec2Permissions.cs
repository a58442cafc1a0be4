using System.Collections.Immutable;
using System.Globalization;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>The rules of security groups in the parameters of EC2's calls.</summary>
internal static class Ec2Permissions
{
    private const string All = "-1";

    // By their numbers, as EC2 shows them.
    private static readonly (string Number, string Name)[] Named = [("1", "icmp"), ("6", "tcp"), ("17", "udp"), ("58", "icmpv6")];

    /// <summary>The rules of a call: <c>IpPermissions</c>, and the one that stands among the parameters themselves.</summary>
    /// <exception cref="ApiException">One is not well-formed.</exception>
    public static ImmutableArray<IpPermissionParameter> Read(QueryParameters parameters)
    {
        parameters.Refuse("SourceSecurityGroupName", "GroupName");
        parameters.Ignore("SourceSecurityGroupOwnerId");
        ImmutableArray<IpPermissionParameter> listed = [.. parameters.Structures("IpPermissions").Select(ReadOne)];
        if (parameters.Text("CidrIp") is not { } block)
        {
            parameters.Ignore("IpProtocol", "FromPort", "ToPort");
            return listed;
        }

        return [.. listed, Ports(parameters) with { IpRanges = [new IpRangeParameter { CidrIp = block }] }];
    }

    /// <summary>A rule as ModifySecurityGroupRules has it.</summary>
    /// <exception cref="ApiException">It is not well-formed.</exception>
    public static SecurityGroupRuleParameter ReadRule(QueryParameters rule)
    {
        rule.Refuse("PrefixListId");
        var ports = Ports(rule);
        return new SecurityGroupRuleParameter
        {
            IpProtocol = ports.IpProtocol,
            FromPort = ports.FromPort,
            ToPort = ports.ToPort,
            CidrIpv4 = rule.Text("CidrIpv4"),
            CidrIpv6 = rule.Text("CidrIpv6"),
            ReferencedGroupId = rule.Text("ReferencedGroupId"),
            Description = rule.Text("Description"),
        };
    }

    /// <summary>A rule that exists, as a call names it.</summary>
    public static IpPermissionParameter Of(SecurityGroupRule rule)
    {
        var ports = new IpPermissionParameter { IpProtocol = ProtocolOf(rule), FromPort = rule.FromPort, ToPort = rule.ToPort };
        return rule.SourceGroupId is { } group ? ports with { UserIdGroupPairs = [new UserIdGroupPairParameter { GroupId = group, Description = rule.Description }] }
            : rule.CidrIp!.Contains(':') ? ports with { Ipv6Ranges = [new Ipv6RangeParameter { CidrIpv6 = rule.CidrIp, Description = rule.Description }] }
            : ports with { IpRanges = [new IpRangeParameter { CidrIp = rule.CidrIp, Description = rule.Description }] };
    }

    /// <summary>The protocol of a rule as EC2 shows it.</summary>
    public static string ProtocolOf(SecurityGroupRule rule) => rule.OtherProtocol ?? rule.Protocol?.ToString().ToLowerInvariant() ?? All;

    private static IpPermissionParameter ReadOne(QueryParameters permission)
    {
        if (!permission.Structures("PrefixListIds").IsEmpty)
        {
            throw new ApiException(ApiError.Unsupported("PrefixListIds"));
        }

        return Ports(permission) with
        {
            IpRanges = [.. permission.Structures("IpRanges").Select(range => new IpRangeParameter { CidrIp = range.Required("CidrIp"), Description = range.Text("Description") })],
            Ipv6Ranges = [.. permission.Structures("Ipv6Ranges").Select(range => new Ipv6RangeParameter { CidrIpv6 = range.Required("CidrIpv6"), Description = range.Text("Description") })],
            UserIdGroupPairs =
            [
                .. permission.Structures("Groups").Select(group =>
                {
                    group.Ignore("UserId", "GroupName", "VpcId", "VpcPeeringConnectionId", "PeeringStatus");
                    return new UserIdGroupPairParameter { GroupId = group.Required("GroupId"), Description = group.Text("Description") };
                }),
            ],
        };
    }

    private static IpPermissionParameter Ports(QueryParameters parameters)
    {
        var protocol = Protocol(parameters.Required("IpProtocol"));
        var (from, to) = (parameters.Integer("FromPort"), parameters.Integer("ToPort"));
        if (protocol == All)
        {
            return new IpPermissionParameter { IpProtocol = All };
        }

        return protocol is "tcp" or "udp" && (from is null || to is null)
            ? throw new ApiException(new ApiError("InvalidParameterValue", "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.", 400))
            : new IpPermissionParameter { IpProtocol = protocol, FromPort = from, ToPort = to };
    }

    private static string Protocol(string text)
    {
        var word = text.ToLowerInvariant();
        return word is All or "all" ? All
            : Array.Exists(Named, each => each.Name == word) ? word
            : !byte.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out _)
                ? throw new ApiException(new ApiError("InvalidParameterValue", $"Invalid value '{text}' for IP protocol. Unknown protocol.", 400))
            : Array.Find(Named, each => each.Number == word) is { Name: { } name } ? name
            : word;
    }
}
