using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>A statement of a trust policy: who may do what to the role.</summary>
/// <param name="Principals">ARNs, account ids or <c>*</c>; of other kinds with the kind in front: <c>Service:ec2.amazonaws.com</c>.</param>
public sealed record TrustStatement(PolicyStatement Statement, ImmutableArray<string> Principals);

/// <summary>How a trust policy answers somebody who wants to assume the role.</summary>
public enum Trust
{
    /// <summary>It does not name them, or denies them.</summary>
    None,

    /// <summary>It trusts their account, which has to allow them.</summary>
    OfAccount,

    /// <summary>It names the user, role or session.</summary>
    OfPrincipal,
}

/// <summary>The trust policy of a role ("IAM JSON policy elements: Principal").</summary>
public sealed record TrustPolicy(ImmutableArray<TrustStatement> Statements)
{
    /// <summary>Why a text is no trust policy, in one sentence; null when it is one.</summary>
    public static string? Complaint(string json) => PolicyReader.ReadTrust(json, out var error) is null ? error : null;

    /// <summary>Reads a trust policy; null when the text is none.</summary>
    public static TrustPolicy? Read(string json) => PolicyReader.ReadTrust(json, out _);

    /// <summary>How it answers a principal that asks to assume the role.</summary>
    /// <param name="principalArn">The ARN of a user, a session of a role, or an account's root.</param>
    public Trust Of(string principalArn, AuthorizationRequest request)
    {
        var matching = Statements
            .Where(each => StatementMatch.IsAbout(each.Statement, request) && StatementMatch.FailingKeys(each.Statement, request).IsEmpty)
            .Select(each => (each.Statement.Allows, Trust: each.Principals.Select(named => Of(named, principalArn)).DefaultIfEmpty(Trust.None).Max()))
            .Where(each => each.Trust != Trust.None)
            .ToImmutableArray();
        return matching.Any(each => !each.Allows) ? Trust.None : matching.Select(each => each.Trust).DefaultIfEmpty(Trust.None).Max();
    }

    /// <summary>What is wrong with a principal of the kind AWS; null when nothing is.</summary>
    internal static string? ProblemOf(string principal) =>
        principal == "*" || Principal.IsAccount(principal)
        || principal.Split(':') is ["arn", "aws", "iam" or "sts", "", var account, { Length: > 0 }] && Principal.IsAccount(account)
            ? null
            : "a principal must be *, an account id, or the ARN of an account's root, a user, a role or a session";

    private static Trust Of(string named, string principalArn)
    {
        var account = principalArn.Split(':')[4];
        return named == "*" || named == account || named == $"arn:aws:iam::{account}:root" ? Trust.OfAccount
            : named == principalArn || WithoutPath(named) == Principal.WithoutSession(principalArn) ? Trust.OfPrincipal
            : Trust.None;
    }

    // The simulator knows users and roles by their names, which are unique in an account.
    private static string WithoutPath(string arn) =>
        arn.IndexOf('/', StringComparison.Ordinal) is var first and > 0 && arn.LastIndexOf('/') is var last && last > first
            ? $"{arn[..first]}{arn[last..]}"
            : arn;
}
