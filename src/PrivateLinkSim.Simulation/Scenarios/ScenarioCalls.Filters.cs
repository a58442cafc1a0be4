using System.Collections.Immutable;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <content>Calls about what filters traffic.</content>
internal static partial class ScenarioCalls
{
    /// <summary>The topology's word about the inbound rules of a group; without a name, the default group of the VPC is meant.</summary>
    public static ScenarioCall DeclareInboundRules(string vpc, string? group, ImmutableArray<InboundRuleTopology>? inbound, ResourceIds ids)
    {
        var (vpcId, groupId) = (ids.Id(vpc), group is null ? null : ids.Id(group));
        ImmutableArray<SecurityGroupRule>? rules = inbound is { } stated ? [.. stated.Select(rule => Rule(rule, ids))] : null;
        var parameters = new JObject { ["VpcId"] = vpcId };
        if (groupId is not null)
        {
            parameters["GroupId"] = groupId;
        }

        if (rules is { } written)
        {
            parameters["Rules"] = JArray.FromObject(written, Serializer);
        }

        return new ScenarioCall(nameof(DeclareInboundRules), parameters, Vpc(vpcId), new VpcCommand.DeclareInboundRules(groupId, rules));
    }

    private static IEnumerable<ScenarioCall>? OfFilters(Step step, ResourceIds ids) => step switch
    {
        { AuthorizeSecurityGroupIngress: { } call } =>
            [Ingress(nameof(step.AuthorizeSecurityGroupIngress), call, ids, (group, rules) => new VpcCommand.AuthorizeIngress(group, rules, call.Tags))],
        { RevokeSecurityGroupIngress: { } call } =>
            [Ingress(nameof(step.RevokeSecurityGroupIngress), call, ids, (group, rules) => new VpcCommand.RevokeIngress(group, rules))],
        { AuthorizeSecurityGroupEgress: { } call } =>
            [Permissions(nameof(step.AuthorizeSecurityGroupEgress), call, ids, (group, rules) => new VpcCommand.AuthorizeEgress(group, rules, call.Tags))],
        { RevokeSecurityGroupEgress: { } call } =>
            [Permissions(nameof(step.RevokeSecurityGroupEgress), call, ids, (group, rules) => new VpcCommand.RevokeEgress(group, rules))],
        { UpdateSecurityGroupRuleDescriptionsIngress: { } call } =>
            [Permissions(nameof(step.UpdateSecurityGroupRuleDescriptionsIngress), call, ids, (group, rules) => new VpcCommand.DescribeRules(group, false, rules))],
        { UpdateSecurityGroupRuleDescriptionsEgress: { } call } =>
            [Permissions(nameof(step.UpdateSecurityGroupRuleDescriptionsEgress), call, ids, (group, rules) => new VpcCommand.DescribeRules(group, true, rules))],
        { ModifySecurityGroupRules: { } call } => [ModifyRules(call, ids)],
        { SetSecurityGroups: { } call } => OfLoadBalancer(
            nameof(step.SetSecurityGroups),
            call with { LoadBalancerArn = ids.Id(call.LoadBalancerArn), SecurityGroups = [.. call.SecurityGroups.Select(ids.Id)] },
            ids.Id(call.LoadBalancerArn),
            new LoadBalancerCommand.SetSecurityGroups(
                [.. call.SecurityGroups.Select(ids.Id)],
                call.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic is { } word ? word == "on" : null)),
        { DeclareNetworkAcl: { } call } =>
        [
            Make(
                nameof(step.DeclareNetworkAcl),
                call with { SubnetId = ids.Id(call.SubnetId) },
                ids.HolderOf(call.SubnetId, EntityKind.Vpc),
                new VpcCommand.SetNetworkAcl(
                    ids.Id(call.SubnetId),
                    new NetworkAcl(call.Name, [.. call.Inbound.Select(FilterText.Entry)], [.. call.Outbound.Select(FilterText.Entry)]))),
        ],
        _ => null,
    };

    private static ScenarioCall Ingress(
        string action, SecurityGroupIngressParameters call, ResourceIds ids, Func<string, ImmutableArray<SecurityGroupRule>, VpcCommand> command)
    {
        var named = call with
        {
            GroupId = ids.Id(call.GroupId),
            SourceSecurityGroupId = call.SourceSecurityGroupId is { } source ? ids.Id(source) : null,
            IpPermissions = Named(call.IpPermissions, ids),
        };
        ImmutableArray<SecurityGroupRule> one = named.IpProtocol is { } protocol
            ? [Rule(protocol, named.FromPort, named.ToPort, named.CidrIp, named.SourceSecurityGroupId, null)]
            : [];
        return Make(action, named, ids.HolderOf(call.GroupId, EntityKind.Vpc), command(named.GroupId, [.. one, .. named.IpPermissions.SelectMany(Rules)]));
    }

    private static ScenarioCall Permissions(
        string action, SecurityGroupPermissionsParameters call, ResourceIds ids, Func<string, ImmutableArray<SecurityGroupRule>, VpcCommand> command)
    {
        var named = call with { GroupId = ids.Id(call.GroupId), IpPermissions = Named(call.IpPermissions, ids) };
        return Make(action, named, ids.HolderOf(call.GroupId, EntityKind.Vpc), command(named.GroupId, [.. named.IpPermissions.SelectMany(Rules)]));
    }

    private static ScenarioCall ModifyRules(ModifySecurityGroupRulesParameters call, ResourceIds ids)
    {
        var named = call with
        {
            GroupId = ids.Id(call.GroupId),
            SecurityGroupRules = call.SecurityGroupRules.ToImmutableSortedDictionary(
                rule => rule.Key, rule => rule.Value with { ReferencedGroupId = rule.Value.ReferencedGroupId is { } group ? ids.Id(group) : null }, StringComparer.Ordinal),
        };
        return Make(
            nameof(Step.ModifySecurityGroupRules),
            named,
            ids.HolderOf(call.GroupId, EntityKind.Vpc),
            new VpcCommand.ModifyRules(named.GroupId, named.SecurityGroupRules.ToImmutableSortedDictionary(
                rule => rule.Key,
                rule => Rule(
                    rule.Value.IpProtocol,
                    rule.Value.FromPort,
                    rule.Value.ToPort,
                    rule.Value.CidrIpv4 ?? rule.Value.CidrIpv6,
                    rule.Value.ReferencedGroupId,
                    rule.Value.Description),
                StringComparer.Ordinal)));
    }

    private static ImmutableArray<IpPermissionParameter> Named(ImmutableArray<IpPermissionParameter> permissions, ResourceIds ids) =>
    [
        .. permissions.Select(permission => permission with
        {
            UserIdGroupPairs = [.. permission.UserIdGroupPairs.Select(pair => pair with { GroupId = ids.Id(pair.GroupId) })],
        }),
    ];

    private static IEnumerable<SecurityGroupRule> Rules(IpPermissionParameter permission) =>
        permission.IpRanges.Select(range => Rule(permission.IpProtocol, permission.FromPort, permission.ToPort, range.CidrIp, null, range.Description))
            .Concat(permission.Ipv6Ranges.Select(range => Rule(permission.IpProtocol, permission.FromPort, permission.ToPort, range.CidrIpv6, null, range.Description)))
            .Concat(permission.UserIdGroupPairs.Select(pair => Rule(permission.IpProtocol, permission.FromPort, permission.ToPort, null, pair.GroupId, pair.Description)));

    private static SecurityGroupRule Rule(string protocol, int? from, int? to, string? block, string? group, string? description) => protocol switch
    {
        "tcp" => new SecurityGroupRule(FlowProtocol.Tcp, from, to, block, group, null, description),
        "udp" => new SecurityGroupRule(FlowProtocol.Udp, from, to, block, group, null, description),

        // Of a step with one rule, ports without a protocol are kept as they are.
        "-1" => new SecurityGroupRule(null, from, to, block, group, null, description),
        _ => new SecurityGroupRule(null, from, to, block, group, protocol, description),
    };

    private static SecurityGroupRule Rule(InboundRuleTopology rule, ResourceIds ids)
    {
        var ports = FilterText.PortsOf(rule.Ports);
        var isBlock = AddressBlocks.IsBlock(rule.From);
        return new SecurityGroupRule(rule.Protocol, ports?.From, ports?.To, isBlock ? rule.From : null, isBlock ? null : ids.Id(rule.From));
    }
}
