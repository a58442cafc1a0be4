using System.Collections.Immutable;

namespace PrivateLinkSim.Simulation;

/// <content>The commands, family by family.</content>
internal sealed partial record StepCommand
{
    private static StepCommand? OfAccount(Step step) => step switch
    {
        { EnableRegion: not null } => Account(nameof(step.EnableRegion)),
        { DisableRegion: not null } => Account(nameof(step.DisableRegion)),
        { CreateUser: not null } => Account(nameof(step.CreateUser)),
        { CreateRole: not null } => Account(nameof(step.CreateRole)),
        { PutUserPolicy: not null } => Account(nameof(step.PutUserPolicy)),
        { PutRolePolicy: not null } => Account(nameof(step.PutRolePolicy)),
        { DeleteUserPolicy: not null } => Account(nameof(step.DeleteUserPolicy)),
        { DeleteRolePolicy: not null } => Account(nameof(step.DeleteRolePolicy)),
        { PutUserPermissionsBoundary: not null } => Account(nameof(step.PutUserPermissionsBoundary)),
        { PutRolePermissionsBoundary: not null } => Account(nameof(step.PutRolePermissionsBoundary)),
        { DeleteUserPermissionsBoundary: not null } => Account(nameof(step.DeleteUserPermissionsBoundary)),
        { DeleteRolePermissionsBoundary: not null } => Account(nameof(step.DeleteRolePermissionsBoundary)),
        _ => OfIam(step),
    };

    private static StepCommand? OfSimulator(Step step) => step switch
    {
        { ImpairZone: not null } => Breaking(nameof(step.ImpairZone)),
        { RepairZone: not null } => Breaking(nameof(step.RepairZone)),
        { BeginRegionOutage: not null } => Breaking(nameof(step.BeginRegionOutage)),
        { EndRegionOutage: not null } => Breaking(nameof(step.EndRegionOutage)),
        { SetServiceControlPolicies: { } call } => Simulator(
            nameof(step.SetServiceControlPolicies), One("Account", call.Account, ResourceKind.Account)),
        { PublishTxtRecord: { } call } => Simulator(nameof(step.PublishTxtRecord), One("Service", call.Service, ResourceKind.Service)),
        { WithdrawTxtRecord: { } call } => Simulator(nameof(step.WithdrawTxtRecord), One("Service", call.Service, ResourceKind.Service)),
        { DeclareMarketplaceListing: { } call } => Simulator(
            nameof(step.DeclareMarketplaceListing), One("ServiceId", call.ServiceId, ResourceKind.Service)),
        _ => null,
    };

    private static StepCommand? OfFault(Step step) => step switch
    {
        { AzPowerInterruption: not null } => Breaking("az-power-interruption"),
        { AzNetworkDisruption: not null } => Breaking("az-network-disruption"),
        { RegionOutage: not null } => Breaking("region-outage"),
        { InterRegionDisruption: not null } => Breaking("inter-region-disruption"),
        { ControlPlaneOutage: not null } => Breaking("control-plane-outage"),
        { TargetFailure: { } fault } => Breaking("target-failure", One("LoadBalancerArn", fault.LoadBalancerArn, ResourceKind.LoadBalancer)),
        { TargetSlow: { } fault } => Breaking("target-slow", One("LoadBalancerArn", fault.LoadBalancerArn, ResourceKind.LoadBalancer)),
        { LoadBalancerNodeFailure: { } fault } => Breaking(
            "load-balancer-node-failure", One("LoadBalancerArn", fault.LoadBalancerArn, ResourceKind.LoadBalancer)),
        { ZonalShift: { } shift } => Simulator("zonal-shift", One("LoadBalancerArn", shift.LoadBalancerArn, ResourceKind.LoadBalancer)),
        { UpdateZonalShift: { } shift } => Simulator("update-zonal-shift", One("LoadBalancerArn", shift.LoadBalancerArn, ResourceKind.LoadBalancer)),
        { CancelZonalShift: { } shift } => Simulator("cancel-zonal-shift", One("LoadBalancerArn", shift.LoadBalancerArn, ResourceKind.LoadBalancer)),
        { ZonalAutoshift: { } shift } => Simulator("zonal-autoshift", One("LoadBalancerArn", shift.LoadBalancerArn, ResourceKind.LoadBalancer)),
        { EndpointInterfaceFailure: { } fault } => Breaking(
            "endpoint-interface-failure", One("VpcEndpointId", fault.VpcEndpointId, ResourceKind.Endpoint)),
        { DnsDelay: { } fault } => Breaking("dns-delay", One("VpcId", fault.VpcId, ResourceKind.Vpc)),
        { PacketLoss: { } fault } => Breaking("packet-loss", One("VpcEndpointId", fault.VpcEndpointId, ResourceKind.Endpoint)),
        { Latency: { } fault } => Breaking("latency", One("VpcEndpointId", fault.VpcEndpointId, ResourceKind.Endpoint)),
        { Repair: { } repair } => Breaking(
            "repair",
            [
                .. One("VpcId", repair.VpcId, ResourceKind.Vpc),
                .. One("LoadBalancerArn", repair.LoadBalancerArn, ResourceKind.LoadBalancer),
                .. One("VpcEndpointId", repair.VpcEndpointId, ResourceKind.Endpoint),
            ]),
        { DisruptVpcEndpoint: { } fault } => Breaking("disrupt-vpc-endpoint", One("VpcEndpointId", fault.VpcEndpointId, ResourceKind.Endpoint)),
        _ => null,
    };

    private static StepCommand? OfNetwork(Step step) => step switch
    {
        { CreateVpc: not null } => Making(nameof(step.CreateVpc), ResourceKind.Vpc, null),
        { AssociateVpcCidrBlock: { } call } => Call(nameof(step.AssociateVpcCidrBlock), One("VpcId", call.VpcId, ResourceKind.Vpc)) with
        {
            TakesDryRun = false,
        },
        { ModifyVpcAttribute: { } call } => Call(nameof(step.ModifyVpcAttribute), One("VpcId", call.VpcId, ResourceKind.Vpc)) with
        {
            TakesDryRun = false,
        },
        { DeleteVpc: { } call } => Call(nameof(step.DeleteVpc), One("VpcId", call.VpcId, ResourceKind.Vpc)),
        { CreateSubnet: { } call } => Making(
            nameof(step.CreateSubnet), ResourceKind.Subnet, call.VpcId, One("VpcId", call.VpcId, ResourceKind.Vpc)),
        { AssociateSubnetCidrBlock: { } call } => Call(
            nameof(step.AssociateSubnetCidrBlock), One("SubnetId", call.SubnetId, ResourceKind.Subnet)) with
        {
            TakesDryRun = false,
        },
        { ModifySubnetAttribute: { } call } => Call(nameof(step.ModifySubnetAttribute), One("SubnetId", call.SubnetId, ResourceKind.Subnet)) with
        {
            TakesDryRun = false,
        },
        { DeleteSubnet: { } call } => Call(nameof(step.DeleteSubnet), One("SubnetId", call.SubnetId, ResourceKind.Subnet)),
        { CreateSecurityGroup: { } call } => Making(
            nameof(step.CreateSecurityGroup), ResourceKind.SecurityGroup, call.VpcId, One("VpcId", call.VpcId, ResourceKind.Vpc)),
        { AuthorizeSecurityGroupIngress: { } call } => Call(nameof(step.AuthorizeSecurityGroupIngress), Ingress(call)),
        { RevokeSecurityGroupIngress: { } call } => Call(nameof(step.RevokeSecurityGroupIngress), Ingress(call)),
        { AuthorizeSecurityGroupEgress: { } call } => Call(nameof(step.AuthorizeSecurityGroupEgress), Rules(call)),
        { RevokeSecurityGroupEgress: { } call } => Call(nameof(step.RevokeSecurityGroupEgress), Rules(call)),
        { UpdateSecurityGroupRuleDescriptionsIngress: { } call } => Call(nameof(step.UpdateSecurityGroupRuleDescriptionsIngress), Rules(call)),
        { UpdateSecurityGroupRuleDescriptionsEgress: { } call } => Call(nameof(step.UpdateSecurityGroupRuleDescriptionsEgress), Rules(call)),
        { ModifySecurityGroupRules: { } call } => Call(
            nameof(step.ModifySecurityGroupRules),
            [
                .. One("GroupId", call.GroupId, ResourceKind.SecurityGroup),
                .. Beside(call.SecurityGroupRules.SelectMany(rule => One(
                    $"{ScenarioPath.Member("SecurityGroupRules", rule.Key)}.ReferencedGroupId", rule.Value.ReferencedGroupId, ResourceKind.SecurityGroup))),
            ]),
        { DeclareNetworkAcl: { } call } => Simulator(nameof(step.DeclareNetworkAcl), One("SubnetId", call.SubnetId, ResourceKind.Subnet)),
        { DeleteSecurityGroup: { } call } => Call(nameof(step.DeleteSecurityGroup), One("GroupId", call.GroupId, ResourceKind.SecurityGroup)),
        _ => null,
    };

    private static StepCommand? OfLoadBalancer(Step step) => step switch
    {
        { CreateLoadBalancer: { } call } => Elb(Making(
            nameof(step.CreateLoadBalancer), ResourceKind.LoadBalancer, null, [
                .. Many("Subnets", call.Subnets, ResourceKind.Subnet),
                .. Beside(Many("SecurityGroups", call.SecurityGroups, ResourceKind.SecurityGroup)),
            ])),
        { ModifyLoadBalancerAttributes: { } call } => OfOne(nameof(step.ModifyLoadBalancerAttributes), call.LoadBalancerArn),
        { ModifyTargetGroupAttributes: { } call } => OfGroup(nameof(step.ModifyTargetGroupAttributes), call.TargetGroupArn, call.LoadBalancerArn),
        { SetIpAddressType: { } call } => OfOne(nameof(step.SetIpAddressType), call.LoadBalancerArn),
        { SetSubnets: { } call } => OfOne(
            nameof(step.SetSubnets), call.LoadBalancerArn, Beside(Many("Subnets", call.Subnets, ResourceKind.Subnet))),
        { SetSecurityGroups: { } call } => OfOne(
            nameof(step.SetSecurityGroups), call.LoadBalancerArn, Beside(Many("SecurityGroups", call.SecurityGroups, ResourceKind.SecurityGroup))),
        { DeleteLoadBalancer: { } call } => OfOne(nameof(step.DeleteLoadBalancer), call.LoadBalancerArn),
        { CreateListener: { } call } =>
            OfOne(nameof(step.CreateListener), call.LoadBalancerArn, Beside(One("TargetGroupArn", call.TargetGroupArn, ResourceKind.TargetGroup))) with
            {
                Makes = ResourceKind.Listener,
            },
        { ModifyListener: { } call } => Elb(Call(
            nameof(step.ModifyListener),
            [.. One("ListenerArn", call.ListenerArn, ResourceKind.Listener), .. Beside(One("TargetGroupArn", call.TargetGroupArn, ResourceKind.TargetGroup))])),
        { ModifyListenerAttributes: { } call } => Elb(Call(
            nameof(step.ModifyListenerAttributes), One("ListenerArn", call.ListenerArn, ResourceKind.Listener))),
        { DeleteListener: { } call } => Elb(Call(nameof(step.DeleteListener), One("ListenerArn", call.ListenerArn, ResourceKind.Listener))),
        _ => null,
    };

    private static StepCommand? OfTargetGroup(Step step) => step switch
    {
        { CreateTargetGroup: { } call } => Elb(Making(
            nameof(step.CreateTargetGroup), ResourceKind.TargetGroup, call.VpcId, One("VpcId", call.VpcId, ResourceKind.Vpc))),
        { ModifyTargetGroup: { } call } => OfGroup(nameof(step.ModifyTargetGroup), call.TargetGroupArn, call.LoadBalancerArn),
        { RegisterTargets: { } call } => OfGroup(nameof(step.RegisterTargets), call.TargetGroupArn, call.LoadBalancerArn),
        { DeregisterTargets: { } call } => OfGroup(nameof(step.DeregisterTargets), call.TargetGroupArn, call.LoadBalancerArn),
        { DeleteTargetGroup: { } call } => OfGroup(nameof(step.DeleteTargetGroup), call.TargetGroupArn, null),
        { AddTags: { } call } => Elb(Call(nameof(step.AddTags), Balancing(call.ResourceArns))),
        { RemoveTags: { } call } => Elb(Call(nameof(step.RemoveTags), Balancing(call.ResourceArns))),
        _ => null,
    };

    private static StepCommand? OfService(Step step) => step switch
    {
        { CreateVpcEndpointServiceConfiguration: { } call } => Making(
            nameof(step.CreateVpcEndpointServiceConfiguration),
            ResourceKind.Service,
            null,
            [.. Many("NetworkLoadBalancerArns", call.NetworkLoadBalancerArns, ResourceKind.LoadBalancer)]),
        { ModifyVpcEndpointServiceConfiguration: { } call } => Call(
            nameof(step.ModifyVpcEndpointServiceConfiguration),
            [
                .. One("ServiceId", call.ServiceId, ResourceKind.Service),
                .. Beside(Many("AddNetworkLoadBalancerArns", call.AddNetworkLoadBalancerArns, ResourceKind.LoadBalancer)),
                .. Beside(Many("RemoveNetworkLoadBalancerArns", call.RemoveNetworkLoadBalancerArns, ResourceKind.LoadBalancer)),
            ]),
        { ModifyVpcEndpointServicePermissions: { } call } => Call(
            nameof(step.ModifyVpcEndpointServicePermissions), One("ServiceId", call.ServiceId, ResourceKind.Service)),
        { StartVpcEndpointServicePrivateDnsVerification: { } call } => Call(
            nameof(step.StartVpcEndpointServicePrivateDnsVerification), One("ServiceId", call.ServiceId, ResourceKind.Service)),
        { ModifyVpcEndpointServicePayerResponsibility: { } call } => Call(
            nameof(step.ModifyVpcEndpointServicePayerResponsibility), One("ServiceId", call.ServiceId, ResourceKind.Service)),
        { DeleteVpcEndpointServiceConfigurations: { } call } => Call(
            nameof(step.DeleteVpcEndpointServiceConfigurations), [.. Many("ServiceIds", call.ServiceIds, ResourceKind.Service)]),
        { AcceptVpcEndpointConnections: { } call } => Call(nameof(step.AcceptVpcEndpointConnections), Connections(call)),
        { RejectVpcEndpointConnections: { } call } => Call(nameof(step.RejectVpcEndpointConnections), Connections(call)),
        _ => null,
    };

    private static StepCommand? OfEndpoint(Step step) => step switch
    {
        { CreateVpcEndpoint: { } call } => Making(
            nameof(step.CreateVpcEndpoint),
            ResourceKind.Endpoint,
            call.VpcId,
            [
                .. One("VpcId", call.VpcId, ResourceKind.Vpc),
                .. Many("SubnetIds", call.SubnetIds, ResourceKind.Subnet),
                .. Beside(One("ServiceName", call.ServiceName, ResourceKind.Service)),
                .. Beside(Many("SecurityGroupIds", call.SecurityGroupIds, ResourceKind.SecurityGroup)),
                .. Beside(Chosen(call.SubnetConfigurations)),
            ]),
        { ModifyVpcEndpoint: { } call } => Call(
            nameof(step.ModifyVpcEndpoint),
            [
                .. One("VpcEndpointId", call.VpcEndpointId, ResourceKind.Endpoint),
                .. Beside(Many("AddSubnetIds", call.AddSubnetIds, ResourceKind.Subnet)),
                .. Beside(Many("RemoveSubnetIds", call.RemoveSubnetIds, ResourceKind.Subnet)),
                .. Beside(Many("AddSecurityGroupIds", call.AddSecurityGroupIds, ResourceKind.SecurityGroup)),
                .. Beside(Many("RemoveSecurityGroupIds", call.RemoveSecurityGroupIds, ResourceKind.SecurityGroup)),
                .. Beside(Chosen(call.SubnetConfigurations)),
            ]),
        { DeleteVpcEndpoints: { } call } => Call(
            nameof(step.DeleteVpcEndpoints), [.. Many("VpcEndpointIds", call.VpcEndpointIds, ResourceKind.Endpoint)]),
        _ => null,
    };

    private static StepCommand? OfNotification(Step step) => step switch
    {
        { CreateVpcEndpointConnectionNotification: { } call } => Making(
            nameof(step.CreateVpcEndpointConnectionNotification),
            ResourceKind.Notification,
            null,
            [.. One("ServiceId", call.ServiceId, ResourceKind.Service), .. One("VpcEndpointId", call.VpcEndpointId, ResourceKind.Endpoint)]),
        { ModifyVpcEndpointConnectionNotification: { } call } => Call(
            nameof(step.ModifyVpcEndpointConnectionNotification),
            One("ConnectionNotificationId", call.ConnectionNotificationId, ResourceKind.Notification)),
        { DeleteVpcEndpointConnectionNotifications: { } call } => Call(
            nameof(step.DeleteVpcEndpointConnectionNotifications),
            [.. Many("ConnectionNotificationIds", call.ConnectionNotificationIds, ResourceKind.Notification)]),
        { CreateTags: { } call } => Call(nameof(step.CreateTags), Tagged(call.Resources)),
        { DeleteTags: { } call } => Call(nameof(step.DeleteTags), Tagged(call.Resources)),
        _ => null,
    };

    private static StepCommand OfOne(string name, string loadBalancer, params IEnumerable<NameInCommand> others) =>
        Elb(Call(name, [.. One("LoadBalancerArn", loadBalancer, ResourceKind.LoadBalancer), .. others]));

    private static StepCommand OfGroup(string name, string? targetGroup, string? loadBalancer) => Elb(Call(
        name, [.. One("TargetGroupArn", targetGroup, ResourceKind.TargetGroup), .. One("LoadBalancerArn", loadBalancer, ResourceKind.LoadBalancer)]));

    private static ImmutableArray<NameInCommand> Balancing(ImmutableArray<string> resources) =>
    [
        .. Many("ResourceArns", resources, ResourceKind.LoadBalancer)
            .Select(name => name with { OrKinds = [ResourceKind.TargetGroup, ResourceKind.Listener] }),
    ];

    private static ImmutableArray<NameInCommand> Ingress(SecurityGroupIngressParameters call) =>
    [
        .. One("GroupId", call.GroupId, ResourceKind.SecurityGroup),
        .. Beside(One("SourceSecurityGroupId", call.SourceSecurityGroupId, ResourceKind.SecurityGroup)),
        .. Beside(Peers(call.IpPermissions)),
    ];

    private static ImmutableArray<NameInCommand> Rules(SecurityGroupPermissionsParameters call) =>
        [.. One("GroupId", call.GroupId, ResourceKind.SecurityGroup), .. Beside(Peers(call.IpPermissions))];

    private static IEnumerable<NameInCommand> Peers(ImmutableArray<IpPermissionParameter> permissions) =>
        permissions.SelectMany((permission, index) => permission.UserIdGroupPairs.Select((pair, number) => new NameInCommand(
            $"{ScenarioPath.Item($"{ScenarioPath.Item("IpPermissions", index)}.UserIdGroupPairs", number)}.GroupId", pair.GroupId, ResourceKind.SecurityGroup)));

    private static ImmutableArray<NameInCommand> Connections(ConnectionsParameters call) =>
    [
        .. One("ServiceId", call.ServiceId, ResourceKind.Service),
        .. Beside(Many("VpcEndpointIds", call.VpcEndpointIds, ResourceKind.Endpoint)),
    ];

    private static IEnumerable<NameInCommand> Chosen(ImmutableArray<SubnetConfigurationParameter> chosen) =>
        chosen.Select((each, index) => new NameInCommand(
            $"{ScenarioPath.Item("SubnetConfigurations", index)}.SubnetId", each.SubnetId, ResourceKind.Subnet));

    private static ImmutableArray<NameInCommand> Tagged(ImmutableArray<string> resources) =>
        [.. Many("Resources", resources, ResourceKind.Service).Select(name => name with
        {
            OrKinds = [ResourceKind.Endpoint, ResourceKind.Vpc, ResourceKind.Subnet, ResourceKind.SecurityGroup],
        })];
}
