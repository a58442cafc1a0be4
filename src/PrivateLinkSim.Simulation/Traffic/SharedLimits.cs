using System.Collections.Immutable;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// What targets and interfaces can take of all groups together: ports (§2.14), new and open connections, and the bandwidth of an
/// interface (§6.3). What is too much is denied to all ways in proportion to what they want.
/// </summary>
internal sealed class SharedLimits
{
    /// <summary>What an interface of an endpoint passes at most: 100 Gbps (§6.3).</summary>
    public const long BytesPerSecond = 12_500_000_000;

    private const long Million = 1_000_000;

    private readonly ImmutableArray<Clients> _clients;
    private readonly SortedDictionary<string, long> _used = new(StringComparer.Ordinal);

    public SharedLimits(ImmutableArray<Clients> clients) => _clients = clients;

    /// <summary>What a way shares with others.</summary>
    public static IEnumerable<string> Names(Lane lane) =>
        (lane.Path.Limits is { } limits ? [limits.Targets] : ImmutableArray<string>.Empty)
            .Concat(lane.Connections.Limits)
            .Concat(lane.Path.Interface.Length > 0 ? [lane.Path.Interface] : []);

    /// <summary>Begins a second.</summary>
    public void Begin() => _used.Clear();

    /// <summary>Denies what is too much of what was sent by a name.</summary>
    public void Grant(int choice)
    {
        var wanting = _clients.SelectMany(clients => clients.LanesOf(choice)).Where(lane => lane.Wanted > 0).ToArray();
        foreach (var (name, lanes) in Sharing(wanting, lane => lane.Path.Limits?.Targets ?? ""))
        {
            GrantTargets(name, lanes);
        }

        foreach (var (name, lanes) in Sharing(wanting, lane => lane.Path.Interface))
        {
            GrantInterface(name, lanes);
        }
    }

    /// <summary>Says how much of what targets can take is taken, at the end of a second.</summary>
    public void Weigh()
    {
        foreach (var (name, lanes) in Sharing(_clients.SelectMany(clients => clients.Lanes), lane => lane.Path.Limits?.Targets ?? ""))
        {
            var path = lanes[0].Path;
            var limits = path.Limits!;
            var load = Math.Max(
                Of(HeldOn(path), limits.Ports),
                Math.Max(Of(Used(name), limits.PerSecond), Of(OpenOn(path), limits.Open)));
            foreach (var lane in lanes)
            {
                lane.Load = load;
            }
        }

        // Fewer targets may be left than the connections were opened for.
        static long Of(long taken, long? limit) => limit is > 0 and { } most ? (long)((Int128)Math.Min(taken, most) * Million / most) : 0;
    }

    private void GrantTargets(string name, ImmutableArray<Lane> lanes)
    {
        var path = lanes[0].Path;
        var limits = path.Limits!;
        var ports = limits.Ports - HeldOn(path);
        foreach (var (lane, denied) in Excess(lanes, lane => lane.Wanted, ports))
        {
            lane.WithoutPort = denied;
        }

        var most = Math.Min(
            limits.PerSecond - Used(name) ?? long.MaxValue,
            limits.Open - OpenOn(path) ?? long.MaxValue);
        foreach (var (lane, denied) in Excess(lanes, lane => lane.Wanted - lane.WithoutPort, most))
        {
            lane.Beyond = denied;
        }

        _used[name] = Used(name) + lanes.Sum(lane => lane.Wanted - lane.WithoutPort - lane.Beyond);
    }

    private void GrantInterface(string name, ImmutableArray<Lane> lanes)
    {
        foreach (var (lane, denied) in Excess(lanes, Bytes, BytesPerSecond - Used(name)))
        {
            lane.Beyond += (denied + lane.Bytes - 1) / lane.Bytes;
        }

        _used[name] = Used(name) + lanes.Sum(Bytes);

        static long Bytes(Lane lane) => (lane.Wanted - lane.WithoutPort - lane.Beyond) * lane.Bytes;
    }

    // What is over is taken from each by its share, and the remainders add up from one to the next.
    private static IEnumerable<(Lane Lane, long Denied)> Excess(ImmutableArray<Lane> lanes, Func<Lane, long> wanted, long free)
    {
        var wants = lanes.Select(wanted).ToArray();
        var all = wants.Aggregate((Int128)0, (sum, want) => sum + want);
        var over = all - Math.Max(free, 0);
        if (over <= 0)
        {
            yield break;
        }

        var (seen, denied) = ((Int128)0, (Int128)0);
        for (var index = 0; index < wants.Length; index++)
        {
            seen += wants[index];
            var upto = seen * over / all;
            yield return (lanes[index], (long)(upto - denied));
            denied = upto;
        }
    }

    private static IEnumerable<(string Name, ImmutableArray<Lane> Lanes)> Sharing(IEnumerable<Lane> lanes, Func<Lane, string> name) => lanes
        .GroupBy(name, StringComparer.Ordinal)
        .Where(group => group.Key.Length > 0)
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => (group.Key, group.ToImmutableArray()));

    // What holds on to the targets that new connections are sent to, whichever way it came; those that take no new ones count no more.
    private long HeldOn(ClientPath path) =>
        _clients.Sum(clients => clients.Lanes.Sum(lane => lane.Connections.HeldOn(path.Limits!, path.Passing)));

    private long OpenOn(ClientPath path) =>
        _clients.Sum(clients => clients.Lanes.Sum(lane => lane.Connections.OpenOn(path.Limits!, path.Passing)));

    private long Used(string name) => _used.TryGetValue(name, out var used) ? used : 0;
}
