using System.Collections.Immutable;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>A scenario that fails, and of which nothing can go.</summary>
/// <param name="Name">What goes wrong.</param>
/// <param name="Topology">Changes the topology that all have.</param>
/// <param name="Steps">The steps, the last of which fails.</param>
internal sealed record PlantedFailure(string Name, Action<JObject> Topology, string Steps)
{
    private const string Plain = """
        {
          "accounts": [{ "name": "core-provider", "id": "111122223333" }, { "name": "core-consumer", "id": "444455556666" }],
          "vpcs": [
            { "name": "core-front", "account": "core-provider", "region": "us-east-1",
              "subnets": [{ "name": "core-front-1", "zone": "use1-az1" }, { "name": "core-front-2", "zone": "use1-az2" }] },
            { "name": "core-vpc", "account": "core-consumer", "region": "us-east-1", "cidrBlock": "10.1.0.0/16",
              "subnets": [{ "name": "core-app-1", "zone": "use1-az1" }, { "name": "core-app-2", "zone": "use1-az2" }] }
          ],
          "loadBalancers": [{ "name": "core-lb", "subnets": ["core-front-1", "core-front-2"] }],
          "services": [{ "name": "core-service", "loadBalancers": ["core-lb"], "allowedPrincipals": ["core-consumer"] }]
        }
        """;

    private const string Create = """
        "caller": "core-consumer", "as": "core-endpoint", "CreateVpcEndpoint": { "VpcId": "core-vpc", "ServiceName": "core-service", "SubnetIds": ["core-app-1", "core-app-2"] }
        """;

    private const string CreateInOne = """
        "caller": "core-consumer", "as": "core-endpoint", "CreateVpcEndpoint": { "VpcId": "core-vpc", "ServiceName": "core-service", "SubnetIds": ["core-app-1"] }
        """;

    private const string Look = """ "after": "5m", "expect": [{ "endpoint": "core-endpoint", "state": "available" }] """;

    /// <summary>The settings of the scenario.</summary>
    public string Settings { get; init; } = "{}";

    /// <summary>Its clients.</summary>
    public string Traffic { get; init; } = "[]";

    /// <summary>The commands that must be left, in their order; <c>look</c> for a step without one.</summary>
    public string[] Commands =>
        [.. JArray.Parse(Steps).Select(step => ((JObject)step).Properties().Select(member => member.Name).FirstOrDefault(IsCommand) ?? "look")];

    /// <summary>All twenty.</summary>
    public static ImmutableArray<PlantedFailure> All { get; } =
    [
        new("nobody let the consumer in", Without("services[0].allowedPrincipals"), $"[{{ {Create} }}]"),
        new("the consumer is no longer let in", Same, $$"""
            [{ "caller": "core-provider", "ModifyVpcEndpointServicePermissions": { "ServiceId": "core-service", "RemoveAllowedPrincipals": ["core-consumer"] } },
             { {{Create}} }]
            """),
        new("nobody accepts the connection", With("services[0].acceptanceRequired", true), $"[{{ {CreateInOne} }}, {{ {Look} }}]"),
        new("the connection is rejected", With("services[0].acceptanceRequired", true), $$"""
            [{ {{CreateInOne}} },
             { "caller": "core-provider", "RejectVpcEndpointConnections": { "ServiceId": "core-service", "VpcEndpointIds": ["core-endpoint"] } },
             { {{Look}} }]
            """),
        new("a zone is lost", Same, $$"""
            [{ {{Create}} },
             { "after": "10m", "ImpairZone": { "ZoneId": "use1-az1" } },
             { "after": "5m", "expect": [{ "endpoint": "core-endpoint", "dns": "regional", "answers": ["use1-az1", "use1-az2"] }] }]
            """),
        new("no target answers", Same, $$"""
            [{ {{CreateInOne}} },
             { "after": "10m", "target-failure": { "LoadBalancerArn": "core-lb", "Duration": "7d" } },
             { "after": "5m", "expect": [{ "endpoint": "core-endpoint", "reachable": true }] }]
            """),
        new("the Region is not supported", In("eu-west-1"), """
            [{ "caller": "core-consumer", "as": "core-endpoint", "CreateVpcEndpoint": { "VpcId": "core-vpc", "ServiceName": "core-service", "ServiceRegion": "us-east-1", "SubnetIds": ["core-app-1"] } }]
            """),
        new("the Region was removed", In("eu-west-1", "services[0].supportedRegions", new JArray("eu-west-1")), """
            [{ "caller": "core-provider", "ModifyVpcEndpointServiceConfiguration": { "ServiceId": "core-service", "RemoveSupportedRegions": ["eu-west-1"] } },
             { "caller": "core-consumer", "as": "core-endpoint", "CreateVpcEndpoint": { "VpcId": "core-vpc", "ServiceName": "core-service", "ServiceRegion": "us-east-1", "SubnetIds": ["core-app-1"] } }]
            """),
        new("opting in takes too long", Same, """
            [{ "caller": "core-consumer", "EnableRegion": { "RegionName": "eu-south-1" },
               "eventually": [{ "region": "eu-south-1", "account": "core-consumer", "optStatus": "ENABLED" }], "within": "10m" }]
            """)
        {
            Settings = """{ "regionOptInDuration": "2h" }""",
        },
        new("the VPC has no DNS hostnames", With("services[0].privateDnsName", "api.example.com", "services[0].privateDnsVerified", true), """
            [{ "caller": "core-consumer", "ModifyVpcAttribute": { "VpcId": "core-vpc", "EnableDnsHostnames": false } },
             { "after": "10m", "caller": "core-consumer", "as": "core-endpoint",
               "CreateVpcEndpoint": { "VpcId": "core-vpc", "ServiceName": "core-service", "SubnetIds": ["core-app-1"], "PrivateDnsEnabled": true } }]
            """),
        new("an idle timeout bars Regions", With("loadBalancers[0].listeners", JArray.Parse("""[{ "name": "core-listener", "protocol": "TCP", "port": 443 }]""")), """
            [{ "caller": "core-provider", "ModifyListenerAttributes": { "ListenerArn": "core-listener", "TcpIdleTimeoutSeconds": 600 } },
             { "caller": "core-provider", "ModifyVpcEndpointServiceConfiguration": { "ServiceId": "core-service", "AddSupportedRegions": ["eu-west-1"] } }]
            """),
        new("the load balancer is in use", Same, """[{ "caller": "core-provider", "DeleteLoadBalancer": { "LoadBalancerArn": "core-lb" } }]"""),
        new("the port was closed", With(
            "vpcs[1].securityGroups", JArray.Parse("""[{ "name": "core-group", "inbound": [{ "protocol": "tcp", "ports": "443", "from": "10.0.0.0/8" }] }]""")), """
            [{ "caller": "core-consumer", "as": "core-endpoint",
               "CreateVpcEndpoint": { "VpcId": "core-vpc", "ServiceName": "core-service", "SubnetIds": ["core-app-1"], "SecurityGroupIds": ["core-group"] } },
             { "after": "5m", "caller": "core-consumer",
               "RevokeSecurityGroupIngress": { "GroupId": "core-group", "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "10.0.0.0/8" } },
             { "expect": [{ "endpoint": "core-endpoint", "reachable": true, "flow": { "port": 443, "from": "core-app-1" } }] }]
            """),
        new("the quota is reached", Same, $$"""[{ {{CreateInOne}} }, { {{CreateInOne.Replace("core-endpoint", "core-second", StringComparison.Ordinal)}} }]""")
        {
            Settings = """{ "endpointsPerVpc": 1 }""",
        },
        new("connections are lost", Same, $$"""
            [{ {{Create}} },
             { "after": "10m", "az-power-interruption": { "ZoneId": "use1-az1", "Duration": "1h" },
               "never": [{ "traffic": "core-clients", "over": "1m", "availabilityAtMost": "90%" }], "for": "30m" }]
            """)
        {
            Traffic = """[{ "name": "core-clients", "endpoint": "core-endpoint", "subnet": "core-app-2", "connectionsPerSecond": 10 }]""",
        },
        new("a policy denies it", With("accounts[1].roles", JArray.Parse(
            """[{ "name": "core-role", "policies": { "all": { "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "*", "Resource": "*" } } } }]""")), """
            [{ "caller": "core-consumer", "PutRolePolicy": { "RoleName": "core-role", "PolicyName": "no",
               "PolicyDocument": { "Version": "2012-10-17", "Statement": { "Effect": "Deny", "Action": "ec2:CreateVpcEndpoint", "Resource": "*" } } } },
             { "caller": "arn:aws:iam::444455556666:role/core-role", "as": "core-endpoint",
               "CreateVpcEndpoint": { "VpcId": "core-vpc", "ServiceName": "core-service", "SubnetIds": ["core-app-1"] } }]
            """),
        new("the endpoint is deleted", Same, $$"""
            [{ {{CreateInOne}} },
             { "after": "5m", "caller": "core-consumer", "DeleteVpcEndpoints": { "VpcEndpointIds": ["core-endpoint"] } },
             { "after": "5m", "expect": [{ "endpoint": "core-endpoint", "exists": true }] }]
            """),
        new("the provider is not opted in", Same, """
            [{ "caller": "core-provider", "ModifyVpcEndpointServiceConfiguration": { "ServiceId": "core-service", "AddSupportedRegions": ["eu-south-1"] } }]
            """),
        new("the zone is not the service's", With("vpcs[1].subnets[0].zone", "use1-az4"), $"[{{ {CreateInOne} }}]"),
        new("let in, and then a zone is lost", Without("services[0].allowedPrincipals"), $$"""
            [{ "caller": "core-provider", "ModifyVpcEndpointServicePermissions": { "ServiceId": "core-service", "AddAllowedPrincipals": ["core-consumer"] } },
             { {{Create}} },
             { "after": "10m", "ImpairZone": { "ZoneId": "use1-az1" } },
             { "after": "5m", "expect": [{ "endpoint": "core-endpoint", "dns": "regional", "answers": ["use1-az1", "use1-az2"] }] }]
            """),
    ];

    /// <summary>The topology of the scenario.</summary>
    public JObject Core()
    {
        var topology = JObject.Parse(Plain);
        Topology(topology);
        return topology;
    }

    private static bool IsCommand(string member) => char.IsUpper(member[0]) || member.Contains('-', StringComparison.Ordinal);

    private static void Same(JObject topology)
    {
    }

    private static Action<JObject> With(string path, JToken value) => topology => Set(topology, path, value);

    private static Action<JObject> With(string path, JToken value, string other, JToken second) => topology =>
    {
        Set(topology, path, value);
        Set(topology, other, second);
    };

    private static Action<JObject> Without(string path) => topology => topology.SelectToken(path)!.Parent!.Remove();

    private static Action<JObject> In(string region) => topology =>
    {
        Set(topology, "vpcs[1].region", region);
        Set(topology, "vpcs[1].subnets", JArray.Parse("""[{ "name": "core-app-1", "zone": "euw1-az1" }]"""));
    };

    private static Action<JObject> In(string region, string path, JToken value) => topology =>
    {
        In(region)(topology);
        Set(topology, path, value);
    };

    private static void Set(JObject topology, string path, JToken value)
    {
        var dot = path.LastIndexOf('.');
        ((JObject)topology.SelectToken(path[..dot])!)[path[(dot + 1)..]] = value.DeepClone();
    }
}
