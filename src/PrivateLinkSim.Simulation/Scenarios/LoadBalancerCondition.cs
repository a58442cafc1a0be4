using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>What conditions say of a load balancer.</summary>
internal static class LoadBalancerCondition
{
    /// <summary>The states of a target, as DescribeTargetHealth says them.</summary>
    public static readonly ImmutableArray<string> TargetStates = ["healthy", "unhealthy", "unhealthy.draining", "draining", "unused"];

    /// <summary>Judges a load balancer; null when it was never made or is gone.</summary>
    public static IEnumerable<Finding> Judge(Condition condition, string name, LoadBalancerState? loadBalancer)
    {
        foreach (var (target, wanted) in condition.TargetHealth ?? Sorted.Map<string>())
        {
            var found = loadBalancer is null ? $"{name} was never made or is gone" : $"{target} is {loadBalancer.HealthOf(target) ?? "no target of it"}";
            yield return new Finding(loadBalancer?.HealthOf(target) == wanted, $"{target} of {name} is {wanted}", found, "§6.1/target");
        }

        if (condition.ZonesInService is { } zones)
        {
            string[] wanted = [.. zones.Order(StringComparer.Ordinal)];
            string[] found = loadBalancer is null
                ? []
                : [.. loadBalancer.Nodes.Select(node => node.ZoneId).Except(loadBalancer.OutOfService, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            yield return new Finding(
                loadBalancer is not null && found.SequenceEqual(wanted, StringComparer.Ordinal),
                $"{name} is in service in {Joined(wanted)}",
                loadBalancer is null ? $"{name} was never made or is gone" : $"it is in {Joined(found)}",
                "§6.2/withdraw");
        }
    }

    private static string Joined(IEnumerable<string> texts) => string.Join(", ", texts.DefaultIfEmpty("nothing"));
}
