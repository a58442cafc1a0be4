using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>
/// Packet loss and added latency of a Region's places: one of its zones, or the way to another Region. A way between two Regions has no
/// direction, and what happens to it is a fact of the one that is asked.
/// </summary>
internal static class RegionWays
{
    public static Decision<RegionEvent> Decide(RegionState state, RegionCommand command, RegionFacts facts, in Context context) => command switch
    {
        RegionCommand.LosePackets lose when state.PacketLoss.ContainsKey(lose.Place) => FaultEffect.ChangesNothing<RegionEvent>($"packets are lost {Where(lose.Place, facts)} already."),
        RegionCommand.LosePackets lose => Barred(state, lose.Place, context.Now + lose.Duration, facts, context)
            ?? Decision<RegionEvent>.Accept(new RegionEvent.PacketLossBegan(Place(lose.Place, facts), lose.Millionths, context.Now + lose.Duration)),
        RegionCommand.AddLatency add when state.AddedLatency.ContainsKey(add.Place) => FaultEffect.ChangesNothing<RegionEvent>($"round trips take longer {Where(add.Place, facts)} already."),
        RegionCommand.AddLatency add => Barred(state, add.Place, context.Now + add.Duration, facts, context)
            ?? Decision<RegionEvent>.Accept(new RegionEvent.LatencyBegan(Place(add.Place, facts), add.Milliseconds, context.Now + add.Duration)),
        RegionCommand.EndPacketLoss end when !state.PacketLoss.ContainsKey(end.Place) => FaultEffect.ChangesNothing<RegionEvent>($"no packets are lost {Where(end.Place, facts)}."),
        RegionCommand.EndPacketLoss end => Decision<RegionEvent>.Accept(new RegionEvent.PacketLossEnded(Place(end.Place, facts))),
        RegionCommand.EndLatency end when !state.AddedLatency.ContainsKey(end.Place) => FaultEffect.ChangesNothing<RegionEvent>($"round trips take no longer {Where(end.Place, facts)}."),
        RegionCommand.EndLatency end => Decision<RegionEvent>.Accept(new RegionEvent.LatencyEnded(Place(end.Place, facts))),
        _ => throw new UnreachableException($"{command.GetType().Name} concerns no way of a Region."),
    };

    public static RegionState Evolve(RegionState state, RegionEvent fact) => fact switch
    {
        RegionEvent.PacketLossBegan began => state with { PacketLoss = state.PacketLoss.SetItem(Key(began.Place), new PacketLoss(began.Millionths, began.Until)) },
        RegionEvent.PacketLossEnded ended => state with { PacketLoss = state.PacketLoss.Remove(Key(ended.Place)) },
        RegionEvent.LatencyBegan began => state with { AddedLatency = state.AddedLatency.SetItem(Key(began.Place), new AddedLatency(began.Milliseconds, began.Until)) },
        RegionEvent.LatencyEnded ended => state with { AddedLatency = state.AddedLatency.Remove(Key(ended.Place)) },
        _ => RegionAutoshift.Evolve(state, fact),
    };

    public static IEnumerable<Deadline<RegionCommand>> Deadlines(RegionState state) =>
    [
        .. state.PacketLoss.Select(each => new Deadline<RegionCommand>($"packet-loss:{each.Key}", each.Value.Until, new RegionCommand.EndPacketLoss(each.Key))),
        .. state.AddedLatency.Select(each => new Deadline<RegionCommand>($"latency:{each.Key}", each.Value.Until, new RegionCommand.EndLatency(each.Key))),
    ];

    // Why it does not begin: there is no such place, or nothing passes there, so that nothing is lost by chance and nothing late.
    private static Decision<RegionEvent>? Barred(RegionState state, string place, Moment until, RegionFacts facts, in Context context)
    {
        if (!facts.HasZone(place) && (place == facts.Name || !context.Facts.Regions.TryGet(place, out _)))
        {
            return new Rejection("InvalidZone.NotFound", $"The zone '{place}' does not exist in {facts.Name}.", "§2.12/zone");
        }

        return state.OutageUntil >= until || IsLater(state.RepairsOfZones) || IsLater(state.CutOff)
            ? FaultEffect.ChangesNothing<RegionEvent>("nothing passes there for as long anyway.")
            : default(Decision<RegionEvent>?);

        bool IsLater(ImmutableSortedDictionary<string, Moment> ends) => ends.TryGetValue(place, out var end) && end >= until;
    }

    private static RegionPlace Place(string place, RegionFacts facts) => facts.HasZone(place) ? new RegionPlace(ZoneId: place) : new RegionPlace(PeerRegion: place);

    private static string Key(RegionPlace place) => place.ZoneId ?? place.PeerRegion ?? throw new UnreachableException("A place is a zone or a Region.");

    private static string Where(string place, RegionFacts facts) => facts.HasZone(place) ? $"in {place}" : $"between {facts.Name} and {place}";
}
