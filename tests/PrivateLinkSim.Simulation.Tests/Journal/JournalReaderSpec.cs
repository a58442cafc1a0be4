using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests;

public sealed class JournalReaderSpec : IDisposable
{
    private readonly JournalFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task The_log_read_back_is_the_log_that_was_merged_and_folds_to_the_same_world()
    {
        var watcher = new Watcher();
        var result = await Run("run-1", watcher);

        using var reader = JournalReader.OpenSqlite(_file.Path);
        var entries = reader.Entries("run-1").ToList();

        Assert.Equal(watcher.Entries.Select(Shown), entries.Select(Shown));
        var world = new World(Given.Toys);
        foreach (var entry in entries.Where(entry => entry.Owner is not null))
        {
            world.Apply(entry.Owner!.Value, Given.Catalogue.Read(entry));
        }

        Assert.Equal(result.StateDigest, world.StateDigest());
    }

    [Fact]
    public async Task The_runs_of_a_journal_are_listed_with_their_digests()
    {
        var first = await Run("b-run");
        await Run("a-run");

        using var reader = JournalReader.OpenSqlite(_file.Path);
        var runs = reader.Runs();

        Assert.Equal(["a-run", "b-run"], runs.Select(run => run.RunId));
        Assert.Equal(new RunSummary("b-run", "toys", "7", first.Events + 2, first.Digest, first.StateDigest, "PASS"), runs[1]);
    }

    [Fact]
    public async Task A_damaged_row_is_named_by_its_position()
    {
        await Run("run-1");
        _file.Execute("UPDATE journal SET message = CAST(replace(CAST(message AS TEXT), 'round', 'wound') AS BLOB) WHERE sequence_number = 20");

        using var reader = JournalReader.OpenSqlite(_file.Path);

        var damage = Assert.Throws<LogDamagedException>(() => reader.Entries("run-1").Count());
        Assert.Contains("row 20", damage.Message);
    }

    [Fact]
    public void An_event_that_the_catalogue_does_not_know_is_named()
    {
        var entry = new LogEntry(1, 0, Given.Start, "vpc/vpc-1", 1, "toy.unheard-of", 3, null, "{}"u8.ToArray());

        var damage = Assert.Throws<LogDamagedException>(() => Given.Catalogue.Read(entry));

        Assert.Equal("This program does not know the event 'toy.unheard-of' in version 3.", damage.Message);
    }

    [Fact]
    public void An_event_of_an_old_version_is_rewritten_before_it_is_read()
    {
        var catalogue = new EventCatalogue(
            new EventKind("toy.drawn", 1, typeof(ToyEvent.Drawn), old => { old["id"] = old["name"]; old.Remove("name"); return old; }),
            new EventKind("toy.drawn", 2, typeof(ToyEvent.Drawn)));

        var read = catalogue.Read(new LogEntry(1, 0, Given.Start, "vpc/vpc-1", 1, "toy.drawn", 1, null, "{\"name\":\"x\"}"u8.ToArray()));

        Assert.Equal(new ToyEvent.Drawn("x"), read);
        Assert.Equal(2, catalogue.Of(typeof(ToyEvent.Drawn)).Version);
    }

    [Fact]
    public void A_journal_that_is_not_there_is_named() =>
        Assert.Contains("There is no journal", Assert.Throws<JournalFailureException>(() => JournalReader.OpenSqlite(_file.Path)).Message);

    [Fact]
    public void A_second_writer_is_told_that_the_journal_is_in_use()
    {
        using var held = RunLock.Take(_file.Path);

        var inUse = Assert.Throws<RunInUseException>(() => Simulator.Open(JournalOptions.Sqlite(_file.Path)));

        Assert.Equal(75, inUse.ExitCode);
    }

    [Fact]
    public void A_lock_that_cannot_be_made_is_a_failure_of_the_journal_and_not_another_writer()
    {
        Directory.CreateDirectory($"{_file.Path}.lock");

        Assert.Throws<JournalFailureException>(() => RunLock.Take(_file.Path));
    }

    private static string Shown(LogEntry entry) =>
        $"{entry.Turn}.{entry.Index} {entry.Time} {entry.Entity} {entry.Number} {entry.Type}/{entry.Version} {entry.Cause} {System.Text.Encoding.UTF8.GetString(entry.Data.Span)}";

    private async Task<RunResult> Run(string runId, IRunObserver? observer = null)
    {
        await using var simulator = Simulator.Open(JournalOptions.Sqlite(_file.Path));
        var plan = Given.Plan(Given.BusyScript(), runId) with { ScenarioName = "toys", ProgramVersion = "7", Verdict = () => "PASS" };
        return await simulator.RunAsync(plan, observer: observer);
    }
}
