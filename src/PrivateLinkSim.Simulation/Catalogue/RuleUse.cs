using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Which rules a run of a scenario exercised.</summary>
public static class RuleUse
{
    /// <summary>The rules that the run exercised, and those that the scenario itself names, in the order of the catalogue.</summary>
    public static ImmutableArray<Rule> Of(ScenarioFile file, ScenarioRun run)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(run);
        var ids = Sorted.Set().Union(
        [
            .. run.ExercisedRules,
            .. file.Scenario.Steps.Select(step => step.Refused?.Rule).OfType<string>(),
            .. file.Scenario.Steps.SelectMany(ConditionsOf).Select(condition => condition.Rule).OfType<string>(),
        ]);
        return [.. RuleBook.All.Where(rule => ids.Contains(rule.Id))];
    }

    private static IEnumerable<Condition> ConditionsOf(Step step) => [.. step.Expect, .. step.Eventually, .. step.Always, .. step.Never];
}
