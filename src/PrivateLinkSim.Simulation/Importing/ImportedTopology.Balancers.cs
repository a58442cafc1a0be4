using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <content>Load balancers with their listeners and targets.</content>
internal sealed partial class ImportedTopology
{
    private const string CrossZone = "load_balancing.cross_zone.enabled";
    private const string ProxyProtocol = "proxy_protocol_v2.enabled";
    private const string UnhealthyTermination = "target_health_state.unhealthy.connection_termination.enabled";

    // What AWS's target groups have when nobody says anything, by the keys that a scenario can say.
    private static readonly SortedDictionary<string, string> UsualAttributes = new(StringComparer.Ordinal)
    {
        ["deregistration_delay.timeout_seconds"] = "300",
        ["deregistration_delay.connection_termination.enabled"] = "false",
        [UnhealthyTermination] = "true",
        ["target_health_state.unhealthy.draining_interval_seconds"] = "0",
        ["target_group_health.dns_failover.minimum_healthy_targets.count"] = "1",
        ["target_group_health.dns_failover.minimum_healthy_targets.percentage"] = "off",
        ["target_group_health.unhealthy_state_routing.minimum_healthy_targets.count"] = "1",
        ["target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage"] = "off",
    };

    private static readonly string[] Protocols = ["TCP", "TLS", "UDP", "TCP_UDP"];

    private void AddBalancers()
    {
        foreach (var balancer in _found.Balancers.Values)
        {
            var subject = Subject(balancer);
            var subnets = Known(balancer.Subnets, balancer, "subnets");
            if (subnets.Length == 0)
            {
                _draft.Notes.LeftOut(subject, "none of its subnets is there");
            }
            else if (!_draft.IsRefused(balancer, subject))
            {
                AddBalancer(balancer, _vpcOf[subnets[0]], subnets);
            }
        }
    }

    private void AddBalancer(FoundBalancer balancer, FoundVpc vpc, string[] subnets)
    {
        var groups = TargetGroupsOf(balancer);
        if (balancer.CalledAs is { } called && called != _names[balancer.Id])
        {
            _draft.Notes.Changed(Subject(balancer), $"it was called {called}, which is the name of something else here, or no name");
        }

        if (groups.Length > 1)
        {
            _draft.Notes.Changed(
                Subject(balancer), $"it has one target group here, with the targets of all and what else is said of {groups[0].CalledAs ?? groups[0].Id}, the first");
        }

        var attributes = groups.Length == 0 ? new SortedDictionary<string, string>(StringComparer.Ordinal) : groups[0].Attributes;

        // A target group may say it otherwise than its load balancer.
        var crossZone = attributes.GetValueOrDefault(CrossZone) switch { "true" => true, "false" => false, _ => balancer.CrossZone };
        var isShiftable = balancer.ZonalShift && (!crossZone || attributes.GetValueOrDefault(UnhealthyTermination) == "false");
        if (balancer.ZonalShift && !isShiftable)
        {
            _draft.Notes.LeftOut($"the zonal shift of {Subject(balancer)}", $"with cross-zone load balancing, {UnhealthyTermination} must be false, and nothing says so");
        }

        var security = Known(balancer.Groups, balancer, "security groups");
        _isIn.Add(balancer.Id);
        _vpcOf[balancer.Id] = vpc;
        var item = ImportDraft.Object(
            ("name", _names[balancer.Id]),
            ("subnets", ImportDraft.Texts(subnets.Select(subnet => _names[subnet]))),
            ("crossZone", ImportDraft.If(crossZone)),
            ("zonalShift", ImportDraft.If(isShiftable)),
            ("ipAddressType", balancer.IpAddressType == "dualstack" ? "dualstack" : null),
            ("proxyProtocolV2", ImportDraft.If(attributes.GetValueOrDefault(ProxyProtocol) == "true")),
            ("targets", Targets(balancer, vpc, groups)),
            ("healthCheck", groups.Length > 0 && groups[0].HealthCheck.HasValues ? groups[0].HealthCheck : null),
            ("targetGroupAttributes", Attributes(attributes)),
            ("securityGroups", ImportDraft.Texts(security.Select(group => _names[group]))),
            ("enforceSecurityGroupInboundRulesOnPrivateLinkTraffic", security.Length > 0 && balancer.Enforces is false ? false : null));
        var path = _draft.Add("topology.loadBalancers", balancer, Subject(balancer), item);
        foreach (var listener in _found.Listeners.Values.Where(listener => listener.Balancer == balancer.Id))
        {
            AddListener(listener, balancer, path);
        }

        if (NullIfEmpty(_draft.List($"{path}.listeners")) is { } listeners)
        {
            item["listeners"] = listeners;
        }
    }

    private void AddListener(FoundListener listener, FoundBalancer balancer, string path)
    {
        var subject = FormattableString.Invariant($"listener {listener.Protocol} {listener.Port} of {Subject(balancer)}");
        if (!Protocols.Contains(listener.Protocol, StringComparer.Ordinal))
        {
            _draft.Notes.LeftOut(subject, $"listeners are of {string.Join(", ", Protocols)} here");
        }
        else if (!_draft.IsRefused(listener, subject))
        {
            _draft.Add($"{path}.listeners", listener, subject, ImportDraft.Object(
                ("protocol", listener.Protocol), ("port", listener.Port), ("tcpIdleTimeoutSeconds", listener.TcpIdleTimeoutSeconds)));
        }
    }

    private FoundTargetGroup[] TargetGroupsOf(FoundBalancer balancer)
    {
        var forwarded = _found.Listeners.Values.Where(listener => listener.Balancer == balancer.Id).SelectMany(listener => listener.TargetGroups);
        return
        [
            .. forwarded.Concat(_found.TargetGroups.Values.Where(group => group.Balancers.Contains(balancer.Id)).Select(group => group.Id))
                .Distinct(StringComparer.Ordinal).Select(_found.TargetGroups.GetValueOrDefault).OfType<FoundTargetGroup>(),
        ];
    }

    // Nothing for targets that are not known: then there is one in each zone.
    private JArray? Targets(FoundBalancer balancer, FoundVpc vpc, FoundTargetGroup[] groups)
    {
        var isKnown = groups.Length > 0 && groups.All(group => group.AreTargetsKnown) && !groups.Any(group => group.TargetType == "alb");
        if (!isKnown)
        {
            _draft.Notes.Changed(
                Subject(balancer),
                groups.Any(group => group.TargetType == "alb") ? "one target in each of its zones stands for the Application Load Balancer behind it"
                : "which targets it has is not known; there is one in each of its zones");
            return null;
        }

        var targets = new JArray();
        foreach (var (target, said) in groups.SelectMany(group => group.Targets).OrderBy(target => target.Key, StringComparer.Ordinal).DistinctBy(target => target.Key, StringComparer.Ordinal))
        {
            if ((said is null ? null : ZoneOf(vpc, Region(vpc), said)) is { } zone || (zone = ZoneOfAddress(vpc, target)!) is not null)
            {
                targets.Add(ImportDraft.Object(("Id", target), ("AvailabilityZone", zone)));
            }
            else
            {
                _draft.Notes.LeftOut($"target {target} of {Subject(balancer)}", "nothing says in which zone it is; describe the instances, or the subnet of its address");
            }
        }

        if (targets.Count == 0)
        {
            _draft.Notes.Changed(Subject(balancer), "it has no targets");
        }

        return targets;
    }

    private string? ZoneOfAddress(FoundVpc vpc, string address)
    {
        var subnet = _found.Subnets.Values.FirstOrDefault(each => each.Vpc == vpc.Id && each.CidrBlock is { } block && AddressBlocks.Contains(block, address));
        return subnet is null ? null : ZoneOf(vpc, Region(vpc), subnet.Zone);
    }

    private RegionFacts Region(FoundVpc vpc) =>
        _regions.TryGet(vpc.Region!, out var region) ? region : throw new InvalidOperationException($"{vpc.Id} lies in {vpc.Region}, which is no Region.");

    private static JObject? Attributes(SortedDictionary<string, string> attributes)
    {
        var made = new JObject();
        foreach (var (key, usual) in UsualAttributes)
        {
            if (attributes.TryGetValue(key, out var text) && text.Length > 0 && text != usual)
            {
                made[key] = text is "true" or "false" ? text == "true"
                    : !key.StartsWith("target_group_health.", StringComparison.Ordinal) && int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number
                    : text;
            }
        }

        return made.HasValues ? made : null;
    }

    // Those of the ids that stand; the others are noted.
    private string[] Known(IEnumerable<string> ids, FoundResource owner, string what)
    {
        var all = ids.Distinct(StringComparer.Ordinal).ToArray();
        foreach (var unknown in all.Where(id => !_isIn.Contains(id)))
        {
            _draft.Notes.LeftOut($"{unknown} of the {what} of {Subject(owner)}", "it is not described, or can't stand itself");
        }

        return [.. all.Where(_isIn.Contains)];
    }
}
