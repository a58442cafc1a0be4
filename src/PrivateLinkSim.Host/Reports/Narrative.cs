using System.Diagnostics;
using System.Globalization;
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
        PublicDnsEvent dns => Tell(dns, names),
        TargetGroupEvent group => Tell(group, names),
        IamEvent iam => Tell(iam, names),
        HostedZonesEvent zones => Tell(zones, names),
        _ => throw new UnreachableException($"No sentence tells {fact.GetType().FullName}."),
    };

    /// <summary>That a share of packets is lost.</summary>
    public static string Loses(int millionths) => string.Create(CultureInfo.InvariantCulture, $"loses {millionths / 10_000m:0.####}% of packets");

    /// <summary>That round trips take longer.</summary>
    public static string Takes(int milliseconds) => string.Create(CultureInfo.InvariantCulture, $"takes {milliseconds} ms longer for a round trip");

    /// <summary>That resolvers hear late of changes.</summary>
    public static string HearsLate(int seconds) => string.Create(CultureInfo.InvariantCulture, $"hears of changed DNS answers {seconds} s late");

    private static Telling Tell(RegionEvent fact, Names names) => fact switch
    {
        RegionEvent.AccountDeclared declared => Telling.Detail(
            $"knows {names.Of(declared.Account)}{(declared.OptedIn ? ", opted in" : "")}{(declared.ZoneNames.IsDefaultOrEmpty ? "" : ", with its own zone names")}"),
        RegionEvent.OptInStarted started => Telling.Story($"{names.Of(started.Account)} opts in; ENABLED at {names.At(started.Due)}"),
        RegionEvent.OptInCompleted completed => Telling.Story($"{names.Of(completed.Account)} is opted in (ENABLED)"),
        RegionEvent.OptOutStarted started => Telling.Story($"{names.Of(started.Account)} opts out; DISABLED at {names.At(started.Due)}"),
        RegionEvent.OptOutCompleted completed => Telling.Story($"{names.Of(completed.Account)} is opted out (DISABLED)"),
        RegionEvent.VpcPlaced placed => Telling.Detail($"gives {names.Of(placed.Account)} the VPC {names.Of(placed.VpcId)}"),
        RegionEvent.ZoneImpaired impaired => Telling.Story($"zone {impaired.ZoneId} stops passing traffic{Until(impaired.Until, names)}"),
        RegionEvent.ZoneRepaired repaired => Telling.Story($"zone {repaired.ZoneId} passes traffic again"),
        RegionEvent.OutageBegan outage => Telling.Story($"is lost, with the zones {string.Join(", ", outage.ZoneIds)}{Until(outage.Until, names)}"),
        RegionEvent.CutOff cut => Telling.Story($"nothing passes to or from {cut.Region}{Until(cut.Until, names)}"),
        RegionEvent.Reconnected reconnected => Telling.Story($"traffic passes to and from {reconnected.Region} again"),
        RegionEvent.ControlPlaneLost lost => Telling.Story($"loses its control plane{Until(lost.Until, names)}: calls fail, traffic goes on"),
        RegionEvent.ControlPlaneRestored => Telling.Story("has its control plane back"),
        RegionEvent.PacketLossBegan began => Telling.Story($"{Loses(began.Millionths)} {Where(began.Place)}{Until(began.Until, names)}"),
        RegionEvent.PacketLossEnded ended => Telling.Story($"loses no packets {Where(ended.Place)} any more"),
        RegionEvent.LatencyBegan began => Telling.Story($"{Takes(began.Milliseconds)} {Where(began.Place)}{Until(began.Until, names)}"),
        RegionEvent.LatencyEnded ended => Telling.Story($"takes no longer than before {Where(ended.Place)}"),
        RegionEvent.DnsDelayBegan began => Telling.Story($"{HearsLate(began.Seconds)}{Until(began.Until, names)}"),
        RegionEvent.DnsDelayEnded => Telling.Story("hears of changed DNS answers at once again"),
        RegionEvent.AutoshiftResourceChanged changed => Telling.Detail(
            $"{names.Of(changed.LoadBalancerArn)} {(changed.Enabled ? "is" : "is no longer")} to be shifted away from zones that are impaired"),
        RegionEvent.AutoshiftAwaited awaited => Telling.Detail($"decides about an autoshift away from {awaited.ZoneId} at {names.At(awaited.Due).Trim()}"),
        RegionEvent.AutoshiftCalledOff off => Telling.Detail($"has nothing to decide any more about an autoshift away from {off.ZoneId}"),
        RegionEvent.AutoshiftHeldBack held => Telling.Story($"finds {held.ZoneId} impaired and does not shift away from it now"),
        RegionEvent.AutoshiftStarted started => Telling.Story($"begins an autoshift away from {started.AwayFrom}"),
        RegionEvent.AutoshiftEnded ended => Telling.Story($"ends the autoshift away from {ended.AwayFrom}"),
        RegionEvent.OutageEnded outage => Telling.Story($"is back, with the zones {string.Join(", ", outage.ZoneIds)}"),
        _ => throw Untold(fact),
    };

    /// <summary>A service's name in a command: its id by the scenario's name.</summary>
    private static string ServiceOf(string serviceName, Names names) =>
        ServiceName.TryParse(serviceName, out _, out var id) ? names.Of(id) : names.Of(serviceName);

    private static string Where(RegionPlace place) => place.ZoneId is { } zone ? $"in zone {zone}" : $"to and from {place.PeerRegion ?? "elsewhere"}";

    private static string Opt(RegionOptStatus status) => status switch
    {
        RegionOptStatus.EnabledByDefault => "ENABLED_BY_DEFAULT",
        _ => status.ToString().ToUpperInvariant(),
    };

    private static string Until(Moment? until, Names names) => until is { } moment ? $" until {names.At(moment).Trim()}" : "";

    private static string Passing(IEnumerable<string> zones, bool healthy) =>
        $"{string.Join(", ", zones)} {(healthy ? "passes traffic again" : "stopped passing traffic")}";

    private static string Refusal(Rejection rejection, EntityId by, Names names) => $"{names.Of(by)} refused ({rejection.Rule})";

    private static string Join(IEnumerable<string> items) => string.Join(", ", items);

    private static string TagsOf(IEnumerable<KeyValuePair<string, string>> tags) => Join(tags.Select(tag => tag.Value.Length == 0 ? tag.Key : $"{tag.Key}={tag.Value}"));

    private static string Plural(int count, string one) => count == 1 ? one : $"{one}s";

    private static UnreachableException Untold(IEvent fact) => new($"No sentence tells {fact.GetType().FullName}.");
}
