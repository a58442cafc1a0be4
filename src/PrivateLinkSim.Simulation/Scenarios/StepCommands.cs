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

    /// <summary>IAM: makes a user of the caller's account, without a policy.</summary>
    [JsonProperty(nameof(CreateUser))]
    public CreateUserParameters? CreateUser { get; init; }

    /// <summary>IAM: makes a role of the caller's account, without a policy.</summary>
    [JsonProperty(nameof(CreateRole))]
    public CreateRoleParameters? CreateRole { get; init; }

    /// <summary>IAM: gives a user an inline policy, or replaces it.</summary>
    [JsonProperty(nameof(PutUserPolicy))]
    public PutUserPolicyParameters? PutUserPolicy { get; init; }

    /// <summary>IAM: gives a role an inline policy, or replaces it.</summary>
    [JsonProperty(nameof(PutRolePolicy))]
    public PutRolePolicyParameters? PutRolePolicy { get; init; }

    /// <summary>IAM: takes an inline policy from a user.</summary>
    [JsonProperty(nameof(DeleteUserPolicy))]
    public DeleteUserPolicyParameters? DeleteUserPolicy { get; init; }

    /// <summary>IAM: takes an inline policy from a role.</summary>
    [JsonProperty(nameof(DeleteRolePolicy))]
    public DeleteRolePolicyParameters? DeleteRolePolicy { get; init; }

    /// <summary>IAM: sets the permissions boundary of a user.</summary>
    [JsonProperty(nameof(PutUserPermissionsBoundary))]
    public PutUserPermissionsBoundaryParameters? PutUserPermissionsBoundary { get; init; }

    /// <summary>IAM: sets the permissions boundary of a role.</summary>
    [JsonProperty(nameof(PutRolePermissionsBoundary))]
    public PutRolePermissionsBoundaryParameters? PutRolePermissionsBoundary { get; init; }

    /// <summary>IAM: takes the permissions boundary of a user away.</summary>
    [JsonProperty(nameof(DeleteUserPermissionsBoundary))]
    public UserNameParameter? DeleteUserPermissionsBoundary { get; init; }

    /// <summary>IAM: takes the permissions boundary of a role away.</summary>
    [JsonProperty(nameof(DeleteRolePermissionsBoundary))]
    public RoleNameParameter? DeleteRolePermissionsBoundary { get; init; }

    /// <summary>EC2: makes a VPC.</summary>
    [JsonProperty(nameof(CreateVpc))]
    public CreateVpcParameters? CreateVpc { get; init; }

    /// <summary>EC2: gives a VPC an Amazon-provided IPv6 block.</summary>
    [JsonProperty(nameof(AssociateVpcCidrBlock))]
    public AssociateVpcCidrBlockParameters? AssociateVpcCidrBlock { get; init; }

    /// <summary>EC2: changes the DNS attributes of a VPC.</summary>
    [JsonProperty(nameof(ModifyVpcAttribute))]
    public ModifyVpcAttributeParameters? ModifyVpcAttribute { get; init; }

    /// <summary>EC2: deletes a VPC.</summary>
    [JsonProperty(nameof(DeleteVpc))]
    public VpcIdParameter? DeleteVpc { get; init; }

    /// <summary>EC2: makes a subnet.</summary>
    [JsonProperty(nameof(CreateSubnet))]
    public CreateSubnetParameters? CreateSubnet { get; init; }

    /// <summary>EC2: gives a subnet an IPv6 block.</summary>
    [JsonProperty(nameof(AssociateSubnetCidrBlock))]
    public AssociateSubnetCidrBlockParameters? AssociateSubnetCidrBlock { get; init; }

    /// <summary>EC2: sets attributes of a subnet.</summary>
    [JsonProperty(nameof(ModifySubnetAttribute))]
    public ModifySubnetAttributeParameters? ModifySubnetAttribute { get; init; }

    /// <summary>EC2: deletes a subnet.</summary>
    [JsonProperty(nameof(DeleteSubnet))]
    public SubnetIdParameter? DeleteSubnet { get; init; }

    /// <summary>EC2: makes a security group.</summary>
    [JsonProperty(nameof(CreateSecurityGroup))]
    public CreateSecurityGroupParameters? CreateSecurityGroup { get; init; }

    /// <summary>EC2: deletes a security group.</summary>
    [JsonProperty(nameof(DeleteSecurityGroup))]
    public GroupIdParameter? DeleteSecurityGroup { get; init; }

    /// <summary>EC2: adds inbound rules to a security group.</summary>
    [JsonProperty(nameof(AuthorizeSecurityGroupIngress))]
    public SecurityGroupIngressParameters? AuthorizeSecurityGroupIngress { get; init; }

    /// <summary>EC2: takes inbound rules from a security group.</summary>
    [JsonProperty(nameof(RevokeSecurityGroupIngress))]
    public SecurityGroupIngressParameters? RevokeSecurityGroupIngress { get; init; }

    /// <summary>EC2: adds outbound rules to a security group.</summary>
    [JsonProperty(nameof(AuthorizeSecurityGroupEgress))]
    public SecurityGroupPermissionsParameters? AuthorizeSecurityGroupEgress { get; init; }

    /// <summary>EC2: takes outbound rules from a security group.</summary>
    [JsonProperty(nameof(RevokeSecurityGroupEgress))]
    public SecurityGroupPermissionsParameters? RevokeSecurityGroupEgress { get; init; }

    /// <summary>EC2: changes what rules of a security group say.</summary>
    [JsonProperty(nameof(ModifySecurityGroupRules))]
    public ModifySecurityGroupRulesParameters? ModifySecurityGroupRules { get; init; }

    /// <summary>EC2: describes inbound rules anew.</summary>
    [JsonProperty(nameof(UpdateSecurityGroupRuleDescriptionsIngress))]
    public SecurityGroupPermissionsParameters? UpdateSecurityGroupRuleDescriptionsIngress { get; init; }

    /// <summary>EC2: describes outbound rules anew.</summary>
    [JsonProperty(nameof(UpdateSecurityGroupRuleDescriptionsEgress))]
    public SecurityGroupPermissionsParameters? UpdateSecurityGroupRuleDescriptionsEgress { get; init; }

    /// <summary>Simulator: a subnet has this network ACL from now on.</summary>
    [JsonProperty(nameof(DeclareNetworkAcl))]
    public DeclareNetworkAclParameters? DeclareNetworkAcl { get; init; }

    /// <summary>ELBv2: makes a Network Load Balancer.</summary>
    [JsonProperty(nameof(CreateLoadBalancer))]
    public CreateLoadBalancerParameters? CreateLoadBalancer { get; init; }

    /// <summary>ELBv2: sets whether the load balancer's nodes use the targets of other zones, and whether it can be shifted away from a zone.</summary>
    [JsonProperty(nameof(ModifyLoadBalancerAttributes))]
    public ModifyLoadBalancerAttributesParameters? ModifyLoadBalancerAttributes { get; init; }

    /// <summary>ELBv2: sets whether targets are sent the header of proxy protocol version 2, and what becomes of targets that leave or fail.</summary>
    [JsonProperty(nameof(ModifyTargetGroupAttributes))]
    public ModifyTargetGroupAttributesParameters? ModifyTargetGroupAttributes { get; init; }

    /// <summary>ELBv2: sets the IP address type of a load balancer.</summary>
    [JsonProperty(nameof(SetIpAddressType))]
    public SetIpAddressTypeParameters? SetIpAddressType { get; init; }

    /// <summary>ELBv2: sets all subnets of a load balancer.</summary>
    [JsonProperty(nameof(SetSubnets))]
    public SetSubnetsParameters? SetSubnets { get; init; }

    /// <summary>ELBv2: sets all security groups of a load balancer that was made with some, and whether they see PrivateLink traffic.</summary>
    [JsonProperty(nameof(SetSecurityGroups))]
    public SetSecurityGroupsParameters? SetSecurityGroups { get; init; }

    /// <summary>ELBv2: deletes a load balancer.</summary>
    [JsonProperty(nameof(DeleteLoadBalancer))]
    public LoadBalancerArnParameter? DeleteLoadBalancer { get; init; }

    /// <summary>ELBv2: makes a target group, which listeners can forward to.</summary>
    [JsonProperty(nameof(CreateTargetGroup))]
    public CreateTargetGroupParameters? CreateTargetGroup { get; init; }

    /// <summary>ELBv2: changes how targets are checked.</summary>
    [JsonProperty(nameof(ModifyTargetGroup))]
    public ModifyTargetGroupParameters? ModifyTargetGroup { get; init; }

    /// <summary>ELBv2: deletes a target group that no listener forwards to.</summary>
    [JsonProperty(nameof(DeleteTargetGroup))]
    public TargetGroupArnParameter? DeleteTargetGroup { get; init; }

    /// <summary>ELBv2: changes a listener, and where it forwards to.</summary>
    [JsonProperty(nameof(ModifyListener))]
    public ModifyListenerParameters? ModifyListener { get; init; }

    /// <summary>ELBv2: tags load balancers, target groups and listeners.</summary>
    [JsonProperty(nameof(AddTags))]
    public AddTagsParameters? AddTags { get; init; }

    /// <summary>ELBv2: takes tags from load balancers, target groups and listeners.</summary>
    [JsonProperty(nameof(RemoveTags))]
    public RemoveTagsParameters? RemoveTags { get; init; }

    /// <summary>ELBv2: makes a listener.</summary>
    [JsonProperty(nameof(CreateListener))]
    public CreateListenerParameters? CreateListener { get; init; }

    /// <summary>ELBv2: sets the TCP idle timeout of a listener (tcp.idle_timeout.seconds).</summary>
    [JsonProperty(nameof(ModifyListenerAttributes))]
    public ModifyListenerAttributesParameters? ModifyListenerAttributes { get; init; }

    /// <summary>ELBv2: deletes a listener.</summary>
    [JsonProperty(nameof(DeleteListener))]
    public ListenerArnParameter? DeleteListener { get; init; }

    /// <summary>ELBv2: registers targets with a target group, or with that of a load balancer.</summary>
    [JsonProperty(nameof(RegisterTargets))]
    public RegisterTargetsParameters? RegisterTargets { get; init; }

    /// <summary>ELBv2: deregisters targets from a target group, or from that of a load balancer: they are draining, then unused.</summary>
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

    /// <summary>EC2: has AWS look for the TXT record that verifies the service's private DNS name.</summary>
    [JsonProperty(nameof(StartVpcEndpointServicePrivateDnsVerification))]
    public ServiceIdParameter? StartVpcEndpointServicePrivateDnsVerification { get; init; }

    /// <summary>EC2: sets who pays for the endpoints of a service.</summary>
    [JsonProperty(nameof(ModifyVpcEndpointServicePayerResponsibility))]
    public ModifyVpcEndpointServicePayerResponsibilityParameters? ModifyVpcEndpointServicePayerResponsibility { get; init; }

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

    /// <summary>EC2: changes an interface endpoint.</summary>
    [JsonProperty(nameof(ModifyVpcEndpoint))]
    public ModifyVpcEndpointParameters? ModifyVpcEndpoint { get; init; }

    /// <summary>EC2: deletes endpoints.</summary>
    [JsonProperty(nameof(DeleteVpcEndpoints))]
    public VpcEndpointIdsParameter? DeleteVpcEndpoints { get; init; }

    /// <summary>EC2: has a topic told of connection events of a service or an endpoint.</summary>
    [JsonProperty(nameof(CreateVpcEndpointConnectionNotification))]
    public CreateConnectionNotificationParameters? CreateVpcEndpointConnectionNotification { get; init; }

    /// <summary>EC2: changes a connection notification.</summary>
    [JsonProperty(nameof(ModifyVpcEndpointConnectionNotification))]
    public ModifyConnectionNotificationParameters? ModifyVpcEndpointConnectionNotification { get; init; }

    /// <summary>EC2: deletes connection notifications.</summary>
    [JsonProperty(nameof(DeleteVpcEndpointConnectionNotifications))]
    public ConnectionNotificationIdsParameter? DeleteVpcEndpointConnectionNotifications { get; init; }

    /// <summary>EC2: puts tags on endpoint services, endpoints, VPCs and their parts.</summary>
    [JsonProperty(nameof(CreateTags))]
    public CreateTagsParameters? CreateTags { get; init; }

    /// <summary>EC2: takes tags off endpoint services, endpoints, VPCs and their parts.</summary>
    [JsonProperty(nameof(DeleteTags))]
    public DeleteTagsParameters? DeleteTags { get; init; }

    /// <summary>Simulator: AWS Organizations sets the service control policies that apply to an account, in the place of those that did.</summary>
    [JsonProperty(nameof(SetServiceControlPolicies))]
    public SetServiceControlPoliciesParameters? SetServiceControlPolicies { get; init; }

    /// <summary>Simulator: somebody publishes a TXT record in public DNS.</summary>
    [JsonProperty(nameof(PublishTxtRecord))]
    public TxtRecordParameters? PublishTxtRecord { get; init; }

    /// <summary>Simulator: somebody takes a TXT record out of public DNS.</summary>
    [JsonProperty(nameof(WithdrawTxtRecord))]
    public TxtRecordParameters? WithdrawTxtRecord { get; init; }

    /// <summary>Simulator: the service is listed in AWS Marketplace.</summary>
    [JsonProperty(nameof(DeclareMarketplaceListing))]
    public DeclareMarketplaceListingParameters? DeclareMarketplaceListing { get; init; }

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

    /// <summary>Fault: a zone loses power: its interfaces, load balancer nodes, targets and clients.</summary>
    [JsonProperty("az-power-interruption")]
    public ZoneFaultParameters? AzPowerInterruption { get; init; }

    /// <summary>Fault: nothing passes into or out of a zone; the clients in it are up, and notice.</summary>
    [JsonProperty("az-network-disruption")]
    public ZoneFaultParameters? AzNetworkDisruption { get; init; }

    /// <summary>Fault: a whole Region is lost.</summary>
    [JsonProperty("region-outage")]
    public RegionOutageParameters? RegionOutage { get; init; }

    /// <summary>Fault: nothing passes between two Regions.</summary>
    [JsonProperty("inter-region-disruption")]
    public InterRegionFaultParameters? InterRegionDisruption { get; init; }

    /// <summary>Fault: calls into a Region fail, traffic goes on.</summary>
    [JsonProperty("control-plane-outage")]
    public RegionFaultParameters? ControlPlaneOutage { get; init; }

    /// <summary>Fault: targets stop answering.</summary>
    [JsonProperty("target-failure")]
    public TargetFaultParameters? TargetFailure { get; init; }

    /// <summary>Fault: targets answer late.</summary>
    [JsonProperty("target-slow")]
    public TargetSlowParameters? TargetSlow { get; init; }

    /// <summary>Fault: a load balancer node passes nothing.</summary>
    [JsonProperty("load-balancer-node-failure")]
    public NodeFaultParameters? LoadBalancerNodeFailure { get; init; }

    /// <summary>Fault: changes of what names answer reach the resolvers of a VPC or Region late.</summary>
    [JsonProperty("dns-delay")]
    public DnsDelayParameters? DnsDelay { get; init; }

    /// <summary>Fault: a share of the packets that pass a zone, a way between two Regions or an endpoint is lost.</summary>
    [JsonProperty("packet-loss")]
    public PacketLossParameters? PacketLoss { get; init; }

    /// <summary>Fault: round trips through a zone, between two Regions or through an endpoint take longer.</summary>
    [JsonProperty("latency")]
    public LatencyParameters? Latency { get; init; }

    /// <summary>Simulator: traffic is shifted away from a zone of a load balancer.</summary>
    [JsonProperty("zonal-shift")]
    public ZonalShiftParameters? ZonalShift { get; init; }

    /// <summary>Simulator: the zonal shift by hand that is applied to a load balancer lasts until another time, or has another comment.</summary>
    [JsonProperty("update-zonal-shift")]
    public UpdateZonalShiftParameters? UpdateZonalShift { get; init; }

    /// <summary>Simulator: the zonal shift that is applied to a load balancer ends, by hand or automatic.</summary>
    [JsonProperty("cancel-zonal-shift")]
    public CancelZonalShiftParameters? CancelZonalShift { get; init; }

    /// <summary>Simulator: AWS may, or may no longer, shift the traffic of a load balancer away from a zone that it finds impaired.</summary>
    [JsonProperty("zonal-autoshift")]
    public ZonalAutoshiftParameters? ZonalAutoshift { get; init; }

    /// <summary>Fault: one of an endpoint's interfaces passes nothing.</summary>
    [JsonProperty("endpoint-interface-failure")]
    public InterfaceFaultParameters? EndpointInterfaceFailure { get; init; }

    /// <summary>Fault: nothing passes through an endpoint; its DNS names say nothing of it.</summary>
    [JsonProperty("disrupt-vpc-endpoint")]
    public EndpointFaultParameters? DisruptVpcEndpoint { get; init; }

    /// <summary>Repair: a fault ends before its time.</summary>
    [JsonProperty("repair")]
    public RepairParameters? Repair { get; init; }
}
