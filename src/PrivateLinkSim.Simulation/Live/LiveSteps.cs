using System.Collections.Immutable;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// Reads what a live run is asked in a scenario's words: a step as JSON, or in short <c>az-power-interruption ZoneId=use1-az1</c>. It may
/// name what the run's topology has names for, and everything by its id.
/// </summary>
public sealed class LiveSteps
{
    private const string Text = "step";

    private static readonly (string Member, string Why)[] Unwanted =
    [
        ("at", "it happens now; advance the clock for later"),
        ("after", "it happens now; advance the clock for later"),
        ("as", "what it makes is named by the id in the answer"),
        ("refused", "the answer says whether it is refused"),
        ("warns", "the answer says what is to be noticed"),
        ("changesNothing", "the answer says whether it changes nothing"),
        .. ((string[])["expect", "eventually", "within", "always", "never", "for"]).Select(member => (member, "expectations are for scenarios; look at the state instead")),
    ];

    private readonly ScenarioFile _file;
    private readonly ScenarioNames _names;

    /// <summary>Steps for the run of a scenario's topology.</summary>
    public LiveSteps(ScenarioFile file) => (_file, _names) = (file, new ScenarioNames(file.Names.All.Where(each => each.MadeByStep is null)));

    /// <summary>The actions that there are, in a scenario's words.</summary>
    public static ImmutableArray<string> Actions => StepCommand.Actions;

    /// <summary>Those of them that break something.</summary>
    public static ImmutableArray<string> Faults => [.. StepCommand.Actions.Where(each => char.IsAsciiLetterLower(each[0]) && each != "repair")];

    /// <summary>Reads a step and checks it as that of a scenario file.</summary>
    /// <exception cref="BadScenarioException">It is no step that can be asked; each error with its place.</exception>
    public LiveCall Read(string text)
    {
        var written = ForkStep.Parse(text, Text);
        try
        {
            return Read(written);
        }
        catch (BadScenarioException bad)
        {
            throw new BadScenarioException([.. bad.Errors.Select(error => written.Locate(Within(error.Path), error))]);
        }
    }

    private LiveCall Read(ForkStep written)
    {
        var step = (JObject)written.Document.DeepClone();
        var text = new ScenarioText(Encoding.UTF8.GetBytes(CanonicalJson.Text(new JObject { ["title"] = Text, ["steps"] = new JArray(step) })), Text);
        var errors = new ScenarioErrors(text);
        foreach (var (member, why) in Unwanted.Where(each => step.ContainsKey(each.Member)))
        {
            errors.Add($"steps[0].{member}", why);
        }

        var document = text.Read();
        ScenarioSchema.Check(document, errors);
        errors.ThrowIfAny();

        var read = document["steps"]![0]!.ToObject<Step>(JsonSerializer.Create(ScenarioContracts.Settings))!;
        if (StepCommand.Of(read) is null)
        {
            errors.Add("steps[0]", "it has no command; name one, such as az-power-interruption or CreateVpc");
        }

        // A dry run of a scenario has to say how it ends.
        var stated = read.DryRun ? read with { Refused = new ExpectedRefusal { Code = "DryRunOperation", Rule = "\u00a72.17/dry-run" } } : read;
        var scenario = _file.Scenario with { Steps = [stated], Traffic = [] };
        new StepChecks(scenario, _names, new ReferenceChecks(scenario, _names, _file.Facts.Regions, errors), _file.Facts.Settings).CheckAsked();
        errors.ThrowIfAny();
        return new LiveCall(read, new StepCalls(name => _names.TryGet(name, out var found) ? found : null).CallerOf(read)) { HasNames = true };
    }

    private static string Within(string path) => path.StartsWith("steps[0]", StringComparison.Ordinal) ? path["steps[0]".Length..].TrimStart('.') : "";
}
