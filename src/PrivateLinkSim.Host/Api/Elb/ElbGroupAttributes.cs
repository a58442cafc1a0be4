using System.Collections.Immutable;
using System.Globalization;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>The attributes of target groups, by AWS's keys (§2.14, §6.1).</summary>
internal static class ElbGroupAttributes
{
    private const string Delay = "deregistration_delay.timeout_seconds";
    private const string DelayTermination = "deregistration_delay.connection_termination.enabled";
    private const string ProxyProtocol = "proxy_protocol_v2.enabled";
    private const string PreserveClientIp = "preserve_client_ip.enabled";
    private const string CrossZone = "load_balancing.cross_zone.enabled";
    private const string UnhealthyTermination = "target_health_state.unhealthy.connection_termination.enabled";
    private const string UnhealthyInterval = "target_health_state.unhealthy.draining_interval_seconds";
    private const string Dns = "target_group_health.dns_failover.minimum_healthy_targets";
    private const string Routing = "target_group_health.unhealthy_state_routing.minimum_healthy_targets";
    private const string Off = "off";

    /// <summary>All attributes of a group.</summary>
    public static ImmutableSortedDictionary<string, string> Of(TargetGroupState group)
    {
        var attributes = group.Attributes;
        var overUdp = group.Made.Protocol is ListenerProtocol.Udp or ListenerProtocol.TcpUdp;
        return ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Delay] = Text(attributes.DeregistrationDelaySeconds),
            [DelayTermination] = ElbWords.Flag(attributes.DeregistrationTermination ?? overUdp),
            [ProxyProtocol] = ElbWords.Flag(group.ProxyProtocolV2),
            [CrossZone] = attributes.CrossZone switch
            {
                TargetGroupCrossZone.On => "true",
                TargetGroupCrossZone.Off => "false",
                _ => "use_load_balancer_configuration",
            },
            [UnhealthyTermination] = ElbWords.Flag(attributes.UnhealthyTermination),
            [UnhealthyInterval] = Text(attributes.UnhealthyDrainingSeconds),
            [$"{Dns}.count"] = Threshold(attributes.DnsFailover.Count),
            [$"{Dns}.percentage"] = Threshold(attributes.DnsFailover.Percentage),
            [$"{Routing}.count"] = Threshold(attributes.UnhealthyStateRouting.Count),
            [$"{Routing}.percentage"] = Threshold(attributes.UnhealthyStateRouting.Percentage),
        }).AddRange(Fixed(group));
    }

    /// <summary>What a call asks for.</summary>
    /// <exception cref="ApiException">An attribute is not there, or can't have its value.</exception>
    public static (bool? ProxyProtocolV2, TargetGroupAttributes Attributes) Read(ImmutableSortedDictionary<string, string> wanted, TargetGroupState group)
    {
        var (attributes, only) = (new TargetGroupAttributes(), Fixed(group));
        bool? header = wanted.TryGetValue(ProxyProtocol, out var flag) ? ElbWords.Flag(ProxyProtocol, flag) : null;
        foreach (var (key, value) in wanted.Remove(ProxyProtocol))
        {
            attributes = key switch
            {
                Delay => attributes with { DeregistrationDelay = Number(key, value) },
                DelayTermination => attributes with { DeregistrationTermination = ElbWords.Flag(key, value) },
                CrossZone => value is "true" or "false" or "use_load_balancer_configuration" ? attributes with { CrossZone = value } : throw ElbWords.BadAttribute(key, value),
                UnhealthyTermination => attributes with { UnhealthyTermination = ElbWords.Flag(key, value) },
                UnhealthyInterval => attributes with { UnhealthyDrainingInterval = Number(key, value) },
                $"{Dns}.count" => attributes with { DnsFailoverCount = Minimum(key, value) },
                $"{Dns}.percentage" => attributes with { DnsFailoverPercentage = Minimum(key, value) },
                $"{Routing}.count" => attributes with { UnhealthyStateRoutingCount = Minimum(key, value) },
                $"{Routing}.percentage" => attributes with { UnhealthyStateRoutingPercentage = Minimum(key, value) },
                _ => !only.TryGetValue(key, out var usual) ? throw ElbWords.NoAttribute(key)
                    : usual != value ? throw ElbWords.NotModelled(key, value)
                    : attributes,
            };
        }

        return (header, attributes);
    }

    // What nothing here depends on has AWS's default and no other value. Through PrivateLink, client addresses are never kept.
    private static ImmutableSortedDictionary<string, string> Fixed(TargetGroupState group) => ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal,
    [
        KeyValuePair.Create(PreserveClientIp, ElbWords.Flag(group.Made.TargetType == TargetType.Instance || group.Made.Protocol is ListenerProtocol.Udp or ListenerProtocol.TcpUdp)),
        KeyValuePair.Create("stickiness.enabled", "false"),
        KeyValuePair.Create("stickiness.type", "source_ip"),
    ]);

    private static string Threshold(int minimum) => minimum == 0 ? Off : Text(minimum);

    private static string Minimum(string key, string value) => value == Off ? value : Text(Number(key, value));

    private static int Number(string key, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw ElbWords.BadAttribute(key, value);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
