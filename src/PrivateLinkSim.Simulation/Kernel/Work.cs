using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>One thing on the agenda: a command on its way to an entity, or the outcome of an input on its way to the run.</summary>
internal sealed class Work
{
    /// <summary>The turn of what nobody inside the run caused.</summary>
    public const long NoCause = -1;

    /// <summary>Who is asked; null for the run itself, which takes note of an outcome.</summary>
    public EntityHandle? Target { get; init; }

    public ICommand? Command { get; set; }

    public Requester Requester { get; init; } = Requester.Nobody;

    public long Cause { get; init; } = NoCause;

    /// <summary>What caused it within the same instant; the chain is as long as the instant has steps and is dropped with it.</summary>
    public Work? Parent { get; init; }

    /// <summary>The input whose first turn this is.</summary>
    public Input? Input { get; init; }

    /// <summary>The outcome of an input, for the run itself.</summary>
    public Outcome? Outcome { get; init; }

    /// <summary>The timer that fires with it.</summary>
    public PendingDeadline? Deadline { get; init; }

    public bool IsCancelled { get; set; }

    /// <summary>Given when the work is taken out of the agenda.</summary>
    public long Turn { get; set; }
}

/// <summary>What the conductor knows of an entity.</summary>
internal sealed class EntityHandle(EntityId id, EntityType type)
{
    public EntityId Id { get; } = id;

    public EntityType Type { get; } = type;

    /// <summary>The entity's actor; null while it is not in memory.</summary>
    public Akka.Actor.IActorRef? Actor { get; set; }

    /// <summary>The number of the entity's last event.</summary>
    public long Events { get; set; }

    /// <summary>The last turn that was merged.</summary>
    public long LastTurn { get; set; } = Work.NoCause;

    /// <summary>The timers that hold, in the order in which the entity derives them.</summary>
    public PendingDeadline[] Deadlines { get; set; } = [];

    /// <summary>Whether it was over at its last turn.</summary>
    public bool IsOver { get; set; }

    /// <summary>The entity's facts, kept only where entities are passivated.</summary>
    public List<IEvent>? Recorded { get; set; }
}

/// <summary>A timer of an entity. Told from others by key and due time; the command is whatever the state last derived.</summary>
internal sealed class PendingDeadline(EntityHandle owner, string key, Moment due, ICommand command, long setBy)
{
    public EntityHandle Owner { get; } = owner;

    public string Key { get; } = key;

    public Moment Due { get; } = due;

    public ICommand Command { get; set; } = command;

    /// <summary>The turn that set it.</summary>
    public long SetBy { get; } = setBy;

    /// <summary>Its work, once it is in the list of the next step.</summary>
    public Work? Work { get; set; }

    public bool IsCancelled { get; set; }

    public bool Is(in DerivedDeadline derived) => Due == derived.Due && string.Equals(Key, derived.Key, StringComparison.Ordinal);
}
