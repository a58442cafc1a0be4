using PrivateLinkSim.Simulation.Tests;

namespace PrivateLinkSim.Host.Tests;

/// <summary>Processes that write to PostgreSQL and are killed, doubled, or left by their server.</summary>
public sealed class PostgresProcessSpec : IDisposable
{
    private const int Steps = 12_000;

    private readonly Workbench _bench = new Workbench().With("long.json", Given.LongStory(Steps));

    public void Dispose() => _bench.Dispose();

    [PostgresFact]
    public async Task A_killed_run_and_one_whose_server_stopped_are_resumed_to_the_digest_of_an_undisturbed_one()
    {
        using var server = new PostgresServer();
        var url = server.NewDatabase();
        using var killed = PlsimProcess.Start(_bench.Root, "run", "long.json", "--db", url, "--verbose");
        await killed.UntilDurable(100);
        killed.Signal("STOP");
        using var second = PlsimProcess.Start(_bench.Root, "run", "--resume", $"{url}#long-1");
        var refused = await second.End();
        killed.Signal("KILL");
        await killed.End();

        // The server takes a moment to see that its client is gone.
        while ((await _bench.RunAsync("runs", "show", $"{url}#long-1")).Output.Contains("running", StringComparison.Ordinal))
        {
        }

        using var left = PlsimProcess.Start(_bench.Root, "run", "--resume", $"{url}#long-1", "--verbose");
        await left.UntilDurable(Math.Max(killed.Acknowledged, 2_000));
        left.Signal("STOP");
        server.Stop();
        left.Signal("CONT");
        var ended = await left.End();
        using var unreachable = PlsimProcess.Start(_bench.Root, "run", "--resume", $"{url}#long-1");
        var alsoEnded = await unreachable.End();
        server.Start();
        var log = await _bench.RunAsync("log", "export", $"{url}#long-1");
        var resumed = await _bench.RunAsync("run", "--resume", $"{url}#long-1", "--quiet");
        var undisturbed = await _bench.RunAsync("run", "long.json", "--quiet", "--journal", "memory");

        Assert.Equal((75, "plsim: Run 'long-1' is being written by another process.\n"), (refused.Code, refused.Error));
        Assert.Equal((5, ""), (ended.Code, ended.Output));
        Assert.Contains("plsim: The journal failed to write row ", ended.Error, StringComparison.Ordinal);
        Assert.Equal((5, ""), (alsoEnded.Code, alsoEnded.Output));
        Assert.Matches(@"\Aplsim: The database postgres://.* can't be used: .*\n\z", alsoEnded.Error);
        Assert.Contains($"\"turn\":{left.Acknowledged},", log.Output, StringComparison.Ordinal);
        Assert.Equal((0, undisturbed.Digest), (resumed.Code, resumed.Digest));
        Assert.Equal(["long.json"], Directory.EnumerateFiles(_bench.Root, "*", SearchOption.AllDirectories).Select(file => Path.GetFileName(file)));
    }

    [PostgresFact]
    public async Task Processes_that_begin_at_once_get_a_run_each()
    {
        const int Count = 3;
        using var server = new PostgresServer();
        var url = server.NewDatabase();
        _bench.With("story.json", Given.Story);

        var processes = Enumerable.Range(0, Count).Select(_ => PlsimProcess.Start(_bench.Root, "run", "story.json", "--db", url, "--quiet")).ToArray();
        var answers = await Task.WhenAll(processes.Select(process => process.End()));
        var list = await _bench.RunAsync("runs", "list", "--db", url);

        Array.ForEach(processes, process => process.Dispose());
        Assert.All(answers, answer => Assert.Equal((0, answers[0].Digest), (answer.Code, answer.Digest)));
        Assert.Equal(Count, list.Output.Split('\n').Count(line => line.Contains(" ended ", StringComparison.Ordinal)));
    }
}
