using System.Buffers.Binary;
using Microsoft.Data.Sqlite;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// A recorded run with its index: any entry, any moment and the state of any entity there, without reading the log to that place. The
/// index is a file beside the journal that can be thrown away; it is made when it is missing or of another state of the run, and the whole
/// hash chain is checked while it is made.
/// </summary>
public sealed class RunIndex : IRecordedLog
{
    private const int KeptStates = 16_384;

    private readonly JournalReader _journal;
    private readonly string _runId;
    private readonly SqliteConnection _file;
    private readonly EntityTypes _types;
    private readonly EventCatalogue _catalogue;
    private readonly long[] _notes;
    private readonly (long Position, long Turn, long Time, byte[] Body)[] _samples;
    private readonly Dictionary<EntityId, (long Number, long Events)> _numbers = [];
    private readonly Dictionary<EntityId, (long Events, IState State)> _states = [];
    private readonly Dictionary<EntityId, long[]> _positions = [];
    private readonly SqliteCommand _chunks;
    private readonly SqliteCommand _state;
    private (long First, LogEntry[] Entries) _page = (-1, []);

    private RunIndex(JournalReader journal, string runId, SqliteConnection file, EntityTypes types, EventCatalogue catalogue)
    {
        (_journal, _runId, _file, _types, _catalogue) = (journal, runId, file, types, catalogue);
        _notes = [.. Select("SELECT sequence_number FROM note ORDER BY sequence_number", row => row.GetInt64(0))];
        _samples = [.. Select("SELECT position, turn, time, body FROM sample ORDER BY position", row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetFieldValue<byte[]>(3)))];
        foreach (var (number, name, events) in Select("SELECT id, name, events FROM entity", row => (row.GetInt64(0), row.GetString(1), row.GetInt64(2))))
        {
            _numbers.Add(EntityId.Parse(name), (number, events));
        }

        Entities = [.. _numbers.Keys.Order()];
        Length = Select("SELECT length FROM run", row => row.GetInt64(0)).Single();
        _chunks = IndexFile.Prepare(file, "SELECT positions FROM posting WHERE entity = $entity ORDER BY first", "$entity");
        _state = IndexFile.Prepare(file, "SELECT events, state FROM state WHERE entity = $entity AND events <= $events ORDER BY events DESC LIMIT 1", "$entity", "$events");
    }

    /// <inheritdoc/>
    public long Length { get; }

    /// <inheritdoc/>
    public IReadOnlyList<EntityId> Entities { get; }

    /// <summary>What ended the log early, where it was asked for what is sound of a damaged one.</summary>
    public LogDamagedException? Damage { get; private init; }

    /// <inheritdoc/>
    public IEnumerable<(string Id, string Label)> Labels => Select("SELECT id, label FROM label ORDER BY rowid", row => (row.GetString(0), row.GetString(1)));

    /// <inheritdoc/>
    public LogEntry this[long position]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(position);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(position, Length);
            if (position < _page.First || position >= _page.First + _page.Entries.Length || _page.First < 0)
            {
                _page = (position, Entries(position, position));
            }

            return _page.Entries[position - _page.First];
        }
    }

    /// <summary>Opens a run, with the index that is there or a new one.</summary>
    /// <param name="journal">Its journal; closed with the index.</param>
    /// <param name="file">Where the index is kept; null keeps it in memory.</param>
    /// <param name="stamp">What tells the journal from itself at another time, taken before it is opened: an index of another stamp is made anew.</param>
    /// <param name="program">The program's version: states of another one may look different.</param>
    /// <param name="stopAtDamage">Whether a damaged log is shown as far as it is sound, instead of being refused. Such an index is never kept.</param>
    /// <exception cref="LogDamagedException">The log is not what was written.</exception>
    public static RunIndex Open(
        JournalReader journal, string runId, string? file, string stamp, string program, EntityTypes types, EventCatalogue catalogue, bool stopAtDamage = false)
    {
        if (file is not null && !stopAtDamage && TryOpen(file, runId, stamp, program) is { } there)
        {
            return new RunIndex(journal, runId, there, types, catalogue);
        }

        // Whole or not at all: a name of its own until it is done.
        var unfinished = file is null || stopAtDamage ? null : $"{file}.new";
        try
        {
            if (unfinished is not null)
            {
                File.Delete(unfinished);
            }

            var made = Make(unfinished);
            if (unfinished is null)
            {
                return new RunIndex(journal, runId, made.File, types, catalogue) { Damage = made.Damage };
            }

            made.File.Dispose();
            File.Move(unfinished, file!, overwrite: true);
            return new RunIndex(journal, runId, IndexFile.Open(file!), types, catalogue);
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException or SqliteException && unfinished is not null)
        {
            // A folder that can't be written to has no index; memory has.
            return new RunIndex(journal, runId, Make(null).File, types, catalogue);
        }

        (SqliteConnection File, LogDamagedException? Damage) Make(string? at, long most = long.MaxValue)
        {
            var connection = IndexFile.Create(at);
            try
            {
                using var builder = new RunIndexBuilder(connection, types, catalogue);
                var (length, damage) = builder.Build(journal.Rows(runId), $"The log of run '{runId}'", most, stopAtDamage);
                using var run = IndexFile.Prepare(
                    connection, "INSERT INTO run VALUES ($form, $run, $stamp, $program, $length)", "$form", "$run", "$stamp", "$program", "$length");
                IndexFile.Run(run, IndexFile.Form, runId, stamp, program, length);
                return (connection, damage);
            }
            catch (UnfoldableException unfoldable)
            {
                connection.Dispose();
                IndexFile.TryDelete(at);
                return stopAtDamage ? (Make(at, unfoldable.Position).File, unfoldable.Damage) : throw unfoldable.Damage;
            }
            catch
            {
                connection.Dispose();
                IndexFile.TryDelete(at);
                throw;
            }
        }
    }

    /// <inheritdoc/>
    public IEnumerable<LogEntry> From(long position)
    {
        for (; position < Length; position += RunIndexBuilder.SampleEvery)
        {
            foreach (var entry in Entries(position, Math.Min(Length, position + RunIndexBuilder.SampleEvery) - 1))
            {
                yield return entry;
            }
        }
    }

    /// <inheritdoc/>
    public long UpToTurn(long turn) => CountWhile(sample => sample.Turn <= turn, entry => entry.Turn <= turn);

    /// <inheritdoc/>
    public long UpToTime(Moment time) => CountWhile(sample => sample.Time <= time.Milliseconds, entry => entry.Time <= time);

    /// <summary>
    /// The position behind the first entry at which another log tells something else, that entry left out of which both say what they are made
    /// of: the shorter length when one is a beginning of the other.
    /// </summary>
    public long PartsFrom(RunIndex other)
    {
        var (low, high) = (0, Math.Min(_samples.Length, other._samples.Length));
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = _samples[middle].Body.AsSpan().SequenceEqual(other._samples[middle].Body) ? (middle + 1, high) : (low, middle);
        }

        var position = Math.Max(1, low == 0 ? 0 : _samples[low - 1].Position + 1);
        var end = Math.Min(Math.Min(Length, other.Length), position + RunIndexBuilder.SampleEvery);
        for (; position < end; position++)
        {
            if (!Row(position).Entry.Span.SequenceEqual(other.Row(position).Entry.Span))
            {
                return position;
            }
        }

        return position;
    }

    /// <summary>The entities whose last states in the two logs do not say the same, and those that only one has, in order.</summary>
    public IReadOnlyList<EntityId> EndsOtherwise(RunIndex other)
    {
        var (mine, others) = (LastStates(), other.LastStates());
        return [.. mine.Keys.Union(others.Keys).Where(entity =>
            !mine.TryGetValue(entity, out var one) || !others.TryGetValue(entity, out var two) || !TurnNumbers.AreAllThatDiffers(one, two)).Order()];
    }

    /// <inheritdoc/>
    public IReadOnlyList<long> PositionsOf(EntityId entity, long before)
    {
        var all = AllPositionsOf(entity);
        var count = CountBefore(all, before);
        return count == all.Length ? all : new ArraySegment<long>(all, 0, count);
    }

    /// <inheritdoc/>
    public IState? StateOf(EntityId entity, long before)
    {
        var positions = AllPositionsOf(entity);
        var wanted = CountBefore(positions, before);
        if (wanted == 0)
        {
            return null;
        }

        var type = _types[entity.Kind];
        var (events, state) = _states.TryGetValue(entity, out var known) && known.Events <= wanted && wanted - known.Events < 64 ? known : LastKept(entity, wanted, type);
        foreach (var entry in Scattered(positions.AsSpan((int)events, wanted - (int)events)))
        {
            state = type.Evolve(state, _catalogue.Read(entry));
        }

        events = wanted;

        if (_states.Count >= KeptStates)
        {
            _states.Clear();
        }

        _states[entity] = (events, state);
        return state;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _chunks.Dispose();
        _state.Dispose();
        _file.Dispose();
        _journal.Dispose();
    }

    private static SqliteConnection? TryOpen(string file, string runId, string stamp, string program)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        SqliteConnection? connection = null;
        try
        {
            connection = IndexFile.Open(file);
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT form, run_id, stamp, program FROM run";
            using var row = command.ExecuteReader();
            if (row.Read() && row.GetInt32(0) == IndexFile.Form && row.GetString(1) == runId && row.GetString(2) == stamp && row.GetString(3) == program)
            {
                return connection;
            }
        }
        catch (Exception failure) when (failure is SqliteException or InvalidOperationException or InvalidCastException)
        {
            // Whatever stands there is no index: it is made anew.
        }

        connection?.Dispose();
        return null;
    }

    private static int CountBefore(long[] positions, long before) => Array.BinarySearch(positions, before) is var found && found < 0 ? ~found : found;

    private (long Events, IState State) LastKept(EntityId entity, long wanted, EntityType type)
    {
        using var row = IndexFile.Bind(_state, _numbers[entity].Number, wanted).ExecuteReader();
        return row.Read() ? (row.GetInt64(0), (IState)CanonicalJson.Read(row.GetFieldValue<byte[]>(1), type.StateType)) : (0, type.Initial);
    }

    private long[] AllPositionsOf(EntityId entity)
    {
        if (_positions.TryGetValue(entity, out var known))
        {
            return known;
        }

        if (!_numbers.TryGetValue(entity, out var numbered))
        {
            return [];
        }

        var positions = new List<long>((int)numbered.Events);
        using (var row = IndexFile.Bind(_chunks, numbered.Number).ExecuteReader())
        {
            while (row.Read())
            {
                var bytes = row.GetFieldValue<byte[]>(0).AsSpan();
                for (; bytes.Length > 0; bytes = bytes[sizeof(long)..])
                {
                    positions.Add(BinaryPrimitives.ReadInt64LittleEndian(bytes));
                }
            }
        }

        if (_positions.Count >= KeptStates)
        {
            _positions.Clear();
        }

        return _positions[entity] = [.. positions];
    }

    private LogRow Row(long position) => _journal.Rows(_runId, SequenceOf(position), SequenceOf(position)).Single();

    private Dictionary<EntityId, byte[]> LastStates() => Select(
        "SELECT entity.name, (SELECT state FROM state WHERE state.entity = entity.id ORDER BY state.events DESC LIMIT 1) FROM entity",
        row => (EntityId.Parse(row.GetString(0)), row.GetFieldValue<byte[]>(1))).ToDictionary(each => each.Item1, each => each.Item2);

    private IEnumerable<LogEntry> Scattered(ReadOnlySpan<long> positions)
    {
        var numbers = new long[positions.Length];
        for (var index = 0; index < positions.Length; index++)
        {
            numbers[index] = SequenceOf(positions[index]);
        }

        return _journal.Rows(_runId, numbers).Select(LogEntryReader.Read);
    }

    // Turns and times never fall along the log: the last sample that is before, and a look at the entries behind it.
    private long CountWhile(Func<(long Position, long Turn, long Time, byte[] Body), bool> sampleIsBefore, Func<LogEntry, bool> isBefore)
    {
        var (low, high) = (0, _samples.Length);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = sampleIsBefore(_samples[middle]) ? (middle + 1, high) : (low, middle);
        }

        if (low == 0)
        {
            return 0;
        }

        var first = _samples[low - 1].Position;
        var last = Math.Min(Length, first + RunIndexBuilder.SampleEvery);
        var entries = Entries(first, last - 1);
        _page = (first, entries);
        return first + entries.TakeWhile(isBefore).Count();
    }

    // The chain was checked when the index was made; each row that is read is held to its neighbour again, for the journal is no file of ours alone.
    private LogEntry[] Entries(long first, long last)
    {
        LogRow[] rows = [.. _journal.Rows(_runId, SequenceOf(Math.Max(0, first - 1)), SequenceOf(last)).Where(row => !row.IsBookkeeping)];
        var before = first == 0 ? 0 : 1;
        if (rows.Length != last - first + 1 + before)
        {
            throw new LogDamagedException(FormattableString.Invariant($"The log of run '{_runId}' is damaged: entries {first} to {last} are not all there."));
        }

        var chain = before == 0 ? new LogChain() : LogChain.From(rows[0]);
        return [.. rows.Skip(before).Select((row, index) => chain.Follows(row)
            ? LogEntryReader.Read(row)
            : throw new LogDamagedException(FormattableString.Invariant($"The log of run '{_runId}' is damaged at entry {first + index} ({row.Manifest}): its link does not follow from the one before it.")))];
    }

    private long SequenceOf(long position)
    {
        var number = position + 1;
        foreach (var note in _notes)
        {
            if (note > number)
            {
                break;
            }

            number++;
        }

        return number;
    }

    private List<T> Select<T>(string sql, Func<SqliteDataReader, T> read)
    {
        var found = new List<T>();
        using var command = _file.CreateCommand();
        command.CommandText = sql;
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            found.Add(read(row));
        }

        return found;
    }
}
