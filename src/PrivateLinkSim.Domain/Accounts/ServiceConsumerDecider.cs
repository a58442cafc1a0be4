using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>
/// The rules of an account in the consumer's role: the Regions it may call and name as service Region (R31). Its
/// endpoints conduct their own creation.
/// </summary>
public sealed class ServiceConsumerDecider : IDecider<ServiceConsumerCommand, ServiceConsumerEvent, ServiceConsumerState>
{
    private ServiceConsumerDecider()
    {
    }

    public static ServiceConsumerState Initial => ServiceConsumerState.Initial;

    public static Decision<ServiceConsumerEvent> Decide(
        ServiceConsumerState state, ServiceConsumerCommand command, in Context context) => command switch
    {
        ServiceConsumerCommand.LearnOptStatus learn => Decision<ServiceConsumerEvent>.Accept(
            new ServiceConsumerEvent.OptStatusLearned(learn.Region, learn.Status)),
        ServiceConsumerCommand.CreateVpcEndpoint create => Create(state, create, context),
        ServiceConsumerCommand.Forget forget => Decision<ServiceConsumerEvent>.Accept(
            new ServiceConsumerEvent.VpcEndpointForgotten(forget.VpcEndpointId)),
        _ => throw new UnreachableException($"ServiceConsumer has no rule for {command.GetType().Name}."),
    };

    public static ServiceConsumerState Evolve(ServiceConsumerState state, ServiceConsumerEvent fact) => fact switch
    {
        ServiceConsumerEvent.OptStatusLearned learned => state with
        {
            OptedIn = Admission.IsUsable(learned.Status) ? state.OptedIn.Add(learned.Region) : state.OptedIn.Remove(learned.Region),
        },
        ServiceConsumerEvent.VpcEndpointRequested requested => state with
        {
            VpcEndpoints = state.VpcEndpoints.Add(requested.VpcEndpointId),
            Requests = state.Requests + 1,
        },
        ServiceConsumerEvent.VpcEndpointForgotten forgotten => state with
        {
            VpcEndpoints = state.VpcEndpoints.Remove(forgotten.VpcEndpointId),
        },
        _ => throw new UnreachableException($"ServiceConsumer gives no meaning to {fact.GetType().Name}."),
    };

    public static ImmutableArray<Message> React(
        EntityId self, ServiceConsumerState state, ServiceConsumerEvent fact, Moment now) =>
        fact is ServiceConsumerEvent.VpcEndpointRequested wanted
            ?
            [
                new Message.Pass(
                    new EntityId(EntityKind.InterfaceEndpoint, wanted.VpcEndpointId),
                    new InterfaceEndpointCommand.Create(self.Key, wanted.PrincipalArn, wanted.Region, wanted.Endpoint),
                    wanted.Requester),
            ]
            : [];

    private static Decision<ServiceConsumerEvent> Create(
        ServiceConsumerState state, ServiceConsumerCommand.CreateVpcEndpoint create, in Context context)
    {
        var caller = context.RequiredCaller;
        if (Admission.RefuseCall(caller.Region, state.OptedIn, context.Facts) is { } refused)
        {
            return refused;
        }

        if (create.Endpoint.ServiceRegion is { } named)
        {
            if (!context.Facts.Regions.TryGet(named, out var serviceRegion))
            {
                return new Rejection("InvalidRegion", $"The specified AWS Region '{named}' is not valid.", "§3.1/region");
            }

            if (!Admission.IsUsable(state.OptedIn, serviceRegion))
            {
                return new Rejection(
                    context.Facts.Settings.ConsumerNotOptedInCode,
                    $"Account {context.Self.Key} must opt in to {named} before selecting it as the service Region.",
                    "R31");
            }
        }

        if (!ServiceName.TryParse(create.Endpoint.ServiceName, out _, out _))
        {
            return EndpointServiceDecider.NameDoesNotExist(create.Endpoint.ServiceName, "§2.1/name");
        }

        return Decision<ServiceConsumerEvent>.Later(new ServiceConsumerEvent.VpcEndpointRequested(
            context.Draws.Id("vpce-", state.Requests),
            caller.PrincipalArn,
            caller.Region,
            create.Endpoint,
            create.ClientToken,
            context.Requester));
    }
}
