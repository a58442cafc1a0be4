using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>A log that is asked for causes.</summary>
public sealed class CauseLogSpec
{
    public static TheoryData<string> Shipped => [.. ShippedScenarios.Names];

    [Theory]
    [MemberData(nameof(Shipped))]
    public async Task A_step_s_call_is_found_in_the_log_alone_where_steps_are_in_order(string scenario)
    {
        var file = ShippedScenarios.Read(scenario);
        var trial = await ScenarioTrial.RunAsync(file, null, CancellationToken.None);
        var log = new CauseLog(RunSide.Listed(trial.Log), EventCatalogue.Standard);
        var called = trial.Log.Where(entry => entry.Owner is null).Select(EventCatalogue.Standard.Read).OfType<CommandReceived>()
            .Select(call => call.Step).OfType<long>().ToHashSet();

        Assert.NotEmpty(called);
        Assert.All(Enumerable.Range(0, file.Scenario.Steps.Length + 2), step => Assert.Equal(called.Contains(step) ? file.StepAt(step) : (Moment?)null, log.TimeOfStep(step)));
    }
}
