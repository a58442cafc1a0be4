using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>What can have happened to an endpoint service. The storage format: change a case only through a new version.</summary>
public abstract record EndpointServiceEvent : IEvent
{
    private EndpointServiceEvent()
    {
    }

    /// <summary>Creation began; the load balancers are asked one after the other.</summary>
    public sealed record CreationRequested(
        string Account,
        string Region,
        ImmutableArray<string> NetworkLoadBalancerArns,
        bool AcceptanceRequired,
        ImmutableArray<string> SupportedRegions,
        Requester Requester) : EndpointServiceEvent;

    /// <summary>A load balancer is the service's front end in these zones.</summary>
    public sealed record LoadBalancerBound(string LoadBalancerArn, ImmutableArray<ZoneHealth> Zones) : EndpointServiceEvent;

    /// <summary>A load balancer refused; the service was never made, and the others are free again.</summary>
    public sealed record CreationRefused(Rejection Rejection, EntityId By) : EndpointServiceEvent;

    /// <summary>The service was made; it is usable from <paramref name="Due"/> on.</summary>
    public sealed record Created(Moment Due) : EndpointServiceEvent;

    /// <summary>The service is usable.</summary>
    public sealed record BecameAvailable : EndpointServiceEvent;

    /// <summary>A supported Region is being added.</summary>
    public sealed record SupportedRegionAdded(string Region, Moment Due) : EndpointServiceEvent;

    /// <summary>Consumers in a supported Region can make endpoints now.</summary>
    public sealed record SupportedRegionActivated(string Region) : EndpointServiceEvent;

    /// <summary>A supported Region is being removed; endpoints from it that exist go on (R34).</summary>
    public sealed record SupportedRegionRemoved(string Region, Moment Due) : EndpointServiceEvent;

    /// <summary>The removal of a supported Region is complete.</summary>
    public sealed record SupportedRegionDeleted(string Region) : EndpointServiceEvent;

    /// <summary>Connection requests need the provider's acceptance from now on, or no longer.</summary>
    public sealed record AcceptanceRequirementSet(bool Required) : EndpointServiceEvent;

    /// <summary>A principal may connect.</summary>
    public sealed record PrincipalAllowed(string Principal, string ServicePermissionId) : EndpointServiceEvent;

    /// <summary>A principal may connect no longer; its connections go on.</summary>
    public sealed record PrincipalDisallowed(string Principal) : EndpointServiceEvent;

    /// <summary>An endpoint asked to connect and awaits acceptance, or was let in at once.</summary>
    public sealed record ConnectionRequested(
        string VpcEndpointId, string Account, string Region, bool AwaitsAcceptance, ImmutableArray<ZonePath> Paths) : EndpointServiceEvent;

    /// <summary>The provider accepted a connection.</summary>
    public sealed record ConnectionAccepted(string VpcEndpointId) : EndpointServiceEvent;

    /// <summary>The provider rejected a connection.</summary>
    public sealed record ConnectionRejected(string VpcEndpointId) : EndpointServiceEvent;

    /// <summary>An endpoint's status changed by itself.</summary>
    public sealed record ConnectionStatusChanged(string VpcEndpointId, EndpointStatus Status) : EndpointServiceEvent;

    /// <summary>Provider zones stopped passing traffic, or pass it again. At <paramref name="Due"/> cross-Region paths follow.</summary>
    public sealed record ProviderZoneHealthChanged(ImmutableArray<string> ZoneIds, bool Healthy, Moment Due) : EndpointServiceEvent;

    /// <summary>A provider zone is out of cross-Region use (R37).</summary>
    public sealed record ProviderZoneWithdrawn(string ZoneId) : EndpointServiceEvent;

    /// <summary>A provider zone is back in cross-Region use.</summary>
    public sealed record ProviderZoneRestored(string ZoneId) : EndpointServiceEvent;

    /// <summary>Cross-Region paths were moved between provider zones of the service's own Region (R37, R38).</summary>
    public sealed record CrossRegionPathsMoved(ImmutableArray<MovedPath> Paths) : EndpointServiceEvent;

    /// <summary>The service was deleted.</summary>
    public sealed record Deleted : EndpointServiceEvent;
}

/// <summary>A cross-Region path that PrivateLink moved to another provider zone.</summary>
public sealed record MovedPath(string VpcEndpointId, string ConsumerZoneId, string FromZoneId, string ToZoneId);
