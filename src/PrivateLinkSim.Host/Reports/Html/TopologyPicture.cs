using System.Xml.Linq;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>
/// The topology as nested boxes: Regions, in them what spans zones, and the zones with nodes, interfaces and clients. Each box says how
/// it was at its worst. Beneath stand the paths from clients to targets.
/// </summary>
internal static class TopologyPicture
{
    private const int MostStates = 2;

    public static XElement? Of(PageFacts facts)
    {
        var regions = facts.Lanes.Select(lane => lane.Id.Region).Where(region => region.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        return regions.Length == 0 ? null : Tag.Of(
            "section", "topology",
            Tag.Of("h3", null, "Topology, each at its worst in this run"),
            Tag.Of("div", "regions", [.. regions.Select(region => RegionOf(facts, region))]),
            PathsOf(facts));
    }

    private static XElement RegionOf(PageFacts facts, string region)
    {
        var lanes = facts.Lanes.Where(lane => lane.Id.Region == region).ToArray();
        var zones = lanes.Select(lane => lane.Id.ZoneId).Where(zone => zone.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var own = lanes.FirstOrDefault(lane => lane.Id.Kind is LaneKind.Region);
        return Tag.Of(
            "div", $"box region {ClassOf(own)}",
            Tag.Of("h4", null, $"Region {region} ", State(own)),
            Tag.Of("ul", "items", [.. lanes.Where(lane => lane.Id.Kind is LaneKind.Service or LaneKind.Endpoint).Select(lane => Item(facts, lane))]),
            Tag.Of("div", "zones", [.. zones.Select(zone => ZoneOf(facts, zone, lanes))]));
    }

    private static XElement ZoneOf(PageFacts facts, string zone, Lane[] lanes)
    {
        var inZone = lanes.Where(lane => lane.Id.ZoneId == zone).ToArray();
        var own = inZone.FirstOrDefault(lane => lane.Id.Kind is LaneKind.Zone);
        return Tag.Of(
            "div", $"box zone {ClassOf(own)}",
            Tag.Of("h5", null, $"Zone {zone} ", State(own)),
            Tag.Of("ul", "items", [.. inZone.Where(lane => lane.Id.Kind is not LaneKind.Zone).Select(lane => Item(facts, lane))]));
    }

    private static XElement Item(PageFacts facts, Lane lane) => Tag.Of(
        "li", $"box {ClassOf(lane)}",
        Tag.Of("span", "kind", KindOf(lane.Id.Kind)), " ",
        Tag.Of("b", null, lane.Id.Kind is LaneKind.Clients ? lane.Id.Key : facts.Report.Names.Of(lane.Id.Key)), " ",
        Detail(facts, lane) is { Length: > 0 } detail ? Tag.Of("span", "faint", $"{detail} ") : null,
        lane.Id.Kind is LaneKind.Clients ? StateOfClients(facts, lane) : State(lane));

    private static string Detail(PageFacts facts, Lane lane)
    {
        var (names, world) = (facts.Report.Names, facts.Report.Result.World);
        return lane.Id.Kind switch
        {
            LaneKind.Service when world.Find<EndpointServiceState>(new EntityId(EntityKind.EndpointService, lane.Id.Key)) is { } service =>
                $"of {names.Of(service.Account)}, behind {names.List(service.LoadBalancerArns)}",
            LaneKind.Endpoint when world.Find<InterfaceEndpointState>(new EntityId(EntityKind.InterfaceEndpoint, lane.Id.Key)) is { } endpoint =>
                $"of {names.Of(endpoint.Account)}, to {names.Of(endpoint.ServiceId)}",
            LaneKind.Clients when GroupOf(facts, lane.Id.Key) is { } group =>
                group.KeepOpen > 0 ? PageFacts.Text($"{group.KeepOpen:N0} kept open") : PageFacts.Text($"{group.ConnectionsPerSecond:N0} a second"),
            _ => "",
        };
    }

    private static XElement? PathsOf(PageFacts facts)
    {
        var endpoints = facts.Of(LaneKind.Endpoint).ToArray();
        return endpoints.Length == 0 ? null : Tag.Of(
            "div", "paths",
            Tag.Of("h4", null, "Who reaches what"),
            Tag.Of("ul", null, [.. endpoints.Select(endpoint => Path(facts, endpoint))]));
    }

    private static XElement Path(PageFacts facts, Lane endpoint)
    {
        var (names, world) = (facts.Report.Names, facts.Report.Result.World);
        var state = world.Find<InterfaceEndpointState>(new EntityId(EntityKind.InterfaceEndpoint, endpoint.Id.Key));
        var service = facts.Of(LaneKind.Service).FirstOrDefault(lane => lane.Id.Key == state?.ServiceId);
        var balancers = world.Find<EndpointServiceState>(new EntityId(EntityKind.EndpointService, state?.ServiceId ?? ""))?.LoadBalancerArns ?? [];
        var name = names.Of(endpoint.Id.Key);
        var clients = facts.Of(LaneKind.Clients).Where(lane => GroupOf(facts, lane.Id.Key)?.Endpoint == name);
        var falling = facts.Of(LaneKind.Clients).Where(lane => GroupOf(facts, lane.Id.Key)?.Fallback == name);
        XElement[][] stages =
        [
            [
                .. clients.Select(lane => Chip("clients", lane.Id.Key, lane.Worst)),
                .. falling.Select(lane => Chip("as the fallback of", lane.Id.Key, lane.Worst)),
            ],
            [Chip("endpoint", name, WorstOf(facts, LaneKind.Interface, endpoint.Id.Key, endpoint.Worst))],
            [Chip("service", names.Of(state?.ServiceId ?? ""), service?.Worst ?? Health.Absent)],
            [.. balancers.Select(arn => Chip("load balancer", names.Of(arn), WorstOf(facts, LaneKind.Node, arn, Health.Absent)))],
        ];
        return Tag.Of("li", "path", [.. stages.Where(stage => stage.Length > 0).SelectMany((stage, index) => index == 0 ? stage : stage.Prepend(Arrow()))]);
    }

    private static XElement Arrow() => Tag.Of("span", "arrow", "→");

    private static Health WorstOf(PageFacts facts, LaneKind kind, string key, Health least) =>
        facts.Of(kind).Where(lane => lane.Id.Key == key).Select(lane => lane.Worst).Append(least).Max();

    private static XElement Chip(string kind, string name, Health health) => Tag.Of(
        "span", $"chip {PageFacts.ClassOf(health)}", $"{PageFacts.SignOf(health)} ", Tag.Of("span", "kind", kind), $" {name}");

    private static XElement? State(Lane? lane) => lane is null ? null : Tag.Of("span", "state", $"{PageFacts.SignOf(lane.Worst)} {StateText(lane)}");

    private static string StateText(Lane lane)
    {
        var states = lane.AtWorst.Take(MostStates).ToArray();
        return lane.Worst is Health.Lost or Health.Affected
            ? string.Join("; ", states.Select(state => $"{state.What} for {PageFacts.For(state.Time)}"))
            : states.FirstOrDefault().What ?? "";
    }

    // Clients lose connections, more at one time and less at another.
    private static XElement StateOfClients(PageFacts facts, Lane lane)
    {
        var total = facts.Report.Run.Traffic.First(series => series.Group.Name == lane.Id.Key).Total;
        return Tag.Of("span", "state", $"{PageFacts.SignOf(lane.Worst)} {total switch
        {
            { Attempted: 0 } => "never began",
            { Lost: 0 } => StateText(lane),
            { Broken: 0 } => PageFacts.Text($"lost {total.Lost:N0} of {total.Attempted:N0}"),
            _ => PageFacts.Text($"lost {total.Lost:N0} of {total.Attempted:N0}; {total.Broken:N0} open ones broke"),
        }}");
    }

    private static ClientGroup? GroupOf(PageFacts facts, string name) =>
        facts.Report.Run.Traffic.Select(series => series.Group).FirstOrDefault(group => group.Name == name);

    private static string ClassOf(Lane? lane) => PageFacts.ClassOf(lane?.Worst ?? Health.Absent);

    private static string KindOf(LaneKind kind) => kind switch
    {
        LaneKind.Node => "load balancer node",
        LaneKind.Service => "service",
        LaneKind.Endpoint => "endpoint",
        LaneKind.Interface => "interface of",
        LaneKind.Clients => "clients",
        _ => "",
    };
}
