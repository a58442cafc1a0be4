using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Checks security groups, network ACLs and the groups of load balancers.</summary>
internal sealed class FilterChecks(ScenarioNames names, ReferenceChecks references)
{
    private readonly ScenarioErrors _errors = references.Errors;

    /// <summary>The filters of a VPC of the topology.</summary>
    public void Check(VpcTopology vpc, string path)
    {
        if (vpc.SecurityGroups.Count(group => group.Default) > 1)
        {
            _errors.Add($"{path}.securityGroups", "a VPC has one default group");
        }

        Each($"{path}.securityGroups", vpc.SecurityGroups, (group, groupPath) =>
            Each($"{groupPath}.inbound", group.Inbound ?? [], (rule, rulePath) => CheckRule(vpc, rule, rulePath)));
        Each($"{path}.networkAcls", vpc.NetworkAcls, (acl, aclPath) =>
        {
            if (acl.Name.Length == 0 || !ReferenceEquals(vpc.NetworkAcls.First(other => other.Name == acl.Name), acl))
            {
                _errors.Add($"{aclPath}.name", $"'{acl.Name}' can't be the name of this network ACL; its VPC's ACLs have names of their own");
            }

            CheckEntries(acl.Inbound, $"{aclPath}.inbound");
            CheckEntries(acl.Outbound, $"{aclPath}.outbound");
        });
        Each($"{path}.subnets", vpc.Subnets, (subnet, subnetPath) =>
        {
            if (subnet.NetworkAcl is { } acl)
            {
                references.OneOf($"{subnetPath}.networkAcl", acl, "network ACL of the VPC", vpc.NetworkAcls.Select(each => each.Name));
            }
        });
    }

    /// <summary>The security groups of a load balancer of the topology.</summary>
    public void Check(LoadBalancerTopology balancer, NamedResource? subnet, string path)
    {
        Each($"{path}.securityGroups", balancer.SecurityGroups, (group, groupPath) =>
        {
            if (references.Topological(groupPath, group, ResourceKind.SecurityGroup)
                && names.TryGet(group, out var named) && subnet is not null && named.Vpc != subnet.Vpc)
            {
                _errors.Add(groupPath, $"'{group}' lies in {named.Vpc}, and the load balancer in {subnet.Vpc}");
            }
        });
        if (balancer is { EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: not null, SecurityGroups.IsEmpty: true })
        {
            _errors.Add(
                $"{path}.enforceSecurityGroupInboundRulesOnPrivateLinkTraffic", "the load balancer has no security groups whose rules could apply");
        }
    }

    /// <summary>The filters in a step's command.</summary>
    public void Check(Step step, string path)
    {
        switch (step)
        {
            case { AuthorizeSecurityGroupIngress: { } call }:
                CheckIngress(call, $"{path}.AuthorizeSecurityGroupIngress");
                break;
            case { RevokeSecurityGroupIngress: { } call }:
                CheckIngress(call, $"{path}.RevokeSecurityGroupIngress");
                break;
            case { AuthorizeSecurityGroupEgress: { } call }:
                CheckPermissions(call.IpPermissions, $"{path}.AuthorizeSecurityGroupEgress.IpPermissions");
                break;
            case { RevokeSecurityGroupEgress: { } call }:
                CheckPermissions(call.IpPermissions, $"{path}.RevokeSecurityGroupEgress.IpPermissions");
                break;
            case { UpdateSecurityGroupRuleDescriptionsIngress: { } call }:
                CheckPermissions(call.IpPermissions, $"{path}.UpdateSecurityGroupRuleDescriptionsIngress.IpPermissions");
                break;
            case { UpdateSecurityGroupRuleDescriptionsEgress: { } call }:
                CheckPermissions(call.IpPermissions, $"{path}.UpdateSecurityGroupRuleDescriptionsEgress.IpPermissions");
                break;
            case { SetSecurityGroups: { } call }:
                if (call.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic is { } word)
                {
                    references.OneOf(
                        $"{path}.SetSecurityGroups.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic", word, "value of this attribute", ["on", "off"]);
                }

                break;
            case { DeclareNetworkAcl: { } acl }:
                CheckEntries(acl.Inbound, $"{path}.DeclareNetworkAcl.Inbound");
                CheckEntries(acl.Outbound, $"{path}.DeclareNetworkAcl.Outbound");
                break;
        }
    }

    private void CheckIngress(SecurityGroupIngressParameters call, string path)
    {
        if (!call.IpPermissions.IsEmpty)
        {
            CheckPermissions(call.IpPermissions, $"{path}.IpPermissions");
            if (call is not { IpProtocol: null, FromPort: null, ToPort: null, CidrIp: null, SourceSecurityGroupId: null })
            {
                _errors.Add(path, "IpPermissions say it all; no other rule goes with them");
            }

            return;
        }

        if (call.IpProtocol is not { } protocol)
        {
            _errors.Add($"{path}.IpProtocol", "it is missing; say tcp, udp or -1, or give IpPermissions");
            return;
        }

        references.OneOf($"{path}.IpProtocol", protocol, "protocol", ["tcp", "udp", "-1"]);
        if (call.CidrIp is null == call.SourceSecurityGroupId is null)
        {
            _errors.Add(path, "exactly one of CidrIp and SourceSecurityGroupId is wanted");
        }

        if (call.FromPort is null != call.ToPort is null)
        {
            _errors.Add(path, "FromPort and ToPort go together");
        }
    }

    private void CheckPermissions(ImmutableArray<IpPermissionParameter> permissions, string path)
    {
        if (permissions.IsEmpty)
        {
            _errors.Add(path, "it is empty; give at least one rule");
        }

        Each(path, permissions, (permission, permissionPath) =>
        {
            if (permission.FromPort is null != permission.ToPort is null)
            {
                _errors.Add(permissionPath, "FromPort and ToPort go together");
            }

            if (permission is { IpRanges.IsEmpty: true, Ipv6Ranges.IsEmpty: true, UserIdGroupPairs.IsEmpty: true })
            {
                _errors.Add(permissionPath, "it names nobody; say IpRanges, Ipv6Ranges or UserIdGroupPairs");
            }
        });
    }

    private void CheckRule(VpcTopology vpc, InboundRuleTopology rule, string path)
    {
        Ports($"{path}.ports", rule.Ports);
        if (AddressBlocks.IsBlock(rule.From) || vpc.SecurityGroups.Any(group => group.Name == rule.From))
        {
            return;
        }

        _errors.Add(
            $"{path}.from",
            $"'{rule.From}' is neither a block such as 10.0.0.0/16, without host bits, nor a security group of {vpc.Name}",
            Suggestions.Nearest(rule.From, vpc.SecurityGroups.Select(group => group.Name)));
    }

    private void CheckEntries(ImmutableArray<NetworkAclEntryParameter> entries, string path) => Each(path, entries, (entry, entryPath) =>
    {
        Ports($"{entryPath}.ports", entry.Ports);
        if (!AddressBlocks.IsBlock(entry.Cidr))
        {
            _errors.Add($"{entryPath}.cidr", $"'{entry.Cidr}' is no block; the form is 10.0.0.0/16, without host bits");
        }
    });

    private void Ports(string path, string? text)
    {
        if (!FilterText.TryParsePorts(text, out _))
        {
            _errors.Add(path, $"'{text}' is no port and no range of ports, such as 443 or 1024-65535");
        }
    }

    private static void Each<T>(string path, ImmutableArray<T> items, Action<T, string> check)
    {
        for (var index = 0; index < items.Length; index++)
        {
            check(items[index], ScenarioPath.Item(path, index));
        }
    }
}
