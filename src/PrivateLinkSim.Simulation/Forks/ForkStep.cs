using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// A step that is put into a recorded run, as it is written on a command line: the JSON of a scenario's step, or in short
/// <c>ImpairZone ZoneId=use1-az1</c>, with the step's own members in small letters: <c>caller=shop as=second</c>.
/// </summary>
public sealed class ForkStep
{
    private readonly Func<string, (int Line, int Column)> _locate;

    private ForkStep(string name, JObject document, Func<string, (int Line, int Column)> locate)
    {
        (Name, Document, _locate) = (name, document, locate);
    }

    /// <summary>What errors call the text.</summary>
    public string Name { get; }

    /// <summary>The step as a scenario holds it.</summary>
    public JObject Document { get; }

    /// <summary>Reads a step. Whether the scenario can have it is found out when it is put in.</summary>
    /// <param name="name">What errors call the text.</param>
    /// <exception cref="BadScenarioException">It has neither form.</exception>
    public static ForkStep Parse(string text, string name)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.TrimStart().StartsWith('{') ? OfJson(text, name) : OfWords(text, name);
    }

    /// <summary>The error about a member of the step, with its place in the text.</summary>
    internal ScenarioError Locate(string path, ScenarioError error)
    {
        var (line, column) = _locate(path);
        return error with { FileName = Name, Line = line, Column = column, Path = path };
    }

    private static ForkStep OfJson(string text, string name)
    {
        var json = new ScenarioText(Encoding.UTF8.GetBytes(text), name);
        return new ForkStep(name, json.Read(), json.Locate);
    }

    private static ForkStep OfWords(string text, string name)
    {
        var words = ForkWords.Read(text, name);
        var action = words[0].Text;
        var parameters = new JObject();
        var step = new JObject { [action] = parameters };
        var columns = new SortedDictionary<string, int>(StringComparer.Ordinal) { [action] = words[0].Column };
        var types = Member(typeof(Step), action)?.PropertyType;
        foreach (var word in words.Skip(1))
        {
            var equals = word.Text.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
            {
                throw ForkWords.Bad(name, word.Column, $"'{word.Text}' is no NAME=VALUE; write the step as ACTION NAME=VALUE ..., or as JSON");
            }

            var (key, value) = (word.Text[..equals], word.Text[(equals + 1)..]);
            var isOfStep = char.IsAsciiLetterLower(key[0]);
            var holder = isOfStep ? step : parameters;
            if (holder.ContainsKey(key))
            {
                throw ForkWords.Bad(name, word.Column, $"'{key}' is there twice");
            }

            holder[key] = Value(value, Member(isOfStep ? typeof(Step) : types, key)?.PropertyType, name, word.Column + equals + 1);
            columns[isOfStep ? key : $"{action}.{key}"] = word.Column;
        }

        return new ForkStep(name, step, path => (1, columns.Where(each => path.StartsWith(each.Key, StringComparison.Ordinal)).Select(each => each.Value).LastOrDefault(1)));
    }

    private static PropertyInfo? Member(Type? type, string name) => type?.GetProperties().FirstOrDefault(member =>
        string.Equals(member.GetCustomAttribute<JsonPropertyAttribute>()?.PropertyName ?? member.Name, name, StringComparison.Ordinal)
        || (type == typeof(Step) && char.IsAsciiLetterLower(name[0]) && string.Equals(member.Name, char.ToUpperInvariant(name[0]) + name[1..], StringComparison.Ordinal)));

    // What is no value of its type stays a text: the scenario's own checks say what would be right.
    private static JToken Value(string text, Type? type, string name, int column)
    {
        type = Nullable.GetUnderlyingType(type ?? typeof(string)) ?? type;
        if (text.StartsWith('{') || text.StartsWith('[') || text.StartsWith('"'))
        {
            return ForkWords.Json(text, name, column);
        }

        if (type is { IsGenericType: true } list && list.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
        {
            return new JArray(text.Split(',').Select(item => Value(item, list.GetGenericArguments()[0], name, column)));
        }

        var isTyped = type == typeof(bool) || type == typeof(int) || type == typeof(long);
        return isTyped && (text is "true" or "false" || long.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out _))
            ? JToken.Parse(text)
            : text;
    }
}
