using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PrivateLinkSim.Host.Tests;

/// <summary>A connection that sends bytes as they are and reads what is answered.</summary>
internal sealed class RawConnection(IPEndPoint address) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly byte[] _buffer = new byte[64 * 1024];
    private Socket? _socket;

    /// <summary>Sends a request; the status of the answer, or null when the server only closes the connection, as it may where there is no request.</summary>
    /// <param name="isWhole">Whether the request ends by itself; otherwise the connection ends with it.</param>
    /// <exception cref="TimeoutException">There is no answer.</exception>
    public async Task<int?> SendAsync(byte[] request, bool isWhole)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            if (_socket is null)
            {
                // Closed with a reset: a million connections would use up the ports otherwise.
                _socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, LingerState = new LingerOption(true, 0) };
                await _socket.ConnectAsync(address, patience.Token);
            }

            await _socket.SendAsync(request, patience.Token);
            if (!isWhole)
            {
                _socket.Shutdown(SocketShutdown.Send);
            }

            var status = await ReadAsync(patience.Token);
            if (!isWhole)
            {
                Close();
            }

            return status;
        }
        catch (SocketException)
        {
            Close();
            return null;
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"No answer within {Patience.TotalSeconds} s to: {Encoding.Latin1.GetString(request)}");
        }
    }

    public void Dispose() => Close();

    private async Task<int?> ReadAsync(CancellationToken cancellation)
    {
        var (read, head) = (0, -1);
        while (head < 0 && read < _buffer.Length)
        {
            var more = await _socket!.ReceiveAsync(_buffer.AsMemory(read), cancellation);
            if (more == 0)
            {
                Close();
                return null;
            }

            read += more;
            head = _buffer.AsSpan(0, read).IndexOf("\r\n\r\n"u8);
        }

        var lines = Encoding.Latin1.GetString(_buffer, 0, head).Split("\r\n");
        var status = int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture);
        var length = lines.FirstOrDefault(line => line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase));
        if (length is null || lines.Contains("Connection: close", StringComparer.OrdinalIgnoreCase))
        {
            Close();
            return status;
        }

        for (var left = int.Parse(length.Split(' ')[1], CultureInfo.InvariantCulture) - (read - head - 4); left > 0;)
        {
            var more = await _socket!.ReceiveAsync(_buffer.AsMemory(0, Math.Min(left, _buffer.Length)), cancellation);
            if (more == 0)
            {
                throw new EndOfStreamException("An answer was cut short.");
            }

            left -= more;
        }

        return status;
    }

    private void Close()
    {
        _socket?.Dispose();
        _socket = null;
    }
}
