using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Watches for one breakpoint while a log is folded: remembers of whom it holds, so that it knows where it turns true.</summary>
internal sealed class BreakpointWatch(Breakpoint breakpoint, World world, EntityTypes types, EventCatalogue catalogue)
{
    private readonly HashSet<EntityId> _holding = [];
    private readonly BreakpointMoment _moment = new(world, types, catalogue);
    private bool _holds;

    /// <summary>Whether the breakpoint can't be judged without the state of this entity.</summary>
    public bool Needs(EntityId entity) => entity.Kind == breakpoint.Kind || breakpoint.Named.Contains(entity);

    /// <summary>Looks at an entry that was just folded: whether the breakpoint stands here.</summary>
    public bool Stands(LogEntry entry, EntityId? owner)
    {
        if (!breakpoint.AsksForEvents && (owner is null || !Needs(owner.Value)))
        {
            return false;
        }

        var isOfKind = owner is { } one && one.Kind == breakpoint.Kind;
        if (breakpoint.AsksForEvents)
        {
            (_moment.Entry, _moment.Bound) = (entry, isOfKind ? owner : null);
            _moment.LookFor(breakpoint.Changes);
            return breakpoint.Expression.Holds(_moment);
        }

        // What an entity that is named has become may bear on every entity of the kind.
        return breakpoint.Kind is not { } kind ? TurnsTrue()
            : isOfKind && !breakpoint.Named.Contains(owner!.Value) ? TurnsTrue(owner.Value)
            : world.All(kind).Select(each => each.Key).ToList().Aggregate(false, (stands, each) => TurnsTrue(each) || stands);
    }

    private bool TurnsTrue()
    {
        var held = _holds;
        _holds = breakpoint.Expression.Holds(_moment);
        return _holds && !held;
    }

    private bool TurnsTrue(EntityId entity)
    {
        _moment.Bound = entity;
        if (!breakpoint.Expression.Holds(_moment))
        {
            _holding.Remove(entity);
            return false;
        }

        return _holding.Add(entity);
    }
}
