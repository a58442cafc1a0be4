using System.Collections.Immutable;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>The catalogue of rules for programs: one JSON array.</summary>
internal static class RulesJson
{
    /// <summary>Writes an object for each rule.</summary>
    public static void Write(TextWriter output, IEnumerable<Rule> rules) => JsonText.Write(output, new JArray(rules.Select(ToJson)));

    private static JObject ToJson(Rule rule)
    {
        var cover = RuleCoverage.Of(rule.Id);
        return new JObject
        {
            ["id"] = rule.Id,
            ["sentence"] = rule.Sentence,
            ["source"] = rule.From,
            ["sourceClass"] = rule.Source.ToString().ToLowerInvariant(),
            ["code"] = RulesReport.CodesOf(rule),
            ["setting"] = rule.Setting is { } setting ? SettingBook.Of(setting).Name : null,
            ["tests"] = Names(cover.Tests),
            ["scenarios"] = Names(cover.Scenarios),
        };
    }

    private static JArray Names(ImmutableArray<string> names) => new(names);
}

/// <summary>Writes JSON documents.</summary>
internal static class JsonText
{
    /// <summary>Writes one document, indented, and a line feed.</summary>
    public static void Write(TextWriter output, JToken document)
    {
        using var json = new JsonTextWriter(output) { Formatting = Formatting.Indented, CloseOutput = false };
        document.WriteTo(json);
        json.Flush();
        output.Write('\n');
    }
}
