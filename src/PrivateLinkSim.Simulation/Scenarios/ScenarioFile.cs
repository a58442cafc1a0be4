using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>A scenario that was read and checked: nothing in it keeps a run from being made of it.</summary>
public sealed class ScenarioFile
{
    private readonly ScenarioText _text;
    private readonly StepTimes _times;
    private readonly StepCalls _calls;

    private ScenarioFile(ScenarioText text, JObject document, Scenario scenario, Facts facts, StepTimes times, ScenarioNames names)
    {
        _text = text;
        _times = times;
        _calls = new StepCalls(name => names.TryGet(name, out var found) ? found : null);
        Canonical = document;
        Scenario = scenario;
        Facts = facts;
        Names = names;
    }

    /// <summary>What the file says.</summary>
    public Scenario Scenario { get; }

    /// <summary>
    /// What the file says as it goes into a log: without comments, and without the name of its JSON Schema, so that a file may
    /// be moved. <see cref="Parse(string, string, RegionTable)"/> reads it back.
    /// </summary>
    public JObject Canonical { get; }

    /// <summary>The file, as it was named when it was asked for.</summary>
    public string FileName => _text.FileName;

    /// <summary>The file's name without folder and extension.</summary>
    public string Name => Path.GetFileNameWithoutExtension(FileName);

    /// <summary>What the scenario's names stand for.</summary>
    public ScenarioNames Names { get; }

    /// <summary>The settings, the scenario's own in the place of defaults, and the Regions.</summary>
    public Facts Facts { get; }

    /// <summary>The virtual time at which the topology stands.</summary>
    public Moment Start => _times.Start;

    /// <summary>The virtual time at which the run ends: when the last step is done, the last expectation has been looked at, and Linger is over.</summary>
    public Moment End => _times.End;

    /// <summary>Reads and checks a file.</summary>
    /// <exception cref="BadScenarioException">There is no such file, or it is not a scenario.</exception>
    public static ScenarioFile Read(string path, RegionTable regions)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            var reason = failure is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : failure.Message;
            throw new BadScenarioException([new ScenarioError(path, 0, 0, "", reason)]);
        }

        return Parse(bytes, path, regions);
    }

    /// <summary>Reads and checks a text.</summary>
    /// <param name="text">JSON with comments, or the canonical JSON of <see cref="Canonical"/>.</param>
    /// <param name="fileName">What errors and reports call it.</param>
    /// <param name="regions">The Regions there are.</param>
    /// <exception cref="BadScenarioException">It is not a scenario.</exception>
    public static ScenarioFile Parse(string text, string fileName, RegionTable regions) =>
        Parse(Encoding.UTF8.GetBytes(text), fileName, regions);

    /// <summary>Reads and checks what a file holds.</summary>
    /// <exception cref="BadScenarioException">It is not a scenario.</exception>
    internal static ScenarioFile Parse(byte[] utf8, string fileName, RegionTable regions) => Of(new ScenarioText(utf8, fileName), regions);

    /// <summary>Checks a scenario that was put together or changed, as if it came from a file.</summary>
    /// <exception cref="BadScenarioException">It is no scenario that could be in a file.</exception>
    internal static ScenarioFile Of(Scenario scenario, string fileName, RegionTable regions) =>
        Parse(CanonicalJson.Text(JObject.FromObject(scenario, JsonSerializer.Create(ScenarioContracts.Writing))), fileName, regions);

    /// <summary>Reads the scenario of a recorded run, with the settings that held in it.</summary>
    /// <param name="started">The first entry of its log.</param>
    /// <param name="fileName">What errors and reports call it.</param>
    /// <param name="regions">The Regions there are.</param>
    /// <exception cref="BadScenarioException">It is not a scenario that this program knows.</exception>
    /// <exception cref="LogDamagedException">Its settings are not what this program knows.</exception>
    public static ScenarioFile OfRun(RunStarted started, string fileName, RegionTable regions) =>
        Of(new ScenarioText(started.Scenario, fileName), regions, started.SettingsThen());

    /// <summary>The same scenario under other settings.</summary>
    public ScenarioFile With(Settings settings) => new(_text, Canonical, Scenario, Facts with { Settings = settings }, _times, Names);

    /// <summary>The virtual time of a step.</summary>
    public Moment StepAt(int index) => _times.Steps[index].At;

    /// <summary>The patience of a step's Eventually.</summary>
    public TimeSpan? WithinOf(int index) => _times.Steps[index].Within;

    /// <summary>How long a step's Always and Never look; null for the rest of the run.</summary>
    public TimeSpan? ForOf(int index) => _times.Steps[index].For;

    /// <summary>Who makes a step's command, and in which Region; null for the simulator's own verbs and for steps that only look.</summary>
    public Caller? CallerOf(int index) => _calls.CallerOf(Scenario.Steps[index]);

    /// <summary>Where the member or item at a path stands in the file; for a path that is not there, the nearest thing around it.</summary>
    public (int Line, int Column) Locate(string jsonPath) => _text.Locate(jsonPath);

    private static ScenarioFile Of(ScenarioText text, RegionTable regions, Settings? settings = null)
    {
        var document = text.Read();
        var errors = new ScenarioErrors(text);
        ScenarioSchema.Check(document, errors);
        errors.ThrowIfAny();

        var scenario = document.ToObject<Scenario>(JsonSerializer.Create(ScenarioContracts.Settings))!;
        var times = StepTimes.Of(scenario, errors);
        var read = ScenarioSettings.Read(scenario.Settings, errors);
        var facts = new Facts(settings ?? read, regions);
        var names = NameCollector.Collect(scenario, errors);
        if (settings is null)
        {
            // The scenario of a recorded run was judged when it ran, by the checks of that time.
            var references = new ReferenceChecks(scenario, names, regions, errors);
            new TopologyChecks(scenario, names, references, facts.Settings).Check();
            new TrafficChecks(scenario, names, references).Check();
            new StepChecks(scenario, names, references, facts.Settings).Check();
        }

        errors.ThrowIfAny();

        document.Remove("$schema");
        return new ScenarioFile(text, document, scenario, facts, times, names);
    }
}
