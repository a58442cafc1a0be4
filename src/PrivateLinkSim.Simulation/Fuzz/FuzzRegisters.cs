using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>What accounts and Regions know of what is theirs.</summary>
internal static class FuzzRegisters
{
    public static IEnumerable<string> Resources(FuzzLook look)
    {
        foreach (var (id, consumer) in look.View.All<ServiceConsumerState>(EntityKind.ServiceConsumer))
        {
            var own = look.Endpoints.Where(each => each.Value.Account == id.Key).Select(each => each.Key.Key);
            if (Differ(consumer.VpcEndpoints, own) is { } difference)
            {
                yield return $"{id} and its endpoints: {difference}";
            }
        }

        foreach (var (id, provider) in look.View.All<ServiceProviderState>(EntityKind.ServiceProvider))
        {
            var services = look.Services.Where(each => each.Value.Account == id.Key).Select(each => each.Key.Key);
            var balancers = look.LoadBalancers.Where(each => each.Value.Account == id.Key).ToArray();
            var groups = look.TargetGroups.Where(each => each.Value.Account == id.Key).Select(each => each.Key.Key);
            if ((Differ(provider.TargetGroups?.Values ?? [], groups) ?? Differ(provider.Services.Keys, services) ?? Differ(provider.LoadBalancers.Keys, balancers.Select(each => each.Key.Key))
                ?? Differ(provider.LoadBalancerNames, balancers.Select(each => $"{each.Value.Region}/{each.Value.Name}"))) is { } difference)
            {
                yield return $"{id} and its services, load balancers and target groups: {difference}";
            }
        }

        foreach (var problem in Groups(look))
        {
            yield return problem;
        }

        foreach (var (id, vpc) in look.Vpcs)
        {
            if (!look.Region(vpc.Region).Vpcs.Contains(id.Key))
            {
                yield return $"{vpc.Region} does not know of {id}.";
            }
        }
    }

    // A target group and the load balancer that forwards to it say so both, and know the same targets.
    private static IEnumerable<string> Groups(FuzzLook look)
    {
        foreach (var (id, group) in look.TargetGroups.Where(each => each.Value.LoadBalancerArn is not null))
        {
            var forwarded = look.View.Find<LoadBalancerState>(new EntityId(EntityKind.LoadBalancer, group.LoadBalancerArn!))?.Groups?.GetValueOrDefault(id.Key);
            if (forwarded is null)
            {
                yield return $"{id} says that {group.LoadBalancerArn} forwards to it, which knows nothing of it.";
            }
            else if (Differ(forwarded.Targets.Keys, group.Targets.Keys) is { } difference)
            {
                yield return $"{id} and its load balancer: {difference}";
            }
        }

        foreach (var (id, balancer) in look.LoadBalancers)
        {
            var forwarding = look.TargetGroups.Where(each => each.Value.LoadBalancerArn == id.Key).Select(each => each.Key.Key);
            if (Differ(balancer.Groups?.Keys ?? [], forwarding) is { } difference)
            {
                yield return $"{id} and its target groups: {difference}";
            }
        }
    }

    public static IEnumerable<string> OptIns(FuzzLook look)
    {
        foreach (var region in look.View.Facts.Regions.All.Where(region => region.OptIn && !look.Region(region.Name).OptIns.IsEmpty))
        {
            foreach (var (account, optIn) in look.Region(region.Name).OptIns)
            {
                var consumer = look.View.Find<ServiceConsumerState>(new EntityId(EntityKind.ServiceConsumer, account))?.OptedIn.Contains(region.Name) ?? false;
                var provider = look.View.Find<ServiceProviderState>(new EntityId(EntityKind.ServiceProvider, account))?.OptedIn.Contains(region.Name) ?? false;
                if (consumer != provider || consumer != (optIn.Status == RegionOptStatus.Enabled))
                {
                    yield return $"{account} is {optIn.Status} in {region.Name}; as a consumer it says {consumer}, as a provider {provider}.";
                }
            }
        }
    }

    private static string? Differ(IEnumerable<string> registered, IEnumerable<string> existing)
    {
        string[] known = [.. registered];
        string[] there = [.. existing];
        string[] lost = [.. there.Except(known, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        string[] gone = [.. known.Except(there, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return lost.Length > 0 ? $"{lost[0]} exists and is not known." : gone.Length > 0 ? $"{gone[0]} is known and does not exist." : null;
    }
}
