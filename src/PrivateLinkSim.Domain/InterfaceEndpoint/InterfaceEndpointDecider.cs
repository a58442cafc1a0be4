using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>
/// The rules of an interface endpoint. Its states are those of §2.2. It conducts its own creation (<see cref="EndpointCreation"/>)
/// and modification (<see cref="EndpointChanges"/>), each within one instant; <see cref="EndpointNotes"/> keeps tags and notifications.
/// </summary>
public sealed class InterfaceEndpointDecider : IDecider<InterfaceEndpointCommand, InterfaceEndpointEvent, InterfaceEndpointState>
{
    private InterfaceEndpointDecider()
    {
    }

    public static InterfaceEndpointState Initial => InterfaceEndpointState.Initial;

    public static Decision<InterfaceEndpointEvent> Decide(
        InterfaceEndpointState state, InterfaceEndpointCommand command, in Context context)
    {
        // Only calls from outside have a caller, and they must name an endpoint of the caller's own.
        if (context.Caller is { } caller && !(state.Exists && state.Account == caller.Account && state.Region == caller.Region))
        {
            return command switch
            {
                InterfaceEndpointCommand.ModifyConnectionNotification modify => ConnectionNotificationRules.Unknown(modify.NotificationId),
                InterfaceEndpointCommand.DeleteConnectionNotification delete => ConnectionNotificationRules.Unknown(delete.NotificationId),
                _ => NotFound(context.Self),
            };
        }

        return command switch
        {
            InterfaceEndpointCommand.Create create => EndpointCreation.Create(create, context),
            InterfaceEndpointCommand.HearPrivateDnsName hear => state.Underway is null
                ? EndpointCreation.HearPrivateDnsName(hear.Outcome)
                : EndpointChanges.HearPrivateDnsName(state, hear.Outcome, context),
            InterfaceEndpointCommand.HearReservation hear => EndpointCreation.HearReservation(state, hear.Outcome, context),
            InterfaceEndpointCommand.HearConnection hear => EndpointCreation.HearConnection(state, hear.Outcome, context),
            InterfaceEndpointCommand.DescribeCreation => Describe(state, context),
            InterfaceEndpointCommand.Modify modify => EndpointChanges.Modify(state, modify.Change, context),
            InterfaceEndpointCommand.HearRevision hear => EndpointChanges.HearRevision(state, hear.Outcome, context),
            InterfaceEndpointCommand.HearReview hear => EndpointChanges.HearReview(state, hear.Outcome, context),
            InterfaceEndpointCommand.LearnAcceptance => LearnAcceptance(state, context),
            InterfaceEndpointCommand.LearnRejection => LearnRejection(state, context.Facts.Settings),
            InterfaceEndpointCommand.LearnPath learn => state.Interfaces.Any(each => each.ZoneId == learn.ConsumerZoneId)
                ? Decision<InterfaceEndpointEvent>.Accept(new InterfaceEndpointEvent.PathMoved(learn.ConsumerZoneId, learn.FromZoneId, learn.ToZoneId))
                : Decision<InterfaceEndpointEvent>.Accept(),
            InterfaceEndpointCommand.LearnZoneHealth learn => LearnZoneHealth(learn, context),
            InterfaceEndpointCommand.LosePrivateDnsName => state.PrivateDnsEnabled
                ? Decision<InterfaceEndpointEvent>.Accept(new InterfaceEndpointEvent.PrivateDnsNameLost())
                : Decision<InterfaceEndpointEvent>.Accept(),
            InterfaceEndpointCommand.CreateConnectionNotification create => EndpointNotes.Create(state, create, context),
            InterfaceEndpointCommand.ModifyConnectionNotification modify => EndpointNotes.Modify(state, modify),
            InterfaceEndpointCommand.DeleteConnectionNotification delete => EndpointNotes.Delete(state, delete),
            InterfaceEndpointCommand.CreateTags create => EndpointNotes.CreateTags(state, create.Tags, context.Facts.Settings),
            InterfaceEndpointCommand.DeleteTags delete => EndpointNotes.DeleteTags(state, delete.Tags),
            InterfaceEndpointCommand.Delete => state.Status == EndpointStatus.Deleting
                ? Decision<InterfaceEndpointEvent>.Accept()
                : EndpointNotes.Deliver(
                    state, new InterfaceEndpointEvent.DeletionStarted(context.Now + context.Facts.Settings.EndpointDeletion), ConnectionEvent.Delete),
            InterfaceEndpointCommand.Disrupt or InterfaceEndpointCommand.EndDisruption or InterfaceEndpointCommand.FailInterface
                or InterfaceEndpointCommand.RepairInterface or InterfaceEndpointCommand.LosePackets or InterfaceEndpointCommand.EndPacketLoss
                or InterfaceEndpointCommand.AddLatency or InterfaceEndpointCommand.EndLatency => EndpointFaults.Decide(state, command, context),
            InterfaceEndpointCommand.SettleStatus => SettleStatus(state),
            InterfaceEndpointCommand.SettleAddress settle => SettleAddress(state, settle.ZoneId),
            _ => throw new UnreachableException($"InterfaceEndpoint has no rule for {command.GetType().Name}."),
        };
    }

    public static InterfaceEndpointState Evolve(InterfaceEndpointState state, InterfaceEndpointEvent fact) => fact switch
    {
        InterfaceEndpointEvent.CreationRequested requested => state with
        {
            Status = EndpointStatus.Requested,
            Account = requested.Account,
            PrincipalArn = requested.PrincipalArn,
            Region = requested.Region,
            VpcId = requested.Endpoint.VpcId,
            ServiceName = requested.Endpoint.ServiceName,
            ServiceRegion = requested.Endpoint.ServiceRegion,
            Requested = requested.Endpoint,
            IpAddressType = requested.Endpoint.IpAddressType ?? IpAddressType.Ipv4,
            DnsRecordIpType = requested.Endpoint.DnsRecordIpType ?? IpAddressTypes.DefaultFor(requested.Endpoint.IpAddressType ?? IpAddressType.Ipv4),
            Tags = requested.Endpoint.Tags,
            Creator = requested.Requester,
        },
        InterfaceEndpointEvent.PrivateDnsNameLearned learned => state.Underway is { } underway
            ? state with { Underway = underway with { PrivateDnsName = learned.PrivateDnsName } }
            : state with { PrivateDnsName = learned.PrivateDnsName },
        InterfaceEndpointEvent.InterfacesReserved reserved => state with
        {
            InterfacesDrawn = state.InterfacesDrawn + EndpointInterfaces.NewIn(state, reserved.Interfaces),
            Interfaces = reserved.Interfaces,
            SecurityGroupIds = reserved.SecurityGroupIds,
        },
        InterfaceEndpointEvent.CreationRefused => state with { Status = EndpointStatus.None, Requested = null, Interfaces = [], PrivateDnsName = null },
        InterfaceEndpointEvent.Created created => state with
        {
            Status = created.Status,
            StatusDue = created.Due,
            NameSuffix = created.NameSuffix,
            Requested = null,
            Interfaces = EndpointInterfaces.Through(state.Interfaces, created.Paths),
        },
        InterfaceEndpointEvent.Accepted accepted => state with { Status = EndpointStatus.Pending, StatusDue = accepted.Due, IsModifying = false },
        InterfaceEndpointEvent.Rejected rejected => state with
        {
            Status = EndpointStatus.Rejected,
            StatusDue = null,
            Interfaces = rejected.KeepsInterfaces ? state.Interfaces : [],
            PrivateDnsName = rejected.KeepsInterfaces ? state.PrivateDnsName : null,
        },
        InterfaceEndpointEvent.Expired => state with { Status = EndpointStatus.Expired, StatusDue = null },
        InterfaceEndpointEvent.BecameAvailable => EndpointInterfaces.With(
            state with { Status = EndpointStatus.Available, StatusDue = null, IsModifying = false },
            each => each.Provisioning == true,
            each => each with { Provisioning = null }),
        InterfaceEndpointEvent.Failed => state with { Status = EndpointStatus.Failed, StatusDue = null },
        InterfaceEndpointEvent.DeletionStarted started => state with { Status = EndpointStatus.Deleting, DeletedFrom = state.Status, StatusDue = started.Due },
        InterfaceEndpointEvent.Deleted => state with { Status = EndpointStatus.Deleted, StatusDue = null, Interfaces = [], PrivateDnsName = null },
        InterfaceEndpointEvent.ZoneHealthChanged changed => EndpointInterfaces.With(
            state,
            each => changed.ZoneIds.Contains(each.ZoneId, StringComparer.Ordinal),
            each => EndpointFaults.WithZone(each, changed)),
        InterfaceEndpointEvent.AddressWithdrawn withdrawn => EndpointInterfaces.With(
            state, each => each.ZoneId == withdrawn.ZoneId, each => each with { Withdrawn = true, Due = null }),
        InterfaceEndpointEvent.AddressRestored restored => EndpointInterfaces.With(
            state, each => each.ZoneId == restored.ZoneId, each => each with { Withdrawn = false, Due = null }),
        InterfaceEndpointEvent.Disrupted or InterfaceEndpointEvent.DisruptionEnded or InterfaceEndpointEvent.InterfaceFailed
            or InterfaceEndpointEvent.InterfaceRepaired or InterfaceEndpointEvent.PacketLossBegan or InterfaceEndpointEvent.PacketLossEnded
            or InterfaceEndpointEvent.LatencyBegan or InterfaceEndpointEvent.LatencyEnded => EndpointFaults.Evolve(state, fact),
        InterfaceEndpointEvent.PathMoved moved => EndpointInterfaces.With(
            state, each => each.ZoneId == moved.ConsumerZoneId, each => each with { ProviderZoneId = moved.ToZoneId }),
        InterfaceEndpointEvent.PrivateDnsNameLost => state with
        {
            PrivateDnsName = null,
            Underway = state.Underway is { } underway && underway.PrivateDnsName == state.PrivateDnsName
                ? underway with { PrivateDnsName = null }
                : state.Underway,
        },
        InterfaceEndpointEvent.ModificationRequested or InterfaceEndpointEvent.RevisionReserved
            or InterfaceEndpointEvent.ModificationRefused or InterfaceEndpointEvent.Modified => EndpointChanges.Evolve(state, fact),
        _ => EndpointNotes.Evolve(state, fact),
    };

    public static ImmutableArray<Message> React(
        EntityId self, InterfaceEndpointState state, InterfaceEndpointEvent fact, Moment now) => fact switch
    {
        InterfaceEndpointEvent.CreationRequested { Endpoint.PrivateDnsEnabled: not false } requested =>
        [
            new Message.Ask(
                Service(state),
                new EndpointServiceCommand.NamePrivateDns(Request(self, state, [], requested.Endpoint.PrivateDnsEnabled == true)),
                EndpointQuestion.PrivateDnsName),
        ],
        InterfaceEndpointEvent.CreationRequested requested => [EndpointCreation.AskForPlace(self, state, requested.Endpoint)],
        InterfaceEndpointEvent.PrivateDnsNameLearned when state is { Underway: null, Requested: { } requested } =>
            [EndpointCreation.AskForPlace(self, state, requested)],
        InterfaceEndpointEvent.InterfacesReserved reserved =>
        [
            new Message.Ask(
                Service(state),
                new EndpointServiceCommand.RequestConnection(Request(self, state, reserved.Interfaces, state.PrivateDnsEnabled)),
                EndpointQuestion.Connection),
        ],
        InterfaceEndpointEvent.CreationRefused { Account: { } account, Requester: { } requester } refused =>
        [
            new Message.Tell(Consumer(account), new ServiceConsumerCommand.Forget(self.Key)),
            new Message.Answer(requester, new Outcome.Refused(refused.Rejection, refused.By)),
        ],
        InterfaceEndpointEvent.CreationRefused refused =>
        [
            new Message.Tell(Vpc(state), new VpcCommand.ReleaseAddresses(self)),
            new Message.Tell(Consumer(state.Account), new ServiceConsumerCommand.Forget(self.Key)),
            new Message.Answer(state.Creator, new Outcome.Refused(refused.Rejection, refused.By)),
        ],
        InterfaceEndpointEvent.Created created =>
        [
            new Message.Answer(state.Creator, new Outcome.Accepted(
                EndpointCreation.Described(self, state, created.DnsNames ?? []), EndpointCreation.Notices(state))),
        ],
        InterfaceEndpointEvent.Rejected rejected =>
        [
            .. rejected.KeepsInterfaces ? [] : new Message[] { new Message.Tell(Vpc(state), new VpcCommand.ReleaseAddresses(self)) },
            .. state.IsModifying ? new Message[] { TellService(self, state) } : [],
        ],
        InterfaceEndpointEvent.BecameAvailable or InterfaceEndpointEvent.Expired or InterfaceEndpointEvent.Failed
            or InterfaceEndpointEvent.DeletionStarted => [TellService(self, state)],
        InterfaceEndpointEvent.Deleted =>
        [
            TellService(self, state),
            new Message.Tell(Vpc(state), new VpcCommand.ReleaseAddresses(self)),
            new Message.Tell(Consumer(state.Account), new ServiceConsumerCommand.Forget(self.Key)),
        ],
        InterfaceEndpointEvent.PrivateDnsNameLost =>
            [new Message.Tell(Vpc(state), new VpcCommand.ReviseAddresses(self, EndpointChanges.Place(state)))],
        InterfaceEndpointEvent.ModificationRequested or InterfaceEndpointEvent.PrivateDnsNameLearned
            or InterfaceEndpointEvent.RevisionReserved => EndpointChanges.AskNext(self, state, fact),
        InterfaceEndpointEvent.ModificationRefused refused => EndpointChanges.Answer(self, state, refused),
        InterfaceEndpointEvent.Modified modified =>
        [
            .. modified.Due is null ? [] : new Message[] { TellService(self, state) },
            new Message.Answer(state.Creator, new Outcome.Accepted(null, EndpointCreation.OneZone(state))),
        ],
        _ => [],
    };

    public static ImmutableArray<Deadline<InterfaceEndpointCommand>> Deadlines(InterfaceEndpointState state)
    {
        if (state is { StatusDue: null, DisruptedUntil: null, PacketLoss: null, AddedLatency: null }
            && state.Interfaces.All(each => each.Due is null && each.FailedUntil is null))
        {
            return [];
        }

        var deadlines = ImmutableArray.CreateBuilder<Deadline<InterfaceEndpointCommand>>();
        if (state.StatusDue is { } due)
        {
            deadlines.Add(new("status", due, new InterfaceEndpointCommand.SettleStatus()));
        }

        deadlines.AddRange(state.Exists ? EndpointFaults.Deadlines(state) : []);

        foreach (var each in state.Interfaces)
        {
            if (each.FailedUntil is { } repaired)
            {
                deadlines.Add(new($"repair:{each.ZoneId}", repaired, new InterfaceEndpointCommand.RepairInterface(each.ZoneId)));
            }

            if (each.Due is { } settled)
            {
                deadlines.Add(new($"address:{each.ZoneId}", settled, new InterfaceEndpointCommand.SettleAddress(each.ZoneId)));
            }
        }

        return deadlines.ToImmutable();
    }

    public static bool IsOver(InterfaceEndpointState state) => state.Status == EndpointStatus.Deleted;

    public static InterfaceEndpointCommand Hear(Reply reply) => reply.About switch
    {
        EndpointQuestion.PrivateDnsName => new InterfaceEndpointCommand.HearPrivateDnsName(reply.Outcome),
        EndpointQuestion.Place => new InterfaceEndpointCommand.HearReservation(reply.Outcome),
        EndpointQuestion.Connection => new InterfaceEndpointCommand.HearConnection(reply.Outcome),
        EndpointQuestion.Revision => new InterfaceEndpointCommand.HearRevision(reply.Outcome),
        EndpointQuestion.Review => new InterfaceEndpointCommand.HearReview(reply.Outcome),
        _ => throw new UnreachableException($"An endpoint asks nobody about '{reply.About}', yet {reply.From} answered."),
    };

    private static Decision<InterfaceEndpointEvent> Describe(InterfaceEndpointState state, in Context context) =>
        state.Exists
            ? Decision<InterfaceEndpointEvent>.Accept(
                [],
                EndpointCreation.Described(
                    context.Self, state, DnsNames.OfEndpoint(context.Self.Key, state, context.Facts.Settings)),
                EndpointCreation.Notices(state))
            : NotFound(context.Self);

    // What the service says may cross with what the consumer or a deadline did: an endpoint on its way out stays on it.
    private static Decision<InterfaceEndpointEvent> LearnAcceptance(InterfaceEndpointState state, in Context context)
    {
        var settings = context.Facts.Settings;
        return state.Status == EndpointStatus.PendingAcceptance
            || (state.Status == EndpointStatus.Rejected && settings.RejectedConnectionMayBeAccepted)
            ? EndpointNotes.Deliver(state, new InterfaceEndpointEvent.Accepted(context.Now + settings.EndpointProvisioning), ConnectionEvent.Accept)
            : Decision<InterfaceEndpointEvent>.Accept();
    }

    private static Decision<InterfaceEndpointEvent> LearnRejection(InterfaceEndpointState state, Settings settings) =>
        state.Status is EndpointStatus.PendingAcceptance or EndpointStatus.Available || state is { Status: EndpointStatus.Pending, IsModifying: true }
            ? EndpointNotes.Deliver(state, new InterfaceEndpointEvent.Rejected(settings.RejectedEndpointKeepsInterfaces), ConnectionEvent.Reject)
            : Decision<InterfaceEndpointEvent>.Accept();

    private static Decision<InterfaceEndpointEvent> LearnZoneHealth(InterfaceEndpointCommand.LearnZoneHealth learn, in Context context)
    {
        var settings = context.Facts.Settings;
        return Decision<InterfaceEndpointEvent>.Accept(new InterfaceEndpointEvent.ZoneHealthChanged(
            learn.ZoneIds,
            learn.Healthy,
            context.Now + (learn.Healthy ? settings.ZoneRecoveryDetection : settings.ZoneImpairmentDetection)));
    }

    private static Decision<InterfaceEndpointEvent> SettleStatus(InterfaceEndpointState state) => state.Status switch
    {
        EndpointStatus.PendingAcceptance => Decision<InterfaceEndpointEvent>.Accept(new InterfaceEndpointEvent.Expired()),
        EndpointStatus.Pending when !state.IsModifying && !state.Interfaces.IsEmpty && state.Interfaces.All(each => !each.Healthy) =>
            Decision<InterfaceEndpointEvent>.Accept(new InterfaceEndpointEvent.Failed("None of the endpoint's zones passes traffic.")),
        EndpointStatus.Pending => Decision<InterfaceEndpointEvent>.Accept(new InterfaceEndpointEvent.BecameAvailable()),
        EndpointStatus.Deleting => Decision<InterfaceEndpointEvent>.Accept(new InterfaceEndpointEvent.Deleted()),
        var status => throw new UnreachableException($"The status {status} does not pass by itself."),
    };

    private static Decision<InterfaceEndpointEvent> SettleAddress(InterfaceEndpointState state, string zoneId) =>
        state.Interfaces.First(each => each.ZoneId == zoneId).IsSound
            ? Decision<InterfaceEndpointEvent>.Accept(new InterfaceEndpointEvent.AddressRestored(zoneId))
            : Decision<InterfaceEndpointEvent>.Accept(new InterfaceEndpointEvent.AddressWithdrawn(zoneId));

    private static ConnectionRequest Request(
        EntityId self, InterfaceEndpointState state, ImmutableArray<EndpointInterface> interfaces, bool privateDns) => new(
            self.Key,
            state.Account,
            state.PrincipalArn,
            state.Region,
            state.ServiceName,
            state.ServiceRegion,
            [.. interfaces.Select(each => new SubnetZone(each.SubnetId, each.ZoneId))],
            state.IpAddressType,
            privateDns);

    private static Rejection NotFound(EntityId self) =>
        new("InvalidVpcEndpointId.NotFound", $"The VpcEndPoint ID '{self.Key}' does not exist", "§2.2/id");

    private static EntityId Vpc(InterfaceEndpointState state) => new(EntityKind.Vpc, state.VpcId);

    private static EntityId Service(InterfaceEndpointState state) => new(EntityKind.EndpointService, state.ServiceId);

    private static EntityId Consumer(string account) => new(EntityKind.ServiceConsumer, account);

    private static Message.Tell TellService(EntityId self, InterfaceEndpointState state) =>
        new(Service(state), new EndpointServiceCommand.LearnConnectionStatus(self.Key, state.Status));
}
