using System.Net;

namespace PrivateLinkSim.Host.Tests;

/// <summary>Web pages reach neither AWS's APIs nor the control plane of a server on loopback.</summary>
public sealed class RequestOriginSpec
{
    private const string Call = "/?Action=DescribeVpcs&Version=2016-11-15&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=444455556666%2F20260101%2Fus-east-1%2Fec2%2Faws4_request&X-Amz-SignedHeaders=host&X-Amz-Signature=0";

    [Theory]
    [InlineData("Host", "evil.example", false)]
    [InlineData("Host", "127.0.0.1.evil.example:4566", false)]
    [InlineData("Host", "amazonaws.com.evil.example", false)]
    [InlineData("Host", "localhost:4566", true)]
    [InlineData("Host", "127.0.0.1:4566", true)]
    [InlineData("Host", "[::1]:4566", true)]
    [InlineData("Host", "plsim:4566", true)]
    [InlineData("Host", "host.docker.internal", true)]
    [InlineData("Host", "ec2.us-east-1.amazonaws.com", true)]
    [InlineData("Origin", "https://evil.example", false)]
    [InlineData("Origin", "null", false)]
    [InlineData("Origin", "SAME", true)]
    [InlineData("Sec-Fetch-Site", "cross-site", false)]
    [InlineData("Sec-Fetch-Site", "same-site", false)]
    [InlineData("Sec-Fetch-Site", "same-origin", true)]
    [InlineData("Sec-Fetch-Site", "none", true)]
    public async Task A_request_is_answered_unless_it_is_that_of_a_foreign_page(string header, string value, bool isAnswered)
    {
        await using var server = await TestServer.StartAsync();
        using var client = new HttpClient();

        foreach (var path in new[] { Call, "/_plsim/health" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, path));
            request.Headers.TryAddWithoutValidation(header, value == "SAME" ? server.Address.GetLeftPart(UriPartial.Authority) : value);
            using var response = await client.SendAsync(request);

            Assert.Equal(isAnswered ? HttpStatusCode.OK : HttpStatusCode.Forbidden, response.StatusCode);
            Assert.Equal(!isAnswered && path == Call, (await response.Content.ReadAsStringAsync()).Contains("<Code>AccessDenied</Code>", StringComparison.Ordinal));
        }
    }
}
