using System.Collections.Immutable;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>A change after which a call is not refused for the same reason any more.</summary>
public sealed record RefusalMend
{
    /// <summary>What somebody does right before the call.</summary>
    public ImmutableArray<Step> Before { get; init; } = [];

    /// <summary>How long the call waits after that.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>The call as it is made instead; null where it is made as it was.</summary>
    public Step? Instead { get; init; }

    /// <summary>The setting that stands in another position, as scenarios write it; null for none.</summary>
    public string? Setting { get; init; }

    /// <summary>The position.</summary>
    public object? Value { get; init; }

    /// <summary>A scenario, the last step of which is the call, with the change in it.</summary>
    internal Scenario In(Scenario scenario)
    {
        var call = scenario.Steps[^1];
        var at = Moment.Parse(call.At!);
        return scenario with
        {
            Settings = Setting is null ? scenario.Settings : scenario.Settings.SetItem(Setting, Value!),
            Steps =
            [
                .. scenario.Steps[..^1],
                .. Before.Select(step => step with { At = call.At }),
                (Instead ?? call) with { At = (at + Wait).ToString() },
            ],
        };
    }

    /// <summary>The change in words, one line for each thing to do.</summary>
    /// <param name="call">The call as it was.</param>
    public IEnumerable<string> Lines(Step call)
    {
        ArgumentNullException.ThrowIfNull(call);
        foreach (var step in Before)
        {
            yield return $"{(step.Caller is { } caller ? $"{caller}: " : "")}{CallOf(step)}";
        }

        if (Instead is not null)
        {
            yield return $"the call itself {Difference(Document(call), Document(Instead))}";
        }

        if (Setting is not null)
        {
            yield return $"setting {Setting}: {(Value is bool flag ? (flag ? "true" : "false") : FormattableString.Invariant($"{Value}"))}";
        }

        if (Wait > TimeSpan.Zero)
        {
            yield return $"{(Before.IsEmpty ? "" : "then ")}wait {Durations.Text(Wait)}";
        }
    }

    /// <summary>A step as scenario files have it.</summary>
    public static JObject Document(Step step) => JObject.FromObject(step, JsonSerializer.Create(ScenarioContracts.Settings));

    private static string CallOf(Step step) =>
        Document(step).Properties().First(member => member.Value is JObject) is { Name: var name, Value: JObject call }
            ? string.Join(' ', call.Properties().Select(each => $"{each.Name}={Shown(each.Value)}").Prepend(name))
            : "";

    private static string Difference(JObject before, JObject after)
    {
        var (was, will) = (Leaves(before), Leaves(after));
        var gone = was.Keys.Except(will.Keys, StringComparer.Ordinal).Select(name => $"without {name}");
        var other = will.Where(leaf => was.GetValueOrDefault(leaf.Key) != leaf.Value).Select(leaf => $"with {leaf.Key}={leaf.Value}");
        return string.Join(", ", gone.Concat(other));
    }

    private static SortedDictionary<string, string> Leaves(JObject step)
    {
        var leaves = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in step.Properties().Where(member => member.Name is not ("at" or "refused")))
        {
            foreach (var (name, value) in member.Value is JObject call
                ? call.Properties().Select(each => (each.Name, each.Value))
                : [(member.Name, member.Value)])
            {
                leaves[name] = Shown(value);
            }
        }

        return leaves;
    }

    private static string Shown(JToken value) => value switch
    {
        JArray items => string.Join(',', items.Select(Shown)),
        JValue { Type: JTokenType.String } text => (string)text!,
        _ => value.ToString(Formatting.None),
    };
}
