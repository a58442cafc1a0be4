using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>The rules that an event of the log is the working of: what a run exercised without anybody being refused.</summary>
public static class EventRules
{
    /// <summary>The ids of the rules.</summary>
    public static IEnumerable<string> Of(IEvent fact) => fact switch
    {
        RegionEvent region => Of(region),
        ServiceProviderEvent provider => Of(provider),
        ServiceConsumerEvent consumer => Of(consumer),
        VpcEvent vpc => Of(vpc),
        LoadBalancerEvent balancer => Of(balancer),
        EndpointServiceEvent service => Of(service),
        InterfaceEndpointEvent endpoint => Of(endpoint),
        PublicDnsEvent.TxtPublished or PublicDnsEvent.TxtWithdrawn => ["§dns"],
        PublicDnsEvent => ["§route53/public"],
        HostedZonesEvent.RecordSetsChanged => ["§route53/batch"],
        HostedZonesEvent.ChangeSynchronized => ["§route53/sync"],
        HostedZonesEvent.HostedZoneDeleted => ["§route53/delete"],
        HostedZonesEvent => ["§route53"],
        IamEvent => ["§iam"],
        _ => [],
    };

    private static string[] Of(RegionEvent fact) => fact switch
    {
        RegionEvent.VpcPlaced => ["§vpc"],
        RegionEvent.ZoneImpaired or RegionEvent.ZoneRepaired => ["§fault"],
        RegionEvent.AutoshiftStarted or RegionEvent.AutoshiftHeldBack or RegionEvent.AutoshiftEnded => ["§6.1/autoshift"],
        RegionEvent.OutageBegan or RegionEvent.OutageEnded => ["§fault", "R38"],
        RegionEvent.CutOff or RegionEvent.Reconnected => ["§fault/regions"],
        RegionEvent.ControlPlaneLost or RegionEvent.ControlPlaneRestored => ["§fault/control-plane"],
        RegionEvent.PacketLossBegan or RegionEvent.PacketLossEnded => ["§fault/packet-loss"],
        RegionEvent.LatencyBegan or RegionEvent.LatencyEnded => ["§fault/latency"],
        RegionEvent.DnsDelayBegan or RegionEvent.DnsDelayEnded => ["§fault/dns-delay"],
        _ => [],
    };

    private static string[] Of(ServiceProviderEvent fact) => fact switch
    {
        ServiceProviderEvent.ServiceRequested { ClientToken: not null } or ServiceProviderEvent.ClientTokenReused => ["§2.17"],
        ServiceProviderEvent.IdentityPolicySet or ServiceProviderEvent.PermissionsBoundarySet
            or ServiceProviderEvent.ServiceControlPoliciesSet => ["§iam"],
        _ => [],
    };

    private static IEnumerable<string> Of(ServiceConsumerEvent fact) => fact switch
    {
        ServiceConsumerEvent.VpcEndpointRequested requested =>
        [
            .. requested.Endpoint.ServiceRegion is null ? [] : new[] { "R19" },
            .. requested.ClientToken is null ? [] : new[] { "§2.17" },
        ],
        ServiceConsumerEvent.ClientTokenReused => ["§2.17"],
        _ => [],
    };

    private static string[] Of(VpcEvent fact) => fact switch
    {
        VpcEvent.Ipv6CidrBlockAssociated or VpcEvent.SubnetCidrBlockAssociated or VpcEvent.SubnetCreated { CidrBlock: null } => ["§vpc/ipv6"],
        VpcEvent.SecurityGroupCreated => ["§2.9"],
        VpcEvent.InboundRulesDeclared or VpcEvent.IngressAuthorized or VpcEvent.IngressRevoked or VpcEvent.SecurityGroupRulesModified => ["§2.9/inbound"],
        VpcEvent.EgressAuthorized or VpcEvent.EgressRevoked => ["§2.9/outbound"],
        VpcEvent.TagsCreated or VpcEvent.TagsDeleted => ["§2.16"],
        VpcEvent.NetworkAclSet => ["§2.11/acl"],
        VpcEvent.DnsDelayBegan or VpcEvent.DnsDelayEnded => ["§fault/dns-delay"],
        VpcEvent.AddressesReserved { Holding.SecurityGroupIds.IsEmpty: false } => ["§2.9", "§2.11/address"],
        VpcEvent.AddressesReserved => ["§2.11/address"],
        _ => [],
    };

    private static string[] Of(LoadBalancerEvent fact) => fact switch
    {
        LoadBalancerEvent.Created => ["§nlb"],
        LoadBalancerEvent.Bound => ["R2", "R3"],
        LoadBalancerEvent.TargetsRegistered => ["R6"],
        LoadBalancerEvent.ListenerCreated or LoadBalancerEvent.ListenerModified => ["§2.14/listener"],
        LoadBalancerEvent.TargetGroupAttached or LoadBalancerEvent.TargetGroupDetached => ["§2.14/group"],
        LoadBalancerEvent.DeletionProtectionSet => ["§2.14/protection"],
        LoadBalancerEvent.TagsAdded or LoadBalancerEvent.TagsRemoved => ["§2.16"],
        LoadBalancerEvent.HealthCheckModified => ["§6.1"],
        LoadBalancerEvent.SecurityGroupsSet => ["§2.9/nlb"],
        LoadBalancerEvent.ListenerAttributesModified => ["§2.14"],
        LoadBalancerEvent.NodesChanged { IpAddressType: IpAddressType.Dualstack } => ["§2.14/dualstack"],
        LoadBalancerEvent.ProxyProtocolV2Set => ["R52"],
        LoadBalancerEvent.Ipv6ReadyLearned => ["R49"],
        LoadBalancerEvent.TargetChecksBegan or LoadBalancerEvent.TargetsFoundUnhealthy or LoadBalancerEvent.TargetsFoundHealthy => ["§6.1"],
        LoadBalancerEvent.TargetsFailed => ["§6.1/target"],
        LoadBalancerEvent.TargetsDraining or LoadBalancerEvent.TargetsDeregistered or LoadBalancerEvent.TargetsLeftRouting => ["§6.1/drain"],
        LoadBalancerEvent.UnhealthyTargetsDrained => ["§6.1/termination"],
        LoadBalancerEvent.TargetGroupAttributesModified modified => Of(modified.Change),
        LoadBalancerEvent.TargetsSlowed or LoadBalancerEvent.SlownessEnded => ["§fault/target-slow"],
        LoadBalancerEvent.NodeFailed => ["§6.1/node"],
        LoadBalancerEvent.ZonalShiftStarted or LoadBalancerEvent.ZonalShiftUpdated or LoadBalancerEvent.ZonalShiftConfigured => ["§6.1/shift"],
        LoadBalancerEvent.ZonalAutoshiftStarted or LoadBalancerEvent.ZonalAutoshiftEnded => ["§6.1/autoshift"],
        _ => [],
    };

    private static string[] Of(TargetGroupChange change) =>
    [
        .. change is { DeregistrationDelaySeconds: null, DeregistrationTermination: null } ? [] : new[] { "§6.1/drain" },
        .. change is { UnhealthyTermination: null, UnhealthyDrainingSeconds: null } ? [] : new[] { "§6.1/termination" },
        .. change is { DnsFailoverCount: null, DnsFailoverPercentage: null, UnhealthyStateRoutingCount: null, UnhealthyStateRoutingPercentage: null } ? [] : new[] { "§6.1/thresholds" },
    ];

    private static string[] Of(EndpointServiceEvent fact) => fact switch
    {
        EndpointServiceEvent.CreationRequested { Service.AcceptanceRequired: true } => ["§2.1/acceptance"],
        EndpointServiceEvent.Created => ["R1", "R8", "R9"],
        EndpointServiceEvent.ZonesTakenOutOfService or EndpointServiceEvent.ZonesPutIntoService => ["§6.2/withdraw"],
        EndpointServiceEvent.Deleted => ["§2.1"],
        EndpointServiceEvent.SupportedRegionActivated => ["R18"],
        EndpointServiceEvent.SupportedRegionRemoved => ["R34"],
        EndpointServiceEvent.IpAddressTypesSet => ["R42"],
        EndpointServiceEvent.PrivateDnsNameSet => ["R14"],
        EndpointServiceEvent.PrivateDnsNameVerified or EndpointServiceEvent.PrivateDnsVerificationFailed => ["§2.7"],
        EndpointServiceEvent.PrivateDnsNameLost => ["§2.7/removed"],
        EndpointServiceEvent.PayerResponsibilitySet => ["§2.6"],
        EndpointServiceEvent.NotificationCreated => ["§2.5/form"],
        EndpointServiceEvent.NotificationDelivered => ["§2.5"],
        EndpointServiceEvent.TagsCreated or EndpointServiceEvent.TagsDeleted => ["§2.16"],
        EndpointServiceEvent.ZonesJoined => ["§2.1/zone"],
        EndpointServiceEvent.ConnectionRequested { Paths.IsEmpty: false } => ["R5", "R36"],
        EndpointServiceEvent.ConnectionRequested => ["R5"],
        EndpointServiceEvent.ConnectionAccepted or EndpointServiceEvent.ConnectionRejected => ["§2.3"],
        EndpointServiceEvent.PrincipalAllowed => ["R4", "§2.4"],
        EndpointServiceEvent.CrossRegionPathsMoved or EndpointServiceEvent.ProviderZoneWithdrawn => ["R37"],
        _ => [],
    };

    private static IEnumerable<string> Of(InterfaceEndpointEvent fact) => fact switch
    {
        InterfaceEndpointEvent.InterfacesReserved reserved => OfAddresses(reserved),
        InterfaceEndpointEvent.Created => ["R10", "R11", "R12", "R13"],
        InterfaceEndpointEvent.BecameAvailable or InterfaceEndpointEvent.Expired or InterfaceEndpointEvent.Failed
            or InterfaceEndpointEvent.DeletionStarted => ["§2.2"],
        InterfaceEndpointEvent.PrivateDnsNameLearned { PrivateDnsName: not null } => ["R15"],
        InterfaceEndpointEvent.Modified => ["§2.2/modify"],
        InterfaceEndpointEvent.PrivateDnsNameLost => ["§2.7/removed"],
        InterfaceEndpointEvent.NotificationCreated => ["§2.5/form"],
        InterfaceEndpointEvent.NotificationDelivered => ["§2.5"],
        InterfaceEndpointEvent.TagsCreated or InterfaceEndpointEvent.TagsDeleted => ["§2.16"],
        InterfaceEndpointEvent.Disrupted or InterfaceEndpointEvent.InterfaceFailed => ["§fault/endpoint"],
        InterfaceEndpointEvent.PacketLossBegan or InterfaceEndpointEvent.PacketLossEnded => ["§fault/packet-loss"],
        InterfaceEndpointEvent.LatencyBegan or InterfaceEndpointEvent.LatencyEnded => ["§fault/latency"],
        InterfaceEndpointEvent.AddressWithdrawn or InterfaceEndpointEvent.PathMoved => ["R37"],
        _ => [],
    };

    private static IEnumerable<string> OfAddresses(InterfaceEndpointEvent.InterfacesReserved reserved)
    {
        var (ipv4, ipv6) = (reserved.Interfaces.Any(each => each.Ipv4 is not null), reserved.Interfaces.Any(each => each.Ipv6 is not null));
        return
        [
            .. ipv4 ? new[] { "R45" } : [],
            .. ipv6 ? new[] { "R46", "R48" } : [],
            .. ipv4 != ipv6 ? new[] { "R46a" } : [],
        ];
    }
}
