using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests.Scenarios;

/// <summary>A scenario in which all is right, and what is said about it when something is changed.</summary>
internal static class BrokenScenario
{
    /// <summary>A provider, a consumer, and a step of each kind.</summary>
    public const string Right = """
        {
          "title": "A story",
          "start": "2026-01-01T00:00:00Z",
          "settings": { "endpointProvisioning": "30s" },
          "topology": {
            "accounts": [
              { "name": "shop", "id": "111122223333", "optedInRegions": ["eu-south-1"] },
              { "name": "customer", "id": "444455556666", "zoneNames": { "us-east-1": { "us-east-1a": "use1-az4" } } }
            ],
            "vpcs": [
              { "name": "shop-vpc", "account": "shop", "region": "us-east-1", "subnets": [{ "name": "shop-1", "zone": "use1-az4" }] },
              { "name": "app-vpc", "account": "customer", "region": "us-east-1", "subnets": [{ "name": "app-1", "zone": "us-east-1a" }] }
            ],
            "loadBalancers": [{ "name": "orders-lb", "subnets": ["shop-1"] }],
            "services": [{ "name": "orders", "loadBalancers": ["orders-lb"], "allowedPrincipals": ["customer"] }]
          },
          "steps": [
            {
              "after": "1m", "caller": "customer", "as": "e1",
              "CreateVpcEndpoint": { "VpcId": "app-vpc", "ServiceName": "orders", "SubnetIds": ["app-1"] },
              "expect": [{ "endpoint": "e1", "state": "pending" }],
              "eventually": [{ "endpoint": "e1", "state": "available" }], "within": "2m"
            },
            {
              "caller": "shop",
              "ModifyVpcEndpointServiceConfiguration": { "ServiceId": "orders", "AddSupportedRegions": ["eu-south-1"] },
              "always": [{ "service": "orders", "state": "Available" }], "for": "1h"
            },
            { "ImpairZone": { "ZoneId": "use1-az4" }, "expect": [{ "endpoint": "e1", "zone": "us-east-1a", "reachable": false }] }
          ]
        }
        """;

    private static readonly RegionTable Regions = RegionData.Load().Regions;

    /// <summary>Reads a text as the file x.json.</summary>
    public static ScenarioFile Read(string text) => ScenarioFile.Parse(text, "x.json", Regions);

    /// <summary>The scenario with one place changed. For reading's sake ' stands for " and ` for '.</summary>
    public static string With(string right, string wrong, string text = Right)
    {
        var at = text.IndexOf(Json(right), StringComparison.Ordinal);
        Assert.True(at >= 0, $"The scenario holds no {right}");
        return string.Concat(text.AsSpan(0, at), Json(wrong), text.AsSpan(at + right.Length));
    }

    /// <summary>What is said about the scenario with one place changed: a line for each error, without the file's name.</summary>
    public static string ErrorsOf(string right, string wrong) => ErrorsOf(With(right, wrong));

    /// <summary>What is said about a text.</summary>
    public static string ErrorsOf(string text)
    {
        var bad = Assert.Throws<BadScenarioException>(() => Read(text));
        Assert.Equal(2, bad.ExitCode);
        Assert.Equal(string.Join('\n', bad.Errors), bad.Message);
        return string.Join('\n', bad.Errors.Select(error => error.ToString()["x.json:".Length..]));
    }

    private static string Json(string text) => text.Replace('\'', '"').Replace('`', '\'');
}
