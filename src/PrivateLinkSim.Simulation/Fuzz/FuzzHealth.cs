namespace PrivateLinkSim.Simulation;

/// <summary>Whether all that stands in a zone knows how the zone is, and whether answers follow.</summary>
internal static class FuzzHealth
{
    public static IEnumerable<string> Zones(FuzzLook look)
    {
        foreach (var (id, vpc) in look.Vpcs)
        {
            look.View.Facts.Regions.TryGet(vpc.Region, out var facts);
            var dark = facts!.Zones.Select(zone => zone.ZoneId).Where(zone => !look.Region(vpc.Region).IsHealthy(zone)).Order(StringComparer.Ordinal);
            if (!dark.SequenceEqual(vpc.UnhealthyZones, StringComparer.Ordinal))
            {
                yield return $"{id} takes {string.Join(", ", vpc.UnhealthyZones)} for unhealthy; it is {string.Join(", ", dark)}.";
            }
        }

        var said =
            from endpoint in look.Endpoints
            from each in endpoint.Value.Interfaces
            select (Who: endpoint.Key, endpoint.Value.Region, each.ZoneId, each.Healthy);
        var nodes =
            from balancer in look.LoadBalancers
            from node in balancer.Value.Nodes
            select (Who: balancer.Key, balancer.Value.Region, node.ZoneId, node.Healthy);
        var services =
            from service in look.Services
            from zone in service.Value.Zones
            select (Who: service.Key, service.Value.Region, ZoneId: zone.Key, zone.Value.Healthy);
        foreach (var (who, region, zoneId, healthy) in said.Concat(nodes).Concat(services))
        {
            if (healthy != look.Region(region).IsHealthy(zoneId))
            {
                yield return $"{who} takes {zoneId} for {(healthy ? "healthy" : "unhealthy")}, and it is not.";
            }
        }
    }

    public static IEnumerable<string> Withdrawals(FuzzLook look)
    {
        foreach (var (id, endpoint) in look.Endpoints)
        {
            foreach (var each in endpoint.Interfaces)
            {
                if (each.Withdrawn == each.IsSound && each.Due is null)
                {
                    yield return $"{id} has {(each.Withdrawn ? "withdrawn" : "not withdrawn")} its address in {each.ZoneId}, which is {(each.IsSound ? "sound" : "not sound")}, and nothing is due.";
                }
                else if (each.Withdrawn != each.IsSound && each.Due is not null)
                {
                    yield return $"{id} is about to settle its address in {each.ZoneId}, which is as it must be.";
                }
            }
        }

        foreach (var (id, service) in look.Services)
        {
            foreach (var (zoneId, zone) in service.Zones.Where(zone => zone.Value.InUse != zone.Value.Healthy != zone.Value.Due is not null))
            {
                yield return $"{id} has {zoneId} {(zone.InUse ? "in use" : "not in use")} and {(zone.Healthy ? "healthy" : "unhealthy")}, and {(zone.Due is null ? "nothing" : "a change")} is due.";
            }
        }
    }
}
