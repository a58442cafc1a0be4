using DnsClient;
using DnsClient.Protocol;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host.Tests;

/// <summary>What the resolvers of a server answer of accounts' hosted zones.</summary>
public sealed class HostedNamesSpec
{
    private static readonly Caller Shop = new("111122223333", "arn:aws:iam::111122223333:root", "us-east-1");

    [Fact]
    public async Task Records_of_every_type_are_answered_as_the_zone_has_them()
    {
        await using var server = await TestServer.StartAsync();
        await ServeAsync(
            server, "example.com", ("a", "A", "192.0.2.1"), ("a", "AAAA", "2001:db8::1"), ("t", "TXT", """ "one two" "th\"ree\351" """.Trim()), ("", "MX", "10 mail.example.com"),
            ("_s._tcp", "SRV", "1 2 443 a.example.com."), ("p", "PTR", "a.example.com"));

        Assert.Equal("192.0.2.1", Assert.Single((await AskAsync(server, "A.example.com", QueryType.A)).Answers.ARecords()).Address.ToString());
        Assert.Equal("2001:db8::1", Assert.Single((await AskAsync(server, "a.example.com", QueryType.AAAA)).Answers.AaaaRecords()).Address.ToString());
        Assert.Equal(["one two", "th\"ree\ufffd"], Assert.Single((await AskAsync(server, "t.example.com", QueryType.TXT)).Answers.TxtRecords()).Text);
        Assert.Equal((10, "mail.example.com."), Assert.Single((await AskAsync(server, "example.com", QueryType.MX)).Answers.MxRecords()) is var mail ? (mail.Preference, mail.Exchange.Value) : default);
        Assert.Equal((1, 2, 443, "a.example.com."), Assert.Single((await AskAsync(server, "_s._tcp.example.com", QueryType.SRV)).Answers.SrvRecords()) is var place ? (place.Priority, place.Weight, place.Port, place.Target.Value) : default);
        Assert.Equal("a.example.com.", Assert.Single((await AskAsync(server, "p.example.com", QueryType.PTR)).Answers.PtrRecords()).PtrDomainName.Value);
        Assert.Equal(4, (await AskAsync(server, "example.com", QueryType.NS)).Answers.NsRecords().Count());
        Assert.All((await AskAsync(server, "a.example.com", QueryType.A)).Answers, each => Assert.Equal(30, each.TimeToLive));
        Assert.Equal(6, (await AskAsync(server, "example.com", QueryType.ANY)).Answers.Count);
    }

    [Fact]
    public async Task What_is_not_there_is_told_from_what_has_no_such_record()
    {
        await using var server = await TestServer.StartAsync();
        await ServeAsync(server, "example.com", ("a.b", "A", "192.0.2.1"));

        var (none, other, between) = (await AskAsync(server, "c.example.com", QueryType.A), await AskAsync(server, "a.b.example.com", QueryType.TXT), await AskAsync(server, "b.example.com", QueryType.A));
        Assert.Equal(
            [DnsHeaderResponseCode.NotExistentDomain, DnsHeaderResponseCode.NoError, DnsHeaderResponseCode.NoError, DnsHeaderResponseCode.NotExistentDomain],
            [none.Header.ResponseCode, other.Header.ResponseCode, between.Header.ResponseCode, (await AskAsync(server, "example.org", QueryType.A)).Header.ResponseCode]);
        Assert.All((IDnsQueryResponse[])[none, other, between], each => Assert.Equal(("example.com.", 900), Assert.Single(each.Authorities.OfType<SoaRecord>()) is var start ? (start.DomainName.Value, start.TimeToLive) : default));
    }

    [Fact]
    public async Task CNAME_wildcards_and_aliases_lead_on()
    {
        await using var server = await TestServer.StartAsync();
        var zone = await ServeAsync(server, "example.com", ("a", "A", "192.0.2.1"), ("*.w", "CNAME", "c.example.com"), ("c", "CNAME", "a.example.com"), ("gone", "CNAME", "none.example.com"));
        await ChangeAsync(server, zone, new ChangeParameter
        {
            Action = RecordAction.Create,
            ResourceRecordSet = new() { Name = "alias.example.com", Type = "A", AliasTarget = new() { HostedZoneId = zone, DNSName = "a.example.com" } },
        });

        Assert.Equal(["x.w.example.com. CNAME", "c.example.com. CNAME", "a.example.com. A"], Told(await AskAsync(server, "x.w.example.com", QueryType.A)));
        Assert.Equal(["x.w.example.com. CNAME"], Told(await AskAsync(server, "x.w.example.com", QueryType.CNAME)));
        Assert.Equal(["alias.example.com. A"], Told(await AskAsync(server, "alias.example.com", QueryType.A)));
        Assert.Empty((await AskAsync(server, "alias.example.com", QueryType.AAAA)).Answers);
        var gone = await AskAsync(server, "gone.example.com", QueryType.A);
        Assert.Equal((DnsHeaderResponseCode.NotExistentDomain, "gone.example.com. CNAME"), (gone.Header.ResponseCode, Assert.Single(Told(gone))));
    }

    [Fact]
    public async Task A_name_of_a_zone_can_lead_to_an_endpoint()
    {
        await using var server = await TestServer.StartAsync(DnsStory.Story());
        var name = DnsStory.OfEndpoint(server)[0];
        var zone = await ServeAsync(server, "shop.net", ("api", "CNAME", name));
        await ChangeAsync(server, zone, new ChangeParameter
        {
            Action = RecordAction.Create,
            ResourceRecordSet = new() { Name = "shop.net", Type = "A", AliasTarget = new() { HostedZoneId = "Z7HUB22UULQXV", DNSName = name, EvaluateTargetHealth = true } },
        });

        Assert.Equal("10.1.0.4 10.1.1.4", await DnsStory.AddressesAsync(server.ResolverOf(), "api.shop.net"));
        Assert.Equal("10.1.0.4 10.1.1.4", await DnsStory.AddressesAsync(server.ResolverOf(), "shop.net"));
        Assert.Equal(["api.shop.net. CNAME", $"{name}. A", $"{name}. A"], Told(await AskAsync(server, "api.shop.net", QueryType.A)));
    }

    [Fact]
    public async Task A_private_name_wins_over_a_hosted_zone_in_its_VPC_alone()
    {
        await using var server = await TestServer.StartAsync(DnsStory.Story());
        await ServeAsync(server, DnsStory.Service, ("", "A", "192.0.2.9"));

        Assert.Equal("10.1.0.4 10.1.1.4", await DnsStory.AddressesAsync(server.ResolverOf(DnsStory.VpcOf(server, "10.1.0.0/16")), DnsStory.Service));
        Assert.Equal("192.0.2.9", await DnsStory.AddressesAsync(server.ResolverOf(DnsStory.VpcOf(server, "10.2.0.0/16")), DnsStory.Service));
        Assert.Equal("192.0.2.9", await DnsStory.AddressesAsync(server.ResolverOf(), DnsStory.Service));
    }

    [Fact]
    public async Task Odd_names_are_told_apart_octet_by_octet()
    {
        await using var server = await TestServer.StartAsync();
        await ServeAsync(server, "example.com", (@"a\046b", "TXT", "\"and\""), (@"c", "CNAME", @"a\046b.example.com"), (@"\052", "A", "192.0.2.8"));

        Assert.Equal("and", Assert.Single(Assert.Single((await AskAsync(server, "c.example.com", QueryType.TXT)).Answers.TxtRecords()).Text));
        Assert.Equal("192.0.2.8", Assert.Single((await AskAsync(server, "*.example.com", QueryType.A)).Answers.ARecords()).Address.ToString());
    }

    [Fact]
    public async Task A_zone_that_is_led_to_nobody_s_servers_is_answered_by_nobody()
    {
        await using var server = await TestServer.StartAsync();
        await ServeAsync(server, "example.com", ("api", "NS", "ns.elsewhere.net"));

        Assert.Equal(DnsHeaderResponseCode.ServerFailure, (await AskAsync(server, "x.api.example.com", QueryType.A)).Header.ResponseCode);
    }

    private static async Task<string> ServeAsync(TestServer server, string name, params (string Name, string Type, string Value)[] records)
    {
        var made = await server.Served.AskAsync(new Step { CreateHostedZone = new() { Name = name, CallerReference = name } }, Shop);
        var zone = ((HostedZonesReply.HostedZoneCreated)Assert.IsType<Outcome.Accepted>(Assert.Single(made.Parts).Outcome).Value!).ZoneId;
        await ChangeAsync(server, zone, [.. records.Select(record => new ChangeParameter
        {
            Action = RecordAction.Upsert,
            ResourceRecordSet = new() { Name = record.Name.Length == 0 ? name : $"{record.Name}.{name}", Type = record.Type, TTL = 30, ResourceRecords = [new() { Value = record.Value }] },
        })]);
        return zone;
    }

    private static async Task ChangeAsync(TestServer server, string zone, params ChangeParameter[] changes)
    {
        var answer = await server.Served.AskAsync(new Step { ChangeResourceRecordSets = new() { HostedZoneId = zone, ChangeBatch = new() { Changes = [.. changes] } } }, Shop);
        Assert.IsType<Outcome.Accepted>(Assert.Single(answer.Parts).Outcome);
        await server.PassAsync(TimeSpan.FromMinutes(1));
    }

    private static Task<IDnsQueryResponse> AskAsync(TestServer server, string name, QueryType type) => DnsStory.AskAsync(server.ResolverOf(), name, type);

    private static string[] Told(IDnsQueryResponse response) => [.. response.Answers.Select(each => $"{each.DomainName.Value} {each.RecordType}")];
}
