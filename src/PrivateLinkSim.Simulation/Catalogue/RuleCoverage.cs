using System.Collections.Immutable;
using System.Text;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>What exercises a rule.</summary>
/// <param name="Tests">Tests that carry its id: <c>PermissionsSpec.Nobody_is_let_in</c>.</param>
/// <param name="Scenarios">Shipped scenarios, by name.</param>
public sealed record RuleCover(ImmutableArray<string> Tests, ImmutableArray<string> Scenarios)
{
    /// <summary>Nothing does.</summary>
    public static readonly RuleCover None = new([], []);
}

/// <summary>What covers which rule. The file <c>rule-coverage.json</c> is made by a test, which fails while the file is out of date.</summary>
public static class RuleCoverage
{
    private const string FileName = "rule-coverage.json";

    private static readonly Lazy<ImmutableSortedDictionary<string, RuleCover>> Shipped = new(() => Read(Encoding.UTF8.GetString(EmbeddedFile.Bytes(FileName))));

    /// <summary>What covers a rule, as the program was shipped.</summary>
    public static RuleCover Of(string rule) => Shipped.Value.TryGetValue(rule, out var cover) ? cover : RuleCover.None;

    /// <summary>The text of the file for this coverage: rules in the order of the catalogue, names in ordinal order.</summary>
    public static string Write(IReadOnlyDictionary<string, RuleCover> covers)
    {
        ArgumentNullException.ThrowIfNull(covers);
        var text = new StringBuilder("{");
        var comma = "";
        foreach (var rule in RuleBook.All)
        {
            var cover = covers.TryGetValue(rule.Id, out var found) ? found : RuleCover.None;
            text.Append(comma).Append("\n  \"").Append(rule.Id).Append("\": {\n    \"tests\": ");
            WriteList(text, cover.Tests);
            text.Append(",\n    \"scenarios\": ");
            WriteList(text, cover.Scenarios);
            text.Append("\n  }");
            comma = ",";
        }

        return text.Append("\n}\n").ToString();
    }

    private static void WriteList(StringBuilder text, ImmutableArray<string> names) => text.Append(names.IsEmpty
        ? "[]"
        : $"[\n      {string.Join(",\n      ", names.Order(StringComparer.Ordinal).Select(name => $"\"{name}\""))}\n    ]");

    private static ImmutableSortedDictionary<string, RuleCover> Read(string json) => JObject.Parse(json).Properties().ToImmutableSortedDictionary(
        rule => rule.Name, rule => new RuleCover(Names(rule.Value, "tests"), Names(rule.Value, "scenarios")), StringComparer.Ordinal);

    private static ImmutableArray<string> Names(JToken cover, string member) => [.. cover[member]!.Select(name => (string)name!)];
}
