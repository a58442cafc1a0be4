using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Tells how a scenario fails; nothing when it does not.</summary>
public delegate Task<ImmutableArray<Failure>> ShrinkTrial(ScenarioFile file, CancellationToken cancellationToken);

/// <summary>Runs drafts in memory, one after the other, and says how they fail. What was run once is not run again.</summary>
internal sealed class ShrinkTrials(RegionTable regions, EntityTypes types, ShrinkTrial? trial) : IAsyncDisposable
{
    // A journal in memory keeps all its runs.
    private const int RunsOfJournal = 128;

    private static readonly ImmutableArray<RunVariant> Variants =
        [new(8, OnDisk: false, 1, 1), new(1, OnDisk: false, 2, null), new(32, OnDisk: false, null, 3)];

    private readonly SortedDictionary<string, ImmutableArray<Failure>> _known = new(StringComparer.Ordinal);
    private Simulator? _simulator;

    /// <summary>How many runs there were.</summary>
    public int Runs { get; private set; }

    /// <summary>Reads a draft.</summary>
    /// <exception cref="BadScenarioException">It is no scenario.</exception>
    public ScenarioFile Read(ShrinkDraft draft) => ScenarioFile.Parse(CanonicalJson.Text(draft.Document()), draft.Origin.FileName, regions);

    /// <summary>How a scenario fails; nothing when it does not.</summary>
    /// <param name="alike">Whether runs are compared too where all expectations hold.</param>
    public async Task<ImmutableArray<Failure>> FailuresAsync(ScenarioFile file, bool alike, CancellationToken cancellationToken)
    {
        var key = CanonicalJson.Text(file.Canonical);
        if (!_known.TryGetValue(key, out var failures))
        {
            failures = trial is null ? await RunAsync(file, cancellationToken) : await TryAsync(trial, file, cancellationToken);
            if (failures.IsEmpty && alike && trial is null)
            {
                failures = await CompareAsync(file, cancellationToken);
            }

            _known.Add(key, failures);
        }

        return failures;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _simulator?.DisposeAsync() ?? ValueTask.CompletedTask;

    private Task<ImmutableArray<Failure>> TryAsync(ShrinkTrial other, ScenarioFile file, CancellationToken cancellationToken)
    {
        Runs++;
        return other(file, cancellationToken);
    }

    private async Task<ImmutableArray<Failure>> RunAsync(ScenarioFile file, CancellationToken cancellationToken)
    {
        if (_simulator is null || Runs % RunsOfJournal == 0)
        {
            await DisposeAsync();
            _simulator = Simulator.Open(JournalOptions.Memory);
        }

        var run = new ScenarioRun(file);
        try
        {
            await _simulator.RunAsync(Plan(run, FormattableString.Invariant($"shrink-{Runs++}")), cancellationToken: cancellationToken);
        }
        catch (KernelFaultException bug)
        {
            return [new Failure(FailureKind.Bug, "", "plsim runs it", bug.Message)];
        }

        cancellationToken.ThrowIfCancellationRequested();
        return
        [
            .. run.Verdicts.Where(verdict => !verdict.Held)
                .Select(verdict => new Failure(FailureKind.Expectation, verdict.Path, verdict.Text, verdict.Found)),
        ];
    }

    private async Task<ImmutableArray<Failure>> CompareAsync(ScenarioFile file, CancellationToken cancellationToken)
    {
        var verifier = new Verifier(id => Plan(new ScenarioRun(file), id));
        await verifier.RunAsync(RunVariant.Plain, cancellationToken);
        foreach (var variant in Variants)
        {
            Runs++;
            if ((await verifier.RunAsync(variant, cancellationToken)).Difference is { } difference)
            {
                return [new Failure(FailureKind.NonDeterminism, "", "every run has the same log", difference)];
            }
        }

        return [];
    }

    private RunPlan Plan(ScenarioRun run, string id) => run.Plan(id, "shrink", RegionData.Load().Hashes, types);
}
