using System.Collections.Concurrent;
using System.Globalization;
using Akka.Actor;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// Runs simulations over one journal. It holds the journal (a file is locked while it is open) and the actor system;
/// any number of runs may use it, one after the other or at once.
/// </summary>
public sealed class Simulator : IAsyncDisposable
{
    private readonly SimulationSystem _system;
    private readonly ConcurrentDictionary<string, UnderWay> _runs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _conducted = new(StringComparer.Ordinal);

    private Simulator(SimulationSystem system) => _system = system;

    /// <summary>Opens a journal.</summary>
    /// <exception cref="RunInUseException">Another process has it open.</exception>
    /// <exception cref="JournalFailureException">It can't be opened.</exception>
    public static Simulator Open(JournalOptions journal) => new(SimulationSystem.Start(journal));

    /// <summary>The actor system that the runs live in, for whoever wants to look at it.</summary>
    public ActorSystem System => _system.Actors;

    /// <summary>Executes a run to its end, or until it is cancelled.</summary>
    /// <exception cref="RunException">The run could not begin, go on or end.</exception>
    public async Task<RunResult> RunAsync(
        RunPlan plan, RunOptions? options = null, IRunObserver? observer = null, CancellationToken cancellationToken = default)
    {
        // Whoever awaits the result goes on on a thread of their own, never on the conductor's.
        var source = new TaskCompletionSource<RunResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var underWay = new UnderWay(source.Task);
        while (!_runs.TryAdd(plan.RunId, underWay))
        {
            await LeaveOf(plan.RunId);
        }

        var completion = new Conductor.Completion(source, cancellationToken);
        var conductor = _system.Actors.ActorOf(
            Conductor.PropsOf(plan, options ?? new RunOptions(), observer, completion, _system.JournalPluginId), NameOf(plan.RunId));
        _ = Follow(conductor, plan.RunId, source, underWay);
        return await source.Task;
    }

    /// <summary>Stops the runs that are under way, closes the journal and frees its lock.</summary>
    public ValueTask DisposeAsync() => _system.DisposeAsync();

    // Two conductors of one run would write two logs under one name.
    private async Task LeaveOf(string runId)
    {
        if (!_runs.TryGetValue(runId, out var earlier))
        {
            return;
        }

        if (!earlier.Run.IsCompleted)
        {
            throw new RunInUseException($"Run '{runId}' is under way already.");
        }

        await earlier.Left.Task;
    }

    // A conductor that could not even start, or was stopped from outside, can't say so itself.
    private async Task Follow(IActorRef conductor, string runId, TaskCompletionSource<RunResult> source, UnderWay underWay)
    {
        await conductor.WatchAsync();
        source.TrySetException(new KernelFaultException($"The conductor of run '{runId}' stopped before the run had ended."));
        _runs.TryRemove(runId, out _);
        underWay.Left.SetResult();
    }

    // Akka frees a name some time after its actor has gone, so a run that is taken up again gets a number behind its name.
    private string NameOf(string runId)
    {
        var name = $"run:{Uri.EscapeDataString(runId)}";
        var times = _conducted.AddOrUpdate(runId, 1, static (_, before) => before + 1);
        return times == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}:{times}");
    }

    private sealed record UnderWay(Task<RunResult> Run)
    {
        public TaskCompletionSource Left { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
