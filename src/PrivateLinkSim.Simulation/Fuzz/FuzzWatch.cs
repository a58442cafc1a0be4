using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Plays a scenario as its own script does, holds every moment to what must be so, and keeps the log.</summary>
internal sealed class FuzzWatch(IInputSource script, Facts facts, EntityTypes types, FuzzDice queries) : IInputSource, IRunObserver
{
    private readonly FuzzQueries _queries = new(queries);
    private readonly List<LogEntry> _log = [];
    private readonly SortedSet<EntityId> _touched = [];
    private readonly Dictionary<EntityId, IState> _settled = [];
    private readonly Dictionary<string, long> _numbers = new(StringComparer.Ordinal);
    private RunView? _view;
    private Outcome? _outcome;

    /// <summary>The first thing that was not as it must be; null when all was.</summary>
    public FuzzFinding? Finding { get; private set; }

    /// <summary>The log.</summary>
    public IReadOnlyList<LogEntry> Log => _log;

    /// <summary>How many commands came in.</summary>
    public int Inputs { get; private set; }

    public Moment NextAt(Moment now) => script.NextAt(now);

    // What comes after something is wrong says no more.
    public bool IsDone(Moment now) => Finding is not null || script.IsDone(now);

    public Input? Take(Moment now, World world)
    {
        if (Finding is not null || script.Take(now, world) is not { } input)
        {
            return null;
        }

        Inputs++;
        return input;
    }

    public void Answered(long turn, Outcome outcome, Moment now)
    {
        _outcome = outcome;
        script.Answered(turn, outcome, now);
    }

    public void Happened(EntityId entity, IEvent fact)
    {
        _touched.Add(entity);
        script.Happened(entity, fact);
    }

    public void Settled(Moment now, Moment? next, World world)
    {
        script.Settled(now, next, world);
        _view ??= new RunView(world, facts);
        var refused = _outcome as Outcome.Refused;
        _outcome = null;
        foreach (var entity in _touched)
        {
            var state = world.Find(entity)!;
            if (refused is not null && FuzzRefusals.Change(_settled.GetValueOrDefault(entity) ?? types[entity.Kind].Initial, state, now, facts.Settings) is { } change)
            {
                Find("refusals-change-nothing", $"{refused.By} refused with {refused.Rejection.Code} ({refused.Rejection.Rule}), and of {entity} {change}.", now);
            }

            _settled[entity] = state;
        }

        if (_touched.Count == 0)
        {
            return;
        }

        _touched.Clear();
        Hold(new FuzzLook(_view, types, now));
    }

    public void Merged(LogEntry entry, IEvent fact)
    {
        var last = _log.Count == 0 ? null : _log[^1];
        if (last is not null && !((entry.Turn, entry.Index).CompareTo((last.Turn, last.Index)) > 0 && entry.Time >= last.Time && (entry.Cause is null || entry.Cause < entry.Turn || entry.Cause == last.Turn)))
        {
            Find("log-order", $"{entry.Type} of turn {entry.Turn} stands after {last.Type} of turn {last.Turn}.", entry.Time);
        }

        _numbers.TryGetValue(entry.Entity ?? "", out var before);
        if (entry.Number != before + 1)
        {
            Find("gapless-numbers", FormattableString.Invariant($"{entry.Entity} has its event {entry.Number} after {before}."), entry.Time);
        }

        _numbers[entry.Entity ?? ""] = entry.Number;
        _log.Add(entry);
    }

    public void Durable(long turn)
    {
    }

    private void Hold(FuzzLook look)
    {
        foreach (var invariant in FuzzInvariant.All)
        {
            if (invariant.Broken(look).FirstOrDefault() is { } broken)
            {
                Find(invariant.Name, broken, look.Now);
            }
        }

        if (_queries.Wrong(look).FirstOrDefault() is { } wrong)
        {
            Find("queries", wrong, look.Now);
        }
    }

    private void Find(string invariant, string text, Moment at) => Finding ??= new FuzzFinding(invariant, text, at);
}
