using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>A world that notes which entities are looked at: what was read from it stays true until one of these changes.</summary>
internal sealed class WatchedWorld(IWorld world) : IWorld
{
    private SortedSet<EntityId> _seen = [];

    /// <inheritdoc/>
    public Facts Facts => world.Facts;

    /// <inheritdoc/>
    public TState? Find<TState>(EntityId id)
        where TState : class, IState
    {
        _seen.Add(id);
        return world.Find<TState>(id);
    }

    /// <summary>The entities that were looked at since this was asked last, whether or not anything has happened to them.</summary>
    public IReadOnlySet<EntityId> TakeSeen()
    {
        var seen = _seen;
        _seen = [];
        return seen;
    }
}
