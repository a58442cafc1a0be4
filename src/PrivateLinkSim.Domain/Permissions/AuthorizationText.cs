using System.Diagnostics;
using System.Globalization;

namespace PrivateLinkSim.Domain;

/// <summary>
/// The text of AWS's <c>UnauthorizedOperation</c> ("Troubleshoot access denied error messages"). Instead of AWS's encoded
/// message it ends with the statements that decided.
/// </summary>
public static class AuthorizationText
{
    /// <summary>What a caller that is not allowed is told.</summary>
    /// <param name="principalArn">The ARN of the caller, as it called.</param>
    public static string Denied(string principalArn, AuthorizationRequest request, Authorization authorization) =>
        $"You are not authorized to perform this operation. {NotAuthorized(principalArn, request, authorization)}";

    /// <summary>The same without EC2's opening sentence, as the other services say it.</summary>
    /// <param name="principalArn">The ARN of the caller, as it called.</param>
    public static string NotAuthorized(string principalArn, AuthorizationRequest request, Authorization authorization) =>
        $"User: {principalArn} is not authorized to perform: {request.Action}{On(request)} {Reason(request, authorization)}";

    /// <summary>A kind of policy in words, for example <c>service control policy</c>.</summary>
    internal static string NameOf(PolicyKind kind) => kind switch
    {
        PolicyKind.Identity => "identity policy",
        PolicyKind.PermissionsBoundary => "permissions boundary",
        PolicyKind.ServiceControl => "service control policy",
        _ => throw new UnreachableException($"{kind} is no kind of policy."),
    };

    // EC2 and ELBv2 name no resource where there is none to name: Describe actions know no permissions on single resources.
    private static string On(AuthorizationRequest request) =>
        request.Resource == "*" && (request.Action.StartsWith("ec2:Describe", StringComparison.Ordinal) || request.Action.StartsWith("elasticloadbalancing:Describe", StringComparison.Ordinal))
            ? ""
            : $" on resource: {request.Resource}";

    private static string Reason(AuthorizationRequest request, Authorization authorization) => authorization switch
    {
        { Decision: AuthorizationDecision.ExplicitDeny, DeniedBy: { } kind } =>
            $"with an explicit deny in {Article(kind)} {Aws(kind)} ({string.Join("; ", authorization.Matched.Select(each => Name(each, kind)))})",
        { Decision: AuthorizationDecision.ImplicitDeny, DeniedBy: { } kind } =>
            $"because no {Aws(kind)} allows the {request.Action} action{NearMisses(authorization)}",
        _ => throw new UnreachableException("A request that is allowed is refused."),
    };

    private static string NearMisses(Authorization authorization) =>
        authorization.NearMisses.IsEmpty
            ? ""
            : $" (a statement would allow it but for its condition on {string.Join(", ", authorization.NearMisses)})";

    private static string Name(MatchedStatement statement, PolicyKind named) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Policy(statement, named)}statement {statement.Statement}{(statement.Sid is null ? "" : $" '{statement.Sid}'")}");

    // The kind is said once, before the parentheses; a statement of another kind names its own.
    private static string Policy(MatchedStatement statement, PolicyKind named) => (statement.PolicyName, statement.Kind == named) switch
    {
        ("", true) => "",
        ("", false) => $"{NameOf(statement.Kind)}, ",
        (var name, true) => $"policy '{name}', ",
        (var name, false) => $"{NameOf(statement.Kind)} '{name}', ",
    };

    private static string Aws(PolicyKind kind) => kind == PolicyKind.Identity ? "identity-based policy" : NameOf(kind);

    private static string Article(PolicyKind kind) => kind == PolicyKind.Identity ? "an" : "a";
}
