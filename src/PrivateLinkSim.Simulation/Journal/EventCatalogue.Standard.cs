using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <content>The events of the product. A row once released is never changed or removed: a new form gets a new version.</content>
public sealed partial class EventCatalogue
{
    /// <summary>Every event of every kind of entity.</summary>
    public static EventCatalogue Standard { get; } = new(DomainEvents);

    private static IEnumerable<EventKind> DomainEvents =>
    [
        new("region.account-declared", 1, typeof(RegionEvent.AccountDeclared)),
        new("region.opt-in-started", 1, typeof(RegionEvent.OptInStarted)),
        new("region.opt-in-completed", 1, typeof(RegionEvent.OptInCompleted)),
        new("region.opt-out-started", 1, typeof(RegionEvent.OptOutStarted)),
        new("region.opt-out-completed", 1, typeof(RegionEvent.OptOutCompleted)),
        new("region.vpc-placed", 1, typeof(RegionEvent.VpcPlaced)),
        new("region.zone-impaired", 1, typeof(RegionEvent.ZoneImpaired)),
        new("region.zone-repaired", 1, typeof(RegionEvent.ZoneRepaired)),
        new("region.outage-began", 1, typeof(RegionEvent.OutageBegan)),
        new("region.outage-ended", 1, typeof(RegionEvent.OutageEnded)),

        new("service-provider.opt-status-learned", 1, typeof(ServiceProviderEvent.OptStatusLearned)),
        new("service-provider.load-balancer-requested", 1, typeof(ServiceProviderEvent.LoadBalancerRequested)),
        new("service-provider.service-requested", 1, typeof(ServiceProviderEvent.ServiceRequested)),
        new("service-provider.service-modification-requested", 1, typeof(ServiceProviderEvent.ServiceModificationRequested)),
        new("service-provider.forgotten", 1, typeof(ServiceProviderEvent.Forgotten)),

        new("service-consumer.opt-status-learned", 1, typeof(ServiceConsumerEvent.OptStatusLearned)),
        new("service-consumer.vpc-endpoint-requested", 1, typeof(ServiceConsumerEvent.VpcEndpointRequested)),
        new("service-consumer.vpc-endpoint-forgotten", 1, typeof(ServiceConsumerEvent.VpcEndpointForgotten)),

        new("vpc.created", 1, typeof(VpcEvent.Created)),
        new("vpc.subnet-created", 1, typeof(VpcEvent.SubnetCreated)),
        new("vpc.addresses-reserved", 1, typeof(VpcEvent.AddressesReserved)),
        new("vpc.addresses-released", 1, typeof(VpcEvent.AddressesReleased)),
        new("vpc.zone-health-changed", 1, typeof(VpcEvent.ZoneHealthChanged)),

        new("load-balancer.creation-requested", 1, typeof(LoadBalancerEvent.CreationRequested)),
        new("load-balancer.creation-refused", 1, typeof(LoadBalancerEvent.CreationRefused)),
        new("load-balancer.created", 1, typeof(LoadBalancerEvent.Created)),
        new("load-balancer.bound", 1, typeof(LoadBalancerEvent.Bound)),
        new("load-balancer.unbound", 1, typeof(LoadBalancerEvent.Unbound)),
        new("load-balancer.targets-registered", 1, typeof(LoadBalancerEvent.TargetsRegistered)),
        new("load-balancer.targets-deregistered", 1, typeof(LoadBalancerEvent.TargetsDeregistered)),
        new("load-balancer.cross-zone-set", 1, typeof(LoadBalancerEvent.CrossZoneSet)),
        new("load-balancer.zone-health-changed", 1, typeof(LoadBalancerEvent.ZoneHealthChanged)),
        new("load-balancer.deleted", 1, typeof(LoadBalancerEvent.Deleted)),

        new("endpoint-service.creation-requested", 1, typeof(EndpointServiceEvent.CreationRequested)),
        new("endpoint-service.load-balancer-bound", 1, typeof(EndpointServiceEvent.LoadBalancerBound)),
        new("endpoint-service.creation-refused", 1, typeof(EndpointServiceEvent.CreationRefused)),
        new("endpoint-service.created", 1, typeof(EndpointServiceEvent.Created)),
        new("endpoint-service.became-available", 1, typeof(EndpointServiceEvent.BecameAvailable)),
        new("endpoint-service.supported-region-added", 1, typeof(EndpointServiceEvent.SupportedRegionAdded)),
        new("endpoint-service.supported-region-activated", 1, typeof(EndpointServiceEvent.SupportedRegionActivated)),
        new("endpoint-service.supported-region-removed", 1, typeof(EndpointServiceEvent.SupportedRegionRemoved)),
        new("endpoint-service.supported-region-deleted", 1, typeof(EndpointServiceEvent.SupportedRegionDeleted)),
        new("endpoint-service.acceptance-requirement-set", 1, typeof(EndpointServiceEvent.AcceptanceRequirementSet)),
        new("endpoint-service.principal-allowed", 1, typeof(EndpointServiceEvent.PrincipalAllowed)),
        new("endpoint-service.principal-disallowed", 1, typeof(EndpointServiceEvent.PrincipalDisallowed)),
        new("endpoint-service.connection-requested", 1, typeof(EndpointServiceEvent.ConnectionRequested)),
        new("endpoint-service.connection-accepted", 1, typeof(EndpointServiceEvent.ConnectionAccepted)),
        new("endpoint-service.connection-rejected", 1, typeof(EndpointServiceEvent.ConnectionRejected)),
        new("endpoint-service.connection-status-changed", 1, typeof(EndpointServiceEvent.ConnectionStatusChanged)),
        new("endpoint-service.provider-zone-health-changed", 1, typeof(EndpointServiceEvent.ProviderZoneHealthChanged)),
        new("endpoint-service.provider-zone-withdrawn", 1, typeof(EndpointServiceEvent.ProviderZoneWithdrawn)),
        new("endpoint-service.provider-zone-restored", 1, typeof(EndpointServiceEvent.ProviderZoneRestored)),
        new("endpoint-service.cross-region-paths-moved", 1, typeof(EndpointServiceEvent.CrossRegionPathsMoved)),
        new("endpoint-service.deleted", 1, typeof(EndpointServiceEvent.Deleted)),

        new("interface-endpoint.creation-requested", 1, typeof(InterfaceEndpointEvent.CreationRequested)),
        new("interface-endpoint.interfaces-reserved", 1, typeof(InterfaceEndpointEvent.InterfacesReserved)),
        new("interface-endpoint.creation-refused", 1, typeof(InterfaceEndpointEvent.CreationRefused)),
        new("interface-endpoint.created", 1, typeof(InterfaceEndpointEvent.Created)),
        new("interface-endpoint.accepted", 1, typeof(InterfaceEndpointEvent.Accepted)),
        new("interface-endpoint.rejected", 1, typeof(InterfaceEndpointEvent.Rejected)),
        new("interface-endpoint.expired", 1, typeof(InterfaceEndpointEvent.Expired)),
        new("interface-endpoint.became-available", 1, typeof(InterfaceEndpointEvent.BecameAvailable)),
        new("interface-endpoint.failed", 1, typeof(InterfaceEndpointEvent.Failed)),
        new("interface-endpoint.deletion-started", 1, typeof(InterfaceEndpointEvent.DeletionStarted)),
        new("interface-endpoint.deleted", 1, typeof(InterfaceEndpointEvent.Deleted)),
        new("interface-endpoint.zone-health-changed", 1, typeof(InterfaceEndpointEvent.ZoneHealthChanged)),
        new("interface-endpoint.address-withdrawn", 1, typeof(InterfaceEndpointEvent.AddressWithdrawn)),
        new("interface-endpoint.address-restored", 1, typeof(InterfaceEndpointEvent.AddressRestored)),
        new("interface-endpoint.path-moved", 1, typeof(InterfaceEndpointEvent.PathMoved)),
    ];
}
