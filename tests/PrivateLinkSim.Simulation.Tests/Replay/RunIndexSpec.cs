using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>A recorded run at any place, through its index: the same as by folding its log.</summary>
public sealed class RunIndexSpec : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plsim-index-");

    private string Journal => Path.Combine(_folder.FullName, "run.db");

    private string Index => $"{Journal}.index";

    public static TheoryData<string> Shipped => [.. ShippedScenarios.Names];

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public async Task Every_state_comes_back_from_its_JSON_as_it_was(string scenario)
    {
        await using var simulator = Simulator.Open(JournalOptions.Memory);
        var run = new ScenarioRun(ShippedScenarios.Read(scenario));
        var keeper = new StateKeeper();
        var result = await simulator.RunAsync(ShippedScenarios.Plan(run, "run") with { Inputs = keeper.Around(ShippedScenarios.Plan(run, "run").Inputs) });

        Assert.All(Enum.GetValues<EntityKind>().SelectMany(result.World.All), each => AssertComesBack(each.Key, each.Value));
        Assert.All(keeper.Seen, each => AssertComesBack(each.Entity, each.State));
    }

    [Theory]
    [InlineData("zonal-autoshift")]
    [InlineData("region-removal")]
    [InlineData("permissions")]
    public async Task Any_place_is_the_same_through_the_index_as_by_folding(string scenario)
    {
        await RecordAsync(scenario);
        using var index = Open();
        using var listed = Listed();

        Assert.Equal(listed.Length, index.Length);
        Assert.Equal(listed.Entities, index.Entities);
        Assert.Equal(listed.Labels, index.Labels);
        for (var before = listed.Length; before >= 0; before -= 1 + (before % 7))
        {
            AssertSame(listed, index, before);
        }
    }

    [Fact]
    public async Task Turns_and_times_are_found_at_their_ends()
    {
        await RecordAsync("zonal-autoshift");
        using var index = Open();
        using var listed = Listed();

        Assert.All(Enumerable.Range(-1, (int)listed[listed.Length - 1].Turn + 3), turn => Assert.Equal(listed.UpToTurn(turn), index.UpToTurn(turn)));
        foreach (var position in Enumerable.Range(0, (int)listed.Length))
        {
            Assert.Equal(listed.UpToTime(listed[position].Time), index.UpToTime(listed[position].Time));
            Assert.Equal(listed.UpToTime(listed[position].Time + TimeSpan.FromMilliseconds(-1)), index.UpToTime(listed[position].Time + TimeSpan.FromMilliseconds(-1)));
        }
    }

    [Fact]
    public async Task The_end_has_the_state_digest_that_the_run_ended_with()
    {
        var result = await RecordAsync("first-endpoint");
        using var index = Open();

        Assert.Equal(result.StateDigest, new PastWorld(index, index.Length).StateDigest());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Two_runs_part_where_their_entries_do(int fromTheEnd)
    {
        await RecordAsync("zonal-autoshift");
        using var index = Open();
        var other = Path.Combine(_folder.FullName, "other.db");
        var file = ShippedScenarios.Read("zonal-autoshift");
        var document = (Newtonsoft.Json.Linq.JObject)file.Canonical.DeepClone();
        document["title"] = "Another title";
        ((Newtonsoft.Json.Linq.JArray)document["steps"]!)[^fromTheEnd]!.Remove();
        await using (var simulator = Simulator.Open(JournalOptions.Sqlite(other)))
        {
            await simulator.RunAsync(ShippedScenarios.Plan(new ScenarioRun(ScenarioFile.Parse(CanonicalJson.Text(document), "other.json", file.Facts.Regions)), "run"));
        }

        using var shorter = RunIndex.Open(JournalReader.OpenSqlite(other), "run", null, "other", "1", EntityTypes.Standard, EventCatalogue.Standard);
        using (var again = Open(file: null))
        {
            Assert.Equal(index.Length, index.PartsFrom(again));
            Assert.Empty(index.EndsOtherwise(again));
        }

        using var listed = Listed();
        using var otherReader = JournalReader.OpenSqlite(other);
        using var otherListed = new ListedLog([.. otherReader.Entries("run")], EntityTypes.Standard, EventCatalogue.Standard);
        var expected = Enumerable.Range(1, (int)Math.Min(listed.Length, otherListed.Length) - 1).FirstOrDefault(
            position => TextOf(listed[position]) != TextOf(otherListed[position]), (int)Math.Min(listed.Length, otherListed.Length));
        Assert.Equal(expected, index.PartsFrom(shorter));
        Assert.Equal(expected, shorter.PartsFrom(index));
        Assert.Equal(
            listed.Entities.Union(otherListed.Entities).Where(entity => Timeless(listed.StateOf(entity, listed.Length)) != Timeless(otherListed.StateOf(entity, otherListed.Length))).Order(),
            index.EndsOtherwise(shorter));
    }

    [Fact]
    public async Task An_index_is_kept_and_used_again()
    {
        await RecordAsync("first-endpoint");
        Open().Dispose();
        var made = File.GetLastWriteTimeUtc(Index);
        Open().Dispose();

        Assert.Equal(made, File.GetLastWriteTimeUtc(Index));
        Assert.False(File.Exists($"{Index}.new"));
    }

    [Theory]
    [InlineData("another stamp", "1")]
    [InlineData("stamp", "2")]
    public async Task An_index_of_another_journal_or_program_is_made_anew(string stamp, string program)
    {
        await RecordAsync("first-endpoint");
        Open().Dispose();
        Execute(Index, "UPDATE run SET length = 3");
        using var index = Open(stamp, program);

        Assert.True(index.Length > 3);
    }

    [Theory]
    [InlineData("no database at all")]
    [InlineData("")]
    public async Task What_is_no_index_is_made_anew(string content)
    {
        await RecordAsync("first-endpoint");
        await File.WriteAllTextAsync(Index, content);
        using var index = Open();

        Assert.Equal(Listed().Length, index.Length);
    }

    [Fact]
    public async Task Where_no_file_can_be_written_the_index_is_in_memory()
    {
        await RecordAsync("first-endpoint");
        using var index = Open(file: Path.Combine(_folder.FullName, "missing", "run.index"));

        Assert.Equal(Listed().Length, index.Length);
    }

    [Fact]
    public async Task A_damaged_log_is_refused_or_shown_as_far_as_it_is_sound()
    {
        await RecordAsync("first-endpoint");
        Execute(Journal, "UPDATE journal SET message = CAST(REPLACE(CAST(message AS TEXT), 'a', 'b') AS BLOB) WHERE sequence_number = 22");

        Assert.Throws<LogDamagedException>(() => Open());
        Assert.False(File.Exists(Index));
        using var index = Open(stopAtDamage: true);
        Assert.Equal(20, index.Length);
        Assert.NotNull(index.Damage);
    }

    [Fact]
    public async Task An_event_that_can_t_have_happened_is_damage_where_it_stands()
    {
        await RecordAsync("first-endpoint");
        var rows = Rows();
        var forged = Forge(rows, 30, entry => entry.Replace("\"data\":{", "\"data\":{\"nonsense\":1,", StringComparison.Ordinal));
        Write(forged);

        Assert.Contains("nonsense", Assert.Throws<LogDamagedException>(() => Open()).Message, StringComparison.Ordinal);
        using var index = Open(stopAtDamage: true);
        Assert.InRange(index.Length, 20, 30);
    }

    [Fact]
    public async Task A_row_that_changes_under_an_open_index_is_found_when_it_is_read()
    {
        await RecordAsync("first-endpoint");
        using var index = Open();
        Execute(Journal, "UPDATE journal SET message = CAST(REPLACE(CAST(message AS TEXT), 'a', 'b') AS BLOB) WHERE sequence_number = 22");

        Assert.Throws<LogDamagedException>(() => index[20]);
        Assert.NotNull(index[19]);
    }

    private static void AssertSame(IRecordedLog listed, IRecordedLog index, long before)
    {
        foreach (var entity in listed.Entities)
        {
            Assert.Equal(listed.PositionsOf(entity, before), index.PositionsOf(entity, before));
            Assert.Equal(TextOf(listed.StateOf(entity, before)), TextOf(index.StateOf(entity, before)));
        }

        if (before < listed.Length)
        {
            Assert.Equal((listed[before].Turn, listed[before].Type, listed[before].Entity), (index[before].Turn, index[before].Type, index[before].Entity));
        }
    }

    private static void AssertComesBack(EntityId entity, IState state)
    {
        var type = EntityTypes.Standard[entity.Kind];
        var again = CanonicalJson.Read(CanonicalJson.Bytes(state), type.StateType);

        Assert.Equal(CanonicalJson.Text(state), CanonicalJson.Text(again));
        Assert.Equal(type.Deadlines(state).Select(each => (each.Key, each.Due)), type.Deadlines((IState)again).Select(each => (each.Key, each.Due)));
    }

    private static string TextOf(LogEntry entry) => $"{entry with { Data = default }} {System.Text.Encoding.UTF8.GetString(entry.Data.Span)}";

    // Turns are places in their own log.
    private static string? Timeless(IState? state) => TextOf(state) is { } text ? Regex.Replace(text, "\"turn\":[0-9]+", "") : null;

    private static string? TextOf(IState? state) => state is null ? null : CanonicalJson.Text(state);

    private static void Execute(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.NotEqual(0, command.ExecuteNonQuery());
    }

    private async Task<RunResult> RecordAsync(string scenario)
    {
        await using var simulator = Simulator.Open(JournalOptions.Sqlite(Journal));
        return await simulator.RunAsync(ShippedScenarios.Plan(new ScenarioRun(ShippedScenarios.Read(scenario)), "run"));
    }

    private RunIndex Open(string stamp = "stamp", string program = "1", string? file = null, bool stopAtDamage = false) =>
        RunIndex.Open(JournalReader.OpenSqlite(Journal), "run", file ?? Index, stamp, program, EntityTypes.Standard, EventCatalogue.Standard, stopAtDamage);

    private ListedLog Listed()
    {
        using var reader = JournalReader.OpenSqlite(Journal);
        return new ListedLog([.. reader.Entries("run")], EntityTypes.Standard, EventCatalogue.Standard);
    }

    private List<LogRow> Rows()
    {
        using var reader = JournalReader.OpenSqlite(Journal);
        return [.. reader.Rows("run")];
    }

    // A chain that is whole, as a forger would make it: the row says something else, and every link behind it is made anew.
    private static List<LogRow> Forge(List<LogRow> rows, int from, Func<string, string> change)
    {
        var chain = new LogChain();
        var forged = new List<LogRow>();
        var isChanged = false;
        foreach (var row in rows.Where(row => row.Manifest != Bookkeeping.RunEnded))
        {
            if (row.IsBookkeeping)
            {
                forged.Add(row);
                continue;
            }

            var entry = System.Text.Encoding.UTF8.GetString(row.Entry.Span);
            if (!isChanged && forged.Count >= from && change(entry) != entry && !entry.Contains("\"entity\":\"run\"", StringComparison.Ordinal))
            {
                (entry, isChanged) = (change(entry), true);
            }

            var bytes = System.Text.Encoding.UTF8.GetBytes(entry);
            chain.Add(bytes);
            forged.Add(LogRow.Of(row.Manifest, bytes, chain.Link));
        }

        Assert.True(isChanged);
        return forged;
    }

    private void Write(List<LogRow> rows)
    {
        using var connection = new SqliteConnection($"Data Source={Journal};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE journal SET message = $message WHERE sequence_number = $number";
        for (var index = 0; index < rows.Count; index++)
        {
            command.Parameters.Clear();
            command.Parameters.AddWithValue("$message", rows[index].Bytes);
            command.Parameters.AddWithValue("$number", index + 1);
            command.ExecuteNonQuery();
        }

        command.CommandText = $"DELETE FROM journal WHERE sequence_number > {rows.Count}";
        command.ExecuteNonQuery();
    }

    // Keeps states as they are between instants.
    private sealed class StateKeeper
    {
        public List<(EntityId Entity, IState State)> Seen { get; } = [];

        public IInputSource Around(IInputSource inputs) => new Watch(inputs, Seen);

        private sealed class Watch(IInputSource inputs, List<(EntityId, IState)> seen) : IInputSource
        {
            private readonly SortedSet<EntityId> _changed = [];

            public Moment NextAt(Moment now) => inputs.NextAt(now);

            public Input? Take(Moment now, World world) => inputs.Take(now, world);

            public void Answered(long turn, Outcome outcome, Moment now) => inputs.Answered(turn, outcome, now);

            public bool IsDone(Moment now) => inputs.IsDone(now);

            public void Happened(EntityId entity, IEvent fact)
            {
                _changed.Add(entity);
                inputs.Happened(entity, fact);
            }

            public void Settled(Moment now, Moment? next, World world)
            {
                seen.AddRange(_changed.Select(entity => (entity, world.Find(entity)!)));
                _changed.Clear();
                inputs.Settled(now, next, world);
            }
        }
    }
}
