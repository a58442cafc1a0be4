using System.Collections.Immutable;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// What targets and interfaces can take of all groups together: ports (§2.14), new and open connections, and the bandwidth of an
/// interface (§6.3). What is too much is denied to all ways in proportion to what they want.
/// </summary>
internal sealed class SharedLimits
{
    private const long Million = 1_000_000;

    private readonly long _bytesPerSecond;
    private readonly ImmutableArray<SharedLanes> _targets;
    private readonly ImmutableArray<SharedLanes> _interfaces;

    /// <summary>What these clients share, as long as their ways lead where they lead now.</summary>
    /// <param name="clients">The clients.</param>
    /// <param name="bytesPerSecond">What an interface of an endpoint passes at most.</param>
    public SharedLimits(ImmutableArray<Clients> clients, long bytesPerSecond)
    {
        _bytesPerSecond = bytesPerSecond;
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
            var load = Of(shared.Used, _bytesPerSecond);
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

    private void GrantInterface(SharedLanes shared, int choice)
    {
        foreach (var (lane, denied) in shared.Excess(choice, Bytes, _bytesPerSecond - shared.Used))
        {
            lane.Beyond += (denied + lane.Bytes - 1) / lane.Bytes;
        }

        shared.Used += shared.Sum(choice, Bytes);

        static long Bytes(Lane lane) => (lane.Wanted - lane.WithoutPort - lane.Beyond) * lane.Bytes;
    }

    private static string TargetsOf(Lane lane) => lane.Path.Limits?.Targets ?? "";
}
