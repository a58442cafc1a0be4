using System.Collections.Immutable;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>What a line of a timeline is.</summary>
internal enum LineKind
{
    /// <summary>What the scenario says about a step.</summary>
    Note,

    /// <summary>Somebody asked for something.</summary>
    Command,

    /// <summary>Something happened to an entity.</summary>
    Event,

    /// <summary>An entity refused.</summary>
    Refusal,

    /// <summary>A recommendation was not followed, or a fault changes nothing.</summary>
    Notice,
}

/// <summary>A line of a timeline.</summary>
/// <param name="Turn">Where it stands in the log; null for what the log does not hold.</param>
/// <param name="Who">An account, or an entity by its kind and name.</param>
/// <param name="Step">The step it belongs to, from 0; null for what time brought.</param>
internal sealed record TimelineLine(LineKind Kind, Moment At, long? Turn, string Who, string What, int? Step = null)
{
    /// <summary>The event's type in the log, for example <c>vpc.created</c>.</summary>
    public string? Type { get; init; }

    /// <summary>AWS's error code of a refusal.</summary>
    public string? Code { get; init; }

    /// <summary>The rule of a refusal or a notice.</summary>
    public string? Rule { get; init; }

    /// <summary>Whether the scenario wanted the refusal, or the fault that changes nothing.</summary>
    public bool AsExpected { get; init; } = true;
}

/// <summary>
/// Watches a run for its report: remembers what is worth telling and what things are called, and how far the run has come.
/// Sentences are made at the end, when all names are known.
/// </summary>
/// <param name="mostLines">How many entries are kept for the timeline.</param>
/// <param name="durable">Told up to which turn the log is on disk.</param>
internal sealed class RunWatch(int mostLines, Action<long>? durable = null) : IRunObserver
{
    private readonly List<(LogEntry Entry, IEvent Fact)> _happened = [];
    private readonly Dictionary<long, CommandReceived> _open = [];
    private readonly HashSet<long> _repeated = [];
    private CommandReceived? _lastCall;
    private CommandAnswered? _lastAnswer;
    private bool _hasSteps;
    private long _events;
    private long _time;

    /// <summary>What things are called.</summary>
    public Names Names { get; } = new();

    /// <summary>Entries so far; may be read while the run goes on.</summary>
    public long Events => Interlocked.Read(ref _events);

    /// <summary>The virtual time so far; may be read while the run goes on.</summary>
    public Moment Time => new(Interlocked.Read(ref _time));

    /// <summary>How many events were not kept, because nobody reads that many lines.</summary>
    public long Untold { get; private set; }

    /// <inheritdoc/>
    public void Merged(LogEntry entry, IEvent fact)
    {
        Interlocked.Increment(ref _events);
        Interlocked.Exchange(ref _time, entry.Time.Milliseconds);
        Names.Learn(entry.Turn, entry.Time, fact);
        _hasSteps |= fact is CommandReceived { Step: not null };
        if (IsSetUp(entry, fact))
        {
            return;
        }

        if (_happened.Count < mostLines)
        {
            _happened.Add((entry, fact));
        }
        else
        {
            Untold++;
        }
    }

    /// <inheritdoc/>
    public void Durable(long turn) => durable?.Invoke(turn);

    /// <summary>The timeline, with the notes of the scenario's steps at their places.</summary>
    public ImmutableArray<TimelineLine> Timeline(ScenarioFile file)
    {
        var lines = ImmutableArray.CreateBuilder<TimelineLine>();
        var steps = file.Scenario.Steps;
        var next = 0;
        foreach (var line in _happened.SelectMany(each => LinesOf(each.Entry, each.Fact, file)))
        {
            for (; next < steps.Length && (line.Kind == LineKind.Command ? next <= line.Step : file.StepAt(next) < line.At); next++)
            {
                AddNote(next);
            }

            lines.Add(line);
        }

        for (; next < steps.Length && Untold == 0; next++)
        {
            AddNote(next);
        }

        return lines.ToImmutable();

        void AddNote(int step)
        {
            if (steps[step].Note is { } note)
            {
                lines.Add(new TimelineLine(LineKind.Note, file.StepAt(step), null, "", note, step));
            }
        }
    }

    // What makes the topology is told in a few lines of its own, except what went wrong with it.
    private bool IsSetUp(LogEntry entry, IEvent fact) => fact switch
    {
        RunStarted => true,
        CommandAnswered { Accepted: false } or CommandAnswered { Notices.IsDefaultOrEmpty: false } => false,
        _ => !_hasSteps && entry.Time == Names.Start,
    };

    private IEnumerable<TimelineLine> LinesOf(LogEntry entry, IEvent fact, ScenarioFile file)
    {
        switch (fact)
        {
            case CommandReceived received:
                _open[entry.Turn] = received;
                if (IsRepeated(received))
                {
                    _repeated.Add(entry.Turn);
                    return [];
                }

                return [new TimelineLine(
                    LineKind.Command, entry.Time, entry.Turn, Calls.CallerOf(received, Names), Calls.Of(received, Names), (int?)received.Step) { Type = entry.Type }];
            case CommandAnswered answered:
                _open.Remove(answered.Input, out var asked);
                var isTold = _repeated.Remove(answered.Input) && IsSame(answered, _lastAnswer);
                _lastAnswer = answered;
                return isTold ? [] : AnswerLines(entry, answered, asked, file);
            default:
                var telling = Narrative.Tell(fact, Names, entry.Time);
                return telling.IsStory
                    ? [new TimelineLine(LineKind.Event, entry.Time, entry.Turn, Names.Of(entry.Owner!.Value), telling.Predicate) { Type = entry.Type }]
                    : [];
        }
    }

    // A step that tells both roles of an account is one call.
    private bool IsRepeated(CommandReceived received)
    {
        var last = _lastCall;
        _lastCall = received;
        return last is { Step: not null }
            && (last.Step, last.Action, last.Region) == (received.Step, received.Action, received.Region)
            && JToken.DeepEquals(last.Parameters, received.Parameters);
    }

    private static bool IsSame(CommandAnswered answered, CommandAnswered? last) =>
        last is not null
        && (answered.Accepted, answered.Code, answered.Rule, answered.Message) == (last.Accepted, last.Code, last.Rule, last.Message)
        && (answered.Notices ?? []).SequenceEqual(last.Notices ?? []);

    private IEnumerable<TimelineLine> AnswerLines(LogEntry entry, CommandAnswered answered, CommandReceived? asked, ScenarioFile file)
    {
        var step = (int?)asked?.Step;
        if (!answered.Accepted)
        {
            var expected = step is { } index ? file.Scenario.Steps[index].Refused : null;
            yield return new TimelineLine(
                LineKind.Refusal, entry.Time, entry.Turn, answered.By is { } by ? Names.Of(by) : "", answered.Message ?? "", step)
            {
                Type = entry.Type,
                Code = answered.Code,
                Rule = answered.Rule,
                AsExpected = expected is not null && expected.Code == answered.Code && expected.Rule == answered.Rule,
            };
        }

        foreach (var notice in answered.Notices ?? [])
        {
            yield return new TimelineLine(LineKind.Notice, entry.Time, entry.Turn, asked is null ? "" : Calls.CallerOf(asked, Names), notice.Message, step)
            {
                Type = entry.Type,
                Rule = notice.Rule,
                AsExpected = notice.Rule != FaultEffect.Rule || (step is { } index && file.Scenario.Steps[index].ChangesNothing),
            };
        }
    }
}
