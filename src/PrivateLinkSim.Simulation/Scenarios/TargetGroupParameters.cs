using System.Globalization;
using Newtonsoft.Json;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Parameters of ModifyTargetGroupAttributes.</summary>
public sealed record ModifyTargetGroupAttributesParameters
{
    /// <summary>The load balancer whose own target group is meant.</summary>
    [JsonProperty(nameof(LoadBalancerArn))]
    public string? LoadBalancerArn { get; init; }

    /// <summary>Instead, a target group that stands by itself.</summary>
    [JsonProperty(nameof(TargetGroupArn))]
    public string? TargetGroupArn { get; init; }

    /// <summary>proxy_protocol_v2.enabled; without it, as it is.</summary>
    [JsonProperty(nameof(ProxyProtocolV2))]
    public bool? ProxyProtocolV2 { get; init; }

    /// <summary>The other attributes, by AWS's keys; what is left out stays as it is.</summary>
    [JsonProperty(nameof(Attributes))]
    public TargetGroupAttributes? Attributes { get; init; }
}

/// <summary>Attributes of a target group, by AWS's keys. Out of range, they are refused as AWS does.</summary>
public sealed record TargetGroupAttributes
{
    /// <summary>The word for a threshold that is off.</summary>
    internal const string Off = "off";

    private const string DnsFailover = "target_group_health.dns_failover.minimum_healthy_targets";
    private const string UnhealthyStateRouting = "target_group_health.unhealthy_state_routing.minimum_healthy_targets";

    /// <summary>For how many seconds a deregistered target is draining: 0 to 3600; AWS's default is 300.</summary>
    [JsonProperty("deregistration_delay.timeout_seconds")]
    public int? DeregistrationDelay { get; init; }

    /// <summary>Whether connections that are still open then are closed; AWS's default is false for TCP and true for UDP.</summary>
    [JsonProperty("deregistration_delay.connection_termination.enabled")]
    public bool? DeregistrationTermination { get; init; }

    /// <summary>Whether TCP connections to a target that is found unhealthy are reset; AWS's default is true.</summary>
    [JsonProperty("target_health_state.unhealthy.connection_termination.enabled")]
    public bool? UnhealthyTermination { get; init; }

    /// <summary>For how many seconds a target is unhealthy.draining before its connections are reset, where they are not at once: 0 to 360000; AWS's default is 0, for as long as they last.</summary>
    [JsonProperty("target_health_state.unhealthy.draining_interval_seconds")]
    public int? UnhealthyDrainingInterval { get; init; }

    /// <summary>With fewer healthy targets a zone leaves DNS: <c>"2"</c>, or off; AWS's default is 1.</summary>
    [JsonProperty(DnsFailover + ".count")]
    public string? DnsFailoverCount { get; init; }

    /// <summary>With a smaller share of healthy targets a zone leaves DNS: <c>"50"</c> percent, or off, AWS's default.</summary>
    [JsonProperty(DnsFailover + ".percentage")]
    public string? DnsFailoverPercentage { get; init; }

    /// <summary>With fewer healthy targets a node sends to all of them: <c>"2"</c>; AWS's default is 1.</summary>
    [JsonProperty(UnhealthyStateRouting + ".count")]
    public string? UnhealthyStateRoutingCount { get; init; }

    /// <summary>With a smaller share of healthy targets a node sends to all of them: <c>"50"</c> percent, or off, AWS's default.</summary>
    [JsonProperty(UnhealthyStateRouting + ".percentage")]
    public string? UnhealthyStateRoutingPercentage { get; init; }

    /// <summary>Whether nodes use the targets of other zones: <c>"true"</c>, <c>"false"</c>, or <c>"use_load_balancer_configuration"</c>, AWS's default.</summary>
    [JsonProperty("load_balancing.cross_zone.enabled")]
    public string? CrossZone { get; init; }

    /// <summary>The thresholds, by AWS's keys.</summary>
    internal IEnumerable<(string Key, string? Text)> Thresholds =>
    [
        ($"{DnsFailover}.count", DnsFailoverCount),
        ($"{DnsFailover}.percentage", DnsFailoverPercentage),
        ($"{UnhealthyStateRouting}.count", UnhealthyStateRoutingCount),
        ($"{UnhealthyStateRouting}.percentage", UnhealthyStateRoutingPercentage),
    ];

    /// <summary>A threshold as a number, 0 for off; null when the text is neither.</summary>
    internal static int? Threshold(string? text) =>
        text == Off ? 0 : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>What they ask of a target group.</summary>
    internal TargetGroupChange ToChange() => new(
        DeregistrationDelay,
        DeregistrationTermination,
        UnhealthyTermination,
        UnhealthyDrainingInterval,
        Threshold(DnsFailoverCount),
        Threshold(DnsFailoverPercentage),
        Threshold(UnhealthyStateRoutingCount),
        Threshold(UnhealthyStateRoutingPercentage),
        CrossZoneOf(CrossZone));

    /// <summary>Whether nodes use the targets of other zones, as a text has it; null when it says nothing, or nothing that can be.</summary>
    internal static TargetGroupCrossZone? CrossZoneOf(string? text) => text switch
    {
        "true" => TargetGroupCrossZone.On,
        "false" => TargetGroupCrossZone.Off,
        "use_load_balancer_configuration" => TargetGroupCrossZone.LoadBalancer,
        _ => null,
    };
}
