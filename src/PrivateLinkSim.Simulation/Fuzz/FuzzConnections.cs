using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>What services and endpoints say of each other.</summary>
internal static class FuzzConnections
{
    public static IEnumerable<string> NoZombie(FuzzLook look)
    {
        foreach (var (id, service) in look.View.All<EndpointServiceState>(EntityKind.EndpointService))
        {
            foreach (var (endpointId, connection) in service.Connections)
            {
                var endpoint = look.View.Find<InterfaceEndpointState>(new EntityId(EntityKind.InterfaceEndpoint, endpointId));
                if (endpoint is not { Exists: true } || endpoint.ServiceId != id.Key)
                {
                    yield return $"{id} has a connection of {endpointId}, {(endpoint is { Exists: true } ? $"which belongs to {endpoint.ServiceId}" : "which does not exist")}.";
                }
                else if (endpoint.Status != connection.Status && !IsPassing(endpoint, connection))
                {
                    yield return $"{endpointId} is {endpoint.Status.OnTheWire()}, and {id} says {connection.Status.OnTheWire()}.";
                }
                else if (endpoint.IpAddressType != connection.IpAddressType || endpoint.Account != connection.Account || endpoint.Region != connection.Region)
                {
                    yield return $"{endpointId} is {endpoint.IpAddressType} of {endpoint.Account} in {endpoint.Region}, and {id} says {connection.IpAddressType} of {connection.Account} in {connection.Region}.";
                }
            }
        }

        foreach (var (id, endpoint) in look.Endpoints)
        {
            var service = look.View.Find<EndpointServiceState>(new EntityId(EntityKind.EndpointService, endpoint.ServiceId));
            if (service is null || !service.Connections.ContainsKey(id.Key))
            {
                yield return $"{id} has no connection at {endpoint.ServiceId}.";
            }
            else if (!service.Exists && endpoint.Status is EndpointStatus.Available or EndpointStatus.Pending or EndpointStatus.PendingAcceptance)
            {
                yield return $"{id} is {endpoint.Status.OnTheWire()} at {endpoint.ServiceId}, which is deleted.";
            }
        }
    }

    public static IEnumerable<string> Paths(FuzzLook look)
    {
        foreach (var (id, service) in look.Services)
        {
            foreach (var (endpointId, connection) in service.Connections)
            {
                var endpoint = look.View.Find<InterfaceEndpointState>(new EntityId(EntityKind.InterfaceEndpoint, endpointId));
                var isLive = connection.Status is EndpointStatus.Available or EndpointStatus.Pending or EndpointStatus.PendingAcceptance;
                if (endpoint is not { Exists: true } || !endpoint.IsCrossRegion || !isLive)
                {
                    continue;
                }

                var told = connection.Paths.Select(path => $"{path.ConsumerZoneId}>{path.ProviderZoneId}").Order(StringComparer.Ordinal);
                var known = endpoint.Interfaces.Select(each => $"{each.ZoneId}>{each.ProviderZoneId}").Order(StringComparer.Ordinal);
                if (!told.SequenceEqual(known, StringComparer.Ordinal))
                {
                    yield return $"{id} leads {endpointId} {string.Join(", ", told)}, and the endpoint says {string.Join(", ", known)}.";
                }

                foreach (var path in connection.Paths.Where(path => !service.Zones.ContainsKey(path.ProviderZoneId)))
                {
                    yield return $"{endpointId} enters {id} through {path.ProviderZoneId}, which is no zone of it.";
                }
            }
        }
    }

    // An endpoint that is being deleted or has expired says so; what the provider says of it then changes nothing.
    private static bool IsPassing(InterfaceEndpointState endpoint, Connection connection) =>
        endpoint is { Status: EndpointStatus.Pending, IsModifying: true } && connection.Status == EndpointStatus.Available;
}
