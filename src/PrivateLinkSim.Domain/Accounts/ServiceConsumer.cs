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
    public sealed record CreateVpcEndpoint(
        string VpcId, string ServiceName, string? ServiceRegion, ImmutableArray<string> SubnetIds) : ServiceConsumerCommand;

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

    /// <summary>An endpoint is wanted and has its id.</summary>
    public sealed record VpcEndpointRequested(
        string VpcEndpointId,
        string PrincipalArn,
        string Region,
        string VpcId,
        string ServiceName,
        string? ServiceRegion,
        ImmutableArray<string> SubnetIds,
        Requester Requester) : ServiceConsumerEvent;

    /// <summary>An endpoint could not be made, or is gone.</summary>
    public sealed record VpcEndpointForgotten(string VpcEndpointId) : ServiceConsumerEvent;
}

/// <summary>What an account in the consumer's role is, as far as its events tell.</summary>
/// <param name="OptedIn">Opt-in Regions that the account may use, as the Regions said.</param>
/// <param name="VpcEndpoints">The ids of its endpoints.</param>
/// <param name="Requests">How many ids it has drawn.</param>
public sealed record ServiceConsumerState(
    ImmutableSortedSet<string> OptedIn, ImmutableSortedSet<string> VpcEndpoints, long Requests) : IState
{
    /// <summary>An account that has done nothing yet.</summary>
    public static readonly ServiceConsumerState Initial = new(Sorted.Set(), Sorted.Set(), 0);
}
