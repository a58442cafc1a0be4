namespace PrivateLinkSim.Domain;

/// <summary>What keeps a flow from passing, by what it is and by what was allowed and barred on its way.</summary>
internal static class FlowRules
{
    /// <summary>Whether the flow gets into the interface: from where it comes (R47), by its family (R46a), in whole (R41).</summary>
    public static PathVerdict? RefuseEntry(InterfaceEndpointState endpoint, EndpointInterface from, Flow flow) =>
        from.AddressOf(flow.Family) is not { } address
            ? PathVerdict.No("R46a", $"The interface in {from.ZoneId} has no {(flow.Family == DnsRecordType.A ? "IPv4" : "IPv6")} address, because the endpoint is {endpoint.IpAddressType.OnTheWire()}.")
        : flow.Source == FlowSource.Internet
            ? flow.Family == DnsRecordType.Aaaa
                ? PathVerdict.No("R47", $"{address} is unreachable from the internet: the interface denies all traffic of internet gateways.")
                : PathVerdict.No("R5", $"{address} is a private address, which nobody on the internet can reach.")
        : flow.IsFragmented && endpoint.IsCrossRegion
            ? PathVerdict.No("R41", "The sender fragments the datagram, and cross-Region access does not support UDP fragmentation.")
            : null;

    /// <summary>Whether the way to another Region is still open (R39, §3.2/disabled).</summary>
    public static PathVerdict? RefuseCrossing(InterfaceEndpointState endpoint, EndpointServiceState service, IWorld world)
    {
        var settings = world.Facts.Settings;
        if (!endpoint.IsCrossRegion)
        {
            return null;
        }

        if (settings is { MarketplaceNameBarsCrossRegion: true, MarketplaceNameAfterCrossRegion: LateBar.Break }
            && service.Marketplace?.UserFriendlyDnsName is { } name)
        {
            return PathVerdict.No("R39", $"The Marketplace listing of the service has the user-friendly DNS name {name}, which bars cross-Region access.");
        }

        var closed =
            from account in settings.RegionDisableBreaksCrossRegion ? new[] { service.Account, endpoint.Account } : []
            from region in new[] { endpoint.Region, endpoint.HostRegion }
            where !MayUse(account, region, world)
            select PathVerdict.No("§3.2/disabled", $"Account {account} has not opted in to {region}, which the traffic crosses.");
        return closed.FirstOrDefault();
    }

    /// <summary>Whether a load balancer lets the flow through (R40a, R50b, R52).</summary>
    public static PathVerdict? RefuseNode(
        LoadBalancerState loadBalancer, InterfaceEndpointState endpoint, string zoneId, Flow flow, Settings settings) =>
        endpoint.IsCrossRegion && settings.IdleTimeoutAfterCrossRegion == LateBar.Break && loadBalancer.Facts.CustomIdleTimeout
            ? PathVerdict.No("R40a", $"The load balancer {loadBalancer.Name} has a custom TCP idle timeout, which bars cross-Region access.")
        : flow.Family == DnsRecordType.Aaaa && settings.Ipv4LoadBalancerAfterIpv6 == LateBar.Break && loadBalancer.IpAddressType == IpAddressType.Ipv4
            ? PathVerdict.No("R50b", $"The load balancer {loadBalancer.Name} is ipv4 and passes no IPv6 traffic.")
            : null;

    /// <summary>Where the node of a zone sends the flow: to targets that it takes for healthy (§6.1), of which some answer and can read its proxy protocol header (R52).</summary>
    public static PathVerdict JudgeTargets(LoadBalancerState loadBalancer, string zoneId, Flow flow)
    {
        if (loadBalancer.NodeFaults.TryGetValue(zoneId, out var fault) && fault.Until is not null)
        {
            return PathVerdict.No("§6.1/node", $"The node of {loadBalancer.Name} in {zoneId} has failed.");
        }

        var overIpv6 = flow.Family == DnsRecordType.Aaaa;
        var routed = loadBalancer.RoutedTo(zoneId);
        var answering = routed.Where(target => loadBalancer.Answers(target)).ToArray();
        var passed = answering.Count(target => loadBalancer.Understands(target, overIpv6));
        return routed.IsEmpty ? PathVerdict.No("R6", $"No target is registered for the load balancer node in {zoneId}.")
            : answering.Length == 0 ? PathVerdict.No("§6.1/target", $"No target answers the load balancer node in {zoneId}.") with
            {
                Targets = new TargetShare(0, routed.Count(target => target.Refuses), routed.Length),
            }
            : passed == 0 ? PathVerdict.No("R52", $"Proxy protocol v2 gives the targets of {zoneId} IPv6 source addresses, and none of them can read these.")
            : new PathVerdict(true, "R6", $"Traffic reaches a target through {zoneId}.", null)
            {
                Targets = new TargetShare(passed, routed.Count(target => !loadBalancer.Answers(target) && target.Refuses), routed.Length),
            };
    }

    private static bool MayUse(string account, string region, IWorld world) =>
        !world.Facts.Regions.TryGet(region, out var facts)
        || Admission.IsUsable((world.Find<RegionState>(new EntityId(EntityKind.Region, region)) ?? RegionState.Initial).StatusOf(account, facts));
}
