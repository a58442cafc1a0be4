using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>The policies of a user or role.</summary>
/// <param name="Policies">By name.</param>
/// <param name="PermissionsBoundary">What the policies can grant at most; null when there is no such limit.</param>
public sealed record PrincipalPolicies(ImmutableSortedDictionary<string, PolicyDocument> Policies, PolicyDocument? PermissionsBoundary)
{
    /// <summary>No policy and no boundary: nothing is allowed.</summary>
    public static readonly PrincipalPolicies None = new(Sorted.Map<PolicyDocument>(), null);
}

/// <summary>A policy of the organization that an account belongs to.</summary>
public sealed record ServiceControlPolicy(string Name, PolicyDocument Document);

/// <summary>The users and roles of an account, and what its organization lets it do.</summary>
/// <param name="Principals">By the ARN of the user or role.</param>
/// <param name="ServiceControlPolicies">
/// Those that reach the account, wherever in the organization they are attached; empty when there is no limit.
/// </param>
/// <param name="OrganizationId">For example <c>o-a1b2c3d4e5</c>; null when the account belongs to none.</param>
public sealed record Identities(
    ImmutableSortedDictionary<string, PrincipalPolicies> Principals,
    ImmutableArray<ServiceControlPolicy> ServiceControlPolicies,
    string? OrganizationId)
{
    /// <summary>An account with nobody but its root, outside of any organization.</summary>
    public static readonly Identities None = new(Sorted.Map<PrincipalPolicies>(), [], null);

    /// <summary>What the policies in force say. Nothing allows a principal that the account does not know.</summary>
    /// <param name="principalArn">The ARN of a user, a role, a session of a role, or the account's root.</param>
    public Authorization Evaluate(string principalArn, AuthorizationRequest request) =>
        PolicyEvaluator.Evaluate(request, IsRoot(principalArn), Find(Principal.WithoutSession(principalArn)), ServiceControlPolicies);

    /// <summary>Makes a user or role known; one that is known keeps its policies.</summary>
    public Identities Declare(string principalArn) => With(principalArn, Of(principalArn));

    /// <summary>Without a user or role and its policies.</summary>
    public Identities Forget(string principalArn) => this with { Principals = Principals.Remove(principalArn) };

    /// <summary>Gives a user or role a policy, in place of the one of that name.</summary>
    public Identities PutPolicy(string principalArn, string name, PolicyDocument document)
    {
        var policies = Of(principalArn);
        return With(principalArn, policies with { Policies = policies.Policies.SetItem(name, document) });
    }

    /// <summary>Takes a policy from a user or role; nothing changes when there is none of that name.</summary>
    public Identities DeletePolicy(string principalArn, string name) =>
        Find(principalArn) is { } policies
            ? With(principalArn, policies with { Policies = policies.Policies.Remove(name) })
            : this;

    /// <summary>Sets the boundary of a user or role, or takes it away.</summary>
    public Identities SetBoundary(string principalArn, PolicyDocument? boundary) =>
        With(principalArn, Of(principalArn) with { PermissionsBoundary = boundary });

    /// <summary>Puts the account into an organization with these policies, in place of all earlier ones, or takes it out.</summary>
    public Identities SetServiceControlPolicies(string? organizationId, params ImmutableArray<ServiceControlPolicy> policies) =>
        this with { OrganizationId = organizationId, ServiceControlPolicies = policies };

    private static bool IsRoot(string principalArn) => principalArn.Split(':') is ["arn", "aws", "iam", "", _, "root"];

    private PrincipalPolicies? Find(string principalArn) => Principals.TryGetValue(principalArn, out var policies) ? policies : null;

    private PrincipalPolicies Of(string principalArn) => Find(principalArn) ?? PrincipalPolicies.None;

    private Identities With(string principalArn, PrincipalPolicies policies) =>
        this with { Principals = Principals.SetItem(principalArn, policies) };
}
