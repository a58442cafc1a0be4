using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>What the policies are asked about the calls to a VPC.</summary>
internal static class VpcRequests
{
    /// <summary>The requests of a call to a VPC.</summary>
    public static ImmutableArray<AuthorizationRequest> Of(string vpcId, VpcCommand command, DoorCall call) => command switch
    {
        VpcCommand.AssociateIpv6CidrBlock => [call.Ec2("AssociateVpcCidrBlock", $"vpc/{vpcId}")],
        VpcCommand.ModifyAttribute => [call.Ec2("ModifyVpcAttribute", $"vpc/{vpcId}")],
        VpcCommand.Delete => [call.Ec2("DeleteVpc", $"vpc/{vpcId}")],
        VpcCommand.CreateSubnet => [call.Ec2("CreateSubnet", "subnet/*"), call.Ec2("CreateSubnet", $"vpc/{vpcId}")],
        VpcCommand.AssociateSubnetCidrBlock associate => [call.Ec2("AssociateSubnetCidrBlock", $"subnet/{associate.SubnetId}")],
        VpcCommand.DeleteSubnet delete => [call.Ec2("DeleteSubnet", $"subnet/{delete.SubnetId}")],
        VpcCommand.CreateSecurityGroup =>
            [call.Ec2("CreateSecurityGroup", "security-group/*"), call.Ec2("CreateSecurityGroup", $"vpc/{vpcId}")],
        VpcCommand.AuthorizeIngress authorize => [call.Ec2("AuthorizeSecurityGroupIngress", $"security-group/{authorize.GroupId}")],
        VpcCommand.RevokeIngress revoke => [call.Ec2("RevokeSecurityGroupIngress", $"security-group/{revoke.GroupId}")],
        VpcCommand.DeclareInboundRules or VpcCommand.SetNetworkAcl or VpcCommand.DelayDns => [],
        VpcCommand.DeleteSecurityGroup delete => [call.Ec2("DeleteSecurityGroup", $"security-group/{delete.GroupId}")],
        _ => throw new UnreachableException($"{command.GetType().Name} does not come from outside."),
    };
}

/// <summary>What the policies are asked about the calls to a Region: opting in and out, and new VPCs.</summary>
internal static class RegionRequests
{
    /// <summary>The requests of a call to a Region; none for topology and faults.</summary>
    public static ImmutableArray<AuthorizationRequest> Of(string region, RegionCommand command, DoorCall call) => command switch
    {
        RegionCommand.EnableRegion => [call.Account("EnableRegion", region)],
        RegionCommand.DisableRegion => [call.Account("DisableRegion", region)],
        RegionCommand.CreateVpc => [call.Ec2("CreateVpc", "vpc/*")],
        RegionCommand.DeclareAccount
            or RegionCommand.ImpairZone
            or RegionCommand.RepairZone
            or RegionCommand.BeginOutage
            or RegionCommand.EndOutage
            or RegionCommand.CutOff
            or RegionCommand.LoseControlPlane
            or RegionCommand.LosePackets
            or RegionCommand.AddLatency
            or RegionCommand.DelayDns => [],
        _ => throw new UnreachableException($"{command.GetType().Name} does not come from outside."),
    };
}
