namespace PrivateLinkSim.Domain;

/// <summary>
/// The rules of an account's users, roles and policies (§iam), the same in both of its roles. The account states them to each
/// role; each keeps of a document what bears on its own calls (<see cref="ActionSides"/>).
/// </summary>
public static class AccountPolicies
{
    private const string Rule = "§iam";

    /// <summary>Why a user or role can't be declared, or null when it can.</summary>
    public static Rejection? RefuseDeclaration(Identities identities, string account, string principalArn) =>
        !IsUserOrRoleOf(account, principalArn)
            ? new Rejection(
                "ValidationError",
                $"'{principalArn}' can't be declared; it must be a user or role of account {account} without a path, arn:aws:iam::{account}:role/name.",
                Rule)
        : identities.Principals.ContainsKey(principalArn)
            ? AlreadyExists(principalArn)
            : null;

    /// <summary>Why a policy can't be put on a user or role, or taken from it, or null when it can.</summary>
    public static Rejection? RefusePolicy(Identities identities, string principalArn, string policyName, string? document) =>
        !identities.Principals.TryGetValue(principalArn, out var principal) ? NoSuchPrincipal(principalArn)
        : document is not null ? RefuseDocument(document)
        : principal.Policies.ContainsKey(policyName) ? null
        : NoSuchPolicy(principalArn, policyName);

    /// <summary>Why a boundary can't be set, or null when it can. Taking away one that is not there does nothing.</summary>
    public static Rejection? RefuseBoundary(Identities identities, string principalArn, string? document) =>
        !identities.Principals.ContainsKey(principalArn) ? NoSuchPrincipal(principalArn)
        : document is null ? null
        : RefuseDocument(document);

    /// <summary>Why service control policies can't be set, or null when they can.</summary>
    public static Rejection? RefuseServiceControlPolicies(IEnumerable<KeyValuePair<string, string>> policies) =>
        policies.Select(policy => RefuseDocument(policy.Value, $"The service control policy '{policy.Key}' is malformed: "))
            .FirstOrDefault(refused => refused is not null);

    /// <summary>The identities with a policy, or without it when <paramref name="document"/> is null.</summary>
    public static Identities WithPolicy(Identities identities, string principalArn, string policyName, string? document, AccountRoles role) =>
        document is null
            ? identities.DeletePolicy(principalArn, policyName)
            : identities.PutPolicy(principalArn, policyName, Read(document, role));

    /// <summary>The identities with a boundary, or without one when <paramref name="document"/> is null.</summary>
    public static Identities WithBoundary(Identities identities, string principalArn, string? document, AccountRoles role) =>
        identities.SetBoundary(principalArn, document is null ? null : Read(document, role));

    /// <summary>The identities in an organization with these service control policies.</summary>
    public static Identities WithServiceControlPolicies(
        Identities identities, string? organizationId, IEnumerable<KeyValuePair<string, string>> policies, AccountRoles role) =>
        identities.SetServiceControlPolicies(
            organizationId, [.. policies.Select(policy => new ServiceControlPolicy(policy.Key, Read(policy.Value, role)))]);

    // A document was read before it was recorded; what can't be read has no statements.
    private static PolicyDocument Read(string document, AccountRoles role) =>
        PolicyDocument.TryParse(document, out var read, out _) ? ActionSides.Keep(read, role) : read;

    private static Rejection? RefuseDocument(string document, string where = "") =>
        PolicyDocument.TryParse(document, out _, out var error) ? null : new Rejection("MalformedPolicyDocument", $"{where}{error}", Rule);

    /// <summary>A user or role is there already.</summary>
    public static Rejection AlreadyExists(string principalArn) =>
        new("EntityAlreadyExists", $"{(IsUser(principalArn) ? "User" : "Role")} with name {NameOf(principalArn)} already exists.", Rule);

    /// <summary>A user or role has no inline policy of this name.</summary>
    public static Rejection NoSuchPolicy(string principalArn, string policyName) =>
        new("NoSuchEntity", $"The {(IsUser(principalArn) ? "user" : "role")} policy with name {policyName} cannot be found.", Rule);

    /// <summary>A user or role is not there.</summary>
    public static Rejection NoSuchPrincipal(string principalArn) =>
        new("NoSuchEntity", $"The {(IsUser(principalArn) ? "user" : "role")} with name {NameOf(principalArn)} cannot be found.", Rule);

    private static bool IsUserOrRoleOf(string account, string principalArn) =>
        Principal.IsWellFormed(principalArn)
        && (principalArn.StartsWith($"arn:aws:iam::{account}:role/", StringComparison.Ordinal)
            || principalArn.StartsWith($"arn:aws:iam::{account}:user/", StringComparison.Ordinal));

    /// <summary>Whether an ARN is that of a user.</summary>
    public static bool IsUser(string principalArn) => principalArn.Contains(":user/", StringComparison.Ordinal);

    private static string NameOf(string principalArn) => principalArn[(principalArn.LastIndexOf('/') + 1)..];
}
