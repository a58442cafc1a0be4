using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// All entities of a live run as they were when everything up to a turn was durable. It never changes, so any number of threads may
/// read it while the run goes on.
/// </summary>
public sealed class Snapshot : IStates
{
    private readonly ImmutableArray<ImmutableSortedDictionary<string, Entry>> _kinds;

    private Snapshot(ImmutableArray<ImmutableSortedDictionary<string, Entry>> kinds, long turn, Moment time) => (_kinds, Turn, Time) = (kinds, turn, time);

    /// <summary>Before anything has happened.</summary>
    public static Snapshot Empty { get; } =
        new([.. Enum.GetValues<EntityKind>().Select(_ => ImmutableSortedDictionary.Create<string, Entry>(StringComparer.Ordinal))], -1, new Moment(0));

    /// <summary>The last turn that it knows.</summary>
    public long Turn { get; }

    /// <summary>When the last thing that it knows happened.</summary>
    public Moment Time { get; }

    /// <inheritdoc/>
    public IState? Find(EntityId entity) => Of(entity)?.State;

    /// <summary>When the first thing happened to an entity; null when nothing has.</summary>
    public Moment? CreatedAt(EntityId entity) => Of(entity)?.CreatedAt;

    /// <summary>How many entities of its kind anything had happened to before it. It is the same each time the run is taken up.</summary>
    public int? OrdinalOf(EntityId entity) => Of(entity)?.Ordinal;

    /// <inheritdoc/>
    public IEnumerable<KeyValuePair<EntityId, IState>> All(EntityKind kind) =>
        _kinds[(int)kind].Select(each => KeyValuePair.Create(new EntityId(kind, each.Key), each.Value.State));

    /// <summary>The hash over all entities' states.</summary>
    public string StateDigest() => World.DigestOf(Enum.GetValues<EntityKind>().SelectMany(All));

    /// <summary>How many entities of a kind anything has happened to.</summary>
    public int Count(EntityKind kind) => _kinds[(int)kind].Count;

    /// <summary>The same with these states in the place of earlier ones.</summary>
    internal Snapshot With(IEnumerable<(EntityId Entity, IState State, Moment Time)> changed, long turn)
    {
        var (kinds, time) = (_kinds.ToBuilder(), Time);
        foreach (var each in changed)
        {
            var at = (int)each.Entity.Kind;
            var entry = kinds[at].TryGetValue(each.Entity.Key, out var earlier) ? earlier with { State = each.State } : new Entry(each.State, each.Time, kinds[at].Count);
            kinds[at] = kinds[at].SetItem(each.Entity.Key, entry);
            time = each.Time;
        }

        return new Snapshot(kinds.MoveToImmutable(), turn, time);
    }

    private Entry? Of(EntityId entity) => _kinds[(int)entity.Kind].TryGetValue(entity.Key, out var entry) ? entry : null;

    private sealed record Entry(IState State, Moment CreatedAt, int Ordinal);
}
