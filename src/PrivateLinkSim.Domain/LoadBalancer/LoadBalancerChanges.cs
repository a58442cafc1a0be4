using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>
/// Changes of a load balancer that others must agree to, within one instant: the endpoint service reviews what may bar its
/// offers (R40a, R50b), then the VPC gives the nodes another place (§2.14). Whoever refuses, nothing has changed.
/// </summary>
internal static class LoadBalancerChanges
{
    /// <summary>What the question to the VPC is about.</summary>
    public const string Revision = "revision";

    /// <summary>What the question to the endpoint service is about.</summary>
    public const string Review = "review";

    public static Decision<LoadBalancerEvent> SetIpAddressType(LoadBalancerState state, IpAddressType type, Requester requester) =>
        type == IpAddressType.Ipv6 ? LoadBalancerDecider.NoSuchType()
        : type == state.IpAddressType ? Decision<LoadBalancerEvent>.Accept()
        : Decision<LoadBalancerEvent>.Later(new LoadBalancerEvent.ChangeRequested(new LoadBalancerChange(IpAddressType: type), requester));

    public static Decision<LoadBalancerEvent> SetSubnets(LoadBalancerState state, ImmutableArray<string> wanted, Requester requester)
    {
        if (wanted.IsEmpty)
        {
            return new Rejection("ValidationError", "At least one subnet must be specified", "§nlb");
        }

        if (state.ServiceId is not null && state.Nodes.Any(node => !wanted.Contains(node.SubnetId, StringComparer.Ordinal)))
        {
            return new Rejection(
                "InvalidSubnet", "Subnets cannot be removed from load balancer because the load balancer is currently associated with another service", "§2.14/subnets");
        }

        var present = state.Nodes.Select(node => node.SubnetId).Order(StringComparer.Ordinal);
        return present.SequenceEqual(wanted.Order(StringComparer.Ordinal), StringComparer.Ordinal)
            ? Decision<LoadBalancerEvent>.Accept()
            : Decision<LoadBalancerEvent>.Later(new LoadBalancerEvent.ChangeRequested(new LoadBalancerChange(SubnetIds: wanted), requester));
    }

    public static Decision<LoadBalancerEvent> SetSecurityGroups(
        LoadBalancerState state, LoadBalancerCommand.SetSecurityGroups set, Requester requester)
    {
        if (state.SecurityGroupIds.IsEmpty)
        {
            return new Rejection(
                "InvalidConfigurationRequest", "You can't set security groups of a Network Load Balancer that was created without one", "§2.9/nlb");
        }

        if (set.SecurityGroupIds.IsEmpty)
        {
            return new Rejection("ValidationError", "At least one security group must be specified", "§2.9/nlb");
        }

        ImmutableArray<string> wanted = [.. set.SecurityGroupIds.Distinct(StringComparer.Ordinal)];
        var enforce = set.EnforceInboundRules ?? state.EnforcesInboundRules;
        return enforce == state.EnforcesInboundRules && state.SecurityGroupIds.SequenceEqual(wanted, StringComparer.Ordinal)
            ? Decision<LoadBalancerEvent>.Accept()
            : Decision<LoadBalancerEvent>.Later(new LoadBalancerEvent.ChangeRequested(
                new LoadBalancerChange(SecurityGroupIds: wanted, EnforceInboundRules: enforce), requester));
    }

    public static Decision<LoadBalancerEvent> HearReview(LoadBalancerState state, Outcome outcome) => (outcome, state.Underway) switch
    {
        (Outcome.Refused refused, _) => Refuse(refused),
        (Outcome.Accepted, { ListenerArn: { } arn, TcpIdleTimeoutSeconds: { } seconds }) => Decision<LoadBalancerEvent>.Accept(
            new LoadBalancerEvent.ChangeApproved(), new LoadBalancerEvent.ListenerAttributesModified(arn, seconds)),
        _ => Decision<LoadBalancerEvent>.Accept(new LoadBalancerEvent.ChangeApproved()),
    };

    public static Decision<LoadBalancerEvent> HearRevision(LoadBalancerState state, Outcome outcome) => outcome switch
    {
        Outcome.Accepted when state.Underway is { SecurityGroupIds: { } groups } change => Decision<LoadBalancerEvent>.Accept(
            new LoadBalancerEvent.SecurityGroupsSet(groups, change.EnforceInboundRules ?? state.EnforcesInboundRules)),
        Outcome.Accepted { Value: VpcReply.AddressesReserved reserved } => Decision<LoadBalancerEvent>.Accept(new LoadBalancerEvent.NodesChanged(
            LoadBalancerDecider.NodesOf(reserved), state.Underway?.IpAddressType ?? state.IpAddressType, reserved.Ipv6Ready)),
        Outcome.Refused refused => Refuse(refused),
        _ => throw new UnreachableException($"A VPC answered a revision with {outcome}."),
    };

    public static LoadBalancerState Evolve(LoadBalancerState state, LoadBalancerEvent fact) => fact switch
    {
        LoadBalancerEvent.ChangeRequested requested => state with { Underway = requested.Change, Creator = requested.Requester },
        LoadBalancerEvent.ChangeApproved => state,
        LoadBalancerEvent.ChangeRefused => state with { Underway = null },
        LoadBalancerEvent.NodesChanged changed => state with
        {
            Nodes = changed.Nodes,
            DarkZones = state.DarkZones.Union(LoadBalancerDecider.DarkZonesOf(changed.Nodes)),
            IpAddressType = changed.IpAddressType,
            Ipv6Ready = changed.Ipv6Ready,
            Underway = null,
        },
        LoadBalancerEvent.SecurityGroupsSet set => state with
        {
            SecurityGroupIds = set.SecurityGroupIds,
            EnforcesInboundRules = set.EnforceInboundRules,
            Underway = null,
        },
        LoadBalancerEvent.Ipv6ReadyLearned learned => state with { Ipv6Ready = learned.Ready },
        _ => ListenerRules.Evolve(state, fact),
    };

    public static ImmutableArray<Message> React(EntityId self, LoadBalancerState state, LoadBalancerEvent fact) => fact switch
    {
        LoadBalancerEvent.ChangeRequested { Change.Listener: not null } or LoadBalancerEvent.ListenerCreated or LoadBalancerEvent.ListenerModified
            or LoadBalancerEvent.TargetGroupDetached => ForwardedGroups.React(self, state, fact),
        LoadBalancerEvent.ChangeRequested { Change: { SubnetIds: null, SecurityGroupIds: null } } requested when state.ServiceId is { } service =>
        [
            new Message.Ask(Service(service), new EndpointServiceCommand.ReviewLoadBalancer(self.Key, FactsAfter(state, requested.Change)), Review),
        ],
        LoadBalancerEvent.ChangeRequested => [AskVpc(self, state)],
        LoadBalancerEvent.ChangeApproved when state.Underway is { ListenerArn: not null } => [Accepted(state)],
        LoadBalancerEvent.ChangeApproved => [AskVpc(self, state)],
        LoadBalancerEvent.ChangeRefused refused => [new Message.Answer(state.Creator, new Outcome.Refused(refused.Rejection, refused.By))],
        LoadBalancerEvent.NodesChanged => [.. TellService(self, state), Accepted(state)],
        LoadBalancerEvent.SecurityGroupsSet => [Accepted(state)],
        LoadBalancerEvent.ListenerAttributesModified or LoadBalancerEvent.ListenerDeleted or LoadBalancerEvent.Ipv6ReadyLearned
            or LoadBalancerEvent.ZonesTakenOutOfService or LoadBalancerEvent.ZonesPutIntoService => TellService(self, state),
        _ => [],
    };

    private static Decision<LoadBalancerEvent> Refuse(Outcome.Refused refused) =>
        Decision<LoadBalancerEvent>.Accept(new LoadBalancerEvent.ChangeRefused(refused.Rejection, refused.By));

    // The VPC has not been asked yet; where it can't give IPv6 addresses, it refuses afterwards and nothing changes.
    private static LoadBalancerFacts FactsAfter(LoadBalancerState state, LoadBalancerChange change) =>
        change is { ListenerArn: { } arn, TcpIdleTimeoutSeconds: { } seconds }
            ? ListenerRules.Evolve(state, new LoadBalancerEvent.ListenerAttributesModified(arn, seconds)).Facts
            : state.Facts with
            {
                IpAddressType = change.IpAddressType ?? state.IpAddressType,
                Ipv6Ready = state.Ipv6Ready || change.IpAddressType == IpAddressType.Dualstack,
            };

    private static Message.Ask AskVpc(EntityId self, LoadBalancerState state) => new(
        new EntityId(EntityKind.Vpc, state.VpcId),
        new VpcCommand.ReviseAddresses(self, new Placement(
            state.Underway?.SubnetIds ?? [.. state.Nodes.Select(node => node.SubnetId)],
            state.Underway?.IpAddressType ?? state.IpAddressType,
            [],
            state.Underway?.SecurityGroupIds ?? state.SecurityGroupIds,
            null)),
        Revision);

    private static ImmutableArray<Message> TellService(EntityId self, LoadBalancerState state) =>
        state.ServiceId is { } service
            ? [new Message.Tell(Service(service), new EndpointServiceCommand.LearnLoadBalancer(self.Key, state.Facts))]
            : [];

    private static Message.Answer Accepted(LoadBalancerState state) => new(state.Creator, new Outcome.Accepted(null, []));

    private static EntityId Service(string id) => new(EntityKind.EndpointService, id);
}
