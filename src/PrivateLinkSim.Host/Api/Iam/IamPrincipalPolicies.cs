using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>IAM's calls on the policies of users and roles.</summary>
internal static class IamPrincipalPolicies
{
    private const string User = "UserName";
    private const string Role = "RoleName";
    private const string Name = "PolicyName";
    private const string Arn = "PolicyArn";

    public static IEnumerable<KeyValuePair<string, IamAction>> Actions { get; } = new Dictionary<string, IamAction>(StringComparer.Ordinal)
    {
        ["PutUserPolicy"] = call => DoneAsync(call, new Step { PutUserPolicy = new() { UserName = Of(call, User), PolicyName = Of(call, Name), PolicyDocument = call.Policy("PolicyDocument") } }),
        ["PutRolePolicy"] = call => DoneAsync(call, new Step { PutRolePolicy = new() { RoleName = Of(call, Role), PolicyName = Of(call, Name), PolicyDocument = call.Policy("PolicyDocument") } }),
        ["DeleteUserPolicy"] = call => DoneAsync(call, new Step { DeleteUserPolicy = new() { UserName = Of(call, User), PolicyName = Of(call, Name) } }),
        ["DeleteRolePolicy"] = call => DoneAsync(call, new Step { DeleteRolePolicy = new() { RoleName = Of(call, Role), PolicyName = Of(call, Name) } }),
        ["GetUserPolicy"] = call => GetAsync(call, "user", User),
        ["GetRolePolicy"] = call => GetAsync(call, "role", Role),
        ["ListUserPolicies"] = call => ListAsync(call, "user", User),
        ["ListRolePolicies"] = call => ListAsync(call, "role", Role),
        ["AttachUserPolicy"] = call => DoneAsync(call, new Step { AttachUserPolicy = new() { UserName = Of(call, User), PolicyArn = Of(call, Arn) } }),
        ["AttachRolePolicy"] = call => DoneAsync(call, new Step { AttachRolePolicy = new() { RoleName = Of(call, Role), PolicyArn = Of(call, Arn) } }),
        ["DetachUserPolicy"] = call => DoneAsync(call, new Step { DetachUserPolicy = new() { UserName = Of(call, User), PolicyArn = Of(call, Arn) } }),
        ["DetachRolePolicy"] = call => DoneAsync(call, new Step { DetachRolePolicy = new() { RoleName = Of(call, Role), PolicyArn = Of(call, Arn) } }),
        ["ListAttachedUserPolicies"] = call => ListAttachedAsync(call, "user", User),
        ["ListAttachedRolePolicies"] = call => ListAttachedAsync(call, "role", Role),
        ["PutUserPermissionsBoundary"] = call => DoneAsync(
            call, new Step { PutUserPermissionsBoundary = new() { UserName = Of(call, User), PermissionsBoundaryArn = Of(call, "PermissionsBoundary") } }),
        ["PutRolePermissionsBoundary"] = call => DoneAsync(
            call, new Step { PutRolePermissionsBoundary = new() { RoleName = Of(call, Role), PermissionsBoundaryArn = Of(call, "PermissionsBoundary") } }),
        ["DeleteUserPermissionsBoundary"] = call => DoneAsync(call, new Step { DeleteUserPermissionsBoundary = new() { UserName = Of(call, User) } }),
        ["DeleteRolePermissionsBoundary"] = call => DoneAsync(call, new Step { DeleteRolePermissionsBoundary = new() { RoleName = Of(call, Role) } }),
    };

    private static string Of(IamCall call, string parameter) => call.Parameters.Required(parameter);

    private static Task<Action<XmlBody>?> DoneAsync(IamCall call, Step step) => IamPrincipalCalls.DoneAsync(call, step);

    private static Task<Action<XmlBody>?> GetAsync(IamCall call, string kind, string parameter)
    {
        var (name, policy) = (Of(call, parameter), Of(call, Name));
        var (arn, principal) = call.Read(kind, name);
        return principal.Policies.TryGetValue(policy, out var document)
            ? Task.FromResult<Action<XmlBody>?>(body => body.Text(parameter, name).Text(Name, policy).Text("PolicyDocument", IamShapes.Encoded(document)))
            : throw new ApiException(ApiError.Of(Domain.AccountPolicies.NoSuchPolicy(arn, policy)));
    }

    private static Task<Action<XmlBody>?> ListAsync(IamCall call, string kind, string parameter) => Task.FromResult<Action<XmlBody>?>(IamPage.Write(
        call, "PolicyNames", call.Read(kind, Of(call, parameter)).Principal.Policies, (body, policy) => body.Value(policy.Key)));

    private static Task<Action<XmlBody>?> ListAttachedAsync(IamCall call, string kind, string parameter)
    {
        var under = call.Parameters.Text("PathPrefix") ?? "/";
        var attached = call.Read(kind, Of(call, parameter)).Principal.Attached
            .Where(arn => arn.Split(":policy", 2)[1].StartsWith(under, StringComparison.Ordinal)).Select(arn => KeyValuePair.Create(arn, IamCall.NameOf(arn)));
        return Task.FromResult<Action<XmlBody>?>(IamPage.Write(
            call, "AttachedPolicies", attached, (body, policy) => body.Text(Name, policy.Value).Text(Arn, policy.Key)));
    }
}
