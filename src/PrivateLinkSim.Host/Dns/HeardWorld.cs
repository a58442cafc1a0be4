using System.Collections.Immutable;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>The world as resolvers hear of it: at once, or late where a <c>dns-delay</c> is.</summary>
internal sealed class HeardWorld(ServedRun served)
{
    // A server that changes all the time while a long delay is on forgets the oldest of what its resolvers have yet to hear.
    private const int MostKept = 20_000;

    private LiveRun _live = served.Live;
    private Snapshot _last = served.Live.Seen;
    private ImmutableList<Snapshot> _earlier = [];

    /// <summary>Keeps what late resolvers have yet to hear. To be called again and again, by one thread at a time.</summary>
    public void Follow()
    {
        var live = served.Live;
        var seen = live.Seen;
        if (live != _live)
        {
            // The run was begun anew: nothing of the one before is heard any more.
            (_live, _last, _earlier) = (live, seen, []);
        }

        var longest = Longest(seen);
        var kept = longest == 0 ? [] : (_earlier.IsEmpty ? [_last] : _earlier).Add(seen);
        var (now, delay) = (served.Pace.Now, TimeSpan.FromSeconds(longest));
        var old = kept.FindLastIndex(each => each.Time + delay <= now);
        (_earlier, _last) = (old > 0 || kept.Count > MostKept ? kept.RemoveRange(0, Math.Max(old, kept.Count - MostKept)) : kept, seen);
    }

    /// <summary>The world as the resolver of a VPC knows it now; null for one outside of every VPC.</summary>
    public Snapshot For(string? vpcId)
    {
        var (seen, earlier) = (served.Live.Seen, _earlier);
        if (vpcId is null || DelayIn(seen) == TimeSpan.Zero)
        {
            return seen;
        }

        var now = served.Pace.Now;
        return IsHeard(seen) ? seen
            : earlier.IsEmpty ? _last
            : earlier.FindLast(IsHeard) ?? earlier[0];

        TimeSpan DelayIn(Snapshot snapshot) => TimeSpan.FromSeconds(DnsDelay.Of(vpcId, new RunView(snapshot, served.Live.Facts)));

        bool IsHeard(Snapshot snapshot) => snapshot.Time + DelayIn(snapshot) <= now;
    }

    private int Longest(Snapshot seen)
    {
        var view = new RunView(seen, served.Live.Facts);
        return view.All<RegionState>(EntityKind.Region).Select(each => each.Value.DnsDelay)
            .Concat(view.All<VpcState>(EntityKind.Vpc).Select(each => each.Value.DnsDelay))
            .Max(delay => delay?.Seconds) ?? 0;
    }
}
