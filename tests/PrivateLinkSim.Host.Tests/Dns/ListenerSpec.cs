using System.Net;
using System.Net.Sockets;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host.Tests;

/// <summary>What raw sockets meet at a resolver's address.</summary>
public sealed class ListenerSpec : IAsyncLifetime, IDisposable
{
    private const int MostConnections = 2;

    private readonly List<Exception> _failures = [];
    private readonly ManualClock _clock = new();
    private readonly SemaphoreSlim _connections = new(MostConnections);
    private readonly DnsListener _listener;
    private readonly byte[] _question = DnsMessages.Question("us-east-1.vpce.amazonaws.com", 6);

    public ListenerSpec()
    {
        var facts = new Facts(new Settings(), RegionData.Load().Regions);
        _listener = DnsListener.Start(IPAddress.Loopback, 0, new DnsResponder(() => Snapshot.Empty, facts, null, _failures.Add), _connections, _failures.Add, _clock);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _listener.DisposeAsync();
        Assert.Empty(_failures);
    }

    public void Dispose() => _connections.Dispose();

    [Fact]
    public async Task Questions_of_one_connection_are_answered_in_turn()
    {
        await using var stream = await ConnectAsync();
        byte[][] questions = [.. Enumerable.Range(1, 50).Select(id => DnsMessages.Question("us-east-1.vpce.amazonaws.com", 6, id))];
        foreach (var question in questions)
        {
            await DnsMessages.SendAsync(stream, question);
        }

        foreach (var question in questions)
        {
            var answer = await DnsMessages.ReceiveAsync(stream);
            Assert.Null(DnsMessages.Complaint(question, answer, 65_535));
        }
    }

    [Fact]
    public async Task A_question_may_come_byte_by_byte()
    {
        await using var stream = await ConnectAsync();
        foreach (var octet in (byte[])[0, (byte)_question.Length, .. _question])
        {
            await stream.WriteAsync(new[] { octet });
        }

        Assert.Equal(1, (await DnsMessages.ReceiveAsync(stream) is { } answer ? DnsMessages.Answers(answer) : 0));
    }

    [Theory]
    [InlineData(5_000)]
    [InlineData(11)]
    [InlineData(0)]
    public async Task A_connection_whose_message_is_no_question_is_closed(int bytes)
    {
        await using var stream = await ConnectAsync();
        await DnsMessages.SendAsync(stream, new byte[bytes]);

        Assert.Null(await DnsMessages.ReceiveAsync(stream));
        await AssertAnswersAsync();
    }

    [Fact]
    public async Task A_connection_that_says_nothing_is_closed()
    {
        await using var stream = await ConnectAsync();
        await DnsMessages.SendAsync(stream, _question);
        Assert.NotNull(await DnsMessages.ReceiveAsync(stream));
        await stream.WriteAsync(new byte[] { 0 });
        var more = DnsMessages.ReceiveAsync(stream);
        while (!more.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(10));
            await Task.Yield();
        }

        Assert.Null(await more);
        await AssertAnswersAsync();
    }

    [Fact]
    public async Task Connections_beyond_the_limit_are_closed_until_others_end()
    {
        await using (var first = await ConnectAsync())
        await using (var second = await ConnectAsync())
        {
            foreach (var stream in (NetworkStream[])[first, second])
            {
                await DnsMessages.SendAsync(stream, _question);
                Assert.NotNull(await DnsMessages.ReceiveAsync(stream));
            }

            await using var third = await ConnectAsync();
            Assert.Null(await DnsMessages.ReceiveAsync(third));
        }

        await AssertAnswersAsync();
    }

    [Fact]
    public async Task A_datagram_that_is_too_long_is_lost_and_no_more()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        var resolver = new IPEndPoint(IPAddress.Loopback, _listener.Port);
        await socket.SendToAsync(new byte[60_000], resolver);
        await socket.SendToAsync(Array.Empty<byte>(), resolver);

        var answer = await DnsMessages.AskAsync(socket, resolver, _question);
        Assert.Equal(1, DnsMessages.Answers(answer));
    }

    // A connection that has ended gives its place back a little later.
    private async Task AssertAnswersAsync()
    {
        while (true)
        {
            await using var stream = await ConnectAsync();
            if (await AskAsync(stream) is { } answer)
            {
                Assert.Equal(1, DnsMessages.Answers(answer));
                return;
            }
        }
    }

    private async Task<byte[]?> AskAsync(NetworkStream stream)
    {
        try
        {
            await DnsMessages.SendAsync(stream, _question);
        }
        catch (IOException)
        {
            return null;
        }

        return await DnsMessages.ReceiveAsync(stream);
    }

    private async Task<NetworkStream> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, _listener.Port);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
