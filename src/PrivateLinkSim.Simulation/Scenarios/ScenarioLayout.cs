using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Simulation;

/// <summary>Writes a scenario as people write them: what fits into a line stands in one, in the order of the document.</summary>
public static class ScenarioLayout
{
    private const int Width = 140;
    private const int Indent = 2;

    /// <summary>The text of a scenario file, with the name of its JSON Schema in front where there is one.</summary>
    public static string Text(JObject document, string? schema = null)
    {
        ArgumentNullException.ThrowIfNull(document);
        var whole = schema is null ? document : new JObject(document.Properties().Prepend(new JProperty("$schema", schema)));
        var text = new StringBuilder();
        Write(text, whole, 0, 0, isOpen: true);
        return text.Append('\n').ToString();
    }

    private static void Write(StringBuilder text, JToken token, int depth, int used, bool isOpen = false)
    {
        var line = Line(token);
        if (token is not JContainer { HasValues: true } container || (!isOpen && used + line.Length < Width))
        {
            text.Append(line);
            return;
        }

        var (open, close) = token is JObject ? ('{', '}') : ('[', ']');
        text.Append(open);
        var comma = "\n";
        foreach (var child in container.Children())
        {
            text.Append(comma).Append(' ', Indent * (depth + 1));
            var name = child is JProperty member ? $"{JsonConvert.ToString(member.Name)}: " : "";
            text.Append(name);
            Write(text, child is JProperty { Value: var value } ? value : child, depth + 1, (Indent * (depth + 1)) + name.Length);
            comma = ",\n";
        }

        text.Append('\n').Append(' ', Indent * depth).Append(close);
    }

    private static string Line(JToken token) => token switch
    {
        JObject { HasValues: true } members =>
            $"{{ {string.Join(", ", members.Properties().Select(member => $"{JsonConvert.ToString(member.Name)}: {Line(member.Value)}"))} }}",
        JArray items => $"[{string.Join(", ", items.Select(Line))}]",
        _ => token.ToString(Formatting.None),
    };
}
