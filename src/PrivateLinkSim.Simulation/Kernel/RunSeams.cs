using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>One command from outside, as the log records it and as the kernel delivers it.</summary>
/// <param name="Record">What the log's <c>run.command-received</c> entry says: the caller, the action and its parameters in AWS's words.</param>
/// <param name="Caller">Who calls; null for the simulator's own verbs (faults, topology).</param>
/// <param name="Target">The entity that is asked.</param>
/// <param name="Command">What it is asked.</param>
public sealed record Input(CommandReceived Record, Caller? Caller, EntityId Target, ICommand Command)
{
    /// <summary>What was known of it when it came in, and stands beside the answer if that accepts and says nothing of the same rule.</summary>
    public ImmutableArray<Notice> Notices { get; init; } = [];
}

/// <summary>Where a run's inputs come from. The conductor asks; it is never told when to ask.</summary>
public interface IInputSource
{
    /// <summary>The time of the next input or of the end, whichever is first; never before <paramref name="now"/>.</summary>
    Moment NextAt(Moment now);

    /// <summary>
    /// Called between instants when nothing on the agenda is due before <see cref="NextAt"/>: the next input at
    /// <paramref name="now"/>, or null when there is none left at this time (or in all, see <see cref="IsDone"/>).
    /// </summary>
    Input? Take(Moment now, World world);

    /// <summary>The answer to the input of that turn. Called in turn order, before the next <see cref="Take"/>.</summary>
    void Answered(long turn, Outcome outcome, Moment now);

    /// <summary>An event of an entity took its place in the log. Called in the order of the log.</summary>
    void Happened(EntityId entity, IEvent fact)
    {
    }

    /// <summary>
    /// Called after every instant, and after every input with all that it caused: nothing is left on the agenda at
    /// <paramref name="now"/>. Nothing changes before <paramref name="next"/> (null: the run ends here).
    /// </summary>
    void Settled(Moment now, Moment? next, World world);

    /// <summary>
    /// Whether inputs may still come up that <see cref="NextAt"/> does not know of. Then it is the time up to which the clock may go by
    /// itself; a run that has come so far waits until it is told that there is more.
    /// </summary>
    bool IsLive => false;

    /// <summary>Hands in what is to be called, from any thread, when <see cref="NextAt"/> may have changed. Called once, before anything else.</summary>
    void Attach(Action wake)
    {
    }

    /// <summary>Whether the run is over at <paramref name="now"/>: no inputs are left and its end time is reached.</summary>
    bool IsDone(Moment now);
}
