using System.Globalization;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>
/// Hides a failure among what has nothing to do with it: other accounts, VPCs, services, endpoints, clients, faults of another Region,
/// settings, notes, and 36 steps more. The same number gives the same scenario.
/// </summary>
internal sealed class PlantedNoise(int number)
{
    private const int Strangers = 4;

    private Pcg _pcg = new((ulong)number, 9);

    /// <summary>The scenario around a failure.</summary>
    public string Around(PlantedFailure failure)
    {
        var topology = failure.Core();
        var stories = new List<Queue<JObject>> { new(JArray.Parse(failure.Steps).Cast<JObject>()) };
        var traffic = JArray.Parse(failure.Traffic);
        for (var index = 0; index < Strangers; index++)
        {
            AddStranger(topology, Text(index));
            stories.Add(new Queue<JObject>(Story(Text(index)).Select(JObject.Parse)));
            traffic.Add(JObject.Parse($$"""{ "name": "noise-clients-{{index}}", "endpoint": "noise-endpoint-{{index}}", "subnet": "noise-app-{{index}}", "connectionsPerSecond": {{index + 1}} }"""));
        }

        AddIdle(topology, "eu-central-1", "euc1-az1");
        AddIdle(topology, "ap-south-1", "aps1-az1");
        stories.Add(new Queue<JObject>(Besides().Select(JObject.Parse)));
        var settings = JObject.Parse(failure.Settings);
        settings["tagsPerResource"] = 40;
        settings["deregistrationPropagation"] = "5s";
        settings["zoneRecoveryDetection"] = "3m";
        return new JObject
        {
            ["title"] = failure.Name,
            ["story"] = "Somewhere in here something goes wrong.",
            ["start"] = "2026-05-04T08:00:00Z",
            ["linger"] = "10m",
            ["settings"] = settings,
            ["topology"] = topology,
            ["traffic"] = traffic,
            ["steps"] = new JArray(Mixed(stories)),
        }.ToString();
    }

    private static void AddStranger(JObject topology, string name)
    {
        var (provider, consumer) = (Account(name, "1"), Account(name, "2"));
        Add(topology, "accounts", $$"""{ "name": "noise-provider-{{name}}", "id": "{{provider}}" }""");
        Add(topology, "accounts", $$"""{ "name": "noise-consumer-{{name}}", "id": "{{consumer}}" }""");
        Add(topology, "vpcs", $$"""
            { "name": "noise-front-{{name}}", "account": "noise-provider-{{name}}", "region": "us-west-2", "subnets": [{ "name": "noise-nlb-{{name}}", "zone": "usw2-az1" }] }
            """);
        Add(topology, "vpcs", $$"""
            { "name": "noise-vpc-{{name}}", "account": "noise-consumer-{{name}}", "region": "us-west-2", "cidrBlock": "10.9.0.0/16", "subnets": [{ "name": "noise-app-{{name}}", "zone": "usw2-az1" }] }
            """);
        Add(topology, "loadBalancers", $$"""{ "name": "noise-lb-{{name}}", "subnets": ["noise-nlb-{{name}}"] }""");
        Add(topology, "services", $$"""
            { "name": "noise-service-{{name}}", "loadBalancers": ["noise-lb-{{name}}"], "allowedPrincipals": ["noise-consumer-{{name}}"], "tags": { "team": "noise" } }
            """);
    }

    // For faults to hit.
    private static void AddIdle(JObject topology, string region, string zone)
    {
        Add(topology, "vpcs", $$"""
            { "name": "noise-{{region}}", "account": "noise-provider-0", "region": "{{region}}", "subnets": [{ "name": "noise-{{zone}}", "zone": "{{zone}}" }] }
            """);
        Add(topology, "loadBalancers", $$"""{ "name": "noise-lb-{{zone}}", "subnets": ["noise-{{zone}}"] }""");
    }

    private static string[] Story(string name) =>
    [
        $$"""
        { "caller": "noise-consumer-{{name}}", "as": "noise-endpoint-{{name}}", "note": "One more endpoint.",
          "CreateVpcEndpoint": { "VpcId": "noise-vpc-{{name}}", "ServiceName": "noise-service-{{name}}", "SubnetIds": ["noise-app-{{name}}"] },
          "eventually": [{ "endpoint": "noise-endpoint-{{name}}", "state": "available" }], "within": "2m" }
        """,
        $$"""{ "caller": "noise-provider-{{name}}", "CreateTags": { "Resources": ["noise-service-{{name}}"], "Tags": { "stage": "{{name}}" } } }""",
        $$"""{ "caller": "noise-provider-{{name}}", "ModifyLoadBalancerAttributes": { "LoadBalancerArn": "noise-lb-{{name}}", "CrossZone": true } }""",
        $$"""{ "caller": "noise-consumer-{{name}}", "as": "noise-group-{{name}}", "CreateSecurityGroup": { "VpcId": "noise-vpc-{{name}}", "GroupName": "noise-{{name}}", "Description": "none" } }""",
        $$"""{ "caller": "noise-consumer-{{name}}", "AuthorizeSecurityGroupIngress": { "GroupId": "noise-group-{{name}}", "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "10.0.0.0/8" } }""",
        $$"""{ "after": "3m", "expect": [{ "endpoint": "noise-endpoint-{{name}}", "state": "available" }, { "service": "noise-service-{{name}}", "state": "Available" }] }""",
        $$"""{ "caller": "noise-consumer-{{name}}", "DeleteVpcEndpoints": { "VpcEndpointIds": ["noise-endpoint-{{name}}"] } }""",
    ];

    // What touches the same things, and changes nothing of what goes wrong.
    private static string[] Besides() =>
    [
        """{ "caller": "core-provider", "CreateTags": { "Resources": ["core-service"], "Tags": { "noise": "yes" } } }""",
        """{ "note": "Far away.", "ImpairZone": { "ZoneId": "euc1-az1" } }""",
        """{ "caller": "core-provider", "ModifyVpcEndpointServicePermissions": { "ServiceId": "core-service", "AddAllowedPrincipals": ["noise-consumer-0"] } }""",
        """{ "RepairZone": { "ZoneId": "euc1-az1" } }""",
        """{ "region-outage": { "RegionName": "ap-south-1", "Duration": "30m" } }""",
        """{ "note": "Once more.", "expect": [{ "service": "core-service", "state": "Available" }] }""",
        """{ "caller": "core-provider", "DeleteTags": { "Resources": ["core-service"], "TagKeys": ["noise"] } }""",
        """{ "caller": "core-consumer", "as": "noise-group", "CreateSecurityGroup": { "VpcId": "core-vpc", "GroupName": "noise", "Description": "none" } }""",
    ];

    // The failure's last step comes last, because what is expected at once is told by the world as it is then.
    private IEnumerable<JObject> Mixed(List<Queue<JObject>> stories)
    {
        var core = stories[0];
        while (stories.Exists(story => story != core && story.Count > 0) || core.Count > 0)
        {
            var able = stories.Where(story => story.Count > (story == core ? 1 : 0)).ToArray();
            var story = able.Length == 0 ? core : able[(int)_pcg.Next((uint)able.Length)];
            var step = story.Dequeue();
            if (story != core && !step.ContainsKey("after"))
            {
                step.AddFirst(new JProperty("after", $"{Text((int)_pcg.Next(240))}s"));
            }

            yield return step;
        }
    }

    private static void Add(JObject topology, string list, string item) => ((JArray)topology[list]!).Add(JObject.Parse(item));

    private static string Account(string name, string role) => $"9{role}{name.PadLeft(10, '0')}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
