using System.Collections.Immutable;
using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>The difference of two runs for programs: one JSON object, nothing left out.</summary>
internal static class DiffJson
{
    /// <summary>Writes it.</summary>
    public static void Write(TextWriter output, ComparedRun a, ComparedRun b, RunDifference difference)
    {
        var document = new JObject
        {
            ["equal"] = difference.IsNone,
            ["a"] = Run(a),
            ["b"] = Run(b),
            ["given"] = Fields(difference.Given),
            ["divergence"] = difference.Divergence is { } divergence ? Divergence(divergence, a, b) : null,
            ["entities"] = Array(difference.Entities, each => new JObject
            {
                ["name"] = each.Name, ["a"] = each.A?.ToString(), ["b"] = each.B?.ToString(), ["fields"] = Fields(each.Fields),
            }),
            ["entitiesMore"] = difference.UntoldEntities,
            ["answersAtEndOnly"] = difference.IsAtEndOnly,
            ["dns"] = Array(difference.Answers.Where(each => !each.IsReach), Answer),
            ["reachability"] = Array(difference.Answers.Where(each => each.IsReach), Answer),
            ["outcomesCompared"] = difference.HasOutcomes,
            ["traffic"] = Array(difference.Traffic, each => new JObject { ["group"] = each.Group, ["a"] = Figures(each.A), ["b"] = Figures(each.B) }),
            ["verdicts"] = Array(difference.Verdicts, each => new JObject { ["text"] = each.Text, ["a"] = Held(each.A), ["b"] = Held(each.B) }),
            ["costs"] = Array(difference.Costs, each => new JObject { ["account"] = each.Account, ["a"] = Usd(each.A), ["b"] = Usd(each.B) }),
        };
        using var json = new JsonTextWriter(output) { Formatting = Formatting.Indented, CloseOutput = false };
        document.WriteTo(json);
        json.Flush();
        output.Write('\n');
    }

    private static JObject Run(ComparedRun run) => new()
    {
        ["run"] = run.Side.Name,
        ["seed"] = run.Side.Started.Seed,
        ["events"] = run.Side.Log.Length,
        ["digest"] = run.Digest,
        ["verdict"] = run.Side.Run?.Summary,
    };

    private static JObject Divergence(LogDivergence divergence, ComparedRun a, ComparedRun b) => new()
    {
        ["field"] = divergence.Field?.Path,
        ["valueOfA"] = divergence.Field?.A,
        ["valueOfB"] = divergence.Field?.B,
        ["a"] = Entry(divergence.A, a),
        ["b"] = Entry(divergence.B, b),
    };

    private static JToken Entry(LogEntry? entry, ComparedRun run) => entry is null
        ? JValue.CreateNull()
        : new JObject
        {
            ["turn"] = entry.Turn,
            ["index"] = entry.Index,
            ["at"] = entry.Time.ToString(),
            ["entity"] = entry.Entity,
            ["type"] = entry.Type,
            ["causes"] = new JArray(CauseChain.Of(entry, run.Side.Log, run.Names).Select(each => new JObject
            {
                ["turn"] = each.Entry.Turn, ["at"] = each.Entry.Time.ToString(), ["what"] = each.Text,
            })),
        };

    private static JObject Answer(AnswerDifference answer) => new()
    {
        ["endpoint"] = answer.Endpoint,
        ["question"] = answer.Question,
        ["atEnd"] = answer.IsAtEnd,
        ["spells"] = Array(answer.Spells, each => new JObject
        {
            ["from"] = Durations.Text(each.From), ["until"] = each.Until is { } until ? Durations.Text(until) : null, ["a"] = each.A, ["b"] = each.B,
        }),
    };

    private static JToken Figures(GroupFigures? figures) => figures is null
        ? JValue.CreateNull()
        : new JObject
        {
            ["attempted"] = figures.Attempted,
            ["connected"] = figures.Connected,
            ["lost"] = figures.Lost,
            ["broken"] = figures.Broken,
            ["longestLossSeconds"] = figures.LongestLoss,
        };

    private static JToken Held(Verdict? verdict) =>
        verdict is null ? JValue.CreateNull() : new JObject { ["path"] = verdict.Path, ["held"] = verdict.Held, ["found"] = verdict.Found };

    private static string? Usd(decimal? amount) => amount?.ToString("0.00####", CultureInfo.InvariantCulture);

    private static JArray Fields(ImmutableArray<FieldDifference> fields) =>
        Array(fields, each => new JObject { ["path"] = each.Path, ["a"] = each.A, ["b"] = each.B });

    private static JArray Array<T>(IEnumerable<T> items, Func<T, JObject> show) => new(items.Select(show));
}
