using System.Collections.Immutable;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>Who asks for a way.</summary>
/// <param name="Name">As the user named it.</param>
/// <param name="Source">Where it is.</param>
/// <param name="Flow">What it sends, as far as that is its own.</param>
internal sealed record ReachClient(string Name, ClientSource Source, Flow Flow)
{
    /// <summary>The group of clients that it is; null for none.</summary>
    public ClientGroup? Group { get; init; }

    /// <summary>Whether private addresses of other VPCs are reached from there.</summary>
    public bool IsConnected { get; init; }

    /// <summary>The VPC in which it asks for names; null when it is in none.</summary>
    public string? VpcId => Flow.Client?.VpcId;
}

/// <summary>Who asks for a way, and where to.</summary>
/// <param name="To">The name as the user wrote it, without the port.</param>
/// <param name="Flow">What is sent; its family is decided by what the name answers.</param>
internal sealed record ReachQuestion(ReachClient From, string To, Flow Flow);

/// <summary>The way to an address that the name answers.</summary>
/// <param name="EndpointId">The endpoint that has the address.</param>
/// <param name="Interface">The interface that has it.</param>
/// <param name="Blockers">All that bars the way, in its order; none when a target is reached.</param>
/// <param name="First">What decides: the first blocker, or what the targets say.</param>
internal sealed record ReachPath(
    string EndpointId, EndpointInterface Interface, string Address, ImmutableArray<PathVerdict> Blockers, PathVerdict First)
{
    /// <summary>Whether a target is reached.</summary>
    public bool Reachable => Blockers.IsEmpty;
}

/// <summary>What is found out about a client's way to a name.</summary>
/// <param name="DnsName">The name that the client asks for; null when there is none to ask for.</param>
/// <param name="Answer">What the name server answers.</param>
/// <param name="Blockers">What bars the way before there is an address.</param>
/// <param name="Paths">The way to each address that the client may take.</param>
internal sealed record ReachAnswer(
    ReachQuestion Question, string? DnsName, DnsAnswer Answer, ImmutableArray<PathVerdict> Blockers, ImmutableArray<ReachPath> Paths)
{
    /// <summary>Whether a target is reached, whichever address the client takes.</summary>
    public bool Reachable => Blockers.IsEmpty && !Paths.IsEmpty && Paths.All(path => path.Reachable);

    /// <summary>Whether a target is reached through some addresses and not through others.</summary>
    public bool IsPartial => !Reachable && Paths.Any(path => path.Reachable);
}
