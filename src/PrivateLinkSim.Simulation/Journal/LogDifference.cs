using System.Globalization;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Simulation;

/// <summary>Says in which field two logs differ first.</summary>
public static class LogDifference
{
    private static readonly string[] EnvelopeOrder = ["turn", "index", "time", "entity", "number", "type", "version", "cause"];

    /// <summary>Names turn, entity and first differing field of two rows at the same place; null stands for a log that has ended.</summary>
    public static string Describe(LogRow? first, LogRow? second)
    {
        if (first is null || second is null)
        {
            return $"one log has {Place((first ?? second)!)}, the other has ended.";
        }

        var (path, one, other) = Find(Entry(first), Entry(second));
        return one is null && other is null ? $"{Place(first)}: the entries are equal, their links differ." : Say(first, path, one, other);
    }

    /// <summary>The first member in which two entries differ, the envelope's before those of the data; both values null when they are equal.</summary>
    internal static (string Path, JToken? One, JToken? Other) Find(JObject left, JObject right)
    {
        foreach (var member in EnvelopeOrder)
        {
            if (!JToken.DeepEquals(left[member], right[member]))
            {
                return (member, left[member], right[member]);
            }
        }

        return Find(left["data"], right["data"], "data");
    }

    /// <summary>An entry as a document, with data in the place of its own.</summary>
    internal static JObject Envelope(LogEntry entry, JObject data)
    {
        var envelope = new JObject
        {
            ["data"] = data,
            ["entity"] = entry.Entity,
            ["index"] = entry.Index,
            ["number"] = entry.Number,
            ["time"] = entry.Time.ToString(),
            ["turn"] = entry.Turn,
            ["type"] = entry.Type,
            ["version"] = entry.Version,
        };
        if (entry.Cause is { } cause)
        {
            envelope["cause"] = cause;
        }

        return envelope;
    }

    private static string Say(LogRow row, string path, JToken? one, JToken? other) =>
        $"{Place(row)}: {path} is {Show(one)} in one log and {Show(other)} in the other.";

    private static string Show(JToken? value) => value is null ? "absent" : CanonicalJson.Text(value);

    private static string Place(LogRow row)
    {
        var entry = LogEntryReader.Read(row);
        return string.Create(CultureInfo.InvariantCulture, $"turn {entry.Turn}, index {entry.Index}, {entry.Entity}, {entry.Type}");
    }

    private static JObject Entry(LogRow row) => CanonicalJson.ReadObject(row.Entry.Span);

    private static (string Path, JToken? One, JToken? Other) Find(JToken? one, JToken? other, string path)
    {
        if (JToken.DeepEquals(one, other))
        {
            return (path, null, null);
        }

        if (one is JObject left && other is JObject right)
        {
            var name = left.Properties().Concat(right.Properties()).Select(member => member.Name).Order(StringComparer.Ordinal)
                .First(member => !JToken.DeepEquals(left[member], right[member]));
            return Find(left[name], right[name], $"{path}.{name}");
        }

        if (one is JArray items && other is JArray others && items.Count == others.Count)
        {
            var index = Enumerable.Range(0, items.Count).First(place => !JToken.DeepEquals(items[place], others[place]));
            return Find(items[index], others[index], string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"));
        }

        return (path, one, other);
    }
}
