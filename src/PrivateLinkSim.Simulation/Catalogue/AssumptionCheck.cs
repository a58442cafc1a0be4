using System.Collections.Immutable;
using System.Globalization;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>An expectation that rests on what AWS does not publish.</summary>
/// <param name="Path">Where it stands in the file: <c>steps[3].expect[0]</c>.</param>
/// <param name="Text">What is expected, as a sentence.</param>
/// <param name="Setting">The setting that carries the assumption, as scenarios write it; null where a rule as a whole is assumed.</param>
/// <param name="Default">The setting's default.</param>
/// <param name="How">How it shows, as a sentence.</param>
public sealed record Assumption(string Path, string Text, string? Setting, string? Default, string How)
{
    /// <summary>Where the later expectations stand that rest on the same setting.</summary>
    public ImmutableArray<string> Later { get; init; } = [];
}

/// <summary>
/// Finds the expectations of a scenario that rest on assumptions: refusals whose rule or code is assumed, and whatever comes out
/// differently when an assumed setting stands in another position. Settings that the scenario states are its author's word.
/// </summary>
/// <param name="file">The scenario.</param>
/// <param name="seed">Another seed than the scenario's, or null.</param>
public sealed class AssumptionCheck(ScenarioFile file, long? seed = null)
{
    private const int AtOnce = 8;

    /// <summary>Runs the scenario again, in memory, once for each other position of each assumed setting.</summary>
    /// <param name="run">The run as it was, which has ended.</param>
    /// <exception cref="RunException">A run could not begin, go on or end.</exception>
    public async Task<ImmutableArray<Assumption>> RunAsync(ScenarioRun run, CancellationToken cancellationToken = default)
    {
        var found = ImmutableArray.CreateBuilder<Assumption>();
        found.AddRange(Refusals(run));
        await using var simulator = Simulator.Open(JournalOptions.Memory);
        var variations =
            from setting in SettingBook.All
            where setting.Source is SourceClass.Assumed && !IsStated(setting.Name)
            from position in OtherPositions(setting.ValueIn(file.Facts.Settings))
            select RunAsync(simulator, setting, position, run, cancellationToken);
        foreach (var some in variations.Chunk(AtOnce))
        {
            found.AddRange((await Task.WhenAll(some)).SelectMany(differences => differences));
        }

        return [.. InOrder(Roots(found))];
    }

    // One cause is told once: with the first expectation that it changes, in whatever position. What has no setting stands for itself.
    private static IEnumerable<Assumption> Roots(IEnumerable<Assumption> found) => InOrder(found)
        .DistinctBy(assumption => (assumption.Path, assumption.Setting))
        .GroupBy(assumption => assumption.Setting ?? assumption.Path, StringComparer.Ordinal)
        .Select(cause => cause.First() with { Later = [.. cause.Skip(1).Select(each => each.Path)] });

    private static IEnumerable<Assumption> InOrder(IEnumerable<Assumption> found) =>
        found.OrderBy(assumption => PlaceOf(assumption.Path)).ThenBy(assumption => assumption.Path, StringComparer.Ordinal);

    private async Task<ImmutableArray<Assumption>> RunAsync(
        Simulator simulator, Setting setting, object position, ScenarioRun run, CancellationToken cancellationToken)
    {
        var again = new ScenarioRun(file.With(setting.With(file.Facts.Settings, position)), seed);
        await simulator.RunAsync(
            again.Plan($"{setting.Name}={Setting.Show(position)}", "strict", RegionData.Load().Hashes), cancellationToken: cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return [.. Differences(run, again, setting, position)];
    }

    /// <summary>The positions in which a setting is tried besides its own.</summary>
    internal static IEnumerable<object> OtherPositions(object value) => value switch
    {
        bool flag => [!flag],
        TimeSpan { Ticks: 0 } => [TimeSpan.FromMinutes(1)],
        TimeSpan span => [span / 2, span * 2],
        int count => count > 1 ? [count - 1, count + 1] : [count + 1],
        string code => [$"{code}.Other"],
        Enum choice => Enum.GetValues(choice.GetType()).Cast<object>().Where(each => !each.Equals(choice)),
        _ => [],
    };

    // A refusal that is expected rests on its rule and on its code.
    private IEnumerable<Assumption> Refusals(ScenarioRun run)
    {
        foreach (var outcome in run.Outcomes.Where(outcome => outcome is { AsExpected: true, Step: not null }))
        {
            if (outcome.Refusal is not { } rejection || RuleBook.Find(rejection.Rule) is not { } rule)
            {
                continue;
            }

            var refusal = rule.RefusalOf(rejection, file.Facts.Settings);

            // What the rule's setting says does not make a code known that is assumed by itself.
            var setting = NameOf(refusal is { Source: SourceClass.Assumed } ? refusal.CodeSetting : refusal?.CodeSetting ?? rule.Setting);
            if ((rule.Source is SourceClass.Assumed || refusal?.Source is SourceClass.Assumed) && (setting is null || !IsStated(setting)))
            {
                yield return new Assumption(
                    $"{outcome.Path}.refused",
                    $"{outcome.Action} is refused with {rejection.Code} ({rule.Id})",
                    setting,
                    setting is null ? null : SettingBook.Of(setting).Default,
                    rule.Source is SourceClass.Assumed ? $"{rule.Id} is assumed: AWS does not publish it" : $"AWS publishes no code for this refusal of {rule.Id}");
            }
        }
    }

    private static IEnumerable<Assumption> Differences(ScenarioRun before, ScenarioRun after, Setting setting, object position)
    {
        var (first, second) = (ByPath(before), ByPath(after));
        foreach (var path in first.Keys.Union(second.Keys, StringComparer.Ordinal))
        {
            var (one, other) = (first.GetValueOrDefault(path), second.GetValueOrDefault(path));

            // An acceptance that was met is no verdict of its own.
            if ((one?.Held ?? true) != (other?.Held ?? true))
            {
                yield return new Assumption(
                    path,
                    (one ?? other)!.Text,
                    setting.Name,
                    setting.Default,
                    other is { Held: false }
                        ? $"with {Setting.Show(position)} it does not hold: {other.Found}"
                        : $"with {Setting.Show(position)} it holds");
            }
        }
    }

    private static SortedDictionary<string, Verdict> ByPath(ScenarioRun run)
    {
        var verdicts = new SortedDictionary<string, Verdict>(StringComparer.Ordinal);
        foreach (var verdict in run.Verdicts)
        {
            verdicts[verdict.Path] = verdict;
        }

        return verdicts;
    }

    private bool IsStated(string setting) => file.Scenario.Settings.ContainsKey(setting);

    private static string? NameOf(string? member) => member is null ? null : SettingBook.Of(member).Name;

    // steps[10] stands behind steps[9].
    private static int PlaceOf(string path)
    {
        var open = path.IndexOf('[', StringComparison.Ordinal);
        var close = path.IndexOf(']', StringComparison.Ordinal);
        return path.StartsWith("steps[", StringComparison.Ordinal) && int.TryParse(path.AsSpan(open + 1, close - open - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var step) ? step : -1;
    }
}
