using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>What services and their load balancers say of each other.</summary>
internal static class FuzzServices
{
    public static IEnumerable<string> Bindings(FuzzLook look)
    {
        foreach (var (id, balancer) in look.LoadBalancers)
        {
            if (balancer.ServiceId is { } serviceId
                && (look.View.Find<EndpointServiceState>(new EntityId(EntityKind.EndpointService, serviceId)) is not { Exists: true } service
                    || !service.LoadBalancerArns.Contains(id.Key, StringComparer.Ordinal)))
            {
                yield return $"{id} is bound to {serviceId}, which does not exist or does not know of it.";
            }
        }

        foreach (var (id, service) in look.Services)
        {
            if (service.LoadBalancerArns.IsEmpty || service.BoundLoadBalancers != service.LoadBalancerArns.Length)
            {
                yield return FormattableString.Invariant($"{id} has {service.LoadBalancerArns.Length} load balancers, of which {service.BoundLoadBalancers} are bound.");
            }

            foreach (var arn in service.LoadBalancerArns)
            {
                if (look.View.Find<LoadBalancerState>(new EntityId(EntityKind.LoadBalancer, arn)) is not { Status: LoadBalancerStatus.Active } balancer || balancer.ServiceId != id.Key)
                {
                    yield return $"{id} has {arn}, which does not exist or serves another.";
                }
            }
        }
    }

    public static IEnumerable<string> Zones(FuzzLook look)
    {
        foreach (var (id, service) in look.Services)
        {
            var balancers = service.LoadBalancerArns.Select(arn => (Arn: arn, State: look.View.Find<LoadBalancerState>(new EntityId(EntityKind.LoadBalancer, arn))!)).ToArray();
            // A zone that a load balancer is given later joins when the service is modified (§2.1/zone).
            foreach (var gone in service.Zones.Keys.Except(balancers.SelectMany(each => each.State.Nodes.Select(node => node.ZoneId)), StringComparer.Ordinal))
            {
                yield return $"{id} has the zone {gone}, in which none of its load balancers is.";
            }

            foreach (var (arn, state) in balancers)
            {
                var (told, known) = (state.Facts, service.LoadBalancers[arn]);
                if (told with { Zones = known.Zones } != known || !told.Zones.SequenceEqual(known.Zones))
                {
                    yield return $"{id} knows {arn} as {Text(known)}, and it is {Text(told)}.";
                }
            }

            foreach (var (zoneId, zone) in service.Zones)
            {
                var outOfService = balancers.Where(each => each.State.Nodes.Any(node => node.ZoneId == zoneId)).All(each => each.State.OutOfService.Contains(zoneId));
                if (zone.OutOfService != outOfService)
                {
                    yield return $"{id} says that {zoneId} is {(zone.OutOfService ? "out of" : "in")} service, and its load balancers say otherwise.";
                }
            }
        }
    }

    private static string Text(LoadBalancerFacts facts) => FormattableString.Invariant(
        $"{facts.IpAddressType.OnTheWire()}, IPv6 {facts.Ipv6Ready}, custom timeout {facts.CustomIdleTimeout}, {string.Join(", ", facts.Zones.Select(zone => $"{zone.ZoneId} {zone.Healthy}/{zone.OutOfService}"))}");
}
