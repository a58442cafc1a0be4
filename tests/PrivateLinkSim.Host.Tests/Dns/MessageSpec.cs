using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;
using Xunit.Abstractions;

namespace PrivateLinkSim.Host.Tests;

/// <summary>Messages byte by byte: what is well made, what is not, and hundreds of thousands that are damaged (PLSIM_DNS_MUTATIONS).</summary>
public sealed class MessageSpec(ITestOutputHelper output) : IAsyncLifetime
{
    private const int FormErr = 1, NotImp = 4, Refused = 5;
    private const int UsualMutations = 20_000;

    private readonly List<Exception> _failures = [];
    private TestServer _server = null!;

    private static int Mutations =>
        int.TryParse(Environment.GetEnvironmentVariable("PLSIM_DNS_MUTATIONS"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : UsualMutations;

    private string Regional => DnsStory.OfEndpoint(_server)[0];

    public async Task InitializeAsync()
    {
        _server = await TestServer.StartAsync(DnsStory.Story());
        for (var index = 0; index < 60; index++)
        {
            await _server.ControlAsync("POST", "/txt", $$"""{"name":"many.example.net","type":"TXT","value":"text {{index}} of many"}""");
        }
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        Assert.Empty(_failures);
    }

    [Fact]
    public void The_letters_of_a_name_come_back_as_they_were_asked()
    {
        var mixed = string.Concat(Regional.Select((letter, index) => index % 2 == 0 ? char.ToUpperInvariant(letter) : letter));
        var answer = Ask(DnsMessages.Question(mixed));

        Assert.Equal((0, 2), (DnsMessages.Code(answer), DnsMessages.Answers(answer)));
        Assert.Contains(mixed.Split('.')[0], Encoding.ASCII.GetString(answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 512)]
    [InlineData(100, 512)]
    [InlineData(700, 700)]
    [InlineData(4096, 1232)]
    public void What_does_not_fit_is_truncated_and_whole_over_TCP(int? payload, int limit)
    {
        var question = DnsMessages.Question("many.example.net", 16, payload: payload);
        var (cut, whole) = (Ask(question, limit: limit), Ask(question, isStream: true, limit: 65_535));

        Assert.Equal((true, 0, false, 60), (DnsMessages.IsTruncated(cut), DnsMessages.Answers(cut), DnsMessages.IsTruncated(whole), DnsMessages.Answers(whole)));
    }

    [Fact]
    public void An_unknown_version_of_EDNS_is_told_the_known_one()
    {
        var answer = Ask(DnsMessages.Question(Regional, payload: 1232, version: 1));

        Assert.Equal((0, 0), (DnsMessages.Code(answer), DnsMessages.Answers(answer)));
        Assert.Equal([0, 0, 41, 4, 208, 1, 0, 0, 0, 0, 0], answer[^11..]);
    }

    [Fact]
    public void What_is_no_question_gets_no_answer()
    {
        var answer = DnsMessages.Question(Regional);
        answer[2] |= 0x80;

        Assert.Empty(Ask(answer));
        Assert.Empty(Ask([]));
        Assert.Empty(Ask(DnsMessages.Question(Regional)[..11]));
    }

    [Fact]
    public void Questions_that_are_not_well_made_are_told_so()
    {
        var good = DnsMessages.Question(Regional);
        var edns = DnsMessages.Question(Regional, payload: 1232);
        byte[] none = [.. good], two = [.. good], loop = [.. good[..12], 0xC0, 12, 0, 1, 0, 1], update = [.. good], twice = [.. edns, .. edns[^11..]], more = [.. good];
        (none[5], two[5], update[2], twice[11], more[7]) = (0, 2, 0x28, 2, 9);

        Assert.Equal(
            [FormErr, FormErr, FormErr, FormErr, FormErr, FormErr, FormErr, NotImp, Refused, Refused, FormErr],
            new[]
            {
                none, two, loop, twice, more, good[..^1], DnsMessages.Question(string.Concat(Enumerable.Repeat("a.", 130))), update,
                DnsMessages.Question("version.bind", 16, kindClass: 3), DnsMessages.Question(Regional, 252), DnsMessages.Question(Regional, 41),
            }.Select(question => DnsMessages.Code(Ask(question))));
    }

    [Theory]
    [InlineData(63, 3)]
    [InlineData(64, FormErr)]
    public void A_label_has_63_bytes_at_most(int bytes, int code) => Assert.Equal(code, DnsMessages.Code(Ask(DnsMessages.Question($"{new string('a', bytes)}.example.org"))));

    [Theory]
    [InlineData(126, 3)]
    [InlineData(127, 3)]
    [InlineData(128, FormErr)]
    public void A_name_has_255_bytes_at_most(int labels, int code) => Assert.Equal(code, DnsMessages.Code(Ask(DnsMessages.Question(string.Concat(Enumerable.Repeat("a.", labels))))));

    [Fact]
    public void Bytes_that_no_host_has_are_part_of_other_names()
    {
        var question = DnsMessages.Question(Regional.Replace('.', 'x').Replace('x', '.'));
        question[13] = (byte)'.';

        Assert.Equal(3, DnsMessages.Code(Ask(question)));
    }

    [Fact]
    public void Damaged_messages_are_answered_well_or_not_at_all()
    {
        var random = new Random(20_260_101);
        var (seeds, answered, responders) = (Seeds(), 0, new[] { Responder(null), Responder(DnsStory.VpcOf(_server, "10.1.0.0/16")) });
        var into = new byte[DnsWire.MostStreamBytes];
        var before = 0L;
        for (var index = 0; index < Mutations; index++)
        {
            var question = Mutated(seeds, random);
            var isStream = index % 4 == 0;
            var length = responders[index & 1].Answer(question, isStream ? into : into.AsSpan(0, DnsWire.MostDatagramBytes), isStream);
            var complaint = length == 0 ? null : DnsMessages.Complaint(question, into.AsSpan(0, length), isStream ? into.Length : DnsWire.MostDatagramBytes);
            Assert.True(complaint is null, $"message {index}: {complaint}\n{Convert.ToHexString(question)}\n{Convert.ToHexString(into.AsSpan(0, length))}");
            answered += length > 0 ? 1 : 0;
            if (index == Mutations / 10)
            {
                before = GC.GetTotalMemory(forceFullCollection: true);
            }
        }

        var growth = GC.GetTotalMemory(forceFullCollection: true) - before;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{answered:N0} of {Mutations:N0} answered; the heap grew by {growth:N0} bytes after the first tenth; working set {Environment.WorkingSet >> 20} MiB"));
        Assert.InRange(answered, Mutations / 4, Mutations);

        // Other tests fill the heap at the same time, unless this one runs long.
        Assert.True(Mutations <= UsualMutations || growth < 1 << 20, $"The heap grew by {growth} bytes.");
    }

    [Fact]
    public async Task A_resolver_that_is_sent_damaged_messages_answers_good_ones()
    {
        var random = new Random(20_260_102);
        var (seeds, resolver, good) = (Seeds(), _server.ResolverOf(), DnsMessages.Question(Regional, id: 0xFFFF));
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        for (var index = 0; index < Mutations / 10; index++)
        {
            var question = Mutated(seeds, random);
            await socket.SendToAsync(question, resolver);
            if (index % 50 == 49)
            {
                // What comes before its answer is read away with it, so that no buffer overflows.
                var answer = await DnsMessages.AskAsync(socket, resolver, good);
                Assert.Equal(2, DnsMessages.Answers(answer));
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Mutations / 10:N0} damaged datagrams; working set {Environment.WorkingSet >> 20} MiB"));
    }

    // The ids 0xFFFF are those of good questions.
    private static byte[] Mutated(byte[][] seeds, Random random)
    {
        var bytes = (byte[])seeds[random.Next(seeds.Length)].Clone();
        for (var change = random.Next(4); change >= 0; change--)
        {
            bytes = random.Next(7) switch
            {
                0 => bytes[..random.Next(bytes.Length + 1)],
                1 => [.. bytes, .. Random(random.Next(64), random)],
                2 when bytes.Length > 2 => Inserted(bytes, random),
                3 => Spliced(bytes, seeds[random.Next(seeds.Length)], random),
                4 when bytes.Length >= 12 => Set(bytes, 4 + random.Next(8), random.Next(8) == 0 ? 255 : random.Next(3)),
                5 when bytes.Length > 14 => Set(Set(bytes, 12 + random.Next(bytes.Length - 13), 0xC0), 12 + random.Next(bytes.Length - 12), random.Next(64)),
                _ when bytes.Length > 0 => Set(bytes, random.Next(bytes.Length), random.Next(256)),
                _ => bytes,
            };
        }

        if (bytes is [0xFF, 0xFF, ..])
        {
            bytes[0] = 0;
        }

        return bytes;
    }

    private static byte[] Inserted(byte[] bytes, Random random) => random.Next(bytes.Length) is var at ? [.. bytes[..at], .. Random(random.Next(8), random), .. bytes[at..]] : bytes;

    private static byte[] Spliced(byte[] bytes, byte[] other, Random random) => [.. bytes[..random.Next(bytes.Length + 1)], .. other[random.Next(other.Length + 1)..]];

    private static byte[] Random(int length, Random random)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Set(byte[] bytes, int at, int value)
    {
        bytes[at] = (byte)value;
        return bytes;
    }

    private byte[][] Seeds() =>
    [
        .. from name in (string[])[.. DnsStory.OfEndpoint(_server), "many.example.net", "us-east-1.vpce.amazonaws.com", "", "4.0.1.10.in-addr.arpa", "ip-10-1-0-4.ec2.internal", "nothing.example.org"]
           from kind in (int[])[1, 2, 5, 6, 12, 16, 28, 255, 65]
           from payload in (int?[])[null, 1232]
           select DnsMessages.Question(name, kind, payload: payload),
    ];

    private byte[] Ask(byte[] question, bool isStream = false, int limit = DnsWire.MostDatagramBytes)
    {
        var into = new byte[isStream ? DnsWire.MostStreamBytes : DnsWire.MostDatagramBytes];
        var answer = into[..Responder(null).Answer(question, into, isStream)];
        if (answer.Length > 0)
        {
            Assert.Null(DnsMessages.Complaint(question, answer, limit));
        }

        return answer;
    }

    private DnsResponder Responder(string? vpcId) => new(() => _server.Served.Live.Seen, _server.Served.Live.Facts, vpcId, _failures.Add);
}
