namespace PrivateLinkSim.Simulation;

/// <content>Faults of every verb, and what an operator does against them.</content>
internal sealed partial class FuzzCommands
{
    private static readonly string[] Durations = ["1s", "30s", "60s", "2m", "10m", "1h"];

    private IEnumerable<(int Weight, Func<Step?> Draw)> FaultKinds() =>
    [
        (3, () => new Step { ImpairZone = new ZoneIdParameter { ZoneId = AnyZone() } }),
        (3, () => new Step { RepairZone = new ZoneIdParameter { ZoneId = AnyZone() } }),
        (3, () => new Step { Repair = AnyRepair() }),
        (1, () => new Step { BeginRegionOutage = new RegionNameParameter { RegionName = AnyRegion() } }),
        (1, () => new Step { EndRegionOutage = new RegionNameParameter { RegionName = AnyRegion() } }),
        (3, () => new Step { AzPowerInterruption = new ZoneFaultParameters { ZoneId = AnyZone(), Duration = Lasting() } }),
        (3, () => new Step { AzNetworkDisruption = new ZoneFaultParameters { ZoneId = AnyZone(), Duration = Lasting() } }),
        (1, () => new Step { RegionOutage = new RegionOutageParameters { RegionName = AnyRegion(), Duration = Lasting() } }),
        (1, () => new Step { ControlPlaneOutage = new RegionFaultParameters { RegionName = AnyRegion(), Duration = Lasting() } }),
        (1, () => TwoRegions() is var (one, other) ? new Step { InterRegionDisruption = new InterRegionFaultParameters { RegionName = one, PeerRegionName = other, Duration = Lasting() } } : null),
        (3, () => new Step { TargetFailure = TargetFault() }),
        (2, () => new Step { TargetSlow = SlowTargets() }),
        (2, () => new Step { LoadBalancerNodeFailure = OfBalancer((name, zone) => new NodeFaultParameters { LoadBalancerArn = name, ZoneId = zone, Duration = Lasting() }) }),
        (2, () => new Step { EndpointInterfaceFailure = OfEndpoint((name, zone) => new InterfaceFaultParameters { VpcEndpointId = name, ZoneId = zone, Duration = Lasting() }) }),
        (1, () => new Step { DisruptVpcEndpoint = OfEndpoint((name, _) => new EndpointFaultParameters { VpcEndpointId = name, Duration = Lasting() }) }),
        (1, () => new Step { DnsDelay = DnsDelay() }),
        (1, () => new Step { PacketLoss = Way(new PacketLossParameters { LossPercent = 1 + _dice.Below(99), Duration = Lasting() }) }),
        (1, () => new Step { Latency = Way(new LatencyParameters { DelayMilliseconds = 1 + _dice.Below(3000), Duration = Lasting() }) }),
        (2, () => new Step { ZonalShift = OfBalancer((name, zone) => new ZonalShiftParameters { LoadBalancerArn = name, AwayFrom = zone, ExpiresIn = Lasting() }) }),
        (1, () => OfBalancer(UpdatedOrCanceled)),
        (1, () => new Step { ZonalAutoshift = OfBalancer((name, _) => new ZonalAutoshiftParameters { LoadBalancerArn = name, Enabled = !_dice.OneIn(3) }) }),
    ];

    // By the zone that is drawn anyway: a shift that is updated goes on, and another one ends.
    private static Step UpdatedOrCanceled(string name, string zone) => zone.EndsWith('1')
        ? new Step { UpdateZonalShift = new UpdateZonalShiftParameters { LoadBalancerArn = name, ExpiresIn = "30m" } }
        : new Step { CancelZonalShift = new CancelZonalShiftParameters { LoadBalancerArn = name } };

    private RepairParameters AnyRepair() => _dice.Below(11) switch
    {
        0 => new RepairParameters { Fault = "az-power-interruption", ZoneId = AnyZone() },
        1 => new RepairParameters { Fault = "az-network-disruption", ZoneId = AnyZone() },
        2 => new RepairParameters { Fault = "region-outage", RegionName = AnyRegion() },
        3 => new RepairParameters { Fault = "control-plane-outage", RegionName = AnyRegion() },
        4 => new RepairParameters { Fault = _dice.Of("packet-loss", "latency"), ZoneId = AnyZone() },
        5 => new RepairParameters { Fault = "dns-delay", RegionName = AnyRegion() },
        6 => OfEndpoint((name, zone) => new RepairParameters { Fault = "endpoint-interface-failure", VpcEndpointId = name, ZoneId = zone }),
        7 => OfEndpoint((name, _) => new RepairParameters { Fault = "disrupt-vpc-endpoint", VpcEndpointId = name }),
        8 => OfBalancer((name, zone) => new RepairParameters { Fault = "load-balancer-node-failure", LoadBalancerArn = name, ZoneId = zone }),
        _ => OfBalancer((name, _) => new RepairParameters { Fault = _dice.Of("target-failure", "target-slow"), LoadBalancerArn = name }),
    };

    private string Lasting() => _dice.Of(Durations);

    private (string, string)? TwoRegions() => (AnyRegion(), AnyRegion()) is var (one, other) && one != other ? (one, other) : null;

    private T OfBalancer<T>(Func<string, string, T> draw)
    {
        var (name, balancer) = One(ResourceKind.LoadBalancer);
        return draw(name, balancer?.Region is { Length: > 0 } region ? ZoneOf(region) : AnyZone());
    }

    private T OfEndpoint<T>(Func<string, string, T> draw)
    {
        var (name, endpoint) = One(ResourceKind.Endpoint);
        return draw(name, endpoint?.Region is { Length: > 0 } region ? ZoneOf(region) : AnyZone());
    }

    private TargetFaultParameters TargetFault() => OfBalancer((name, zone) => new TargetFaultParameters
    {
        LoadBalancerArn = name,
        TargetIds = _dice.OneIn(3) ? TargetIds(name, 1) : [],
        ZoneId = _dice.OneIn(2) ? zone : null,
        Refuses = _dice.OneIn(2),
        KeepsConnections = _dice.OneIn(3),
        Duration = Lasting(),
    });

    private TargetSlowParameters SlowTargets() => OfBalancer((name, zone) => new TargetSlowParameters
    {
        LoadBalancerArn = name,
        TargetIds = _dice.OneIn(3) ? TargetIds(name, 1) : [],
        ZoneId = _dice.OneIn(2) ? zone : null,
        DelayMilliseconds = _dice.Of(100, 5000, 15_000),
        Duration = Lasting(),
    });

    private DnsDelayParameters DnsDelay()
    {
        var delay = new DnsDelayParameters { DelaySeconds = _dice.Of(5, 40, 600), Duration = Lasting() };
        return _dice.OneIn(2) ? delay with { RegionName = AnyRegion() } : delay with { VpcId = One(ResourceKind.Vpc).Name };
    }

    private T Way<T>(T fault)
        where T : WayFaultParameters => _dice.Below(3) switch
    {
        0 => fault with { ZoneId = AnyZone() },
        1 when TwoRegions() is var (one, other) => fault with { RegionName = one, PeerRegionName = other },
        _ => fault with { VpcEndpointId = One(ResourceKind.Endpoint).Name },
    };
}
