using Akka.Actor;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>The entities of a run, and the actors of those that are in memory.</summary>
internal sealed class EntityDirectory(RunPlan plan, RunOptions options, World world, IUntypedActorContext context)
{
    private readonly Dictionary<EntityId, EntityHandle> _entities = [];
    private readonly RunContext _run = new(plan.Header.Seed, plan.Facts, plan.Catalogue);
    private readonly Props _props = options.Threads is { } threads
        ? EntityActor.Props.WithDispatcher(SimulationSystem.DispatcherOf(context.System, threads))
        : EntityActor.Props;

    public EntityHandle this[EntityId id]
    {
        get
        {
            if (!_entities.TryGetValue(id, out var entity))
            {
                entity = new EntityHandle(id, plan.EntityTypes[id.Kind]) { Recorded = options.PassivationSeed is null ? null : [] };
                _entities.Add(id, entity);
            }

            return entity;
        }
    }

    /// <summary>The entity's actor, brought into memory when it is not there.</summary>
    public IActorRef ActorOf(EntityHandle entity)
    {
        if (entity.Actor is null)
        {
            entity.Actor = context.ActorOf(_props, EntityActor.NameOf(entity.Id));
            var (state, recorded) = entity.Recorded is null ? (world.Find(entity.Id), (IReadOnlyList<IEvent>)[]) : (null, [.. entity.Recorded]);
            entity.Actor.Tell(new Begin(entity.Id, entity.Type, _run, state, recorded, entity.LastTurn), context.Self);
        }

        return entity.Actor;
    }
}
