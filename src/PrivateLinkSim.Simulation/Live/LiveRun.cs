using System.Collections.Concurrent;
using System.Collections.Immutable;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// The inputs of a run that goes on as long as somebody outside has something to say: first the topology of a scenario, then what the
/// log of an earlier start recorded, then calls as they come. Time goes on when it is let (<see cref="AllowUntil"/>): what is due runs
/// before what comes in at the same time, so the log follows from the recorded inputs and their times alone.
/// </summary>
/// <remarks>
/// Members for the outside may be used from any thread; those of <see cref="IInputSource"/> and <see cref="IRunObserver"/> are the
/// conductor's.
/// </remarks>
public sealed class LiveRun : IInputSource, IRunObserver
{
    private readonly ScenarioFile _file;
    private readonly long _seed;
    private readonly bool _endsWithRecord;
    private readonly Queue<PlannedStep> _topology;
    private readonly Queue<LogEntry> _record = new();
    private readonly long _recordedEntries;
    private readonly Moment _recordEnd;
    private readonly ConcurrentQueue<Asked> _asked = new();
    private readonly TaskCompletionSource _caughtUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<(long Turn, Asked Asked, ImmutableArray<LivePart> Parts)> _answered = new();
    private readonly Queue<(long Turn, Moment Time, EntityId Entity, IState State)> _changed = new();
    private readonly ImmutableArray<string>.Builder _refusals = ImmutableArray.CreateBuilder<string>();
    private readonly Queue<ScenarioCall> _calls = new();
    private readonly List<LivePart> _parts = [];
    private volatile Snapshot _seen = Snapshot.Empty;
    private volatile Exception? _ended;
    private Action _wake = () => { };
    private long _allowed;
    private World? _world;
    private RunView? _view;
    private ResourceIds? _named;
    private ResourceIds? _ids;
    private FaultReach? _reach;
    private Asked? _current;
    private long _merged;
    private long _lastTurn;
    private Moment _mergedAt;
    private long _durable = -1;
    private bool _hasCaughtUp;

    /// <summary>A live run.</summary>
    /// <param name="file">Its topology and settings; steps and traffic are left out.</param>
    /// <param name="record">The log of an earlier start; none for a new run.</param>
    /// <param name="endsWithRecord">Whether it ends where the record does, to make a recorded run again.</param>
    /// <param name="seed">Another seed than the scenario's, or null.</param>
    public LiveRun(ScenarioFile file, IEnumerable<LogEntry>? record = null, bool endsWithRecord = false, long? seed = null)
    {
        (_file, _endsWithRecord, _seed) = (file, endsWithRecord, seed ?? file.Scenario.Seed);
        _topology = new Queue<PlannedStep>(TopologySteps.Of(file));
        _recordEnd = file.Start;
        foreach (var entry in record ?? [])
        {
            _recordedEntries++;
            _recordEnd = entry.Time;
            if (entry.Owner is null && EventCatalogue.Standard.Is<CommandReceived>(entry))
            {
                _record.Enqueue(entry);
            }
        }

        _allowed = _recordEnd.Milliseconds;
    }

    /// <summary>How many entries the log of the earlier start has.</summary>
    public long RecordedEntries => _recordedEntries;

    /// <summary>Done when the topology stands and everything recorded has been made again; from then on calls are answered.</summary>
    public Task CaughtUp => _caughtUp.Task;

    /// <summary>What was refused of the topology, each with its place in the file. Complete when <see cref="CaughtUp"/> is done.</summary>
    public ImmutableArray<string> Refusals => _refusals.ToImmutable();

    /// <summary>The world as far as it is durable.</summary>
    public Snapshot Seen => _seen;

    /// <summary>Told of each world that becomes durable, by the conductor.</summary>
    public Action<Snapshot> Published { get; set; } = _ => { };

    /// <summary>The settings and the Regions.</summary>
    public Facts Facts => _file.Facts;

    /// <summary>How far virtual time may go, which is where it stands when nothing is to be done.</summary>
    public Moment Now => new(Interlocked.Read(ref _allowed));

    /// <inheritdoc/>
    public bool IsLive => true;

    /// <summary>What the simulator is to run.</summary>
    /// <param name="runId">The name the run is kept under.</param>
    /// <param name="programVersion">The program's version.</param>
    /// <param name="dataHashes">The hashes of the data files, by name.</param>
    public RunPlan Plan(string runId, string programVersion, ImmutableSortedDictionary<string, string> dataHashes) => new(
        runId,
        _file.Start,
        new RunStarted(_seed, new CanonicalDocument(_file.Canonical), CanonicalJson.ReadObject(CanonicalJson.Bytes(_file.Facts.Settings)), dataHashes, IsServed: true),
        _file.Facts,
        this,
        EntityTypes.Standard,
        EventCatalogue.Standard)
    {
        ProgramVersion = programVersion,
        ScenarioName = _file.Name,
    };

    /// <summary>Asks something at the time up to which the clock may go. The answer comes when all that it rests on is durable.</summary>
    /// <exception cref="BadLiveCallException">It names something that can't be asked.</exception>
    public Task<LiveAnswer> AskAsync(LiveCall call)
    {
        var asked = new Asked(call.Caller, null, call.Step, ids => call.HasNames ? Nameless(call, ids) : ScenarioCalls.Of(call.Step, call.Caller, ids), Now)
        {
            Answer = new TaskCompletionSource<LiveAnswer>(TaskCreationOptions.RunContinuationsAsynchronously), HasNames = call.HasNames,
        };
        _asked.Enqueue(asked);
        _wake();
        if (_ended is { } reason)
        {
            asked.Answer.TrySetException(reason);
        }

        return asked.Answer.Task;
    }

    /// <summary>Lets virtual time go on until this moment; an earlier one than before changes nothing.</summary>
    public void AllowUntil(Moment moment)
    {
        for (var before = Interlocked.Read(ref _allowed); before < moment.Milliseconds; before = Interlocked.Read(ref _allowed))
        {
            if (Interlocked.CompareExchange(ref _allowed, moment.Milliseconds, before) == before)
            {
                _wake();
                return;
            }
        }
    }

    /// <summary>Gives those who wait, and those who ask later, the reason for which the run has ended. To be called when it has.</summary>
    public void Abandon(Exception reason)
    {
        _ended = reason;
        _caughtUp.TrySetException(reason);
        _current?.Answer?.TrySetException(reason);
        while (_asked.TryDequeue(out var asked))
        {
            asked.Answer?.TrySetException(reason);
        }

        while (_answered.TryDequeue(out var answered))
        {
            answered.Asked.Answer?.TrySetException(reason);
        }
    }

    void IInputSource.Attach(Action wake) => _wake = wake;

    Moment IInputSource.NextAt(Moment now) =>
        _current is not null || _topology.Count > 0 ? now
        : _record.TryPeek(out var recorded) ? Later(recorded.Time, now)
        : Later(_asked.TryPeek(out var asked) ? asked.At : Now, now);

    bool IInputSource.IsDone(Moment now) => _endsWithRecord && _current is null && _topology.Count == 0 && _record.Count == 0 && now >= _recordEnd;

    Input? IInputSource.Take(Moment now, World world)
    {
        Prepare(world);
        while (_calls.Count == 0)
        {
            if (Next(now) is not { } asked)
            {
                Catch(now);
                return null;
            }

            Begin(asked);
        }

        var call = _calls.Peek().Admitted(_current!.Caller, _current.Step is { DryRun: true }, _view!);
        var step = _current.HasNames ? Asked.StepOf(call.Action, call.Parameters) : _current.Step;
        _record.TryDequeue(out _);
        return new Input(RecordOf(call), _current.Caller, call.Target, call.Command)
        {
            Notices = step is null ? [] : _reach!.NoticesOf(step),
        };
    }

    void IInputSource.Answered(long turn, Outcome outcome, Moment now)
    {
        var (call, asked) = (_calls.Dequeue(), _current!);
        _parts.Add(new LivePart(call.Parameters, outcome, now));
        if (outcome is Outcome.Accepted { Value: { ResourceId: { } id } made })
        {
            asked.Ids!.Add(asked.Label ?? id, id, made, call.Target);
            _ids!.Add(id, id, made, call.Target);
        }

        if (asked.Path is { } path && outcome is Outcome.Refused refused)
        {
            _refusals.Add($"{path}: {call.Action} is refused with {refused.Rejection.Code} ({refused.Rejection.Rule}): {refused.Rejection.Message}");
        }
    }

    void IInputSource.Happened(EntityId entity, IEvent fact) => _changed.Enqueue((_lastTurn, _mergedAt, entity, _world!.Find(entity)!));

    // The answer is given with all that the call causes at its time, which has settled here.
    void IInputSource.Settled(Moment now, Moment? next, World world)
    {
        if (_current is { } asked && _calls.Count == 0)
        {
            Finish(asked);
        }

        Publish();
        Catch(now);
    }

    void IRunObserver.Merged(LogEntry entry, IEvent fact)
    {
        (_lastTurn, _mergedAt) = (entry.Turn, entry.Time);
        if (++_merged <= _recordedEntries)
        {
            _durable = entry.Turn;
        }
    }

    void IRunObserver.Durable(long turn)
    {
        _durable = Math.Max(_durable, turn);
        Publish();
    }

    private Asked? Next(Moment now)
    {
        if (_topology.TryDequeue(out var planned))
        {
            return new Asked(planned.Caller, planned.As, null, planned.Calls, now) { Ids = _named, Path = planned.Path };
        }

        if (_record.TryPeek(out var recorded))
        {
            return recorded.Time > now ? null : Asked.Again((CommandReceived)EventCatalogue.Standard.Read(recorded), now);
        }

        return _asked.TryPeek(out var asked) && asked.At <= now && _asked.TryDequeue(out asked) ? asked : null;
    }

    private void Begin(Asked asked)
    {
        _current = asked;
        asked.Ids ??= _ids!;
        try
        {
            foreach (var call in asked.Calls(asked.Ids))
            {
                _calls.Enqueue(call);
            }
        }
        catch (MissingResourceException missing)
        {
            _calls.Clear();
            _current = null;
            if (asked.Path is { } path)
            {
                _refusals.Add($"{path}: {missing.Message}");
            }

            asked.Answer?.TrySetException(new BadLiveCallException(missing.Message));
            return;
        }

        if (_calls.Count == 0)
        {
            Finish(asked);
        }
    }

    // What the log has makes the same calls when it is read again, because the calls are made of it.
    private IEnumerable<ScenarioCall> Nameless(LiveCall call, ResourceIds ids) =>
        ScenarioCalls.Of(call.Step, call.Caller, _named!).SelectMany(named => ScenarioCalls.Of(Asked.StepOf(named.Action, named.Parameters), call.Caller, ids));

    private void Finish(Asked asked)
    {
        _answered.Enqueue((_lastTurn, asked, [.. _parts]));
        _parts.Clear();
        _current = null;
        Publish();
    }

    // What is durable is shown before anybody is told of it: whoever was answered finds what they made.
    private void Publish()
    {
        var changed = new List<(EntityId, IState, Moment)>();
        while (_changed.TryPeek(out var change) && change.Turn <= _durable)
        {
            changed.Add((change.Entity, change.State, change.Time));
            _changed.Dequeue();
        }

        if (changed.Count > 0)
        {
            _seen = _seen.With(changed, _durable);
            Published(_seen);
        }

        while (_answered.TryPeek(out var answered) && answered.Turn <= _durable)
        {
            _answered.Dequeue();
            answered.Asked.Answer?.TrySetResult(new LiveAnswer(answered.Parts, _seen));
        }

        TellWhenSeen();
    }

    private void Catch(Moment now)
    {
        if (_current is null && _topology.Count == 0 && _record.Count == 0 && now >= _recordEnd && _merged >= _recordedEntries)
        {
            _hasCaughtUp = true;
        }

        TellWhenSeen();
    }

    // Whoever waits for the topology looks for it at once.
    private void TellWhenSeen()
    {
        if (_hasCaughtUp && _changed.Count == 0)
        {
            _caughtUp.TrySetResult();
        }
    }

    private void Prepare(World world)
    {
        if (_world is null)
        {
            _world = world;
            _view = new RunView(world, _file.Facts);
            _named = new ResourceIds(_file.Names, _view);
            _ids = new ResourceIds(new ScenarioNames([]), _view);
            _reach = new FaultReach(_file.Scenario, _ids, _view);
        }
    }

    // The log must hold all that makes the input again.
    private CommandReceived RecordOf(ScenarioCall call)
    {
        var parameters = call.Parameters;
        if (_current!.Step is { DryRun: true })
        {
            parameters = (JObject)parameters.DeepClone();
            parameters[Asked.DryRun] = true;
        }

        return new(call.Action, parameters, _current.Caller?.Account, _current.Caller?.PrincipalArn, _current.Caller?.Region, _current.Label);
    }

    private static Moment Later(Moment one, Moment other) => one > other ? one : other;
}
