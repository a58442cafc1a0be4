using System.Collections.Immutable;

namespace PrivateLinkSim.Simulation;

/// <summary>The way of a group's connections through one zone of an endpoint.</summary>
internal sealed class Lane(ClientGroup group, string zone, bool holdsPorts)
{
    private const long Million = 1_000_000;

    private readonly List<(long Due, string Target, long Count)> _unnoticed = [];
    private ConnectionCounts _broken;
    private long _number;
    private long _lossSince;
    private long _refused;

    /// <summary>The zone.</summary>
    public string Zone { get; } = zone;

    /// <summary>Where it leads.</summary>
    public ClientPath Path { get; private set; } = ClientPath.Blocked("R5");

    /// <summary>The connections that are open on it.</summary>
    public LaneConnections Connections { get; } = new(holdsPorts, group.KeepOpen > 0 ? group.KeepaliveSeconds : group.ConnectionSeconds);

    /// <summary>What became of this second's connections.</summary>
    public ConnectionCounts Tally { get; private set; }

    /// <summary>How many of this second's connections have its address.</summary>
    public long Offered { get; set; }

    /// <summary>How many were sent by the name that is looked at.</summary>
    public long Sent { get; private set; }

    /// <summary>How many of the sent come to targets that answer.</summary>
    public long Wanted { get; private set; }

    /// <summary>How many of the wanted find no port.</summary>
    public long WithoutPort { get; set; }

    /// <summary>How many of the wanted are beyond what the targets or the interface can take.</summary>
    public long Beyond { get; set; }

    /// <summary>How much of what its targets can take is taken, in millionths.</summary>
    public long Load { get; set; }

    /// <summary>How many bytes one of its connections carries.</summary>
    public long Bytes => group.BytesPerConnection;

    /// <summary>How many connections were sent on it so far.</summary>
    public long Number => _number;

    // A flow that is idle for too long is dropped, and its next packet reset (§2.14).
    private bool EndsIdle => group.KeepaliveSeconds > Path.IdleSeconds && (group.KeepOpen > 0 || group.ConnectionSeconds > group.KeepaliveSeconds);

    private long Life => EndsIdle ? group.KeepaliveSeconds : group.KeepOpen > 0 ? long.MaxValue : group.ConnectionSeconds;

    /// <summary>
    /// From a second on it leads elsewhere, which open connections follow only in what befalls their targets and their entry. Those that are
    /// cut off are noticed when they are due, or when the load balancer resets them before.
    /// </summary>
    public BrokenConnections Follow(ClientPath path, long second, long due)
    {
        var (reset, dropped) = (0L, 0L);
        _unnoticed.RemoveAll(each => each.Due <= second + 1);
        foreach (var generation in group.StayOpen ? Connections.Generations : [])
        {
            if (path.IsCut || path.Closed.Contains(generation.Entry, StringComparer.Ordinal))
            {
                dropped += generation.Break();
                continue;
            }

            reset += generation.Break(path.Resetting);
            foreach (var target in generation.Targets.Where(target => path.Silent.Contains(target, StringComparer.Ordinal)))
            {
                var count = generation.Break([target]);
                dropped += count;
                if (count > 0)
                {
                    _unnoticed.Add((due, target, count));
                }
            }
        }

        var noticed = path.IsCut ? [] : _unnoticed.Where(each => path.Resetting.Contains(each.Target, StringComparer.Ordinal)).ToImmutableArray();
        _unnoticed.RemoveAll(noticed.Contains);
        _broken += new ConnectionCounts(0, 0, Reset: reset, Dropped: dropped);
        _lossSince = path.LossMillionths == Path.LossMillionths ? _lossSince : _number;
        Path = path;
        Connections.Lead(path);
        return new BrokenConnections(reset, dropped, [.. noticed.Select(each => (each.Due, each.Count))]);
    }

    /// <summary>Cuts off all that is open, and nobody is there to notice.</summary>
    public void Stop()
    {
        _unnoticed.Clear();
        foreach (var generation in group.StayOpen ? Connections.Generations : [])
        {
            _broken += new ConnectionCounts(0, 0, Dropped: generation.Break());
        }
    }

    /// <summary>Says by which rules connections of this second were lost.</summary>
    public void Explain(GrowingStretch stretch)
    {
        if (Path.Rule is { } rule)
        {
            stretch.Because(rule, Sent);
        }
        else
        {
            foreach (var loss in Path.LossRules)
            {
                stretch.Because(loss, Tally.TimedOut - Beyond);
            }

            stretch.Because("§6.1/target", Path.Passing.Length < Path.Of ? Tally.Refused + Tally.TimedOut - Beyond : 0);
        }

        stretch.Because("§2.14/ports", Tally.NoPort);
        stretch.Because("§6.3/capacity", Beyond);
    }

    /// <summary>Begins a second: connections end; answers how many of them by a reset.</summary>
    public long Begin(long second)
    {
        (Tally, _broken, Load, WithoutPort, Beyond, Offered, Sent, Wanted) = (_broken, default, 0, 0, 0, 0, 0, 0);
        var ended = Connections.End(second, Life);
        if (!EndsIdle)
        {
            return 0;
        }

        Tally += new ConnectionCounts(0, 0, Reset: ended);
        return ended;
    }

    /// <summary>Sends the connections that have its address, which targets take in turn.</summary>
    public void Send()
    {
        var lost = Path.LossMillionths == 0 ? 0 : Share(_number + Offered) - Share(_number);
        (Sent, Wanted, _refused) = (Offered, Path.Rule is null && Path.Of == 0 ? Offered : 0, 0);
        if (Path.Of > 0)
        {
            var (first, last) = (_number, _number + Offered - lost);
            Wanted = InPlaces(last, Path.Passing.Length) - InPlaces(first, Path.Passing.Length);
            _refused = InPlaces(last, Path.Passing.Length + Path.Refusing) - InPlaces(first, Path.Passing.Length + Path.Refusing) - Wanted;
        }

        _number += Offered;

        // Loss is counted from where it began, so that so many connections lose so many, whatever came before.
        long Share(long number) => (long)((Int128)(number - _lossSince) * Path.LossMillionths / Million);

        // Of so many connections in turn, those that come to the first places.
        long InPlaces(long number, int places) => (number / Path.Of * places) + Math.Min(number % Path.Of, places);
    }

    /// <summary>Lands what was sent, but for what was denied.</summary>
    public ConnectionCounts Land(long second, bool lasts)
    {
        var connected = Wanted - WithoutPort - Beyond;
        if (lasts)
        {
            Connections.Add(second, connected, Path);
        }

        var counts = new ConnectionCounts(Sent, connected, Sent - Wanted - _refused + Beyond, 0, _refused, WithoutPort);
        Tally += counts;
        return counts;
    }

    /// <summary>Tells what of it bears on the next seconds, but for how long connections have been open.</summary>
    public void Tell(List<long> state)
    {
        state.Add(Path.Of > 0 ? _number % Path.Of : 0);
        state.Add((long)((Int128)(_number - _lossSince) * Path.LossMillionths % Million));
        Connections.Tell(state);
    }

    /// <summary>Counts connections that were like those before, for so many seconds.</summary>
    public void Skip(long connections, long seconds)
    {
        _number += connections;
        Connections.Shift(seconds);
    }
}
