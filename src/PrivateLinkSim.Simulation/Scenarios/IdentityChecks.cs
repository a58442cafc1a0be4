using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Checks that the users and roles of the scenario's accounts are declared before they call and are spoken of.</summary>
internal sealed class IdentityChecks(Scenario scenario, StepCalls calls, ScenarioErrors errors)
{
    private const string Undeclared = "is declared neither in the topology nor by a step above";

    // By account id: role/deploy, user/ann.
    private readonly SortedDictionary<string, (string Name, SortedSet<string> Declared)> _accounts = Topological(scenario);

    /// <summary>Checks a step, and notes whom it declares.</summary>
    public void Check(Step step, string path)
    {
        if (step.Caller is not { } caller || calls.AccountOf(caller) is not { } id || !_accounts.TryGetValue(id, out var account))
        {
            return;
        }

        CheckCaller(Principal.WithoutSession(caller), $"{path}.caller", account);
        if (step.Refused is null && (step.CreateRole, step.CreateUser) is var (role, user) && (role is not null || user is not null))
        {
            account.Declared.Add(role is null ? $"user/{user!.UserName}" : $"role/{role.RoleName}");
        }

        if (Spoken(step) is var (word, name, place) && step.Refused is not { Code: "NoSuchEntity" } && !account.Declared.Contains($"{word}/{name}"))
        {
            ImmutableArray<string> declared = [.. account.Declared.Where(each => each.StartsWith(word, StringComparison.Ordinal)).Select(each => each[5..])];
            var listed = declared.IsEmpty ? $"{account.Name} has no {word}s" : $"{word}s declared in {account.Name}: {string.Join(", ", declared)}";
            errors.Add($"{path}.{place}", $"'{name}' {Undeclared}; {listed}", Suggestions.Nearest(name, declared));
        }
    }

    private void CheckCaller(string caller, string path, (string Name, SortedSet<string> Declared) account)
    {
        if (!Principal.IsWellFormed(caller) || caller.EndsWith(":root", StringComparison.Ordinal))
        {
            return;
        }

        var at = caller.LastIndexOf(':') + 1;
        if (!account.Declared.Contains(caller[at..]))
        {
            var listed = account.Declared.Count == 0
                ? $"{account.Name} has neither users nor roles"
                : $"declared in {account.Name}: {string.Join(", ", account.Declared)}";
            errors.Add(path, $"'{caller}' {Undeclared}; {listed}", Suggestions.Nearest(caller[at..], account.Declared) is { } near ? caller[..at] + near : null);
        }
    }

    private static (string Word, string Name, string Place)? Spoken(Step step) => step switch
    {
        { PutUserPolicy: { } call } => ("user", call.UserName, "PutUserPolicy.UserName"),
        { PutRolePolicy: { } call } => ("role", call.RoleName, "PutRolePolicy.RoleName"),
        { DeleteUserPolicy: { } call } => ("user", call.UserName, "DeleteUserPolicy.UserName"),
        { DeleteRolePolicy: { } call } => ("role", call.RoleName, "DeleteRolePolicy.RoleName"),
        { PutUserPermissionsBoundary: { } call } => ("user", call.UserName, "PutUserPermissionsBoundary.UserName"),
        { PutRolePermissionsBoundary: { } call } => ("role", call.RoleName, "PutRolePermissionsBoundary.RoleName"),
        { DeleteUserPermissionsBoundary: { } call } => ("user", call.UserName, "DeleteUserPermissionsBoundary.UserName"),
        { DeleteRolePermissionsBoundary: { } call } => ("role", call.RoleName, "DeleteRolePermissionsBoundary.RoleName"),
        { DeleteUser: { } call } => ("user", call.UserName, "DeleteUser.UserName"),
        { DeleteRole: { } call } => ("role", call.RoleName, "DeleteRole.RoleName"),
        { UpdateRole: { } call } => ("role", call.RoleName, "UpdateRole.RoleName"),
        { UpdateAssumeRolePolicy: { } call } => ("role", call.RoleName, "UpdateAssumeRolePolicy.RoleName"),
        { AttachUserPolicy: { } call } => ("user", call.UserName, "AttachUserPolicy.UserName"),
        { DetachUserPolicy: { } call } => ("user", call.UserName, "DetachUserPolicy.UserName"),
        { AttachRolePolicy: { } call } => ("role", call.RoleName, "AttachRolePolicy.RoleName"),
        { DetachRolePolicy: { } call } => ("role", call.RoleName, "DetachRolePolicy.RoleName"),
        { CreateAccessKey: { } call } => ("user", call.UserName, "CreateAccessKey.UserName"),
        _ => null,
    };

    private static SortedDictionary<string, (string Name, SortedSet<string> Declared)> Topological(Scenario scenario)
    {
        var accounts = new SortedDictionary<string, (string Name, SortedSet<string> Declared)>(StringComparer.Ordinal);
        foreach (var account in scenario.Topology.Accounts)
        {
            accounts[account.Id] = (
                account.Name,
                new SortedSet<string>([.. account.Roles.Select(role => $"role/{role.Name}"), .. account.Users.Select(user => $"user/{user.Name}")], StringComparer.Ordinal));
        }

        return accounts;
    }
}
