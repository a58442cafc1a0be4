using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>Something that fails in a random scenario.</summary>
/// <param name="Verb">The scenario's verb.</param>
/// <param name="Place">The zone or Region that it is in; empty for everything.</param>
/// <param name="Endpoint">The endpoint that it hits; empty for no particular one.</param>
/// <param name="From">Its first second, counted from the start of the run.</param>
/// <param name="Until">The second from which on it is over.</param>
internal sealed record Outage(string Verb, string Place, string Endpoint, long From, long Until);

/// <summary>
/// Random scenarios: a service in two or three zones, endpoints within its Region and across, groups of clients, settings, and one to four
/// faults of any verb. The same number gives the same scenario.
/// </summary>
internal sealed class RandomOutages
{
    private static readonly string[] Near = ["use1-az1", "use1-az2", "use1-az4"];
    private static readonly string[] Far = ["euw1-az1", "euw1-az2", "euw1-az3"];
    private static readonly string[] Verbs =
    [
        "az-power-interruption", "az-network-disruption", "region-outage", "inter-region-disruption", "control-plane-outage", "target-failure", "target-slow",
        "load-balancer-node-failure", "endpoint-interface-failure", "disrupt-vpc-endpoint", "packet-loss", "latency", "dns-delay", "zonal-shift",
    ];

    // What can be gone around is more telling than what can not.
    private static readonly string[] Usual =
    [
        "az-power-interruption", "az-network-disruption", "target-failure", "load-balancer-node-failure", "endpoint-interface-failure", "zonal-shift",
    ];

    // Longer than most clients and health checks wait; longer than some clients do, which health checks do not find; and nothing of the kind.
    private const int Unbearable = 15_000;
    private const int Annoying = 5_000;
    private const int Bearable = 200;

    private readonly SortedSet<string> _told = new(StringComparer.Ordinal);
    private Pcg _pcg;

    private RandomOutages(int number)
    {
        _pcg = new Pcg((ulong)number, 4);
        FrontZones = [.. Near[..(2 + Draw(2))]];
        CrossZone = Draw(2) == 0;
        ShiftsByItself = Draw(4) == 0;
        (Detection, Failover, CheckInterval, BadChecks) = (Of(10, 60, 95), Of(5, 60, 120), Of(10, 30), 2 + Draw(3));
    }

    /// <summary>The zones of the load balancer.</summary>
    public string[] FrontZones { get; }

    /// <summary>Those of them with a target.</summary>
    public List<string> TargetZones { get; } = [];

    /// <summary>Whether its nodes send connections to the targets of all zones.</summary>
    public bool CrossZone { get; }

    /// <summary>Whether AWS shifts its traffic away from a zone that fails.</summary>
    public bool ShiftsByItself { get; }

    /// <summary>The setting zoneImpairmentDetection, in seconds.</summary>
    public int Detection { get; }

    /// <summary>The setting crossRegionZoneFailover, in seconds.</summary>
    public int Failover { get; }

    /// <summary>The seconds between two health checks of a target.</summary>
    public int CheckInterval { get; }

    /// <summary>After how many bad checks a target is unhealthy.</summary>
    public int BadChecks { get; }

    /// <summary>By how many seconds answers are late while a dns-delay lasts.</summary>
    public int AnswerDelay { get; } = 40;

    /// <summary>The zones of each endpoint, by name.</summary>
    public SortedDictionary<string, string[]> Endpoints { get; } = new(StringComparer.Ordinal);

    /// <summary>What fails, in the order of time.</summary>
    public List<Outage> Outages { get; } = [];

    /// <summary>The scenario.</summary>
    public JObject Scenario { get; private set; } = [];

    /// <summary>The scenario of a number.</summary>
    public static RandomOutages Of(int number)
    {
        var outages = new RandomOutages(number);
        outages.Scenario = outages.Write();
        return outages;
    }

    /// <summary>Whether an endpoint is in another Region than the service.</summary>
    public bool IsFar(string endpoint) => Endpoints[endpoint][0] == Far[0];

    /// <summary>The same scenario with its groups in the opposite order, or all that its topology has too.</summary>
    public JObject Reversed(bool isTopologyToo)
    {
        var reversed = (JObject)Scenario.DeepClone();
        var lists = new List<JArray> { (JArray)reversed["traffic"]! };
        if (isTopologyToo)
        {
            lists.AddRange(reversed["topology"]!.Children<JProperty>().Select(member => (JArray)member.Value));
            lists.AddRange(reversed["topology"]!["vpcs"]!.Select(vpc => (JArray)vpc["subnets"]!));
        }

        foreach (var list in lists)
        {
            JToken[] items = [.. list];
            Array.Reverse(items);
            list.ReplaceAll(items);
        }

        return reversed;
    }

    private JObject Write()
    {
        var scenario = FaultStage.Scenario();
        scenario["settings"] = new JObject { ["zoneImpairmentDetection"] = $"{Detection}s", ["crossRegionZoneFailover"] = $"{Failover}s" };
        var topology = scenario["topology"]!;
        topology["vpcs"]![0]!["subnets"] = Subnets("front", Near);
        topology["vpcs"]![1]!["subnets"] = Subnets("near", Near);
        topology["vpcs"]![2]!["subnets"] = Subnets("far", Far);
        topology["loadBalancers"]![0] = LoadBalancer();
        var steps = new JArray();
        for (var index = 0; index <= Draw(3); index++)
        {
            steps.Add(Endpoint(index));
        }

        scenario["traffic"] = new JArray(Enumerable.Range(0, 1 + Draw(4)).Select(Group));
        var at = 300L;
        steps.Add(new JObject { ["at"] = At(at) });
        for (var faults = 1 + Draw(4); faults > 0; faults--)
        {
            at += Draw(200);
            steps.Add(Fault(at));
        }

        steps.Add(new JObject { ["at"] = At(at + 100 + Draw(1500)) });
        scenario["steps"] = steps;
        return scenario;
    }

    private JObject LoadBalancer()
    {
        var targets = new JArray();
        foreach (var zone in FrontZones)
        {
            var count = Draw(6) == 0 ? 0 : 1 + Draw(3);
            targets.Add(Enumerable.Range(0, count).Select(index => new JObject { ["Id"] = $"i-{zone}-{index}", ["AvailabilityZone"] = zone }));
            TargetZones.AddRange(count > 0 ? [zone] : []);
        }

        return new JObject
        {
            ["name"] = "lb",
            ["subnets"] = new JArray(FrontZones.Select(zone => $"front-{zone}")),
            ["crossZone"] = CrossZone,
            ["zonalShift"] = true,
            ["zonalAutoshift"] = ShiftsByItself,
            ["targets"] = targets,
            ["targetGroupAttributes"] = new JObject { ["target_health_state.unhealthy.connection_termination.enabled"] = !CrossZone && Draw(2) == 0 },
            ["healthCheck"] = new JObject { ["HealthCheckIntervalSeconds"] = CheckInterval, ["UnhealthyThresholdCount"] = BadChecks },
        };
    }

    private JObject Endpoint(int index)
    {
        var isFar = Draw(2) == 0;
        var all = isFar ? Far : FrontZones;
        string[] zones = [.. all[..Math.Min(all.Length, 1 + Draw(all.Length + 1))]];
        Endpoints.Add($"endpoint-{index}", zones);
        var call = new JObject
        {
            ["VpcId"] = isFar ? "far-vpc" : "near-vpc",
            ["ServiceName"] = "service",
            ["SubnetIds"] = new JArray(zones.Select(zone => $"{(isFar ? "far" : "near")}-{zone}")),
        };
        if (isFar)
        {
            call["ServiceRegion"] = "us-east-1";
        }

        return new JObject { ["caller"] = "customer", ["CreateVpcEndpoint"] = call, ["as"] = $"endpoint-{index}" };
    }

    private JObject Group(int index)
    {
        var endpoint = $"endpoint-{Draw(Endpoints.Count)}";
        var zones = IsFar(endpoint) ? Far : Near;
        var group = new JObject
        {
            ["name"] = $"group-{index}",
            ["endpoint"] = endpoint,
            ["subnet"] = $"{(IsFar(endpoint) ? "far" : "near")}-{zones[Draw(zones.Length)]}",
            ["connectionsPerSecond"] = 1 + Draw(200),
            ["resolverSeconds"] = Of(0, 7, 60),
            ["noticeSeconds"] = Of(1, 30, 90),
            ["connectTimeoutSeconds"] = Of(1, 4, 10, 200),
            ["protocol"] = Of("tcp", "tcp", "tcp", "udp"),
        };
        switch (Draw(5))
        {
            case 0: group["keepOpen"] = 1 + Draw(70_000); break;
            case 1: group["connectionSeconds"] = 1 + Draw(400); break;
            case 2: group["dns"] = Endpoints[endpoint][Draw(Endpoints[endpoint].Length)]; break;
            case 3: (group["keepOpen"], group["keepaliveSeconds"]) = (1 + Draw(300), Of(60, 400)); break;
            default: group["addressChoice"] = Draw(2) == 0 ? "sameZone" : "anyZone"; break;
        }

        if (Endpoints.Count > 1 && Draw(4) == 0)
        {
            group["fallback"] = Endpoints.Keys.First(other => other != endpoint);
        }

        return group;
    }

    private JObject Fault(long at)
    {
        var (verb, endpoint, until) = (Of(Draw(2) == 0 ? Usual : Verbs), $"endpoint-{Draw(Endpoints.Count)}", at + 30 + Draw(900));
        var (zone, front, region) = (Of([.. FrontZones, .. Endpoints[endpoint]]), Of(FrontZones), Of("us-east-1", "eu-west-1"));
        var isEverywhere = Draw(4) == 0;
        var (place, hit) = verb switch
        {
            "region-outage" or "control-plane-outage" or "dns-delay" => (region, ""),
            "inter-region-disruption" => ("", ""),
            "target-failure" or "target-slow" => (isEverywhere ? "" : front, ""),
            "load-balancer-node-failure" or "zonal-shift" => (front, ""),
            "endpoint-interface-failure" => (Of(Endpoints[endpoint]), endpoint),
            "disrupt-vpc-endpoint" => ("", endpoint),
            _ => (zone, ""),
        };

        // A second fault of the same kind might change nothing, and then nobody would know when it is over.
        if (!_told.Add(verb.StartsWith("az-", StringComparison.Ordinal) ? $"az {place}" : verb))
        {
            return new JObject { ["at"] = At(at), ["note"] = "Nothing more." };
        }

        var parameters = ParametersOf(verb, place, hit);
        var delay = verb == "target-slow" ? parameters.Value<int>("DelayMilliseconds") : Unbearable;
        if (delay > Bearable)
        {
            Outages.Add(new Outage(verb, delay == Annoying ? "" : place, hit, at, until));
        }

        parameters[verb == "zonal-shift" ? "ExpiresIn" : "Duration"] = $"{until - at}s";
        return new JObject { ["at"] = At(at), [verb] = parameters };
    }

    private JObject ParametersOf(string verb, string place, string endpoint) => verb switch
    {
        "region-outage" or "control-plane-outage" => new JObject { ["RegionName"] = place },
        "dns-delay" => new JObject { ["RegionName"] = place, ["DelaySeconds"] = AnswerDelay },
        "inter-region-disruption" => new JObject { ["RegionName"] = "us-east-1", ["PeerRegionName"] = "eu-west-1" },
        "target-failure" => OfTargets(place, "Refuses", Draw(2) == 0),
        "target-slow" => OfTargets(place, "DelayMilliseconds", Of(Bearable, Annoying, Unbearable)),
        "load-balancer-node-failure" => new JObject { ["LoadBalancerArn"] = "lb", ["ZoneId"] = place },
        "zonal-shift" => new JObject { ["LoadBalancerArn"] = "lb", ["AwayFrom"] = place },
        "endpoint-interface-failure" => new JObject { ["VpcEndpointId"] = endpoint, ["ZoneId"] = place },
        "disrupt-vpc-endpoint" => new JObject { ["VpcEndpointId"] = endpoint },
        "packet-loss" => new JObject { ["ZoneId"] = place, ["LossPercent"] = 1 + Draw(90) },
        "latency" => new JObject { ["ZoneId"] = place, ["DelayMilliseconds"] = 1 + Draw(500) },
        _ => new JObject { ["ZoneId"] = place },
    };

    private static JObject OfTargets(string zone, string member, JToken value)
    {
        var parameters = new JObject { ["LoadBalancerArn"] = "lb", [member] = value };
        if (zone.Length > 0)
        {
            parameters["ZoneId"] = zone;
        }

        return parameters;
    }

    private static JArray Subnets(string vpc, string[] zones) => new(zones.Select(zone => new JObject { ["name"] = $"{vpc}-{zone}", ["zone"] = zone }));

    private static string At(long second) => (Moment.Parse("2026-01-01T12:00:00Z") + TimeSpan.FromSeconds(second)).ToString();

    private T Of<T>(params T[] choices) => choices[Draw(choices.Length)];

    private int Draw(int bound) => (int)_pcg.Next((uint)bound);
}
