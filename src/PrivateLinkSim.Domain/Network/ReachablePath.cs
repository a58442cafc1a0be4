namespace PrivateLinkSim.Domain;

/// <summary>Whether traffic from an endpoint's zone reaches a target, and if not, which rule says why (R6).</summary>
/// <param name="Reachable">Whether it does.</param>
/// <param name="Rule">The rule that decides.</param>
/// <param name="Reason">A sentence for people.</param>
/// <param name="ProviderZoneId">The provider zone that the path enters, when it gets that far.</param>
public sealed record PathVerdict(bool Reachable, string Rule, string Reason, string? ProviderZoneId)
{
    /// <summary>Judges the path from the interface in a zone: endpoint available, both zones healthy, a node there, a target for it.</summary>
    public static PathVerdict Judge(string endpointId, string zoneId, IWorld world)
    {
        var endpoint = world.Find<InterfaceEndpointState>(new EntityId(EntityKind.InterfaceEndpoint, endpointId));
        if (endpoint is not { Exists: true })
        {
            return No("§2.2/id", $"{endpointId} does not exist.");
        }

        if (endpoint.Status != EndpointStatus.Available)
        {
            return No("§2.2", $"{endpointId} is {endpoint.Status.OnTheWire()}.");
        }

        if (endpoint.Interfaces.FirstOrDefault(each => each.ZoneId == zoneId) is not { } from)
        {
            return No("R5", $"{endpointId} has no interface in {zoneId}.");
        }

        return Impaired(endpoint.Region, zoneId, world, "the endpoint's")
            ?? Impaired(endpoint.HostRegion, from.ProviderZoneId, world, "the provider's")
            ?? JudgeNode(endpoint.ServiceId, from.ProviderZoneId, world);
    }

    private static PathVerdict JudgeNode(string serviceId, string zoneId, IWorld world)
    {
        var service = world.Find<EndpointServiceState>(new EntityId(EntityKind.EndpointService, serviceId));
        var inZone =
            from arn in service is { Exists: true } ? service.LoadBalancerArns : []
            let loadBalancer = world.Find<LoadBalancerState>(new EntityId(EntityKind.LoadBalancer, arn))
            where loadBalancer is not null && loadBalancer.Nodes.Any(node => node.ZoneId == zoneId)
            select loadBalancer.HasTargetFor(zoneId);
        return inZone.ToArray() switch
        {
            [] => No("R6", $"The service has no load balancer node in {zoneId}.") with { ProviderZoneId = zoneId },
            var targets when !targets.Contains(true) =>
                No("R6", $"No target is registered for the load balancer node in {zoneId}.") with { ProviderZoneId = zoneId },
            _ => new PathVerdict(true, "R6", $"Traffic reaches a target through {zoneId}.", zoneId),
        };
    }

    private static PathVerdict? Impaired(string regionName, string zoneId, IWorld world, string whose)
    {
        var region = world.Find<RegionState>(new EntityId(EntityKind.Region, regionName)) ?? RegionState.Initial;
        return region.Outage ? No("R38", $"Region {regionName}, {whose}, is lost, and PrivateLink does not fail over across Regions.")
            : region.IsHealthy(zoneId) ? null
            : No("R37", $"Zone {zoneId}, {whose}, passes no traffic.");
    }

    private static PathVerdict No(string rule, string reason) => new(false, rule, reason, null);
}
