using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>What can be said of an endpoint besides its state, names and paths.</summary>
internal static class EndpointFacts
{
    /// <summary>Judges what the condition says of it; nothing holds of an endpoint that was never made.</summary>
    public static IEnumerable<Finding> Judge(Condition condition, string name, InterfaceEndpointState? endpoint, ResourceIds ids)
    {
        if (condition.IpAddressType is { } type)
        {
            yield return Is(name, "IP address type", type.OnTheWire(), endpoint?.IpAddressType.OnTheWire(), type.HasIpv6() ? "R46" : "R45");
        }

        if (condition.DnsRecordIpType is { } records)
        {
            yield return Is(name, "DNS record IP type", records.OnTheWire(), endpoint?.DnsRecordIpType.OnTheWire(), RuleOf(records));
        }

        if (condition.PrivateDnsEnabled is { } enabled)
        {
            yield return Is(name, "private DNS", OnOrOff(enabled), endpoint is null ? null : OnOrOff(endpoint.PrivateDnsEnabled), "R15");
        }

        if (condition.SecurityGroups is { } groups)
        {
            yield return ServiceFacts.Same(
                endpoint?.SecurityGroupIds, groups.Select(each => ids.TryId(each) ?? each), $"{name} is in the security groups", "§2.9");
        }

        if (condition.Subnets is { } subnets)
        {
            yield return ServiceFacts.Same(
                endpoint?.Interfaces.Select(each => each.SubnetId), subnets.Select(each => ids.TryId(each) ?? each), $"{name} is in the subnets", "R5");
        }

        if (condition.DenyAllIgwTraffic is { } denies)
        {
            var found = endpoint is null ? (bool?)null : endpoint.Interfaces.Any(each => each.DeniesAllIgwTraffic);
            yield return Is(name, "denyAllIgwTraffic", OnOrOff(denies), found is { } does ? OnOrOff(does) : null, "R48");
        }

        if (condition.Delivered is { } delivered)
        {
            yield return ServiceFacts.Told(endpoint?.Notifications, condition.Topic, delivered, name);
        }

        if (condition.Tags is { } tags)
        {
            yield return ServiceFacts.Tagged(endpoint?.Tags, tags, name);
        }
    }

    private static Finding Is(string name, string what, string expected, string? found, string rule) => new(
        found == expected, $"{what} of {name} is {expected}", found is null ? $"{name} was never made" : $"it is {found}", rule);

    private static string RuleOf(DnsRecordIpType type) => type switch
    {
        DnsRecordIpType.Ipv4 => "R59",
        DnsRecordIpType.Ipv6 => "R60",
        DnsRecordIpType.Dualstack => "R61",
        _ => "R58",
    };

    private static string OnOrOff(bool on) => on ? "on" : "off";
}
