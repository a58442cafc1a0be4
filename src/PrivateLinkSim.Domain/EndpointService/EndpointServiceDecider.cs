using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>
/// The rules of an endpoint service: what it is made of (R1-R3), who may connect from where (R4, R18-R19b, R27-R36a),
/// acceptance (§2.3), deletion (§2.1). <see cref="ConnectionRules"/> judges requests, <see cref="CrossRegionPaths"/> moves paths.
/// </summary>
public sealed class EndpointServiceDecider : IDecider<EndpointServiceCommand, EndpointServiceEvent, EndpointServiceState>
{
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
            return command is EndpointServiceCommand.Delete
                ? NotFound(context.Self.Key) with { Code = "InvalidVpcEndpointService.NotFound" }
                : NotFound(context.Self.Key);
        }

        return command switch
        {
            EndpointServiceCommand.Create create => Decision<EndpointServiceEvent>.Later(new EndpointServiceEvent.CreationRequested(
                create.Account, create.Region, create.Service, context.Requester)),
            EndpointServiceCommand.HearBinding hear => HearBinding(state, hear.Outcome, context),
            EndpointServiceCommand.FinishCreation => Decision<EndpointServiceEvent>.Accept(new EndpointServiceEvent.BecameAvailable()),
            EndpointServiceCommand.Modify modify => Modify(state, modify.Change, context),
            EndpointServiceCommand.SettleSupportedRegion settle => SettleSupportedRegion(state, settle.Region),
            EndpointServiceCommand.ModifyPermissions modify => ModifyPermissions(state, modify, context),
            EndpointServiceCommand.AcceptConnection accept => ConnectionRules.Accept(state, accept.VpcEndpointId, context.Facts.Settings),
            EndpointServiceCommand.RejectConnection reject => ConnectionRules.Reject(state, reject.VpcEndpointId, context.Facts.Settings),
            EndpointServiceCommand.Delete => Delete(state),
            EndpointServiceCommand.RequestConnection request => ConnectionRules.Request(state, request.Request, context),
            EndpointServiceCommand.LearnConnectionStatus learn => state.Connections.ContainsKey(learn.VpcEndpointId)
                ? Decision<EndpointServiceEvent>.Accept(new EndpointServiceEvent.ConnectionStatusChanged(learn.VpcEndpointId, learn.Status))
                : Decision<EndpointServiceEvent>.Accept(),
            EndpointServiceCommand.LearnZoneHealth learn => CrossRegionPaths.Learn(state, learn, context),
            EndpointServiceCommand.SettleProviderZone settle => CrossRegionPaths.Settle(state, settle.ZoneId),
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
            LoadBalancerArns = requested.Service.NetworkLoadBalancerArns,
            AcceptanceRequired = requested.Service.AcceptanceRequired,
            Requested = requested.Service,
            SupportedIpAddressTypes = requested.Service.SupportedIpAddressTypes.IsEmpty ? [IpAddressType.Ipv4] : [.. requested.Service.SupportedIpAddressTypes.Distinct().Order()],
            Tags = requested.Service.Tags,
            Creator = requested.Requester,
        },
        EndpointServiceEvent.LoadBalancerBound bound => state with
        {
            BoundLoadBalancers = state.BoundLoadBalancers + 1,
            LoadBalancers = state.LoadBalancers.SetItem(bound.LoadBalancerArn, bound.Facts),
            Zones = state.Zones.SetItems(bound.Facts.Zones.Select(zone =>
                KeyValuePair.Create(zone.ZoneId, new ProviderZone(zone.Healthy, zone.Healthy, null)))),
        },
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
        EndpointServiceEvent.Deleted => state with { Status = ServiceStatus.Deleted },
        EndpointServiceEvent.ProviderZoneHealthChanged or EndpointServiceEvent.ProviderZoneWithdrawn
            or EndpointServiceEvent.ProviderZoneRestored or EndpointServiceEvent.CrossRegionPathsMoved => CrossRegionPaths.Evolve(state, fact),
        _ => ConnectionRules.Evolve(state, fact),
    };

    public static ImmutableArray<Message> React(
        EntityId self, EndpointServiceState state, EndpointServiceEvent fact, Moment now) => fact switch
    {
        EndpointServiceEvent.CreationRequested => [AskNextLoadBalancer(self, state)],
        EndpointServiceEvent.LoadBalancerBound when state.BoundLoadBalancers < state.LoadBalancerArns.Length =>
            [AskNextLoadBalancer(self, state)],
        EndpointServiceEvent.CreationRefused refused =>
        [
            .. Unbind(self, state, state.BoundLoadBalancers),
            Forget(self, state),
            new Message.Answer(state.Creator, new Outcome.Refused(refused.Rejection, refused.By)),
        ],
        EndpointServiceEvent.Created => [new Message.Answer(state.Creator, Made(self, state))],
        EndpointServiceEvent.Deleted => [.. Unbind(self, state, state.LoadBalancerArns.Length), Forget(self, state)],
        EndpointServiceEvent.ConnectionAccepted accepted => [Tell(accepted.VpcEndpointId, new InterfaceEndpointCommand.LearnAcceptance())],
        EndpointServiceEvent.ConnectionRejected rejected => [Tell(rejected.VpcEndpointId, new InterfaceEndpointCommand.LearnRejection())],
        EndpointServiceEvent.CrossRegionPathsMoved moved =>
        [
            .. moved.Paths.Select(path => Tell(
                path.VpcEndpointId, new InterfaceEndpointCommand.LearnPath(path.ConsumerZoneId, path.FromZoneId, path.ToZoneId))),
        ],
        _ => [],
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

    public static EndpointServiceCommand Hear(Reply reply) => new EndpointServiceCommand.HearBinding(reply.Outcome);

    /// <summary>The refusal of a service id that the caller does not own (§2.1).</summary>
    internal static Rejection NotFound(string serviceId) => new(
        "InvalidVpcEndpointServiceId.NotFound", $"The VpcEndpointService Id '{serviceId}' does not exist", "§2.1/id");

    /// <summary>The refusal that tells nobody why: what AWS says of a service that a consumer may not see.</summary>
    internal static Rejection NameDoesNotExist(string serviceName, string rule, string code = "InvalidServiceName") =>
        new(code, $"The Vpc Endpoint Service '{serviceName}' does not exist", rule);

    private static Decision<EndpointServiceEvent> HearBinding(EndpointServiceState state, Outcome outcome, in Context context)
    {
        if (outcome is Outcome.Refused refused)
        {
            return Decision<EndpointServiceEvent>.Accept(new EndpointServiceEvent.CreationRefused(refused.Rejection, refused.By));
        }

        if (outcome is not Outcome.Accepted { Value: LoadBalancerReply.Bound bound })
        {
            throw new UnreachableException($"A load balancer answered a binding with {outcome}.");
        }

        var fact = new EndpointServiceEvent.LoadBalancerBound(bound.LoadBalancerArn, bound.Facts);
        if (state.BoundLoadBalancers + 1 < state.LoadBalancerArns.Length)
        {
            return Decision<EndpointServiceEvent>.Accept(fact);
        }

        var (region, due) = (state.Region, context.Now + context.Facts.Settings.SupportedRegionActivation);
        return Decision<EndpointServiceEvent>.Accept(
        [
            fact,
            new EndpointServiceEvent.Created(context.Now + context.Facts.Settings.ServiceCreation),
            .. (state.Requested?.SupportedRegions ?? [])
                .Where(other => other != region)
                .Distinct(StringComparer.Ordinal)
                .Select(other => new EndpointServiceEvent.SupportedRegionAdded(other, due)),
        ]);
    }

    private static Decision<EndpointServiceEvent> Modify(
        EndpointServiceState state, EndpointServiceChange modify, in Context context)
    {
        var settings = context.Facts.Settings;
        if (modify.RemoveSupportedRegions.Contains(state.Region, StringComparer.Ordinal))
        {
            return new Rejection("InvalidParameter", $"Cannot remove service region {state.Region} from {context.Self.Key}", "R29");
        }

        var now = context.Now;
        var facts = ImmutableArray.CreateBuilder<EndpointServiceEvent>();
        facts.AddRange(modify.RemoveSupportedRegions
            .Distinct(StringComparer.Ordinal)
            .Where(region => state.SupportedRegions.TryGetValue(region, out var supported) && supported.Status != SupportedRegionStatus.Deleting)
            .Select(region => new EndpointServiceEvent.SupportedRegionRemoved(region, now + settings.SupportedRegionRemoval)));
        facts.AddRange(modify.AddSupportedRegions
            .Distinct(StringComparer.Ordinal)
            .Where(region => !state.SupportedRegions.TryGetValue(region, out var supported)
                || supported.Status == SupportedRegionStatus.Deleting
                || modify.RemoveSupportedRegions.Contains(region, StringComparer.Ordinal))
            .Select(region => new EndpointServiceEvent.SupportedRegionAdded(region, now + settings.SupportedRegionActivation)));
        if (modify.AcceptanceRequired is { } required && required != state.AcceptanceRequired)
        {
            facts.Add(new EndpointServiceEvent.AcceptanceRequirementSet(required));
        }

        return Decision<EndpointServiceEvent>.Accept(facts.ToArray());
    }

    private static Decision<EndpointServiceEvent> SettleSupportedRegion(EndpointServiceState state, string region) =>
        state.SupportedRegions[region].Status == SupportedRegionStatus.Pending
            ? Decision<EndpointServiceEvent>.Accept(new EndpointServiceEvent.SupportedRegionActivated(region))
            : Decision<EndpointServiceEvent>.Accept(new EndpointServiceEvent.SupportedRegionDeleted(region));

    private static Decision<EndpointServiceEvent> ModifyPermissions(
        EndpointServiceState state, EndpointServiceCommand.ModifyPermissions modify, in Context context)
    {
        if (modify.AddAllowedPrincipals.FirstOrDefault(principal => !Principal.IsWellFormed(principal)) is { } malformed)
        {
            return new Rejection(
                "InvalidParameter", $"Invalid principal: '{malformed}'. It must be *, or the ARN of an account's root, a role or a user without a path.", "§2.4");
        }

        var draws = context.Draws;
        ImmutableArray<AddedPrincipal> added =
        [
            .. modify.AddAllowedPrincipals
                .Distinct(StringComparer.Ordinal)
                .Where(principal => !state.Principals.ContainsKey(principal))
                .Select((principal, index) => new AddedPrincipal(principal, draws.Id("vpce-svc-perm-", state.PermissionsDrawn + index))),
        ];
        return Decision<EndpointServiceEvent>.Accept(
            [
                .. added.Select(each => new EndpointServiceEvent.PrincipalAllowed(each.Principal, each.ServicePermissionId)),
                .. modify.RemoveAllowedPrincipals
                    .Distinct(StringComparer.Ordinal)
                    .Where(state.Principals.ContainsKey)
                    .Select(principal => new EndpointServiceEvent.PrincipalDisallowed(principal)),
            ],
            new EndpointServiceReply.PermissionsModified(added));
    }

    private static Decision<EndpointServiceEvent> Delete(EndpointServiceState state) =>
        state.Connections.Values.Any(connection =>
            connection.Status is EndpointStatus.Available or EndpointStatus.Pending or EndpointStatus.PendingAcceptance)
            ? new Rejection("ExistingVpcEndpointConnections", "Service has existing active VPC Endpoint connections!", "§2.1")
            : Decision<EndpointServiceEvent>.Accept(new EndpointServiceEvent.Deleted());

    private static Outcome.Accepted Made(EntityId self, EndpointServiceState state) => new(
        new EndpointServiceReply.ServiceCreated(
            self.Key,
            ServiceName.Make(state.Region, self.Key),
            ServiceStatus.Pending,
            [DnsNames.OfService(self.Key, state.Region)],
            [.. new[] { state.Region }.Concat((state.Requested?.SupportedRegions ?? [])).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            state.SupportedIpAddressTypes,
            state.PrivateDnsName),
        state.Zones.Count < 2
            ? [new Notice("R7", "The service is in one zone only; AWS recommends at least two.")]
            : []);

    private static Message.Ask AskNextLoadBalancer(EntityId self, EndpointServiceState state)
    {
        var arn = state.LoadBalancerArns[state.BoundLoadBalancers];
        return new Message.Ask(
            new EntityId(EntityKind.LoadBalancer, arn), new LoadBalancerCommand.Bind(self.Key, state.Account, state.Region), arn);
    }

    private static IEnumerable<Message> Unbind(EntityId self, EndpointServiceState state, int bound) =>
        state.LoadBalancerArns.Take(bound).Select(arn =>
            new Message.Tell(new EntityId(EntityKind.LoadBalancer, arn), new LoadBalancerCommand.Unbind(self.Key)));

    private static Message.Tell Forget(EntityId self, EndpointServiceState state) =>
        new(new EntityId(EntityKind.ServiceProvider, state.Account), new ServiceProviderCommand.Forget(self));

    private static Message.Tell Tell(string endpointId, InterfaceEndpointCommand command) =>
        new(new EntityId(EntityKind.InterfaceEndpoint, endpointId), command);
}
