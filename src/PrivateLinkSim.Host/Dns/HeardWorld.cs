using System.Collections.Immutable;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>The world as resolvers hear of it: at once, or late where a <c>dns-delay</c> is.</summary>
internal sealed class HeardWorld(ServedRun served)
{
    // A server that changes all the time while a long delay is on forgets the oldest of what its resolvers have yet to hear.
    private const int MostKept = 20_000;

    private volatile Heard _heard = new(served.Live, served.Live.Seen, []);

    /// <summary>Keeps what late resolvers have yet to hear. To be called again and again, by one thread at a time.</summary>
    public void Follow()
    {
        var live = served.Live;
        var seen = live.Seen;

        // When the run was begun anew, nothing of the one before is heard any more.
        var before = _heard.Live == live ? _heard : new Heard(live, seen, []);
        var longest = Longest(seen);
        if (longest == 0)
        {
            _heard = before with { Last = seen, Earlier = [] };
            return;
        }

        var kept = before.Earlier.IsEmpty ? [before.Last] : before.Earlier;
        kept = kept[^1] == seen ? kept : kept.Add(seen);
        var (now, delay) = (served.Pace.Now, TimeSpan.FromSeconds(longest));
        var old = Math.Max(kept.FindLastIndex(each => each.Time + delay <= now), kept.Count - MostKept);
        _heard = before with { Last = seen, Earlier = old > 0 ? kept.RemoveRange(0, old) : kept };
    }

    /// <summary>The world as the resolver of a VPC knows it now; null for one outside of every VPC.</summary>
    public Snapshot For(string? vpcId)
    {
        var (seen, heard) = (served.Live.Seen, _heard);
        if (vpcId is null || DelayIn(seen) == TimeSpan.Zero)
        {
            return seen;
        }

        var now = served.Pace.Now;
        return IsHeard(seen) ? seen
            : heard.Earlier.IsEmpty ? heard.Last
            : heard.Earlier.FindLast(IsHeard) ?? heard.Earlier[0];

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

    /// <param name="Last">The world when it was last looked at.</param>
    /// <param name="Earlier">What there was since some resolver is late, the oldest that one may still have first.</param>
    private sealed record Heard(LiveRun Live, Snapshot Last, ImmutableList<Snapshot> Earlier);
}
