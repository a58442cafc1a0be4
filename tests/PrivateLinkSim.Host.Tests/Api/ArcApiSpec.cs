using System.Net;
using System.Text;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host.Tests;

/// <summary>ARC zonal shift over REST-JSON (domain facts §6.1).</summary>
public sealed class ArcApiSpec
{
    private const string Shop = "111122223333";

    [Fact]
    public async Task Traffic_is_shifted_away_from_a_zone_and_back()
    {
        await using var server = await TestServer.StartAsync();
        var arn = server.IdOf<LoadBalancerState>(EntityKind.LoadBalancer, _ => true);
        Assert.Equal((404, "ResourceNotFoundException"), Told(await StartAsync(server, arn, "use1-az1", "2h")));
        await server.PostAsync($"Action=ModifyLoadBalancerAttributes&LoadBalancerArn={arn}&Attributes.member.1.Key=zonal_shift.config.enabled&Attributes.member.1.Value=true", "elasticloadbalancing", Shop);

        var started = await StartAsync(server, arn, "use1-az1", "2h");
        var again = await StartAsync(server, arn, "use1-az2", "2h");
        var listed = await SendAsync(server, HttpMethod.Get, "/zonalshifts?status=ACTIVE");
        var resource = await SendAsync(server, HttpMethod.Get, $"/managedresources/{Uri.EscapeDataString(arn)}");
        var id = (string?)started.Body["zonalShiftId"];
        var health = await server.PostAsync($"Action=DescribeTargetHealth&TargetGroupArn={TargetGroupArn.OfLoadBalancer(arn)}", "elasticloadbalancing", Shop);
        var canceled = await SendAsync(server, HttpMethod.Delete, $"/zonalshifts/{id}");

        Assert.Equal((201, "ACTIVE", "use1-az1", "a bad deployment"), (started.Status, (string?)started.Body["status"], (string?)started.Body["awayFrom"], (string?)started.Body["comment"]));
        Assert.Equal(7200, (decimal)started.Body["expiryTime"]! - (decimal)started.Body["startTime"]!);
        Assert.Equal((409, "ConflictException", "ZonalShiftAlreadyExists"), (again.Status, (string?)again.Body["__type"], (string?)again.Body["reason"]));
        Assert.Equal(id, (string?)Assert.Single(listed.Body["items"]!)["zonalShiftId"]);
        Assert.Equal((0, 1, "APPLIED"), ((int)resource.Body["appliedWeights"]!["use1-az1"]!, (int)resource.Body["appliedWeights"]!["use1-az2"]!, (string?)resource.Body["zonalShifts"]![0]!["appliedStatus"]));
        Assert.Contains("<State>zonal_shift_delegated_to_dns</State>", health.Body, StringComparison.Ordinal);
        Assert.Equal((200, "CANCELED"), (canceled.Status, (string?)canceled.Body["status"]));
        Assert.Empty((await SendAsync(server, HttpMethod.Get, "/zonalshifts")).Body["items"]!);
        Assert.Equal((404, "ResourceNotFoundException"), Told(await SendAsync(server, HttpMethod.Delete, $"/zonalshifts/{id}")));
    }

    [Fact]
    public async Task A_shift_ends_by_itself()
    {
        await using var server = await TestServer.StartAsync();
        var arn = await ManagedAsync(server);

        await StartAsync(server, arn, "use1-az1", "20m");
        await server.PassAsync(TimeSpan.FromMinutes(20));

        Assert.Empty((await SendAsync(server, HttpMethod.Get, "/zonalshifts")).Body["items"]!);
    }

    [Theory]
    [InlineData("use1-az9", "2h", "InvalidAz")]
    [InlineData("use1-az1", "73h", "InvalidExpiresIn")]
    [InlineData("use1-az1", "soon", "InvalidExpiresIn")]
    [InlineData("", "2h", "MissingValue")]
    public async Task What_is_wrong_is_a_validation_exception_with_its_reason(string zone, string expiresIn, string reason)
    {
        await using var server = await TestServer.StartAsync();
        var arn = await ManagedAsync(server);

        var answer = await StartAsync(server, arn, zone, expiresIn);

        Assert.Equal((400, "ValidationException", reason), (answer.Status, (string?)answer.Body["__type"], (string?)answer.Body["reason"]));
    }

    [Fact]
    public async Task Autoshift_is_turned_on_and_others_may_do_nothing()
    {
        await using var server = await TestServer.StartAsync();
        var arn = await ManagedAsync(server);

        var configured = await SendAsync(server, HttpMethod.Put, $"/managedresources/{Uri.EscapeDataString(arn)}", new JObject { ["zonalAutoshiftStatus"] = "ENABLED" });

        Assert.Equal((200, "ENABLED"), (configured.Status, (string?)configured.Body["zonalAutoshiftStatus"]));
        Assert.Equal("ENABLED", (string?)Assert.Single((await SendAsync(server, HttpMethod.Get, "/managedresources")).Body["items"]!)["zonalAutoshiftStatus"]);
        Assert.Empty((await SendAsync(server, HttpMethod.Get, "/managedresources", key: "444455556666")).Body["items"]!);
        Assert.Equal((404, "ResourceNotFoundException"), Told(await StartAsync(server, arn, "use1-az1", "2h", "444455556666")));
        Assert.Equal((403, "AccessDeniedException"), Told(await StartAsync(server, arn, "use1-az1", "2h", server.KeyOf("customer.nobody").Id)));
        Assert.Equal((404, "UnknownOperationException"), Told(await SendAsync(server, HttpMethod.Get, "/practiceruns")));
    }

    [Fact]
    public async Task Resources_come_page_by_page()
    {
        await using var server = await TestServer.StartAsync();
        await ManagedAsync(server);
        var subnet = server.Served.View.All<LoadBalancerState>(EntityKind.LoadBalancer).Single().Value.Nodes[0].SubnetId;
        var made = server.Made(await server.PostAsync($"Action=CreateLoadBalancer&Name=a-front&Type=network&Subnets.member.1={subnet}", "elasticloadbalancing", Shop), "LoadBalancerArn");
        await ManageAsync(server, made);

        var first = await SendAsync(server, HttpMethod.Get, "/managedresources?maxResults=1");
        var second = await SendAsync(server, HttpMethod.Get, $"/managedresources?maxResults=1&nextToken={Uri.EscapeDataString((string)first.Body["nextToken"]!)}");

        Assert.Equal(["a-front", "orders-lb"], first.Body["items"]!.Concat(second.Body["items"]!).Select(each => (string?)each["name"]));
        Assert.Null(second.Body["nextToken"]);
        Assert.Equal((400, "ValidationException"), Told(await SendAsync(server, HttpMethod.Get, "/managedresources?maxResults=0")));
        Assert.Equal("InvalidToken", (string?)(await SendAsync(server, HttpMethod.Get, "/zonalshifts?nextToken=!")).Body["reason"]);
        Assert.Equal("InvalidStatus", (string?)(await SendAsync(server, HttpMethod.Get, "/zonalshifts?status=OVER")).Body["reason"]);
    }

    /// <summary>A scenario's shift does not say when it began; its id is the same before and after an update all the same.</summary>
    [Fact]
    public async Task A_shift_keeps_its_id_when_it_is_updated()
    {
        await using var server = await TestServer.StartAsync();
        var arn = await ManagedAsync(server);
        await server.ControlAsync("POST", "/steps", $$$"""{"zonal-shift":{"LoadBalancerArn":"{{{arn}}}","AwayFrom":"use1-az1","ExpiresIn":"2h"}}""");
        var shift = (await SendAsync(server, HttpMethod.Get, "/zonalshifts")).Body["items"]!.Single();

        var updated = await SendAsync(server, HttpMethod.Patch, $"/zonalshifts/{(string?)shift["zonalShiftId"]}", new JObject { ["expiresIn"] = "3h" });
        var same = await SendAsync(server, HttpMethod.Patch, $"/zonalshifts/{(string?)shift["zonalShiftId"]}", []);

        Assert.Equal((200, (string?)shift["zonalShiftId"], 3600m), (updated.Status, (string?)updated.Body["zonalShiftId"], (decimal)updated.Body["expiryTime"]! - (decimal)shift["expiryTime"]!));
        Assert.True(JToken.DeepEquals(updated.Body, same.Body));
    }

    private static async Task<string> ManagedAsync(TestServer server)
    {
        var arn = server.IdOf<LoadBalancerState>(EntityKind.LoadBalancer, _ => true);
        await ManageAsync(server, arn);
        return arn;
    }

    private static async Task ManageAsync(TestServer server, string arn) =>
        await server.PostAsync($"Action=ModifyLoadBalancerAttributes&LoadBalancerArn={arn}&Attributes.member.1.Key=zonal_shift.config.enabled&Attributes.member.1.Value=true", "elasticloadbalancing", Shop);

    private static Task<(int Status, JObject Body)> StartAsync(TestServer server, string arn, string zone, string expiresIn, string key = Shop) => SendAsync(
        server,
        HttpMethod.Post,
        "/zonalshifts",
        new JObject { ["resourceIdentifier"] = arn, ["awayFrom"] = zone, ["expiresIn"] = expiresIn, ["comment"] = "a bad deployment" },
        key);

    private static (int, string?) Told((int Status, JObject Body) answer) => (answer.Status, (string?)answer.Body["__type"]);

    private static async Task<(int Status, JObject Body)> SendAsync(TestServer server, HttpMethod method, string path, JObject? body = null, string key = Shop)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(method, new Uri(server.Address, path));
        if (body is not null)
        {
            request.Content = new StringContent(body.ToString(), Encoding.UTF8, "application/json");
        }

        request.Headers.TryAddWithoutValidation(
            "Authorization", $"AWS4-HMAC-SHA256 Credential={key}/20260101/us-east-1/arc-zonal-shift/aws4_request, SignedHeaders=host, Signature=0");
        using var response = await client.SendAsync(request);
        return ((int)response.StatusCode, JObject.Parse(await response.Content.ReadAsStringAsync()));
    }
}
