using System.Collections.Immutable;
using System.Globalization;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>What a fork does otherwise than the run that it branches from.</summary>
/// <param name="At">When the steps are put in: behind all that the scenario does up to that time.</param>
/// <param name="Steps">The steps, one after the other; each may wait (<c>after</c>).</param>
/// <param name="LeftOut">The indexes of the scenario's steps that do not happen.</param>
public sealed record ForkChanges(Moment At, ImmutableArray<ForkStep> Steps, ImmutableSortedSet<int> LeftOut);

/// <summary>
/// Changes a scenario into that of a fork. All other steps keep their times, and because draws do not depend on other steps, what they
/// make keeps its ids.
/// </summary>
public static class ScenarioFork
{
    /// <summary>The scenario with its changes, read and checked; it lasts no shorter than before.</summary>
    /// <exception cref="BadScenarioException">A step is wrong, with its place; or one that is left out is needed by another.</exception>
    public static ScenarioFile Of(ScenarioFile origin, ForkChanges changes)
    {
        ArgumentNullException.ThrowIfNull(origin);
        ArgumentNullException.ThrowIfNull(changes);
        var steps = Arranged(origin, changes);
        var document = (JObject)origin.Canonical.DeepClone();
        document["steps"] = new JArray(Timed(origin, steps));
        var fork = Read(document, origin, steps);
        if (fork.End >= origin.End)
        {
            return fork;
        }

        var linger = document["linger"] is { } stated && Durations.TryParse((string)stated!, out var read) ? read : TimeSpan.Zero;
        document["linger"] = Durations.Text(linger + (origin.End - fork.End));
        return Read(document, origin, steps);
    }

    // Steps of the same time keep their order, and those that are put in come last.
    private static ImmutableArray<ForkedStep> Arranged(ScenarioFile origin, ForkChanges changes)
    {
        var all = new List<ForkedStep>();
        for (var index = 0; index < origin.Scenario.Steps.Length; index++)
        {
            if (!changes.LeftOut.Contains(index))
            {
                all.Add(new ForkedStep((JObject)origin.Canonical["steps"]![index]!.DeepClone(), origin.StepAt(index), index, null));
            }
        }

        var at = changes.At;
        foreach (var step in changes.Steps)
        {
            at += WaitOf(step);
            all.Add(new ForkedStep((JObject)step.Document.DeepClone(), at, null, step));
        }

        return [.. all.OrderBy(step => step.At)];
    }

    private static TimeSpan WaitOf(ForkStep step) => (step.Document["at"], step.Document["after"]) switch
    {
        ({ } at, _) => throw Wrong(step, "at", $"'{at}': when the step happens is said once for all; a step may say how long 'after' the one before"),
        (_, null) => TimeSpan.Zero,
        (_, { Type: JTokenType.String } after) when Durations.TryParse((string)after!, out var wait) => wait,
        (_, var after) => throw Wrong(step, "after", $"'{after}' is no duration; {StepTimes.DurationForm}"),
    };

    private static BadScenarioException Wrong(ForkStep step, string member, string message) =>
        new([step.Locate(member, new ScenarioError(step.Name, 1, 1, member, message))]);

    // A step that stands behind the same one as before keeps what its file says of its time.
    private static IEnumerable<JObject> Timed(ScenarioFile origin, ImmutableArray<ForkedStep> steps)
    {
        var before = (int?)-1;
        foreach (var step in steps)
        {
            if (step.Put is not null || (step.Document["at"] is null && step.Index != before + 1))
            {
                step.Document.Remove("at");
                step.Document.Remove("after");
                step.Document.AddFirst(new JProperty("at", step.At.ToString()));
            }

            before = step.Index;
            yield return step.Document;
        }
    }

    private static ScenarioFile Read(JObject document, ScenarioFile origin, ImmutableArray<ForkedStep> steps)
    {
        try
        {
            return ScenarioFile.Parse(CanonicalJson.Text(document), origin.FileName, origin.Facts.Regions).With(origin.Facts.Settings);
        }
        catch (BadScenarioException bad)
        {
            throw new BadScenarioException([.. bad.Errors.Select(error => Placed(error, steps))]);
        }
    }

    // An author knows the place in what they wrote, and the steps of the run by the numbers that they have there.
    private static ScenarioError Placed(ScenarioError error, ImmutableArray<ForkedStep> steps)
    {
        if (ScenarioPath.Segments(error.Path).ToArray() is not ["steps", int index, ..] || index >= steps.Length)
        {
            return error with { Line = 0, Column = 0 };
        }

        var place = ScenarioPath.Item("steps", index);
        var rest = error.Path[place.Length..].TrimStart('.');
        return steps[index].Put is { } put
            ? put.Locate(rest, error)
            : error with { Line = 0, Column = 0, Path = string.Create(CultureInfo.InvariantCulture, $"steps[{steps[index].Index}]{error.Path[place.Length..]}") };
    }

    private sealed record ForkedStep(JObject Document, Moment At, int? Index, ForkStep? Put);
}
