using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>What can be said of a service besides its state, Regions and hostname.</summary>
internal static class ServiceFacts
{
    /// <summary>Who pays for the endpoints of a service unless its owner does.</summary>
    public const string EndpointOwner = "EndpointOwner";

    /// <summary>The states of a private DNS name; none is that of a service without one.</summary>
    public static readonly ImmutableArray<string> PrivateDnsStates = [.. ScenarioContracts.NamesOf(typeof(DnsNameStatus)), "none"];

    /// <summary>Judges what the condition says of it; nothing holds of a service that was never made or is gone.</summary>
    public static IEnumerable<Finding> Judge(Condition condition, string name, EndpointServiceState? service)
    {
        var there = service is { Exists: true } ? service : null;
        if (condition.SupportedIpAddressTypes is { } types)
        {
            yield return Same(
                there?.SupportedIpAddressTypes.Select(each => each.OnTheWire()), types.Select(each => each.OnTheWire()), $"{name} supports the IP address types", "R42");
        }

        if (condition.PrivateDnsState is { } state)
        {
            var found = there is null ? null : there.PrivateDnsName is { } named ? ScenarioContracts.NameOf(named.State) : "none";
            yield return Is(found, state, $"the state of {name}'s private DNS name", "§2.7");
        }

        if (condition.PayerResponsibility is { } payer)
        {
            yield return Is(there is null ? null : there.PayerResponsibility ?? EndpointOwner, payer, $"the payer for endpoints of {name}", "§2.6");
        }

        if (condition.Tags is { } tags)
        {
            yield return Tagged(there?.Tags, tags, name);
        }

        if (condition.Delivered is { } delivered)
        {
            yield return Told(there?.Notifications, condition.Topic, delivered, name);
        }

        if (condition.Zones is { } zones)
        {
            yield return Same(there?.Zones.Keys, zones, $"{name} is in the zones", "§2.1/zone");
        }
    }

    /// <summary>Judges whether a resource has exactly these tags.</summary>
    public static Finding Tagged(ImmutableSortedDictionary<string, string>? found, ImmutableSortedDictionary<string, string> expected, string name) =>
        Same(found?.Select(Text), expected.Select(Text), $"{name} has the tags", "§2.16");

    /// <summary>Judges how often the notifications of a resource, or those to one topic, told of each event.</summary>
    public static Finding Told(
        ImmutableSortedDictionary<string, ConnectionNotification>? all, string? topic, ImmutableSortedDictionary<string, long> expected, string name)
    {
        var told = all?.Values.Where(each => topic is null || each.TopicArn == topic)
            .SelectMany(each => each.Delivered)
            .GroupBy(each => each.Key, each => each.Value, StringComparer.Ordinal)
            .Select(each => KeyValuePair.Create(each.Key, each.Sum()));
        return Same(Counts(told), Counts(expected)!, topic is null ? $"{name} told of" : $"{name} told {topic} of", "§2.5");
    }

    /// <summary>Judges whether these are those, in any order; null is what is not there.</summary>
    public static Finding Same(IEnumerable<string>? found, IEnumerable<string> expected, string text, string rule)
    {
        string[] right = [.. expected.Order(StringComparer.Ordinal)];
        string[]? left = found is null ? null : [.. found.Order(StringComparer.Ordinal)];
        return new Finding(
            left is not null && left.SequenceEqual(right, StringComparer.Ordinal),
            $"{text} {Joined(right)}",
            left is null ? "it was never made or is gone" : $"{text} {Joined(left)}",
            rule);
    }

    private static Finding Is(string? found, string expected, string what, string rule) => new(
        found == expected, $"{what} is {expected}", found is null ? "it was never made or is gone" : $"it is {found}", rule);

    private static IEnumerable<string>? Counts(IEnumerable<KeyValuePair<string, long>>? told) =>
        told?.Where(each => each.Value > 0).Select(each => FormattableString.Invariant($"{each.Key} {each.Value}"));

    private static string Joined(IEnumerable<string> texts) => string.Join(", ", texts.DefaultIfEmpty("nothing"));

    private static string Text(KeyValuePair<string, string> tag) => $"{tag.Key}={tag.Value}";
}
