using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>What can have happened to a VPC. The storage format: change a case only through a new version.</summary>
public abstract record VpcEvent : IEvent
{
    private VpcEvent()
    {
    }

    /// <summary>The VPC was made, with its default security group.</summary>
    public sealed record Created(
        string Account,
        string Region,
        string CidrBlock,
        string? Ipv6CidrBlock,
        string? DefaultSecurityGroupId,
        ImmutableArray<ZoneName> ZoneNames,
        ImmutableArray<string> UnhealthyZones) : VpcEvent;

    /// <summary>The VPC got an IPv6 block.</summary>
    public sealed record Ipv6CidrBlockAssociated(string Ipv6CidrBlock) : VpcEvent;

    /// <summary>The DNS attributes are these now.</summary>
    public sealed record AttributesModified(bool EnableDnsSupport, bool EnableDnsHostnames) : VpcEvent;

    /// <summary>The VPC was deleted.</summary>
    public sealed record Deleted : VpcEvent;

    /// <summary>A subnet was made. One without an IPv4 block is IPv6-only.</summary>
    public sealed record SubnetCreated(string SubnetId, string ZoneId, string? CidrBlock, string? Ipv6CidrBlock) : VpcEvent;

    /// <summary>A subnet got an IPv6 block.</summary>
    public sealed record SubnetCidrBlockAssociated(string SubnetId, string Ipv6CidrBlock) : VpcEvent;

    /// <summary>A subnet was deleted.</summary>
    public sealed record SubnetDeleted(string SubnetId) : VpcEvent;

    /// <summary>Attributes of a subnet were set.</summary>
    public sealed record SubnetAttributesModified(string SubnetId, SubnetAttributes Attributes) : VpcEvent;

    /// <summary>A security group was made.</summary>
    /// <param name="Description">What it is for; null where that is its name.</param>
    public sealed record SecurityGroupCreated(string GroupId, string GroupName, string? Description = null) : VpcEvent;

    /// <summary>A security group was deleted.</summary>
    public sealed record SecurityGroupDeleted(string GroupId) : VpcEvent;

    /// <summary>A security group has these inbound rules from now on.</summary>
    public sealed record InboundRulesDeclared(string GroupId, ImmutableArray<SecurityGroupRule> Rules) : VpcEvent;

    /// <summary>Inbound rules were added to a security group.</summary>
    public sealed record IngressAuthorized(string GroupId, ImmutableArray<SecurityGroupRule> Rules) : VpcEvent;

    /// <summary>Inbound rules were taken from a security group.</summary>
    public sealed record IngressRevoked(string GroupId, ImmutableArray<SecurityGroupRule> Rules) : VpcEvent;

    /// <summary>Outbound rules were added to a security group.</summary>
    public sealed record EgressAuthorized(string GroupId, ImmutableArray<SecurityGroupRule> Rules) : VpcEvent;

    /// <summary>Outbound rules were taken from a security group.</summary>
    public sealed record EgressRevoked(string GroupId, ImmutableArray<SecurityGroupRule> Rules) : VpcEvent;

    /// <summary>Rules of a security group say something else, or are described otherwise.</summary>
    public sealed record SecurityGroupRulesModified(string GroupId, ImmutableArray<ModifiedRule> Rules) : VpcEvent;

    /// <summary>Tags were put on the VPC or a part of it.</summary>
    public sealed record TagsCreated(string ResourceId, ImmutableSortedDictionary<string, string> Tags) : VpcEvent;

    /// <summary>Tags were taken off the VPC or a part of it.</summary>
    public sealed record TagsDeleted(string ResourceId, ImmutableArray<string> Keys) : VpcEvent;

    /// <summary>A subnet has this network ACL from now on.</summary>
    public sealed record NetworkAclSet(string SubnetId, NetworkAcl NetworkAcl) : VpcEvent;

    /// <summary>A holder got its place.</summary>
    public sealed record AddressesReserved(EntityId Holder, Holding Holding) : VpcEvent;

    /// <summary>A holder has another place now.</summary>
    public sealed record AddressesRevised(EntityId Holder, Holding Holding) : VpcEvent;

    /// <summary>A holder has its former place again.</summary>
    public sealed record AddressesRestored(EntityId Holder) : VpcEvent;

    /// <summary>A holder gave its place back.</summary>
    public sealed record AddressesReleased(EntityId Holder) : VpcEvent;

    /// <summary>Zones stopped passing traffic, or pass it again.</summary>
    public sealed record ZoneHealthChanged(ImmutableArray<string> ZoneIds, bool Healthy) : VpcEvent;

    /// <summary>Changes of what names answer began to reach its resolvers late.</summary>
    public sealed record DnsDelayBegan(int Seconds, Moment Until) : VpcEvent;

    /// <summary>Its resolvers have what is answered now, and hear of changes at once.</summary>
    public sealed record DnsDelayEnded : VpcEvent;
}

/// <summary>A rule that says something else than before.</summary>
public sealed record ModifiedRule(string RuleId, bool IsEgress, SecurityGroupRule Rule);

/// <summary>The addresses of a holder in a subnet.</summary>
public sealed record SubnetAddress(string SubnetId, string? Ipv4, string? Ipv6);

/// <summary>What a holder has in a VPC: addresses in the order of zone ids, security groups, and the private DNS name that leads to it.</summary>
public sealed record Holding(ImmutableArray<SubnetAddress> Addresses, ImmutableArray<string> SecurityGroupIds, string? PrivateDnsName);
