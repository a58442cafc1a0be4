using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>Who may connect to an endpoint service, from where and through which zones, and what the provider may do with a connection.</summary>
internal static class ConnectionRules
{
    public static Decision<EndpointServiceEvent> Request(
        EndpointServiceState state, ConnectionRequest request, in Context context)
    {
        var serviceName = ServiceName.Make(state.Region, context.Self.Key);
        if ((RefuseName(state, request, serviceName, context)
            ?? RefuseRegion(state, request, serviceName, context.Facts.Settings)
            ?? RefuseZones(state, request, serviceName, context.Facts.Regions)) is { } refused)
        {
            return refused;
        }

        var paths = request.Region == state.Region ? [] : CrossRegionPaths.Choose(state, request.Subnets);
        var fact = new EndpointServiceEvent.ConnectionRequested(
            request.VpcEndpointId, request.Account, request.Region, state.AcceptanceRequired, request.IpAddressType, paths);
        return Decision<EndpointServiceEvent>.Accept(
            [fact], new EndpointServiceReply.ConnectionGranted(state.AcceptanceRequired, paths));
    }

    public static Decision<EndpointServiceEvent> Accept(EndpointServiceState state, string endpointId, Settings settings)
    {
        if (Find(state, endpointId, out var connection) is { } unknown)
        {
            return unknown;
        }

        if (connection.Status != EndpointStatus.PendingAcceptance)
        {
            return WrongStatus(endpointId, connection, "accepted", settings);
        }

        if (!settings.AcceptAfterRegionRemoval && !IsSupported(state, connection.Region))
        {
            return new Rejection(
                settings.ConnectionStateCode,
                $"The connection of {endpointId} comes from {connection.Region}, which the service no longer supports.",
                "§2.3/removed");
        }

        return Decision<EndpointServiceEvent>.Accept(new EndpointServiceEvent.ConnectionAccepted(endpointId));
    }

    public static Decision<EndpointServiceEvent> Reject(EndpointServiceState state, string endpointId, Settings settings) =>
        Find(state, endpointId, out var connection) is { } unknown ? unknown
        : connection.Status is EndpointStatus.PendingAcceptance or EndpointStatus.Available
            ? Decision<EndpointServiceEvent>.Accept(new EndpointServiceEvent.ConnectionRejected(endpointId))
            : WrongStatus(endpointId, connection, "rejected", settings);

    public static EndpointServiceState Evolve(EndpointServiceState state, EndpointServiceEvent fact) => fact switch
    {
        EndpointServiceEvent.ConnectionRequested requested => state with
        {
            Connections = state.Connections.Add(requested.VpcEndpointId, new Connection(
                requested.Account,
                requested.Region,
                requested.AwaitsAcceptance ? EndpointStatus.PendingAcceptance : EndpointStatus.Pending,
                requested.IpAddressType,
                requested.Paths)),
        },
        EndpointServiceEvent.ConnectionAccepted accepted => With(state, accepted.VpcEndpointId, EndpointStatus.Pending),
        EndpointServiceEvent.ConnectionRejected rejected => With(state, rejected.VpcEndpointId, EndpointStatus.Rejected),
        EndpointServiceEvent.ConnectionStatusChanged { Status: EndpointStatus.Deleted } gone =>
            state with { Connections = state.Connections.Remove(gone.VpcEndpointId) },
        EndpointServiceEvent.ConnectionStatusChanged changed => With(state, changed.VpcEndpointId, changed.Status),
        _ => throw new UnreachableException($"EndpointService gives no meaning to {fact.GetType().Name}."),
    };

    private static Rejection? RefuseName(
        EndpointServiceState state, ConnectionRequest request, string serviceName, in Context context)
    {
        if (state.Status != ServiceStatus.Available || request.ServiceName != serviceName)
        {
            return EndpointServiceDecider.NameDoesNotExist(request.ServiceName, "§2.1/name");
        }

        // A Region that was removed can't be selected as the service Region either: the page's literal words (R33).
        if ((request.ServiceRegion ?? request.Region) != state.Region)
        {
            return state.RemovedRegions.Contains(request.ServiceRegion ?? "")
                ? EndpointServiceDecider.NameDoesNotExist(serviceName, "R33", context.Facts.Settings.RegionNotSupportedCode)
                : EndpointServiceDecider.NameDoesNotExist(serviceName, request.ServiceRegion is null ? "R19b" : "R19");
        }

        return state.Allows(request.Account, request.PrincipalArn, context.Facts.Settings)
            ? null
            : EndpointServiceDecider.NameDoesNotExist(serviceName, "R4");
    }

    private static Rejection? RefuseRegion(
        EndpointServiceState state, ConnectionRequest request, string serviceName, Settings settings) =>
        IsSupported(state, request.Region)
            ? null
            : EndpointServiceDecider.NameDoesNotExist(
                serviceName, state.RemovedRegions.Contains(request.Region) ? "R33" : "R19a", settings.RegionNotSupportedCode);

    private static Rejection? RefuseZones(
        EndpointServiceState state, ConnectionRequest request, string serviceName, RegionTable regions)
    {
        if (request.Region == state.Region)
        {
            return request.Subnets.FirstOrDefault(subnet => !state.Zones.ContainsKey(subnet.ZoneId)) is { } outside
                ? new Rejection(
                    "InvalidParameter",
                    $"The VPC endpoint service {serviceName} does not support the availability zone of the subnet: {outside.SubnetId}.",
                    "R36a")
                : null;
        }

        if (!regions.TryGet(request.Region, out var region))
        {
            throw new UnreachableException($"An endpoint lies in {request.Region}, which is no Region.");
        }

        ImmutableArray<string> remote = [.. region.Zones.Where(zone => zone.CrossRegion).Select(zone => zone.ZoneId)];
        return request.Subnets.All(subnet => remote.Contains(subnet.ZoneId, StringComparer.Ordinal))
            ? null
            : new Rejection(
                "InvalidParameter",
                $"Only the following availability zones are supported for remote access: {string.Join(", ", remote)}",
                "§2.12/remote");
    }

    private static bool IsSupported(EndpointServiceState state, string region) =>
        state.SupportedRegions.TryGetValue(region, out var supported) && supported.Status == SupportedRegionStatus.Available;

    private static Rejection? Find(EndpointServiceState state, string endpointId, out Connection connection) =>
        state.Connections.TryGetValue(endpointId, out connection!)
            ? null
            : new Rejection("InvalidVpcEndpointId.NotFound", $"The VpcEndPoint ID '{endpointId}' does not exist", "§2.2/id");

    private static Rejection WrongStatus(string endpointId, Connection connection, string verb, Settings settings) => new(
        settings.ConnectionStateCode,
        $"The connection of {endpointId} is {connection.Status.OnTheWire()} and can't be {verb}.",
        "§2.3");

    private static EndpointServiceState With(EndpointServiceState state, string endpointId, EndpointStatus status) =>
        state with { Connections = state.Connections.SetItem(endpointId, state.Connections[endpointId] with { Status = status }) };
}
