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

    private readonly ImmutableArray<SharedLanes> _targets;
    private readonly ImmutableArray<SharedLanes> _interfaces;

    /// <summary>What these clients share, as long as their ways lead where they lead now.</summary>
    public SharedLimits(ImmutableArray<Clients> clients)
    {
        _targets = SharedLanes.Of(clients, TargetsOf);
        _interfaces = SharedLanes.Of(clients, lane => lane.Path.Interface);
    }

    /// <summary>What a way shares with others.</summary>
    public static IEnumerable<string> Names(Lane lane) =>
        new[] { TargetsOf(lane), lane.Path.Interface }.Where(name => name.Length > 0).Concat(lane.Connections.Limits);

    /// <summary>Begins a second.</summary>
    public void Begin()
    {
        foreach (var shared in _targets)
        {
            shared.Used = 0;
        }

        foreach (var shared in _interfaces)
        {
            shared.Used = 0;
        }
    }

    /// <summary>Denies what is too much of what was sent by a name.</summary>
    public void Grant(int choice)
    {
        foreach (var shared in _targets)
        {
            if (shared.FirstThatWants(choice) is { } first)
            {
                GrantTargets(shared, choice, first.Path);
            }
        }

        foreach (var shared in _interfaces)
        {
            GrantInterface(shared, choice);
        }
    }

    /// <summary>Says how much of what targets and interfaces can take is taken, at the end of a second.</summary>
    public void Weigh()
    {
        foreach (var shared in _targets)
        {
            var path = shared.Lanes[0].Path;
            var limits = path.Limits!;
            var load = Math.Max(Of(shared.HeldOn(path), limits.Ports), Math.Max(Of(shared.Used, limits.PerSecond), limits.Open is null ? 0 : Of(shared.OpenOn(path), limits.Open)));
            foreach (var lane in shared.Lanes)
            {
                lane.Load = load;
            }
        }

        foreach (var shared in _interfaces)
        {
            var load = Of(shared.Used, BytesPerSecond);
            foreach (var lane in shared.Lanes)
            {
                lane.Load = Math.Max(lane.Load, load);
            }
        }

        // Fewer targets may be left than the connections were opened for.
        static long Of(long taken, long? limit) => limit is > 0 and { } most ? Math.Min(taken, most) * Million / most : 0;
    }

    private static void GrantTargets(SharedLanes shared, int choice, ClientPath path)
    {
        var limits = path.Limits!;
        foreach (var (lane, denied) in shared.Excess(choice, static lane => lane.Wanted, limits.Ports - shared.HeldOn(path)))
        {
            lane.WithoutPort = denied;
        }

        var most = Math.Min(limits.PerSecond - shared.Used ?? long.MaxValue, limits.Open is { } open ? open - shared.OpenOn(path) : long.MaxValue);
        foreach (var (lane, denied) in shared.Excess(choice, static lane => lane.Wanted - lane.WithoutPort, most))
        {
            lane.Beyond = denied;
        }

        shared.Used += shared.Sum(choice, static lane => lane.Wanted - lane.WithoutPort - lane.Beyond);
    }

    private static void GrantInterface(SharedLanes shared, int choice)
    {
        foreach (var (lane, denied) in shared.Excess(choice, Bytes, BytesPerSecond - shared.Used))
        {
            lane.Beyond += (denied + lane.Bytes - 1) / lane.Bytes;
        }

        shared.Used += shared.Sum(choice, Bytes);

        static long Bytes(Lane lane) => (lane.Wanted - lane.WithoutPort - lane.Beyond) * lane.Bytes;
    }

    private static string TargetsOf(Lane lane) => lane.Path.Limits?.Targets ?? "";
}
