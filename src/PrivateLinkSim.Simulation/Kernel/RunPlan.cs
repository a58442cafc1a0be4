using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>What is run: everything that the log depends on, and the names under which it is kept.</summary>
/// <param name="RunId">The run's id; the persistence id of its journal.</param>
/// <param name="StartsAt">The virtual time at which it begins.</param>
/// <param name="Header">The log's first entry.</param>
/// <param name="Facts">The settings and the Region table.</param>
/// <param name="Inputs">Where commands from outside come from.</param>
/// <param name="EntityTypes">The kinds of entity and their deciders.</param>
/// <param name="Catalogue">The kinds of event.</param>
public sealed record RunPlan(
    string RunId, Moment StartsAt, RunStarted Header, Facts Facts, IInputSource Inputs, EntityTypes EntityTypes, EventCatalogue Catalogue)
{
    /// <summary>Which program runs it. Bookkeeping: it is no part of the digest, but a resumption checks it.</summary>
    public string ProgramVersion { get; init; } = "0";

    /// <summary>The scenario's name, for lists of runs.</summary>
    public string? ScenarioName { get; init; }

    /// <summary>The run that this one was branched from, as a user names it; null for one that was not. Bookkeeping.</summary>
    public string? ForkOf { get; init; }

    /// <summary>Asked once when the run has ended: its verdict in a few words, for lists of runs.</summary>
    public Func<string>? Verdict { get; init; }
}

/// <summary>How a run is executed. None of it changes the digest.</summary>
public sealed record RunOptions
{
    /// <summary>Take up a run that was interrupted; without it the run must be new.</summary>
    public bool Resume { get; init; }

    /// <summary>Resume also what another program version has begun.</summary>
    public bool AllowOtherProgramVersion { get; init; }

    /// <summary>Threads of their own for the entities; null for the pool that all actors share.</summary>
    public int? Threads { get; init; }

    /// <summary>Shuffles the order in which a step's turns are delivered to different entities; null leaves it.</summary>
    public long? ShuffleSeed { get; init; }

    /// <summary>Stops entities at random after a step, to be rebuilt from their facts; null keeps all alive.</summary>
    public long? PassivationSeed { get; init; }

    /// <summary>
    /// At which input, counted from 1, the run's actors are stopped where they are, as the death of the process would: what was not on its
    /// way to the journal is lost, and nobody hears of a result. Null for never.
    /// </summary>
    internal int? DropAtInput { get; init; }

    /// <summary>How many events the run may be ahead of what is durable.</summary>
    public int EventsAheadOfDurable { get; init; } = 50_000;

    /// <summary>After how many steps within one instant the run is taken for an endless loop.</summary>
    public int StepLimit { get; init; } = 10_000;
}

/// <summary>How a run ended.</summary>
/// <param name="Digest">The last link of the log.</param>
/// <param name="StateDigest">The hash of all entities' final states.</param>
/// <param name="Turns">Turns taken, inputs and answers included.</param>
/// <param name="Events">Entries of the log.</param>
/// <param name="EndedAt">The virtual time at the end.</param>
/// <param name="World">All entities as they are at the end.</param>
/// <param name="Cancelled">Whether it was ended from outside; it can be resumed then.</param>
public sealed record RunResult(
    string Digest, string StateDigest, long Turns, long Events, Moment EndedAt, World World, bool Cancelled);

/// <summary>Watches a run. Called by the conductor, in log order.</summary>
public interface IRunObserver
{
    /// <summary>An event took its place in the log; it may not be durable yet.</summary>
    void Merged(LogEntry entry, IEvent fact);

    /// <summary>The link of the hash chain behind the event that was merged last.</summary>
    void Chained(ReadOnlySpan<byte> link)
    {
    }

    /// <summary>All entries up to this turn are durable.</summary>
    void Durable(long turn);
}
