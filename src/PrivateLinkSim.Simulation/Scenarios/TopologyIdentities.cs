using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>The users, roles and policies of a topology's accounts, as the steps that make them.</summary>
internal static class TopologyIdentities
{
    // IAM answers from here, whatever Region the caller thinks of.
    private const string IamRegion = "us-east-1";

    public static IEnumerable<PlannedStep> Of(ScenarioFile file, Account account, string path)
    {
        var root = new Caller(account.Id, $"arn:aws:iam::{account.Id}:root", IamRegion);
        for (var index = 0; index < account.Users.Length; index++)
        {
            foreach (var step in User(account.Users[index]))
            {
                yield return Plan(file, ScenarioPath.Item($"{path}.users", index), root, step);
            }
        }

        for (var index = 0; index < account.Roles.Length; index++)
        {
            foreach (var step in Role(account.Roles[index]))
            {
                yield return Plan(file, ScenarioPath.Item($"{path}.roles", index), root, step);
            }
        }

        if (account.OrganizationId is not null || !account.ServiceControlPolicies.IsEmpty)
        {
            yield return Plan(file, path, null, new Step
            {
                SetServiceControlPolicies = new()
                {
                    Account = account.Name, OrganizationId = account.OrganizationId, Policies = account.ServiceControlPolicies,
                },
            });
        }
    }

    private static IEnumerable<Step> User(Identity user) =>
    [
        new() { CreateUser = new() { UserName = user.Name } },
        .. user.Policies.Select(policy => new Step
        {
            PutUserPolicy = new() { UserName = user.Name, PolicyName = policy.Key, PolicyDocument = policy.Value },
        }),
        .. user.PermissionsBoundary is { } boundary
            ? new Step[] { new() { PutUserPermissionsBoundary = new() { UserName = user.Name, PermissionsBoundary = boundary } } }
            : [],
    ];

    private static IEnumerable<Step> Role(Identity role) =>
    [
        new() { CreateRole = new() { RoleName = role.Name, AssumeRolePolicyDocument = role.TrustPolicy } },
        .. role.Policies.Select(policy => new Step
        {
            PutRolePolicy = new() { RoleName = role.Name, PolicyName = policy.Key, PolicyDocument = policy.Value },
        }),
        .. role.PermissionsBoundary is { } boundary
            ? new Step[] { new() { PutRolePermissionsBoundary = new() { RoleName = role.Name, PermissionsBoundary = boundary } } }
            : [],
    ];

    private static PlannedStep Plan(ScenarioFile file, string path, Caller? caller, Step step) =>
        new(null, path, file.Start, caller, null, ids => ScenarioCalls.Of(step, caller, ids));
}
