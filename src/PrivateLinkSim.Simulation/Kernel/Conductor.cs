using Akka.Actor;
using Akka.Persistence;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// Conducts a run: it owns the virtual clock and the agenda, gives entities their turns, merges their answers in turn
/// order and writes the log. It is the run's one persistent actor; its parts are its life (here), the steps
/// (<c>Conductor.Steps.cs</c>) and the writing (<c>Conductor.Writing.cs</c>).
/// </summary>
internal sealed partial class Conductor : ReceivePersistentActor
{
    private readonly RunPlan _plan;
    private readonly RunOptions _options;
    private readonly TaskCompletionSource<RunResult> _completion;
    private readonly CancellationToken _cancellation;
    private readonly RunRecord _record = new();
    private readonly World _world;
    private readonly EntityDirectory _entities;
    private readonly Agenda _agenda = new();
    private readonly IRunObserver? _observer;
    private readonly RunLog _log;
    private Ending _ending;
    private RunException? _failure;
    private RunResult? _result;
    private CancellationTokenRegistration _interruption;

    public Conductor(RunPlan plan, RunOptions options, IRunObserver? observer, Completion completion, string journalPluginId)
    {
        (_plan, _options, _observer) = (plan, options, observer);
        (_completion, _cancellation) = (completion.Source, completion.Cancellation);
        JournalPluginId = journalPluginId;
        SnapshotPluginId = "akka.persistence.no-snapshot-store";
        _world = new World(plan.EntityTypes);
        _entities = new EntityDirectory(plan, options, _world, Context);
        _log = new RunLog(observer);
        _shuffle = options.ShuffleSeed is { } shuffleSeed ? new Delivery(shuffleSeed) : null;
        _passivation = options.PassivationSeed is { } passivationSeed ? new Delivery(passivationSeed) : null;
        Recover<LogRow>(_record.Recover);
        Recover<RecoveryCompleted>(_ => Self.Tell(Start.Instance));
        Command<Start>(_ => Guard(Open));
        Command<Answer>(answer => Guard(() => Receive(answer)));
        Command<Terminated>(terminated => Guard(() => Passivated(terminated.ActorRef)));
        Command<WakeUp>(_ => Guard(Wake));
        Command<EntityFailed>(failed => Guard(() => throw failed.Failure));
    }

    // How far the end of the run has come: nothing more happens, the last rows are on their way, its last note is.
    private enum Ending
    {
        None,
        Flushing,
        Closing,
        Over,
    }

    public override string PersistenceId => _plan.RunId;

    // The record is the log itself; a snapshot would be trusted instead of checked.
    public override Recovery Recovery { get; } = new(SnapshotSelectionCriteria.None);

    public static Props PropsOf(RunPlan plan, RunOptions options, IRunObserver? observer, Completion completion, string journalPluginId) =>
        Props.Create(() => new Conductor(plan, options, observer, completion, journalPluginId));

    protected override void PreStart()
    {
        base.PreStart();
        if (_plan.Inputs.IsLive)
        {
            var self = Self;
            _plan.Inputs.Attach(() => self.Tell(WakeUp.Instance, ActorRefs.NoSender));
            _interruption = _cancellation.Register(() => self.Tell(WakeUp.Instance, ActorRefs.NoSender));
        }
    }

    protected override void PostStop()
    {
        _interruption.Dispose();
        base.PostStop();
    }

    // A failed entity is neither restarted nor resumed: its state can no longer be trusted, so the run ends by its name.
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(exception =>
    {
        Self.Tell(new EntityFailed(exception as RunException ?? new KernelFaultException($"An entity failed: {exception.Message}", exception)));
        return Directive.Stop;
    });

    protected override void OnRecoveryFailure(Exception reason, object? message = null) =>
        End(new JournalFailureException($"The journal of run '{_plan.RunId}' can't be read: {reason.Message}", reason));

    // Every way into the run leads through here, so a bug ends the run with its name instead of restarting the conductor.
    private void Guard(Action action)
    {
        if (_failure is not null)
        {
            return;
        }

        try
        {
            action();
        }
        catch (RunException failure)
        {
            Fail(failure);
        }
        catch (Exception bug)
        {
            Fail(new KernelFaultException($"The kernel failed at {_now} after turn {_turn}: {bug.Message}", bug));
        }
    }

    private void Open()
    {
        RequirePossible();
        Write(_record.Opened is null ? Bookkeeping.Opened(_plan) : Bookkeeping.Resumed(_plan, _record));
        _now = _plan.StartsAt;
        Append(0, 0, null, Work.NoCause, _plan.Header);
        Advance();
    }

    private void RequirePossible()
    {
        var run = $"Run '{_plan.RunId}'";
        if (_options.Resume != _record.Position > 0)
        {
            throw new RunNotPossibleException(_options.Resume ? $"{run} does not exist, so it can't be resumed." : $"{run} exists already; resume it or choose another id.");
        }

        if (!_options.Resume)
        {
            return;
        }

        _record.RequireWhole();
        if (_record.HasEnded)
        {
            throw new RunNotPossibleException($"{run} has ended, so there is nothing to resume.");
        }

        var version = _record.Opened is { } opened ? (string?)Bookkeeping.Read(opened)["programVersion"] : null;
        if (!_options.AllowOtherProgramVersion && !string.Equals(version, _plan.ProgramVersion, StringComparison.Ordinal))
        {
            throw new RunNotPossibleException($"{run} was begun by program version {version}; this is {_plan.ProgramVersion}, which may decide otherwise.");
        }
    }

    private void Finish(bool cancelled)
    {
        if (!cancelled && _record.Next is { } missing)
        {
            throw new NonDeterminismException($"The run ended where its record goes on: {LogDifference.Describe(missing, null)}");
        }

        _result = new RunResult(
            _log.Chain.Digest, cancelled ? string.Empty : _world.StateDigest(), _turn + 1, _log.Events, _now, _world, cancelled);
        _ending = Ending.Flushing;
        Flush(atOnce: true);
        EndWhenDurable();
    }

    // What was merged before the fault is the best evidence of it: it is written before the run ends.
    private void Fail(RunException failure)
    {
        _failure ??= failure;
        if (_ending is Ending.None)
        {
            _ending = Ending.Flushing;
            Flush(atOnce: true);
        }

        EndWhenDurable();
    }

    private void EndWhenDurable()
    {
        if (_ending is Ending.None or Ending.Over || HasUnwritten)
        {
            return;
        }

        if (_failure is not null)
        {
            End(_failure);
        }
        else if (_ending is Ending.Flushing && !_result!.Cancelled)
        {
            _ending = Ending.Closing;
            Write(Bookkeeping.Ended(_result, _log.Chain, _plan.Verdict?.Invoke()));
            Flush(atOnce: true);
        }
        else
        {
            _ending = Ending.Over;
            _completion.TrySetResult(_result!);
            Context.Stop(Self);
        }
    }

    private void End(RunException failure)
    {
        _failure ??= failure;
        if (_ending is not Ending.Over)
        {
            _ending = Ending.Over;
            _completion.TrySetException(failure);
            Context.Stop(Self);
        }
    }

    /// <summary>Where the run's result goes, and what may cut it short.</summary>
    internal sealed record Completion(TaskCompletionSource<RunResult> Source, CancellationToken Cancellation);

    private sealed record EntityFailed(RunException Failure);

    private sealed class WakeUp
    {
        public static readonly WakeUp Instance = new();
    }

    private sealed class Start
    {
        public static readonly Start Instance = new();
    }
}
