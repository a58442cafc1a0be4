using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host;

/// <summary>A target group as its owner sees it: one that stands by itself, or the one that a load balancer has of its own.</summary>
/// <param name="State">What it is. The group of a load balancer is shown as if it had been made for it, with its name, and the protocol and port of its first listener.</param>
/// <param name="IsOwn">Whether it is a load balancer's own.</param>
internal sealed record ElbGroup(string Arn, TargetGroupState State, bool IsOwn)
{
    private const int UsualPort = 80;

    /// <summary>The group that a load balancer has of its own.</summary>
    public static ElbGroup Of(string loadBalancerArn, LoadBalancerState balancer)
    {
        var listener = balancer.Listeners.Values.OrderBy(each => each.Port).FirstOrDefault(each => each.TargetGroupArn is null);
        var targets = balancer.Targets.Select(each => new Target(each.Key, each.Value.ZoneId, each.Value.ParsesIpv6ProxyProtocol)).ToArray();
        return new ElbGroup(
            TargetGroupArn.OfLoadBalancer(loadBalancerArn),
            new TargetGroupState(
                TargetGroupStatus.Active,
                balancer.Account,
                balancer.Region,
                new NewTargetGroup
                {
                    Name = balancer.Name,
                    Protocol = listener?.Protocol ?? ListenerProtocol.Tcp,
                    Port = listener?.Port ?? UsualPort,
                    VpcId = balancer.VpcId,
                    TargetType = targets.Length > 0 && targets.All(each => CidrBlock.TryParseAddress(each.Id, out _)) ? TargetType.Ip : TargetType.Instance,
                },
                balancer.HealthCheck,
                balancer.TargetGroup,
                balancer.ProxyProtocolV2,
                Sorted.Map<Target>().SetItems(targets.Select(each => KeyValuePair.Create(each.Key, each))),
                loadBalancerArn,
                Tags.None,
                Requester.Nobody),
            true);
    }

    /// <summary>How a step names it: one by its ARN, a load balancer's own by that of the load balancer.</summary>
    public (string? TargetGroupArn, string? LoadBalancerArn) InStep => IsOwn ? (null, State.LoadBalancerArn) : (Arn, null);
}
