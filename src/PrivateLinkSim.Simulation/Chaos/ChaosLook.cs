using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>The state of the network behind an endpoint at one moment.</summary>
/// <param name="Paths">By zone of the endpoint: whether its interface reaches a target, and if not, which rule says why.</param>
/// <param name="ProviderZones">By zone of the endpoint: the zone of the service that its traffic enters.</param>
/// <param name="DarkZones">The zones of the endpoint that pass no traffic by themselves.</param>
/// <param name="LoadBalancers">The load balancers of the service, by ARN.</param>
public sealed record EndpointLook(
    ImmutableSortedDictionary<string, PathVerdict> Paths,
    ImmutableSortedDictionary<string, string> ProviderZones,
    ImmutableSortedSet<string> DarkZones,
    ImmutableSortedDictionary<string, LoadBalancerState> LoadBalancers)
{
    /// <summary>The zones of the endpoint that lead nowhere.</summary>
    public IEnumerable<string> Blocked => Paths.Where(path => !path.Value.Reachable).Select(path => path.Key);

    /// <summary>Whether a zone of the endpoint still leads to a target.</summary>
    public bool HasWayOut => Paths.Values.Any(path => path.Reachable);

    /// <summary>Looks at an endpoint.</summary>
    public static EndpointLook At(RunView view, string endpointId)
    {
        ArgumentNullException.ThrowIfNull(view);
        var endpoint = view.Find<InterfaceEndpointState>(new EntityId(EntityKind.InterfaceEndpoint, endpointId))!;
        var service = view.Find<EndpointServiceState>(new EntityId(EntityKind.EndpointService, endpoint.ServiceId));
        var balancers =
            from arn in service?.LoadBalancerArns ?? []
            let state = view.Find<LoadBalancerState>(new EntityId(EntityKind.LoadBalancer, arn))
            where state is not null
            select KeyValuePair.Create(arn, state);
        var region = view.Find<RegionState>(new EntityId(EntityKind.Region, endpoint.Region)) ?? RegionState.Initial;
        return new EndpointLook(
            endpoint.Interfaces.ToImmutableSortedDictionary(
                each => each.ZoneId, each => PathVerdict.Judge(endpointId, each.ZoneId, view), StringComparer.Ordinal),
            endpoint.Interfaces.ToImmutableSortedDictionary(each => each.ZoneId, each => each.ProviderZoneId, StringComparer.Ordinal),
            [.. endpoint.Interfaces.Select(each => each.ZoneId).Where(zone => !region.IsHealthy(zone))],
            balancers.ToImmutableSortedDictionary(StringComparer.Ordinal));
    }
}

/// <summary>
/// The network behind every endpoint of clients during faults: as they strike, and as it stands when they have been found out, right
/// before they are repaired.
/// </summary>
/// <param name="Struck">By name of the endpoint, once the faults have struck.</param>
/// <param name="Late">By name of the endpoint, before the repair.</param>
public sealed record ChaosLooks(ImmutableSortedDictionary<string, EndpointLook> Struck, ImmutableSortedDictionary<string, EndpointLook> Late);

/// <summary>Plays a scenario as its own script does, and looks at the network during the faults.</summary>
internal sealed class ChaosWatch(IInputSource script, ScenarioFile file, ChaosTimes times, ChaosTopology topology) : IInputSource
{
    private readonly Moment _struckAt = file.Start + TimeSpan.FromSeconds(times.FaultAt);
    private readonly Moment _repairedAt = file.Start + TimeSpan.FromSeconds(times.RepairAt);
    private ImmutableSortedDictionary<string, EndpointLook>? _struck;
    private ImmutableSortedDictionary<string, EndpointLook>? _late;

    /// <summary>What was seen. Complete once the run has ended.</summary>
    public ChaosLooks Looks => new(_struck!, _late!);

    public Moment NextAt(Moment now) => script.NextAt(now);

    public Input? Take(Moment now, World world) => script.Take(now, world);

    public void Answered(long turn, Outcome outcome, Moment now) => script.Answered(turn, outcome, now);

    public void Happened(EntityId entity, IEvent fact) => script.Happened(entity, fact);

    public bool IsDone(Moment now) => script.IsDone(now);

    public void Settled(Moment now, Moment? next, World world)
    {
        script.Settled(now, next, world);
        if (now < _struckAt || now >= _repairedAt)
        {
            return;
        }

        // The last look of an instant, and of the time before the repair, is the one that counts.
        var view = new RunView(world, file.Facts);
        _late = file.Scenario.Traffic.SelectMany(topology.EndpointsOf).Distinct(StringComparer.Ordinal).ToImmutableSortedDictionary(
            name => name, name => EndpointLook.At(view, topology.Ids[name]), StringComparer.Ordinal);
        _struck = now == _struckAt ? _late : _struck;
    }
}
