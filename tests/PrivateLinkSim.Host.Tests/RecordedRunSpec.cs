using Newtonsoft.Json.Linq;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host.Tests;

/// <summary>What can be done with a run once it lies under runs/.</summary>
public sealed class RecordedRunSpec : IAsyncLifetime
{
    private readonly Workbench _bench = new Workbench().With("scenarios/story.json", Given.Story);

    public Task InitializeAsync() => _bench.RunAsync("run", "scenarios", "--quiet");

    public Task DisposeAsync()
    {
        _bench.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Runs_are_listed_shown_and_removed()
    {
        var list = await _bench.RunAsync("runs", "list");
        var show = await _bench.RunAsync("runs", "show", "story-1");
        var removal = await _bench.RunAsync("runs", "rm", "story-1");
        var empty = await _bench.RunAsync("runs", "list");

        Assert.Matches("(?m)^story-1 +ended +PASS +[0-9]+ +[0-9]+ KiB +[0-9a-f]{12}$", list.Output);
        Assert.Contains("digest      sha256:", show.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (removal.Code, removal.Output));
        Assert.Empty(Directory.EnumerateFiles(_bench.Path("runs")));
        Assert.Contains("No runs here yet", empty.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_in_use_is_neither_removed_nor_resumed()
    {
        await using var holder = Simulator.Open(JournalOptions.Sqlite(_bench.Path("runs/story-1.db")));

        var removal = await _bench.RunAsync("runs", "rm", "story-1");

        Assert.Equal(75, removal.Code);
        Assert.True(File.Exists(_bench.Path("runs/story-1.db")));
    }

    [Fact]
    public async Task The_log_is_exported_as_lines_whose_chain_ends_in_the_digest()
    {
        var export = await _bench.RunAsync("log", "export", "story-1");
        var toFile = await _bench.RunAsync("log", "export", "story-1", "--out", "log.jsonl");
        var show = await _bench.RunAsync("runs", "show", "story-1");

        var lines = export.Output.TrimEnd('\n').Split('\n');
        Assert.Equal((0, 0), (export.Code, toFile.Code));
        Assert.Equal(export.Output, await File.ReadAllTextAsync(_bench.Path("log.jsonl")));
        Assert.Equal("""{"bookkeeping":{"version":1},"type":"bookkeeping.export"}""", lines[0]);
        Assert.Equal("bookkeeping.run-opened", (string?)JObject.Parse(lines[1])["type"]);
        Assert.Equal("run.started", (string?)JObject.Parse(lines[2])["entry"]!["type"]);
        Assert.Equal("bookkeeping.run-ended", (string?)JObject.Parse(lines[^1])["type"]);
        Assert.Contains($"sha256:{(string?)JObject.Parse(lines[^2])["link"]}", show.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_log_is_named_by_its_position()
    {
        Assert.Equal(1, Execute("UPDATE journal SET message = CAST(REPLACE(CAST(message AS TEXT), 'us-east-1', 'us-west-1') AS BLOB) WHERE sequence_number = 5"));

        var export = await _bench.RunAsync("log", "export", "story-1", "--out", "log.jsonl");

        Assert.Equal(4, export.Code);
        Assert.Matches("damaged at row 5: changed entry ", export.Error);
        Assert.False(File.Exists(_bench.Path("log.jsonl")));
    }

    [Fact]
    public async Task The_world_is_shown_as_it_was()
    {
        var before = await _bench.RunAsync("replay", "story-1", "--at", "+1m 30s");
        var after = await _bench.RunAsync("replay", "story-1", "--at", "2026-01-02T00:01:00Z");
        var atTheEnd = await _bench.RunAsync("replay", "story-1");

        Assert.Matches("orders-endpoint +pending +of customer in us-east-1 to orders", before.Output);
        Assert.Matches("orders-endpoint +available", after.Output);
        Assert.Matches("us-east-1 +impaired +use1-az1", atTheEnd.Output);
        Assert.Contains("use1-az1 withdrawn unreachable (R37)", atTheEnd.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entity_is_shown_with_its_history_so_far()
    {
        var shown = await _bench.RunAsync("replay", "story-1", "--at", "+2m", "--show", "orders-endpoint");
        var json = await _bench.RunAsync("replay", "story-1", "--at", "+2m", "--show", "orders-endpoint", "--json");

        var entity = JObject.Parse(json.Output);
        Assert.Contains("  status: available", shown.Output, StringComparison.Ordinal);
        Assert.Contains("is made: pending until +2m", shown.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Regional name", shown.Output, StringComparison.Ordinal);
        Assert.Equal("available", (string?)entity["state"]!["status"]);
        Assert.Equal("interface-endpoint.became-available", (string?)entity["history"]!.Last!["type"]);
    }

    [Fact]
    public async Task A_turn_can_be_named_and_nothing_is_there_before_the_first_events()
    {
        var start = await _bench.RunAsync("replay", "story-1", "--turn", "0", "--json");

        Assert.Empty(JObject.Parse(start.Output)["entities"]!);
    }

    [Fact]
    public async Task A_recorded_run_and_its_scenario_verify()
    {
        var run = await _bench.RunAsync("verify", "story-1", "--runs", "2");
        var file = await _bench.RunAsync("verify", "scenarios/story.json");

        Assert.Equal((0, 0), (run.Code, file.Code));
        Assert.Matches("(?m)^SAME story-1 digest sha256:[0-9a-f]{64} in 2 other ways$", run.LastLine);
        Assert.Equal(6, file.Output.TrimEnd('\n').Split('\n').Length);
    }

    [Theory]
    [InlineData("verify story-1")]
    [InlineData("replay story-1")]
    [InlineData("log verify story-1")]
    [InlineData("log export story-1")]
    public async Task A_log_that_lost_its_last_event_is_damaged_whatever_is_done_with_it(string line)
    {
        Assert.Equal(1, Execute("DELETE FROM journal WHERE sequence_number = (SELECT MAX(sequence_number) - 1 FROM journal)"));

        var answer = await _bench.RunAsync(line.Split(' '));

        Assert.Equal(4, answer.Code);
        Assert.Contains("but the run ended with sha256:", answer.Output + answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_final_states_than_the_recorded_ones_are_a_difference()
    {
        Assert.Equal(1, Execute(
            "UPDATE journal SET message = CAST(REPLACE(CAST(message AS TEXT), '\"stateDigest\":\"sha256:', '\"stateDigest\":\"sha256:0') AS BLOB) WHERE manifest = 'bookkeeping.run-ended'"));

        var answer = await _bench.RunAsync("verify", "story-1", "--runs", "1");

        Assert.Equal(3, answer.Code);
        Assert.Contains("the final states are not: sha256:0", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_journal_is_listed_as_unreadable_beside_the_others()
    {
        _bench.With("runs/junk-1.db", new string('x', 4096));

        var list = await _bench.RunAsync("runs", "list");

        Assert.Equal(0, list.Code);
        Assert.Matches("(?m)^junk-1 +unreadable .*can't be read: .*not a database", list.Output);
        Assert.Matches("(?m)^story-1 +ended +PASS", list.Output);
    }

    [Fact]
    public async Task A_run_that_was_never_written_to_is_said_to_be_so_everywhere()
    {
        _bench.With("runs/story-2.db", "");

        var list = await _bench.RunAsync("runs", "list");
        var verify = await _bench.RunAsync("verify", "story-2");
        var resume = await _bench.RunAsync("run", "--resume", "runs/story-2.db");

        Assert.Matches("(?m)^story-2 +empty .*nothing was written, run the scenario again$", list.Output);
        Assert.Equal((2, 2), (verify.Code, resume.Code));
        Assert.Equal("plsim: Run 'story-2' is empty: nothing was written, run the scenario again.\n", verify.Error);
        Assert.Equal(verify.Error, resume.Error);
    }

    [Fact]
    public async Task Runs_are_removed_by_path_and_with_all_that_share_their_file()
    {
        await _bench.RunAsync("run", "scenarios", "--quiet", "--db", "mine.db");
        await _bench.RunAsync("run", "scenarios", "--quiet", "--db", "mine.db");

        var one = await _bench.RunAsync("runs", "rm", "mine.db#story-1");
        Assert.Equal(2, one.Code);
        Assert.Contains("mine.db#story-2. Nothing was removed.", one.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(_bench.Path("mine.db")));

        var all = await _bench.RunAsync("runs", "rm", "mine.db#story-1", "mine.db#story-2", "runs/story-1.db");
        Assert.Equal((0, ""), (all.Code, all.Error));
        Assert.False(File.Exists(_bench.Path("mine.db")));
        Assert.False(File.Exists(_bench.Path("runs/story-1.db")));
    }

    [Fact]
    public async Task A_quiet_run_that_passes_is_one_line()
    {
        var answer = await _bench.RunAsync("run", "scenarios", "--quiet");

        Assert.Matches("^PASS story digest sha256:[0-9a-f]{64}\n$", answer.Output);
    }

    private int Execute(string sql)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_bench.Path("runs/story-1.db")}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }
}
