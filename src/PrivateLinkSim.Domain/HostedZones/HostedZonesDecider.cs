using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>
/// The rules of an account's hosted zones (§route53). A change stands at once for whoever asks Route 53; name servers answer it when it is in
/// sync, and so do those who look for a record.
/// </summary>
public sealed class HostedZonesDecider : IDecider<HostedZonesCommand, HostedZonesEvent, HostedZonesState>
{
    private HostedZonesDecider()
    {
    }

    public static HostedZonesState Initial => HostedZonesState.Initial;

    public static Decision<HostedZonesEvent> Decide(HostedZonesState state, HostedZonesCommand command, in Context context) => command switch
    {
        HostedZonesCommand.CreateHostedZone create => HostedZoneRules.Create(state, create, context),
        HostedZonesCommand.UpdateHostedZoneComment update => HostedZoneRules.Update(state, update),
        HostedZonesCommand.DeleteHostedZone delete => HostedZoneRules.Delete(state, delete, context),
        HostedZonesCommand.ChangeTagsForResource change => HostedZoneRules.Tag(state, change),
        HostedZonesCommand.ChangeResourceRecordSets change => ChangeBatch.Decide(state, change, context),
        HostedZonesCommand.SynchronizeChange synchronize => Decision<HostedZonesEvent>.Accept(
            new HostedZonesEvent.ChangeSynchronized(synchronize.ChangeId, state.Waiting.First().Value.Change)),
        _ => throw new UnreachableException($"HostedZones has no rule for {command.GetType().Name}."),
    };

    public static HostedZonesState Evolve(HostedZonesState state, HostedZonesEvent fact) => fact switch
    {
        HostedZonesEvent.HostedZoneCreated created => (state with { Zones = state.Zones.Add(created.ZoneId, New(created)) }).Submit(
            created.Submitted, new PendingChange(created.ZoneId, created.Name, created.NameServers, created.Changes, false)),
        HostedZonesEvent.CommentUpdated updated => state.With(updated.ZoneId, zone => zone with { Comment = updated.Comment }),
        HostedZonesEvent.TagsChanged changed => state.With(changed.ZoneId, zone => zone with { Tags = changed.Tags }),
        HostedZonesEvent.RecordSetsChanged changed => state
            .With(changed.ZoneId, zone => zone with { RecordSets = ChangeBatch.Apply(zone.RecordSets, changed.Changes) })
            .Submit(changed.Submitted, new PendingChange(changed.ZoneId, state.Zones[changed.ZoneId].Name, null, changed.Changes, false)),
        HostedZonesEvent.HostedZoneDeleted deleted => (state with { Zones = state.Zones.Remove(deleted.ZoneId) }).Submit(
            deleted.Submitted, new PendingChange(deleted.ZoneId, state.Zones[deleted.ZoneId].Name, null, [], true)),
        HostedZonesEvent.ChangeSynchronized synchronized => state with
        {
            Changes = state.Changes.SetItem(synchronized.ChangeId, state.Changes[synchronized.ChangeId] with { IsInSync = true }),
            Waiting = state.Waiting.Remove(state.Waiting.First().Key),
        },
        _ => throw new UnreachableException($"HostedZones gives no meaning to {fact.GetType().Name}."),
    };

    public static ImmutableArray<Message> React(EntityId self, HostedZonesState state, HostedZonesEvent fact, Moment now) => fact switch
    {
        HostedZonesEvent.ChangeSynchronized { Change: var change } => [new Message.Tell(PublicDnsState.Internet, Heard(change))],
        _ => [],
    };

    // All changes take the same time, so the oldest is the first to be due.
    public static ImmutableArray<Deadline<HostedZonesCommand>> Deadlines(HostedZonesState state)
    {
        if (state.Waiting.IsEmpty)
        {
            return [];
        }

        var oldest = state.Waiting.First().Value;
        return [new Deadline<HostedZonesCommand>(oldest.Id, oldest.Due, new HostedZonesCommand.SynchronizeChange(oldest.Id))];
    }

    private static PublicDnsCommand Heard(PendingChange change) =>
        change.NameServers is { } servers ? new PublicDnsCommand.ServeZone(change.ZoneId, change.ZoneName, servers, change.Changes)
        : change.Ends ? new PublicDnsCommand.EndZone(change.ZoneId, change.ZoneName)
        : new PublicDnsCommand.ServeRecords(change.ZoneId, change.ZoneName, change.Changes);

    private static HostedZone New(HostedZonesEvent.HostedZoneCreated created) => new(
        created.Name,
        created.CallerReference,
        created.Comment,
        created.NameServers,
        ChangeBatch.Apply(Sorted.Map<RecordSet>(), created.Changes),
        Tags.None);
}
