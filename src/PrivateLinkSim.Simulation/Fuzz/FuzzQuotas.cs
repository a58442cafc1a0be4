namespace PrivateLinkSim.Simulation;

/// <summary>Whether quotas hold, each counted anew.</summary>
internal static class FuzzQuotas
{
    public static IEnumerable<string> Exceeded(FuzzLook look) =>
        from each in Counted(look)
        where each.Count > each.Limit
        select FormattableString.Invariant($"{each.Of} has {each.Count} {each.What}, and {each.Limit} are allowed.");

    private static IEnumerable<(string Of, string What, int Count, int Limit)> Counted(FuzzLook look)
    {
        foreach (var vpc in look.Endpoints.GroupBy(each => each.Value.VpcId, StringComparer.Ordinal))
        {
            yield return (vpc.Key, "endpoints", vpc.Count(each => !each.Value.Interfaces.IsEmpty), look.Settings.EndpointsPerVpc);
        }

        foreach (var (id, endpoint) in look.Endpoints)
        {
            yield return (id.Key, "security groups", endpoint.SecurityGroupIds.Length, look.Settings.SecurityGroupsPerInterface);
            yield return (id.Key, "tags", endpoint.Tags.Count, look.Settings.TagsPerResource);
            yield return (id.Key, "interfaces in one zone", endpoint.Interfaces.GroupBy(each => each.ZoneId, StringComparer.Ordinal).Max(zone => (int?)zone.Count()) ?? 0, 1);
        }

        foreach (var (id, service) in look.Services)
        {
            yield return (id.Key, "tags", service.Tags.Count, look.Settings.TagsPerResource);
        }

        foreach (var region in look.LoadBalancers.GroupBy(each => $"{each.Value.Account} in {each.Value.Region}", StringComparer.Ordinal))
        {
            yield return (region.Key, "load balancers", region.Count(), look.Settings.LoadBalancersPerRegion);
        }

        foreach (var (id, balancer) in look.LoadBalancers)
        {
            yield return (id.Key, "listeners", balancer.Listeners.Count, look.Settings.ListenersPerLoadBalancer);
            foreach (var zone in balancer.Targets.Values.GroupBy(target => target.ZoneId, StringComparer.Ordinal))
            {
                yield return (id.Key, $"targets in {zone.Key}", zone.Count(), look.Settings.TargetsPerZone);
            }
        }
    }
}
