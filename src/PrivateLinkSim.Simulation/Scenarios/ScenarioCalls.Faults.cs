using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <content>The faults, which the simulator makes happen.</content>
internal static partial class ScenarioCalls
{
    private static IEnumerable<ScenarioCall>? OfFault(Step step, ResourceIds ids) => step switch
    {
        { AzPowerInterruption: { } fault } =>
            [Fault(step, fault, ids.RegionOfZone(fault.ZoneId), new RegionCommand.ImpairZone(fault.ZoneId, LastingOrNot(fault.Duration)))],
        { AzNetworkDisruption: { } fault } =>
            [Fault(step, fault, ids.RegionOfZone(fault.ZoneId), new RegionCommand.ImpairZone(fault.ZoneId, LastingOrNot(fault.Duration), PowerStays: true))],
        { RegionOutage: { } fault } => [Fault(step, fault, Region(fault.RegionName), new RegionCommand.BeginOutage(LastingOrNot(fault.Duration)))],
        { InterRegionDisruption: { } fault } when InOrder(fault.RegionName, fault.PeerRegionName) is var (region, peer) =>
            [Fault(step, fault, Region(region), new RegionCommand.CutOff(peer, Lasting(fault.Duration)))],
        { ControlPlaneOutage: { } fault } => [Fault(step, fault, Region(fault.RegionName), new RegionCommand.LoseControlPlane(Lasting(fault.Duration)))],
        { TargetFailure: { } fault } => [OfTargets(step, fault with { LoadBalancerArn = ids.Id(fault.LoadBalancerArn) })],
        { TargetSlow: { } fault } => [OfSlowTargets(step, fault with { LoadBalancerArn = ids.Id(fault.LoadBalancerArn) })],
        { LoadBalancerNodeFailure: { } fault } => [OfNode(step, fault with { LoadBalancerArn = ids.Id(fault.LoadBalancerArn) })],
        { ZonalShift: { } shift } => [OfShift(step, shift with { LoadBalancerArn = ids.Id(shift.LoadBalancerArn) })],
        { UpdateZonalShift: { } shift } => [OfUpdate(step, shift with { LoadBalancerArn = ids.Id(shift.LoadBalancerArn) })],
        { CancelZonalShift: { } shift } =>
        [
            Fault(step, shift with { LoadBalancerArn = ids.Id(shift.LoadBalancerArn) }, LoadBalancer(ids.Id(shift.LoadBalancerArn)), new LoadBalancerCommand.EndZonalShift()),
        ],
        { ZonalAutoshift: { } shift } =>
        [
            Fault(
                step,
                shift with { LoadBalancerArn = ids.Id(shift.LoadBalancerArn) },
                LoadBalancer(ids.Id(shift.LoadBalancerArn)),
                new LoadBalancerCommand.ConfigureAutoshift(shift.Enabled)),
        ],
        { EndpointInterfaceFailure: { } fault } => [OfInterface(step, fault with { VpcEndpointId = ids.Id(fault.VpcEndpointId) })],
        { DnsDelay: { VpcId: { } vpc } fault } when ids.Id(vpc) is var id =>
            [Fault(step, fault with { VpcId = id }, Vpc(id), new VpcCommand.DelayDns(fault.DelaySeconds, Lasting(fault.Duration)))],
        { DnsDelay: { RegionName: { } region } fault } => [Fault(step, fault, Region(region), new RegionCommand.DelayDns(fault.DelaySeconds, Lasting(fault.Duration)))],
        { PacketLoss: { } fault } => [OfWay(step, fault, ids)],
        { Latency: { } fault } => [OfWay(step, fault, ids)],
        { Repair: { } repair } => [OfRepair(step, repair, ids)],
        { DisruptVpcEndpoint: { } fault } => [OfEndpoint(step, fault with { VpcEndpointId = ids.Id(fault.VpcEndpointId) })],
        _ => null,
    };

    private static ScenarioCall OfTargets(Step step, TargetFaultParameters fault) => Fault(
        step,
        fault,
        LoadBalancer(fault.LoadBalancerArn),
        new LoadBalancerCommand.FailTargets(fault.TargetIds, fault.ZoneId, fault.Refuses, Lasting(fault.Duration), fault.KeepsConnections));

    private static ScenarioCall OfSlowTargets(Step step, TargetSlowParameters fault) => Fault(
        step,
        fault,
        LoadBalancer(fault.LoadBalancerArn),
        new LoadBalancerCommand.SlowTargets(fault.TargetIds, fault.ZoneId, fault.DelayMilliseconds, Lasting(fault.Duration)));

    private static ScenarioCall OfNode(Step step, NodeFaultParameters fault) => Fault(
        step, fault, LoadBalancer(fault.LoadBalancerArn), new LoadBalancerCommand.FailNode(fault.ZoneId, Lasting(fault.Duration)));

    private static ScenarioCall OfShift(Step step, ZonalShiftParameters shift) => Fault(
        step, shift, LoadBalancer(shift.LoadBalancerArn), new LoadBalancerCommand.StartZonalShift(shift.AwayFrom, Lasting(shift.ExpiresIn), shift.Comment));

    private static ScenarioCall OfUpdate(Step step, UpdateZonalShiftParameters shift) => Fault(
        step,
        shift,
        LoadBalancer(shift.LoadBalancerArn),
        new LoadBalancerCommand.UpdateZonalShift(LastingOrNot(shift.ExpiresIn), shift.Comment));

    private static ScenarioCall OfInterface(Step step, InterfaceFaultParameters fault) => Fault(
        step,
        fault,
        new EntityId(EntityKind.InterfaceEndpoint, fault.VpcEndpointId),
        new InterfaceEndpointCommand.FailInterface(fault.ZoneId, Lasting(fault.Duration)));

    private static ScenarioCall OfWay(Step step, WayFaultParameters stated, ResourceIds ids)
    {
        const int MillionthsOfPercent = 10_000;
        var fault = stated.VpcEndpointId is { } named ? stated with { VpcEndpointId = ids.Id(named) } : stated;
        var lasting = Lasting(fault.Duration);
        if (fault.VpcEndpointId is { } endpoint)
        {
            return Fault(step, fault, Endpoint(endpoint), fault is PacketLossParameters lost
                ? new InterfaceEndpointCommand.LosePackets(lost.LossPercent * MillionthsOfPercent, lasting)
                : new InterfaceEndpointCommand.AddLatency(((LatencyParameters)fault).DelayMilliseconds, lasting));
        }

        var (region, place) = fault.ZoneId is { } zone ? (ids.RegionOfZone(zone).Key, zone) : InOrder(fault.RegionName!, fault.PeerRegionName!);
        return Fault(step, fault, Region(region), fault is PacketLossParameters loss
            ? new RegionCommand.LosePackets(place, loss.LossPercent * MillionthsOfPercent, lasting)
            : new RegionCommand.AddLatency(place, ((LatencyParameters)fault).DelayMilliseconds, lasting));
    }

    private static ScenarioCall OfEndpoint(Step step, EndpointFaultParameters fault) => Fault(
        step, fault, new EntityId(EntityKind.InterfaceEndpoint, fault.VpcEndpointId), new InterfaceEndpointCommand.Disrupt(Lasting(fault.Duration)));

    // A way has two ends and no direction: what happens to it is a fact of the end whose name comes first.
    private static (string Region, string Peer) InOrder(string region, string peer) =>
        string.CompareOrdinal(region, peer) < 0 ? (region, peer) : (peer, region);

    private static ScenarioCall Fault(Step step, object parameters, EntityId target, ICommand command) =>
        Make(StepCommand.NamesOf(step).First(), parameters, target, command);

    private static TimeSpan? LastingOrNot(string? duration) => duration is null ? null : Lasting(duration);

    private static TimeSpan Lasting(string duration) => Durations.TryParse(duration, out var lasting)
        ? lasting
        : throw new InvalidOperationException("A fault without a duration got past the scenario's checks.");
}
