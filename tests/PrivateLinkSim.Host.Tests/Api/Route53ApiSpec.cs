using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host.Tests;

/// <summary>Route 53 on the wire: hosted zones, their records, how far changes have come, and what is refused in which form.</summary>
public sealed class Route53ApiSpec
{
    private const string Account = "111122223333";
    private const string Namespace = "https://route53.amazonaws.com/doc/2013-04-01/";

    [Fact]
    public async Task A_zone_is_made_and_told_of()
    {
        await using var server = await TestServer.StartAsync();
        using var made = await SendAsync(server, "POST", "hostedzone", Create("example.com", "one", "<HostedZoneConfig><Comment>a &amp; b</Comment><PrivateZone>false</PrivateZone></HostedZoneConfig>"));
        var body = await made.Content.ReadAsStringAsync();
        var id = Between(body, "<Id>/hostedzone/");

        Assert.Equal((HttpStatusCode.Created, "text/xml"), (made.StatusCode, made.Content.Headers.ContentType?.MediaType));
        Assert.Equal($"https://route53.amazonaws.com/2013-04-01/hostedzone/{id}", made.Headers.Location?.ToString());
        Assert.Matches(
            $"^<\\?xml [^>]*><CreateHostedZoneResponse xmlns=\"{Namespace}\"><HostedZone><Id>/hostedzone/Z0[A-Z0-9]{{19}}</Id><Name>example.com.</Name><CallerReference>one</CallerReference>"
            + "<Config><Comment>a &amp; b</Comment><PrivateZone>false</PrivateZone></Config><ResourceRecordSetCount>2</ResourceRecordSetCount></HostedZone>"
            + "<ChangeInfo><Id>/change/C0[A-Z0-9]{19}</Id><Status>PENDING</Status><SubmittedAt>2026-01-01T00:00:00.000Z</SubmittedAt></ChangeInfo>"
            + "<DelegationSet><NameServers>(<NameServer>ns-\\d+\\.awsdns-\\d\\d\\.(com|net|org|co\\.uk)</NameServer>){4}</NameServers></DelegationSet></CreateHostedZoneResponse>$",
            body);
        Assert.StartsWith($"<GetHostedZoneResponse xmlns=\"{Namespace}\"><HostedZone><Id>/hostedzone/{id}</Id>", await ReadAsync(server, $"hostedzone/{id}"), StringComparison.Ordinal);
        Assert.Contains("<HostedZoneCount>1</HostedZoneCount>", await ReadAsync(server, "hostedzonecount"), StringComparison.Ordinal);
        Assert.Contains("<Status><ServeSignature>NOT_SIGNING</ServeSignature></Status><KeySigningKeys />", await ReadAsync(server, $"hostedzone/{id}/dnssec"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_is_pending_for_a_minute_and_then_in_sync()
    {
        await using var server = await TestServer.StartAsync();
        var zone = await ZoneAsync(server, "example.com", "one");
        var change = Between(await AcceptedAsync(server, "POST", $"hostedzone/{zone}/rrset/", Changes(Change("CREATE", "a.example.com", "A", "192.0.2.1"))), "<Id>/change/");

        Assert.Contains("<Status>PENDING</Status>", await ReadAsync(server, $"change/{change}"), StringComparison.Ordinal);
        await server.PassAsync(TimeSpan.FromSeconds(59));
        Assert.Contains("<Status>PENDING</Status>", await ReadAsync(server, $"change/{change}"), StringComparison.Ordinal);
        await server.PassAsync(TimeSpan.FromSeconds(1));
        Assert.Contains("<Status>INSYNC</Status>", await ReadAsync(server, $"change/{change}"), StringComparison.Ordinal);
        await RefusedAsync(server, HttpStatusCode.NotFound, "NoSuchChange", "GET", "change/C0");
    }

    [Fact]
    public async Task Record_sets_are_listed_page_by_page_from_a_name_and_type_on()
    {
        await using var server = await TestServer.StartAsync();
        var zone = await ZoneAsync(server, "example.com", "one");
        await AcceptedAsync(server, "POST", $"hostedzone/{zone}/rrset", Changes(
            Change("CREATE", "b.example.com", "A", "192.0.2.1"), Change("CREATE", "*.example.com", "TXT", "\"any\""), Change("CREATE", "a.b.example.com", "A", "192.0.2.1"),
            Change("CREATE", "b.example.com", "AAAA", "2001:db8::1")));

        Assert.Equal(["example.com. NS", "example.com. SOA", @"\052.example.com. TXT", "b.example.com. A", "b.example.com. AAAA", "a.b.example.com. A"], await SetsAsync(server, zone, ""));
        Assert.Equal(["b.example.com. AAAA"], await SetsAsync(server, zone, "?name=B.example.com&type=AAAA&maxitems=1"));
        var page = await ReadAsync(server, $"hostedzone/{zone}/rrset?maxitems=2");
        Assert.EndsWith(@"<IsTruncated>true</IsTruncated><NextRecordName>\052.example.com.</NextRecordName><NextRecordType>TXT</NextRecordType><MaxItems>2</MaxItems></ListResourceRecordSetsResponse>", page, StringComparison.Ordinal);
        Assert.Equal([@"\052.example.com. TXT", "b.example.com. A"], await SetsAsync(server, zone, @"?name=%5C052.example.com.&type=TXT&maxitems=2"));
        Assert.Contains("<ResourceRecordSet><Name>b.example.com.</Name><Type>A</Type><TTL>60</TTL><ResourceRecords><ResourceRecord><Value>192.0.2.1</Value></ResourceRecord></ResourceRecords></ResourceRecordSet>", await ReadAsync(server, $"hostedzone/{zone}/rrset"), StringComparison.Ordinal);
        await RefusedAsync(server, HttpStatusCode.BadRequest, "InvalidInput", "GET", $"hostedzone/{zone}/rrset?type=A");
        await RefusedAsync(server, HttpStatusCode.BadRequest, "InvalidInput", "GET", $"hostedzone/{zone}/rrset?maxitems=0");
        await RefusedAsync(server, HttpStatusCode.BadRequest, "InvalidInput", "GET", $"hostedzone/{zone}/rrset?name=a..b");
    }

    [Fact]
    public async Task Zones_are_listed_by_id_and_by_name()
    {
        await using var server = await TestServer.StartAsync();
        string[] names = ["example.com", "example.org", "api.example.com"];
        var ids = new List<string>();
        foreach (var name in names)
        {
            ids.Add(await ZoneAsync(server, name, name));
        }

        var sorted = ids.Order(StringComparer.Ordinal).ToArray();
        var first = await ReadAsync(server, "hostedzone?maxitems=2");
        Assert.Equal(sorted[..2], All(first, "<HostedZone><Id>/hostedzone/"));
        Assert.EndsWith($"<IsTruncated>true</IsTruncated><NextMarker>{sorted[2]}</NextMarker><MaxItems>2</MaxItems></ListHostedZonesResponse>", first, StringComparison.Ordinal);
        Assert.Equal(sorted[2..], All(await ReadAsync(server, $"hostedzone?marker={sorted[2]}"), "<HostedZone><Id>/hostedzone/"));
        var named = await ReadAsync(server, "hostedzonesbyname?maxitems=2");
        Assert.Equal(["example.com.", "api.example.com."], All(named, "<Name>"));
        Assert.EndsWith($"<NextDNSName>example.org.</NextDNSName><NextHostedZoneId>{ids[1]}</NextHostedZoneId><MaxItems>2</MaxItems></ListHostedZonesByNameResponse>", named, StringComparison.Ordinal);
        Assert.Equal(["example.org."], All(await ReadAsync(server, $"hostedzonesbyname?dnsname=example.org&hostedzoneid={ids[1]}"), "<Name>"));
        await RefusedAsync(server, HttpStatusCode.BadRequest, "InvalidInput", "GET", "hostedzonesbyname?hostedzoneid=Z1");
        await RefusedAsync(server, HttpStatusCode.BadRequest, "InvalidDomainName", "GET", "hostedzonesbyname?dnsname=a..b");
    }

    [Fact]
    public async Task Tags_and_a_comment_are_changed_and_a_zone_is_deleted()
    {
        await using var server = await TestServer.StartAsync();
        var zone = await ZoneAsync(server, "example.com", "one");
        await AcceptedAsync(server, "POST", $"tags/hostedzone/{zone}", Request("ChangeTagsForResource", "<AddTags><Tag><Key>team</Key><Value>a</Value></Tag><Tag><Key>stage</Key></Tag></AddTags>"));
        await AcceptedAsync(server, "POST", $"tags/hostedzone/{zone}", Request("ChangeTagsForResource", "<RemoveTagKeys><Key>stage</Key></RemoveTagKeys>"));
        const string Tagged = "<Tags><Tag><Key>team</Key><Value>a</Value></Tag></Tags></ResourceTagSet>";
        Assert.Contains($"<ResourceTagSet><ResourceType>hostedzone</ResourceType><ResourceId>{zone}</ResourceId>{Tagged}", await ReadAsync(server, $"tags/hostedzone/{zone}"), StringComparison.Ordinal);
        Assert.Contains($"{Tagged}</ResourceTagSets>", await AcceptedAsync(server, "POST", "tags/hostedzone", Request("ListTagsForResources", $"<ResourceIds><ResourceId>{zone}</ResourceId></ResourceIds>")), StringComparison.Ordinal);
        Assert.Contains("<Config><Comment>new</Comment>", await AcceptedAsync(server, "POST", $"hostedzone/{zone}", Request("UpdateHostedZoneComment", "<Comment>new</Comment>")), StringComparison.Ordinal);

        Assert.Contains("<Status>PENDING</Status>", await AcceptedAsync(server, "DELETE", $"hostedzone/{zone}", null), StringComparison.Ordinal);
        await RefusedAsync(server, HttpStatusCode.NotFound, "NoSuchHostedZone", "GET", $"hostedzone/{zone}");
        await RefusedAsync(server, HttpStatusCode.NotFound, "NoSuchHostedZone", "GET", $"tags/hostedzone/{zone}");
        await RefusedAsync(server, HttpStatusCode.NotFound, "NoSuchHealthCheck", "GET", "tags/healthcheck/1");
        await RefusedAsync(server, HttpStatusCode.BadRequest, "InvalidInput", "GET", "tags/zone/1");
    }

    [Fact]
    public async Task What_is_refused_has_AWS_s_code_and_status()
    {
        await using var server = await TestServer.StartAsync();
        var zone = await ZoneAsync(server, "example.com", "one");
        var (conflict, message) = (HttpStatusCode.Conflict, await RefusedAsync(
            server, HttpStatusCode.BadRequest, "InvalidChangeBatch", "POST", $"hostedzone/{zone}/rrset", Changes(Change("DELETE", "a.example.com", "A", "192.0.2.1"))));

        Assert.Equal("[Tried to delete resource record set [name='a.example.com.', type='A'] but it was not found]", message);
        await RefusedAsync(server, conflict, "HostedZoneAlreadyExists", "POST", "hostedzone", Create("example.com", "one"));
        await RefusedAsync(server, HttpStatusCode.BadRequest, "InvalidDomainName", "POST", "hostedzone", Create("a..b", "two"));
        await RefusedAsync(server, HttpStatusCode.BadRequest, "InvalidInput", "POST", "hostedzone", Create("example.com", "two", "<VPC><VPCRegion>us-east-1</VPCRegion><VPCId>vpc-1</VPCId></VPC>"));
        await RefusedAsync(server, HttpStatusCode.BadRequest, "NoSuchDelegationSet", "POST", "hostedzone", Create("example.com", "two", "<DelegationSetId>N1</DelegationSetId>"));
        await RefusedAsync(server, HttpStatusCode.NotFound, "UnknownOperationException", "GET", "healthcheck");
        await RefusedAsync(server, HttpStatusCode.NotFound, "UnknownOperationException", "PUT", "hostedzone");
        Assert.Contains("does not model SetIdentifier", await RefusedAsync(
            server, HttpStatusCode.BadRequest, "InvalidInput", "POST", $"hostedzone/{zone}/rrset", Changes(Change("CREATE", "a.example.com", "A", "192.0.2.1").Replace("<TTL>", "<SetIdentifier>a</SetIdentifier><Weight>1</Weight><TTL>", StringComparison.Ordinal))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "MalformedInput")]
    [InlineData("no XML", "MalformedInput")]
    [InlineData("<CreateHostedZoneRequest>", "MalformedInput")]
    [InlineData("<UpdateHostedZoneCommentRequest/>", "MalformedInput")]
    [InlineData("<!DOCTYPE a [<!ENTITY b \"c\">]><CreateHostedZoneRequest><Name>&b;.com</Name><CallerReference>1</CallerReference></CreateHostedZoneRequest>", "MalformedInput")]
    [InlineData("<CreateHostedZoneRequest><Name>a.com</Name></CreateHostedZoneRequest>", "InvalidInput")]
    [InlineData("<CreateHostedZoneRequest><Name>a.com</Name><CallerReference>1</CallerReference><Other/></CreateHostedZoneRequest>", "InvalidInput")]
    [InlineData("<CreateHostedZoneRequest><Name>a.com</Name><CallerReference>1</CallerReference><HostedZoneConfig><PrivateZone>maybe</PrivateZone></HostedZoneConfig></CreateHostedZoneRequest>", "MalformedInput")]
    public async Task A_body_is_the_one_of_its_call(string body, string code)
    {
        await using var server = await TestServer.StartAsync();
        await RefusedAsync(server, HttpStatusCode.BadRequest, code, "POST", "hostedzone", body);
    }

    [Fact]
    public async Task A_body_is_not_deep()
    {
        await using var server = await TestServer.StartAsync();
        var deep = string.Concat(Enumerable.Repeat("<a>", 10_000)) + string.Concat(Enumerable.Repeat("</a>", 10_000));
        await RefusedAsync(server, HttpStatusCode.BadRequest, "MalformedInput", "POST", "hostedzone", Create("example.com", "one", deep));
    }

    [Fact]
    public async Task A_user_does_what_its_policies_allow_on_the_zone_and_records_that_they_name()
    {
        await using var server = await TestServer.StartAsync(TestServer.Shop.Replace("\"users\": [{ \"name\": \"nobody\" }]", """
            "users": [{ "name": "nobody" }, { "name": "dns", "policies": { "dns": { "Version": "2012-10-17", "Statement": [
              { "Effect": "Allow", "Action": ["route53:CreateHostedZone", "route53:GetHostedZone"], "Resource": "*" },
              { "Effect": "Allow", "Action": "route53:ChangeResourceRecordSets", "Resource": "arn:aws:route53:::hostedzone/*",
                "Condition": { "ForAllValues:StringEquals": { "route53:ChangeResourceRecordSetsNormalizedRecordNames": ["_x.example.com"], "route53:ChangeResourceRecordSetsActions": ["CREATE"] } } }] } } }]
            """, StringComparison.Ordinal));
        var (nobody, dns) = (server.KeyOf("customer.nobody").Id, server.KeyOf("customer.dns").Id);
        var zone = Between(await (await SendAsync(server, "POST", "hostedzone", Create("example.com", "one"), dns)).Content.ReadAsStringAsync(), "<Id>/hostedzone/");

        Assert.Contains("is not authorized to perform: route53:CreateHostedZone on resource: *", await RefusedAsync(server, HttpStatusCode.Forbidden, "AccessDenied", "POST", "hostedzone", Create("example.com", "two"), nobody), StringComparison.Ordinal);
        Assert.Contains($"route53:GetHostedZone on resource: arn:aws:route53:::hostedzone/{zone}", await RefusedAsync(server, HttpStatusCode.Forbidden, "AccessDenied", "GET", $"hostedzone/{zone}", null, nobody), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(server, "GET", $"hostedzone/{zone}", null, dns)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(server, "POST", $"hostedzone/{zone}/rrset", Changes(Change("CREATE", "_X.example.com.", "TXT", "\"a\"")), dns)).StatusCode);
        await RefusedAsync(server, HttpStatusCode.Forbidden, "AccessDenied", "POST", $"hostedzone/{zone}/rrset", Changes(Change("CREATE", "_y.example.com.", "TXT", "\"a\"")), dns);
        await RefusedAsync(server, HttpStatusCode.Forbidden, "AccessDenied", "POST", $"hostedzone/{zone}/rrset", Changes(Change("UPSERT", "_x.example.com.", "TXT", "\"a\"")), dns);
        await RefusedAsync(server, HttpStatusCode.Forbidden, "AccessDenied", "GET", "hostedzone", null, dns);
    }

    [Fact]
    public async Task Zones_and_changes_are_their_account_s_and_of_no_Region()
    {
        await using var server = await TestServer.StartAsync();
        var zone = await ZoneAsync(server, "example.com", "one");

        await RefusedAsync(server, HttpStatusCode.NotFound, "NoSuchHostedZone", "GET", $"hostedzone/{zone}", null, "444455556666");
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(server, "GET", $"hostedzone/{zone}", null, Account, "ap-south-1")).StatusCode);
        Assert.Equal("example.com.", server.Served.View.Find<HostedZonesState>(HostedZonesState.Of(Account))?.Zones[zone].Name);
    }

    private static string Request(string action, string content) => $"""<?xml version="1.0" encoding="UTF-8"?><{action}Request xmlns="{Namespace}">{content}</{action}Request>""";

    private static string Create(string name, string reference, string more = "") =>
        Request("CreateHostedZone", $"<Name>{name}</Name><CallerReference>{reference}</CallerReference>{more}");

    private static string Changes(params string[] changes) => Request("ChangeResourceRecordSets", $"<ChangeBatch><Changes>{string.Concat(changes)}</Changes></ChangeBatch>");

    private static string Change(string action, string name, string type, string value) =>
        $"<Change><Action>{action}</Action><ResourceRecordSet><Name>{name}</Name><Type>{type}</Type><TTL>60</TTL><ResourceRecords><ResourceRecord><Value>{value}</Value></ResourceRecord></ResourceRecords></ResourceRecordSet></Change>";

    private static async Task<string> ZoneAsync(TestServer server, string name, string reference) =>
        Between(await (await SendAsync(server, "POST", "hostedzone", Create(name, reference))).Content.ReadAsStringAsync(), "<Id>/hostedzone/");

    private static async Task<string[]> SetsAsync(TestServer server, string zone, string query) =>
        [.. Regex.Matches(await ReadAsync(server, $"hostedzone/{zone}/rrset{query}"), "<ResourceRecordSet><Name>([^<]*)</Name><Type>([^<]*)</Type>").Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}")];

    private static Task<string> ReadAsync(TestServer server, string path) => AcceptedAsync(server, "GET", path, null);

    private static async Task<string> AcceptedAsync(TestServer server, string method, string path, string? body)
    {
        using var answer = await SendAsync(server, method, path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return text[(text.IndexOf("?>", StringComparison.Ordinal) + 2)..];
    }

    private static async Task<string> RefusedAsync(TestServer server, HttpStatusCode status, string code, string method, string path, string? body = null, string key = Account)
    {
        using var answer = await SendAsync(server, method, path, body, key);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal((status, $"<ErrorResponse xmlns=\"{Namespace}\"><Error><Type>Sender</Type><Code>{code}</Code>"), (answer.StatusCode, Regex.Match(text, "<ErrorResponse.*</Code>").Value));
        Assert.Matches("</Message></Error><RequestId>[-0-9a-f]{36}</RequestId></ErrorResponse>$", text);
        return WebUtility.HtmlDecode(Between(text, "<Message>"));
    }

    private static async Task<HttpResponseMessage> SendAsync(TestServer server, string method, string path, string? body, string key = Account, string region = "us-east-1")
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(server.Address, $"/2013-04-01/{path}"));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/xml");
        request.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential={key}/20260101/{region}/route53/aws4_request, SignedHeaders=host, Signature=0");
        return await client.SendAsync(request);
    }

    private static string Between(string text, string start) => text.Split(start)[1].Split('<')[0];

    private static string[] All(string text, string start) => [.. text.Split(start)[1..].Select(part => part.Split('<')[0])];
}
