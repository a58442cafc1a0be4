using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>The roles of an account that an action belongs to.</summary>
[Flags]
public enum AccountRoles
{
    /// <summary>None; no action belongs to none.</summary>
    None = 0,

    /// <summary>Only service providers do it.</summary>
    Provider = 1,

    /// <summary>Only service consumers do it.</summary>
    Consumer = 2,

    /// <summary>Both do it, or the simulator does not know it.</summary>
    Both = Provider | Consumer,
}

/// <summary>
/// Which actions are a provider's and which a consumer's. An account states its policies once; each of its roles keeps the
/// statements that can match an action of its side. Wildcards and <c>NotAction</c> can match actions of both.
/// </summary>
public static class ActionSides
{
    private static readonly ImmutableSortedSet<string> OfProviders = Names(
        "ec2:CreateVpcEndpointServiceConfiguration",
        "ec2:ModifyVpcEndpointServiceConfiguration",
        "ec2:DeleteVpcEndpointServiceConfigurations",
        "ec2:DescribeVpcEndpointServiceConfigurations",
        "ec2:ModifyVpcEndpointServicePermissions",
        "ec2:DescribeVpcEndpointServicePermissions",
        "ec2:ModifyVpcEndpointServicePayerResponsibility",
        "ec2:StartVpcEndpointServicePrivateDnsVerification",
        "ec2:AcceptVpcEndpointConnections",
        "ec2:RejectVpcEndpointConnections",
        "ec2:DescribeVpcEndpointConnections",
        "elasticloadbalancing:CreateLoadBalancer",
        "elasticloadbalancing:DeleteLoadBalancer",
        "elasticloadbalancing:ModifyLoadBalancerAttributes",
        "elasticloadbalancing:ModifyTargetGroupAttributes",
        "elasticloadbalancing:SetIpAddressType",
        "elasticloadbalancing:SetSubnets",
        "elasticloadbalancing:SetSecurityGroups",
        "elasticloadbalancing:AddTags",
        "elasticloadbalancing:RemoveTags",
        "elasticloadbalancing:CreateTargetGroup",
        "elasticloadbalancing:ModifyTargetGroup",
        "elasticloadbalancing:DeleteTargetGroup",
        "elasticloadbalancing:ModifyListener",
        "elasticloadbalancing:CreateListener",
        "elasticloadbalancing:ModifyListenerAttributes",
        "elasticloadbalancing:DeleteListener",
        "elasticloadbalancing:RegisterTargets",
        "elasticloadbalancing:DeregisterTargets");

    private static readonly ImmutableSortedSet<string> OfConsumers = Names(
        "ec2:CreateVpcEndpoint",
        "ec2:ModifyVpcEndpoint",
        "ec2:DeleteVpcEndpoints",
        "ec2:DescribeVpcEndpoints",
        "ec2:DescribeVpcEndpointServices",
        "route53:AssociateVPCWithHostedZone");

    /// <summary>The roles that do an action, whose case does not matter. An action with a wildcard belongs to both.</summary>
    public static AccountRoles Of(string action) =>
        OfProviders.Contains(action) ? AccountRoles.Provider
        : OfConsumers.Contains(action) ? AccountRoles.Consumer
        : AccountRoles.Both;

    /// <summary>
    /// The document without the statements that can match no action of a role. None may be left: such a policy allows and
    /// denies nothing. The others keep their places and names.
    /// </summary>
    public static PolicyDocument Keep(PolicyDocument document, AccountRoles role) =>
        new([.. document.Statements.Where(statement => (Of(statement) & role) != AccountRoles.None)]);

    private static AccountRoles Of(PolicyStatement statement) =>
        statement.NotAction
            ? AccountRoles.Both
            : statement.Actions.Aggregate(AccountRoles.None, (roles, action) => roles | Of(action));

    private static ImmutableSortedSet<string> Names(params string[] names) => names.ToImmutableSortedSet(StringComparer.OrdinalIgnoreCase);
}
