using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>An interface endpoint that is billed at a moment.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Owner">The account that made it, which pays for data between Regions.</param>
/// <param name="Payer">The account that pays for its hours and the data that it processes (§2.6).</param>
/// <param name="Region">The Region of its VPC.</param>
/// <param name="ServiceRegion">The Region of its service.</param>
/// <param name="ZoneIds">The zones in which it has an interface.</param>
public sealed record BilledEndpoint(
    string Id, string Owner, string Payer, string Region, string ServiceRegion, ImmutableArray<string> ZoneIds);

/// <summary>A service with a connected endpoint in a Region that is not its own, at a moment.</summary>
/// <param name="ServiceId">Its id.</param>
/// <param name="Owner">The provider, who pays.</param>
/// <param name="Region">The Region of the service.</param>
/// <param name="RemoteRegion">The Region of the endpoint.</param>
public sealed record BilledRemoteRegion(string ServiceId, string Owner, string Region, string RemoteRegion);

/// <summary>All that is billed by the hour at a moment.</summary>
public sealed record Billed(ImmutableArray<BilledEndpoint> Endpoints, ImmutableArray<BilledRemoteRegion> RemoteRegions)
{
    private const string ServiceOwner = "ServiceOwner";

    /// <summary>
    /// What is billed in a world of these entities. An endpoint is, whatever the state of its connection, until somebody deletes it, or its connection
    /// was rejected and the service deleted (§6.4). A remote Region is while a connection from it has been let in.
    /// </summary>
    public static Billed In(RunView view, IReadOnlyCollection<EntityId> things)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(things);
        return new Billed(
            [
                .. from id in things
                   let endpoint = view.Find<InterfaceEndpointState>(id)
                   where endpoint is { Exists: true } && endpoint.Status != EndpointStatus.Deleting
                   let service = view.Find<EndpointServiceState>(new EntityId(EntityKind.EndpointService, endpoint.ServiceId))
                   where endpoint.Status != EndpointStatus.Rejected || service is { Exists: true }
                   select Of(id.Key, endpoint, service),
            ],
            [
                .. from id in things
                   let service = view.Find<EndpointServiceState>(id)
                   where service is { Exists: true }
                   from region in service.Connections.Values.Where(IsLetIn).Select(connection => connection.Region).Distinct(StringComparer.Ordinal)
                   where region != service.Region
                   select new BilledRemoteRegion(id.Key, service.Account, service.Region, region),
            ]);
    }

    private static BilledEndpoint Of(string id, InterfaceEndpointState endpoint, EndpointServiceState? service) => new(
        id,
        endpoint.Account,
        service is { PayerResponsibility: ServiceOwner } ? service.Account : endpoint.Account,
        endpoint.Region,
        endpoint.HostRegion,
        [.. endpoint.Interfaces.Select(each => each.ZoneId)]);

    private static bool IsLetIn(Connection connection) => connection.Status is EndpointStatus.Pending or EndpointStatus.Available;
}
