using System.Collections.Immutable;
using Newtonsoft.Json;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Parameters of CreateLoadBalancer, of type network.</summary>
public sealed record CreateLoadBalancerParameters
{
    /// <summary>Its name, unique in the account and Region.</summary>
    [JsonProperty(nameof(Name)), JsonRequired]
    public string Name { get; init; } = "";

    /// <summary>Subnets of one VPC, one for each zone.</summary>
    [JsonProperty(nameof(Subnets)), JsonRequired]
    public ImmutableArray<string> Subnets { get; init; } = [];

    /// <summary>ipv4 (the default) or dualstack.</summary>
    [JsonProperty(nameof(IpAddressType))]
    public IpAddressType? IpAddressType { get; init; }

    /// <summary>How its targets are checked (CreateTargetGroup); without it, AWS's defaults.</summary>
    [JsonProperty(nameof(HealthCheck))]
    public HealthCheckParameters? HealthCheck { get; init; }

    /// <summary>Its security groups; one that is made without has none for ever.</summary>
    [JsonProperty(nameof(SecurityGroups))]
    public ImmutableArray<string> SecurityGroups { get; init; } = [];

    /// <summary>Whether its scheme is internet-facing; without it, internal.</summary>
    [JsonProperty(nameof(InternetFacing))]
    public bool? InternetFacing { get; init; }

    /// <summary>Simulator: whether it has a target group of its own; without it, it has. One without needs others (CreateTargetGroup).</summary>
    [JsonProperty(nameof(OwnTargetGroup))]
    public bool? OwnTargetGroup { get; init; }

    /// <summary>Tags by key.</summary>
    [JsonProperty(nameof(Tags))]
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = Sorted.Map<string>();
}

/// <summary>How targets are checked: parameters of CreateTargetGroup.</summary>
public sealed record HealthCheckParameters
{
    /// <summary>From one check to the next, in seconds: 5 to 300.</summary>
    [JsonProperty(nameof(HealthCheckIntervalSeconds))]
    public int HealthCheckIntervalSeconds { get; init; } = 30;

    /// <summary>After how many good checks in a row a target is healthy: 2 to 10.</summary>
    [JsonProperty(nameof(HealthyThresholdCount))]
    public int HealthyThresholdCount { get; init; } = 5;

    /// <summary>After how many bad checks in a row it is unhealthy: 2 to 10.</summary>
    [JsonProperty(nameof(UnhealthyThresholdCount))]
    public int UnhealthyThresholdCount { get; init; } = 2;

    /// <summary>TCP (the default), HTTP or HTTPS.</summary>
    [JsonProperty(nameof(HealthCheckProtocol))]
    public HealthCheckProtocol? HealthCheckProtocol { get; init; }

    /// <summary>How many seconds a check waits for its answer: 2 to 120, and not above the interval; without it 6 over HTTP, otherwise 10.</summary>
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

    /// <summary>The check that they ask for.</summary>
    internal HealthCheck ToHealthCheck() => new(HealthCheckIntervalSeconds, HealthyThresholdCount, UnhealthyThresholdCount)
    {
        Protocol = HealthCheckProtocol,
        TimeoutSeconds = HealthCheckTimeoutSeconds,
        Port = HealthCheckPort,
        Path = HealthCheckPath,
        Matcher = Matcher,
    };
}

/// <summary>A load balancer.</summary>
public sealed record LoadBalancerArnParameter
{
    /// <summary>Its ARN or the scenario's name of it.</summary>
    [JsonProperty(nameof(LoadBalancerArn)), JsonRequired]
    public string LoadBalancerArn { get; init; } = "";
}

/// <summary>Parameters of ModifyLoadBalancerAttributes.</summary>
public sealed record ModifyLoadBalancerAttributesParameters
{
    /// <summary>The load balancer.</summary>
    [JsonProperty(nameof(LoadBalancerArn)), JsonRequired]
    public string LoadBalancerArn { get; init; } = "";

    /// <summary>load_balancing.cross_zone.enabled; without it, as it is.</summary>
    [JsonProperty(nameof(CrossZone))]
    public bool? CrossZone { get; init; }

    /// <summary>zonal_shift.config.enabled: whether traffic can be shifted away from a zone; without it, as it is.</summary>
    [JsonProperty(nameof(ZonalShift))]
    public bool? ZonalShift { get; init; }

    /// <summary>deletion_protection.enabled; without it, as it is.</summary>
    [JsonProperty(nameof(DeletionProtection))]
    public bool? DeletionProtection { get; init; }
}

/// <summary>Parameters of SetIpAddressType.</summary>
public sealed record SetIpAddressTypeParameters
{
    /// <summary>The load balancer.</summary>
    [JsonProperty(nameof(LoadBalancerArn)), JsonRequired]
    public string LoadBalancerArn { get; init; } = "";

    /// <summary>ipv4 or dualstack.</summary>
    [JsonProperty(nameof(IpAddressType)), JsonRequired]
    public IpAddressType IpAddressType { get; init; }
}

/// <summary>Parameters of SetSubnets.</summary>
public sealed record SetSubnetsParameters
{
    /// <summary>The load balancer.</summary>
    [JsonProperty(nameof(LoadBalancerArn)), JsonRequired]
    public string LoadBalancerArn { get; init; } = "";

    /// <summary>All its subnets from now on, one for each zone.</summary>
    [JsonProperty(nameof(Subnets)), JsonRequired]
    public ImmutableArray<string> Subnets { get; init; } = [];
}

/// <summary>Parameters of CreateListener.</summary>
public sealed record CreateListenerParameters
{
    /// <summary>The load balancer.</summary>
    [JsonProperty(nameof(LoadBalancerArn)), JsonRequired]
    public string LoadBalancerArn { get; init; } = "";

    /// <summary>TCP, TLS, UDP or TCP_UDP.</summary>
    [JsonProperty(nameof(Protocol)), JsonRequired]
    public ListenerProtocol Protocol { get; init; }

    /// <summary>The port that it listens on.</summary>
    [JsonProperty(nameof(Port)), JsonRequired]
    public int Port { get; init; }

    /// <summary>The target group that it forwards to, by its default action; without it, the load balancer's own.</summary>
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

    /// <summary>Tags by key.</summary>
    [JsonProperty(nameof(Tags))]
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = Sorted.Map<string>();
}

/// <summary>Parameters of ModifyListenerAttributes.</summary>
public sealed record ModifyListenerAttributesParameters
{
    /// <summary>The listener.</summary>
    [JsonProperty(nameof(ListenerArn)), JsonRequired]
    public string ListenerArn { get; init; } = "";

    /// <summary>tcp.idle_timeout.seconds: 60 to 6000, 350 unless changed.</summary>
    [JsonProperty(nameof(TcpIdleTimeoutSeconds)), JsonRequired]
    public int TcpIdleTimeoutSeconds { get; init; }
}

/// <summary>A listener.</summary>
public sealed record ListenerArnParameter
{
    /// <summary>Its ARN or the scenario's name of it.</summary>
    [JsonProperty(nameof(ListenerArn)), JsonRequired]
    public string ListenerArn { get; init; } = "";
}

/// <summary>A target of a load balancer.</summary>
public sealed record TargetParameter
{
    /// <summary>An instance id or IP address.</summary>
    [JsonProperty(nameof(Id)), JsonRequired]
    public string Id { get; init; } = "";

    /// <summary>Its zone, by the owner's name or by zone id. An address in a target group that stands by itself is in the zone of its subnet.</summary>
    [JsonProperty(nameof(AvailabilityZone))]
    public string? AvailabilityZone { get; init; }

    /// <summary>The port that it is sent traffic on, in a target group that stands by itself; without it, the port of the group.</summary>
    [JsonProperty(nameof(Port))]
    public int? Port { get; init; }

    /// <summary>Simulator: whether it understands a proxy protocol header with IPv6 addresses; without it, it does.</summary>
    [JsonProperty(nameof(ParsesIpv6ProxyProtocol))]
    public bool? ParsesIpv6ProxyProtocol { get; init; }
}

/// <summary>Parameters of RegisterTargets.</summary>
public sealed record RegisterTargetsParameters
{
    /// <summary>The load balancer whose own target group is meant.</summary>
    [JsonProperty(nameof(LoadBalancerArn))]
    public string? LoadBalancerArn { get; init; }

    /// <summary>Instead, a target group that stands by itself.</summary>
    [JsonProperty(nameof(TargetGroupArn))]
    public string? TargetGroupArn { get; init; }

    /// <summary>The targets.</summary>
    [JsonProperty(nameof(Targets)), JsonRequired]
    public ImmutableArray<TargetParameter> Targets { get; init; } = [];
}

/// <summary>Parameters of DeregisterTargets.</summary>
public sealed record DeregisterTargetsParameters
{
    /// <summary>The load balancer whose own target group is meant.</summary>
    [JsonProperty(nameof(LoadBalancerArn))]
    public string? LoadBalancerArn { get; init; }

    /// <summary>Instead, a target group that stands by itself.</summary>
    [JsonProperty(nameof(TargetGroupArn))]
    public string? TargetGroupArn { get; init; }

    /// <summary>The targets' ids.</summary>
    [JsonProperty(nameof(Targets)), JsonRequired]
    public ImmutableArray<string> Targets { get; init; } = [];
}
