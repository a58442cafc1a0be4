using System.Collections.Immutable;
using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Benchmarks;

/// <summary>
/// Writes scenarios with traffic: three Regions of three zones, services in each, interface endpoints to them from every Region, and
/// groups of clients of all kinds, while things fail and are repaired.
/// </summary>
internal sealed class TrafficScenario
{
    /// <summary>How many groups of clients there are.</summary>
    public const int Groups = 100;

    /// <summary>How many endpoints there are.</summary>
    public const int Endpoints = 1_000;

    /// <summary>In how many zones of a Region everything is.</summary>
    public const int ZonesUsed = 3;

    /// <summary>How many endpoint services there are.</summary>
    public const int Services = 15;

    private const int VpcsPerRegion = 7;
    private const int Targets = 6;
    private const string FaultLasts = "30m";
    private static readonly Moment Start = Moment.Parse("2026-01-01T00:00:00Z");
    private static readonly string[] RegionNames = ["us-east-1", "us-west-2", "eu-west-1"];

    private readonly RegionFacts[] _regions;

    private TrafficScenario(RegionTable table) => _regions = [.. RegionNames.Select(name => table.All.First(region => region.Name == name))];

    /// <summary>The groups of clients.</summary>
    public static ImmutableArray<ClientGroup> ClientGroups(RegionTable table)
    {
        var scenario = new TrafficScenario(table);
        return [.. Enumerable.Range(0, Groups).Select(number => scenario.Group(number).ToObject<ClientGroup>()!)];
    }

    /// <summary>A day with a zone failure at noon, as JSON text.</summary>
    public static string Day(RegionTable table, bool withTraffic) =>
        new TrafficScenario(table).Write(TimeSpan.FromDays(1), withTraffic, scenario => [scenario.ZoneFailure("12h", scenario._regions[0])]);

    /// <summary>A year with a fault each week, of each kind in turn, as JSON text.</summary>
    public static string Year(RegionTable table, bool withTraffic) =>
        new TrafficScenario(table).Write(TimeSpan.FromDays(365), withTraffic, scenario => Enumerable.Range(0, 52).Select(scenario.Fault));

    private string Write(TimeSpan length, bool withTraffic, Func<TrafficScenario, IEnumerable<JObject>> faults)
    {
        var scenario = new JObject
        {
            ["title"] = $"Generated: {Text(Endpoints)} endpoints, {Text(Groups)} groups of clients, {Text((int)length.TotalDays)} days",
            ["start"] = Start.ToString(),
            ["topology"] = Topology(),
            ["steps"] = new JArray(
                Enumerable.Range(0, Endpoints).Select(Endpoint)
                    .Concat(faults(this))
                    .Append(new JObject { ["at"] = (Start + length).ToString(), ["note"] = "The end." })),
        };
        if (withTraffic)
        {
            scenario["traffic"] = new JArray(Enumerable.Range(0, Groups).Select(Group));
        }

        return scenario.ToString(Formatting.None);
    }

    private JObject Topology() => new()
    {
        ["accounts"] = new JArray(
            new JObject { ["name"] = "provider", ["id"] = "100000000001" }, new JObject { ["name"] = "consumer", ["id"] = "500000000001" }),
        ["vpcs"] = new JArray(_regions.SelectMany(region => Enumerable.Range(0, VpcsPerRegion)
            .Select(index => Vpc($"consumer-{region.Name}-{Text(index)}", "consumer", region))
            .Prepend(Vpc($"provider-{region.Name}", "provider", region)))),
        ["loadBalancers"] = new JArray(Enumerable.Range(0, Services).Select(LoadBalancer)),
        ["services"] = new JArray(Enumerable.Range(0, Services).Select(service => new JObject
        {
            ["name"] = $"service-{Text(service)}",
            ["loadBalancers"] = new JArray($"lb-{Text(service)}"),
            ["supportedRegions"] = new JArray(RegionNames.Where(name => name != Host(service).Name)),
            ["allowedPrincipals"] = new JArray("*"),
        })),
    };

    private static JObject Vpc(string name, string account, RegionFacts region) => new()
    {
        ["name"] = name,
        ["account"] = account,
        ["region"] = region.Name,
        ["cidrBlock"] = "10.0.0.0/16",
        ["subnets"] = new JArray(Zones(region).Select((zone, index) => new JObject
        {
            ["name"] = $"{name}-{Text(index)}", ["zone"] = zone, ["cidrBlock"] = $"10.0.{Text(index * 64)}.0/18",
        })),
    };

    private JObject LoadBalancer(int service) => new()
    {
        ["name"] = $"lb-{Text(service)}",
        ["subnets"] = new JArray(Enumerable.Range(0, ZonesUsed).Select(zone => $"provider-{Host(service).Name}-{Text(zone)}")),
        ["crossZone"] = service % 2 == 1,
        ["targets"] = new JArray(Enumerable.Range(0, Targets).Select(target => new JObject
        {
            ["Id"] = $"i-{Text(target)}", ["AvailabilityZone"] = Zone(Host(service), target),
        })),
    };

    private JObject Endpoint(int number) => new()
    {
        ["caller"] = "consumer",
        ["as"] = $"endpoint-{Text(number)}",
        ["CreateVpcEndpoint"] = new JObject
        {
            ["VpcId"] = VpcOf(number),
            ["ServiceName"] = $"service-{Text(ServiceOf(number))}",
            ["ServiceRegion"] = Host(ServiceOf(number)).Name,
            ["SubnetIds"] = new JArray(Enumerable.Range(0, ZonesUsed).Select(zone => $"{VpcOf(number)}-{Text(zone)}")),
        },
    };

    // Of ten groups, six do as most clients do; one each prefers its zone, uses a zonal name, keeps connections open, or lets them stay for half a minute.
    private JObject Group(int number)
    {
        var endpoint = number * (Endpoints / Groups);
        var group = new JObject
        {
            ["name"] = $"clients-{Text(number)}",
            ["endpoint"] = $"endpoint-{Text(endpoint)}",
            ["subnet"] = $"{VpcOf(endpoint)}-{Text(number / ZonesUsed % ZonesUsed)}",
            ["connectionsPerSecond"] = 5 + (number % 17),
            ["bytesPerConnection"] = 20_000,
        };
        (string Member, JToken Value)? kind = (number % 10) switch
        {
            6 => ("addressChoice", "sameZone"),
            7 => ("dns", Zone(RegionOf(endpoint), number)),
            8 => ("keepOpen", 500),
            9 => ("connectionSeconds", 30),
            _ => null,
        };
        if (kind is { } special)
        {
            group[special.Member] = special.Value;
        }

        return group;
    }

    private JObject Fault(int week) => (week % 6) switch
    {
        0 => ZoneFailure("7d", _regions[week % _regions.Length]),
        1 => Fault("target-failure", new JObject { ["LoadBalancerArn"] = $"lb-{Text(week % Services)}", ["ZoneId"] = Zone(Host(week % Services), week), ["Refuses"] = true }),
        2 => Fault("load-balancer-node-failure", new JObject { ["LoadBalancerArn"] = $"lb-{Text(week % Services)}", ["ZoneId"] = Zone(Host(week % Services), week) }),
        3 => Fault("endpoint-interface-failure", new JObject { ["VpcEndpointId"] = $"endpoint-{Text(week * 10)}", ["ZoneId"] = Zone(RegionOf(week * 10), week) }),
        4 => Fault("az-network-disruption", new JObject { ["ZoneId"] = Zone(_regions[week / 2 % _regions.Length], week) }),
        _ => Fault("region-outage", new JObject { ["RegionName"] = _regions[week % _regions.Length].Name }),
    };

    private JObject ZoneFailure(string after, RegionFacts region) => Fault("az-power-interruption", new JObject { ["ZoneId"] = Zone(region, 0) }, after);

    private static JObject Fault(string verb, JObject parameters, string after = "7d")
    {
        parameters["Duration"] = FaultLasts;
        return new JObject { ["after"] = after, [verb] = parameters };
    }

    private static int ServiceOf(int endpoint) => endpoint * 7 % Services;

    // Every second group is in the Region of its service.
    private RegionFacts RegionOf(int endpoint) => endpoint / 10 % 2 == 0 ? Host(ServiceOf(endpoint)) : _regions[endpoint / 20 % _regions.Length];

    private string VpcOf(int endpoint) => $"consumer-{RegionOf(endpoint).Name}-{Text(endpoint / 3 % VpcsPerRegion)}";

    private RegionFacts Host(int service) => _regions[service % _regions.Length];

    private static string Zone(RegionFacts region, int number) => Zones(region).ElementAt(number % ZonesUsed);

    // Only zones that can be used across Regions.
    private static IEnumerable<string> Zones(RegionFacts region) =>
        region.Zones.Where(zone => zone.CrossRegion).Take(ZonesUsed).Select(zone => zone.ZoneId);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
