using Akka.Actor;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// Runs simulations over one journal. It holds the journal (a file is locked while it is open) and the actor system;
/// any number of runs may use it, one after the other or at once.
/// </summary>
public sealed class Simulator : IAsyncDisposable
{
    private readonly SimulationSystem _system;

    private Simulator(SimulationSystem system) => _system = system;

    /// <summary>Opens a journal.</summary>
    /// <exception cref="RunInUseException">Another process has it open.</exception>
    /// <exception cref="JournalFailureException">It can't be opened.</exception>
    public static Simulator Open(JournalOptions journal) => new(SimulationSystem.Start(journal));

    /// <summary>The actor system that the runs live in, for whoever wants to look at it.</summary>
    public ActorSystem System => _system.Actors;

    /// <summary>Executes a run to its end, or until it is cancelled.</summary>
    /// <exception cref="RunException">The run could not begin, go on or end.</exception>
    public Task<RunResult> RunAsync(
        RunPlan plan, RunOptions? options = null, IRunObserver? observer = null, CancellationToken cancellationToken = default)
    {
        // Whoever awaits the result goes on on a thread of their own, never on the conductor's.
        var source = new TaskCompletionSource<RunResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var completion = new Conductor.Completion(source, cancellationToken);
        var conductor = _system.Actors.ActorOf(
            Conductor.PropsOf(plan, options ?? new RunOptions(), observer, completion, _system.JournalPluginId), NameOf(plan.RunId));
        _ = EndWithConductor(conductor, plan.RunId, source);
        return source.Task;
    }

    /// <summary>Stops the runs that are under way, closes the journal and frees its lock.</summary>
    public ValueTask DisposeAsync() => _system.DisposeAsync();

    // A conductor that could not even start, or was stopped from outside, can't say so itself.
    private static async Task EndWithConductor(IActorRef conductor, string runId, TaskCompletionSource<RunResult> source)
    {
        await conductor.WatchAsync();
        source.TrySetException(new KernelFaultException($"The conductor of run '{runId}' stopped before the run had ended."));
    }

    internal static string NameOf(string runId) => $"run:{Uri.EscapeDataString(runId)}";
}
