using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace PrivateLinkSim.Host;

/// <summary>A resolver's address: answers datagrams and connections there until it is disposed.</summary>
internal sealed class DnsListener : IAsyncDisposable
{
    private const int MostQuestionBytes = 4096;
    private const int Backlog = 64;

    // How long a connection may say nothing, and how long a message or its answer may take (RFC 7766 asks for seconds).
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Socket _datagrams;
    private readonly Socket _streams;
    private readonly DnsResponder _responder;
    private readonly SemaphoreSlim _connections;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _end = new();
    private Task _running = Task.CompletedTask;

    private DnsListener(Socket datagrams, Socket streams, DnsResponder responder, SemaphoreSlim connections, TimeProvider clock) =>
        (_datagrams, _streams, _responder, _connections, _clock) = (datagrams, streams, responder, connections, clock);

    /// <summary>The port that it listens on, of UDP and of TCP.</summary>
    public int Port => ((IPEndPoint)_datagrams.LocalEndPoint!).Port;

    /// <summary>Starts to listen at an address.</summary>
    /// <param name="port">The port; 0 for any that is free in both protocols.</param>
    /// <param name="connections">How many connections there may still be; those beyond are closed at once.</param>
    /// <param name="failed">Told of a bug that keeps it from listening on.</param>
    /// <param name="clock">By what silent clients are known.</param>
    /// <exception cref="SocketException">The address is not there, or the port is taken.</exception>
    public static DnsListener Start(IPAddress address, int port, DnsResponder responder, SemaphoreSlim connections, Action<Exception> failed, TimeProvider clock)
    {
        const int Attempts = 20;
        for (var attempt = 1; ; attempt++)
        {
            var datagrams = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            var streams = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                datagrams.Bind(new IPEndPoint(address, port));
                streams.Bind(datagrams.LocalEndPoint!);
                streams.Listen(Backlog);
                var listener = new DnsListener(datagrams, streams, responder, connections, clock);
                listener._running = Task.WhenAll(listener.WatchAsync(listener.DatagramsAsync, failed), listener.WatchAsync(listener.StreamsAsync, failed));
                return listener;
            }
            catch (SocketException)
            {
                datagrams.Dispose();
                streams.Dispose();

                // A port that is free for datagrams can be taken for streams.
                if (port != 0 || attempt == Attempts)
                {
                    throw;
                }
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running;
        _datagrams.Dispose();
        _streams.Dispose();
    }

    private async Task WatchAsync(Func<CancellationToken, Task> listen, Action<Exception> failed)
    {
        await Task.Yield();
        try
        {
            await listen(_end.Token);
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
        }
        catch (Exception bug)
        {
            failed(bug);
        }
    }

    private async Task DatagramsAsync(CancellationToken end)
    {
        var (question, answer) = (new byte[MostQuestionBytes], new byte[DnsWire.MostDatagramBytes]);
        var sender = new SocketAddress(AddressFamily.InterNetwork);
        while (true)
        {
            try
            {
                var length = await _datagrams.ReceiveFromAsync(question, SocketFlags.None, sender, end);
                var written = _responder.Answer(question.AsSpan(0, length), answer, isStream: false);
                if (written > 0)
                {
                    _datagrams.SendTo(answer.AsSpan(0, written), SocketFlags.None, sender);
                }
            }
            catch (SocketException)
            {
                // A question that is too long, or an answer that can't be sent to where it says it is from, is lost as datagrams are.
                end.ThrowIfCancellationRequested();
            }
        }
    }

    private async Task StreamsAsync(CancellationToken end)
    {
        while (true)
        {
            var connection = await _streams.AcceptAsync(end);
            if (_connections.Wait(0, end))
            {
                _ = ConverseAsync(connection, end);
            }
            else
            {
                connection.Dispose();
            }
        }
    }

    private async Task ConverseAsync(Socket connection, CancellationToken end)
    {
        using var patience = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _clock);
        using var ending = end.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), patience);
        var (question, answer) = (ArrayPool<byte>.Shared.Rent(MostQuestionBytes), ArrayPool<byte>.Shared.Rent(2 + DnsWire.MostStreamBytes));
        try
        {
            connection.NoDelay = true;
            while (await ReadAsync(connection, question, patience) is var length and > 0)
            {
                var written = _responder.Answer(question.AsSpan(0, length), answer.AsSpan(2, DnsWire.MostStreamBytes), isStream: true);
                if (written == 0)
                {
                    return;
                }

                BinaryPrimitives.WriteUInt16BigEndian(answer, (ushort)written);
                await SendAsync(connection, answer.AsMemory(0, 2 + written), patience.Token);
            }
        }
        catch (Exception gone) when (gone is SocketException or OperationCanceledException)
        {
            // Whoever asked has gone, or was too slow.
        }
        finally
        {
            connection.Dispose();
            ArrayPool<byte>.Shared.Return(question);
            ArrayPool<byte>.Shared.Return(answer);
            _connections.Release();
        }
    }

    // The length of the next message; 0 when there is none, or it is longer than any question.
    private static async Task<int> ReadAsync(Socket connection, byte[] into, CancellationTokenSource patience)
    {
        patience.CancelAfter(Patience);
        if (!await FillAsync(connection, into.AsMemory(0, 2), patience.Token))
        {
            return 0;
        }

        var length = BinaryPrimitives.ReadUInt16BigEndian(into);
        return length <= MostQuestionBytes && await FillAsync(connection, into.AsMemory(0, length), patience.Token) ? length : 0;
    }

    private static async Task<bool> FillAsync(Socket connection, Memory<byte> into, CancellationToken patience)
    {
        for (var filled = 0; filled < into.Length;)
        {
            var more = await connection.ReceiveAsync(into[filled..], SocketFlags.None, patience);
            if (more == 0)
            {
                return false;
            }

            filled += more;
        }

        return true;
    }

    private static async Task SendAsync(Socket connection, ReadOnlyMemory<byte> answer, CancellationToken patience)
    {
        for (var sent = 0; sent < answer.Length;)
        {
            sent += await connection.SendAsync(answer[sent..], SocketFlags.None, patience);
        }
    }
}
