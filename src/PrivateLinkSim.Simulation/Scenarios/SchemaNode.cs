using System.Globalization;
using System.Numerics;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// A part of the schema of scenario files. It knows the keywords that NJsonSchema generates from the records, and no
/// others. NJsonSchema could check documents too, but to load a schema costs it more than to read the whole scenario,
/// and its errors say less about what would be right.
/// </summary>
internal sealed class SchemaNode
{
    private static readonly string[] Annotations = ["$schema", "title", "description", "definitions"];

    private readonly SortedDictionary<string, SchemaNode> _members = new(StringComparer.Ordinal);
    private string? _type;
    private string[] _required = [];
    private bool _othersAllowed = true;
    private SchemaNode? _others;
    private SchemaNode? _items;
    private BigInteger? _least;
    private BigInteger? _most;
    private string[]? _words;

    private SchemaNode()
    {
    }

    /// <summary>Reads a schema.</summary>
    /// <exception cref="NotSupportedException">It holds a keyword that this class does not check.</exception>
    public static SchemaNode Read(JObject schema) => new SchemaReader(schema).Of(schema);

    /// <summary>Notes everything in a value that the schema does not allow.</summary>
    public void Check(JToken value, string path, ScenarioErrors errors)
    {
        if (errors.AreMany)
        {
            return;
        }

        if (!IsOfType(value))
        {
            errors.Add(path, WrongType(value));
            return;
        }

        switch (value)
        {
            case JObject members:
                CheckMembers(members, path, errors);
                break;
            case JArray items when _items is not null:
                for (var index = 0; index < items.Count; index++)
                {
                    _items.Check(items[index], ScenarioPath.Item(path, index), errors);
                }

                break;
            case JValue { Type: JTokenType.Integer } number:
                CheckRange(number, path, errors);
                break;
            case JValue { Type: JTokenType.String, Value: string word } when _words is { } words && !words.Contains(word, StringComparer.Ordinal):
                errors.Add(path, $"'{word}' can't stand here; what can: {string.Join(", ", words)}", Suggestions.Nearest(word, words));
                break;
        }
    }

    private void CheckMembers(JObject value, string path, ScenarioErrors errors)
    {
        foreach (var (name, member) in value)
        {
            if (_members.TryGetValue(name, out var known))
            {
                known.Check(member!, ScenarioPath.Member(path, name), errors);
            }
            else if (_others is not null)
            {
                _others.Check(member!, ScenarioPath.Member(path, name), errors);
            }
            else if (!_othersAllowed)
            {
                var suggestion = Suggestions.Nearest(name, _members.Keys);
                var others = suggestion is null ? $"; what can stand here: {string.Join(", ", _members.Keys)}" : "";
                errors.Add(ScenarioPath.Member(path, name), $"'{name}' is not known here{others}", suggestion);
            }
        }

        foreach (var name in _required)
        {
            if (!value.ContainsKey(name))
            {
                errors.Add(path, $"'{name}' is missing");
            }
        }
    }

    private void CheckRange(JValue number, string path, ScenarioErrors errors)
    {
        var integer = number.Value is BigInteger big ? big : Convert.ToInt64(number.Value, CultureInfo.InvariantCulture);
        if (integer < _least || integer > _most)
        {
            errors.Add(path, string.Create(CultureInfo.InvariantCulture, $"{integer} is not between {_least} and {_most}"));
        }
    }

    private bool IsOfType(JToken value) => _type switch
    {
        null => true,
        "object" => value.Type == JTokenType.Object,
        "array" => value.Type == JTokenType.Array,
        "string" => value.Type == JTokenType.String,
        "boolean" => value.Type == JTokenType.Boolean,
        _ => value.Type == JTokenType.Integer,
    };

    private string WrongType(JToken value)
    {
        if (value.Type == JTokenType.Null)
        {
            return "null says nothing; leave the member out";
        }

        var wanted = _type switch
        {
            "object" => "an object { ... }",
            "array" => "an array [ ... ]",
            "string" => "a text in double quotes",
            "boolean" => "true or false",
            _ => "a whole number",
        };
        var found = value.Type switch
        {
            JTokenType.Object => "an object",
            JTokenType.Array => "an array",
            JTokenType.String => $"the text '{(string?)value}'",
            _ => value.ToString(Newtonsoft.Json.Formatting.None),
        };
        return $"{wanted} is wanted, and this is {found}";
    }

    /// <summary>Reads the parts of one schema document. A definition is read once; it may refer to itself.</summary>
    private sealed class SchemaReader(JObject document)
    {
        private readonly Dictionary<string, SchemaNode> _definitions = new(StringComparer.Ordinal);

        public SchemaNode Of(JObject schema)
        {
            if (schema["oneOf"] is JArray { Count: 1 } only)
            {
                return Of((JObject)only[0]);
            }

            if ((string?)schema["$ref"] is not { } reference)
            {
                return Fill(new SchemaNode(), schema);
            }

            if (!_definitions.TryGetValue(reference, out var node))
            {
                node = _definitions[reference] = new SchemaNode();
                Fill(node, (JObject)document["definitions"]![reference["#/definitions/".Length..]]!);
            }

            return node;
        }

        private SchemaNode Fill(SchemaNode node, JObject schema)
        {
            foreach (var (keyword, value) in schema)
            {
                switch (keyword)
                {
                    case "type":
                        node._type = (string?)value;
                        break;
                    case "required":
                        node._required = [.. value!.Select(name => (string)name!)];
                        break;
                    case "additionalProperties":
                        node._othersAllowed = value is not JValue { Value: false };
                        node._others = value is JObject others ? Of(others) : null;
                        break;
                    case "properties":
                        foreach (var (name, member) in (JObject)value!)
                        {
                            node._members.Add(name, Of((JObject)member!));
                        }

                        break;
                    case "items":
                        node._items = Of((JObject)value!);
                        break;
                    case "enum":
                        node._words = [.. value!.Select(word => (string)word!)];
                        break;
                    case "minimum":
                        node._least = (long)value!;
                        break;
                    case "maximum":
                        node._most = (long)value!;
                        break;
                    default:
                        if (!Annotations.Contains(keyword, StringComparer.Ordinal))
                        {
                            throw new NotSupportedException($"The schema of scenarios holds '{keyword}', which nothing checks.");
                        }

                        break;
                }
            }

            return node;
        }
    }
}
