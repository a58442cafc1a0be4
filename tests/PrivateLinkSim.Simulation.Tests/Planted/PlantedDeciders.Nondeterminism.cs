using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests.Planted;

// Deciders with a source of nondeterminism each. Apart from it they are the product's own.

/// <summary>Draws ids from a counter outside of any state: the second run draws other ids.</summary>
internal sealed class CountingRegionDecider : IDecider<RegionCommand, RegionEvent, RegionState>
{
    private static int _counter;

    public static RegionState Initial => RegionDecider.Initial;

    public static Decision<RegionEvent> Decide(RegionState state, RegionCommand command, in Context context) =>
        RegionDecider.Decide(state, command, context with { Seed = Interlocked.Increment(ref _counter) });

    public static RegionState Evolve(RegionState state, RegionEvent fact) => RegionDecider.Evolve(state, fact);

    public static ImmutableArray<Message> React(EntityId self, RegionState state, RegionEvent fact, Moment now) =>
        RegionDecider.React(self, state, fact, now);

    public static ImmutableArray<Deadline<RegionCommand>> Deadlines(RegionState state) => RegionDecider.Deadlines(state);
}

/// <summary>Reads the machine's clock into an event.</summary>
internal sealed class ClockReadingEndpointDecider : PlantedEndpoint, IDecider<InterfaceEndpointCommand, InterfaceEndpointEvent, InterfaceEndpointState>
{
    public static Decision<InterfaceEndpointEvent> Decide(InterfaceEndpointState state, InterfaceEndpointCommand command, in Context context)
    {
        var decision = InterfaceEndpointDecider.Decide(state, command, context);
        return decision.Events is [InterfaceEndpointEvent.Created created]
            ? decision with { Events = [created with { Due = new Moment(created.Due.Milliseconds + (Environment.TickCount64 % 1000)) }] }
            : decision;
    }
}

/// <summary>Writes the number of the thread that it runs on into an event.</summary>
internal sealed class ThreadReadingEndpointDecider : PlantedEndpoint, IDecider<InterfaceEndpointCommand, InterfaceEndpointEvent, InterfaceEndpointState>
{
    public static Decision<InterfaceEndpointEvent> Decide(InterfaceEndpointState state, InterfaceEndpointCommand command, in Context context)
    {
        var decision = InterfaceEndpointDecider.Decide(state, command, context);
        return decision.Events is [InterfaceEndpointEvent.Created created]
            ? decision with { Events = [created with { NameSuffix = $"t{Environment.CurrentManagedThreadId}" }] }
            : decision;
    }
}

/// <summary>Draws a suffix from the process's own source of chance.</summary>
internal sealed class RandomEndpointDecider : PlantedEndpoint, IDecider<InterfaceEndpointCommand, InterfaceEndpointEvent, InterfaceEndpointState>
{
    public static Decision<InterfaceEndpointEvent> Decide(InterfaceEndpointState state, InterfaceEndpointCommand command, in Context context)
    {
        var decision = InterfaceEndpointDecider.Decide(state, command, context);
        return decision.Events is [InterfaceEndpointEvent.Created created]
            ? decision with { Events = [created with { NameSuffix = $"r{Random.Shared.Next(100_000)}" }] }
            : decision;
    }
}

/// <summary>Lets entities of one step know of each other outside of messages: whoever is delivered first is the first of them.</summary>
internal sealed class GossipingEndpointDecider : PlantedEndpoint, IDecider<InterfaceEndpointCommand, InterfaceEndpointEvent, InterfaceEndpointState>
{
    private static readonly Lock Gate = new();
    private static Moment _moment;
    private static int _order;

    public static Decision<InterfaceEndpointEvent> Decide(InterfaceEndpointState state, InterfaceEndpointCommand command, in Context context)
    {
        if (command is not InterfaceEndpointCommand.SettleStatus)
        {
            return InterfaceEndpointDecider.Decide(state, command, context);
        }

        lock (Gate)
        {
            _order = _moment == context.Now ? _order + 1 : 0;
            _moment = context.Now;
            return Decision<InterfaceEndpointEvent>.Accept(new InterfaceEndpointEvent.Failed($"It was number {_order}."));
        }
    }
}

/// <summary>Remembers beside its state what no event told: an entity that is rebuilt from its facts has forgotten it.</summary>
internal sealed class SecretlyRememberingConsumerDecider : IDecider<ServiceConsumerCommand, ServiceConsumerEvent, ServiceConsumerState>
{
    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<ServiceConsumerState, object> Refused = [];

    public static ServiceConsumerState Initial => ServiceConsumerDecider.Initial with { Requests = 0 };

    public static Decision<ServiceConsumerEvent> Decide(ServiceConsumerState state, ServiceConsumerCommand command, in Context context)
    {
        var isRemembered = Refused.TryGetValue(state, out _);
        var decision = ServiceConsumerDecider.Decide(state, command, context with { Seed = isRemembered ? context.Seed + 1 : context.Seed });
        if (decision.Events.IsEmpty)
        {
            Refused.AddOrUpdate(state, state);
        }

        return decision;
    }

    public static ServiceConsumerState Evolve(ServiceConsumerState state, ServiceConsumerEvent fact) => ServiceConsumerDecider.Evolve(state, fact);

    public static ImmutableArray<Message> React(EntityId self, ServiceConsumerState state, ServiceConsumerEvent fact, Moment now) =>
        ServiceConsumerDecider.React(self, state, fact, now);
}

/// <summary>Goes on deriving a deadline that has fired.</summary>
internal sealed class ForgetfulDeadlineEndpointDecider : PlantedEndpoint, IDecider<InterfaceEndpointCommand, InterfaceEndpointEvent, InterfaceEndpointState>
{
    public static Decision<InterfaceEndpointEvent> Decide(InterfaceEndpointState state, InterfaceEndpointCommand command, in Context context) =>
        command is InterfaceEndpointCommand.SettleStatus
            ? Decision<InterfaceEndpointEvent>.Accept()
            : InterfaceEndpointDecider.Decide(state, command, context);
}

/// <summary>Answers a question by asking itself again, without end and without time.</summary>
internal sealed class LoopingEndpointDecider : IDecider<InterfaceEndpointCommand, InterfaceEndpointEvent, InterfaceEndpointState>
{
    public static InterfaceEndpointState Initial => InterfaceEndpointDecider.Initial;

    public static Decision<InterfaceEndpointEvent> Decide(InterfaceEndpointState state, InterfaceEndpointCommand command, in Context context) =>
        InterfaceEndpointDecider.Decide(state, command, context);

    public static InterfaceEndpointState Evolve(InterfaceEndpointState state, InterfaceEndpointEvent fact) =>
        InterfaceEndpointDecider.Evolve(state, fact);

    public static ImmutableArray<Message> React(EntityId self, InterfaceEndpointState state, InterfaceEndpointEvent fact, Moment now) =>
        fact is InterfaceEndpointEvent.ZoneHealthChanged changed
            ? [new Message.Tell(self, new InterfaceEndpointCommand.LearnZoneHealth(changed.ZoneIds, changed.Healthy))]
            : InterfaceEndpointDecider.React(self, state, fact, now);

    public static ImmutableArray<Deadline<InterfaceEndpointCommand>> Deadlines(InterfaceEndpointState state) =>
        InterfaceEndpointDecider.Deadlines(state);

    public static InterfaceEndpointCommand Hear(Reply reply) => InterfaceEndpointDecider.Hear(reply);
}
