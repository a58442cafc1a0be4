using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>A recorded run that was made again from a scenario of its own.</summary>
/// <param name="Document">The scenario.</param>
/// <param name="Again">What running it came to.</param>
/// <param name="Unsayable">How many calls were refused that no scenario can say, such as one of an id that nothing could have; notes stand for them.</param>
/// <param name="Difference">The first event that is not as it was recorded, in words; null when all are.</param>
public sealed record RecordedRun(JObject Document, ScenarioTrial Again, int Unsayable, string? Difference)
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
        var topologyInputs = started.IsServed is true ? await TopologyInputsAsync(started, name, regions, cancellationToken) : 0;
        var unsayable = new SortedDictionary<long, string>();
        while (true)
        {
            var document = RecordedScenario.Of(log, topologyInputs, unsayable);
            ScenarioFile file;
            try
            {
                file = ScenarioFile.Parse(ScenarioLayout.Text(document), name, regions).With(started.SettingsThen());
            }
            catch (BadScenarioException bad) when (started.IsServed is true && bad.Errors.All(error => RefusedStep(document, error) is not null))
            {
                // Whoever calls AWS may say what nobody would write into a scenario. What was refused of that changed nothing.
                var turns = log.Where(RecordedEvents.IsInput).Skip(topologyInputs).Select(entry => entry.Turn).ToList();
                foreach (var error in bad.Errors)
                {
                    unsayable.TryAdd(turns[RefusedStep(document, error)!.Value], error.Message);
                }

                continue;
            }

            var again = await ScenarioTrial.RunAsync(file, started.Seed, cancellationToken);
            return new RecordedRun(document, again, unsayable.Count, RecordedEvents.Compare(log, again.Log, started.IsServed is true, unsayable.Keys));
        }
    }

    private static int? RefusedStep(JObject document, ScenarioError error) =>
        ScenarioPath.Segments(error.Path).Take(2).ToArray() is ["steps", int step] && document["steps"]![step]!["refused"] is not null ? step : null;

    // Inputs do not say whose they are: those of the topology come first, and running it alone counts them.
    private static async Task<int> TopologyInputsAsync(RunStarted started, string name, RegionTable regions, CancellationToken cancellationToken)
    {
        var topology = (JObject)started.Scenario.Whole.DeepClone();
        topology["steps"] = new JArray();
        topology.Remove("traffic");
        var file = ScenarioFile.Parse(CanonicalJson.Text(topology), name, regions).With(started.SettingsThen());
        var trial = await ScenarioTrial.RunAsync(file, started.Seed, cancellationToken);
        return trial.Log.Count(RecordedEvents.IsInput);
    }
}
