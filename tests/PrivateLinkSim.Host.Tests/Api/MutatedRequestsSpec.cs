using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Xunit.Abstractions;

namespace PrivateLinkSim.Host.Tests;

/// <summary>Requests that no client sends: seeded mutations of good ones. <c>PLSIM_MUTATED_REQUESTS=1000000</c> for the long run, <c>PLSIM_MUTATED_FROM</c> for other seeds.</summary>
public sealed class MutatedRequestsSpec(ITestOutputHelper output) : IDisposable
{
    private const int Usual = 4_000;
    private const int Senders = 4;

    // The world grows with what is accepted; between the rounds it is begun anew, and memory must be as it was.
    private const int Round = 20_000;

    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [SignalFact]
    public async Task Nothing_that_is_sent_makes_the_server_fail_or_grow()
    {
        var (count, first) = (Number("PLSIM_MUTATED_REQUESTS", Usual), Number("PLSIM_MUTATED_FROM", 1));
        using var server = PlsimProcess.Start(_bench.Root, "serve", "--port", "0", "--memory", "--pace", "manual");
        var url = new Uri((await server.FirstLine).Split(' ')[0]);
        var address = new IPEndPoint(IPAddress.Loopback, url.Port);
        var statuses = new ConcurrentDictionary<int, int>();
        var failures = new ConcurrentQueue<string>();
        var memory = new List<long>();
        for (var done = 0; done < count; done += Round)
        {
            var next = done - 1;
            var end = Math.Min(count, done + Round);
            await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Task.Run(async () =>
            {
                using var connection = new RawConnection(address);
                for (var number = Interlocked.Increment(ref next); number < end; number = Interlocked.Increment(ref next))
                {
                    var (bytes, isWhole) = RawRequests.Of(first + number);
                    var status = await connection.SendAsync(bytes, isWhole);
                    statuses.AddOrUpdate(status ?? 0, 1, (_, many) => many + 1);

                    // Of an HTTP that nobody speaks, HTTP itself says so.
                    if (status is >= 500 and not (501 or 505))
                    {
                        failures.Enqueue(string.Create(CultureInfo.InvariantCulture, $"request {first + number}: {status}"));
                    }
                }
            })));
            var health = await _bench.RunAsync("at", url.ToString(), "health");
            var reset = await _bench.RunAsync("at", url.ToString(), "reset");
            if (health.Code != 0 || reset.Code != 0)
            {
                server.Signal("TERM");
                Assert.Fail($"{health.Error}{reset.Error}{(await server.End()).Error}");
            }

            memory.Add(ResidentMegabytes(server.Id));
        }

        server.Signal("TERM");
        var ended = await server.End();
        output.WriteLine(string.Join(", ", statuses.OrderBy(each => each.Key).Select(each => $"{each.Key}: {each.Value}")));
        output.WriteLine($"MB after each {Round}: {string.Join(' ', memory)}");
        Assert.True(failures.IsEmpty, $"{string.Join('\n', failures)}\n{ended.Error}");
        Assert.Equal((143, ""), (ended.Code, ended.Error));
        Assert.True(count < 100 || statuses.GetValueOrDefault(200) > count / 20, "Hardly anything was good enough to be done.");
        Assert.True(memory.Count < 10 || memory[^5..].Min() < (1.25 * memory[4..9].Max()) + 20, $"Memory grew: {string.Join(' ', memory)} MB.");
    }

    private static long ResidentMegabytes(int process) => OperatingSystem.IsLinux()
        ? long.Parse(File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024
        : 0;

    private static int Number(string variable, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : usual;
}
