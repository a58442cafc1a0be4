using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Benchmarks;

/// <summary>Runs generated scenarios with a journal on SQLite.</summary>
internal static class GeneratedRun
{
    /// <summary>Generates a scenario, reads it and checks it.</summary>
    public static ScenarioFile Read(GeneratedScenarioSize size)
    {
        var regions = RegionData.Load().Regions;
        return ScenarioFile.Parse(GeneratedScenario.Text(size, regions), "generated.json", regions);
    }

    /// <summary>Runs a scenario to its end, its last event durable.</summary>
    /// <param name="atEnd">Called when everything is durable and every actor still lives.</param>
    /// <exception cref="InvalidOperationException">Something did not end as the scenario expects.</exception>
    public static async Task<RunResult> ExecuteAsync(ScenarioFile file, string journal, string runId, Action? atEnd = null)
    {
        var run = new ScenarioRun(file);
        var plan = run.Plan(runId, "0", RegionData.Load().Hashes);
        var watched = plan with
        {
            Verdict = () =>
            {
                atEnd?.Invoke();
                return run.Summary;
            },
        };
        await using var simulator = Simulator.Open(JournalOptions.Sqlite(journal));
        var result = await simulator.RunAsync(watched);
        var surprise = run.Outcomes.FirstOrDefault(outcome => !outcome.AsExpected);
        return run.Passed && surprise is null
            ? result
            : throw new InvalidOperationException(
                $"The generated scenario ended otherwise than it expects: {run.Summary} {surprise?.Path} {surprise?.Refusal?.Message}");
    }

    /// <summary>How many endpoints a run has made.</summary>
    public static int EndpointsOf(RunResult result) => result.World.All(EntityKind.InterfaceEndpoint).Count();
}
