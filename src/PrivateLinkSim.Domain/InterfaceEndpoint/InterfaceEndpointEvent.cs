using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>What can have happened to an interface endpoint. The storage format: change a case only through a new version.</summary>
public abstract record InterfaceEndpointEvent : IEvent
{
    private InterfaceEndpointEvent()
    {
    }

    /// <summary>Creation began; the VPC is asked for addresses.</summary>
    public sealed record CreationRequested(
        string Account,
        string PrincipalArn,
        string Region,
        string VpcId,
        string ServiceName,
        string? ServiceRegion,
        ImmutableArray<string> SubnetIds,
        Requester Requester) : InterfaceEndpointEvent;

    /// <summary>The VPC reserved an address in each subnet; the service is asked to let the endpoint in.</summary>
    public sealed record InterfacesReserved(ImmutableArray<EndpointInterface> Interfaces) : InterfaceEndpointEvent;

    /// <summary>Somebody refused; the endpoint was never made, and holds nothing.</summary>
    public sealed record CreationRefused(Rejection Rejection, EntityId By) : InterfaceEndpointEvent;

    /// <summary>The endpoint was made: it awaits acceptance or is being provisioned until <paramref name="Due"/>.</summary>
    public sealed record Created(EndpointStatus Status, Moment Due, string NameSuffix, ImmutableArray<ZonePath> Paths) : InterfaceEndpointEvent;

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
public sealed record EndpointInterface(
    string NetworkInterfaceId,
    string SubnetId,
    string ZoneId,
    string ZoneName,
    string Address,
    string ProviderZoneId,
    bool Healthy,
    bool Withdrawn,
    Moment? Due);
