using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests.Fuzz;

/// <summary>A kind of entity that is as the product has it, but for what is done to it.</summary>
internal sealed class SabotagedType(EntityType sound) : EntityType(sound.Kind)
{
    /// <summary>Messages that never arrive.</summary>
    public Func<Message, bool> Loses { get; init; } = _ => false;

    /// <summary>Events that mean nothing.</summary>
    public Func<IEvent, bool> Forgets { get; init; } = _ => false;

    /// <summary>What a state is made of after each event.</summary>
    public Func<IState, IState> Bends { get; init; } = state => state;

    /// <summary>The settings that it goes by.</summary>
    public Func<Settings, Settings> Misreads { get; init; } = settings => settings;

    public override Type StateType => sound.StateType;

    public override IState Initial => sound.Initial;

    public override IState Evolve(IState state, IEvent fact) => Forgets(fact) ? state : Bends(sound.Evolve(state, fact));

    internal override Decision<IEvent> Decide(IState state, ICommand command, in Context context) =>
        sound.Decide(state, command, context with { Facts = context.Facts with { Settings = Misreads(context.Facts.Settings) } });

    internal override ImmutableArray<Message> React(EntityId self, IState state, IEvent fact, Moment now) =>
        [.. sound.React(self, state, fact, now).Where(message => !Loses(message))];

    internal override DerivedDeadline[] Deadlines(IState state) => sound.Deadlines(state);

    internal override bool IsOver(IState state) => sound.IsOver(state);

    internal override ICommand Hear(Reply reply) => sound.Hear(reply);
}
