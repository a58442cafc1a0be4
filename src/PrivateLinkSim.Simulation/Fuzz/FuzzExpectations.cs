using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// Random expectations. Most fail, and that is no matter: judging them must change nothing, and come to the same however a run is executed.
/// </summary>
internal sealed class FuzzExpectations(FuzzStage stage, FuzzDice dice)
{
    private static readonly string[] States = ["pendingAcceptance", "pending", "available", "rejected", "expired", "failed", "deleting", "deleted"];
    private static readonly string[] Times = ["1s", "60s", "10m", "1h"];

    /// <summary>The step, now and then with something that it expects.</summary>
    public Step With(Step step)
    {
        ImmutableArray<Condition> drawn = [.. Enumerable.Range(0, 1 + dice.Below(2)).Select(_ => Draw()).OfType<Condition>()];
        return drawn.IsEmpty || !dice.OneIn(4) ? step : dice.Below(4) switch
        {
            0 => step with { Eventually = drawn, Within = dice.Of(Times) },
            1 => step with { Always = drawn, For = dice.Of(Times) },
            2 => step with { Never = drawn, For = dice.OneIn(2) ? null : dice.Of(Times) },
            _ => step with { Expect = drawn },
        };
    }

    private Condition? Draw() => dice.Below(8) switch
    {
        < 3 => dice.OfAny(stage.All(ResourceKind.Endpoint)) is { Region.Length: > 0 } endpoint ? OfEndpoint(endpoint) : null,
        3 => dice.OfAny(stage.All(ResourceKind.Service)) is { } service ? OfService(service) : null,
        4 => dice.OfAny(stage.All(ResourceKind.Subnet)) is { } subnet ? new Condition { Subnet = subnet.Name, FreeAddresses = dice.Below(260) } : null,
        5 => dice.OfAny(stage.All(ResourceKind.LoadBalancer)) is { } balancer ? OfLoadBalancer(balancer) : null,
        6 => dice.OfAny(stage.All(ResourceKind.Vpc)) is { } vpc
            ? new Condition { Vpc = vpc.Name, Dns = dice.Of("api.example.com", "x.example.com", "db.api.example.com"), RecordType = RecordType(), Answers = [dice.Of("NODATA", "NXDOMAIN")] }
            : null,
        _ => new Condition { Region = dice.Of(stage.UsedRegions), Account = dice.Of([.. stage.All(ResourceKind.Account)]).Name, OptStatus = dice.Of("ENABLED", "DISABLED", "ENABLED_BY_DEFAULT") },
    };

    private Condition OfEndpoint(FuzzThing endpoint)
    {
        var named = new Condition { Endpoint = endpoint.Name };
        return dice.Below(6) switch
        {
            0 => named with { State = dice.Of(States), Exists = dice.OneIn(2) },
            1 => named with { Dns = dice.Of("regional", "private", Zone(endpoint.Region)), RecordType = RecordType(), Answers = Answers(endpoint.Region) },
            2 => named with { Reachable = dice.OneIn(2), Zone = dice.OneIn(2) ? Zone(endpoint.Region) : null, Flow = dice.OneIn(2) ? Flow() : null },
            3 => named with { Rule = dice.Of("R6", "R37", "R5"), Through = dice.OneIn(2) ? Zone(endpoint.Region) : null },
            4 => named with { IpAddressType = dice.Of(Enum.GetValues<IpAddressType>()), PrivateDnsEnabled = dice.OneIn(2), DenyAllIgwTraffic = dice.OneIn(2) ? true : null },
            _ => named with { Delivered = Sorted.Map<long>().Add("Connect", dice.Below(3)), Tags = Sorted.Map<string>().Add("team", "a") },
        };
    }

    private Condition OfService(FuzzThing service)
    {
        var named = new Condition { Service = service.Name };
        return dice.Below(4) switch
        {
            0 => named with { State = dice.Of("Pending", "Available", "Deleted"), Exists = dice.OneIn(2) },
            1 => named with { Dns = "service", Answers = [dice.Of("NODATA", "NXDOMAIN")] },
            2 => named with { SupportedRegions = [.. stage.UsedRegions], Zones = [Zone(dice.Of(stage.UsedRegions))] },
            _ => named with { PrivateDnsState = dice.Of("pendingVerification", "verified", "failed", "none"), PayerResponsibility = dice.Of("ServiceOwner", "EndpointOwner") },
        };
    }

    private Condition OfLoadBalancer(FuzzThing balancer) => dice.OneIn(2)
        ? new Condition { LoadBalancer = balancer.Name, ZonesInService = [Zone(dice.Of(stage.UsedRegions))] }
        : new Condition { LoadBalancer = balancer.Name, TargetHealth = Sorted.Map<string>().Add($"i-{balancer.Name}-0", dice.Of("healthy", "unhealthy", "draining", "unused")) };

    private FlowCondition Flow() => new()
    {
        Source = dice.Of(Enum.GetValues<FlowSource>()),
        Family = dice.Of(Enum.GetValues<FlowFamily>()),
        Protocol = dice.Of(Enum.GetValues<FlowProtocol>()),
        Port = dice.OneIn(2) ? 443 : null,
        From = dice.OneIn(3) ? dice.OfAny(stage.All(ResourceKind.Subnet))?.Name : null,
    };

    private DnsRecordType? RecordType() => dice.Of<DnsRecordType?>(null, DnsRecordType.A, DnsRecordType.Aaaa);

    private ImmutableArray<string> Answers(string region) => dice.Below(3) switch
    {
        0 => [dice.Of("NODATA", "NXDOMAIN")],
        1 => ["10.0.0.4"],
        _ => [Zone(region)],
    };

    private string Zone(string region)
    {
        stage.Regions.TryGet(region, out var facts);
        return dice.Of(facts!.Zones).ZoneId;
    }
}
