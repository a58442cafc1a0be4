using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>
/// The rules of an endpoint service: what it is made of (R1-R3), who may connect from where (R4, R18-R19b, R27-R36a),
/// acceptance (§2.3), deletion (§2.1). <see cref="ServiceCreationRules"/> and <see cref="ServiceModification"/> conduct what spans load
/// balancers, <see cref="ConnectionRules"/> judges requests, <see cref="CrossRegionPaths"/> moves paths.
/// </summary>
public sealed class EndpointServiceDecider : IDecider<EndpointServiceCommand, EndpointServiceEvent, EndpointServiceState>
{
    private const string ServiceOwner = "ServiceOwner";

    private EndpointServiceDecider()
    {
    }

    public static EndpointServiceState Initial => EndpointServiceState.Initial;

    public static Decision<EndpointServiceEvent> Decide(EndpointServiceState state, EndpointServiceCommand command, in Context context)
    {
        // Only calls from outside have a caller, and they must name a service of the caller's own.
        if (context.Caller is { } caller && command is not EndpointServiceCommand.Create and not EndpointServiceCommand.Modify
            && !(state.Exists && state.Account == caller.Account && state.Region == caller.Region))
        {
            return command switch
            {
                EndpointServiceCommand.Delete => NotFound(context.Self.Key) with { Code = "InvalidVpcEndpointService.NotFound" },
                EndpointServiceCommand.ModifyConnectionNotification modify => ConnectionNotificationRules.Unknown(modify.NotificationId),
                EndpointServiceCommand.DeleteConnectionNotification delete => ConnectionNotificationRules.Unknown(delete.NotificationId),
                _ => NotFound(context.Self.Key),
            };
        }

        var facts = context.Facts;
        return command switch
        {
            EndpointServiceCommand.Create create => ServiceCreationRules.Begin(create, context),
            EndpointServiceCommand.HearBinding hear => state.Underway is { } change
                ? ServiceModification.HearBinding(state, change, hear.Outcome, context)
                : ServiceCreationRules.HearBinding(state, hear.Outcome, context),
            EndpointServiceCommand.FinishCreation => Decision<EndpointServiceEvent>.Accept(new EndpointServiceEvent.BecameAvailable()),
            EndpointServiceCommand.DescribeCreation => ServiceCreationRules.Describe(state, context),
            EndpointServiceCommand.Modify modify => ServiceModification.Begin(state, modify.Change, context),
            EndpointServiceCommand.SettleSupportedRegion settle => SettleSupportedRegion(state, settle.Region),
            EndpointServiceCommand.ModifyPermissions modify => ServicePermissions.Modify(state, modify, context),
            EndpointServiceCommand.AcceptConnection accept => ConnectionRules.Accept(state, accept.VpcEndpointId, facts),
            EndpointServiceCommand.RejectConnection reject => ConnectionRules.Reject(state, reject.VpcEndpointId, facts.Settings),
            EndpointServiceCommand.StartPrivateDnsVerification => PrivateDnsNames.Start(state, context),
            EndpointServiceCommand.CheckPrivateDnsName => PrivateDnsNames.Check(state),
            EndpointServiceCommand.HearTxtRecords hear => PrivateDnsNames.Hear(state, hear),
            EndpointServiceCommand.SetPayerResponsibility set => SetPayer(state, set.PayerResponsibility),
            EndpointServiceCommand.CreateConnectionNotification create => ConnectionNotifications.Create(state, create, context),
            EndpointServiceCommand.ModifyConnectionNotification modify => ConnectionNotifications.Modify(state, modify),
            EndpointServiceCommand.DeleteConnectionNotification delete => ConnectionNotifications.Delete(state, delete.NotificationId),
            EndpointServiceCommand.CreateTags create => CreateTags(state, create.Tags, facts.Settings),
            EndpointServiceCommand.DeleteTags delete => DeleteTags(state, delete.Tags),
            EndpointServiceCommand.DeclareMarketplaceListing declare => CrossRegionBars.Declare(state, declare, context),
            EndpointServiceCommand.Delete => Delete(state),
            EndpointServiceCommand.NamePrivateDns name => PrivateDnsNames.Name(state, name.Request, context),
            EndpointServiceCommand.RequestConnection request => ConnectionRules.Request(state, request.Request, context),
            EndpointServiceCommand.ReviewConnection review => ConnectionRules.Review(state, review.Request, context),
            EndpointServiceCommand.LearnConnectionStatus learn => ConnectionRules.Learn(state, learn.VpcEndpointId, learn.Status),
            EndpointServiceCommand.LearnLoadBalancer learn => ServiceLoadBalancers.Learn(state, learn, facts),
            EndpointServiceCommand.ReviewLoadBalancer review => ServiceLoadBalancers.Review(state, review, facts.Settings),
            EndpointServiceCommand.LearnZoneHealth learn => CrossRegionPaths.Learn(state, learn, context),
            EndpointServiceCommand.SettleProviderZone settle => CrossRegionPaths.Settle(state, settle.ZoneId, facts.Regions),
            _ => throw new UnreachableException($"EndpointService has no rule for {command.GetType().Name}."),
        };
    }

    public static EndpointServiceState Evolve(EndpointServiceState state, EndpointServiceEvent fact) => fact switch
    {
        EndpointServiceEvent.CreationRequested requested => state with
        {
            Status = ServiceStatus.Requested,
            Account = requested.Account,
            Region = requested.Region,
            LoadBalancerArns = [.. requested.Service.NetworkLoadBalancerArns.Distinct(StringComparer.Ordinal)],
            AcceptanceRequired = requested.Service.AcceptanceRequired,
            Requested = requested.Service,
            SupportedIpAddressTypes = ServiceIpAddressTypes.Of(requested.Service.SupportedIpAddressTypes),
            Tags = requested.Service.Tags,
            Creator = requested.Requester,
        },
        EndpointServiceEvent.CreationTurnedDown => state,
        EndpointServiceEvent.CreationRefused => state with { Status = ServiceStatus.None },
        EndpointServiceEvent.Created created => state with
        {
            Status = ServiceStatus.Pending,
            StatusDue = created.Due,
            SupportedRegions = state.SupportedRegions.Add(state.Region, new SupportedRegion(SupportedRegionStatus.Available, null)),
        },
        EndpointServiceEvent.BecameAvailable => state with { Status = ServiceStatus.Available, StatusDue = null, Requested = null },
        EndpointServiceEvent.SupportedRegionAdded added => state with
        {
            SupportedRegions = state.SupportedRegions.SetItem(added.Region, new SupportedRegion(SupportedRegionStatus.Pending, added.Due)),
            RemovedRegions = state.RemovedRegions.Remove(added.Region),
        },
        EndpointServiceEvent.SupportedRegionActivated activated => state with
        {
            SupportedRegions = state.SupportedRegions.SetItem(activated.Region, new SupportedRegion(SupportedRegionStatus.Available, null)),
        },
        EndpointServiceEvent.SupportedRegionRemoved removed => state with
        {
            SupportedRegions = state.SupportedRegions.SetItem(removed.Region, new SupportedRegion(SupportedRegionStatus.Deleting, removed.Due)),
            RemovedRegions = state.RemovedRegions.Add(removed.Region),
        },
        EndpointServiceEvent.SupportedRegionDeleted deleted => state with { SupportedRegions = state.SupportedRegions.Remove(deleted.Region) },
        EndpointServiceEvent.AcceptanceRequirementSet set => state with { AcceptanceRequired = set.Required },
        EndpointServiceEvent.PrincipalAllowed allowed => state with
        {
            Principals = state.Principals.SetItem(allowed.Principal, allowed.ServicePermissionId),
            PermissionsDrawn = state.PermissionsDrawn + 1,
        },
        EndpointServiceEvent.PrincipalDisallowed disallowed => state with { Principals = state.Principals.Remove(disallowed.Principal) },
        EndpointServiceEvent.IpAddressTypesSet set => state with { SupportedIpAddressTypes = set.SupportedIpAddressTypes },
        EndpointServiceEvent.PayerResponsibilitySet set => state with { PayerResponsibility = set.PayerResponsibility },
        EndpointServiceEvent.TagsCreated created => state with { Tags = state.Tags.SetItems(created.Tags) },
        EndpointServiceEvent.TagsDeleted deleted => state with { Tags = state.Tags.RemoveRange(deleted.Keys) },
        EndpointServiceEvent.MarketplaceListingDeclared declared => state with { Marketplace = new MarketplaceListing(declared.UserFriendlyDnsName) },
        EndpointServiceEvent.Deleted => state with { Status = ServiceStatus.Deleted },
        EndpointServiceEvent.LoadBalancerBound or EndpointServiceEvent.LoadBalancerRemoved or EndpointServiceEvent.LoadBalancerLearned
            or EndpointServiceEvent.ZonesJoined or EndpointServiceEvent.ZonesLeft
            or EndpointServiceEvent.ZonesTakenOutOfService or EndpointServiceEvent.ZonesPutIntoService => ServiceLoadBalancers.Evolve(state, fact),
        EndpointServiceEvent.ModificationRequested or EndpointServiceEvent.ModificationRefused
            or EndpointServiceEvent.ModificationCompleted => ServiceModification.Evolve(state, fact),
        EndpointServiceEvent.PrivateDnsNameSet or EndpointServiceEvent.PrivateDnsNameRemoved or EndpointServiceEvent.PrivateDnsNameLost
            or EndpointServiceEvent.PrivateDnsVerificationStarted or EndpointServiceEvent.TxtRecordsRequested
            or EndpointServiceEvent.PrivateDnsNameVerified or EndpointServiceEvent.PrivateDnsVerificationFailed => PrivateDnsNames.Evolve(state, fact),
        EndpointServiceEvent.NotificationCreated or EndpointServiceEvent.NotificationModified or EndpointServiceEvent.NotificationDeleted
            or EndpointServiceEvent.NotificationDelivered => ConnectionNotifications.Evolve(state, fact),
        EndpointServiceEvent.ProviderZoneHealthChanged or EndpointServiceEvent.ProviderZoneWithdrawn
            or EndpointServiceEvent.ProviderZoneRestored or EndpointServiceEvent.CrossRegionPathsMoved => CrossRegionPaths.Evolve(state, fact),
        _ => ConnectionRules.Evolve(state, fact),
    };

    public static ImmutableArray<Message> React(
        EntityId self, EndpointServiceState state, EndpointServiceEvent fact, Moment now) => fact switch
    {
        EndpointServiceEvent.CreationTurnedDown down =>
        [
            Forget(self, down.Account),
            new Message.Answer(down.Requester, new Outcome.Refused(down.Rejection, self)),
        ],
        EndpointServiceEvent.CreationRequested => [Bind(self, state, state.LoadBalancerArns[0])],
        EndpointServiceEvent.LoadBalancerBound when state.Underway is null && state.BoundLoadBalancers < state.LoadBalancerArns.Length =>
            [Bind(self, state, state.LoadBalancerArns[state.BoundLoadBalancers])],
        EndpointServiceEvent.CreationRefused refused =>
        [
            .. Unbind(self, state, state.BoundLoadBalancers),
            Forget(self, state.Account),
            new Message.Answer(state.Creator, new Outcome.Refused(refused.Rejection, refused.By)),
        ],
        EndpointServiceEvent.Created => [new Message.Answer(state.Creator, ServiceCreationRules.Made(self, state))],
        EndpointServiceEvent.Deleted => [.. Unbind(self, state, state.LoadBalancerArns.Length), Forget(self, state.Account)],
        EndpointServiceEvent.LoadBalancerRemoved removed => [Unbind(self, removed.LoadBalancerArn)],
        EndpointServiceEvent.TxtRecordsRequested or EndpointServiceEvent.PrivateDnsNameLost => PrivateDnsNames.React(state, fact),
        EndpointServiceEvent.ConnectionAccepted accepted => [Tell(accepted.VpcEndpointId, new InterfaceEndpointCommand.LearnAcceptance())],
        EndpointServiceEvent.ConnectionRejected rejected => [Tell(rejected.VpcEndpointId, new InterfaceEndpointCommand.LearnRejection())],
        EndpointServiceEvent.CrossRegionPathsMoved moved =>
        [
            .. moved.Paths.Select(path => Tell(
                path.VpcEndpointId, new InterfaceEndpointCommand.LearnPath(path.ConsumerZoneId, path.FromZoneId, path.ToZoneId))),
        ],
        _ => ServiceModification.React(self, state, fact),
    };

    public static ImmutableArray<Deadline<EndpointServiceCommand>> Deadlines(EndpointServiceState state)
    {
        if (!state.Exists)
        {
            return [];
        }

        var deadlines = ImmutableArray.CreateBuilder<Deadline<EndpointServiceCommand>>();
        if (state.StatusDue is { } due)
        {
            deadlines.Add(new("creation", due, new EndpointServiceCommand.FinishCreation()));
        }

        if (state.PrivateDnsName is { Due: { } checkedAt })
        {
            deadlines.Add(new("private-dns-name", checkedAt, new EndpointServiceCommand.CheckPrivateDnsName()));
        }

        foreach (var (region, supported) in state.SupportedRegions)
        {
            if (supported.Due is { } settled)
            {
                deadlines.Add(new($"region:{region}", settled, new EndpointServiceCommand.SettleSupportedRegion(region)));
            }
        }

        foreach (var (zone, health) in state.Zones)
        {
            if (health.Due is { } settled)
            {
                deadlines.Add(new($"zone:{zone}", settled, new EndpointServiceCommand.SettleProviderZone(zone)));
            }
        }

        return deadlines.ToImmutable();
    }

    public static EndpointServiceCommand Hear(Reply reply) => reply.From.Kind == EntityKind.PublicDns
        ? new EndpointServiceCommand.HearTxtRecords(reply.About, reply.Outcome)
        : new EndpointServiceCommand.HearBinding(reply.Outcome);

    /// <summary>The refusal of a service id that the caller does not own (§2.1).</summary>
    internal static Rejection NotFound(string serviceId) => new(
        "InvalidVpcEndpointServiceId.NotFound", $"The VpcEndpointService Id '{serviceId}' does not exist", "§2.1/id");

    /// <summary>The refusal that tells nobody why: what AWS says of a service that a consumer may not see.</summary>
    internal static Rejection NameDoesNotExist(string serviceName, string rule, string code = "InvalidServiceName") =>
        new(code, $"The Vpc Endpoint Service '{serviceName}' does not exist", rule);

    /// <summary>The question that makes a load balancer the service's front end.</summary>
    internal static Message.Ask Bind(EntityId self, EndpointServiceState state, string arn) =>
        new(new EntityId(EntityKind.LoadBalancer, arn), new LoadBalancerCommand.Bind(self.Key, state.Account, state.Region), arn);

    /// <summary>An instruction to an endpoint.</summary>
    internal static Message.Tell Tell(string endpointId, InterfaceEndpointCommand command) =>
        new(new EntityId(EntityKind.InterfaceEndpoint, endpointId), command);

    private static Decision<EndpointServiceEvent> SettleSupportedRegion(EndpointServiceState state, string region) =>
        state.SupportedRegions[region].Status == SupportedRegionStatus.Pending
            ? Decision<EndpointServiceEvent>.Accept(new EndpointServiceEvent.SupportedRegionActivated(region))
            : Decision<EndpointServiceEvent>.Accept(new EndpointServiceEvent.SupportedRegionDeleted(region));

    private static Decision<EndpointServiceEvent> SetPayer(EndpointServiceState state, string payer) =>
        payer != ServiceOwner
            ? new Rejection(
                "InvalidParameter",
                $"'{payer}' is no payer responsibility. The only value is {ServiceOwner}; once it is set, you cannot set it back to the endpoint owner.",
                "§2.6")
        : state.PayerResponsibility == payer ? Decision<EndpointServiceEvent>.Accept()
        : Decision<EndpointServiceEvent>.Accept(new EndpointServiceEvent.PayerResponsibilitySet(payer));

    private static Decision<EndpointServiceEvent> CreateTags(
        EndpointServiceState state, ImmutableSortedDictionary<string, string> tags, Settings settings)
    {
        var changed = tags.RemoveRange(tags.Where(tag => state.Tags.TryGetValue(tag.Key, out var value) && value == tag.Value).Select(tag => tag.Key));
        return Tags.Refuse(state.Tags, tags, settings) is { } refused ? refused
            : changed.IsEmpty ? Decision<EndpointServiceEvent>.Accept()
            : Decision<EndpointServiceEvent>.Accept(new EndpointServiceEvent.TagsCreated(changed));
    }

    private static Decision<EndpointServiceEvent> DeleteTags(EndpointServiceState state, ImmutableSortedDictionary<string, string?> tags)
    {
        ImmutableArray<string> keys =
        [
            .. tags.Where(tag => state.Tags.TryGetValue(tag.Key, out var value) && (tag.Value is null || tag.Value == value)).Select(tag => tag.Key),
        ];
        return keys.IsEmpty ? Decision<EndpointServiceEvent>.Accept() : Decision<EndpointServiceEvent>.Accept(new EndpointServiceEvent.TagsDeleted(keys));
    }

    private static Decision<EndpointServiceEvent> Delete(EndpointServiceState state) =>
        state.HasAttachedEndpoints
            ? new Rejection("ExistingVpcEndpointConnections", "Service has existing active VPC Endpoint connections!", "§2.1")
            : Decision<EndpointServiceEvent>.Accept(new EndpointServiceEvent.Deleted());

    private static IEnumerable<Message> Unbind(EntityId self, EndpointServiceState state, int bound) =>
        state.LoadBalancerArns.Take(bound).Select(arn => Unbind(self, arn));

    private static Message Unbind(EntityId self, string arn) =>
        new Message.Tell(new EntityId(EntityKind.LoadBalancer, arn), new LoadBalancerCommand.Unbind(self.Key));

    private static Message.Tell Forget(EntityId self, string account) =>
        new(new EntityId(EntityKind.ServiceProvider, account), new ServiceProviderCommand.Forget(self));
}
