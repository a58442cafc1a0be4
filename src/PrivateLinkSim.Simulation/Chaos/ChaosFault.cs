namespace PrivateLinkSim.Simulation;

/// <summary>What can fail of a topology, the largest first.</summary>
public enum ChaosFaultKind
{
    /// <summary>A Region is lost.</summary>
    Region,

    /// <summary>A zone loses power.</summary>
    Zone,

    /// <summary>All targets of a load balancer fail.</summary>
    TargetGroup,

    /// <summary>The targets of a load balancer in one zone fail.</summary>
    TargetsOfZone,

    /// <summary>A node of a load balancer fails.</summary>
    Node,

    /// <summary>An interface of an endpoint fails.</summary>
    Interface,
}

/// <summary>One thing that fails.</summary>
/// <param name="Region">The Region it lies in.</param>
/// <param name="ZoneId">Its zone; empty for a Region and for all targets of a load balancer.</param>
/// <param name="Owner">The load balancer or endpoint as the scenario calls it; empty for a Region and for a zone.</param>
public sealed record ChaosFault(ChaosFaultKind Kind, string Region, string ZoneId, string Owner)
{
    /// <summary>What happens, as a sentence without its end.</summary>
    public string Text => Kind switch
    {
        ChaosFaultKind.Region => $"Region {Region} is lost",
        ChaosFaultKind.Zone => $"zone {ZoneId} loses power",
        ChaosFaultKind.TargetGroup => $"all targets of {Owner} fail",
        ChaosFaultKind.TargetsOfZone => $"the targets of {Owner} in {ZoneId} fail",
        ChaosFaultKind.Node => $"the node of {Owner} in {ZoneId} fails",
        _ => $"the interface of {Owner} in {ZoneId} fails",
    };

    /// <summary>The action of a step that makes it happen, as scenarios write it.</summary>
    public string Action => StepCommand.NamesOf(Step("1s")).First();

    /// <summary>A step that makes it happen.</summary>
    /// <param name="duration">For how long, as scenarios write it.</param>
    public Step Step(string duration) => Kind switch
    {
        ChaosFaultKind.Region => new() { RegionOutage = new() { RegionName = Region, Duration = duration } },
        ChaosFaultKind.Zone => new() { AzPowerInterruption = new() { ZoneId = ZoneId, Duration = duration } },
        ChaosFaultKind.TargetGroup => new() { TargetFailure = new() { LoadBalancerArn = Owner, Duration = duration } },
        ChaosFaultKind.TargetsOfZone => new() { TargetFailure = new() { LoadBalancerArn = Owner, ZoneId = ZoneId, Duration = duration } },
        ChaosFaultKind.Node => new() { LoadBalancerNodeFailure = new() { LoadBalancerArn = Owner, ZoneId = ZoneId, Duration = duration } },
        _ => new() { EndpointInterfaceFailure = new() { VpcEndpointId = Owner, ZoneId = ZoneId, Duration = duration } },
    };

    /// <summary>Whether everything that another fault takes is lost with this one anyway.</summary>
    public bool Includes(ChaosFault other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this == other || (other.Region == Region && Kind switch
        {
            ChaosFaultKind.Region => true,
            ChaosFaultKind.Zone => other.ZoneId == ZoneId,
            ChaosFaultKind.TargetGroup => other.Kind == ChaosFaultKind.TargetsOfZone && other.Owner == Owner,
            _ => false,
        });
    }
}
