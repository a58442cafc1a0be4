using System.Runtime.CompilerServices;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Runs random scenarios, seed after seed, and holds each to what must always be so.</summary>
/// <param name="regions">The Regions there are.</param>
/// <param name="subject">Whose topology commands are drawn against; null for a random topology for each seed.</param>
/// <param name="types">Other rules than the product's, for tests; null for the product's.</param>
public sealed class FuzzCampaign(RegionTable regions, ScenarioFile? subject = null, EntityTypes? types = null)
{
    private readonly EntityTypes _types = types ?? EntityTypes.Standard;

    /// <summary>What must be so, by name.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Invariants =>
        FuzzInvariant.All.Select(each => KeyValuePair.Create(each.Name, each.Sentence)).Concat(FuzzInvariant.OfRuns);

    /// <summary>The scenario of a seed.</summary>
    public ScenarioFile Draw(long seed) => subject is null ? FuzzScenario.Of(seed, regions) : FuzzScenario.Of(seed, subject);

    /// <summary>Runs seeds from one on, in their order, until the enumeration is left.</summary>
    public async IAsyncEnumerable<FuzzOutcome> RunAsync(long from, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var runner = new FuzzRunner(_types);
        for (var seed = from; ; seed++)
        {
            yield return await runner.RunAsync(Draw(seed), seed, again: true, cancellationToken);
        }
    }

    /// <summary>Holds a scenario to what must always be so as it is, and draws nothing but how it is run again.</summary>
    public async Task<FuzzOutcome> HoldAsync(ScenarioFile file, long seed, CancellationToken cancellationToken = default)
    {
        await using var runner = new FuzzRunner(_types);
        return await runner.RunAsync(file, seed, again: true, cancellationToken);
    }

    /// <summary>The smallest scenario that is left of one whose run was not as it must be, with a word about it.</summary>
    public async Task<Shrunk> ShrinkAsync(FuzzOutcome outcome, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        await using var runner = new FuzzRunner(_types);

        // What is wrong at a moment of the first run is so without a second one.
        var again = outcome.Finding is { At: null };
        await using var shrinker = new Shrinker(outcome.File, types: _types, trial: async (file, cancel) =>
            (await runner.RunAsync(file, outcome.Seed, again, cancel)).Finding is { } found ? [new Failure(FailureKind.Invariant, "", found.Invariant, found.Text)] : []);
        var small = await shrinker.RunAsync(cancellationToken);
        small.Document["title"] = FormattableString.Invariant($"Seed {outcome.Seed}: {small.Failure.Text}");
        small.Document["story"] = $"{Invariants.First(each => each.Key == small.Failure.Text).Value} But: {small.Failure.Found}";
        return small with { Document = InOrder(small.Document) };
    }

    // Who reads a scenario first reads what it shows, then what stands, then what happens.
    private static JObject InOrder(JObject document)
    {
        string[] first = ["title", "story", "seed", "start", "linger", "settings", "topology", "traffic"];
        return new JObject(document.Properties().OrderBy(member => Array.IndexOf(first, member.Name) is >= 0 and var at ? at : first.Length));
    }
}
