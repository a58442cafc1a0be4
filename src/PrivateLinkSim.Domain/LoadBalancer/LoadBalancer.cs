using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>What may be asked of a Network Load Balancer.</summary>
public abstract record LoadBalancerCommand : ICommand
{
    private LoadBalancerCommand()
    {
    }

    /// <summary>From the provider's account, which has drawn the ARN.</summary>
    public sealed record Create(
        string Account, string Region, string Name, string VpcId, ImmutableArray<string> SubnetIds, bool CrossZone) : LoadBalancerCommand;

    /// <summary>The VPC's answer about the addresses of the nodes.</summary>
    public sealed record HearReservation(Outcome Outcome) : LoadBalancerCommand;

    /// <summary>From an endpoint service that wants this load balancer as its front end (R3).</summary>
    public sealed record Bind(string ServiceId, string Account, string Region) : LoadBalancerCommand;

    /// <summary>From the endpoint service: it no longer needs this load balancer.</summary>
    public sealed record Unbind(string ServiceId) : LoadBalancerCommand;

    /// <summary>ELBv2 RegisterTargets.</summary>
    public sealed record RegisterTargets(ImmutableArray<Target> Targets) : LoadBalancerCommand;

    /// <summary>ELBv2 DeregisterTargets.</summary>
    public sealed record DeregisterTargets(ImmutableArray<string> TargetIds) : LoadBalancerCommand;

    /// <summary>ELBv2 ModifyLoadBalancerAttributes: load_balancing.cross_zone.enabled.</summary>
    public sealed record SetCrossZone(bool Enabled) : LoadBalancerCommand;

    /// <summary>ELBv2 DeleteLoadBalancer.</summary>
    public sealed record Delete : LoadBalancerCommand;

    /// <summary>From the VPC: these zones stopped passing traffic, or pass it again.</summary>
    public sealed record LearnZoneHealth(ImmutableArray<string> ZoneIds, bool Healthy) : LoadBalancerCommand;
}

/// <summary>A registered target.</summary>
/// <param name="Id">An instance id or IP address.</param>
/// <param name="ZoneId">The zone that it runs in.</param>
public sealed record Target(string Id, string ZoneId);

/// <summary>A load balancer's node: one for each zone.</summary>
/// <param name="Healthy">Whether the node's zone passes traffic, as the VPC said.</param>
public sealed record LoadBalancerNode(string ZoneId, string SubnetId, string Address, bool Healthy);

/// <summary>A zone and whether it passes traffic.</summary>
public sealed record ZoneHealth(string ZoneId, bool Healthy);

/// <summary>What a load balancer answers.</summary>
public abstract record LoadBalancerReply : IReply
{
    private LoadBalancerReply()
    {
    }

    public virtual string? ResourceId => null;

    /// <summary>The load balancer is made.</summary>
    public sealed record LoadBalancerCreated(string LoadBalancerArn, ImmutableArray<string> AvailabilityZoneIds) : LoadBalancerReply
    {
        public override string ResourceId => LoadBalancerArn;
    }

    /// <summary>The load balancer serves the endpoint service in these zones.</summary>
    public sealed record Bound(string LoadBalancerArn, ImmutableArray<ZoneHealth> Zones) : LoadBalancerReply;
}

/// <summary>What can have happened to a load balancer. The storage format: change a case only through a new version.</summary>
public abstract record LoadBalancerEvent : IEvent
{
    private LoadBalancerEvent()
    {
    }

    /// <summary>Creation began; the VPC is asked for addresses.</summary>
    public sealed record CreationRequested(
        string Account, string Region, string Name, string VpcId, ImmutableArray<string> SubnetIds, bool CrossZone, Requester Requester) : LoadBalancerEvent;

    /// <summary>The VPC refused; the load balancer was never made.</summary>
    public sealed record CreationRefused(Rejection Rejection, EntityId By) : LoadBalancerEvent;

    /// <summary>The load balancer was made, with a node in each zone.</summary>
    public sealed record Created(ImmutableArray<LoadBalancerNode> Nodes) : LoadBalancerEvent;

    /// <summary>An endpoint service took it as its front end.</summary>
    public sealed record Bound(string ServiceId) : LoadBalancerEvent;

    /// <summary>The endpoint service let it go.</summary>
    public sealed record Unbound(string ServiceId) : LoadBalancerEvent;

    /// <summary>Targets were registered.</summary>
    public sealed record TargetsRegistered(ImmutableArray<Target> Targets) : LoadBalancerEvent;

    /// <summary>Targets were deregistered.</summary>
    public sealed record TargetsDeregistered(ImmutableArray<string> TargetIds) : LoadBalancerEvent;

    /// <summary>Cross-zone load balancing was turned on or off.</summary>
    public sealed record CrossZoneSet(bool Enabled) : LoadBalancerEvent;

    /// <summary>Zones of its nodes stopped passing traffic, or pass it again.</summary>
    public sealed record ZoneHealthChanged(ImmutableArray<string> ZoneIds, bool Healthy) : LoadBalancerEvent;

    /// <summary>The load balancer was deleted.</summary>
    public sealed record Deleted : LoadBalancerEvent;
}

/// <summary>How far a load balancer has come.</summary>
public enum LoadBalancerStatus
{
    /// <summary>Never made, or refused.</summary>
    None,

    /// <summary>Waiting for its addresses, within an instant.</summary>
    Requested,

    /// <summary>Serving.</summary>
    Active,

    /// <summary>Gone.</summary>
    Deleted,
}

/// <summary>What a load balancer is, as far as its events tell.</summary>
/// <param name="Nodes">One for each zone, in the order of zone ids.</param>
/// <param name="Targets">The zone of each registered target, by target id.</param>
/// <param name="ServiceId">The endpoint service it serves, or null.</param>
/// <param name="Creator">Who awaits the answer to its creation.</param>
public sealed record LoadBalancerState(
    LoadBalancerStatus Status,
    string Account,
    string Region,
    string Name,
    string VpcId,
    bool CrossZone,
    ImmutableArray<LoadBalancerNode> Nodes,
    ImmutableSortedDictionary<string, string> Targets,
    string? ServiceId,
    Requester Creator) : IState
{
    /// <summary>A load balancer that was never made.</summary>
    public static readonly LoadBalancerState Initial =
        new(LoadBalancerStatus.None, "", "", "", "", false, [], Sorted.Map<string>(), null, Requester.Nobody);

    /// <summary>Whether the node of a zone has a target to send a connection to (R6): its own zone's, or any with cross-zone on.</summary>
    public bool HasTargetFor(string zoneId) =>
        CrossZone ? !Targets.IsEmpty : Targets.Values.Contains(zoneId, StringComparer.Ordinal);
}

/// <summary>The ARN of a Network Load Balancer: <c>arn:aws:elasticloadbalancing:region:account-id:loadbalancer/net/name/id</c>.</summary>
public static class LoadBalancerArn
{
    /// <summary>The ARN of a load balancer.</summary>
    public static string Make(string region, string account, string name, string id) =>
        $"arn:aws:elasticloadbalancing:{region}:{account}:loadbalancer/net/{name}/{id}";

    /// <summary>Whether a text has the form of such an ARN.</summary>
    public static bool IsWellFormed(string arn) =>
        arn.Split(':') is ["arn", "aws", "elasticloadbalancing", { Length: > 0 }, { Length: 12 }, var resource]
        && resource.Split('/') is ["loadbalancer", "net", { Length: > 0 }, { Length: > 0 }];
}
