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

    /// <summary>ELBv2 CreateLoadBalancer of type network. The subnets must lie in <paramref name="VpcId"/>.</summary>
    public sealed record CreateLoadBalancer(string Name, string VpcId, ImmutableArray<string> SubnetIds, bool CrossZone) : ServiceProviderCommand;

    /// <summary>EC2 CreateVpcEndpointServiceConfiguration.</summary>
    public sealed record CreateVpcEndpointServiceConfiguration(
        ImmutableArray<string> NetworkLoadBalancerArns, bool AcceptanceRequired, ImmutableArray<string> SupportedRegions) : ServiceProviderCommand;

    /// <summary>EC2 ModifyVpcEndpointServiceConfiguration.</summary>
    public sealed record ModifyVpcEndpointServiceConfiguration(
        string ServiceId,
        ImmutableArray<string> AddSupportedRegions,
        ImmutableArray<string> RemoveSupportedRegions,
        bool? AcceptanceRequired) : ServiceProviderCommand;

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
    public sealed record LoadBalancerRequested(
        string Arn, string Region, string Name, string VpcId, ImmutableArray<string> SubnetIds, bool CrossZone, Requester Requester) : ServiceProviderEvent;

    /// <summary>An endpoint service is wanted and has its id.</summary>
    public sealed record ServiceRequested(
        string ServiceId,
        string Region,
        ImmutableArray<string> NetworkLoadBalancerArns,
        bool AcceptanceRequired,
        ImmutableArray<string> SupportedRegions,
        Requester Requester) : ServiceProviderEvent;

    /// <summary>A change of a service was admitted and goes to the service.</summary>
    public sealed record ServiceModificationRequested(
        string ServiceId,
        ImmutableArray<string> AddSupportedRegions,
        ImmutableArray<string> RemoveSupportedRegions,
        bool? AcceptanceRequired,
        Requester Requester) : ServiceProviderEvent;

    /// <summary>A load balancer or service could not be made, or is gone.</summary>
    public sealed record Forgotten(EntityId Resource) : ServiceProviderEvent;
}

/// <summary>What an account in the provider's role is, as far as its events tell.</summary>
/// <param name="OptedIn">Opt-in Regions that the account may use, as the Regions said.</param>
/// <param name="Services">Its endpoint services and their host Regions.</param>
/// <param name="LoadBalancers">Its load balancers: "Region/name" by ARN.</param>
/// <param name="LoadBalancerNames">Every "Region/name" that is taken.</param>
/// <param name="Requests">How many ids it has drawn.</param>
public sealed record ServiceProviderState(
    ImmutableSortedSet<string> OptedIn,
    ImmutableSortedDictionary<string, string> Services,
    ImmutableSortedDictionary<string, string> LoadBalancers,
    ImmutableSortedSet<string> LoadBalancerNames,
    long Requests) : IState
{
    /// <summary>An account that has done nothing yet.</summary>
    public static readonly ServiceProviderState Initial = new(Sorted.Set(), Sorted.Map<string>(), Sorted.Map<string>(), Sorted.Set(), 0);
}
