using System.Collections.Immutable;
using System.Globalization;

namespace PrivateLinkSim.Domain;

/// <summary>A public hosted zone.</summary>
/// <param name="Name">As <see cref="DomainName"/> writes it.</param>
/// <param name="NameServers">Its four name servers, without final dots.</param>
/// <param name="RecordSets">By <see cref="RecordSet.Key"/>, which is the order in which Route 53 lists them.</param>
public sealed record HostedZone(
    string Name,
    string CallerReference,
    string? Comment,
    ImmutableArray<string> NameServers,
    ImmutableSortedDictionary<string, RecordSet> RecordSets,
    ImmutableSortedDictionary<string, string> Tags);

/// <summary>A change and how far it has come.</summary>
public sealed record ZoneChange(Moment SubmittedAt, string? Comment, bool IsInSync);

/// <summary>A change that waits for its time.</summary>
public sealed record WaitingChange(string Id, Moment Due, PendingChange Change);

/// <summary>What an account's hosted zones are, as far as its events tell.</summary>
/// <param name="Zones">By id.</param>
/// <param name="Changes">By id; what was changed once is told for ever.</param>
/// <param name="Waiting">The changes that name servers have not heard of, by their number among all: the first is the oldest and is due first.</param>
/// <param name="Drawn">How many ids it has drawn.</param>
public sealed record HostedZonesState(
    ImmutableSortedDictionary<string, HostedZone> Zones,
    ImmutableSortedDictionary<string, ZoneChange> Changes,
    ImmutableSortedDictionary<string, WaitingChange> Waiting,
    long Drawn) : IState
{
    /// <summary>An account without zones.</summary>
    public static readonly HostedZonesState Initial = new(Sorted.Map<HostedZone>(), Sorted.Map<ZoneChange>(), Sorted.Map<WaitingChange>(), 0);

    /// <summary>The entity of an account.</summary>
    public static EntityId Of(string account) => new(EntityKind.HostedZones, account);

    internal HostedZonesState With(string zoneId, Func<HostedZone, HostedZone> change) =>
        this with { Zones = Zones.SetItem(zoneId, change(Zones[zoneId])) };

    internal HostedZonesState Submit(SubmittedChange submitted, PendingChange change) => this with
    {
        Changes = Changes.SetItem(submitted.Id, new ZoneChange(submitted.At, submitted.Comment, false)),
        Waiting = Waiting.Add(Drawn.ToString("D12", CultureInfo.InvariantCulture), new WaitingChange(submitted.Id, submitted.Due, change)),
        Drawn = Drawn + 1,
    };
}
