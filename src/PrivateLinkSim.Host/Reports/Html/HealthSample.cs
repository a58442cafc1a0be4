using System.Globalization;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>How each thing is at a moment, in a word or two.</summary>
internal static class HealthSample
{
    public static IEnumerable<(LaneId Id, Health Health, string What)> Of(IEnumerable<EntityId> watched, RunView view)
    {
        var places = new SortedSet<(string Region, string ZoneId)>();
        foreach (var entity in watched)
        {
            switch (entity.Kind)
            {
                case EntityKind.Vpc when view.Find<VpcState>(entity) is { Exists: true } vpc:
                    places.Add((vpc.Region, ""));
                    places.UnionWith(vpc.Subnets.Values.Select(subnet => (vpc.Region, subnet.ZoneId)));
                    break;
                case EntityKind.LoadBalancer when view.Find<LoadBalancerState>(entity) is { Status: LoadBalancerStatus.Active } balancer:
                    foreach (var node in balancer.Nodes)
                    {
                        var (health, what) = OfNode(balancer, node);
                        yield return (new LaneId(LaneKind.Node, balancer.Region, entity.Key, node.ZoneId), health, what);
                    }

                    break;
                case EntityKind.EndpointService when view.Find<EndpointServiceState>(entity) is { Exists: true } service:
                    yield return (
                        new LaneId(LaneKind.Service, service.Region, entity.Key, ""),
                        service.Status is ServiceStatus.Available ? Health.Sound : Health.Absent,
                        service.Status is ServiceStatus.Available ? "available" : "pending");
                    break;
                case EntityKind.InterfaceEndpoint when view.Find<InterfaceEndpointState>(entity) is { Exists: true } endpoint:
                    foreach (var each in OfEndpoint(entity.Key, endpoint, view))
                    {
                        yield return each;
                    }

                    break;
            }
        }

        foreach (var (region, zoneId) in places)
        {
            var state = view.Find<RegionState>(new EntityId(EntityKind.Region, region)) ?? RegionState.Initial;
            var (health, what) = zoneId.Length == 0 ? OfRegion(state) : OfZone(state, zoneId);
            yield return (new LaneId(zoneId.Length == 0 ? LaneKind.Region : LaneKind.Zone, region, "", zoneId), health, what);
        }
    }

    private static (Health Health, string What) OfRegion(RegionState region) =>
        region.Outage ? (Health.Lost, "lost")
        : !region.CutOff.IsEmpty ? (Health.Affected, $"cut off from {string.Join(", ", region.CutOff.Keys)}")
        : region.ControlPlaneLostUntil is not null ? (Health.Affected, "answers no calls")
        : (Health.Sound, "works");

    private static (Health Health, string What) OfZone(RegionState region, string zoneId) =>
        region.Outage ? (Health.Lost, "lost with its Region")
        : region.IsHealthy(zoneId) ? (Health.Sound, "passes traffic")
        : (Health.Lost, region.HasPower(zoneId) ? "passes no traffic, has power" : "passes no traffic");

    private static (Health Health, string What) OfNode(LoadBalancerState balancer, LoadBalancerNode node)
    {
        var targets = balancer.RoutedTo(node.ZoneId);
        var answering = targets.Count(balancer.Answers);
        return balancer.NodeFaults.ContainsKey(node.ZoneId) ? (Health.Lost, "node failed")
            : !node.Healthy ? (Health.Lost, "its zone passes no traffic")
            : targets.IsEmpty ? (Health.Absent, "no target")
            : answering == 0 ? (Health.Lost, "no target answers")
            : answering < targets.Length ? (Health.Affected, string.Create(CultureInfo.InvariantCulture, $"{answering} of {targets.Length} targets answer"))
            : balancer.Shift?.AwayFrom == node.ZoneId ? (Health.Affected, "traffic shifted away")
            : balancer.OutOfService.Contains(node.ZoneId) ? (Health.Affected, "out of service")
            : (Health.Sound, "serves");
    }

    private static IEnumerable<(LaneId Id, Health Health, string What)> OfEndpoint(string id, InterfaceEndpointState endpoint, RunView view)
    {
        yield return (
            new LaneId(LaneKind.Endpoint, endpoint.Region, id, ""),
            endpoint.DisruptedUntil is not null ? Health.Lost
            : endpoint.Status switch
            {
                EndpointStatus.Available => Health.Sound,
                EndpointStatus.Rejected or EndpointStatus.Expired or EndpointStatus.Failed => Health.Affected,
                _ => Health.Absent,
            },
            endpoint.DisruptedUntil is not null ? "disrupted" : endpoint.Status.OnTheWire());
        if (endpoint.Status is not EndpointStatus.Available && !endpoint.IsModifying)
        {
            yield break;
        }

        foreach (var each in endpoint.Interfaces)
        {
            var (health, what) = each.Provisioning == true ? (Health.Absent, "being provisioned")
                : OfInterface(PathVerdict.Judge(id, each.ZoneId, view), each.Withdrawn);
            yield return (
                new LaneId(LaneKind.Interface, endpoint.Region, id, each.ZoneId), health,
                endpoint.IsCrossRegion ? $"{what} by {each.ProviderZoneId}" : what);
        }
    }

    private static (Health Health, string What) OfInterface(PathVerdict verdict, bool withdrawn)
    {
        var (health, what) = verdict switch
        {
            { Reachable: false } => (Health.Lost, $"reaches nothing ({verdict.Rule})"),
            { Targets: { } share } when share.Answering < share.Of => (
                Health.Affected, string.Create(CultureInfo.InvariantCulture, $"{share.Answering} of {share.Of} targets answer")),
            _ => (withdrawn ? Health.Affected : Health.Sound, "reaches a target"),
        };
        return (health, withdrawn ? $"{what}, out of DNS" : what);
    }
}
