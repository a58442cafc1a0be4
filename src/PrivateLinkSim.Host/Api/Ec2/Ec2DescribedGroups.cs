using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host;

/// <summary>What EC2's Describe calls know of security groups and their rules (§5.4).</summary>
internal static class Ec2DescribedGroups
{
    public static IEnumerable<KeyValuePair<string, Ec2Action>> Actions { get; } = new Dictionary<string, Ec2Action>(StringComparer.Ordinal)
    {
        ["DescribeSecurityGroups"] = call => Task.FromResult(Groups(call)),
        ["DescribeSecurityGroupRules"] = call => Task.FromResult(Rules(call)),
    };

    private static readonly Ec2Filters<OfGroup> GroupFilters = new Ec2Filters<OfGroup>()
        .On("description", each => each.Description)
        .OnAny("egress.ip-permission.cidr", each => each.Rules(true).Select(rule => rule.CidrIp))
        .OnAny("egress.ip-permission.group-id", each => each.Rules(true).Select(rule => rule.SourceGroupId))
        .OnAny("egress.ip-permission.protocol", each => each.Rules(true).Select(Ec2Permissions.ProtocolOf))
        .OnAny("egress.ip-permission.from-port", each => each.Rules(true).Select(rule => Port(rule.FromPort)))
        .OnAny("egress.ip-permission.to-port", each => each.Rules(true).Select(rule => Port(rule.ToPort)))
        .On("group-id", each => each.Id)
        .On("group-name", each => each.Name)
        .OnAny("ip-permission.cidr", each => each.Rules(false).Select(rule => rule.CidrIp))
        .OnAny("ip-permission.group-id", each => each.Rules(false).Select(rule => rule.SourceGroupId))
        .OnAny("ip-permission.protocol", each => each.Rules(false).Select(Ec2Permissions.ProtocolOf))
        .OnAny("ip-permission.from-port", each => each.Rules(false).Select(rule => Port(rule.FromPort)))
        .OnAny("ip-permission.to-port", each => each.Rules(false).Select(rule => Port(rule.ToPort)))
        .On("owner-id", each => each.Vpc.Account)
        .On("vpc-id", each => each.VpcId)
        .OnTags(each => each.Vpc.Known.TagsOf(each.Id));

    private static readonly Ec2Filters<OfRule> RuleFilters = new Ec2Filters<OfRule>()
        .On("group-id", each => each.Rule.GroupId)
        .On("security-group-rule-id", each => each.Rule.RuleId)
        .OnTags(each => each.Vpc.Known.TagsOf(each.Rule.RuleId));

    private sealed record OfGroup(string Id, string VpcId, VpcState Vpc)
    {
        public string Name => Vpc.SecurityGroups[Id];

        public string Description => Id == Vpc.DefaultSecurityGroupId ? "default VPC security group" : Vpc.Known.GroupDescriptions.GetValueOrDefault(Id, Name);

        public ImmutableArray<SecurityGroupRule> Rules(bool isEgress) => Vpc.RulesOf(Id, isEgress);
    }

    private sealed record OfRule(GroupRule Rule, VpcState Vpc);

    private static Action<XmlBody> Groups(Ec2Call call)
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

        IEnumerable<OfGroup> All() => call.OwnVpcs().SelectMany(vpc => vpc.Value.SecurityGroups.Keys.Select(group => new OfGroup(group, vpc.Key, vpc.Value)));
    }

    private static void Group(XmlBody body, OfGroup group) => body
        .Text("ownerId", group.Vpc.Account)
        .Text("groupId", group.Id)
        .Text("groupName", group.Name)
        .Text("groupDescription", group.Description)
        .Text("vpcId", group.VpcId)
        .Text("securityGroupArn", $"arn:aws:ec2:{group.Vpc.Region}:{group.Vpc.Account}:security-group/{group.Id}")
        .List("ipPermissions", Permissions(group, isEgress: false), (item, rules) => Permission(item, rules, group.Vpc.Account))
        .List("ipPermissionsEgress", Permissions(group, isEgress: true), (item, rules) => Permission(item, rules, group.Vpc.Account))
        .Tags(group.Vpc.Known.TagsOf(group.Id));

    private static IEnumerable<IGrouping<(string Protocol, int? FromPort, int? ToPort), SecurityGroupRule>> Permissions(OfGroup group, bool isEgress) =>
        group.Rules(isEgress).GroupBy(rule => (Ec2Permissions.ProtocolOf(rule), rule.FromPort, rule.ToPort));

    private static void Permission(XmlBody body, IGrouping<(string Protocol, int? FromPort, int? ToPort), SecurityGroupRule> rules, string account) => body
        .Text("ipProtocol", rules.Key.Protocol)
        .Number("fromPort", rules.Key.FromPort)
        .Number("toPort", rules.Key.ToPort)
        .List("groups", rules.Where(rule => rule.SourceGroupId is not null), (item, rule) => item
            .Text("userId", account).Text("groupId", rule.SourceGroupId).Text("description", rule.Description))
        .List("ipRanges", rules.Where(rule => rule.CidrIp?.Contains(':') is false), static (item, rule) => item.Text("cidrIp", rule.CidrIp).Text("description", rule.Description))
        .List("ipv6Ranges", rules.Where(rule => rule.CidrIp?.Contains(':') is true), static (item, rule) => item.Text("cidrIpv6", rule.CidrIp).Text("description", rule.Description))
        .Texts("prefixListIds", []);

    private static Action<XmlBody> Rules(Ec2Call call)
    {
        var listing = new Ec2Listing<OfRule>(
            "SecurityGroupRuleId",
            id => All().FirstOrDefault(each => each.Rule.RuleId == id),
            () => All().OrderBy(each => each.Rule.RuleId, StringComparer.Ordinal),
            each => each.Rule.RuleId,
            id => ApiError.Of(VpcParts.NotFound(id)),
            RuleFilters);
        return listing.Read(call.Parameters).Write("securityGroupRuleSet", (body, each) => Ec2Shapes.Rule(body, each.Rule, each.Vpc));

        IEnumerable<OfRule> All() => call.OwnVpcs().SelectMany(vpc => vpc.Value.SecurityGroups.Keys.SelectMany(vpc.Value.RulesOf).Select(rule => new OfRule(rule, vpc.Value)));
    }

    private static string? Port(int? port) => port?.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
