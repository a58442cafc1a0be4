namespace PrivateLinkSim.Simulation;

/// <summary>
/// What became of the connections that a group tried to open: whole numbers, and attempted is the sum of connected, timed out,
/// unresolved, refused and those without a port.
/// </summary>
/// <param name="Attempted">How many were tried.</param>
/// <param name="Connected">How many reached a target.</param>
/// <param name="TimedOut">How many were sent to an address whose path passed nothing, and got no answer.</param>
/// <param name="Unresolved">How many had no address to be sent to.</param>
/// <param name="Refused">How many a target turned away.</param>
/// <param name="NoPort">How many found all ports of the load balancer to its targets taken (§2.14).</param>
/// <param name="Reset">How many that were open ended with a reset. Not among the attempted.</param>
/// <param name="Dropped">How many that were open were cut off without a word. Not among the attempted.</param>
/// <param name="Switched">How many of the connected reached the fallback.</param>
public readonly record struct ConnectionCounts(
    long Attempted,
    long Connected,
    long TimedOut = 0,
    long Unresolved = 0,
    long Refused = 0,
    long NoPort = 0,
    long Reset = 0,
    long Dropped = 0,
    long Switched = 0)
{
    /// <summary>How many did not connect.</summary>
    public long Lost => TimedOut + Unresolved + Refused + NoPort;

    /// <summary>How many that were open ended against their clients' will.</summary>
    public long Broken => Reset + Dropped;

    public static ConnectionCounts operator +(ConnectionCounts left, ConnectionCounts right) => Join(left, right, (one, other) => one + other);

    public static ConnectionCounts operator *(ConnectionCounts counts, long times) => counts.Select(count => count * times);

    /// <summary>Every count made into another.</summary>
    internal ConnectionCounts Select(Func<long, long> count) => Join(this, default, (one, _) => count(one));

    /// <summary>Whether a condition holds of every pair of counts.</summary>
    internal static bool All(ConnectionCounts left, ConnectionCounts right, Func<long, long, bool> holds) =>
        Join(left, right, (one, other) => holds(one, other) ? 0 : 1) == default;

    private static ConnectionCounts Join(ConnectionCounts left, ConnectionCounts right, Func<long, long, long> join) => new(
        join(left.Attempted, right.Attempted),
        join(left.Connected, right.Connected),
        join(left.TimedOut, right.TimedOut),
        join(left.Unresolved, right.Unresolved),
        join(left.Refused, right.Refused),
        join(left.NoPort, right.NoPort),
        join(left.Reset, right.Reset),
        join(left.Dropped, right.Dropped),
        join(left.Switched, right.Switched));
}
