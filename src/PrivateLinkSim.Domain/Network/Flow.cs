namespace PrivateLinkSim.Domain;

/// <summary>Where a flow to an endpoint comes from.</summary>
public enum FlowSource
{
    /// <summary>From a client in the endpoint's VPC, or one that reaches it privately.</summary>
    Vpc,

    /// <summary>From the internet.</summary>
    Internet,
}

/// <summary>The transport of a flow.</summary>
public enum FlowProtocol
{
    /// <summary>TCP connections.</summary>
    Tcp,

    /// <summary>UDP datagrams.</summary>
    Udp,
}

/// <summary>The traffic that a path is judged for.</summary>
/// <param name="Source">Where it comes from (R47).</param>
/// <param name="Family">The address that it is sent to: A for the interface's IPv4 address, AAAA for its IPv6 address.</param>
/// <param name="Protocol">TCP or UDP.</param>
/// <param name="DatagramBytes">The size of a UDP datagram as an IP packet; null for one that is never fragmented.</param>
/// <param name="SenderMtu">The MTU of the sender's interface, which fragments what is larger (R41); null means 1500.</param>
public sealed record Flow(
    FlowSource Source = FlowSource.Vpc,
    DnsRecordType Family = DnsRecordType.A,
    FlowProtocol Protocol = FlowProtocol.Tcp,
    int? DatagramBytes = null,
    int? SenderMtu = null)
{
    private const int EthernetMtu = 1500;

    /// <summary>Whether the sender cuts the datagrams into fragments, at its own MTU (R41).</summary>
    public bool IsFragmented => Protocol == FlowProtocol.Udp && DatagramBytes > (SenderMtu ?? EthernetMtu);
}
