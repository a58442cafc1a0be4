using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>A recorded run that was made again from a scenario of its own.</summary>
/// <param name="Document">The scenario.</param>
/// <param name="Again">What running it came to.</param>
/// <param name="Difference">The first event that is not as it was recorded, in words; null when all are.</param>
public sealed record RecordedRun(JObject Document, ScenarioTrial Again, string? Difference)
{
    /// <summary>Makes the scenario of a recorded run, and runs it in memory.</summary>
    /// <param name="log">The log of the run.</param>
    /// <param name="name">What errors call the scenario.</param>
    /// <exception cref="BadScenarioException">The inputs of the run can't be said in a scenario.</exception>
    /// <exception cref="LogDamagedException">The log is none of a run.</exception>
    public static async Task<RecordedRun> OfAsync(IReadOnlyList<LogEntry> log, string name, RegionTable regions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(log);
        var started = EventCatalogue.Standard.Read(log[0]) as RunStarted ?? throw new LogDamagedException("The log does not begin with the start of a run.");
        var document = RecordedScenario.Of(log, started.IsServed is true ? await TopologyInputsAsync(started, name, regions, cancellationToken) : 0);
        var file = ScenarioFile.Parse(ScenarioLayout.Text(document), name, regions).With(started.SettingsThen());
        var again = await ScenarioTrial.RunAsync(file, started.Seed, cancellationToken);
        return new RecordedRun(document, again, Compare(log, again.Log, started.IsServed is true));
    }

    // Inputs do not say whose they are: those of the topology come first, and running it alone counts them.
    private static async Task<int> TopologyInputsAsync(RunStarted started, string name, RegionTable regions, CancellationToken cancellationToken)
    {
        var topology = (JObject)started.Scenario.Whole.DeepClone();
        topology["steps"] = new JArray();
        topology.Remove("traffic");
        var file = ScenarioFile.Parse(CanonicalJson.Text(topology), name, regions).With(started.SettingsThen());
        var trial = await ScenarioTrial.RunAsync(file, started.Seed, cancellationToken);
        return trial.Log.Count(entry => entry is { Owner: null } && EventCatalogue.Standard.Read(entry) is CommandReceived);
    }

    // A run that did not end is the beginning of the other.
    private static string? Compare(IReadOnlyList<LogEntry> recorded, IReadOnlyList<LogEntry> again, bool isServed)
    {
        for (var place = isServed ? 1 : 0; place < recorded.Count; place++)
        {
            var (one, other) = (Plain(recorded[place], isServed), place < again.Count ? Plain(again[place], isServed) : []);
            if (!JToken.DeepEquals(one, other))
            {
                var (path, before, now) = LogDifference.Find(one, other);
                return $"turn {one["turn"]}, {one["entity"]}, {one["type"]}: {path} was {Show(before)}, and is {Show(now)}";
            }
        }

        return null;
    }

    private static string Show(JToken? value) => value is null ? "absent" : value.ToString(Newtonsoft.Json.Formatting.None);

    // What a step adds to an input from outside: its number, the name of what it makes; and a dry run is said elsewhere.
    private static JObject Plain(LogEntry entry, bool isServed)
    {
        var data = CanonicalJson.ReadObject(entry.Data.Span);
        if (isServed && entry.Owner is null)
        {
            data.Remove("step");
            data.Remove("label");
            (data["parameters"] as JObject)?.Remove("DryRun");
        }

        return LogDifference.Envelope(entry, data);
    }
}
