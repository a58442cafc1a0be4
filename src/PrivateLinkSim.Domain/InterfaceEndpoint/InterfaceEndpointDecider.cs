using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>
/// The rules of an interface endpoint. It conducts its own creation: its VPC reserves addresses, then the service lets it
/// in, all within one instant; whoever refuses, nothing stays behind. Its states are those of §2.2.
/// </summary>
public sealed class InterfaceEndpointDecider : IDecider<InterfaceEndpointCommand, InterfaceEndpointEvent, InterfaceEndpointState>
{
    private const string Addresses = "addresses";
    private const string ConnectionRequest = "connection";

    private InterfaceEndpointDecider()
    {
    }

    public static InterfaceEndpointState Initial => InterfaceEndpointState.Initial;

    public static Decision<InterfaceEndpointEvent> Decide(
        InterfaceEndpointState state, InterfaceEndpointCommand command, in Context context) => command switch
    {
        InterfaceEndpointCommand.Create create => Decision<InterfaceEndpointEvent>.Later(new InterfaceEndpointEvent.CreationRequested(
            create.Account, create.PrincipalArn, create.Region, create.Endpoint, context.Requester)),
        InterfaceEndpointCommand.HearReservation hear => HearReservation(hear.Outcome, context),
        InterfaceEndpointCommand.HearConnection hear => HearConnection(hear.Outcome, context),

        // What the service says may cross with what the consumer or a deadline did: an endpoint on its way out stays on it.
        InterfaceEndpointCommand.LearnAcceptance => state.Status == EndpointStatus.PendingAcceptance
            ? Decision<InterfaceEndpointEvent>.Accept(new InterfaceEndpointEvent.Accepted(context.Now + context.Facts.Settings.EndpointProvisioning))
            : Decision<InterfaceEndpointEvent>.Accept(),
        InterfaceEndpointCommand.LearnRejection => state.Status is EndpointStatus.PendingAcceptance or EndpointStatus.Available
            ? Decision<InterfaceEndpointEvent>.Accept(new InterfaceEndpointEvent.Rejected(context.Facts.Settings.RejectedEndpointKeepsInterfaces))
            : Decision<InterfaceEndpointEvent>.Accept(),
        InterfaceEndpointCommand.LearnPath learn => state.Interfaces.Any(each => each.ZoneId == learn.ConsumerZoneId)
            ? Decision<InterfaceEndpointEvent>.Accept(new InterfaceEndpointEvent.PathMoved(learn.ConsumerZoneId, learn.FromZoneId, learn.ToZoneId))
            : Decision<InterfaceEndpointEvent>.Accept(),
        InterfaceEndpointCommand.LearnZoneHealth learn => LearnZoneHealth(learn, context),
        InterfaceEndpointCommand.Delete => Delete(state, context),
        InterfaceEndpointCommand.SettleStatus => SettleStatus(state),
        InterfaceEndpointCommand.SettleAddress settle => SettleAddress(state, settle.ZoneId),
        _ => throw new UnreachableException($"InterfaceEndpoint has no rule for {command.GetType().Name}."),
    };

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
            Tags = requested.Endpoint.Tags,
            Creator = requested.Requester,
        },
        InterfaceEndpointEvent.InterfacesReserved reserved => state with { Interfaces = reserved.Interfaces, SecurityGroupIds = reserved.SecurityGroupIds },
        InterfaceEndpointEvent.CreationRefused => state with { Status = EndpointStatus.None, Interfaces = [] },
        InterfaceEndpointEvent.Created created => state with
        {
            Status = created.Status,
            StatusDue = created.Due,
            NameSuffix = created.NameSuffix,
            Interfaces = [.. state.Interfaces.Select(each => each with { ProviderZoneId = ProviderZoneOf(each, created.Paths) })],
        },
        InterfaceEndpointEvent.Accepted accepted => state with { Status = EndpointStatus.Pending, StatusDue = accepted.Due },
        InterfaceEndpointEvent.Rejected rejected => state with
        {
            Status = EndpointStatus.Rejected,
            StatusDue = null,
            Interfaces = rejected.KeepsInterfaces ? state.Interfaces : [],
        },
        InterfaceEndpointEvent.Expired => state with { Status = EndpointStatus.Expired, StatusDue = null },
        InterfaceEndpointEvent.BecameAvailable => state with { Status = EndpointStatus.Available, StatusDue = null },
        InterfaceEndpointEvent.Failed => state with { Status = EndpointStatus.Failed, StatusDue = null },
        InterfaceEndpointEvent.DeletionStarted started => state with { Status = EndpointStatus.Deleting, StatusDue = started.Due },
        InterfaceEndpointEvent.Deleted => state with { Status = EndpointStatus.Deleted, StatusDue = null, Interfaces = [] },
        InterfaceEndpointEvent.ZoneHealthChanged changed => With(
            state,
            each => changed.ZoneIds.Contains(each.ZoneId, StringComparer.Ordinal),
            each => each with { Healthy = changed.Healthy, Due = each.Withdrawn == changed.Healthy ? changed.Due : null }),
        InterfaceEndpointEvent.AddressWithdrawn withdrawn =>
            With(state, each => each.ZoneId == withdrawn.ZoneId, each => each with { Withdrawn = true, Due = null }),
        InterfaceEndpointEvent.AddressRestored restored =>
            With(state, each => each.ZoneId == restored.ZoneId, each => each with { Withdrawn = false, Due = null }),
        InterfaceEndpointEvent.PathMoved moved =>
            With(state, each => each.ZoneId == moved.ConsumerZoneId, each => each with { ProviderZoneId = moved.ToZoneId }),
        _ => throw new UnreachableException($"InterfaceEndpoint gives no meaning to {fact.GetType().Name}."),
    };

    public static ImmutableArray<Message> React(
        EntityId self, InterfaceEndpointState state, InterfaceEndpointEvent fact, Moment now) => fact switch
    {
        InterfaceEndpointEvent.CreationRequested requested =>
            [new Message.Ask(Vpc(state), new VpcCommand.ReserveAddresses(
                self, state.Account, state.Region, new Placement(requested.Endpoint.SubnetIds, state.IpAddressType, [], [], null)), Addresses)],
        InterfaceEndpointEvent.InterfacesReserved reserved => [new Message.Ask(Service(state), RequestConnection(self, state, reserved), ConnectionRequest)],
        InterfaceEndpointEvent.CreationRefused refused =>
        [
            new Message.Tell(Vpc(state), new VpcCommand.ReleaseAddresses(self)),
            new Message.Tell(Consumer(state), new ServiceConsumerCommand.Forget(self.Key)),
            new Message.Answer(state.Creator, new Outcome.Refused(refused.Rejection, refused.By)),
        ],
        InterfaceEndpointEvent.Created => [new Message.Answer(state.Creator, Made(self, state))],
        InterfaceEndpointEvent.Rejected { KeepsInterfaces: false } =>
            [new Message.Tell(Vpc(state), new VpcCommand.ReleaseAddresses(self))],
        InterfaceEndpointEvent.BecameAvailable or InterfaceEndpointEvent.Expired or InterfaceEndpointEvent.Failed =>
            [TellService(self, state)],
        InterfaceEndpointEvent.DeletionStarted => [TellService(self, state)],
        InterfaceEndpointEvent.Deleted =>
        [
            TellService(self, state),
            new Message.Tell(Vpc(state), new VpcCommand.ReleaseAddresses(self)),
            new Message.Tell(Consumer(state), new ServiceConsumerCommand.Forget(self.Key)),
        ],
        _ => [],
    };

    public static ImmutableArray<Deadline<InterfaceEndpointCommand>> Deadlines(InterfaceEndpointState state)
    {
        if (state.StatusDue is null && state.Interfaces.All(each => each.Due is null))
        {
            return [];
        }

        var deadlines = ImmutableArray.CreateBuilder<Deadline<InterfaceEndpointCommand>>();
        if (state.StatusDue is { } due)
        {
            deadlines.Add(new("status", due, new InterfaceEndpointCommand.SettleStatus()));
        }

        foreach (var each in state.Interfaces)
        {
            if (each.Due is { } settled)
            {
                deadlines.Add(new($"address:{each.ZoneId}", settled, new InterfaceEndpointCommand.SettleAddress(each.ZoneId)));
            }
        }

        return deadlines.ToImmutable();
    }

    public static InterfaceEndpointCommand Hear(Reply reply) =>
        reply.About == Addresses
            ? new InterfaceEndpointCommand.HearReservation(reply.Outcome)
            : new InterfaceEndpointCommand.HearConnection(reply.Outcome);

    private static Decision<InterfaceEndpointEvent> HearReservation(Outcome outcome, in Context context)
    {
        if (outcome is Outcome.Refused refused)
        {
            return Decision<InterfaceEndpointEvent>.Accept(new InterfaceEndpointEvent.CreationRefused(refused.Rejection, refused.By));
        }

        if (outcome is not Outcome.Accepted { Value: VpcReply.AddressesReserved reserved })
        {
            throw new UnreachableException($"A VPC answered a reservation with {outcome}.");
        }

        var draws = context.Draws;
        return Decision<InterfaceEndpointEvent>.Accept(new InterfaceEndpointEvent.InterfacesReserved(
        [
            .. reserved.Addresses.Select((each, index) => new EndpointInterface(
                draws.Id("eni-", index),
                each.SubnetId,
                each.ZoneId,
                each.ZoneName,
                each.Ipv4,
                each.Ipv6,
                each.ZoneId,
                each.Healthy,
                !each.Healthy,
                null)),
        ],
        reserved.SecurityGroupIds));
    }

    private static Decision<InterfaceEndpointEvent> HearConnection(Outcome outcome, in Context context)
    {
        if (outcome is Outcome.Refused refused)
        {
            return Decision<InterfaceEndpointEvent>.Accept(new InterfaceEndpointEvent.CreationRefused(refused.Rejection, refused.By));
        }

        if (outcome is not Outcome.Accepted { Value: EndpointServiceReply.ConnectionGranted granted })
        {
            throw new UnreachableException($"A service answered a connection request with {outcome}.");
        }

        var settings = context.Facts.Settings;
        return Decision<InterfaceEndpointEvent>.Accept(new InterfaceEndpointEvent.Created(
            granted.AwaitsAcceptance ? EndpointStatus.PendingAcceptance : EndpointStatus.Pending,
            context.Now + (granted.AwaitsAcceptance ? settings.ConnectionRequestExpiry : settings.EndpointProvisioning),
            settings.DnsNameSuffix ? context.Draws.Alphanumeric(8, "name", 0) : "",
            granted.Paths));
    }

    private static Decision<InterfaceEndpointEvent> LearnZoneHealth(InterfaceEndpointCommand.LearnZoneHealth learn, in Context context)
    {
        var settings = context.Facts.Settings;
        return Decision<InterfaceEndpointEvent>.Accept(new InterfaceEndpointEvent.ZoneHealthChanged(
            learn.ZoneIds,
            learn.Healthy,
            context.Now + (learn.Healthy ? settings.ZoneRecoveryDetection : settings.ZoneImpairmentDetection)));
    }

    private static Decision<InterfaceEndpointEvent> Delete(InterfaceEndpointState state, in Context context)
    {
        var caller = context.RequiredCaller;
        if (!state.Exists || state.Account != caller.Account || state.Region != caller.Region)
        {
            return new Rejection("InvalidVpcEndpointId.NotFound", $"The VpcEndPoint ID '{context.Self.Key}' does not exist", "§2.2/id");
        }

        return state.Status == EndpointStatus.Deleting
            ? Decision<InterfaceEndpointEvent>.Accept()
            : Decision<InterfaceEndpointEvent>.Accept(
                new InterfaceEndpointEvent.DeletionStarted(context.Now + context.Facts.Settings.EndpointDeletion));
    }

    private static Decision<InterfaceEndpointEvent> SettleStatus(InterfaceEndpointState state) => state.Status switch
    {
        EndpointStatus.PendingAcceptance => Decision<InterfaceEndpointEvent>.Accept(new InterfaceEndpointEvent.Expired()),
        EndpointStatus.Pending when !state.Interfaces.IsEmpty && state.Interfaces.All(each => !each.Healthy) =>
            Decision<InterfaceEndpointEvent>.Accept(new InterfaceEndpointEvent.Failed("None of the endpoint's zones passes traffic.")),
        EndpointStatus.Pending => Decision<InterfaceEndpointEvent>.Accept(new InterfaceEndpointEvent.BecameAvailable()),
        EndpointStatus.Deleting => Decision<InterfaceEndpointEvent>.Accept(new InterfaceEndpointEvent.Deleted()),
        var status => throw new UnreachableException($"The status {status} does not pass by itself."),
    };

    private static Decision<InterfaceEndpointEvent> SettleAddress(InterfaceEndpointState state, string zoneId) =>
        state.Interfaces.First(each => each.ZoneId == zoneId).Healthy
            ? Decision<InterfaceEndpointEvent>.Accept(new InterfaceEndpointEvent.AddressRestored(zoneId))
            : Decision<InterfaceEndpointEvent>.Accept(new InterfaceEndpointEvent.AddressWithdrawn(zoneId));

    private static EndpointServiceCommand.RequestConnection RequestConnection(
        EntityId self, InterfaceEndpointState state, InterfaceEndpointEvent.InterfacesReserved reserved) => new(new ConnectionRequest(
            self.Key,
            state.Account,
            state.PrincipalArn,
            state.Region,
            state.ServiceName,
            state.ServiceRegion,
            [.. reserved.Interfaces.Select(each => new SubnetZone(each.SubnetId, each.ZoneId))],
            state.IpAddressType,
            PrivateDns: false));

    private static Outcome.Accepted Made(EntityId self, InterfaceEndpointState state) => new(
        new InterfaceEndpointReply.VpcEndpointCreated(
            self.Key, state.HostRegion, state.Status, DnsNames.OfEndpoint(self.Key, state), state.IpAddressType, state.DnsRecordIpType, state.PrivateDnsEnabled, state.SecurityGroupIds),
        state.Interfaces.Length == 1
            ? [new Notice("R35", "The endpoint is in one zone only; AWS recommends at least two.")]
            : []);

    private static string ProviderZoneOf(EndpointInterface each, ImmutableArray<ZonePath> paths) =>
        paths.FirstOrDefault(path => path.ConsumerZoneId == each.ZoneId)?.ProviderZoneId ?? each.ZoneId;

    private static InterfaceEndpointState With(
        InterfaceEndpointState state, Func<EndpointInterface, bool> which, Func<EndpointInterface, EndpointInterface> change) =>
        state with { Interfaces = [.. state.Interfaces.Select(each => which(each) ? change(each) : each)] };

    private static EntityId Vpc(InterfaceEndpointState state) => new(EntityKind.Vpc, state.VpcId);

    private static EntityId Service(InterfaceEndpointState state) => new(EntityKind.EndpointService, state.ServiceId);

    private static EntityId Consumer(InterfaceEndpointState state) => new(EntityKind.ServiceConsumer, state.Account);

    private static Message.Tell TellService(EntityId self, InterfaceEndpointState state) =>
        new(Service(state), new EndpointServiceCommand.LearnConnectionStatus(self.Key, state.Status));
}
