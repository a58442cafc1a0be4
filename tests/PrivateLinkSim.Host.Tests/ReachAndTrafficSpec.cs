using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Host.Tests;

/// <summary>
/// <c>plsim reach</c> and the traffic of a run answer the same question by different ways: which addresses a client takes, and
/// whether a connection to each comes through. In random scenarios, minutes into random faults, they must agree address for address.
/// </summary>
public sealed class ReachAndTrafficSpec : IDisposable
{
    private const int Settled = 1_500;

    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    public static TheoryData<int> Parts => [.. Enumerable.Range(0, 8)];

    [Theory]
    [MemberData(nameof(Parts))]
    public async Task What_is_reachable_connects_and_nothing_else_does(int part)
    {
        var (tried, connecting) = (0, 0);
        for (var seed = part * 10; seed < (part + 1) * 10; seed++)
        {
            var scenario = new RandomOutage(seed).Scenario;
            _bench.With("outage.json", scenario.ToString());
            var run = await _bench.RunAsync("run", "outage.json", "--journal", "memory", "--json");
            Assert.True(run.Error.Length == 0, $"seed {seed}: {run.Error}\n{scenario}");
            foreach (var traffic in JArray.Parse(run.Output)[0]["traffic"]!)
            {
                var group = scenario["traffic"]!.Single(each => (string)each["name"]! == (string)traffic["group"]!);
                var asked = await _bench.RunAsync(
                    "reach", "outage.json", "--from", (string)group["name"]!, "--to", $"{group["endpoint"]}:{group["port"]}/{group["protocol"]}", "--at", $"+{Settled}s", "--json");
                Assert.True(asked.Error.Length == 0, $"seed {seed}: {asked.Error}");
                var (said, seen) = (Said(JObject.Parse(asked.Output)), Seen(traffic));
                Assert.True(said == seen, $"seed {seed}, group {group["name"]}: reach says\n  {said}\nand of the traffic came through\n  {seen}\n{asked.Output}\n{scenario}");
                (tried, connecting) = (tried + 1, connecting + (seen == "nothing" ? 0 : 1));
            }
        }

        Assert.True(tried >= 20 && connecting >= 5 && tried - connecting >= 5, $"Of {tried} groups, {connecting} connect: too few do, or do not.");
    }

    [Fact]
    public void The_scenarios_differ_in_all_that_may_bar_a_way()
    {
        var all = string.Concat(Enumerable.Range(0, 80).Select(seed => new RandomOutage(seed).Scenario.ToString(Newtonsoft.Json.Formatting.None)));

        Assert.All(
            [
                .. RandomOutage.Faults, "\"udp\"", "\"internet\"", "\"peered\"", "\"onPremises\"", "\"sameZone\"", "\"private\"", "\"listeners\"", "\"securityGroups\"", "\"networkAcls\"",
                "\"ipAddressType\":\"dualstack\"", "\"crossZone\":true", "\"datagramBytes\"", "\"eu-west-1\"", "\"ParsesIpv6ProxyProtocol\":false",
            ],
            word => Assert.Contains(word, all, StringComparison.Ordinal));
    }

    // Per zone whose address is taken, whether something comes through; what never connects at all is told alike whyever it does not.
    private static string Said(JObject reach)
    {
        var paths = reach["paths"]!.OrderBy(path => (string)path["zone"]!, StringComparer.Ordinal).ToArray();
        return paths.Any(path => (bool)path["reachable"]!)
            ? string.Join(", ", paths.Select(path => $"{path["zone"]} {((bool)path["reachable"]! ? "yes" : "no")}"))
            : "nothing";
    }

    private static string Seen(JToken traffic)
    {
        var stretch = traffic["stretches"]!.FirstOrDefault(each => (long)each["fromSecond"]! <= Settled && Settled < (long)each["fromSecond"]! + (long)each["seconds"]!);
        var zones = stretch?["zones"]!.Where(zone => (long)zone["attempted"]! > 0).OrderBy(zone => (string)zone["zoneId"]!, StringComparer.Ordinal).ToArray() ?? [];
        return zones.Any(zone => (long)zone["connected"]! > 0)
            ? string.Join(", ", zones.Select(zone => $"{zone["zoneId"]} {((long)zone["connected"]! > 0 ? "yes" : "no")}"))
            : "nothing";
    }

    /// <summary>A service and an endpoint, filters of all kinds, four groups of clients, and one to three faults that last.</summary>
    private sealed class RandomOutage(int seed)
    {
        // Of those that leave a way, each comes three times as often as of those that leave none.
        private static readonly string[] Partial =
        [
            "az-power-interruption", "az-network-disruption", "target-failure", "load-balancer-node-failure", "zonal-shift", "endpoint-interface-failure", "DeregisterTargets",
        ];

        private static readonly string[] Total = ["region-outage", "inter-region-disruption", "disrupt-vpc-endpoint", "RejectVpcEndpointConnections"];

        public static readonly string[] Faults = [.. Partial, .. Partial, .. Partial, .. Total];

        private const string FaultSeconds = "30m";

        private readonly Random _random = new(seed);

        public JObject Scenario
        {
            get
            {
                var isFar = Chance(3);
                var isDual = Chance(3);
                var zone = isFar ? "euw1" : "use1";
                return new JObject
                {
                    ["title"] = "A random outage",
                    ["settings"] = new JObject { ["portWithoutListener"] = Pick("timeout", "refuse"), ["privateDnsVerification"] = "0s", ["regionalNameFailsOpen"] = Chance(2) },
                    ["topology"] = Topology(isFar, isDual, zone),
                    ["traffic"] = new JArray(Enumerable.Range(1, 4).Select(number => Group(number, zone))),
                    ["steps"] = new JArray(Steps(zone, isFar, isDual)),
                };
            }
        }

        private JObject Topology(bool isFar, bool isDual, string zone) => new()
        {
            ["accounts"] = new JArray(new JObject { ["name"] = "shop", ["id"] = "111122223333" }, new JObject { ["name"] = "customer", ["id"] = "444455556666" }),
            ["vpcs"] = new JArray(
                Vpc("shop", "us-east-1", "10.0.0.0/16", isDual, "use1", [new JObject { ["name"] = "front", ["inbound"] = Inbound("10.1.0.0/16") }], false),
                Vpc(
                    "customer", isFar ? "eu-west-1" : "us-east-1", "10.1.0.0/16", isDual, zone,
                    [new JObject { ["name"] = "clients" }, new JObject { ["name"] = "members", ["default"] = true }, new JObject { ["name"] = "door", ["inbound"] = Inbound("clients", "10.1.0.0/23", "192.168.0.0/16") }],
                    Chance(3))),
            ["loadBalancers"] = new JArray(LoadBalancer(isDual)),
            ["services"] = new JArray(new JObject
            {
                ["name"] = "orders",
                ["loadBalancers"] = new JArray("orders-lb"),
                ["allowedPrincipals"] = new JArray("*"),
                ["supportedRegions"] = isFar ? new JArray("eu-west-1") : new JArray(),
                ["supportedIpAddressTypes"] = isDual ? new JArray("ipv4", "ipv6") : new JArray("ipv4"),
                ["privateDnsName"] = "orders.example.com",
                ["privateDnsVerified"] = true,
            }),
        };

        private JObject Vpc(string owner, string region, string block, bool isDual, string zone, JObject[] groups, bool hasAcl)
        {
            var vpc = new JObject
            {
                ["name"] = $"{owner}-vpc",
                ["account"] = owner,
                ["region"] = region,
                ["cidrBlock"] = block,
                ["ipv6"] = isDual,
                ["subnets"] = new JArray(Enumerable.Range(1, 3).Select(number => new JObject { ["name"] = $"{owner}-{number}", ["zone"] = $"{zone}-az{number}", ["ipv6"] = isDual })),
                ["securityGroups"] = new JArray(groups.Where(_ => groups.Length > 1 || Chance(2)).ToArray<object>()),
            };
            if (hasAcl)
            {
                vpc["networkAcls"] = new JArray(new JObject
                {
                    ["name"] = "narrow",
                    ["inbound"] = new JArray(Entry(Pick("0-65535", "1024-65535", "443")), Entry("30000-65535")),
                    ["outbound"] = new JArray(Entry(Pick("0-65535", "443", "1024-65535"))),
                });
                vpc["subnets"]![_random.Next(3)]!["networkAcl"] = "narrow";
            }

            return vpc;
        }

        private JObject LoadBalancer(bool isDual)
        {
            var balancer = new JObject
            {
                ["name"] = "orders-lb",
                ["subnets"] = new JArray("shop-1", "shop-2", "shop-3"),
                ["crossZone"] = Chance(2),
                ["ipAddressType"] = isDual ? "dualstack" : "ipv4",
                ["proxyProtocolV2"] = Chance(2),
                ["targets"] = new JArray(Enumerable.Range(1, 5).Select(number => new JObject
                {
                    ["Id"] = $"i-{number}", ["AvailabilityZone"] = $"use1-az{1 + (number % 3)}", ["ParsesIpv6ProxyProtocol"] = Chance(2),
                })),
            };
            if (Chance(2))
            {
                balancer["listeners"] = new JArray(new JObject { ["protocol"] = Pick("TCP", "TCP_UDP", "TCP_UDP", "UDP"), ["port"] = 443 });
            }

            return balancer;
        }

        private JObject Group(int number, string zone)
        {
            var (source, protocol) = (Pick("vpc", "vpc", "vpc", "vpc", "peered", "peered", "onPremises", "internet"), Pick("tcp", "tcp", "udp"));
            var group = new JObject
            {
                ["name"] = $"group-{number}",
                ["endpoint"] = "door-to-orders",
                ["subnet"] = $"customer-{_random.Next(1, 4)}",
                ["dns"] = Pick("regional", "regional", "regional", "regional", "private", $"{zone}-az2"),
                ["connectionsPerSecond"] = 60,
                ["source"] = source,
                ["protocol"] = protocol,
                ["port"] = Chance(8) ? 8443 : 443,
                ["addressChoice"] = Pick("anyZone", "sameZone"),
            };
            if (source == "vpc" && Chance(2))
            {
                group["securityGroups"] = new JArray(Pick("clients", "members"));
            }

            if (source != "vpc" && Chance(2))
            {
                group["address"] = Pick("192.168.7.0/24", "172.16.0.9");
            }

            if (protocol == "udp" && Chance(2))
            {
                group["datagramBytes"] = _random.Next(500, 3_000);
            }

            return group;
        }

        private IEnumerable<JObject> Steps(string zone, bool isFar, bool isDual)
        {
            var create = new JObject
            {
                ["VpcId"] = "customer-vpc", ["ServiceName"] = "orders", ["SubnetIds"] = new JArray(Enumerable.Range(1, 3).Where(number => number == 2 || Chance(2)).Select(number => $"customer-{number}")),
                ["PrivateDnsEnabled"] = !Chance(3), ["IpAddressType"] = isDual ? Pick("ipv4", "ipv6", "dualstack") : "ipv4",
            };
            if (isFar)
            {
                create["ServiceRegion"] = "us-east-1";
            }

            if (Chance(3))
            {
                create["SecurityGroupIds"] = new JArray(Pick("door", "door", "members", "clients"));
            }

            yield return new JObject { ["caller"] = "customer", ["as"] = "door-to-orders", ["CreateVpcEndpoint"] = create };
            foreach (var (fault, index) in _random.GetItems(Faults, _random.Next(1, 3)).Distinct(StringComparer.Ordinal).Select((fault, index) => (fault, index)))
            {
                var step = Fault(fault, zone);
                step["after"] = index == 0 ? "10m" : "7s";
                yield return step;
            }

            yield return new JObject { ["after"] = "20m" };
        }

        private JObject Fault(string fault, string zone)
        {
            var own = $"{zone}-az{_random.Next(1, 4)}";
            var theirs = $"use1-az{_random.Next(1, 4)}";
            return fault switch
            {
                "RejectVpcEndpointConnections" => new JObject { ["caller"] = "shop", [fault] = new JObject { ["ServiceId"] = "orders", ["VpcEndpointIds"] = new JArray("door-to-orders") } },
                "DeregisterTargets" => new JObject { ["caller"] = "shop", [fault] = new JObject { ["LoadBalancerArn"] = "orders-lb", ["Targets"] = new JArray(Pick("i-1", "i-2"), Pick("i-3", "i-4", "i-5")) } },
                _ => new JObject { [fault] = Parameters(fault, own, theirs) },
            };
        }

        private JObject Parameters(string fault, string own, string theirs)
        {
            var parameters = fault switch
            {
                "az-power-interruption" or "az-network-disruption" => new JObject { ["ZoneId"] = Pick(own, theirs) },
                "region-outage" => new JObject { ["RegionName"] = own.StartsWith("euw1", StringComparison.Ordinal) ? Pick("us-east-1", "eu-west-1") : "us-east-1" },
                "inter-region-disruption" => new JObject { ["RegionName"] = "us-east-1", ["PeerRegionName"] = "eu-west-1" },
                "target-failure" => new JObject { ["LoadBalancerArn"] = "orders-lb", ["ZoneId"] = theirs, ["Refuses"] = Chance(2) },
                "load-balancer-node-failure" => new JObject { ["LoadBalancerArn"] = "orders-lb", ["ZoneId"] = theirs },
                "zonal-shift" => new JObject { ["LoadBalancerArn"] = "orders-lb", ["AwayFrom"] = theirs },
                "endpoint-interface-failure" => new JObject { ["VpcEndpointId"] = "door-to-orders", ["ZoneId"] = $"{own[..4]}-az2" },
                _ => new JObject { ["VpcEndpointId"] = "door-to-orders" },
            };
            parameters[fault == "zonal-shift" ? "ExpiresIn" : "Duration"] = FaultSeconds;
            return parameters;
        }

        private JArray Inbound(params string[] sources) => new(sources.Select(source => new JObject
        {
            ["ports"] = Pick("443", "0-65535"), ["from"] = source,
        }));

        private JObject Entry(string ports) => new() { ["ports"] = ports, ["cidr"] = Pick("0.0.0.0/0", "10.1.0.0/16"), ["protocol"] = Pick("tcp", "udp", "tcp") };

        private bool Chance(int of) => _random.Next(of) == 0;

        private string Pick(params string[] of) => of[_random.Next(of.Length)];
    }
}
