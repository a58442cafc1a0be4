using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Host;

/// <summary>A line of an outline.</summary>
/// <param name="Path">Where its value stands in the whole.</param>
/// <param name="Indent">How far it stands from the left.</param>
/// <param name="Label">Its name with a colon, or the dash of a list.</param>
/// <param name="Text">Its value; empty where lines below it hold that.</param>
internal readonly record struct OutlineLine(string Path, int Indent, string Label, string Text);

/// <summary>A state or an event as an outline: members that are empty say so, lists of plain values stay on their line.</summary>
internal sealed class Outline(Names names)
{
    /// <summary>The lines of an object.</summary>
    public IEnumerable<OutlineLine> Of(JObject value, int indent) =>
        value.Properties().SelectMany(member => Of(member.Name, member.Name, member.Value, indent));

    private IEnumerable<OutlineLine> Of(string path, string name, JToken value, int indent)
    {
        var label = $"{name}: ";
        switch (value)
        {
            case JObject { Count: > 0 } members:
                return members.Properties()
                    .SelectMany(member => Of($"{path}.{member.Name}", Labelled(member.Name), member.Value, indent + 2))
                    .Prepend(new OutlineLine(path, indent, label, ""));
            case JArray { Count: > 0 } items when items.Any(item => item is JContainer):
                return items.Select(item => new OutlineLine($"{path}[]", indent, "- ", Flat(item))).Prepend(new OutlineLine(path, indent, label, ""));
            default:
                return [new OutlineLine(path, indent, label, Flat(value))];
        }
    }

    /// <summary>Every value that holds no others, by its path.</summary>
    public IReadOnlyDictionary<string, string> Leaves(JObject value)
    {
        var leaves = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (path, text) in LeavesOf("", value))
        {
            leaves[path] = text;
        }

        return leaves;
    }

    private IEnumerable<(string Path, string Text)> LeavesOf(string path, JToken value) => value switch
    {
        JObject { Count: > 0 } members => members.Properties()
            .SelectMany(member => LeavesOf(path.Length == 0 ? member.Name : $"{path}.{names.Of(member.Name)}", member.Value)),
        JArray { Count: > 0 } items when items.Any(item => item is JContainer) => items.SelectMany((item, index) => LeavesOf($"{path}[{index}]", item)),
        _ => [(path, Flat(value))],
    };

    private string Flat(JToken value) => value switch
    {
        JArray { Count: 0 } or JObject { Count: 0 } => "none",
        JArray items => string.Join(", ", items.Select(Flat)),
        JObject members => string.Join(" ", members.Properties().Select(member => $"{member.Name}={Flat(member.Value)}")),
        JValue { Type: JTokenType.Boolean } flag => (bool)flag ? "yes" : "no",
        _ => Labelled((string?)value ?? ""),
    };

    private string Labelled(string text)
    {
        var label = text.Length == 0 ? "none" : names.Of(text);
        return label == text || text.Length == 0 ? label : $"{label} ({text})";
    }
}
