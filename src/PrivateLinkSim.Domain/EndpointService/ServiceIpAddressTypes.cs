using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>Which IP address types a service may offer (R42, R49-R50a), and which endpoints it takes (R53).</summary>
internal static class ServiceIpAddressTypes
{
    /// <summary>What a service offers that was created with this list: ipv4 when it is empty; in the order ipv4, ipv6.</summary>
    public static ImmutableArray<IpAddressType> Of(ImmutableArray<IpAddressType> listed) =>
        listed.IsEmpty ? [IpAddressType.Ipv4] : [.. listed.Distinct().Order()];

    /// <summary>What a service offers after a change.</summary>
    public static ImmutableArray<IpAddressType> After(EndpointServiceState state, EndpointServiceChange change) =>
    [
        .. state.SupportedIpAddressTypes
            .Except(change.RemoveSupportedIpAddressTypes)
            .Concat(change.AddSupportedIpAddressTypes)
            .Distinct()
            .Order(),
    ];

    /// <summary>Why a list names what no service lists, or null (§2.1/types).</summary>
    public static Rejection? RefuseList(ImmutableArray<IpAddressType> listed, Settings settings) =>
        listed.Contains(IpAddressType.Dualstack)
            ? new Rejection(
                settings.ServiceChangeCode, "'dualstack' is no IP address type of an endpoint service. List ipv4, ipv6, or both for dualstack.", "§2.1/types")
            : null;

    /// <summary>Why a change leaves an impossible list, or null (§2.1/types).</summary>
    public static Rejection? RefuseChange(EndpointServiceState state, EndpointServiceChange change, string serviceId, Settings settings) =>
        RefuseList(change.AddSupportedIpAddressTypes, settings)
        ?? RefuseList(change.RemoveSupportedIpAddressTypes, settings)
        ?? (After(state, change).IsEmpty
            ? new Rejection(settings.ServiceChangeCode, $"{serviceId} must support ipv4, ipv6 or both; this would leave it none.", "§2.1/types")
            : null);

    /// <summary>Why a service can't offer ipv6 over these load balancers, or null (R49, R50).</summary>
    public static Rejection? RefuseIpv6(ImmutableSortedDictionary<string, LoadBalancerFacts> loadBalancers, Settings settings) =>
        loadBalancers.FirstOrDefault(each => !each.Value.Ipv6Ready) is { Key: { } unready } ? WithoutIpv6Blocks(unready, settings)
        : loadBalancers.FirstOrDefault(each => each.Value.IpAddressType != IpAddressType.Dualstack) is { Key: { } ipv4 }
            ? NotDualstack(ipv4, "R50", settings)
            : null;

    /// <summary>Why a load balancer can't be added to a service that offers ipv6 already, or null (R50a, R49).</summary>
    public static Rejection? RefuseAddition(string arn, LoadBalancerFacts facts, Settings settings) =>
        facts.IpAddressType != IpAddressType.Dualstack ? NotDualstack(arn, "R50a", settings)
        : facts.Ipv6Ready ? null
        : WithoutIpv6Blocks(arn, settings);

    /// <summary>Why a service does not take an endpoint of this type, or null (R53).</summary>
    public static Rejection? RefuseEndpoint(EndpointServiceState state, IpAddressType type, string serviceName, Settings settings)
    {
        var row = IpAddressTypes.Services.First(row => row.Supported.SequenceEqual(state.SupportedIpAddressTypes));
        return row.Allowed.Contains(type) || (settings.Ipv6OnlyServiceTakesIpv4 && !state.Supports(IpAddressType.Ipv4))
            ? null
            : new Rejection(
                settings.IpAddressTypeCode,
                $"The VPC endpoint service {serviceName} does not take endpoints of the IP address type {type.OnTheWire()}: it supports {OnTheWire(state)}.",
                "R53");
    }

    private static string OnTheWire(EndpointServiceState state) =>
        string.Join(" and ", state.SupportedIpAddressTypes.Select(type => type.OnTheWire()));

    private static Rejection WithoutIpv6Blocks(string arn, Settings settings) => new(
        settings.IpAddressTypeCode,
        $"The VPC and all subnets of '{arn}' must have IPv6 CIDR blocks before its endpoint service can support ipv6.",
        "R49");

    private static Rejection NotDualstack(string arn, string rule, Settings settings) => new(
        settings.IpAddressTypeCode,
        $"The load balancer '{arn}' must have the IP address type dualstack, as all load balancers of an endpoint service that supports ipv6.",
        rule);
}
