using System.Collections.Immutable;
using System.Globalization;

namespace PrivateLinkSim.Domain;

/// <summary>The rules of zones themselves: how they come, what is said of them, how they go.</summary>
internal static class HostedZoneRules
{
    /// <summary>The rule of whatever is there or not, and of how it is written.</summary>
    public const string Rule = "§route53";

    private const int MostZones = 500;
    private const int LongestReference = 128;
    private const int LongestComment = 256;
    private const int MostTags = 50;
    private const long NameServerSeconds = 172_800;
    private const long StartSeconds = 900;
    private const int ServersOfDomain = 512;

    private static readonly ImmutableArray<string> Domains = ["com", "net", "org", "co.uk"];

    public static Decision<HostedZonesEvent> Create(HostedZonesState state, HostedZonesCommand.CreateHostedZone create, in Context context)
    {
        if (!DomainName.TryRead(create.Name, out var name, out var complaint))
        {
            return new Rejection("InvalidDomainName", $"Invalid domain name: 'FATAL problem: {complaint} encountered with '{create.Name}''", Rule);
        }

        if (Refuse("callerReference", create.CallerReference, 1, LongestReference) is { } unnamed)
        {
            return unnamed;
        }

        if (Refuse("hostedZoneConfig.comment", create.Comment ?? "", 0, LongestComment) is { } wordy)
        {
            return wordy;
        }

        if (state.Zones.Values.Any(zone => zone.CallerReference == create.CallerReference))
        {
            return new Rejection("HostedZoneAlreadyExists", "A hosted zone has already been created with the specified caller reference.", Rule);
        }

        if (state.Zones.Count >= MostZones)
        {
            return new Rejection("TooManyHostedZones", "Limits Exceeded: MAX_HOSTED_ZONES_BY_OWNER - Cannot create more hosted zones.", "§route53/quota");
        }

        var (draws, ordinal) = (context.Draws, state.Drawn);
        var zoneId = $"Z0{draws.Alphanumeric(19, "hosted-zone", ordinal).ToUpperInvariant()}";
        ImmutableArray<string> servers = [.. Domains.Select((domain, index) => NameServer(draws, domain, index, ordinal))];
        var submitted = Submitted(state, null, context);
        return Decision<HostedZonesEvent>.Accept(
            [new HostedZonesEvent.HostedZoneCreated(zoneId, name, create.CallerReference, Said(create.Comment), servers, Own(name, servers), submitted)],
            new HostedZonesReply.HostedZoneCreated(zoneId, submitted.Id));
    }

    public static Decision<HostedZonesEvent> Update(HostedZonesState state, HostedZonesCommand.UpdateHostedZoneComment update) =>
        !state.Zones.TryGetValue(update.ZoneId, out var zone) ? NoSuchZone(update.ZoneId)
        : Refuse("comment", update.Comment ?? "", 0, LongestComment) is { } wordy ? wordy
        : zone.Comment == Said(update.Comment) ? Decision<HostedZonesEvent>.Accept()
        : Decision<HostedZonesEvent>.Accept(new HostedZonesEvent.CommentUpdated(update.ZoneId, Said(update.Comment)));

    public static Decision<HostedZonesEvent> Delete(HostedZonesState state, HostedZonesCommand.DeleteHostedZone delete, in Context context)
    {
        if (!state.Zones.TryGetValue(delete.ZoneId, out var zone))
        {
            return NoSuchZone(delete.ZoneId);
        }

        if (zone.RecordSets.Values.Any(set => !IsOwn(zone, set)))
        {
            return new Rejection(
                "HostedZoneNotEmpty", "The specified hosted zone contains non-required resource record sets and so cannot be deleted.", "§route53/delete");
        }

        var submitted = Submitted(state, null, context);
        return Decision<HostedZonesEvent>.Accept(
            [new HostedZonesEvent.HostedZoneDeleted(delete.ZoneId, submitted)], new HostedZonesReply.ChangeSubmitted(submitted.Id));
    }

    public static Decision<HostedZonesEvent> Tag(HostedZonesState state, HostedZonesCommand.ChangeTagsForResource change)
    {
        if (!state.Zones.TryGetValue(change.ZoneId, out var zone))
        {
            return NoSuchZone(change.ZoneId);
        }

        foreach (var (key, value) in change.AddTags)
        {
            if ((Refuse("addTags.key", key, 1, 128) ?? Refuse("addTags.value", value, 0, 256)) is { } malformed)
            {
                return malformed;
            }

            if (key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
            {
                return new Rejection("InvalidInput", $"The tag key '{key}' is invalid: it must not begin with aws:", Rule);
            }
        }

        var tags = zone.Tags.RemoveRange(change.RemoveTagKeys).SetItems(change.AddTags);
        return tags.Count > MostTags ? new Rejection("InvalidInput", "Number of tags exceeds the limit of 50.", "§route53/quota")
            : tags.SequenceEqual(zone.Tags) ? Decision<HostedZonesEvent>.Accept()
            : Decision<HostedZonesEvent>.Accept(new HostedZonesEvent.TagsChanged(change.ZoneId, tags));
    }

    /// <summary>Whether a record set is one of those that every zone has.</summary>
    public static bool IsOwn(HostedZone zone, RecordSet set) => set.Name == zone.Name && set.Type is "NS" or "SOA";

    /// <summary>A zone is not there.</summary>
    public static Rejection NoSuchZone(string zoneId) => new("NoSuchHostedZone", $"No hosted zone found with ID: {zoneId}", Rule);

    /// <summary>A change with an id of its own.</summary>
    public static SubmittedChange Submitted(HostedZonesState state, string? comment, in Context context) => new(
        $"C0{context.Draws.Alphanumeric(19, "change", state.Drawn).ToUpperInvariant()}",
        Said(comment),
        context.Now,
        context.Now + context.Facts.Settings.HostedZoneChange);

    /// <summary>Why a text is too short or too long, or null.</summary>
    public static Rejection? Refuse(string parameter, string text, int least, int most) =>
        text.Length >= least && text.Length <= most
            ? null
            : new Rejection(
                "InvalidInput",
                string.Create(CultureInfo.InvariantCulture, $"Invalid value at '{parameter}': its length must be from {least} to {most}."),
                Rule);

    private static string? Said(string? comment) => comment is { Length: > 0 } ? comment : null;

    // The servers of each of the four domains have numbers of their own, eight in a subdomain: ns-1025.awsdns-00.org.
    private static string NameServer(Draws draws, string domain, int index, long ordinal)
    {
        var number = Convert.ToInt32(draws.Hex(3, $"name-server-{domain}", ordinal), 16) % ServersOfDomain;
        return string.Create(CultureInfo.InvariantCulture, $"ns-{number + (index * ServersOfDomain)}.awsdns-{number / 8:D2}.{domain}");
    }

    private static ImmutableArray<RecordChange> Own(string name, ImmutableArray<string> servers) =>
    [
        new(RecordAction.Create, new RecordSet(name, "NS", NameServerSeconds, [.. servers.Select(server => $"{server}.")], null)),
        new(RecordAction.Create, new RecordSet(name, "SOA", StartSeconds, [$"{servers[0]}. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400"], null)),
    ];
}
