using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>
/// The rules of an account in the provider's role: the Regions it may use and add to its services (R27), and the
/// names of what it makes. What it asks for is made by the load balancer and the service themselves.
/// </summary>
public sealed class ServiceProviderDecider : IDecider<ServiceProviderCommand, ServiceProviderEvent, ServiceProviderState>
{
    private const int MostTargetGroups = 3000;

    private ServiceProviderDecider()
    {
    }

    public static ServiceProviderState Initial => ServiceProviderState.Initial;

    public static Decision<ServiceProviderEvent> Decide(
        ServiceProviderState state, ServiceProviderCommand command, in Context context) => command switch
    {
        ServiceProviderCommand.LearnOptStatus learn => Decision<ServiceProviderEvent>.Accept(
            new ServiceProviderEvent.OptStatusLearned(learn.Region, learn.Status)),
        ServiceProviderCommand.CreateLoadBalancer create => CreateLoadBalancer(state, create, context),
        ServiceProviderCommand.CreateTargetGroup create => CreateTargetGroup(state, create.TargetGroup, context),
        ServiceProviderCommand.CreateVpcEndpointServiceConfiguration create => CreateService(state, create, context),
        ServiceProviderCommand.ModifyVpcEndpointServiceConfiguration modify => ModifyService(state, modify, context),
        ServiceProviderCommand.Forget forget => Decision<ServiceProviderEvent>.Accept(new ServiceProviderEvent.Forgotten(forget.Resource)),
        ServiceProviderCommand.DeclarePrincipal declare => Judged(
            AccountPolicies.RefuseDeclaration(state.Identities, context.Self.Key, declare.PrincipalArn),
            new ServiceProviderEvent.PrincipalDeclared(declare.PrincipalArn)),
        ServiceProviderCommand.ForgetPrincipal forget => Decision<ServiceProviderEvent>.Accept(
            new ServiceProviderEvent.PrincipalForgotten(forget.PrincipalArn)),
        ServiceProviderCommand.SetIdentityPolicy set => Judged(
            AccountPolicies.RefusePolicy(state.Identities, set.PrincipalArn, set.PolicyName, set.Document),
            new ServiceProviderEvent.IdentityPolicySet(set.PrincipalArn, set.PolicyName, set.Document)),
        ServiceProviderCommand.SetPermissionsBoundary set => Judged(
            AccountPolicies.RefuseBoundary(state.Identities, set.PrincipalArn, set.Document),
            new ServiceProviderEvent.PermissionsBoundarySet(set.PrincipalArn, set.Document)),
        ServiceProviderCommand.SetServiceControlPolicies set => Judged(
            AccountPolicies.RefuseServiceControlPolicies(set.Policies),
            new ServiceProviderEvent.ServiceControlPoliciesSet(set.OrganizationId, set.Policies)),
        ServiceProviderCommand.TurnAway turn => turn.Rejection,
        _ => throw new UnreachableException($"ServiceProvider has no rule for {command.GetType().Name}."),
    };

    public static ServiceProviderState Evolve(ServiceProviderState state, ServiceProviderEvent fact) => fact switch
    {
        ServiceProviderEvent.OptStatusLearned learned => state with
        {
            OptedIn = Admission.IsUsable(learned.Status) ? state.OptedIn.Add(learned.Region) : state.OptedIn.Remove(learned.Region),
        },
        ServiceProviderEvent.LoadBalancerRequested requested => state with
        {
            LoadBalancers = state.LoadBalancers.SetItem(requested.Arn, $"{requested.Region}/{requested.LoadBalancer.Name}"),
            LoadBalancerNames = state.LoadBalancerNames.Add($"{requested.Region}/{requested.LoadBalancer.Name}"),
            Requests = state.LoadBalancers.ContainsKey(requested.Arn) ? state.Requests : state.Requests + 1,
        },
        ServiceProviderEvent.TargetGroupRequested requested when KeyOf(requested) is var key => state with
        {
            TargetGroups = (state.TargetGroups ?? Sorted.Map<string>()).SetItem(key, requested.Arn),
            Requests = state.TargetGroups?.ContainsKey(key) is true ? state.Requests : state.Requests + 1,
        },
        ServiceProviderEvent.Forgotten { Resource.Kind: EntityKind.TargetGroup } forgotten => state with
        {
            TargetGroups = Sorted.Map<string>().SetItems((state.TargetGroups ?? Sorted.Map<string>()).Where(each => each.Value != forgotten.Resource.Key)) is { IsEmpty: false } left ? left : null,
        },
        ServiceProviderEvent.ServiceRequested requested => state with
        {
            Services = state.Services.Add(requested.ServiceId, requested.Region),
            Requests = state.Requests + 1,
            ClientTokens = requested.TokenUsedAt is { } at
                ? state.ClientTokens.SetItem(
                    ClientTokens.KeyOf(requested.Region, requested.ClientToken!),
                    new ClientTokenUse(ClientTokens.TextOf(requested.Service), new EntityId(EntityKind.EndpointService, requested.ServiceId), at))
                : state.ClientTokens,
        },
        ServiceProviderEvent.ServiceModificationRequested => state,
        ServiceProviderEvent.Forgotten forgotten => state with
        {
            Services = state.Services.Remove(forgotten.Resource.Key),
            ClientTokens = ClientTokens.Without(state.ClientTokens, forgotten.Resource),
            LoadBalancers = state.LoadBalancers.Remove(forgotten.Resource.Key),
            LoadBalancerNames = state.LoadBalancers.TryGetValue(forgotten.Resource.Key, out var name)
                ? state.LoadBalancerNames.Remove(name)
                : state.LoadBalancerNames,
        },
        ServiceProviderEvent.PrincipalDeclared declared => state with { Identities = state.Identities.Declare(declared.PrincipalArn) },
        ServiceProviderEvent.PrincipalForgotten forgotten => state with { Identities = state.Identities.Forget(forgotten.PrincipalArn) },
        ServiceProviderEvent.IdentityPolicySet set => state with
        {
            Identities = AccountPolicies.WithPolicy(state.Identities, set.PrincipalArn, set.PolicyName, set.Document, AccountRoles.Provider),
        },
        ServiceProviderEvent.PermissionsBoundarySet set => state with
        {
            Identities = AccountPolicies.WithBoundary(state.Identities, set.PrincipalArn, set.Document, AccountRoles.Provider),
        },
        ServiceProviderEvent.ServiceControlPoliciesSet set => state with
        {
            Identities = AccountPolicies.WithServiceControlPolicies(state.Identities, set.OrganizationId, set.Policies, AccountRoles.Provider),
        },
        ServiceProviderEvent.ClientTokenReused => state,
        _ => throw new UnreachableException($"ServiceProvider gives no meaning to {fact.GetType().Name}."),
    };

    public static ImmutableArray<Message> React(
        EntityId self, ServiceProviderState state, ServiceProviderEvent fact, Moment now) => fact switch
    {
        ServiceProviderEvent.LoadBalancerRequested wanted =>
        [
            new Message.Pass(
                new EntityId(EntityKind.LoadBalancer, wanted.Arn),
                new LoadBalancerCommand.Create(self.Key, wanted.Region, wanted.LoadBalancer),
                wanted.Requester),
        ],
        ServiceProviderEvent.TargetGroupRequested wanted =>
        [
            new Message.Pass(
                new EntityId(EntityKind.TargetGroup, wanted.Arn),
                new TargetGroupCommand.Create(self.Key, wanted.Region, wanted.TargetGroup),
                wanted.Requester),
        ],
        ServiceProviderEvent.ServiceRequested wanted =>
        [
            new Message.Pass(
                new EntityId(EntityKind.EndpointService, wanted.ServiceId),
                new EndpointServiceCommand.Create(self.Key, wanted.Region, wanted.Service),
                wanted.Requester),
        ],
        ServiceProviderEvent.ServiceModificationRequested wanted =>
        [
            new Message.Pass(
                new EntityId(EntityKind.EndpointService, wanted.ServiceId),
                new EndpointServiceCommand.Modify(wanted.Change),
                wanted.Requester),
        ],
        ServiceProviderEvent.ClientTokenReused reused =>
            [new Message.Pass(reused.Resource, new EndpointServiceCommand.DescribeCreation(), reused.Requester)],
        _ => [],
    };

    private static Decision<ServiceProviderEvent> CreateLoadBalancer(
        ServiceProviderState state, ServiceProviderCommand.CreateLoadBalancer create, in Context context)
    {
        var caller = context.RequiredCaller;
        if (Admission.RefuseCall(caller.Region, state.OptedIn, context.Facts) is { } refused)
        {
            return refused;
        }

        if (create.LoadBalancer.SubnetIds.IsEmpty)
        {
            return new Rejection("ValidationError", "At least one subnet must be specified", "§nlb");
        }

        if (create.LoadBalancer.IpAddressType == IpAddressType.Ipv6)
        {
            return LoadBalancerDecider.NoSuchType();
        }

        if (TargetHealth.Refuse(create.LoadBalancer.HealthCheck) is { } badCheck)
        {
            return badCheck;
        }

        var name = $"{caller.Region}/{create.LoadBalancer.Name}";
        if (state.LoadBalancerNames.Contains(name))
        {
            return Decision<ServiceProviderEvent>.Later(new ServiceProviderEvent.LoadBalancerRequested(
                state.LoadBalancers.First(each => each.Value == name).Key, caller.Region, create.LoadBalancer, context.Requester));
        }

        var limit = context.Facts.Settings.LoadBalancersPerRegion;
        if (state.LoadBalancers.Values.Count(each => each.StartsWith($"{caller.Region}/", StringComparison.Ordinal)) >= limit)
        {
            return new Rejection("TooManyLoadBalancers", $"The maximum number of load balancers of the account in {caller.Region} has been reached: {limit}", "§2.13/nlb");
        }

        var arn = LoadBalancerArn.Make(caller.Region, caller.Account, create.LoadBalancer.Name, context.Draws.Hex(16, "load-balancer", state.Requests));
        return Decision<ServiceProviderEvent>.Later(new ServiceProviderEvent.LoadBalancerRequested(
            arn, caller.Region, create.LoadBalancer, context.Requester));
    }

    private static string KeyOf(ServiceProviderEvent.TargetGroupRequested requested) => $"{requested.Region}/{requested.TargetGroup.Name}";

    private static Decision<ServiceProviderEvent> CreateTargetGroup(ServiceProviderState state, NewTargetGroup wanted, in Context context)
    {
        var caller = context.RequiredCaller;
        if ((Admission.RefuseCall(caller.Region, state.OptedIn, context.Facts)
            ?? NewTargetGroupRules.Refuse(wanted, context.Facts.Settings)) is { } refused)
        {
            return refused;
        }

        var groups = state.TargetGroups ?? Sorted.Map<string>();
        if (groups.TryGetValue($"{caller.Region}/{wanted.Name}", out var there))
        {
            return Decision<ServiceProviderEvent>.Later(new ServiceProviderEvent.TargetGroupRequested(there, caller.Region, wanted, context.Requester));
        }

        if (groups.Keys.Count(name => name.StartsWith($"{caller.Region}/", StringComparison.Ordinal)) >= MostTargetGroups)
        {
            return new Rejection(
                "TooManyTargetGroups", $"The maximum number of target groups of the account in {caller.Region} has been reached: {MostTargetGroups}", "§2.13/groups");
        }

        var arn = TargetGroupArn.Make(caller.Region, caller.Account, wanted.Name, context.Draws.Hex(16, "target-group", state.Requests));
        return Decision<ServiceProviderEvent>.Later(new ServiceProviderEvent.TargetGroupRequested(arn, caller.Region, wanted, context.Requester));
    }

    private static Decision<ServiceProviderEvent> CreateService(
        ServiceProviderState state, ServiceProviderCommand.CreateVpcEndpointServiceConfiguration create, in Context context)
    {
        var caller = context.RequiredCaller;
        if (Admission.RefuseCall(caller.Region, state.OptedIn, context.Facts) is { } notEnabled)
        {
            return notEnabled;
        }

        var (mismatch, repeated) = ClientTokens.Judge(
            state.ClientTokens, create.ClientToken, () => ClientTokens.TextOf(create.Service), made => state.Services.ContainsKey(made.Key), context);
        if (repeated is not null)
        {
            return Decision<ServiceProviderEvent>.Later(
                new ServiceProviderEvent.ClientTokenReused(create.ClientToken!, repeated.Resource, context.Requester));
        }

        if ((mismatch
            ?? RefuseArns(create.Service.NetworkLoadBalancerArns)
            ?? RefuseSupportedRegions(state, create.Service.SupportedRegions, context)) is { } refused)
        {
            return refused;
        }

        return Decision<ServiceProviderEvent>.Later(new ServiceProviderEvent.ServiceRequested(
            context.Draws.Id("vpce-svc-", state.Requests),
            caller.Region,
            create.Service,
            create.ClientToken,
            context.Requester,
            string.IsNullOrEmpty(create.ClientToken) ? null : context.Now));
    }

    private static Decision<ServiceProviderEvent> ModifyService(
        ServiceProviderState state, ServiceProviderCommand.ModifyVpcEndpointServiceConfiguration modify, in Context context)
    {
        var caller = context.RequiredCaller;
        if (Admission.RefuseCall(caller.Region, state.OptedIn, context.Facts) is { } refused)
        {
            return refused;
        }

        if (!state.Services.TryGetValue(modify.ServiceId, out var region) || region != caller.Region)
        {
            return EndpointServiceDecider.NotFound(modify.ServiceId);
        }

        if ((RefuseSupportedRegions(state, modify.Change.AddSupportedRegions, context)
            ?? RefuseUnknownRegion(modify.Change.RemoveSupportedRegions, context)) is { } impossible)
        {
            return impossible;
        }

        return Decision<ServiceProviderEvent>.Later(new ServiceProviderEvent.ServiceModificationRequested(
            modify.ServiceId, modify.Change, context.Requester));
    }

    private static Decision<ServiceProviderEvent> Judged(Rejection? refused, ServiceProviderEvent fact) =>
        refused is null ? Decision<ServiceProviderEvent>.Accept(fact) : refused;

    private static Rejection? RefuseArns(ImmutableArray<string> arns) =>
        arns.IsEmpty
            ? new Rejection(
                "InvalidParameter", "exactly one of network_load_balancer_arn or gateway_load_balancer_arn is a required member", "R2")
            : arns.FirstOrDefault(arn => !LoadBalancerArn.IsWellFormed(arn)) is { } malformed
                ? new Rejection("InvalidNetworkLoadBalancerArn.Malformed", $"The Network Load Balancer ARN '{malformed}' is malformed", "R3")
                : null;

    private static Rejection? RefuseSupportedRegions(ServiceProviderState state, ImmutableArray<string> added, in Context context)
    {
        foreach (var name in added)
        {
            if (!context.Facts.Regions.TryGet(name, out var region))
            {
                return NoSuchRegion(name);
            }

            if (!Admission.IsUsable(state.OptedIn, region))
            {
                return new Rejection(
                    context.Facts.Settings.ProviderNotOptedInCode,
                    $"Account {context.Self.Key} must opt in to {name} before adding it as a supported Region.",
                    "R27");
            }
        }

        return null;
    }

    private static Rejection? RefuseUnknownRegion(ImmutableArray<string> removed, in Context context)
    {
        var regions = context.Facts.Regions;
        return removed.FirstOrDefault(name => !regions.TryGet(name, out _)) is { } unknown ? NoSuchRegion(unknown) : null;
    }

    private static Rejection NoSuchRegion(string name) =>
        new("InvalidRegion", $"The specified AWS Region '{name}' is not valid.", "§3.1/region");
}
