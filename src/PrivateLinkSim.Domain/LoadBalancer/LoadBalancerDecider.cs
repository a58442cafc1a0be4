using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>The rules of a Network Load Balancer: one node for each zone, one endpoint service at most (R3, R3a), its targets (R6).</summary>
public sealed class LoadBalancerDecider : IDecider<LoadBalancerCommand, LoadBalancerEvent, LoadBalancerState>
{
    private LoadBalancerDecider()
    {
    }

    public static LoadBalancerState Initial => LoadBalancerState.Initial;

    public static Decision<LoadBalancerEvent> Decide(LoadBalancerState state, LoadBalancerCommand command, in Context context)
    {
        // Deleting a load balancer that does not exist succeeds.
        if (command is LoadBalancerCommand.Delete && state.Status != LoadBalancerStatus.Active)
        {
            return Decision<LoadBalancerEvent>.Accept();
        }

        // Only calls from outside have a caller, and they must name a load balancer of the caller's own.
        if (context.Caller is { } caller && !IsOwnedBy(state, caller.Account, caller.Region))
        {
            return new Rejection("LoadBalancerNotFound", $"Load balancers '[{context.Self.Key}]' not found", "R3");
        }

        return command switch
        {
            LoadBalancerCommand.Create create => Decision<LoadBalancerEvent>.Later(new LoadBalancerEvent.CreationRequested(
                create.Account, create.Region, create.LoadBalancer, context.Requester)),
            LoadBalancerCommand.HearReservation hear => HearReservation(hear.Outcome),
            LoadBalancerCommand.Bind bind => Bind(state, bind, context.Self.Key),
            LoadBalancerCommand.Unbind unbind => state.ServiceId == unbind.ServiceId
                ? Decision<LoadBalancerEvent>.Accept(new LoadBalancerEvent.Unbound(unbind.ServiceId))
                : Decision<LoadBalancerEvent>.Accept(),
            LoadBalancerCommand.RegisterTargets register => Register(state, register.Targets),
            LoadBalancerCommand.DeregisterTargets deregister => Deregister(state, deregister.TargetIds),
            LoadBalancerCommand.SetCrossZone set => set.Enabled == state.CrossZone
                ? Decision<LoadBalancerEvent>.Accept()
                : Decision<LoadBalancerEvent>.Accept(new LoadBalancerEvent.CrossZoneSet(set.Enabled)),
            LoadBalancerCommand.LearnZoneHealth learn =>
                Decision<LoadBalancerEvent>.Accept(new LoadBalancerEvent.ZoneHealthChanged(learn.ZoneIds, learn.Healthy)),
            LoadBalancerCommand.Delete => Delete(state, context.Self.Key),
            _ => throw new UnreachableException($"LoadBalancer has no rule for {command.GetType().Name}."),
        };
    }

    public static LoadBalancerState Evolve(LoadBalancerState state, LoadBalancerEvent fact) => fact switch
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
            Creator = requested.Requester,
        },
        LoadBalancerEvent.CreationRefused => state with { Status = LoadBalancerStatus.None },
        LoadBalancerEvent.Created created => state with { Status = LoadBalancerStatus.Active, Nodes = created.Nodes, Ipv6Ready = created.Ipv6Ready },
        LoadBalancerEvent.Bound bound => state with { ServiceId = bound.ServiceId },
        LoadBalancerEvent.Unbound => state with { ServiceId = null },
        LoadBalancerEvent.TargetsRegistered registered => state with
        {
            Targets = state.Targets.SetItems(registered.Targets.Select(target => KeyValuePair.Create(target.Id, target.ZoneId))),
        },
        LoadBalancerEvent.TargetsDeregistered deregistered => state with { Targets = state.Targets.RemoveRange(deregistered.TargetIds) },
        LoadBalancerEvent.CrossZoneSet set => state with { CrossZone = set.Enabled },
        LoadBalancerEvent.ZoneHealthChanged changed => state with
        {
            Nodes =
            [
                .. state.Nodes.Select(node =>
                    changed.ZoneIds.Contains(node.ZoneId, StringComparer.Ordinal) ? node with { Healthy = changed.Healthy } : node),
            ],
        },
        LoadBalancerEvent.Deleted => state with { Status = LoadBalancerStatus.Deleted },
        _ => throw new UnreachableException($"LoadBalancer gives no meaning to {fact.GetType().Name}."),
    };

    public static ImmutableArray<Message> React(
        EntityId self, LoadBalancerState state, LoadBalancerEvent fact, Moment now) => fact switch
    {
        LoadBalancerEvent.CreationRequested requested =>
        [
            new Message.Ask(
                new EntityId(EntityKind.Vpc, requested.LoadBalancer.VpcId),
                new VpcCommand.ReserveAddresses(
                    self, requested.Account, requested.Region, new Placement(requested.LoadBalancer.SubnetIds, requested.LoadBalancer.IpAddressType, [], [], null)),
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
        LoadBalancerEvent.Deleted =>
        [
            new Message.Tell(new EntityId(EntityKind.Vpc, state.VpcId), new VpcCommand.ReleaseAddresses(self)),
            ForgetMe(self, state),
        ],
        _ => [],
    };

    public static LoadBalancerCommand Hear(Reply reply) => new LoadBalancerCommand.HearReservation(reply.Outcome);

    private static Decision<LoadBalancerEvent> HearReservation(Outcome outcome) => outcome switch
    {
        Outcome.Accepted { Value: VpcReply.AddressesReserved reserved } => Decision<LoadBalancerEvent>.Accept(
            new LoadBalancerEvent.Created([.. reserved.Addresses.Select(each =>
                new LoadBalancerNode(each.ZoneId, each.SubnetId, each.Ipv4, each.Ipv6, each.Healthy))], reserved.Ipv6Ready)),
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

    private static Decision<LoadBalancerEvent> Register(LoadBalancerState state, ImmutableArray<Target> targets)
    {
        ImmutableArray<Target> changed =
            [.. targets.Where(target => !state.Targets.TryGetValue(target.Id, out var zoneId) || zoneId != target.ZoneId)];
        return changed.IsEmpty
            ? Decision<LoadBalancerEvent>.Accept()
            : Decision<LoadBalancerEvent>.Accept(new LoadBalancerEvent.TargetsRegistered(changed));
    }

    private static Decision<LoadBalancerEvent> Deregister(LoadBalancerState state, ImmutableArray<string> targets)
    {
        ImmutableArray<string> known = [.. targets.Where(state.Targets.ContainsKey)];
        return known.IsEmpty
            ? Decision<LoadBalancerEvent>.Accept()
            : Decision<LoadBalancerEvent>.Accept(new LoadBalancerEvent.TargetsDeregistered(known));
    }

    private static Decision<LoadBalancerEvent> Delete(LoadBalancerState state, string arn) =>
        state.ServiceId is null
            ? Decision<LoadBalancerEvent>.Accept(new LoadBalancerEvent.Deleted())
            : new Rejection(
                "ResourceInUse", $"Load balancer '{arn}' cannot be deleted because it is currently associated with another service", "§2.1/lb");

    private static bool IsOwnedBy(LoadBalancerState state, string account, string region) =>
        state.Status == LoadBalancerStatus.Active && state.Account == account && state.Region == region;

    private static Message.Tell ForgetMe(EntityId self, LoadBalancerState state) =>
        new(new EntityId(EntityKind.ServiceProvider, state.Account), new ServiceProviderCommand.Forget(self));
}
