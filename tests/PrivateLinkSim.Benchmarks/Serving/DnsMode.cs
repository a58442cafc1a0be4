using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Benchmarks;

/// <summary>A server's resolvers, asked over UDP by four clients with sixteen questions under way each: <c>./run.sh bench dns</c>.</summary>
internal static class DnsMode
{
    private const int Clients = 4;
    private const int UnderWay = 16;
    private const int Questions = 400_000;
    private const int Endpoints = 200;
    private const double Mebi = 1024 * 1024;

    /// <summary>Measures and writes the table.</summary>
    public static async Task<int> RunAsync()
    {
        if (!Programs.HasPlsim())
        {
            return Programs.CantMeasure;
        }

        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("names.json"), Scenario());
        using var server = await ServedProcess.StartAsync(folder.FullName, "--scenario", "names.json", "--memory", "--pace", "manual");
        using var http = new HttpClient { BaseAddress = server.Address };
        var resolvers = JObject.Parse(await http.GetStringAsync(new Uri("/_plsim/resolvers", UriKind.Relative)))["resolvers"]!;
        var described = await server.CallAsync("Action=DescribeVpcEndpoints&Version=2016-11-15");
        string[] names = [.. described.Split("<dnsName>").Skip(1).Select(part => part.Split('<')[0]).Where(name => name.EndsWith(".amazonaws.com", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal)];
        var rows = new List<string[]>();
        foreach (var (what, vpc) in new[] { ("as from anywhere", (string?)null), ("as in a VPC with 200 private names", "customer-vpc") })
        {
            var line = resolvers.Single(each => (string?)each["name"] == vpc);
            var resolver = new IPEndPoint(IPAddress.Parse((string)line["address"]!), (int)line["port"]!);
            await AskAsync(resolver, names, Questions / 10);
            var time = await AskAsync(resolver, names, Questions);
            var rate = Questions / time.TotalSeconds;
            rows.Add([$"names of {Endpoints} endpoints, {what}", Say($"{rate:N0}/s"), $">= 20,000/s: {(rate >= 20_000 ? "met" : "NOT MET")}"]);
        }

        Table.Write(["", "answers", "target"], [.. rows]);
        Console.WriteLine();
        Console.WriteLine(Say($"{Clients} clients with {UnderWay} questions under way each; every answer had an address; the server's working set {server.WorkingSet / Mebi:N0} MiB."));
        return 0;
    }

    private static async Task<TimeSpan> AskAsync(IPEndPoint resolver, string[] names, int questions)
    {
        byte[][] messages = [.. names.Select(Question)];
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(() => Ask(resolver, messages, client, questions / Clients))));
        return Stopwatch.GetElapsedTime(begun);
    }

    private static void Ask(IPEndPoint resolver, byte[][] messages, int client, int questions)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 10_000 };
        socket.Connect(resolver);
        var answer = new byte[1500];
        for (int sent = 0, received = 0; received < questions; received++)
        {
            while (sent < questions && sent - received < UnderWay)
            {
                socket.Send(messages[(client + (sent++ * Clients)) % messages.Length]);
            }

            var length = socket.Receive(answer);
            if (length < 12 || (answer[3] & 0xF) != 0 || answer[7] == 0)
            {
                throw new InvalidOperationException($"An answer without an address: {Convert.ToHexString(answer.AsSpan(0, length))}");
            }
        }
    }

    private static byte[] Question(string name) =>
        [0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, .. name.Split('.').SelectMany(label => (byte[])[(byte)label.Length, .. Encoding.ASCII.GetBytes(label)]), 0, 0, 1, 0, 1];

    private static string Scenario()
    {
        var services = Enumerable.Range(0, Endpoints).Select(index => Say(
            $$"""{ "name": "s{{index}}", "loadBalancers": ["lb{{index}}"], "allowedPrincipals": ["customer"], "privateDnsName": "s{{index}}.example.com", "privateDnsVerified": true }"""));
        var balancers = Enumerable.Range(0, Endpoints).Select(index => Say($$"""{ "name": "lb{{index}}", "subnets": ["shop-1", "shop-2"] }"""));
        var endpoints = Enumerable.Range(0, Endpoints).Select(index => Say(
            $$"""{ "name": "e{{index}}", "service": "s{{index}}", "vpc": "customer-vpc", "subnets": ["app-1", "app-2"], "privateDnsEnabled": true }"""));
        return $$"""
            {
              "title": "Names that are asked for often", "settings": { "endpointsPerVpc": 1000000, "loadBalancersPerRegion": 1000000, "privateDnsVerification": "0s" },
              "topology": {
                "accounts": [{ "name": "shop", "id": "111122223333" }, { "name": "customer", "id": "444455556666" }],
                "vpcs": [
                  { "name": "shop-vpc", "account": "shop", "region": "us-east-1", "subnets": [{ "name": "shop-1", "zone": "use1-az1" }, { "name": "shop-2", "zone": "use1-az2" }] },
                  { "name": "customer-vpc", "account": "customer", "region": "us-east-1", "subnets": [{ "name": "app-1", "zone": "use1-az1" }, { "name": "app-2", "zone": "use1-az2" }] }
                ],
                "loadBalancers": [{{string.Join(",\n", balancers)}}],
                "services": [{{string.Join(",\n", services)}}],
                "endpoints": [{{string.Join(",\n", endpoints)}}]
              },
              "steps": []
            }
            """;
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
