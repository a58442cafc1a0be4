using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>What can have happened to an endpoint service. The storage format: change a case only through a new version.</summary>
public abstract record EndpointServiceEvent : IEvent
{
    private EndpointServiceEvent()
    {
    }

    /// <summary>Creation began; the load balancers are asked one after the other.</summary>
    public sealed record CreationRequested(string Account, string Region, NewEndpointService Service, Requester Requester) : EndpointServiceEvent;

    /// <summary>The request itself was refused, before any load balancer was asked; the account forgets the id that it drew.</summary>
    public sealed record CreationTurnedDown(string Account, Rejection Rejection, Requester Requester) : EndpointServiceEvent;

    /// <summary>A load balancer is the service's front end in these zones.</summary>
    public sealed record LoadBalancerBound(string LoadBalancerArn, LoadBalancerFacts Facts) : EndpointServiceEvent;

    /// <summary>A load balancer is the service's front end no longer.</summary>
    public sealed record LoadBalancerRemoved(string LoadBalancerArn) : EndpointServiceEvent;

    /// <summary>A load balancer told what it is now.</summary>
    public sealed record LoadBalancerLearned(string LoadBalancerArn, LoadBalancerFacts Facts) : EndpointServiceEvent;

    /// <summary>A modification that adds load balancers began, and they are asked one after the other; or it waits for the one that is underway.</summary>
    public sealed record ModificationRequested(EndpointServiceChange Change, Requester Requester) : EndpointServiceEvent;

    /// <summary>A load balancer refused, or does not fit; nothing changed, and those that were bound for it are free again.</summary>
    public sealed record ModificationRefused(Rejection Rejection, EntityId By) : EndpointServiceEvent;

    /// <summary>The modification that added load balancers is done.</summary>
    public sealed record ModificationCompleted : EndpointServiceEvent;

    /// <summary>Zones of its load balancers joined the service (§2.1/zone).</summary>
    public sealed record ZonesJoined(ImmutableArray<ZoneHealth> Zones) : EndpointServiceEvent;

    /// <summary>No load balancer serves these zones any more: no healthy target, a dead node, or a zonal shift (§6.2).</summary>
    public sealed record ZonesTakenOutOfService(ImmutableArray<string> ZoneIds) : EndpointServiceEvent;

    /// <summary>A load balancer serves these zones again.</summary>
    public sealed record ZonesPutIntoService(ImmutableArray<string> ZoneIds) : EndpointServiceEvent;

    /// <summary>Zones left the service with the load balancers that were in them.</summary>
    public sealed record ZonesLeft(ImmutableArray<string> ZoneIds) : EndpointServiceEvent;

    /// <summary>The service supports these IP address types now (R42).</summary>
    public sealed record IpAddressTypesSet(ImmutableArray<IpAddressType> SupportedIpAddressTypes) : EndpointServiceEvent;

    /// <summary>The service has a private DNS name, to be verified by this TXT record (§2.7).</summary>
    public sealed record PrivateDnsNameSet(string PrivateDnsName, string Name, string Value) : EndpointServiceEvent;

    /// <summary>The service has no private DNS name any more.</summary>
    public sealed record PrivateDnsNameRemoved : EndpointServiceEvent;

    /// <summary>These endpoints lose the private DNS name that was removed or changed (§2.7/removed).</summary>
    public sealed record PrivateDnsNameLost(ImmutableArray<string> VpcEndpointIds) : EndpointServiceEvent;

    /// <summary>The verification began; the record is looked for at <paramref name="Due"/>.</summary>
    public sealed record PrivateDnsVerificationStarted(Moment Due) : EndpointServiceEvent;

    /// <summary>Public DNS is asked for these names.</summary>
    public sealed record TxtRecordsRequested(ImmutableArray<string> Names) : EndpointServiceEvent;

    /// <summary>The record was there: consumers can use the name.</summary>
    public sealed record PrivateDnsNameVerified : EndpointServiceEvent;

    /// <summary>The record was not there: consumers can't use the name for new endpoints.</summary>
    public sealed record PrivateDnsVerificationFailed : EndpointServiceEvent;

    /// <summary>The service's owner pays for the endpoints from now on.</summary>
    public sealed record PayerResponsibilitySet(string PayerResponsibility) : EndpointServiceEvent;

    /// <summary>A connection notification was made.</summary>
    public sealed record NotificationCreated(
        string NotificationId, string TopicArn, ImmutableArray<ConnectionEvent> Events, string? ClientToken, Moment At) : EndpointServiceEvent;

    /// <summary>A connection notification was changed.</summary>
    public sealed record NotificationModified(string NotificationId, string TopicArn, ImmutableArray<ConnectionEvent> Events) : EndpointServiceEvent;

    /// <summary>A connection notification was deleted.</summary>
    public sealed record NotificationDeleted(string NotificationId) : EndpointServiceEvent;

    /// <summary>A notification was delivered to its topic: the named sink is this row of the log.</summary>
    public sealed record NotificationDelivered(
        string NotificationId, string TopicArn, ConnectionEvent ConnectionEvent, string VpcEndpointId) : EndpointServiceEvent;

    /// <summary>Tags were put on the service.</summary>
    public sealed record TagsCreated(ImmutableSortedDictionary<string, string> Tags) : EndpointServiceEvent;

    /// <summary>Tags were taken off the service.</summary>
    public sealed record TagsDeleted(ImmutableArray<string> Keys) : EndpointServiceEvent;

    /// <summary>The service is listed in AWS Marketplace, under this user-friendly DNS name if it has one.</summary>
    public sealed record MarketplaceListingDeclared(string? UserFriendlyDnsName) : EndpointServiceEvent;

    /// <summary>A connected endpoint has these paths and this IP address type now.</summary>
    public sealed record ConnectionModified(string VpcEndpointId, IpAddressType IpAddressType, ImmutableArray<ZonePath> Paths) : EndpointServiceEvent;

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
        string VpcEndpointId,
        string Account,
        string Region,
        bool AwaitsAcceptance,
        IpAddressType IpAddressType,
        ImmutableArray<ZonePath> Paths) : EndpointServiceEvent;

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
