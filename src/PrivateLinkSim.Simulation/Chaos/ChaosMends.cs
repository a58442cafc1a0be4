using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>A change of a scenario that may spare a loss.</summary>
/// <param name="Text">What is changed, as a call to do it.</param>
/// <param name="Scenario">The scenario with the change.</param>
public sealed record ChaosMend(string Text, Scenario Scenario);

/// <summary>The smallest changes that a cause suggests, the smallest first. Whether they help is for a run to show.</summary>
public sealed class ChaosMends(Scenario scenario, ChaosTopology topology)
{
    private const int TimeToLive = 60;
    private const int QuickestCheck = 5;
    private const int QuickNotice = 10;

    private readonly ChaosEdits _edits = new(scenario, topology);

    /// <summary>The changes that a cause suggests, once faults have happened; none where nothing small could help.</summary>
    public ImmutableArray<ChaosMend> For(ChaosCause cause, ImmutableArray<ChaosFault> faults)
    {
        ArgumentNullException.ThrowIfNull(cause);
        ImmutableArray<string> lost = [.. faults.Select(fault => fault.ZoneId)];
        return cause.Kind == ChaosCauseKind.NoTargets
            ? [.. OtherService(cause), .. faults.Any(fault => fault.Kind == ChaosFaultKind.TargetGroup) ? [] : AddZoneOfService(EndpointsOf(cause), lost)]
            : [.. Candidates(cause, lost)];
    }

    /// <summary>Whether a cause stands though no change lessens what it costs; others are shown by a change to be one.</summary>
    public static bool StandsAlone(ChaosCause cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        return cause.Kind is not (ChaosCauseKind.CrossZoneOff or ChaosCauseKind.HealthChecks);
    }

    /// <summary>What would help where no small change does, and the rule that says why.</summary>
    public static string WithoutMend(ChaosCause cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        return cause.Kind switch
        {
            ChaosCauseKind.OneRegion => "PrivateLink does not fail over across Regions (R38): it takes a second service in another Region, an endpoint to it, and clients that turn to it",
            ChaosCauseKind.NoTargets => "it takes targets that do not fail together, or a second load balancer behind the service (R6)",
            ChaosCauseKind.Ports => "it takes more targets in the zones that are left, or connections that are shared or shorter (§2.14/ports)",
            ChaosCauseKind.Capacity => "it takes more targets in the zones that are left, or larger ones (§6.3/capacity)",
            ChaosCauseKind.OpenConnections => "nothing but clients that notice sooner, and open again by the name, shortens it (R37)",
            ChaosCauseKind.PathFailover => "PrivateLink moves the way by itself, and nobody can hasten it (R37)",
            ChaosCauseKind.Detection => "failover between zones takes its time (R37): only clients that try the next address at once lose less",
            _ => $"no small change was found that lessens it ({cause.Rule})",
        };
    }

    private IEnumerable<ChaosMend> Candidates(ChaosCause cause, ImmutableArray<string> lost) => cause.Kind switch
    {
        ChaosCauseKind.ZonalName => [Clients(cause, "resolve the Regional name", group => group with { Dns = "regional" })],
        ChaosCauseKind.KeptAnswers =>
            [Clients(cause, $"ask the name server again after {TimeToLive}s", group => group with { ResolverSeconds = TimeToLive })],
        ChaosCauseKind.Detection => [.. SameZone(cause, lost), .. OtherService(cause)],
        ChaosCauseKind.PathFailover => OtherService(cause),
        ChaosCauseKind.CrossZoneOff => One($"turn cross-zone on at {cause.Subject}", _edits.CrossZoneOn(cause.Subject)),
        ChaosCauseKind.HealthChecks => One(
            FormattableString.Invariant($"check the targets of {cause.Subject} every {QuickestCheck}s"), _edits.CheckEvery(cause.Subject, QuickestCheck)),
        ChaosCauseKind.ZonesOfTargets => AddTargets(cause, lost),
        ChaosCauseKind.ZonesOfEndpoint => AddZone(cause.Subject, lost),
        ChaosCauseKind.ZonesOfService => AddZoneOfService(EndpointsOf(cause), lost),
        ChaosCauseKind.OneRegion => OtherService(cause),
        ChaosCauseKind.Ports or ChaosCauseKind.Capacity => AnotherTarget(cause.Subject, lost),
        ChaosCauseKind.OpenConnections => NoticeSooner(cause),
        _ => [],
    };

    // Whoever keeps to the own zone loses nothing with another one.
    private IEnumerable<ChaosMend> SameZone(ChaosCause cause, ImmutableArray<string> lost)
    {
        var could = scenario.Traffic.Where(group =>
            cause.Groups.Contains(group.Name, StringComparer.Ordinal)
            && group.AddressChoice != AddressChoice.SameZone
            && !lost.Contains(topology.ZoneOf(group, scenario), StringComparer.Ordinal)
            && topology.EndpointOf(group).Interfaces.Any(each => each.ZoneId == topology.ZoneOf(group, scenario)));
        string[] names = [.. could.Select(group => group.Name)];
        return names.Length == 0
            ? []
            : [Clients(cause with { Groups = [.. names] }, "take the address of the own zone first", group => group with { AddressChoice = AddressChoice.SameZone })];
    }

    // A node without a target of its own is there for the asking; otherwise it takes a further zone.
    private IEnumerable<ChaosMend> AddTargets(ChaosCause cause, ImmutableArray<string> lost)
    {
        var balancer = cause.Subject;
        if (_edits.LoadBalancer(balancer) is not { } state)
        {
            return [];
        }

        var zone = state.Nodes.Select(node => node.ZoneId)
            .FirstOrDefault(zone => !lost.Contains(zone, StringComparer.Ordinal) && state.AllTargets.All(target => target.Value.ZoneId != zone));
        return zone is null
            ? AddZoneOfService(EndpointsOf(cause), lost)
            : One($"add a target in {zone} to {balancer}", _edits.AddTarget(balancer, zone));
    }

    private IEnumerable<ChaosMend> AddZone(string endpointName, ImmutableArray<string> lost)
    {
        var endpoint = Endpoint(endpointName);
        var has = endpoint.Interfaces.Select(each => each.ZoneId).ToArray();
        var zone = endpoint.IsCrossRegion
            ? NewZone(endpoint.Region, has, lost, endpoint.VpcId)
            : topology.ServiceOf(endpoint).Zones.Keys.FirstOrDefault(each => !has.Contains(each, StringComparer.Ordinal) && !lost.Contains(each, StringComparer.Ordinal));
        return zone is null ? [] : One($"add a subnet in {zone} to {endpointName}", _edits.AddSubnet(endpointName, zone));
    }

    private IEnumerable<ChaosMend> AddZoneOfService(ImmutableArray<string> endpoints, ImmutableArray<string> lost)
    {
        var endpoint = Endpoint(endpoints[0]);
        var service = topology.ServiceOf(endpoint);
        var (name, state) = topology.LoadBalancersOf(service)[0];
        if (NewZone(service.Region, service.Zones.Keys, lost, endpoint.IsCrossRegion ? state.VpcId : endpoint.VpcId) is not { } zone)
        {
            return [];
        }

        // Within the Region, nobody gets into a zone but by an endpoint's subnet there (R36a).
        string[] near = [.. endpoints.Where(each => !Endpoint(each).IsCrossRegion)];
        var wider = near.Aggregate(_edits.AddZone(name, zone), (changed, each) => changed is null ? null : new ChaosEdits(changed, topology).AddSubnet(each, zone));
        return One(
            near.Length == 0
                ? $"add a subnet and a target in {zone} to {name}"
                : $"add a subnet and a target in {zone} to {name}, and a subnet there to {string.Join(", ", near)}",
            wider);
    }

    // PrivateLink never leaves the Region or the service; the clients can, where the provider has another one that they have an endpoint to.
    private IEnumerable<ChaosMend> OtherService(ChaosCause cause)
    {
        var endpoint = Endpoint(EndpointsOf(cause)[0]);
        var service = topology.ServiceOf(endpoint);
        if (scenario.Traffic.Any(group => group.Fallback is not null && cause.Groups.Contains(group.Name, StringComparer.Ordinal)))
        {
            return [];
        }

        var others =
            from other in topology.Ids
            let state = topology.View.Find<InterfaceEndpointState>(new EntityId(EntityKind.InterfaceEndpoint, other.Value))
            where state is { Status: EndpointStatus.Available }
                && state.VpcId == endpoint.VpcId
                && state.ServiceId != endpoint.ServiceId
                && (cause.Kind != ChaosCauseKind.OneRegion || state.HostRegion != endpoint.HostRegion)
                && topology.ServiceOf(state).Account == service.Account
            select (Name: other.Key, state.HostRegion);
        return others.Take(1).Select(other => Clients(
            cause,
            $"turn to {other.Name}, which leads to {other.HostRegion}, with each connection that fails (they must do that themselves: R38)",
            group => group with { Fallback = other.Name }));
    }

    // What is left of the zones with a node gets one target more.
    private IEnumerable<ChaosMend> AnotherTarget(string balancer, ImmutableArray<string> lost)
    {
        var zone = _edits.LoadBalancer(balancer)?.Nodes.Select(node => node.ZoneId).FirstOrDefault(zone => !lost.Contains(zone, StringComparer.Ordinal));
        return zone is null ? [] : One($"add another target in {zone} to {balancer}", _edits.AddAnotherTarget(balancer, zone));
    }

    private IEnumerable<ChaosMend> NoticeSooner(ChaosCause cause)
    {
        var slow = scenario.Traffic.Where(group => cause.Groups.Contains(group.Name, StringComparer.Ordinal) && group.NoticeSeconds > QuickNotice).ToArray();
        if (slow.Length > 0)
        {
            yield return Clients(
                cause with { Groups = [.. slow.Select(group => group.Name)] },
                FormattableString.Invariant($"give up an open connection after {QuickNotice}s without an answer"),
                group => group with { NoticeSeconds = QuickNotice });
        }
    }

    // A zone where the VPC has a subnet already comes first.
    private string? NewZone(string region, IEnumerable<string> used, ImmutableArray<string> lost, string vpcId)
    {
        var taken = used.ToArray();
        var subnets = topology.View.Find<VpcState>(new EntityId(EntityKind.Vpc, vpcId))?.Subnets.Values.Select(subnet => subnet.ZoneId).ToArray() ?? [];
        return topology.View.Facts.Regions.TryGet(region, out var facts)
            ? facts.Zones.Where(zone => zone.CrossRegion).Select(zone => zone.ZoneId)
                .Where(zone => !taken.Contains(zone, StringComparer.Ordinal) && !lost.Contains(zone, StringComparer.Ordinal))
                .OrderBy(zone => subnets.Contains(zone, StringComparer.Ordinal) ? 0 : 1)
                .ThenBy(zone => zone, StringComparer.Ordinal)
                .FirstOrDefault()
            : null;
    }

    // The endpoints of the groups that lead to the service that the cause is about.
    private ImmutableArray<string> EndpointsOf(ChaosCause cause)
    {
        var all = scenario.Traffic.Where(group => cause.Groups.Contains(group.Name, StringComparer.Ordinal)).SelectMany(topology.EndpointsOf)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToArray();
        var meant = all.Where(name => name == cause.Subject || LoadBalancersOf(name).Contains(cause.Subject, StringComparer.Ordinal))
            .Select(name => Endpoint(name).ServiceId)
            .FirstOrDefault();
        return [.. all.Where(name => meant is null || Endpoint(name).ServiceId == meant)];
    }

    private IEnumerable<string> LoadBalancersOf(string endpoint) =>
        topology.LoadBalancersOf(topology.ServiceOf(Endpoint(endpoint))).Select(balancer => balancer.Name);

    private InterfaceEndpointState Endpoint(string name) => topology.Endpoint(name);

    private ChaosMend Clients(ChaosCause cause, string text, Func<ClientGroup, ClientGroup> change) => new(
        $"let {string.Join(", ", cause.Groups)} {text}",
        scenario with
        {
            Traffic = [.. scenario.Traffic.Select(group => cause.Groups.Contains(group.Name, StringComparer.Ordinal) ? change(group) : group)],
        });

    private static IEnumerable<ChaosMend> One(string text, Scenario? changed) => changed is null ? [] : [new ChaosMend(text, changed)];
}
