using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Random scenarios. The same seed gives the same scenario.</summary>
public static class FuzzScenario
{
    private const int LeastSteps = 25;
    private const int MoreSteps = 40;
    private const int Openings = 5;

    // Much happens at once, much while something is under way, and now and then all that was under way is long over.
    private static readonly string[] Waits = ["0s", "0s", "0s", "0s", "0s", "1s", "1s", "5s", "30s", "30s", "60s", "60s", "61s", "90s", "2m", "5m", "10m", "2h", "8d"];

    /// <summary>Draws a topology and commands against it.</summary>
    public static ScenarioFile Of(long seed, RegionTable regions)
    {
        var topology = FuzzTopology.Draw(new FuzzDice(seed, FuzzStream.Topology), regions);
        var scenario = new Scenario
        {
            Title = FormattableString.Invariant($"Seed {seed}"),
            Seed = seed,
            Settings = FuzzSettings.Draw(new FuzzDice(seed, FuzzStream.Settings), topology),
            Topology = topology,
        };
        return Against(seed, ScenarioFile.Of(scenario, FormattableString.Invariant($"seed-{seed}.json"), regions));
    }

    /// <summary>Draws commands against the topology of a scenario, with the endpoints that its own steps make; its other steps are left out.</summary>
    public static ScenarioFile Of(long seed, ScenarioFile subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var made = subject.Scenario with
        {
            Title = FormattableString.Invariant($"Seed {seed}, against the topology of {subject.Name}"),
            Seed = seed,
            Traffic = [],
            Steps = [.. subject.Scenario.Steps.Where(step => step is { As: not null, Refused: null }).Select(Plain)],
        };
        return Against(seed, ScenarioFile.Of(made, FormattableString.Invariant($"{subject.Name}-seed-{seed}.json"), subject.Facts.Regions), subject.Scenario.Traffic);
    }

    private static ScenarioFile Against(long seed, ScenarioFile topology, ImmutableArray<ClientGroup> traffic = default)
    {
        var stage = new FuzzStage(topology);
        var times = new FuzzDice(seed, FuzzStream.Times);
        var dice = new FuzzDice(seed, FuzzStream.Commands);
        var commands = new FuzzCommands(stage, dice);
        var expectations = new FuzzExpectations(stage, new FuzzDice(seed, FuzzStream.Expectations));
        var count = LeastSteps + times.Below(MoreSteps);
        var drawn = ImmutableArray.CreateBuilder<Step>(count);
        for (var index = 0; index < count; index++)
        {
            var opening = index < Openings && !dice.OneIn(3) ? commands.CreateFittingEndpoint() : null;

            // Clients repeat calls; what such a call makes has no name.
            var step = opening ?? (index > Openings && dice.OneIn(15) ? Plain(dice.Of(drawn)) with { As = null } : commands.Draw());
            drawn.Add(expectations.With(step) with { After = times.Of(Waits) });
        }

        return ScenarioFile.Of(
            topology.Scenario with
            {
                Steps = [.. topology.Scenario.Steps, .. drawn],
                Traffic = traffic.IsDefaultOrEmpty ? FuzzTraffic.Draw(new FuzzDice(seed, FuzzStream.Traffic), stage, topology) : traffic,
                Linger = times.Of("0s", "5m", "1h"),
            },
            topology.FileName,
            topology.Facts.Regions);
    }

    private static Step Plain(Step step) => step with
    {
        At = null, After = null, Warns = null, Expect = [], Eventually = [], Within = null, Always = [], Never = [], For = null,
    };
}
