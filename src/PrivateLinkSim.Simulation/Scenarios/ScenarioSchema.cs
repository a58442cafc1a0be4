using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Simulation;

/// <summary>The JSON Schema of scenario files: generated from the records, checked in, and what every scenario is checked against.</summary>
public static class ScenarioSchema
{
    private const string FileName = "scenario.schema.json";

    private static readonly Lazy<SchemaNode> Root = new(() => SchemaNode.Read(ReadText(FileText)));

    /// <summary>The checked-in schema, as the program carries it.</summary>
    public static string FileText => Encoding.UTF8.GetString(EmbeddedFile.Bytes(FileName));

    /// <summary>The schema made anew from the records. Descriptions come from the documentation files beside the assemblies.</summary>
    public static string Generate() => ScenarioSchemaGenerator.Generate();

    /// <summary>Checks a document against the checked-in schema.</summary>
    internal static void Check(JObject document, ScenarioErrors errors) => Root.Value.Check(document, "", errors);

    private static JObject ReadText(string text)
    {
        using var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None };
        return JObject.Load(reader);
    }
}
