using System.Globalization;

namespace PrivateLinkSim.Domain;

/// <summary>The rules of ModifyTargetGroupAttributes: what the attributes may be, alone and together (§6.1/drain, §6.1/termination, §6.1/thresholds).</summary>
internal static class TargetGroupRules
{
    private const string Delay = "deregistration_delay.timeout_seconds";
    private const string Termination = "target_health_state.unhealthy.connection_termination.enabled";
    private const string Interval = "target_health_state.unhealthy.draining_interval_seconds";
    private const string Dns = "target_group_health.dns_failover.minimum_healthy_targets";
    private const string Routing = "target_group_health.unhealthy_state_routing.minimum_healthy_targets";
    private const int LongestDelay = 3600;
    private const int LongestInterval = 360_000;
    private const int Whole = 100;

    public static Decision<LoadBalancerEvent> Modify(LoadBalancerState state, LoadBalancerCommand.ModifyTargetGroupAttributes modify)
    {
        var group = state.TargetGroup.With(modify.Change);
        if ((Refuse(modify.Change, group) ?? ZonalShifts.RefuseTogether(state.ZonalShiftEnabled, state.CrossZone, group.UnhealthyTermination)) is { } contradiction)
        {
            return contradiction;
        }

        return Decision<LoadBalancerEvent>.Accept(
        [
            .. modify.ProxyProtocolV2 is { } header && header != state.ProxyProtocolV2 ? new LoadBalancerEvent[] { new LoadBalancerEvent.ProxyProtocolV2Set(header) } : [],
            .. group == state.TargetGroup ? [] : new LoadBalancerEvent[] { new LoadBalancerEvent.TargetGroupAttributesModified(modify.Change) },
        ]);
    }

    /// <summary>Why attributes can't be as asked, or null.</summary>
    /// <param name="group">The attributes after the change.</param>
    public static Rejection? Refuse(TargetGroupChange change, TargetGroup group) => RefuseValue(change) ?? RefuseTogether(change, group);

    private static Rejection? RefuseValue(TargetGroupChange change) => change switch
    {
        { DeregistrationDelaySeconds: < 0 or > LongestDelay } => Invalid("§6.1/drain", Delay, change.DeregistrationDelaySeconds, $"0 to {Text(LongestDelay)}"),
        { UnhealthyDrainingSeconds: < 0 or > LongestInterval } => Invalid(
            "§6.1/termination", Interval, change.UnhealthyDrainingSeconds, $"0 to {Text(LongestInterval)}"),
        { DnsFailoverCount: < 0 } => Invalid("§6.1/thresholds", $"{Dns}.count", change.DnsFailoverCount, "off, or 1 or more"),
        { DnsFailoverPercentage: < 0 or > Whole } => Invalid("§6.1/thresholds", $"{Dns}.percentage", change.DnsFailoverPercentage, "off, or 1 to 100"),
        { UnhealthyStateRoutingCount: < 1 } => Invalid("§6.1/thresholds", $"{Routing}.count", change.UnhealthyStateRoutingCount, "1 or more"),
        { UnhealthyStateRoutingPercentage: < 0 or > Whole } => Invalid(
            "§6.1/thresholds", $"{Routing}.percentage", change.UnhealthyStateRoutingPercentage, "off, or 1 to 100"),
        _ => null,
    };

    private static Rejection? RefuseTogether(TargetGroupChange change, TargetGroup group) =>
        change.UnhealthyDrainingSeconds > 0 && group.UnhealthyTermination
            ? new Rejection("InvalidConfigurationRequest", $"{Interval} can be set only when {Termination} is false", "§6.1/termination")
        : IsBelow(group.DnsFailover.Count, group.UnhealthyStateRouting.Count) || IsBelow(group.DnsFailover.Percentage, group.UnhealthyStateRouting.Percentage)
            ? new Rejection("InvalidConfigurationRequest", $"{Dns} must not be below {Routing}", "§6.1/thresholds")
        : null;

    // Zones leave DNS before their nodes send to unhealthy targets, or with it; a threshold that is off is none.
    private static bool IsBelow(int dns, int routing) => dns > 0 && routing > 0 && dns < routing;

    private static Rejection Invalid(string rule, string key, int? value, string range) =>
        new("InvalidConfigurationRequest", $"{key} must be {range}, not {(value is 0 ? "off" : Text(value ?? 0))}", rule);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
