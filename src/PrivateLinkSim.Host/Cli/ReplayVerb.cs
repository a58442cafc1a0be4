using System.CommandLine;
using System.Globalization;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary><c>plsim replay</c>: the world, or one entity, at any moment of a recorded run, from its log alone.</summary>
internal static class ReplayVerb
{
    public static Command Build(Shell shell)
    {
        var run = new Argument<string>("RUN") { Description = "A run's id, or its journal file." };
        var at = new Option<string?>("--at") { Description = "At this time: +90s from the start, or 2026-01-01T12:00:00Z.", HelpName = "TIME" };
        var turn = new Option<long?>("--turn") { Description = "After this turn.", HelpName = "N", CustomParser = WholeNumber.Read<long> };
        var show = new Option<string?>("--show") { Description = "One entity and its history: its id, or the scenario's name for it.", HelpName = "ENTITY" };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var untilDamage = new Option<bool>("--until-damage") { Description = "Show a damaged log as far as it is sound, and name the damage (exit 4)." };
        var step = new Option<bool>("--step") { Description = "Walk through the run in a view that fills the terminal; ? shows its keys." };
        var breaks = new Option<string[]>("--break")
        {
            Description = "Stop where this is true, such as 'endpoint.state == rejected'; without --step, list all such moments. May be given several times.",
            HelpName = "CONDITION",
        };
        var verb = new Command("replay", "Show a recorded run at any moment; without --at or --turn, at its end.") { run, at, turn, show, json, step, breaks, untilDamage };
        verb.Check(result =>
        {
            if (result.GetValue(at) is not null && result.GetValue(turn) is not null)
            {
                result.AddError("--at and --turn both name a moment; leave one of them out.");
            }

            if (result.GetValue(breaks) is [_, ..] && !result.GetValue(step) && (result.GetValue(at) ?? result.GetValue(show) ?? (object?)result.GetValue(turn)) is not null)
            {
                result.AddError("--break looks through the whole run; leave --at, --turn and --show out, or walk with --step.");
            }

            if (result.GetValue(step) && result.GetValue(json))
            {
                result.AddError("--step walks in a terminal, and --json is for programs; leave one of them out.");
            }
        });
        verb.SetAction(async (parsed, _) =>
        {
            if (parsed.GetValue(step) && shell.Terminal is null)
            {
                throw new UsageException("--step needs a terminal on both ends; --turn N shows the world after any turn.");
            }

            using var past = Past.Open(new RunStore(shell).Find(parsed.GetRequiredValue(run)), parsed.GetValue(untilDamage));
            var breakpoints = past.Breakpoints(parsed.GetValue(breaks) ?? []);
            if (breakpoints is [_, ..] && !parsed.GetValue(step))
            {
                using var report = new BreakReport(shell, past, breakpoints);
                report.Write(parsed.GetValue(json));
                return past.Damage is { } broken ? throw broken : ExitCode.Success;
            }

            // A walk begins at the start of the run, everything else looks at its end.
            past.Replay.MoveTo(parsed.GetValue(at), parsed.GetValue(turn) ?? (parsed.GetValue(step) && parsed.GetValue(at) is null ? 0 : null));
            var entity = parsed.GetValue(show) is { } name ? past.Find(name) : (EntityId?)null;
            if (parsed.GetValue(step))
            {
                await new StepTerminal(shell, shell.Terminal!).WalkAsync(past, breakpoints, entity);
            }
            else if (parsed.GetValue(json))
            {
                WorldJson.Write(shell.Output, past, entity);
            }
            else
            {
                new WorldReport(shell.OutputPage, past).Write(entity);
            }

            return past.Damage is { } damage ? throw damage : ExitCode.Success;
        });
        return verb;
    }
}

/// <summary>Moves replays to the moments that users name.</summary>
internal static class ReplayMoment
{
    /// <summary>Moves to a time, to after a turn, or, without either, to the end.</summary>
    public static void MoveTo(this LogReplay replay, string? at, long? turn)
    {
        if (turn is { } number)
        {
            replay.ToTurn(number >= 0 ? number : throw new UsageException("Turns are numbered from 0."));
        }
        else
        {
            replay.ToPosition(at is null ? replay.Length : replay.Log.UpToTime(replay.TimeOf(at)));
        }
    }

    /// <summary>The position that a user names: <c>turn 34</c> or <c>34</c>, <c>entry 57</c>, or a time.</summary>
    /// <exception cref="UsageException">It is none of these.</exception>
    public static long PositionOf(this LogReplay replay, string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
    {
        [.. [] or ["turn"], var number] when IsNumber(number, out var turn) => replay.Log.UpToTurn(turn),
        ["entry", var number] when IsNumber(number, out var entry) => Math.Min(entry, replay.Length),
        _ => replay.Log.UpToTime(replay.TimeOf(text)),
    };

    private static bool IsNumber(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static Moment TimeOf(this LogReplay replay, string text) =>
        Offset.TryParse(text, out var offset) ? replay.StartsAt + offset
        : !Moment.TryParse(text, out var time) ? throw new UsageException($"'{text}' is no time; write +90s, +1h30m, or {replay.StartsAt.ToString()[..19]}Z.")
        : time >= replay.StartsAt ? time
        : throw new UsageException($"The run starts at {replay.StartsAt}, after {time}.");
}

/// <summary>A recorded run that can be looked at: its replay, its facts and its names.</summary>
internal sealed class Past : IDisposable
{
    private readonly IRecordedLog _log;
    private ScenarioFile? _scenario;

    private Past(StoredRun run, IRecordedLog log)
    {
        (Run, _log) = (run, log);
        Replay = new LogReplay(log, EventCatalogue.Standard);
        Facts = new Facts(Replay.Started.SettingsThen(), RegionData.Load().Regions);
        Names = Names.Of(log, Replay.Started);
    }

    public StoredRun Run { get; }

    /// <summary>The settings and Regions of the run.</summary>
    public Facts Facts { get; }

    /// <summary>The run's scenario, read when somebody asks for it.</summary>
    public ScenarioFile Scenario => _scenario ??= ScenarioFiles.Of(Replay.Started, Run.List().Summary.ScenarioName ?? Run.Id);

    /// <summary>What the scenario shows, in one line.</summary>
    public string Title => (string?)Replay.Started.Scenario.Part("title") ?? Run.Id;

    public LogReplay Replay { get; }

    public Names Names { get; }

    /// <summary>What ended the log early, where it was opened as far as it is sound.</summary>
    public LogDamagedException? Damage => (_log as RunIndex)?.Damage;

    /// <summary>Opens a run, its chain checked.</summary>
    /// <param name="untilDamage">Whether a damaged log is opened as far as it is sound.</param>
    public static Past Open(StoredRun run, bool untilDamage = false) => new(run, run.OpenLog(untilDamage));

    /// <summary>The entities of the run by all the names that a user may call them: the scenario's name, the key, the id.</summary>
    public IEnumerable<string> KnownNames => NamesOf(Entities).Distinct(StringComparer.Ordinal);

    /// <summary>All entities of the run, in order.</summary>
    public IReadOnlyList<EntityId> Entities => _log.Entities;

    /// <summary>How many entries there are up to a turn's first; null when it has none.</summary>
    public long? FirstOf(long turn) =>
        Replay.Log.UpToTurn(turn - 1) is var before && before < Replay.Length && Replay.Log[before].Turn == turn ? before + 1 : null;

    /// <summary>A search for breakpoints in the run.</summary>
    public BreakpointSearch Search(IReadOnlyList<Breakpoint> breakpoints) => new(_log, EntityTypes.Standard, EventCatalogue.Standard, breakpoints);

    /// <summary>Which entity a user means: <c>kind/key</c>, a key, or the scenario's name.</summary>
    public EntityId Find(string name) => FindAll(name) switch
    {
        [var only] => only,
        [] => throw new UsageException($"The run has no entity '{name}'.{Nearest.Hint(name, NamesOf(Entities))}"),
        var found => throw new UsageException($"'{name}' is several entities; name one: {string.Join(", ", found)}."),
    };

    /// <summary>Reads the conditions of <c>--break</c>.</summary>
    /// <exception cref="UsageException">One can't be read; the message shows where.</exception>
    public IReadOnlyList<Breakpoint> Breakpoints(IReadOnlyList<string> texts)
    {
        var names = new BreakpointNames(Replay.StartsAt, FindAll, kind => NamesOf(Entities.Where(entity => kind is null || entity.Kind == kind)));
        return [.. texts.Select(Parse)];

        Breakpoint Parse(string text)
        {
            try
            {
                return Breakpoint.Parse(text, names);
            }
            catch (BreakpointException wrong)
            {
                throw new UsageException(string.Create(
                    CultureInfo.InvariantCulture, $"--break, column {wrong.Column}: {wrong.Complaint}\n  {wrong.Text}\n  {new string(' ', wrong.Column - 1)}^"));
            }
        }
    }

    private EntityId[] FindAll(string name)
    {
        var id = Names.IdOf(name) ?? name;
        return [.. Entities.Where(entity => entity.Key == id || (EntityId.TryParse(id, out var whole) && entity == whole))];
    }

    private IEnumerable<string> NamesOf(IEnumerable<EntityId> entities) =>
        entities.SelectMany(entity => (string[])[Names.Of(entity.Key), entity.Key, entity.ToString()]);

    /// <inheritdoc/>
    public void Dispose() => _log.Dispose();
}
