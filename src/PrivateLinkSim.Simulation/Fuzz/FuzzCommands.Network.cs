using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <content>VPCs, subnets, security groups, network ACLs.</content>
internal sealed partial class FuzzCommands
{
    private IEnumerable<(int Weight, Func<Step?> Draw)> NetworkKinds() =>
    [
        (1, CreateVpc),
        (1, () => About(ResourceKind.Vpc, (call, name) => MaybeDry(call with { DeleteVpc = new VpcIdParameter { VpcId = name } }))),
        (2, () => About(ResourceKind.Vpc, (call, name) => call with { AssociateVpcCidrBlock = new AssociateVpcCidrBlockParameters { VpcId = name, AmazonProvidedIpv6CidrBlock = true } })),
        (3, () => About(ResourceKind.Vpc, (call, name) => call with { ModifyVpcAttribute = VpcAttributes(name) })),
        (2, CreateSubnet),
        (2, () => About(ResourceKind.Subnet, (call, name) => call with { AssociateSubnetCidrBlock = new AssociateSubnetCidrBlockParameters { SubnetId = name, Ipv6CidrBlock = _dice.OneIn(6) ? "2600:1f18::/64" : null } })),
        (2, () => About(ResourceKind.Subnet, (call, name) => MaybeDry(call with { DeleteSubnet = new SubnetIdParameter { SubnetId = name } }))),
        (3, CreateSecurityGroup),
        (2, () => About(ResourceKind.SecurityGroup, (call, name) => MaybeDry(call with { DeleteSecurityGroup = new GroupIdParameter { GroupId = name } }))),
        (2, () => About(ResourceKind.SecurityGroup, (call, name) => MaybeDry(call with { AuthorizeSecurityGroupIngress = Ingress(name) }))),
        (2, () => About(ResourceKind.SecurityGroup, (call, name) => MaybeDry(call with { RevokeSecurityGroupIngress = Ingress(name) }))),
        (2, () => About(ResourceKind.SecurityGroup, (call, name) => Kept(call, Egress(name)))),
        (1, () => About(ResourceKind.Subnet, (call, name) => call with { ModifySubnetAttribute = new ModifySubnetAttributeParameters { SubnetId = name, EnableDns64 = Maybe() } })),
        (1, () => new Step
        {
            DeclareNetworkAcl = new DeclareNetworkAclParameters { SubnetId = One(ResourceKind.Subnet).Name, Name = "drawn", Inbound = Entries(), Outbound = Entries() },
        }),
    ];

    private Step CreateVpc()
    {
        var account = AnyAccount();
        return Making(
            Call(account.Account, null) with
            {
                CreateVpc = new CreateVpcParameters { CidrBlock = _dice.Of("10.0.0.0/16", "10.8.0.0/26", "10.0.0.0/8", "10.0.0.1/16"), AmazonProvidedIpv6CidrBlock = Maybe() },
            },
            ResourceKind.Vpc,
            account);
    }

    private ModifyVpcAttributeParameters VpcAttributes(string name) => _dice.OneIn(2)
        ? new ModifyVpcAttributeParameters { VpcId = name, EnableDnsHostnames = !_dice.OneIn(3) }
        : new ModifyVpcAttributeParameters { VpcId = name, EnableDnsSupport = !_dice.OneIn(3), EnableDnsHostnames = Maybe() };

    private Step CreateSubnet()
    {
        var (name, vpc) = One(ResourceKind.Vpc);
        var region = vpc?.Region is { Length: > 0 } known ? known : AnyRegion();
        return Making(
            Call(vpc) with
            {
                CreateSubnet = new CreateSubnetParameters
                {
                    VpcId = name,
                    CidrBlock = _dice.OneIn(8) ? null : _dice.Of("10.0.200.0/24", "10.0.200.128/25", "10.1.7.0/28", "10.8.0.0/28", "192.168.9.0/24", "10.0.0.0/30"),
                    Ipv6CidrBlock = _dice.OneIn(8) ? "2600:1f18::/64" : null,
                    Ipv6Native = _dice.OneIn(8) ? true : null,
                    AvailabilityZoneId = ZoneOf(region),
                },
            },
            ResourceKind.Subnet,
            vpc,
            name);
    }

    private Step CreateSecurityGroup()
    {
        var (name, vpc) = One(ResourceKind.Vpc);
        return Making(
            Call(vpc) with { CreateSecurityGroup = new CreateSecurityGroupParameters { VpcId = name, GroupName = _dice.Of("front", "back", "default", "sg-none"), Description = "drawn" } },
            ResourceKind.SecurityGroup,
            vpc,
            name);
    }

    private SecurityGroupIngressParameters Ingress(string group)
    {
        var byGroup = _dice.OneIn(3);
        var ports = _dice.OneIn(3) ? (int?)null : _dice.Of(443, 80, 70_000);
        return new SecurityGroupIngressParameters
        {
            GroupId = group,
            IpProtocol = _dice.Of("tcp", "udp", "-1"),
            FromPort = ports,
            ToPort = ports is null ? null : _dice.Of(443, ports.Value),
            CidrIp = byGroup ? null : _dice.Of("10.0.0.0/8", "10.0.0.0/16", "::/0", "10.0.0.1/8"),
            SourceSecurityGroupId = byGroup ? One(ResourceKind.SecurityGroup, each => each.Vpc == _stage.Find(group)?.Vpc).Name : null,
        };
    }

    // What clients keep with a group, and no traffic depends on.
    private Step Kept(Step call, SecurityGroupPermissionsParameters permissions) => _dice.Below(5) switch
    {
        0 => MaybeDry(call with { AuthorizeSecurityGroupEgress = permissions }),
        1 => MaybeDry(call with { RevokeSecurityGroupEgress = permissions }),
        2 => call with { UpdateSecurityGroupRuleDescriptionsIngress = permissions },
        3 => call with { UpdateSecurityGroupRuleDescriptionsEgress = permissions },
        _ => call with
        {
            ModifySecurityGroupRules = new ModifySecurityGroupRulesParameters
            {
                GroupId = permissions.GroupId,
                SecurityGroupRules = Sorted.Map<SecurityGroupRuleParameter>().Add(
                    "sgr-00000000000000000", new SecurityGroupRuleParameter { IpProtocol = "-1", CidrIpv4 = permissions.IpPermissions[0].IpRanges[0].CidrIp }),
            },
        },
    };

    private SecurityGroupPermissionsParameters Egress(string group)
    {
        var ports = _dice.OneIn(2) ? (int?)null : 443;
        return new SecurityGroupPermissionsParameters
        {
            GroupId = group,
            IpPermissions =
            [
                new IpPermissionParameter
                {
                    IpProtocol = ports is null ? "-1" : _dice.Of("tcp", "icmp"),
                    FromPort = ports,
                    ToPort = ports,
                    IpRanges = [new IpRangeParameter { CidrIp = _dice.Of("0.0.0.0/0", "10.0.0.0/8"), Description = _dice.OneIn(2) ? "drawn" : null }],
                    UserIdGroupPairs = _dice.OneIn(3) ? [new UserIdGroupPairParameter { GroupId = One(ResourceKind.SecurityGroup, each => each.Vpc == _stage.Find(group)?.Vpc).Name }] : [],
                },
            ],
        };
    }

    private ImmutableArray<NetworkAclEntryParameter> Entries() =>
        [.. Enumerable.Range(0, _dice.Below(3)).Select(_ => new NetworkAclEntryParameter { Action = _dice.OneIn(3) ? AclAction.Deny : AclAction.Allow, Cidr = _dice.Of("0.0.0.0/0", "10.0.0.0/16", "::/0") })];
}
