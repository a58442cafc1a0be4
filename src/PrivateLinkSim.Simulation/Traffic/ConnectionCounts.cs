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

    /// <summary>Whether each that was tried has one fate, and nothing was undone.</summary>
    internal bool IsWhole =>
        Attempted == Connected + Lost && (Connected | TimedOut | Unresolved | Refused | NoPort | Reset | Dropped | Switched) >= 0 && Switched <= Connected;

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

    public static ConnectionCounts operator *(ConnectionCounts counts, long times) => new(
        counts.Attempted * times,
        counts.Connected * times,
        counts.TimedOut * times,
        counts.Unresolved * times,
        counts.Refused * times,
        counts.NoPort * times,
        counts.Reset * times,
        counts.Dropped * times,
        counts.Switched * times);

    /// <summary>Every count made into another.</summary>
    internal ConnectionCounts Select(Func<long, long> count) => new(
        count(Attempted), count(Connected), count(TimedOut), count(Unresolved), count(Refused), count(NoPort), count(Reset), count(Dropped), count(Switched));

    /// <summary>Whether these counts of some seconds and those of others are one a second apart at most.</summary>
    internal bool IsNear(long seconds, in ConnectionCounts other, long otherSeconds)
    {
        return Near(Attempted, other.Attempted) && Near(Connected, other.Connected) && Near(TimedOut, other.TimedOut)
            && Near(Unresolved, other.Unresolved) && Near(Refused, other.Refused) && Near(NoPort, other.NoPort)
            && Near(Reset, other.Reset) && Near(Dropped, other.Dropped) && Near(Switched, other.Switched);

        bool Near(long mine, long others) => Distance(mine, seconds, others, otherSeconds) <= 0;
    }

    /// <summary>Whether these counts of some seconds and those of others are less than one a second apart, and never something where there was nothing.</summary>
    internal bool IsLike(long seconds, in ConnectionCounts other, long otherSeconds)
    {
        return Like(Attempted, other.Attempted) && Like(Connected, other.Connected) && Like(TimedOut, other.TimedOut)
            && Like(Unresolved, other.Unresolved) && Like(Refused, other.Refused) && Like(NoPort, other.NoPort)
            && Like(Reset, other.Reset) && Like(Dropped, other.Dropped) && Like(Switched, other.Switched);

        bool Like(long mine, long others) => mine == 0 == (others == 0) && Distance(mine, seconds, others, otherSeconds) < 0;
    }

    /// <summary>By how much a count of some seconds is more than one a second from another; wide numbers cost, and a single second needs none.</summary>
    internal static Int128 Distance(long mine, long seconds, long others, long otherSeconds) => otherSeconds == 1
        ? Math.Abs(mine - (others * seconds)) - seconds
        : Int128.Abs(((Int128)mine * otherSeconds) - ((Int128)others * seconds)) - ((Int128)seconds * otherSeconds);
}
