using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host;

/// <content>The two ends of a connection.</content>
internal static partial class Narrative
{
    private static Telling Tell(EndpointServiceEvent fact, Names names, Moment at) => fact switch
    {
        EndpointServiceEvent.CreationRequested requested => Telling.Detail($"asks {names.List(requested.Service.NetworkLoadBalancerArns)} to be its front end"),
        EndpointServiceEvent.LoadBalancerBound bound => Telling.Detail(
            $"has {names.Of(bound.LoadBalancerArn)} as its front end in {string.Join(", ", bound.Facts.Zones.Select(zone => zone.ZoneId))}"),
        EndpointServiceEvent.CreationRefused refused => Telling.Detail($"is not made: {names.Of(refused.By)} refused ({refused.Rejection.Rule})"),
        EndpointServiceEvent.Created created => Telling.Story(
            created.Due == at ? "is made" : $"is made; usable from {names.At(created.Due)}"),
        EndpointServiceEvent.BecameAvailable => Telling.Story("is Available"),
        EndpointServiceEvent.SupportedRegionAdded added => new Telling(
            $"is to support {added.Region} from {names.At(added.Due)}", IsStory: added.Due > at),
        EndpointServiceEvent.SupportedRegionActivated activated => Telling.Story($"can be reached from {activated.Region}"),
        EndpointServiceEvent.SupportedRegionRemoved removed => Telling.Story($"takes no new endpoints from {removed.Region}; those that exist go on"),
        EndpointServiceEvent.SupportedRegionDeleted deleted => Telling.Story($"no longer supports {deleted.Region}"),
        EndpointServiceEvent.AcceptanceRequirementSet set => Telling.Story(
            set.Required ? "accepts each connection by hand from now on" : "lets connections in without acceptance from now on"),
        EndpointServiceEvent.PrincipalAllowed allowed => Telling.Story($"may be connected to by {names.Principal(allowed.Principal)}"),
        EndpointServiceEvent.PrincipalDisallowed disallowed => Telling.Story(
            $"takes no new connections of {names.Principal(disallowed.Principal)}; those that exist go on"),
        EndpointServiceEvent.ConnectionRequested requested => Telling.Story(
            $"{(requested.AwaitsAcceptance ? "is asked to accept" : "lets in")} {names.Of(requested.VpcEndpointId)} of {names.Of(requested.Account)} from {requested.Region}{PathsOf(requested.Paths)}"),
        EndpointServiceEvent.ConnectionAccepted accepted => Telling.Story($"accepts {names.Of(accepted.VpcEndpointId)}"),
        EndpointServiceEvent.ConnectionRejected rejected => Telling.Story($"rejects {names.Of(rejected.VpcEndpointId)}"),
        EndpointServiceEvent.ConnectionStatusChanged changed => Telling.Detail(
            $"hears that {names.Of(changed.VpcEndpointId)} is {changed.Status.OnTheWire()}"),
        EndpointServiceEvent.ProviderZoneHealthChanged changed => Telling.Detail(
            $"hears that {Passing(changed.ZoneIds, changed.Healthy)}; cross-Region paths follow at {names.At(changed.Due)}"),
        EndpointServiceEvent.ProviderZoneWithdrawn withdrawn => Telling.Detail($"takes {withdrawn.ZoneId} out of cross-Region use"),
        EndpointServiceEvent.ProviderZoneRestored restored => Telling.Detail($"takes {restored.ZoneId} back into cross-Region use"),
        EndpointServiceEvent.CrossRegionPathsMoved moved => Telling.Detail(
            $"moves {string.Join(", ", moved.Paths.Select(path => $"{names.Of(path.VpcEndpointId)} {path.ConsumerZoneId}: {path.FromZoneId} → {path.ToZoneId}"))}"),
        EndpointServiceEvent.Deleted => Telling.Story("is deleted"),
        _ => throw Untold(fact),
    };

    private static Telling Tell(InterfaceEndpointEvent fact, Names names) => fact switch
    {
        InterfaceEndpointEvent.CreationRequested requested => Telling.Detail($"asks {names.Of(requested.Endpoint.VpcId)} for addresses"),
        InterfaceEndpointEvent.InterfacesReserved reserved => Telling.Detail(
            $"has {string.Join(", ", reserved.Interfaces.Select(each => $"{each.Ipv4 ?? each.Ipv6} in {each.ZoneId}"))}"),
        InterfaceEndpointEvent.CreationRefused refused => Telling.Detail($"is not made: {names.Of(refused.By)} refused ({refused.Rejection.Rule})"),
        InterfaceEndpointEvent.Created created => Telling.Story($"is made: {created.Status.OnTheWire()} until {names.At(created.Due)}{(created.Status == EndpointStatus.PendingAcceptance ? " at the latest" : "")}"),
        InterfaceEndpointEvent.Accepted accepted => Telling.Story($"is accepted: pending until {names.At(accepted.Due)}"),
        InterfaceEndpointEvent.Rejected => Telling.Story("is rejected"),
        InterfaceEndpointEvent.Expired => Telling.Story("is expired: nobody accepted it in time"),
        InterfaceEndpointEvent.BecameAvailable => Telling.Story("is available"),
        InterfaceEndpointEvent.Failed failed => Telling.Story($"is failed: {failed.Reason}"),
        InterfaceEndpointEvent.DeletionStarted started => Telling.Story($"is deleting until {names.At(started.Due)}"),
        InterfaceEndpointEvent.Deleted => Telling.Story("is deleted"),
        InterfaceEndpointEvent.ZoneHealthChanged changed => Telling.Detail(
            $"hears that {Passing(changed.ZoneIds, changed.Healthy)}; the Regional name follows at {names.At(changed.Due)}"),
        InterfaceEndpointEvent.AddressWithdrawn withdrawn => Telling.Story($"loses its address in {withdrawn.ZoneId} from the Regional name's answers (R37)"),
        InterfaceEndpointEvent.AddressRestored restored => Telling.Story($"has its address in {restored.ZoneId} back in the Regional name's answers (R37)"),
        InterfaceEndpointEvent.PathMoved moved => Telling.Story($"traffic from {moved.ConsumerZoneId} enters through {moved.ToZoneId} instead of {moved.FromZoneId} (R37)"),
        _ => throw Untold(fact),
    };

    private static string PathsOf(IReadOnlyCollection<ZonePath> paths) =>
        paths.Count == 0 ? "" : $" ({string.Join(", ", paths.Select(path => $"{path.ConsumerZoneId} → {path.ProviderZoneId}"))})";
}
