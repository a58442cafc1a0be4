using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>
/// How an endpoint is modified, within one instant and by the rules of its creation (R57): the service names its private DNS
/// name where it is turned on, the VPC gets the new place ready, the service reviews other zones or another IP address type.
/// Whoever refuses, everything is as before.
/// </summary>
internal static class EndpointChanges
{
    public static Decision<InterfaceEndpointEvent> Modify(InterfaceEndpointState state, VpcEndpointChange change, in Context context)
    {
        var settings = context.Facts.Settings;
        if ((RefuseStatus(state, change, context.Self, settings)
            ?? RefuseSubnets(state, change, context.Self.Key, settings)
            ?? RefuseGroups(state, change, context.Self.Key, settings)
            ?? DnsRecordIpTypes.Refuse(TypeAfter(state, change), DnsRecordIpTypes.After(state, change, settings), settings)) is { } refused)
        {
            return refused;
        }

        var requested = new InterfaceEndpointEvent.ModificationRequested(change, context.RequiredCaller.PrincipalArn, context.Requester);
        var enables = Enables(state, change);
        if (enables || ConcernsVpc(state, change, enables ? null : NameAfter(state, change)))
        {
            return Decision<InterfaceEndpointEvent>.Later(requested);
        }

        return DnsRecordIpTypes.After(state, change, settings) == state.DnsRecordIpType
            ? Decision<InterfaceEndpointEvent>.Accept()
            : Decision<InterfaceEndpointEvent>.Later(
                requested, Modified(state, change, state.Interfaces, state.SecurityGroupIds, state.PrivateDnsName, context));
    }

    public static Decision<InterfaceEndpointEvent> HearPrivateDnsName(InterfaceEndpointState state, Outcome outcome, in Context context) =>
        Refusal(state, outcome, context.Self, revised: null, context.Facts.Settings) is { } refused ? Decision<InterfaceEndpointEvent>.Accept(refused)
        : outcome is Outcome.Accepted { Value: EndpointServiceReply.PrivateDnsNamed { PrivateDnsName: { } name } }
            ? Decision<InterfaceEndpointEvent>.Accept(new InterfaceEndpointEvent.PrivateDnsNameLearned(name))
            : throw new UnreachableException($"A service that was asked for its private DNS name answered with {outcome}.");

    public static Decision<InterfaceEndpointEvent> HearRevision(InterfaceEndpointState state, Outcome outcome, in Context context)
    {
        if (Refusal(state, outcome, context.Self, revised: outcome is Outcome.Accepted ? true : null, context.Facts.Settings) is { } refused)
        {
            return Decision<InterfaceEndpointEvent>.Accept(refused);
        }

        if (outcome is not Outcome.Accepted { Value: VpcReply.AddressesReserved reserved })
        {
            throw new UnreachableException($"A VPC answered a revision with {outcome}.");
        }

        var underway = Underway(state);
        var interfaces = EndpointInterfaces.Of(state, reserved.Addresses, context.Draws, provisioning: true);
        return Decision<InterfaceEndpointEvent>.Accept(ConcernsService(state, underway.Change)
            ? new InterfaceEndpointEvent.RevisionReserved(interfaces, reserved.SecurityGroupIds)
            : Modified(state, underway.Change, interfaces, reserved.SecurityGroupIds, underway.PrivateDnsName, context));
    }

    public static Decision<InterfaceEndpointEvent> HearReview(InterfaceEndpointState state, Outcome outcome, in Context context)
    {
        if (Refusal(state, outcome, context.Self, revised: true, context.Facts.Settings) is { } refused)
        {
            return Decision<InterfaceEndpointEvent>.Accept(refused);
        }

        if (outcome is not Outcome.Accepted { Value: EndpointServiceReply.ConnectionReviewed reviewed })
        {
            throw new UnreachableException($"A service answered a review with {outcome}.");
        }

        var underway = Underway(state);
        return Decision<InterfaceEndpointEvent>.Accept(Modified(
            state,
            underway.Change,
            EndpointInterfaces.Through(underway.Interfaces ?? [], reviewed.Paths),
            underway.SecurityGroupIds,
            underway.PrivateDnsName,
            context));
    }

    public static InterfaceEndpointState Evolve(InterfaceEndpointState state, InterfaceEndpointEvent fact) => fact switch
    {
        InterfaceEndpointEvent.ModificationRequested requested => state with
        {
            Underway = new ModificationUnderway(
                requested.Change, requested.PrincipalArn, NameAfter(state, requested.Change), null, state.SecurityGroupIds),
            Creator = requested.Requester,
        },
        InterfaceEndpointEvent.RevisionReserved reserved => state with
        {
            InterfacesDrawn = state.InterfacesDrawn + EndpointInterfaces.NewIn(state, reserved.Interfaces),
            Underway = Underway(state) with { Interfaces = reserved.Interfaces, SecurityGroupIds = reserved.SecurityGroupIds },
        },
        InterfaceEndpointEvent.ModificationRefused => state with { Underway = null },
        InterfaceEndpointEvent.Modified modified => state with
        {
            InterfacesDrawn = state.InterfacesDrawn + EndpointInterfaces.NewIn(state, modified.Interfaces),
            Interfaces = modified.Interfaces,
            SecurityGroupIds = modified.SecurityGroupIds,
            IpAddressType = modified.IpAddressType,
            DnsRecordIpType = modified.DnsRecordIpType,
            PrivateDnsName = modified.PrivateDnsName,
            Status = modified.Due is null ? state.Status : EndpointStatus.Pending,
            StatusDue = modified.Due ?? state.StatusDue,
            IsModifying = modified.Due is not null || state.IsModifying,
            Underway = null,
        },
        _ => throw new UnreachableException($"InterfaceEndpoint gives no meaning to {fact.GetType().Name}."),
    };

    /// <summary>Whom the modification under way concerns next; nobody where it is decided already.</summary>
    public static ImmutableArray<Message> AskNext(EntityId self, InterfaceEndpointState state, InterfaceEndpointEvent fact)
    {
        var underway = Underway(state);
        var service = new EntityId(EntityKind.EndpointService, state.ServiceId);
        return fact switch
        {
            InterfaceEndpointEvent.ModificationRequested when Enables(state, underway.Change) =>
                [new Message.Ask(service, new EndpointServiceCommand.NamePrivateDns(Request(self, state, state.Interfaces, privateDns: true)), EndpointQuestion.PrivateDnsName)],
            InterfaceEndpointEvent.RevisionReserved reserved =>
                [new Message.Ask(service, new EndpointServiceCommand.ReviewConnection(Request(self, state, reserved.Interfaces, privateDns: false)), EndpointQuestion.Review)],
            _ when ConcernsVpc(state, underway.Change, underway.PrivateDnsName) =>
                [new Message.Ask(new EntityId(EntityKind.Vpc, state.VpcId), new VpcCommand.ReviseAddresses(self, PlaceAfter(state, underway)), EndpointQuestion.Revision)],
            _ => [],
        };
    }

    public static ImmutableArray<Message> Answer(EntityId self, InterfaceEndpointState state, InterfaceEndpointEvent.ModificationRefused refused)
    {
        var answer = new Message.Answer(state.Creator, new Outcome.Refused(refused.Rejection, refused.By));
        return refused.Revised == true
            ? [new Message.Tell(new EntityId(EntityKind.Vpc, state.VpcId), new VpcCommand.RestoreAddresses(self)), answer]
            : [answer];
    }

    /// <summary>The place that an endpoint has.</summary>
    public static Placement Place(InterfaceEndpointState state) => new(
        [.. state.Interfaces.Select(each => each.SubnetId)], state.IpAddressType, [], state.SecurityGroupIds, state.PrivateDnsName);

    private static Placement PlaceAfter(InterfaceEndpointState state, ModificationUnderway underway) => new(
        SubnetsAfter(state, underway.Change),
        TypeAfter(state, underway.Change),
        underway.Change.SubnetConfigurations,
        GroupsAfter(state, underway.Change),
        underway.PrivateDnsName);

    private static InterfaceEndpointEvent.Modified Modified(
        InterfaceEndpointState state,
        VpcEndpointChange change,
        ImmutableArray<EndpointInterface> interfaces,
        ImmutableArray<string> securityGroupIds,
        string? privateDnsName,
        in Context context)
    {
        var settings = context.Facts.Settings;
        var touched = ConcernsService(state, change) || EndpointInterfaces.NewIn(state, interfaces) > 0;
        return new InterfaceEndpointEvent.Modified(
            interfaces,
            securityGroupIds,
            TypeAfter(state, change),
            DnsRecordIpTypes.After(state, change, settings),
            privateDnsName,
            touched ? context.Now + settings.EndpointModification : null);
    }

    // What the service says may cross with the modification: an endpoint that was rejected or deleted meanwhile stays so.
    private static InterfaceEndpointEvent.ModificationRefused? Refusal(
        InterfaceEndpointState state, Outcome outcome, EntityId self, bool? revised, Settings settings) =>
        outcome is Outcome.Refused refused ? new InterfaceEndpointEvent.ModificationRefused(refused.Rejection, refused.By, revised)
        : state.Status != EndpointStatus.Available ? new InterfaceEndpointEvent.ModificationRefused(WrongStatus(state, self.Key, settings), self, revised)
        : null;

    private static Rejection? RefuseStatus(InterfaceEndpointState state, VpcEndpointChange change, EntityId self, Settings settings) =>
        state is { Status: EndpointStatus.Available, Underway: null } ? null
        : state.Status == EndpointStatus.PendingAcceptance && Enables(state, change)
            ? new Rejection(
                "InvalidParameter", $"Private DNS can't be enabled because the endpoint {self.Key} awaits acceptance by the service provider.", "§2.2/private")
            : WrongStatus(state, self.Key, settings);

    private static Rejection WrongStatus(InterfaceEndpointState state, string endpointId, Settings settings) => new(
        settings.EndpointStateCode,
        $"The endpoint {endpointId} is {(state.Underway is null ? state.Status.OnTheWire() : "being modified")}; only an endpoint that is available can be modified.",
        "§2.2/modify");

    private static Rejection? RefuseSubnets(InterfaceEndpointState state, VpcEndpointChange change, string endpointId, Settings settings) =>
        change.AddSubnetIds.FirstOrDefault(id => Has(state, id)) is { } there
            ? new Rejection(settings.EndpointChangeCode, $"The subnet {there} is already a subnet of the endpoint {endpointId}.", "§2.11/member")
        : change.AddSubnetIds.GroupBy(id => id, StringComparer.Ordinal).FirstOrDefault(each => each.Count() > 1) is { Key: var twice }
            ? new Rejection(settings.EndpointChangeCode, $"The subnet {twice} is added to the endpoint {endpointId} more than once.", "§2.11/member")
        : change.RemoveSubnetIds.FirstOrDefault(id => !Has(state, id)) is { } foreign
            ? new Rejection(settings.EndpointChangeCode, $"The subnet {foreign} is not a subnet of the endpoint {endpointId}.", "§2.11/member")
            : SubnetConfigurations.Refuse(change.SubnetConfigurations, SubnetsAfter(state, change));

    private static Rejection? RefuseGroups(InterfaceEndpointState state, VpcEndpointChange change, string endpointId, Settings settings) =>
        change.RemoveSecurityGroupIds.FirstOrDefault(id => !state.SecurityGroupIds.Contains(id, StringComparer.Ordinal)) is { } foreign
            ? new Rejection(settings.EndpointChangeCode, $"The endpoint {endpointId} is not in the security group {foreign}.", "§2.9")
        : !settings.LastSecurityGroupMayGo && !change.RemoveSecurityGroupIds.IsEmpty && GroupsAfter(state, change).IsEmpty
            ? new Rejection(settings.EndpointChangeCode, $"The endpoint {endpointId} must be in at least one security group.", "§2.9/last")
            : null;

    private static ConnectionRequest Request(
        EntityId self, InterfaceEndpointState state, ImmutableArray<EndpointInterface> interfaces, bool privateDns)
    {
        var underway = Underway(state);
        return new ConnectionRequest(
            self.Key,
            state.Account,
            underway.PrincipalArn,
            state.Region,
            state.ServiceName,
            state.ServiceRegion,
            [.. interfaces.Select(each => new SubnetZone(each.SubnetId, each.ZoneId))],
            TypeAfter(state, underway.Change),
            privateDns,
            interfaces.Any(each => state.Interfaces.All(had => had.ZoneId != each.ZoneId)));
    }

    private static bool Enables(InterfaceEndpointState state, VpcEndpointChange change) =>
        change.PrivateDnsEnabled == true && !state.PrivateDnsEnabled;

    private static bool ConcernsVpc(InterfaceEndpointState state, VpcEndpointChange change, string? privateDnsName) =>
        ConcernsService(state, change)
        || !change.SubnetConfigurations.IsEmpty
        || !GroupsAfter(state, change).SequenceEqual(state.SecurityGroupIds, StringComparer.Ordinal)
        || privateDnsName != state.PrivateDnsName;

    private static bool ConcernsService(InterfaceEndpointState state, VpcEndpointChange change) =>
        !change.AddSubnetIds.IsEmpty || !change.RemoveSubnetIds.IsEmpty || TypeAfter(state, change) != state.IpAddressType;

    private static ImmutableArray<string> SubnetsAfter(InterfaceEndpointState state, VpcEndpointChange change) =>
    [
        .. state.Interfaces.Select(each => each.SubnetId)
            .Where(id => !change.RemoveSubnetIds.Contains(id, StringComparer.Ordinal))
            .Concat(change.AddSubnetIds),
    ];

    private static ImmutableArray<string> GroupsAfter(InterfaceEndpointState state, VpcEndpointChange change) =>
    [
        .. state.SecurityGroupIds
            .Where(id => !change.RemoveSecurityGroupIds.Contains(id, StringComparer.Ordinal))
            .Concat(change.AddSecurityGroupIds)
            .Distinct(StringComparer.Ordinal),
    ];

    private static IpAddressType TypeAfter(InterfaceEndpointState state, VpcEndpointChange change) => change.IpAddressType ?? state.IpAddressType;

    private static string? NameAfter(InterfaceEndpointState state, VpcEndpointChange change) =>
        change.PrivateDnsEnabled == false ? null : state.PrivateDnsName;

    private static bool Has(InterfaceEndpointState state, string subnetId) => state.Interfaces.Any(each => each.SubnetId == subnetId);

    private static ModificationUnderway Underway(InterfaceEndpointState state) =>
        state.Underway ?? throw new UnreachableException("An endpoint heard about a modification that is not under way.");
}
