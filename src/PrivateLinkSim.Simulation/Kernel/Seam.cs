using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>What all entities of a run share. Every node of a run has one, made of the log's first entry.</summary>
internal sealed record RunContext(long Seed, Facts Facts, EventCatalogue Catalogue);

/// <summary>Tells an actor which entity it is, and what that entity has already lived through.</summary>
/// <param name="Self">The entity.</param>
/// <param name="Type">Its rules.</param>
/// <param name="Run">What it shares with all others.</param>
/// <param name="State">What it was when it left the memory; null for one that is new or rebuilt from its facts.</param>
/// <param name="Recorded">Its facts so far, to be folded.</param>
/// <param name="LastTurn">The last turn that those facts include; -1 for a new entity.</param>
internal sealed record Begin(EntityId Self, EntityType Type, RunContext Run, IState? State, IReadOnlyList<IEvent> Recorded, long LastTurn);

/// <summary>A command for an entity, at its place in the run.</summary>
/// <param name="Number">The turn; an entity's turns are delivered in rising order.</param>
/// <param name="Now">The virtual time.</param>
/// <param name="Command">What is asked.</param>
/// <param name="Requester">Who awaits the reply.</param>
/// <param name="Caller">Who called from outside, or null.</param>
/// <param name="Deadline">The timer that fired, or null: it lapses when the state no longer derives it.</param>
internal sealed record Turn(
    long Number, Moment Now, ICommand Command, Requester Requester, Caller? Caller, FiredDeadline? Deadline);

/// <summary>The timer behind a turn.</summary>
internal sealed record FiredDeadline(string Key, Moment Due);

/// <summary>What came of a turn.</summary>
/// <param name="Number">The turn.</param>
/// <param name="Facts">What happened.</param>
/// <param name="Messages">What it makes others do, in the order of the facts.</param>
/// <param name="Deadlines">The timers that now hold; null when nothing happened, so the old ones hold.</param>
/// <param name="Outcome">The reply; null when a later turn owes it.</param>
/// <param name="Lapsed">Whether the turn was a timer that no longer held when its turn came.</param>
/// <param name="IsOver">Whether the entity can leave the memory.</param>
internal sealed record Answer(
    long Number, Fact[] Facts, ImmutableArray<Message> Messages, DerivedDeadline[]? Deadlines, Outcome? Outcome, bool Lapsed = false, bool IsOver = false);

/// <summary>An event with its form in the log, made where the event was made, so that this work runs in parallel.</summary>
internal readonly record struct Fact(IEvent Event, EventKind Kind, byte[] Data);
