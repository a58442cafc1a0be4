using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>
/// Where calls come in, whichever way they are made. A call into a Region that is not enabled for the account is turned away
/// by the Region (§3.1); one that the caller's policies do not allow, by its account (§4.4). Whatever is turned away never
/// gets to what it names. Only calls of AWS accounts come this way: what the simulator itself is told has no caller.
/// </summary>
public static class FrontDoor
{
    /// <summary>What a dry run that is permitted ends in.</summary>
    public static readonly Rejection DryRunOperation =
        new("DryRunOperation", "Request would have succeeded, but DryRun flag is set.", "§2.17/dry-run");

    private static readonly Rejection ControlPlaneLost =
        new("ServiceUnavailable", "The request has failed due to a temporary failure of the server.", "§fault/control-plane");

    /// <summary>Whom to ask instead of what the call names, and what; the call itself when it may go on.</summary>
    public static (EntityId Target, ICommand Command) Admit(EntityId target, ICommand command, Caller caller, IWorld world) =>
        MayEnter(command, caller, world)
            ? Refuse(target, command, caller, world) is { } rejection ? TurnAway(target, caller, rejection) : (target, command)
            : (new EntityId(EntityKind.Region, caller.Region), new RegionCommand.TurnAway());

    /// <summary>
    /// The same for a dry run (§2.17/dry-run), which never goes on: one that is permitted is told so. Whether AWS checks the
    /// resources of a dry run is not public; here it does not.
    /// </summary>
    public static (EntityId Target, ICommand Command) AdmitDryRun(EntityId target, ICommand command, Caller caller, IWorld world) =>
        MayEnter(command, caller, world)
            ? TurnAway(target, caller, Refuse(target, command, caller, world) ?? DryRunOperation)
            : (new EntityId(EntityKind.Region, caller.Region), new RegionCommand.TurnAway());

    /// <summary>
    /// Why a caller may not look at what there is in its Region; null when it may. Reading asks for no resource, changes nothing and is in
    /// no log, so it never gets to an entity.
    /// </summary>
    /// <param name="action">For example <c>ec2:DescribeVpcEndpoints</c>.</param>
    /// <param name="resource">The ARN that the action is about, for one that can be limited to resources; null for none.</param>
    public static Rejection? RefuseToRead(string action, Caller caller, IWorld world, string? resource = null)
    {
        var region = world.Find<RegionState>(new EntityId(EntityKind.Region, caller.Region)) ?? RegionState.Initial;
        if (!world.Facts.Regions.TryGet(caller.Region, out var facts))
        {
            return Admission.NoRegion(caller.Region);
        }

        if (Admission.Refuse(region.StatusOf(caller.Account, facts)) is { } refused)
        {
            return refused;
        }

        if (region.ControlPlaneLostUntil is not null)
        {
            return ControlPlaneLost;
        }

        var kind = ActionSides.Of(action) == AccountRoles.Provider ? EntityKind.ServiceProvider : EntityKind.ServiceConsumer;
        var identities = IdentitiesOf(new EntityId(kind, caller.Account), world);
        if (IsRoot(caller) && identities.ServiceControlPolicies.IsEmpty)
        {
            return null;
        }

        var call = new DoorCall(caller, identities, world);
        var request = resource is null ? call.OfAny(action) : call.Dependent(action, resource);
        var authorization = identities.Evaluate(caller.PrincipalArn, request);
        return authorization.IsAllowed ? null : Denial.Of(kind, caller, request, authorization);
    }

    /// <summary>
    /// What the policies are asked about a call, in order; each must be allowed. The call's own action comes first, on the
    /// resource with the <c>ec2:Vpce…</c> keys, then the other resources that it names, then <c>vpce:AllowMultiRegion</c>, then
    /// what depends on it. None for what the simulator itself is told.
    /// </summary>
    public static ImmutableArray<AuthorizationRequest> RequestsOf(EntityId target, ICommand command, Caller caller, IWorld world)
    {
        var call = new DoorCall(caller, IdentitiesOf(AccountOf(target, caller), world), world);
        return command switch
        {
            ServiceProviderCommand provider => ServiceRequests.Of(provider, call),
            EndpointServiceCommand service => ServiceRequests.Of(target.Key, service, call),
            LoadBalancerCommand balancer => LoadBalancerRequests.Of(target.Key, balancer, call),
            TargetGroupCommand group => LoadBalancerRequests.Of(target.Key, group, call),
            ServiceConsumerCommand consumer => EndpointRequests.Of(consumer, call),
            InterfaceEndpointCommand endpoint => EndpointRequests.Of(target.Key, endpoint, call),
            VpcCommand vpc => VpcRequests.Of(target.Key, vpc, call),
            RegionCommand region => RegionRequests.Of(target.Key, region, call),
            IamCommand iam => IamRequests.Of(iam, call),
            HostedZonesCommand zones => HostedZonesRequests.Of(zones, call),
            _ => [],
        };
    }

    // Opting in and out is not a call into the Region that it names; topology and faults are not calls.
    private static bool MayEnter(ICommand command, Caller caller, IWorld world)
    {
        if (command is RegionCommand and not RegionCommand.CreateVpc || !world.Facts.Regions.TryGet(caller.Region, out var facts))
        {
            return true;
        }

        var region = world.Find<RegionState>(new EntityId(EntityKind.Region, caller.Region)) ?? RegionState.Initial;
        return Admission.IsUsable(region.StatusOf(caller.Account, facts));
    }

    private static Rejection? Refuse(EntityId target, ICommand command, Caller caller, IWorld world)
    {
        if (command is not RegionCommand.EnableRegion and not RegionCommand.DisableRegion
            && world.Find<RegionState>(new EntityId(EntityKind.Region, caller.Region)) is { ControlPlaneLostUntil: not null })
        {
            return ControlPlaneLost;
        }

        var account = AccountOf(target, caller);
        var identities = IdentitiesOf(account, world);
        if (IsRoot(caller) && identities.ServiceControlPolicies.IsEmpty)
        {
            return null;
        }

        foreach (var request in RequestsOf(target, command, caller, world))
        {
            var authorization = identities.Evaluate(caller.PrincipalArn, request);
            if (!authorization.IsAllowed)
            {
                return Denial.Of(account.Kind, caller, request, authorization);
            }
        }

        return null;
    }

    private static (EntityId Target, ICommand Command) TurnAway(EntityId target, Caller caller, Rejection rejection)
    {
        var account = AccountOf(target, caller);
        return (
            account,
            account.Kind == EntityKind.ServiceProvider
                ? new ServiceProviderCommand.TurnAway(rejection)
                : new ServiceConsumerCommand.TurnAway(rejection));
    }

    // The caller's account in the role in which it calls. For actions of both roles, both hold the same statements.
    private static EntityId AccountOf(EntityId target, Caller caller) => new(
        target.Kind is EntityKind.ServiceProvider or EntityKind.EndpointService or EntityKind.LoadBalancer or EntityKind.TargetGroup
            ? EntityKind.ServiceProvider
            : EntityKind.ServiceConsumer,
        caller.Account);

    private static Identities IdentitiesOf(EntityId account, IWorld world) =>
        (account.Kind == EntityKind.ServiceProvider
            ? world.Find<ServiceProviderState>(account)?.Identities
            : world.Find<ServiceConsumerState>(account)?.Identities)
        ?? Identities.None;

    // Called for every call of a run: it makes no garbage.
    private static bool IsRoot(Caller caller) =>
        caller.PrincipalArn is { Length: 30 } arn
        && arn.StartsWith("arn:aws:iam::", StringComparison.Ordinal)
        && arn.EndsWith(":root", StringComparison.Ordinal);
}
