using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host;

/// <content>The accounts, in both roles. Both hear what their policies say; the story tells it of the provider.</content>
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
        ServiceProviderEvent.IdentityPolicySet set => PolicySet(set.PrincipalArn, set.PolicyName, set.Document, names),
        ServiceProviderEvent.PermissionsBoundarySet set => BoundarySet(set.PrincipalArn, set.Document, names),
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
        ServiceConsumerEvent.IdentityPolicySet set => PolicySet(set.PrincipalArn, set.PolicyName, set.Document, names) with { IsStory = false },
        ServiceConsumerEvent.PermissionsBoundarySet set => BoundarySet(set.PrincipalArn, set.Document, names) with { IsStory = false },
        ServiceConsumerEvent.ServiceControlPoliciesSet set => ControlSet(set.OrganizationId, set.Policies.Keys) with { IsStory = false },
        ServiceConsumerEvent.ClientTokenReused reused => TokenReused(reused.ClientToken, reused.Resource, names),
        ServiceConsumerEvent.VpcEndpointForgotten forgotten => Telling.Detail($"no longer has endpoint {names.Of(forgotten.VpcEndpointId)}"),
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
