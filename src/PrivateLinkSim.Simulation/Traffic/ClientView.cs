using System.Collections.Immutable;

namespace PrivateLinkSim.Simulation;

/// <summary>What a group sees of the network while nothing changes in it.</summary>
/// <param name="Answer">The zones whose addresses their name answers, and of which they choose one; empty when it answers none.</param>
/// <param name="Paths">By zone of the endpoint, the path of what is sent to its address there.</param>
public sealed record ClientView(ImmutableArray<string> Answer, ImmutableSortedDictionary<string, ClientPath> Paths)
{
    /// <summary>Whether the clients are down with their own zone, and try nothing.</summary>
    public bool IsDown { get; init; }

    /// <summary>By how many seconds answers are late.</summary>
    public int AnswerDelay { get; init; }

    /// <summary>What they see of their fallback; null where they have none, or none that was ever available.</summary>
    public ClientView? Fallback { get; init; }

    /// <summary>Whether another view is the same to a client.</summary>
    public bool IsLike(ClientView? other) =>
        other is not null
        && Answer.SequenceEqual(other.Answer, StringComparer.Ordinal)
        && Paths.Count == other.Paths.Count
        && Paths.All(path => other.Paths.TryGetValue(path.Key, out var same) && path.Value.IsLike(same))
        && IsDown == other.IsDown
        && AnswerDelay == other.AnswerDelay
        && (Fallback?.IsLike(other.Fallback) ?? other.Fallback is null);
}

/// <summary>The path from one of the addresses of an endpoint to targets.</summary>
public sealed record ClientPath
{
    /// <summary>The rule that says why nothing passes; null where something does.</summary>
    public string? Rule { get; init; }

    /// <summary>Where new connections enter. Those that are open stay where they have entered.</summary>
    public string Entry { get; init; } = "";

    /// <summary>Whether nothing passes at all, so that connections that are open are cut off.</summary>
    public bool IsCut { get; init; }

    /// <summary>Entries through which nothing passes: connections that entered there are cut off.</summary>
    public ImmutableArray<string> Closed { get; init; } = [];

    /// <summary>The targets that new connections reach.</summary>
    public ImmutableArray<string> Passing { get; init; } = [""];

    /// <summary>How many of the targets that new connections are sent to refuse them.</summary>
    public int Refusing { get; init; }

    /// <summary>To how many targets new connections are sent, each in turn; what neither passes nor refuses gives no answer.</summary>
    public int Of { get; init; } = 1;

    /// <summary>Targets that answer nothing, whether or not new connections are sent there.</summary>
    public ImmutableArray<string> Silent { get; init; } = [];

    /// <summary>Targets whose connections are reset, by themselves or by the load balancer, whether or not new connections are sent there.</summary>
    public ImmutableArray<string> Resetting { get; init; } = [];

    /// <summary>How many of a million connections to targets that it passes are lost on the way.</summary>
    public long LossMillionths { get; init; }

    /// <summary>The rules that say why.</summary>
    public ImmutableArray<string> LossRules { get; init; } = [];

    /// <summary>After how many idle seconds a flow is dropped (§2.14).</summary>
    public int IdleSeconds { get; init; } = 350;

    /// <summary>What it takes to connect.</summary>
    public PathLatency Latency { get; init; }

    /// <summary>What its targets can take; null for no limit.</summary>
    public TargetLimits? Limits { get; init; }

    /// <summary>The interface that it goes through, which has a bandwidth; empty for none.</summary>
    public string Interface { get; init; } = "";

    /// <summary>Nothing passes, by a rule, and what is open is cut off.</summary>
    public static ClientPath Blocked(string rule) => new() { Rule = rule, Passing = [], Of = 0, IsCut = true };

    /// <summary>Whether another path is the same to a client.</summary>
    public bool IsLike(ClientPath other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with { Passing = other.Passing, Silent = other.Silent, Resetting = other.Resetting, Closed = other.Closed, LossRules = other.LossRules } == other
            && Passing.SequenceEqual(other.Passing, StringComparer.Ordinal)
            && Silent.SequenceEqual(other.Silent, StringComparer.Ordinal)
            && Resetting.SequenceEqual(other.Resetting, StringComparer.Ordinal)
            && Closed.SequenceEqual(other.Closed, StringComparer.Ordinal)
            && LossRules.SequenceEqual(other.LossRules, StringComparer.Ordinal);
    }
}

/// <summary>The time from the first packet of a connection until it is open, in microseconds: half of the connections take no longer than the one, 99 % no longer than the other.</summary>
public readonly record struct PathLatency(long P50, long P99);

/// <summary>What a set of targets that connections are spread over can take, all together.</summary>
/// <param name="Targets">What the set is called: paths of all groups that lead to it share it.</param>
/// <param name="Ports">How many connections the load balancer has ports for; a port is taken for as long as its connection is open, and for a minute at least (§2.14).</param>
/// <param name="PerSecond">How many new connections they take in a second; null for no limit.</param>
/// <param name="Open">How many open connections they take; null for no limit.</param>
public sealed record TargetLimits(string Targets, long Ports, long? PerSecond = null, long? Open = null);
