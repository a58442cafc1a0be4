using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>
/// Random scenarios of a service, endpoints within its Region and across, groups of clients and one to three faults. The same number gives the
/// same scenario.
/// </summary>
internal sealed class RandomOutages
{
    private static readonly string[] Near = ["use1-az1", "use1-az2", "use1-az4"];
    private static readonly string[] Far = ["euw1-az1", "euw1-az2", "euw1-az3"];
    private static readonly string[] Verbs =
    [
        "az-power-interruption", "az-network-disruption", "region-outage", "inter-region-disruption", "control-plane-outage", "target-failure",
        "load-balancer-node-failure", "endpoint-interface-failure", "disrupt-vpc-endpoint", "packet-loss", "latency", "dns-delay", "target-slow",
    ];

    private Pcg _pcg;

    private RandomOutages(int number)
    {
        _pcg = new Pcg((ulong)number, 4);
        FrontZones = [.. Near[..(2 + Draw(2))]];
        CrossZone = Draw(2) == 0;
    }

    /// <summary>The zones of the load balancer.</summary>
    public string[] FrontZones { get; }

    /// <summary>Whether its nodes send connections to the targets of all zones.</summary>
    public bool CrossZone { get; }

    /// <summary>The zones of each endpoint, by name.</summary>
    public SortedDictionary<string, string[]> Endpoints { get; } = new(StringComparer.Ordinal);

    /// <summary>The first fault: what, where, from which second of the run on and for how long; where is empty when it is no zone.</summary>
    public (string Verb, string Zone, long From, long Seconds) Fault { get; private set; }

    /// <summary>How many faults there are.</summary>
    public int Faults { get; private set; }

    /// <summary>Whether each zone of the load balancer has a target of its own.</summary>
    public bool HasTargetEverywhere { get; private set; } = true;

    /// <summary>The scenario.</summary>
    public JObject Scenario { get; private set; } = [];

    /// <summary>The scenario of a number.</summary>
    public static RandomOutages Of(int number)
    {
        var outages = new RandomOutages(number);
        outages.Scenario = outages.Write();
        return outages;
    }

    /// <summary>The same scenario with everything in its topology, and its groups, in the opposite order.</summary>
    public JObject Reversed()
    {
        var reversed = (JObject)Scenario.DeepClone();
        JArray[] lists =
        [
            .. reversed["topology"]!.Children<JProperty>().Select(member => (JArray)member.Value),
            .. reversed["topology"]!["vpcs"]!.Select(vpc => (JArray)vpc["subnets"]!),
            (JArray)reversed["traffic"]!,
        ];
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
        var topology = scenario["topology"]!;
        topology["vpcs"]![0]!["subnets"] = Subnets("front", Near);
        topology["vpcs"]![1]!["subnets"] = Subnets("near", Near);
        topology["vpcs"]![2]!["subnets"] = Subnets("far", Far);
        var balancer = topology["loadBalancers"]![0]!;
        balancer["subnets"] = new JArray(FrontZones.Select(zone => $"front-{zone}"));
        balancer["crossZone"] = CrossZone;
        balancer["targets"] = new JArray(FrontZones.SelectMany(TargetsIn));
        var steps = new JArray();
        for (var index = 0; index <= Draw(3); index++)
        {
            steps.Add(Endpoint(index));
        }

        scenario["traffic"] = new JArray(Enumerable.Range(0, 1 + Draw(4)).Select(Group));
        var at = 300L;
        steps.Add(new JObject { ["at"] = At(at) });
        Faults = 1 + Draw(3);
        for (var index = 0; index < Faults; index++)
        {
            at += Draw(200);
            steps.Add(FaultStep(index, at));
        }

        steps.Add(new JObject { ["at"] = At(at + 100 + Draw(1500)) });
        scenario["steps"] = steps;
        return scenario;
    }

    private IEnumerable<JObject> TargetsIn(string zone)
    {
        var count = Draw(6) == 0 ? 0 : 1 + Draw(3);
        HasTargetEverywhere &= count > 0;
        return Enumerable.Range(0, count).Select(index => new JObject { ["Id"] = $"i-{zone}-{index}", ["AvailabilityZone"] = zone });
    }

    private JObject Endpoint(int index)
    {
        var isFar = Draw(2) == 0;
        var all = isFar ? Far : FrontZones;
        string[] zones = [.. all[..(1 + Draw(all.Length))]];
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
        var isFar = Endpoints[endpoint][0] == Far[0];
        var zones = isFar ? Far : Near;
        var group = new JObject
        {
            ["name"] = $"group-{index}",
            ["endpoint"] = endpoint,
            ["subnet"] = $"{(isFar ? "far" : "near")}-{zones[Draw(zones.Length)]}",
            ["connectionsPerSecond"] = 1 + Draw(200),
            ["resolverSeconds"] = new[] { 0, 7, 60 }[Draw(3)],
            ["connectTimeoutSeconds"] = new[] { 1, 4, 10, 200 }[Draw(4)],
            ["protocol"] = Draw(5) == 0 ? "udp" : "tcp",
        };
        switch (Draw(4))
        {
            case 0: group["keepOpen"] = 1 + Draw(70_000); break;
            case 1: group["connectionSeconds"] = 1 + Draw(400); break;
            case 2: group["dns"] = Endpoints[endpoint][Draw(Endpoints[endpoint].Length)]; break;
            default: group["addressChoice"] = Draw(2) == 0 ? "sameZone" : "anyZone"; break;
        }

        if (Endpoints.Count > 1 && Draw(4) == 0)
        {
            group["fallback"] = $"endpoint-{(int.Parse(endpoint[9..], System.Globalization.CultureInfo.InvariantCulture) + 1) % Endpoints.Count}";
        }

        return group;
    }

    private JObject FaultStep(int index, long at)
    {
        var verb = Verbs[Draw(Verbs.Length)];
        var seconds = 30 + Draw(900);
        var endpoint = $"endpoint-{Draw(Endpoints.Count)}";
        string[] zones = [.. FrontZones, .. Endpoints[endpoint]];
        var zone = zones[Draw(zones.Length)];
        var parameters = verb switch
        {
            "region-outage" or "control-plane-outage" => new JObject { ["RegionName"] = Draw(2) == 0 ? "us-east-1" : "eu-west-1" },
            "dns-delay" => new JObject { ["RegionName"] = Draw(2) == 0 ? "us-east-1" : "eu-west-1", ["DelaySeconds"] = 40 },
            "inter-region-disruption" => new JObject { ["RegionName"] = "us-east-1", ["PeerRegionName"] = "eu-west-1" },
            "target-slow" => new JObject { ["LoadBalancerArn"] = "lb", ["DelayMilliseconds"] = 1 + Draw(15_000) },
            "target-failure" => new JObject { ["LoadBalancerArn"] = "lb", ["Refuses"] = Draw(2) == 0 },
            "load-balancer-node-failure" => new JObject { ["LoadBalancerArn"] = "lb", ["ZoneId"] = FrontZones[Draw(FrontZones.Length)] },
            "endpoint-interface-failure" => new JObject { ["VpcEndpointId"] = endpoint, ["ZoneId"] = Endpoints[endpoint][Draw(Endpoints[endpoint].Length)] },
            "disrupt-vpc-endpoint" => new JObject { ["VpcEndpointId"] = endpoint },
            "packet-loss" => new JObject { ["ZoneId"] = zone, ["LossPercent"] = 1 + Draw(90) },
            "latency" => new JObject { ["ZoneId"] = zone, ["DelayMilliseconds"] = 1 + Draw(500) },
            _ => new JObject { ["ZoneId"] = zone },
        };
        parameters["Duration"] = $"{seconds}s";
        if (index == 0)
        {
            Fault = (verb, verb.StartsWith("az-", StringComparison.Ordinal) ? zone : "", at, seconds);
        }

        return new JObject { ["at"] = At(at), [verb] = parameters };
    }

    private static JArray Subnets(string vpc, string[] zones) => new(zones.Select(zone => new JObject { ["name"] = $"{vpc}-{zone}", ["zone"] = zone }));

    private static string At(long second) => (Moment.Parse("2026-01-01T12:00:00Z") + TimeSpan.FromSeconds(second)).ToString();

    private int Draw(int bound) => (int)_pcg.Next((uint)bound);
}
