using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests.Planted;

/// <summary>What an endpoint service makes others do, as the product has it.</summary>
internal abstract class PlantedService
{
    public static EndpointServiceState Initial => EndpointServiceDecider.Initial;

    public static ImmutableArray<Message> React(EntityId self, EndpointServiceState state, EndpointServiceEvent fact, Moment now) =>
        EndpointServiceDecider.React(self, state, fact, now);

    public static ImmutableArray<Deadline<EndpointServiceCommand>> Deadlines(EndpointServiceState state) => EndpointServiceDecider.Deadlines(state);

    public static EndpointServiceCommand Hear(Reply reply) => EndpointServiceDecider.Hear(reply);
}
