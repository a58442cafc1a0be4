using System.Net;
using System.Text;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Host.Tests;

/// <summary>Who calls, and which Regions an account has opted in to: STS and Account Management on the wire.</summary>
public sealed class AccountsApiSpec
{
    private const string WithRole = """
        {
          "title": "A role that may make VPCs",
          "topology": { "accounts": [{
            "name": "customer", "id": "444455556666",
            "roles": [{ "name": "builder", "policies": { "vpcs": { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "ec2:CreateVpc", "Resource": "*" }] } } }]
          }] },
          "steps": []
        }
        """;

    [Theory]
    [InlineData("444455556666", "arn:aws:iam::444455556666:root", "444455556666")]
    [InlineData("AKIA444455556666", "arn:aws:iam::444455556666:root", "444455556666")]
    [InlineData("test", "arn:aws:iam::123456789012:root", "123456789012")]
    public async Task A_key_says_whose_it_is(string key, string arn, string account)
    {
        await using var server = await TestServer.StartAsync();
        var (_, body) = await server.PostAsync("Action=GetCallerIdentity&Version=2011-06-15", "sts", key);

        Assert.Contains($"<GetCallerIdentityResult><Arn>{arn}</Arn><UserId>{account}</UserId><Account>{account}</Account></GetCallerIdentityResult>", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_keys_of_a_role_are_held_to_its_policies()
    {
        await using var server = await TestServer.StartAsync(WithRole, isStrict: false);
        var (_, assumed) = await server.PostAsync("Action=AssumeRole&Version=2011-06-15&RoleArn=arn:aws:iam::444455556666:role/builder&RoleSessionName=ci", "sts");
        using var ec2 = server.Ec2(new Amazon.Runtime.SessionAWSCredentials(Of("AccessKeyId"), Of("SecretAccessKey"), Of("SessionToken")));
        var vpc = (await ec2.CreateVpcAsync(new() { CidrBlock = "10.9.0.0/16" })).Vpc;
        var refused = await Assert.ThrowsAsync<Amazon.EC2.AmazonEC2Exception>(() => ec2.DeleteVpcAsync(new() { VpcId = vpc.VpcId }));

        Assert.Equal("UnauthorizedOperation", refused.ErrorCode);
        Assert.Contains("arn:aws:sts::444455556666:assumed-role/builder/ci", refused.Message, StringComparison.Ordinal);

        string Of(string name) => assumed.Split($"<{name}>")[1].Split('<')[0];
    }

    [Theory]
    [InlineData("RoleArn=arn:aws:iam::444455556666:role/nobody&RoleSessionName=ci", "AccessDenied")]
    [InlineData("RoleArn=arn:aws:iam::111122223333:role/builder&RoleSessionName=ci", "AccessDenied")]
    [InlineData("RoleArn=builder&RoleSessionName=ci", "ValidationError")]
    [InlineData("RoleArn=arn:aws:iam::444455556666:role/builder&RoleSessionName=ci&DurationSeconds=5", "ValidationError")]
    [InlineData("RoleArn=arn:aws:iam::444455556666:role/builder", "MissingParameter")]
    public async Task What_can_t_be_assumed_is_refused(string parameters, string code)
    {
        await using var server = await TestServer.StartAsync(WithRole);
        var (_, body) = await server.PostAsync($"Action=AssumeRole&Version=2011-06-15&{parameters}", "sts");

        Assert.Contains($"<Error><Type>Sender</Type><Code>{code}</Code>", body, StringComparison.Ordinal);
    }

    /// <summary>Loose or strict, keys of a session are good for as long as it lasts, and a token that nobody gave out is none.</summary>
    [Fact]
    public async Task A_session_that_is_over_is_told_of()
    {
        using var bench = new Workbench();
        var stored = new RunStore(new Shell(TextWriter.Null, TextWriter.Null, bench.Root)).CreateIn("world.db", "server");
        await using var server = await TestServer.StartAsync(WithRole, stored: stored);
        var keys = new TemporaryKeys(KeySecret.Beside(stored.File));
        const string Session = "arn:aws:sts::444455556666:assumed-role/builder/ci";
        var (over, good) = (keys.Issue(Session, DateTimeOffset.UnixEpoch, out _), keys.Issue(Session, DateTimeOffset.MaxValue, out _));

        Assert.Contains("<Code>ExpiredToken</Code><Message>The security token included in the request is expired</Message>", await IdentityAsync(over.Id, over.SessionToken!), StringComparison.Ordinal);
        Assert.Contains($"<Arn>{Session}</Arn>", await IdentityAsync(good.Id, good.SessionToken!), StringComparison.Ordinal);
        Assert.Contains("<Code>InvalidClientTokenId</Code>", await IdentityAsync(over.Id, good.SessionToken!), StringComparison.Ordinal);
        Assert.Contains("<Code>InvalidClientTokenId</Code>", await IdentityAsync(good.Id, "nonsense"), StringComparison.Ordinal);

        async Task<string> IdentityAsync(string id, string token)
        {
            using var client = new HttpClient();
            using var answer = await client.GetAsync(new Uri(
                server.Address,
                $"/?Action=GetCallerIdentity&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential={id}%2F20260101%2Fus-east-1%2Fsts%2Faws4_request&X-Amz-SignedHeaders=host&X-Amz-Signature=0&X-Amz-Security-Token={Uri.EscapeDataString(token)}"));
            return await answer.Content.ReadAsStringAsync();
        }
    }

    [Theory]
    [InlineData("sts", "Action=GetCallerIdentity&Version=2011-06-15", "InvalidClientTokenId")]
    [InlineData("iam", "Action=ListUsers&Version=2010-05-08", "InvalidClientTokenId")]
    [InlineData("elasticloadbalancing", "Action=DescribeLoadBalancers&Version=2015-12-01", "InvalidClientTokenId")]
    [InlineData("ec2", "Action=DescribeVpcs&Version=2016-11-15", "AuthFailure")]
    [InlineData("account", "", "UnrecognizedClientException")]
    public async Task A_strict_server_knows_no_key_that_was_not_made(string service, string form, string code)
    {
        await using var server = await TestServer.StartAsync(WithRole, isStrict: true);

        Assert.Contains(code, (await server.PostAsync(form, service, "444455556666")).Body, StringComparison.Ordinal);
        Assert.Contains(code, (await server.PostAsync(form, service, "AKIA444455556666")).Body, StringComparison.Ordinal);
        Assert.Contains(code, (await server.PostAsync(form, service, "AKIAAAAAAAAAAAAAAAAA")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_token_is_good_until_it_expires_and_after_a_restart()
    {
        var now = DateTimeOffset.UnixEpoch.AddDays(20_000);
        var (secret, other) = (KeySecret.New(), KeySecret.New());
        var key = new TemporaryKeys(secret).Issue("arn:aws:sts::444455556666:assumed-role/builder/ci", now.AddHours(1), out _);

        Assert.Equal((key, false), (new TemporaryKeys(secret).Find(key.SessionToken!, now.AddSeconds(3599), out var isOver), isOver));
        Assert.Equal((key, true), (new TemporaryKeys(secret).Find(key.SessionToken!, now.AddHours(1), out isOver), isOver));
        Assert.Null(new TemporaryKeys(other).Find(key.SessionToken!, now, out _));
        Assert.Null(new TemporaryKeys(secret).Find("nonsense", now, out _));
    }

    [Fact]
    public async Task A_Region_is_enabled_and_can_be_used_when_that_is_done()
    {
        await using var server = await TestServer.StartAsync();
        var before = await StatusAsync(server);
        await AccountAsync(server, "/enableRegion", """{ "RegionName": "af-south-1" }""");
        var meanwhile = await StatusAsync(server);
        await server.PassAsync(TimeSpan.FromHours(12));
        using var ec2 = server.Ec2("444455556666", "af-south-1");

        Assert.Equal(("DISABLED", "ENABLING", "ENABLED"), (before, meanwhile, await StatusAsync(server)));
        Assert.NotNull((await ec2.CreateVpcAsync(new() { CidrBlock = "10.9.0.0/16" })).Vpc);
    }

    [Fact]
    public async Task Regions_are_listed_page_by_page()
    {
        await using var server = await TestServer.StartAsync();
        var names = new List<string>();
        for (string? token = null, first = ""; first is not null; first = token)
        {
            var (_, page) = await AccountAsync(server, "/listRegions", new JObject { ["MaxResults"] = 10, ["NextToken"] = token }.ToString());
            names.AddRange(page["Regions"]!.Select(region => (string)region["RegionName"]!));
            token = (string?)page["NextToken"];
        }

        Assert.Equal(server.Served.Live.Facts.Regions.All.Select(region => region.Name), names);
    }

    [Theory]
    [InlineData("/listRegions", """{ "MaxResults": 99999999999999999999 }""", HttpStatusCode.BadRequest, "ValidationException")]
    [InlineData("/listRegions", """{ "RegionOptStatusContains": [{}] }""", HttpStatusCode.BadRequest, "ValidationException")]
    [InlineData("/enableRegion", """{ "RegionName": "" }""", HttpStatusCode.BadRequest, "ValidationException")]
    [InlineData("/enableRegion", "[", HttpStatusCode.BadRequest, "SerializationException")]
    [InlineData("/getRegionOptStatus", """{ "RegionName": "mars-1" }""", HttpStatusCode.BadRequest, "ValidationException")]
    [InlineData("/getRegionOptStatus", """{ "RegionName": "us-east-1", "AccountId": "111122223333" }""", HttpStatusCode.Forbidden, "AccessDeniedException")]
    [InlineData("/listRegions", """{ "MaxResults": 0 }""", HttpStatusCode.BadRequest, "ValidationException")]
    [InlineData("/nothing", "{}", HttpStatusCode.NotFound, "UnknownOperationException")]
    public async Task What_is_wrong_is_an_error_of_the_service(string path, string body, HttpStatusCode status, string code)
    {
        await using var server = await TestServer.StartAsync();
        var answer = await AccountAsync(server, path, body);

        Assert.Equal((status, code), (answer.Status, (string?)answer.Body["__type"]));
    }

    private static async Task<string> StatusAsync(TestServer server) =>
        (string)(await AccountAsync(server, "/getRegionOptStatus", """{ "RegionName": "af-south-1" }""")).Body["RegionOptStatus"]!;

    private static async Task<(HttpStatusCode Status, JObject Body)> AccountAsync(TestServer server, string path, string body)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, path)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation(
            "Authorization", "AWS4-HMAC-SHA256 Credential=444455556666/20260101/us-east-1/account/aws4_request, SignedHeaders=host, Signature=0");
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? [] : JObject.Parse(text));
    }
}
