namespace PrivateLinkSim.Host;

/// <summary>The actions that plsim checks calls with, and those of their kind that read.</summary>
internal static class KnownActions
{
    private static readonly string[] Services = ["ec2", "vpce", "elasticloadbalancing", "iam", "sts", "account", "route53"];

    private static readonly string[] All =
    [
        "account:DisableRegion", "account:EnableRegion",
        "ec2:AcceptVpcEndpointConnections", "ec2:AssociateSubnetCidrBlock", "ec2:AssociateVpcCidrBlock",
        "ec2:AuthorizeSecurityGroupEgress", "ec2:AuthorizeSecurityGroupIngress",
        "ec2:CreateSecurityGroup", "ec2:CreateSubnet", "ec2:CreateTags", "ec2:CreateVpc", "ec2:CreateVpcEndpoint",
        "ec2:CreateVpcEndpointConnectionNotification", "ec2:CreateVpcEndpointServiceConfiguration",
        "ec2:DeleteSecurityGroup", "ec2:DeleteSubnet", "ec2:DeleteTags", "ec2:DeleteVpc",
        "ec2:DeleteVpcEndpointConnectionNotifications", "ec2:DeleteVpcEndpoints", "ec2:DeleteVpcEndpointServiceConfigurations",
        "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeTags", "ec2:DescribeVpcEndpointConnectionNotifications",
        "ec2:DescribeVpcEndpointConnections", "ec2:DescribeVpcEndpoints", "ec2:DescribeVpcEndpointServiceConfigurations",
        "ec2:DescribeVpcEndpointServicePermissions", "ec2:DescribeVpcEndpointServices", "ec2:DescribeVpcs",
        "ec2:ModifySecurityGroupRules", "ec2:ModifySubnetAttribute", "ec2:ModifyVpcAttribute", "ec2:ModifyVpcEndpoint", "ec2:ModifyVpcEndpointConnectionNotification",
        "ec2:ModifyVpcEndpointServiceConfiguration", "ec2:ModifyVpcEndpointServicePayerResponsibility",
        "ec2:ModifyVpcEndpointServicePermissions", "ec2:RejectVpcEndpointConnections",
        "ec2:RevokeSecurityGroupEgress", "ec2:RevokeSecurityGroupIngress", "ec2:StartVpcEndpointServicePrivateDnsVerification",
        "ec2:UpdateSecurityGroupRuleDescriptionsEgress", "ec2:UpdateSecurityGroupRuleDescriptionsIngress",
        "elasticloadbalancing:AddTags", "elasticloadbalancing:CreateListener", "elasticloadbalancing:CreateLoadBalancer",
        "elasticloadbalancing:CreateTargetGroup", "elasticloadbalancing:DeleteListener", "elasticloadbalancing:DeleteLoadBalancer",
        "elasticloadbalancing:DeleteTargetGroup", "elasticloadbalancing:DeregisterTargets",
        "elasticloadbalancing:DescribeListenerAttributes", "elasticloadbalancing:DescribeListeners",
        "elasticloadbalancing:DescribeLoadBalancerAttributes", "elasticloadbalancing:DescribeLoadBalancers", "elasticloadbalancing:DescribeTags",
        "elasticloadbalancing:DescribeTargetGroupAttributes", "elasticloadbalancing:DescribeTargetGroups",
        "elasticloadbalancing:DescribeTargetHealth", "elasticloadbalancing:ModifyListener", "elasticloadbalancing:ModifyListenerAttributes",
        "elasticloadbalancing:ModifyLoadBalancerAttributes", "elasticloadbalancing:ModifyTargetGroup",
        "elasticloadbalancing:ModifyTargetGroupAttributes", "elasticloadbalancing:RegisterTargets", "elasticloadbalancing:RemoveTags",
        "elasticloadbalancing:SetIpAddressType",
        "elasticloadbalancing:SetSecurityGroups", "elasticloadbalancing:SetSubnets",
        .. IamApi.Names.Select(name => $"iam:{name}"),
        .. Route53Api.Names.Select(name => $"route53:{name}"), "route53:AssociateVPCWithHostedZone",
        "sts:AssumeRole",
        "vpce:AllowMultiRegion",
    ];

    /// <summary>What is odd about an action of a service that plsim plays; null for the others, and for those that it knows.</summary>
    public static string? Complaint(string action) =>
        Services.Contains(action.Split(':')[0], StringComparer.OrdinalIgnoreCase)
        && PolicyWorld.IsAction(action)
        && !All.Contains(action, StringComparer.OrdinalIgnoreCase)
            ? $"plsim knows no action '{action}'.{Nearest.Hint(action, All)}"
            : null;
}
