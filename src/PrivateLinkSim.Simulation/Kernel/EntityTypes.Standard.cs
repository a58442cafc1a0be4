using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <content>The kinds of entity of the product.</content>
public sealed partial class EntityTypes
{
    /// <summary>Every kind with its own rules. Tests put planted rules in with <see cref="With"/>.</summary>
    public static EntityTypes Standard { get; } = new(
        new EntityType<RegionDecider, RegionCommand, RegionEvent, RegionState>(EntityKind.Region),
        new EntityType<ServiceProviderDecider, ServiceProviderCommand, ServiceProviderEvent, ServiceProviderState>(EntityKind.ServiceProvider),
        new EntityType<ServiceConsumerDecider, ServiceConsumerCommand, ServiceConsumerEvent, ServiceConsumerState>(EntityKind.ServiceConsumer),
        new EntityType<VpcDecider, VpcCommand, VpcEvent, VpcState>(EntityKind.Vpc),
        new EntityType<LoadBalancerDecider, LoadBalancerCommand, LoadBalancerEvent, LoadBalancerState>(EntityKind.LoadBalancer),
        new EntityType<EndpointServiceDecider, EndpointServiceCommand, EndpointServiceEvent, EndpointServiceState>(EntityKind.EndpointService),
        new EntityType<InterfaceEndpointDecider, InterfaceEndpointCommand, InterfaceEndpointEvent, InterfaceEndpointState>(
            EntityKind.InterfaceEndpoint),
        new EntityType<PublicDnsDecider, PublicDnsCommand, PublicDnsEvent, PublicDnsState>(EntityKind.PublicDns),
        new EntityType<TargetGroupDecider, TargetGroupCommand, TargetGroupEvent, TargetGroupState>(EntityKind.TargetGroup),
        new EntityType<IamDecider, IamCommand, IamEvent, IamState>(EntityKind.Iam),
        new EntityType<HostedZonesDecider, HostedZonesCommand, HostedZonesEvent, HostedZonesState>(EntityKind.HostedZones));
}
