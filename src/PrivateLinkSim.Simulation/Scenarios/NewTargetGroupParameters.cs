using System.Collections.Immutable;
using Newtonsoft.Json;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Parameters of CreateTargetGroup: one that stands by itself, until a listener names it.</summary>
public sealed record CreateTargetGroupParameters
{
    /// <summary>Its name, unique in the account and Region.</summary>
    [JsonProperty(nameof(Name)), JsonRequired]
    public string Name { get; init; } = "";

    /// <summary>What targets are sent: TCP, TLS, UDP or TCP_UDP.</summary>
    [JsonProperty(nameof(Protocol)), JsonRequired]
    public ListenerProtocol Protocol { get; init; }

    /// <summary>The port of targets that are registered without one.</summary>
    [JsonProperty(nameof(Port)), JsonRequired]
    public int Port { get; init; }

    /// <summary>The VPC of its targets.</summary>
    [JsonProperty(nameof(VpcId)), JsonRequired]
    public string VpcId { get; init; } = "";

    /// <summary>instance (the default) or ip.</summary>
    [JsonProperty(nameof(TargetType))]
    public TargetType? TargetType { get; init; }

    /// <summary>ipv4 (the default) or ipv6: the addresses of its targets.</summary>
    [JsonProperty(nameof(IpAddressType))]
    public IpAddressType? IpAddressType { get; init; }

    /// <summary>How its targets are checked; without it, AWS's defaults.</summary>
    [JsonProperty(nameof(HealthCheck))]
    public HealthCheckParameters? HealthCheck { get; init; }

    /// <summary>Tags by key.</summary>
    [JsonProperty(nameof(Tags))]
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = Sorted.Map<string>();
}

/// <summary>Parameters of ModifyTargetGroup; what is left out stays as it is.</summary>
public sealed record ModifyTargetGroupParameters
{
    /// <summary>The target group.</summary>
    [JsonProperty(nameof(TargetGroupArn))]
    public string? TargetGroupArn { get; init; }

    /// <summary>Instead, the load balancer whose own target group is meant.</summary>
    [JsonProperty(nameof(LoadBalancerArn))]
    public string? LoadBalancerArn { get; init; }

    /// <summary>From one check to the next, in seconds: 5 to 300.</summary>
    [JsonProperty(nameof(HealthCheckIntervalSeconds))]
    public int? HealthCheckIntervalSeconds { get; init; }

    /// <summary>After how many good checks in a row a target is healthy: 2 to 10.</summary>
    [JsonProperty(nameof(HealthyThresholdCount))]
    public int? HealthyThresholdCount { get; init; }

    /// <summary>After how many bad checks in a row it is unhealthy: 2 to 10.</summary>
    [JsonProperty(nameof(UnhealthyThresholdCount))]
    public int? UnhealthyThresholdCount { get; init; }

    /// <summary>TCP, HTTP or HTTPS.</summary>
    [JsonProperty(nameof(HealthCheckProtocol))]
    public HealthCheckProtocol? HealthCheckProtocol { get; init; }

    /// <summary>How many seconds a check waits for its answer: 2 to 120, and not above the interval.</summary>
    [JsonProperty(nameof(HealthCheckTimeoutSeconds))]
    public int? HealthCheckTimeoutSeconds { get; init; }

    /// <summary>The port of the checks, which nothing depends on here.</summary>
    [JsonProperty(nameof(HealthCheckPort))]
    public string? HealthCheckPort { get; init; }

    /// <summary>The path of checks over HTTP and HTTPS, which nothing depends on here.</summary>
    [JsonProperty(nameof(HealthCheckPath))]
    public string? HealthCheckPath { get; init; }

    /// <summary>The codes that are good answers over HTTP and HTTPS, which nothing depends on here.</summary>
    [JsonProperty(nameof(Matcher))]
    public string? Matcher { get; init; }

    /// <summary>What is asked of the check.</summary>
    internal HealthCheckChange Change => new(
        HealthCheckIntervalSeconds,
        HealthyThresholdCount,
        UnhealthyThresholdCount,
        HealthCheckProtocol,
        HealthCheckTimeoutSeconds,
        HealthCheckPort,
        HealthCheckPath,
        Matcher);
}

/// <summary>A target group.</summary>
public sealed record TargetGroupArnParameter
{
    /// <summary>Its ARN or the scenario's name of it.</summary>
    [JsonProperty(nameof(TargetGroupArn)), JsonRequired]
    public string TargetGroupArn { get; init; } = "";
}

/// <summary>Parameters of ModifyListener; what is left out stays as it is.</summary>
public sealed record ModifyListenerParameters
{
    /// <summary>The listener.</summary>
    [JsonProperty(nameof(ListenerArn)), JsonRequired]
    public string ListenerArn { get; init; } = "";

    /// <summary>TCP, TLS, UDP or TCP_UDP.</summary>
    [JsonProperty(nameof(Protocol))]
    public ListenerProtocol? Protocol { get; init; }

    /// <summary>The port that it listens on.</summary>
    [JsonProperty(nameof(Port))]
    public int? Port { get; init; }

    /// <summary>The target group that it forwards to, by its default action.</summary>
    [JsonProperty(nameof(TargetGroupArn))]
    public string? TargetGroupArn { get; init; }

    /// <summary>The certificate of a TLS listener, which nothing depends on here.</summary>
    [JsonProperty(nameof(CertificateArn))]
    public string? CertificateArn { get; init; }

    /// <summary>The security policy of a TLS listener, which nothing depends on here.</summary>
    [JsonProperty(nameof(SslPolicy))]
    public string? SslPolicy { get; init; }

    /// <summary>The ALPN policy of a TLS listener, which nothing depends on here.</summary>
    [JsonProperty(nameof(AlpnPolicy))]
    public string? AlpnPolicy { get; init; }
}

/// <summary>Parameters of AddTags.</summary>
public sealed record AddTagsParameters
{
    /// <summary>Load balancers, target groups and listeners.</summary>
    [JsonProperty(nameof(ResourceArns)), JsonRequired]
    public ImmutableArray<string> ResourceArns { get; init; } = [];

    /// <summary>Tags by key.</summary>
    [JsonProperty(nameof(Tags)), JsonRequired]
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = Sorted.Map<string>();
}

/// <summary>Parameters of RemoveTags.</summary>
public sealed record RemoveTagsParameters
{
    /// <summary>Load balancers, target groups and listeners.</summary>
    [JsonProperty(nameof(ResourceArns)), JsonRequired]
    public ImmutableArray<string> ResourceArns { get; init; } = [];

    /// <summary>The keys of the tags.</summary>
    [JsonProperty(nameof(TagKeys)), JsonRequired]
    public ImmutableArray<string> TagKeys { get; init; } = [];
}
