using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>What may be asked of a Region.</summary>
public abstract record RegionCommand : ICommand
{
    private RegionCommand()
    {
    }

    /// <summary>Topology: an account as it stands when the run starts.</summary>
    public sealed record DeclareAccount(string Account, bool OptedIn, ImmutableArray<ZoneName> ZoneNames) : RegionCommand;

    /// <summary>Account API EnableRegion, for the caller's account.</summary>
    public sealed record EnableRegion : RegionCommand;

    /// <summary>Account API DisableRegion, for the caller's account.</summary>
    public sealed record DisableRegion : RegionCommand;

    /// <summary>The deadline of EnableRegion or DisableRegion.</summary>
    public sealed record CompleteOptStatus(string Account) : RegionCommand;

    /// <summary>Any call into this Region of an account that is not enabled here: it never gets to what it names (§3.1).</summary>
    public sealed record TurnAway : RegionCommand;

    /// <summary>EC2 CreateVpc, with an Amazon-provided IPv6 block (a /56) if one is wanted.</summary>
    /// <param name="FiltersFromTheStart">Whether its default security group lets in its members alone, and not everything until its rules are told.</param>
    public sealed record CreateVpc(
        string CidrBlock,
        bool AmazonProvidedIpv6CidrBlock = false,
        ImmutableSortedDictionary<string, string>? Tags = null,
        bool FiltersFromTheStart = false) : RegionCommand;

    /// <summary>Fault: a zone stops passing traffic.</summary>
    /// <param name="Duration">For how long; null until it is repaired.</param>
    /// <param name="PowerStays">Whether only its network fails, so that clients in it are up and notice (az-network-disruption).</param>
    public sealed record ImpairZone(string ZoneId, TimeSpan? Duration = null, bool PowerStays = false) : RegionCommand;

    /// <summary>Repair of <see cref="ImpairZone"/>.</summary>
    public sealed record RepairZone(string ZoneId) : RegionCommand;

    /// <summary>Fault: the whole Region is lost.</summary>
    /// <param name="Duration">For how long; null until it is repaired.</param>
    public sealed record BeginOutage(TimeSpan? Duration = null) : RegionCommand;

    /// <summary>Repair of <see cref="BeginOutage"/>.</summary>
    public sealed record EndOutage : RegionCommand;

    /// <summary>Fault inter-region-disruption: nothing passes between this Region and another.</summary>
    public sealed record CutOff(string Region, TimeSpan Duration) : RegionCommand;

    /// <summary>Repair of <see cref="CutOff"/>, and its deadline.</summary>
    public sealed record Reconnect(string Region) : RegionCommand;

    /// <summary>From a load balancer: whether it is to be shifted away from a zone that AWS finds impaired.</summary>
    public sealed record WatchForAutoshift(string LoadBalancerArn, bool Enabled) : RegionCommand;

    /// <summary>The deadline of AWS's decision about a zone.</summary>
    public sealed record SettleAutoshift(string ZoneId) : RegionCommand;

    /// <summary>Fault control-plane-outage: calls fail, traffic goes on.</summary>
    public sealed record LoseControlPlane(TimeSpan Duration) : RegionCommand;

    /// <summary>Repair of <see cref="LoseControlPlane"/>, and its deadline.</summary>
    public sealed record RestoreControlPlane : RegionCommand;

    /// <summary>Fault packet-loss: of the packets that pass a place, so many of a million are lost.</summary>
    /// <param name="Place">A zone of the Region, or another Region: the way to it.</param>
    public sealed record LosePackets(string Place, int Millionths, TimeSpan Duration) : RegionCommand;

    /// <summary>Repair of <see cref="LosePackets"/>, and its deadline.</summary>
    public sealed record EndPacketLoss(string Place) : RegionCommand;

    /// <summary>Fault latency: a round trip through a place takes so much longer.</summary>
    /// <param name="Place">A zone of the Region, or another Region: the way to it.</param>
    public sealed record AddLatency(string Place, int Milliseconds, TimeSpan Duration) : RegionCommand;

    /// <summary>Repair of <see cref="AddLatency"/>, and its deadline.</summary>
    public sealed record EndLatency(string Place) : RegionCommand;

    /// <summary>Fault dns-delay: changes of what names answer reach the resolvers of all VPCs here so much later.</summary>
    public sealed record DelayDns(int Seconds, TimeSpan Duration) : RegionCommand;

    /// <summary>Repair of <see cref="DelayDns"/>, and its deadline.</summary>
    public sealed record EndDnsDelay : RegionCommand;
}

/// <summary>What a Region answers.</summary>
public abstract record RegionReply : IReply
{
    private RegionReply()
    {
    }

    /// <summary>The account's opt status after the call.</summary>
    public sealed record OptStatus(RegionOptStatus Status) : RegionReply;
}

/// <summary>An account's status in a Region (Account API RegionOptStatus).</summary>
public enum RegionOptStatus
{
    /// <summary>Not opted in.</summary>
    Disabled,

    /// <summary>Opting in; the Region can't be used yet.</summary>
    Enabling,

    /// <summary>Opted in.</summary>
    Enabled,

    /// <summary>Opting out; the Region can't be used any more.</summary>
    Disabling,

    /// <summary>The Region needs no opting in.</summary>
    EnabledByDefault,
}
