using System.Text.RegularExpressions;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Generation;
using NJsonSchema.NewtonsoftJson.Generation;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Makes the JSON Schema of scenario files from the records. Apart, so that a run loads nothing of NJsonSchema.</summary>
internal static partial class ScenarioSchemaGenerator
{
    // Integers beyond 2^53 do not survive JSON's readers, and the log holds none.
    private const long LargestInteger = (1L << 53) - 1;

    private static readonly Type[] Enumerations =
    [
        typeof(IpAddressType), typeof(DnsRecordIpType), typeof(ListenerProtocol), typeof(HealthCheckProtocol), typeof(ConnectionEvent), typeof(DnsRecordType), typeof(FlowSource), typeof(FlowFamily),
        typeof(FlowProtocol), typeof(TargetType), typeof(AddressChoice), typeof(ClientSource), typeof(AclAction), typeof(ConnectionAnswer), typeof(AccessKeyStatus), typeof(RecordAction),
        .. typeof(Settings).GetProperties().Select(member => member.PropertyType).Where(type => type.IsEnum).Distinct(),
    ];

    public static string Generate()
    {
        var schema = SchemaOf<Scenario>();
        var definitions = (JObject)schema["definitions"]!;
        schema["properties"]!["settings"] = SettingsSchema((string)schema["properties"]!["settings"]!["description"]!, definitions);
        foreach (var type in Enumerations)
        {
            definitions[type.Name] = WordsSchema(type, (string?)definitions[type.Name]!["description"]);
        }

        Tidy(schema);
        return schema.ToString(Formatting.Indented).ReplaceLineEndings("\n") + "\n";
    }

    private static JObject SchemaOf<T>() => JObject.Parse(JsonSchemaGenerator.FromType<T>(new NewtonsoftJsonSchemaGeneratorSettings
    {
        SerializerSettings = ScenarioContracts.Settings,
        DefaultReferenceTypeNullHandling = ReferenceTypeNullHandling.NotNull,
        SchemaType = SchemaType.JsonSchema,
        FlattenInheritanceHierarchy = true,
    }).ToJson());

    // The record holds any settings by name; the file may name those that there are.
    private static JObject SettingsSchema(string description, JObject definitions)
    {
        var settings = SchemaOf<Settings>();
        definitions.Merge(settings["definitions"]!);
        foreach (var member in settings["properties"]!.Children<JProperty>().Where(member => (string?)member.Value["format"] == "int32"))
        {
            member.Value["minimum"] = 0;
        }

        return new JObject
        {
            ["type"] = "object",
            ["description"] = description,
            ["additionalProperties"] = false,
            ["properties"] = settings["properties"],
        };
    }

    private static JObject WordsSchema(Type type, string? description) => new()
    {
        ["type"] = "string",
        ["description"] = description,
        ["enum"] = new JArray(ScenarioContracts.NamesOf(type)),
    };

    private static void Tidy(JToken token)
    {
        if (token is JObject schema)
        {
            TidyOne(schema);
        }

        foreach (var child in token.Children().ToArray())
        {
            Tidy(child);
        }
    }

    private static void TidyOne(JObject schema)
    {
        // A JObject is free JSON, such as a policy: an object of whatever members.
        if (schema["description"] is JValue && schema["type"] is null && schema["oneOf"] is null && schema["$ref"] is null)
        {
            schema["type"] = "object";
        }

        if (schema["additionalProperties"] is JObject { Count: 0 })
        {
            schema["additionalProperties"] = new JObject { ["type"] = "object" };
        }

        // What a record lacks is left out of the file, not written as null.
        if (schema["type"] is JArray types)
        {
            schema["type"] = types.Single(type => (string?)type != "null");
        }

        if (schema["oneOf"] is JArray choices)
        {
            foreach (var isNull in choices.Where(choice => (string?)choice["type"] == "null").ToArray())
            {
                isNull.Remove();
            }
        }

        if (schema["format"] is JValue format)
        {
            if ((string?)format is "int64" or "int32")
            {
                var largest = (string?)format == "int64" ? LargestInteger : int.MaxValue;
                schema["minimum"] ??= -largest;
                schema["maximum"] ??= largest;
            }

            schema.Remove("format");
        }

        if (schema["description"] is JValue { Type: JTokenType.String } description)
        {
            schema["description"] = Spaces().Replace((string)description!, " ");
        }
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();
}
