using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>The load balancers of a service: which may come and go (R3, §2.1/keep, §2.1/attached), their zones (§2.1/zone), and what they may become (R40a, R50b).</summary>
internal static class ServiceLoadBalancers
{
    /// <summary>Those of the load balancers to add that are not its own yet, in the order they were named.</summary>
    public static ImmutableArray<string> ToBind(EndpointServiceState state, EndpointServiceChange change) =>
        [.. change.AddNetworkLoadBalancerArns.Distinct(StringComparer.Ordinal).Except(state.LoadBalancerArns, StringComparer.Ordinal)];

    /// <summary>Its own load balancers that go, each once.</summary>
    public static ImmutableArray<string> ToRemove(EndpointServiceState state, EndpointServiceChange change) =>
        [.. change.RemoveNetworkLoadBalancerArns.Distinct(StringComparer.Ordinal).Where(arn => state.LoadBalancerArns.Contains(arn, StringComparer.Ordinal))];

    /// <summary>What the load balancers told that stay.</summary>
    public static ImmutableSortedDictionary<string, LoadBalancerFacts> Staying(EndpointServiceState state, EndpointServiceChange change) =>
        state.LoadBalancers.RemoveRange(change.RemoveNetworkLoadBalancerArns);

    /// <summary>Why load balancers can't be added or taken away as asked, or null.</summary>
    public static Rejection? Refuse(EndpointServiceState state, EndpointServiceChange change, Settings settings)
    {
        if (change.AddNetworkLoadBalancerArns.Concat(change.RemoveNetworkLoadBalancerArns).FirstOrDefault(arn => !LoadBalancerArn.IsWellFormed(arn)) is { } malformed)
        {
            return new Rejection("InvalidNetworkLoadBalancerArn.Malformed", $"The Network Load Balancer ARN '{malformed}' is malformed", "R3");
        }

        if (change.RemoveNetworkLoadBalancerArns.Except(state.LoadBalancerArns, StringComparer.Ordinal).FirstOrDefault() is { } unknown)
        {
            return new Rejection("InvalidNetworkLoadBalancerArn.NotFound", $"The Network Load Balancer ARN '{unknown}' does not exist", "R3");
        }

        var removed = ToRemove(state, change);
        return removed.IsEmpty ? null
            : removed.Length == state.LoadBalancerArns.Length && ToBind(state, change).IsEmpty
                ? new Rejection(settings.ServiceChangeCode, "You must keep at least one load balancer selected.", "§2.1/keep")
            : state.HasAttachedEndpoints
                ? new Rejection(
                    "ExistingVpcEndpointConnections",
                    "You cannot change the load balancers for the endpoint service if there are endpoints attached.",
                    "§2.1/attached")
            : null;
    }

    /// <summary>Why a load balancer that was just bound does not fit the service, or null (R50a, R40).</summary>
    public static Rejection? RefuseAddition(EndpointServiceState state, EndpointServiceChange change, LoadBalancerReply.Bound bound, Settings settings) =>
        (state.Supports(IpAddressType.Ipv6) && ServiceIpAddressTypes.After(state, change).Contains(IpAddressType.Ipv6)
            ? ServiceIpAddressTypes.RefuseAddition(bound.LoadBalancerArn, bound.Facts, settings)
            : null)
        ?? (state.HasRemoteAccess ? CrossRegionBars.RefuseIdleTimeout(bound.LoadBalancerArn, bound.Facts, "R40", settings) : null);

    /// <summary>The zones of these load balancers that are not the service's yet, in the order of zone ids.</summary>
    public static ImmutableArray<ZoneHealth> Joining(
        EndpointServiceState state, ImmutableSortedDictionary<string, LoadBalancerFacts> loadBalancers) =>
    [
        .. loadBalancers.Values
            .SelectMany(facts => facts.Zones)
            .Where(zone => !state.Zones.ContainsKey(zone.ZoneId))
            .DistinctBy(zone => zone.ZoneId, StringComparer.Ordinal)
            .OrderBy(zone => zone.ZoneId, StringComparer.Ordinal),
    ];

    /// <summary>The zones of the service in which none of these load balancers is.</summary>
    public static ImmutableArray<string> Leaving(
        EndpointServiceState state, ImmutableSortedDictionary<string, LoadBalancerFacts> loadBalancers) =>
        [.. state.Zones.Keys.Except(loadBalancers.Values.SelectMany(facts => facts.Zones).Select(zone => zone.ZoneId), StringComparer.Ordinal)];

    /// <summary>The zones that go out of service or into it, as the load balancers have told; none where all are as they should be.</summary>
    public static ImmutableArray<EndpointServiceEvent> Serving(EndpointServiceState state)
    {
        var changes = state.Zones.Where(zone => zone.Value.OutOfService != IsOutOfService(state, zone.Key)).ToLookup(zone => zone.Value.OutOfService, zone => zone.Key);
        return
        [
            .. changes[false].Any() ? ImmutableArray.Create<EndpointServiceEvent>(new EndpointServiceEvent.ZonesTakenOutOfService([.. changes[false]])) : [],
            .. changes[true].Any() ? ImmutableArray.Create<EndpointServiceEvent>(new EndpointServiceEvent.ZonesPutIntoService([.. changes[true]])) : [],
        ];
    }

    /// <summary>A load balancer tells what it is, and which of its zones are out of service; cross-Region paths leave those (R37).</summary>
    public static Decision<EndpointServiceEvent> Learn(EndpointServiceState state, EndpointServiceCommand.LearnLoadBalancer learn, Facts facts)
    {
        if (!state.LoadBalancers.TryGetValue(learn.LoadBalancerArn, out var known) || AreSame(known, learn.Facts))
        {
            return Decision<EndpointServiceEvent>.Accept();
        }

        var told = new EndpointServiceEvent.LoadBalancerLearned(learn.LoadBalancerArn, learn.Facts);
        var after = Evolve(state, told);
        var service = Serving(after);
        return Decision<EndpointServiceEvent>.Accept(
            [told, .. service, .. service.IsEmpty ? [] : CrossRegionPaths.Moving(service.Aggregate(after, Evolve), facts.Regions)]);
    }

    /// <summary>A load balancer asks whether it may become this. Only a bar that is new is judged.</summary>
    public static Decision<EndpointServiceEvent> Review(
        EndpointServiceState state, EndpointServiceCommand.ReviewLoadBalancer review, Settings settings)
    {
        if (!state.Exists || !state.LoadBalancers.TryGetValue(review.LoadBalancerArn, out var known))
        {
            return Decision<EndpointServiceEvent>.Accept();
        }

        if (state.HasRemoteAccess && !known.CustomIdleTimeout && settings.IdleTimeoutAfterCrossRegion == LateBar.Refuse
            && CrossRegionBars.RefuseIdleTimeout(review.LoadBalancerArn, review.Facts, "R40a", settings) is { } barred)
        {
            return barred;
        }

        var turnsToIpv4 = known.IpAddressType != IpAddressType.Ipv4 && review.Facts.IpAddressType == IpAddressType.Ipv4;
        return turnsToIpv4 && state.Supports(IpAddressType.Ipv6) && settings.Ipv4LoadBalancerAfterIpv6 == LateBar.Refuse
            ? new Rejection(
                settings.IpAddressTypeCode,
                $"The load balancer '{review.LoadBalancerArn}' must stay dualstack while its endpoint service supports ipv6.",
                "R50b")
            : Decision<EndpointServiceEvent>.Accept();
    }

    public static EndpointServiceState Evolve(EndpointServiceState state, EndpointServiceEvent fact) => fact switch
    {
        EndpointServiceEvent.LoadBalancerBound bound when state.Underway is not null => state with
        {
            LoadBalancerArns = state.LoadBalancerArns.Add(bound.LoadBalancerArn),
            BoundLoadBalancers = state.BoundLoadBalancers + 1,
            LoadBalancers = state.LoadBalancers.SetItem(bound.LoadBalancerArn, bound.Facts),
        },
        EndpointServiceEvent.LoadBalancerBound bound => Join(
            state with
            {
                BoundLoadBalancers = state.BoundLoadBalancers + 1,
                LoadBalancers = state.LoadBalancers.SetItem(bound.LoadBalancerArn, bound.Facts),
            },
            bound.Facts.Zones),
        EndpointServiceEvent.LoadBalancerRemoved removed => state with
        {
            LoadBalancerArns = state.LoadBalancerArns.Remove(removed.LoadBalancerArn, StringComparer.Ordinal),
            BoundLoadBalancers = state.LoadBalancerArns.Remove(removed.LoadBalancerArn, StringComparer.Ordinal).Length,
            LoadBalancers = state.LoadBalancers.Remove(removed.LoadBalancerArn),
        },
        EndpointServiceEvent.LoadBalancerLearned learned => state with
        {
            LoadBalancers = state.LoadBalancers.SetItem(learned.LoadBalancerArn, learned.Facts),
        },
        EndpointServiceEvent.ZonesJoined joined => Join(state, joined.Zones),
        EndpointServiceEvent.ZonesTakenOutOfService taken => WithService(state, taken.ZoneIds, outOfService: true),
        EndpointServiceEvent.ZonesPutIntoService put => WithService(state, put.ZoneIds, outOfService: false),
        EndpointServiceEvent.ZonesLeft left => state with { Zones = state.Zones.RemoveRange(left.ZoneIds) },
        _ => throw new UnreachableException($"ServiceLoadBalancers gives no meaning to {fact.GetType().Name}."),
    };

    private static EndpointServiceState Join(EndpointServiceState state, ImmutableArray<ZoneHealth> zones) => state with
    {
        Zones = state.Zones.SetItems(zones.Select(zone =>
            KeyValuePair.Create(zone.ZoneId, new ProviderZone(zone.Healthy, zone.Healthy, null) { OutOfService = IsOutOfService(state, zone.ZoneId) }))),
    };

    private static EndpointServiceState WithService(EndpointServiceState state, ImmutableArray<string> zones, bool outOfService) => state with
    {
        Zones = state.Zones.SetItems(zones.Select(zone => KeyValuePair.Create(zone, state.Zones[zone] with { OutOfService = outOfService }))),
    };

    // One load balancer that serves the zone is enough.
    private static bool IsOutOfService(EndpointServiceState state, string zoneId)
    {
        var told = state.LoadBalancers.Values.SelectMany(facts => facts.Zones).Where(zone => zone.ZoneId == zoneId).ToArray();
        return told.Length > 0 && Array.TrueForAll(told, zone => zone.OutOfService == true);
    }

    private static bool AreSame(LoadBalancerFacts known, LoadBalancerFacts told) =>
        known.Zones.SequenceEqual(told.Zones) && known == told with { Zones = known.Zones };
}
