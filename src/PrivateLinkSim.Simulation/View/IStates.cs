using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>The states of all entities at one moment.</summary>
public interface IStates
{
    /// <summary>The state of an entity; null when nothing has happened to it.</summary>
    IState? Find(EntityId entity);

    /// <summary>All entities of a kind, in the order of their keys.</summary>
    IEnumerable<KeyValuePair<EntityId, IState>> All(EntityKind kind);
}
