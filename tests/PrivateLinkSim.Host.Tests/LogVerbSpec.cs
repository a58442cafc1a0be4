using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Host.Tests;

/// <summary><c>plsim log</c> on journal files: what is exported comes back, and what is damaged, cut off or of a newer program is refused.</summary>
public sealed class LogVerbSpec : IAsyncLifetime
{
    private const string Journal = "runs/story-1.db";

    private readonly Workbench _bench = new Workbench().With("story.json", Given.Story);

    public async Task InitializeAsync()
    {
        await _bench.RunAsync("run", "story.json", "--quiet");
        await _bench.RunAsync("log", "export", "story-1", "--out", "log.jsonl");
    }

    public Task DisposeAsync()
    {
        _bench.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task An_exported_log_comes_back_as_a_run_with_the_same_bytes()
    {
        var copied = await _bench.RunAsync("log", "import", "log.jsonl", "--as", "copy");
        var added = await _bench.RunAsync("log", "import", "log.jsonl", "--db", "all.db");
        var addedAgain = await _bench.RunAsync("log", "import", "log.jsonl", "--db", "all.db", "--as", "second");
        var log = await File.ReadAllTextAsync(_bench.Path("log.jsonl"));

        Assert.Equal((0, 0, 0), (copied.Code, added.Code, addedAgain.Code));
        foreach (var run in (string[])["copy", "all.db#story-1", "all.db#second"])
        {
            Assert.Equal(log, (await _bench.RunAsync("log", "export", run)).Output);
            Assert.Equal(0, (await _bench.RunAsync("verify", run, "--runs", "1")).Code);
        }
    }

    [Theory]
    [InlineData("--as", "story-1")]
    [InlineData("--db", Journal)]
    public async Task A_run_that_is_there_is_never_overwritten(string option, string value)
    {
        var before = await File.ReadAllBytesAsync(_bench.Path(Journal));

        var answer = await _bench.RunAsync("log", "import", "log.jsonl", option, value);

        Assert.Equal(2, answer.Code);
        Assert.Contains("There is a run", answer.Error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(_bench.Path(Journal)));
    }

    [Fact]
    public async Task Of_a_damaged_export_nothing_is_taken_in()
    {
        var lines = await File.ReadAllLinesAsync(_bench.Path("log.jsonl"));
        lines[5] = lines[5].Replace("us-east-1", "us-west-1", StringComparison.Ordinal);
        _bench.With("damaged.jsonl", string.Join('\n', lines) + "\n");

        var alone = await _bench.RunAsync("log", "import", "damaged.jsonl", "--as", "damaged");
        var added = await _bench.RunAsync("log", "import", "damaged.jsonl", "--as", "damaged", "--db", Journal);

        Assert.Equal((4, 4), (alone.Code, added.Code));
        Assert.Contains("damaged.jsonl is damaged, and nothing was imported:", alone.Error, StringComparison.Ordinal);
        Assert.Contains("line 6: changed", alone.Error, StringComparison.Ordinal);
        Assert.Equal(["story-1"], await RunIds());
        Assert.False(File.Exists(_bench.Path("runs/damaged.db")));
    }

    [SignalTheory]
    [InlineData("", "runs/cut.db.importing")]
    [InlineData(Journal, Journal)]
    public async Task A_killed_import_leaves_no_run_behind_and_is_done_again(string database, string writtenTo)
    {
        _bench.With("long.json", Given.LongStory(400));
        await _bench.RunAsync("run", "long.json", "--quiet", "--db", "long.db");
        await _bench.RunAsync("log", "export", "long.db", "--out", "long.jsonl");
        var log = await File.ReadAllBytesAsync(_bench.Path("long.jsonl"));
        string[] import = ["log", "import", "pipe", "--as", "cut", .. database.Length > 0 ? ["--db", database] : (string[])[]];
        using (var pipe = System.Diagnostics.Process.Start("mkfifo", [_bench.Path("pipe")]))
        {
            await pipe.WaitForExitAsync();
        }

        using (var process = PlsimProcess.Start(_bench.Root, import))
        {
            // More than a pipe holds: when it is written, most of it has been read, and the rest never comes.
            await using var half = new FileStream(_bench.Path("pipe"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            await half.WriteAsync(log.AsMemory(0, log.Length / 2));
            await half.FlushAsync();
            Assert.True(File.Exists(_bench.Path(writtenTo)), "The import has not begun.");
            process.Signal("KILL");
            Assert.Equal(137, (await process.End()).Code);
        }

        Assert.Equal(["story-1"], await RunIds());
        Assert.Equal(0, (await _bench.RunAsync("log", "verify", "story-1")).Code);
        var again = await _bench.RunAsync([.. import.Select(word => word == "pipe" ? "long.jsonl" : word)]);
        var back = await _bench.RunAsync("log", "export", database.Length > 0 ? $"{database}#cut" : "cut");

        Assert.Equal((0, ""), (again.Code, again.Error));
        Assert.Equal(Encoding.UTF8.GetString(log), back.Output);
        Assert.False(File.Exists(_bench.Path("runs/cut.db.importing")));
    }

    [Theory]
    [InlineData("log verify newer")]
    [InlineData("log export newer")]
    [InlineData("replay newer")]
    [InlineData("why newer turn 0")]
    [InlineData("diff newer story-1")]
    [InlineData("run --resume newer")]
    public async Task The_journal_of_a_newer_program_is_refused_by_name(string line)
    {
        _bench.With("newer.jsonl", OfANewerProgram(await File.ReadAllLinesAsync(_bench.Path("log.jsonl"))));
        var import = await _bench.RunAsync("log", "import", "newer.jsonl", "--as", "newer");
        Assert.True(import.Error.Length == 0, import.Error);

        var answer = await _bench.RunAsync(line.Split(' '));

        Assert.Equal(2, answer.Code);
        Assert.Contains("written by plsim 99.0.0, this is ", answer.Error, StringComparison.Ordinal);
        Assert.Contains("interface-endpoint.evaporated version 1", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("log verify story-1")]
    [InlineData("log export story-1")]
    [InlineData("replay story-1")]
    [InlineData("replay story-1 --until-damage")]
    [InlineData("why story-1 turn 3")]
    [InlineData("diff story-1 story.json")]
    [InlineData("fork story-1 --at +1m --skip 41")]
    [InlineData("record story-1")]
    [InlineData("reach story-1 --from customer-vpc --to orders-endpoint:443")]
    [InlineData("run --resume story-1")]
    [InlineData("verify story-1")]
    public async Task No_page_that_a_disk_lost_makes_a_command_crash(string line)
    {
        if (line.Contains("--resume", StringComparison.Ordinal))
        {
            Execute("DELETE FROM journal WHERE manifest = 'bookkeeping.run-ended'");
        }

        SqlitePages.Forget(_bench.Path(Journal));
        var sound = await File.ReadAllBytesAsync(_bench.Path(Journal));
        var undamaged = await _bench.RunAsync(line.Split(' '));
        Assert.True(undamaged.Code is 0 or 1, undamaged.Error);
        var found = 0;
        var pages = sound.Length / SqlitePages.Size;
        Assert.True(pages > 10, $"{pages}");
        for (var page = 0; page < pages; page++)
        {
            var damaged = (byte[])sound.Clone();
            new Random(page).NextBytes(damaged.AsSpan(page * SqlitePages.Size, SqlitePages.Size));
            await File.WriteAllBytesAsync(_bench.Path(Journal), damaged);

            var answer = await _bench.RunAsync(line.Split(' '));

            // Some pages hold nothing that the log is read from, but what it is written to.
            Assert.True(answer.Code is 4 or 5 || (answer.Code == undamaged.Code && answer.Error == undamaged.Error), $"page {page}: exit {answer.Code}: {answer.Error}{answer.Output}");
            Assert.DoesNotContain("   at ", answer.Error, StringComparison.Ordinal);
            found += answer.Code == 4 ? 1 : 0;
            SqlitePages.Forget(_bench.Path(Journal));
        }

        Assert.True(found >= pages / 2, $"{found} of {pages}");
    }

    private void Execute(string sql)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_bench.Path(Journal)}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.Equal(1, command.ExecuteNonQuery());
    }

    private async Task<string[]> RunIds() =>
        [.. (await _bench.RunAsync("runs", "list")).Output.Split('\n').Skip(1).Select(line => line.Split(' ')[0]).Where(id => id.Length > 0)];

    // The log as a program of another time would have gone on with it: the chain and the notes are sound, and one event is unknown.
    private static string OfANewerProgram(string[] lines)
    {
        var opened = JObject.Parse(lines[1]);
        opened["bookkeeping"]!["programVersion"] = "99.0.0";
        opened.Remove("seal");
        opened["seal"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical(opened))));
        var last = JObject.Parse(lines[^2]);
        var entry = (JObject)last["entry"]!.DeepClone();
        entry["type"] = "interface-endpoint.evaporated";
        entry["turn"] = (long)entry["turn"]! + 1;
        entry["number"] = (long)entry["number"]! + 1;
        entry["index"] = 0;
        var link = SHA256.HashData([.. Convert.FromHexString((string)last["link"]!), .. Encoding.UTF8.GetBytes(Canonical(entry))]);
        var next = new JObject { ["entry"] = entry, ["link"] = Convert.ToHexStringLower(link) };
        return string.Join('\n', (string[])[lines[0], Canonical(opened), .. lines[2..^1], Canonical(next)]) + "\n";
    }

    private static string Canonical(JObject value) =>
        new JObject(value.Properties().OrderBy(member => member.Name, StringComparer.Ordinal)).ToString(Formatting.None);
}

/// <summary>A journal file as its pages.</summary>
internal static class SqlitePages
{
    public const int Size = 4096;

    /// <summary>Lets go of a file, so that it is read anew.</summary>
    public static void Forget(string file)
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        foreach (var beside in (string[])[$"{file}-wal", $"{file}-shm", $"{file}.index", $"{file}.index.new"])
        {
            File.Delete(beside);
        }
    }
}
