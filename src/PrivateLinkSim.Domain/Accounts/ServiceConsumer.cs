using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>What may be asked of an account in the consumer's role.</summary>
public abstract record ServiceConsumerCommand : ICommand
{
    private ServiceConsumerCommand()
    {
    }

    /// <summary>From a Region: how the account stands there now.</summary>
    public sealed record LearnOptStatus(string Region, RegionOptStatus Status) : ServiceConsumerCommand;

    /// <summary>EC2 CreateVpcEndpoint of type Interface. Without a service Region, the Region of the call is meant (R19).</summary>
    public sealed record CreateVpcEndpoint(NewVpcEndpoint Endpoint, string? ClientToken) : ServiceConsumerCommand;

    /// <summary>From IAM: a user or role of the account exists, without a policy.</summary>
    public sealed record DeclarePrincipal(string PrincipalArn) : ServiceConsumerCommand;

    /// <summary>From IAM: a user or role is no more.</summary>
    public sealed record ForgetPrincipal(string PrincipalArn) : ServiceConsumerCommand;

    /// <summary>From IAM: a user or role has this policy, as IAM JSON, or no longer has it (null).</summary>
    public sealed record SetIdentityPolicy(string PrincipalArn, string PolicyName, string? Document) : ServiceConsumerCommand;

    /// <summary>From IAM: a user or role has this permissions boundary, or none (null).</summary>
    public sealed record SetPermissionsBoundary(string PrincipalArn, string? Document) : ServiceConsumerCommand;

    /// <summary>AWS Organizations: the account's organization and the service control policies that apply to it, by name.</summary>
    public sealed record SetServiceControlPolicies(string? OrganizationId, ImmutableSortedDictionary<string, string> Policies) : ServiceConsumerCommand;

    /// <summary>Any call that the caller's policies do not allow, or a dry run: it never gets to what it names.</summary>
    public sealed record TurnAway(Rejection Rejection) : ServiceConsumerCommand;

    /// <summary>From an endpoint that could not be made or is gone.</summary>
    public sealed record Forget(string VpcEndpointId) : ServiceConsumerCommand;
}

/// <summary>What can have happened to an account in the consumer's role. The storage format: change a case only through a new version.</summary>
public abstract record ServiceConsumerEvent : IEvent
{
    private ServiceConsumerEvent()
    {
    }

    /// <summary>The account heard how it stands in a Region.</summary>
    public sealed record OptStatusLearned(string Region, RegionOptStatus Status) : ServiceConsumerEvent;

    /// <summary>An endpoint is wanted and has its id. <paramref name="TokenUsedAt"/> is when, with a client token; else null.</summary>
    public sealed record VpcEndpointRequested(
        string VpcEndpointId,
        string PrincipalArn,
        string Region,
        NewVpcEndpoint Endpoint,
        string? ClientToken,
        Requester Requester,
        Moment? TokenUsedAt = null) : ServiceConsumerEvent;

    /// <summary>A user or role of the account exists.</summary>
    public sealed record PrincipalDeclared(string PrincipalArn) : ServiceConsumerEvent;

    /// <summary>A user or role is no more.</summary>
    public sealed record PrincipalForgotten(string PrincipalArn) : ServiceConsumerEvent;

    /// <summary>A user or role has this policy, or has it no longer.</summary>
    public sealed record IdentityPolicySet(string PrincipalArn, string PolicyName, string? Document) : ServiceConsumerEvent;

    /// <summary>A user or role has this permissions boundary, or none.</summary>
    public sealed record PermissionsBoundarySet(string PrincipalArn, string? Document) : ServiceConsumerEvent;

    /// <summary>These service control policies apply to the account.</summary>
    public sealed record ServiceControlPoliciesSet(
        string? OrganizationId, ImmutableSortedDictionary<string, string> Policies) : ServiceConsumerEvent;

    /// <summary>A client repeated a call with the same token and parameters: it hears of the resource that it made then (§2.17).</summary>
    public sealed record ClientTokenReused(string ClientToken, EntityId Resource, Requester Requester) : ServiceConsumerEvent;

    /// <summary>An endpoint could not be made, or is gone.</summary>
    public sealed record VpcEndpointForgotten(string VpcEndpointId) : ServiceConsumerEvent;
}

/// <summary>What an account in the consumer's role is, as far as its events tell.</summary>
/// <param name="OptedIn">Opt-in Regions that the account may use, as the Regions said.</param>
/// <param name="VpcEndpoints">The ids of its endpoints.</param>
/// <param name="Requests">How many ids it has drawn.</param>
/// <param name="Identities">Its users and roles, as far as their statements bear on a consumer's calls.</param>
/// <param name="ClientTokens">By "Region/token": what was last made with a token (§2.17), until that is gone (§2.17/deleted).</param>
public sealed record ServiceConsumerState(
    ImmutableSortedSet<string> OptedIn,
    ImmutableSortedSet<string> VpcEndpoints,
    long Requests,
    Identities Identities,
    ImmutableSortedDictionary<string, ClientTokenUse> ClientTokens) : IState
{
    /// <summary>An account that has done nothing yet.</summary>
    public static readonly ServiceConsumerState Initial =
        new(Sorted.Set(), Sorted.Set(), 0, Identities.None, Sorted.Map<ClientTokenUse>());
}
