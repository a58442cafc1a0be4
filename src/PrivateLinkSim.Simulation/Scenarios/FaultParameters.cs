using System.Collections.Immutable;
using Newtonsoft.Json;

namespace PrivateLinkSim.Simulation;

/// <summary>A fault of a zone.</summary>
public sealed record ZoneFaultParameters
{
    /// <summary>For example <c>use1-az1</c>.</summary>
    [JsonProperty(nameof(ZoneId)), JsonRequired]
    public string ZoneId { get; init; } = "";

    /// <summary>For how long, for example <c>10m</c>; then it is repaired. Without it, until RepairZone.</summary>
    [JsonProperty(nameof(Duration))]
    public string? Duration { get; init; }
}

/// <summary>The loss of a Region.</summary>
public sealed record RegionOutageParameters
{
    /// <summary>For example <c>us-east-1</c>.</summary>
    [JsonProperty(nameof(RegionName)), JsonRequired]
    public string RegionName { get; init; } = "";

    /// <summary>For how long, for example <c>10m</c>; then it is back. Without it, until EndRegionOutage.</summary>
    [JsonProperty(nameof(Duration))]
    public string? Duration { get; init; }
}

/// <summary>A fault of a Region.</summary>
public sealed record RegionFaultParameters
{
    /// <summary>For example <c>us-east-1</c>.</summary>
    [JsonProperty(nameof(RegionName)), JsonRequired]
    public string RegionName { get; init; } = "";

    /// <summary>For how long, for example <c>10m</c>; then it is repaired.</summary>
    [JsonProperty(nameof(Duration)), JsonRequired]
    public string Duration { get; init; } = "";
}

/// <summary>A fault of the way between two Regions.</summary>
public sealed record InterRegionFaultParameters
{
    /// <summary>For example <c>us-east-1</c>.</summary>
    [JsonProperty(nameof(RegionName)), JsonRequired]
    public string RegionName { get; init; } = "";

    /// <summary>The other Region.</summary>
    [JsonProperty(nameof(PeerRegionName)), JsonRequired]
    public string PeerRegionName { get; init; } = "";

    /// <summary>For how long, for example <c>10m</c>; then it is repaired.</summary>
    [JsonProperty(nameof(Duration)), JsonRequired]
    public string Duration { get; init; } = "";
}

/// <summary>Late DNS answers: in a VPC or in a Region; exactly one of the two.</summary>
public sealed record DnsDelayParameters
{
    /// <summary>The VPC: its id or the scenario's name of it.</summary>
    [JsonProperty(nameof(VpcId))]
    public string? VpcId { get; init; }

    /// <summary>For example <c>us-east-1</c>: every VPC there.</summary>
    [JsonProperty(nameof(RegionName))]
    public string? RegionName { get; init; }

    /// <summary>How many seconds later resolvers hear of a change of what a name answers: 1 to 86400.</summary>
    [JsonProperty(nameof(DelaySeconds)), JsonRequired]
    public int DelaySeconds { get; init; }

    /// <summary>For how long, for example <c>10m</c>; then resolvers have what is answered then.</summary>
    [JsonProperty(nameof(Duration)), JsonRequired]
    public string Duration { get; init; } = "";
}

/// <summary>A fault of targets.</summary>
public sealed record TargetFaultParameters
{
    /// <summary>The load balancer: its ARN or the scenario's name of it.</summary>
    [JsonProperty(nameof(LoadBalancerArn)), JsonRequired]
    public string LoadBalancerArn { get; init; } = "";

    /// <summary>Which of its targets; all, when none is named.</summary>
    [JsonProperty(nameof(TargetIds))]
    public ImmutableArray<string> TargetIds { get; init; } = [];

    /// <summary>Only those in this zone.</summary>
    [JsonProperty(nameof(ZoneId))]
    public string? ZoneId { get; init; }

    /// <summary>Whether connections are refused (the process is gone), instead of left without an answer (the host is gone).</summary>
    [JsonProperty(nameof(Refuses))]
    public bool Refuses { get; init; }

    /// <summary>Whether connections that are open go on, as when the process takes no new ones and shuts down.</summary>
    [JsonProperty(nameof(KeepsConnections))]
    public bool KeepsConnections { get; init; }

    /// <summary>For how long, for example <c>10m</c>; then it is repaired.</summary>
    [JsonProperty(nameof(Duration)), JsonRequired]
    public string Duration { get; init; } = "";
}

/// <summary>Targets that answer late.</summary>
public sealed record TargetSlowParameters
{
    /// <summary>The load balancer: its ARN or the scenario's name of it.</summary>
    [JsonProperty(nameof(LoadBalancerArn)), JsonRequired]
    public string LoadBalancerArn { get; init; } = "";

    /// <summary>Which of its targets; all, when none is named.</summary>
    [JsonProperty(nameof(TargetIds))]
    public ImmutableArray<string> TargetIds { get; init; } = [];

    /// <summary>Only those in this zone.</summary>
    [JsonProperty(nameof(ZoneId))]
    public string? ZoneId { get; init; }

    /// <summary>How many milliseconds later they answer a connect, 1 to 300000. As many as health checks wait (10 s over TCP), and they are found unhealthy.</summary>
    [JsonProperty(nameof(DelayMilliseconds)), JsonRequired]
    public int DelayMilliseconds { get; init; }

    /// <summary>For how long, for example <c>10m</c>; then it is repaired.</summary>
    [JsonProperty(nameof(Duration)), JsonRequired]
    public string Duration { get; init; } = "";
}

/// <summary>A fault of a load balancer node.</summary>
public sealed record NodeFaultParameters
{
    /// <summary>The load balancer: its ARN or the scenario's name of it.</summary>
    [JsonProperty(nameof(LoadBalancerArn)), JsonRequired]
    public string LoadBalancerArn { get; init; } = "";

    /// <summary>The zone of the node.</summary>
    [JsonProperty(nameof(ZoneId)), JsonRequired]
    public string ZoneId { get; init; } = "";

    /// <summary>For how long, for example <c>10m</c>; then it is repaired.</summary>
    [JsonProperty(nameof(Duration)), JsonRequired]
    public string Duration { get; init; } = "";
}

/// <summary>A zonal shift (ARC StartZonalShift).</summary>
public sealed record ZonalShiftParameters
{
    /// <summary>The load balancer: its ARN or the scenario's name of it.</summary>
    [JsonProperty(nameof(LoadBalancerArn)), JsonRequired]
    public string LoadBalancerArn { get; init; } = "";

    /// <summary>The zone id that traffic is shifted away from.</summary>
    [JsonProperty(nameof(AwayFrom)), JsonRequired]
    public string AwayFrom { get; init; } = "";

    /// <summary>For how long: at most 72 hours.</summary>
    [JsonProperty(nameof(ExpiresIn)), JsonRequired]
    public string ExpiresIn { get; init; } = "";

    /// <summary>Why, as ARC asks who calls it.</summary>
    [JsonProperty(nameof(Comment))]
    public string? Comment { get; init; }
}

/// <summary>Another time or comment of a zonal shift (ARC UpdateZonalShift). What is left out stays as it is.</summary>
public sealed record UpdateZonalShiftParameters
{
    /// <summary>The load balancer: its ARN or the scenario's name of it.</summary>
    [JsonProperty(nameof(LoadBalancerArn)), JsonRequired]
    public string LoadBalancerArn { get; init; } = "";

    /// <summary>For how long from now on: at most 72 hours.</summary>
    [JsonProperty(nameof(ExpiresIn))]
    public string? ExpiresIn { get; init; }

    /// <summary>Why, as ARC asks who calls it.</summary>
    [JsonProperty(nameof(Comment))]
    public string? Comment { get; init; }
}

/// <summary>The end of a zonal shift (ARC CancelZonalShift).</summary>
public sealed record CancelZonalShiftParameters
{
    /// <summary>The load balancer: its ARN or the scenario's name of it.</summary>
    [JsonProperty(nameof(LoadBalancerArn)), JsonRequired]
    public string LoadBalancerArn { get; init; } = "";
}

/// <summary>Zonal autoshift (ARC UpdateZonalAutoshiftConfiguration).</summary>
public sealed record ZonalAutoshiftParameters
{
    /// <summary>The load balancer: its ARN or the scenario's name of it.</summary>
    [JsonProperty(nameof(LoadBalancerArn)), JsonRequired]
    public string LoadBalancerArn { get; init; } = "";

    /// <summary>Whether AWS may shift its traffic away from a zone that it finds impaired.</summary>
    [JsonProperty(nameof(Enabled)), JsonRequired]
    public bool Enabled { get; init; }
}

/// <summary>A fault of an endpoint.</summary>
public sealed record EndpointFaultParameters
{
    /// <summary>The endpoint: its id or the scenario's name of it.</summary>
    [JsonProperty(nameof(VpcEndpointId)), JsonRequired]
    public string VpcEndpointId { get; init; } = "";

    /// <summary>For how long, for example <c>10m</c>; then it is repaired.</summary>
    [JsonProperty(nameof(Duration)), JsonRequired]
    public string Duration { get; init; } = "";
}

/// <summary>A fault of one of an endpoint's interfaces.</summary>
public sealed record InterfaceFaultParameters
{
    /// <summary>The endpoint: its id or the scenario's name of it.</summary>
    [JsonProperty(nameof(VpcEndpointId)), JsonRequired]
    public string VpcEndpointId { get; init; } = "";

    /// <summary>The zone of the interface.</summary>
    [JsonProperty(nameof(ZoneId)), JsonRequired]
    public string ZoneId { get; init; } = "";

    /// <summary>For how long, for example <c>10m</c>; then it is repaired.</summary>
    [JsonProperty(nameof(Duration)), JsonRequired]
    public string Duration { get; init; } = "";
}

/// <summary>The end of a fault, and where it is: by the members that the fault has.</summary>
public sealed record RepairParameters
{
    /// <summary>Which fault, in its word: <c>packet-loss</c>. Targets that fail or are slow are repaired all together.</summary>
    [JsonProperty(nameof(Fault)), JsonRequired]
    public string Fault { get; init; } = "";

    /// <summary>Its zone, for example <c>use1-az1</c>.</summary>
    [JsonProperty(nameof(ZoneId))]
    public string? ZoneId { get; init; }

    /// <summary>Its Region, for example <c>us-east-1</c>.</summary>
    [JsonProperty(nameof(RegionName))]
    public string? RegionName { get; init; }

    /// <summary>The other Region, of what is between two.</summary>
    [JsonProperty(nameof(PeerRegionName))]
    public string? PeerRegionName { get; init; }

    /// <summary>Its VPC: its id or the scenario's name of it.</summary>
    [JsonProperty(nameof(VpcId))]
    public string? VpcId { get; init; }

    /// <summary>Its load balancer: its ARN or the scenario's name of it.</summary>
    [JsonProperty(nameof(LoadBalancerArn))]
    public string? LoadBalancerArn { get; init; }

    /// <summary>Its endpoint: its id or the scenario's name of it.</summary>
    [JsonProperty(nameof(VpcEndpointId))]
    public string? VpcEndpointId { get; init; }
}
