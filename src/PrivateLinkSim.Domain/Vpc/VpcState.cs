using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>A subnet.</summary>
/// <param name="Ipv4">Its IPv4 range, or null for an IPv6-only subnet.</param>
/// <param name="Ipv6">Its IPv6 range, or null.</param>
public sealed record Subnet(string ZoneId, AddressPool? Ipv4, AddressPool? Ipv6)
{
    /// <summary>What the subnet has to give.</summary>
    public SubnetKind Kind => Ipv4 is null ? SubnetKind.Ipv6Only : Ipv6 is null ? SubnetKind.Ipv4Only : SubnetKind.Dualstack;

    /// <summary>Whether an address that anybody may have lies in it.</summary>
    public bool Has(string address) => (Ipv4?.Usable(address) ?? Ipv6?.Usable(address)) is not null;

    /// <summary>How many IPv4 addresses can still be handed out (AvailableIpAddressCount); 0 for an IPv6-only subnet.</summary>
    public long FreeAddresses => Ipv4?.Free ?? 0;
}

/// <summary>What a VPC is, as far as its events tell.</summary>
/// <param name="Account">The owner; empty for a VPC that was never made or was deleted.</param>
/// <param name="Ipv6CidrBlock">Its IPv6 block (a /56), or null.</param>
/// <param name="ZoneNames">The owner's names of the Region's zones.</param>
/// <param name="UnhealthyZones">Zone ids that pass no traffic, as the Region said.</param>
/// <param name="Subnets">By subnet id.</param>
/// <param name="SubnetsMade">How many subnets were ever made.</param>
/// <param name="DefaultSecurityGroupId">The group of an endpoint that names none; null in journals of the first release.</param>
/// <param name="SecurityGroups">Names by group id, the default group among them.</param>
/// <param name="SecurityGroupsMade">How many groups were ever made.</param>
/// <param name="Holders">Who has a place: the text of an entity id, and the place.</param>
/// <param name="Former">The place that a holder had before its last revision; gone with the next event of that holder.</param>
public sealed record VpcState(
    string Account,
    string Region,
    CidrBlock CidrBlock,
    string? Ipv6CidrBlock,
    bool EnableDnsSupport,
    bool EnableDnsHostnames,
    ImmutableArray<ZoneName> ZoneNames,
    ImmutableSortedSet<string> UnhealthyZones,
    ImmutableSortedDictionary<string, Subnet> Subnets,
    long SubnetsMade,
    string? DefaultSecurityGroupId,
    ImmutableSortedDictionary<string, string> SecurityGroups,
    long SecurityGroupsMade,
    ImmutableSortedDictionary<string, Holding> Holders,
    ImmutableSortedDictionary<string, Holding> Former) : IState
{
    /// <summary>A VPC that was never made. AWS turns DNS support on and DNS hostnames off.</summary>
    public static readonly VpcState Initial = new(
        "", "", default, null, true, false, [], Sorted.Set(), Sorted.Map<Subnet>(), 0, null, Sorted.Map<string>(), 0, Sorted.Map<Holding>(), Sorted.Map<Holding>());

    /// <summary>The inbound rules of security groups, by id. A group that is not there was never declared, and lets everything in.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<SecurityGroupRule>> InboundRules { get; init; } =
        Sorted.Map<ImmutableArray<SecurityGroupRule>>();

    /// <summary>The network ACLs of subnets, by subnet id. A subnet that is not there has AWS's default, which lets everything pass.</summary>
    public ImmutableSortedDictionary<string, NetworkAcl> NetworkAcls { get; init; } = Sorted.Map<NetworkAcl>();

    /// <summary>How late changes of what names answer reach its resolvers; null when they are not late.</summary>
    public DnsDelay? DnsDelay { get; init; }

    /// <summary>What clients keep with the VPC; null as long as they keep nothing.</summary>
    public VpcDetails? Details { get; init; }

    /// <summary>What clients keep with the VPC.</summary>
    public VpcDetails Known => Details ?? VpcDetails.None;

    /// <summary>Whether the VPC was made and is not deleted.</summary>
    public bool Exists => Account.Length > 0;

    /// <summary>How many interface endpoints have a place in it.</summary>
    public int Endpoints => Holders.Keys.Count(static holder => EntityId.Parse(holder).Kind == EntityKind.InterfaceEndpoint);

    /// <summary>Whether the VPC and these subnets have IPv6 blocks (R49).</summary>
    public bool IsIpv6Ready(IEnumerable<string> subnetIds) => Ipv6CidrBlock is not null && subnetIds.All(id => Subnets[id].Ipv6 is not null);

    /// <summary>The rules of a security group in a direction, as AWS shows them.</summary>
    public ImmutableArray<SecurityGroupRule> RulesOf(string groupId, bool isEgress) =>
        isEgress ? Domain.OutboundRules.Of(this, groupId) : Domain.InboundRules.Of(this, groupId);

    /// <summary>All rules of a security group with their ids, inbound ones first.</summary>
    public IEnumerable<GroupRule> RulesOf(string groupId) => RulesIn(groupId, false).Concat(RulesIn(groupId, true));

    /// <summary>The rule of an id; null when no group of the VPC has it.</summary>
    public GroupRule? RuleOf(string ruleId) => SecurityGroups.Keys.SelectMany(RulesOf).FirstOrDefault(rule => rule.RuleId == ruleId);

    /// <summary>The owner's name of a zone.</summary>
    public string NameOf(string zoneId) => ZoneNames.First(zone => zone.ZoneId == zoneId).Name;

    /// <summary>Who answers for a private DNS name in this VPC: the text of an entity id, or null for nobody (R63).</summary>
    public string? HolderOf(string privateDnsName) =>
        Holders.FirstOrDefault(holder => holder.Value.PrivateDnsName == privateDnsName).Key;

    /// <summary>The private DNS names of this VPC with who answers for each, as <see cref="HolderOf"/> finds them.</summary>
    public ImmutableSortedDictionary<string, string> PrivateNames()
    {
        var names = Sorted.Map<string>().ToBuilder();
        foreach (var (holder, holding) in Holders)
        {
            if (holding.PrivateDnsName is { } name)
            {
                names.TryAdd(name, holder);
            }
        }

        return names.ToImmutable();
    }

    private IEnumerable<GroupRule> RulesIn(string groupId, bool isEgress) =>
        RulesOf(groupId, isEgress).Select(rule => new GroupRule(SecurityGroupRules.IdOf(groupId, isEgress, rule), groupId, isEgress, rule));
}

/// <summary>A rule of a security group, and where it stands.</summary>
public sealed record GroupRule(string RuleId, string GroupId, bool IsEgress, SecurityGroupRule Rule);
