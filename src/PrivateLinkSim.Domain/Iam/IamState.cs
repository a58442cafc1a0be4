using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>A user or role.</summary>
/// <param name="Id">Its unique id: <c>AIDA…</c> of a user, <c>AROA…</c> of a role.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Details">As it was asked for, with what has changed since.</param>
/// <param name="Policies">Its inline policies by name, as IAM JSON.</param>
/// <param name="Attached">The ARNs of the managed policies that are attached to it.</param>
/// <param name="PermissionsBoundary">A boundary that was given as IAM JSON; null when there is none, or a managed policy.</param>
public sealed record IamPrincipal(
    string Id,
    Moment CreatedAt,
    NewPrincipal Details,
    ImmutableSortedDictionary<string, string> Policies,
    ImmutableSortedSet<string> Attached,
    string? PermissionsBoundary);

/// <summary>A managed policy of the account.</summary>
/// <param name="Id">Its unique id: <c>ANPA…</c>.</param>
/// <param name="Versions">By id: <c>v1</c>, <c>v2</c>, …</param>
/// <param name="DefaultVersion">The version in force.</param>
/// <param name="LatestVersion">The number of the version that was made last; numbers are not used again.</param>
public sealed record ManagedPolicy(
    string Id,
    Moment CreatedAt,
    Moment UpdatedAt,
    string Path,
    string? Description,
    ImmutableSortedDictionary<string, PolicyVersion> Versions,
    string DefaultVersion,
    int LatestVersion,
    ImmutableSortedDictionary<string, string> Tags)
{
    /// <summary>The policy in force, as IAM JSON.</summary>
    public string Document() => Versions[DefaultVersion].Document;
}

/// <summary>A version of a managed policy.</summary>
public sealed record PolicyVersion(string Document, Moment CreatedAt);

/// <summary>A key of a user.</summary>
public sealed record IamAccessKey(string PrincipalArn, bool IsActive, Moment CreatedAt);

/// <summary>What an account's IAM is, as far as its events tell.</summary>
/// <param name="Principals">Its users and roles, by ARN without a path.</param>
/// <param name="Policies">Its managed policies, by ARN.</param>
/// <param name="AccessKeys">By id.</param>
/// <param name="RetiredKeys">The ids of keys that were deleted: they stand for nobody, ever.</param>
/// <param name="Drawn">How many ids it has drawn.</param>
public sealed record IamState(
    ImmutableSortedDictionary<string, IamPrincipal> Principals,
    ImmutableSortedDictionary<string, ManagedPolicy> Policies,
    ImmutableSortedDictionary<string, IamAccessKey> AccessKeys,
    ImmutableSortedSet<string> RetiredKeys,
    long Drawn) : IState
{
    /// <summary>An account with nobody but its root.</summary>
    public static readonly IamState Initial =
        new(Sorted.Map<IamPrincipal>(), Sorted.Map<ManagedPolicy>(), Sorted.Map<IamAccessKey>(), Sorted.Set(), 0);

    /// <summary>The entity of an account.</summary>
    public static EntityId Of(string account) => new(EntityKind.Iam, account);

    /// <summary>The user or role of an ARN, or null.</summary>
    public IamPrincipal? Find(string principalArn) => Principals.TryGetValue(principalArn, out var principal) ? principal : null;

    /// <summary>A managed policy of the account or of AWS as IAM JSON, or null when there is none.</summary>
    public string? DocumentOf(string policyArn) => Policies.TryGetValue(policyArn, out var policy) ? policy.Document() : AwsPolicies.Find(policyArn);

    /// <summary>The ids of a user's keys.</summary>
    public IEnumerable<string> KeysOf(string principalArn) => AccessKeys.Where(key => key.Value.PrincipalArn == principalArn).Select(key => key.Key);

    /// <summary>The users and roles to which a managed policy is attached.</summary>
    public IEnumerable<string> AttachedTo(string policyArn) => Principals.Where(each => each.Value.Attached.Contains(policyArn)).Select(each => each.Key);

    /// <summary>The users and roles whose permissions boundary a managed policy is.</summary>
    public IEnumerable<string> BoundedBy(string policyArn) =>
        Principals.Where(each => each.Value.Details.PermissionsBoundaryArn == policyArn).Select(each => each.Key);
}
