using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests.Planted;

/// <summary>Everything about an endpoint but its decisions, as the product has it.</summary>
internal abstract class PlantedEndpoint
{
    public static InterfaceEndpointState Initial => InterfaceEndpointDecider.Initial;

    public static InterfaceEndpointState Evolve(InterfaceEndpointState state, InterfaceEndpointEvent fact) =>
        InterfaceEndpointDecider.Evolve(state, fact);

    public static ImmutableArray<Message> React(EntityId self, InterfaceEndpointState state, InterfaceEndpointEvent fact, Moment now) =>
        InterfaceEndpointDecider.React(self, state, fact, now);

    public static ImmutableArray<Deadline<InterfaceEndpointCommand>> Deadlines(InterfaceEndpointState state) =>
        InterfaceEndpointDecider.Deadlines(state);

    public static InterfaceEndpointCommand Hear(Reply reply) => InterfaceEndpointDecider.Hear(reply);
}
