using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>The managed policies of AWS's own that the simulator knows ("AWS managed policy reference").</summary>
public static class AwsPolicies
{
    private const string Prefix = "arn:aws:iam::aws:policy/";

    private static readonly ImmutableSortedDictionary<string, string> Documents = Sorted.Map<string>()
        .Add($"{Prefix}AdministratorAccess", Allowing("\"*\""))
        .Add($"{Prefix}IAMFullAccess", Allowing(
            """
            ["iam:*","organizations:DescribeAccount","organizations:DescribeOrganization","organizations:DescribeOrganizationalUnit","organizations:DescribePolicy","organizations:ListChildren","organizations:ListParents","organizations:ListPoliciesForTarget","organizations:ListPolicies","organizations:ListRoots","organizations:ListTargetsForPolicy"]
            """))
        .Add(
            $"{Prefix}AmazonEC2FullAccess",
            """
            {"Version":"2012-10-17","Statement":[{"Action":"ec2:*","Effect":"Allow","Resource":"*"},{"Effect":"Allow","Action":"elasticloadbalancing:*","Resource":"*"},{"Effect":"Allow","Action":"cloudwatch:*","Resource":"*"},{"Effect":"Allow","Action":"autoscaling:*","Resource":"*"},{"Effect":"Allow","Action":"iam:CreateServiceLinkedRole","Resource":"*","Condition":{"StringEquals":{"iam:AWSServiceName":["autoscaling.amazonaws.com","ec2scheduled.amazonaws.com","elasticloadbalancing.amazonaws.com","spot.amazonaws.com","spotfleet.amazonaws.com","transitgateway.amazonaws.com"]}}}]}
            """);

    /// <summary>The ARNs.</summary>
    public static IEnumerable<string> Arns => Documents.Keys;

    /// <summary>The policy of an ARN as IAM JSON, or null when the simulator does not know it.</summary>
    public static string? Find(string policyArn) => Documents.TryGetValue(policyArn, out var document) ? document : null;

    private static string Allowing(string actions) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":{{actions.Trim()}},"Resource":"*"}]}""";
}
