using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>A log in memory: for logs that are read in less time than an index would take to open.</summary>
public sealed class ListedLog : IRecordedLog
{
    private readonly IReadOnlyList<LogEntry> _log;
    private readonly EntityTypes _types;
    private readonly EventCatalogue _catalogue;
    private readonly SortedDictionary<EntityId, List<long>> _positions = [];
    private readonly Dictionary<EntityId, (int Events, IState State)> _states = [];
    private readonly List<(string Id, string Label)> _labels = [];

    /// <summary>A log of these entries.</summary>
    /// <exception cref="LogDamagedException">An entry can't be read.</exception>
    public ListedLog(IReadOnlyList<LogEntry> log, EntityTypes types, EventCatalogue catalogue)
    {
        (_log, _types, _catalogue) = (log, types, catalogue);
        var labels = new LabelFinder();
        for (var position = 0; position < log.Count; position++)
        {
            if (log[position].Owner is not { } owner)
            {
                if (labels.Take(log[position], catalogue) is { } label)
                {
                    _labels.Add(label);
                }

                continue;
            }

            if (!_positions.TryGetValue(owner, out var positions))
            {
                _positions.Add(owner, positions = []);
            }

            positions.Add(position);
        }

        Entities = [.. _positions.Keys];
    }

    /// <inheritdoc/>
    public long Length => _log.Count;

    /// <inheritdoc/>
    public LogEntry this[long position] => _log[(int)position];

    /// <inheritdoc/>
    public IReadOnlyList<EntityId> Entities { get; }

    /// <inheritdoc/>
    public IEnumerable<(string Id, string Label)> Labels => _labels;

    /// <inheritdoc/>
    public IEnumerable<LogEntry> From(long position) => _log.Skip((int)position);

    /// <inheritdoc/>
    public long UpToTurn(long turn) => CountWhile(entry => entry.Turn <= turn);

    /// <inheritdoc/>
    public long UpToTime(Moment time) => CountWhile(entry => entry.Time <= time);

    /// <inheritdoc/>
    public IReadOnlyList<long> PositionsOf(EntityId entity, long before)
    {
        if (!_positions.TryGetValue(entity, out var positions))
        {
            return [];
        }

        var count = positions.BinarySearch(before) is var found && found < 0 ? ~found : found;
        return count == positions.Count ? positions : positions[..count];
    }

    /// <inheritdoc/>
    public IState? StateOf(EntityId entity, long before)
    {
        var positions = PositionsOf(entity, before);
        if (positions.Count == 0)
        {
            return null;
        }

        var (events, state) = _states.TryGetValue(entity, out var known) && known.Events <= positions.Count ? known : (0, _types[entity.Kind].Initial);
        for (; events < positions.Count; events++)
        {
            state = _types[entity.Kind].Evolve(state, _catalogue.Read(this[positions[events]]));
        }

        _states[entity] = (events, state);
        return state;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    // Turns and times never fall along the log.
    private int CountWhile(Func<LogEntry, bool> isBefore)
    {
        var (low, high) = (0, _log.Count);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = isBefore(_log[middle]) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
