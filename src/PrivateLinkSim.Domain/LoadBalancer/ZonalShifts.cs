namespace PrivateLinkSim.Domain;

/// <summary>
/// Zonal shifts of a load balancer, by hand and automatic (§6.1/shift, §6.1/autoshift). One of them is applied at a time, and that by
/// hand comes first. With cross-zone off the zone leaves DNS, and its node goes on serving those who have its address; with cross-zone on
/// no node sends new connections to the zone's targets. Connections that exist stay.
/// </summary>
internal static class ZonalShifts
{
    /// <summary>ARC StartZonalShift: one zone at a time (§6.1).</summary>
    public static Decision<LoadBalancerEvent> Start(LoadBalancerState state, LoadBalancerCommand.StartZonalShift start, Moment now) =>
        !state.ZonalShiftEnabled ? NotManaged()
        : state.Nodes.All(node => node.ZoneId != start.AwayFrom)
            ? new Rejection("ValidationException", $"The resource is not in the Availability Zone {start.AwayFrom}", "§6.1/shift")
        : state.Shift is { } shift
            ? new Rejection("ConflictException", $"The resource already has an active zonal shift, away from {shift.AwayFrom}", "§6.1/shift")
        : Decision<LoadBalancerEvent>.Accept(new LoadBalancerEvent.ZonalShiftStarted(
            start.AwayFrom, now + start.ExpiresIn, start.Comment, start.Comment is null ? null : now));

    /// <summary>ARC UpdateZonalShift, of the one by hand. Its time is counted from now, as when it was started.</summary>
    public static Decision<LoadBalancerEvent> Update(LoadBalancerState state, LoadBalancerCommand.UpdateZonalShift update, Moment now)
    {
        if (state.Shift is not { } shift)
        {
            return NoShift();
        }

        var (until, comment) = (update.ExpiresIn is { } expiresIn ? now + expiresIn : shift.Until, update.Comment ?? shift.Comment);
        return until == shift.Until && comment == shift.Comment
            ? Decision<LoadBalancerEvent>.Accept()
            : Decision<LoadBalancerEvent>.Accept(new LoadBalancerEvent.ZonalShiftUpdated(shift.AwayFrom, until, comment));
    }

    /// <summary>ARC CancelZonalShift, of the one that is applied, and what happens when a shift by hand expires.</summary>
    public static Decision<LoadBalancerEvent> End(LoadBalancerState state) =>
        state.Shift is { } shift ? Decision<LoadBalancerEvent>.Accept(new LoadBalancerEvent.ZonalShiftEnded(shift.AwayFrom))
        : state.Autoshift is { } zone ? Decision<LoadBalancerEvent>.Accept(new LoadBalancerEvent.ZonalAutoshiftEnded(zone))
        : NoShift();

    /// <summary>ARC UpdateZonalAutoshiftConfiguration. A shift that is under way when it is turned off goes on.</summary>
    public static Decision<LoadBalancerEvent> Configure(LoadBalancerState state, bool enabled) =>
        enabled == state.AutoshiftEnabled ? Decision<LoadBalancerEvent>.Accept()
        : enabled && !state.ZonalShiftEnabled ? NotManaged()
        : Decision<LoadBalancerEvent>.Accept(new LoadBalancerEvent.ZonalAutoshiftConfigured(enabled));

    /// <summary>AWS shifts traffic away from a zone of the Region, or from none any more.</summary>
    public static Decision<LoadBalancerEvent> Learn(LoadBalancerState state, string? zoneId) =>
        zoneId is null
            ? state.Autoshift is { } ended ? Decision<LoadBalancerEvent>.Accept(new LoadBalancerEvent.ZonalAutoshiftEnded(ended)) : Decision<LoadBalancerEvent>.Accept()
        : state is { Status: LoadBalancerStatus.Active, ZonalShiftEnabled: true, AutoshiftEnabled: true, Autoshift: null } && state.Nodes.Any(node => node.ZoneId == zoneId)
            ? Decision<LoadBalancerEvent>.Accept(new LoadBalancerEvent.ZonalAutoshiftStarted(zoneId))
        : Decision<LoadBalancerEvent>.Accept();

    /// <summary>Why zonal shift, cross-zone and the resetting of unhealthy targets' connections can't all be on, or null.</summary>
    public static Rejection? RefuseTogether(bool zonalShift, bool crossZone, bool unhealthyTermination) =>
        zonalShift && crossZone && unhealthyTermination
            ? new Rejection(
                "InvalidConfigurationRequest",
                "zonal_shift.config.enabled and load_balancing.cross_zone.enabled need target_health_state.unhealthy.connection_termination.enabled to be false",
                "§6.1/shift")
            : null;

    public static LoadBalancerState Evolve(LoadBalancerState state, LoadBalancerEvent fact) => fact switch
    {
        LoadBalancerEvent.ZonalShiftConfigured configured => state with { ZonalShiftEnabled = configured.Enabled },
        LoadBalancerEvent.ZonalShiftStarted started => state with { Shift = new ZonalShift(started.AwayFrom, started.Until, started.Comment, started.Since) },
        LoadBalancerEvent.ZonalShiftUpdated updated => state with
        {
            Shift = state.Shift! with { Until = updated.Until, Comment = updated.Comment, UntilAtFirst = state.Shift.UntilAtFirst ?? state.Shift.Until },
        },
        LoadBalancerEvent.ZonalShiftEnded => state with { Shift = null },
        LoadBalancerEvent.ZonalAutoshiftConfigured configured => state with { AutoshiftEnabled = configured.Enabled },
        LoadBalancerEvent.ZonalAutoshiftStarted started => state with { Autoshift = started.AwayFrom },
        LoadBalancerEvent.ZonalAutoshiftEnded => state with { Autoshift = null },
        _ => LoadBalancerChanges.Evolve(state, fact),
    };

    /// <summary>Whether the Region is to tell of autoshifts.</summary>
    public static Message.Tell TellRegion(EntityId self, LoadBalancerState state, bool enabled) =>
        new(new EntityId(EntityKind.Region, state.Region), new RegionCommand.WatchForAutoshift(self.Key, enabled));

    private static Rejection NoShift() => new("ResourceNotFoundException", "The resource has no active zonal shift", "§6.1/shift");

    private static Rejection NotManaged() =>
        new("ResourceNotFoundException", "The resource is not managed by zonal shift; zonal_shift.config.enabled is false", "§6.1/shift");
}
