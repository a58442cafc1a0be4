using System.Collections.Immutable;
using Newtonsoft.Json;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>A change of what led to a moment of a run.</summary>
/// <param name="Without">The steps that are left out, by their indexes.</param>
/// <param name="Then">What is done at the moment, and how long is waited after it.</param>
public sealed record PathChange(ImmutableSortedSet<int> Without, RefusalMend Then)
{
    /// <summary>Nothing is changed.</summary>
    public static readonly PathChange None = new(ImmutableSortedSet<int>.Empty, new RefusalMend());

    /// <summary>Both changes.</summary>
    public PathChange And(PathChange other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new PathChange(
            Without.Union(other.Without),
            new RefusalMend { Before = [.. Then.Before, .. other.Then.Before], Wait = Then.Wait > other.Then.Wait ? Then.Wait : other.Then.Wait });
    }

    /// <summary>The fork that has the change in it, and in which nothing else happens after the moment.</summary>
    /// <param name="at">The moment.</param>
    public ForkChanges After(ScenarioFile file, Moment at)
    {
        ArgumentNullException.ThrowIfNull(file);
        var later = Enumerable.Range(0, file.Scenario.Steps.Length).Where(index => file.StepAt(index) > at);
        var wait = new Step { After = Durations.Text(Then.Wait) };
        return new ForkChanges(at, [.. Then.Before.Append(wait).Select(Put)], Without.Union(later));
    }

    /// <summary>The change in words, one line for each thing to do.</summary>
    public IEnumerable<string> Lines(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        foreach (var step in Without)
        {
            yield return FormattableString.Invariant($"leave out steps[{step}], {StepCommand.NamesOf(scenario.Steps[step]).FirstOrDefault("which only looks")}");
        }

        foreach (var line in Then.Lines(new Step()))
        {
            yield return line;
        }
    }

    private static ForkStep Put(Step step) => ForkStep.Parse(RefusalMend.Document(step).ToString(Formatting.None), "change");
}
