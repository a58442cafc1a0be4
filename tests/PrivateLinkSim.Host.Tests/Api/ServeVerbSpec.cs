using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PrivateLinkSim.Host.Tests;

/// <summary>What <c>plsim serve</c> does not begin with, and says so. Nothing is left behind then.</summary>
public sealed class ServeVerbSpec : IDisposable
{
    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("'abc' is no whole number.", "--port", "abc")]
    [InlineData("'65536' is no port; there are 0 to 65535.", "--port", "65536")]
    [InlineData("'-1' is no port; there are 0 to 65535.", "--dns-port", "-1")]
    [InlineData("'60' is no pace; write real, manual, or a factor such as 60x.", "--pace", "60")]
    [InlineData("'here' is no IP address.", "--listen", "here")]
    [InlineData("Others can reach 0.0.0.0: --listen with an address that is not loopback needs --auth strict.", "--listen", "0.0.0.0")]
    [InlineData("--eventual-consistency soon is no duration; write 5s, 500ms or 1m.", "--eventual-consistency", "soon")]
    [InlineData("folder is a directory; --scenario takes one file.", "--scenario", "folder")]
    [InlineData("folder/shop.json:1:", "--scenario", "folder/shop.json")]
    [InlineData("folder is a directory; --db takes a file.", "--db", "folder")]
    [InlineData("--credentials none/keys can't be written: there is no such directory.", "--credentials", "none/keys")]
    public async Task What_can_t_be_served_is_said_before_anything_is_begun(string error, params string[] words)
    {
        _bench.With("folder/shop.json", """{ "title": "A" }""");

        var answer = await ServeAsync(words);

        Assert.Equal(2, answer.Code);
        Assert.StartsWith($"plsim: {error}", answer.Error, StringComparison.Ordinal);
        AssertNothingWasBegun();
    }

    [Theory]
    [InlineData("--port", SocketType.Stream)]
    [InlineData("--dns-port", SocketType.Stream)]
    [InlineData("--dns-port", SocketType.Dgram)]
    public async Task A_port_that_another_has_begins_no_run(string option, SocketType type)
    {
        _bench.With("folder/shop.json", "");
        using var other = new Socket(AddressFamily.InterNetwork, type, type == SocketType.Stream ? ProtocolType.Tcp : ProtocolType.Udp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        if (type == SocketType.Stream)
        {
            other.Listen();
        }

        var port = ((IPEndPoint)other.LocalEndPoint!).Port;
        var answer = await ServeAsync(option, port.ToString(CultureInfo.InvariantCulture));

        Assert.Equal(5, answer.Code);
        Assert.StartsWith($"plsim: Port {port} of 127.0.0.1 can't be listened on: ", answer.Error, StringComparison.Ordinal);
        Assert.EndsWith($"; {option} names another port.\n", answer.Error, StringComparison.Ordinal);
        AssertNothingWasBegun();
    }

    private Task<Answer> ServeAsync(params string[] words) => _bench.RunAsync(["serve", .. words.Contains("--port", StringComparer.Ordinal) ? (string[])[] : ["--port", "0"], .. words]);

    private void AssertNothingWasBegun() =>
        Assert.Equal([_bench.Path("folder"), _bench.Path("folder/shop.json")], Directory.EnumerateFileSystemEntries(_bench.Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
}
