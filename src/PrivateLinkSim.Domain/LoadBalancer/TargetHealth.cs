using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>How a load balancer checks its targets (§6.1). A load balancer has one target group here.</summary>
/// <param name="IntervalSeconds">From one check to the next: 5 to 300.</param>
/// <param name="HealthyThreshold">After how many good checks in a row a target is healthy: 2 to 10.</param>
/// <param name="UnhealthyThreshold">After how many bad checks in a row it is unhealthy: 2 to 10.</param>
public sealed record HealthCheck(int IntervalSeconds, int HealthyThreshold, int UnhealthyThreshold)
{
    /// <summary>AWS's defaults: every 30 s, 5 good checks, 2 bad ones.</summary>
    public static readonly HealthCheck Default = new(30, 5, 2);

    /// <summary>How long it takes to find out that a target answers again, or no longer does.</summary>
    public TimeSpan Detection(bool answers) => TimeSpan.FromSeconds(IntervalSeconds * (answers ? HealthyThreshold : UnhealthyThreshold));
}

/// <summary>The health of targets and nodes: what fails, when the load balancer finds out, and which zones it takes out of service (§6.1).</summary>
internal static class TargetHealth
{
    /// <summary>Why a health check can't be as asked, or null.</summary>
    public static Rejection? Refuse(HealthCheck? check) => check switch
    {
        { IntervalSeconds: < 5 or > 300 } => Invalid("HealthCheckIntervalSeconds", check.IntervalSeconds, "5 to 300"),
        { HealthyThreshold: < 2 or > 10 } => Invalid("HealthyThresholdCount", check.HealthyThreshold, "2 to 10"),
        { UnhealthyThreshold: < 2 or > 10 } => Invalid("UnhealthyThresholdCount", check.UnhealthyThreshold, "2 to 10"),
        _ => null,
    };

    /// <summary>Targets fail: those named, or all in a zone, or all.</summary>
    public static Decision<LoadBalancerEvent> FailTargets(LoadBalancerState state, LoadBalancerCommand.FailTargets fail, Moment now) => MeantTargets.Decide(
        state,
        fail.TargetIds,
        fail.ZoneId,
        target => target.FailedUntil is null,
        "failed",
        failing => Decision<LoadBalancerEvent>.Accept(
            new LoadBalancerEvent.TargetsFailed(failing, fail.Refuses, now + fail.Duration), Checking(state, failing, answer: false, now)));

    /// <summary>The failed targets whose time has come run again; those in a zone that passes no traffic can't answer yet.</summary>
    public static Decision<LoadBalancerEvent> RecoverTargets(LoadBalancerState state, Moment now)
    {
        ImmutableArray<string> recovered = [.. state.Targets.Where(target => target.Value.FailedUntil <= now).Select(target => target.Key)];
        ImmutableArray<string> answering = [.. recovered.Where(id => !state.DarkZones.Contains(state.Targets[id].ZoneId))];
        var fact = new LoadBalancerEvent.TargetsRecovered(recovered);
        return answering.IsEmpty
            ? Decision<LoadBalancerEvent>.Accept(fact)
            : Decision<LoadBalancerEvent>.Accept(fact, Checking(state, answering, answer: true, now));
    }

    /// <summary>Zones stopped passing traffic, or pass it again, and with them the targets in them.</summary>
    public static Decision<LoadBalancerEvent> LearnZoneHealth(LoadBalancerState state, LoadBalancerCommand.LearnZoneHealth learn, Moment now)
    {
        var fact = new LoadBalancerEvent.ZoneHealthChanged(learn.ZoneIds, learn.Healthy);
        ImmutableArray<string> inThem =
        [
            .. from target in state.Targets
               where target.Value.FailedUntil is null && learn.ZoneIds.Contains(target.Value.ZoneId, StringComparer.Ordinal)
               select target.Key,
        ];
        return inThem.IsEmpty
            ? Decision<LoadBalancerEvent>.Accept(fact)
            : Decision<LoadBalancerEvent>.Accept(fact, Checking(state, inThem, learn.Healthy, now));
    }

    /// <summary>The health checks have their result.</summary>
    public static Decision<LoadBalancerEvent> SettleTargets(LoadBalancerState state, Moment now)
    {
        var due = state.Targets.Where(target => target.Value.Due <= now).ToLookup(target => target.Value.Unhealthy, target => target.Key);
        return Decision<LoadBalancerEvent>.Accept(
        [
            .. due[false].Any() ? ImmutableArray.Create<LoadBalancerEvent>(new LoadBalancerEvent.TargetsFoundUnhealthy([.. due[false]])) : [],
            .. due[true].Any() ? ImmutableArray.Create<LoadBalancerEvent>(new LoadBalancerEvent.TargetsFoundHealthy([.. due[true]])) : [],
        ]);
    }

    /// <summary>A node fails; Route 53's health check finds out after the setting <c>zoneImpairmentDetection</c>.</summary>
    public static Decision<LoadBalancerEvent> FailNode(LoadBalancerState state, LoadBalancerCommand.FailNode fail, in Context context) =>
        state.Status != LoadBalancerStatus.Active || state.Nodes.All(node => node.ZoneId != fail.ZoneId) ? FaultEffect.ChangesNothing<LoadBalancerEvent>($"the load balancer has no node in {fail.ZoneId}.")
        : state.NodeFaults.TryGetValue(fail.ZoneId, out var fault) && fault.Until is not null ? FaultEffect.ChangesNothing<LoadBalancerEvent>($"the node in {fail.ZoneId} has failed already.")
        : Decision<LoadBalancerEvent>.Accept(new LoadBalancerEvent.NodeFailed(
            fail.ZoneId, context.Now + context.Facts.Settings.ZoneImpairmentDetection, context.Now + fail.Duration));

    /// <summary>A failed node's time has come.</summary>
    public static Decision<LoadBalancerEvent> RepairNode(LoadBalancerState state, string zoneId, in Context context) =>
        Decision<LoadBalancerEvent>.Accept(new LoadBalancerEvent.NodeRepaired(
            zoneId, state.NodeFaults[zoneId].Found ? context.Now + context.Facts.Settings.ZoneRecoveryDetection : null));

    /// <summary>The health check of a node has its result.</summary>
    public static Decision<LoadBalancerEvent> SettleNode(LoadBalancerState state, string zoneId) =>
        Decision<LoadBalancerEvent>.Accept(state.NodeFaults[zoneId].Until is null
            ? new LoadBalancerEvent.NodeFoundHealthy(zoneId)
            : new LoadBalancerEvent.NodeFoundUnhealthy(zoneId));

    /// <summary>ARC StartZonalShift: one zone at a time (§6.1).</summary>
    public static Decision<LoadBalancerEvent> StartShift(LoadBalancerState state, LoadBalancerCommand.StartZonalShift start, Moment now) =>
        state.Nodes.All(node => node.ZoneId != start.AwayFrom)
            ? new Rejection("ValidationException", $"The resource is not in the Availability Zone {start.AwayFrom}", "§6.1/shift")
        : state.Shift is { } shift
            ? new Rejection("ConflictException", $"The resource already has an active zonal shift, away from {shift.AwayFrom}", "§6.1/shift")
        : Decision<LoadBalancerEvent>.Accept(new LoadBalancerEvent.ZonalShiftStarted(start.AwayFrom, now + start.ExpiresIn));

    /// <summary>ARC CancelZonalShift, and what happens when a shift expires.</summary>
    public static Decision<LoadBalancerEvent> EndShift(LoadBalancerState state) =>
        state.Shift is { } shift
            ? Decision<LoadBalancerEvent>.Accept(new LoadBalancerEvent.ZonalShiftEnded(shift.AwayFrom))
            : new Rejection("ResourceNotFoundException", "The resource has no active zonal shift", "§6.1/shift");

    /// <summary>A decision together with what it means for the zones that are in service.</summary>
    public static Decision<LoadBalancerEvent> WithService(LoadBalancerState state, Decision<LoadBalancerEvent> decision)
    {
        var after = decision.Events.Aggregate(state, LoadBalancerDecider.Evolve);
        if (decision.Events.IsEmpty || after.Status != LoadBalancerStatus.Active)
        {
            return decision;
        }

        var outOfService = OutOfService(after);
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

    /// <summary>The health checks of targets begin to have another result.</summary>
    public static LoadBalancerEvent.TargetChecksBegan Checking(LoadBalancerState state, ImmutableArray<string> targets, bool answer, Moment now) =>
        new(targets, answer, now + state.HealthCheck.Detection(answer));

    public static ImmutableArray<Deadline<LoadBalancerCommand>> Deadlines(LoadBalancerState state)
    {
        if (state.Status != LoadBalancerStatus.Active)
        {
            return [];
        }

        var deadlines = ImmutableArray.CreateBuilder<Deadline<LoadBalancerCommand>>();
        Add("targets", state.Targets.Values.Min(target => target.Due), new LoadBalancerCommand.SettleTargets());
        Add("target-repair", state.Targets.Values.Min(target => target.FailedUntil), new LoadBalancerCommand.RecoverTargets());
        foreach (var (zone, fault) in state.NodeFaults)
        {
            Add($"node:{zone}", fault.Due, new LoadBalancerCommand.SettleNode(zone));
            Add($"node-repair:{zone}", fault.Until, new LoadBalancerCommand.RepairNode(zone));
        }

        Add("shift", state.Shift?.Until, new LoadBalancerCommand.EndZonalShift());
        return deadlines.ToImmutable();

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
            state, failed.TargetIds, target => target with { FailedUntil = failed.Until, Refuses = failed.Refuses }),
        LoadBalancerEvent.TargetsRecovered recovered => With(
            state, recovered.TargetIds, target => target with { FailedUntil = null, Refuses = false }),
        LoadBalancerEvent.TargetChecksBegan began => With(
            state, began.TargetIds, target => target with { Due = target.Unhealthy == began.Answer ? target.Due ?? began.Due : null }),
        LoadBalancerEvent.TargetsFoundUnhealthy found => With(state, found.TargetIds, target => target with { Unhealthy = true, Due = null }),
        LoadBalancerEvent.TargetsFoundHealthy found => With(state, found.TargetIds, target => target with { Unhealthy = false, Due = null }),
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
        LoadBalancerEvent.ZonalShiftStarted started => state with { Shift = new ZonalShift(started.AwayFrom, started.Until) },
        LoadBalancerEvent.ZonalShiftEnded => state with { Shift = null },
        LoadBalancerEvent.ZonesTakenOutOfService taken => state with { OutOfService = state.OutOfService.Union(taken.ZoneIds) },
        LoadBalancerEvent.ZonesPutIntoService put => state with { OutOfService = state.OutOfService.Except(put.ZoneIds) },
        _ => LoadBalancerChanges.Evolve(state, fact),
    };

    // A zone without a healthy target leaves DNS, unless no zone has one (fail open); so does one whose node is found dead, and one shifted
    // away from. When a whole zone fails, endpoints and services find that out by themselves (settings zoneImpairmentDetection, crossRegionZoneFailover).
    private static ImmutableSortedSet<string> OutOfService(LoadBalancerState state)
    {
        var served = state.Nodes.Select(node => node.ZoneId).Where(state.HasHealthyTargetFor).ToArray();
        return Sorted.Set().Union(state.Nodes.Select(node => node.ZoneId).Where(zone =>
                (served.Length > 0 && !served.Contains(zone, StringComparer.Ordinal) && !state.DarkZones.Contains(zone))
                || (state.NodeFaults.TryGetValue(zone, out var fault) && fault.Found)
                || state.Shift?.AwayFrom == zone));
    }

    private static LoadBalancerState With(LoadBalancerState state, ImmutableArray<string> targets, Func<RegisteredTarget, RegisteredTarget> change) => state with
    {
        Targets = state.Targets.SetItems(
            from id in targets
            where state.Targets.ContainsKey(id)
            select KeyValuePair.Create(id, change(state.Targets[id]))),
    };

    private static Rejection Invalid(string parameter, int value, string range) => new(
        "ValidationError", FormattableString.Invariant($"{parameter} must be {range}, not {value}"), "§6.1");
}
