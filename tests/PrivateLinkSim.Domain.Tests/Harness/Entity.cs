using System.Collections.Immutable;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>A timer that an entity's state implies.</summary>
internal sealed record Timer(string Key, Moment Due, ICommand Command);

/// <summary>What a turn of an entity came to.</summary>
internal sealed record TurnResult(ImmutableArray<IEvent> Events, ImmutableArray<Message> Messages, Outcome? Outcome);

/// <summary>An entity of the miniature world: its decider, its state and its history.</summary>
internal abstract class Entity
{
    public abstract IState State { get; }

    public List<IEvent> History { get; } = [];

    public abstract ImmutableArray<Timer> Timers { get; }

    public abstract TurnResult Take(ICommand command, Context context);

    public abstract ICommand Hear(Reply reply);

    /// <summary>The state that the history folds to, from nothing.</summary>
    public abstract IState Refold();

    public static Entity Of(EntityKind kind) => kind switch
    {
        EntityKind.Region => new Entity<RegionDecider, RegionCommand, RegionEvent, RegionState>(),
        EntityKind.ServiceProvider =>
            new Entity<ServiceProviderDecider, ServiceProviderCommand, ServiceProviderEvent, ServiceProviderState>(),
        EntityKind.ServiceConsumer =>
            new Entity<ServiceConsumerDecider, ServiceConsumerCommand, ServiceConsumerEvent, ServiceConsumerState>(),
        EntityKind.Vpc => new Entity<VpcDecider, VpcCommand, VpcEvent, VpcState>(),
        EntityKind.LoadBalancer => new Entity<LoadBalancerDecider, LoadBalancerCommand, LoadBalancerEvent, LoadBalancerState>(),
        EntityKind.EndpointService =>
            new Entity<EndpointServiceDecider, EndpointServiceCommand, EndpointServiceEvent, EndpointServiceState>(),
        EntityKind.InterfaceEndpoint =>
            new Entity<InterfaceEndpointDecider, InterfaceEndpointCommand, InterfaceEndpointEvent, InterfaceEndpointState>(),
        EntityKind.TargetGroup => new Entity<TargetGroupDecider, TargetGroupCommand, TargetGroupEvent, TargetGroupState>(),
        EntityKind.Iam => new Entity<IamDecider, IamCommand, IamEvent, IamState>(),
        EntityKind.HostedZones => new Entity<HostedZonesDecider, HostedZonesCommand, HostedZonesEvent, HostedZonesState>(),
        EntityKind.PublicDns => new Entity<PublicDnsDecider, PublicDnsCommand, PublicDnsEvent, PublicDnsState>(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No decider belongs to this kind."),
    };
}

/// <inheritdoc/>
internal sealed class Entity<TDecider, TCommand, TEvent, TState> : Entity
    where TDecider : IDecider<TCommand, TEvent, TState>
    where TCommand : class, ICommand
    where TEvent : class, IEvent
    where TState : class, IState
{
    private TState _state = TDecider.Initial;

    public override IState State => _state;

    public override ImmutableArray<Timer> Timers =>
        [.. TDecider.Deadlines(_state).Select(deadline => new Timer(deadline.Key, deadline.Due, deadline.Command))];

    public override TurnResult Take(ICommand command, Context context)
    {
        var decision = TDecider.Decide(_state, (TCommand)command, context);
        var messages = new List<Message>();
        foreach (var fact in decision.Events)
        {
            _state = TDecider.Evolve(_state, fact);
            History.Add(fact);
            messages.AddRange(TDecider.React(context.Self, _state, fact, context.Now));
        }

        return new TurnResult([.. decision.Events], [.. messages], decision.Reply.OutcomeOf(context.Self));
    }

    public override ICommand Hear(Reply reply) => TDecider.Hear(reply);

    public override IState Refold() => History.Aggregate(TDecider.Initial, (state, fact) => TDecider.Evolve(state, (TEvent)fact));
}
