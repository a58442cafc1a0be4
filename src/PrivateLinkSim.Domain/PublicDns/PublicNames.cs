using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>
/// What the hosted zones of the world answer (§route53/public). Whoever has a domain is not modelled: the uppermost hosted zone that covers a
/// name is believed, and of several with one name the first that is still there. Below it, another zone answers only where NS records of the
/// one above lead to its name servers.
/// </summary>
public static class PublicNames
{
    private const int LongestChain = 8;

    /// <summary>The zone that answers for a name; null when there is none.</summary>
    /// <param name="name">As <see cref="DomainName"/> writes it.</param>
    public static PublicZone? ZoneOf(this PublicDnsState state, string name)
    {
        PublicZone? zone = null;
        foreach (var place in state.Zones is null ? [] : DomainName.FromTop(name))
        {
            if (zone is null)
            {
                zone = Zones(state, place).FirstOrDefault();
            }
            else if (place != zone.Name && zone.Find(place, "NS") is { } delegation)
            {
                zone = Zones(state, place).FirstOrDefault(each => each.NameServers.Any(server => delegation.Values.Any(value => IsServer(value, server))));
                if (zone is null)
                {
                    return null;
                }
            }
        }

        return zone;
    }

    /// <summary>Whether some zone covers a name, also one that leads it to name servers that are nobody's.</summary>
    public static bool IsCovered(this PublicDnsState state, string name) => state.Zones is { } zones && DomainName.FromTop(name).Any(zones.ContainsKey);

    /// <summary>What a zone answers for a name: the records of the type, or the CNAME or alias that stands there; null for none.</summary>
    /// <param name="exists">Whether the name is there, with records of whatever type or with names below it.</param>
    public static RecordSet? Find(this PublicZone zone, string name, string type, out bool exists)
    {
        var place = name;
        for (exists = zone.Has(place); !zone.Has(place);)
        {
            place = DomainName.Parent(place);
        }

        if (!exists)
        {
            place = DomainName.Wildcard + place;
            exists = zone.Has(place);
        }

        return zone.Find(place, type) ?? zone.Find(place, "CNAME");
    }

    /// <summary>The texts at a name, of whoever published them there; CNAME records are followed.</summary>
    public static ImmutableArray<string> TextsAt(this PublicDnsState state, string name)
    {
        var texts = state.Txt.TryGetValue(name, out var published) ? published : [];
        if (!DomainName.TryRead(name, out var at, out _))
        {
            return texts;
        }

        for (var hop = 0; hop < LongestChain && state.ZoneOf(at)?.Find(at, "TXT", out _) is { } found; hop++)
        {
            if (found.Type == "TXT")
            {
                return [.. texts, .. found.Values.Select(value => string.Concat(TxtValue.StringsOf(value)))];
            }

            at = TargetOf(found);
        }

        return texts;
    }

    /// <summary>The name that a CNAME record leads to.</summary>
    public static string TargetOf(RecordSet cname) =>
        DomainName.TryRead(cname.Values[0], out var name, out var complaint) ? name : throw new FormatException(complaint);

    private static ImmutableArray<PublicZone> Zones(PublicDnsState state, string name) => state.Zones!.TryGetValue(name, out var zones) ? zones : [];

    private static bool IsServer(string value, string server) => string.Equals(value.TrimEnd('.'), server, StringComparison.OrdinalIgnoreCase);
}
