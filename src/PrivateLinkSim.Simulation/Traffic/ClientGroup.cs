using Newtonsoft.Json;

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

    /// <summary>The subnet that they are in, by name; it says which zone is theirs.</summary>
    [JsonRequired]
    public string Subnet { get; init; } = "";

    /// <summary>The name that they resolve: <c>regional</c> (the default), <c>private</c>, or a zone for its zonal name.</summary>
    public string Dns { get; init; } = "regional";

    /// <summary>How many new connections they open each second, all of them together: 1 to 100000.</summary>
    [JsonRequired]
    public int ConnectionsPerSecond { get; init; }

    /// <summary>
    /// For how many seconds they go on using an answer: 0 to 86400. Without it 60, AWS's time to live (§6.1); more stands for
    /// resolvers that do not respect it, 0 for clients that ask for each connection.
    /// </summary>
    public int ResolverSeconds { get; init; } = 60;

    /// <summary>Which of the addresses they take: <c>anyZone</c> (the default), each in turn; <c>sameZone</c>, that in their own zone where it is answered.</summary>
    public AddressChoice AddressChoice { get; init; }

    /// <summary>
    /// How many bytes each connection that reaches a target carries, both directions together: 0 (the default) to 10^12, a terabyte.
    /// They count in the second in which it was opened, and are what the run's costs of data rest on.
    /// </summary>
    public long BytesPerConnection { get; init; }
}

/// <summary>Which of the addresses that a name answers a client takes.</summary>
public enum AddressChoice
{
    /// <summary>Each in turn, as answers rotate.</summary>
    AnyZone,

    /// <summary>That in the client's own zone where it is answered, otherwise each in turn.</summary>
    SameZone,
}
