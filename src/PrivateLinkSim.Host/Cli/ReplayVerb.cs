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
        var step = new Option<bool>("--step") { Description = "Walk turn by turn: n next, p previous, q quit." };
        var verb = new Command("replay", "Show a recorded run at any moment; without --at or --turn, at its end.") { run, at, turn, show, json, step };
        verb.Check(result =>
        {
            if (result.GetValue(at) is not null && result.GetValue(turn) is not null)
            {
                result.AddError("--at and --turn both name a moment; leave one of them out.");
            }

            if (result.GetValue(step) && result.GetValue(json))
            {
                result.AddError("--step walks in a terminal, and --json is for programs; leave one of them out.");
            }
        });
        verb.SetAction(async (parsed, _) =>
        {
            if (parsed.GetValue(step) && !shell.IsInteractive)
            {
                throw new UsageException("--step needs a terminal on both ends; --turn N shows the world after any turn.");
            }

            var past = Past.Open(new RunStore(shell).Find(parsed.GetRequiredValue(run)));
            past.Replay.MoveTo(parsed.GetValue(at), parsed.GetValue(turn));
            var entity = parsed.GetValue(show) is { } name ? past.Find(name) : (EntityId?)null;
            if (parsed.GetValue(step))
            {
                await new ReplayWalk(shell, past, entity).GoAsync(fromStart: parsed.GetValue(at) is null && parsed.GetValue(turn) is null);
            }
            else if (parsed.GetValue(json))
            {
                WorldJson.Write(shell.Output, past, entity);
            }
            else
            {
                new WorldReport(shell.OutputPage, past).Write(entity);
            }

            return ExitCode.Success;
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
        else if (at is null)
        {
            replay.ToTurn(long.MaxValue);
        }
        else if (Offset.TryParse(at, out var offset))
        {
            replay.ToTime(replay.StartsAt + offset);
        }
        else if (Moment.TryParse(at, out var time))
        {
            replay.ToTime(time >= replay.StartsAt ? time : throw new UsageException($"The run starts at {replay.StartsAt}, after {time}."));
        }
        else
        {
            throw new UsageException($"'{at}' is no time; write +90s, +1h30m, or {replay.StartsAt.ToString()[..19]}Z.");
        }
    }
}

/// <summary>A recorded run that can be looked at: its replay, its facts and its names.</summary>
internal sealed class Past
{
    private readonly IReadOnlyList<LogEntry> _log;

    private Past(StoredRun run, IReadOnlyList<LogEntry> log, ScenarioFile scenario)
    {
        (Run, _log, Scenario) = (run, log, scenario);
        Replay = new LogReplay(log, EntityTypes.Standard, EventCatalogue.Standard);
        foreach (var entry in log.Where(entry => entry.Owner is null))
        {
            Names.Learn(entry.Turn, entry.Time, EventCatalogue.Standard.Read(entry));
        }
    }

    public StoredRun Run { get; }

    public ScenarioFile Scenario { get; }

    public LogReplay Replay { get; }

    public Names Names { get; } = new();

    /// <summary>Reads a run, its chain checked.</summary>
    public static Past Open(StoredRun run)
    {
        var log = run.ReadLog();
        return new Past(run, log, ScenarioFiles.FromLog(run, run.List().Summary.ScenarioName ?? run.Id).File);
    }

    /// <summary>Which entity a user means: <c>kind/key</c>, a key, or the scenario's name.</summary>
    public EntityId Find(string name)
    {
        var known = _log.Select(entry => entry.Entity).Where(entity => entity != LogEntry.Run).Distinct(StringComparer.Ordinal).Select(EntityId.Parse).ToArray();
        var id = Names.IdOf(name) ?? name;
        var found = known.Where(entity => entity.ToString() == id || entity.Key == id).ToArray();
        return found switch
        {
            [var only] => only,
            [] => throw new UsageException(string.Create(
                CultureInfo.InvariantCulture,
                $"The run has no entity '{name}'.{Nearest.Hint(name, known.SelectMany(entity => (string[])[Names.Of(entity.Key), entity.Key, entity.ToString()]))}")),
            _ => throw new UsageException($"'{name}' is several entities; name one: {string.Join(", ", found)}."),
        };
    }
}
