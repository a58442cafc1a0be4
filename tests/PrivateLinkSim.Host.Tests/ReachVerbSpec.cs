using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Host.Tests;

public sealed class ReachVerbSpec : IDisposable
{
    private static readonly string Filtered = File.ReadAllText(Path.Combine(Given.Root, "scenarios", "security-groups.json"));
    private static readonly string Private = File.ReadAllText(Path.Combine(Given.Root, "scenarios", "private-dns.json"));

    private static readonly string Loaded = Given.Story.Replace(
        "\"steps\": [",
        """
        "traffic": [{ "name": "shoppers", "endpoint": "orders-endpoint", "subnet": "app-2", "connectionsPerSecond": 1 }],
          "steps": [
        """,
        StringComparison.Ordinal);

    private readonly Workbench _bench = new Workbench()
        .With("story.json", Given.Story).With("loaded.json", Loaded).With("filtered.json", Filtered).With("private.json", Private);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_way_that_nothing_bars_is_told_hop_by_hop_and_ends_with_0()
    {
        var answer = await Reach("story.json", "app-1", "orders-endpoint:443", "--at", "+3m");

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.StartsWith("reachable  app-1 → orders-endpoint, TCP port 443  at +3m\n", answer.Output, StringComparison.Ordinal);
        Assert.Matches(@"✓ name +vpce-\S+ answers 10\.1\.0\.4, 10\.1\.1\.4\n", answer.Output);
        string[] hops = ["address", "filters", "endpoint", "zone", "service", "node", "target"];
        Assert.Equal(
            [.. hops, .. hops],
            answer.Output.Split('\n').Where(line => line.StartsWith("    ✓", StringComparison.Ordinal)).Select(line => line.Trim().Split(' ')[1]));
        Assert.DoesNotContain("✗", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_bars_the_way_is_told_with_its_rules_and_names_of_the_scenario()
    {
        var answer = await Reach("filtered.json", "batch-1", "guarded:80");

        Assert.Equal((1, ""), (answer.Code, answer.Error));
        Assert.StartsWith("not reachable  batch-1 → guarded, TCP port 80", answer.Output, StringComparison.Ordinal);
        Assert.Matches(@"✗ filters +§2\.11/acl  The network ACL no-replies does not let all replies of 10\.1\.0\.4 into batch-1", answer.Output);
        Assert.Contains("Network ACLs are stateless", answer.Output, StringComparison.Ordinal);
        Assert.Matches(@"✗ node +§2\.14/port  The load balancer orders-lb does not listen on TCP port 80", answer.Output);
        Assert.Contains("✓ target", answer.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("clients", 0)]
    [InlineData("members-only", 1)]
    [InlineData(null, 1)]
    public async Task The_groups_of_a_client_are_the_default_group_or_those_that_are_given(string? groups, int code)
    {
        var answer = await Reach("filtered.json", "app-2", "guarded:443", groups is null ? [] : ["--groups", groups]);

        Assert.Equal(code, answer.Code);
        Assert.Equal(code == 1, answer.Output.Contains("§2.9/inbound", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_address_of_two_is_a_part_and_a_program_hears_all_of_it()
    {
        var answer = await Reach("story.json", "app-2", "orders:443", "--at", "+6m10s", "--json");

        var found = JObject.Parse(answer.Output);
        Assert.Equal((1, "partly"), (answer.Code, (string)found["verdict"]!));
        Assert.Contains("\"at\": \"2026-01-02T00:04:10.000Z\"", answer.Output, StringComparison.Ordinal);
        Assert.Equal(("app-2", "vpc", 443, "tcp"), ((string)found["from"]!["name"]!, (string)found["from"]!["source"]!, (int)found["to"]!["port"]!, (string)found["to"]!["protocol"]!));
        Assert.Equal([false, true], found["paths"]!.Select(path => (bool)path["reachable"]!));
        Assert.Equal(["zone R37", "target §6.1/target"], found["paths"]![0]!["blockers"]!.Select(each => $"{each["hop"]} {each["rule"]}"));
        Assert.Equal(("NOERROR", "use1-az2"), ((string)found["dns"]!["status"]!, (string)found["paths"]![1]!["through"]!));
        Assert.StartsWith("partly reachable: 1 of 2 addresses", (await Reach("story.json", "app-2", "orders:443", "--at", "+6m10s")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("shoppers", 0)]
    [InlineData("app-1", 0)]
    [InlineData("customer-vpc", 0)]
    [InlineData("customer/customer-vpc", 0)]
    [InlineData("444455556666/customer-vpc", 0)]
    [InlineData("shop-vpc", 1)]
    [InlineData("shop/shop-vpc", 1)]
    [InlineData("internet", 1)]
    public async Task A_client_is_a_group_of_clients_a_subnet_a_vpc_or_the_internet(string client, int code)
    {
        var answer = await Reach("loaded.json", client, "orders-endpoint:443", "--at", "+3m");

        Assert.Equal((code, ""), (answer.Code, answer.Error));
        Assert.Equal(code == 1, answer.Output.Contains("✗ address     R5", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_client_of_another_vpc_has_a_way_when_the_two_are_connected_but_a_service_needs_an_endpoint_in_its_own()
    {
        Assert.Equal(0, (await Reach("story.json", "shop-1", "orders-endpoint:443", "--at", "+3m", "--peered")).Code);

        var answer = await Reach("story.json", "shop-1", "orders:443", "--at", "+3m", "--peered");

        Assert.Equal(1, answer.Code);
        Assert.Matches("✗ name +R5  There is no endpoint to orders in shop-vpc", answer.Output);
    }

    [Theory]
    [InlineData("az-network-disruption", "0%: 0 of 3,000")]
    [InlineData("az-power-interruption", "there were no connections")]
    public async Task Clients_in_a_zone_that_passes_no_traffic_reach_nothing_in_another(string fault, string found)
    {
        _bench.With("disrupted.json", Loaded
            .Replace("\"subnet\": \"app-2\", \"connectionsPerSecond\": 1", "\"subnet\": \"app-1\", \"connectionsPerSecond\": 10", StringComparison.Ordinal)
            .Replace("\"ImpairZone\": { \"ZoneId\": \"use1-az1\" }", $"\"{fault}\": {{ \"ZoneId\": \"use1-az1\", \"Duration\": \"1h\" }}", StringComparison.Ordinal)
            .Replace("\"within\": \"60s\"\n    }\n  ]", "\"within\": \"60s\" }, { \"after\": \"10m\", \"expect\": [{ \"traffic\": \"shoppers\", \"availability\": \"100%\", \"over\": \"5m\" }] }]", StringComparison.Ordinal));

        var answer = await Reach("disrupted.json", "shoppers", "orders-endpoint:443", "--at", "+15m", "--json");
        var run = await _bench.RunAsync("run", "disrupted.json", "--journal", "memory");

        Assert.Equal(1, answer.Code);
        Assert.Equal(["R37 Zone use1-az1, the client's, passes no traffic."], JObject.Parse(answer.Output).SelectTokens("paths[?(@.zone == 'use1-az2')].blockers[*]").Select(each => $"{each["rule"]} {each["reason"]}"));
        Assert.Contains($"shoppers reaches its target in 100% of connections or more over 5m\n          found: {found}", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"source\": \"peered\"", 443, "")]
    [InlineData("\"source\": \"onPremises\"", 443, "")]
    [InlineData("\"source\": \"internet\"", 443, "R5")]
    [InlineData("\"dns\": \"private\"", 443, "R63")]
    [InlineData("\"dns\": \"us-east-1a\"", 443, "")]
    [InlineData("\"protocol\": \"udp\", \"datagramBytes\": 9000", 53, "")]
    public async Task A_group_of_clients_is_asked_as_it_is(string traits, int port, string rule)
    {
        _bench.With("group.json", Loaded.Replace("\"subnet\": \"app-2\", ", $"\"subnet\": \"app-2\", {traits}, ", StringComparison.Ordinal));

        var answer = await Reach("group.json", "shoppers", FormattableString.Invariant($"orders-endpoint:{port}"), "--at", "+3m", "--json");

        Assert.Equal((rule.Length == 0 ? 0 : 1, ""), (answer.Code, answer.Error));
        Assert.Equal(rule.Length == 0 ? [] : [rule], JObject.Parse(answer.Output).SelectTokens("$..rule").Select(each => (string)each!).Distinct(StringComparer.Ordinal));
        Assert.Equal(traits.Contains("us-east-1a", StringComparison.Ordinal) ? 1 : rule == "R63" ? 0 : 2, JObject.Parse(answer.Output)["paths"]!.Count());
    }

    [Theory]
    [InlineData("internet", "--peered")]
    [InlineData("internet", "--groups", "default")]
    public async Task Clients_elsewhere_have_no_groups_and_no_peering(string client, params string[] options)
    {
        var answer = await Reach("story.json", client, "orders:443", options);

        Assert.Equal((2, ""), (answer.Code, answer.Output));
        Assert.Contains("'internet' is in no VPC of the scenario", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_private_name_leads_somewhere_only_in_the_vpc_of_an_endpoint_that_has_it()
    {
        var inside = await Reach("private.json", "app-a", "any.ledger.example.com:443", "--at", "+22m", "--json");
        var outside = await Reach("private.json", "lab-a", "any.ledger.example.com:443", "--at", "+22m");

        Assert.Equal(("any.ledger.example.com", "NOERROR"), ((string)JObject.Parse(inside.Output)["dns"]!["name"]!, (string)JObject.Parse(inside.Output)["dns"]!["status"]!));
        Assert.Equal((0, 1), (inside.Code, outside.Code));
        Assert.Matches(@"✗ name +R63  any\.ledger\.example\.com does not exist \(NXDOMAIN\) in lab-vpc", outside.Output);
    }

    [Fact]
    public async Task A_recorded_run_is_asked_as_its_scenario_is()
    {
        await _bench.RunAsync("run", "story.json");

        Assert.Equal((await Reach("story.json", "app-2", "orders:53/udp")).Output, (await Reach("story-1", "app-2", "orders:53/udp")).Output);
        Assert.StartsWith("reachable  app-2 → orders, UDP port 53", (await Reach("story-1", "app-2", "orders:53/udp")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_the_endpoint_is_available_it_is_what_bars_the_way_and_before_it_is_made_there_is_none()
    {
        var pending = await Reach("story.json", "app-1", "orders-endpoint:443", "--at", "+1m30s");
        var nothing = await Reach("story.json", "app-1", "orders:443", "--at", "+30s");

        Assert.Equal((1, 1), (pending.Code, nothing.Code));
        Assert.Matches(@"✗ endpoint +§2\.2  orders-endpoint is pending\.", pending.Output);
        Assert.Matches("✗ name +R5  There is no endpoint to orders in customer-vpc", nothing.Output);
        Assert.Matches(@"✗ name +§2\.2/id  orders-endpoint does not exist: it is not made, or not yet\.", (await Reach("story.json", "app-1", "orders-endpoint:443", "--at", "+30s")).Output);
    }

    [Theory]
    [InlineData("ap-1", "orders:443", "Did you mean 'app-1'?")]
    [InlineData("shop/customer-vpc", "orders:443", "is no client")]
    [InlineData("app-1", "oders:443", "Did you mean 'orders'?")]
    [InlineData("app-1", "example.com:443", "no DNS name of either")]
    [InlineData("app-1", "orders", "such as orders:443")]
    [InlineData("app-1", "orders:0", "such as orders:443")]
    [InlineData("app-1", "orders:65536", "such as orders:443")]
    [InlineData("app-1", "orders:443/icmp", "such as orders:443")]
    [InlineData("app-1", ":443", "such as orders:443")]
    public async Task What_is_not_there_is_told_with_what_may_have_been_meant(string client, string to, string hint)
    {
        var answer = await Reach("story.json", client, to);

        Assert.Equal((2, ""), (answer.Code, answer.Output));
        Assert.Contains(hint, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_with_several_endpoints_and_a_group_that_is_not_there_ask_for_more()
    {
        Assert.Contains("name one: ", (await Reach("filtered.json", "app-1", "orders:443")).Error, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'clients'?", (await Reach("filtered.json", "app-1", "guarded:443", "--groups", "client")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_help_gives_an_example()
    {
        var help = await _bench.RunAsync("reach", "--help");

        Assert.Equal(0, help.Code);
        Assert.Contains("plsim reach scenarios/security-groups.json --from batch-1 --to guarded:443", help.Output, StringComparison.Ordinal);
    }

    private Task<Answer> Reach(string subject, string client, string to, params string[] more) =>
        _bench.RunAsync(["reach", subject, "--from", client, "--to", to, .. more]);
}
