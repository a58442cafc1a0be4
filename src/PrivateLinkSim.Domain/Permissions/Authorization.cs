using System.Collections.Immutable;
using System.Globalization;

namespace PrivateLinkSim.Domain;

/// <summary>What is asked of the policies.</summary>
/// <param name="Action">For example <c>ec2:CreateVpcEndpoint</c>.</param>
/// <param name="Resource">An ARN, or <c>*</c> for an action without a resource.</param>
/// <param name="Keys">
/// The condition keys by their lower-cased names. A key that the request lacks is absent; one without values counts as absent.
/// </param>
public sealed record AuthorizationRequest(
    string Action, string Resource, ImmutableSortedDictionary<string, ImmutableArray<string>> Keys)
{
    /// <summary>A request without condition keys.</summary>
    public static AuthorizationRequest Of(string action, string resource) => new(action, resource, Sorted.Map<ImmutableArray<string>>());

    /// <summary>The request with these values for a condition key, whose case does not matter.</summary>
    public AuthorizationRequest With(string key, params ImmutableArray<string> values) =>
        this with { Keys = Keys.SetItem(NameOf(key), values) };

    /// <summary>The values of a condition key, whose case does not matter; none when the request lacks it.</summary>
    public ImmutableArray<string> Values(string key) => Keys.TryGetValue(NameOf(key), out var values) ? values : [];

    /// <summary>The name by which <see cref="Keys"/> holds a condition key.</summary>
    internal static string NameOf(string key) => key.ToLowerInvariant();
}

/// <summary>How the policies answer.</summary>
public enum AuthorizationDecision
{
    /// <summary>Every kind of policy that is in force allows it, and none denies it.</summary>
    Allowed,

    /// <summary>A Deny statement matches.</summary>
    ExplicitDeny,

    /// <summary>A kind of policy that must allow it has no Allow statement that matches.</summary>
    ImplicitDeny,
}

/// <summary>The kinds of policy, of which each must allow what is asked where it is in force.</summary>
public enum PolicyKind
{
    /// <summary>A policy of the user or role.</summary>
    Identity,

    /// <summary>What the policies of the user or role can grant at most.</summary>
    PermissionsBoundary,

    /// <summary>What the organization lets its accounts do at most.</summary>
    ServiceControl,
}

/// <summary>A statement that matched a request.</summary>
/// <param name="PolicyName">Empty for the permissions boundary, which needs no name.</param>
/// <param name="Statement">Its place in the document, counted from 1.</param>
public sealed record MatchedStatement(PolicyKind Kind, string PolicyName, int Statement, string? Sid, bool Allows)
{
    /// <summary>For example <c>identity policy 'deploy', statement 2 ('DenyOutsideEurope')</c>.</summary>
    public string Text => string.Concat(
        AuthorizationText.NameOf(Kind),
        PolicyName.Length == 0 ? "" : $" '{PolicyName}'",
        string.Create(CultureInfo.InvariantCulture, $", statement {Statement}"),
        Sid is null ? "" : $" ('{Sid}')");

    public override string ToString() => Text;
}

/// <summary>The answer of the policies, with its reasons.</summary>
/// <param name="DeniedBy">The kind of policy that denied or failed to allow, the first by AWS's order of evaluation; null when allowed.</param>
/// <param name="Matched">
/// When allowed, the allowing statements of every kind; when explicitly denied, all denying ones; else none. Service control
/// policies come first, then identity policies by name, then the boundary.
/// </param>
/// <param name="NearMisses">
/// When implicitly denied: the lower-cased condition keys because of which alone Allow statements of the kind that failed to
/// allow did not match; else none.
/// </param>
public sealed record Authorization(
    AuthorizationDecision Decision,
    PolicyKind? DeniedBy,
    ImmutableArray<MatchedStatement> Matched,
    ImmutableSortedSet<string> NearMisses)
{
    /// <summary>Whether the request may go on.</summary>
    public bool IsAllowed => Decision == AuthorizationDecision.Allowed;
}
