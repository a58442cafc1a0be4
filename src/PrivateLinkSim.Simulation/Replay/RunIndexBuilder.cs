using System.Buffers.Binary;
using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// Makes a run's index while the log is read once: where each entity's entries stand, what turn and time stand where, and the state of
/// entities with a long history at intervals. Reading and checking is one thread's work, folding another's; what is kept in memory grows
/// with the number of entities, not with the length of the log.
/// </summary>
internal sealed class RunIndexBuilder : IDisposable
{
    /// <summary>How many entries lie between two samples of turn and time.</summary>
    public const int SampleEvery = 512;

    private const int ChunkLength = 1024;
    private const int BatchLength = 512;
    private const int BatchesAhead = 8;
    private const int FoldingThreads = 2;

    // A state is kept after so many events of its entity; a large one after more, so that states never outweigh the log.
    private const int EventsBetweenStates = 48;
    private const int BytesForAnEvent = 100;

    private readonly SqliteConnection _file;
    private readonly EntityTypes _types;
    private readonly EventCatalogue _catalogue;
    private readonly Dictionary<string, Posting> _postings = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(long Entity, long Events, byte[] State)> _states = new();
    private readonly LabelFinder _labels = new();
    private readonly LogChain _body = new();
    private readonly SqliteCommand _sample;
    private readonly SqliteCommand _posting;
    private readonly SqliteCommand _state;
    private readonly SqliteCommand _label;
    private readonly SqliteCommand _note;

    public RunIndexBuilder(SqliteConnection file, EntityTypes types, EventCatalogue catalogue)
    {
        (_file, _types, _catalogue) = (file, types, catalogue);
        _sample = IndexFile.Prepare(file, "INSERT INTO sample VALUES ($position, $turn, $time, $body)", "$position", "$turn", "$time", "$body");
        _posting = IndexFile.Prepare(file, "INSERT INTO posting VALUES ($entity, $first, $positions)", "$entity", "$first", "$positions");
        _state = IndexFile.Prepare(file, "INSERT INTO state VALUES ($entity, $events, $state)", "$entity", "$events", "$state");
        _label = IndexFile.Prepare(file, "INSERT INTO label VALUES ($id, $label)", "$id", "$label");
        _note = IndexFile.Prepare(file, "INSERT INTO note VALUES ($number)", "$number");
    }

    /// <summary>Reads a log to its end, or to the first row that is damaged.</summary>
    /// <param name="rows">All rows of the run in their order, bookkeeping included; the links are checked here.</param>
    /// <param name="most">How many entries are taken at most.</param>
    /// <param name="stopAtDamage">Whether a broken link ends the log there instead of being thrown.</param>
    /// <returns>How many entries the index covers, and the damage that ended it.</returns>
    /// <exception cref="UnfoldableException">An entry whose link is right can't be read or folded.</exception>
    /// <exception cref="LogDamagedException">The log is not what was written.</exception>
    public (long Length, LogDamagedException? Damage) Build(IEnumerable<LogRow> rows, string log, long most, bool stopAtDamage)
    {
        IndexFile.Execute(_file, "BEGIN");
        Folder[] folders = [.. Enumerable.Range(0, FoldingThreads).Select(_ => new Folder(_catalogue, _states))];
        (long Length, LogDamagedException? Damage) read;
        try
        {
            read = Read(rows, log, most, stopAtDamage, folders);
        }
        finally
        {
            Array.ForEach(folders, folder => folder.Finish());
            Array.ForEach(folders, folder => folder.Dispose());
        }

        if (folders.Select(folder => folder.Failure).OfType<UnfoldableException>().MinBy(failure => failure.Position) is { } unfoldable)
        {
            throw unfoldable;
        }

        // Where a run ended is where most look first.
        foreach (var posting in _postings.Values.Where(each => each.Folded > each.KeptAt))
        {
            posting.Keep(_states);
        }

        Finish();
        IndexFile.Execute(_file, "COMMIT");
        return read;
    }

    public void Dispose()
    {
        foreach (var command in (SqliteCommand[])[_sample, _posting, _state, _label, _note])
        {
            command.Dispose();
        }
    }

    private (long Length, LogDamagedException? Damage) Read(IEnumerable<LogRow> rows, string log, long most, bool stopAtDamage, Folder[] folders)
    {
        var position = 0L;
        try
        {
            foreach (var entry in JournalReader.Entries(Counted(rows), log))
            {
                if (position == most)
                {
                    break;
                }

                Take(position, entry, folders);
                if (++position % SampleEvery == 0)
                {
                    WriteStates();
                    if (Array.Exists(folders, folder => folder.Failure is not null))
                    {
                        break;
                    }
                }
            }

            return (position, null);
        }
        catch (LogDamagedException damage) when (stopAtDamage)
        {
            return (position, damage);
        }
    }

    // Notes are no entries, but they have sequence numbers. The body of a log is all but its first entry, which says what the run is made
    // of: runs of different scenarios have the same body as far as the same things happen.
    private IEnumerable<LogRow> Counted(IEnumerable<LogRow> rows)
    {
        var (number, isFirst) = (0L, true);
        foreach (var row in rows)
        {
            number++;
            if (row.IsBookkeeping)
            {
                IndexFile.Run(_note, number);
            }
            else if (row.HasForm)
            {
                if (!isFirst)
                {
                    _body.Add(row.Entry.Span);
                }

                isFirst = false;
            }

            yield return row;
        }
    }

    private void Take(long position, LogEntry entry, Folder[] folders)
    {
        if (position % SampleEvery == 0)
        {
            IndexFile.Run(_sample, position, entry.Turn, entry.Time.Milliseconds, _body.Link.ToArray());
        }

        if (entry.Entity == LogEntry.Run)
        {
            if (_labels.Take(entry, _catalogue) is var (id, label))
            {
                IndexFile.Run(_label, id, label);
            }

            return;
        }

        if (!_postings.TryGetValue(entry.Entity, out var posting))
        {
            var entity = EntityId.Parse(entry.Entity);
            _postings.Add(entry.Entity, posting = new Posting(_postings.Count, entity, _types[entity.Kind]));
        }

        posting.Add(position);
        if (posting.Pending.Count == ChunkLength)
        {
            Write(posting);
        }

        folders[posting.Number % folders.Length].Add(posting, entry, position);
    }

    private void Finish()
    {
        WriteStates();
        using var entity = IndexFile.Prepare(_file, "INSERT INTO entity VALUES ($id, $name, $events)", "$id", "$name", "$events");
        foreach (var posting in _postings.Values)
        {
            Write(posting);
            IndexFile.Run(entity, posting.Number, posting.Entity.ToString(), posting.Count);
        }
    }

    private void WriteStates()
    {
        while (_states.TryDequeue(out var state))
        {
            IndexFile.Run(_state, state.Entity, state.Events, state.State);
        }
    }

    private void Write(Posting posting)
    {
        if (posting.Pending.Count == 0)
        {
            return;
        }

        var bytes = new byte[posting.Pending.Count * sizeof(long)];
        for (var index = 0; index < posting.Pending.Count; index++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(index * sizeof(long)), posting.Pending[index]);
        }

        IndexFile.Run(_posting, posting.Number, posting.Count - posting.Pending.Count, bytes);
        posting.Pending.Clear();
    }

    // Where the entries of an entity stand, and, for the thread that folds, what they come to.
    private sealed class Posting(long number, EntityId entity, EntityType type)
    {
        public long Number { get; } = number;

        public EntityId Entity { get; } = entity;

        public EntityType Type { get; } = type;

        public List<long> Pending { get; } = [];

        public long Count { get; private set; }

        public IState State { get; set; } = type.Initial;

        public long Folded { get; set; }

        public long KeptAt { get; set; }

        public long NextStateAt { get; set; } = EventsBetweenStates;

        public void Add(long position)
        {
            Pending.Add(position);
            Count++;
        }

        public void Fold(IEvent fact, ConcurrentQueue<(long Entity, long Events, byte[] State)> states)
        {
            State = Type.Evolve(State, fact);
            if (++Folded >= NextStateAt)
            {
                Keep(states);
            }
        }

        public void Keep(ConcurrentQueue<(long Entity, long Events, byte[] State)> states)
        {
            var bytes = CanonicalJson.Bytes(State);
            states.Enqueue((Number, Folded, bytes));
            KeptAt = Folded;
            NextStateAt = Folded + Math.Max(EventsBetweenStates, bytes.Length / BytesForAnEvent);
        }
    }

    // A thread that folds the entities that are its share. After a failure it takes what comes and does nothing with it, so that nobody waits for it.
    private sealed class Folder : IDisposable
    {
        private readonly BlockingCollection<List<(Posting Posting, LogEntry Entry, long Position)>> _batches = new(BatchesAhead);
        private readonly Task _work;
        private List<(Posting, LogEntry, long)> _batch = new(BatchLength);
        private volatile UnfoldableException? _failure;

        public Folder(EventCatalogue catalogue, ConcurrentQueue<(long Entity, long Events, byte[] State)> states) => _work = Task.Factory.StartNew(
            () =>
            {
                foreach (var (posting, entry, position) in _batches.GetConsumingEnumerable().SelectMany(batch => batch))
                {
                    if (_failure is not null)
                    {
                        continue;
                    }

                    try
                    {
                        posting.Fold(catalogue.Read(entry), states);
                    }
                    catch (LogDamagedException damage)
                    {
                        _failure = new UnfoldableException(position, damage);
                    }
                    catch (Exception bug)
                    {
                        _failure = new UnfoldableException(position, new LogDamagedException(
                            $"The event {entry.Type} in turn {entry.Turn} does not fit what has happened to {entry.Entity}: {bug.Message}", bug));
                    }
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

        public UnfoldableException? Failure => _failure;

        public void Add(Posting posting, LogEntry entry, long position)
        {
            _batch.Add((posting, entry, position));
            if (_batch.Count == BatchLength)
            {
                _batches.Add(_batch);
                _batch = new List<(Posting, LogEntry, long)>(BatchLength);
            }
        }

        public void Finish()
        {
            _batches.Add(_batch);
            _batches.CompleteAdding();
            _work.Wait();
        }

        public void Dispose() => _batches.Dispose();
    }
}

/// <summary>An entry whose link is right says what can't be read, or can't have happened.</summary>
internal sealed class UnfoldableException(long position, LogDamagedException damage) : Exception(damage.Message, damage)
{
    public long Position { get; } = position;

    public LogDamagedException Damage { get; } = damage;
}
