using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>Whether traffic from an endpoint's zone reaches a target, and if not, which rule says why (R6).</summary>
/// <param name="Reachable">Whether it does.</param>
/// <param name="Rule">The rule that decides.</param>
/// <param name="Reason">A sentence for people.</param>
/// <param name="ProviderZoneId">The provider zone that the path enters, when it gets that far.</param>
public sealed record PathVerdict(bool Reachable, string Rule, string Reason, string? ProviderZoneId)
{
    /// <summary>How the targets that the node chooses from answer; null where the path does not get that far.</summary>
    public TargetShare? Targets { get; init; }

    /// <summary>
    /// Judges the path from the interface in a zone: endpoint usable, the flow able to get in, both zones healthy, the service's zone,
    /// a node there, a target for it. Without a flow, TCP from the VPC to an address that the interface has is meant.
    /// </summary>
    public static PathVerdict Judge(string endpointId, string zoneId, IWorld world, Flow? flow = null)
    {
        var endpoint = world.Find<InterfaceEndpointState>(new EntityId(EntityKind.InterfaceEndpoint, endpointId));
        if (endpoint is not { Exists: true })
        {
            return No("§2.2/id", $"{endpointId} does not exist.");
        }

        if (endpoint.Status != EndpointStatus.Available && endpoint is not { Status: EndpointStatus.Pending, IsModifying: true })
        {
            return No("§2.2", $"{endpointId} is {endpoint.Status.OnTheWire()}.");
        }

        if (endpoint.Interfaces.FirstOrDefault(each => each.ZoneId == zoneId) is not { } from)
        {
            return No("R5", $"{endpointId} has no interface in {zoneId}.");
        }

        if (endpoint.DisruptedUntil is not null || from.FailedUntil is not null)
        {
            return No("§fault/endpoint", $"The interface of {endpointId} in {zoneId} is disrupted by a fault.");
        }

        if (from.Provisioning == true)
        {
            return No("§2.2/modify", $"The interface of {endpointId} in {zoneId} is new and passes no traffic until the endpoint is available again.");
        }

        var sent = flow ?? new Flow(Family: from.Ipv4 is null ? DnsRecordType.Aaaa : DnsRecordType.A);
        return FlowRules.RefuseEntry(endpoint, from, sent)
            ?? Impaired(endpoint.Region, zoneId, world, "the endpoint's")
            ?? Impaired(endpoint.HostRegion, from.ProviderZoneId, world, "the provider's")
            ?? CutOff(endpoint, world)
            ?? JudgeService(endpoint, from.ProviderZoneId, sent, world);
    }

    internal static PathVerdict No(string rule, string reason) => new(false, rule, reason, null);

    private static PathVerdict JudgeService(InterfaceEndpointState endpoint, string zoneId, Flow flow, IWorld world)
    {
        var service = world.Find<EndpointServiceState>(new EntityId(EntityKind.EndpointService, endpoint.ServiceId));
        if (service is { Exists: true } && FlowRules.RefuseCrossing(endpoint, service, world) is { } barred)
        {
            return barred;
        }

        if (service is { Exists: true } && !endpoint.IsCrossRegion && !service.Zones.ContainsKey(zoneId))
        {
            return No("§2.1/zone", $"{zoneId} is no zone of the service.") with { ProviderZoneId = zoneId };
        }

        ImmutableArray<LoadBalancerState> inZone =
        [
            .. from arn in service is { Exists: true } ? service.LoadBalancerArns : []
               let loadBalancer = world.Find<LoadBalancerState>(new EntityId(EntityKind.LoadBalancer, arn))
               where loadBalancer is not null && loadBalancer.Nodes.Any(node => node.ZoneId == zoneId)
               select loadBalancer,
        ];
        return inZone.IsEmpty
            ? No("R6", $"The service has no load balancer node in {zoneId}.") with { ProviderZoneId = zoneId }
            : JudgeNodes(inZone, endpoint, zoneId, flow, world.Facts.Settings) with { ProviderZoneId = zoneId };
    }

    // One load balancer that lets the flow through is enough; of those that do not, the first says why.
    private static PathVerdict JudgeNodes(
        ImmutableArray<LoadBalancerState> loadBalancers, InterfaceEndpointState endpoint, string zoneId, Flow flow, Settings settings)
    {
        var verdicts = loadBalancers.Select(loadBalancer =>
            FlowRules.RefuseNode(loadBalancer, endpoint, zoneId, flow, settings)
            ?? FlowRules.JudgeTargets(loadBalancer, zoneId, flow)).ToArray();
        return verdicts.FirstOrDefault(verdict => verdict.Reachable) ?? verdicts[0];
    }

    // A cut between two Regions is a fact of one of them, and bars both directions.
    private static PathVerdict? CutOff(InterfaceEndpointState endpoint, IWorld world)
    {
        return endpoint.IsCrossRegion && (IsCut(endpoint.Region, endpoint.HostRegion) || IsCut(endpoint.HostRegion, endpoint.Region))
            ? No("§fault/regions", $"Nothing passes between {endpoint.Region} and {endpoint.HostRegion}.")
            : null;

        bool IsCut(string region, string from) =>
            world.Find<RegionState>(new EntityId(EntityKind.Region, region)) is { } state && state.CutOff.ContainsKey(from);
    }

    private static PathVerdict? Impaired(string regionName, string zoneId, IWorld world, string whose)
    {
        var region = world.Find<RegionState>(new EntityId(EntityKind.Region, regionName)) ?? RegionState.Initial;
        return region.Outage ? No("R38", $"Region {regionName}, {whose}, is lost, and PrivateLink does not fail over across Regions.")
            : region.IsHealthy(zoneId) ? null
            : No("R37", $"Zone {zoneId}, {whose}, passes no traffic.");
    }
}

/// <summary>What becomes of connections that a node spreads evenly over the targets that it takes for healthy (§6.1).</summary>
/// <param name="Answering">How many of them answer.</param>
/// <param name="Refusing">How many refuse connections; the others give no answer.</param>
/// <param name="Of">How many there are.</param>
public sealed record TargetShare(int Answering, int Refusing, int Of);
