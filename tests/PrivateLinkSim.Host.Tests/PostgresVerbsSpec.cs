using Newtonsoft.Json.Linq;
using PrivateLinkSim.Simulation;
using PrivateLinkSim.Simulation.Tests;

namespace PrivateLinkSim.Host.Tests;

/// <summary>Every verb that takes a run, with a run that PostgreSQL keeps.</summary>
public sealed class PostgresVerbsSpec(SharedPostgresServer shared) : IClassFixture<SharedPostgresServer>, IDisposable
{
    private readonly Workbench _bench = new Workbench().With("story.json", Given.Story);

    public void Dispose() => _bench.Dispose();

    [PostgresFact]
    public async Task A_run_is_kept_listed_shown_and_removed_there()
    {
        var url = shared.Value.NewDatabase();
        var run = await On(url, "run", "story.json", "--journal", "postgres", "--quiet");
        var second = await _bench.RunAsync("run", "story.json", "--db", url, "--quiet");
        var inFile = await _bench.RunAsync("run", "story.json", "--quiet");

        var list = await On(url, "runs", "list");
        var listed = await _bench.RunAsync("runs", "list", "--db", url);
        var show = await On(url, "runs", "show", "postgres:story-1");
        var removal = await On(url, "runs", "rm", "postgres:story-1", "story-1");
        var rest = await On(url, "runs", "list");

        Assert.Equal((0, inFile.Digest, inFile.Digest), (run.Code, run.Digest, second.Digest));
        Assert.Matches("(?m)^story-1 +ended +PASS +[0-9]+ +[0-9]+ KiB +[0-9a-f]{12}$", list.Output);
        Assert.Matches("(?m)^postgres:story-1 +ended +PASS +[0-9]+ +- +[0-9a-f]{12}$", list.Output);
        Assert.Matches($"(?m)^{url}#story-2 +ended", listed.Output);
        Assert.Contains($"journal     {url}", show.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (removal.Code, removal.Output));
        Assert.DoesNotContain("story-1", rest.Output, StringComparison.Ordinal);
        Assert.Contains("postgres:story-2", rest.Output, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task A_log_goes_from_a_file_to_a_server_and_back_without_a_byte_of_difference()
    {
        var url = shared.Value.NewDatabase();
        await _bench.RunAsync("run", "story.json", "--quiet");
        await _bench.RunAsync("log", "export", "story-1", "--out", "file.jsonl");
        var inward = await _bench.RunAsync("log", "import", "file.jsonl", "--db", url);
        await _bench.RunAsync("log", "export", $"{url}#story-1", "--out", "server.jsonl");
        var again = await _bench.RunAsync("log", "import", "file.jsonl", "--db", url);
        _bench.With("damaged.jsonl", (await File.ReadAllTextAsync(_bench.Path("file.jsonl"))).Replace("us-east-1", "us-east-2", StringComparison.Ordinal));
        var damaged = await _bench.RunAsync("log", "import", "damaged.jsonl", "--db", url, "--as", "damaged");
        var outward = await _bench.RunAsync("log", "import", "server.jsonl", "--as", "back");
        await _bench.RunAsync("log", "export", "back", "--out", "back.jsonl");
        var list = await _bench.RunAsync("runs", "list", "--db", url);
        var verified = await _bench.RunAsync("log", "verify", $"{url}#story-1");

        Assert.Equal((0, 0, 0, 2, 4), (inward.Code, outward.Code, verified.Code, again.Code, damaged.Code));
        Assert.Equal(await File.ReadAllBytesAsync(_bench.Path("file.jsonl")), await File.ReadAllBytesAsync(_bench.Path("server.jsonl")));
        Assert.Equal(await File.ReadAllBytesAsync(_bench.Path("file.jsonl")), await File.ReadAllBytesAsync(_bench.Path("back.jsonl")));
        Assert.Contains("There is a run", again.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("damaged", list.Output, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task What_is_told_of_a_run_is_the_same_as_of_one_in_a_file()
    {
        var url = shared.Value.NewDatabase();
        await On(url, "run", "story.json", "--journal", "postgres", "--quiet");
        await _bench.RunAsync("run", "story.json", "--quiet");

        foreach (var line in (string[])
            ["log export RUN", "log verify RUN", "replay RUN", "replay RUN --at +1m30s --json", "replay RUN --show orders-endpoint", "reach RUN --from app-1 --to orders:443"])
        {
            var here = await _bench.RunAsync(line.Replace("RUN", "story-1", StringComparison.Ordinal).Split(' '));
            var there = await On(url, line.Replace("RUN", "postgres:story-1", StringComparison.Ordinal).Split(' '));
            var byConnection = await _bench.RunAsync(line.Replace("RUN", $"{url}#story-1", StringComparison.Ordinal).Split(' '));

            Assert.NotEmpty(here.Output);
            Assert.Equal(here, Unnamed(there, "postgres:"));
            Assert.Equal(here, Unnamed(byConnection, $"{url}#"));
        }
    }

    [PostgresFact]
    public async Task A_run_is_verified_there_too_and_leaves_nothing()
    {
        var url = shared.Value.NewDatabase();
        await On(url, "run", "story.json", "--journal", "postgres", "--quiet");

        var verified = await On(url, "verify", "postgres:story-1", "--runs", "1");
        var scenario = await On(url, "verify", "story.json", "--runs", "1");
        var without = await _bench.RunAsync("verify", "story.json", "--runs", "1");
        var list = await On(url, "runs", "list");

        Assert.Equal((0, 0), (verified.Code, scenario.Code));
        Assert.Contains("  = 2 threads, PostgreSQL, shuffled, passivated ", verified.Output, StringComparison.Ordinal);
        Assert.EndsWith("in 2 other ways", scenario.LastLine, StringComparison.Ordinal);
        Assert.EndsWith("in 1 other way", without.LastLine, StringComparison.Ordinal);
        Assert.DoesNotContain("verify", list.Output, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task A_run_in_use_is_neither_removed_nor_resumed_and_the_next_one_gets_the_next_number()
    {
        var url = shared.Value.NewDatabase();
        await using var holder = Simulator.Open(JournalOptions.Postgres(PostgresConnection.Parse(url), "story-1"));
        var run = await On(url, "run", "story.json", "--journal", "postgres", "--quiet");
        await using var second = Simulator.Open(JournalOptions.Postgres(PostgresConnection.Parse(url), "story-2"));

        var removal = await On(url, "runs", "rm", "postgres:story-2");
        var list = await On(url, "runs", "list");

        Assert.Equal(0, run.Code);
        Assert.Matches("postgres:story-2 +ended", list.Output);
        Assert.Equal((75, "plsim: Run 'story-2' is being written by another process. Nothing was removed.\n"), (removal.Code, removal.Error));
    }

    [PostgresFact]
    public async Task A_run_that_Ctrl_C_ended_says_how_to_go_on_and_does()
    {
        var url = shared.Value.NewDatabase();
        _bench.With("long.json", Given.LongStory(500));
        using var interruption = new CancellationTokenSource();
        await interruption.CancelAsync();

        var cut = await _bench.RunAsync(shell => shell with { Postgres = url, Interruption = interruption.Token }, "run", "long.json", "--journal", "postgres");
        var byConnection = await _bench.RunAsync("runs", "show", $"{url}#long-1");
        var resumed = await On(url, "run", "--resume", "postgres:long-1", "--quiet");
        var again = await On(url, "run", "--resume", "postgres:long-1", "--quiet");
        var undisturbed = await _bench.RunAsync("run", "long.json", "--journal", "memory", "--quiet");

        Assert.Equal(130, cut.Code);
        Assert.Contains("Go on with: plsim run --resume postgres:long-1\n", cut.Error, StringComparison.Ordinal);
        Assert.Contains($"plsim run --resume {url}#long-1", byConnection.Output, StringComparison.Ordinal);
        Assert.Equal((0, undisturbed.Digest), (resumed.Code, resumed.Digest));
        Assert.Equal(2, again.Code);
        Assert.Contains("has ended", again.Error, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task A_run_that_is_not_there_is_hinted_at()
    {
        var url = shared.Value.NewDatabase();
        var empty = await On(url, "replay", "postgres:stori-1");
        await On(url, "run", "story.json", "--journal", "postgres", "--quiet");

        var missing = await On(url, "replay", "postgres:stori-1");

        Assert.Equal((2, $"plsim: The journal {url} has no run 'stori-1'.\n"), (empty.Code, empty.Error));
        Assert.Equal((2, $"plsim: The journal {url} has no run 'stori-1'. Did you mean 'story-1'?\n"), (missing.Code, missing.Error));
    }

    [Theory]
    [InlineData("run story.json --journal postgres")]
    [InlineData("replay postgres:story-1")]
    [InlineData("verify postgres:story-1")]
    [InlineData("runs rm postgres:story-1")]
    [InlineData("runs list")]
    public async Task A_server_that_does_not_answer_is_said_in_one_line_without_its_password(string line)
    {
        var answer = await On("postgres://ann:s3cret@127.0.0.1:1/runs", line.Split(' '));

        Assert.Equal(
            (5, "plsim: The database postgres://ann@127.0.0.1:1/runs can't be used: Failed to connect to 127.0.0.1:1 (Connection refused).\n"), (answer.Code, answer.Error));
    }

    [Fact]
    public async Task Runs_in_files_are_listed_though_the_server_does_not_answer()
    {
        await _bench.RunAsync("run", "story.json", "--quiet");

        var list = await On("postgres://127.0.0.1:1/runs", "runs", "list");

        Assert.Equal(5, list.Code);
        Assert.Contains("story-1", list.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run story.json --journal postgres", "needs a database: --db postgres://user@host/database, or the environment variable PLSIM_POSTGRES")]
    [InlineData("run story.json --journal postgres --db runs.db", "wants a connection as --db")]
    [InlineData("run story.json --journal sqlite --db postgres://host/runs", "leave --journal sqlite out")]
    [InlineData("run story.json --journal memory --db postgres://host/runs", "--journal memory keeps none")]
    [InlineData("run story.json --db postgres://ann:s3cret@host/runs?colour=blue", "--db: this is no PostgreSQL connection")]
    [InlineData("replay postgres:story-1", "PLSIM_POSTGRES does not say in which database")]
    public async Task What_does_not_go_together_is_refused_and_nothing_is_run(string line, string reason)
    {
        var answer = await _bench.RunAsync(line.Split(' '));

        Assert.Equal(2, answer.Code);
        Assert.Contains(reason, answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", answer.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_bench.Path("runs")));
    }

    [PostgresFact]
    public async Task Its_machine_readable_report_names_the_run_as_commands_do()
    {
        var url = shared.Value.NewDatabase();

        var report = await On(url, "run", "story.json", "--journal", "postgres", "--json");

        Assert.Equal("postgres:story-1", (string?)JArray.Parse(report.Output)[0]["run"]);
    }

    // Where a command names the run, it does so as it was asked for.
    private static Answer Unnamed(Answer answer, string place) => answer with { Output = answer.Output.Replace(place, "", StringComparison.Ordinal) };

    private Task<Answer> On(string url, params string[] arguments) => _bench.RunAsync(shell => shell with { Postgres = url }, arguments);
}
