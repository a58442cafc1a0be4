using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>The faults of an endpoint and of its interfaces (§6.2).</summary>
internal static class EndpointFaults
{
    public static Decision<InterfaceEndpointEvent> Decide(InterfaceEndpointState state, InterfaceEndpointCommand command, in Context context)
    {
        var settings = context.Facts.Settings;
        return command switch
        {
            InterfaceEndpointCommand.Disrupt disrupt =>
                !state.Exists ? FaultEffect.ChangesNothing<InterfaceEndpointEvent>("the endpoint does not exist.")
                : state.DisruptedUntil is not null ? FaultEffect.ChangesNothing<InterfaceEndpointEvent>("the endpoint is disrupted already.")
                : Decision<InterfaceEndpointEvent>.Accept(new InterfaceEndpointEvent.Disrupted(context.Now + disrupt.Duration)),
            InterfaceEndpointCommand.EndDisruption when state.DisruptedUntil is null => FaultEffect.ChangesNothing<InterfaceEndpointEvent>("the endpoint is not disrupted."),
            InterfaceEndpointCommand.EndDisruption => Decision<InterfaceEndpointEvent>.Accept(new InterfaceEndpointEvent.DisruptionEnded()),
            InterfaceEndpointCommand.FailInterface fail =>
                !state.Exists || state.Interfaces.FirstOrDefault(each => each.ZoneId == fail.ZoneId) is not { } known
                    ? FaultEffect.ChangesNothing<InterfaceEndpointEvent>($"the endpoint has no interface in {fail.ZoneId}.")
                : known.FailedUntil is not null ? FaultEffect.ChangesNothing<InterfaceEndpointEvent>($"the interface in {fail.ZoneId} has failed already.")
                : Decision<InterfaceEndpointEvent>.Accept(new InterfaceEndpointEvent.InterfaceFailed(
                    fail.ZoneId, context.Now + settings.ZoneImpairmentDetection, context.Now + fail.Duration)),
            InterfaceEndpointCommand.RepairInterface repair when state.Interfaces.All(each => each.ZoneId != repair.ZoneId || each.FailedUntil is null) =>
                FaultEffect.ChangesNothing<InterfaceEndpointEvent>($"no interface of the endpoint in {repair.ZoneId} has failed."),
            InterfaceEndpointCommand.RepairInterface repair => Decision<InterfaceEndpointEvent>.Accept(
                new InterfaceEndpointEvent.InterfaceRepaired(repair.ZoneId, context.Now + settings.ZoneRecoveryDetection)),
            InterfaceEndpointCommand.LosePackets lose =>
                !state.Exists ? FaultEffect.ChangesNothing<InterfaceEndpointEvent>("the endpoint does not exist.")
                : state.PacketLoss is not null ? FaultEffect.ChangesNothing<InterfaceEndpointEvent>("the endpoint loses packets already.")
                : Decision<InterfaceEndpointEvent>.Accept(new InterfaceEndpointEvent.PacketLossBegan(lose.Millionths, context.Now + lose.Duration)),
            InterfaceEndpointCommand.AddLatency add =>
                !state.Exists ? FaultEffect.ChangesNothing<InterfaceEndpointEvent>("the endpoint does not exist.")
                : state.AddedLatency is not null ? FaultEffect.ChangesNothing<InterfaceEndpointEvent>("round trips through the endpoint take longer already.")
                : Decision<InterfaceEndpointEvent>.Accept(new InterfaceEndpointEvent.LatencyBegan(add.Milliseconds, context.Now + add.Duration)),
            InterfaceEndpointCommand.EndPacketLoss when state.PacketLoss is null => FaultEffect.ChangesNothing<InterfaceEndpointEvent>("the endpoint loses no packets."),
            InterfaceEndpointCommand.EndPacketLoss => Decision<InterfaceEndpointEvent>.Accept(new InterfaceEndpointEvent.PacketLossEnded()),
            InterfaceEndpointCommand.EndLatency when state.AddedLatency is null => FaultEffect.ChangesNothing<InterfaceEndpointEvent>("round trips through the endpoint take no longer."),
            InterfaceEndpointCommand.EndLatency => Decision<InterfaceEndpointEvent>.Accept(new InterfaceEndpointEvent.LatencyEnded()),
            _ => throw new UnreachableException($"{command.GetType().Name} is no fault of an endpoint."),
        };
    }

    /// <summary>When faults of the whole endpoint end.</summary>
    public static IEnumerable<Deadline<InterfaceEndpointCommand>> Deadlines(InterfaceEndpointState state)
    {
        if (state.DisruptedUntil is { } until)
        {
            yield return new("disruption", until, new InterfaceEndpointCommand.EndDisruption());
        }

        if (state.PacketLoss is { } loss)
        {
            yield return new("packet-loss", loss.Until, new InterfaceEndpointCommand.EndPacketLoss());
        }

        if (state.AddedLatency is { } latency)
        {
            yield return new("latency", latency.Until, new InterfaceEndpointCommand.EndLatency());
        }
    }

    /// <summary>
    /// An interface whose zone stopped passing traffic, or passes it again. What is being found out of the interface already, because it has
    /// failed itself, is found out no later for that.
    /// </summary>
    public static EndpointInterface WithZone(EndpointInterface before, InterfaceEndpointEvent.ZoneHealthChanged changed)
    {
        var after = before with { Healthy = changed.Healthy };
        return after with { Due = after.Withdrawn != after.IsSound ? null : before.Withdrawn == before.IsSound ? before.Due : changed.Due };
    }

    public static InterfaceEndpointState Evolve(InterfaceEndpointState state, InterfaceEndpointEvent fact) => fact switch
    {
        InterfaceEndpointEvent.Disrupted disrupted => state with { DisruptedUntil = disrupted.Until },
        InterfaceEndpointEvent.DisruptionEnded => state with { DisruptedUntil = null },
        InterfaceEndpointEvent.PacketLossBegan began => state with { PacketLoss = new PacketLoss(began.Millionths, began.Until) },
        InterfaceEndpointEvent.PacketLossEnded => state with { PacketLoss = null },
        InterfaceEndpointEvent.LatencyBegan began => state with { AddedLatency = new AddedLatency(began.Milliseconds, began.Until) },
        InterfaceEndpointEvent.LatencyEnded => state with { AddedLatency = null },
        InterfaceEndpointEvent.InterfaceFailed failed => EndpointInterfaces.With(
            state,
            each => each.ZoneId == failed.ZoneId,
            each => each with { FailedUntil = failed.Until, Due = each.Withdrawn ? null : each.Due ?? failed.Due }),
        InterfaceEndpointEvent.InterfaceRepaired repaired => EndpointInterfaces.With(
            state,
            each => each.ZoneId == repaired.ZoneId,
            each => each with { FailedUntil = null, Due = each.Withdrawn && each.Healthy ? repaired.Due : each.Healthy ? null : each.Due }),
        _ => throw new UnreachableException($"EndpointFaults gives no meaning to {fact.GetType().Name}."),
    };
}
