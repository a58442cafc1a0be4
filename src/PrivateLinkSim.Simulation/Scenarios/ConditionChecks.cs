using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// Checks what steps expect: that it is about something that is there, and says something that can be so of it.
/// An expectation about nothing would hold or fail for no reason.
/// </summary>
internal sealed class ConditionChecks(ScenarioNames names, ReferenceChecks references)
{
    private static readonly string[] OptStatuses = ["ENABLED", "ENABLING", "DISABLING", "DISABLED", "ENABLED_BY_DEFAULT"];
    private static readonly string[] EndpointFactNames =
    [
        "state", "exists", "dns", "recordType", "answers", "zone", "reachable", "through", "rule", "flow", "ipAddressType", "dnsRecordIpType",
        "privateDnsEnabled", "securityGroups", "subnets", "tags", "denyAllIgwTraffic", "topic", "delivered",
    ];

    private static readonly string[] ServiceFactNames =
    [
        "state", "exists", "supportedRegions", "dns", "recordType", "answers", "supportedIpAddressTypes", "privateDnsState",
        "payerResponsibility", "tags", "zones", "topic", "delivered",
    ];

    private readonly ScenarioErrors _errors = references.Errors;
    private readonly TrafficConditionChecks _traffic = new(references);

    public void Check(Step step, string path, int index)
    {
        CheckAll(step.Expect, $"{path}.expect", index);
        CheckAll(step.Eventually, $"{path}.eventually", index);
        CheckAll(step.Always, $"{path}.always", index);
        CheckAll(step.Never, $"{path}.never", index);
    }

    private void CheckAll(ImmutableArray<Condition> conditions, string path, int step)
    {
        for (var index = 0; index < conditions.Length; index++)
        {
            CheckOne(conditions[index], ScenarioPath.Item(path, index), step);
        }
    }

    private void CheckOne(Condition condition, string path, int step)
    {
        string[] subjects =
        [
            .. new[] { ("endpoint", condition.Endpoint), ("service", condition.Service), ("subnet", condition.Subnet), ("region", condition.Region), ("vpc", condition.Vpc), ("notification", condition.Notification), ("traffic", condition.Traffic), ("loadBalancer", condition.LoadBalancer) }
                .Where(subject => subject.Item2 is not null)
                .Select(subject => subject.Item1),
        ];
        switch (subjects)
        {
            case ["endpoint"]:
                Fits(condition, path, "an endpoint", EndpointFactNames);
                CheckEndpoint(condition, path, step);
                break;
            case ["service"]:
                Fits(condition, path, "a service", ServiceFactNames);
                CheckService(condition, path, step);
                break;
            case ["subnet"]:
                Fits(condition, path, "a subnet", ["freeAddresses"]);
                references.Expected($"{path}.subnet", condition.Subnet!, ResourceKind.Subnet, step);
                break;
            case ["region"]:
                Fits(condition, path, "an account in a Region", ["account", "optStatus"]);
                CheckRegion(condition, path);
                break;
            case ["vpc"]:
                Fits(condition, path, "a VPC", ["dns", "recordType", "answers"]);
                CheckVpc(condition, path, step);
                break;
            case ["notification"]:
                Fits(condition, path, "a notification", ["exists", "topic", "delivered"]);
                CheckNotification(condition, path, step);
                break;
            case ["traffic"]:
                Fits(condition, path, "a group of clients", ["over", "availability", "availabilityAtMost", "lost", "lostAtMost", "lossAtMost", "broken", "brokenAtMost", "recoveredWithin", "latencyP50AtMost", "latencyP99AtMost", "loadAtMost"]);
                _traffic.Check(condition, path);
                break;
            case ["loadBalancer"]:
                Fits(condition, path, "a load balancer", ["targetHealth", "zonesInService"]);
                CheckLoadBalancer(condition, path, step);
                break;
            case [] when condition.Dns is { } dns:
                Fits(condition, path, "a DNS name in full", ["dns", "recordType", "answers"]);
                CheckFullName(condition, dns, path);
                break;
            case []:
                _errors.Add(path, "a condition is about something: an endpoint, a service, a load balancer, a subnet, a notification, a group of clients (traffic), a vpc, a region with an account, or a dns name in full");
                break;
            default:
                _errors.Add($"{path}.{subjects[1]}", $"a condition is about one thing, and this about {string.Join(" and ", subjects)}");
                break;
        }
    }

    private void CheckSender(FlowCondition flow, string path, int step)
    {
        if (flow.Port is < 1 or > PortSpan.Highest)
        {
            _errors.Add($"{path}.port", FormattableString.Invariant($"{flow.Port} is no port, 1 to {PortSpan.Highest}"));
        }

        if (flow.From is { } subnet)
        {
            references.Expected($"{path}.from", subnet, ResourceKind.Subnet, step);
        }

        if (flow.Address is { } address && !AwsShapes.IsAddress(address) && !AddressBlocks.IsBlock(address))
        {
            _errors.Add($"{path}.address", $"'{address}' is no address and no block without host bits");
        }

        Many(flow.SecurityGroups, $"{path}.securityGroups", ResourceKind.SecurityGroup, step);
    }

    private void CheckEndpoint(Condition condition, string path, int step)
    {
        if (condition.State is { } state)
        {
            references.OneOf($"{path}.state", state, "state of an endpoint", EndpointStates());
        }

        if (condition.Zone is not null && condition is { Reachable: null, Through: null, Rule: null })
        {
            _errors.Add($"{path}.zone", "'zone' says whose path 'reachable', 'through' and 'rule' speak of, and none of them is there");
        }

        if (condition.Flow is not null && condition is { Reachable: null, Through: null, Rule: null })
        {
            _errors.Add($"{path}.flow", "'flow' says what traffic 'reachable', 'through' and 'rule' speak of, and none of them is there");
        }

        if (condition.Flow is { Protocol: FlowProtocol.Tcp, DatagramBytes: not null })
        {
            _errors.Add($"{path}.flow.datagramBytes", "TCP has no datagrams; say \"protocol\": \"udp\"");
        }

        if (condition.Flow is { } flow)
        {
            CheckSender(flow, $"{path}.flow", step);
        }

        Many(condition.SecurityGroups, $"{path}.securityGroups", ResourceKind.SecurityGroup, step);
        Many(condition.Subnets, $"{path}.subnets", ResourceKind.Subnet, step);

        if (condition.Through is { } through)
        {
            references.ZoneId($"{path}.through", through);
        }

        if (condition.Rule is { } rule)
        {
            references.Rule($"{path}.rule", rule);
        }

        var isKnown = references.Expected($"{path}.endpoint", condition.Endpoint!, ResourceKind.Endpoint, step);
        var endpoint = isKnown && names.TryGet(condition.Endpoint!, out var named) ? named : null;
        if (endpoint is not null && condition.Zone is { } zone)
        {
            references.Zone($"{path}.zone", zone, endpoint.Region, endpoint.Account);
        }

        if (endpoint is not null && condition.Dns is { } dns and not ("regional" or "private"))
        {
            references.Zone($"{path}.dns", dns, endpoint.Region, endpoint.Account);
        }

        CheckDelivered(condition, path);
        CheckAnswers(condition, path, endpoint);
    }

    private void CheckService(Condition condition, string path, int step)
    {
        references.Expected($"{path}.service", condition.Service!, ResourceKind.Service, step);
        if (condition.State is { } state)
        {
            references.OneOf($"{path}.state", state, "state of a service", ServiceStates());
        }

        if (condition.Dns is { } dns)
        {
            references.OneOf($"{path}.dns", dns, "DNS name of a service", ["service"]);
        }

        if (condition.PrivateDnsState is { } privateDns)
        {
            references.OneOf($"{path}.privateDnsState", privateDns, "state of a private DNS name", ServiceFacts.PrivateDnsStates);
        }

        if (condition.PayerResponsibility is { } payer)
        {
            references.OneOf($"{path}.payerResponsibility", payer, "payer", ["ServiceOwner", ServiceFacts.EndpointOwner]);
        }

        for (var index = 0; index < (condition.Zones?.Length ?? 0); index++)
        {
            references.ZoneId(ScenarioPath.Item($"{path}.zones", index), condition.Zones!.Value[index]);
        }

        CheckDelivered(condition, path);
        references.Regions($"{path}.supportedRegions", condition.SupportedRegions ?? []);
        CheckAnswers(condition, path, null);
    }

    private void CheckLoadBalancer(Condition condition, string path, int step)
    {
        references.Expected($"{path}.loadBalancer", condition.LoadBalancer!, ResourceKind.LoadBalancer, step);
        foreach (var (target, state) in condition.TargetHealth ?? Sorted.Map<string>())
        {
            references.OneOf(ScenarioPath.Member($"{path}.targetHealth", target), state, "state of a target", LoadBalancerCondition.TargetStates);
        }

        for (var index = 0; index < (condition.ZonesInService?.Length ?? 0); index++)
        {
            references.ZoneId(ScenarioPath.Item($"{path}.zonesInService", index), condition.ZonesInService!.Value[index]);
        }
    }

    private void CheckVpc(Condition condition, string path, int step)
    {
        references.Expected($"{path}.vpc", condition.Vpc!, ResourceKind.Vpc, step);
        if (condition.Dns is { } dns)
        {
            CheckFullName(condition, dns, path);
        }
        else
        {
            CheckAnswers(condition, path, null);
        }
    }

    private void CheckNotification(Condition condition, string path, int step)
    {
        references.Expected($"{path}.notification", condition.Notification!, ResourceKind.Notification, step);
        CheckDelivered(condition, path);
    }

    private void CheckDelivered(Condition condition, string path)
    {
        if (condition is { Topic: not null, Delivered: null, Notification: null })
        {
            _errors.Add($"{path}.topic", "'topic' says whose 'delivered' is meant, and 'delivered' is missing");
        }

        foreach (var name in condition.Delivered?.Keys ?? [])
        {
            references.OneOf(ScenarioPath.Member($"{path}.delivered", name), name, "connection event", ScenarioContracts.NamesOf(typeof(ConnectionEvent)));
        }
    }

    // Names of the scenario; an id of AWS's own is taken as it is.
    private void Many(ImmutableArray<string>? named, string path, ResourceKind kind, int step)
    {
        for (var index = 0; index < (named?.Length ?? 0); index++)
        {
            var name = named!.Value[index];
            if (!AwsShapes.IsAny(name))
            {
                references.Expected(ScenarioPath.Item(path, index), name, kind, step);
            }
        }
    }

    private void CheckRegion(Condition condition, string path)
    {
        references.Region($"{path}.region", condition.Region!);
        if (condition.Account is { } account)
        {
            references.Expected($"{path}.account", account, ResourceKind.Account, -1);
        }

        if (condition.OptStatus is { } status)
        {
            references.OneOf($"{path}.optStatus", status, "opt status", OptStatuses);
        }

        if (condition is { Account: null } or { OptStatus: null })
        {
            _errors.Add(path, "a condition about a Region says of which 'account' and what its 'optStatus' is");
        }
    }

    private void CheckFullName(Condition condition, string dns, string path)
    {
        if (!dns.Contains('.', StringComparison.Ordinal))
        {
            _errors.Add($"{path}.dns", $"'{dns}' is no DNS name in full; for the name of an endpoint or service, say of which in 'endpoint' or 'service'");
        }

        CheckAnswers(condition, path, null);
    }

    private void CheckAnswers(Condition condition, string path, NamedResource? endpoint)
    {
        if (condition.Dns is null != condition.Answers is null)
        {
            var (there, missing) = condition.Dns is null ? ("answers", "dns") : ("dns", "answers");
            _errors.Add($"{path}.{there}", $"'dns' and 'answers' go together, and '{missing}' is missing");
        }

        if (condition is { RecordType: not null, Dns: null })
        {
            _errors.Add($"{path}.recordType", "'recordType' says what is asked of 'dns', and 'dns' is missing");
        }

        if (condition.Answers is not { } answers || answers is ["NODATA"] or ["NXDOMAIN"])
        {
            return;
        }

        if (answers.IsEmpty)
        {
            _errors.Add($"{path}.answers", "an answer without addresses is [\"NODATA\"] or [\"NXDOMAIN\"]");
        }

        var addresses = answers.Count(AwsShapes.IsAddress);
        for (var index = 0; index < answers.Length && addresses < answers.Length; index++)
        {
            CheckAnswer(answers[index], ScenarioPath.Item($"{path}.answers", index), addresses > 0, endpoint);
        }
    }

    private void CheckAnswer(string answer, string path, bool besideAddresses, NamedResource? endpoint)
    {
        if (answer is "NODATA" or "NXDOMAIN")
        {
            _errors.Add(path, $"{answer} is the whole answer; nothing stands beside it");
        }
        else if (besideAddresses)
        {
            if (!AwsShapes.IsAddress(answer))
            {
                _errors.Add(path, $"'{answer}' stands beside addresses; answers are all zone ids or all addresses");
            }
        }
        else if (endpoint is null)
        {
            references.ZoneId(path, answer);
        }
        else
        {
            references.ZoneIdOf(path, answer, endpoint.Region, endpoint.Account);
        }
    }

    // What is stated must be among what can be said of the subject, and something must be.
    private void Fits(Condition condition, string path, string subject, string[] facts)
    {
        string[] stated =
        [
            .. new (string Name, object? Value)[]
            {
                ("over", condition.Over), ("availability", condition.Availability), ("lost", condition.Lost), ("lostAtMost", condition.LostAtMost), ("broken", condition.Broken), ("lossAtMost", condition.LossAtMost),
                ("availabilityAtMost", condition.AvailabilityAtMost), ("brokenAtMost", condition.BrokenAtMost), ("recoveredWithin", condition.RecoveredWithin), ("latencyP50AtMost", condition.LatencyP50AtMost),
                ("latencyP99AtMost", condition.LatencyP99AtMost), ("loadAtMost", condition.LoadAtMost),
                ("account", condition.Account), ("optStatus", condition.OptStatus), ("state", condition.State), ("exists", condition.Exists),
                ("supportedRegions", condition.SupportedRegions), ("freeAddresses", condition.FreeAddresses), ("dns", condition.Dns),
                ("answers", condition.Answers), ("zone", condition.Zone), ("reachable", condition.Reachable),
                ("through", condition.Through), ("rule", condition.Rule), ("flow", condition.Flow), ("recordType", condition.RecordType),
                ("ipAddressType", condition.IpAddressType), ("dnsRecordIpType", condition.DnsRecordIpType),
                ("privateDnsEnabled", condition.PrivateDnsEnabled), ("securityGroups", condition.SecurityGroups),
                ("subnets", condition.Subnets), ("tags", condition.Tags), ("denyAllIgwTraffic", condition.DenyAllIgwTraffic),
                ("supportedIpAddressTypes", condition.SupportedIpAddressTypes), ("privateDnsState", condition.PrivateDnsState),
                ("payerResponsibility", condition.PayerResponsibility), ("zones", condition.Zones), ("topic", condition.Topic),
                ("delivered", condition.Delivered), ("targetHealth", condition.TargetHealth), ("zonesInService", condition.ZonesInService),
            }
            .Where(fact => fact.Value is not null)
            .Select(fact => fact.Name),
        ];
        foreach (var fact in stated.Except(facts, StringComparer.Ordinal))
        {
            _errors.Add($"{path}.{fact}", $"'{fact}' can't be said of {subject}; what can: {string.Join(", ", facts)}");
        }

        if (stated.Length == 0)
        {
            _errors.Add(path, $"nothing is said of {subject}; what can: {string.Join(", ", facts)}");
        }
    }

    private static IEnumerable<string> EndpointStates() => Enum.GetValues<EndpointStatus>()
        .Where(status => status is not (EndpointStatus.None or EndpointStatus.Requested))
        .Select(status => status.OnTheWire());

    private static IEnumerable<string> ServiceStates() => Enum.GetValues<ServiceStatus>()
        .Where(status => status is not (ServiceStatus.None or ServiceStatus.Requested))
        .Select(status => status.ToString());
}
