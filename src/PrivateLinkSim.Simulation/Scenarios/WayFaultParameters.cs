using Newtonsoft.Json;

namespace PrivateLinkSim.Simulation;

/// <summary>A fault of a way that goes on passing traffic: in a zone, between two Regions, or at an endpoint; exactly one of the three.</summary>
public abstract record WayFaultParameters
{
    /// <summary>The zone, for example <c>use1-az1</c>: traffic suffers once, however often it passes.</summary>
    [JsonProperty(nameof(ZoneId))]
    public string? ZoneId { get; init; }

    /// <summary>One of the Regions, for example <c>us-east-1</c>, with PeerRegionName.</summary>
    [JsonProperty(nameof(RegionName))]
    public string? RegionName { get; init; }

    /// <summary>The other Region.</summary>
    [JsonProperty(nameof(PeerRegionName))]
    public string? PeerRegionName { get; init; }

    /// <summary>The endpoint: its id or the scenario's name of it.</summary>
    [JsonProperty(nameof(VpcEndpointId))]
    public string? VpcEndpointId { get; init; }

    /// <summary>For how long, for example <c>10m</c>; then it is repaired.</summary>
    [JsonProperty(nameof(Duration)), JsonRequired]
    public string Duration { get; init; } = "";
}

/// <summary>Packet loss: in a zone, on the way between two Regions, or at an endpoint; exactly one of the three.</summary>
public sealed record PacketLossParameters : WayFaultParameters
{
    /// <summary>How many of a hundred packets are lost, in each direction: 1 to 99.</summary>
    [JsonProperty(nameof(LossPercent)), JsonRequired]
    public int LossPercent { get; init; }
}

/// <summary>Added latency: in a zone, on the way between two Regions, or at an endpoint; exactly one of the three.</summary>
public sealed record LatencyParameters : WayFaultParameters
{
    /// <summary>How many milliseconds longer a round trip takes: 1 to 60000.</summary>
    [JsonProperty(nameof(DelayMilliseconds)), JsonRequired]
    public int DelayMilliseconds { get; init; }
}
