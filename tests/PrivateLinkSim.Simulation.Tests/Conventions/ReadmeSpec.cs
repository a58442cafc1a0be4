using System.Text.RegularExpressions;

namespace PrivateLinkSim.Simulation.Tests.Conventions;

/// <summary>What the README shows is what the program prints.</summary>
public sealed partial class ReadmeSpec
{
    [Fact]
    public async Task The_digest_in_the_README_is_that_of_the_first_endpoint()
    {
        await using var simulator = Simulator.Open(JournalOptions.Memory);

        var result = await simulator.RunAsync(ShippedScenarios.Plan(new ScenarioRun(ShippedScenarios.Read("first-endpoint")), "readme"));

        Assert.Equal(result.Digest, Digest().Match(File.ReadAllText(Path.Combine(ShippedScenarios.Root, "README.md"))).Value);
    }

    [Fact]
    public void The_index_of_scenarios_names_each_of_them_once()
    {
        var index = File.ReadAllText(Path.Combine(ShippedScenarios.Root, "scenarios", "README.md"));

        Assert.All(ShippedScenarios.Names, name => Assert.Single(Regex.Matches(index, Regex.Escape($"[{name}]({name}.json)"))));
    }

    [GeneratedRegex("sha256:[0-9a-f]{64}")]
    private static partial Regex Digest();
}
