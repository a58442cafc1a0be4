using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>What may be asked of a VPC.</summary>
public abstract record VpcCommand : ICommand
{
    private VpcCommand()
    {
    }

    /// <summary>From the Region, which has admitted the account and drawn the id and the IPv6 block, if one is wanted.</summary>
    public sealed record Create(
        string Account,
        string Region,
        string CidrBlock,
        string? Ipv6CidrBlock,
        ImmutableArray<ZoneName> ZoneNames,
        ImmutableArray<string> UnhealthyZones,
        ImmutableSortedDictionary<string, string>? Tags = null,
        bool FiltersFromTheStart = false) : VpcCommand;

    /// <summary>EC2 AssociateVpcCidrBlock with an Amazon-provided IPv6 block: a /56.</summary>
    public sealed record AssociateIpv6CidrBlock : VpcCommand;

    /// <summary>EC2 ModifyVpcAttribute; null leaves an attribute as it is.</summary>
    public sealed record ModifyAttribute(bool? EnableDnsSupport, bool? EnableDnsHostnames) : VpcCommand;

    /// <summary>EC2 DeleteVpc.</summary>
    public sealed record Delete : VpcCommand;

    /// <summary>
    /// EC2 CreateSubnet; exactly one of zone name and zone id. An IPv6-only subnet (<paramref name="Ipv6Native"/>) has no IPv4
    /// block; every other has one. IPv6 blocks are /64.
    /// </summary>
    public sealed record CreateSubnet(
        string? CidrBlock,
        string? Ipv6CidrBlock,
        bool Ipv6Native,
        string? AvailabilityZone,
        string? AvailabilityZoneId,
        ImmutableSortedDictionary<string, string>? Tags = null) : VpcCommand;

    /// <summary>EC2 AssociateSubnetCidrBlock: gives a subnet of IPv4 alone an IPv6 block; null takes the VPC's next free /64.</summary>
    public sealed record AssociateSubnetCidrBlock(string SubnetId, string? Ipv6CidrBlock) : VpcCommand;

    /// <summary>EC2 DeleteSubnet.</summary>
    public sealed record DeleteSubnet(string SubnetId) : VpcCommand;

    /// <summary>EC2 ModifySubnetAttribute; null leaves an attribute as it is.</summary>
    public sealed record ModifySubnetAttribute(string SubnetId, SubnetAttributes Attributes) : VpcCommand;

    /// <summary>EC2 CreateSecurityGroup. A group that does not filter from the start lets everything in until its rules are told.</summary>
    public sealed record CreateSecurityGroup(
        string GroupName, string Description, ImmutableSortedDictionary<string, string>? Tags = null, bool FiltersFromTheStart = false) : VpcCommand;

    /// <summary>EC2 DeleteSecurityGroup.</summary>
    public sealed record DeleteSecurityGroup(string GroupId) : VpcCommand;

    /// <summary>EC2 AuthorizeSecurityGroupIngress.</summary>
    public sealed record AuthorizeIngress(
        string GroupId, ImmutableArray<SecurityGroupRule> Rules, ImmutableSortedDictionary<string, string>? Tags = null) : VpcCommand;

    /// <summary>EC2 RevokeSecurityGroupIngress.</summary>
    public sealed record RevokeIngress(string GroupId, ImmutableArray<SecurityGroupRule> Rules) : VpcCommand;

    /// <summary>EC2 AuthorizeSecurityGroupEgress.</summary>
    public sealed record AuthorizeEgress(
        string GroupId, ImmutableArray<SecurityGroupRule> Rules, ImmutableSortedDictionary<string, string>? Tags = null) : VpcCommand;

    /// <summary>EC2 RevokeSecurityGroupEgress.</summary>
    public sealed record RevokeEgress(string GroupId, ImmutableArray<SecurityGroupRule> Rules) : VpcCommand;

    /// <summary>EC2 ModifySecurityGroupRules: what the rules of these ids say from now on.</summary>
    public sealed record ModifyRules(string GroupId, ImmutableSortedDictionary<string, SecurityGroupRule> Rules) : VpcCommand;

    /// <summary>EC2 UpdateSecurityGroupRuleDescriptionsIngress and …Egress: the rules that say this have these descriptions from now on.</summary>
    public sealed record DescribeRules(string GroupId, bool IsEgress, ImmutableArray<SecurityGroupRule> Rules) : VpcCommand;

    /// <summary>EC2 CreateTags on the VPC or a part of it.</summary>
    public sealed record CreateTags(string ResourceId, ImmutableSortedDictionary<string, string> Tags) : VpcCommand;

    /// <summary>EC2 DeleteTags on the VPC or a part of it. A null value deletes whatever the value is, another only that value.</summary>
    public sealed record DeleteTags(string ResourceId, ImmutableSortedDictionary<string, string?> Tags) : VpcCommand;

    /// <summary>
    /// Simulator: the inbound rules of a group are these from now on; null of the default group means AWS's own rule, which lets its
    /// members in. Without a group id, the default group of the VPC is meant.
    /// </summary>
    public sealed record DeclareInboundRules(string? GroupId, ImmutableArray<SecurityGroupRule>? Rules) : VpcCommand;

    /// <summary>Simulator: a subnet has this network ACL from now on.</summary>
    public sealed record SetNetworkAcl(string SubnetId, NetworkAcl NetworkAcl) : VpcCommand;

    /// <summary>An endpoint or load balancer wants its place in the VPC: addresses in each subnet, security groups, a private DNS name.</summary>
    public sealed record ReserveAddresses(EntityId Holder, string Account, string Region, Placement Placement) : VpcCommand;

    /// <summary>A holder wants another place. What it keeps of the old one keeps its addresses; nothing changes when it is refused.</summary>
    public sealed record ReviseAddresses(EntityId Holder, Placement Placement) : VpcCommand;

    /// <summary>
    /// A holder's change was refused elsewhere: it has again what it had before its last revision. Asked only after a revision that
    /// was accepted within the instant; one that was refused has changed nothing.
    /// </summary>
    public sealed record RestoreAddresses(EntityId Holder) : VpcCommand;

    /// <summary>The holder gives its place back.</summary>
    public sealed record ReleaseAddresses(EntityId Holder) : VpcCommand;

    /// <summary>From a target group that is to be made in the VPC: is it this account's, in this Region?</summary>
    public sealed record ConfirmOwner(string Account, string Region) : VpcCommand;

    /// <summary>From the Region: these zones stopped passing traffic, or pass it again.</summary>
    public sealed record LearnZoneHealth(ImmutableArray<string> ZoneIds, bool Healthy) : VpcCommand;

    /// <summary>Fault dns-delay: changes of what names answer reach its resolvers so much later.</summary>
    public sealed record DelayDns(int Seconds, TimeSpan Duration) : VpcCommand;

    /// <summary>The deadline of <see cref="DelayDns"/>.</summary>
    public sealed record EndDnsDelay : VpcCommand;
}

/// <summary>The place that an endpoint or load balancer wants in a VPC.</summary>
/// <param name="SubnetIds">All its subnets, at most one for each zone.</param>
/// <param name="IpAddressType">Which addresses it gets in each of them.</param>
/// <param name="Chosen">Addresses that the caller chose; their subnets are among <paramref name="SubnetIds"/>.</param>
/// <param name="SecurityGroupIds">All its groups; none means the VPC's default group for an endpoint, and no group for a load balancer.</param>
/// <param name="PrivateDnsName">The private DNS name that is to work in the VPC, or null.</param>
public sealed record Placement(
    ImmutableArray<string> SubnetIds,
    IpAddressType IpAddressType,
    ImmutableArray<SubnetConfiguration> Chosen,
    ImmutableArray<string> SecurityGroupIds,
    string? PrivateDnsName);

/// <summary>What a VPC answers.</summary>
public abstract record VpcReply : IReply
{
    private VpcReply()
    {
    }

    public virtual string? ResourceId => null;

    /// <summary>The VPC is made.</summary>
    public sealed record VpcCreated(string VpcId, string DefaultSecurityGroupId, string? Ipv6CidrBlock) : VpcReply
    {
        public override string ResourceId => VpcId;
    }

    /// <summary>The VPC or the subnet has this IPv6 block.</summary>
    public sealed record Ipv6CidrBlockAssociated(string Ipv6CidrBlock) : VpcReply;

    /// <summary>The subnet is made.</summary>
    public sealed record SubnetCreated(string SubnetId, string VpcId, string AvailabilityZone, string AvailabilityZoneId) : VpcReply
    {
        public override string ResourceId => SubnetId;
    }

    /// <summary>The security group is made.</summary>
    public sealed record SecurityGroupCreated(string GroupId) : VpcReply
    {
        public override string ResourceId => GroupId;
    }

    /// <summary>The security group has these rules besides.</summary>
    public sealed record RulesAuthorized(string GroupId, ImmutableArray<SecurityGroupRule> Rules) : VpcReply;

    /// <summary>
    /// The place is reserved: addresses in the order of the subnets' zone ids, and the security groups. <paramref name="Ipv6Ready"/>
    /// says whether the VPC and all these subnets have IPv6 blocks (R49).
    /// </summary>
    public sealed record AddressesReserved(
        ImmutableArray<ReservedAddress> Addresses, ImmutableArray<string> SecurityGroupIds, bool Ipv6Ready) : VpcReply;
}

/// <summary>An address that a VPC reserved.</summary>
/// <param name="ZoneName">The owner account's name of the zone.</param>
/// <param name="Ipv4">The IPv4 address, where the holder's type has one.</param>
/// <param name="Ipv6">The IPv6 address, where the holder's type has one.</param>
/// <param name="Healthy">Whether the zone passes traffic.</param>
/// <param name="New">Whether it was reserved by this very command; a revision keeps the others.</param>
public sealed record ReservedAddress(
    string SubnetId, string ZoneId, string ZoneName, string? Ipv4, string? Ipv6, bool Healthy, bool New);
