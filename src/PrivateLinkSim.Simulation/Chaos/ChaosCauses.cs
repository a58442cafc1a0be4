using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// Finds what lies behind a loss, from the state of the network as the faults strike and as it stands before they are repaired. What
/// still has a way out then could have been spared all but the time it takes; what has none lacks something.
/// </summary>
public sealed class ChaosCauses(Scenario scenario, ChaosTopology topology, ChaosLooks looks)
{
    private const int TimeToLive = 60;

    private Settings Settings => topology.View.Facts.Settings;

    /// <summary>The causes of a damage, each with the groups that it hit.</summary>
    public ImmutableArray<ChaosCause> Of(ChaosDamage damage)
    {
        ArgumentNullException.ThrowIfNull(damage);
        var found =
            from hit in damage.Hit
            from cause in OfGroup(scenario.Traffic.First(each => each.Name == hit.Group), hit)
            select cause;
        return
        [
            .. found.GroupBy(cause => cause with { Groups = [] })
                .OrderBy(same => same.Key.Kind)
                .ThenBy(same => same.Key.Text, StringComparer.Ordinal)
                .Select(same => same.Key with { Groups = [.. same.SelectMany(cause => cause.Groups).Distinct(StringComparer.Ordinal)] }),
        ];
    }

    private IEnumerable<ChaosCause> OfGroup(ClientGroup group, GroupDamage damage)
    {
        // What fails at the first endpoint is lost only when it fails at the second too.
        var endpoints = damage.Lost == 0 ? [] : topology.EndpointsOf(group);
        return endpoints.SelectMany(name => OfEndpoint(At(name), damage)).Concat(OfOpen(group, damage)).Select(cause => cause with { Groups = [group.Name] });

        ClientGroup At(string endpoint) => endpoint == group.Endpoint ? group : group with { Endpoint = endpoint, Dns = "regional" };
    }

    private IEnumerable<ChaosCause> OfEndpoint(ClientGroup group, GroupDamage damage)
    {
        var endpoint = topology.EndpointOf(group);
        var (struck, late) = (looks.Struck[group.Endpoint], looks.Late[group.Endpoint]);
        var causes = late.HasWayOut ? WithWayOut(group, endpoint, struck, late).Concat(Limited(late, damage)) : WithoutWayOut(group, endpoint, late);
        return causes.Concat(Partial(struck, late, damage));
    }

    // Where there is no way, clients could notice as soon as they like.
    private IEnumerable<ChaosCause> OfOpen(ClientGroup group, GroupDamage damage)
    {
        if (damage.Broken > 0 && topology.EndpointsOf(group).Any(name => looks.Late[name].HasWayOut))
        {
            yield return Cause(
                ChaosCauseKind.OpenConnections,
                "open connections do not move by DNS: they break with the way that they are on, and clients wait "
                    + FormattableString.Invariant($"{group.NoticeSeconds}s for an answer before they open others"),
                "R37",
                "");
        }
    }

    // What is left has a way to it, but is too little for everybody.
    private IEnumerable<ChaosCause> Limited(EndpointLook late, GroupDamage damage)
    {
        foreach (var (arn, balancer) in late.LoadBalancers)
        {
            var name = topology.NameOf(arn);
            if (damage.Rules.Contains("§2.14/ports"))
            {
                yield return Cause(
                    ChaosCauseKind.Ports,
                    $"the targets of {name} that are left have no ports for all connections: 55,000 to each, of those that the node in a zone uses",
                    "§2.14/ports",
                    name);
            }

            if (damage.Rules.Contains("§6.3/capacity"))
            {
                yield return Cause(ChaosCauseKind.Capacity, $"the targets of {name} that are left can take no more connections", "§6.3/capacity", name);
            }
        }
    }

    private IEnumerable<ChaosCause> WithoutWayOut(ClientGroup group, InterfaceEndpointState endpoint, EndpointLook late)
    {
        if (late.Paths.Values.Any(path => path.Rule == "R38"))
        {
            yield return Cause(
                ChaosCauseKind.OneRegion, $"the service{(group.Fallback is null ? "" : $" behind {group.Endpoint}")} is in {endpoint.HostRegion} alone, and PrivateLink does not fail over across Regions", "R38", group.Endpoint);
            yield break;
        }

        if (late.Paths.Values.Any(path => IsOfTargets(path.Rule)))
        {
            yield return OfTargets(late);
        }
        else
        {
            yield return OfZones(group, endpoint, late);
        }
    }

    private ChaosCause OfTargets(EndpointLook late)
    {
        if (CrossZoneOff(late, late.Blocked) is { } off)
        {
            return off;
        }

        var names = string.Join(", ", late.LoadBalancers.Keys.Select(topology.NameOf));
        var targets = late.LoadBalancers.Values.SelectMany(balancer => balancer.AllTargets).Select(target => target.Value).ToArray();
        return targets.Any(target => target.FailedUntil is null)
            ? Cause(
                ChaosCauseKind.ZonesOfTargets,
                $"all targets of {names} are in {Zones(targets.Select(target => target.ZoneId))}",
                "R35",
                topology.NameOf(late.LoadBalancers.Keys.First()))
            : Cause(
                ChaosCauseKind.NoTargets,
                $"no target of {names} is left, and the service has no other load balancer",
                "R6",
                topology.NameOf(late.LoadBalancers.Keys.First()));
    }

    // An interface leads nowhere by its own fault, by its zone or by what stands in the zone of the service.
    private ChaosCause OfZones(ClientGroup group, InterfaceEndpointState endpoint, EndpointLook late)
    {
        var service = topology.ServiceOf(endpoint);
        var isOfProvider = endpoint.IsCrossRegion
            ? late.Paths.All(path => path.Value.Rule != "§fault/endpoint" && !late.DarkZones.Contains(path.Key))
            : service.Zones.Keys.All(zone => late.Paths.ContainsKey(zone));
        return isOfProvider
            ? Cause(
                ChaosCauseKind.ZonesOfService,
                service.Zones.Count == 1 ? $"the service has one zone only, {Zones(service.Zones.Keys)}" : $"the service has no other zones than {Zones(service.Zones.Keys)}",
                "R35",
                group.Endpoint)
            : Cause(
                ChaosCauseKind.ZonesOfEndpoint,
                late.Paths.Count == 1 ? $"{group.Endpoint} has one zone only, {Zones(late.Paths.Keys)}" : $"{group.Endpoint} has no other zones than {Zones(late.Paths.Keys)}",
                "R35",
                group.Endpoint);
    }

    private IEnumerable<ChaosCause> WithWayOut(ClientGroup group, InterfaceEndpointState endpoint, EndpointLook struck, EndpointLook late)
    {
        var pinned = endpoint.Interfaces.FirstOrDefault(each => group.Dns == each.ZoneId || group.Dns == each.ZoneName)?.ZoneId;
        string[] blocked = [.. struck.Blocked.Union(late.Blocked, StringComparer.Ordinal).Where(zone => pinned is null || pinned == zone)];
        if (blocked.Length == 0)
        {
            yield break;
        }

        if (CrossZoneOff(struck, blocked) is { } off)
        {
            yield return off;
        }

        if (pinned is not null && late.Blocked.Contains(pinned, StringComparer.Ordinal))
        {
            yield return Cause(ChaosCauseKind.ZonalName, $"it resolves the zonal name of {pinned}, which stays pinned to that zone", "R37", group.Endpoint);
        }
        else if (endpoint.IsCrossRegion && blocked.All(zone => struck.Paths[zone].Rule != "§fault/endpoint" && !late.Blocked.Contains(zone, StringComparer.Ordinal)))
        {
            yield return Cause(
                ChaosCauseKind.PathFailover,
                $"the way to another Region moves to another zone of the service only after {FoundOutAfter(struck, blocked, Settings.CrossRegionZoneFailover, "crossRegionZoneFailover")}",
                "R37",
                group.Endpoint);
        }
        else if (pinned is null && group.ResolverSeconds > TimeToLive)
        {
            yield return Cause(
                ChaosCauseKind.KeptAnswers,
                $"resolvers keep answers for {Durations.Text(TimeSpan.FromSeconds(group.ResolverSeconds))}, beyond AWS's time to live of 60s",
                "R37",
                "");
        }
        else
        {
            yield return Cause(ChaosCauseKind.Detection, DetectionText(group, struck, blocked), "R37", "");
        }
    }

    private string DetectionText(ClientGroup group, EndpointLook struck, string[] blocked) =>
        FormattableString.Invariant($"an address that leads nowhere is found out after {FoundOutAfter(struck, blocked, Settings.ZoneImpairmentDetection, "zoneImpairmentDetection")}, and clients use it for up to {group.ResolverSeconds}s more");

    private string FoundOutAfter(EndpointLook struck, string[] blocked, TimeSpan ofZones, string setting)
    {
        string[] rules = [.. blocked.Select(zone => struck.Paths[zone].Rule)];
        return rules.Any(IsOfTargets) ? $"{Durations.Text(struck.LoadBalancers.Values.Max(balancer => balancer.HealthCheck.Detection(answers: false)))} (health checks)"
            : rules.Contains("§6.1/node", StringComparer.Ordinal) ? $"{Durations.Text(Settings.ZoneImpairmentDetection)} (zoneImpairmentDetection)"
            : $"{Durations.Text(ofZones)} ({setting})";
    }

    private IEnumerable<ChaosCause> Partial(EndpointLook struck, EndpointLook late, GroupDamage damage)
    {
        if (!late.HasWayOut || !damage.Rules.Contains("§6.1/target"))
        {
            yield break;
        }

        foreach (var (arn, balancer) in struck.LoadBalancers)
        {
            var isPartial = struck.ProviderZones.Any(zone =>
                struck.Paths[zone.Key].Reachable
                && balancer.ByGroup.Any(group => group.Seen.RoutedTo(zone.Value) is { IsEmpty: false } routed && !routed.All(balancer.Answers)));
            if (isPartial)
            {
                yield return Cause(
                    ChaosCauseKind.HealthChecks,
                    $"nodes of {topology.NameOf(arn)} go on sending to targets that do not answer until health checks find out, after {Durations.Text(balancer.HealthCheck.Detection(answers: false))}",
                    "§6.1/target",
                    topology.NameOf(arn));
            }
        }
    }

    private ChaosCause? CrossZoneOff(EndpointLook look, IEnumerable<string> blocked)
    {
        foreach (var zone in blocked.Where(zone => IsOfTargets(look.Paths[zone].Rule)).Select(zone => look.ProviderZones[zone]))
        {
            foreach (var (arn, balancer) in look.LoadBalancers.Where(each => !each.Value.CrossZone && each.Value.Nodes.Any(node => node.ZoneId == zone)))
            {
                var elsewhere = balancer.AllTargets.Select(target => target.Value).Where(target => target.ZoneId != zone && balancer.Answers(target)).Select(target => target.ZoneId).ToArray();
                if (elsewhere.Length > 0)
                {
                    var name = topology.NameOf(arn);
                    return Cause(
                        ChaosCauseKind.CrossZoneOff, $"cross-zone is off: the node of {name} in {zone} does not use the targets in {Zones(elsewhere)}", "R6", name);
                }
            }
        }

        return null;
    }

    private static bool IsOfTargets(string rule) => rule is "§6.1/target" or "R6";

    private static string Zones(IEnumerable<string> zones) =>
        string.Join(" and ", zones.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static ChaosCause Cause(ChaosCauseKind kind, string text, string rule, string subject) => new(kind, text, rule, subject, []);
}
