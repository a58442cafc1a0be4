using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;

namespace PrivateLinkSim.Host.Tests;

/// <summary>A server in a process of its own that ends in the middle of the writes of eight clients. <c>PLSIM_SERVE_KILLS=50</c> kills it so often.</summary>
public sealed class ServeProcessSpec : IDisposable
{
    private const int Clients = 8;
    private const int UsualKills = 2;

    private readonly Workbench _bench = new();
    private readonly ConcurrentDictionary<string, string> _there = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _gone = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _unknown = new(StringComparer.Ordinal);

    private static int Kills => int.TryParse(Environment.GetEnvironmentVariable("PLSIM_SERVE_KILLS"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : UsualKills;

    public void Dispose() => _bench.Dispose();

    [SignalFact]
    public async Task Whatever_a_killed_server_acknowledged_is_there_when_it_is_started_again()
    {
        for (var round = 1; round <= Kills; round++)
        {
            using var server = PlsimProcess.Start(_bench.Root, "serve", "--port", "0", "--db", "killed.db");
            var address = await AddressOf(server);
            await AssertAllThere(address);
            await WriteUntilAsync(address, new Random(round).Next(50, 250), () => server.Signal("KILL"));
            Assert.Equal(137, (await server.End()).Code);
        }

        using var last = PlsimProcess.Start(_bench.Root, "serve", "--port", "0", "--db", "killed.db");
        await AssertAllThere(await AddressOf(last));
        Assert.True(_there.Count > 15 * Kills, $"{_there.Count} VPCs stand.");
        Assert.True(_gone.Count > 5 * Kills, $"{_gone.Count} VPCs were deleted.");
    }

    [SignalTheory]
    [InlineData("TERM", 143)]
    [InlineData("INT", 0)]
    public async Task A_server_that_is_asked_to_stop_answers_what_it_took_in(string signal, int code)
    {
        using var server = PlsimProcess.Start(_bench.Root, "serve", "--port", "0", "--db", "stopped.db");
        await WriteUntilAsync(await AddressOf(server), 100, () => server.Signal(signal));
        var ended = await server.End();

        // What nobody was told of did not happen: each call was answered, or not taken in.
        var made = Made(await _bench.RunAsync("log", "export", "stopped.db"));
        Assert.Equal((code, ""), (ended.Code, ended.Error));
        Assert.Equal(made, _there.Keys.Concat(_gone.Keys).Concat(_unknown.Keys).Order(StringComparer.Ordinal));
        using var again = PlsimProcess.Start(_bench.Root, "serve", "--port", "0", "--db", "stopped.db");
        await AssertAllThere(await AddressOf(again), isUnknownThere: true);
    }

    [SignalFact]
    public async Task The_same_command_takes_up_what_it_began_and_another_scenario_is_refused()
    {
        _bench.With("shop.json", TestServer.Shop).With("other.json", TestServer.Shop.Replace("app-2", "app-3", StringComparison.Ordinal));
        string[] command = ["serve", "--port", "0", "--scenario", "shop.json", "--db", "shop.db"];
        for (var round = 0; round < 2; round++)
        {
            using var server = PlsimProcess.Start(_bench.Root, command);
            await AddressOf(server);
            server.Signal("INT");
            Assert.Equal(0, (await server.End()).Code);
        }

        var other = await _bench.RunAsync("serve", "--port", "0", "--scenario", "other.json", "--db", "shop.db");
        var otherSeed = await _bench.RunAsync("serve", "--port", "0", "--seed", "7", "--db", "shop.db");

        Assert.Equal((2, 2), (other.Code, otherSeed.Code));
        Assert.Contains("shop.db has a run of another scenario or seed", other.Error, StringComparison.Ordinal);
        Assert.Equal(other.Error, otherSeed.Error);
    }

    private static async Task<Uri> AddressOf(PlsimProcess server)
    {
        var line = await server.FirstLine;
        return line.Length > 0 ? new Uri(line.Split(' ')[0]) : throw new InvalidOperationException((await server.End()).Error);
    }

    private static IEnumerable<string> Made(Answer log) => log.Output.Split('\n')
        .Where(line => line.Contains("\"resourceId\":\"vpc-", StringComparison.Ordinal))
        .Select(line => line.Split("\"resourceId\":\"")[1].Split('"')[0])
        .Order(StringComparer.Ordinal);

    // Each client is an account, makes VPCs and deletes some of them; every request has a connection of its own.
    private async Task WriteUntilAsync(Uri address, int acknowledged, Action end)
    {
        var count = 0;
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(number => Task.Run(async () =>
        {
            var account = AccountOf(number);
            using var client = new HttpClient { DefaultRequestHeaders = { ConnectionClose = true } };
            for (var call = 0; ; call++)
            {
                var deleted = call % 3 == 2 ? _there.FirstOrDefault(each => each.Value == account).Key : null;
                if (deleted is not null)
                {
                    _unknown[deleted] = account;
                    _there.TryRemove(deleted, out _);
                }

                string? answer;
                try
                {
                    answer = await CallAsync(client, address, account, deleted is null ? "Action=CreateVpc&CidrBlock=10.0.0.0%2F16" : $"Action=DeleteVpc&VpcId={deleted}");
                }
                catch (HttpRequestException)
                {
                    return;
                }

                if (deleted is not null)
                {
                    _unknown.TryRemove(deleted, out _);
                    _gone[deleted] = account;
                }
                else
                {
                    _there[Ids(answer).Single()] = account;
                }

                if (Interlocked.Increment(ref count) == acknowledged)
                {
                    end();
                }
            }
        })));
        Assert.True(count >= acknowledged, $"The server ended after {count} answers.");
    }

    private async Task AssertAllThere(Uri address, bool isUnknownThere = false)
    {
        using var client = new HttpClient();
        var found = new SortedSet<string>(StringComparer.Ordinal);
        for (var number = 0; number < Clients; number++)
        {
            var token = "";
            do
            {
                var page = await CallAsync(client, address, AccountOf(number), $"Action=DescribeVpcs&MaxResults=1000{token}");
                found.UnionWith(Ids(page));
                token = page.Contains("<nextToken>", StringComparison.Ordinal) ? $"&NextToken={Uri.EscapeDataString(page.Split("<nextToken>")[1].Split('<')[0])}" : "";
            }
            while (token.Length > 0);
        }

        Assert.Empty(_there.Keys.Except(found, StringComparer.Ordinal));
        Assert.Empty(_gone.Keys.Intersect(found, StringComparer.Ordinal));
        Assert.Empty(isUnknownThere ? _unknown.Keys.Except(found, StringComparer.Ordinal) : []);
    }

    private static string AccountOf(int client) => string.Create(CultureInfo.InvariantCulture, $"{100_000_000_000 + client}");

    private static IEnumerable<string> Ids(string answer) => answer.Split("<vpcId>").Skip(1).Select(part => part.Split('<')[0]);

    private static async Task<string> CallAsync(HttpClient client, Uri address, string account, string form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded") };
        request.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential={account}/20260101/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature=0");
        using var response = await client.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode is HttpStatusCode.OK, body);
        return body;
    }
}
