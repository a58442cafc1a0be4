using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Simulation;

/// <summary>An object in a file that a scenario is made of. What is not of the kind that it must be ends the reading, with its place.</summary>
internal sealed class ImportNode(ImportSource source, JObject members)
{
    /// <summary>The file that it stands in.</summary>
    public ImportSource Source => source;

    /// <summary>The names of its members, in the order of the file.</summary>
    public IEnumerable<string> Names => members.Properties().Select(member => member.Name);

    /// <summary>Whether it has a member that is not null.</summary>
    public bool Has(string name) => Value(name) is not null;

    /// <summary>A text that must be there.</summary>
    public string Text(string name) => TextOrNull(name) is { Length: > 0 } text ? text : throw Missing(name);

    /// <summary>A text, or null where there is none.</summary>
    public string? TextOrNull(string name) => Value(name) switch
    {
        null => null,
        { Type: JTokenType.String } text => (string)text!,
        _ => throw Bad(name, $"'{name}' must be a text"),
    };

    /// <summary>True or false, or null where neither is said. Attributes of load balancers say it in a text.</summary>
    public bool? Flag(string name) => Value(name) switch
    {
        null => null,
        { Type: JTokenType.Boolean } flag => (bool)flag,
        { Type: JTokenType.String } text when (string?)text is "true" or "false" => (string?)text == "true",
        _ => throw Bad(name, $"'{name}' must be true or false"),
    };

    /// <summary>A whole number, or null where there is none. Terraform writes some in a text.</summary>
    public int? Number(string name) => Value(name) switch
    {
        null => null,
        { Type: JTokenType.Integer } number when (long)number is >= int.MinValue and <= int.MaxValue => (int)number,
        { Type: JTokenType.String } text when int.TryParse((string?)text, System.Globalization.CultureInfo.InvariantCulture, out var number) => number,
        { Type: JTokenType.String } text when (string?)text is "" => null,
        _ => throw Bad(name, $"'{name}' must be a whole number"),
    };

    /// <summary>The objects of a list; none where there is no list.</summary>
    public IEnumerable<ImportNode> Items(string name) => List(name).Select(item => item is JObject each
        ? new ImportNode(source, each)
        : throw source.Bad(item.Path, $"an item of '{name}' must be an object"));

    /// <summary>The texts of a list; none where there is no list. What is null in it is passed over.</summary>
    public IEnumerable<string> Texts(string name) => List(name).Where(item => item.Type != JTokenType.Null).Select(item => item.Type == JTokenType.String
        ? (string)item!
        : throw source.Bad(item.Path, $"an item of '{name}' must be a text"));

    /// <summary>An object, or null where there is none.</summary>
    public ImportNode? Member(string name) => Value(name) switch
    {
        null => null,
        JObject each => new ImportNode(source, each),
        _ => throw Bad(name, $"'{name}' must be an object"),
    };

    /// <summary>What a member is, whatever it is; null where it is not there.</summary>
    public JToken? Value(string name) => members[name] is { Type: not JTokenType.Null } value ? value : null;

    /// <summary>The error that a member is not there.</summary>
    public BadScenarioException Missing(string name) => Bad(name, $"'{name}' is missing; what AWS prints has it");

    /// <summary>An error about a member, there or not.</summary>
    public BadScenarioException Bad(string name, string message, string? suggestion = null) =>
        source.Bad(name.Length == 0 ? members.Path : ScenarioPath.Member(members.Path, name), message, suggestion);

    private JArray List(string name) => Value(name) switch
    {
        null => [],
        JArray items => items,
        _ => throw Bad(name, $"'{name}' must be a list"),
    };
}
