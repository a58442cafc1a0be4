using System.Collections.Immutable;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <content>Calls of IAM and Organizations.</content>
internal static partial class ScenarioCalls
{
    private static IEnumerable<ScenarioCall>? OfIdentity(Step step, Caller? caller, ResourceIds ids) => step switch
    {
        { CreateUser: { } call } => Iam(nameof(step.CreateUser), call, caller, new IamCommand.CreatePrincipal(User(caller, call.UserName), New(call))),
        { CreateRole: { } call } => Iam(nameof(step.CreateRole), call, caller, new IamCommand.CreatePrincipal(Role(caller, call.RoleName), New(call))),
        { PutUserPolicy: { } call } => Iam(
            nameof(step.PutUserPolicy), call, caller, new IamCommand.SetPolicy(User(caller, call.UserName), call.PolicyName, Text(call.PolicyDocument))),
        { PutRolePolicy: { } call } => Iam(
            nameof(step.PutRolePolicy), call, caller, new IamCommand.SetPolicy(Role(caller, call.RoleName), call.PolicyName, Text(call.PolicyDocument))),
        { DeleteUserPolicy: { } call } => Iam(
            nameof(step.DeleteUserPolicy), call, caller, new IamCommand.SetPolicy(User(caller, call.UserName), call.PolicyName, null)),
        { DeleteRolePolicy: { } call } => Iam(
            nameof(step.DeleteRolePolicy), call, caller, new IamCommand.SetPolicy(Role(caller, call.RoleName), call.PolicyName, null)),
        { PutUserPermissionsBoundary: { } call } => Iam(
            nameof(step.PutUserPermissionsBoundary),
            call,
            caller,
            new IamCommand.SetPermissionsBoundary(User(caller, call.UserName), Text(call.PermissionsBoundary), call.PermissionsBoundaryArn)),
        { PutRolePermissionsBoundary: { } call } => Iam(
            nameof(step.PutRolePermissionsBoundary),
            call,
            caller,
            new IamCommand.SetPermissionsBoundary(Role(caller, call.RoleName), Text(call.PermissionsBoundary), call.PermissionsBoundaryArn)),
        { DeleteUserPermissionsBoundary: { } call } => Iam(
            nameof(step.DeleteUserPermissionsBoundary), call, caller, new IamCommand.SetPermissionsBoundary(User(caller, call.UserName), null, null)),
        { DeleteRolePermissionsBoundary: { } call } => Iam(
            nameof(step.DeleteRolePermissionsBoundary), call, caller, new IamCommand.SetPermissionsBoundary(Role(caller, call.RoleName), null, null)),
        { SetServiceControlPolicies: { } call } => SetServiceControlPolicies(call with { Account = ids.AccountId(call.Account) }),
        _ => OfPrincipal(step, caller) ?? OfAccessKey(step, caller) ?? OfManagedPolicy(step, caller),
    };

    private static IEnumerable<ScenarioCall>? OfPrincipal(Step step, Caller? caller) => step switch
    {
        { DeleteUser: { } call } => Iam(nameof(step.DeleteUser), call, caller, new IamCommand.DeletePrincipal(User(caller, call.UserName))),
        { DeleteRole: { } call } => Iam(nameof(step.DeleteRole), call, caller, new IamCommand.DeletePrincipal(Role(caller, call.RoleName))),
        { UpdateRole: { } call } => Iam(
            nameof(step.UpdateRole), call, caller, new IamCommand.UpdateRole(Role(caller, call.RoleName), call.Description, call.MaxSessionDuration)),
        { UpdateAssumeRolePolicy: { } call } => Iam(
            nameof(step.UpdateAssumeRolePolicy), call, caller, new IamCommand.SetTrustPolicy(Role(caller, call.RoleName), CanonicalJson.Text(call.PolicyDocument))),
        { TagUser: { } call } => Iam(nameof(step.TagUser), call, caller, new IamCommand.TagPrincipal(User(caller, call.UserName), call.Tags)),
        { TagRole: { } call } => Iam(nameof(step.TagRole), call, caller, new IamCommand.TagPrincipal(Role(caller, call.RoleName), call.Tags)),
        { UntagUser: { } call } => Iam(nameof(step.UntagUser), call, caller, new IamCommand.UntagPrincipal(User(caller, call.UserName), call.TagKeys)),
        { UntagRole: { } call } => Iam(nameof(step.UntagRole), call, caller, new IamCommand.UntagPrincipal(Role(caller, call.RoleName), call.TagKeys)),
        { AttachUserPolicy: { } call } => Iam(
            nameof(step.AttachUserPolicy), call, caller, new IamCommand.AttachPolicy(User(caller, call.UserName), call.PolicyArn)),
        { AttachRolePolicy: { } call } => Iam(
            nameof(step.AttachRolePolicy), call, caller, new IamCommand.AttachPolicy(Role(caller, call.RoleName), call.PolicyArn)),
        { DetachUserPolicy: { } call } => Iam(
            nameof(step.DetachUserPolicy), call, caller, new IamCommand.DetachPolicy(User(caller, call.UserName), call.PolicyArn)),
        { DetachRolePolicy: { } call } => Iam(
            nameof(step.DetachRolePolicy), call, caller, new IamCommand.DetachPolicy(Role(caller, call.RoleName), call.PolicyArn)),
        _ => null,
    };

    private static IEnumerable<ScenarioCall>? OfAccessKey(Step step, Caller? caller) => step switch
    {
        { CreateAccessKey: { } call } => Iam(nameof(step.CreateAccessKey), call, caller, new IamCommand.CreateAccessKey(User(caller, call.UserName))),
        { UpdateAccessKey: { } call } => Iam(
            nameof(step.UpdateAccessKey),
            call,
            caller,
            new IamCommand.UpdateAccessKey(User(caller, call.UserName), call.AccessKeyId, call.Status == AccessKeyStatus.Active)),
        { DeleteAccessKey: { } call } => Iam(
            nameof(step.DeleteAccessKey), call, caller, new IamCommand.DeleteAccessKey(User(caller, call.UserName), call.AccessKeyId)),
        _ => null,
    };

    private static IEnumerable<ScenarioCall>? OfManagedPolicy(Step step, Caller? caller) => step switch
    {
        { CreatePolicy: { } call } => Iam(nameof(step.CreatePolicy), call, caller, new IamCommand.CreatePolicy(
            $"arn:aws:iam::{Required(caller).Account}:policy{call.Path ?? "/"}{call.PolicyName}",
            new NewManagedPolicy { Path = call.Path ?? "/", Description = call.Description, Document = CanonicalJson.Text(call.PolicyDocument), Tags = call.Tags })),
        { DeletePolicy: { } call } => Iam(nameof(step.DeletePolicy), call, caller, new IamCommand.DeletePolicy(call.PolicyArn)),
        { CreatePolicyVersion: { } call } => Iam(
            nameof(step.CreatePolicyVersion),
            call,
            caller,
            new IamCommand.CreatePolicyVersion(call.PolicyArn, CanonicalJson.Text(call.PolicyDocument), call.SetAsDefault)),
        { SetDefaultPolicyVersion: { } call } => Iam(
            nameof(step.SetDefaultPolicyVersion), call, caller, new IamCommand.SetDefaultPolicyVersion(call.PolicyArn, call.VersionId)),
        { DeletePolicyVersion: { } call } => Iam(
            nameof(step.DeletePolicyVersion), call, caller, new IamCommand.DeletePolicyVersion(call.PolicyArn, call.VersionId)),
        { TagPolicy: { } call } => Iam(nameof(step.TagPolicy), call, caller, new IamCommand.TagPolicy(call.PolicyArn, call.Tags)),
        { UntagPolicy: { } call } => Iam(nameof(step.UntagPolicy), call, caller, new IamCommand.UntagPolicy(call.PolicyArn, call.TagKeys)),
        _ => null,
    };

    private static string User(Caller? caller, string name) => $"arn:aws:iam::{Required(caller).Account}:user/{name}";

    private static string Role(Caller? caller, string name) => $"arn:aws:iam::{Required(caller).Account}:role/{name}";

    private static NewPrincipal New(CreateUserParameters call) =>
        new() { Path = call.Path ?? "/", PermissionsBoundaryArn = call.PermissionsBoundary, Tags = call.Tags };

    private static NewPrincipal New(CreateRoleParameters call) => new()
    {
        Path = call.Path ?? "/",
        TrustPolicy = Text(call.AssumeRolePolicyDocument),
        Description = call.Description,
        MaxSessionDuration = call.MaxSessionDuration ?? new NewPrincipal().MaxSessionDuration,
        PermissionsBoundaryArn = call.PermissionsBoundary,
        Tags = call.Tags,
    };

    private static ScenarioCall[] Iam(string action, object call, Caller? caller, IamCommand command) =>
        [Make(action, call, IamState.Of(Required(caller).Account), command)];

    // Both roles of an account judge by them, so both are told.
    private static ScenarioCall[] SetServiceControlPolicies(SetServiceControlPoliciesParameters call)
    {
        var policies = call.Policies.ToImmutableSortedDictionary(policy => policy.Key, policy => CanonicalJson.Text(policy.Value), StringComparer.Ordinal);
        return
        [
            Make(
                nameof(Step.SetServiceControlPolicies),
                call,
                Provider(call.Account),
                new ServiceProviderCommand.SetServiceControlPolicies(call.OrganizationId, policies)),
            Make(
                nameof(Step.SetServiceControlPolicies),
                call,
                Consumer(call.Account),
                new ServiceConsumerCommand.SetServiceControlPolicies(call.OrganizationId, policies)),
        ];
    }

    private static string? Text(JObject? document) => document is null ? null : CanonicalJson.Text(document);
}
