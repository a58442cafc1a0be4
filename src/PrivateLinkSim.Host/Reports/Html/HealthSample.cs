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
            var (health, what) = zoneId.Length == 0 ? OfRegion(region, places.Select(place => place.Region), view) : OfZone(StateOf(region, view), zoneId);
            yield return (new LaneId(zoneId.Length == 0 ? LaneKind.Region : LaneKind.Zone, region, "", zoneId), health, what);
        }
    }

    private static (Health Health, string What) OfRegion(string name, IEnumerable<string> others, RunView view)
    {
        var region = StateOf(name, view);
        string[] peers = [.. others.Where(other => other != name).Distinct(StringComparer.Ordinal)];
        return region.Outage ? (Health.Lost, "lost")
            : Peers(state => state.CutOff.Keys) is { Length: > 0 } cut ? (Health.Affected, $"cut off from {cut}")
            : region.ControlPlaneLostUntil is not null ? (Health.Affected, "answers no calls")
            : Peers(state => state.PacketLoss.Keys) is { Length: > 0 } lossy ? (Health.Affected, $"loses packets to and from {lossy}")
            : Peers(state => state.AddedLatency.Keys) is { Length: > 0 } slow ? (Health.Affected, $"takes longer to and from {slow}")
            : region.DnsDelay is { } delay ? (Health.Affected, Narrative.HearsLate(delay.Seconds))
            : (Health.Sound, "works");

        // One of the two ends of a way knows what happens to it.
        string Peers(Func<RegionState, IEnumerable<string>> ends) => string.Join(", ", peers.Where(peer =>
            ends(region).Contains(peer, StringComparer.Ordinal) || ends(StateOf(peer, view)).Contains(name, StringComparer.Ordinal)));
    }

    private static RegionState StateOf(string region, RunView view) => view.Find<RegionState>(new EntityId(EntityKind.Region, region)) ?? RegionState.Initial;

    private static (Health Health, string What) OfZone(RegionState region, string zoneId) =>
        region.Outage ? (Health.Lost, "lost with its Region")
        : region.IsHealthy(zoneId) ? Quality(region.PacketLossIn(zoneId), region.AddedLatencyIn(zoneId)) ?? (Health.Sound, "passes traffic")
        : (Health.Lost, region.HasPower(zoneId) ? "passes no traffic, has power" : "passes no traffic");

    private static (Health Health, string What)? Quality(PacketLoss? loss, AddedLatency? latency) =>
        (loss is null ? null : Narrative.Loses(loss.Millionths), latency is null ? null : Narrative.Takes(latency.Milliseconds)) switch
        {
            (null, null) => null,
            var (lossy, slow) => (Health.Affected, string.Join(", ", new[] { lossy, slow }.OfType<string>())),
        };

    private static (Health Health, string What) OfNode(LoadBalancerState balancer, LoadBalancerNode node)
    {
        RegisteredTarget[] targets = [.. balancer.ByGroup.SelectMany(each => each.Seen.RoutedTo(node.ZoneId))];
        var answering = targets.Count(balancer.Answers);
        var hasFault = balancer.NodeFaults.TryGetValue(node.ZoneId, out var fault);
        return hasFault && fault!.Until is not null ? (Health.Lost, "node failed")
            : !node.Healthy ? (Health.Lost, "its zone passes no traffic")
            : targets.Length == 0 ? (Health.Absent, "no target")
            : answering == 0 ? (Health.Lost, "no target answers")
            : hasFault ? (Health.Affected, "node works again, which is not found out yet")
            : answering < targets.Length ? (Health.Affected, string.Create(CultureInfo.InvariantCulture, $"{answering} of {targets.Length} targets answer"))
            : targets.Count(target => target.SlowUntil is not null) is > 0 and var slow ? (Health.Affected, string.Create(CultureInfo.InvariantCulture, $"{slow} of {targets.Length} targets answer late"))
            : balancer.ShiftedFrom == node.ZoneId ? (Health.Affected, "traffic shifted away")
            : balancer.OutOfService.Contains(node.ZoneId) ? (Health.Affected, "out of service")
            : balancer.ByGroup.SelectMany(each => each.Seen.Leaving.Values).Any(target => target.ZoneId == node.ZoneId && target.DrainingUntil is not null) ? (Health.Affected, "drains targets")
            : (Health.Sound, "serves");
    }

    private static IEnumerable<(LaneId Id, Health Health, string What)> OfEndpoint(string id, InterfaceEndpointState endpoint, RunView view)
    {
        var (state, word) = endpoint switch
        {
            { DisruptedUntil: not null } => (Health.Lost, "disrupted"),
            { Status: EndpointStatus.Available } => Quality(endpoint.PacketLoss, endpoint.AddedLatency) ?? (Health.Sound, endpoint.Status.OnTheWire()),
            { Status: EndpointStatus.Rejected or EndpointStatus.Expired or EndpointStatus.Failed } => (Health.Affected, endpoint.Status.OnTheWire()),
            _ => (Health.Absent, endpoint.Status.OnTheWire()),
        };
        yield return (new LaneId(LaneKind.Endpoint, endpoint.Region, id, ""), state, word);
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
