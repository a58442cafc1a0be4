using System.Globalization;
using System.Net;
using System.Net.Sockets;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host.Tests;

/// <summary><c>plsim at</c>: the control plane from the command line.</summary>
public sealed class AtVerbSpec : IDisposable
{
    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_zone_is_lost_and_repaired_and_time_passes()
    {
        await using var server = await TestServer.StartAsync();

        Assert.Equal((0, "done\n"), await At(server, "fault", "az-power-interruption", "use1-az1"));
        Assert.Equal(["use1-az1"], server.Served.View.Find<RegionState>(new EntityId(EntityKind.Region, "us-east-1"))!.ImpairedZones);
        Assert.Equal((0, "2026-01-01T00:10:00.000Z, pace manual\n"), await At(server, "clock", "advance", "10m"));
        Assert.Equal((0, "2026-01-01T12:00:00.000Z, pace manual\n"), await At(server, "clock", "advance", "2026-01-01T12:00:00Z"));
        Assert.Equal((0, "done\n"), await At(server, "repair", "use1-az1"));
        Assert.Equal((0, "done\n  The fault changes nothing: us-east-1 is not lost.\n"), await At(server, "repair", "us-east-1"));
        Assert.Empty(server.Served.View.Find<RegionState>(new EntityId(EntityKind.Region, "us-east-1"))!.ImpairedZones);
        Assert.Equal((0, "done\n"), await At(server, "fault", "packet-loss", "use1-az1", "LossPercent=5", "--for", "1h"));
        Assert.Equal((0, "done\n"), await At(server, "repair", "packet-loss", "use1-az1"));
        Assert.Equal((0, "done\n  The fault changes nothing: no packets are lost in use1-az1.\n"), await At(server, "repair", "packet-loss", "use1-az1"));
        Assert.Equal((0, "done\n"), await At(server, "fault", "target-failure", "orders-lb", "--for", "1h"));
        Assert.Equal((0, "done\n"), await At(server, "repair", "target-failure", "orders-lb"));
        Assert.Equal((0, "done\n"), await At(server, "txt", "_abc.example.com", "vpce:123"));
        Assert.Equal((1, "refused DependencyViolation (§vpc/use): "), await At(server, "step", "DeleteVpc VpcId=shop-vpc caller=shop") is var (code, text) ? (code, text[..40]) : default);
    }

    [Theory]
    [InlineData("az-network-disruption use1-az2", "az-network-disruption ZoneId=use1-az2 Duration=5m")]
    [InlineData("region-outage us-east-1", "region-outage RegionName=us-east-1 Duration=5m")]
    [InlineData("inter-region-disruption us-east-1 eu-west-1", "inter-region-disruption RegionName=us-east-1 PeerRegionName=eu-west-1 Duration=5m")]
    [InlineData("target-failure orders-lb use1-az1 Refuses=true", "target-failure LoadBalancerArn=orders-lb ZoneId=use1-az1 Refuses=true Duration=5m")]
    [InlineData("zonal-shift orders-lb use1-az1", "zonal-shift LoadBalancerArn=orders-lb AwayFrom=use1-az1 ExpiresIn=5m")]
    [InlineData("endpoint-interface-failure app use1-az1", "endpoint-interface-failure VpcEndpointId=app ZoneId=use1-az1 Duration=5m")]
    [InlineData("dns-delay us-east-1 DelaySeconds=30", "dns-delay RegionName=us-east-1 DelaySeconds=30 Duration=5m")]
    [InlineData("dns-delay customer-vpc DelaySeconds=30", "dns-delay VpcId=customer-vpc DelaySeconds=30 Duration=5m")]
    [InlineData("packet-loss use1-az1 LossPercent=5", "packet-loss ZoneId=use1-az1 LossPercent=5 Duration=5m")]
    [InlineData("latency us-east-1 eu-west-1 DelayMilliseconds=5", "latency RegionName=us-east-1 PeerRegionName=eu-west-1 DelayMilliseconds=5 Duration=5m")]
    [InlineData("latency vpce-12345678 DelayMilliseconds=5", "latency VpcEndpointId=vpce-12345678 DelayMilliseconds=5 Duration=5m")]
    public void The_words_of_a_fault_become_a_step(string typed, string step) =>
        Assert.Equal(step, typed.Split(' ') is [var fault, .. var words] ? FaultWords.Step(fault, words, "5m") : null);

    [Fact]
    public async Task What_was_seen_is_shown_and_kept()
    {
        await using var server = await TestServer.StartAsync();
        await At(server, "fault", "az-power-interruption", "use1-az1", "--for", "10m");

        var (_, events) = await At(server, "events", "--entity", "us-east-1");
        var (_, lines) = await At(server, "events", "--json");
        var (_, state) = await At(server, "state", "orders-lb");
        var (_, digest) = await At(server, "digest");
        var (_, health) = await At(server, "health");
        var (_, written) = await At(server, "record", "--out", "so-far.json");
        var (_, reset) = await At(server, "reset");

        Assert.EndsWith("2026-01-01T00:00:00.000Z  Region us-east-1 zone use1-az1 stops passing traffic until +10m\n", events, StringComparison.Ordinal);
        Assert.Contains("\"type\":\"region.zone-impaired\"", lines, StringComparison.Ordinal);
        Assert.Contains("\"name\": \"orders-lb\"", state, StringComparison.Ordinal);
        Assert.Matches("^sha256:[0-9a-f]{64} after turn [0-9]+, [0-9]+ events; states sha256:[0-9a-f]{64}\n$", digest);
        Assert.Equal($"run server, plsim {Program.Version}, 2026-01-01T00:00:00.000Z, pace manual\n", health);
        Assert.Equal("Written to so-far.json. Run it with: plsim run so-far.json\n", written);
        Assert.Equal(0, (await _bench.RunAsync("run", "so-far.json", "--journal", "memory", "--quiet")).Code);
        Assert.StartsWith("Begun anew: run server-2, ", reset, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "step:1:23: az-power-interruption.ZoneId: 'use1-az9' is no zone id, such as use1-az1; did you mean 'use1-az1'?", "fault", "az-power-interruption", "use1-az9")]
    [InlineData(2, "'az-power' is no fault; there are ", "fault", "az-power", "use1-az1")]
    [InlineData(2, "'use1-az2' is one word too many: az-power-interruption is of ZoneId.", "fault", "az-power-interruption", "use1-az1", "use1-az2")]
    [InlineData(2, "'mars' is no zone id, such as use1-az1", "repair", "mars")]
    [InlineData(2, "to repair target-failure, say LoadBalancerArn, and nothing else", "repair", "target-failure", "orders-lb", "use1-az1")]
    [InlineData(2, "'zonal-shift' is no fault that can be repaired", "repair", "zonal-shift", "orders-lb")]
    [InlineData(2, "The run has no entity 'nobody'.", "state", "nobody")]
    [InlineData(2, "'soon' is no duration", "clock", "advance", "soon")]
    [InlineData(2, "'fualt' is no command of plsim at. Did you mean 'fault'?", "fualt")]
    public async Task What_is_wrong_is_said(int code, string error, params string[] words)
    {
        await using var server = await TestServer.StartAsync();

        var answer = await _bench.RunAsync(["at", server.Address.ToString(), .. words]);

        Assert.Equal(code, answer.Code);
        Assert.Contains(error, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nobody_listens_it_says_how_to_start_a_server()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        listener.Stop();

        var answer = await _bench.RunAsync("at", port, "health");

        Assert.Equal(5, answer.Code);
        Assert.Contains($"Nobody answers at http://127.0.0.1:{port}/: ", answer.Error, StringComparison.Ordinal);
        Assert.Contains($"Start a server with: plsim serve --port {port}", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_server_is_told_from_one_of_plsim()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = AnswerOnceAsync(listener);

        var answer = await _bench.RunAsync("at", ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture), "health");
        await answering;

        Assert.Equal(5, answer.Code);
        Assert.Contains("answers, but is no server of plsim that has a control plane.", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:4566", "http://127.0.0.1:4566/")]
    [InlineData("localhost:4566", "http://localhost:4566/")]
    [InlineData("4566", "http://127.0.0.1:4566/")]
    public void An_address_may_be_short(string text, string address) => Assert.Equal(address, ControlClient.AddressOf(text).ToString());

    [Theory]
    [InlineData("http://127.0.0.1:4566/path")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("99999999")]
    [InlineData("")]
    public void What_is_no_address_is_said_to_be_none(string text) =>
        Assert.Contains("is no address of a server", Assert.Throws<UsageException>(() => ControlClient.AddressOf(text)).Message, StringComparison.Ordinal);

    private async Task<(int Code, string Output)> At(TestServer server, params string[] words)
    {
        var answer = await _bench.RunAsync(["at", server.Address.ToString(), .. words]);
        Assert.Equal("", answer.Error);
        return (answer.Code, answer.Output);
    }

    private static async Task AnswerOnceAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync();
        var stream = client.GetStream();
        await stream.ReadAtLeastAsync(new byte[1024], 1);
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi"u8.ToArray());
    }
}
