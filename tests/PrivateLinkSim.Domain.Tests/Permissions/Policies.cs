using System.Collections.Immutable;
using static PrivateLinkSim.Domain.Tests.Accounts;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>Policies as a reader of AWS's pages would write them, and requests to try them on.</summary>
internal static class Policies
{
    public const string Create = "ec2:CreateVpcEndpoint";
    public const string Endpoints = $"arn:aws:ec2:us-east-1:{Consumer}:vpc-endpoint/*";
    public const string Endpoint = $"arn:aws:ec2:us-east-1:{Consumer}:vpc-endpoint/vpce-0";

    public static readonly AuthorizationRequest Request = AuthorizationRequest.Of(Create, Endpoint);

    /// <summary>A policy of these statements, each the members of a JSON object.</summary>
    public static PolicyDocument Of(params string[] statements) => Read(Text(statements));

    public static PolicyDocument Read(string json) =>
        PolicyDocument.TryParse(json, out var document, out var error) ? document : throw new FormatException(error);

    public static string Text(params string[] statements) =>
        $$"""{ "Version": "2012-10-17", "Statement": [{{string.Join(", ", statements.Select(each => $"{{ {each} }}"))}}] }""";

    public static string Allow(string action = "*", string resource = "*", string? condition = null, string? sid = null) =>
        Statement("Allow", action, resource, condition, sid);

    public static string Deny(string action = "*", string resource = "*", string? condition = null, string? sid = null) =>
        Statement("Deny", action, resource, condition, sid);

    /// <summary>Why a text is no policy.</summary>
    public static string Problem(string json)
    {
        Assert.False(PolicyDocument.TryParse(json, out var document, out var error));
        Assert.Empty(document.Statements);
        Assert.Matches("^[A-Z].*[^.]\\.$", error);
        return error;
    }

    /// <summary>What a user with these statements alone is answered.</summary>
    public static Authorization Ask(AuthorizationRequest request, params string[] statements) =>
        PolicyEvaluator.Evaluate(request, isRoot: false, With(("deploy", Of(statements))), []);

    public static PrincipalPolicies With(params (string Name, PolicyDocument Document)[] policies) => PrincipalPolicies.None with
    {
        Policies = Sorted.Map<PolicyDocument>().AddRange(policies.Select(each => KeyValuePair.Create(each.Name, each.Document))),
    };

    public static ImmutableArray<ServiceControlPolicy> Organization(params (string Name, PolicyDocument Document)[] policies) =>
        [.. policies.Select(each => new ServiceControlPolicy(each.Name, each.Document))];

    public static IEnumerable<string> Texts(this Authorization authorization) => authorization.Matched.Select(each => each.Text);

    private static string Statement(string effect, string action, string resource, string? condition, string? sid) => string.Concat(
        sid is null ? "" : $"\"Sid\": \"{sid}\", ",
        $"\"Effect\": \"{effect}\", \"Action\": \"{action}\", \"Resource\": \"{resource}\"",
        condition is null ? "" : $", \"Condition\": {{ {condition} }}");
}
