using System.Collections.Immutable;
using Newtonsoft.Json;

namespace PrivateLinkSim.Simulation;

/// <content>The commands of a step, in AWS's words. A step has at most one. Ids are the scenario's names or AWS's own ids.</content>
public sealed partial record Step
{
    /// <summary>Account API: opts the caller's account in to a Region.</summary>
    [JsonProperty(nameof(EnableRegion))]
    public RegionNameParameter? EnableRegion { get; init; }

    /// <summary>Account API: opts the caller's account out of a Region.</summary>
    [JsonProperty(nameof(DisableRegion))]
    public RegionNameParameter? DisableRegion { get; init; }

    /// <summary>EC2: makes a VPC.</summary>
    [JsonProperty(nameof(CreateVpc))]
    public CreateVpcParameters? CreateVpc { get; init; }

    /// <summary>EC2: makes a subnet.</summary>
    [JsonProperty(nameof(CreateSubnet))]
    public CreateSubnetParameters? CreateSubnet { get; init; }

    /// <summary>ELBv2: makes a Network Load Balancer.</summary>
    [JsonProperty(nameof(CreateLoadBalancer))]
    public CreateLoadBalancerParameters? CreateLoadBalancer { get; init; }

    /// <summary>ELBv2: sets whether the load balancer's nodes use the targets of other zones (load_balancing.cross_zone.enabled).</summary>
    [JsonProperty(nameof(ModifyLoadBalancerAttributes))]
    public ModifyLoadBalancerAttributesParameters? ModifyLoadBalancerAttributes { get; init; }

    /// <summary>ELBv2: deletes a load balancer.</summary>
    [JsonProperty(nameof(DeleteLoadBalancer))]
    public LoadBalancerArnParameter? DeleteLoadBalancer { get; init; }

    /// <summary>ELBv2: registers targets with the load balancer's target group.</summary>
    [JsonProperty(nameof(RegisterTargets))]
    public RegisterTargetsParameters? RegisterTargets { get; init; }

    /// <summary>ELBv2: deregisters targets from the load balancer's target group.</summary>
    [JsonProperty(nameof(DeregisterTargets))]
    public DeregisterTargetsParameters? DeregisterTargets { get; init; }

    /// <summary>EC2: makes an endpoint service.</summary>
    [JsonProperty(nameof(CreateVpcEndpointServiceConfiguration))]
    public CreateVpcEndpointServiceConfigurationParameters? CreateVpcEndpointServiceConfiguration { get; init; }

    /// <summary>EC2: changes an endpoint service.</summary>
    [JsonProperty(nameof(ModifyVpcEndpointServiceConfiguration))]
    public ModifyVpcEndpointServiceConfigurationParameters? ModifyVpcEndpointServiceConfiguration { get; init; }

    /// <summary>EC2: changes who may connect to an endpoint service.</summary>
    [JsonProperty(nameof(ModifyVpcEndpointServicePermissions))]
    public ModifyVpcEndpointServicePermissionsParameters? ModifyVpcEndpointServicePermissions { get; init; }

    /// <summary>EC2: deletes endpoint services.</summary>
    [JsonProperty(nameof(DeleteVpcEndpointServiceConfigurations))]
    public ServiceIdsParameter? DeleteVpcEndpointServiceConfigurations { get; init; }

    /// <summary>EC2: accepts connections that await acceptance.</summary>
    [JsonProperty(nameof(AcceptVpcEndpointConnections))]
    public ConnectionsParameters? AcceptVpcEndpointConnections { get; init; }

    /// <summary>EC2: rejects connections.</summary>
    [JsonProperty(nameof(RejectVpcEndpointConnections))]
    public ConnectionsParameters? RejectVpcEndpointConnections { get; init; }

    /// <summary>EC2: makes an interface endpoint.</summary>
    [JsonProperty(nameof(CreateVpcEndpoint))]
    public CreateVpcEndpointParameters? CreateVpcEndpoint { get; init; }

    /// <summary>EC2: deletes endpoints.</summary>
    [JsonProperty(nameof(DeleteVpcEndpoints))]
    public VpcEndpointIdsParameter? DeleteVpcEndpoints { get; init; }

    /// <summary>Simulator: a zone stops passing traffic.</summary>
    [JsonProperty(nameof(ImpairZone))]
    public ZoneIdParameter? ImpairZone { get; init; }

    /// <summary>Simulator: a zone passes traffic again.</summary>
    [JsonProperty(nameof(RepairZone))]
    public ZoneIdParameter? RepairZone { get; init; }

    /// <summary>Simulator: a whole Region is lost.</summary>
    [JsonProperty(nameof(BeginRegionOutage))]
    public RegionNameParameter? BeginRegionOutage { get; init; }

    /// <summary>Simulator: a lost Region is back.</summary>
    [JsonProperty(nameof(EndRegionOutage))]
    public RegionNameParameter? EndRegionOutage { get; init; }
}

/// <summary>A Region, by name.</summary>
public sealed record RegionNameParameter
{
    /// <summary>For example <c>eu-south-1</c>.</summary>
    [JsonProperty(nameof(RegionName)), JsonRequired]
    public string RegionName { get; init; } = "";
}

/// <summary>A zone, by id.</summary>
public sealed record ZoneIdParameter
{
    /// <summary>For example <c>use1-az1</c>.</summary>
    [JsonProperty(nameof(ZoneId)), JsonRequired]
    public string ZoneId { get; init; } = "";
}

/// <summary>Parameters of CreateVpc.</summary>
public sealed record CreateVpcParameters
{
    /// <summary>The IPv4 block, /16 to /28.</summary>
    [JsonProperty(nameof(CidrBlock)), JsonRequired]
    public string CidrBlock { get; init; } = "";
}

/// <summary>Parameters of CreateSubnet. Exactly one of AvailabilityZone and AvailabilityZoneId.</summary>
public sealed record CreateSubnetParameters
{
    /// <summary>The VPC.</summary>
    [JsonProperty(nameof(VpcId)), JsonRequired]
    public string VpcId { get; init; } = "";

    /// <summary>The IPv4 block, inside the VPC's.</summary>
    [JsonProperty(nameof(CidrBlock)), JsonRequired]
    public string CidrBlock { get; init; } = "";

    /// <summary>The zone by the caller's name: <c>us-east-1a</c>.</summary>
    [JsonProperty(nameof(AvailabilityZone))]
    public string? AvailabilityZone { get; init; }

    /// <summary>The zone by id: <c>use1-az1</c>.</summary>
    [JsonProperty(nameof(AvailabilityZoneId))]
    public string? AvailabilityZoneId { get; init; }
}

/// <summary>Parameters of CreateLoadBalancer, of type network.</summary>
public sealed record CreateLoadBalancerParameters
{
    /// <summary>Its name, unique in the account and Region.</summary>
    [JsonProperty(nameof(Name)), JsonRequired]
    public string Name { get; init; } = "";

    /// <summary>Subnets of one VPC, one for each zone.</summary>
    [JsonProperty(nameof(Subnets)), JsonRequired]
    public ImmutableArray<string> Subnets { get; init; } = [];
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

    /// <summary>load_balancing.cross_zone.enabled.</summary>
    [JsonProperty(nameof(CrossZone)), JsonRequired]
    public bool CrossZone { get; init; }
}

/// <summary>A target of a load balancer.</summary>
public sealed record TargetParameter
{
    /// <summary>An instance id or IP address.</summary>
    [JsonProperty(nameof(Id)), JsonRequired]
    public string Id { get; init; } = "";

    /// <summary>Its zone, by the owner's name or by zone id.</summary>
    [JsonProperty(nameof(AvailabilityZone)), JsonRequired]
    public string AvailabilityZone { get; init; } = "";
}

/// <summary>Parameters of RegisterTargets.</summary>
public sealed record RegisterTargetsParameters
{
    /// <summary>The load balancer whose target group is meant.</summary>
    [JsonProperty(nameof(LoadBalancerArn)), JsonRequired]
    public string LoadBalancerArn { get; init; } = "";

    /// <summary>The targets.</summary>
    [JsonProperty(nameof(Targets)), JsonRequired]
    public ImmutableArray<TargetParameter> Targets { get; init; } = [];
}

/// <summary>Parameters of DeregisterTargets.</summary>
public sealed record DeregisterTargetsParameters
{
    /// <summary>The load balancer whose target group is meant.</summary>
    [JsonProperty(nameof(LoadBalancerArn)), JsonRequired]
    public string LoadBalancerArn { get; init; } = "";

    /// <summary>The targets' ids.</summary>
    [JsonProperty(nameof(Targets)), JsonRequired]
    public ImmutableArray<string> Targets { get; init; } = [];
}

/// <summary>Parameters of CreateVpcEndpointServiceConfiguration.</summary>
public sealed record CreateVpcEndpointServiceConfigurationParameters
{
    /// <summary>The Network Load Balancers that are the service's front end.</summary>
    [JsonProperty(nameof(NetworkLoadBalancerArns))]
    public ImmutableArray<string> NetworkLoadBalancerArns { get; init; } = [];

    /// <summary>Whether the provider accepts each connection; AWS's default is true.</summary>
    [JsonProperty(nameof(AcceptanceRequired))]
    public bool AcceptanceRequired { get; init; } = true;

    /// <summary>Regions besides its own from which it can be reached.</summary>
    [JsonProperty(nameof(SupportedRegions))]
    public ImmutableArray<string> SupportedRegions { get; init; } = [];
}

/// <summary>Parameters of ModifyVpcEndpointServiceConfiguration.</summary>
public sealed record ModifyVpcEndpointServiceConfigurationParameters
{
    /// <summary>The service.</summary>
    [JsonProperty(nameof(ServiceId)), JsonRequired]
    public string ServiceId { get; init; } = "";

    /// <summary>Regions from which it can be reached from now on.</summary>
    [JsonProperty(nameof(AddSupportedRegions))]
    public ImmutableArray<string> AddSupportedRegions { get; init; } = [];

    /// <summary>Regions from which new endpoints can reach it no longer.</summary>
    [JsonProperty(nameof(RemoveSupportedRegions))]
    public ImmutableArray<string> RemoveSupportedRegions { get; init; } = [];

    /// <summary>Whether the provider accepts each connection from now on.</summary>
    [JsonProperty(nameof(AcceptanceRequired))]
    public bool? AcceptanceRequired { get; init; }
}

/// <summary>Parameters of ModifyVpcEndpointServicePermissions. Principals are ARNs, <c>*</c>, or names of accounts (their root).</summary>
public sealed record ModifyVpcEndpointServicePermissionsParameters
{
    /// <summary>The service.</summary>
    [JsonProperty(nameof(ServiceId)), JsonRequired]
    public string ServiceId { get; init; } = "";

    /// <summary>Who may connect from now on.</summary>
    [JsonProperty(nameof(AddAllowedPrincipals))]
    public ImmutableArray<string> AddAllowedPrincipals { get; init; } = [];

    /// <summary>Who may make no new connection; those that exist go on.</summary>
    [JsonProperty(nameof(RemoveAllowedPrincipals))]
    public ImmutableArray<string> RemoveAllowedPrincipals { get; init; } = [];
}

/// <summary>Endpoint services.</summary>
public sealed record ServiceIdsParameter
{
    /// <summary>Their ids.</summary>
    [JsonProperty(nameof(ServiceIds)), JsonRequired]
    public ImmutableArray<string> ServiceIds { get; init; } = [];
}

/// <summary>Connections of a service.</summary>
public sealed record ConnectionsParameters
{
    /// <summary>The service.</summary>
    [JsonProperty(nameof(ServiceId)), JsonRequired]
    public string ServiceId { get; init; } = "";

    /// <summary>The endpoints at the other end.</summary>
    [JsonProperty(nameof(VpcEndpointIds)), JsonRequired]
    public ImmutableArray<string> VpcEndpointIds { get; init; } = [];
}

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
}

/// <summary>Endpoints.</summary>
public sealed record VpcEndpointIdsParameter
{
    /// <summary>Their ids.</summary>
    [JsonProperty(nameof(VpcEndpointIds)), JsonRequired]
    public ImmutableArray<string> VpcEndpointIds { get; init; } = [];
}
