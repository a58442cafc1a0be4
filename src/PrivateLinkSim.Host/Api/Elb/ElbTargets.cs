using System.Collections.Immutable;
using System.Globalization;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>
/// ELBv2's calls about targets (§5.6). An address is in the zone of its subnet; the simulator has no instances, so an instance says its
/// zone in AvailabilityZone.
/// </summary>
internal static class ElbTargets
{
    public static IEnumerable<KeyValuePair<string, ElbAction>> Actions { get; } = new Dictionary<string, ElbAction>(StringComparer.Ordinal)
    {
        ["RegisterTargets"] = RegisterAsync,
        ["DeregisterTargets"] = DeregisterAsync,
        ["DescribeTargetHealth"] = call => Task.FromResult(DescribeHealth(call)),
    };

    private sealed record Told(string Id, int? Port, string? ZoneId, string State, string? Reason, string? Description);

    private static async Task<Action<XmlBody>> RegisterAsync(ElbCall call)
    {
        var group = call.TargetGroup(call.Parameters.Required("TargetGroupArn"));
        var targets = Targets(call.Parameters).Select(target =>
        {
            target.Refuse("QuicServerId");
            var (id, port) = (target.Required("Id"), target.Integer("Port"));
            if (group.IsOwn && port is not null && port != group.State.Made.Port)
            {
                throw new ApiException(new ApiError(
                    "InvalidTarget", FormattableString.Invariant($"The targets of '{group.Arn}', which is a part of its load balancer, are on its port, {group.State.Made.Port}"), 400));
            }

            return new TargetParameter { Id = id, Port = group.IsOwn ? null : port, AvailabilityZone = Zone(call, group, id, target.Text("AvailabilityZone")) };
        }).ToImmutableArray();
        await call.AskAsync(new Step
        {
            RegisterTargets = new() { TargetGroupArn = group.InStep.TargetGroupArn, LoadBalancerArn = group.InStep.LoadBalancerArn, Targets = targets },
        });
        return static _ => { };
    }

    private static async Task<Action<XmlBody>> DeregisterAsync(ElbCall call)
    {
        var group = call.TargetGroup(call.Parameters.Required("TargetGroupArn"));
        ImmutableArray<string> targets = [.. Targets(call.Parameters).Select(target =>
        {
            target.Ignore("AvailabilityZone", "QuicServerId");
            return KeyOf(group, target);
        })];
        await call.AskAsync(new Step
        {
            DeregisterTargets = new() { TargetGroupArn = group.InStep.TargetGroupArn, LoadBalancerArn = group.InStep.LoadBalancerArn, Targets = targets },
        });
        return static _ => { };
    }

    private static Action<XmlBody> DescribeHealth(ElbCall call)
    {
        var group = call.TargetGroup(call.Parameters.Required("TargetGroupArn"));
        var balancer = group.State.LoadBalancerArn is { } arn ? call.FindLoadBalancer(arn)?.Of(group.InStep.TargetGroupArn) : null;
        call.Parameters.Members("Include");
        string[] asked = [.. call.Parameters.StructureMembers("Targets").Select(target =>
        {
            target.Ignore("AvailabilityZone", "QuicServerId");
            return KeyOf(group, target);
        })];
        call.Parameters.RequireNoOthers();
        var draining = balancer?.Leaving.Where(each => each.Value.DrainingUntil is not null).Select(each => each.Key) ?? [];
        IEnumerable<string> keys = asked.Length > 0 ? asked : group.State.Targets.Keys.Concat(draining).Order(StringComparer.Ordinal);
        var told = keys.Select(key => Tell(key, group.State, balancer));
        return body => body.Members("TargetHealthDescriptions", told, (item, each) => Write(item, each, group.State, balancer, call));
    }

    private static Told Tell(string key, TargetGroupState group, LoadBalancerState? balancer)
    {
        var target = group.Targets.GetValueOrDefault(key) ?? Read(key, balancer?.Find(key)?.ZoneId);
        var (state, reason, description) = (balancer?.HealthOf(key), group.Targets.ContainsKey(key)) switch
        {
            ("draining", _) => ("draining", "Target.DeregistrationInProgress", "Target deregistration is in progress"),
            (_, false) => ("unused", "Target.NotRegistered", "Target is not registered to the target group"),
            (null, _) => ("unused", "Target.NotInUse", "Target group is not configured to receive traffic from the load balancer"),
            _ when !balancer!.SpreadsOverZones && balancer.Nodes.All(node => node.ZoneId != target.ZoneId) =>
                ("unused", "Target.NotInUse", "Target is in an Availability Zone that is not enabled for the load balancer"),
            ("healthy", _) => ("healthy", null, null),
            var (found, _) => (found, "Target.FailedHealthChecks", "Health checks failed"),
        };
        return new Told(target.Id, target.Port ?? group.Made.Port, target.ZoneId, state!, reason, description);
    }

    private static void Write(XmlBody body, Told each, TargetGroupState group, LoadBalancerState? balancer, ElbCall call)
    {
        var (shift, reason, description) =
            balancer?.ShiftedFrom is null || balancer.ShiftedFrom != each.ZoneId ? ("no_override", "AdministrativeOverride.NoOverride", "No override is currently active on target")
            : balancer.SpreadsOverZones ? ("zonal_shift_active", "AdministrativeOverride.ZonalShiftActive", "Zonal shift is currently active on target")
            : ("zonal_shift_delegated_to_dns", "AdministrativeOverride.ZonalShiftDelegatedToDns", "Zonal shift is delegated to DNS");
        body
            .Within("Target", target => target
                .Text("Id", each.Id)
                .Number("Port", each.Port)
                .Text("AvailabilityZone", each.ZoneId is { } zone ? ZoneName(call, group.Made.VpcId, zone) : null))
            .Text("HealthCheckPort", group.HealthCheck.Port is { } port and not "traffic-port" ? port : each.Port?.ToString(CultureInfo.InvariantCulture))
            .Within("TargetHealth", health => health.Text("State", each.State).Text("Reason", each.Reason).Text("Description", each.Description))
            .Within("AdministrativeOverride", over => over.Text("State", shift).Text("Reason", reason).Text("Description", description));
    }

    private static ImmutableArray<QueryParameters> Targets(QueryParameters parameters) =>
        parameters.StructureMembers("Targets") is { IsEmpty: false } targets ? targets : throw new ApiException(ApiError.Missing("Targets"));

    private static string KeyOf(ElbGroup group, QueryParameters target) =>
        new Target(target.Required("Id"), "", null, target.Integer("Port") is { } port && port != group.State.Made.Port ? port : null).Key;

    // A target that was deregistered is known by its key alone.
    private static Target Read(string key, string? zoneId)
    {
        var at = key.LastIndexOf(':');
        var hasPort = at > 0 && (key[0] == '[' || key.IndexOf(':', StringComparison.Ordinal) == at);
        return hasPort && int.TryParse(key[(at + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? new Target(key[..at].Trim('[', ']'), zoneId!, null, port)
            : new Target(key, zoneId!);
    }

    private static string Zone(ElbCall call, ElbGroup group, string id, string? said)
    {
        var vpc = call.View.Find<VpcState>(new EntityId(EntityKind.Vpc, group.State.Made.VpcId));
        if (said is null)
        {
            return vpc?.Subnets.Values.FirstOrDefault(subnet => subnet.Has(id))?.ZoneId ?? throw new ApiException(new ApiError(
                "InvalidTarget", $"The target '{id}' lies in no subnet of {group.State.Made.VpcId}. The simulator has no instances: say the AvailabilityZone of the target", 400));
        }

        return vpc?.ZoneNames.FirstOrDefault(zone => zone.Name == said || zone.ZoneId == said)?.ZoneId
            ?? throw new ApiException(new ApiError("ValidationError", said == "all"
                ? "The simulator does not model targets outside of the VPC (AvailabilityZone = 'all')"
                : $"'{said}' is not a valid Availability Zone", 400));
    }

    private static string ZoneName(ElbCall call, string vpcId, string zoneId) =>
        call.View.Find<VpcState>(new EntityId(EntityKind.Vpc, vpcId))?.ZoneNames.FirstOrDefault(zone => zone.ZoneId == zoneId)?.Name ?? zoneId;
}
