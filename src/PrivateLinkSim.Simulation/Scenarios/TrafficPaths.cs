using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>The paths from the interfaces of endpoints to targets, as the traffic of a run sees them.</summary>
internal sealed class TrafficPaths(Topology topology, ResourceIds ids, IWorld view)
{
    private const int PortsOfTarget = 55_000;
    private const int EndpointIdleSeconds = Listener.DefaultTcpIdleTimeout;

    private readonly LatencyTable _latencies = LatencyTable.Load();

    /// <summary>The path from an interface, for clients in a zone.</summary>
    public ClientPath Of(string endpointId, InterfaceEndpointState endpoint, EndpointInterface from, string clientZone, Flow flow)
    {
        var verdict = PathVerdict.Judge(endpointId, from.ZoneId, view, flow);
        var (arn, routes) = LoadBalancerOf(endpoint, from.ProviderZoneId, flow);
        var path = routes is null
            ? ClientPath.Blocked(verdict.Rule)
            : verdict.Refuses ? ClientPath.Blocked(verdict.Rule) with { Refusing = 1, Of = 1 }
            : new ClientPath
            {
                Entry = $"{arn} {from.ProviderZoneId}",
                Passing = verdict.Reachable ? routes.Passing : [],
                Refusing = verdict.Reachable || verdict.Targets is not null ? routes.Refusing : verdict.Rule == "R52" ? routes.Of : 0,
                Of = verdict.Reachable || verdict.Targets is not null || verdict.Rule == "R52" ? routes.Of : 0,
                Silent = routes.Silent,
                Resetting = routes.Resetting,
                Rule = verdict.Reachable ? null : verdict.Rule,
                IdleSeconds = routes.IdleSeconds,
                Latency = LatencyOf(endpoint, from, clientZone, routes),
                Limits = LimitsOf(arn, from.ProviderZoneId, routes),
            };
        return path with { Interface = $"{endpointId} {from.ZoneId}" };
    }

    // Of the load balancers in the zone, the first that has a target for the flow.
    private (string Arn, Routes? Routes) LoadBalancerOf(InterfaceEndpointState endpoint, string zoneId, Flow flow)
    {
        var service = view.Find<EndpointServiceState>(new EntityId(EntityKind.EndpointService, endpoint.ServiceId));
        (string Arn, Routes? Routes) first = ("", null);
        foreach (var arn in service is { Exists: true } ? service.LoadBalancerArns : [])
        {
            if (view.Find<LoadBalancerState>(new EntityId(EntityKind.LoadBalancer, arn)) is { } loadBalancer
                && loadBalancer.Nodes.Any(node => node.ZoneId == zoneId))
            {
                var routes = new Routes(loadBalancer, zoneId, flow);
                if (!routes.Passing.IsEmpty)
                {
                    return (arn, routes);
                }

                first = first.Routes is null ? (arn, routes) : first;
            }
        }

        return first;
    }

    private TargetLimits LimitsOf(string arn, string zoneId, Routes routes)
    {
        var capacity = topology.LoadBalancers.FirstOrDefault(each => ids.TryId(each.Name) == arn)?.TargetCapacity;
        return new TargetLimits(
            routes.CrossZone ? arn : $"{arn} {zoneId}",
            (long)PortsOfTarget * routes.Passing.Length,
            (long?)capacity?.ConnectionsPerSecond * routes.Passing.Length,
            (long?)capacity?.Connections * routes.Passing.Length);
    }

    // To the interface, from there to the provider's zone, and from the node there to targets of which some may be in other zones.
    private PathLatency LatencyOf(InterfaceEndpointState endpoint, EndpointInterface from, string clientZone, Routes routes)
    {
        var trip = Between(clientZone, from.ZoneId)
            + (endpoint.IsCrossRegion ? _latencies.BetweenRegions(endpoint.Region, endpoint.HostRegion) : LatencyTable.InZone);
        var (near, far) = (trip + routes.Nearest(LatencyTable.InZone, LatencyTable.BetweenZones), trip + routes.Farthest(LatencyTable.InZone, LatencyTable.BetweenZones));
        return new PathLatency(near, far * LatencyTable.TailFactor);
    }

    private static long Between(string zone, string other) => zone == other ? LatencyTable.InZone : LatencyTable.BetweenZones;

    /// <summary>The targets that the node of a zone knows.</summary>
    private sealed class Routes
    {
        private readonly int _inZone;

        public Routes(LoadBalancerState loadBalancer, string zoneId, Flow flow)
        {
            var overIpv6 = flow.Family == DnsRecordType.Aaaa;
            var all = loadBalancer.Targets.Where(target => loadBalancer.CrossZone || target.Value.ZoneId == zoneId).ToArray();
            var healthy = all.Where(target => !target.Value.Unhealthy).ToArray();
            var routed = healthy.Length == 0 ? all : healthy;
            var answering = routed.Where(target => loadBalancer.Answers(target.Value)).ToArray();
            var passing = answering.Where(target => loadBalancer.Understands(target.Value, overIpv6)).ToArray();
            CrossZone = loadBalancer.CrossZone;
            Of = routed.Length;
            Passing = [.. passing.Select(target => target.Key)];
            Refusing = answering.Length - passing.Length + routed.Count(target => !loadBalancer.Answers(target.Value) && target.Value.Refuses);
            Silent = [.. all.Where(target => !loadBalancer.Answers(target.Value) && !target.Value.Refuses).Select(target => target.Key)];
            Resetting = [.. all.Where(target => !loadBalancer.Answers(target.Value) && target.Value.Refuses).Select(target => target.Key)];
            IdleSeconds = loadBalancer.Listeners.Values
                .Where(listener => listener.Protocol == ListenerProtocol.Tcp)
                .Select(listener => listener.TcpIdleTimeoutSeconds)
                .Append(EndpointIdleSeconds)
                .Min();
            _inZone = passing.Count(target => target.Value.ZoneId == zoneId);
        }

        public bool CrossZone { get; }

        public int Of { get; }

        public ImmutableArray<string> Passing { get; }

        public int Refusing { get; }

        public ImmutableArray<string> Silent { get; }

        public ImmutableArray<string> Resetting { get; }

        public int IdleSeconds { get; }

        public long Nearest(long inZone, long between) => _inZone * 2 >= Passing.Length ? inZone : between;

        public long Farthest(long inZone, long between) => _inZone == Passing.Length ? inZone : between;
    }
}
