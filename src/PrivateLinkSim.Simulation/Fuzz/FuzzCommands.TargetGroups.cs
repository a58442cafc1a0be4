using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <content>Target groups that stand by themselves, and tags of load balancing.</content>
internal sealed partial class FuzzCommands
{
    private IEnumerable<(int Weight, Func<Step?> Draw)> TargetGroupKinds() =>
    [
        (2, CreateTargetGroup),
        (2, () => AboutGroup((call, name) => call with { RegisterTargets = new RegisterTargetsParameters { TargetGroupArn = name, Targets = [.. GroupTargets(name)] } })),
        (1, () => AboutGroup((call, name) => call with { DeregisterTargets = new DeregisterTargetsParameters { TargetGroupArn = name, Targets = _dice.Some(GroupTargetIds, 1, 3) } })),
        (1, () => AboutGroup((call, name) => call with { ModifyTargetGroup = new ModifyTargetGroupParameters { TargetGroupArn = name, HealthCheckIntervalSeconds = _dice.Of(5, 10, 30, 301), UnhealthyThresholdCount = _dice.Of<int?>(null, 2, 11) } })),
        (1, () => AboutBalancer((call, name) => call with { ModifyTargetGroup = new ModifyTargetGroupParameters { LoadBalancerArn = name, HealthyThresholdCount = _dice.Of(2, 5, 1) } })),
        (1, () => AboutGroup((call, name) => call with { ModifyTargetGroupAttributes = new ModifyTargetGroupAttributesParameters { TargetGroupArn = name, ProxyProtocolV2 = Maybe(), Attributes = GroupAttributes() } })),
        (1, () => AboutGroup((call, name) => call with { DeleteTargetGroup = new TargetGroupArnParameter { TargetGroupArn = name } })),
        (1, () => About(ResourceKind.Listener, (call, name) => call with { ModifyListener = new ModifyListenerParameters { ListenerArn = name, Port = _dice.Of<int?>(null, 443, 8443, 0), TargetGroupArn = Group() } })),
        (1, () => About(AnyBalancing(), (call, name) => call with { AddTags = new AddTagsParameters { ResourceArns = [name], Tags = Sorted.Map<string>().Add(_dice.Of("team", "aws:team"), "network") } })),
        (1, () => About(AnyBalancing(), (call, name) => call with { RemoveTags = new RemoveTagsParameters { ResourceArns = [name], TagKeys = ["team"] } })),
    ];

    private static readonly ImmutableArray<string> GroupTargetIds = ["i-1:8080", "i-0", "i-1", "10.0.0.20", "10.0.0.21"];

    private Step AboutGroup(Func<Step, string, Step> draw) => About(ResourceKind.TargetGroup, draw);

    private ResourceKind AnyBalancing() => _dice.Of(ResourceKind.LoadBalancer, ResourceKind.TargetGroup, ResourceKind.Listener);

    private string? Group() => _dice.OneIn(2) ? _dice.OfAny(_stage.All(ResourceKind.TargetGroup))?.Name : null;

    private IEnumerable<TargetParameter> GroupTargets(string group)
    {
        var region = _stage.Find(group)?.Region is { Length: > 0 } known ? known : AnyRegion();
        return _dice.Some(GroupTargetIds[1..], 1, 3).Select(id => new TargetParameter
        {
            Id = id, AvailabilityZone = ZoneOf(region), Port = _dice.Of<int?>(null, null, 8080), ParsesIpv6ProxyProtocol = Maybe(),
        });
    }

    private Step CreateTargetGroup()
    {
        var (vpcName, vpc) = One(ResourceKind.Vpc, each => _stage.All(ResourceKind.LoadBalancer).Any(balancer => balancer.Vpc == each.Name));
        return Making(
            Call(vpc) with
            {
                CreateTargetGroup = new CreateTargetGroupParameters
                {
                    Name = FormattableString.Invariant($"group-{_dice.Below(6)}"),
                    Protocol = _dice.Of(ListenerProtocol.Tcp, ListenerProtocol.Tcp, ListenerProtocol.TcpUdp, ListenerProtocol.Udp),
                    Port = _dice.Of(443, 443, 0),
                    VpcId = vpcName,
                    TargetType = _dice.Of<TargetType?>(null, TargetType.Ip),
                    IpAddressType = _dice.OneIn(6) ? IpAddressType.Ipv6 : null,
                },
            },
            ResourceKind.TargetGroup,
            vpc,
            vpcName);
    }
}
