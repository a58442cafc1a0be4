using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>What may be registered with a target group (§2.14/target, §2.13/targets).</summary>
internal static class TargetGroupTargets
{
    private const int HighestPort = 65535;

    public static Decision<TargetGroupEvent> Register(TargetGroupState state, ImmutableArray<Target> targets, Settings settings)
    {
        if (targets.FirstOrDefault(target => !Suits(state.Made, target.Id)) is { } wrong)
        {
            return new Rejection(
                "InvalidTarget", $"The target '{wrong.Id}' is not valid: the targets of this group are {(state.Made.TargetType == TargetType.Instance ? "instances" : state.Made.Ipv6 ? "IPv6 addresses" : "IPv4 addresses")}", "§2.14/target");
        }

        if (targets.FirstOrDefault(target => target.Port is < 1 or > HighestPort) is { } far)
        {
            return new Rejection("ValidationError", FormattableString.Invariant($"Port {far.Port} of a target must be between 1 and {HighestPort}"), "§2.14/target");
        }

        ImmutableArray<Target> changed =
        [
            .. targets.Select(target => target.Port == state.Made.Port ? target with { Port = null } : target)
                .Where(target => !state.Targets.TryGetValue(target.Key, out var known) || known != target),
        ];
        if (changed.IsEmpty)
        {
            return Decision<TargetGroupEvent>.Accept();
        }

        var fact = new TargetGroupEvent.TargetsRegistered(changed);
        var after = TargetGroupDecider.Evolve(state, fact);
        var limit = settings.TargetsPerZone;
        return changed.FirstOrDefault(target => after.Targets.Values.Count(each => each.ZoneId == target.ZoneId) > limit) is { } tooMany
            ? new Rejection("TooManyTargets", $"The maximum number of targets of a load balancer in {tooMany.ZoneId} would be exceeded: {limit}", "§2.13/targets")
            : Decision<TargetGroupEvent>.Accept(fact);
    }

    // A target that is named without a port means all ports that it is registered with.
    public static Decision<TargetGroupEvent> Deregister(TargetGroupState state, ImmutableArray<string> targetIds)
    {
        ImmutableArray<string> known =
        [
            .. state.Targets.Where(target => targetIds.Contains(target.Key, StringComparer.Ordinal) || targetIds.Contains(target.Value.Id, StringComparer.Ordinal))
                .Select(target => target.Key),
        ];
        return known.IsEmpty ? Decision<TargetGroupEvent>.Accept() : Decision<TargetGroupEvent>.Accept(new TargetGroupEvent.TargetsDeregistered(known));
    }

    private static bool Suits(NewTargetGroup group, string id) =>
        group.TargetType == TargetType.Instance ? id.StartsWith("i-", StringComparison.Ordinal)
        : group.Ipv6 ? Ipv6Block.TryParseAddress(id, out _)
        : CidrBlock.TryParseAddress(id, out _);
}
