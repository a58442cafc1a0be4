using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>One reason why a call is refused.</summary>
/// <param name="Mend">The change without it; null where none is known, or none that was tried helps.</param>
public sealed record RefusalBlocker(Rejection Refusal, RefusalMend? Mend);

/// <summary>All reasons why a call was refused, as they come to light when it is made again and again, each time without the one before.</summary>
/// <param name="Call">The call as it was made.</param>
/// <param name="Blockers">The refusals, the one that was met first.</param>
/// <param name="Accepted">Whether the call is accepted with all the changes together.</param>
/// <param name="Notices">What it is told then.</param>
/// <param name="Runs">How many runs it took.</param>
public sealed record RefusalFindings(Step Call, ImmutableArray<RefusalBlocker> Blockers, bool Accepted, ImmutableArray<Notice> Notices, int Runs);

/// <summary>
/// Finds every reason why a step of a scenario is refused, and the smallest known change that takes it away, by running the scenario up to
/// that step again, in memory, with the changes in it.
/// </summary>
/// <param name="file">The scenario.</param>
/// <param name="step">The step, from 0.</param>
/// <param name="seed">The seed of the run; null for the scenario's.</param>
public sealed class RefusalStudy(ScenarioFile file, int step, long? seed = null)
{
    private const int MostBlockers = 16;

    private int _runs;

    /// <summary>Finds the reasons. There are none when the step is accepted.</summary>
    /// <exception cref="RunException">A run could not begin, go on or end.</exception>
    public async Task<RefusalFindings> RunAsync(CancellationToken cancellationToken = default)
    {
        var blockers = ImmutableArray.CreateBuilder<RefusalBlocker>();
        await using var simulator = Simulator.Open(JournalOptions.Memory);
        var scenario = UpToTheCall();
        var trial = await TryAsync(simulator, scenario, cancellationToken);
        while (trial is { Scene: { } scene } && blockers.Count < MostBlockers)
        {
            var (mend, next) = await MendAsync(simulator, scenario, scene, blockers, cancellationToken);
            blockers.Add(new RefusalBlocker(scene.Refusal, mend));
            if (mend is null)
            {
                break;
            }

            (scenario, trial) = (mend.In(scenario), next!);
        }

        return new RefusalFindings(file.Scenario.Steps[step], blockers.ToImmutable(), trial!.Scene is null, trial.Notices, _runs);
    }

    // The first change with which the call is accepted, or refused for a reason that was not met before.
    private async Task<(RefusalMend? Mend, Trial? Next)> MendAsync(
        Simulator simulator, Scenario scenario, RefusalScene scene, IReadOnlyList<RefusalBlocker> met, CancellationToken cancellationToken)
    {
        foreach (var mend in RefusalMends.Of(scene))
        {
            if (await TryAsync(simulator, mend.In(scenario), cancellationToken) is not { } next)
            {
                continue;
            }

            var isOld = next.Scene is { Refusal: var refusal } && met.Select(blocker => blocker.Refusal).Append(scene.Refusal).Contains(refusal);
            if (!isOld)
            {
                return (mend, next);
            }
        }

        return (null, null);
    }

    // Null where a change is none: it makes no scenario, or is refused itself.
    private async Task<Trial?> TryAsync(Simulator simulator, Scenario scenario, CancellationToken cancellationToken)
    {
        ScenarioFile changed;
        try
        {
            changed = ChaosScenario.Read(scenario, file);
        }
        catch (BadScenarioException)
        {
            return null;
        }

        var (run, names) = (new ScenarioRun(changed, seed), new MadeNames());
        var plan = run.Plan(FormattableString.Invariant($"why-{_runs++}"), "why", RegionData.Load().Hashes);
        var result = await simulator.RunAsync(plan, observer: names, cancellationToken: cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var last = scenario.Steps.Length - 1;
        var answers = run.Outcomes.Where(outcome => outcome.Step == last).ToArray();
        var refusal = answers.Select(answer => answer.Refusal).FirstOrDefault(each => each is not null);
        var isChanged = Enumerable.Range(step, last - step).All(index => run.Outcomes.Where(outcome => outcome.Step == index).All(outcome => outcome.AsExpected));
        return !isChanged ? null
            : refusal is null ? new Trial(null, [.. answers.SelectMany(answer => answer.Notices)])
            : new Trial(new RefusalScene(changed, new RunView(result.World, changed.Facts), names, refusal), []);
    }

    // A dry run always ends in a refusal, so it must keep the one that it expects.
    private Scenario UpToTheCall() => file.Scenario with
    {
        Steps =
        [
            .. file.Scenario.Steps.Take(step + 1).Select((each, index) =>
                each.Silent(file.StepAt(index)) with { Refused = index == step && !each.DryRun ? null : each.Refused }),
        ],
        Traffic = [],
        Linger = null,
    };

    private sealed record Trial(RefusalScene? Scene, ImmutableArray<Notice> Notices);
}
