using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>What can have happened to a Region. The storage format: change a case only through a new version.</summary>
public abstract record RegionEvent : IEvent
{
    private RegionEvent()
    {
    }

    /// <summary>An account stands so from the start of the run.</summary>
    public sealed record AccountDeclared(string Account, bool OptedIn, ImmutableArray<ZoneName> ZoneNames) : RegionEvent;

    /// <summary>An account began to opt in.</summary>
    public sealed record OptInStarted(string Account, Moment Due) : RegionEvent;

    /// <summary>An account is opted in.</summary>
    public sealed record OptInCompleted(string Account) : RegionEvent;

    /// <summary>An account began to opt out.</summary>
    public sealed record OptOutStarted(string Account, Moment Due) : RegionEvent;

    /// <summary>An account is opted out.</summary>
    public sealed record OptOutCompleted(string Account) : RegionEvent;

    /// <summary>An account asked for a VPC, which gets this id.</summary>
    /// <param name="Tags">The VPC's tags; null for none.</param>
    /// <param name="FiltersFromTheStart">True when its default security group lets in its members alone.</param>
    public sealed record VpcPlaced(
        string VpcId,
        string Account,
        string CidrBlock,
        string? Ipv6CidrBlock,
        ImmutableArray<ZoneName> ZoneNames,
        Requester Requester,
        ImmutableSortedDictionary<string, string>? Tags = null,
        bool? FiltersFromTheStart = null) : RegionEvent;

    /// <summary>A zone stopped passing traffic.</summary>
    /// <param name="Until">When it is repaired; null when that is not known.</param>
    /// <param name="PowerStays">True when only its network fails.</param>
    public sealed record ZoneImpaired(string ZoneId, Moment? Until = null, bool? PowerStays = null) : RegionEvent;

    /// <summary>A zone passes traffic again.</summary>
    public sealed record ZoneRepaired(string ZoneId) : RegionEvent;

    /// <summary>The Region was lost, with all its zones.</summary>
    /// <param name="Until">When it is back; null when that is not known.</param>
    public sealed record OutageBegan(ImmutableArray<string> ZoneIds, Moment? Until = null) : RegionEvent;

    /// <summary>The Region is back; zones that were impaired by themselves still are.</summary>
    public sealed record OutageEnded(ImmutableArray<string> ZoneIds) : RegionEvent;

    /// <summary>Nothing passes any more between this Region and another.</summary>
    public sealed record CutOff(string Region, Moment Until) : RegionEvent;

    /// <summary>Traffic passes again between this Region and another.</summary>
    public sealed record Reconnected(string Region) : RegionEvent;

    /// <summary>A load balancer is shifted away from zones that AWS finds impaired, or no longer is.</summary>
    public sealed record AutoshiftResourceChanged(string LoadBalancerArn, bool Enabled) : RegionEvent;

    /// <summary>A zone turned bad or sound; AWS decides about it at <paramref name="Due"/>.</summary>
    public sealed record AutoshiftAwaited(string ZoneId, Moment Due) : RegionEvent;

    /// <summary>A zone turned back before AWS decided.</summary>
    public sealed record AutoshiftCalledOff(string ZoneId) : RegionEvent;

    /// <summary>AWS finds a zone impaired and does not shift away from it: it does from another one, or no zone is sound.</summary>
    public sealed record AutoshiftHeldBack(string ZoneId) : RegionEvent;

    /// <summary>AWS shifts traffic away from a zone.</summary>
    public sealed record AutoshiftStarted(string AwayFrom) : RegionEvent;

    /// <summary>AWS no longer shifts traffic away from a zone.</summary>
    public sealed record AutoshiftEnded(string AwayFrom) : RegionEvent;

    /// <summary>Calls into the Region fail; traffic goes on.</summary>
    public sealed record ControlPlaneLost(Moment Until) : RegionEvent;

    /// <summary>Calls into the Region work again.</summary>
    public sealed record ControlPlaneRestored : RegionEvent;

    /// <summary>Packets that pass a zone, or the way to another Region, began to be lost.</summary>
    /// <param name="Millionths">How many of a million, in each direction.</param>
    public sealed record PacketLossBegan(RegionPlace Place, int Millionths, Moment Until) : RegionEvent;

    /// <summary>No packets are lost any more in a zone, or on the way to another Region.</summary>
    public sealed record PacketLossEnded(RegionPlace Place) : RegionEvent;

    /// <summary>Round trips through a zone, or to another Region, began to take longer.</summary>
    public sealed record LatencyBegan(RegionPlace Place, int Milliseconds, Moment Until) : RegionEvent;

    /// <summary>Round trips through a zone, or to another Region, take as long as ever.</summary>
    public sealed record LatencyEnded(RegionPlace Place) : RegionEvent;

    /// <summary>Changes of what names answer began to reach the resolvers of its VPCs late.</summary>
    public sealed record DnsDelayBegan(int Seconds, Moment Until) : RegionEvent;

    /// <summary>The resolvers of its VPCs have what is answered now, and hear of changes at once.</summary>
    public sealed record DnsDelayEnded : RegionEvent;
}

/// <summary>Where packets pass in a Region; exactly one member is set.</summary>
/// <param name="ZoneId">One of its zones.</param>
/// <param name="PeerRegion">The way to another Region, which has no direction.</param>
public sealed record RegionPlace(string? ZoneId = null, string? PeerRegion = null);
