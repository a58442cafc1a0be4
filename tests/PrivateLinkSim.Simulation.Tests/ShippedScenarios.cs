using System.Collections.Immutable;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>The scenarios that the repository ships, and where the repository is.</summary>
internal static class ShippedScenarios
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>Their names, without the ending.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, "scenarios"), "*.json")
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Where(name => name != "scenario.schema")
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Reads one of them.</summary>
    public static ScenarioFile Read(string name) =>
        ScenarioFile.Read(Path.Combine(Root, "scenarios", $"{name}.json"), RegionData.Load().Regions);

    /// <summary>A plan of a run with the product's rules or with others.</summary>
    public static RunPlan Plan(ScenarioRun run, string runId, EntityTypes? types = null) =>
        run.Plan(runId, "tests", RegionData.Load().Hashes, types);

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "PrivateLinkSim.sln"))
            ? folder
            : FindRoot(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("The tests run outside of the repository."));
}
