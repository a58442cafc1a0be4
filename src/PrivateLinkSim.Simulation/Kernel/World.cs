using System.Security.Cryptography;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>All entities of a run as their events tell: the view that expectations, replay and the state digest read.</summary>
public sealed class World(EntityTypes types) : IStates
{
    private readonly Dictionary<EntityId, WorldEntry> _entries = [];
    private readonly KindIndex[] _byKind = [.. Enum.GetValues<EntityKind>().Select(_ => new KindIndex())];

    /// <summary>How many entities anything has happened to.</summary>
    public int Count => _entries.Count;

    /// <summary>The state of an entity; null when nothing has happened to it, or it is of another kind.</summary>
    public TState? Find<TState>(EntityId entity)
        where TState : class, IState => Find(entity) as TState;

    /// <summary>The state of an entity; null when nothing has happened to it.</summary>
    public IState? Find(EntityId entity) => _entries.TryGetValue(entity, out var entry) ? entry.State : null;

    /// <summary>All entities of a kind, in the order of their keys.</summary>
    public IEnumerable<KeyValuePair<EntityId, IState>> All(EntityKind kind)
    {
        foreach (var entry in _byKind[(int)kind].Sorted())
        {
            yield return KeyValuePair.Create(entry.Id, entry.State);
        }
    }

    /// <summary>All entities of a kind with their states, in the order of their keys.</summary>
    public IEnumerable<KeyValuePair<EntityId, TState>> All<TState>(EntityKind kind)
        where TState : class, IState => All(kind).Select(pair => KeyValuePair.Create(pair.Key, (TState)pair.Value));

    /// <summary>Folds one fact.</summary>
    public void Apply(EntityId entity, IEvent fact)
    {
        if (!_entries.TryGetValue(entity, out var entry))
        {
            entry = new WorldEntry(entity, types[entity.Kind]);
            _entries.Add(entity, entry);
            _byKind[(int)entity.Kind].Add(entry);
        }

        entry.Apply(fact);
    }

    /// <summary>The hash over all entities' states as canonical JSON lines, in the order of their ids.</summary>
    public string StateDigest() => DigestOf(Enum.GetValues<EntityKind>().SelectMany(All));

    internal static string DigestOf(IEnumerable<KeyValuePair<EntityId, IState>> states)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (entity, state) in states)
        {
            hash.AppendData(CanonicalJson.Bytes(new StateLine(entity, state)));
            hash.AppendData("\n"u8);
        }

        return LogChain.Show(hash.GetHashAndReset());
    }

    private sealed record StateLine(EntityId Entity, object State);

    private sealed class WorldEntry(EntityId id, EntityType type)
    {
        public EntityId Id { get; } = id;

        public IState State { get; private set; } = type.Initial;

        public void Apply(IEvent fact) => State = type.Evolve(State, fact);
    }

    // Sorted only when somebody looks: a run that makes 100,000 endpoints looks far less often than it makes one.
    private sealed class KindIndex
    {
        private readonly List<WorldEntry> _entries = [];
        private bool _isSorted = true;
        private WorldEntry[]? _sorted;

        public void Add(WorldEntry entry)
        {
            _isSorted = _isSorted && (_entries.Count == 0 || _entries[^1].Id < entry.Id);
            _entries.Add(entry);
            _sorted = null;
        }

        public WorldEntry[] Sorted()
        {
            if (!_isSorted)
            {
                _entries.Sort(static (left, right) => left.Id.CompareTo(right.Id));
                _isSorted = true;
            }

            return _sorted ??= [.. _entries];
        }
    }
}
