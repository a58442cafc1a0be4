namespace PrivateLinkSim.Domain;

/// <summary>The protocols of listeners and target groups as ELBv2 writes them.</summary>
public static class ListenerProtocolText
{
    /// <summary>The protocol in AWS's word: <c>TCP_UDP</c>.</summary>
    public static string OnTheWire(this ListenerProtocol protocol) => protocol switch
    {
        ListenerProtocol.TcpUdp => "TCP_UDP",
        ListenerProtocol.Tcp => "TCP",
        ListenerProtocol.Tls => "TLS",
        _ => "UDP",
    };
}
