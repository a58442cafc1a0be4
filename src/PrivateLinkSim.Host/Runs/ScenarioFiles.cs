using Newtonsoft.Json.Linq;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>A scenario file and how the user named it.</summary>
internal sealed record NamedScenario(string Shown, ScenarioFile File);

/// <summary>Reads scenarios from files, directories and logs.</summary>
internal static class ScenarioFiles
{
    private const string SchemaSuffix = ".schema.json";

    /// <summary>Reads all scenarios that these files and directories hold; directories give theirs in the order of their names.</summary>
    /// <exception cref="UsageException">Something is wrong with any of them. The message names each place.</exception>
    public static IReadOnlyList<NamedScenario> Read(IEnumerable<string> paths, Shell shell)
    {
        var read = new List<NamedScenario>();
        var wrong = new List<string>();
        foreach (var path in paths.SelectMany(path => Expand(path, shell)))
        {
            try
            {
                read.Add(new NamedScenario(shell.Show(path), ScenarioFile.Read(path, RegionData.Load().Regions)));
            }
            catch (BadScenarioException bad)
            {
                wrong.AddRange(bad.Errors.Select(error => (error with { FileName = shell.Show(path) }).ToString()));
            }
        }

        return wrong.Count == 0 ? read : throw new UsageException(string.Join('\n', wrong));
    }

    /// <summary>The scenario and the seed of a recorded run, from the first entry of its log.</summary>
    public static (ScenarioFile File, long Seed) FromLog(StoredRun run, string name)
    {
        var first = run.ReadFirst();
        return EventCatalogue.Standard.Read(first) is RunStarted started
            ? (Of(started, name), started.Seed)
            : throw new LogDamagedException($"The log of run '{run.Id}' does not begin with the start of a run.");
    }

    /// <summary>The scenario of a run, from the first entry of its log.</summary>
    public static ScenarioFile Of(RunStarted started, string name) => ScenarioFile.OfRun(started, $"{name}.json", RegionData.Load().Regions);

    /// <summary>What the simulator is to run.</summary>
    public static RunPlan Plan(ScenarioRun run, string runId) => run.Plan(runId, Program.Version, RegionData.Load().Hashes);

    /// <summary>The same scenario, ended when its topology stands.</summary>
    public static ScenarioFile WithoutSteps(ScenarioFile file)
    {
        var document = (JObject)file.Canonical.DeepClone();
        document["steps"] = new JArray();
        return ScenarioFile.Parse(CanonicalJson.Text(document), file.FileName, RegionData.Load().Regions);
    }

    /// <summary>The full paths of the scenario files at a path now, in no order: those of the directory, or the file itself, there or not.</summary>
    public static IEnumerable<string> In(string path, Shell shell)
    {
        var full = shell.Resolve(path);
        return Directory.Exists(full)
            ? Directory.EnumerateFiles(full, "*.json").Where(file => !file.EndsWith(SchemaSuffix, StringComparison.Ordinal))
            : [full];
    }

    /// <summary>The full paths of the scenario files at a path, those of a directory in the order of their names.</summary>
    /// <exception cref="UsageException">There are none.</exception>
    public static IEnumerable<string> Expand(string path, Shell shell)
    {
        var full = shell.Resolve(path);
        if (!Directory.Exists(full))
        {
            return File.Exists(full) ? [full] : throw new UsageException($"There is no file or directory {path}.{HintFor(full, shell)}");
        }

        string[] files = [.. In(path, shell).Order(StringComparer.Ordinal)];
        return files.Length > 0 ? files : throw new UsageException($"The directory {path} holds no scenario (*.json).");
    }

    private static string HintFor(string missing, Shell shell)
    {
        var directory = Path.GetDirectoryName(missing);
        return Directory.Exists(directory)
            ? Nearest.Hint(shell.Show(missing), Directory.EnumerateFiles(directory, "*.json").Select(shell.Show))
            : "";
    }
}
