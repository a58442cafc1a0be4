using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>
/// How a service is changed. A change that adds load balancers asks them one after the other within the instant; whoever
/// refuses, nothing changes. One such change is underway at a time, and others wait for it.
/// </summary>
internal static class ServiceModification
{
    public static Decision<EndpointServiceEvent> Begin(EndpointServiceState state, EndpointServiceChange change, in Context context)
    {
        if (!state.Exists)
        {
            return EndpointServiceDecider.NotFound(context.Self.Key);
        }

        if (state.Underway is not null)
        {
            return Decision<EndpointServiceEvent>.Later(new EndpointServiceEvent.ModificationRequested(change, context.Requester));
        }

        if (RefuseRequest(state, change, context.Self.Key, context.Facts.Settings) is { } refused)
        {
            return refused;
        }

        var added = ServiceLoadBalancers.ToBind(state, change);
        if (!added.IsEmpty)
        {
            return Decision<EndpointServiceEvent>.Later(new EndpointServiceEvent.ModificationRequested(
                change with { AddNetworkLoadBalancerArns = added }, context.Requester));
        }

        return RefuseFit(state, change, context.Facts) is { } unfit
            ? unfit
            : Decision<EndpointServiceEvent>.Accept(Apply(state, change, context).AsSpan());
    }

    public static Decision<EndpointServiceEvent> HearBinding(
        EndpointServiceState state, EndpointServiceChange change, Outcome outcome, in Context context)
    {
        if (outcome is Outcome.Refused refused)
        {
            return TurnDown(state, change, refused.Rejection, refused.By);
        }

        if (outcome is not Outcome.Accepted { Value: LoadBalancerReply.Bound bound })
        {
            throw new UnreachableException($"A load balancer answered a binding with {outcome}.");
        }

        var fact = new EndpointServiceEvent.LoadBalancerBound(bound.LoadBalancerArn, bound.Facts);
        var next = EndpointServiceDecider.Evolve(state, fact);
        if ((!state.Exists ? EndpointServiceDecider.NotFound(context.Self.Key) : ServiceLoadBalancers.RefuseAddition(state, change, bound, context.Facts.Settings)) is { } misfit)
        {
            return TurnDown(next, change, misfit, context.Self);
        }

        if (!ServiceLoadBalancers.ToBind(next, change).IsEmpty)
        {
            return Decision<EndpointServiceEvent>.Accept(fact);
        }

        return (RefuseRequest(next, change, context.Self.Key, context.Facts.Settings) ?? RefuseFit(next, change, context.Facts)) is { } unfit
            ? TurnDown(next, change, unfit, context.Self)
            : Decision<EndpointServiceEvent>.Accept(
                [fact, .. Apply(next, change, context), new EndpointServiceEvent.ModificationCompleted()]);
    }

    public static EndpointServiceState Evolve(EndpointServiceState state, EndpointServiceEvent fact) => fact switch
    {
        EndpointServiceEvent.ModificationRequested requested => state.Underway is null
            ? state with { Underway = requested.Change, Modifier = requested.Requester }
            : state,
        EndpointServiceEvent.ModificationRefused or EndpointServiceEvent.ModificationCompleted => state with { Underway = null },
        _ => throw new UnreachableException($"ServiceModification gives no meaning to {fact.GetType().Name}."),
    };

    public static ImmutableArray<Message> React(EntityId self, EndpointServiceState state, EndpointServiceEvent fact) => fact switch
    {
        EndpointServiceEvent.ModificationRequested waiting when waiting.Requester != state.Modifier =>
            [new Message.Pass(self, new EndpointServiceCommand.Modify(waiting.Change), waiting.Requester)],
        EndpointServiceEvent.ModificationRequested or EndpointServiceEvent.LoadBalancerBound when state.Underway is { } change =>
            [.. ServiceLoadBalancers.ToBind(state, change).Take(1).Select(arn => EndpointServiceDecider.Bind(self, state, arn))],
        EndpointServiceEvent.ModificationRefused refused =>
            [new Message.Answer(state.Modifier, new Outcome.Refused(refused.Rejection, refused.By))],
        EndpointServiceEvent.ModificationCompleted => [new Message.Answer(state.Modifier, new Outcome.Accepted(null, []))],
        _ => [],
    };

    /// <summary>Frees what was bound for the change. What was bound last is only let go: the log has no word of it.</summary>
    private static Decision<EndpointServiceEvent> TurnDown(
        EndpointServiceState state, EndpointServiceChange change, Rejection rejection, EntityId by) =>
        Decision<EndpointServiceEvent>.Accept(
        [
            .. state.LoadBalancerArns
                .Where(arn => change.AddNetworkLoadBalancerArns.Contains(arn, StringComparer.Ordinal))
                .Select(arn => new EndpointServiceEvent.LoadBalancerRemoved(arn)),
            new EndpointServiceEvent.ModificationRefused(rejection, by),
        ]);

    private static Rejection? RefuseRequest(EndpointServiceState state, EndpointServiceChange change, string serviceId, Settings settings) =>
        change.RemoveSupportedRegions.Contains(state.Region, StringComparer.Ordinal)
            ? new Rejection("InvalidParameter", $"Cannot remove service region {state.Region} from {serviceId}", "R29")
            : ServiceLoadBalancers.Refuse(state, change, settings)
                ?? ServiceIpAddressTypes.RefuseChange(state, change, serviceId, settings)
                ?? PrivateDnsNames.RefuseChange(change);

    private static Rejection? RefuseFit(EndpointServiceState state, EndpointServiceChange change, Facts facts)
    {
        var staying = ServiceLoadBalancers.Staying(state, change);
        if (!state.Supports(IpAddressType.Ipv6) && ServiceIpAddressTypes.After(state, change).Contains(IpAddressType.Ipv6)
            && ServiceIpAddressTypes.RefuseIpv6(staying, facts.Settings) is { } refused)
        {
            return refused;
        }

        var zoneIds = staying.Values.SelectMany(loadBalancer => loadBalancer.Zones).Select(zone => zone.ZoneId)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return AddedRegions(state, change).Any() ? CrossRegionBars.Refuse(state, staying, zoneIds, facts)
            : state.HasRemoteAccess && staying.Count < state.LoadBalancers.Count ? CrossRegionBars.RefuseZones(state.Region, zoneIds, facts)
            : null;
    }

    private static IEnumerable<string> AddedRegions(EndpointServiceState state, EndpointServiceChange change) =>
        change.AddSupportedRegions
            .Distinct(StringComparer.Ordinal)
            .Where(region => !state.SupportedRegions.TryGetValue(region, out var supported)
                || supported.Status == SupportedRegionStatus.Deleting
                || change.RemoveSupportedRegions.Contains(region, StringComparer.Ordinal));

    private static ImmutableArray<EndpointServiceEvent> Apply(EndpointServiceState state, EndpointServiceChange change, in Context context)
    {
        var (settings, now) = (context.Facts.Settings, context.Now);
        var facts = ImmutableArray.CreateBuilder<EndpointServiceEvent>();
        var staying = ServiceLoadBalancers.Staying(state, change);
        var (leaving, joining) = (ServiceLoadBalancers.Leaving(state, staying), ServiceLoadBalancers.Joining(state, staying));
        facts.AddRange(ServiceLoadBalancers.ToRemove(state, change).Select(arn => new EndpointServiceEvent.LoadBalancerRemoved(arn)));
        if (staying.Count < state.LoadBalancers.Count && !leaving.IsEmpty)
        {
            facts.Add(new EndpointServiceEvent.ZonesLeft(leaving));
        }

        if (!joining.IsEmpty)
        {
            facts.Add(new EndpointServiceEvent.ZonesJoined(joining));
        }

        // Of the zones that stay, other load balancers may decide now.
        var serving = ServiceLoadBalancers.Serving(facts.Aggregate(state, EndpointServiceDecider.Evolve));
        facts.AddRange(serving);
        var types = ServiceIpAddressTypes.After(state, change);
        if (!types.SequenceEqual(state.SupportedIpAddressTypes))
        {
            facts.Add(new EndpointServiceEvent.IpAddressTypesSet(types));
        }

        facts.AddRange(PrivateDnsNames.Change(state, change, context));
        facts.AddRange(change.RemoveSupportedRegions
            .Distinct(StringComparer.Ordinal)
            .Where(region => state.SupportedRegions.TryGetValue(region, out var supported) && supported.Status != SupportedRegionStatus.Deleting)
            .Select(region => new EndpointServiceEvent.SupportedRegionRemoved(region, now + settings.SupportedRegionRemoval)));
        facts.AddRange(AddedRegions(state, change)
            .Select(region => new EndpointServiceEvent.SupportedRegionAdded(region, now + settings.SupportedRegionActivation)));
        if (change.AcceptanceRequired is { } required && required != state.AcceptanceRequired)
        {
            facts.Add(new EndpointServiceEvent.AcceptanceRequirementSet(required));
            if (!required && settings.AcceptanceOffAcceptsPending)
            {
                facts.AddRange(ConnectionRules.AcceptPending(facts.Aggregate(state, EndpointServiceDecider.Evolve), settings));
            }
        }

        if (!joining.IsEmpty || !leaving.IsEmpty || !serving.IsEmpty)
        {
            facts.AddRange(CrossRegionPaths.Moving(facts.Aggregate(state, EndpointServiceDecider.Evolve), context.Facts.Regions));
        }

        return facts.ToImmutable();
    }
}
