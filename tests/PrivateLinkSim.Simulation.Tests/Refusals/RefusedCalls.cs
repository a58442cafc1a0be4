using System.Collections.Immutable;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>A scenario whose last step is refused.</summary>
/// <param name="Rules">The rules that refuse it, one after the other as each is mended.</param>
/// <param name="Steps">The steps.</param>
/// <param name="Topology">Changes the topology that all have.</param>
/// <param name="Settings">The settings.</param>
internal sealed record RefusedCall(string Rules, string Steps, Action<JObject>? Topology = null, string Settings = "{}")
{
    private const string Standing = """
        {
          "accounts": [
            { "name": "shop", "id": "111122223333" },
            { "name": "customer", "id": "444455556666", "organizationId": "o-exampleorgid",
              "roles": [{ "name": "builder", "policies": {
                "build": { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "ec2:*", "Resource": "*" }] } } }] }
          ],
          "vpcs": [
            { "name": "shop-vpc", "account": "shop", "region": "us-east-1",
              "subnets": [{ "name": "shop-1", "zone": "use1-az1" }, { "name": "shop-2", "zone": "use1-az2" }] },
            { "name": "customer-vpc", "account": "customer", "region": "us-east-1", "cidrBlock": "10.1.0.0/16",
              "subnets": [{ "name": "app-1", "zone": "use1-az1" }, { "name": "app-2", "zone": "use1-az2" }] }
          ],
          "loadBalancers": [{ "name": "orders-lb", "subnets": ["shop-1", "shop-2"], "listeners": [{ "name": "orders-tcp", "protocol": "TCP", "port": 443 }] }],
          "services": [{ "name": "orders", "loadBalancers": ["orders-lb"], "allowedPrincipals": ["customer"] }]
        }
        """;

    private const string Builder = "arn:aws:iam::444455556666:role/builder";
    private const string Publisher = "arn:aws:iam::111122223333:role/publisher";
    private const string Wait = """{ "after": "10m" }""";

    private static readonly string Make = Create("""  "SubnetIds": ["app-1"] """);
    private static readonly string MakePrivate = Create(""" "SubnetIds": ["app-1"], "PrivateDnsEnabled": true """);
    private static readonly string MakeFar = Create(""" "ServiceRegion": "us-east-1", "SubnetIds": ["app-1"] """);

    /// <summary>The calls, a table.</summary>
    public static ImmutableArray<RefusedCall> All { get; } =
    [
        new("R2", """{ "caller": "shop", "region": "us-east-1", "CreateVpcEndpointServiceConfiguration": { "NetworkLoadBalancerArns": [] } }"""),
        new("R3a", Shop("""CreateVpcEndpointServiceConfiguration": { "NetworkLoadBalancerArns": ["orders-lb"], "AcceptanceRequired": false }""")),
        new("R4", Make, Without("services[0].allowedPrincipals")),
        new("R4 R16 R16a §2.7/vpc", MakePrivate, Both(Without("services[0].allowedPrincipals"), With("vpcs[1].enableDnsHostnames", false))),
        new("R16 R16a", MakePrivate),
        new("R16a", MakePrivate, With("services[0].privateDnsName", "api.example.com")),
        new("R19", Create(""" "ServiceRegion": "eu-west-1", "SubnetIds": ["app-1"] """)),
        new("R19a", MakeFar, Far),
        new("R19b R19a", Make, Far),
        new("R20", As(Publisher, """ "ModifyVpcEndpointServiceConfiguration": { "ServiceId": "orders", "AddSupportedRegions": ["eu-west-1"] } """), PublisherMay("ec2:*")),
        new("R21", MakeFar.Replace("\"customer\"", $"\"{Builder}\"", StringComparison.Ordinal), Both(Far, With("services[0].supportedRegions", new JArray("eu-west-1")))),
        new("R24", As(Publisher, """ "ModifyVpcEndpointServiceConfiguration": { "ServiceId": "orders", "AddSupportedRegions": ["eu-west-1"] } """),
            PublisherMay("ec2:*", "ec2:VpceSupportedRegion")),
        new("R25", MakeFar.Replace("\"customer\"", $"\"{Builder}\"", StringComparison.Ordinal),
            Both(Both(Far, With("services[0].supportedRegions", new JArray("eu-west-1"))), With(
                "accounts[1].roles[0].policies.build.Statement", Statements("ec2:*", "ec2:VpceServiceRegion")))),
        new("R26", Make.Replace("\"customer\"", $"\"{Builder}\"", StringComparison.Ordinal), With(
            "accounts[1].roles[0].policies.build.Statement",
            JArray.Parse("""[{ "Effect": "Allow", "Action": "*", "Resource": "*" }, { "Effect": "Deny", "Action": "ec2:CreateVpcEndpoint", "Resource": "*" }]"""))),
        new("R27", Shop("""ModifyVpcEndpointServiceConfiguration": { "ServiceId": "orders", "AddSupportedRegions": ["eu-south-1"] }""")),
        new("R31", Create(""" "ServiceRegion": "eu-south-1", "SubnetIds": ["app-1"] """), HostedIn("eu-south-1", "eus1-az1")),
        new("R33", $"{Shop("""ModifyVpcEndpointServiceConfiguration": { "ServiceId": "orders", "RemoveSupportedRegions": ["eu-west-1"] }""")}, {MakeFar}",
            Both(Far, With("services[0].supportedRegions", new JArray("eu-west-1")))),
        new("R36a", Make, With("vpcs[1].subnets[0].zone", "use1-az4")),
        new("R39", Shop("""ModifyVpcEndpointServiceConfiguration": { "ServiceId": "orders", "AddSupportedRegions": ["eu-west-1"] }"""),
            With("services[0].marketplace", JObject.Parse("""{ "userFriendlyDnsName": "orders.example.com" }"""))),
        new("R40", Shop("""ModifyVpcEndpointServiceConfiguration": { "ServiceId": "orders", "AddSupportedRegions": ["eu-west-1"] }"""),
            With("loadBalancers[0].listeners[0].tcpIdleTimeoutSeconds", 600)),
        new("R40a", Shop("""ModifyListenerAttributes": { "ListenerArn": "orders-tcp", "TcpIdleTimeoutSeconds": 600 }"""),
            With("services[0].supportedRegions", new JArray("eu-west-1"))),
        new("R49 R50", Shop("""ModifyVpcEndpointServiceConfiguration": { "ServiceId": "orders", "AddSupportedIpAddressTypes": ["ipv6"] }""")),
        new("R50", Shop("""ModifyVpcEndpointServiceConfiguration": { "ServiceId": "orders", "AddSupportedIpAddressTypes": ["ipv6"] }"""), Ipv6(0)),
        new("R50a", $"{Shop("""CreateLoadBalancer": { "Name": "second-lb", "Subnets": ["shop-1"] }, "as": "second-lb""")}, {Shop("""ModifyVpcEndpointServiceConfiguration": { "ServiceId": "orders", "AddNetworkLoadBalancerArns": ["second-lb"] }""")}", OverBoth),
        new("R50b", Shop("""SetIpAddressType": { "LoadBalancerArn": "orders-lb", "IpAddressType": "ipv4" }"""), OverBoth),
        new("R53", Create(""" "SubnetIds": ["app-1"], "IpAddressType": "dualstack" """), Both(Ipv6(0), Ipv6(1))),
        new("R54", Create(""" "SubnetIds": ["app-1"], "IpAddressType": "ipv4" """), Both(OverBoth, Both(Ipv6(1), Ipv6Only))),
        new("R55", Create(""" "SubnetIds": ["app-1"], "IpAddressType": "ipv6" """), OverBoth),
        new("R56", Create(""" "SubnetIds": ["app-1"], "IpAddressType": "dualstack" """), OverBoth),
        new("R57", $$"""{{Make}}, {{Wait}}, {{Customer("""ModifyVpcEndpoint": { "VpcEndpointId": "ep", "IpAddressType": "dualstack" }""")}}""", OverBoth),
        new("R58", Create(""" "SubnetIds": ["app-1"], "DnsOptions": { "DnsRecordIpType": "ipv6" } """)),
        new("§2.1", $$"""{{Make}}, {{Wait}}, {{Shop("""DeleteVpcEndpointServiceConfigurations": { "ServiceIds": ["orders"] }""")}}"""),
        new("§2.1/attached",
            $$"""{{Make}}, {{Wait}}, {{Shop("""ModifyVpcEndpointServiceConfiguration": { "ServiceId": "orders", "RemoveNetworkLoadBalancerArns": ["spare-lb"] }""")}}""", Spare),
        new("§2.1/keep", Shop("""ModifyVpcEndpointServiceConfiguration": { "ServiceId": "orders", "RemoveNetworkLoadBalancerArns": ["orders-lb"] }""")),
        new("§2.1/lb", $$"""{{Make}}, {{Wait}}, {{Shop("""DeleteLoadBalancer": { "LoadBalancerArn": "orders-lb" }""")}}"""),
        new("§2.2/modify", $$"""{{Make}}, {{Customer("""ModifyVpcEndpoint": { "VpcEndpointId": "ep", "AddSubnetIds": ["app-2"] }""")}}"""),
        new("§2.2/modify", $$"""{{Make}}, {{Customer("""ModifyVpcEndpoint": { "VpcEndpointId": "ep", "AddSubnetIds": ["app-2"] }""")}}""", With("services[0].acceptanceRequired", true)),
        new("§2.2/private", MakePrivate, Both(With("services[0].acceptanceRequired", true), Verified), """{ "privateDnsVerification": "0s" }"""),
        new("§2.2/removed", $$"""
            {{MakeFar}}, {{Wait}}, {{Shop("""ModifyVpcEndpointServiceConfiguration": { "ServiceId": "orders", "RemoveSupportedRegions": ["eu-west-1"] }""")}},
            {{Customer("""ModifyVpcEndpoint": { "VpcEndpointId": "ep", "AddSubnetIds": ["app-2"] }""")}}
            """, Both(Far, With("services[0].supportedRegions", new JArray("eu-west-1"))), """{ "modifyAfterRegionRemoval": false }"""),
        new("§2.3", $$"""{{Make}}, {{Shop("""RejectVpcEndpointConnections": { "ServiceId": "orders", "VpcEndpointIds": ["ep"] }""")}}"""),
        new("§2.3/rejected", $$"""
            {{Make}}, {{Shop("""RejectVpcEndpointConnections": { "ServiceId": "orders", "VpcEndpointIds": ["ep"] }""")}},
            {{Shop("""AcceptVpcEndpointConnections": { "ServiceId": "orders", "VpcEndpointIds": ["ep"] }""")}}
            """, With("services[0].acceptanceRequired", true)),
        new("§2.3/removed", $$"""
            {{MakeFar}}, {{Shop("""ModifyVpcEndpointServiceConfiguration": { "ServiceId": "orders", "RemoveSupportedRegions": ["eu-west-1"] }""")}},
            {{Shop("""AcceptVpcEndpointConnections": { "ServiceId": "orders", "VpcEndpointIds": ["ep"] }""")}}
            """, Both(Far, Both(With("services[0].acceptanceRequired", true), With("services[0].supportedRegions", new JArray("eu-west-1")))),
            """{ "acceptAfterRegionRemoval": false }"""),
        new("§2.4/again", Shop("""ModifyVpcEndpointServicePermissions": { "ServiceId": "orders", "AddAllowedPrincipals": ["customer"] }"""), null,
            """{ "principalChangesAreIdempotent": false }"""),
        new("§2.7/conflict", $"{MakePrivate}, {Wait}, {MakePrivate.Replace("\"ep\"", "\"second\"", StringComparison.Ordinal)}", Verified, """{ "privateDnsVerification": "0s" }"""),
        new("§2.7/start", Shop("""StartVpcEndpointServicePrivateDnsVerification": { "ServiceId": "orders" }""")),
        new("§2.7/vpc", MakePrivate, Both(Verified, With("vpcs[1].enableDnsSupport", false)), """{ "privateDnsVerification": "0s" }"""),
        new("§2.9/last", $$"""
            {{Create(""" "SubnetIds": ["app-1"], "SecurityGroupIds": ["web"] """)}}, {{Wait}},
            {{Customer("""ModifyVpcEndpoint": { "VpcEndpointId": "ep", "RemoveSecurityGroupIds": ["web"] }""")}}
            """, Groups),
        new("§2.9/limit", Create(""" "SubnetIds": ["app-1"], "SecurityGroupIds": ["web", "ops"] """), Groups, """{ "securityGroupsPerInterface": 1 }"""),
        new("§2.9/use", $$"""
            {{Create(""" "SubnetIds": ["app-1"], "SecurityGroupIds": ["web"] """)}}, {{Wait}}, {{Customer("""DeleteSecurityGroup": { "GroupId": "web" }""")}}
            """, Groups),
        new("§2.11/address", string.Join(", ", Enumerable.Range(0, 12).Select(index => Make.Replace("\"ep\"", $"\"ep-{index}\"", StringComparison.Ordinal))), Both(
            With("vpcs[1].cidrBlock", "10.1.0.0/27"),
            With("vpcs[1].subnets", JArray.Parse("""[{ "name": "app-1", "zone": "use1-az1", "cidrBlock": "10.1.0.0/28" }]""")))),
        new("§2.11/chosen", Create(""" "SubnetIds": ["app-1"], "SubnetConfigurations": [{ "SubnetId": "app-1", "Ipv4": "10.9.0.9" }] """)),
        new("§2.11/taken", $$"""
            {{Create(""" "SubnetIds": ["app-1"], "SubnetConfigurations": [{ "SubnetId": "app-1", "Ipv4": "10.1.0.9" }] """)}},
            {{Create(""" "SubnetIds": ["app-1"], "SubnetConfigurations": [{ "SubnetId": "app-1", "Ipv4": "10.1.0.9" }] """).Replace("\"ep\"", "\"second\"", StringComparison.Ordinal)}}
            """),
        new("§2.11/member", Create(""" "SubnetIds": ["app-1"], "SubnetConfigurations": [{ "SubnetId": "app-2", "Ipv4": "10.1.1.9" }] """)),
        new("§2.11/zone", Create(""" "SubnetIds": ["app-1", "app-2"] """), With("vpcs[1].subnets[1].zone", "use1-az1")),
        new("§2.12/provider", Shop("""ModifyVpcEndpointServiceConfiguration": { "ServiceId": "orders", "AddSupportedRegions": ["eu-west-1"] }"""),
            With("loadBalancers[0].subnets", new JArray("shop-1")), """{ "minimumProviderZonesForCrossRegion": 2 }"""),
        new("§2.12/remote", Create(""" "ServiceRegion": "eu-west-1", "SubnetIds": ["app-1"] """), Both(
            HostedIn("eu-west-1", "euw1-az1"), With("vpcs[1].subnets[0].zone", "use1-az3"))),
        new("§2.13", $"{Make}, {Make.Replace("\"ep\"", "\"second\"", StringComparison.Ordinal)}", null, """{ "endpointsPerVpc": 1 }"""),
        new("§2.13/listeners", Shop("""CreateListener": { "LoadBalancerArn": "orders-lb", "Protocol": "TCP", "Port": 80 }"""), null, """{ "listenersPerLoadBalancer": 1 }"""),
        new("§2.13/nlb", Shop("""CreateLoadBalancer": { "Name": "second-lb", "Subnets": ["shop-1"] }"""), null, """{ "loadBalancersPerRegion": 1 }"""),
        new("§2.13/tags", Shop("""CreateTags": { "Resources": ["orders"], "Tags": { "a": "1", "b": "2" } }"""), null, """{ "tagsPerResource": 1 }"""),
        new("§2.13/targets", Shop("""RegisterTargets": { "LoadBalancerArn": "orders-lb", "Targets": [{ "Id": "i-1", "AvailabilityZone": "use1-az1" }, { "Id": "i-2", "AvailabilityZone": "use1-az1" }] }"""), null,
            """{ "targetsPerZone": 2 }"""),
        new("§2.14", Shop("""ModifyListenerAttributes": { "ListenerArn": "orders-tcp", "TcpIdleTimeoutSeconds": 7000 }""")),
        new("§2.14/dualstack", Shop("""SetIpAddressType": { "LoadBalancerArn": "orders-lb", "IpAddressType": "dualstack" }""")),
        new("§2.16/create", As(Builder, """ "CreateVpcEndpoint": { "VpcId": "customer-vpc", "ServiceName": "orders", "SubnetIds": ["app-1"], "Tags": { "team": "web" } } """),
            With("accounts[1].roles[0].policies.build.Statement", Statements("ec2:CreateVpcEndpoint", null))),
        new("§2.17/dry-run", Make.Replace("\"as\": \"ep\",", "\"dryRun\": true, \"refused\": { \"code\": \"DryRunOperation\", \"rule\": \"§2.17/dry-run\" },", StringComparison.Ordinal)),
        new("§2.17/mismatch", $$"""
            {{Create(""" "SubnetIds": ["app-1"], "ClientToken": "once" """)}},
            {{Create(""" "SubnetIds": ["app-2"], "ClientToken": "once" """).Replace("\"ep\"", "\"second\"", StringComparison.Ordinal)}}
            """),
        new("§3.1/opt-in", """{ "caller": "customer", "region": "eu-south-1", "CreateVpc": { "CidrBlock": "10.5.0.0/16" } }"""),
        new("§3.2", """
            { "caller": "customer", "EnableRegion": { "RegionName": "eu-south-1" } }, { "caller": "customer", "DisableRegion": { "RegionName": "eu-south-1" } }
            """),
        new("§4.4", As(Builder, """ "CreateVpcEndpoint": { "VpcId": "customer-vpc", "ServiceName": "orders", "SubnetIds": ["app-1"] } """),
            With("accounts[1].roles[0].policies.build.Statement", Statements("ec2:DescribeVpcs", null))),
        new("§4.4/boundary", As(Builder, """ "CreateVpcEndpoint": { "VpcId": "customer-vpc", "ServiceName": "orders", "SubnetIds": ["app-1"] } """),
            With("accounts[1].roles[0].permissionsBoundary", new JObject { ["Version"] = "2012-10-17", ["Statement"] = Statements("ec2:DescribeVpcs", null) })),
        new("§4.4/scp", Make, With("accounts[1].serviceControlPolicies", new JObject
        {
            ["Full"] = new JObject { ["Version"] = "2012-10-17", ["Statement"] = Statements("*", null) },
            ["Guard"] = JObject.Parse("""{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "ec2:CreateVpcEndpoint", "Resource": "*" }, { "Effect": "Deny", "Action": "ec2:DeleteVpc", "Resource": "*" }] }"""),
        })),
        new("§6.1/shift", """{ "zonal-shift": { "LoadBalancerArn": "orders-lb", "AwayFrom": "use1-az1", "ExpiresIn": "1h" } }"""),
        new("§vpc/use", $$"""{{Make}}, {{Wait}}, {{Customer("""DeleteSubnet": { "SubnetId": "app-1" }""")}}"""),
        new("§fault/control-plane", $$"""{ "control-plane-outage": { "RegionName": "us-east-1", "Duration": "20m" } }, {{Make}}"""),
    ];

    /// <summary>The scenario.</summary>
    public ScenarioFile File()
    {
        var topology = JObject.Parse(Standing);
        Topology?.Invoke(topology);
        return ScenarioFile.Parse(
            new JObject
            {
                ["title"] = Rules,
                ["settings"] = JObject.Parse(Settings),
                ["topology"] = topology,
                ["steps"] = JArray.Parse($"[{Steps}]"),
            }.ToString(),
            "refused.json",
            RegionData.Load().Regions);
    }

    private static string Create(string parameters) =>
        $$"""{ "caller": "customer", "as": "ep", "CreateVpcEndpoint": { "VpcId": "customer-vpc", "ServiceName": "orders", {{parameters}} } }""";

    private static string Shop(string call) => $$"""{ "caller": "shop", "{{call}} }""".Replace("second-lb }", "second-lb\" }", StringComparison.Ordinal);

    private static string Customer(string call) => $$"""{ "caller": "customer", "{{call}} }""";

    private static string As(string principal, string call) => $$"""{ "caller": "{{principal}}", {{call}} }""";

    private static Action<JObject> Both(Action<JObject> one, Action<JObject> other) => topology =>
    {
        one(topology);
        other(topology);
    };

    private static Action<JObject> With(string path, JToken value) => topology =>
    {
        var dot = path.LastIndexOf('.');
        (dot < 0 ? topology : (JObject)topology.SelectToken(path[..dot])!)[path[(dot + 1)..]] = value.DeepClone();
    };

    private static Action<JObject> Without(string path) => topology => topology.SelectToken(path)!.Parent!.Remove();

    private static void Far(JObject topology)
    {
        With("vpcs[1].region", "eu-west-1")(topology);
        With("vpcs[1].subnets", JArray.Parse("""[{ "name": "app-1", "zone": "euw1-az1" }, { "name": "app-2", "zone": "euw1-az2" }]"""))(topology);
    }

    private static Action<JObject> HostedIn(string region, string zone) => topology =>
    {
        With("vpcs[0].region", region)(topology);
        With("accounts[0].optedInRegions", region == "eu-south-1" ? new JArray(region) : [])(topology);
        With("vpcs[0].subnets", JArray.Parse($$"""[{ "name": "shop-1", "zone": "{{zone}}" }]"""))(topology);
        With("loadBalancers[0].subnets", new JArray("shop-1"))(topology);
        With("services[0].supportedRegions", new JArray("us-east-1"))(topology);
    };

    private static Action<JObject> Ipv6(int vpc) => topology =>
    {
        topology["vpcs"]![vpc]!["ipv6"] = true;
        foreach (var subnet in topology["vpcs"]![vpc]!["subnets"]!)
        {
            subnet["ipv6"] = true;
        }
    };

    private static void Ipv6Only(JObject topology)
    {
        var subnet = (JObject)topology["vpcs"]![1]!["subnets"]![0]!;
        subnet.Remove("ipv6");
        subnet["ipv6Only"] = true;
    }

    private static void OverBoth(JObject topology)
    {
        Ipv6(0)(topology);
        With("loadBalancers[0].ipAddressType", "dualstack")(topology);
        With("services[0].supportedIpAddressTypes", new JArray("ipv4", "ipv6"))(topology);
    }

    private static void Spare(JObject topology)
    {
        ((JArray)topology["loadBalancers"]!).Add(JObject.Parse("""{ "name": "spare-lb", "subnets": ["shop-1", "shop-2"] }"""));
        With("services[0].loadBalancers", new JArray("orders-lb", "spare-lb"))(topology);
    }

    private static void Verified(JObject topology)
    {
        With("services[0].privateDnsName", "api.example.com")(topology);
        With("services[0].privateDnsVerified", true)(topology);
    }

    private static void Groups(JObject topology) => With("vpcs[1].securityGroups", JArray.Parse("""[{ "name": "web" }, { "name": "ops" }]"""))(topology);

    private static JArray Statements(string action, string? key) => key is null
        ? new JArray(new JObject { ["Effect"] = "Allow", ["Action"] = action, ["Resource"] = "*" })
        : [.. Statements(action, null), new JObject
        {
            ["Effect"] = "Allow",
            ["Action"] = "vpce:AllowMultiRegion",
            ["Resource"] = "*",
            ["Condition"] = new JObject { ["StringEquals"] = new JObject { [key] = "ap-southeast-2" } },
        }];

    private static Action<JObject> PublisherMay(string action, string? key = null) => With("accounts[0].roles", new JArray(new JObject
    {
        ["name"] = "publisher",
        ["policies"] = new JObject { ["publish"] = new JObject { ["Version"] = "2012-10-17", ["Statement"] = Statements(action, key) } },
    }));
}
