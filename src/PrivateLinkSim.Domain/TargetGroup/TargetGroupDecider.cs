using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>
/// The rules of a target group that stands by itself (§2.14/group): it belongs to a VPC, and a listener of one load balancer at most
/// forwards to it. It owns what is registered; the load balancer, which hears of it, finds out how the targets do.
/// </summary>
public sealed class TargetGroupDecider : IDecider<TargetGroupCommand, TargetGroupEvent, TargetGroupState>
{
    private TargetGroupDecider()
    {
    }

    public static TargetGroupState Initial => TargetGroupState.Initial;

    public static Decision<TargetGroupEvent> Decide(TargetGroupState state, TargetGroupCommand command, in Context context)
    {
        // Deleting a target group that does not exist succeeds.
        if (command is TargetGroupCommand.Delete && state.Status != TargetGroupStatus.Active)
        {
            return Decision<TargetGroupEvent>.Accept();
        }

        if (context.Caller is { } caller && !IsOwnedBy(state, caller.Account, caller.Region))
        {
            return NotFound(context.Self.Key);
        }

        return command switch
        {
            TargetGroupCommand.Create create => Create(state, create, context),
            TargetGroupCommand.HearVpc hear => Decision<TargetGroupEvent>.Accept(hear.Outcome is Outcome.Refused refused
                ? new TargetGroupEvent.CreationRefused(refused.Rejection, refused.By)
                : new TargetGroupEvent.Created()),
            TargetGroupCommand.Modify modify => Modify(state, modify.HealthCheck),
            TargetGroupCommand.ModifyAttributes modify => ModifyAttributes(state, modify),
            TargetGroupCommand.RegisterTargets register => TargetGroupTargets.Register(state, register.Targets, context.Facts.Settings),
            TargetGroupCommand.DeregisterTargets deregister => TargetGroupTargets.Deregister(state, deregister.TargetIds),
            TargetGroupCommand.Attach attach => Attach(state, attach, context.Self.Key),
            TargetGroupCommand.Detach detach => state.LoadBalancerArn == detach.LoadBalancerArn
                ? Decision<TargetGroupEvent>.Accept(new TargetGroupEvent.Detached(detach.LoadBalancerArn))
                : Decision<TargetGroupEvent>.Accept(),
            TargetGroupCommand.AddTags add => Tags.RefuseOfLoadBalancing(state.Tags, add.Tags, context.Facts.Settings) is { } untaggable ? untaggable
                : add.Tags.All(tag => state.Tags.TryGetValue(tag.Key, out var value) && value == tag.Value) ? Decision<TargetGroupEvent>.Accept()
                : Decision<TargetGroupEvent>.Accept(new TargetGroupEvent.TagsAdded(add.Tags)),
            TargetGroupCommand.RemoveTags remove => remove.TagKeys.Any(state.Tags.ContainsKey)
                ? Decision<TargetGroupEvent>.Accept(new TargetGroupEvent.TagsRemoved(remove.TagKeys))
                : Decision<TargetGroupEvent>.Accept(),
            TargetGroupCommand.Delete => state.LoadBalancerArn is null
                ? Decision<TargetGroupEvent>.Accept(new TargetGroupEvent.Deleted())
                : new Rejection("ResourceInUse", $"Target group '{context.Self.Key}' is currently in use by a listener or a rule", "§2.14/group"),
            _ => throw new UnreachableException($"TargetGroup has no rule for {command.GetType().Name}."),
        };
    }

    public static TargetGroupState Evolve(TargetGroupState state, TargetGroupEvent fact) => fact switch
    {
        TargetGroupEvent.CreationRequested requested => state with
        {
            Status = TargetGroupStatus.Requested,
            Account = requested.Account,
            Region = requested.Region,
            Made = requested.TargetGroup,
            HealthCheck = requested.TargetGroup.HealthCheck,
            Tags = requested.TargetGroup.Tags,
            Creator = requested.Requester,
        },
        TargetGroupEvent.CreationRefused => state with { Status = TargetGroupStatus.None },
        TargetGroupEvent.Created => state with { Status = TargetGroupStatus.Active },
        TargetGroupEvent.HealthCheckModified modified => state with { HealthCheck = modified.HealthCheck },
        TargetGroupEvent.AttributesModified modified => state with { Attributes = state.Attributes.With(modified.Change) },
        TargetGroupEvent.ProxyProtocolV2Set set => state with { ProxyProtocolV2 = set.Enabled },
        TargetGroupEvent.TargetsRegistered registered => state with
        {
            Targets = state.Targets.SetItems(registered.Targets.Select(target => KeyValuePair.Create(target.Key, target))),
        },
        TargetGroupEvent.TargetsDeregistered deregistered => state with { Targets = state.Targets.RemoveRange(deregistered.TargetIds) },
        TargetGroupEvent.Attached attached => state with { LoadBalancerArn = attached.LoadBalancerArn },
        TargetGroupEvent.Detached => state with { LoadBalancerArn = null },
        TargetGroupEvent.TagsAdded added => state with { Tags = state.Tags.SetItems(added.Tags) },
        TargetGroupEvent.TagsRemoved removed => state with { Tags = state.Tags.RemoveRange(removed.TagKeys) },
        TargetGroupEvent.Deleted => state with { Status = TargetGroupStatus.Deleted },
        _ => throw new UnreachableException($"TargetGroup gives no meaning to {fact.GetType().Name}."),
    };

    public static ImmutableArray<Message> React(EntityId self, TargetGroupState state, TargetGroupEvent fact, Moment now) => fact switch
    {
        TargetGroupEvent.CreationRequested requested =>
        [
            new Message.Ask(new EntityId(EntityKind.Vpc, requested.TargetGroup.VpcId), new VpcCommand.ConfirmOwner(requested.Account, requested.Region), "vpc"),
        ],
        TargetGroupEvent.CreationRefused refused =>
        [
            ForgetMe(self, state),
            new Message.Answer(state.Creator, new Outcome.Refused(refused.Rejection, refused.By)),
        ],
        TargetGroupEvent.Created => [new Message.Answer(state.Creator, new Outcome.Accepted(new TargetGroupReply.TargetGroupCreated(self.Key), []))],
        TargetGroupEvent.TargetsRegistered registered => Tell(state, new LoadBalancerCommand.LearnTargets(registered.Targets) { TargetGroupArn = self.Key }),
        TargetGroupEvent.TargetsDeregistered gone => Tell(state, new LoadBalancerCommand.LearnDeregistration(gone.TargetIds) { TargetGroupArn = self.Key }),
        TargetGroupEvent.HealthCheckModified modified => Tell(state, new LoadBalancerCommand.LearnHealthCheck(modified.HealthCheck) { TargetGroupArn = self.Key }),
        TargetGroupEvent.AttributesModified modified => Tell(state, new LoadBalancerCommand.LearnAttributes(null, modified.Change) { TargetGroupArn = self.Key }),
        TargetGroupEvent.ProxyProtocolV2Set set => Tell(state, new LoadBalancerCommand.LearnAttributes(set.Enabled, TargetGroupChange.None) { TargetGroupArn = self.Key }),
        TargetGroupEvent.Deleted => [ForgetMe(self, state)],
        _ => [],
    };

    public static TargetGroupCommand Hear(Reply reply) => new TargetGroupCommand.HearVpc(reply.Outcome);

    /// <summary>The refusal of a target group that does not exist, or is not the caller's.</summary>
    internal static Rejection NotFound(string arn) => new("TargetGroupNotFound", $"One or more target groups not found: '{arn}'", "§2.14/group");

    /// <summary>The refusal of a name that another target group of the account has.</summary>
    internal static Rejection Duplicate(string name) =>
        new("DuplicateTargetGroupName", $"A target group with the same name '{name}' exists, but with different settings", "§2.14/group");

    // A call that is repeated with the same settings makes nothing and is answered like the first.
    private static Decision<TargetGroupEvent> Create(TargetGroupState state, TargetGroupCommand.Create create, in Context context) =>
        state.Status == TargetGroupStatus.None
            ? Decision<TargetGroupEvent>.Later(new TargetGroupEvent.CreationRequested(create.Account, create.Region, create.TargetGroup, context.Requester))
        : IsSame(state.Made, create.TargetGroup)
            ? Decision<TargetGroupEvent>.Accept([], new TargetGroupReply.TargetGroupCreated(context.Self.Key))
        : Duplicate(create.TargetGroup.Name);

    private static bool IsSame(NewTargetGroup one, NewTargetGroup other) => one == other with { Tags = one.Tags };

    private static Decision<TargetGroupEvent> Modify(TargetGroupState state, HealthCheckChange change)
    {
        var check = state.HealthCheck.With(change);
        return TargetHealth.Refuse(check) is { } refused ? refused
            : check == state.HealthCheck ? Decision<TargetGroupEvent>.Accept()
            : Decision<TargetGroupEvent>.Accept(new TargetGroupEvent.HealthCheckModified(check));
    }

    private static Decision<TargetGroupEvent> ModifyAttributes(TargetGroupState state, TargetGroupCommand.ModifyAttributes modify)
    {
        var attributes = state.Attributes.With(modify.Change);
        return TargetGroupRules.Refuse(modify.Change, attributes) is { } refused
            ? refused
            : Decision<TargetGroupEvent>.Accept(
            [
                .. modify.ProxyProtocolV2 is { } header && header != state.ProxyProtocolV2 ? new TargetGroupEvent[] { new TargetGroupEvent.ProxyProtocolV2Set(header) } : [],
                .. attributes == state.Attributes ? [] : new TargetGroupEvent[] { new TargetGroupEvent.AttributesModified(modify.Change) },
            ]);
    }

    private static Decision<TargetGroupEvent> Attach(TargetGroupState state, TargetGroupCommand.Attach attach, string arn) =>
        !IsOwnedBy(state, attach.LoadBalancer.Account, attach.LoadBalancer.Region) ? NotFound(arn)
        : state.LoadBalancerArn is { } other && other != attach.LoadBalancerArn ? new Rejection(
            "TargetGroupAssociationLimit", $"The following target groups cannot be associated with more than one load balancer: {arn}", "§2.14/group")
        : state.Made.VpcId != attach.LoadBalancer.VpcId ? new Rejection(
            "InvalidConfigurationRequest", $"The target group '{arn}' must be in the same VPC as the load balancer '{attach.LoadBalancerArn}'", "§2.14/group")
        : !Suits(attach.Protocol, state.Made.Protocol) ? new Rejection(
            "IncompatibleProtocols",
            $"The listener protocol '{attach.Protocol.OnTheWire()}' is not compatible with the target group protocol '{state.Made.Protocol.OnTheWire()}'",
            "§2.14/group")
        : state.Made.Ipv6 && attach.LoadBalancer.IpAddressType == IpAddressType.Ipv4 ? new Rejection(
            "InvalidConfigurationRequest",
            "You cannot associate an IPv6 target group with a load balancer that has an 'ipv4' IP address type",
            "§2.14/group")
        : Decision<TargetGroupEvent>.Accept(
            state.LoadBalancerArn is null ? [new TargetGroupEvent.Attached(attach.LoadBalancerArn)] : [],
            new TargetGroupReply.Attached(arn, state.Facts));

    // "Listeners for your Network Load Balancers", the table of listener and target group protocols.
    private static bool Suits(ListenerProtocol listener, ListenerProtocol group) => (listener, group) switch
    {
        (ListenerProtocol.Tcp, ListenerProtocol.Tcp or ListenerProtocol.TcpUdp) => true,
        (ListenerProtocol.Tls, ListenerProtocol.Tcp or ListenerProtocol.Tls) => true,
        (ListenerProtocol.Udp, ListenerProtocol.Udp or ListenerProtocol.TcpUdp) => true,
        (ListenerProtocol.TcpUdp, ListenerProtocol.TcpUdp) => true,
        _ => false,
    };

    private static bool IsOwnedBy(TargetGroupState state, string account, string region) =>
        state.Status == TargetGroupStatus.Active && state.Account == account && state.Region == region;

    private static ImmutableArray<Message> Tell(TargetGroupState state, LoadBalancerCommand command) =>
        state.LoadBalancerArn is { } arn ? [new Message.Tell(new EntityId(EntityKind.LoadBalancer, arn), command)] : [];

    private static Message.Tell ForgetMe(EntityId self, TargetGroupState state) =>
        new(new EntityId(EntityKind.ServiceProvider, state.Account), new ServiceProviderCommand.Forget(self));
}
