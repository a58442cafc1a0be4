using System.Collections.Immutable;
using System.Globalization;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// Plays a scenario: gives the run its inputs in the order of time, and judges what the scenario expects whenever the
/// world has settled.
/// </summary>
internal sealed class ScenarioScript : IInputSource
{
    private readonly ScenarioFile _file;
    private readonly Queue<PlannedStep> _steps;
    private readonly Queue<ScenarioCall> _calls = new();
    private readonly List<CommandOutcome> _answers = [];
    private readonly ImmutableArray<CommandOutcome>.Builder _outcomes = ImmutableArray.CreateBuilder<CommandOutcome>();
    private readonly SortedSet<string> _exercised = new(StringComparer.Ordinal);
    private readonly SortedSet<EntityId> _changed = [];
    private readonly Moment _end;
    private ExpectationWindows? _windows;
    private ResourceIds? _ids;
    private FaultReach? _reach;
    private RunView? _view;
    private ScenarioTraffic? _traffic;
    private ScenarioCosts? _costs;
    private PlannedStep? _current;

    public ScenarioScript(ScenarioFile file)
    {
        _file = file;
        _steps = new Queue<PlannedStep>([.. TopologySteps.Of(file), .. file.Scenario.Steps.Select(Plan)]);
        _end = file.End;
    }

    /// <summary>How every command ended, in the order they were made.</summary>
    public ImmutableArray<CommandOutcome> Outcomes => _outcomes.ToImmutable();

    /// <summary>Every verdict, in the order of the file. Complete once the run has ended.</summary>
    public ImmutableArray<Verdict> Verdicts => _windows?.Verdicts ?? [];

    /// <summary>The rules that refused, that were recommended, that decided what held, or whose working the log shows.</summary>
    public ImmutableSortedSet<string> ExercisedRules => _exercised.ToImmutableSortedSet(StringComparer.Ordinal).Union(
    [
        .. _windows is { } windows ? windows.Exercised : Sorted.Set(),
        .. _outcomes.Select(outcome => outcome.Refusal?.Rule).OfType<string>().Where(rule => rule.Length > 0),
        .. _outcomes.SelectMany(outcome => outcome.Notices).Select(notice => notice.Rule),
    ]);

    /// <summary>What became of the traffic, in the order of the groups' names. Complete once the run has ended.</summary>
    public ImmutableArray<ClientSeries> Traffic => _traffic?.Series ?? [];

    /// <summary>What the run cost up to now. Nothing without traffic.</summary>
    public CostTable Costs => _costs?.Table ?? CostTable.None;

    public void Happened(EntityId entity, IEvent fact)
    {
        _exercised.UnionWith(EventRules.Of(fact));
        _changed.Add(entity);
    }

    public Moment NextAt(Moment now) =>
        _calls.Count > 0 ? now
        : _steps.TryPeek(out var step) ? Later(step.At, now)
        : Later(_end, now);

    public bool IsDone(Moment now) => _current is null && _calls.Count == 0 && _steps.Count == 0 && now >= _end;

    public Input? Take(Moment now, World world)
    {
        Prepare(world);
        while (_calls.Count == 0)
        {
            if (!_steps.TryPeek(out var step) || step.At > now)
            {
                return null;
            }

            Begin(_steps.Dequeue(), now);
        }

        var call = _calls.Peek().Admitted(_current!.Caller, _current.Step is { } asked && _file.Scenario.Steps[asked].DryRun, _view!);
        return new Input(RecordOf(call), _current.Caller, call.Target, call.Command)
        {
            Notices = _current.Step is { } index ? _reach!.NoticesOf(_file.Scenario.Steps[index]) : [],
        };
    }

    public void Answered(long turn, Outcome outcome, Moment now)
    {
        var (call, step) = (_calls.Dequeue(), _current!);
        var refused = outcome as Outcome.Refused;
        var accepted = outcome as Outcome.Accepted;
        _answers.Add(new CommandOutcome(
            step.Step,
            step.Path,
            call.Action,
            now,
            accepted?.Value?.ResourceId,
            refused?.Rejection,
            refused?.By,
            accepted?.Notices ?? [],
            AsExpected: IsExpected(step, refused?.Rejection) && (refused is not null || IsIdle(accepted!.Notices) == IsMeantIdle(step))));
        if (step.As is { } name && accepted?.Value is { ResourceId: { } id } made)
        {
            _ids!.Add(name, id, made, call.Target);
        }
    }

    public void Settled(Moment now, Moment? next, World world)
    {
        Prepare(world);
        Follow(now);
        if (_current is not null && _calls.Count == 0)
        {
            Finish(now);
        }

        if (next is null)
        {
            _windows!.Conclude(now);
        }
        else
        {
            _windows!.Look(now);
        }
    }

    // Traffic looks at the network only when something has happened, and counts up to now before anybody asks for it.
    private void Follow(Moment now)
    {
        if (_changed.Count > 0)
        {
            _traffic!.Look(now, _changed);
            _costs?.Look(now, _changed);
            _changed.Clear();
        }

        _traffic!.AdvanceTo(now);
        _costs?.AdvanceTo(now);
    }

    private void Prepare(World world)
    {
        if (_ids is null)
        {
            _view = new RunView(world, _file.Facts);
            _ids = new ResourceIds(_file.Names, _view);
            _reach = new FaultReach(_file.Scenario, _ids, _view);
            _traffic = new ScenarioTraffic(_file.Scenario, _file.Start, _ids, _view);
            _costs = _file.Scenario.Traffic.IsEmpty ? null : new ScenarioCosts(_traffic, _file.Start, _ids, _view);
            _windows = new ExpectationWindows(new ConditionJudge(_ids, _file.Names, _view, _traffic));
        }
    }

    private void Begin(PlannedStep step, Moment now)
    {
        _current = step;
        try
        {
            foreach (var call in step.Calls(_ids!))
            {
                _calls.Enqueue(call);
            }
        }
        catch (MissingResourceException missing)
        {
            _calls.Clear();
            _answers.Add(new CommandOutcome(
                step.Step, step.Path, step.Step is { } index ? StepCommand.NamesOf(_file.Scenario.Steps[index]).First() : "", now, null, new Rejection("", missing.Message, ""), null, [], AsExpected: false));
        }

        if (_calls.Count == 0)
        {
            Finish(now);
        }
    }

    private void Finish(Moment now)
    {
        var step = _current!;
        _current = null;
        Follow(now);
        if (step.Step is { } index)
        {
            // The world is settled here, and a step without a call changes nothing that would make it settle again: windows look at once.
            JudgeAnswers(index, now);
            _windows!.Open(index, _file, now);
            _windows.Look(now);
        }
        else
        {
            JudgeTopology(now);
        }

        _outcomes.AddRange(_answers);
        _answers.Clear();
    }

    // A refusal that the step expects is a verdict of its own; one that it does not expect fails it.
    private void JudgeAnswers(int index, Moment now)
    {
        var path = StepPath(index);
        var (expected, changesNothing) = (_file.Scenario.Steps[index].Refused, _file.Scenario.Steps[index].ChangesNothing);
        var idle = _answers.SelectMany(answer => answer.Notices).FirstOrDefault(IsIdle);
        if (expected is not null)
        {
            var met = _answers.Exists(answer => answer is { AsExpected: true, Refusal: not null })
                && _answers.TrueForAll(answer => answer.AsExpected);
            var wanted = $"{NameOf(_answers)} is refused with {expected.Code} ({expected.Rule})";
            _windows!.Add(new Verdict(index, $"{path}.refused", wanted, met, now, Told(_answers)));
        }
        else if (_answers.Find(answer => answer is { AsExpected: false, Refusal: not null }) is { } unexpected)
        {
            _windows!.Add(new Verdict(index, path, $"{NameOf(_answers)} is accepted", false, now, Told([unexpected])));
        }
        else if (changesNothing || idle is not null)
        {
            _windows!.Add(changesNothing
                ? new Verdict(index, $"{path}.changesNothing", $"{NameOf(_answers)} changes nothing", idle is not null, now, idle?.Message ?? "it changed something")
                : new Verdict(index, path, $"{NameOf(_answers)} changes something", false, now, idle!.Message));
        }
        else if (_file.Scenario.Steps[index].Warns is { } warns)
        {
            var found = Rules(_answers.SelectMany(answer => answer.Notices).Select(notice => notice.Rule));
            var wanted = Rules(warns);
            _windows!.Add(new Verdict(
                index, $"{path}.warns", $"{NameOf(_answers)} is warned of {wanted}", found == wanted, now, $"it was warned of {found}"));
        }
    }

    private void JudgeTopology(Moment now)
    {
        foreach (var refused in _answers.Where(answer => !answer.AsExpected))
        {
            _windows!.Add(new Verdict(null, refused.Path, $"{NameOf([refused])} is accepted", false, now, Told([refused])));
        }
    }

    private bool IsExpected(PlannedStep step, Rejection? rejection)
    {
        var expected = step.Step is { } index ? _file.Scenario.Steps[index].Refused : null;
        return (expected, rejection) switch
        {
            (null, _) => rejection is null,
            (_, null) => false,
            _ => expected.Code == rejection.Code && expected.Rule == rejection.Rule,
        };
    }

    private bool IsMeantIdle(PlannedStep step) => step.Step is { } index && _file.Scenario.Steps[index].ChangesNothing;

    private static bool IsIdle(ImmutableArray<Notice> notices) => notices.Any(IsIdle);

    private static bool IsIdle(Notice notice) => notice.Rule == FaultEffect.Rule;

    private PlannedStep Plan(Step step, int index)
    {
        var caller = _file.CallerOf(index);
        return new PlannedStep(index, StepPath(index), _file.StepAt(index), caller, step.As, ids => ScenarioCalls.Of(step, caller, ids));
    }

    private CommandReceived RecordOf(ScenarioCall call) => new(
        call.Action,
        call.Parameters,
        _current!.Caller?.Account,
        _current.Caller?.PrincipalArn,
        _current.Caller?.Region,
        _current.As,
        _current.Step);

    private static string NameOf(List<CommandOutcome> answers) =>
        answers.Count == 0 || answers[0].Action.Length == 0 ? "the command" : answers[0].Action;

    private static string Told(List<CommandOutcome> answers) => string.Join("; ", answers.Select(Told).Distinct(StringComparer.Ordinal));

    private static string Told(CommandOutcome answer) => answer.Refusal switch
    {
        null => "it was accepted",
        { Code.Length: 0 } => answer.Refusal.Message,
        _ => $"{answer.By} refused it with {answer.Refusal.Code} ({answer.Refusal.Rule}): {answer.Refusal.Message}",
    };

    private static string Rules(IEnumerable<string> rules) =>
        string.Join(", ", rules.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).DefaultIfEmpty("nothing"));

    private static string StepPath(int index) => $"steps[{index.ToString(CultureInfo.InvariantCulture)}]";

    private static Moment Later(Moment wanted, Moment now) => wanted > now ? wanted : now;
}
