using System.Globalization;
using System.Text.Json.Nodes;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Domain.Tests.Oracle;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>What the oracle prints when it disagrees is a scenario that runs, and that fails just where the two part.</summary>
public sealed class OracleScenarioSpec
{
    private const ulong Seed = 20260101;
    private const int FirstVpcOfConsumer = 2;
    private const int FirstSubnetOfConsumer = 7;

    private static readonly Who Owner = new(-1, -1);
    private static readonly Op Service = new Op.CreateService(new Who(Stage.Provider, Stage.Virginia), [0], false, [Stage.Ireland], [], null);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_sequence_on_which_both_agree_is_printed_as_a_scenario_that_passes(bool drawnSettings)
    {
        for (var number = 0; number < 25; number++)
        {
            var settings = drawnSettings ? Sequences.SettingsOf(Seed, number) : new Settings();
            var text = ScenarioPrinter.Print(Sequences.Of(Seed, number), settings, "A drawn sequence.", looksAfterEach: true);

            var run = await RunAsync(text, number);

            Assert.True(run.Passed, string.Join('\n', run.Verdicts.Where(verdict => !verdict.Held)) + "\n" + text);
            Assert.Contains(run.Verdicts, verdict => verdict.Path.EndsWith(".refused", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Where_a_refusal_is_missing_the_printed_scenario_fails_at_that_step_alone()
    {
        Op[] sequence = [Service, new Op.SetIdleTimeout(Owner, 1, 400), new Op.SetIdleTimeout(Owner, 0, 400)];

        var failed = await FailedAsync(sequence, "idleTimeoutAfterCrossRegion", "ignore");

        Assert.Equal(["steps[2].refused"], failed);
    }

    [Fact]
    public async Task Where_things_stand_otherwise_the_printed_scenario_fails_at_its_last_step_alone()
    {
        var endpoint = new Op.CreateEndpoint(new Who(Stage.FirstConsumer, Stage.Virginia), 0, FirstVpcOfConsumer, 0, null, [FirstSubnetOfConsumer], null, null, null, [], null, -1);
        Op[] sequence = [Service, new Op.Permissions(Owner, 0, [0], []), endpoint, new Op.Advance(30), new Op.Advance(30)];

        var failed = await FailedAsync(sequence, "endpointProvisioning", "90s");

        Assert.Equal(["steps[3].expect[4]"], failed);
    }

    [Fact]
    public void What_no_scenario_can_say_is_told_in_its_story()
    {
        var elsewhere = new Op.ModifyService(Owner, 0, [Stage.Regions.Length - 1], [], null, [], [], [], [], null, false);

        var printed = JsonNode.Parse(ScenarioPrinter.Print([Service, elsewhere], new Settings(), "A call into nowhere."))!;

        Assert.Contains("mars-north-1", printed["story"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.DoesNotContain("mars-north-1", printed["steps"]!.ToJsonString(), StringComparison.Ordinal);
    }

    // The simulator goes by another setting than the oracle: so they disagree.
    private static async Task<IEnumerable<string>> FailedAsync(Op[] sequence, string setting, string value)
    {
        var printed = JsonNode.Parse(ScenarioPrinter.Print(sequence, new Settings(), "A disagreement."))!;
        printed["settings"]![setting] = value;

        var run = await RunAsync(printed.ToJsonString(), 0);

        return run.Verdicts.Where(verdict => !verdict.Held).Select(verdict => verdict.Path);
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
