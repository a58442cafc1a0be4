using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>The paths from the interfaces of endpoints to targets, as the traffic of a run sees them.</summary>
internal sealed class TrafficPaths(Topology topology, ResourceIds ids, IWorld view)
{
    private const int PortsOfTarget = 55_000;
    private const int EndpointIdleSeconds = Listener.DefaultTcpIdleTimeout;

    private readonly TrafficQuality _quality = new(view);

    /// <summary>The path from an interface, for a flow of clients in a zone.</summary>
    public ClientPath Of(string endpointId, InterfaceEndpointState endpoint, EndpointInterface from, string clientZone, Flow flow, ClientGroup group)
    {
        var verdict = PathVerdict.Judge(endpointId, from.ZoneId, view, flow);
        var loadBalancers = LoadBalancersOf(endpoint);
        var (arn, routes) = RoutesOf(loadBalancers, from.ProviderZoneId, flow);
        var path = routes is null
            ? ClientPath.Blocked(verdict.Rule) with { IsCut = false }
            : verdict.Refuses ? ClientPath.Blocked(verdict.Rule) with { IsCut = false, Refusing = 1, Of = 1 }
            : new ClientPath
            {
                Entry = Entry(arn, from.ProviderZoneId),
                Passing = verdict.Reachable ? routes.Passing : [],
                Refusing = verdict.Reachable || verdict.Targets is not null ? routes.Refusing : verdict.Rule == "R52" ? routes.Of : 0,
                Of = verdict.Reachable || verdict.Targets is not null || verdict.Rule == "R52" ? routes.Of : 0,
                Rule = verdict.Reachable ? null : verdict.Rule,
                IdleSeconds = routes.IdleSeconds,
                Limits = LimitsOf(arn, from.ProviderZoneId, routes),
            };
        var seen = routes is null || verdict.Refuses ? path : _quality.Of(path, endpoint, from, clientZone, verdict.Reachable ? routes.Reached : [], group);
        return WithFates(seen, loadBalancers, endpoint, flow.Protocol) with
        {
            IsCut = !verdict.Reachable && verdict.Hop < PathHop.Node && !IsOfProviderZoneAlone(verdict, endpoint, from),
            Interface = $"{endpointId} {from.ZoneId}",
        };
    }

    private static string Entry(string arn, string zoneId) => $"{arn} {zoneId}";

    private static string Target(string arn, string? group, string id) => group is null ? $"{arn} {id}" : $"{arn} {group} {id}";

    // What befalls connections that are open: where they entered, and their targets, wherever new ones go.
    private ClientPath WithFates(
        ClientPath path, ImmutableArray<(string Arn, LoadBalancerState State)> loadBalancers, InterfaceEndpointState endpoint, FlowProtocol protocol)
    {
        var region = RegionOf(endpoint.HostRegion);
        return path with
        {
            Closed =
            [
                .. from each in loadBalancers
                   from node in each.State.Nodes
                   where !region.IsHealthy(node.ZoneId) || (each.State.NodeFaults.TryGetValue(node.ZoneId, out var fault) && fault.Until is not null)
                   select Entry(each.Arn, node.ZoneId),
            ],
            Silent = Targets(loadBalancers, (state, target) => !state.KeepsConnections(target) && !state.Refuses(target)),
            Resetting = Targets(loadBalancers, (state, target) => (state.Refuses(target) && !state.KeepsConnections(target)) || state.Terminates(target, protocol == FlowProtocol.Udp)),
        };
    }

    private static ImmutableArray<string> Targets(
        ImmutableArray<(string Arn, LoadBalancerState State)> loadBalancers, Func<LoadBalancerState, RegisteredTarget, bool> which) =>
    [
        .. from each in loadBalancers
           from @group in each.State.ByGroup
           from target in @group.Seen.KnownTargets
           where which(@group.Seen, target.Value)
           select Target(each.Arn, @group.TargetGroupArn, target.Key),
    ];

    // Connections through other zones of the provider go on when one fails.
    private bool IsOfProviderZoneAlone(PathVerdict verdict, InterfaceEndpointState endpoint, EndpointInterface from) =>
        verdict is { Hop: PathHop.Zone, Rule: "R37" } && endpoint.IsCrossRegion && RegionOf(endpoint.Region).IsHealthy(from.ZoneId);

    private RegionState RegionOf(string name) => view.Find<RegionState>(new EntityId(EntityKind.Region, name)) ?? RegionState.Initial;

    private ImmutableArray<(string Arn, LoadBalancerState State)> LoadBalancersOf(InterfaceEndpointState endpoint) =>
    [
        .. from arn in view.Find<EndpointServiceState>(new EntityId(EntityKind.EndpointService, endpoint.ServiceId)) is { Exists: true } service
               ? service.LoadBalancerArns
               : []
           let state = view.Find<LoadBalancerState>(new EntityId(EntityKind.LoadBalancer, arn))
           where state is not null
           select (arn, state),
    ];

    // Of the load balancers in the zone, the first that has a target for the flow.
    private static (string Arn, Routes? Routes) RoutesOf(ImmutableArray<(string Arn, LoadBalancerState State)> loadBalancers, string zoneId, Flow flow)
    {
        (string Arn, Routes? Routes) first = ("", null);
        foreach (var (arn, state) in loadBalancers.Where(each => each.State.Nodes.Any(node => node.ZoneId == zoneId)))
        {
            var routes = new Routes(arn, state, zoneId, flow);
            if (!routes.Passing.IsEmpty)
            {
                return (arn, routes);
            }

            first = first.Routes is null ? (arn, routes) : first;
        }

        return first;
    }

    private TargetLimits LimitsOf(string arn, string zoneId, Routes routes)
    {
        var capacity = topology.LoadBalancers.FirstOrDefault(each => ids.TryId(each.Name) == arn)?.TargetCapacity;
        return new TargetLimits(
            routes.CrossZone ? Of(arn, routes.Group) : $"{Of(arn, routes.Group)} {zoneId}",
            (long)PortsOfTarget * routes.Passing.Length,
            (long?)capacity?.ConnectionsPerSecond * routes.Passing.Length,
            (long?)capacity?.Connections * routes.Passing.Length);
    }

    private static string Of(string arn, string? group) => group is null ? arn : $"{arn} {group}";

    /// <summary>The targets that the node of a zone knows.</summary>
    private sealed class Routes
    {
        public Routes(string arn, LoadBalancerState balancer, string zoneId, Flow flow)
        {
            var loadBalancer = balancer.Toward(flow);
            Group = balancer.GroupOf(flow);
            var overIpv6 = flow.Family == DnsRecordType.Aaaa;
            var routed = loadBalancer.Routes(zoneId);
            var answering = routed.Where(target => loadBalancer.Answers(target.Value)).ToArray();
            var passing = answering.Where(target => loadBalancer.Understands(target.Value, overIpv6)).ToArray();
            CrossZone = loadBalancer.SpreadsOverZones;
            Of = routed.Length;
            Passing = [.. passing.Select(target => Target(arn, Group, target.Key))];
            Refusing = answering.Length - passing.Length + routed.Count(target => loadBalancer.Refuses(target.Value));
            IdleSeconds = loadBalancer.Listeners.Values
                .Where(listener => listener.Protocol == ListenerProtocol.Tcp)
                .Select(listener => listener.TcpIdleTimeoutSeconds)
                .Append(EndpointIdleSeconds)
                .Min();
            Reached = [.. passing.Select(target => new ReachedTarget(target.Value.ZoneId, target.Value.SlowMilliseconds))];
        }

        public string? Group { get; }

        public bool CrossZone { get; }

        public int Of { get; }

        public ImmutableArray<string> Passing { get; }

        public ImmutableArray<ReachedTarget> Reached { get; }

        public int Refusing { get; }

        public int IdleSeconds { get; }
    }
}
