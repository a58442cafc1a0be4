using System.Net;

namespace PrivateLinkSim.Host.Tests;

/// <summary>With --throttle, EC2 takes as many calls as AWS says ("Request throttling for the Amazon EC2 API"), in virtual time.</summary>
public sealed class ThrottleSpec
{
    private const string NoEndpoint = "Action=DeleteVpcEndpoints&VpcEndpointId.1=vpce-00000000000000000";

    [Theory]
    [InlineData(NoEndpoint, 4)]
    [InlineData("Action=AcceptVpcEndpointConnections&ServiceId=vpce-svc-00000000000000000&VpcEndpointId.1=vpce-00000000000000000", 10)]
    [InlineData("Action=DeleteVpc&VpcId=vpc-00000000000000000", 50)]
    [InlineData("Action=DescribeVpcs", 100)]
    [InlineData("Action=DescribeNetworkInterfaces", 50)]
    [InlineData("Action=DescribeNetworkInterfaces&MaxResults=5", 100)]
    public async Task An_action_has_so_many_tokens(string form, int tokens)
    {
        await using var server = await ThrottledAsync();

        Assert.Equal(tokens, await TakenAsync(server, form, tokens + 3));
    }

    [Fact]
    public async Task The_error_is_AWSs_and_what_is_turned_away_leaves_no_trace()
    {
        await using var server = await ThrottledAsync();
        await TakenAsync(server, NoEndpoint, 4);
        var before = server.Served.Feed.End.Events;

        var (status, body) = await server.PostAsync(NoEndpoint);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("<Error><Code>RequestLimitExceeded</Code><Message>Request limit exceeded.</Message></Error>", body, StringComparison.Ordinal);
        Assert.Equal(before, server.Served.Feed.End.Events);
    }

    [Fact]
    public async Task Tokens_come_back_with_virtual_time_and_no_more_than_there_is_room_for()
    {
        await using var server = await ThrottledAsync();
        await TakenAsync(server, NoEndpoint, 4);

        // 0.3 tokens a second: none after 3 s, one after 4 s.
        await server.ControlAsync("POST", "/clock/advance", """{"by":"3s"}""");
        var early = await TakenAsync(server, NoEndpoint, 1);
        await server.ControlAsync("POST", "/clock/advance", """{"by":"1s"}""");
        var one = await TakenAsync(server, NoEndpoint, 2);
        await server.ControlAsync("POST", "/clock/advance", """{"by":"1d"}""");
        var full = await TakenAsync(server, NoEndpoint, 10);

        Assert.Equal((0, 1, 4), (early, one, full));
    }

    [Fact]
    public async Task Each_account_Region_and_action_has_its_own()
    {
        await using var server = await ThrottledAsync();
        await TakenAsync(server, NoEndpoint, 5);

        Assert.Equal(1, await TakenAsync(server, NoEndpoint, 1, region: "eu-west-1"));
        Assert.Equal(1, await TakenAsync(server, NoEndpoint, 1, key: "111122223333"));
        Assert.Equal(1, await TakenAsync(server, "Action=DescribeVpcEndpoints", 1));
        Assert.Equal(0, await TakenAsync(server, NoEndpoint, 1));
    }

    [Fact]
    public async Task Without_it_nothing_is_turned_away()
    {
        await using var server = await TestServer.StartAsync();

        Assert.Equal(10, await TakenAsync(server, NoEndpoint, 10));
    }

    private static Task<TestServer> ThrottledAsync() => TestServer.StartAsync(options: options => options with { IsThrottled = true });

    // How many of so many calls came in, whatever came of them.
    private static async Task<int> TakenAsync(TestServer server, string form, int calls, string key = "444455556666", string region = "us-east-1")
    {
        var taken = 0;
        for (var call = 0; call < calls; call++)
        {
            taken += (await server.PostAsync(form, key: key, region: region)).Status is HttpStatusCode.ServiceUnavailable ? 0 : 1;
        }

        return taken;
    }
}
