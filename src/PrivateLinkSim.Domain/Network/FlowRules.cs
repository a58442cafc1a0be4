using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>What keeps a flow from passing, by what it is and by what was allowed and barred on its way.</summary>
internal static class FlowRules
{
    /// <summary>Why the flow does not get into the interface: its family (R46a), from where it comes (R47), its fragments (R41).</summary>
    public static IEnumerable<PathVerdict> RefuseEntry(InterfaceEndpointState endpoint, EndpointInterface from, Flow flow)
    {
        var address = from.AddressOf(flow.Family);
        if (address is null)
        {
            yield return PathVerdict.No(PathHop.Address, "R46a", $"The interface in {from.ZoneId} has no {(flow.Family == DnsRecordType.A ? "IPv4" : "IPv6")} address, because the endpoint is {endpoint.IpAddressType.OnTheWire()}.");
        }

        if (flow.Source == FlowSource.Internet)
        {
            yield return flow.Family == DnsRecordType.Aaaa
                ? PathVerdict.No(PathHop.Address, "R47", $"{address ?? "Every address of the interface"} is unreachable from the internet: the interface denies all traffic of internet gateways.")
                : PathVerdict.No(PathHop.Address, "R5", $"{address ?? "Every address of the interface"} is a private address, which nobody on the internet can reach.");
        }

        if (flow.IsFragmented && endpoint.IsCrossRegion)
        {
            yield return PathVerdict.No(PathHop.Address, "R41", "The sender fragments the datagram, and cross-Region access does not support UDP fragmentation.");
        }
    }

    /// <summary>Why the way to another Region is no longer open (R39, §3.2/disabled).</summary>
    public static IEnumerable<PathVerdict> RefuseCrossing(InterfaceEndpointState endpoint, EndpointServiceState service, IWorld world)
    {
        var settings = world.Facts.Settings;
        if (!endpoint.IsCrossRegion)
        {
            return [];
        }

        ImmutableArray<PathVerdict> listed =
            settings is { MarketplaceNameBarsCrossRegion: true, MarketplaceNameAfterCrossRegion: LateBar.Break }
            && service.Marketplace?.UserFriendlyDnsName is { } name
                ? [PathVerdict.No(PathHop.Service, "R39", $"The Marketplace listing of the service has the user-friendly DNS name {name}, which bars cross-Region access.")]
                : [];
        return listed.Concat(
            from account in settings.RegionDisableBreaksCrossRegion ? new[] { service.Account, endpoint.Account }.Distinct(StringComparer.Ordinal) : []
            from region in new[] { endpoint.Region, endpoint.HostRegion }
            where !MayUse(account, region, world)
            select PathVerdict.No(PathHop.Service, "§3.2/disabled", $"Account {account} has not opted in to {region}, which the traffic crosses."));
    }

    /// <summary>Why a load balancer does not let the flow through (R40a, R50b).</summary>
    public static IEnumerable<PathVerdict> RefuseNode(LoadBalancerState loadBalancer, InterfaceEndpointState endpoint, Flow flow, Settings settings)
    {
        if (endpoint.IsCrossRegion && settings.IdleTimeoutAfterCrossRegion == LateBar.Break && loadBalancer.Facts.CustomIdleTimeout)
        {
            yield return PathVerdict.No(PathHop.Node, "R40a", $"The load balancer {loadBalancer.Name} has a custom TCP idle timeout, which bars cross-Region access.");
        }

        if (flow.Family == DnsRecordType.Aaaa && settings.Ipv4LoadBalancerAfterIpv6 == LateBar.Break && loadBalancer.IpAddressType == IpAddressType.Ipv4)
        {
            yield return PathVerdict.No(PathHop.Node, "R50b", $"The load balancer {loadBalancer.Name} is ipv4 and passes no IPv6 traffic.");
        }
    }

    /// <summary>Why the node of a zone passes nothing (§6.1/node).</summary>
    public static IEnumerable<PathVerdict> RefuseFailed(LoadBalancerState loadBalancer, string zoneId)
    {
        if (loadBalancer.NodeFaults.TryGetValue(zoneId, out var fault) && fault.Until is not null)
        {
            yield return PathVerdict.No(PathHop.Node, "§6.1/node", $"The node of {loadBalancer.Name} in {zoneId} has failed.");
        }
    }

    /// <summary>Where the node of a zone sends the flow: to targets that it takes for healthy (§6.1), of which some answer and can read its proxy protocol header (R52).</summary>
    public static PathVerdict JudgeTargets(LoadBalancerState balancer, string zoneId, Flow flow)
    {
        var loadBalancer = balancer.Toward(flow);
        var overIpv6 = flow.Family == DnsRecordType.Aaaa;
        var routed = loadBalancer.RoutedTo(zoneId);
        var answering = routed.Where(target => loadBalancer.Answers(target)).ToArray();
        var passed = answering.Count(target => loadBalancer.Understands(target, overIpv6));
        return routed.IsEmpty ? PathVerdict.No(PathHop.Target, "R6", $"No target is registered for the load balancer node in {zoneId}.")
            : answering.Length == 0 ? PathVerdict.No(PathHop.Target, "§6.1/target", $"No target answers the load balancer node in {zoneId}.") with
            {
                Targets = new TargetShare(0, routed.Count(loadBalancer.Refuses), routed.Length),
            }
            : passed == 0 ? PathVerdict.No(PathHop.Target, "R52", $"Proxy protocol v2 gives the targets of {zoneId} IPv6 source addresses, and none of them can read these.")
            : new PathVerdict(true, "R6", $"Traffic reaches a target through {zoneId}.", null)
            {
                Hop = PathHop.Target,
                Targets = new TargetShare(passed, routed.Count(loadBalancer.Refuses), routed.Length),
            };
    }

    private static bool MayUse(string account, string region, IWorld world) =>
        !world.Facts.Regions.TryGet(region, out var facts)
        || Admission.IsUsable((world.Find<RegionState>(new EntityId(EntityKind.Region, region)) ?? RegionState.Initial).StatusOf(account, facts));
}
