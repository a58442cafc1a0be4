using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>One kind of entity as the kernel and the view know it: a decider without its type arguments.</summary>
public abstract class EntityType
{
    private protected EntityType(EntityKind kind) => Kind = kind;

    /// <summary>The kind.</summary>
    public EntityKind Kind { get; }

    /// <summary>The state before any event.</summary>
    public abstract IState Initial { get; }

    /// <summary>The type of the states.</summary>
    public abstract Type StateType { get; }

    /// <summary>The state after a fact.</summary>
    public abstract IState Evolve(IState state, IEvent fact);

    internal abstract Decision<IEvent> Decide(IState state, ICommand command, in Context context);

    internal abstract ImmutableArray<Message> React(EntityId self, IState state, IEvent fact, Moment now);

    internal abstract DerivedDeadline[] Deadlines(IState state);

    internal abstract bool IsOver(IState state);

    internal abstract ICommand Hear(Reply reply);
}

/// <summary>A deadline without its type argument.</summary>
internal readonly record struct DerivedDeadline(string Key, Moment Due, ICommand Command);

/// <summary>The kind of entity whose rules are <typeparamref name="TDecider"/>.</summary>
public sealed class EntityType<TDecider, TCommand, TEvent, TState>(EntityKind kind) : EntityType(kind)
    where TDecider : IDecider<TCommand, TEvent, TState>
    where TCommand : class, ICommand
    where TEvent : class, IEvent
    where TState : class, IState
{
    /// <inheritdoc/>
    public override IState Initial => TDecider.Initial;

    /// <inheritdoc/>
    public override Type StateType => typeof(TState);

    /// <inheritdoc/>
    public override IState Evolve(IState state, IEvent fact) => TDecider.Evolve((TState)state, (TEvent)fact);

    internal override Decision<IEvent> Decide(IState state, ICommand command, in Context context)
    {
        var decision = TDecider.Decide((TState)state, (TCommand)command, context);
        return new Decision<IEvent>(ImmutableArray<IEvent>.CastUp(decision.Events), decision.Reply);
    }

    internal override ImmutableArray<Message> React(EntityId self, IState state, IEvent fact, Moment now) =>
        TDecider.React(self, (TState)state, (TEvent)fact, now);

    internal override DerivedDeadline[] Deadlines(IState state)
    {
        var deadlines = TDecider.Deadlines((TState)state);
        if (deadlines.IsDefaultOrEmpty)
        {
            return [];
        }

        var derived = new DerivedDeadline[deadlines.Length];
        for (var index = 0; index < derived.Length; index++)
        {
            var (key, due, command) = deadlines[index];
            derived[index] = new DerivedDeadline(key, due, command);
        }

        return derived;
    }

    internal override bool IsOver(IState state) => TDecider.IsOver((TState)state);

    internal override ICommand Hear(Reply reply) => TDecider.Hear(reply);
}

/// <summary>The table of all kinds of entity in a run.</summary>
public sealed partial class EntityTypes
{
    private readonly EntityType?[] _byKind = new EntityType?[Enum.GetValues<EntityKind>().Length];

    /// <summary>A table of these kinds.</summary>
    public EntityTypes(params IEnumerable<EntityType> types)
    {
        foreach (var type in types)
        {
            _byKind[(int)type.Kind] = type;
        }
    }

    /// <summary>The entry of a kind.</summary>
    /// <exception cref="KernelFaultException">The table has no such kind.</exception>
    public EntityType this[EntityKind kind] =>
        _byKind[(int)kind] ?? throw new KernelFaultException($"This run knows no entities of the kind {EntityId.NameOf(kind)}.");

    /// <summary>The table with one entry replaced.</summary>
    public EntityTypes With(EntityType replacement) => new(_byKind.OfType<EntityType>().Append(replacement));
}
