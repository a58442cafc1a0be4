using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <content>Calls about VPCs, subnets, security groups and load balancers.</content>
internal static partial class ScenarioCalls
{
    private static IEnumerable<ScenarioCall>? OfNetwork(Step step, Caller? caller, ResourceIds ids) => step switch
    {
        { CreateVpc: { } call } =>
        [
            Make(
                nameof(step.CreateVpc),
                call,
                Region(Required(caller).Region),
                new RegionCommand.CreateVpc(call.CidrBlock, call.AmazonProvidedIpv6CidrBlock ?? false, call.Tags, call.FiltersFromTheStart ?? false)),
        ],
        { AssociateVpcCidrBlock: { } call } => OfVpc(
            nameof(step.AssociateVpcCidrBlock), call with { VpcId = ids.Id(call.VpcId) }, ids.Id(call.VpcId), new VpcCommand.AssociateIpv6CidrBlock()),
        { ModifyVpcAttribute: { } call } => OfVpc(
            nameof(step.ModifyVpcAttribute),
            call with { VpcId = ids.Id(call.VpcId) },
            ids.Id(call.VpcId),
            new VpcCommand.ModifyAttribute(call.EnableDnsSupport, call.EnableDnsHostnames)),
        { DeleteVpc: { } call } => OfVpc(
            nameof(step.DeleteVpc), call with { VpcId = ids.Id(call.VpcId) }, ids.Id(call.VpcId), new VpcCommand.Delete()),
        { CreateSubnet: { } call } => OfVpc(
            nameof(step.CreateSubnet),
            call with { VpcId = ids.Id(call.VpcId) },
            ids.Id(call.VpcId),
            new VpcCommand.CreateSubnet(
                call.CidrBlock, call.Ipv6CidrBlock, call.Ipv6Native ?? false, call.AvailabilityZone, call.AvailabilityZoneId, call.Tags)),
        { CreateSecurityGroup: { } call } => OfVpc(
            nameof(step.CreateSecurityGroup),
            call with { VpcId = ids.Id(call.VpcId) },
            ids.Id(call.VpcId),
            new VpcCommand.CreateSecurityGroup(call.GroupName, call.Description, call.Tags, call.FiltersFromTheStart ?? false)),
        { AssociateSubnetCidrBlock: { } call } =>
        [
            Make(
                nameof(step.AssociateSubnetCidrBlock),
                call with { SubnetId = ids.Id(call.SubnetId) },
                ids.HolderOf(call.SubnetId, EntityKind.Vpc),
                new VpcCommand.AssociateSubnetCidrBlock(ids.Id(call.SubnetId), call.Ipv6CidrBlock)),
        ],
        { ModifySubnetAttribute: { } call } =>
        [
            Make(
                nameof(step.ModifySubnetAttribute),
                call with { SubnetId = ids.Id(call.SubnetId) },
                ids.HolderOf(call.SubnetId, EntityKind.Vpc),
                new VpcCommand.ModifySubnetAttribute(ids.Id(call.SubnetId), new SubnetAttributes(
                    call.AssignIpv6AddressOnCreation,
                    call.EnableDns64,
                    call.EnableResourceNameDnsARecordOnLaunch,
                    call.EnableResourceNameDnsAAAARecordOnLaunch,
                    call.MapPublicIpOnLaunch,
                    call.PrivateDnsHostnameTypeOnLaunch))),
        ],
        { DeleteSubnet: { } call } =>
        [
            Make(
                nameof(step.DeleteSubnet),
                call with { SubnetId = ids.Id(call.SubnetId) },
                ids.HolderOf(call.SubnetId, EntityKind.Vpc),
                new VpcCommand.DeleteSubnet(ids.Id(call.SubnetId))),
        ],
        { DeleteSecurityGroup: { } call } =>
        [
            Make(
                nameof(step.DeleteSecurityGroup),
                call with { GroupId = ids.Id(call.GroupId) },
                ids.HolderOf(call.GroupId, EntityKind.Vpc),
                new VpcCommand.DeleteSecurityGroup(ids.Id(call.GroupId))),
        ],
        _ => null,
    };

    private static IEnumerable<ScenarioCall>? OfLoadBalancer(Step step, Caller? caller, ResourceIds ids) => step switch
    {
        { CreateLoadBalancer: { } call } => 
        [
            CreateLoadBalancer(
                call with { Subnets = [.. call.Subnets.Select(ids.Id)], SecurityGroups = [.. call.SecurityGroups.Select(ids.Id)] }, Required(caller), ids),
        ],
        { ModifyLoadBalancerAttributes: { } call } => OfLoadBalancer(
            nameof(step.ModifyLoadBalancerAttributes),
            call with { LoadBalancerArn = ids.Id(call.LoadBalancerArn) },
            ids.Id(call.LoadBalancerArn),
            new LoadBalancerCommand.ModifyAttributes(call.CrossZone, call.ZonalShift, call.DeletionProtection)),
        { SetIpAddressType: { } call } => OfLoadBalancer(
            nameof(step.SetIpAddressType),
            call with { LoadBalancerArn = ids.Id(call.LoadBalancerArn) },
            ids.Id(call.LoadBalancerArn),
            new LoadBalancerCommand.SetIpAddressType(call.IpAddressType)),
        { SetSubnets: { } call } => OfLoadBalancer(
            nameof(step.SetSubnets),
            call with { LoadBalancerArn = ids.Id(call.LoadBalancerArn), Subnets = [.. call.Subnets.Select(ids.Id)] },
            ids.Id(call.LoadBalancerArn),
            new LoadBalancerCommand.SetSubnets([.. call.Subnets.Select(ids.Id)])),
        { DeleteLoadBalancer: { } call } => OfLoadBalancer(
            nameof(step.DeleteLoadBalancer),
            call with { LoadBalancerArn = ids.Id(call.LoadBalancerArn) },
            ids.Id(call.LoadBalancerArn),
            new LoadBalancerCommand.Delete()),
        { CreateListener: { } call } => OfLoadBalancer(
            nameof(step.CreateListener),
            call with { LoadBalancerArn = ids.Id(call.LoadBalancerArn), TargetGroupArn = Named(call.TargetGroupArn, ids) },
            ids.Id(call.LoadBalancerArn),
            new LoadBalancerCommand.CreateListener(
                call.Protocol, call.Port, Tls(call.CertificateArn, call.SslPolicy, call.AlpnPolicy), call.Tags.IsEmpty ? null : call.Tags)
            {
                TargetGroupArn = Named(call.TargetGroupArn, ids),
            }),
        { ModifyListener: { } call } =>
            [ModifyListener(call with { ListenerArn = ids.Id(call.ListenerArn), TargetGroupArn = Named(call.TargetGroupArn, ids) }, ids)],
        { ModifyListenerAttributes: { } call } =>
        [
            Make(
                nameof(step.ModifyListenerAttributes),
                call with { ListenerArn = ids.Id(call.ListenerArn) },
                ids.HolderOf(call.ListenerArn, EntityKind.LoadBalancer),
                new LoadBalancerCommand.ModifyListenerAttributes(ids.Id(call.ListenerArn), call.TcpIdleTimeoutSeconds)),
        ],
        { DeleteListener: { } call } =>
        [
            Make(
                nameof(step.DeleteListener),
                call with { ListenerArn = ids.Id(call.ListenerArn) },
                ids.HolderOf(call.ListenerArn, EntityKind.LoadBalancer),
                new LoadBalancerCommand.DeleteListener(ids.Id(call.ListenerArn))),
        ],
        _ => null,
    };

    private static ScenarioCall CreateLoadBalancer(CreateLoadBalancerParameters call, Caller caller, ResourceIds ids) => Make(
        nameof(Step.CreateLoadBalancer),
        call,
        Provider(caller.Account),
        new ServiceProviderCommand.CreateLoadBalancer(new NewLoadBalancer
        {
            Name = call.Name,
            VpcId = ids.VpcOfSubnets(call.Subnets),
            SubnetIds = call.Subnets,
            IpAddressType = call.IpAddressType ?? IpAddressType.Ipv4,
            HealthCheck = call.HealthCheck?.ToHealthCheck(),
            SecurityGroupIds = call.SecurityGroups.IsEmpty ? null : call.SecurityGroups,
            OwnTargetGroup = call.OwnTargetGroup is false ? false : null,
            InternetFacing = call.InternetFacing is true ? true : null,
            Tags = call.Tags.IsEmpty ? null : call.Tags,
        }));

    private static string? Named(string? nameOrId, ResourceIds ids) => nameOrId is null ? null : ids.Id(nameOrId);

    private static ScenarioCall[] OfVpc(string action, object call, string vpcId, VpcCommand command) => [Make(action, call, Vpc(vpcId), command)];

    private static ScenarioCall[] OfLoadBalancer(string action, object call, string arn, LoadBalancerCommand command) =>
        [Make(action, call, LoadBalancer(arn), command)];
}
