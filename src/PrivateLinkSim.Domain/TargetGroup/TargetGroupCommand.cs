using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>What may be asked of a target group that stands by itself.</summary>
public abstract record TargetGroupCommand : ICommand
{
    private TargetGroupCommand()
    {
    }

    /// <summary>From the provider's account, which has drawn the ARN; once more when the call is repeated.</summary>
    public sealed record Create(string Account, string Region, NewTargetGroup TargetGroup) : TargetGroupCommand;

    /// <summary>The VPC's answer: whether it is the account's.</summary>
    public sealed record HearVpc(Outcome Outcome) : TargetGroupCommand;

    /// <summary>ELBv2 ModifyTargetGroup.</summary>
    public sealed record Modify(HealthCheckChange HealthCheck) : TargetGroupCommand;

    /// <summary>ELBv2 ModifyTargetGroupAttributes: proxy_protocol_v2.enabled, and the others.</summary>
    public sealed record ModifyAttributes(bool? ProxyProtocolV2, TargetGroupChange Change) : TargetGroupCommand;

    /// <summary>ELBv2 RegisterTargets.</summary>
    public sealed record RegisterTargets(ImmutableArray<Target> Targets) : TargetGroupCommand;

    /// <summary>ELBv2 DeregisterTargets, by the keys of the targets.</summary>
    public sealed record DeregisterTargets(ImmutableArray<string> TargetIds) : TargetGroupCommand;

    /// <summary>From a load balancer, a listener of which is to forward here.</summary>
    public sealed record Attach(string LoadBalancerArn, ForwardingLoadBalancer LoadBalancer, ListenerProtocol Protocol) : TargetGroupCommand;

    /// <summary>From the load balancer: none of its listeners forwards here any more.</summary>
    public sealed record Detach(string LoadBalancerArn) : TargetGroupCommand;

    /// <summary>ELBv2 AddTags.</summary>
    public sealed record AddTags(ImmutableSortedDictionary<string, string> Tags) : TargetGroupCommand;

    /// <summary>ELBv2 RemoveTags.</summary>
    public sealed record RemoveTags(ImmutableArray<string> TagKeys) : TargetGroupCommand;

    /// <summary>ELBv2 DeleteTargetGroup.</summary>
    public sealed record Delete : TargetGroupCommand;
}

/// <summary>What CreateTargetGroup asks for.</summary>
public sealed record NewTargetGroup
{
    /// <summary>Unique in the account and Region.</summary>
    public string Name { get; init; } = "";

    /// <summary>The protocol that targets are sent.</summary>
    public ListenerProtocol Protocol { get; init; }

    /// <summary>The port of targets that are registered without one.</summary>
    public int Port { get; init; }

    /// <summary>The VPC of its targets.</summary>
    public string VpcId { get; init; } = "";

    /// <summary>Whether targets are instances or IP addresses.</summary>
    public TargetType TargetType { get; init; }

    /// <summary>Whether its targets have IPv6 addresses; otherwise IPv4 addresses.</summary>
    public bool Ipv6 { get; init; }

    /// <summary>How its targets are checked.</summary>
    public HealthCheck HealthCheck { get; init; } = HealthCheck.Default;

    /// <summary>Its tags.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = Domain.Tags.None;
}

/// <summary>How targets are named.</summary>
public enum TargetType
{
    /// <summary>By instance id.</summary>
    Instance,

    /// <summary>By IP address.</summary>
    Ip,
}

/// <summary>What a target group must know of a load balancer that wants to forward to it.</summary>
public sealed record ForwardingLoadBalancer(string Account, string Region, string VpcId, IpAddressType IpAddressType);

/// <summary>What a target group is to its load balancer.</summary>
public sealed record TargetGroupFacts(HealthCheck HealthCheck, TargetGroup Attributes, bool ProxyProtocolV2, ImmutableArray<Target> Targets);

/// <summary>What a target group answers.</summary>
public abstract record TargetGroupReply : IReply
{
    private TargetGroupReply()
    {
    }

    public virtual string? ResourceId => null;

    /// <summary>The target group is made.</summary>
    public sealed record TargetGroupCreated(string TargetGroupArn) : TargetGroupReply
    {
        public override string ResourceId => TargetGroupArn;
    }

    /// <summary>The load balancer may forward to it.</summary>
    public sealed record Attached(string TargetGroupArn, TargetGroupFacts Facts) : TargetGroupReply;
}

/// <summary>The ARN of a target group: <c>arn:aws:elasticloadbalancing:region:account-id:targetgroup/name/id</c>.</summary>
public static class TargetGroupArn
{
    private const string BalancerPrefix = ":loadbalancer/net/";
    private const string GroupPrefix = ":targetgroup/";

    /// <summary>The ARN of a target group.</summary>
    public static string Make(string region, string account, string name, string id) => $"arn:aws:elasticloadbalancing:{region}:{account}{GroupPrefix}{name}/{id}";

    /// <summary>The ARN of the group that a load balancer has of its own: it bears its name and id.</summary>
    public static string OfLoadBalancer(string loadBalancerArn) => loadBalancerArn.Replace(BalancerPrefix, GroupPrefix, StringComparison.Ordinal);

    /// <summary>The load balancer that has this group of its own, if any has.</summary>
    public static string LoadBalancerOf(string targetGroupArn) => targetGroupArn.Replace(GroupPrefix, BalancerPrefix, StringComparison.Ordinal);

    /// <summary>Whether a text has the form of such an ARN.</summary>
    public static bool IsWellFormed(string arn) =>
        arn.Split(':') is ["arn", "aws", "elasticloadbalancing", { Length: > 0 }, { Length: 12 }, var resource]
        && resource.Split('/') is ["targetgroup", { Length: > 0 }, { Length: > 0 }];
}
