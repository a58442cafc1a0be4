using System.Collections.Immutable;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <content>Calls of IAM and Organizations. Both roles of an account judge by its policies, so both are told.</content>
internal static partial class ScenarioCalls
{
    private static IEnumerable<ScenarioCall>? OfIdentity(Step step, Caller? caller, ResourceIds ids) => step switch
    {
        { CreateUser: { } call } => Declare(nameof(step.CreateUser), call, User(caller, call.UserName)),
        { CreateRole: { } call } => Declare(nameof(step.CreateRole), call, Role(caller, call.RoleName)),
        { PutUserPolicy: { } call } => SetPolicy(
            nameof(step.PutUserPolicy), call, User(caller, call.UserName), call.PolicyName, call.PolicyDocument),
        { PutRolePolicy: { } call } => SetPolicy(
            nameof(step.PutRolePolicy), call, Role(caller, call.RoleName), call.PolicyName, call.PolicyDocument),
        { DeleteUserPolicy: { } call } => SetPolicy(nameof(step.DeleteUserPolicy), call, User(caller, call.UserName), call.PolicyName, null),
        { DeleteRolePolicy: { } call } => SetPolicy(nameof(step.DeleteRolePolicy), call, Role(caller, call.RoleName), call.PolicyName, null),
        { PutUserPermissionsBoundary: { } call } => SetBoundary(
            nameof(step.PutUserPermissionsBoundary), call, User(caller, call.UserName), call.PermissionsBoundary),
        { PutRolePermissionsBoundary: { } call } => SetBoundary(
            nameof(step.PutRolePermissionsBoundary), call, Role(caller, call.RoleName), call.PermissionsBoundary),
        { DeleteUserPermissionsBoundary: { } call } => SetBoundary(
            nameof(step.DeleteUserPermissionsBoundary), call, User(caller, call.UserName), null),
        { DeleteRolePermissionsBoundary: { } call } => SetBoundary(
            nameof(step.DeleteRolePermissionsBoundary), call, Role(caller, call.RoleName), null),
        { SetServiceControlPolicies: { } call } => SetServiceControlPolicies(call with { Account = ids.AccountId(call.Account) }),
        _ => null,
    };

    private static (string Account, string Arn) User(Caller? caller, string name) =>
        (Required(caller).Account, $"arn:aws:iam::{Required(caller).Account}:user/{name}");

    private static (string Account, string Arn) Role(Caller? caller, string name) =>
        (Required(caller).Account, $"arn:aws:iam::{Required(caller).Account}:role/{name}");

    private static ScenarioCall[] Declare(string action, object call, (string Account, string Arn) principal) => Both(
        action,
        call,
        principal.Account,
        new ServiceProviderCommand.DeclarePrincipal(principal.Arn),
        new ServiceConsumerCommand.DeclarePrincipal(principal.Arn));

    private static ScenarioCall[] SetPolicy(string action, object call, (string Account, string Arn) principal, string name, JObject? document) => Both(
        action,
        call,
        principal.Account,
        new ServiceProviderCommand.SetIdentityPolicy(principal.Arn, name, Text(document)),
        new ServiceConsumerCommand.SetIdentityPolicy(principal.Arn, name, Text(document)));

    private static ScenarioCall[] SetBoundary(string action, object call, (string Account, string Arn) principal, JObject? document) => Both(
        action,
        call,
        principal.Account,
        new ServiceProviderCommand.SetPermissionsBoundary(principal.Arn, Text(document)),
        new ServiceConsumerCommand.SetPermissionsBoundary(principal.Arn, Text(document)));

    private static ScenarioCall[] SetServiceControlPolicies(SetServiceControlPoliciesParameters call)
    {
        var policies = call.Policies.ToImmutableSortedDictionary(policy => policy.Key, policy => Text(policy.Value)!, StringComparer.Ordinal);
        return Both(
            nameof(Step.SetServiceControlPolicies),
            call,
            call.Account,
            new ServiceProviderCommand.SetServiceControlPolicies(call.OrganizationId, policies),
            new ServiceConsumerCommand.SetServiceControlPolicies(call.OrganizationId, policies));
    }

    private static ScenarioCall[] Both(
        string action, object call, string account, ServiceProviderCommand toProvider, ServiceConsumerCommand toConsumer) =>
        [Make(action, call, Provider(account), toProvider), Make(action, call, Consumer(account), toConsumer)];

    private static string? Text(JObject? document) => document is null ? null : CanonicalJson.Text(document);
}
