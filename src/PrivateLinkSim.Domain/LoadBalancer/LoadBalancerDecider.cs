using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>
/// The rules of a Network Load Balancer: one node for each zone, one endpoint service at most (R3, R3a). <see cref="TargetRules"/>
/// and <see cref="ListenerRules"/> keep what it has, <see cref="LoadBalancerChanges"/> conducts what others must agree to.
/// </summary>
public sealed class LoadBalancerDecider : IDecider<LoadBalancerCommand, LoadBalancerEvent, LoadBalancerState>
{
    private LoadBalancerDecider()
    {
    }

    public static LoadBalancerState Initial => LoadBalancerState.Initial;

    public static Decision<LoadBalancerEvent> Decide(LoadBalancerState state, LoadBalancerCommand command, in Context context) =>
        TargetHealth.WithService(state, DecideAlone(state, command, context), context.Facts.Settings);

    public static LoadBalancerState Evolve(LoadBalancerState state, LoadBalancerEvent fact) =>
        fact is { TargetGroupArn: { } group } and not (LoadBalancerEvent.TargetGroupAttached or LoadBalancerEvent.TargetGroupDetached
            or LoadBalancerEvent.ListenerCreated or LoadBalancerEvent.ListenerModified)
            ? state.With(group, seen => EvolveAlone(seen, fact))
            : EvolveAlone(state, fact);

    private static LoadBalancerState EvolveAlone(LoadBalancerState state, LoadBalancerEvent fact) => fact switch
    {
        LoadBalancerEvent.CreationRequested requested => state with
        {
            Status = LoadBalancerStatus.Requested,
            Account = requested.Account,
            Region = requested.Region,
            Name = requested.LoadBalancer.Name,
            VpcId = requested.LoadBalancer.VpcId,
            CrossZone = requested.LoadBalancer.CrossZone,
            IpAddressType = requested.LoadBalancer.IpAddressType,
            HealthCheck = requested.LoadBalancer.HealthCheck ?? HealthCheck.Default,
            SecurityGroupIds = requested.LoadBalancer.SecurityGroupIds ?? [],
            OwnTargetGroup = requested.LoadBalancer.OwnTargetGroup,
            InternetFacing = requested.LoadBalancer.InternetFacing,
            Tags = requested.LoadBalancer.Tags,
            Creator = requested.Requester,
        },
        LoadBalancerEvent.CreationRefused => state with { Status = LoadBalancerStatus.None },
        LoadBalancerEvent.Created created => state with
        {
            Status = LoadBalancerStatus.Active,
            Nodes = created.Nodes,
            Ipv6Ready = created.Ipv6Ready,
            DarkZones = DarkZonesOf(created.Nodes),
        },
        LoadBalancerEvent.Bound bound => state with { ServiceId = bound.ServiceId },
        LoadBalancerEvent.Unbound => state with { ServiceId = null },
        LoadBalancerEvent.TargetsRegistered or LoadBalancerEvent.TargetsDraining or LoadBalancerEvent.TargetsDeregistered
            or LoadBalancerEvent.TargetsLeftRouting or LoadBalancerEvent.TargetGroupAttributesModified => TargetRules.Evolve(state, fact),
        LoadBalancerEvent.CrossZoneSet set => state with { CrossZone = set.Enabled },
        LoadBalancerEvent.ProxyProtocolV2Set set => state with { ProxyProtocolV2 = set.Enabled },
        LoadBalancerEvent.ZoneHealthChanged changed => state with
        {
            DarkZones = changed.Healthy ? state.DarkZones.Except(changed.ZoneIds) : state.DarkZones.Union(changed.ZoneIds),
            Nodes =
            [
                .. state.Nodes.Select(node =>
                    changed.ZoneIds.Contains(node.ZoneId, StringComparer.Ordinal) ? node with { Healthy = changed.Healthy } : node),
            ],
        },
        LoadBalancerEvent.Deleted => state with { Status = LoadBalancerStatus.Deleted },
        _ => TargetHealth.Evolve(state, fact),
    };

    public static ImmutableArray<Message> React(
        EntityId self, LoadBalancerState state, LoadBalancerEvent fact, Moment now) => fact switch
    {
        LoadBalancerEvent.CreationRequested requested =>
        [
            new Message.Ask(
                new EntityId(EntityKind.Vpc, requested.LoadBalancer.VpcId),
                new VpcCommand.ReserveAddresses(
                    self, requested.Account, requested.Region, new Placement(requested.LoadBalancer.SubnetIds, requested.LoadBalancer.IpAddressType, [], requested.LoadBalancer.SecurityGroupIds ?? [], null)),
                "addresses"),
        ],
        LoadBalancerEvent.CreationRefused refused =>
        [
            ForgetMe(self, state),
            new Message.Answer(state.Creator, new Outcome.Refused(refused.Rejection, refused.By)),
        ],
        LoadBalancerEvent.Created created =>
        [
            new Message.Answer(state.Creator, new Outcome.Accepted(
                new LoadBalancerReply.LoadBalancerCreated(self.Key, [.. created.Nodes.Select(node => node.ZoneId)]), [])),
        ],
        LoadBalancerEvent.ZoneHealthChanged changed when state.ServiceId is { } service =>
        [
            new Message.Tell(
                new EntityId(EntityKind.EndpointService, service),
                new EndpointServiceCommand.LearnZoneHealth(changed.ZoneIds, changed.Healthy)),
        ],
        LoadBalancerEvent.ZonalAutoshiftConfigured configured => [ZonalShifts.TellRegion(self, state, configured.Enabled)],
        LoadBalancerEvent.Deleted =>
        [
            .. state.AutoshiftEnabled ? new Message[] { ZonalShifts.TellRegion(self, state, enabled: false) } : [],
            new Message.Tell(new EntityId(EntityKind.Vpc, state.VpcId), new VpcCommand.ReleaseAddresses(self)),
            ForgetMe(self, state),
            .. ForwardedGroups.React(self, state, fact),
        ],
        _ => LoadBalancerChanges.React(self, state, fact),
    };

    public static ImmutableArray<Deadline<LoadBalancerCommand>> Deadlines(LoadBalancerState state) => TargetHealth.Deadlines(state);

    public static LoadBalancerCommand Hear(Reply reply) => reply.About switch
    {
        LoadBalancerChanges.Review => new LoadBalancerCommand.HearReview(reply.Outcome),
        LoadBalancerChanges.Revision => new LoadBalancerCommand.HearRevision(reply.Outcome),
        ForwardedGroups.Question => new LoadBalancerCommand.HearTargetGroup(reply.Outcome),
        _ => new LoadBalancerCommand.HearReservation(reply.Outcome),
    };

    /// <summary>The refusal of the one IP address type that no load balancer has (§2.14).</summary>
    internal static Rejection NoSuchType() => new(
        "InvalidConfigurationRequest", "The IP address type of a Network Load Balancer is ipv4 or dualstack, not ipv6", "§2.14/dualstack");

    /// <summary>The nodes at the addresses that the VPC reserved.</summary>
    internal static ImmutableArray<LoadBalancerNode> NodesOf(VpcReply.AddressesReserved reserved) =>
        [.. reserved.Addresses.Select(each => new LoadBalancerNode(each.ZoneId, each.SubnetId, each.Ipv4, each.Ipv6, each.Healthy))];

    /// <summary>The zones of nodes that pass no traffic.</summary>
    internal static ImmutableSortedSet<string> DarkZonesOf(ImmutableArray<LoadBalancerNode> nodes) =>
        Sorted.Set().Union(nodes.Where(node => !node.Healthy).Select(node => node.ZoneId));

    private static Decision<LoadBalancerEvent> DecideAlone(LoadBalancerState state, LoadBalancerCommand command, in Context context)
    {
        // Deleting a load balancer that does not exist succeeds.
        if (command is LoadBalancerCommand.Delete && state.Status != LoadBalancerStatus.Active)
        {
            return Decision<LoadBalancerEvent>.Accept();
        }

        // Only calls from outside have a caller, and what they name must be the caller's own: the load balancer, or the listener of it.
        if (context.Caller is { } caller && !IsOwnedBy(state, caller.Account, caller.Region))
        {
            return command switch
            {
                LoadBalancerCommand.ModifyListenerAttributes modify => ListenerRules.NotFound(modify.ListenerArn),
                LoadBalancerCommand.DeleteListener delete => ListenerRules.NotFound(delete.ListenerArn),
                LoadBalancerCommand.ModifyListener modify => ListenerRules.NotFound(modify.ListenerArn),
                LoadBalancerCommand.AddTags { ListenerArn: { } listener } => ListenerRules.NotFound(listener),
                LoadBalancerCommand.RemoveTags { ListenerArn: { } listener } => ListenerRules.NotFound(listener),
                _ => new Rejection("LoadBalancerNotFound", $"Load balancers '[{context.Self.Key}]' not found", "R3"),
            };
        }

        return command switch
        {
            LoadBalancerCommand.Create create => Create(state, create, context),
            LoadBalancerCommand.HearReservation hear => HearReservation(hear.Outcome),
            LoadBalancerCommand.Bind bind => Bind(state, bind, context.Self.Key),
            LoadBalancerCommand.Unbind unbind => state.ServiceId == unbind.ServiceId
                ? Decision<LoadBalancerEvent>.Accept(new LoadBalancerEvent.Unbound(unbind.ServiceId))
                : Decision<LoadBalancerEvent>.Accept(),
            LoadBalancerCommand.RegisterTargets register => TargetRules.Register(state, register.Targets, context),
            LoadBalancerCommand.DeregisterTargets deregister => TargetRules.Deregister(state, deregister.TargetIds, context),
            LoadBalancerCommand.ModifyAttributes modify => ModifyAttributes(state, modify),
            LoadBalancerCommand.ModifyTargetGroupAttributes modify => TargetGroupRules.Modify(state, modify),
            LoadBalancerCommand.SetIpAddressType set => LoadBalancerChanges.SetIpAddressType(state, set.IpAddressType, context.Requester),
            LoadBalancerCommand.SetSubnets set => LoadBalancerChanges.SetSubnets(state, set.SubnetIds, context.Requester),
            LoadBalancerCommand.SetSecurityGroups set => LoadBalancerChanges.SetSecurityGroups(state, set, context.Requester),
            LoadBalancerCommand.CreateListener create => ListenerRules.Create(state, create, context),
            LoadBalancerCommand.ModifyListenerAttributes modify => ListenerRules.Modify(state, modify, context),
            LoadBalancerCommand.DeleteListener delete => ListenerRules.Delete(state, delete.ListenerArn),
            LoadBalancerCommand.ModifyListener modify => ListenerRules.Modify(state, modify, context),
            LoadBalancerCommand.HearTargetGroup hear => ForwardedGroups.Hear(state, hear.Outcome, context),
            LoadBalancerCommand.LearnTargets learn => ForwardedGroups.Learn(state, learn, context),
            LoadBalancerCommand.LearnDeregistration learn when context is var at =>
                ForwardedGroups.Within(state, learn.TargetGroupArn, seen => TargetRules.Deregister(seen, learn.TargetIds, at)),
            LoadBalancerCommand.LearnHealthCheck learn => ForwardedGroups.Check(state, learn.TargetGroupArn, learn.HealthCheck),
            LoadBalancerCommand.LearnAttributes learn => ForwardedGroups.Learn(state, learn),
            LoadBalancerCommand.ModifyHealthCheck modify => TargetHealth.Refuse(state.HealthCheck.With(modify.Change)) is { } bad
                ? bad
                : ForwardedGroups.Check(state, null, state.HealthCheck.With(modify.Change)),
            LoadBalancerCommand.AddTags add => LoadBalancerTags.Add(state, add, context.Facts.Settings),
            LoadBalancerCommand.RemoveTags remove => LoadBalancerTags.Remove(state, remove),
            LoadBalancerCommand.HearReview hear => LoadBalancerChanges.HearReview(state, hear.Outcome),
            LoadBalancerCommand.HearRevision hear => LoadBalancerChanges.HearRevision(state, hear.Outcome),
            LoadBalancerCommand.LearnZoneHealth learn => TargetHealth.LearnZoneHealth(state, learn, context),
            LoadBalancerCommand.FailTargets or LoadBalancerCommand.SlowTargets or LoadBalancerCommand.EndSlowness { All: true }
                or LoadBalancerCommand.RecoverTargets { All: true } => DecideFault(state, command, context),
            LoadBalancerCommand.EndSlowness or LoadBalancerCommand.RecoverTargets or LoadBalancerCommand.SettleTargets or LoadBalancerCommand.SettleUnhealthy
                or LoadBalancerCommand.SettleDraining or LoadBalancerCommand.SettleRouting => DecideDue(state, command, context),
            LoadBalancerCommand.FailNode fail => TargetHealth.FailNode(state, fail, context),
            LoadBalancerCommand.RepairNode repair => TargetHealth.RepairNode(state, repair.ZoneId, context),
            LoadBalancerCommand.SettleNode settle => TargetHealth.SettleNode(state, settle.ZoneId),
            LoadBalancerCommand.StartZonalShift start => ZonalShifts.Start(state, start, context.Now),
            LoadBalancerCommand.UpdateZonalShift update => ZonalShifts.Update(state, update, context.Now),
            LoadBalancerCommand.EndZonalShift => ZonalShifts.End(state),
            LoadBalancerCommand.ConfigureAutoshift configure => ZonalShifts.Configure(state, configure.Enabled),
            LoadBalancerCommand.LearnAutoshift learn => ZonalShifts.Learn(state, learn.ZoneId),
            LoadBalancerCommand.LearnIpv6Ready learn => state.Status == LoadBalancerStatus.Active && state.Ipv6Ready != learn.Ready
                ? Decision<LoadBalancerEvent>.Accept(new LoadBalancerEvent.Ipv6ReadyLearned(learn.Ready))
                : Decision<LoadBalancerEvent>.Accept(),
            LoadBalancerCommand.Delete => Delete(state, context.Self.Key),
            _ => throw new UnreachableException($"LoadBalancer has no rule for {command.GetType().Name}."),
        };
    }

    // A call that is repeated with the same settings makes nothing and is answered like the first.
    private static Decision<LoadBalancerEvent> Create(LoadBalancerState state, LoadBalancerCommand.Create create, in Context context) =>
        state.Status == LoadBalancerStatus.None
            ? Decision<LoadBalancerEvent>.Later(new LoadBalancerEvent.CreationRequested(create.Account, create.Region, create.LoadBalancer, context.Requester))
        : state.Status == LoadBalancerStatus.Active && IsSame(state, create.LoadBalancer)
            ? Decision<LoadBalancerEvent>.Accept([], new LoadBalancerReply.LoadBalancerCreated(context.Self.Key, [.. state.Nodes.Select(node => node.ZoneId)]))
        : new Rejection(
            "DuplicateLoadBalancerName", $"A load balancer with the same name '{create.LoadBalancer.Name}' exists, but with different settings", "§nlb");

    // Attributes are no settings: they are changed by calls of their own.
    private static bool IsSame(LoadBalancerState state, NewLoadBalancer wanted) =>
        Sorted.Set().Union(wanted.SubnetIds).SetEquals(state.Nodes.Select(node => node.SubnetId))
        && Sorted.Set().Union(wanted.SecurityGroupIds ?? []).SetEquals(state.SecurityGroupIds)
        && wanted.IpAddressType == state.IpAddressType
        && (wanted.InternetFacing ?? false) == (state.InternetFacing ?? false)
        && (wanted.Tags ?? Tags.None).SequenceEqual(state.Tags ?? Tags.None);

    private static Decision<LoadBalancerEvent> DecideFault(LoadBalancerState state, LoadBalancerCommand command, Context context) => command switch
    {
        LoadBalancerCommand.FailTargets fail => ForwardedGroups.OfFault(
            state, fail.TargetIds, (seen, ids) => TargetHealth.FailTargets(seen, fail with { TargetIds = ids }, context)),
        LoadBalancerCommand.SlowTargets slow => ForwardedGroups.OfFault(
            state, slow.TargetIds, (seen, ids) => SlowTargets.Slow(seen, slow with { TargetIds = ids }, context)),
        LoadBalancerCommand.EndSlowness => ForwardedGroups.OfFault(state, [], (seen, _) => SlowTargets.EndSlowness(seen, all: true, context)),
        LoadBalancerCommand.RecoverTargets => ForwardedGroups.OfFault(state, [], (seen, _) => TargetHealth.RecoverTargets(seen, all: true, context)),
        _ => throw new UnreachableException($"{command.GetType().Name} is no fault of targets."),
    };

    private static Decision<LoadBalancerEvent> DecideDue(LoadBalancerState state, LoadBalancerCommand command, Context context) =>
        ForwardedGroups.Within(state, command.TargetGroupArn, seen => command switch
        {
            LoadBalancerCommand.EndSlowness => SlowTargets.EndSlowness(seen, all: false, context),
            LoadBalancerCommand.RecoverTargets => TargetHealth.RecoverTargets(seen, all: false, context),
            LoadBalancerCommand.SettleTargets => TargetHealth.SettleTargets(seen, context.Now),
            LoadBalancerCommand.SettleUnhealthy => TargetHealth.SettleUnhealthy(seen, context.Now),
            LoadBalancerCommand.SettleDraining => TargetRules.SettleDraining(seen, context.Now),
            LoadBalancerCommand.SettleRouting => TargetRules.SettleRouting(seen, context.Now),
            _ => throw new UnreachableException($"{command.GetType().Name} is no deadline of targets."),
        });

    private static Decision<LoadBalancerEvent> ModifyAttributes(LoadBalancerState state, LoadBalancerCommand.ModifyAttributes modify)
    {
        var (crossZone, zonalShift) = (modify.CrossZone ?? state.CrossZone, modify.ZonalShift ?? state.ZonalShiftEnabled);
        var isProtected = modify.DeletionProtection ?? state.DeletionProtection ?? false;
        return ZonalShifts.RefuseTogether(zonalShift, crossZone, state.ByGroup.Any(each => each.Seen.TargetGroup.UnhealthyTermination)) is { } refused
            ? refused
            : Decision<LoadBalancerEvent>.Accept(
            [
                .. crossZone == state.CrossZone ? [] : new LoadBalancerEvent[] { new LoadBalancerEvent.CrossZoneSet(crossZone) },
                .. zonalShift == state.ZonalShiftEnabled ? [] : new LoadBalancerEvent[] { new LoadBalancerEvent.ZonalShiftConfigured(zonalShift) },
                .. isProtected == (state.DeletionProtection ?? false) ? [] : new LoadBalancerEvent[] { new LoadBalancerEvent.DeletionProtectionSet(isProtected) },
            ]);
    }

    private static Decision<LoadBalancerEvent> HearReservation(Outcome outcome) => outcome switch
    {
        Outcome.Accepted { Value: VpcReply.AddressesReserved reserved } => Decision<LoadBalancerEvent>.Accept(
            new LoadBalancerEvent.Created(NodesOf(reserved), reserved.Ipv6Ready)),
        Outcome.Refused refused => Decision<LoadBalancerEvent>.Accept(
            new LoadBalancerEvent.CreationRefused(refused.Rejection, refused.By)),
        _ => throw new UnreachableException($"A VPC answered a reservation with {outcome}."),
    };

    private static Decision<LoadBalancerEvent> Bind(LoadBalancerState state, LoadBalancerCommand.Bind bind, string arn)
    {
        if (!IsOwnedBy(state, bind.Account, bind.Region))
        {
            return new Rejection(
                "InvalidNetworkLoadBalancerArn.NotFound", $"The Network Load Balancer ARN '{arn}' does not exist", "R3");
        }

        if (state.ServiceId is not null)
        {
            return new Rejection("InvalidParameter", "LBs are already associated with another VPC Endpoint Service Configuration", "R3a");
        }

        return Decision<LoadBalancerEvent>.Accept(
            [new LoadBalancerEvent.Bound(bind.ServiceId)],
            new LoadBalancerReply.Bound(arn, state.Facts));
    }

    private static Decision<LoadBalancerEvent> Delete(LoadBalancerState state, string arn) =>
        state.DeletionProtection is true ? new Rejection(
            "OperationNotPermitted", $"Load balancer '{arn}' cannot be deleted because deletion protection is enabled", "§2.14/protection")
        : state.ServiceId is null
            ? Decision<LoadBalancerEvent>.Accept(new LoadBalancerEvent.Deleted())
            : new Rejection(
                "ResourceInUse", $"Load balancer '{arn}' cannot be deleted because it is currently associated with another service", "§2.1/lb");

    private static bool IsOwnedBy(LoadBalancerState state, string account, string region) =>
        state.Status == LoadBalancerStatus.Active && state.Account == account && state.Region == region;

    private static Message.Tell ForgetMe(EntityId self, LoadBalancerState state) =>
        new(new EntityId(EntityKind.ServiceProvider, state.Account), new ServiceProviderCommand.Forget(self));
}
