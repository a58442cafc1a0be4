using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>
/// Judges the place that an endpoint or load balancer wants in a VPC, and says what it gets there: addresses (§2.11, R45-R46a,
/// R54-R57), security groups (§2.9), a private DNS name (§2.7). What it holds already, it keeps wherever it can.
/// </summary>
internal sealed record PlacementRules(VpcState Vpc, string VpcId, EntityId Holder, Placement Placement, Settings Settings)
{
    /// <summary>What the holder gets, when nothing refuses it.</summary>
    public Holding Holding => new(
        [.. Addresses.Select(each => new SubnetAddress(each.SubnetId, each.Ipv4, each.Ipv6))], SecurityGroups, Placement.PrivateDnsName);

    /// <summary>What the holder is told, when nothing refuses it.</summary>
    public VpcReply.AddressesReserved Reply => new(Addresses, SecurityGroups, Vpc.IsIpv6Ready(Placement.SubnetIds));

    private bool IsEndpoint => Holder.Kind == EntityKind.InterfaceEndpoint;

    private Holding? Held => Vpc.Holders.TryGetValue(Holder.ToString(), out var held) ? held : null;

    private ImmutableArray<string> SecurityGroups =>
        Placement.SecurityGroupIds.IsEmpty && IsEndpoint && Vpc.DefaultSecurityGroupId is { } group
            ? [group]
            : [.. Placement.SecurityGroupIds.Distinct(StringComparer.Ordinal)];

    private ImmutableArray<ReservedAddress> Addresses =>
        [.. Placement.SubnetIds.OrderBy(id => Vpc.Subnets[id].ZoneId, StringComparer.Ordinal).Select(AddressIn)];

    /// <summary>Why the VPC takes no further endpoint, or null (§2.13).</summary>
    public Rejection? RefuseNew() =>
        IsEndpoint && Vpc.Holders.Count >= Settings.EndpointsPerVpc && Vpc.Endpoints >= Settings.EndpointsPerVpc
            ? new Rejection("VpcEndpointLimitExceeded", $"The maximum number of interface VPC endpoints of {VpcId} has been reached: {Settings.EndpointsPerVpc}.", "§2.13")
            : null;

    /// <summary>Why the holder can't have this place, or null.</summary>
    public Rejection? Refuse() => RefuseChoice() ?? RefuseSubnets() ?? RefuseGroups() ?? RefusePrivateDnsName();

    private Rejection? RefuseChoice()
    {
        var seen = Sorted.Set();
        foreach (var chosen in Placement.Chosen)
        {
            if (!Placement.SubnetIds.Contains(chosen.SubnetId, StringComparer.Ordinal))
            {
                return new Rejection("InvalidParameterValue", $"Addresses are chosen in subnet '{chosen.SubnetId}', which is not among the subnets of {Holder.Key}.", "§2.11/member");
            }

            if (seen.Contains(chosen.SubnetId))
            {
                return new Rejection("InvalidParameterValue", $"Addresses in subnet '{chosen.SubnetId}' are chosen twice.", "§2.11/chosen");
            }

            seen = seen.Add(chosen.SubnetId);
        }

        return null;
    }

    private Rejection? RefuseSubnets()
    {
        var zones = Sorted.Set();
        foreach (var id in Placement.SubnetIds)
        {
            if (!Vpc.Subnets.TryGetValue(id, out var subnet))
            {
                return SubnetRules.NotFound(id);
            }

            if (zones.Contains(subnet.ZoneId))
            {
                return DuplicateZone(id);
            }

            if ((RefuseKind(id, subnet.Kind)
                ?? RefuseAddress(id, "IPv4", subnet.Ipv4, Placement.IpAddressType.HasIpv4(), ChosenIn(id)?.Ipv4, HeldIn(id)?.Ipv4)
                ?? RefuseAddress(id, "IPv6", subnet.Ipv6, Placement.IpAddressType.HasIpv6(), ChosenIn(id)?.Ipv6, HeldIn(id)?.Ipv6)) is { } refused)
            {
                return refused;
            }

            zones = zones.Add(subnet.ZoneId);
        }

        return null;
    }

    private Rejection? RefuseKind(string subnetId, SubnetKind kind)
    {
        var type = Placement.IpAddressType;
        if (!IsEndpoint)
        {
            return type != IpAddressType.Ipv6 && (!type.HasIpv4() || kind != SubnetKind.Ipv6Only) && (!type.HasIpv6() || kind == SubnetKind.Dualstack)
                ? null
                : new Rejection("InvalidConfigurationRequest", $"A load balancer of type {type.OnTheWire()} can't be in subnet '{subnetId}', which {Has(kind)}.", "§2.14/dualstack");
        }

        return kind.Allows(type)
            ? null
            : new Rejection(Settings.IpAddressTypeCode, $"IpAddressType {type.OnTheWire()} {Needs(type)}; subnet '{subnetId}' {Has(kind)}.", RuleOf(type));
    }

    private string RuleOf(IpAddressType type) =>
        Held is not null ? "R57"
        : type switch
        {
            IpAddressType.Ipv4 => "R54",
            IpAddressType.Ipv6 => "R55",
            _ => "R56",
        };

    private static Rejection? RefuseAddress(string subnetId, string family, AddressPool? pool, bool wanted, string? chosen, string? held)
    {
        if (chosen is null)
        {
            return wanted && held is null && pool?.NextFree is null
                ? new Rejection(
                    "InsufficientFreeAddressesInSubnet",
                    $"There are not enough free addresses in subnet '{subnetId}' to satisfy the requested number of instances.",
                    "§2.11/address")
                : null;
        }

        return !wanted || pool is null
                ? new Rejection("InvalidParameterValue", $"Address {chosen} is chosen in subnet '{subnetId}', but the IP address type has no {family} addresses.", "§2.11/chosen")
            : pool.Usable(chosen) is not { } usable
                ? new Rejection("InvalidParameterValue", $"Address {chosen} does not fall within the usable addresses of subnet '{subnetId}', {pool.Block}.", "§2.11/chosen")
            : usable != held && !pool.IsFree(usable)
                ? new Rejection("InvalidIPAddress.InUse", $"Address {usable} is in use.", "§2.11/taken")
                : null;
    }

    private Rejection? RefuseGroups() =>
        SecurityGroups.FirstOrDefault(group => !Vpc.SecurityGroups.ContainsKey(group)) is { } unknown
            ? IsEndpoint ? SecurityGroupRules.NotFound(unknown) : new Rejection("InvalidSecurityGroup", $"The security group '{unknown}' does not exist", "§2.9")
        : SecurityGroups.Length > Settings.SecurityGroupsPerInterface
            ? new Rejection(
                "SecurityGroupsPerInterfaceLimitExceeded",
                $"The maximum number of security groups per interface has been reached: {Settings.SecurityGroupsPerInterface}.",
                "§2.9/limit")
            : null;

    // A name that the holder has already works on, whatever became of the VPC's attributes.
    private Rejection? RefusePrivateDnsName() =>
        Placement.PrivateDnsName is not { } name || name == Held?.PrivateDnsName ? null
        : !Vpc.EnableDnsSupport || !Vpc.EnableDnsHostnames
            ? new Rejection(
                Settings.PrivateDnsCode,
                $"Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for {VpcId}",
                "§2.7/vpc")
        : Vpc.HolderOf(name) is not null
            ? new Rejection(
                "InvalidParameter",
                $"private-dns-enabled cannot be set because there is already a conflicting DNS domain for {name} in the VPC {VpcId}",
                "§2.7/conflict")
            : null;

    private Rejection DuplicateZone(string subnetId) =>
        IsEndpoint
            ? new Rejection("DuplicateSubnetsInSameZone", $"Found another VPC endpoint subnet in the availability zone of {subnetId}", "§2.11/zone")
            : new Rejection("InvalidConfigurationRequest", "A load balancer cannot be attached to multiple subnets in the same Availability Zone", "§nlb");

    private ReservedAddress AddressIn(string subnetId)
    {
        var (subnet, chosen, held) = (Vpc.Subnets[subnetId], ChosenIn(subnetId), HeldIn(subnetId));
        var ipv4 = Pick(subnet.Ipv4, Placement.IpAddressType.HasIpv4(), chosen?.Ipv4, held?.Ipv4);
        var ipv6 = Pick(subnet.Ipv6, Placement.IpAddressType.HasIpv6(), chosen?.Ipv6, held?.Ipv6);
        var replaced = (chosen?.Ipv4 is not null && ipv4 != held?.Ipv4) || (chosen?.Ipv6 is not null && ipv6 != held?.Ipv6);
        return new ReservedAddress(
            subnetId, subnet.ZoneId, Vpc.NameOf(subnet.ZoneId), ipv4, ipv6, !Vpc.UnhealthyZones.Contains(subnet.ZoneId), held is null || replaced);
    }

    private static string? Pick(AddressPool? pool, bool wanted, string? chosen, string? held) =>
        !wanted ? null
        : chosen is not null ? pool?.Usable(chosen)
        : held ?? pool?.NextFree;

    private SubnetConfiguration? ChosenIn(string subnetId) => Placement.Chosen.FirstOrDefault(chosen => chosen.SubnetId == subnetId);

    private SubnetAddress? HeldIn(string subnetId) => Held?.Addresses.FirstOrDefault(held => held.SubnetId == subnetId);

    private static string Needs(IpAddressType type) => type switch
    {
        IpAddressType.Ipv4 => "needs subnets with IPv4 address ranges",
        IpAddressType.Ipv6 => "needs IPv6-only subnets",
        _ => "needs subnets with both IPv4 and IPv6 address ranges",
    };

    private static string Has(SubnetKind kind) => kind switch
    {
        SubnetKind.Ipv4Only => "has an IPv4 address range only",
        SubnetKind.Ipv6Only => "has an IPv6 address range only",
        _ => "has both IPv4 and IPv6 address ranges",
    };
}
