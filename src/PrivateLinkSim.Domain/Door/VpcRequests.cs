using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>What the policies are asked about the calls to a VPC.</summary>
internal static class VpcRequests
{
    /// <summary>The requests of a call to a VPC.</summary>
    public static ImmutableArray<AuthorizationRequest> Of(string vpcId, VpcCommand command, DoorCall call)
    {
        return command switch
        {
            VpcCommand.AssociateIpv6CidrBlock => [On("AssociateVpcCidrBlock", "vpc", vpcId)],
            VpcCommand.ModifyAttribute => [On("ModifyVpcAttribute", "vpc", vpcId)],
            VpcCommand.Delete => [On("DeleteVpc", "vpc", vpcId)],
            VpcCommand.CreateSubnet create => New("CreateSubnet", "subnet/*", create.Tags),
            VpcCommand.AssociateSubnetCidrBlock associate => [On("AssociateSubnetCidrBlock", "subnet", associate.SubnetId)],
            VpcCommand.ModifySubnetAttribute modify => [On("ModifySubnetAttribute", "subnet", modify.SubnetId)],
            VpcCommand.DeleteSubnet delete => [On("DeleteSubnet", "subnet", delete.SubnetId)],
            VpcCommand.CreateSecurityGroup create => New("CreateSecurityGroup", "security-group/*", create.Tags),
            VpcCommand.AuthorizeIngress authorize => [On("AuthorizeSecurityGroupIngress", "security-group", authorize.GroupId), .. Tagging("AuthorizeSecurityGroupIngress", authorize.Tags)],
            VpcCommand.RevokeIngress revoke => [On("RevokeSecurityGroupIngress", "security-group", revoke.GroupId)],
            VpcCommand.AuthorizeEgress authorize => [On("AuthorizeSecurityGroupEgress", "security-group", authorize.GroupId), .. Tagging("AuthorizeSecurityGroupEgress", authorize.Tags)],
            VpcCommand.RevokeEgress revoke => [On("RevokeSecurityGroupEgress", "security-group", revoke.GroupId)],
            VpcCommand.ModifyRules modify => [On("ModifySecurityGroupRules", "security-group", modify.GroupId), .. modify.Rules.Keys.Select(id => On("ModifySecurityGroupRules", "security-group-rule", id))],
            VpcCommand.DescribeRules describe =>
                [On(describe.IsEgress ? "UpdateSecurityGroupRuleDescriptionsEgress" : "UpdateSecurityGroupRuleDescriptionsIngress", "security-group", describe.GroupId)],
            VpcCommand.CreateTags tags => [On("CreateTags", VpcParts.TypeOf(tags.ResourceId), tags.ResourceId).Tagging(tags.Tags)],
            VpcCommand.DeleteTags tags => [On("DeleteTags", VpcParts.TypeOf(tags.ResourceId), tags.ResourceId).Untagging(tags.Tags)],
            VpcCommand.DeclareInboundRules or VpcCommand.SetNetworkAcl or VpcCommand.DelayDns => [],
            VpcCommand.DeleteSecurityGroup delete => [On("DeleteSecurityGroup", "security-group", delete.GroupId)],
            _ => throw new UnreachableException($"{command.GetType().Name} does not come from outside."),
        };

        AuthorizationRequest On(string action, string type, string id) => call.Ec2(action, $"{type}/{id}").OnTagged(call.OwnVpc(vpcId)?.Known.TagsOf(id));

        ImmutableArray<AuthorizationRequest> New(string action, string resource, ImmutableSortedDictionary<string, string>? tags)
        {
            var request = call.Ec2(action, resource);
            return [request.Tagging(tags ?? Tags.None), On(action, "vpc", vpcId), .. request.TagOnCreate(tags ?? Tags.None)];
        }

        ImmutableArray<AuthorizationRequest> Tagging(string action, ImmutableSortedDictionary<string, string>? tags) =>
            call.Ec2(action, "security-group-rule/*").TagOnCreate(tags ?? Tags.None);
    }
}

/// <summary>What the policies are asked about the calls to a Region: opting in and out, and new VPCs.</summary>
internal static class RegionRequests
{
    /// <summary>The requests of a call to a Region; none for topology and faults.</summary>
    public static ImmutableArray<AuthorizationRequest> Of(string region, RegionCommand command, DoorCall call) => command switch
    {
        RegionCommand.EnableRegion => [call.Account("EnableRegion", region)],
        RegionCommand.DisableRegion => [call.Account("DisableRegion", region)],
        RegionCommand.CreateVpc create =>
            [call.Ec2("CreateVpc", "vpc/*").Tagging(create.Tags ?? Tags.None), .. call.Ec2("CreateVpc", "vpc/*").TagOnCreate(create.Tags ?? Tags.None)],
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
