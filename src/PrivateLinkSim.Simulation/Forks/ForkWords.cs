using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Simulation;

/// <summary>Splits the short form of a step into its words: at spaces, but not inside JSON.</summary>
internal static class ForkWords
{
    /// <summary>The words with their columns, from 1.</summary>
    /// <exception cref="BadScenarioException">There is none, or a text, object or array in it is not closed.</exception>
    public static List<(string Text, int Column)> Read(string text, string name)
    {
        var words = new List<(string, int)>();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == ' ')
            {
                continue;
            }

            var start = at;
            at = EndOf(text, start, name);
            words.Add((text[start..at], start + 1));
        }

        return words.Count > 0 ? words : throw Bad(name, 1, "there is no step; write ACTION NAME=VALUE ..., or JSON");
    }

    /// <summary>A value that is written as JSON.</summary>
    /// <exception cref="BadScenarioException">It is none.</exception>
    public static JToken Json(string text, string name, int column)
    {
        try
        {
            using var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None, MaxDepth = 64 };
            var value = JToken.ReadFrom(reader);
            return reader.Read() ? throw Bad(name, column, "there is text after the JSON value") : value;
        }
        catch (JsonReaderException)
        {
            throw Bad(name, column, $"{text} is not JSON");
        }
    }

    public static BadScenarioException Bad(string name, int column, string message) => new([new ScenarioError(name, 1, column, "", message)]);

    private static int EndOf(string text, int start, string name)
    {
        var (depth, isQuoted, at) = (0, false, start);
        for (; at < text.Length && (text[at] != ' ' || depth > 0 || isQuoted); at++)
        {
            isQuoted ^= text[at] == '"' && (!isQuoted || text[at - 1] != '\\');
            depth += isQuoted ? 0 : text[at] switch { '{' or '[' => 1, '}' or ']' => -1, _ => 0 };
        }

        return depth > 0 || isQuoted ? throw Bad(name, start + 1, "a text, an object or an array is begun here and never closed") : at;
    }
}
