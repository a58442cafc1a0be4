using System.Net;
using DnsClient;
using DnsClient.Protocol;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host.Tests;

/// <summary>A provider, its service with a private name, a customer's endpoint, and a VPC that has none; and a client that asks for names.</summary>
internal static class DnsStory
{
    public const string Service = "orders.example.com";

    /// <summary>The story, with settings or with another private name.</summary>
    public static string Story(string settings = "", string privateName = Service) => $$"""
        {
          "title": "Names that are resolved", "start": "2026-01-01T00:00:00Z", "settings": { "privateDnsVerification": "0s"{{settings}} },
          "topology": {
            "accounts": [{ "name": "shop", "id": "111122223333" }, { "name": "customer", "id": "444455556666" }],
            "vpcs": [
              { "name": "shop-vpc", "account": "shop", "region": "us-east-1", "cidrBlock": "10.0.0.0/16",
                "subnets": [{ "name": "shop-1", "zone": "use1-az1" }, { "name": "shop-2", "zone": "use1-az2" }] },
              { "name": "customer-vpc", "account": "customer", "region": "us-east-1", "cidrBlock": "10.1.0.0/16",
                "subnets": [{ "name": "app-1", "zone": "use1-az1" }, { "name": "app-2", "zone": "use1-az2" }] },
              { "name": "lab-vpc", "account": "customer", "region": "us-east-1", "cidrBlock": "10.2.0.0/16", "subnets": [{ "name": "lab-1", "zone": "use1-az1" }] }
            ],
            "loadBalancers": [{ "name": "orders-lb", "subnets": ["shop-1", "shop-2"] }],
            "services": [{ "name": "orders", "loadBalancers": ["orders-lb"], "allowedPrincipals": ["customer"], "privateDnsName": "{{privateName}}", "privateDnsVerified": true }],
            "endpoints": [{ "name": "orders-endpoint", "service": "orders", "vpc": "customer-vpc", "subnets": ["app-1", "app-2"], "privateDnsEnabled": true }]
          },
          "steps": []
        }
        """;

    public static string VpcOf(TestServer server, string block) => server.IdOf<VpcState>(EntityKind.Vpc, vpc => vpc.Exists && vpc.CidrBlock.ToString() == block);

    /// <summary>The names of the endpoint: Regional, zonal, private.</summary>
    public static IReadOnlyList<string> OfEndpoint(TestServer server)
    {
        var (id, endpoint) = server.Served.View.All<InterfaceEndpointState>(EntityKind.InterfaceEndpoint).Single();
        return DnsNames.OfEndpoint(id.Key, endpoint, server.Served.Live.Facts.Settings);
    }

    /// <summary>What a client of the library DnsClient gets to hear.</summary>
    public static async Task<IDnsQueryResponse> AskAsync(IPEndPoint resolver, string name, QueryType type = QueryType.A) =>
        await Client(resolver).QueryAsync(name, type);

    public static LookupClient Client(IPEndPoint resolver) =>
        new(new LookupClientOptions(resolver) { UseCache = false, Retries = 0, Timeout = TimeSpan.FromSeconds(30), ThrowDnsErrors = false, ContinueOnDnsError = false });

    /// <summary>The addresses in order, or how the question ended without one.</summary>
    public static async Task<string> AddressesAsync(IPEndPoint resolver, string name, QueryType type = QueryType.A)
    {
        var answer = await AskAsync(resolver, name, type);
        var addresses = answer.Answers.OfType<AddressRecord>().Select(each => each.Address.ToString()).Order(StringComparer.Ordinal).ToArray();
        return addresses.Length > 0 ? string.Join(' ', addresses)
            : answer.Header.ResponseCode is DnsHeaderResponseCode.NoError ? "NODATA"
            : answer.Header.ResponseCode.ToString();
    }
}
