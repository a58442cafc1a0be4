using System.Collections.Immutable;
using System.Text;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>A scenario that was made of what stands elsewhere. It was run once: all that it makes is accepted, and its endpoints come to be as they were found.</summary>
/// <param name="File">The scenario.</param>
/// <param name="Notes">What it does not have as it was found.</param>
public sealed record ImportedScenario(ScenarioFile File, ImmutableArray<ImportNote> Notes)
{
    // Essential members can't be left out of a thing: then it is left out itself.
    private static readonly string[] Essential = ["name", "account", "region", "cidrBlock", "zone", "vpc", "service", "subnets", "loadBalancers", "protocol", "port"];

    /// <summary>Makes one of the answers of AWS's Describe calls, of any accounts and Regions.</summary>
    /// <param name="name">What the scenario file is called.</param>
    /// <exception cref="BadScenarioException">A file holds no such answer.</exception>
    public static Task<ImportedScenario> OfAwsAsync(
        IReadOnlyList<ImportSource> sources, string name, RegionTable regions, CancellationToken cancellationToken) =>
        MakeAsync(AwsReader.Read(sources, regions), "What AWS described", name, regions, cancellationToken);

    /// <summary>Makes one of what <c>terraform show -json</c> prints of a plan or a state.</summary>
    /// <param name="name">What the scenario file is called.</param>
    /// <exception cref="BadScenarioException">The file holds neither.</exception>
    public static Task<ImportedScenario> OfTerraformAsync(ImportSource source, string name, RegionTable regions, CancellationToken cancellationToken) =>
        MakeAsync(TerraformReader.Read(source, regions), "What Terraform describes", name, regions, cancellationToken);

    /// <summary>The text of its file: what it does not have as a comment, then the document.</summary>
    public string Text()
    {
        var text = new StringBuilder();
        foreach (var kind in Notes.GroupBy(note => note.IsLeftOut))
        {
            text.Append(kind.Key ? "// Left out:\n" : "// Otherwise than it was found:\n");
            foreach (var note in kind)
            {
                text.Append("//   ").Append(note.Text().ReplaceLineEndings(" ")).Append('\n');
            }
        }

        return text.Append(ScenarioLayout.Text(File.Canonical)).ToString();
    }

    // What the checks or the rules of a scenario refuse is left out, until nothing is refused.
    private static async Task<ImportedScenario> MakeAsync(Inventory found, string title, string name, RegionTable regions, CancellationToken cancellationToken)
    {
        var refused = new SortedDictionary<string, string>(StringComparer.Ordinal);
        while (true)
        {
            var (document, draft) = ImportedTopology.Of(found, regions, refused, title);
            try
            {
                var file = ScenarioFile.Parse(ScenarioLayout.Text(document), name, regions);
                var trial = await ScenarioTrial.RunAsync(file, null, cancellationToken);
                if (trial.Run.Verdicts.FirstOrDefault(verdict => !verdict.Held) is not { } failed)
                {
                    return new ImportedScenario(file, draft.Notes.All);
                }

                Refuse(refused, draft, Place(failed, file), Reason(failed, trial));
            }
            catch (BadScenarioException bad)
            {
                Refuse(refused, draft, bad.Errors[0].Path, bad.Errors[0].Message);
            }
        }
    }

    private static string Place(Verdict failed, ScenarioFile file) =>
        failed.Step is { } step && ScenarioPath.Segments(failed.Path).OfType<int>().Last() is var look
            ? ScenarioPath.Item("topology.endpoints", EndpointOf(file, step, look))
            : failed.Path;

    private static int EndpointOf(ScenarioFile file, int step, int look)
    {
        var name = file.Scenario.Steps[step].Expect[look].Endpoint;
        return file.Scenario.Topology.Endpoints.IndexOf(file.Scenario.Topology.Endpoints.First(endpoint => endpoint.Name == name));
    }

    // In the scenario's names: the ids are drawn.
    private static string Reason(Verdict failed, ScenarioTrial trial)
    {
        var refusal = trial.Run.Outcomes.FirstOrDefault(outcome => outcome.Path == failed.Path && outcome.Refusal is not null)?.Refusal;
        var text = refusal is null ? $"the scenario comes to something else: {failed.Found}" : $"AWS would refuse it: {refusal.Code}, {refusal.Message} ({refusal.Rule})";
        foreach (var entry in trial.Log.Where(entry => entry.Owner is null))
        {
            if (EventCatalogue.Standard.Read(entry) is CommandAnswered { ResourceId: { } id, Input: var input }
                && trial.Log.FirstOrDefault(each => each.Owner is null && each.Turn == input) is { } call
                && EventCatalogue.Standard.Read(call) is CommandReceived { Label: { } label })
            {
                text = text.Replace(id, label, StringComparison.Ordinal);
            }
        }

        return text;
    }

    private static void Refuse(SortedDictionary<string, string> refused, ImportDraft draft, string path, string reason)
    {
        var place = draft.Ids.Keys.Where(each => path == each || path.StartsWith($"{each}.", StringComparison.Ordinal)).MaxBy(each => each.Length)
            ?? throw new InvalidOperationException($"The scenario that was made can't stand, and nothing of what was found is to blame: {path}: {reason}");
        var id = draft.Ids[place];
        var member = path == place ? null : (string)ScenarioPath.Segments(path[(place.Length + 1)..]).First();
        var key = member is null || Essential.Contains(member, StringComparer.Ordinal) || refused.ContainsKey(ImportDraft.MemberKey(id, member)) ? id : ImportDraft.MemberKey(id, member);
        refused.Add(key, reason);
    }
}
