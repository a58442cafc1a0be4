using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>A modification that is under way.</summary>
/// <param name="PrivateDnsName">The name that it shall have.</param>
/// <param name="Interfaces">The place that the VPC has ready; null before that.</param>
public sealed record ModificationUnderway(
    VpcEndpointChange Change,
    string PrincipalArn,
    string? PrivateDnsName,
    ImmutableArray<EndpointInterface>? Interfaces,
    ImmutableArray<string> SecurityGroupIds);

/// <summary>What an interface endpoint is, as far as its events tell.</summary>
/// <param name="StatusDue">When the status passes, while it is one that does.</param>
/// <param name="Account">The consumer.</param>
/// <param name="Region">The Region of its VPC.</param>
/// <param name="ServiceRegion">The Region that the call named; null when it named none and the endpoint's own is meant.</param>
/// <param name="NameSuffix">The suffix of its id in DNS names; empty without one.</param>
/// <param name="Interfaces">One for each subnet, in the order of zone ids.</param>
/// <param name="IpAddressType">Which addresses its interfaces have (R45, R46).</param>
/// <param name="DnsRecordIpType">Which records its names have (R58).</param>
/// <param name="PrivateDnsName">The private DNS name that leads to it in its VPC, or null.</param>
/// <param name="Requested">While it is being made: what was asked for.</param>
/// <param name="Underway">The modification that service and VPC are asked about, within an instant, and the place that is ready for it.</param>
/// <param name="InterfacesDrawn">How many interface ids were drawn.</param>
/// <param name="Notifications">Its own connection notifications, by id.</param>
/// <param name="NotificationTokens">What was made with a client token (§2.17).</param>
/// <param name="Creator">Who awaits the answer to its creation or modification.</param>
public sealed record InterfaceEndpointState(
    EndpointStatus Status,
    Moment? StatusDue,
    string Account,
    string PrincipalArn,
    string Region,
    string VpcId,
    string ServiceName,
    string? ServiceRegion,
    string NameSuffix,
    ImmutableArray<EndpointInterface> Interfaces,
    ImmutableArray<string> SecurityGroupIds,
    IpAddressType IpAddressType,
    DnsRecordIpType DnsRecordIpType,
    string? PrivateDnsName,
    NewVpcEndpoint? Requested,
    ModificationUnderway? Underway,
    long InterfacesDrawn,
    ImmutableSortedDictionary<string, string> Tags,
    ImmutableSortedDictionary<string, ConnectionNotification> Notifications,
    ImmutableSortedDictionary<string, NotificationToken> NotificationTokens,
    long NotificationsDrawn,
    Requester Creator) : IState
{
    /// <summary>An endpoint that was never made.</summary>
    public static readonly InterfaceEndpointState Initial =
        new(EndpointStatus.None, null, "", "", "", "", "", null, "", [], [], IpAddressType.Ipv4, DnsRecordIpType.Ipv4, null, null, null, 0, Domain.Tags.None, Sorted.Map<ConnectionNotification>(), Sorted.Map<NotificationToken>(), 0, Requester.Nobody);

    /// <summary>Whether it is pending because of a modification: interfaces that it kept carry traffic meanwhile (§2.2).</summary>
    public bool IsModifying { get; init; }

    /// <summary>Until when a fault keeps everything from passing through it; null without one.</summary>
    public Moment? DisruptedUntil { get; init; }

    /// <summary>The packets that are lost at its interfaces; null when none are.</summary>
    public PacketLoss? PacketLoss { get; init; }

    /// <summary>How much longer round trips through its interfaces take; null when they do not.</summary>
    public AddedLatency? AddedLatency { get; init; }

    /// <summary>Whether the service's private DNS name works in its VPC (R15, R63).</summary>
    public bool PrivateDnsEnabled => PrivateDnsName is not null;

    /// <summary>The status in which its deletion began.</summary>
    public EndpointStatus DeletedFrom { get; init; }

    /// <summary>Whether the endpoint shows in Describe: it was made and is not gone.</summary>
    public bool Exists => Status is not EndpointStatus.None and not EndpointStatus.Requested and not EndpointStatus.Deleted;

    /// <summary>The Region of the service.</summary>
    public string HostRegion => ServiceRegion ?? Region;

    /// <summary>Whether the service lies in another Region.</summary>
    public bool IsCrossRegion => HostRegion != Region;

    /// <summary>The service's id, out of its name.</summary>
    public string ServiceId =>
        Domain.ServiceName.TryParse(ServiceName, out _, out var id) ? id : "";

    /// <summary>The interfaces that a consumer sees (settings <c>pendingEndpointHasInterfaces</c>, <c>rejectedEndpointKeepsInterfaces</c>).</summary>
    public ImmutableArray<EndpointInterface> VisibleInterfaces(Settings settings) => HasNames(settings) ? Interfaces : [];

    /// <summary>Whether the endpoint's DNS names exist (the same settings). While it is being deleted, those that it had before do.</summary>
    public bool HasNames(Settings settings) => (Status == EndpointStatus.Deleting ? DeletedFrom : Status) switch
    {
        EndpointStatus.PendingAcceptance => settings.PendingEndpointHasInterfaces,
        EndpointStatus.Rejected => settings.RejectedEndpointKeepsInterfaces,
        _ => Exists,
    };
}
