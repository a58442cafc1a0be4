using System.Collections.Immutable;
using Newtonsoft.Json;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Parameters of CreateVpcEndpoint, of type Interface.</summary>
public sealed record CreateVpcEndpointParameters
{
    /// <summary>The consumer's VPC.</summary>
    [JsonProperty(nameof(VpcId)), JsonRequired]
    public string VpcId { get; init; } = "";

    /// <summary>The service's name (<c>com.amazonaws.vpce.us-east-1.vpce-svc-…</c>) or the scenario's name of the service.</summary>
    [JsonProperty(nameof(ServiceName)), JsonRequired]
    public string ServiceName { get; init; } = "";

    /// <summary>The Region of the service; without it, the Region of the call.</summary>
    [JsonProperty(nameof(ServiceRegion))]
    public string? ServiceRegion { get; init; }

    /// <summary>Subnets of the VPC, one for each zone.</summary>
    [JsonProperty(nameof(SubnetIds))]
    public ImmutableArray<string> SubnetIds { get; init; } = [];

    /// <summary>Security groups of its interfaces; none means the default group of the VPC.</summary>
    [JsonProperty(nameof(SecurityGroupIds))]
    public ImmutableArray<string> SecurityGroupIds { get; init; } = [];

    /// <summary>ipv4 (the default), ipv6 or dualstack.</summary>
    [JsonProperty(nameof(IpAddressType))]
    public IpAddressType? IpAddressType { get; init; }

    /// <summary>Which records its names have.</summary>
    [JsonProperty(nameof(DnsOptions))]
    public DnsOptionsParameter? DnsOptions { get; init; }

    /// <summary>Whether the service's private DNS name works in the VPC.</summary>
    [JsonProperty(nameof(PrivateDnsEnabled))]
    public bool? PrivateDnsEnabled { get; init; }

    /// <summary>Addresses that the caller chooses.</summary>
    [JsonProperty(nameof(SubnetConfigurations))]
    public ImmutableArray<SubnetConfigurationParameter> SubnetConfigurations { get; init; } = [];

    /// <summary>Tags by key.</summary>
    [JsonProperty(nameof(Tags))]
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = Sorted.Map<string>();

    /// <summary>Makes a repetition of the call harmless: at most 64 ASCII characters.</summary>
    [JsonProperty(nameof(ClientToken))]
    public string? ClientToken { get; init; }
}

/// <summary>DNS options of an endpoint.</summary>
public sealed record DnsOptionsParameter
{
    /// <summary>ipv4 (A records), ipv6 (AAAA), dualstack (both) or service-defined.</summary>
    [JsonProperty(nameof(DnsRecordIpType)), JsonRequired]
    public DnsRecordIpType DnsRecordIpType { get; init; }
}

/// <summary>The addresses that a caller chooses for an endpoint's interface in a subnet.</summary>
public sealed record SubnetConfigurationParameter
{
    /// <summary>A subnet of the endpoint.</summary>
    [JsonProperty(nameof(SubnetId)), JsonRequired]
    public string SubnetId { get; init; } = "";

    /// <summary>An IPv4 address of the subnet; without it, any.</summary>
    [JsonProperty(nameof(Ipv4))]
    public string? Ipv4 { get; init; }

    /// <summary>An IPv6 address of the subnet; without it, any.</summary>
    [JsonProperty(nameof(Ipv6))]
    public string? Ipv6 { get; init; }
}

/// <summary>Parameters of ModifyVpcEndpoint.</summary>
public sealed record ModifyVpcEndpointParameters
{
    /// <summary>The endpoint.</summary>
    [JsonProperty(nameof(VpcEndpointId)), JsonRequired]
    public string VpcEndpointId { get; init; } = "";

    /// <summary>Subnets to add.</summary>
    [JsonProperty(nameof(AddSubnetIds))]
    public ImmutableArray<string> AddSubnetIds { get; init; } = [];

    /// <summary>Subnets to leave.</summary>
    [JsonProperty(nameof(RemoveSubnetIds))]
    public ImmutableArray<string> RemoveSubnetIds { get; init; } = [];

    /// <summary>Security groups to add.</summary>
    [JsonProperty(nameof(AddSecurityGroupIds))]
    public ImmutableArray<string> AddSecurityGroupIds { get; init; } = [];

    /// <summary>Security groups to take away.</summary>
    [JsonProperty(nameof(RemoveSecurityGroupIds))]
    public ImmutableArray<string> RemoveSecurityGroupIds { get; init; } = [];

    /// <summary>The IP address type from now on.</summary>
    [JsonProperty(nameof(IpAddressType))]
    public IpAddressType? IpAddressType { get; init; }

    /// <summary>Which records its names have from now on.</summary>
    [JsonProperty(nameof(DnsOptions))]
    public DnsOptionsParameter? DnsOptions { get; init; }

    /// <summary>Whether the service's private DNS name works in the VPC from now on.</summary>
    [JsonProperty(nameof(PrivateDnsEnabled))]
    public bool? PrivateDnsEnabled { get; init; }

    /// <summary>Addresses that the caller chooses; the interface of such a subnet is replaced.</summary>
    [JsonProperty(nameof(SubnetConfigurations))]
    public ImmutableArray<SubnetConfigurationParameter> SubnetConfigurations { get; init; } = [];
}

/// <summary>Endpoints.</summary>
public sealed record VpcEndpointIdsParameter
{
    /// <summary>Their ids.</summary>
    [JsonProperty(nameof(VpcEndpointIds)), JsonRequired]
    public ImmutableArray<string> VpcEndpointIds { get; init; } = [];
}

/// <summary>Parameters of CreateVpcEndpointConnectionNotification. Exactly one of ServiceId and VpcEndpointId.</summary>
public sealed record CreateConnectionNotificationParameters
{
    /// <summary>The service whose connections are told of.</summary>
    [JsonProperty(nameof(ServiceId))]
    public string? ServiceId { get; init; }

    /// <summary>The endpoint whose connection is told of.</summary>
    [JsonProperty(nameof(VpcEndpointId))]
    public string? VpcEndpointId { get; init; }

    /// <summary>The SNS topic that is told.</summary>
    [JsonProperty(nameof(ConnectionNotificationArn)), JsonRequired]
    public string ConnectionNotificationArn { get; init; } = "";

    /// <summary>What it is told of: Accept, Connect, Delete, Reject.</summary>
    [JsonProperty(nameof(ConnectionEvents)), JsonRequired]
    public ImmutableArray<ConnectionEvent> ConnectionEvents { get; init; } = [];

    /// <summary>Makes a repetition of the call harmless: at most 64 ASCII characters.</summary>
    [JsonProperty(nameof(ClientToken))]
    public string? ClientToken { get; init; }
}

/// <summary>Parameters of ModifyVpcEndpointConnectionNotification.</summary>
public sealed record ModifyConnectionNotificationParameters
{
    /// <summary>The notification.</summary>
    [JsonProperty(nameof(ConnectionNotificationId)), JsonRequired]
    public string ConnectionNotificationId { get; init; } = "";

    /// <summary>The SNS topic that is told from now on.</summary>
    [JsonProperty(nameof(ConnectionNotificationArn))]
    public string? ConnectionNotificationArn { get; init; }

    /// <summary>What it is told of from now on.</summary>
    [JsonProperty(nameof(ConnectionEvents))]
    public ImmutableArray<ConnectionEvent>? ConnectionEvents { get; init; }
}

/// <summary>Connection notifications.</summary>
public sealed record ConnectionNotificationIdsParameter
{
    /// <summary>Their ids.</summary>
    [JsonProperty(nameof(ConnectionNotificationIds)), JsonRequired]
    public ImmutableArray<string> ConnectionNotificationIds { get; init; } = [];
}

/// <summary>Parameters of CreateTags.</summary>
public sealed record CreateTagsParameters
{
    /// <summary>Endpoint services and endpoints, VPCs and their parts.</summary>
    [JsonProperty(nameof(Resources)), JsonRequired]
    public ImmutableArray<string> Resources { get; init; } = [];

    /// <summary>Tags by key.</summary>
    [JsonProperty(nameof(Tags)), JsonRequired]
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = Sorted.Map<string>();
}

/// <summary>Parameters of DeleteTags: by key alone, or only where key and value are these.</summary>
public sealed record DeleteTagsParameters
{
    /// <summary>Endpoint services and endpoints, VPCs and their parts.</summary>
    [JsonProperty(nameof(Resources)), JsonRequired]
    public ImmutableArray<string> Resources { get; init; } = [];

    /// <summary>Keys of tags to take off, whatever their values.</summary>
    [JsonProperty(nameof(TagKeys))]
    public ImmutableArray<string> TagKeys { get; init; } = [];

    /// <summary>Tags to take off where they have these values.</summary>
    [JsonProperty(nameof(Tags))]
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = Sorted.Map<string>();
}
