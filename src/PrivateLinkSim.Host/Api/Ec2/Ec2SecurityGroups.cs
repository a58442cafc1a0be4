using System.Collections.Immutable;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>EC2's calls that change security groups and their rules (§5.4).</summary>
internal static class Ec2SecurityGroups
{
    public static IEnumerable<KeyValuePair<string, Ec2Action>> Actions { get; } = new Dictionary<string, Ec2Action>(StringComparer.Ordinal)
    {
        ["CreateSecurityGroup"] = CreateAsync,
        ["DeleteSecurityGroup"] = DeleteAsync,
        ["AuthorizeSecurityGroupIngress"] = call => AuthorizeAsync(call, isEgress: false, (group, permissions, tags) => new Step
        {
            AuthorizeSecurityGroupIngress = new() { GroupId = group, IpPermissions = permissions, Tags = tags },
        }),
        ["AuthorizeSecurityGroupEgress"] = call => AuthorizeAsync(call, isEgress: true, (group, permissions, tags) => new Step
        {
            AuthorizeSecurityGroupEgress = new() { GroupId = group, IpPermissions = permissions, Tags = tags },
        }),
        ["RevokeSecurityGroupIngress"] = call => RevokeAsync(call, isEgress: false, (group, permissions) => new Step
        {
            RevokeSecurityGroupIngress = new() { GroupId = group, IpPermissions = permissions },
        }),
        ["RevokeSecurityGroupEgress"] = call => RevokeAsync(call, isEgress: true, (group, permissions) => new Step
        {
            RevokeSecurityGroupEgress = new() { GroupId = group, IpPermissions = permissions },
        }),
        ["ModifySecurityGroupRules"] = ModifyAsync,
        ["UpdateSecurityGroupRuleDescriptionsIngress"] = call => DescribeAnewAsync(call, isEgress: false, permissions => new Step { UpdateSecurityGroupRuleDescriptionsIngress = permissions }),
        ["UpdateSecurityGroupRuleDescriptionsEgress"] = call => DescribeAnewAsync(call, isEgress: true, permissions => new Step { UpdateSecurityGroupRuleDescriptionsEgress = permissions }),
    };

    // A group that is made by AWS's call filters from the start, as AWS's do.
    private static async Task<Action<XmlBody>> CreateAsync(Ec2Call call)
    {
        var parameters = call.Parameters;
        var tags = parameters.ReadTags("security-group");
        var made = (await call.AskAsync(new Step
        {
            CreateSecurityGroup = new()
            {
                VpcId = parameters.Required("VpcId"),
                GroupName = parameters.Required("GroupName"),
                Description = parameters.Required("GroupDescription"),
                Tags = tags,
                FiltersFromTheStart = true,
            },
        }))!;
        return body => body
            .Text("groupId", made.ResourceId)
            .Tags(tags)
            .Text("securityGroupArn", Ec2Shapes.Arn(call.Caller, "security-group", made.ResourceId!));
    }

    private static async Task<Action<XmlBody>> DeleteAsync(Ec2Call call)
    {
        var id = call.Parameters.Required("GroupId");
        await call.AskAsync(new Step { DeleteSecurityGroup = new() { GroupId = id } });
        return body => body.Flag("return", true).Text("groupId", id);
    }

    private static async Task<Action<XmlBody>> AuthorizeAsync(
        Ec2Call call, bool isEgress, Func<string, ImmutableArray<IpPermissionParameter>, ImmutableSortedDictionary<string, string>, Step> step)
    {
        var (group, permissions, tags) = (call.Parameters.Required("GroupId"), Ec2Permissions.Read(call.Parameters), call.Parameters.ReadTags("security-group-rule"));
        Require(permissions);
        var authorized = (VpcReply.RulesAuthorized)(await call.AskAsync(step(group, permissions, tags)))!;
        var (_, vpc) = VpcOf(call, group);
        var rules = vpc.RulesOf(group).Where(rule => rule.IsEgress == isEgress && authorized.Rules.Any(rule.Rule.IsSameAs));
        return body => body.Flag("return", true).List("securityGroupRuleSet", rules, (item, rule) => Ec2Shapes.Rule(item, rule, vpc));
    }

    private static Task<Action<XmlBody>> RevokeAsync(Ec2Call call, bool isEgress, Func<string, ImmutableArray<IpPermissionParameter>, Step> step)
    {
        var (group, ids, permissions) = (call.Parameters.Required("GroupId"), call.Parameters.List("SecurityGroupRuleId"), Ec2Permissions.Read(call.Parameters));
        if (!ids.IsEmpty)
        {
            var (_, before) = VpcOf(call, group);
            permissions = [.. ids.Select(id => before.RuleOf(id) is { } rule && rule.GroupId == group && rule.IsEgress == isEgress ? Ec2Permissions.Of(rule.Rule) : throw NoRule(id))];
        }

        Require(permissions);
        return call.ChangeAsync(step(group, permissions));
    }

    private static Task<Action<XmlBody>> ModifyAsync(Ec2Call call)
    {
        var rules = call.Parameters.Structures("SecurityGroupRule").ToImmutableSortedDictionary(
            rule => rule.Required("SecurityGroupRuleId"),
            rule => Ec2Permissions.ReadRule(rule.Structure("SecurityGroupRule") ?? throw new ApiException(ApiError.Missing("SecurityGroupRule"))),
            StringComparer.Ordinal);
        return call.ChangeAsync(new Step { ModifySecurityGroupRules = new() { GroupId = call.Parameters.Required("GroupId"), SecurityGroupRules = rules } });
    }

    private static Task<Action<XmlBody>> DescribeAnewAsync(Ec2Call call, bool isEgress, Func<SecurityGroupPermissionsParameters, Step> step)
    {
        var (group, permissions) = (call.Parameters.Required("GroupId"), Ec2Permissions.Read(call.Parameters));
        var described = call.Parameters.Structures("SecurityGroupRuleDescription");
        if (!described.IsEmpty)
        {
            var (_, vpc) = VpcOf(call, group);
            permissions =
            [
                .. described.Select(each => (Id: each.Required("SecurityGroupRuleId"), Description: each.Text("Description")))
                    .Select(each => vpc.RuleOf(each.Id) is { } rule && rule.GroupId == group && rule.IsEgress == isEgress
                        ? Ec2Permissions.Of(rule.Rule with { Description = each.Description })
                        : throw NoRule(each.Id)),
            ];
        }

        Require(permissions);
        return call.ChangeAsync(step(new SecurityGroupPermissionsParameters { GroupId = group, IpPermissions = permissions }));
    }

    private static void Require(ImmutableArray<IpPermissionParameter> permissions)
    {
        if (permissions.IsEmpty)
        {
            throw new ApiException(ApiError.Missing("ipPermissions"));
        }
    }

    private static (string Id, VpcState Vpc) VpcOf(Ec2Call call, string group) =>
        call.OwnVpcs().FirstOrDefault(vpc => vpc.Value.SecurityGroups.ContainsKey(group)) is { Value: { } vpc } found
            ? (found.Key, vpc)
            : throw new ApiException(new ApiError("InvalidGroup.NotFound", $"The security group '{group}' does not exist", 400));

    private static ApiException NoRule(string id) => new(ApiError.Of(VpcParts.NotFound(id)));
}
