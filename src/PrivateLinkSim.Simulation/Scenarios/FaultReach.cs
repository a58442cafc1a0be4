using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// What there is for a fault to hit when it happens. A zone or Region fails whether or not anything stands there, and whatever comes
/// later finds it so; but the zone does not know what stands in it, so that is looked up here, where the fault comes in.
/// </summary>
internal sealed class FaultReach(Scenario scenario, ResourceIds ids, RunView view)
{
    /// <summary>What is to be said of the fault of a step: nothing, where it hits something or its entity sees for itself.</summary>
    public ImmutableArray<Notice> NoticesOf(Step step)
    {
        var missed = step switch
        {
            { ImpairZone: { } fault } => OfZone(fault.ZoneId),
            { AzPowerInterruption: { } fault } => OfZone(fault.ZoneId),
            { AzNetworkDisruption: { } fault } => OfZone(fault.ZoneId),
            { BeginRegionOutage: { } fault } => OfRegion(fault.RegionName),
            { RegionOutage: { } fault } => OfRegion(fault.RegionName),
            { ControlPlaneOutage: { } fault } => OfRegion(fault.RegionName),
            { InterRegionDisruption: { } fault } => OfRegions(fault.RegionName, fault.PeerRegionName),
            { DnsDelay: { VpcId: { } vpc } } => OfResolvers(ids.TryId(vpc)),
            { DnsDelay: { RegionName: { } region } } => OfRegion(region),
            { PacketLoss: { } fault } => OfWay(fault),
            { Latency: { } fault } => OfWay(fault),
            _ => null,
        };
        return missed is null ? [] : [FaultEffect.None(missed)];
    }

    private IEnumerable<InterfaceEndpointState> Endpoints =>
        view.All<InterfaceEndpointState>(EntityKind.InterfaceEndpoint).Select(each => each.Value).Where(endpoint => endpoint.Exists);

    private string? OfZone(string zoneId) =>
        Endpoints.Any(endpoint => endpoint.Interfaces.Any(each => each.ZoneId == zoneId))
        || view.All<LoadBalancerState>(EntityKind.LoadBalancer).Any(each => each.Value.Status == LoadBalancerStatus.Active
            && (each.Value.Nodes.Any(node => node.ZoneId == zoneId) || each.Value.AllTargets.Any(target => target.Value.ZoneId == zoneId)))
        || scenario.Traffic.Any(group => ZoneOf(group) == zoneId)
            ? null
            : $"no endpoint, load balancer node, target or client of this scenario is in {zoneId}.";

    private string? OfRegion(string region) =>
        view.All<VpcState>(EntityKind.Vpc).Any(each => each.Value.Exists && each.Value.Region == region)
            ? null
            : $"nothing of this scenario stands in {region}.";

    private string? OfWay(WayFaultParameters way) =>
        way.ZoneId is { } zone ? OfZone(zone)
        : way is { RegionName: { } region, PeerRegionName: { } peer } ? OfRegions(region, peer)
        : null;

    // The log says it alike whether the VPC was named by the scenario or by its id.
    private string? OfResolvers(string? vpcId) =>
        Endpoints.Any(endpoint => endpoint.VpcId == vpcId) || scenario.Traffic.Any(group => VpcOf(group) is { } vpc && vpc.Key == vpcId)
            ? null
            : "nobody in that VPC asks for the name of an endpoint.";

    private string? OfRegions(string region, string peer) =>
        Endpoints.Any(endpoint => (endpoint.Region == region && endpoint.HostRegion == peer) || (endpoint.Region == peer && endpoint.HostRegion == region))
            ? null
            : $"no endpoint of this scenario leads from one of {region} and {peer} to the other.";

    private string? ZoneOf(ClientGroup group) => VpcOf(group) is { } vpc ? view.Find<VpcState>(vpc)!.Subnets[ids.Id(group.Subnet)].ZoneId : null;

    private EntityId? VpcOf(ClientGroup group) => ids.TryId(group.Subnet) is { } subnet ? view.VpcOfSubnet(subnet) : null;
}
