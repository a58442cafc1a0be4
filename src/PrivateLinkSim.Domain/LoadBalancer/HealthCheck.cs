namespace PrivateLinkSim.Domain;

/// <summary>How a load balancer checks its targets (§6.1). A load balancer has one target group here.</summary>
/// <param name="IntervalSeconds">From one check to the next: 5 to 300.</param>
/// <param name="HealthyThreshold">After how many good checks in a row a target is healthy: 2 to 10.</param>
/// <param name="UnhealthyThreshold">After how many bad checks in a row it is unhealthy: 2 to 10.</param>
public sealed record HealthCheck(int IntervalSeconds, int HealthyThreshold, int UnhealthyThreshold)
{
    /// <summary>AWS's defaults: every 30 s, 5 good checks, 2 bad ones.</summary>
    public static readonly HealthCheck Default = new(30, 5, 2);

    private const int TimeoutOfHttp = 6;
    private const int TimeoutOfOthers = 10;

    /// <summary>The protocol of the checks; null for AWS's default, TCP.</summary>
    public HealthCheckProtocol? Protocol { get; init; }

    /// <summary>How long a check waits for its answer: 2 to 120; null for AWS's default, 6 s over HTTP and 10 s over TCP and HTTPS.</summary>
    public int? TimeoutSeconds { get; init; }

    /// <summary>The port of the checks, which nothing here depends on; null for the port that targets are sent traffic on.</summary>
    public string? Port { get; init; }

    /// <summary>The path of checks over HTTP and HTTPS, which nothing here depends on.</summary>
    public string? Path { get; init; }

    /// <summary>The codes that are good answers over HTTP and HTTPS, which nothing here depends on.</summary>
    public string? Matcher { get; init; }

    /// <summary>The check after a change.</summary>
    public HealthCheck With(HealthCheckChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return new HealthCheck(
            change.IntervalSeconds ?? IntervalSeconds, change.HealthyThreshold ?? HealthyThreshold, change.UnhealthyThreshold ?? UnhealthyThreshold)
        {
            Protocol = change.Protocol ?? Protocol,
            TimeoutSeconds = change.TimeoutSeconds ?? TimeoutSeconds,
            Port = change.Port ?? Port,
            Path = change.Path ?? Path,
            Matcher = change.Matcher ?? Matcher,
        };
    }

    /// <summary>How long a check waits for its answer.</summary>
    public TimeSpan Timeout => TimeSpan.FromSeconds(TimeoutSeconds ?? (Protocol == HealthCheckProtocol.Http ? TimeoutOfHttp : TimeoutOfOthers));

    /// <summary>
    /// How long it takes to find out that a target answers again, or no longer does: threshold x interval. The first check that tells
    /// comes up to an interval after the change, so that is the longest for a target that refuses or answers again. A check of a silent
    /// target ends by its time-out only, so there it lies between (threshold - 1) x interval + time-out and threshold x interval + time-out:
    /// 40 to 70 s by AWS's defaults. The middle is taken, as AWS's "two failed checks" has it; the setting <c>healthCheckTimeoutCounts</c> takes the longest.
    /// </summary>
    public TimeSpan Detection(bool answers) => TimeSpan.FromSeconds(IntervalSeconds * (answers ? HealthyThreshold : UnhealthyThreshold));
}

/// <summary>What is asked of a health check (ModifyTargetGroup); what is null stays as it is.</summary>
public sealed record HealthCheckChange(
    int? IntervalSeconds = null,
    int? HealthyThreshold = null,
    int? UnhealthyThreshold = null,
    HealthCheckProtocol? Protocol = null,
    int? TimeoutSeconds = null,
    string? Port = null,
    string? Path = null,
    string? Matcher = null);

/// <summary>The protocols of health checks.</summary>
public enum HealthCheckProtocol
{
    /// <summary>A connection that is opened is a good answer.</summary>
    Tcp,

    /// <summary>A request over HTTP.</summary>
    Http,

    /// <summary>A request over HTTPS.</summary>
    Https,
}
