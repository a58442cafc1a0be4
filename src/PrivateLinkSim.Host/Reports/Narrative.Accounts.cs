using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host;

/// <content>
/// The accounts, in both roles, and their IAM. Both roles hear what policies say; the story tells those of users and roles of IAM, and those
/// of the organization of the provider.
/// </content>
internal static partial class Narrative
{
    private static Telling Tell(ServiceProviderEvent fact, Names names) => fact switch
    {
        ServiceProviderEvent.OptStatusLearned learned => Telling.Detail($"hears that it is {Opt(learned.Status)} in {learned.Region}"),
        ServiceProviderEvent.LoadBalancerRequested requested => Telling.Detail($"asks for load balancer {requested.LoadBalancer.Name} in {requested.Region}"),
        ServiceProviderEvent.TargetGroupRequested requested => Telling.Detail($"asks for target group {requested.TargetGroup.Name} in {requested.Region}"),
        ServiceProviderEvent.ServiceRequested requested => Telling.Detail($"asks for service {names.Of(requested.ServiceId)} in {requested.Region}"),
        ServiceProviderEvent.ServiceModificationRequested requested => Telling.Detail($"asks for a change of service {names.Of(requested.ServiceId)}"),
        ServiceProviderEvent.PrincipalDeclared declared => Declared(declared.PrincipalArn, names),
        ServiceProviderEvent.PrincipalForgotten forgotten => Telling.Detail($"no longer has the principal {names.Principal(forgotten.PrincipalArn)}"),
        ServiceProviderEvent.IdentityPolicySet set => PolicySet(set.PrincipalArn, set.PolicyName, set.Document, names) with { IsStory = false },
        ServiceProviderEvent.PermissionsBoundarySet set => BoundarySet(set.PrincipalArn, set.Document, names) with { IsStory = false },
        ServiceProviderEvent.ServiceControlPoliciesSet set => ControlSet(set.OrganizationId, set.Policies.Keys),
        ServiceProviderEvent.ClientTokenReused reused => TokenReused(reused.ClientToken, reused.Resource, names),
        ServiceProviderEvent.Forgotten forgotten => Telling.Detail($"no longer has {names.Of(forgotten.Resource)}"),
        _ => throw Untold(fact),
    };

    private static Telling Tell(ServiceConsumerEvent fact, Names names) => fact switch
    {
        ServiceConsumerEvent.OptStatusLearned learned => Telling.Detail($"hears that it is {Opt(learned.Status)} in {learned.Region}"),
        ServiceConsumerEvent.VpcEndpointRequested requested => Telling.Detail(
            $"asks for endpoint {names.Of(requested.VpcEndpointId)} to {ServiceOf(requested.Endpoint.ServiceName, names)}"),
        ServiceConsumerEvent.PrincipalDeclared declared => Declared(declared.PrincipalArn, names),
        ServiceConsumerEvent.PrincipalForgotten forgotten => Telling.Detail($"no longer has the principal {names.Principal(forgotten.PrincipalArn)}"),
        ServiceConsumerEvent.IdentityPolicySet set => PolicySet(set.PrincipalArn, set.PolicyName, set.Document, names) with { IsStory = false },
        ServiceConsumerEvent.PermissionsBoundarySet set => BoundarySet(set.PrincipalArn, set.Document, names) with { IsStory = false },
        ServiceConsumerEvent.ServiceControlPoliciesSet set => ControlSet(set.OrganizationId, set.Policies.Keys) with { IsStory = false },
        ServiceConsumerEvent.ClientTokenReused reused => TokenReused(reused.ClientToken, reused.Resource, names),
        ServiceConsumerEvent.VpcEndpointForgotten forgotten => Telling.Detail($"no longer has endpoint {names.Of(forgotten.VpcEndpointId)}"),
        _ => throw Untold(fact),
    };

    private static Telling Tell(IamEvent fact, Names names) => fact switch
    {
        IamEvent.PrincipalCreated created => Declared(created.PrincipalArn, names),
        IamEvent.PrincipalDeleted deleted => Telling.Story($"deletes {names.Principal(deleted.PrincipalArn)}"),
        IamEvent.RoleUpdated updated => Telling.Detail($"changes {names.Principal(updated.PrincipalArn)}"),
        IamEvent.TrustPolicySet set => Telling.Story($"says anew who may assume {names.Principal(set.PrincipalArn)}"),
        IamEvent.PolicySet set => PolicySet(set.PrincipalArn, set.PolicyName, set.Document, names),
        IamEvent.PermissionsBoundarySet set => BoundarySet(set.PrincipalArn, set.Document ?? set.PolicyArn, names),
        IamEvent.PolicyAttached attached => PolicySet(attached.PrincipalArn, attached.PolicyArn, "", names),
        IamEvent.PolicyDetached detached => PolicySet(detached.PrincipalArn, detached.PolicyArn, null, names),
        IamEvent.PrincipalTagged tagged => Telling.Detail($"has {names.Principal(tagged.PrincipalArn)} tagged"),
        IamEvent.AccessKeyCreated created => Telling.Detail($"gives {names.Principal(created.PrincipalArn)} key {created.AccessKeyId}"),
        IamEvent.AccessKeyUpdated updated => Telling.Detail($"has key {updated.AccessKeyId} {(updated.IsActive ? "work" : "not work")}"),
        IamEvent.AccessKeyDeleted deleted => Telling.Detail($"deletes key {deleted.AccessKeyId}"),
        IamEvent.PolicyCreated created => Telling.Story($"has the managed policy {created.PolicyArn}"),
        IamEvent.PolicyDeleted deleted => Telling.Story($"deletes the managed policy {deleted.PolicyArn}"),
        IamEvent.PolicyVersionCreated created =>
            Telling.Story($"has version {created.VersionId} of {created.PolicyArn}{(created.IsDefault ? ", which is in force" : "")}"),
        IamEvent.DefaultPolicyVersionSet set => Telling.Story($"puts version {set.VersionId} of {set.PolicyArn} in force"),
        IamEvent.PolicyVersionDeleted deleted => Telling.Detail($"deletes version {deleted.VersionId} of {deleted.PolicyArn}"),
        IamEvent.PolicyTagged tagged => Telling.Detail($"has {tagged.PolicyArn} tagged"),
        _ => throw Untold(fact),
    };

    private static Telling Declared(string principal, Names names) => Telling.Detail($"has the principal {names.Principal(principal)}");

    private static Telling PolicySet(string principal, string policy, string? document, Names names) => Telling.Story(document is null
        ? $"takes policy {policy} from {names.Principal(principal)}"
        : $"gives {names.Principal(principal)} policy {policy}");

    private static Telling BoundarySet(string principal, string? document, Names names) => Telling.Story(document is null
        ? $"takes the permissions boundary from {names.Principal(principal)}"
        : $"sets a permissions boundary for {names.Principal(principal)}");

    private static Telling ControlSet(string? organization, IEnumerable<string> policies) => Telling.Story((organization, Join(policies)) switch
    {
        (null, _) => "belongs to no organization",
        (_, "") => $"belongs to {organization}, without service control policies",
        var (_, names) => $"belongs to {organization}, under {names}",
    });

    private static Telling TokenReused(string token, EntityId resource, Names names) =>
        Telling.Story($"repeats the call with client token {token} and hears of {names.Of(resource)}; nothing new is made");
}
