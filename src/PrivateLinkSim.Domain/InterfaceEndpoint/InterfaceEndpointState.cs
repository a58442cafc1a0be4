using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>What an interface endpoint is, as far as its events tell.</summary>
/// <param name="StatusDue">When the status passes, while it is one that does.</param>
/// <param name="Account">The consumer.</param>
/// <param name="Region">The Region of its VPC.</param>
/// <param name="ServiceRegion">The Region that the call named; null when it named none and the endpoint's own is meant.</param>
/// <param name="NameSuffix">The suffix of its id in DNS names; empty without one.</param>
/// <param name="Interfaces">One for each subnet, in the order of zone ids.</param>
/// <param name="Creator">Who awaited the answer to its creation.</param>
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
    Requester Creator) : IState
{
    /// <summary>An endpoint that was never made.</summary>
    public static readonly InterfaceEndpointState Initial =
        new(EndpointStatus.None, null, "", "", "", "", "", null, "", [], Requester.Nobody);

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

    /// <summary>Whether the endpoint's DNS names exist (the same settings).</summary>
    public bool HasNames(Settings settings) => Status switch
    {
        EndpointStatus.PendingAcceptance => settings.PendingEndpointHasInterfaces,
        EndpointStatus.Rejected => settings.RejectedEndpointKeepsInterfaces,
        _ => Exists,
    };
}
