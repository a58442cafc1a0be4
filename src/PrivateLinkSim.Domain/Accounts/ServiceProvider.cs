using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>What may be asked of an account in the provider's role.</summary>
public abstract record ServiceProviderCommand : ICommand
{
    private ServiceProviderCommand()
    {
    }

    /// <summary>From a Region: how the account stands there now.</summary>
    public sealed record LearnOptStatus(string Region, RegionOptStatus Status) : ServiceProviderCommand;

    /// <summary>ELBv2 CreateLoadBalancer of type network. The subnets must lie in one VPC.</summary>
    public sealed record CreateLoadBalancer(NewLoadBalancer LoadBalancer) : ServiceProviderCommand;

    /// <summary>ELBv2 CreateTargetGroup.</summary>
    public sealed record CreateTargetGroup(NewTargetGroup TargetGroup) : ServiceProviderCommand;

    /// <summary>EC2 CreateVpcEndpointServiceConfiguration.</summary>
    public sealed record CreateVpcEndpointServiceConfiguration(NewEndpointService Service, string? ClientToken) : ServiceProviderCommand;

    /// <summary>EC2 ModifyVpcEndpointServiceConfiguration.</summary>
    public sealed record ModifyVpcEndpointServiceConfiguration(string ServiceId, EndpointServiceChange Change) : ServiceProviderCommand;

    /// <summary>From IAM: a user or role of the account exists, without a policy.</summary>
    public sealed record DeclarePrincipal(string PrincipalArn) : ServiceProviderCommand;

    /// <summary>From IAM: a user or role is no more.</summary>
    public sealed record ForgetPrincipal(string PrincipalArn) : ServiceProviderCommand;

    /// <summary>From IAM: a user or role has this policy, as IAM JSON, or no longer has it (null).</summary>
    public sealed record SetIdentityPolicy(string PrincipalArn, string PolicyName, string? Document) : ServiceProviderCommand;

    /// <summary>From IAM: a user or role has this permissions boundary, or none (null).</summary>
    public sealed record SetPermissionsBoundary(string PrincipalArn, string? Document) : ServiceProviderCommand;

    /// <summary>AWS Organizations: the account's organization and the service control policies that apply to it, by name.</summary>
    public sealed record SetServiceControlPolicies(string? OrganizationId, ImmutableSortedDictionary<string, string> Policies) : ServiceProviderCommand;

    /// <summary>Any call that the caller's policies do not allow, or a dry run: it never gets to what it names.</summary>
    public sealed record TurnAway(Rejection Rejection) : ServiceProviderCommand;

    /// <summary>From a load balancer or service that could not be made or is gone.</summary>
    public sealed record Forget(EntityId Resource) : ServiceProviderCommand;
}

/// <summary>What can have happened to an account in the provider's role. The storage format: change a case only through a new version.</summary>
public abstract record ServiceProviderEvent : IEvent
{
    private ServiceProviderEvent()
    {
    }

    /// <summary>The account heard how it stands in a Region.</summary>
    public sealed record OptStatusLearned(string Region, RegionOptStatus Status) : ServiceProviderEvent;

    /// <summary>A load balancer is wanted and has its ARN.</summary>
    public sealed record LoadBalancerRequested(string Arn, string Region, NewLoadBalancer LoadBalancer, Requester Requester) : ServiceProviderEvent;

    /// <summary>A target group is wanted and has its ARN: a new one, or one that a call wants once more.</summary>
    public sealed record TargetGroupRequested(string Arn, string Region, NewTargetGroup TargetGroup, Requester Requester) : ServiceProviderEvent;

    /// <summary>An endpoint service is wanted and has its id. <paramref name="TokenUsedAt"/> is when, with a client token; else null.</summary>
    public sealed record ServiceRequested(
        string ServiceId,
        string Region,
        NewEndpointService Service,
        string? ClientToken,
        Requester Requester,
        Moment? TokenUsedAt = null) : ServiceProviderEvent;

    /// <summary>A change of a service was admitted and goes to the service.</summary>
    public sealed record ServiceModificationRequested(string ServiceId, EndpointServiceChange Change, Requester Requester) : ServiceProviderEvent;

    /// <summary>A user or role of the account exists.</summary>
    public sealed record PrincipalDeclared(string PrincipalArn) : ServiceProviderEvent;

    /// <summary>A user or role is no more.</summary>
    public sealed record PrincipalForgotten(string PrincipalArn) : ServiceProviderEvent;

    /// <summary>A user or role has this policy, or has it no longer.</summary>
    public sealed record IdentityPolicySet(string PrincipalArn, string PolicyName, string? Document) : ServiceProviderEvent;

    /// <summary>A user or role has this permissions boundary, or none.</summary>
    public sealed record PermissionsBoundarySet(string PrincipalArn, string? Document) : ServiceProviderEvent;

    /// <summary>These service control policies apply to the account.</summary>
    public sealed record ServiceControlPoliciesSet(
        string? OrganizationId, ImmutableSortedDictionary<string, string> Policies) : ServiceProviderEvent;

    /// <summary>A client repeated a call with the same token and parameters: it hears of the resource that it made then (§2.17).</summary>
    public sealed record ClientTokenReused(string ClientToken, EntityId Resource, Requester Requester) : ServiceProviderEvent;

    /// <summary>A load balancer or service could not be made, or is gone.</summary>
    public sealed record Forgotten(EntityId Resource) : ServiceProviderEvent;
}

/// <summary>What an account in the provider's role is, as far as its events tell.</summary>
/// <param name="OptedIn">Opt-in Regions that the account may use, as the Regions said.</param>
/// <param name="Services">Its endpoint services and their host Regions.</param>
/// <param name="LoadBalancers">Its load balancers: "Region/name" by ARN.</param>
/// <param name="LoadBalancerNames">Every "Region/name" that is taken.</param>
/// <param name="Requests">How many ids it has drawn.</param>
/// <param name="Identities">Its users and roles, as far as their statements bear on a provider's calls.</param>
/// <param name="ClientTokens">By "Region/token": what was last made with a token (§2.17), until that is gone (§2.17/deleted).</param>
public sealed record ServiceProviderState(
    ImmutableSortedSet<string> OptedIn,
    ImmutableSortedDictionary<string, string> Services,
    ImmutableSortedDictionary<string, string> LoadBalancers,
    ImmutableSortedSet<string> LoadBalancerNames,
    long Requests,
    Identities Identities,
    ImmutableSortedDictionary<string, ClientTokenUse> ClientTokens) : IState
{
    /// <summary>Its target groups that stand by themselves: ARNs by "Region/name"; null while it has none.</summary>
    public ImmutableSortedDictionary<string, string>? TargetGroups { get; init; }

    /// <summary>An account that has done nothing yet.</summary>
    public static readonly ServiceProviderState Initial =
        new(Sorted.Set(), Sorted.Map<string>(), Sorted.Map<string>(), Sorted.Set(), 0, Identities.None, Sorted.Map<ClientTokenUse>());
}
