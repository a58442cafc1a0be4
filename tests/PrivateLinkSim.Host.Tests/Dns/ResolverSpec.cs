using System.Net;
using DnsClient;
using DnsClient.Protocol;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host.Tests;

/// <summary>What the resolvers of a server answer to a client of the library DnsClient, over UDP and TCP.</summary>
public sealed class ResolverSpec
{
    private const string Both = "10.1.0.4 10.1.1.4";

    [Fact]
    public async Task The_names_of_an_endpoint_answer_from_anywhere_for_a_minute()
    {
        await using var server = await TestServer.StartAsync(DnsStory.Story());
        var (names, anywhere) = (DnsStory.OfEndpoint(server), server.ResolverOf());

        Assert.Equal(
            [Both, "10.1.0.4", "10.1.1.4", "NODATA"],
            [await DnsStory.AddressesAsync(anywhere, names[0]), await DnsStory.AddressesAsync(anywhere, names[1]), await DnsStory.AddressesAsync(anywhere, names[2]), await DnsStory.AddressesAsync(anywhere, names[0], QueryType.AAAA)]);
        Assert.All((await DnsStory.AskAsync(anywhere, names[0])).Answers, each => Assert.Equal(60, each.TimeToLive));
    }

    [Fact]
    public async Task Whoever_takes_the_first_address_is_led_to_another_each_time()
    {
        await using var server = await TestServer.StartAsync(DnsStory.Story());
        var first = new List<string>();
        for (var question = 0; question < 4; question++)
        {
            first.Add((await DnsStory.AskAsync(server.ResolverOf(), DnsStory.OfEndpoint(server)[0])).Answers.OfType<ARecord>().First().Address.ToString());
        }

        Assert.Equal(2, first.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal((first[0], first[1]), (first[2], first[3]));
    }

    [Fact]
    public async Task A_private_name_answers_in_the_VPC_of_its_endpoint_alone()
    {
        await using var server = await TestServer.StartAsync(DnsStory.Story());
        var (inside, lab) = (server.ResolverOf(DnsStory.VpcOf(server, "10.1.0.0/16")), server.ResolverOf(DnsStory.VpcOf(server, "10.2.0.0/16")));

        Assert.Equal(
            [Both, "NODATA", "NODATA", "NotExistentDomain"],
            [
                // Public DNS has the text below the name that proves it, and so the name, but no address.
                await DnsStory.AddressesAsync(inside, DnsStory.Service), await DnsStory.AddressesAsync(lab, DnsStory.Service),
                await DnsStory.AddressesAsync(server.ResolverOf(), DnsStory.Service), await DnsStory.AddressesAsync(inside, $"eu.{DnsStory.Service}"),
            ]);
        Assert.Equal("orders.example.com.", (await DnsStory.AskAsync(inside, $"eu.{DnsStory.Service}")).Authorities.OfType<SoaRecord>().Single().DomainName.Value);
    }

    [Fact]
    public async Task A_wildcard_answers_below_its_zone()
    {
        await using var server = await TestServer.StartAsync(DnsStory.Story(privateName: $"*.{DnsStory.Service}"));
        var inside = server.ResolverOf(DnsStory.VpcOf(server, "10.1.0.0/16"));

        Assert.Equal(
            [Both, Both, "NODATA"],
            [await DnsStory.AddressesAsync(inside, $"eu.{DnsStory.Service}"), await DnsStory.AddressesAsync(inside, $"a.b.{DnsStory.Service}"), await DnsStory.AddressesAsync(inside, DnsStory.Service)]);
    }

    [Fact]
    public async Task A_private_name_can_be_an_alias_of_the_Regional_one()
    {
        await using var server = await TestServer.StartAsync(DnsStory.Story(""", "privateDnsRecordForm": "cname" """));
        var inside = server.ResolverOf(DnsStory.VpcOf(server, "10.1.0.0/16"));
        var answer = await DnsStory.AskAsync(inside, DnsStory.Service);
        var nothing = await DnsStory.AskAsync(inside, DnsStory.Service, QueryType.TXT);

        var alias = Assert.Single(answer.Answers.OfType<CNameRecord>());
        Assert.Equal($"{DnsStory.OfEndpoint(server)[0]}.", alias.CanonicalName.Value);
        Assert.All(answer.Answers.OfType<ARecord>(), each => Assert.Equal(alias.CanonicalName, each.DomainName));
        Assert.Equal(2, answer.Answers.OfType<ARecord>().Count());
        Assert.Equal((1, 1), (nothing.Answers.Count, nothing.Authorities.Count));
        Assert.Single((await DnsStory.AskAsync(inside, DnsStory.Service, QueryType.CNAME)).Answers);
    }

    [Theory]
    [InlineData("", "NODATA")]
    [InlineData(""", "serviceHostnameAnswers": "nxDomain" """, "NotExistentDomain")]
    public async Task The_hostname_of_a_service_answers_as_the_setting_says(string settings, string expected)
    {
        await using var server = await TestServer.StartAsync(DnsStory.Story(settings));
        var service = server.IdOf<EndpointServiceState>(EntityKind.EndpointService, _ => true);

        Assert.Equal(
            [expected, "NotExistentDomain"],
            [
                await DnsStory.AddressesAsync(server.ResolverOf(), DnsNames.OfService(service, "us-east-1")),
                await DnsStory.AddressesAsync(server.ResolverOf(), DnsNames.OfService("vpce-svc-00000000000000000", "us-east-1")),
            ]);
    }

    [Theory]
    [InlineData("com", "NODATA")]
    [InlineData("amazonaws.com", "NODATA")]
    [InlineData("us-east-1.vpce.amazonaws.com", "NODATA")]
    [InlineData("example.com", "NODATA")]
    [InlineData("1.10.in-addr.arpa", "NODATA")]
    [InlineData("mars-1.vpce.amazonaws.com", "NotExistentDomain")]
    [InlineData("nothing.us-east-1.vpce.amazonaws.com", "NotExistentDomain")]
    [InlineData("example.org", "NotExistentDomain")]
    [InlineData("ws.com", "NotExistentDomain")]
    public async Task A_name_with_others_below_it_is_there_without_records(string name, string expected)
    {
        await using var server = await TestServer.StartAsync(DnsStory.Story());

        Assert.Equal(expected, await DnsStory.AddressesAsync(server.ResolverOf(), name));
    }

    [Fact]
    public async Task A_zone_tells_its_start_and_its_servers()
    {
        await using var server = await TestServer.StartAsync(DnsStory.Story());
        const string Zone = "us-east-1.vpce.amazonaws.com";
        var start = Assert.Single((await DnsStory.AskAsync(server.ResolverOf(), Zone, QueryType.SOA)).Answers.OfType<SoaRecord>());
        var servers = (await DnsStory.AskAsync(server.ResolverOf(), Zone, QueryType.NS)).Answers.OfType<NsRecord>();

        Assert.Equal(("ns-1536.awsdns-00.co.uk.", "awsdns-hostmaster.amazon.com."), (start.MName.Value, start.RName.Value));
        Assert.Equal(["ns-1536.awsdns-00.co.uk.", "ns-0.awsdns-00.com.", "ns-1024.awsdns-00.org.", "ns-512.awsdns-00.net."], servers.Select(each => each.NSDName.Value));
        Assert.Empty((await DnsStory.AskAsync(server.ResolverOf(), DnsStory.OfEndpoint(server)[0], QueryType.SOA)).Answers);
    }

    [Fact]
    public async Task Answers_follow_the_health_of_zones_as_time_passes()
    {
        await using var server = await TestServer.StartAsync(DnsStory.Story());
        var (names, anywhere, inside) = (DnsStory.OfEndpoint(server), server.ResolverOf(), server.ResolverOf(DnsStory.VpcOf(server, "10.1.0.0/16")));
        await server.ControlAsync("POST", "/faults", """{"az-power-interruption":{"ZoneId":"use1-az1","Duration":"10m"}}""");
        var seen = new List<string> { await DnsStory.AddressesAsync(anywhere, names[0]) };
        await server.ControlAsync("POST", "/clock/advance", """{"by":"60s"}""");
        seen.AddRange([await DnsStory.AddressesAsync(anywhere, names[0]), await DnsStory.AddressesAsync(inside, DnsStory.Service), await DnsStory.AddressesAsync(anywhere, names[1])]);
        await server.ControlAsync("POST", "/clock/advance", """{"by":"12m"}""");

        Assert.Equal([Both, "10.1.1.4", "10.1.1.4", "10.1.0.4"], seen);
        Assert.Equal(Both, await DnsStory.AddressesAsync(anywhere, names[0]));
    }

    [Fact]
    public async Task A_late_resolver_hears_of_a_change_when_its_delay_has_passed()
    {
        await using var server = await TestServer.StartAsync(DnsStory.Story());
        var (name, anywhere, inside) = (DnsStory.OfEndpoint(server)[0], server.ResolverOf(), server.ResolverOf(DnsStory.VpcOf(server, "10.1.0.0/16")));
        await server.ControlAsync("POST", "/faults", """{"dns-delay":{"VpcId":"customer-vpc","DelaySeconds":300,"Duration":"1h"}}""");
        await server.ControlAsync("POST", "/clock/advance", """{"by":"10m"}""");
        await server.ControlAsync("POST", "/faults", """{"az-power-interruption":{"ZoneId":"use1-az1","Duration":"30m"}}""");
        await server.ControlAsync("POST", "/clock/advance", """{"by":"60s"}""");
        var before = (await DnsStory.AddressesAsync(anywhere, name), await DnsStory.AddressesAsync(inside, name));
        await server.ControlAsync("POST", "/clock/advance", """{"by":"299s"}""");
        var still = await DnsStory.AddressesAsync(inside, name);
        await server.ControlAsync("POST", "/clock/advance", """{"by":"1s"}""");

        Assert.Equal(("10.1.1.4", Both), before);
        Assert.Equal((Both, "10.1.1.4"), (still, await DnsStory.AddressesAsync(inside, name)));
    }

    [Fact]
    public async Task Public_texts_are_found_and_long_ones_over_TCP()
    {
        await using var server = await TestServer.StartAsync(DnsStory.Story());
        string[] texts = ["vpce:aBc", new string('x', 700), new string('y', 900)];
        foreach (var text in texts)
        {
            await server.ControlAsync("POST", "/txt", new JObject { ["name"] = "_Proof.example.net", ["type"] = "TXT", ["value"] = text }.ToString());
        }

        var answer = await DnsStory.AskAsync(server.ResolverOf(), "_proof.Example.NET", QueryType.TXT);

        Assert.Equal(texts, answer.Answers.OfType<TxtRecord>().Select(each => string.Concat(each.Text)));
        Assert.Equal([255, 255, 190], answer.Answers.OfType<TxtRecord>().ElementAt(1).EscapedText.Select(each => each.Length));
        Assert.Equal("NODATA", await DnsStory.AddressesAsync(server.ResolverOf(), "example.net"));
    }

    [Fact]
    public async Task Public_texts_in_a_private_zone_are_hidden_where_the_zone_is()
    {
        await using var server = await TestServer.StartAsync(DnsStory.Story());
        const string Below = $"_proof.{DnsStory.Service}";
        await server.ControlAsync("POST", "/txt", $$"""{"name":"{{Below}}","type":"TXT","value":"vpce:1"}""");
        var inside = await DnsStory.AskAsync(server.ResolverOf(DnsStory.VpcOf(server, "10.1.0.0/16")), Below, QueryType.TXT);

        Assert.Equal(DnsHeaderResponseCode.NotExistentDomain, inside.Header.ResponseCode);
        Assert.Single((await DnsStory.AskAsync(server.ResolverOf(), Below, QueryType.TXT)).Answers);
    }

    [Fact]
    public async Task The_addresses_of_a_VPC_have_names_there_when_it_gives_hostnames()
    {
        await using var server = await TestServer.StartAsync(DnsStory.Story());
        var inside = server.ResolverOf(DnsStory.VpcOf(server, "10.1.0.0/16"));
        var host = Assert.Single((await DnsStory.AskAsync(inside, "4.0.1.10.in-addr.arpa", QueryType.PTR)).Answers.OfType<PtrRecord>()).PtrDomainName.Value;

        Assert.Equal("ip-10-1-0-4.ec2.internal.", host);
        Assert.Equal(
            ["10.1.0.4", "NODATA", "NODATA", "NotExistentDomain", "NotExistentDomain"],
            [
                await DnsStory.AddressesAsync(inside, host), await DnsStory.AddressesAsync(inside, host, QueryType.AAAA), await DnsStory.AddressesAsync(inside, "ec2.internal"),
                await DnsStory.AddressesAsync(inside, "ip-10-1-0-9.ec2.internal"), await DnsStory.AddressesAsync(server.ResolverOf(), host),
            ]);
        Assert.Empty((await DnsStory.AskAsync(inside, "9.0.1.10.in-addr.arpa", QueryType.PTR)).Answers);
    }

    [Fact]
    public async Task Any_asks_for_all_records_of_a_name()
    {
        await using var server = await TestServer.StartAsync(DnsStory.Story());
        var inside = server.ResolverOf(DnsStory.VpcOf(server, "10.1.0.0/16"));
        var kinds = (await DnsStory.AskAsync(inside, DnsStory.Service, QueryType.ANY)).Answers.Select(each => each.RecordType.ToString());

        Assert.Equal(["A", "A", "NS", "NS", "NS", "NS", "SOA"], kinds.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_VPC_without_DNS_support_has_no_resolver()
    {
        await using var server = await TestServer.StartAsync(DnsStory.Story());
        var lab = DnsStory.VpcOf(server, "10.2.0.0/16");
        await server.PostAsync($"Action=ModifyVpcAttribute&VpcId={lab}&EnableDnsSupport.Value=false");

        Assert.Equal("Refused", await DnsStory.AddressesAsync(server.ResolverOf(lab), DnsStory.OfEndpoint(server)[0]));
    }

    [Fact]
    public async Task Resolvers_come_and_go_with_their_VPCs_and_keep_their_addresses()
    {
        using var bench = new Workbench();
        var stored = new StoredRun("server-1", bench.Path("server.db"));
        string[] before;
        await using (var server = await TestServer.StartAsync(DnsStory.Story(), stored: stored))
        {
            foreach (var block in (string[])["10.8.0.0/16", "10.9.0.0/16"])
            {
                await server.PostAsync($"Action=CreateVpc&CidrBlock={block}");
            }

            await server.PostAsync($"Action=DeleteVpc&VpcId={DnsStory.VpcOf(server, "10.8.0.0/16")}");
            before = await ResolversAsync(server);
            Assert.Equal("NODATA", await DnsStory.AddressesAsync(server.ResolverOf(DnsStory.VpcOf(server, "10.9.0.0/16")), "com"));
        }

        await using var again = await TestServer.StartAsync(DnsStory.Story(), stored: stored, record: stored.ReadLog());

        Assert.Equal(
            ["127.0.0.1", "127.1.0.1 shop-vpc 10.0.0.0/16", "127.1.0.2 customer-vpc 10.1.0.0/16", "127.1.0.3 lab-vpc 10.2.0.0/16", "127.1.0.5 10.9.0.0/16"], before);
        Assert.Equal(before, await ResolversAsync(again));
    }

    [Fact]
    public async Task A_run_that_is_begun_anew_has_the_resolvers_of_its_topology()
    {
        await using var server = await TestServer.StartAsync(DnsStory.Story());
        var before = await ResolversAsync(server);
        await server.PostAsync("Action=CreateVpc&CidrBlock=10.9.0.0/16");
        await server.ControlAsync("POST", "/reset");

        Assert.Equal(before, await ResolversAsync(server));
        Assert.Equal(Both, await DnsStory.AddressesAsync(server.ResolverOf(DnsStory.VpcOf(server, "10.1.0.0/16")), DnsStory.Service));
    }

    [Theory]
    [InlineData(0, "127.1.0.1")]
    [InlineData(249, "127.1.0.250")]
    [InlineData(250, "127.1.1.1")]
    [InlineData(63_999, "127.1.255.250")]
    [InlineData(64_000, null)]
    public void Addresses_are_given_in_the_order_of_VPCs(int ordinal, string? address) => Assert.Equal(address, DnsServer.AddressOf(ordinal)?.ToString());

    [Fact]
    public async Task The_verb_lists_them()
    {
        using var bench = new Workbench();
        await using var server = await TestServer.StartAsync(DnsStory.Story());
        var answer = await bench.RunAsync("resolvers", $"{server.Address.Port}");
        var port = server.ResolverOf().Port;
        var nobody = await bench.RunAsync("resolvers", "1");

        Assert.StartsWith($"{$"@127.0.0.1 -p {port}",-24}  clients outside of every VPC\n{$"@127.1.0.1 -p {port}",-24}  shop-vpc  vpc-", answer.Output, StringComparison.Ordinal);
        Assert.Equal((0, "", ExitCode.NotReachable), (answer.Code, answer.Error, nobody.Code));
    }

    private static async Task<string[]> ResolversAsync(TestServer server) =>
        [.. (await server.ControlAsync("GET", "/resolvers")).Body["resolvers"]!.Select(each => string.Join(' ', new[] { each["address"], each["name"], each["cidrBlock"] }.OfType<JValue>()))];
}
