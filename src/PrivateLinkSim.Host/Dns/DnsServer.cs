using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>An address at which names are resolved.</summary>
/// <param name="VpcId">The VPC whose resolver it is; null for that of clients outside of every VPC.</param>
/// <param name="Trouble">Why it does not answer there; null when it does.</param>
internal sealed record DnsResolverPlace(IPAddress Address, int Port, string? VpcId, string? Trouble)
{
    /// <summary>How many VPCs of the run were made before.</summary>
    public int Ordinal { get; init; }
}

/// <summary>
/// Resolvers on loopback: one for clients outside of every VPC, and one for each VPC as long as it is there, since private names are
/// answered by where the client is.
/// </summary>
internal sealed class DnsServer : IAsyncDisposable
{
    /// <summary>Where names are resolved when nobody says where.</summary>
    public const int UsualPort = 10053;

    private const int MostConnections = 256;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20);

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, (DnsResolverPlace Place, DnsListener? Listener)> _resolvers = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _connections = new(MostConnections);
    private readonly CancellationTokenSource _end = new();
    private readonly ServedRun _served;
    private readonly HeardWorld _heard;
    private readonly Action<Exception> _failed;
    private readonly DnsListener _public;
    private readonly Task _following;
    private List<Task> _closing = [];
    private Snapshot? _followed;

    private DnsServer(ServedRun served, int port, Action<Exception> failed)
    {
        (_served, _heard, _failed) = (served, new HeardWorld(served), failed);
        _public = Listen(IPAddress.Loopback, port, null);
        Follow();
        _following = FollowAsync();
    }

    /// <summary>The port of all resolvers.</summary>
    public int Port => _public.Port;

    /// <summary>All resolvers: first that of clients outside of every VPC, then in the order in which their VPCs were made.</summary>
    public ImmutableArray<DnsResolverPlace> Resolvers
    {
        get
        {
            Follow();
            lock (_lock)
            {
                return [new DnsResolverPlace(IPAddress.Loopback, Port, null, null), .. _resolvers.Values.Select(each => each.Place).OrderBy(place => place.Ordinal)];
            }
        }
    }

    /// <summary>Starts to answer.</summary>
    /// <param name="port">The port of all resolvers; 0 for any that is free.</param>
    /// <param name="failed">Told of whatever keeps a question from being answered.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static DnsServer Start(ServedRun served, int port, Action<Exception> failed)
    {
        try
        {
            return new DnsServer(served, port, failed);
        }
        catch (SocketException taken)
        {
            throw new IOException($"Names can't be resolved at {IPAddress.Loopback}:{port}: {taken.Message}; --dns-port names another port.", taken);
        }
    }

    /// <summary>The address of a VPC's resolver: 127.1.0.1 for the first VPC of a run and so on; null when there are no more.</summary>
    public static IPAddress? AddressOf(int ordinal)
    {
        const int OfEach = 250;
        return ordinal / OfEach <= byte.MaxValue ? new IPAddress([127, 1, (byte)(ordinal / OfEach), (byte)((ordinal % OfEach) + 1)]) : null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _following;
        await _public.DisposeAsync();
        foreach (var (_, listener) in _resolvers.Values)
        {
            await (listener?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        await Task.WhenAll(_closing);
        for (var connection = 0; connection < MostConnections; connection++)
        {
            await _connections.WaitAsync();
        }
    }

    private async Task FollowAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                Follow();
            }
            catch (Exception bug)
            {
                _failed(bug);
                return;
            }

            await Task.WhenAny(Task.Delay(Beat, _end.Token));
        }
    }

    private void Follow()
    {
        lock (_lock)
        {
            var seen = _served.Live.Seen;
            if (seen == _followed || _end.IsCancellationRequested)
            {
                return;
            }

            _heard.Follow();
            string[] gone = [.. _resolvers.Keys.Where(vpcId => seen.Find(new EntityId(EntityKind.Vpc, vpcId)) is not VpcState { Exists: true })];
            foreach (var vpcId in gone)
            {
                Close(vpcId);
            }

            foreach (var (id, state) in seen.All(EntityKind.Vpc))
            {
                if (((VpcState)state).Exists && !_resolvers.ContainsKey(id.Key))
                {
                    _resolvers.Add(id.Key, Open(id.Key, seen.OrdinalOf(id)!.Value));
                }
            }

            _followed = seen;
        }
    }

    private (DnsResolverPlace Place, DnsListener? Listener) Open(string vpcId, int ordinal)
    {
        if (AddressOf(ordinal) is not { } address)
        {
            return (new DnsResolverPlace(IPAddress.None, Port, vpcId, "There are no more addresses.") { Ordinal = ordinal }, null);
        }

        try
        {
            return (new DnsResolverPlace(address, Port, vpcId, null) { Ordinal = ordinal }, Listen(address, Port, vpcId));
        }
        catch (SocketException missing)
        {
            return (new DnsResolverPlace(address, Port, vpcId, missing.Message) { Ordinal = ordinal }, null);
        }
    }

    private void Close(string vpcId)
    {
        _resolvers.Remove(vpcId, out var closed);
        _closing = [.. _closing.Where(each => !each.IsCompleted)];
        if (closed.Listener is { } listener)
        {
            _closing.Add(listener.DisposeAsync().AsTask());
        }
    }

    private DnsListener Listen(IPAddress address, int port, string? vpcId) =>
        DnsListener.Start(address, port, new DnsResponder(() => _heard.For(vpcId), _served.Live.Facts, vpcId, _failed), _connections, _failed, TimeProvider.System);
}
