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

    public static ConnectionCounts operator +(ConnectionCounts left, ConnectionCounts right) => new(
        left.Attempted + right.Attempted,
        left.Connected + right.Connected,
        left.TimedOut + right.TimedOut,
        left.Unresolved + right.Unresolved,
        left.Refused + right.Refused,
        left.NoPort + right.NoPort,
        left.Reset + right.Reset,
        left.Dropped + right.Dropped,
        left.Switched + right.Switched);

    public static ConnectionCounts operator *(ConnectionCounts counts, long times) => counts.Select(count => count * times);

    /// <summary>Every count made into another.</summary>
    internal ConnectionCounts Select(Func<long, long> count) => new(
        count(Attempted), count(Connected), count(TimedOut), count(Unresolved), count(Refused), count(NoPort), count(Reset), count(Dropped), count(Switched));

    /// <summary>Whether these counts of some seconds and those of others are less than one a second apart, and never something where there was nothing.</summary>
    internal bool IsLike(long seconds, in ConnectionCounts other, long otherSeconds)
    {
        return IsNear(Attempted, other.Attempted) && IsNear(Connected, other.Connected) && IsNear(TimedOut, other.TimedOut)
            && IsNear(Unresolved, other.Unresolved) && IsNear(Refused, other.Refused) && IsNear(NoPort, other.NoPort)
            && IsNear(Reset, other.Reset) && IsNear(Dropped, other.Dropped) && IsNear(Switched, other.Switched);

        bool IsNear(long mine, long others) => otherSeconds == 1
            ? mine == 0 == (others == 0) && Math.Abs(mine - (others * seconds)) < seconds
            : mine == 0 == (others == 0) && Int128.Abs(((Int128)mine * otherSeconds) - ((Int128)others * seconds)) < (Int128)seconds * otherSeconds;
    }
}
