using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Simulation;

/// <summary>Finds the values in which two JSON documents differ.</summary>
internal static class FieldComparison
{
    // What the items of a list are told apart by.
    private static readonly string[] Keys = ["zoneId", "subnetId", "networkInterfaceId", "id", "name", "as"];

    /// <summary>All values that differ, in the order of their names.</summary>
    public static IEnumerable<FieldDifference> Of(JToken? a, JToken? b, string path = "")
    {
        if (JToken.DeepEquals(a, b))
        {
            return [];
        }

        return (a, b) switch
        {
            (JObject one, JObject other) => one.Properties().Concat(other.Properties()).Select(member => member.Name)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .SelectMany(name => Of(one[name], other[name], ScenarioPath.Member(path, name))),
            (JArray one, JArray other) when KeyOf(one, other) is { } key => OfLabelled(Labelled(one, key), Labelled(other, key), path),
            (JArray one, JArray other) when one.Concat(other).Any(item => item is JContainer) => OfItems(one, other, path),
            _ => [new FieldDifference(path, Show(a), Show(b))],
        };
    }

    /// <summary>A value as people read it; null for none.</summary>
    public static string? Show(JToken? value) => value switch
    {
        null or { Type: JTokenType.Null } => null,
        { Type: JTokenType.String } => (string)value!,
        JArray { HasValues: false } => "none",
        JArray items when items.All(item => item is JValue) => string.Join(", ", items.Select(Show)),
        _ => value.ToString(Formatting.None),
    };

    private static IEnumerable<FieldDifference> OfLabelled(SortedDictionary<string, JToken> a, SortedDictionary<string, JToken> b, string path) =>
        a.Keys.Union(b.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .SelectMany(label => Of(a.GetValueOrDefault(label), b.GetValueOrDefault(label), $"{path}[{label}]"));

    // Where something was put into a list or taken out, what stands before and behind it is the same, but for its time.
    private static IEnumerable<FieldDifference> OfItems(JArray a, JArray b, string path)
    {
        var shorter = Math.Min(a.Count, b.Count);
        var head = a.Count == b.Count ? a.Count : Enumerable.Range(0, shorter).TakeWhile(index => AreAlike(a[index], b[index])).Count();
        var tail = Enumerable.Range(1, shorter - head).TakeWhile(back => AreAlike(a[^back], b[^back])).Count();
        return
        [
            .. Enumerable.Range(0, head).SelectMany(index => Of(a[index], b[index], ScenarioPath.Item(path, index))),
            .. Enumerable.Range(head, a.Count - head - tail).Select(index => new FieldDifference(ScenarioPath.Item(path, index), Show(a[index]), null)),
            .. Enumerable.Range(head, b.Count - head - tail).Select(index => new FieldDifference(ScenarioPath.Item(path, index), null, Show(b[index]))),
            .. Enumerable.Range(1, tail).Reverse().SelectMany(back => Of(a[^back], b[^back], ScenarioPath.Item(path, b.Count - back))),
        ];
    }

    private static bool AreAlike(JToken? a, JToken? b) => JToken.DeepEquals(a, b) || JToken.DeepEquals(Timeless(a), Timeless(b));

    private static JToken? Timeless(JToken? item) =>
        item is JObject step ? new JObject(step.Properties().Where(member => member.Name is not ("at" or "after"))) : item;

    private static string? KeyOf(JArray one, JArray other) => Keys.FirstOrDefault(key => IsKey(one, key) && IsKey(other, key) && one.Count + other.Count > 0);

    private static bool IsKey(JArray items, string key) =>
        items.All(item => item is JObject members && members[key] is { Type: JTokenType.String })
        && items.Select(item => (string)item[key]!).Distinct(StringComparer.Ordinal).Count() == items.Count;

    private static SortedDictionary<string, JToken> Labelled(JArray items, string key) =>
        new(items.ToDictionary(item => (string)item[key]!, StringComparer.Ordinal), StringComparer.Ordinal);
}
