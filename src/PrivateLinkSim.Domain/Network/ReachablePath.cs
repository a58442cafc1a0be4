using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>The stations of a path, in the order in which traffic passes them.</summary>
public enum PathHop
{
    /// <summary>The address of the endpoint's interface in a zone.</summary>
    Address,

    /// <summary>Network ACLs, and the security groups of the endpoint.</summary>
    Filters,

    /// <summary>The endpoint and its interface.</summary>
    Endpoint,

    /// <summary>The zones and Regions on the way.</summary>
    Zone,

    /// <summary>The endpoint service.</summary>
    Service,

    /// <summary>The load balancer's node, its security groups and listeners.</summary>
    Node,

    /// <summary>The targets.</summary>
    Target,
}

/// <summary>Whether traffic from an endpoint's zone reaches a target, and if not, which rule says why (R6).</summary>
/// <param name="Reachable">Whether it does.</param>
/// <param name="Rule">The rule that decides.</param>
/// <param name="Reason">A sentence for people.</param>
/// <param name="ProviderZoneId">The provider zone that the path enters, when it gets that far.</param>
public sealed record PathVerdict(bool Reachable, string Rule, string Reason, string? ProviderZoneId)
{
    /// <summary>How the targets that the node chooses from answer; null where the path does not get that far.</summary>
    public TargetShare? Targets { get; init; }

    /// <summary>Where it is decided.</summary>
    public PathHop Hop { get; init; }

    /// <summary>Whether a connection is refused there, instead of getting no answer.</summary>
    public bool Refuses { get; init; }

    /// <summary>
    /// Judges the path from the interface in a zone: endpoint usable, the flow able to get in, both zones healthy, the service's zone,
    /// a node there, a target for it. Without a flow, TCP from the VPC to an address that the interface has is meant.
    /// </summary>
    public static PathVerdict Judge(string endpointId, string zoneId, IWorld world, Flow? flow = null) =>
        ReachablePath.Verdicts(endpointId, zoneId, world, flow).First();

    internal static PathVerdict No(PathHop hop, string rule, string reason) => new(false, rule, reason, null) { Hop = hop };
}

/// <summary>The way from an endpoint's interface in a zone to a target.</summary>
public static class ReachablePath
{
    /// <summary>Everything that bars the path, in the order of the way; nothing exactly when a target is reached (<see cref="PathVerdict.Judge"/> gives the first).</summary>
    public static ImmutableArray<PathVerdict> Blockers(string endpointId, string zoneId, IWorld world, Flow? flow = null) =>
        [.. Verdicts(endpointId, zoneId, world, flow).Where(verdict => !verdict.Reachable)];

    // All that bars, and last what the targets say; lazily, because most callers want the first alone.
    internal static IEnumerable<PathVerdict> Verdicts(string endpointId, string zoneId, IWorld world, Flow? flow)
    {
        var endpoint = world.Find<InterfaceEndpointState>(new EntityId(EntityKind.InterfaceEndpoint, endpointId));
        if (endpoint is not { Exists: true })
        {
            yield return PathVerdict.No(PathHop.Endpoint, "§2.2/id", $"{endpointId} does not exist.");
            yield break;
        }

        if (endpoint.Status != EndpointStatus.Available && endpoint is not { Status: EndpointStatus.Pending, IsModifying: true })
        {
            yield return PathVerdict.No(PathHop.Endpoint, "§2.2", $"{endpointId} is {endpoint.Status.OnTheWire()}.");
        }

        if (endpoint.Interfaces.FirstOrDefault(each => each.ZoneId == zoneId) is not { } from)
        {
            yield return PathVerdict.No(PathHop.Address, "R5", $"{endpointId} has no interface in {zoneId}.");
            yield break;
        }

        if (endpoint.DisruptedUntil is not null || from.FailedUntil is not null)
        {
            yield return PathVerdict.No(PathHop.Endpoint, "§fault/endpoint", $"The interface of {endpointId} in {zoneId} is disrupted by a fault.");
        }

        if (from.Provisioning == true)
        {
            yield return PathVerdict.No(PathHop.Endpoint, "§2.2/modify", $"The interface of {endpointId} in {zoneId} is new and passes no traffic until the endpoint is available again.");
        }

        var sent = flow ?? new Flow(Family: from.Ipv4 is null ? DnsRecordType.Aaaa : DnsRecordType.A);
        var onTheWay = FlowRules.RefuseEntry(endpoint, from, sent)
            .Concat(FilterRules.RefuseByAcls(endpoint, from, sent, world))
            .Concat(FilterRules.RefuseByGroups(endpoint, sent, world))
            .Concat(Zones(endpoint, from, sent.Client, world))
            .Concat(Service(endpoint, from.ProviderZoneId, sent, world));
        foreach (var verdict in onTheWay)
        {
            yield return verdict;
        }
    }

    private static IEnumerable<PathVerdict> Zones(InterfaceEndpointState endpoint, EndpointInterface from, FlowClient? client, IWorld world)
    {
        var isTwice = !endpoint.IsCrossRegion && from.ZoneId == from.ProviderZoneId;
        return ((PathVerdict?[])
            [
                ImpairedOf(client, endpoint, from, world),
                Impaired(endpoint.Region, from.ZoneId, world, "the endpoint's"),
                isTwice ? null : Impaired(endpoint.HostRegion, from.ProviderZoneId, world, "the provider's"),
                CutOff(endpoint, world),
            ]).OfType<PathVerdict>();
    }

    private static IEnumerable<PathVerdict> Service(InterfaceEndpointState endpoint, string zoneId, Flow flow, IWorld world)
    {
        var service = world.Find<EndpointServiceState>(new EntityId(EntityKind.EndpointService, endpoint.ServiceId));
        foreach (var barred in service is { Exists: true } ? FlowRules.RefuseCrossing(endpoint, service, world) : [])
        {
            yield return barred;
        }

        if (service is { Exists: true } && !endpoint.IsCrossRegion && !service.Zones.ContainsKey(zoneId))
        {
            yield return PathVerdict.No(PathHop.Service, "§2.1/zone", $"{zoneId} is no zone of the service.") with { ProviderZoneId = zoneId };
        }

        ImmutableArray<LoadBalancerState> inZone =
        [
            .. from arn in service is { Exists: true } ? service.LoadBalancerArns : []
               let loadBalancer = world.Find<LoadBalancerState>(new EntityId(EntityKind.LoadBalancer, arn))
               where loadBalancer is not null && loadBalancer.Nodes.Any(node => node.ZoneId == zoneId)
               select loadBalancer,
        ];
        if (inZone.IsEmpty)
        {
            yield return PathVerdict.No(PathHop.Node, "R6", $"The service has no load balancer node in {zoneId}.") with { ProviderZoneId = zoneId };
        }

        foreach (var verdict in Nodes(inZone, endpoint, zoneId, flow, world))
        {
            yield return verdict with { ProviderZoneId = zoneId };
        }
    }

    // One load balancer that lets the flow through is enough; of those that do not, each says why.
    private static IEnumerable<PathVerdict> Nodes(
        ImmutableArray<LoadBalancerState> loadBalancers, InterfaceEndpointState endpoint, string zoneId, Flow flow, IWorld world) =>
        loadBalancers.Select(loadBalancer => Node(loadBalancer, endpoint, zoneId, flow, world).First()).FirstOrDefault(verdict => verdict.Reachable) is { } passing
            ? [passing]
            : loadBalancers.SelectMany(loadBalancer => Node(loadBalancer, endpoint, zoneId, flow, world)).Where(verdict => !verdict.Reachable);

    private static IEnumerable<PathVerdict> Node(
        LoadBalancerState loadBalancer, InterfaceEndpointState endpoint, string zoneId, Flow flow, IWorld world) =>
        FlowRules.RefuseNode(loadBalancer, endpoint, flow, world.Facts.Settings)
            .Concat(FilterRules.RefuseByGroups(loadBalancer, flow, world))
            .Concat(FilterRules.RefusePort(loadBalancer, flow, world.Facts.Settings))
            .Concat(FlowRules.RefuseFailed(loadBalancer, zoneId))
            .Append(FlowRules.JudgeTargets(loadBalancer, zoneId, flow));

    // A cut between two Regions is a fact of one of them, and bars both directions.
    private static PathVerdict? CutOff(InterfaceEndpointState endpoint, IWorld world)
    {
        return endpoint.IsCrossRegion && (IsCut(endpoint.Region, endpoint.HostRegion) || IsCut(endpoint.HostRegion, endpoint.Region))
            ? PathVerdict.No(PathHop.Zone, "§fault/regions", $"Nothing passes between {endpoint.Region} and {endpoint.HostRegion}.")
            : null;

        bool IsCut(string region, string from) =>
            world.Find<RegionState>(new EntityId(EntityKind.Region, region)) is { } state && state.CutOff.ContainsKey(from);
    }

    // Nothing leaves a zone that passes no traffic, wherever it is sent. What the interface's own verdict says is not said twice.
    private static PathVerdict? ImpairedOf(FlowClient? client, InterfaceEndpointState endpoint, EndpointInterface to, IWorld world) =>
        client?.SubnetId is { } subnet
        && FlowClient.VpcOf(client.VpcId, world) is { } vpc
        && vpc.Subnets.TryGetValue(subnet, out var found)
        && found.ZoneId != to.ZoneId
        && Impaired(vpc.Region, found.ZoneId, world, "the client's") is { } impaired
        && (vpc.Region != endpoint.Region || impaired.Rule != "R38")
            ? impaired
            : null;

    private static PathVerdict? Impaired(string regionName, string zoneId, IWorld world, string whose)
    {
        var region = world.Find<RegionState>(new EntityId(EntityKind.Region, regionName)) ?? RegionState.Initial;
        return region.Outage ? PathVerdict.No(PathHop.Zone, "R38", $"Region {regionName}, {whose}, is lost, and PrivateLink does not fail over across Regions.")
            : region.IsHealthy(zoneId) ? null
            : PathVerdict.No(PathHop.Zone, "R37", $"Zone {zoneId}, {whose}, passes no traffic.");
    }
}

/// <summary>What becomes of connections that a node spreads evenly over the targets that it takes for healthy (§6.1).</summary>
/// <param name="Answering">How many of them answer.</param>
/// <param name="Refusing">How many refuse connections; the others give no answer.</param>
/// <param name="Of">How many there are.</param>
public sealed record TargetShare(int Answering, int Refusing, int Of);
