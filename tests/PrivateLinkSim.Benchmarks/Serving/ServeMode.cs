using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace PrivateLinkSim.Benchmarks;

/// <summary>A server with its journal in an SQLite file, and eight connections that call it: <c>./run.sh bench serve</c>.</summary>
internal static partial class ServeMode
{
    private const int Connections = 8;
    private const int Endpoints = 10_000;
    private const int Describes = 40_000;
    private const double Mebi = 1024 * 1024;

    /// <summary>Measures and writes the table.</summary>
    public static async Task<int> RunAsync()
    {
        if (!Programs.HasPlsim())
        {
            return Programs.CantMeasure;
        }

        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("load.json"), Scenario());
        var rows = new List<string[]>();
        int before, after;
        long memory;
        using (var server = await ServedProcess.StartAsync(folder.FullName, "--scenario", "load.json", "--db", "load.db"))
        {
            var places = await PlacesAsync(server);
            before = RawRows.Count(folder.File("load.db"));
            var half = await LoadAsync(server, Endpoints / 2, call => CreateForm(places, call));
            rows.Add(["CreateVpcEndpoint, the first 5,000", half.Rate, half.Latencies, "", ""]);

            var few = Ids(await server.CallAsync("Action=DescribeVpcEndpoints&Version=2016-11-15"));
            var early = await LoadAsync(server, Describes, call => DescribeForm(few, call));
            rows.Add(["DescribeVpcEndpoints by id, of 5,000", early.Rate, early.Latencies, "", ""]);
            var all = await MedianAsync(9, () => server.CallAsync("Action=DescribeVpcEndpoints&Version=2016-11-15"));
            rows.Add(["DescribeVpcEndpoints, all 5,000", Milliseconds(all), "", "", Target("<= 100 ms", all.TotalMilliseconds <= 100)]);

            var rest = await LoadAsync(server, Endpoints / 2, call => CreateForm(places, call));
            after = RawRows.Count(folder.File("load.db"));
            var raw = Bare(folder, (after - before) / Endpoints * Connections);
            rows.Add(["CreateVpcEndpoint, the next 5,000", rest.Rate, rest.Latencies, Say($"{rest.PerSecond / raw:F2} of {raw:N0}/s"), Target(">= 2,000/s", rest.PerSecond >= 2000)]);

            var many = Ids(await server.CallAsync("Action=DescribeVpcEndpoints&Version=2016-11-15"));
            var late = await LoadAsync(server, Describes, call => DescribeForm(many, call));
            rows.Add(["DescribeVpcEndpoints by id, of 10,000", late.Rate, late.Latencies, "", Target(">= 5,000/s", late.PerSecond >= 5000)]);
            memory = server.WorkingSet;
        }

        Table.Write(["", "median or rate", "latency", "of the limit", "target"], [.. rows]);
        Console.WriteLine();
        Console.WriteLine(Say($"{Connections} connections; {(after - before) / Endpoints} rows of the journal for each CreateVpcEndpoint; the server's working set {memory / Mebi:N0} MiB."));
        Console.WriteLine("The limit of CreateVpcEndpoint is to write the same rows with the bare driver, those of eight calls in a transaction that survives a power cut.");
        return 0;
    }

    private sealed record Load(double PerSecond, ImmutableArray<TimeSpan> Sorted)
    {
        public string Rate => Say($"{PerSecond:N0}/s");

        public string Latencies => Say($"p50 {Milliseconds(Sorted[Sorted.Length / 2])}, p99 {Milliseconds(Sorted[Sorted.Length * 99 / 100])}, max {Milliseconds(Sorted[^1])}");
    }

    private static async Task<Load> LoadAsync(ServedProcess server, int calls, Func<int, string> form)
    {
        var next = -1;
        var begun = Stopwatch.GetTimestamp();
        var latencies = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(WorkAsync)));
        var time = Stopwatch.GetElapsedTime(begun);
        return new Load(calls / time.TotalSeconds, [.. latencies.SelectMany(each => each).Order()]);

        async Task<List<TimeSpan>> WorkAsync()
        {
            var taken = new List<TimeSpan>();
            for (var call = Interlocked.Increment(ref next); call < calls; call = Interlocked.Increment(ref next))
            {
                var from = Stopwatch.GetTimestamp();
                await server.CallAsync(form(call));
                taken.Add(Stopwatch.GetElapsedTime(from));
            }

            return taken;
        }
    }

    private static async Task<TimeSpan> MedianAsync(int rounds, Func<Task> call)
    {
        var times = new List<TimeSpan>();
        for (var round = 0; round < rounds; round++)
        {
            var from = Stopwatch.GetTimestamp();
            await call();
            times.Add(Stopwatch.GetElapsedTime(from));
        }

        return times.Order().ElementAt(rounds / 2);
    }

    // How many CreateVpcEndpoint's worth of rows the bare driver makes durable in a second.
    private static double Bare(TemporaryFolder folder, int rowsOfBatch)
    {
        var rows = RawRows.Load(folder.File("load.db"))[^(rowsOfBatch * 500)..];
        using var connection = RawRows.Create(folder.File("raw.db"), "FULL");
        var begun = Stopwatch.GetTimestamp();
        RawRows.Insert(connection, rows, rowsOfBatch);
        return 500 * Connections / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    /// <summary>A service, and where endpoints to it can be.</summary>
    public sealed record Places(string Service, ImmutableArray<(string Vpc, string Subnet)> Subnets);

    /// <summary>What the scenario made.</summary>
    public static async Task<Places> PlacesAsync(ServedProcess server)
    {
        var services = await server.CallAsync("Action=DescribeVpcEndpointServices&Version=2016-11-15");
        var subnets = await server.CallAsync("Action=DescribeSubnets&Version=2016-11-15");
        return new Places(
            ServiceName().Match(services).Value,
            [.. VpcId().Matches(subnets).Zip(SubnetId().Matches(subnets), (vpc, subnet) => (vpc.Value, subnet.Value))]);
    }

    private static string CreateForm(Places places, int call) =>
        Say($"Action=CreateVpcEndpoint&Version=2016-11-15&VpcEndpointType=Interface&ServiceName={places.Service}&VpcId={places.Subnets[call % places.Subnets.Length].Vpc}&SubnetId.1={places.Subnets[call % places.Subnets.Length].Subnet}");

    private static string DescribeForm(ImmutableArray<string> ids, int call) =>
        $"Action=DescribeVpcEndpoints&Version=2016-11-15&VpcEndpointId.1={ids[(int)(call * 7919L % ids.Length)]}";

    private static ImmutableArray<string> Ids(string body) => [.. EndpointId().Matches(body).Select(found => found.Value).Distinct(StringComparer.Ordinal)];

    /// <summary>A service, and a customer with as many VPCs as there are connections.</summary>
    public static string Scenario()
    {
        var vpcs = Enumerable.Range(0, Connections).Select(index => Say(
            $$"""{ "name": "c{{index}}", "account": "customer", "region": "us-east-1", "cidrBlock": "10.{{index + 1}}.0.0/16", "subnets": [{ "name": "s{{index}}", "zone": "use1-az1", "cidrBlock": "10.{{index + 1}}.0.0/17" }] }"""));
        return $$"""
            {
              "title": "A service that many connect to", "settings": { "endpointsPerVpc": 1000000 },
              "topology": {
                "accounts": [{ "name": "shop", "id": "111122223333" }, { "name": "customer", "id": "444455556666" }],
                "vpcs": [
                  { "name": "shop-vpc", "account": "shop", "region": "us-east-1", "subnets": [{ "name": "shop-1", "zone": "use1-az1" }] },
                  {{string.Join(",\n", vpcs)}}
                ],
                "loadBalancers": [{ "name": "lb", "subnets": ["shop-1"] }],
                "services": [{ "name": "orders", "loadBalancers": ["lb"], "allowedPrincipals": ["customer"] }]
              },
              "steps": []
            }
            """;
    }

    private static string Milliseconds(TimeSpan time) => Say($"{time.TotalMilliseconds:F1} ms");

    private static string Target(string wanted, bool isMet) => $"{wanted}: {(isMet ? "met" : "NOT MET")}";

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("vpce-[0-9a-f]{17}", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex EndpointId();

    [GeneratedRegex(@"com\.amazonaws\.vpce\.us-east-1\.vpce-svc-[0-9a-f]{17}", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex ServiceName();

    [GeneratedRegex("(?<=<vpcId>)vpc-[0-9a-f]{17}", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex VpcId();

    [GeneratedRegex("(?<=<subnetId>)subnet-[0-9a-f]{17}", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex SubnetId();
}
