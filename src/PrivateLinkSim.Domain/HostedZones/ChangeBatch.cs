using System.Collections.Immutable;
using System.Globalization;

namespace PrivateLinkSim.Domain;

/// <summary>The rules of a batch of changes (§route53/batch): it is done as a whole or not at all, and what is wrong with it is all said at once.</summary>
internal static class ChangeBatch
{
    private const string Rule = "§route53/batch";
    private const int MostRecords = 1000;
    private const int MostCharacters = 32_000;
    private const long LongestTtl = int.MaxValue;

    public static Decision<HostedZonesEvent> Decide(HostedZonesState state, HostedZonesCommand.ChangeResourceRecordSets change, in Context context)
    {
        if (!state.Zones.TryGetValue(change.ZoneId, out var zone))
        {
            return HostedZoneRules.NoSuchZone(change.ZoneId);
        }

        if (RefuseForm(change) is { } malformed)
        {
            return malformed;
        }

        var (changes, errors) = (ImmutableArray.CreateBuilder<RecordChange>(change.Changes.Length), new List<string>());
        foreach (var (action, set) in change.Changes)
        {
            if (Named(set, errors) is { } named)
            {
                changes.Add(new RecordChange(action, named));
                errors.AddRange(RecordRules.Complaints(zone, named));
            }
        }

        var ordered = DeletionsFirst(changes);
        errors.AddRange(Collisions(ordered));
        errors.AddRange(ordered.Select(each => Miss(zone, each, ordered)).OfType<string>());
        if (errors.Count == 0)
        {
            errors.AddRange(RecordRules.Conflicts(change.ZoneId, zone, ordered, Apply(zone.RecordSets, ordered)));
        }

        if (errors.Count > 0)
        {
            return new Rejection("InvalidChangeBatch", $"[{string.Join(", ", errors.Distinct(StringComparer.Ordinal))}]", Rule);
        }

        var submitted = HostedZoneRules.Submitted(state, change.Comment, context);
        return Decision<HostedZonesEvent>.Accept(
            [new HostedZonesEvent.RecordSetsChanged(change.ZoneId, ordered, submitted)], new HostedZonesReply.ChangeSubmitted(submitted.Id));
    }

    /// <summary>The record sets after changes that can all be done.</summary>
    public static ImmutableSortedDictionary<string, RecordSet> Apply(ImmutableSortedDictionary<string, RecordSet> sets, ImmutableArray<RecordChange> changes)
    {
        var builder = sets.ToBuilder();
        foreach (var (action, set) in changes)
        {
            if (action == RecordAction.Delete)
            {
                builder.Remove(set.Key);
            }
            else
            {
                builder[set.Key] = set;
            }
        }

        return builder.ToImmutable();
    }

    // What Route 53 refuses before it looks at the zone.
    private static Rejection? RefuseForm(HostedZonesCommand.ChangeResourceRecordSets change)
    {
        if (HostedZoneRules.Refuse("changeBatch.comment", change.Comment ?? "", 0, 256) is { } wordy)
        {
            return wordy;
        }

        if (change.Changes.IsEmpty)
        {
            return new Rejection("InvalidInput", "Invalid request: a change batch needs at least one change.", Rule);
        }

        foreach (var (action, set) in change.Changes)
        {
            if (!RecordTypes.All.Contains(set.Type, StringComparer.Ordinal))
            {
                return new Rejection("InvalidInput", Untyped(set.Type), Rule);
            }

            var hasRecords = set.Ttl is not null || !set.Values.IsEmpty;
            var said = $"in Change with [Action={action.ToString().ToUpperInvariant()}, Name={set.Name}, Type={set.Type}, SetIdentifier=null]";
            if (hasRecords == set.Alias is not null)
            {
                return new Rejection(
                    "InvalidInput",
                    $"Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId], but found {(hasRecords ? "more than one" : "none")} {said}",
                    Rule);
            }

            if (hasRecords && (set.Ttl is null || set.Values.IsEmpty))
            {
                return new Rejection("InvalidInput", $"Invalid request: Missing field '{(set.Ttl is null ? "TTL" : "ResourceRecords")}' {said}", Rule);
            }

            if (set.Ttl is < 0 or > LongestTtl)
            {
                return new Rejection("InvalidInput", string.Create(CultureInfo.InvariantCulture, $"Invalid TTL {set.Ttl} {said}: it must be from 0 to {LongestTtl}."), Rule);
            }
        }

        // An UPSERT counts twice ("Quotas on ChangeResourceRecordSets requests").
        var counted = change.Changes.SelectMany(each => Enumerable.Repeat(each.RecordSet.Values, each.Action == RecordAction.Upsert ? 2 : 1)).ToArray();
        return counted.Sum(values => values.Length) > MostRecords
                ? new Rejection("InvalidChangeBatch", "[Number of records limit of 1000 exceeded.]", "§route53/quota")
            : counted.Sum(values => values.Sum(value => value.Length)) > MostCharacters
                ? new Rejection("InvalidChangeBatch", "[Total record value length limit of 32000 exceeded.]", "§route53/quota")
            : null;
    }

    private static string Untyped(string type) => RecordTypes.OfRoute53.Contains(type, StringComparer.Ordinal)
        ? $"The simulator does not model resource records of type {type}."
        : $"1 validation error detected: Value '{type}' at 'changeBatch.changes.1.member.resourceRecordSet.type' failed to satisfy constraint: Member must satisfy enum value set: [{string.Join(", ", RecordTypes.OfRoute53)}]";

    private static RecordSet? Named(RecordSet set, List<string> errors)
    {
        if (!DomainName.TryRead(set.Name, out var name, out var complaint))
        {
            errors.Add($"FATAL problem: {complaint} encountered with '{set.Name}'");
            return null;
        }

        if (set.Alias is not { } alias)
        {
            return set with { Name = name };
        }

        if (!DomainName.TryRead(alias.DnsName, out var target, out complaint))
        {
            errors.Add($"FATAL problem: {complaint} encountered with '{alias.DnsName}'");
            return null;
        }

        return set with { Name = name, Alias = alias with { DnsName = target } };
    }

    // A batch can give a name another type: what goes makes place for what comes, wherever it stands.
    private static ImmutableArray<RecordChange> DeletionsFirst(IEnumerable<RecordChange> changes) =>
        [.. changes.OrderBy(change => change.Action != RecordAction.Delete)];

    private static IEnumerable<string> Collisions(ImmutableArray<RecordChange> changes) => changes
        .GroupBy(change => (change.RecordSet.Key, IsDelete: change.Action == RecordAction.Delete))
        .Where(group => group.Count() > 1)
        .Select(group => group.First().RecordSet)
        .Select(set => $"The request contains an invalid set of changes for a resource record set '{set.Type} {set.Name}'");

    private static string? Miss(HostedZone zone, RecordChange change, ImmutableArray<RecordChange> changes)
    {
        var (action, set) = change;
        zone.RecordSets.TryGetValue(set.Key, out var found);
        return action switch
        {
            RecordAction.Create when found is not null && !changes.Any(each => each.Action == RecordAction.Delete && each.RecordSet.Key == set.Key) =>
                $"Tried to create resource record set [name='{set.Name}', type='{set.Type}'] but it already exists",
            RecordAction.Delete when found is null => $"Tried to delete resource record set [name='{set.Name}', type='{set.Type}'] but it was not found",
            RecordAction.Delete when !found.Says(set) =>
                $"Tried to delete resource record set [name='{set.Name}', type='{set.Type}'] but the values provided do not match the current values",
            _ => null,
        };
    }
}
