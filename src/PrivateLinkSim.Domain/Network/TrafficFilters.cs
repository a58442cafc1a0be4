using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>The ports of a filter's rule, both ends included.</summary>
/// <param name="From">The first.</param>
/// <param name="To">The last.</param>
public readonly record struct PortSpan(int From, int To)
{
    /// <summary>The highest port that there is.</summary>
    public const int Highest = 65535;

    /// <summary>All ports.</summary>
    public static readonly PortSpan All = new(0, Highest);

    /// <summary>Whether the ports are some that exist, the first not behind the last.</summary>
    public bool IsSound => From >= 0 && From <= To && To <= Highest;

    /// <summary>Whether a port is among them.</summary>
    public bool Contains(int port) => port >= From && port <= To;
}

/// <summary>A rule of a security group; exactly one of block and group says who is let in, or out to whom.</summary>
/// <param name="Protocol">TCP or UDP; null for all, or for another one.</param>
/// <param name="FromPort">The first port; null for all ports.</param>
/// <param name="ToPort">The last port; null for all ports.</param>
/// <param name="CidrIp">The block of addresses that is let in.</param>
/// <param name="SourceGroupId">The group whose members are let in.</param>
/// <param name="OtherProtocol">Another protocol, by AWS's name or by number: <c>icmp</c>, whose type and code stand for the ports.</param>
/// <param name="Description">What it is for; it makes no other rule of it.</param>
/// <param name="RuleId">Its id, where that does not follow from what the rule says.</param>
public sealed record SecurityGroupRule(
    FlowProtocol? Protocol, int? FromPort, int? ToPort, string? CidrIp, string? SourceGroupId, string? OtherProtocol = null, string? Description = null, string? RuleId = null)
{
    /// <summary>The rule in AWS's words.</summary>
    public string Text => FormattableString.Invariant(
        $"\"peer: {CidrIp ?? SourceGroupId}, {OtherProtocol?.ToUpperInvariant() ?? Protocol?.ToString().ToUpperInvariant() ?? "ALL"}, from port: {Ports.From}, to port: {Ports.To}, ALLOW\"");

    /// <summary>Whether it has ports that exist and one peer. The ports of other protocols are something else.</summary>
    public bool IsSound =>
        (OtherProtocol is null ? Ports.IsSound : Protocol is null)
        && CidrIp is null != SourceGroupId is null
        && (CidrIp is null || AddressBlocks.IsBlock(CidrIp));

    /// <summary>Whether another rule says the same.</summary>
    public bool IsSameAs(SecurityGroupRule other) => other with { Description = null, RuleId = null } == this with { Description = null, RuleId = null };

    /// <summary>The ports that it lets in to.</summary>
    public PortSpan Ports => new(FromPort ?? 0, ToPort ?? PortSpan.Highest);

    /// <summary>Whether the rule lets a flow in. What is not known of a flow fits every rule.</summary>
    /// <param name="source">The sender's address or block; null when it is not known.</param>
    /// <param name="groups">The sender's groups; null when they are not known.</param>
    public bool LetsIn(Flow flow, string? source, ImmutableArray<string>? groups) =>
        OtherProtocol is null
        && (Protocol is null || Protocol == flow.Protocol)
        && (flow.Port is not { } port || Ports.Contains(port))
        && (SourceGroupId is { } group
            ? groups?.Contains(group, StringComparer.Ordinal) ?? true
            : source is null || (CidrIp is { } block && AddressBlocks.Contains(block, source)));
}

/// <summary>An entry of a network ACL. The first that matches decides.</summary>
/// <param name="Allow">Whether it lets pass.</param>
/// <param name="Protocol">TCP or UDP; null for all.</param>
/// <param name="FromPort">The first destination port; null for all ports.</param>
/// <param name="ToPort">The last destination port; null for all ports.</param>
/// <param name="CidrBlock">The addresses at the other end.</param>
public sealed record NetworkAclEntry(bool Allow, FlowProtocol? Protocol, int? FromPort, int? ToPort, string CidrBlock)
{
    /// <summary>The ports that it speaks of.</summary>
    public PortSpan Ports => new(FromPort ?? 0, ToPort ?? PortSpan.Highest);

    // A sender that stands for many addresses passes where all of them do: all must lie in what allows, and none in what denies.
    internal bool Matches(FlowProtocol protocol, int? port, string? peer) =>
        (Protocol is null || Protocol == protocol)
        && (port is { } known ? Ports.Contains(known) : Allow || Ports == PortSpan.All)
        && (peer is null ? Allow || AddressBlocks.IsEverything(CidrBlock)
            : Allow ? AddressBlocks.Contains(CidrBlock, peer)
            : AddressBlocks.Overlap(CidrBlock, peer));
}

/// <summary>A network ACL: stateless, so both directions of a flow need an entry. What no entry allows is dropped.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Inbound">Into the subnet, in the order in which they are asked.</param>
/// <param name="Outbound">Out of the subnet.</param>
public sealed record NetworkAcl(string Name, ImmutableArray<NetworkAclEntry> Inbound, ImmutableArray<NetworkAclEntry> Outbound)
{
    /// <summary>Whether entries let everything pass that goes to these ports. What is not known fits what allows, and no denial but one of everything.</summary>
    /// <param name="entries">Those of one direction.</param>
    /// <param name="ports">The destination ports, all of which must pass; null when they are not known.</param>
    /// <param name="peer">The address or block at the other end; null when it is not known.</param>
    public static bool Passes(ImmutableArray<NetworkAclEntry> entries, FlowProtocol protocol, PortSpan? ports, string? peer) =>
        ports is { } span ? Telling(entries, span).All(port => IsAllowed(entries, protocol, port, peer)) : IsAllowed(entries, protocol, null, peer);

    private static bool IsAllowed(ImmutableArray<NetworkAclEntry> entries, FlowProtocol protocol, int? port, string? peer) =>
        entries.FirstOrDefault(entry => entry.Matches(protocol, port, peer)) is { Allow: true };

    // Between two ends of entries, all ports fare alike.
    private static IEnumerable<int> Telling(ImmutableArray<NetworkAclEntry> entries, PortSpan span) =>
        entries.SelectMany(entry => (int[])[entry.Ports.From, entry.Ports.To + 1]).Where(span.Contains).Append(span.From);
}
