using System.Diagnostics;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host;

/// <summary>What an event means to somebody who reads a run: the predicate of a sentence whose subject is the entity.</summary>
/// <param name="Predicate">For example <c>is available</c>.</param>
/// <param name="IsStory">Whether a timeline tells it; the rest is how entities inform each other, and shows in an entity's own history.</param>
internal readonly record struct Telling(string Predicate, bool IsStory)
{
    public static Telling Story(string predicate) => new(predicate, true);

    public static Telling Detail(string predicate) => new(predicate, false);
}

/// <summary>Every event of the domain as an English sentence.</summary>
internal static partial class Narrative
{
    /// <summary>What happened to the entity.</summary>
    /// <param name="at">When it did: what follows at once needs no announcement.</param>
    public static Telling Tell(IEvent fact, Names names, Moment at) => fact switch
    {
        RegionEvent region => Tell(region, names),
        ServiceProviderEvent provider => Tell(provider, names),
        ServiceConsumerEvent consumer => Tell(consumer, names),
        VpcEvent vpc => Tell(vpc, names),
        LoadBalancerEvent loadBalancer => Tell(loadBalancer, names),
        EndpointServiceEvent service => Tell(service, names, at),
        InterfaceEndpointEvent endpoint => Tell(endpoint, names),
        _ => throw new UnreachableException($"No sentence tells {fact.GetType().FullName}."),
    };

    private static Telling Tell(RegionEvent fact, Names names) => fact switch
    {
        RegionEvent.AccountDeclared declared => Telling.Detail(
            $"knows {names.Of(declared.Account)}{(declared.OptedIn ? ", opted in" : "")}{(declared.ZoneNames.IsDefaultOrEmpty ? "" : ", with its own zone names")}"),
        RegionEvent.OptInStarted started => Telling.Story($"{names.Of(started.Account)} opts in; ENABLED at {names.At(started.Due)}"),
        RegionEvent.OptInCompleted completed => Telling.Story($"{names.Of(completed.Account)} is opted in (ENABLED)"),
        RegionEvent.OptOutStarted started => Telling.Story($"{names.Of(started.Account)} opts out; DISABLED at {names.At(started.Due)}"),
        RegionEvent.OptOutCompleted completed => Telling.Story($"{names.Of(completed.Account)} is opted out (DISABLED)"),
        RegionEvent.VpcPlaced placed => Telling.Detail($"gives {names.Of(placed.Account)} the VPC {names.Of(placed.VpcId)}"),
        RegionEvent.ZoneImpaired impaired => Telling.Story($"zone {impaired.ZoneId} stops passing traffic"),
        RegionEvent.ZoneRepaired repaired => Telling.Story($"zone {repaired.ZoneId} passes traffic again"),
        RegionEvent.OutageBegan outage => Telling.Story($"is lost, with the zones {string.Join(", ", outage.ZoneIds)}"),
        RegionEvent.OutageEnded outage => Telling.Story($"is back, with the zones {string.Join(", ", outage.ZoneIds)}"),
        _ => throw Untold(fact),
    };

    private static Telling Tell(ServiceProviderEvent fact, Names names) => fact switch
    {
        ServiceProviderEvent.OptStatusLearned learned => Telling.Detail($"hears that it is {Opt(learned.Status)} in {learned.Region}"),
        ServiceProviderEvent.LoadBalancerRequested requested => Telling.Detail($"asks for load balancer {requested.LoadBalancer.Name} in {requested.Region}"),
        ServiceProviderEvent.ServiceRequested requested => Telling.Detail($"asks for service {names.Of(requested.ServiceId)} in {requested.Region}"),
        ServiceProviderEvent.ServiceModificationRequested requested => Telling.Detail($"asks for a change of service {names.Of(requested.ServiceId)}"),
        ServiceProviderEvent.Forgotten forgotten => Telling.Detail($"no longer has {names.Of(forgotten.Resource)}"),
        _ => throw Untold(fact),
    };

    private static Telling Tell(ServiceConsumerEvent fact, Names names) => fact switch
    {
        ServiceConsumerEvent.OptStatusLearned learned => Telling.Detail($"hears that it is {Opt(learned.Status)} in {learned.Region}"),
        ServiceConsumerEvent.VpcEndpointRequested requested => Telling.Detail(
            $"asks for endpoint {names.Of(requested.VpcEndpointId)} to {ServiceOf(requested.Endpoint.ServiceName, names)}"),
        ServiceConsumerEvent.VpcEndpointForgotten forgotten => Telling.Detail($"no longer has endpoint {names.Of(forgotten.VpcEndpointId)}"),
        _ => throw Untold(fact),
    };

    private static Telling Tell(VpcEvent fact, Names names) => fact switch
    {
        VpcEvent.Created created => Telling.Story($"is made: {created.CidrBlock} in {created.Region}, for {names.Of(created.Account)}"),
        VpcEvent.SubnetCreated created => Telling.Story($"has subnet {names.Of(created.SubnetId)}: {created.CidrBlock} in {created.ZoneId}"),
        VpcEvent.AddressesReserved reserved => Telling.Detail(
            $"reserves {string.Join(", ", reserved.Holding.Addresses.Select(each => each.Ipv4 ?? each.Ipv6))} for {names.Of(reserved.Holder)}"),
        VpcEvent.AddressesReleased released => Telling.Detail($"has the addresses of {names.Of(released.Holder)} back"),
        VpcEvent.ZoneHealthChanged changed => Telling.Detail($"hears that {Passing(changed.ZoneIds, changed.Healthy)}"),
        _ => throw Untold(fact),
    };

    private static Telling Tell(LoadBalancerEvent fact, Names names) => fact switch
    {
        LoadBalancerEvent.CreationRequested requested => Telling.Detail($"asks {names.Of(requested.LoadBalancer.VpcId)} for addresses"),
        LoadBalancerEvent.CreationRefused refused => Telling.Detail($"is not made: {names.Of(refused.By)} refused ({refused.Rejection.Rule})"),
        LoadBalancerEvent.Created created => Telling.Story(
            $"is made, with a node in {string.Join(", ", created.Nodes.Select(node => $"{node.ZoneId} ({node.Ipv4})"))}"),
        LoadBalancerEvent.Bound bound => Telling.Detail($"is the front end of service {names.Of(bound.ServiceId)}"),
        LoadBalancerEvent.Unbound unbound => Telling.Detail($"is free of service {names.Of(unbound.ServiceId)}"),
        LoadBalancerEvent.TargetsRegistered registered => Telling.Story(
            $"has {(registered.Targets.Length == 1 ? "target" : "targets")} {string.Join(", ", registered.Targets.Select(target => $"{target.Id} in {target.ZoneId}"))}"),
        LoadBalancerEvent.TargetsDeregistered deregistered => Telling.Story($"no longer has {string.Join(", ", deregistered.TargetIds)}"),
        LoadBalancerEvent.CrossZoneSet set => Telling.Story($"{(set.Enabled ? "uses" : "no longer uses")} the targets of other zones"),
        LoadBalancerEvent.ZoneHealthChanged changed => Telling.Detail($"hears that {Passing(changed.ZoneIds, changed.Healthy)}"),
        LoadBalancerEvent.Deleted => Telling.Story("is deleted"),
        _ => throw Untold(fact),
    };

    /// <summary>A service's name in a command: its id by the scenario's name.</summary>
    private static string ServiceOf(string serviceName, Names names) =>
        ServiceName.TryParse(serviceName, out _, out var id) ? names.Of(id) : names.Of(serviceName);

    private static string Opt(RegionOptStatus status) => status switch
    {
        RegionOptStatus.EnabledByDefault => "ENABLED_BY_DEFAULT",
        _ => status.ToString().ToUpperInvariant(),
    };

    private static string Passing(IEnumerable<string> zones, bool healthy) =>
        $"{string.Join(", ", zones)} {(healthy ? "passes traffic again" : "stopped passing traffic")}";

    private static UnreachableException Untold(IEvent fact) => new($"No sentence tells {fact.GetType().FullName}.");
}
