using System.Net;
using System.Text;
using Amazon.EC2;
using Amazon.Runtime;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host.Tests;

/// <summary>A server of this process on a free port, whose clock moves only when it is told to.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    /// <summary>A provider with a load balancer in two zones, and a customer with two subnets.</summary>
    public const string Shop = """
        {
          "title": "A provider and a customer", "start": "2026-01-01T00:00:00Z",
          "topology": {
            "accounts": [
              { "name": "shop", "id": "111122223333" },
              { "name": "customer", "id": "444455556666", "users": [{ "name": "nobody" }] }
            ],
            "vpcs": [
              { "name": "shop-vpc", "account": "shop", "region": "us-east-1", "cidrBlock": "10.0.0.0/16",
                "subnets": [{ "name": "shop-1", "zone": "use1-az1" }, { "name": "shop-2", "zone": "use1-az2" }] },
              { "name": "customer-vpc", "account": "customer", "region": "us-east-1", "cidrBlock": "10.1.0.0/16",
                "subnets": [{ "name": "app-1", "zone": "use1-az1" }, { "name": "app-2", "zone": "use1-az2" }] }
            ],
            "loadBalancers": [{ "name": "orders-lb", "subnets": ["shop-1", "shop-2"] }]
          },
          "steps": []
        }
        """;

    private readonly ApiServer _server;
    private readonly DnsServer _dns;
    private readonly AccessKeys _keys;
    private readonly List<Exception> _failures;

    private TestServer(ServedRun served, ApiServer server, DnsServer dns, AccessKeys keys, List<Exception> failures) =>
        (Served, _server, _dns, _keys, _failures) = (served, server, dns, keys, failures);

    public ServedRun Served { get; }

    /// <summary>The key of a root, user or role of the topology: <c>customer.nobody</c>.</summary>
    public AccessKey KeyOf(string profile) => _keys.Profiles.Single(each => each.Profile == profile).Key;

    public Uri Address => _server.Address;

    /// <summary>Where names are resolved: as from anywhere, or as in a VPC of the topology.</summary>
    public IPEndPoint ResolverOf(string? vpcId = null)
    {
        var place = _dns.Resolvers.Single(each => each.VpcId == vpcId);
        return new IPEndPoint(place.Address, place.Port);
    }

    public static async Task<TestServer> StartAsync(string scenario = Shop, bool isStrict = false, StoredRun? stored = null, IEnumerable<LogEntry>? record = null, Func<StoredRun?>? renew = null, Func<ServerOptions, ServerOptions>? options = null)
    {
        var file = ScenarioFile.Parse(scenario, "server.json", RegionData.Load().Regions);
        var served = await ServedRun.StartAsync(file, null, stored, record, 0, otherVersion: false, TimeProvider.System, renew);
        var secret = KeySecret.Beside(stored?.File);
        var (keys, failures) = (new AccessKeys(served, secret), new List<Exception>());
        var dns = DnsServer.Start(served, 0, Keep);
        var server = await ApiServer.StartAsync(served, keys, secret, (options ?? (same => same))(new ServerOptions(IPAddress.Loopback, 0, isStrict) { Dns = dns }), Keep);
        return new TestServer(served, server, dns, keys, failures);

        void Keep(Exception failure)
        {
            lock (failures)
            {
                failures.Add(failure);
            }
        }
    }

    /// <summary>AWS's own client, calling as the root of an account.</summary>
    public AmazonEC2Client Ec2(string account, string region = "us-east-1") => Ec2(new BasicAWSCredentials(account, "any"), region);

    public AmazonEC2Client Ec2(AWSCredentials credentials, string region = "us-east-1") =>
        new(credentials, new AmazonEC2Config { ServiceURL = Address.ToString(), AuthenticationRegion = region, MaxErrorRetry = 0 });

    /// <summary>A form as it is, signed by nobody in particular.</summary>
    public async Task<(HttpStatusCode Status, string Body)> PostAsync(string form, string service = "ec2", string key = "444455556666", string region = "us-east-1")
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, Address)
        {
            Content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded"),
        };
        request.Headers.TryAddWithoutValidation(
            "Authorization", $"AWS4-HMAC-SHA256 Credential={key}/20260101/{region}/{service}/aws4_request, SignedHeaders=host, Signature=0");
        using var response = await client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>A request of the control plane.</summary>
    public async Task<(HttpStatusCode Status, JObject Body)> ControlAsync(string method, string path, string? body = null)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Address, $"/_plsim{path}"));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.SendAsync(request);
        using var reader = new JsonTextReader(new StringReader(await response.Content.ReadAsStringAsync())) { DateParseHandling = DateParseHandling.None };
        return (response.StatusCode, JObject.Load(reader));
    }

    /// <summary>The stream of events.</summary>
    public Task<HttpResponseMessage> StreamAsync(string query, string? lastEventId = null)
    {
        var client = new HttpClient();
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Address, $"/_plsim/events{query}"));
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        return client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>All events of a stream that ends.</summary>
    public async Task<List<StreamedEvent>> EventsAsync(string query, string? lastEventId = null)
    {
        using var reader = new EventReader(await StreamAsync(query, lastEventId));
        var events = new List<StreamedEvent>();
        while (await reader.NextAsync() is { } next)
        {
            events.Add(next);
        }

        return events;
    }

    /// <summary>Lets virtual time pass, with all that is due in it.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        Served.Pace.Advance(time);

        // The answer of a call that comes after it has seen all of it.
        await Served.AskAsync(new Step { DeleteVpc = new() { VpcId = "vpc-00000000000000000" } }, new Caller("111122223333", "arn:aws:iam::111122223333:root", "us-east-1"));
    }

    /// <summary>The first text of an element of an answer to a call that was accepted.</summary>
    public string Made((HttpStatusCode Status, string Body) answer, string element)
    {
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Body);
        return answer.Body.Split($"<{element}>")[1].Split('<')[0];
    }

    public string IdOf<TState>(EntityKind kind, Func<TState, bool> which)
        where TState : class, IState => Served.View.All<TState>(kind).Single(each => which(each.Value)).Key.Key;

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync();
        await _server.DisposeAsync();
        await _dns.DisposeAsync();
        await Served.DisposeAsync();
        lock (_failures)
        {
            Assert.Empty(_failures);
        }
    }
}
