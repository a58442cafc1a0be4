using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>A hosted zone as its name servers answer it.</summary>
/// <param name="ZoneId">Its id.</param>
/// <param name="Name">As <see cref="DomainName"/> writes it.</param>
/// <param name="NameServers">Who answers for it, without final dots.</param>
/// <param name="RecordSets">By <see cref="RecordSet.Key"/>.</param>
/// <param name="Names">The names that have records, reversed: what lies below a name stands behind it.</param>
public sealed record PublicZone(
    string ZoneId, string Name, ImmutableArray<string> NameServers, ImmutableSortedDictionary<string, RecordSet> RecordSets, ImmutableSortedSet<string> Names)
{
    private static readonly ImmutableArray<string> Types = RecordTypes.All;

    /// <summary>The record set of a name and type, or null.</summary>
    public RecordSet? Find(string name, string type) => RecordSets.TryGetValue(RecordSet.KeyOf(name, type), out var set) ? set : null;

    /// <summary>The zone after changes.</summary>
    public PublicZone With(ImmutableArray<RecordChange> changes)
    {
        var (sets, names) = (RecordSets.ToBuilder(), Names.ToBuilder());
        foreach (var (action, set) in changes)
        {
            var reversed = DomainName.Reversed(set.Name);
            if (action != RecordAction.Delete)
            {
                sets[set.Key] = set;
                names.Add(reversed);
            }
            else if (sets.Remove(set.Key) && !Types.Any(type => sets.ContainsKey($"{reversed} {type}")))
            {
                names.Remove(reversed);
            }
        }

        return this with { RecordSets = sets.ToImmutable(), Names = names.ToImmutable() };
    }

    /// <summary>Whether a name has records or others below it that have: then it is there, and no wildcard answers for it (RFC 4592).</summary>
    public bool Has(string name)
    {
        var reversed = DomainName.Reversed(name);
        var at = Names.IndexOf(reversed);
        return at >= 0 || (~at < Names.Count && Names[~at].StartsWith(reversed, StringComparison.Ordinal));
    }
}
