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
        ServiceConsumerCommand.DeclarePrincipal declare => Judged(
            AccountPolicies.RefuseDeclaration(state.Identities, context.Self.Key, declare.PrincipalArn),
            new ServiceConsumerEvent.PrincipalDeclared(declare.PrincipalArn)),
        ServiceConsumerCommand.ForgetPrincipal forget => Decision<ServiceConsumerEvent>.Accept(
            new ServiceConsumerEvent.PrincipalForgotten(forget.PrincipalArn)),
        ServiceConsumerCommand.SetIdentityPolicy set => Judged(
            AccountPolicies.RefusePolicy(state.Identities, set.PrincipalArn, set.PolicyName, set.Document),
            new ServiceConsumerEvent.IdentityPolicySet(set.PrincipalArn, set.PolicyName, set.Document)),
        ServiceConsumerCommand.SetPermissionsBoundary set => Judged(
            AccountPolicies.RefuseBoundary(state.Identities, set.PrincipalArn, set.Document),
            new ServiceConsumerEvent.PermissionsBoundarySet(set.PrincipalArn, set.Document)),
        ServiceConsumerCommand.SetServiceControlPolicies set => Judged(
            AccountPolicies.RefuseServiceControlPolicies(set.Policies),
            new ServiceConsumerEvent.ServiceControlPoliciesSet(set.OrganizationId, set.Policies)),
        ServiceConsumerCommand.TurnAway turn => turn.Rejection,
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
            ClientTokens = requested.TokenUsedAt is { } at
                ? state.ClientTokens.SetItem(
                    ClientTokens.KeyOf(requested.Region, requested.ClientToken!),
                    new ClientTokenUse(
                        ClientTokens.TextOf(requested.Endpoint), new EntityId(EntityKind.InterfaceEndpoint, requested.VpcEndpointId), at))
                : state.ClientTokens,
        },
        ServiceConsumerEvent.VpcEndpointForgotten forgotten => state with
        {
            VpcEndpoints = state.VpcEndpoints.Remove(forgotten.VpcEndpointId),
            ClientTokens = ClientTokens.Without(state.ClientTokens, new EntityId(EntityKind.InterfaceEndpoint, forgotten.VpcEndpointId)),
        },
        ServiceConsumerEvent.PrincipalDeclared declared => state with { Identities = state.Identities.Declare(declared.PrincipalArn) },
        ServiceConsumerEvent.PrincipalForgotten forgotten => state with { Identities = state.Identities.Forget(forgotten.PrincipalArn) },
        ServiceConsumerEvent.IdentityPolicySet set => state with
        {
            Identities = AccountPolicies.WithPolicy(state.Identities, set.PrincipalArn, set.PolicyName, set.Document, AccountRoles.Consumer),
        },
        ServiceConsumerEvent.PermissionsBoundarySet set => state with
        {
            Identities = AccountPolicies.WithBoundary(state.Identities, set.PrincipalArn, set.Document, AccountRoles.Consumer),
        },
        ServiceConsumerEvent.ServiceControlPoliciesSet set => state with
        {
            Identities = AccountPolicies.WithServiceControlPolicies(state.Identities, set.OrganizationId, set.Policies, AccountRoles.Consumer),
        },
        ServiceConsumerEvent.ClientTokenReused => state,
        _ => throw new UnreachableException($"ServiceConsumer gives no meaning to {fact.GetType().Name}."),
    };

    public static ImmutableArray<Message> React(
        EntityId self, ServiceConsumerState state, ServiceConsumerEvent fact, Moment now) => fact switch
    {
        ServiceConsumerEvent.VpcEndpointRequested wanted =>
        [
            new Message.Pass(
                new EntityId(EntityKind.InterfaceEndpoint, wanted.VpcEndpointId),
                new InterfaceEndpointCommand.Create(self.Key, wanted.PrincipalArn, wanted.Region, wanted.Endpoint),
                wanted.Requester),
        ],
        ServiceConsumerEvent.ClientTokenReused reused =>
            [new Message.Pass(reused.Resource, new InterfaceEndpointCommand.DescribeCreation(), reused.Requester)],
        _ => [],
    };

    private static Decision<ServiceConsumerEvent> Judged(Rejection? refused, ServiceConsumerEvent fact) =>
        refused is null ? Decision<ServiceConsumerEvent>.Accept(fact) : refused;

    private static Decision<ServiceConsumerEvent> Create(
        ServiceConsumerState state, ServiceConsumerCommand.CreateVpcEndpoint create, in Context context)
    {
        var caller = context.RequiredCaller;
        if (Admission.RefuseCall(caller.Region, state.OptedIn, context.Facts) is { } refused)
        {
            return refused;
        }

        var (mismatch, repeated) = ClientTokens.Judge(
            state.ClientTokens, create.ClientToken, () => ClientTokens.TextOf(create.Endpoint), made => state.VpcEndpoints.Contains(made.Key), context);
        if (mismatch is not null)
        {
            return mismatch;
        }

        if (repeated is not null)
        {
            return Decision<ServiceConsumerEvent>.Later(
                new ServiceConsumerEvent.ClientTokenReused(create.ClientToken!, repeated.Resource, context.Requester));
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
            context.Requester,
            string.IsNullOrEmpty(create.ClientToken) ? null : context.Now));
    }
}
