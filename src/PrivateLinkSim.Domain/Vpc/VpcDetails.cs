using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>What clients of AWS keep with a VPC and its parts, and no traffic of PrivateLink depends on.</summary>
/// <param name="Tags">The tags of the VPC and its parts (<see cref="VpcParts"/>), by the part's id.</param>
/// <param name="OutboundRules">The outbound rules of security groups that were ever changed, by group id; the others have AWS's.</param>
/// <param name="GroupDescriptions">What security groups are for, by group id, where it is not their name.</param>
/// <param name="SubnetAttributes">What was set with ModifySubnetAttribute, by subnet id.</param>
public sealed record VpcDetails(
    ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>> Tags,
    ImmutableSortedDictionary<string, ImmutableArray<SecurityGroupRule>> OutboundRules,
    ImmutableSortedDictionary<string, string> GroupDescriptions,
    ImmutableSortedDictionary<string, SubnetAttributes> SubnetAttributes)
{
    /// <summary>A VPC of which nobody keeps anything.</summary>
    public static readonly VpcDetails None = new(
        Sorted.Map<ImmutableSortedDictionary<string, string>>(), Sorted.Map<ImmutableArray<SecurityGroupRule>>(), Sorted.Map<string>(), Sorted.Map<SubnetAttributes>());

    /// <summary>The tags of a part.</summary>
    public ImmutableSortedDictionary<string, string> TagsOf(string id) => Tags.TryGetValue(id, out var tags) ? tags : Domain.Tags.None;

    /// <summary>What was set of a subnet.</summary>
    public SubnetAttributes AttributesOf(string subnetId) => SubnetAttributes.TryGetValue(subnetId, out var attributes) ? attributes : new SubnetAttributes();

    internal VpcDetails Without(string id) => this with
    {
        Tags = Tags.Remove(id),
        OutboundRules = OutboundRules.Remove(id),
        GroupDescriptions = GroupDescriptions.Remove(id),
        SubnetAttributes = SubnetAttributes.Remove(id),
    };
}

/// <summary>The attributes of a subnet that ModifySubnetAttribute sets; null for one that was not set.</summary>
/// <param name="PrivateDnsHostnameTypeOnLaunch"><c>ip-name</c> or <c>resource-name</c>.</param>
public sealed record SubnetAttributes(
    bool? AssignIpv6AddressOnCreation = null,
    bool? EnableDns64 = null,
    bool? EnableResourceNameDnsARecordOnLaunch = null,
    bool? EnableResourceNameDnsAAAARecordOnLaunch = null,
    bool? MapPublicIpOnLaunch = null,
    string? PrivateDnsHostnameTypeOnLaunch = null)
{
    /// <summary>The same, with what a later call sets.</summary>
    public SubnetAttributes With(SubnetAttributes later) => new(
        later.AssignIpv6AddressOnCreation ?? AssignIpv6AddressOnCreation,
        later.EnableDns64 ?? EnableDns64,
        later.EnableResourceNameDnsARecordOnLaunch ?? EnableResourceNameDnsARecordOnLaunch,
        later.EnableResourceNameDnsAAAARecordOnLaunch ?? EnableResourceNameDnsAAAARecordOnLaunch,
        later.MapPublicIpOnLaunch ?? MapPublicIpOnLaunch,
        later.PrivateDnsHostnameTypeOnLaunch ?? PrivateDnsHostnameTypeOnLaunch);
}
