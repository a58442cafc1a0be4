using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests.Planted;

// Deciders that got one rule wrong. Apart from it they are the product's own.

/// <summary>Lets the host Region be removed (against R28, R29).</summary>
internal sealed class HostlessServiceDecider : PlantedService, IDecider<EndpointServiceCommand, EndpointServiceEvent, EndpointServiceState>
{
    public static Decision<EndpointServiceEvent> Decide(EndpointServiceState state, EndpointServiceCommand command, in Context context)
    {
        var decision = EndpointServiceDecider.Decide(state, command, context);
        return decision.Reply.Rejection?.Rule == "R29" ? Decision<EndpointServiceEvent>.Accept() : decision;
    }

    public static EndpointServiceState Evolve(EndpointServiceState state, EndpointServiceEvent fact) => EndpointServiceDecider.Evolve(state, fact);
}

/// <summary>Goes on letting in consumers of a Region that was removed (against R33).</summary>
internal sealed class UnforgettingServiceDecider : PlantedService, IDecider<EndpointServiceCommand, EndpointServiceEvent, EndpointServiceState>
{
    public static Decision<EndpointServiceEvent> Decide(EndpointServiceState state, EndpointServiceCommand command, in Context context) =>
        EndpointServiceDecider.Decide(state, command, context);

    public static EndpointServiceState Evolve(EndpointServiceState state, EndpointServiceEvent fact) =>
        fact is EndpointServiceEvent.SupportedRegionRemoved or EndpointServiceEvent.SupportedRegionDeleted
            ? state
            : EndpointServiceDecider.Evolve(state, fact);
}

/// <summary>Cuts off endpoints that exist when their Region is removed (against R34).</summary>
internal sealed class VengefulServiceDecider : IDecider<EndpointServiceCommand, EndpointServiceEvent, EndpointServiceState>
{
    public static EndpointServiceState Initial => EndpointServiceDecider.Initial;

    public static Decision<EndpointServiceEvent> Decide(EndpointServiceState state, EndpointServiceCommand command, in Context context) =>
        EndpointServiceDecider.Decide(state, command, context);

    public static EndpointServiceState Evolve(EndpointServiceState state, EndpointServiceEvent fact) => EndpointServiceDecider.Evolve(state, fact);

    public static ImmutableArray<Message> React(EntityId self, EndpointServiceState state, EndpointServiceEvent fact, Moment now) =>
        fact is EndpointServiceEvent.SupportedRegionRemoved removed
            ?
            [
                .. state.Connections.Where(connection => connection.Value.Region == removed.Region).Select(connection => new Message.Tell(
                    new EntityId(EntityKind.InterfaceEndpoint, connection.Key), new InterfaceEndpointCommand.LearnRejection())),
            ]
            : EndpointServiceDecider.React(self, state, fact, now);

    public static ImmutableArray<Deadline<EndpointServiceCommand>> Deadlines(EndpointServiceState state) => EndpointServiceDecider.Deadlines(state);

    public static EndpointServiceCommand Hear(Reply reply) => EndpointServiceDecider.Hear(reply);
}

/// <summary>Leaves cross-Region paths in a zone that failed (against R37).</summary>
internal sealed class StubbornServiceDecider : PlantedService, IDecider<EndpointServiceCommand, EndpointServiceEvent, EndpointServiceState>
{
    public static Decision<EndpointServiceEvent> Decide(EndpointServiceState state, EndpointServiceCommand command, in Context context)
    {
        var decision = EndpointServiceDecider.Decide(state, command, context);
        return decision with { Events = [.. decision.Events.Where(fact => fact is not EndpointServiceEvent.CrossRegionPathsMoved)] };
    }

    public static EndpointServiceState Evolve(EndpointServiceState state, EndpointServiceEvent fact) => EndpointServiceDecider.Evolve(state, fact);
}

/// <summary>Lets consumers name a service Region that they have not opted in to (against R31).</summary>
internal sealed class CarelessConsumerDecider : IDecider<ServiceConsumerCommand, ServiceConsumerEvent, ServiceConsumerState>
{
    public static ServiceConsumerState Initial => ServiceConsumerDecider.Initial;

    public static Decision<ServiceConsumerEvent> Decide(ServiceConsumerState state, ServiceConsumerCommand command, in Context context) =>
        ServiceConsumerDecider.Decide(state with { OptedIn = state.OptedIn.Union(context.Facts.Regions.All.Select(region => region.Name)) }, command, context);

    public static ServiceConsumerState Evolve(ServiceConsumerState state, ServiceConsumerEvent fact) => ServiceConsumerDecider.Evolve(state, fact);

    public static ImmutableArray<Message> React(EntityId self, ServiceConsumerState state, ServiceConsumerEvent fact, Moment now) =>
        ServiceConsumerDecider.React(self, state, fact, now);
}

/// <summary>Lets providers add a Region that they have not opted in to (against R27).</summary>
internal sealed class CarelessProviderDecider : IDecider<ServiceProviderCommand, ServiceProviderEvent, ServiceProviderState>
{
    public static ServiceProviderState Initial => ServiceProviderDecider.Initial;

    public static Decision<ServiceProviderEvent> Decide(ServiceProviderState state, ServiceProviderCommand command, in Context context) =>
        ServiceProviderDecider.Decide(state with { OptedIn = state.OptedIn.Union(context.Facts.Regions.All.Select(region => region.Name)) }, command, context);

    public static ServiceProviderState Evolve(ServiceProviderState state, ServiceProviderEvent fact) => ServiceProviderDecider.Evolve(state, fact);

    public static ImmutableArray<Message> React(EntityId self, ServiceProviderState state, ServiceProviderEvent fact, Moment now) =>
        ServiceProviderDecider.React(self, state, fact, now);
}

/// <summary>Leaves its addresses reserved when somebody refused it (against the law that a refusal leaves nothing behind).</summary>
internal sealed class LitteringEndpointDecider : IDecider<InterfaceEndpointCommand, InterfaceEndpointEvent, InterfaceEndpointState>
{
    public static InterfaceEndpointState Initial => InterfaceEndpointDecider.Initial;

    public static Decision<InterfaceEndpointEvent> Decide(InterfaceEndpointState state, InterfaceEndpointCommand command, in Context context) =>
        InterfaceEndpointDecider.Decide(state, command, context);

    public static InterfaceEndpointState Evolve(InterfaceEndpointState state, InterfaceEndpointEvent fact) => InterfaceEndpointDecider.Evolve(state, fact);

    public static ImmutableArray<Message> React(EntityId self, InterfaceEndpointState state, InterfaceEndpointEvent fact, Moment now)
    {
        var messages = InterfaceEndpointDecider.React(self, state, fact, now);
        return fact is InterfaceEndpointEvent.CreationRefused
            ? [.. messages.Where(message => message is not Message.Tell { Command: VpcCommand.ReleaseAddresses })]
            : messages;
    }

    public static ImmutableArray<Deadline<InterfaceEndpointCommand>> Deadlines(InterfaceEndpointState state) => InterfaceEndpointDecider.Deadlines(state);

    public static InterfaceEndpointCommand Hear(Reply reply) => InterfaceEndpointDecider.Hear(reply);
}

/// <summary>Never takes an address out of the Regional name's answers (against R37).</summary>
internal sealed class AlwaysAnsweringEndpointDecider : IDecider<InterfaceEndpointCommand, InterfaceEndpointEvent, InterfaceEndpointState>
{
    public static InterfaceEndpointState Initial => InterfaceEndpointDecider.Initial;

    public static Decision<InterfaceEndpointEvent> Decide(InterfaceEndpointState state, InterfaceEndpointCommand command, in Context context) =>
        InterfaceEndpointDecider.Decide(state, command, context);

    public static InterfaceEndpointState Evolve(InterfaceEndpointState state, InterfaceEndpointEvent fact)
    {
        var evolved = InterfaceEndpointDecider.Evolve(state, fact);
        return fact is InterfaceEndpointEvent.AddressWithdrawn
            ? evolved with { Interfaces = [.. evolved.Interfaces.Select(each => each with { Withdrawn = false })] }
            : evolved;
    }

    public static ImmutableArray<Message> React(EntityId self, InterfaceEndpointState state, InterfaceEndpointEvent fact, Moment now) =>
        InterfaceEndpointDecider.React(self, state, fact, now);

    public static ImmutableArray<Deadline<InterfaceEndpointCommand>> Deadlines(InterfaceEndpointState state) => InterfaceEndpointDecider.Deadlines(state);

    public static InterfaceEndpointCommand Hear(Reply reply) => InterfaceEndpointDecider.Hear(reply);
}
