using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <content>Load balancers, their listeners and targets.</content>
internal sealed partial class FuzzCommands
{
    private static readonly int[] IdleTimeouts = [350, 350, 400, 60, 6000, 30];

    private IEnumerable<(int Weight, Func<Step?> Draw)> LoadBalancerKinds() =>
    [
        (3, CreateLoadBalancer),
        (3, () => AboutBalancer((call, name) => call with { ModifyLoadBalancerAttributes = Attributes(name) })),
        (3, () => AboutBalancer((call, name) => call with { ModifyTargetGroupAttributes = new ModifyTargetGroupAttributesParameters { LoadBalancerArn = name, ProxyProtocolV2 = _dice.OneIn(3) ? null : _dice.OneIn(2), Attributes = GroupAttributes() } })),
        (3, () => AboutBalancer((call, name) => call with { SetIpAddressType = new SetIpAddressTypeParameters { LoadBalancerArn = name, IpAddressType = _dice.Of(IpAddressType.Ipv4, IpAddressType.Dualstack, IpAddressType.Dualstack, IpAddressType.Ipv6) } })),
        (3, SetSubnets),
        (2, SetSecurityGroups),
        (2, () => AboutBalancer((call, name) => call with { DeleteLoadBalancer = new LoadBalancerArnParameter { LoadBalancerArn = name } })),
        (2, () => AboutBalancer((call, name) => Making(
            call with { CreateListener = new CreateListenerParameters { LoadBalancerArn = name, Protocol = _dice.Of(Enum.GetValues<ListenerProtocol>()), Port = _dice.Of(443, 443, 80, 0, 70_000), TargetGroupArn = Group() } },
            ResourceKind.Listener,
            _stage.Find(name)))),
        (3, () => About(ResourceKind.Listener, (call, name) => call with { ModifyListenerAttributes = new ModifyListenerAttributesParameters { ListenerArn = name, TcpIdleTimeoutSeconds = _dice.Of(IdleTimeouts) } })),
        (1, () => About(ResourceKind.Listener, (call, name) => call with { DeleteListener = new ListenerArnParameter { ListenerArn = name } })),
        (8, RegisterTargets),
        .. TargetGroupKinds(),
        (4, () => AboutBalancer((call, name) => call with { DeregisterTargets = new DeregisterTargetsParameters { LoadBalancerArn = name, Targets = TargetIds(name, 1) } })),
    ];

    private Step AboutBalancer(Func<Step, string, Step> draw) => About(ResourceKind.LoadBalancer, draw);

    private Step CreateLoadBalancer()
    {
        var (vpcName, vpc) = One(ResourceKind.Vpc, each => _stage.All(ResourceKind.LoadBalancer).Any(balancer => balancer.Vpc == each.Name));
        var call = Call(vpc);
        return Making(
            call with
            {
                Region = call.Region ?? AnyRegion(),
                CreateLoadBalancer = new CreateLoadBalancerParameters
                {
                    Name = FormattableString.Invariant($"balancer-{_dice.Below(4)}"),
                    Subnets = SubnetsIn(vpcName, _dice.OneIn(20) ? 0 : 1 + _dice.Below(3)),
                    IpAddressType = _dice.Of<IpAddressType?>(null, null, IpAddressType.Dualstack, IpAddressType.Ipv6),
                    HealthCheck = _dice.OneIn(4) ? new HealthCheckParameters { HealthCheckIntervalSeconds = _dice.Of(5, 10, 30, 1), HealthyThresholdCount = _dice.Of(2, 5, 11) } : null,
                    SecurityGroups = _dice.OneIn(4) ? Several(ResourceKind.SecurityGroup, 1, 2, each => each.Vpc == vpcName) : [],
                },
            },
            ResourceKind.LoadBalancer,
            vpc,
            vpcName);
    }

    private ModifyLoadBalancerAttributesParameters Attributes(string name)
    {
        var which = _dice.Below(3);
        return new ModifyLoadBalancerAttributesParameters { LoadBalancerArn = name, CrossZone = which == 0 ? null : _dice.OneIn(2), ZonalShift = which == 1 ? null : _dice.OneIn(2) };
    }

    private TargetGroupAttributes GroupAttributes() => new()
    {
        DeregistrationDelay = _dice.Of<int?>(null, 0, 30, 3600, 3601),
        DeregistrationTermination = Maybe(),
        UnhealthyTermination = Maybe(),
        UnhealthyDrainingInterval = _dice.Of<int?>(null, 0, 60),
        DnsFailoverCount = _dice.Of<string?>(null, null, "1", "2", "off"),
        DnsFailoverPercentage = _dice.Of<string?>(null, null, "off", "50", "101"),
        UnhealthyStateRoutingCount = _dice.Of<string?>(null, null, "1", "2"),

        // Of all these, one at least says something.
        UnhealthyStateRoutingPercentage = _dice.Of("off", "50", "100"),
    };

    private Step SetSubnets() => AboutBalancer((call, name) => call with
    {
        SetSubnets = new SetSubnetsParameters { LoadBalancerArn = name, Subnets = SubnetsIn(_stage.Find(name)?.Vpc ?? "", _dice.OneIn(20) ? 0 : 1 + _dice.Below(4)) },
    });

    private Step SetSecurityGroups() => AboutBalancer((call, name) => call with
    {
        SetSecurityGroups = new SetSecurityGroupsParameters
        {
            LoadBalancerArn = name,
            SecurityGroups = Several(ResourceKind.SecurityGroup, 0, 2, each => each.Vpc == _stage.Find(name)?.Vpc),
            EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic = _dice.Of(null, "on", "off"),
        },
    });

    private Step RegisterTargets()
    {
        var (name, balancer) = One(ResourceKind.LoadBalancer);
        var region = balancer?.Region is { Length: > 0 } known ? known : AnyRegion();
        return Call(balancer) with
        {
            RegisterTargets = new RegisterTargetsParameters
            {
                LoadBalancerArn = name,
                Targets = [.. TargetIds(name, _dice.OneIn(10) ? 0 : 1).Select(id => new TargetParameter { Id = id, AvailabilityZone = ZoneOf(region), ParsesIpv6ProxyProtocol = Maybe() })],
            },
        };
    }

    // Those that the topology gives a load balancer, and those that commands do.
    private ImmutableArray<string> TargetIds(string balancer, int least) =>
        _dice.Some([.. Enumerable.Range(0, 3).Select(index => FormattableString.Invariant($"i-{balancer}-{index}")), "i-new-0", "i-new-1", "10.0.0.99"], least, 3);
}
