using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>The world of a scenario or of a recorded run at a moment.</summary>
/// <param name="World">All entities as they are then.</param>
/// <param name="Facts">The settings and Regions of the run.</param>
/// <param name="Names">What the scenario calls its resources.</param>
/// <param name="At">The time that was asked for, or that of the last thing that had happened.</param>
internal sealed record SeenWorld(PastWorld World, Facts Facts, Names Names, Moment At)
{
    /// <summary>The scenario; that of a recorded run is read when somebody asks for it, which takes long for a long one.</summary>
    public ScenarioFile Scenario => ReadScenario();

    /// <summary>The log that the world was folded from.</summary>
    public required IRecordedLog Log { get; init; }

    /// <summary>How much of the log was folded.</summary>
    public long Position { get; init; }

    /// <summary>The seed of the run.</summary>
    public long Seed { get; init; }

    private Func<ScenarioFile> ReadScenario { get; init; } = null!;

    /// <summary>The world of a recorded run, by default at its end, or of a scenario file, which is run in memory.</summary>
    /// <param name="subject">A scenario file, or a run's id or journal file.</param>
    /// <param name="at">The time; null for the default.</param>
    /// <param name="toTheEnd">Whether a scenario without a time is seen at its end; otherwise, when its topology stands.</param>
    public static async Task<SeenWorld> OpenAsync(Shell shell, string subject, string? at, bool toTheEnd)
    {
        if (!subject.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            var past = Past.Open(new RunStore(shell).Find(subject));
            past.Replay.MoveTo(at, null);
            return Seen(past.Replay, past.Facts, () => past.Scenario, past.Names, at);
        }

        var file = ScenarioFiles.Read([subject], shell)[0].File;
        var trial = await ScenarioTrial.RunAsync(at is null && !toTheEnd ? ScenarioFiles.WithoutSteps(file) : file, null, shell.Interruption);
        if (trial.Run.Outcomes.FirstOrDefault(outcome => outcome is { Step: null, Refusal: not null }) is { Refusal: { } refusal } refused)
        {
            throw new UsageException($"{subject}: {refused.Path} is refused with {refusal.Code} ({refusal.Rule}): {refusal.Message}");
        }

        var replay = new LogReplay(trial.Log, EntityTypes.Standard, EventCatalogue.Standard);
        replay.MoveTo(at, null);
        return Seen(replay, file.Facts, () => file, Names.Of(trial.Log), at);
    }

    /// <summary>The world of a scenario that was run in memory, at a time.</summary>
    public static SeenWorld Of(ScenarioTrial trial, Moment at)
    {
        var replay = new LogReplay(trial.Log, EntityTypes.Standard, EventCatalogue.Standard);
        replay.ToTime(at);
        return Seen(replay, trial.File.Facts, () => trial.File, Names.Of(trial.Log), at.ToString());
    }

    /// <summary>The same run at another time.</summary>
    public SeenWorld When(Moment at)
    {
        var position = Log.UpToTime(at);
        return this with { World = new PastWorld(Log, position), Position = position, At = at };
    }

    private static SeenWorld Seen(LogReplay replay, Facts facts, Func<ScenarioFile> scenario, Names names, string? at) => new(
        replay.World,
        facts,
        names,
        at is not null && Offset.TryParse(at, out var offset) ? replay.StartsAt + offset
            : at is not null && Moment.TryParse(at, out var time) ? time
            : replay.Last?.Time ?? replay.StartsAt)
    {
        ReadScenario = scenario,
        Log = replay.Log,
        Position = replay.Position,
        Seed = replay.Started.Seed,
    };
}
