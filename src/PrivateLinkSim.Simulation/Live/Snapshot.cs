using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// All entities of a live run as they were when everything up to a turn was durable. It never changes, so any number of threads may
/// read it while the run goes on.
/// </summary>
public sealed class Snapshot : IStates
{
    private readonly ImmutableArray<ImmutableSortedDictionary<string, IState>> _kinds;

    private Snapshot(ImmutableArray<ImmutableSortedDictionary<string, IState>> kinds, long turn, Moment time) => (_kinds, Turn, Time) = (kinds, turn, time);

    /// <summary>Before anything has happened.</summary>
    public static Snapshot Empty { get; } =
        new([.. Enum.GetValues<EntityKind>().Select(_ => ImmutableSortedDictionary.Create<string, IState>(StringComparer.Ordinal))], -1, new Moment(0));

    /// <summary>The last turn that it knows.</summary>
    public long Turn { get; }

    /// <summary>When the last thing that it knows happened.</summary>
    public Moment Time { get; }

    /// <inheritdoc/>
    public IState? Find(EntityId entity) => _kinds[(int)entity.Kind].GetValueOrDefault(entity.Key);

    /// <inheritdoc/>
    public IEnumerable<KeyValuePair<EntityId, IState>> All(EntityKind kind) =>
        _kinds[(int)kind].Select(each => KeyValuePair.Create(new EntityId(kind, each.Key), each.Value));

    /// <summary>How many entities of a kind anything has happened to.</summary>
    public int Count(EntityKind kind) => _kinds[(int)kind].Count;

    /// <summary>The same with these states in the place of earlier ones.</summary>
    internal Snapshot With(IEnumerable<KeyValuePair<EntityId, IState>> changed, long turn, Moment time)
    {
        var kinds = _kinds.ToBuilder();
        foreach (var each in changed.GroupBy(change => change.Key.Kind))
        {
            kinds[(int)each.Key] = kinds[(int)each.Key].SetItems(each.Select(change => KeyValuePair.Create(change.Key.Key, change.Value)));
        }

        return new Snapshot(kinds.MoveToImmutable(), turn, time);
    }
}
