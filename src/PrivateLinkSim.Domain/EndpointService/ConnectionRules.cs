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
        if ((RefuseOrigin(state, request, serviceName, context)
            ?? RefuseZones(state, request, serviceName, context.Facts.Regions)
            ?? ServiceIpAddressTypes.RefuseEndpoint(state, request.IpAddressType, serviceName, context.Facts.Settings)) is { } refused)
        {
            return refused;
        }

        var paths = request.Region == state.Region ? [] : CrossRegionPaths.Choose(state, request.Subnets, context.Facts.Regions);
        var fact = new EndpointServiceEvent.ConnectionRequested(
            request.VpcEndpointId, request.Account, request.Region, state.AcceptanceRequired, request.IpAddressType, paths);
        return Decision<EndpointServiceEvent>.Accept(
            [fact, .. ConnectionNotifications.Deliver(state, ConnectionEvent.Connect, request.VpcEndpointId)],
            new EndpointServiceReply.ConnectionGranted(state.AcceptanceRequired, paths));
    }

    /// <summary>Whether a connected endpoint may have these zones and this IP address type (R57). What it has already is not judged again.</summary>
    public static Decision<EndpointServiceEvent> Review(EndpointServiceState state, ConnectionRequest request, in Context context)
    {
        var serviceName = ServiceName.Make(state.Region, context.Self.Key);
        if (!state.Exists)
        {
            return EndpointServiceDecider.NameDoesNotExist(serviceName, "§2.1/name");
        }

        if (Find(state, request.VpcEndpointId, out var connection) is { } unknown)
        {
            return unknown;
        }

        var (settings, regions) = (context.Facts.Settings, context.Facts.Regions);
        if (((request.AddsZones && !settings.ModifyAfterRegionRemoval && !IsSupported(state, connection.Region)
                ? EndpointServiceDecider.NameDoesNotExist(serviceName, "§2.2/removed", settings.RegionNotSupportedCode)
                : null)
            ?? RefuseZones(state, request, serviceName, regions)
            ?? (request.IpAddressType == connection.IpAddressType
                ? null
                : ServiceIpAddressTypes.RefuseEndpoint(state, request.IpAddressType, serviceName, settings))) is { } refused)
        {
            return refused;
        }

        var paths = connection.Region == state.Region ? [] : CrossRegionPaths.Revise(state, connection, request.Subnets, regions);
        return Decision<EndpointServiceEvent>.Accept(
            request.IpAddressType == connection.IpAddressType && paths.SequenceEqual(connection.Paths)
                ? []
                : [new EndpointServiceEvent.ConnectionModified(request.VpcEndpointId, request.IpAddressType, paths)],
            new EndpointServiceReply.ConnectionReviewed(paths));
    }

    public static Decision<EndpointServiceEvent> Accept(EndpointServiceState state, string endpointId, Facts facts)
    {
        var settings = facts.Settings;
        if (Find(state, endpointId, out var connection) is { } unknown)
        {
            return unknown;
        }

        var rejected = connection.Status == EndpointStatus.Rejected;
        if (connection.Status != EndpointStatus.PendingAcceptance && !(rejected && settings is { RejectedConnectionMayBeAccepted: true, RejectedEndpointKeepsInterfaces: true }))
        {
            return WrongStatus(endpointId, connection, "accepted", settings) with { Rule = rejected ? "§2.3/rejected" : "§2.3" };
        }

        if (!settings.AcceptAfterRegionRemoval && !IsSupported(state, connection.Region))
        {
            return new Rejection(
                settings.ConnectionStateCode,
                $"The connection of {endpointId} comes from {connection.Region}, which the service no longer supports.",
                "§2.3/removed");
        }

        var accepted = Accepted(state, endpointId).ToImmutableArray();

        // The paths of a rejected connection were not moved when their zones failed or left.
        return Decision<EndpointServiceEvent>.Accept(
            [.. accepted, .. rejected ? CrossRegionPaths.Moving(accepted.Aggregate(state, EndpointServiceDecider.Evolve), facts.Regions) : []]);
    }

    /// <summary>The connections that wait are accepted, as far as each could be (§2.3/pending).</summary>
    public static IEnumerable<EndpointServiceEvent> AcceptPending(EndpointServiceState state, Settings settings) =>
        state.Connections
            .Where(each => each.Value.Status == EndpointStatus.PendingAcceptance
                && (settings.AcceptAfterRegionRemoval || IsSupported(state, each.Value.Region)))
            .SelectMany(each => Accepted(state, each.Key));

    public static Decision<EndpointServiceEvent> Reject(EndpointServiceState state, string endpointId, Settings settings) =>
        Find(state, endpointId, out var connection) is { } unknown ? unknown
        : connection.Status is EndpointStatus.PendingAcceptance or EndpointStatus.Available
            ? Decision<EndpointServiceEvent>.Accept(
                [
                    new EndpointServiceEvent.ConnectionRejected(endpointId),
                    .. ConnectionNotifications.Deliver(state, ConnectionEvent.Reject, endpointId),
                ])
            : WrongStatus(endpointId, connection, "rejected", settings);

    /// <summary>An endpoint tells its status. Its deletion is announced when it begins.</summary>
    public static Decision<EndpointServiceEvent> Learn(EndpointServiceState state, string endpointId, EndpointStatus status) =>
        state.Connections.TryGetValue(endpointId, out var connection)
            ? Decision<EndpointServiceEvent>.Accept(
                [
                    new EndpointServiceEvent.ConnectionStatusChanged(endpointId, status),
                    .. status == EndpointStatus.Deleting && connection.Status != EndpointStatus.Deleting
                        ? ConnectionNotifications.Deliver(state, ConnectionEvent.Delete, endpointId)
                        : [],
                ])
            : Decision<EndpointServiceEvent>.Accept();

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
        EndpointServiceEvent.ConnectionModified modified => state with
        {
            Connections = state.Connections.SetItem(
                modified.VpcEndpointId,
                state.Connections[modified.VpcEndpointId] with { IpAddressType = modified.IpAddressType, Paths = modified.Paths }),
        },
        _ => throw new UnreachableException($"EndpointService gives no meaning to {fact.GetType().Name}."),
    };

    /// <summary>Why an endpoint can't use the service, by its name, owner and Region alone, or null.</summary>
    public static Rejection? RefuseOrigin(EndpointServiceState state, ConnectionRequest request, string serviceName, in Context context) =>
        RefuseName(state, request, serviceName, context) ?? RefuseRegion(state, request, serviceName, context.Facts.Settings);

    private static IEnumerable<EndpointServiceEvent> Accepted(EndpointServiceState state, string endpointId) =>
    [
        new EndpointServiceEvent.ConnectionAccepted(endpointId),
        .. ConnectionNotifications.Deliver(state, ConnectionEvent.Accept, endpointId),
    ];

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
