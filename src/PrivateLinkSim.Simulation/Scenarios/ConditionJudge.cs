using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>What a look at a condition found.</summary>
/// <param name="Text">What the condition says, as a sentence.</param>
/// <param name="Found">What is there.</param>
/// <param name="Rules">The rules that decided.</param>
internal readonly record struct Finding(bool Holds, string Text, string Found, params ImmutableArray<string> Rules);

/// <summary>Says whether conditions hold in a world.</summary>
internal sealed class ConditionJudge(ResourceIds ids, ScenarioNames names, RunView view, ScenarioTraffic traffic)
{
    private readonly SortedSet<string> _exercised = new(StringComparer.Ordinal);

    /// <summary>The rules that decided what held so far.</summary>
    public IReadOnlySet<string> Exercised => _exercised;

    /// <summary>Judges every fact that a condition states about its subject; all must be so.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="now">The moment of the look.</param>
    public Finding Judge(Condition condition, Moment now)
    {
        var findings = condition switch
        {
            { Endpoint: { } name } => OfEndpoint(condition, name, ids.Entity(EntityKind.InterfaceEndpoint, name)),
            { Service: { } name } => OfService(condition, name, ids.Entity(EntityKind.EndpointService, name)),
            { Subnet: { } name } => [FreeAddresses(condition, name)],
            { Notification: { } name } => OfNotification(condition, name),
            { Vpc: { } name } => [InVpc(condition, name, ids.TryId(name))],
            { Region: { } region } => [OptStatus(condition, region)],
            { Traffic: { } group } => TrafficFacts.Judge(condition, traffic.Of(group), traffic.SecondOf(now)),
            { LoadBalancer: { } name } => LoadBalancerCondition.Judge(condition, name, LoadBalancerOf(name)),
            { Dns: { } dns } => [Answers(condition, dns, dns)],
            _ => throw new InvalidOperationException("A condition without a subject got past the scenario's checks."),
        };
        var all = findings.ToArray();
        _exercised.UnionWith(all.Where(finding => finding.Holds).SelectMany(finding => finding.Rules));
        return new Finding(
            Array.TrueForAll(all, finding => finding.Holds),
            string.Join("; ", all.Select(finding => finding.Text)),
            string.Join("; ", all.Where(finding => !finding.Holds).DefaultIfEmpty(all[0]).Select(finding => finding.Found)),
            [.. all.SelectMany(finding => finding.Rules)]);
    }

    private LoadBalancerState? LoadBalancerOf(string name) =>
        ids.Entity(EntityKind.LoadBalancer, name) is { } id && view.Find<LoadBalancerState>(id) is { Status: LoadBalancerStatus.Active } made ? made : null;

    private IEnumerable<Finding> OfEndpoint(Condition condition, string name, EntityId? id)
    {
        var endpoint = id is { } made ? view.Find<InterfaceEndpointState>(made) : null;
        if (condition.Exists is { } exists)
        {
            yield return Exists(name, exists, endpoint is { Exists: true });
        }

        if (condition.State is { } state)
        {
            var found = endpoint?.Status.OnTheWire() ?? "never made";
            yield return new Finding(found == state, $"{name} is {state}", $"{name} is {found}");
        }

        foreach (var finding in EndpointFacts.Judge(condition, name, endpoint, ids))
        {
            yield return finding;
        }

        if (condition.Dns is { } dns)
        {
            yield return endpoint is null ? new Finding(false, $"{name} has DNS names", $"{name} was never made")
                : dns != "private" ? Answers(condition, NameOf(dns, id!.Value, endpoint), dns == "regional" ? $"the Regional name of {name}" : $"the zonal name of {name} in {dns}", "R62")
                : PrivateNameOf(endpoint) is { } privateName ? Answers(condition, privateName, $"the private name of {name}", "R63", endpoint.VpcId)
                : new Finding(condition.Answers is ["NXDOMAIN"], $"the private name of {name} answers {Joined(condition.Answers ?? [])}", "there is no private name");
        }

        if (condition.Reachable is not null || condition.Through is not null || condition.Rule is not null)
        {
            foreach (var finding in Paths(condition, name, id, endpoint))
            {
                yield return finding;
            }
        }
    }

    private IEnumerable<Finding> OfService(Condition condition, string name, EntityId? id)
    {
        var service = id is { } made ? view.Find<EndpointServiceState>(made) : null;
        if (condition.Exists is { } exists)
        {
            yield return Exists(name, exists, service is { Exists: true });
        }

        if (condition.State is { } state)
        {
            var found = service?.Status.ToString() ?? "never made";
            yield return new Finding(found == state, $"{name} is {state}", $"{name} is {found}");
        }

        if (condition.SupportedRegions is { } regions)
        {
            yield return service is { Exists: true }
                ? Same(
                    service.SupportedRegions.Where(region => region.Value.Status == SupportedRegionStatus.Available).Select(region => region.Key),
                    regions,
                    $"{name} supports",
                    $"{name} supports")
                : new Finding(false, $"{name} supports {Joined(regions)}", $"{name} was never made or is gone");
        }

        foreach (var finding in ServiceFacts.Judge(condition, name, service))
        {
            yield return finding;
        }

        if (condition.Dns is not null)
        {
            yield return service is { Exists: true }
                ? Answers(condition, DnsNames.OfService(id!.Value.Key, service.Region), $"the hostname of {name}", "R8")
                : new Finding(false, $"{name} has a hostname", $"{name} was never made or is gone");
        }
    }

    private IEnumerable<Finding> OfNotification(Condition condition, string name)
    {
        if (NotificationOf(name) is not { } notification)
        {
            yield return condition.Exists is { } expected ? Exists(name, expected, false) : new Finding(false, $"{name} exists", $"{name} was never made or is gone");
            yield break;
        }

        if (condition.Exists is { } exists)
        {
            yield return Exists(name, exists, true);
        }

        if (condition.Topic is { } topic)
        {
            yield return new Finding(notification.TopicArn == topic, $"{name} tells {topic}", $"{name} tells {notification.TopicArn}", "§2.5");
        }

        if (condition.Delivered is { } delivered)
        {
            yield return ServiceFacts.Told(Sorted.Map<ConnectionNotification>().Add(name, notification), null, delivered, name);
        }
    }

    private ConnectionNotification? NotificationOf(string name)
    {
        if (ids.TryId(name) is not { } id || view.HolderOf(id) is not { } holder)
        {
            return null;
        }

        return view.Find<EndpointServiceState>(holder)?.Notifications[id] ?? view.Find<InterfaceEndpointState>(holder)?.Notifications[id];
    }

    private Finding InVpc(Condition condition, string name, string? id) =>
        id is null
            ? new Finding(false, $"{condition.Dns} answers in {name}", $"{name} was never made")
            : Answers(condition, condition.Dns!, $"{condition.Dns} in {name}", null, id);

    // A wildcard is asked for by one of the names that it covers.
    private static string? PrivateNameOf(InterfaceEndpointState endpoint) =>
        endpoint.PrivateDnsName is not { } name ? null
        : name.StartsWith("*.", StringComparison.Ordinal) ? $"any{name[1..]}"
        : name;

    private Finding FreeAddresses(Condition condition, string name)
    {
        var id = ids.TryId(name);
        var subnet = id is not null && view.VpcOfSubnet(id) is { } vpc ? view.Find<VpcState>(vpc)!.Subnets[id] : null;
        return new Finding(
            subnet?.FreeAddresses == condition.FreeAddresses,
            Invariant($"{name} has {condition.FreeAddresses} free addresses"),
            subnet is null ? $"{name} was never made" : Invariant($"{name} has {subnet.FreeAddresses}"));
    }

    private Finding OptStatus(Condition condition, string regionName)
    {
        var account = names.TryGet(condition.Account ?? "", out var named) ? named.Account : condition.Account ?? "";
        var region = view.Find<RegionState>(new EntityId(EntityKind.Region, regionName)) ?? RegionState.Initial;
        var found = view.Facts.Regions.TryGet(regionName, out var facts) ? OnTheWire(region.StatusOf(account, facts)) : "no Region";
        return new Finding(
            found == condition.OptStatus,
            $"{regionName} is {condition.OptStatus} for {condition.Account}",
            $"{regionName} is {found} for {condition.Account}");
    }

    private Finding Answers(Condition condition, string dnsName, string called, string? rule = null, string? vpcId = null)
    {
        var expected = condition.Answers ?? [];
        var type = condition.RecordType ?? DnsRecordType.A;
        var asked = condition.RecordType is { } stated ? $"{called} ({stated.ToString().ToUpperInvariant()})" : called;
        var answer = DnsNames.Resolve(dnsName, type, view, vpcId);
        var status = answer.Status switch { DnsStatus.NoData => "NODATA", DnsStatus.NoSuchName => "NXDOMAIN", _ => null };
        if (status is not null || expected is ["NODATA" or "NXDOMAIN"])
        {
            var given = status ?? Joined(answer.Interfaces.Select(each => each.ZoneId));
            return new Finding(status is not null && expected is [var only] && only == status, $"{asked} answers {Joined(expected)}", $"it answers {given}", Rules(rule));
        }

        var byAddress = expected.Any(AwsShapes.IsAddress);
        return Same(byAddress ? answer.Addresses : answer.Interfaces.Select(each => each.ZoneId), expected, $"{asked} answers", "it answers") with
        {
            Rules = Rules(rule),
        };
    }

    private IEnumerable<Finding> Paths(Condition condition, string name, EntityId? id, InterfaceEndpointState? endpoint)
    {
        if (id is null || endpoint is null)
        {
            yield return new Finding(false, PathText(condition, name, condition.Zone), $"{name} was never made");
            yield break;
        }

        ImmutableArray<string> zones =
        [
            .. endpoint.Interfaces.Where(each => condition.Zone is null || each.ZoneName == condition.Zone || each.ZoneId == condition.Zone)
                .Select(each => each.ZoneId),
        ];
        if (zones.IsEmpty)
        {
            var isSaid = condition is { Zone: null, Reachable: false, Through: null, Rule: null };
            yield return new Finding(isSaid, PathText(condition, name, condition.Zone), $"{name} has no interface there");
            yield break;
        }

        foreach (var from in zones)
        {
            var verdict = PathVerdict.Judge(id.Value.Key, from, view, FlowOf(condition.Flow));
            var holds = (condition.Reachable is null || condition.Reachable == verdict.Reachable)
                && (condition.Rule is null || condition.Rule == verdict.Rule)
                && (condition.Through is null || condition.Through == verdict.ProviderZoneId);
            yield return new Finding(holds, PathText(condition, name, from), $"{verdict.Reason} ({verdict.Rule})", verdict.Rule);
        }
    }

    private static ImmutableArray<string> Rules(string? rule) => rule is null ? [] : [rule];

    private Flow? FlowOf(FlowCondition? flow) => flow is null
        ? null
        : new Flow(flow.Source, flow.Family == FlowFamily.Ipv6 ? DnsRecordType.Aaaa : DnsRecordType.A, flow.Protocol, flow.DatagramBytes, flow.Mtu)
        {
            Port = flow.Port,
            Client = ClientOf(flow),
        };

    private FlowClient? ClientOf(FlowCondition flow)
    {
        var subnet = flow.From is { } name ? ids.TryId(name) : null;
        var client = subnet is not null && view.VpcOfSubnet(subnet) is { } vpc ? FlowClient.In(vpc.Key, subnet, view) : new FlowClient();
        return flow is { From: null, SecurityGroups: null, Address: null }
            ? null
            : client with
            {
                Address = flow.Address,
                SecurityGroupIds = flow.SecurityGroups is { } groups ? [.. groups.Select(group => ids.TryId(group) ?? group)] : client.SecurityGroupIds,
            };
    }

    private static string FlowText(FlowCondition? flow) => flow is null
        ? ""
        : Invariant($" for {flow.Protocol.ToString().ToUpperInvariant()}{(flow.Port is { } port ? Invariant($" port {port}") : "")}")
            + $" over {(flow.Family == FlowFamily.Ipv6 ? "IPv6" : "IPv4")} from {flow.Address ?? flow.From ?? (flow.Source == FlowSource.Vpc ? "the VPC" : "the internet")}"
            + (flow.SecurityGroups is { IsEmpty: false } groups ? $" with {Joined(groups)}" : "")
            + (flow.DatagramBytes is { } bytes ? Invariant($" in datagrams of {bytes} bytes") : "");

    private static string PathText(Condition condition, string name, string? from)
    {
        var verb = condition.Reachable switch { true => "reaches a target", false => "reaches no target", null => "takes a path" };
        var through = condition.Through is { } entry ? $" through {entry}" : "";
        var rule = condition.Rule is { } id ? $" ({id})" : "";
        var zone = from is null ? "" : $" from {from}";
        return $"{name}{zone} {verb}{through}{FlowText(condition.Flow)}{rule}";
    }

    private static string NameOf(string dns, EntityId id, InterfaceEndpointState endpoint) =>
        dns == "regional"
            ? DnsNames.Regional(id.Key, endpoint)
            : DnsNames.Zonal(id.Key, endpoint, endpoint.Interfaces.FirstOrDefault(each => each.ZoneId == dns)?.ZoneName ?? dns);

    private static Finding Exists(string name, bool expected, bool found) => new(
        expected == found, expected ? $"{name} exists" : $"{name} does not exist", found ? $"{name} exists" : $"{name} does not exist");

    private static Finding Same(IEnumerable<string> found, IEnumerable<string> expected, string text, string foundText)
    {
        var (left, right) = (found.Order(StringComparer.Ordinal).ToArray(), expected.Order(StringComparer.Ordinal).ToArray());
        return new Finding(left.SequenceEqual(right, StringComparer.Ordinal), $"{text} {Joined(right)}", $"{foundText} {Joined(left)}");
    }

    private static string Joined(IEnumerable<string> texts) => string.Join(", ", texts.DefaultIfEmpty("nothing"));

    private static string OnTheWire(RegionOptStatus status) =>
        status == RegionOptStatus.EnabledByDefault ? "ENABLED_BY_DEFAULT" : status.ToString().ToUpperInvariant();

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
