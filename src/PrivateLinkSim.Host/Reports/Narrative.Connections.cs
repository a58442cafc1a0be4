using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host;

/// <content>The two ends of a connection.</content>
internal static partial class Narrative
{
    private static Telling Tell(EndpointServiceEvent fact, Names names, Moment at) => fact switch
    {
        EndpointServiceEvent.CreationRequested requested => Telling.Detail($"asks {names.List(requested.Service.NetworkLoadBalancerArns)} to be its front end"),
        EndpointServiceEvent.CreationTurnedDown down => Telling.Detail($"is not made: the request of {names.Of(down.Account)} is refused ({down.Rejection.Rule})"),
        EndpointServiceEvent.LoadBalancerBound bound => Telling.Detail(
            $"has {names.Of(bound.LoadBalancerArn)} as its front end in {string.Join(", ", bound.Facts.Zones.Select(zone => zone.ZoneId))}"),
        EndpointServiceEvent.LoadBalancerRemoved removed => Telling.Story($"no longer has {names.Of(removed.LoadBalancerArn)} as its front end"),
        EndpointServiceEvent.LoadBalancerLearned learned => Telling.Detail($"hears what {names.Of(learned.LoadBalancerArn)} is now: {FactsOf(learned.Facts)}"),
        EndpointServiceEvent.ModificationRequested requested => Telling.Detail($"asks {names.List(requested.Change.AddNetworkLoadBalancerArns)} to be its front end too"),
        EndpointServiceEvent.ModificationRefused refused => Telling.Detail($"stays as it is: {Refusal(refused.Rejection, refused.By, names)}"),
        EndpointServiceEvent.ModificationCompleted => Telling.Detail("is as it was asked to be"),
        EndpointServiceEvent.ZonesJoined joined => Telling.Story($"is in {Join(joined.Zones.Select(zone => zone.ZoneId))} too"),
        EndpointServiceEvent.ZonesTakenOutOfService taken => Telling.Story(
            $"has no load balancer in service in {Join(taken.ZoneIds)}; Regional names of endpoints in the Region leave it out (§6.2)"),
        EndpointServiceEvent.ZonesPutIntoService put => Telling.Story($"has a load balancer in service in {Join(put.ZoneIds)} again (§6.2)"),
        EndpointServiceEvent.ZonesLeft left => Telling.Story($"is no longer in {Join(left.ZoneIds)}"),
        EndpointServiceEvent.CreationRefused refused => Telling.Detail($"is not made: {Refusal(refused.Rejection, refused.By, names)}"),
        EndpointServiceEvent.Created created => Telling.Story(
            created.Due == at ? "is made" : $"is made; usable from {names.At(created.Due)}"),
        EndpointServiceEvent.BecameAvailable => Telling.Story("is Available"),
        EndpointServiceEvent.SupportedRegionAdded added => new Telling(
            $"is to support {added.Region} from {names.At(added.Due)}", IsStory: added.Due > at),
        EndpointServiceEvent.SupportedRegionActivated activated => Telling.Story($"can be reached from {activated.Region}"),
        EndpointServiceEvent.SupportedRegionRemoved removed => Telling.Story($"takes no new endpoints from {removed.Region}; those that exist go on"),
        EndpointServiceEvent.SupportedRegionDeleted deleted => Telling.Story($"no longer supports {deleted.Region}"),
        EndpointServiceEvent.IpAddressTypesSet set => Telling.Story($"is offered over {string.Join(" and ", set.SupportedIpAddressTypes.Select(type => type.OnTheWire()))}"),
        EndpointServiceEvent.PrivateDnsNameSet set => Telling.Story(
            $"has the private DNS name {set.PrivateDnsName}, to be verified by TXT \"{set.Value}\" at {set.Name}.{NameToProve(set.PrivateDnsName)}"),
        EndpointServiceEvent.PrivateDnsNameRemoved => Telling.Story("has no private DNS name any more"),
        EndpointServiceEvent.PrivateDnsNameLost lost => Telling.Story($"takes its former private DNS name from {names.List(lost.VpcEndpointIds)}"),
        EndpointServiceEvent.PrivateDnsVerificationStarted started => Telling.Story(
            started.Due == at ? "looks for its TXT record" : $"is to look for its TXT record at {names.At(started.Due)}"),
        EndpointServiceEvent.TxtRecordsRequested requested => Telling.Detail($"asks public DNS for {Join(requested.Names)}"),
        EndpointServiceEvent.PrivateDnsNameVerified => Telling.Story("has a verified private DNS name; consumers can use it"),
        EndpointServiceEvent.PrivateDnsVerificationFailed => Telling.Story("has a private DNS name that is not verified: its TXT record was not found"),
        EndpointServiceEvent.PayerResponsibilitySet set => Telling.Story(
            set.PayerResponsibility == "ServiceOwner" ? "is paid for by its owner, endpoints included" : $"is paid for by {set.PayerResponsibility}"),
        EndpointServiceEvent.NotificationCreated created => NotificationSet(created.NotificationId, created.TopicArn, created.Events, names),
        EndpointServiceEvent.NotificationModified modified => NotificationSet(modified.NotificationId, modified.TopicArn, modified.Events, names),
        EndpointServiceEvent.NotificationDeleted deleted => Telling.Story($"no longer has notification {names.Of(deleted.NotificationId)}"),
        EndpointServiceEvent.NotificationDelivered delivered => Telling.Story(
            $"tells {TopicOf(delivered.TopicArn)} of {delivered.ConnectionEvent} of {names.Of(delivered.VpcEndpointId)}"),
        EndpointServiceEvent.TagsCreated created => Telling.Story($"is tagged {TagsOf(created.Tags)}"),
        EndpointServiceEvent.TagsDeleted deleted => Telling.Story($"is no longer tagged {Join(deleted.Keys)}"),
        EndpointServiceEvent.MarketplaceListingDeclared declared => Telling.Story(
            declared.UserFriendlyDnsName is { } friendly ? $"is listed in AWS Marketplace as {friendly}" : "is listed in AWS Marketplace"),
        EndpointServiceEvent.ConnectionModified modified => Telling.Detail(
            $"takes {names.Of(modified.VpcEndpointId)} as {modified.IpAddressType.OnTheWire()}{PathsOf(modified.Paths)}"),
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
        InterfaceEndpointEvent.PrivateDnsNameLearned learned => Telling.Detail(
            learned.PrivateDnsName is { } name ? $"hears that {name} may lead to it" : "hears that no private DNS name leads to it"),
        InterfaceEndpointEvent.InterfacesReserved reserved => Telling.Detail($"has {InterfacesOf(reserved.Interfaces)}"),
        InterfaceEndpointEvent.CreationRefused refused => Telling.Detail($"is not made: {Refusal(refused.Rejection, refused.By, names)}"),
        InterfaceEndpointEvent.Created created => Telling.Story($"is made: {created.Status.OnTheWire()} until {names.At(created.Due)}{(created.Status == EndpointStatus.PendingAcceptance ? " at the latest" : "")}"),
        InterfaceEndpointEvent.Accepted accepted => Telling.Story($"is accepted: pending until {names.At(accepted.Due)}"),
        InterfaceEndpointEvent.Rejected => Telling.Story("is rejected"),
        InterfaceEndpointEvent.Expired => Telling.Story("is expired: nobody accepted it in time"),
        InterfaceEndpointEvent.BecameAvailable => Telling.Story("is available"),
        InterfaceEndpointEvent.Failed failed => Telling.Story($"is failed: {failed.Reason}"),
        InterfaceEndpointEvent.ModificationRequested requested => Telling.Detail($"is to have {Wish(requested.Change, names)}"),
        InterfaceEndpointEvent.RevisionReserved reserved => Telling.Detail($"may have {InterfacesOf(reserved.Interfaces)}"),
        InterfaceEndpointEvent.ModificationRefused refused => Telling.Detail($"stays as it is: {Refusal(refused.Rejection, refused.By, names)}"),
        InterfaceEndpointEvent.Modified modified => Telling.Story($"has {Shape(modified, names)}{(modified.Due is { } due ? $": pending until {names.At(due)}" : "")}"),
        InterfaceEndpointEvent.PrivateDnsNameLost => Telling.Story("is no longer reached by the private DNS name"),
        InterfaceEndpointEvent.NotificationCreated created => NotificationSet(created.NotificationId, created.TopicArn, created.Events, names),
        InterfaceEndpointEvent.NotificationModified modified => NotificationSet(modified.NotificationId, modified.TopicArn, modified.Events, names),
        InterfaceEndpointEvent.NotificationDeleted deleted => Telling.Story($"no longer has notification {names.Of(deleted.NotificationId)}"),
        InterfaceEndpointEvent.NotificationDelivered delivered => Telling.Story($"tells {TopicOf(delivered.TopicArn)} of {delivered.ConnectionEvent}"),
        InterfaceEndpointEvent.TagsCreated created => Telling.Story($"is tagged {TagsOf(created.Tags)}"),
        InterfaceEndpointEvent.TagsDeleted deleted => Telling.Story($"is no longer tagged {Join(deleted.Keys)}"),
        InterfaceEndpointEvent.DeletionStarted started => Telling.Story($"is deleting until {names.At(started.Due)}"),
        InterfaceEndpointEvent.Deleted => Telling.Story("is deleted"),
        InterfaceEndpointEvent.ZoneHealthChanged changed => Telling.Detail(
            $"hears that {Passing(changed.ZoneIds, changed.Healthy)}; the Regional name follows at {names.At(changed.Due)}"),
        InterfaceEndpointEvent.AddressWithdrawn withdrawn => Telling.Story($"loses its address in {withdrawn.ZoneId} from the Regional name's answers (R37)"),
        InterfaceEndpointEvent.AddressRestored restored => Telling.Story($"has its address in {restored.ZoneId} back in the Regional name's answers (R37)"),
        InterfaceEndpointEvent.Disrupted disrupted => Telling.Story($"passes nothing{Until(disrupted.Until, names)}"),
        InterfaceEndpointEvent.DisruptionEnded => Telling.Story("passes traffic again"),
        InterfaceEndpointEvent.InterfaceFailed failed => Telling.Story($"its interface in {failed.ZoneId} fails{Until(failed.Until, names)}"),
        InterfaceEndpointEvent.InterfaceRepaired repaired => Telling.Story($"its interface in {repaired.ZoneId} works again"),
        InterfaceEndpointEvent.PacketLossBegan began => Telling.Story($"{Loses(began.Millionths)}{Until(began.Until, names)}"),
        InterfaceEndpointEvent.PacketLossEnded => Telling.Story("loses no packets any more"),
        InterfaceEndpointEvent.LatencyBegan began => Telling.Story($"{Takes(began.Milliseconds)}{Until(began.Until, names)}"),
        InterfaceEndpointEvent.LatencyEnded => Telling.Story("takes no longer than before"),
        InterfaceEndpointEvent.PathMoved moved => Telling.Story($"traffic from {moved.ConsumerZoneId} enters through {moved.ToZoneId} instead of {moved.FromZoneId} (R37)"),
        _ => throw Untold(fact),
    };

    private static string PathsOf(IReadOnlyCollection<ZonePath> paths) =>
        paths.Count == 0 ? "" : $" ({string.Join(", ", paths.Select(path => $"{path.ConsumerZoneId} → {path.ProviderZoneId}"))})";

    private static Telling NotificationSet(string notification, string topic, IReadOnlyCollection<ConnectionEvent> events, Names names) =>
        Telling.Story($"tells {TopicOf(topic)} of {Join(events.Select(each => each.ToString()))} from now on (notification {names.Of(notification)})");

    // The name says all: a topic's ARN is arn:aws:sns:region:account:name.
    private static string TopicOf(string arn) => $"topic {arn[(arn.LastIndexOf(':') + 1)..]}";

    private static string InterfacesOf(IReadOnlyCollection<EndpointInterface> interfaces) => interfaces.Count == 0
        ? "no interfaces"
        : Join(interfaces.Select(each => $"{Addresses(each.Ipv4, each.Ipv6)} in {each.ZoneId}"));

    private static string FactsOf(LoadBalancerFacts facts) =>
        $"{facts.IpAddressType.OnTheWire()} in {Join(facts.Zones.Select(zone => zone.ZoneId))}{(facts.CustomIdleTimeout ? ", with a custom idle timeout" : "")}";

    private static string Shape(InterfaceEndpointEvent.Modified modified, Names names) => string.Concat(
        InterfacesOf(modified.Interfaces),
        modified.SecurityGroupIds.IsEmpty ? "" : $", {Plural(modified.SecurityGroupIds.Length, "group")} {names.List(modified.SecurityGroupIds)}",
        modified.IpAddressType is IpAddressType.Ipv4 && modified.DnsRecordIpType is DnsRecordIpType.Ipv4
            ? ""
            : $", {modified.IpAddressType.OnTheWire()} with DNS {modified.DnsRecordIpType.OnTheWire()}",
        modified.PrivateDnsName is { } name ? $", reached by {name}" : "");

    private static string Wish(VpcEndpointChange change, Names names) => Join(((string?[])
    [
        change.AddSubnetIds.IsEmpty ? null : $"{names.List(change.AddSubnetIds)} too",
        change.RemoveSubnetIds.IsEmpty ? null : $"{names.List(change.RemoveSubnetIds)} no longer",
        change.AddSecurityGroupIds.IsEmpty ? null : $"{names.List(change.AddSecurityGroupIds)} too",
        change.RemoveSecurityGroupIds.IsEmpty ? null : $"{names.List(change.RemoveSecurityGroupIds)} no longer",
        change.IpAddressType is { } type ? $"IP address type {type.OnTheWire()}" : null,
        change.DnsRecordIpType is { } dns ? $"DNS record IP type {dns.OnTheWire()}" : null,
        change.PrivateDnsEnabled is { } enabled ? $"private DNS {OnOff(enabled)}" : null,
        change.SubnetConfigurations.IsEmpty ? null : $"{Join(change.SubnetConfigurations.Select(each => Addresses(each.Ipv4, each.Ipv6)))} as its own choice",
    ]).OfType<string>()) is { Length: > 0 } wish ? wish : "nothing changed";

    /// <summary>The domain that the provider must prove to own: that of the private name, without a wildcard.</summary>
    internal static string NameToProve(string privateDnsName) =>
        privateDnsName.StartsWith("*.", StringComparison.Ordinal) ? privateDnsName[2..] : privateDnsName;
}
