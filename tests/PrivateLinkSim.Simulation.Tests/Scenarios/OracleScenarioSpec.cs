using System.Globalization;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Domain.Tests.Oracle;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>What the oracle prints when it disagrees is a scenario that runs, and that fails just where the two part.</summary>
public sealed class OracleScenarioSpec
{
    private const ulong Seed = 20260101;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_sequence_on_which_both_agree_is_printed_as_a_scenario_that_passes(bool drawnSettings)
    {
        for (var number = 0; number < 12; number++)
        {
            var settings = drawnSettings ? Sequences.SettingsOf(Seed, number) : new Settings();
            var text = ScenarioPrinter.Print(Sequences.Of(Seed, number), settings, "A drawn sequence.");

            var run = await RunAsync(text, number);

            Assert.True(run.Passed, string.Join('\n', run.Verdicts.Where(verdict => !verdict.Held)) + "\n" + text);
            Assert.Contains(run.Verdicts, verdict => verdict.Path.EndsWith(".refused", StringComparison.Ordinal));
        }
    }

    private static async Task<ScenarioRun> RunAsync(string text, int number)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"oracle-{number}");
        var run = new ScenarioRun(ScenarioFile.Parse(text, $"{name}.json", RegionData.Load().Regions));
        await using var simulator = Simulator.Open(JournalOptions.Memory);
        await simulator.RunAsync(ShippedScenarios.Plan(run, name));
        return run;
    }
}
