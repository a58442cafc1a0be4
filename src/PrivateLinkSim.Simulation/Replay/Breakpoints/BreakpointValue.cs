using System.Collections;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// A value as breakpoints compare it: null, a text, a whole number (durations in milliseconds), true or false, a time, a list or a map.
/// </summary>
internal static class BreakpointValue
{
    /// <summary>What a member's value is when it is compared.</summary>
    public static object? Plain(object? value) => value switch
    {
        null or string or bool or long or Moment => value,
        JValue json => Plain(json.Value),
        TimeSpan duration => duration.Ticks / TimeSpan.TicksPerMillisecond,
        EntityId or Enum => MapKeys.Write(value),
        int or uint or short or ushort or byte or sbyte => Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture),
        _ => value,
    };

    /// <summary>The items of a list or the values of a map; none where there is nothing.</summary>
    public static IEnumerable<object?> Items(object? value) => value switch
    {
        null => [],
        JObject members => members.Properties().Select(member => member.Value),
        IDictionary map => map.Values.Cast<object?>(),
        IEnumerable items and not string => items.Cast<object?>(),
        _ => [],
    };

    /// <summary>The keys of a map.</summary>
    public static IEnumerable<string> Keys(object? value) => value switch
    {
        JObject members => members.Properties().Select(member => member.Name),
        IDictionary map => map.Keys.Cast<object>().Select(MapKeys.Write),
        _ => [],
    };

    /// <summary>The value under one of these keys.</summary>
    public static object? At(object? value, IReadOnlyList<string> keys) => value switch
    {
        JObject members => keys.Select(key => members[key]).FirstOrDefault(found => found is not null),
        IDictionary map => map.Keys.Cast<object>()
            .Where(key => keys.Contains(MapKeys.Write(key), StringComparer.Ordinal)).Select(key => map[key]).FirstOrDefault(),
        _ => null,
    };

    /// <summary>How many a list or a map holds.</summary>
    public static object? Count(object? value) => value switch
    {
        null => null,
        ICollection items => (long)items.Count,
        _ => Items(value).LongCount(),
    };

    /// <summary>Less than 0, 0 or more than 0 as two values of one type are; null when they can't be compared.</summary>
    public static int? Order(object? left, object? right) => (left, right) switch
    {
        (null, null) => 0,
        (string one, string other) => string.Compare(one, other, StringComparison.OrdinalIgnoreCase),
        (long one, long other) => one.CompareTo(other),
        (bool one, bool other) => one.CompareTo(other),
        (Moment one, Moment other) => one.CompareTo(other),
        _ => null,
    };
}
