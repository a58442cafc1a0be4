using System.Net;
using System.Net.Sockets;

namespace PrivateLinkSim.Host;

/// <summary>Looks whether a port can be listened on before a run is begun that nobody could reach.</summary>
internal static class PortCheck
{
    /// <summary>Takes a port and gives it back.</summary>
    /// <param name="option">What names another port.</param>
    /// <exception cref="UsageException">It can't be had.</exception>
    public static void RequireFree(IPAddress address, int port, ProtocolType protocol, string option)
    {
        using var socket = new Socket(address.AddressFamily, protocol == ProtocolType.Udp ? SocketType.Dgram : SocketType.Stream, protocol);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            if (protocol == ProtocolType.Tcp)
            {
                socket.Listen(1);
            }
        }
        catch (SocketException taken)
        {
            throw new UsageException($"Port {port} of {address} can't be listened on: {taken.Message}; {option} names another port.", ExitCode.NotReachable);
        }
    }
}
