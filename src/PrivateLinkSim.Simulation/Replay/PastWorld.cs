using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>All entities as they were before a position of a log. Only what is looked at is read.</summary>
public sealed class PastWorld(IRecordedLog log, long before) : IStates
{
    /// <summary>How many entities anything has happened to.</summary>
    public int Count => log.Entities.Count(entity => log.PositionsOf(entity, before).Count > 0);

    /// <inheritdoc/>
    public IState? Find(EntityId entity) => log.StateOf(entity, before);

    /// <inheritdoc/>
    public IEnumerable<KeyValuePair<EntityId, IState>> All(EntityKind kind)
    {
        foreach (var entity in log.Entities)
        {
            if (entity.Kind == kind && log.StateOf(entity, before) is { } state)
            {
                yield return KeyValuePair.Create(entity, state);
            }
        }
    }

    /// <summary>The state of an entity; null when nothing has happened to it, or it is of another kind.</summary>
    public TState? Find<TState>(EntityId entity)
        where TState : class, IState => Find(entity) as TState;

    /// <summary>All entities of a kind with their states, in the order of their keys.</summary>
    public IEnumerable<KeyValuePair<EntityId, TState>> All<TState>(EntityKind kind)
        where TState : class, IState => All(kind).Select(pair => KeyValuePair.Create(pair.Key, (TState)pair.Value));

    /// <summary>The hash over all entities' states: that of the run's end where this is the end.</summary>
    public string StateDigest() => World.DigestOf(Enum.GetValues<EntityKind>().SelectMany(All));
}
