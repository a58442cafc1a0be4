namespace PrivateLinkSim.Domain;

/// <summary>
/// The parts of a VPC that have an id and can have tags: subnets, security groups and their rules, and what AWS makes with every VPC, its
/// main route table and its default network ACL, whose ids follow from the VPC's.
/// </summary>
public static class VpcParts
{
    private const string MainRouteTablePrefix = "rtb-";
    private const string DefaultNetworkAclPrefix = "acl-";

    private static readonly (string Prefix, string Resource, string Code, string Message)[] Kinds =
    [
        ("vpc-", "vpc", "InvalidVpcID.NotFound", "The vpc ID '{0}' does not exist"),
        ("subnet-", "subnet", "InvalidSubnetID.NotFound", "The subnet ID '{0}' does not exist"),
        ("sg-", "security-group", "InvalidGroup.NotFound", "The security group '{0}' does not exist"),
        (SecurityGroupRules.RulePrefix, "security-group-rule", "InvalidSecurityGroupRuleId.NotFound", "The security group rule ID '{0}' does not exist"),
        (MainRouteTablePrefix, "route-table", "InvalidRouteTableID.NotFound", "The routeTable ID '{0}' does not exist"),
        (DefaultNetworkAclPrefix, "network-acl", "InvalidNetworkAclID.NotFound", "The networkAcl ID '{0}' does not exist"),
    ];

    /// <summary>The main route table of a VPC.</summary>
    public static string MainRouteTable(string vpcId) => Derived(MainRouteTablePrefix, vpcId);

    /// <summary>The default network ACL of a VPC.</summary>
    public static string DefaultNetworkAcl(string vpcId) => Derived(DefaultNetworkAclPrefix, vpcId);

    /// <summary>An id that follows from what has it, for what is not made by anybody.</summary>
    public static string Derived(string prefix, string of) => new Draws(0, new EntityId(EntityKind.Vpc, of)).Id(prefix, 0);

    /// <summary>Whether an id has the form of a VPC's or of a part's.</summary>
    public static bool IsPart(string id) => Array.Exists(Kinds, kind => id.StartsWith(kind.Prefix, StringComparison.Ordinal));

    /// <summary>The type of a part as EC2 names it in tags, and IAM in ARNs: <c>security-group</c>.</summary>
    public static string TypeOf(string id) => Of(id).Resource;

    /// <summary>Whether a VPC is what has this id, or has the part.</summary>
    public static bool Holds(string vpcId, VpcState vpc, string id) =>
        id == vpcId
        || vpc.Subnets.ContainsKey(id)
        || vpc.SecurityGroups.ContainsKey(id)
        || id == MainRouteTable(vpcId)
        || id == DefaultNetworkAcl(vpcId)
        || (id.StartsWith(SecurityGroupRules.RulePrefix, StringComparison.Ordinal) && vpc.RuleOf(id) is not null);

    /// <summary>The refusal of a part that is not there.</summary>
    public static Rejection NotFound(string id)
    {
        var (_, _, code, message) = Of(id);
        return new Rejection(code, message.Replace("{0}", id, StringComparison.Ordinal), "§2.16/part");
    }

    private static (string Prefix, string Resource, string Code, string Message) Of(string id) =>
        Array.Find(Kinds, kind => id.StartsWith(kind.Prefix, StringComparison.Ordinal)) is { Prefix: not null } kind
            ? kind
            : ("", "*", "InvalidID", "The ID '{0}' is not valid");
}
