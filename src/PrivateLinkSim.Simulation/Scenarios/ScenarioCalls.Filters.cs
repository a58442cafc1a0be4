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
            [Ingress(nameof(step.AuthorizeSecurityGroupIngress), call, ids, (group, rule) => new VpcCommand.AuthorizeIngress(group, [rule]))],
        { RevokeSecurityGroupIngress: { } call } =>
            [Ingress(nameof(step.RevokeSecurityGroupIngress), call, ids, (group, rule) => new VpcCommand.RevokeIngress(group, [rule]))],
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
        string action, SecurityGroupIngressParameters call, ResourceIds ids, Func<string, SecurityGroupRule, VpcCommand> command)
    {
        var named = call with
        {
            GroupId = ids.Id(call.GroupId),
            SourceSecurityGroupId = call.SourceSecurityGroupId is { } source ? ids.Id(source) : null,
        };
        FlowProtocol? protocol = call.IpProtocol switch { "tcp" => FlowProtocol.Tcp, "udp" => FlowProtocol.Udp, _ => null };
        return Make(
            action,
            named,
            ids.HolderOf(call.GroupId, EntityKind.Vpc),
            command(named.GroupId, new SecurityGroupRule(protocol, call.FromPort, call.ToPort, call.CidrIp, named.SourceSecurityGroupId)));
    }

    private static SecurityGroupRule Rule(InboundRuleTopology rule, ResourceIds ids)
    {
        var ports = FilterText.PortsOf(rule.Ports);
        var isBlock = AddressBlocks.IsBlock(rule.From);
        return new SecurityGroupRule(rule.Protocol, ports?.From, ports?.To, isBlock ? rule.From : null, isBlock ? null : ids.Id(rule.From));
    }
}
