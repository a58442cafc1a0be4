using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>The health of targets and nodes: what fails, when the load balancer finds out, and which zones it takes out of service (§6.1).</summary>
internal static class TargetHealth
{
    /// <summary>Why a health check can't be as asked, or null.</summary>
    public static Rejection? Refuse(HealthCheck? check) => check switch
    {
        { IntervalSeconds: < 5 or > 300 } => Invalid("HealthCheckIntervalSeconds", check.IntervalSeconds, "5 to 300"),
        { HealthyThreshold: < 2 or > 10 } => Invalid("HealthyThresholdCount", check.HealthyThreshold, "2 to 10"),
        { UnhealthyThreshold: < 2 or > 10 } => Invalid("UnhealthyThresholdCount", check.UnhealthyThreshold, "2 to 10"),
        { TimeoutSeconds: < 2 or > 120 } => Invalid("HealthCheckTimeoutSeconds", check.TimeoutSeconds.Value, "2 to 120"),
        { } when check.Timeout > TimeSpan.FromSeconds(check.IntervalSeconds) => new(
            "ValidationError", "Health check interval must be greater than the timeout.", "§6.1"),
        _ => null,
    };

    /// <summary>Targets fail: those named, or all in a zone, or all.</summary>
    public static Decision<LoadBalancerEvent> FailTargets(LoadBalancerState state, LoadBalancerCommand.FailTargets fail, Context context) => MeantTargets.Decide(
        state,
        fail.TargetIds,
        fail.ZoneId,
        target => target.FailedUntil is null,
        "failed already",
        failing => Decision<LoadBalancerEvent>.Accept(
        [
            new LoadBalancerEvent.TargetsFailed(failing, fail.Refuses, context.Now + fail.Duration, fail.KeepsConnections ? true : null),
            .. Checking(state, failing, answer: false, context, fail.Refuses),
        ]));

    /// <summary>The failed targets whose time has come, or all, run again; those that are slow, or in a zone that passes no traffic, can't answer yet.</summary>
    public static Decision<LoadBalancerEvent> RecoverTargets(LoadBalancerState state, bool all, in Context context)
    {
        var now = context.Now;
        var recovered = state.KnownTargets.Where(target => all ? target.Value.FailedUntil is not null : target.Value.FailedUntil <= now).ToArray();
        if (recovered.Length == 0)
        {
            return FaultEffect.ChangesNothing<LoadBalancerEvent>("none of its targets has failed.");
        }

        ImmutableArray<string> answering = [.. recovered.Where(target => state.PassesChecks(target.Value with { FailedUntil = null })).Select(target => target.Key)];
        return Decision<LoadBalancerEvent>.Accept(
            [new LoadBalancerEvent.TargetsRecovered([.. recovered.Select(target => target.Key)]), .. Checking(state, answering, answer: true, context)]);
    }

    /// <summary>Zones stopped passing traffic, or pass it again, and with them the targets in them.</summary>
    public static Decision<LoadBalancerEvent> LearnZoneHealth(LoadBalancerState state, LoadBalancerCommand.LearnZoneHealth learn, in Context context)
    {
        var others = ImmutableArray.CreateBuilder<LoadBalancerEvent>();
        foreach (var group in state.Groups?.Keys ?? [])
        {
            others.AddRange(ForwardedGroups.About(CheckingIn(state.Of(group), learn, context), group));
        }

        return Decision<LoadBalancerEvent>.Accept(
            [new LoadBalancerEvent.ZoneHealthChanged(learn.ZoneIds, learn.Healthy), .. CheckingIn(state, learn, context), .. others]);
    }

    // Targets that have failed or are too slow are found so already.
    private static ImmutableArray<LoadBalancerEvent> CheckingIn(LoadBalancerState state, LoadBalancerCommand.LearnZoneHealth learn, in Context context)
    {
        ImmutableArray<string> inThem =
        [
            .. from target in state.KnownTargets
               where target.Value.FailedUntil is null && !state.IsTooSlow(target.Value) && learn.ZoneIds.Contains(target.Value.ZoneId, StringComparer.Ordinal)
               select target.Key,
        ];
        return Checking(state, inThem, learn.Healthy, context);
    }

    /// <summary>The health checks have their result.</summary>
    public static Decision<LoadBalancerEvent> SettleTargets(LoadBalancerState state, Moment now)
    {
        var due = state.KnownTargets.Where(target => target.Value.Due <= now).ToLookup(target => target.Value.Unhealthy, target => target.Key);
        Moment? drained = state.TargetGroup is { UnhealthyTermination: false, UnhealthyDrainingSeconds: > 0 and var seconds } ? now + TimeSpan.FromSeconds(seconds) : null;
        return Decision<LoadBalancerEvent>.Accept(
        [
            .. due[false].Any() ? ImmutableArray.Create<LoadBalancerEvent>(new LoadBalancerEvent.TargetsFoundUnhealthy([.. due[false]], drained)) : [],
            .. due[true].Any() ? ImmutableArray.Create<LoadBalancerEvent>(new LoadBalancerEvent.TargetsFoundHealthy([.. due[true]])) : [],
        ]);
    }

    /// <summary>The draining interval of unhealthy targets is over.</summary>
    public static Decision<LoadBalancerEvent> SettleUnhealthy(LoadBalancerState state, Moment now) =>
        Decision<LoadBalancerEvent>.Accept(new LoadBalancerEvent.UnhealthyTargetsDrained(
            [.. state.Targets.Where(target => target.Value.UnhealthyDrainingUntil <= now).Select(target => target.Key)]));

    /// <summary>A node fails; Route 53's health check finds out after the setting <c>zoneImpairmentDetection</c>.</summary>
    public static Decision<LoadBalancerEvent> FailNode(LoadBalancerState state, LoadBalancerCommand.FailNode fail, in Context context) =>
        state.Status != LoadBalancerStatus.Active || state.Nodes.All(node => node.ZoneId != fail.ZoneId) ? FaultEffect.ChangesNothing<LoadBalancerEvent>($"the load balancer has no node in {fail.ZoneId}.")
        : state.NodeFaults.TryGetValue(fail.ZoneId, out var fault) && fault.Until is not null ? FaultEffect.ChangesNothing<LoadBalancerEvent>($"the node in {fail.ZoneId} has failed already.")
        : Decision<LoadBalancerEvent>.Accept(new LoadBalancerEvent.NodeFailed(
            fail.ZoneId, context.Now + context.Facts.Settings.ZoneImpairmentDetection, context.Now + fail.Duration));

    /// <summary>A failed node passes traffic again.</summary>
    public static Decision<LoadBalancerEvent> RepairNode(LoadBalancerState state, string zoneId, in Context context) =>
        !state.NodeFaults.TryGetValue(zoneId, out var fault) || fault.Until is null ? FaultEffect.ChangesNothing<LoadBalancerEvent>($"the node in {zoneId} has not failed.")
        : Decision<LoadBalancerEvent>.Accept(new LoadBalancerEvent.NodeRepaired(
            zoneId, fault.Found ? context.Now + context.Facts.Settings.ZoneRecoveryDetection : null));

    /// <summary>The health check of a node has its result.</summary>
    public static Decision<LoadBalancerEvent> SettleNode(LoadBalancerState state, string zoneId) =>
        Decision<LoadBalancerEvent>.Accept(state.NodeFaults[zoneId].Until is null
            ? new LoadBalancerEvent.NodeFoundHealthy(zoneId)
            : new LoadBalancerEvent.NodeFoundUnhealthy(zoneId));

    /// <summary>A decision together with what it means for the zones that are in service.</summary>
    public static Decision<LoadBalancerEvent> WithService(LoadBalancerState state, Decision<LoadBalancerEvent> decision, Settings settings)
    {
        var after = decision.Events.Aggregate(state, LoadBalancerDecider.Evolve);
        if (decision.Events.IsEmpty || after.Status != LoadBalancerStatus.Active)
        {
            return decision;
        }

        var outOfService = OutOfService(after, settings);
        var taken = outOfService.Except(after.OutOfService);
        var back = after.OutOfService.Except(outOfService);
        return decision with
        {
            Events =
            [
                .. decision.Events,
                .. taken.IsEmpty ? ImmutableArray<LoadBalancerEvent>.Empty : [new LoadBalancerEvent.ZonesTakenOutOfService([.. taken])],
                .. back.IsEmpty ? ImmutableArray<LoadBalancerEvent>.Empty : [new LoadBalancerEvent.ZonesPutIntoService([.. back])],
            ],
        };
    }

    /// <summary>The health checks of those of the targets that are checked begin to have another result.</summary>
    public static ImmutableArray<LoadBalancerEvent> Checking(
        LoadBalancerState state, ImmutableArray<string> targets, bool answer, in Context context, bool refuses = false)
    {
        ImmutableArray<string> @checked = [.. targets.Where(id => state.Find(id) is { IsUnchecked: false })];
        var timeout = !answer && !refuses && context.Facts.Settings.HealthCheckTimeoutCounts ? state.HealthCheck.Timeout : TimeSpan.Zero;
        return @checked.IsEmpty
            ? []
            : [new LoadBalancerEvent.TargetChecksBegan(@checked, answer, context.Now + state.HealthCheck.Detection(answer) + timeout)];
    }

    public static ImmutableArray<Deadline<LoadBalancerCommand>> Deadlines(LoadBalancerState state)
    {
        if (state.Status != LoadBalancerStatus.Active)
        {
            return [];
        }

        var deadlines = ImmutableArray.CreateBuilder<Deadline<LoadBalancerCommand>>();
        AddTargets(null, state);
        foreach (var group in state.Groups?.Keys ?? [])
        {
            AddTargets(group, state.Of(group));
        }

        foreach (var (zone, fault) in state.NodeFaults)
        {
            Add($"node:{zone}", fault.Due, new LoadBalancerCommand.SettleNode(zone));
            Add($"node-repair:{zone}", fault.Until, new LoadBalancerCommand.RepairNode(zone));
        }

        Add("shift", state.Shift?.Until, new LoadBalancerCommand.EndZonalShift());
        return deadlines.ToImmutable();

        void AddTargets(string? group, LoadBalancerState seen)
        {
            var of = group is null ? "" : $":{group}";
            Add($"targets{of}", First(target => target.Due), new LoadBalancerCommand.SettleTargets { TargetGroupArn = group });
            Add($"target-repair{of}", First(target => target.FailedUntil), new LoadBalancerCommand.RecoverTargets { TargetGroupArn = group });
            Add($"target-slow{of}", First(target => target.SlowUntil), new LoadBalancerCommand.EndSlowness { TargetGroupArn = group });
            Add($"unhealthy-draining{of}", First(target => target.UnhealthyDrainingUntil), new LoadBalancerCommand.SettleUnhealthy { TargetGroupArn = group });
            Add($"draining{of}", First(target => target.DrainingUntil), new LoadBalancerCommand.SettleDraining { TargetGroupArn = group });
            Add($"routing{of}", First(target => target.RoutedUntil), new LoadBalancerCommand.SettleRouting { TargetGroupArn = group });

            Moment? First(Func<RegisteredTarget, Moment?> due) =>
                seen.Leaving.IsEmpty ? seen.Targets.Values.Min(due) : seen.Targets.Values.Concat(seen.Leaving.Values).Min(due);
        }

        void Add(string key, Moment? due, LoadBalancerCommand command)
        {
            if (due is { } moment)
            {
                deadlines.Add(new(key, moment, command));
            }
        }
    }

    public static LoadBalancerState Evolve(LoadBalancerState state, LoadBalancerEvent fact) => fact switch
    {
        LoadBalancerEvent.TargetsFailed failed => With(
            state,
            failed.TargetIds,
            target => target with { FailedUntil = failed.Until, Refuses = failed.Refuses, KeepsConnections = failed.KeepsConnections == true }),
        LoadBalancerEvent.TargetsRecovered recovered => With(
            state, recovered.TargetIds, target => target with { FailedUntil = null, Refuses = false, KeepsConnections = false }),
        LoadBalancerEvent.TargetsSlowed or LoadBalancerEvent.SlownessEnded => SlowTargets.Evolve(state, fact),
        LoadBalancerEvent.TargetChecksBegan began => With(
            state, began.TargetIds, target => target with { Due = target.Unhealthy == began.Answer ? target.Due ?? began.Due : null }),
        LoadBalancerEvent.TargetsFoundUnhealthy found => With(state, found.TargetIds, target => target with
        {
            Unhealthy = true,
            Due = null,
            UnhealthyDrainingUntil = target.DrainingUntil is null ? found.DrainingUntil : null,
        }),
        LoadBalancerEvent.TargetsFoundHealthy found => With(
            state, found.TargetIds, target => target with { Unhealthy = false, Due = null, UnhealthyDrainingUntil = null, UnhealthyDrained = false }),
        LoadBalancerEvent.UnhealthyTargetsDrained drained => With(
            state, drained.TargetIds, target => target with { UnhealthyDrainingUntil = null, UnhealthyDrained = true }),
        LoadBalancerEvent.NodeFailed failed => state with
        {
            NodeFaults = state.NodeFaults.SetItem(
                failed.ZoneId,
                new NodeFault(failed.Until, state.NodeFaults.ContainsKey(failed.ZoneId), state.NodeFaults.ContainsKey(failed.ZoneId) ? null : failed.Due)),
        },
        LoadBalancerEvent.NodeRepaired { Due: null } repaired => state with { NodeFaults = state.NodeFaults.Remove(repaired.ZoneId) },
        LoadBalancerEvent.NodeRepaired repaired => state with { NodeFaults = state.NodeFaults.SetItem(repaired.ZoneId, new NodeFault(null, true, repaired.Due)) },
        LoadBalancerEvent.NodeFoundUnhealthy found => state with
        {
            NodeFaults = state.NodeFaults.SetItem(found.ZoneId, state.NodeFaults[found.ZoneId] with { Found = true, Due = null }),
        },
        LoadBalancerEvent.NodeFoundHealthy found => state with { NodeFaults = state.NodeFaults.Remove(found.ZoneId) },
        LoadBalancerEvent.ZonesTakenOutOfService taken => state with { OutOfService = state.OutOfService.Union(taken.ZoneIds) },
        LoadBalancerEvent.ZonesPutIntoService put => state with { OutOfService = state.OutOfService.Except(put.ZoneIds) },
        _ => ZonalShifts.Evolve(state, fact),
    };

    /// <summary>The state with some targets changed, registered or not any more.</summary>
    public static LoadBalancerState With(LoadBalancerState state, ImmutableArray<string> targets, Func<RegisteredTarget, RegisteredTarget> change)
    {
        return state with { Targets = Changed(state.Targets), Leaving = Changed(state.Leaving) };

        ImmutableSortedDictionary<string, RegisteredTarget> Changed(ImmutableSortedDictionary<string, RegisteredTarget> all) =>
            all.SetItems(targets.Where(all.ContainsKey).Select(id => KeyValuePair.Create(id, change(all[id]))));
    }

    // A zone without enough healthy targets leaves DNS, and one shifted away from where endpoints follow that (setting
    // zonalShiftAffectsEndpointNames), unless no zone would be left (fail open); so does one whose node is found dead. When a whole zone fails,
    // endpoints and services find that out by themselves (settings zoneImpairmentDetection, crossRegionZoneFailover).
    private static ImmutableSortedSet<string> OutOfService(LoadBalancerState state, Settings settings)
    {
        var shifted = settings.ZonalShiftAffectsEndpointNames ? state.ShiftedFrom : null;
        var dead = Sorted.Set().Union(state.Nodes.Select(node => node.ZoneId).Where(zone => state.NodeFaults.TryGetValue(zone, out var fault) && fault.Found));
        var left = state.Nodes.Select(node => node.ZoneId).Where(zone => zone != shifted && !dead.Contains(zone) && state.HasEnoughHealthyTargets(zone)).ToArray();
        return left.Length == 0
            ? dead
            : dead.Union(state.Nodes.Select(node => node.ZoneId).Where(zone =>
                zone == shifted || (!left.Contains(zone, StringComparer.Ordinal) && (!state.DarkZones.Contains(zone) || state.OutOfService.Contains(zone)))));
    }

    private static Rejection Invalid(string parameter, int value, string range) => new(
        "ValidationError", FormattableString.Invariant($"{parameter} must be {range}, not {value}"), "§6.1");
}
