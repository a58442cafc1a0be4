using System.Globalization;

namespace PrivateLinkSim.Host.Tests;

/// <summary>Scenarios that tests are given.</summary>
public static class Given
{
    /// <summary>The repository's directory.</summary>
    public static readonly string Root = FindRoot(AppContext.BaseDirectory);

    /// <summary>A consumer is refused, let in, and loses a zone.</summary>
    public const string Story = """
        {
          "title": "A customer is let in and loses a zone",
          "start": "2026-01-01T23:58:00Z",
          "topology": {
            "accounts": [{ "name": "shop", "id": "111122223333" }, { "name": "customer", "id": "444455556666" }],
            "vpcs": [
              { "name": "shop-vpc", "account": "shop", "region": "us-east-1", "cidrBlock": "10.0.0.0/16",
                "subnets": [{ "name": "shop-1", "zone": "use1-az1" }, { "name": "shop-2", "zone": "use1-az2" }] },
              { "name": "customer-vpc", "account": "customer", "region": "us-east-1", "cidrBlock": "10.1.0.0/16",
                "subnets": [{ "name": "app-1", "zone": "use1-az1" }, { "name": "app-2", "zone": "use1-az2" }] }
            ],
            "loadBalancers": [{ "name": "orders-lb", "subnets": ["shop-1", "shop-2"] }],
            "services": [{ "name": "orders", "loadBalancers": ["orders-lb"] }]
          },
          "steps": [
            {
              "note": "Nobody has let the customer in.", "caller": "customer", "as": "too-early",
              "CreateVpcEndpoint": { "VpcId": "customer-vpc", "ServiceName": "orders", "SubnetIds": ["app-1", "app-2"] },
              "refused": { "code": "InvalidServiceName", "rule": "R4" }
            },
            {
              "after": "1m", "caller": "shop",
              "ModifyVpcEndpointServicePermissions": { "ServiceId": "orders", "AddAllowedPrincipals": ["customer"] }
            },
            {
              "note": "Now the endpoint is made.", "caller": "customer", "as": "orders-endpoint",
              "CreateVpcEndpoint": { "VpcId": "customer-vpc", "ServiceName": "orders", "SubnetIds": ["app-1", "app-2"] },
              "eventually": [{ "endpoint": "orders-endpoint", "state": "available" }], "within": "60s"
            },
            {
              "after": "5m", "note": "A zone fails.",
              "ImpairZone": { "ZoneId": "use1-az1" },
              "eventually": [{ "endpoint": "orders-endpoint", "dns": "regional", "answers": ["use1-az2"] }], "within": "60s"
            }
          ]
        }
        """;

    /// <summary>The same, but expecting what does not come, and not expecting the refusal.</summary>
    public static readonly string WrongStory = Story
        .Replace("\"answers\": [\"use1-az2\"]", "\"answers\": [\"use1-az1\"]", StringComparison.Ordinal)
        .Replace("""
            ,
                  "refused": { "code": "InvalidServiceName", "rule": "R4" }
            """, "", StringComparison.Ordinal);

    /// <summary>A run that takes long enough to be ended in the middle.</summary>
    public static string LongStory(int steps)
    {
        var list = string.Join(",\n", Enumerable.Range(0, steps).Select(step => string.Create(
            CultureInfo.InvariantCulture,
            $$"""{ "after": "1s", "caller": "shop", "ModifyVpcEndpointServicePermissions": { "ServiceId": "orders", "{{(step % 2 == 0 ? "Add" : "Remove")}}AllowedPrincipals": ["customer"] } }""")));
        return $"{Story[..Story.IndexOf("\"steps\": [", StringComparison.Ordinal)]}\"steps\": [\n{list}\n] }}";
    }

    /// <summary>A scenario that is shipped.</summary>
    public static string Shipped(string name) => Path.Combine(Root, "scenarios", name);

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "PrivateLinkSim.sln")) ? folder : FindRoot(Path.GetDirectoryName(folder)!);
}
