using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Simulation;

/// <summary>How targets are checked, in the words of a scenario.</summary>
internal static class HealthChecks
{
    /// <summary>What differs from what AWS does when nobody says anything.</summary>
    public static JObject Of(string? protocol, int? interval, int? timeout, int? healthy, int? unhealthy)
    {
        var usual = new HealthCheckParameters();
        var usualTimeout = protocol == "HTTP" ? 6 : 10;
        return ImportDraft.Object(
            (nameof(usual.HealthCheckProtocol), protocol is "HTTP" or "HTTPS" ? protocol : null),
            (nameof(usual.HealthCheckIntervalSeconds), Unless(interval, usual.HealthCheckIntervalSeconds)),
            (nameof(usual.HealthCheckTimeoutSeconds), Unless(timeout, usualTimeout)),
            (nameof(usual.HealthyThresholdCount), Unless(healthy, usual.HealthyThresholdCount)),
            (nameof(usual.UnhealthyThresholdCount), Unless(unhealthy, usual.UnhealthyThresholdCount)));
    }

    private static JToken? Unless(int? number, int usual) => number is { } said && said != usual ? said : null;
}
