using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>What can have happened to an interface endpoint. The storage format: change a case only through a new version.</summary>
public abstract record InterfaceEndpointEvent : IEvent
{
    private InterfaceEndpointEvent()
    {
    }

    /// <summary>A fault keeps everything from passing through the endpoint.</summary>
    public sealed record Disrupted(Moment Until) : InterfaceEndpointEvent;

    /// <summary>The disruption is over.</summary>
    public sealed record DisruptionEnded : InterfaceEndpointEvent;

    /// <summary>The interface in a zone failed, which is found out at <paramref name="Due"/>.</summary>
    public sealed record InterfaceFailed(string ZoneId, Moment Due, Moment Until) : InterfaceEndpointEvent;

    /// <summary>The interface in a zone works again, which is found out at <paramref name="Due"/>.</summary>
    public sealed record InterfaceRepaired(string ZoneId, Moment Due) : InterfaceEndpointEvent;

    /// <summary>Packets that pass its interfaces began to be lost.</summary>
    /// <param name="Millionths">How many of a million, in each direction.</param>
    public sealed record PacketLossBegan(int Millionths, Moment Until) : InterfaceEndpointEvent;

    /// <summary>No packets are lost at its interfaces any more.</summary>
    public sealed record PacketLossEnded : InterfaceEndpointEvent;

    /// <summary>Round trips through its interfaces began to take longer.</summary>
    public sealed record LatencyBegan(int Milliseconds, Moment Until) : InterfaceEndpointEvent;

    /// <summary>Round trips through its interfaces take as long as ever.</summary>
    public sealed record LatencyEnded : InterfaceEndpointEvent;

    /// <summary>Creation began, with what the call left out filled in; the service is asked for its private DNS name if one is wanted, then the VPC for addresses.</summary>
    public sealed record CreationRequested(
        string Account, string PrincipalArn, string Region, NewVpcEndpoint Endpoint, Requester Requester) : InterfaceEndpointEvent;

    /// <summary>The service told which private DNS name it offers; null when the endpoint gets none.</summary>
    public sealed record PrivateDnsNameLearned(string? PrivateDnsName) : InterfaceEndpointEvent;

    /// <summary>The VPC reserved an address in each subnet; the service is asked to let the endpoint in.</summary>
    public sealed record InterfacesReserved(
        ImmutableArray<EndpointInterface> Interfaces, ImmutableArray<string> SecurityGroupIds) : InterfaceEndpointEvent;

    /// <summary>
    /// Somebody refused; the endpoint was never made, and holds nothing. When it was refused before anybody was asked, nothing came
    /// before, and the fact says whose creation it was and who awaits the answer.
    /// </summary>
    public sealed record CreationRefused(Rejection Rejection, EntityId By, string? Account = null, Requester? Requester = null) : InterfaceEndpointEvent;

    /// <summary>
    /// The endpoint was made: it awaits acceptance or is being provisioned until <paramref name="Due"/>. <paramref name="DnsNames"/>
    /// are those that exist now (R13, §2.8); null in journals of the first release.
    /// </summary>
    public sealed record Created(
        EndpointStatus Status, Moment Due, string NameSuffix, ImmutableArray<ZonePath> Paths, ImmutableArray<string>? DnsNames = null) : InterfaceEndpointEvent;

    /// <summary>The provider accepted; the endpoint is being provisioned until <paramref name="Due"/>.</summary>
    public sealed record Accepted(Moment Due) : InterfaceEndpointEvent;

    /// <summary>The provider rejected.</summary>
    public sealed record Rejected(bool KeepsInterfaces) : InterfaceEndpointEvent;

    /// <summary>Nobody accepted in time.</summary>
    public sealed record Expired : InterfaceEndpointEvent;

    /// <summary>The endpoint is usable.</summary>
    public sealed record BecameAvailable : InterfaceEndpointEvent;

    /// <summary>The endpoint could not be made available.</summary>
    public sealed record Failed(string Reason) : InterfaceEndpointEvent;

    /// <summary>A modification began; service and VPC are asked, as far as it concerns them.</summary>
    public sealed record ModificationRequested(VpcEndpointChange Change, string PrincipalArn, Requester Requester) : InterfaceEndpointEvent;

    /// <summary>The VPC has the new place ready; the service is asked whether it may be.</summary>
    public sealed record RevisionReserved(
        ImmutableArray<EndpointInterface> Interfaces, ImmutableArray<string> SecurityGroupIds) : InterfaceEndpointEvent;

    /// <summary>Somebody refused; nothing changed. <paramref name="Revised"/>: the VPC had the new place ready and has the former one back.</summary>
    public sealed record ModificationRefused(Rejection Rejection, EntityId By, bool? Revised = null) : InterfaceEndpointEvent;

    /// <summary>
    /// The endpoint is so now. While <paramref name="Due"/> is set it is pending until then (§2.2: modify is available, pending,
    /// available); tags, security groups and DNS options alone leave it as it is.
    /// </summary>
    public sealed record Modified(
        ImmutableArray<EndpointInterface> Interfaces,
        ImmutableArray<string> SecurityGroupIds,
        IpAddressType IpAddressType,
        DnsRecordIpType DnsRecordIpType,
        string? PrivateDnsName,
        Moment? Due) : InterfaceEndpointEvent;

    /// <summary>The private DNS name no longer leads to the endpoint.</summary>
    public sealed record PrivateDnsNameLost : InterfaceEndpointEvent;

    /// <summary>A connection notification was made.</summary>
    public sealed record NotificationCreated(
        string NotificationId, string TopicArn, ImmutableArray<ConnectionEvent> Events, string? ClientToken, Moment At) : InterfaceEndpointEvent;

    /// <summary>A connection notification was changed.</summary>
    public sealed record NotificationModified(string NotificationId, string TopicArn, ImmutableArray<ConnectionEvent> Events) : InterfaceEndpointEvent;

    /// <summary>A connection notification was deleted.</summary>
    public sealed record NotificationDeleted(string NotificationId) : InterfaceEndpointEvent;

    /// <summary>A notification was delivered to its topic: the named sink is this row of the log.</summary>
    public sealed record NotificationDelivered(string NotificationId, string TopicArn, ConnectionEvent ConnectionEvent) : InterfaceEndpointEvent;

    /// <summary>Tags were put on the endpoint.</summary>
    public sealed record TagsCreated(ImmutableSortedDictionary<string, string> Tags) : InterfaceEndpointEvent;

    /// <summary>Tags were taken off the endpoint.</summary>
    public sealed record TagsDeleted(ImmutableArray<string> Keys) : InterfaceEndpointEvent;

    /// <summary>Deletion began; it ends at <paramref name="Due"/>.</summary>
    public sealed record DeletionStarted(Moment Due) : InterfaceEndpointEvent;

    /// <summary>The endpoint is gone and holds nothing.</summary>
    public sealed record Deleted : InterfaceEndpointEvent;

    /// <summary>Zones of the endpoint stopped passing traffic, or pass it again. At <paramref name="Due"/> the Regional name follows.</summary>
    public sealed record ZoneHealthChanged(ImmutableArray<string> ZoneIds, bool Healthy, Moment Due) : InterfaceEndpointEvent;

    /// <summary>A zone's address left the answers of the Regional name (R37).</summary>
    public sealed record AddressWithdrawn(string ZoneId) : InterfaceEndpointEvent;

    /// <summary>A zone's address is back in the answers of the Regional name.</summary>
    public sealed record AddressRestored(string ZoneId) : InterfaceEndpointEvent;

    /// <summary>Traffic from a zone takes another provider zone (R37).</summary>
    public sealed record PathMoved(string ConsumerZoneId, string FromZoneId, string ToZoneId) : InterfaceEndpointEvent;
}

/// <summary>An endpoint network interface: one for each subnet.</summary>
/// <param name="ZoneName">The consumer account's name of the zone.</param>
/// <param name="ProviderZoneId">The provider zone that its traffic enters; within the Region, its own (R36a).</param>
/// <param name="Healthy">Whether its zone passes traffic, as the VPC said.</param>
/// <param name="Withdrawn">Whether its address is out of the Regional name's answers.</param>
/// <param name="Due">When <paramref name="Withdrawn"/> follows <paramref name="Healthy"/>, while they differ.</param>
/// <param name="FailedUntil">Until when a fault keeps it from passing anything; null without one.</param>
/// <param name="Provisioning">True for an interface that a modification made, until the endpoint is available again.</param>
public sealed record EndpointInterface(
    string NetworkInterfaceId,
    string SubnetId,
    string ZoneId,
    string ZoneName,
    string? Ipv4,
    string? Ipv6,
    string ProviderZoneId,
    bool Healthy,
    bool Withdrawn,
    Moment? Due,
    bool? Provisioning = null,
    Moment? FailedUntil = null)
{
    /// <summary>Whether it passes traffic: its zone does, and it has not failed itself.</summary>
    public bool IsSound => Healthy && FailedUntil is null;

    /// <summary>denyAllIgwTraffic: an IPv6 address of an endpoint is unreachable from the internet (R47, R48).</summary>
    public bool DeniesAllIgwTraffic => Ipv6 is not null;

    /// <summary>Its address of the family that a record type stands for, or null.</summary>
    public string? AddressOf(DnsRecordType type) => type == DnsRecordType.A ? Ipv4 : Ipv6;
}
