using System.Collections.Immutable;
using System.Globalization;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>What is to be otherwise in a fork.</summary>
/// <param name="At">When steps are put in, as the user wrote it; null for the start.</param>
/// <param name="Steps">The steps, as the user wrote them.</param>
/// <param name="Skipped">Turns whose inputs are left out.</param>
/// <param name="Name">What the new run is called after; null for a name made of the scenario's.</param>
internal sealed record ForkWishes(string? At, ImmutableArray<string> Steps, ImmutableArray<long> Skipped, string? Name);

/// <summary>Branches a recorded run into a new one, and keeps that.</summary>
internal sealed class ForkSession(Shell shell, StoredRun origin)
{
    private readonly RunStore _store = new(shell);

    /// <summary>The original and its fork, both to be compared. Nothing is run or kept when a wish is wrong.</summary>
    public async Task<(ComparedRun Origin, ComparedRun Fork, StoredRun Stored)> RunAsync(ForkWishes wishes)
    {
        var summary = origin.List().Summary;
        var name = summary.ScenarioName ?? origin.Id;
        var (file, seed) = ScenarioFiles.FromLog(origin, name);
        var log = origin.ReadLog();
        var changes = new ForkChanges(At(wishes.At, file), [.. wishes.Steps.Select(Step)], [.. wishes.Skipped.Select(turn => StepOf(turn, log))]);
        var fork = ScenarioFork.Of(file, changes);
        var stored = _store.Create(wishes.Name ?? $"{name}-fork");
        var trial = await ExecuteAsync(fork, seed, stored);
        return (await ComparedRuns.OfStoredAsync(shell, origin), ComparedRuns.Of(_store.NameOf(stored), trial), stored);
    }

    private async Task<ScenarioTrial> ExecuteAsync(ScenarioFile fork, long seed, StoredRun stored)
    {
        var run = new ScenarioRun(fork, seed);
        var keeper = new LogKeeper();
        await using var simulator = Simulator.Open(stored.Journal.OptionsFor(stored.Id));
        var plan = ScenarioFiles.Plan(run, stored.Id) with { ForkOf = _store.NameOf(origin) };
        var result = await simulator.RunAsync(plan, observer: keeper, cancellationToken: shell.Interruption);
        shell.Interruption.ThrowIfCancellationRequested();
        return new ScenarioTrial(fork, seed, run, result, keeper.Log);
    }

    private static ForkStep Step(string text, int index) => ForkStep.Parse(text, string.Create(CultureInfo.InvariantCulture, $"--do {index + 1}"));

    private static Moment At(string? text, ScenarioFile file)
    {
        if (text is null)
        {
            return file.Start;
        }

        var at = Offset.TryParse(text, out var offset) ? file.Start + offset
            : Moment.TryParse(text, out var time) ? time
            : throw new UsageException($"'{text}' is no time; write +90s, +1h30m, or {file.Start.ToString()[..19]}Z.");
        return at >= file.Start ? at : throw new UsageException($"The run starts at {file.Start}, after {at}.");
    }

    private static int StepOf(long turn, IReadOnlyList<LogEntry> log)
    {
        var inputs = log.Where(entry => entry.Owner is null).Select(entry => (entry.Turn, Fact: EventCatalogue.Standard.Read(entry) as CommandReceived))
            .Where(each => each.Fact is not null).ToArray();
        var found = Array.Find(inputs, each => each.Turn == turn).Fact;
        return found switch
        {
            { Step: { } step } => (int)step,
            not null => throw new UsageException(string.Create(
                CultureInfo.InvariantCulture, $"Turn {turn} makes the topology ({found.Action}), and no step of the scenario; it can't be left out.")),
            null => throw new UsageException(string.Create(
                CultureInfo.InvariantCulture, $"Turn {turn} takes no command in.{Near(turn, [.. inputs.Where(each => each.Fact!.Step is not null).Select(each => (each.Turn, each.Fact!.Action))])}")),
        };
    }

    private static string Near(long turn, (long Turn, string Action)[] steps) => steps.Length == 0
        ? " The run has no steps that could be left out."
        : $" The nearest that do: {string.Join(", ", steps.OrderBy(each => Math.Abs(each.Turn - turn)).ThenBy(each => each.Turn).Take(3).OrderBy(each => each.Turn).Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Turn} ({each.Action})")))}.";
}
