using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>What bars a service from cross-Region access: a Marketplace name (R39), a custom idle timeout (R40), too few zones (§2.12/provider).</summary>
internal static class CrossRegionBars
{
    /// <summary>Why a service can't be offered to other Regions, or null.</summary>
    public static Rejection? Refuse(
        EndpointServiceState state,
        ImmutableSortedDictionary<string, LoadBalancerFacts> loadBalancers,
        IEnumerable<string> zoneIds,
        Facts facts) =>
        RefuseMarketplaceName(state.Marketplace?.UserFriendlyDnsName, facts.Settings)
        ?? loadBalancers.Select(each => RefuseIdleTimeout(each.Key, each.Value, "R40", facts.Settings)).FirstOrDefault(refused => refused is not null)
        ?? RefuseZones(state.Region, zoneIds, facts);

    /// <summary>Why a load balancer bars cross-Region access, or null.</summary>
    public static Rejection? RefuseIdleTimeout(string arn, LoadBalancerFacts loadBalancer, string rule, Settings settings) =>
        loadBalancer.CustomIdleTimeout
            ? new Rejection(
                settings.CrossRegionBarCode,
                $"Cross-Region access is not supported with a custom TCP idle timeout: a listener of '{arn}' has one. The default is 350 seconds.",
                rule)
            : null;

    /// <summary>Why these zones are too few, or null.</summary>
    public static Rejection? RefuseZones(string region, IEnumerable<string> zoneIds, Facts facts)
    {
        var needed = Math.Max(1, facts.Settings.MinimumProviderZonesForCrossRegion);
        var zones = zoneIds.ToImmutableArray();
        return TakingPart(region, zones, facts.Regions).Length >= needed
            ? null
            : new Rejection(
                facts.Settings.CrossRegionBarCode,
                FormattableString.Invariant(
                    $"Cross-Region access needs {needed} or more zones that take part in it; the service is in {string.Join(", ", zones)}."),
                "§2.12/provider");
    }

    /// <summary>Those of some zones of a Region that take part in cross-Region access.</summary>
    public static ImmutableArray<string> TakingPart(string region, IEnumerable<string> zoneIds, RegionTable regions) =>
        regions.TryGet(region, out var known)
            ? [.. zoneIds.Where(zoneId => known.Zones.Any(zone => zone.ZoneId == zoneId && zone.CrossRegion))]
            : [];

    /// <summary>The topology lists the service in AWS Marketplace.</summary>
    public static Decision<EndpointServiceEvent> Declare(
        EndpointServiceState state, EndpointServiceCommand.DeclareMarketplaceListing declare, in Context context)
    {
        if (!state.Exists)
        {
            return EndpointServiceDecider.NotFound(context.Self.Key);
        }

        var settings = context.Facts.Settings;
        if (state.Marketplace is { } listing && listing.UserFriendlyDnsName == declare.UserFriendlyDnsName)
        {
            return Decision<EndpointServiceEvent>.Accept();
        }

        return state.HasRemoteAccess && settings.MarketplaceNameAfterCrossRegion == LateBar.Refuse
            && RefuseMarketplaceName(declare.UserFriendlyDnsName, settings) is { } refused
                ? refused
                : Decision<EndpointServiceEvent>.Accept(new EndpointServiceEvent.MarketplaceListingDeclared(declare.UserFriendlyDnsName));
    }

    private static Rejection? RefuseMarketplaceName(string? name, Settings settings) =>
        name is not null && settings.MarketplaceNameBarsCrossRegion
            ? new Rejection(
                settings.CrossRegionBarCode,
                $"Cross-Region access is not supported for AWS Marketplace services with a user-friendly DNS name; this one has '{name}'.",
                "R39")
            : null;
}
