using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Whether name servers answer what hosted zones hold, once nothing is pending.</summary>
internal static class FuzzZones
{
    public static IEnumerable<string> Served(FuzzLook look)
    {
        var accounts = look.View.All<HostedZonesState>(EntityKind.HostedZones).ToArray();
        PublicZone[] served = [.. look.View.Find<PublicDnsState>(PublicDnsState.Internet)?.Zones?.Values.SelectMany(zones => zones) ?? []];
        foreach (var (id, account) in accounts.Where(each => each.Value.Waiting.IsEmpty))
        {
            foreach (var (zoneId, zone) in account.Zones)
            {
                if (Array.Find(served, each => each.ZoneId == zoneId) is not { } answered)
                {
                    yield return $"{id} has the zone {zoneId}, which nobody answers for.";
                }
                else if (!IsSame(zone, answered))
                {
                    yield return $"{id} has the zone {zoneId}, whose name servers answer something else.";
                }
            }
        }

        foreach (var zone in accounts.All(each => each.Value.Waiting.IsEmpty) ? served : [])
        {
            if (!accounts.Any(each => each.Value.Zones.ContainsKey(zone.ZoneId)))
            {
                yield return $"Name servers answer for the zone {zone.ZoneId}, which is gone.";
            }
        }
    }

    private static bool IsSame(HostedZone zone, PublicZone answered) =>
        zone.Name == answered.Name
        && zone.RecordSets.Count == answered.RecordSets.Count
        && zone.RecordSets.All(set => answered.RecordSets.TryGetValue(set.Key, out var other) && set.Value.Says(other))
        && answered.Names.SetEquals(zone.RecordSets.Values.Select(set => DomainName.Reversed(set.Name)));
}
