using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>How a service is made: the request is judged, its load balancers are bound one after the other, then judged together.</summary>
internal static class ServiceCreationRules
{
    public static Decision<EndpointServiceEvent> Begin(EndpointServiceCommand.Create create, in Context context) =>
        Refuse(create.Service, context.Facts.Settings) is { } refused
            ? Decision<EndpointServiceEvent>.Later(new EndpointServiceEvent.CreationTurnedDown(create.Account, refused, context.Requester))
            : Decision<EndpointServiceEvent>.Later(new EndpointServiceEvent.CreationRequested(
                create.Account, create.Region, create.Service, context.Requester));

    public static Decision<EndpointServiceEvent> HearBinding(EndpointServiceState state, Outcome outcome, in Context context)
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

        var others = (state.Requested?.SupportedRegions ?? []).Where(other => other != state.Region).Distinct(StringComparer.Ordinal).ToImmutableArray();
        if (Refuse(EndpointServiceDecider.Evolve(state, fact), !others.IsEmpty, context.Facts) is { } unfit)
        {
            return Decision<EndpointServiceEvent>.Accept(fact, new EndpointServiceEvent.CreationRefused(unfit, context.Self));
        }

        var due = context.Now + context.Facts.Settings.SupportedRegionActivation;
        return Decision<EndpointServiceEvent>.Accept(
        [
            fact,
            .. state.Requested?.PrivateDnsName is { } name ? new[] { PrivateDnsNames.Set(state, name, context.Draws) } : [],
            new EndpointServiceEvent.Created(context.Now + context.Facts.Settings.ServiceCreation),
            .. others.Select(other => new EndpointServiceEvent.SupportedRegionAdded(other, due)),
        ]);
    }

    /// <summary>What a repeated creation with the same token answers: the service as it is now (§2.17).</summary>
    public static Decision<EndpointServiceEvent> Describe(EndpointServiceState state, in Context context)
    {
        if (!state.Exists)
        {
            return EndpointServiceDecider.NotFound(context.Self.Key);
        }

        var made = Made(
            context.Self, state, state.SupportedRegions.Where(region => region.Value.Status != SupportedRegionStatus.Deleting).Select(region => region.Key));
        return Decision<EndpointServiceEvent>.Accept([], made.Value!, made.Notices);
    }

    /// <summary>What a creation answers: the Regions that were asked for are being added by the events that follow.</summary>
    public static Outcome.Accepted Made(EntityId self, EndpointServiceState state) =>
        Made(self, state, [state.Region, .. state.Requested?.SupportedRegions ?? []]);

    private static Outcome.Accepted Made(EntityId self, EndpointServiceState state, IEnumerable<string> regions) => new(
        new EndpointServiceReply.ServiceCreated(
            self.Key,
            ServiceName.Make(state.Region, self.Key),
            state.Status,
            [DnsNames.OfService(self.Key, state.Region)],
            [.. regions.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            state.SupportedIpAddressTypes,
            state.PrivateDnsName),
        state.Zones.Count < 2
            ? [new Notice("R7", "The service is in one zone only; AWS recommends at least two.")]
            : []);

    private static Rejection? Refuse(NewEndpointService service, Settings settings) =>
        ServiceIpAddressTypes.RefuseList(service.SupportedIpAddressTypes, settings)
        ?? (service.PrivateDnsName is { } name ? PrivateDnsNames.RefuseForm(name) : null)
        ?? Tags.Refuse(Tags.None, service.Tags, settings);

    private static Rejection? Refuse(EndpointServiceState state, bool crossRegion, Facts facts) =>
        (state.Supports(IpAddressType.Ipv6) ? ServiceIpAddressTypes.RefuseIpv6(state.LoadBalancers, facts.Settings) : null)
        ?? (crossRegion ? CrossRegionBars.Refuse(state, state.LoadBalancers, state.Zones.Keys, facts) : null);
}
