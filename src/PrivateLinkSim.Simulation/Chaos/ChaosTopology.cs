using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>What the traffic of a scenario rests on, once everything is set up.</summary>
/// <param name="View">The world then.</param>
/// <param name="Names">By id or ARN, what the scenario calls endpoints and load balancers.</param>
/// <param name="Ids">By name, the ids of these.</param>
public sealed record ChaosTopology(
    RunView View, ImmutableSortedDictionary<string, string> Names, ImmutableSortedDictionary<string, string> Ids)
{
    /// <summary>Reads it from a run that has ended.</summary>
    public static ChaosTopology Of(ScenarioFile file, ScenarioRun run, World world)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(run);
        var named =
            from outcome in run.Outcomes
            where outcome.ResourceId is not null && outcome.Action is "CreateVpcEndpoint" or "CreateLoadBalancer"
            let name = NameOf(file.Scenario, outcome)
            where name is not null
            select (Id: outcome.ResourceId!, Name: name);
        var all = named.ToImmutableArray();
        return new ChaosTopology(
            new RunView(world, file.Facts),
            all.ToImmutableSortedDictionary(each => each.Id, each => each.Name, StringComparer.Ordinal),
            all.ToImmutableSortedDictionary(each => each.Name, each => each.Id, StringComparer.Ordinal));
    }

    /// <summary>The endpoint that a group connects to.</summary>
    public InterfaceEndpointState EndpointOf(ClientGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        return Endpoint(group.Endpoint);
    }

    /// <summary>The endpoint that the scenario calls so.</summary>
    public InterfaceEndpointState Endpoint(string name) => View.Find<InterfaceEndpointState>(new EntityId(EntityKind.InterfaceEndpoint, Ids[name]))!;

    /// <summary>The names of the endpoints that a group may connect to: its own, and that which it falls back to.</summary>
    public IEnumerable<string> EndpointsOf(ClientGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        return group.Fallback is { } fallback && Ids.ContainsKey(fallback) ? [group.Endpoint, fallback] : [group.Endpoint];
    }

    /// <summary>Whether faults take the clients themselves down.</summary>
    public bool IsDown(ClientGroup group, Scenario scenario, ImmutableArray<ChaosFault> faults)
    {
        ArgumentNullException.ThrowIfNull(group);
        return group.Source == ClientSource.Vpc && faults.Any(fault =>
            fault.Region == EndpointOf(group).Region
            && (fault.Kind == ChaosFaultKind.Region || (fault.Kind == ChaosFaultKind.Zone && fault.ZoneId == ZoneOf(group, scenario))));
    }

    /// <summary>The service behind an endpoint.</summary>
    public EndpointServiceState ServiceOf(InterfaceEndpointState endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return View.Find<EndpointServiceState>(new EntityId(EntityKind.EndpointService, endpoint.ServiceId))!;
    }

    /// <summary>The load balancers of a service, with what the scenario calls them.</summary>
    public ImmutableArray<(string Name, LoadBalancerState State)> LoadBalancersOf(EndpointServiceState service)
    {
        ArgumentNullException.ThrowIfNull(service);
        return
        [
            .. from arn in service.LoadBalancerArns
               let state = View.Find<LoadBalancerState>(new EntityId(EntityKind.LoadBalancer, arn))
               where state is not null
               select (NameOf(arn), state),
        ];
    }

    /// <summary>What the scenario calls an endpoint or load balancer; its id or ARN where it has no name.</summary>
    public string NameOf(string id) => Names.TryGetValue(id, out var name) ? name : id;

    /// <summary>The zone that a group's clients are in.</summary>
    public string ZoneOf(ClientGroup group, Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(scenario);
        var vpc = View.Find<VpcState>(new EntityId(EntityKind.Vpc, EndpointOf(group).VpcId));
        var zone = scenario.Topology.Vpcs.SelectMany(each => each.Subnets).First(subnet => subnet.Name == group.Subnet).Zone;
        return vpc?.ZoneNames.FirstOrDefault(known => known.Name == zone)?.ZoneId ?? zone;
    }

    /// <summary>
    /// Everything that can fail, once: the Regions and zones in use by clients, endpoints, load balancer nodes and targets, the targets
    /// of each load balancer, together and by zone, its nodes, and the interfaces of endpoints.
    /// </summary>
    public ImmutableArray<ChaosFault> Faults(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var found = scenario.Traffic
            .SelectMany(group => EndpointsOf(group).SelectMany(Under)
                .Append(new ChaosFault(ChaosFaultKind.Zone, EndpointOf(group).Region, ZoneOf(group, scenario), "")))
            .Distinct();
        return
        [
            .. found.OrderBy(fault => fault.Kind)
                .ThenBy(fault => fault.Region, StringComparer.Ordinal)
                .ThenBy(fault => fault.Owner, StringComparer.Ordinal)
                .ThenBy(fault => fault.ZoneId, StringComparer.Ordinal),
        ];
    }

    /// <summary>All pairs of faults of which neither includes the other.</summary>
    public static ImmutableArray<ImmutableArray<ChaosFault>> Pairs(ImmutableArray<ChaosFault> faults) =>
    [
        .. from first in Enumerable.Range(0, faults.Length)
           from second in Enumerable.Range(first + 1, faults.Length - first - 1)
           where !faults[first].Includes(faults[second]) && !faults[second].Includes(faults[first])
           select ImmutableArray.Create(faults[first], faults[second]),
    ];

    private IEnumerable<ChaosFault> Under(string endpointName)
    {
        var endpoint = Endpoint(endpointName);
        yield return new(ChaosFaultKind.Region, endpoint.Region, "", "");
        foreach (var each in endpoint.Interfaces)
        {
            yield return new(ChaosFaultKind.Zone, endpoint.Region, each.ZoneId, "");
            yield return new(ChaosFaultKind.Interface, endpoint.Region, each.ZoneId, endpointName);
        }

        foreach (var fault in LoadBalancersOf(ServiceOf(endpoint)).SelectMany(balancer => FaultsOf(balancer.Name, balancer.State)))
        {
            yield return fault;
        }
    }

    private static IEnumerable<ChaosFault> FaultsOf(string name, LoadBalancerState balancer)
    {
        yield return new(ChaosFaultKind.Region, balancer.Region, "", "");
        foreach (var node in balancer.Nodes)
        {
            yield return new(ChaosFaultKind.Zone, balancer.Region, node.ZoneId, "");
            yield return new(ChaosFaultKind.Node, balancer.Region, node.ZoneId, name);
        }

        string[] zones = [.. balancer.AllTargets.Select(target => target.Value.ZoneId).Distinct(StringComparer.Ordinal)];
        if (zones.Length > 0)
        {
            yield return new(ChaosFaultKind.TargetGroup, balancer.Region, "", name);
        }

        foreach (var zone in zones)
        {
            yield return new(ChaosFaultKind.Zone, balancer.Region, zone, "");
            if (zones.Length > 1)
            {
                yield return new(ChaosFaultKind.TargetsOfZone, balancer.Region, zone, name);
            }
        }
    }

    private static string? NameOf(Scenario scenario, CommandOutcome outcome)
    {
        if (outcome.Step is { } step)
        {
            return scenario.Steps[step].As;
        }

        for (var index = 0; index < scenario.Topology.LoadBalancers.Length; index++)
        {
            if (outcome.Path == $"topology.{ScenarioPath.Item("loadBalancers", index)}")
            {
                return scenario.Topology.LoadBalancers[index].Name;
            }
        }

        return null;
    }
}
