using System.Collections.Immutable;
using Newtonsoft.Json;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Clients that connect to a service through an interface endpoint, all alike, from one subnet of the endpoint's VPC.</summary>
public sealed record ClientGroup
{
    /// <summary>What the scenario calls the group.</summary>
    [JsonRequired]
    public string Name { get; init; } = "";

    /// <summary>The endpoint that they connect to, by the scenario's name. They begin when it is first available.</summary>
    [JsonRequired]
    public string Endpoint { get; init; } = "";

    /// <summary>The subnet that they are in, by name; it says which zone is theirs. Those from elsewhere are counted to the one that their way in is in.</summary>
    [JsonRequired]
    public string Subnet { get; init; } = "";

    /// <summary>The name that they resolve: <c>regional</c> (the default), <c>private</c>, or a zone for its zonal name.</summary>
    public string Dns { get; init; } = "regional";

    /// <summary>The endpoint whose Regional name they turn to with each connection that fails, by the scenario's name; without it, they turn to none (R30).</summary>
    public string? Fallback { get; init; }

    /// <summary>
    /// How many new connections they open each second, all of them together: 1 to 100000. With KeepOpen, how many they open at most
    /// while some of those are missing.
    /// </summary>
    [JsonRequired]
    public int ConnectionsPerSecond { get; init; }

    /// <summary>
    /// For how many seconds they go on using an answer: 0 to 86400. Without it 60, AWS's time to live (§6.1); more stands for
    /// resolvers that do not respect it, 0 for clients that ask for each connection.
    /// </summary>
    public int ResolverSeconds { get; init; } = 60;

    /// <summary>Which of the addresses they take: <c>anyZone</c> (the default), each in turn; <c>sameZone</c>, that in their own zone where it is answered.</summary>
    public AddressChoice AddressChoice { get; init; }

    /// <summary>For how many seconds each connection stays open: 0 to 86400. Without it 0: it is over within the second in which it was opened.</summary>
    public int ConnectionSeconds { get; init; }

    /// <summary>How many connections they keep open, all of them together, until these break: 0 (the default, none) to 1000000.</summary>
    public int KeepOpen { get; init; }

    /// <summary>
    /// After how many seconds an open connection carries its next packet: 0 (the default), all the time, to 86400. With more than the
    /// idle timeout the flow is dropped silently, and that packet is answered with a reset (§2.14).
    /// </summary>
    public int KeepaliveSeconds { get; init; }

    /// <summary>For how many seconds clients wait for an answer on an open connection before they give it up and open another: 0 to 3600, without it 30.</summary>
    public int NoticeSeconds { get; init; } = 30;

    /// <summary>
    /// For how many seconds clients wait for a TCP connection to open, while SYN is sent again, before they give it up: 1 to 3600.
    /// Without it 10, which is assumed: libraries wait from a second to some minutes.
    /// </summary>
    public int ConnectTimeoutSeconds { get; init; } = 10;

    /// <summary>Where they are: <c>vpc</c> (the default), <c>peered</c> VPC, <c>onPremises</c> or the <c>internet</c>.</summary>
    public ClientSource Source { get; init; }

    /// <summary><c>tcp</c> (the default) or <c>udp</c>, whose flows are counted as connections.</summary>
    public FlowProtocol Protocol { get; init; }

    /// <summary>The port that they connect to: 1 to 65535; without it, no listener is looked for, and filters let every port through.</summary>
    public int? Port { get; init; }

    /// <summary>Their security groups, by name; without any, the default group of their VPC. Nobody knows those of clients elsewhere.</summary>
    public ImmutableArray<string> SecurityGroups { get; init; } = [];

    /// <summary>The address of clients elsewhere, or the block of their addresses, for example <c>192.168.0.0/16</c>; without it, filters take it for any.</summary>
    public string? Address { get; init; }

    /// <summary>The size of their UDP datagrams as IP packets; without it, they are never fragmented (R41).</summary>
    public int? DatagramBytes { get; init; }

    /// <summary>The MTU of their interfaces, which fragments what is larger; without it, 1500.</summary>
    public int? Mtu { get; init; }

    /// <summary>
    /// How many bytes each connection that reaches a target carries, both directions together: 0 (the default) to 10^12, a terabyte.
    /// They count in the second in which it was opened, and are what the run's costs of data rest on.
    /// </summary>
    public long BytesPerConnection { get; init; }

    /// <summary>How many bytes the connections among these carry that reached a target: more than 64 bits hold, in a year of terabytes.</summary>
    public Int128 BytesOf(ConnectionCounts counts) => (Int128)counts.Connected * BytesPerConnection;

    /// <summary>Whether its connections outlast the second in which they are opened.</summary>
    internal bool StayOpen => KeepOpen > 0 || ConnectionSeconds > 0;
}

/// <summary>Where clients are.</summary>
public enum ClientSource
{
    /// <summary>In the endpoint's VPC.</summary>
    Vpc,

    /// <summary>In another VPC, peered with the endpoint's; private DNS names are not answered there.</summary>
    Peered,

    /// <summary>On premises, behind AWS Direct Connect or a VPN; private DNS names are not answered there.</summary>
    OnPremises,

    /// <summary>On the internet, from which no endpoint can be reached (R47).</summary>
    Internet,
}

/// <summary>Which of the addresses that a name answers a client takes.</summary>
public enum AddressChoice
{
    /// <summary>Each in turn, as answers rotate.</summary>
    AnyZone,

    /// <summary>That in the client's own zone where it is answered, otherwise each in turn.</summary>
    SameZone,
}
