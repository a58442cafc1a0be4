using System.Text.Json.Nodes;

namespace PrivateLinkSim.Domain.Tests.Oracle;

/// <content>Each command in AWS's words.</content>
internal sealed partial class ScenarioPrinter
{
    private (string Action, JsonObject Parameters) Step(Op op) => op switch
    {
        Op.EnableRegion enable => ("EnableRegion", Of(("RegionName", Stage.Regions[enable.Region]))),
        Op.DisableRegion disable => ("DisableRegion", Of(("RegionName", Stage.Regions[disable.Region]))),
        Op.CreateService create => (
            "CreateVpcEndpointServiceConfiguration",
            Of(
                ("NetworkLoadBalancerArns", Many(create.Balancers, Balancer)),
                ("AcceptanceRequired", create.Acceptance),
                ("SupportedRegions", Regions(create.Supported)),
                ("SupportedIpAddressTypes", Types(create.Types)),
                ("PrivateDnsName", PrivateName(create.Name)))),
        Op.ModifyService modify => (
            "ModifyVpcEndpointServiceConfiguration",
            Of(
                ("ServiceId", Service(modify.Service)),
                ("AddSupportedRegions", Regions(modify.AddRegions)),
                ("RemoveSupportedRegions", Regions(modify.RemoveRegions)),
                ("AcceptanceRequired", modify.Acceptance),
                ("AddNetworkLoadBalancerArns", Many(modify.AddBalancers, Balancer)),
                ("RemoveNetworkLoadBalancerArns", Many(modify.RemoveBalancers, Balancer)),
                ("AddSupportedIpAddressTypes", Types(modify.AddTypes)),
                ("RemoveSupportedIpAddressTypes", Types(modify.RemoveTypes)),
                ("PrivateDnsName", PrivateName(modify.Name)),
                ("RemovePrivateDnsName", modify.RemoveName ? true : null))),
        Op.Permissions change => (
            "ModifyVpcEndpointServicePermissions",
            Of(
                ("ServiceId", Service(change.Service)),
                ("AddAllowedPrincipals", Many([.. change.Add.Where(each => !IsMalformed(each))], each => Stage.Principals[each])),
                ("RemoveAllowedPrincipals", Many([.. change.Remove.Where(each => !IsMalformed(each))], each => Stage.Principals[each])))),
        Op.StartVerification start => ("StartVpcEndpointServicePrivateDnsVerification", Of(("ServiceId", Service(start.Service)))),
        Op.PublishTxt => ("PublishTxtRecord", Record(op)),
        Op.WithdrawTxt => ("WithdrawTxtRecord", Record(op)),
        Op.SetPayer payer => (
            "ModifyVpcEndpointServicePayerResponsibility",
            Of(("ServiceId", Service(payer.Service)), ("PayerResponsibility", payer.Known ? "ServiceOwner" : "EndpointOwner"))),
        Op.Accept accept => ("AcceptVpcEndpointConnections", Connection(accept.Service, accept.Endpoint)),
        Op.Reject reject => ("RejectVpcEndpointConnections", Connection(reject.Service, reject.Endpoint)),
        Op.DeleteService delete => ("DeleteVpcEndpointServiceConfigurations", Of(("ServiceIds", Many([delete.Service], Service)))),
        Op.CreateEndpoint create => (
            "CreateVpcEndpoint",
            Of(
                ("VpcId", Vpc(create.Vpc)),
                ("ServiceName", Service(create.Service) is var service && create.Service < _theater.Services.Count ? service : $"com.amazonaws.vpce.{Stage.Regions[Stage.Virginia]}.{service}"),
                ("ServiceRegion", create.ServiceRegion is { } region ? Stage.Regions[region] : null),
                ("SubnetIds", Many(create.Subnets, Subnet)),
                ("IpAddressType", create.Type?.OnTheWire()),
                ("DnsOptions", Records(create.Records)),
                ("PrivateDnsEnabled", create.PrivateDns),
                ("SecurityGroupIds", Many(create.Groups, Group)),
                ("SubnetConfigurations", Chosen(create.Chosen)),
                ("Tags", create.Tag < 0 ? null : Tags(create.Tag)))),
        Op.ModifyEndpoint modify => (
            "ModifyVpcEndpoint",
            Of(
                ("VpcEndpointId", Endpoint(modify.Endpoint)),
                ("AddSubnetIds", Many(modify.AddSubnets, Subnet)),
                ("RemoveSubnetIds", Many(modify.RemoveSubnets, Subnet)),
                ("IpAddressType", modify.Type?.OnTheWire()),
                ("DnsOptions", Records(modify.Records)),
                ("PrivateDnsEnabled", modify.PrivateDns),
                ("AddSecurityGroupIds", Many(modify.AddGroups, Group)),
                ("RemoveSecurityGroupIds", Many(modify.RemoveGroups, Group)),
                ("SubnetConfigurations", Chosen(modify.Chosen)))),
        Op.DeleteEndpoint delete => ("DeleteVpcEndpoints", Of(("VpcEndpointIds", Many([delete.Endpoint], Endpoint)))),
        Op.TagService tag => ("CreateTags", Of(("Resources", Many([tag.Service], Service)), ("Tags", Tags(tag.Tag)))),
        Op.TagEndpoint tag => ("CreateTags", Of(("Resources", Many([tag.Endpoint], Endpoint)), ("Tags", Tags(tag.Tag)))),
        _ => NetworkStep(op),
    };

    private (string Action, JsonObject Parameters) NetworkStep(Op op) => op switch
    {
        Op.DeleteBalancer delete => ("DeleteLoadBalancer", Of(("LoadBalancerArn", Balancer(delete.Balancer)))),
        Op.SetBalancerType set => (
            "SetIpAddressType", Of(("LoadBalancerArn", Balancer(set.Balancer)), ("IpAddressType", set.Type.OnTheWire()))),
        Op.SetBalancerSubnets set => (
            "SetSubnets", Of(("LoadBalancerArn", Balancer(set.Balancer)), ("Subnets", Many(set.Subnets, Subnet)))),
        Op.CreateListener create => (
            "CreateListener",
            Of(
                ("LoadBalancerArn", Balancer(create.Balancer)),
                ("Protocol", create.Protocol == ListenerProtocol.TcpUdp ? "TCP_UDP" : create.Protocol.ToString().ToUpperInvariant()),
                ("Port", create.Port))),
        Op.SetIdleTimeout set => (
            "ModifyListenerAttributes", Of(("ListenerArn", Listener(set.Listener)), ("TcpIdleTimeoutSeconds", set.Seconds))),
        Op.DeleteListener delete => ("DeleteListener", Of(("ListenerArn", Listener(delete.Listener)))),
        Op.CreateGroup create => (
            "CreateSecurityGroup",
            Of(("VpcId", Vpc(create.Vpc)), ("GroupName", Name("group", _groups)), ("Description", "A group."))),
        Op.DeleteGroup delete => ("DeleteSecurityGroup", Of(("GroupId", Group(delete.Group)))),
        Op.DeleteSubnet delete => ("DeleteSubnet", Of(("SubnetId", Subnet(delete.Subnet)))),
        Op.DeleteVpc delete => ("DeleteVpc", Of(("VpcId", Vpc(delete.Vpc)))),
        Op.SetDnsAttributes set => (
            "ModifyVpcAttribute",
            Of(("VpcId", Vpc(set.Vpc)), ("EnableDnsSupport", set.Support), ("EnableDnsHostnames", set.Hostnames))),
        _ => throw new InvalidOperationException($"No step is known for {op}."),
    };
}
