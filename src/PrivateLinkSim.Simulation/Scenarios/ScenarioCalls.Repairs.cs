using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <content>The repairs of faults.</content>
internal static partial class ScenarioCalls
{
    private static ScenarioCall OfRepair(Step step, RepairParameters named, ResourceIds ids)
    {
        var repair = named with
        {
            VpcId = IdOrNot(named.VpcId), LoadBalancerArn = IdOrNot(named.LoadBalancerArn), VpcEndpointId = IdOrNot(named.VpcEndpointId),
        };
        var (target, command) = repair switch
        {
            { LoadBalancerArn: { } balancer } => (LoadBalancer(balancer), OfLoadBalancer(repair)),
            { VpcEndpointId: { } endpoint } => (Endpoint(endpoint), OfEndpoint(repair)),
            { VpcId: { } vpc } => (Vpc(vpc), new VpcCommand.EndDnsDelay()),
            { ZoneId: { } zone } => (ids.RegionOfZone(zone), OfPlace(repair.Fault, zone)),
            { RegionName: { } one, PeerRegionName: { } other } when InOrder(one, other) is var (region, peer) => (Region(region), OfPlace(repair.Fault, peer)),
            { RegionName: { } region } => (Region(region), OfRegion(repair)),
            _ => throw Unknown(repair),
        };
        return Fault(step, repair, target, command);

        string? IdOrNot(string? name) => name is null ? null : ids.Id(name);
    }

    private static ICommand OfLoadBalancer(RepairParameters repair) => repair switch
    {
        { Fault: "target-failure" } => new LoadBalancerCommand.RecoverTargets(All: true),
        { Fault: "target-slow" } => new LoadBalancerCommand.EndSlowness(All: true),
        { Fault: "load-balancer-node-failure", ZoneId: { } zone } => new LoadBalancerCommand.RepairNode(zone),
        _ => throw Unknown(repair),
    };

    private static ICommand OfEndpoint(RepairParameters repair) => repair switch
    {
        { Fault: "endpoint-interface-failure", ZoneId: { } zone } => new InterfaceEndpointCommand.RepairInterface(zone),
        { Fault: "disrupt-vpc-endpoint" } => new InterfaceEndpointCommand.EndDisruption(),
        { Fault: "packet-loss" } => new InterfaceEndpointCommand.EndPacketLoss(),
        { Fault: "latency" } => new InterfaceEndpointCommand.EndLatency(),
        _ => throw Unknown(repair),
    };

    private static ICommand OfPlace(string fault, string place) => fault switch
    {
        "az-power-interruption" or "az-network-disruption" => new RegionCommand.RepairZone(place),
        "inter-region-disruption" => new RegionCommand.Reconnect(place),
        "packet-loss" => new RegionCommand.EndPacketLoss(place),
        "latency" => new RegionCommand.EndLatency(place),
        _ => throw Unknown(new RepairParameters { Fault = fault, ZoneId = place }),
    };

    private static ICommand OfRegion(RepairParameters repair) => repair.Fault switch
    {
        "region-outage" => new RegionCommand.EndOutage(),
        "control-plane-outage" => new RegionCommand.RestoreControlPlane(),
        "dns-delay" => new RegionCommand.EndDnsDelay(),
        _ => throw Unknown(repair),
    };

    private static InvalidOperationException Unknown(RepairParameters repair) => new($"A repair of {repair.Fault} got past the scenario's checks.");
}
