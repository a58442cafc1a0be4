using System.Collections.Immutable;
using System.Diagnostics;

namespace PrivateLinkSim.Domain;

/// <summary>What may be asked of an entity. Commands are imperatives; each kind of entity has one closed hierarchy of them.</summary>
public interface ICommand;

/// <summary>What has happened to an entity. Events are past tense and are the storage format: change them only through a new version.</summary>
public interface IEvent;

/// <summary>What an entity is, as far as its events tell.</summary>
public interface IState;

/// <summary>What an accepted command gives back to whoever asked.</summary>
public interface IReply
{
    /// <summary>The id or ARN of the resource that the command made, or null when it made none.</summary>
    string? ResourceId => null;
}

/// <summary>
/// The rules of one kind of entity, as pure functions. <c>Decide</c> says what may happen, <c>Evolve</c> what it means,
/// <c>React</c> what it makes others do, <c>Deadlines</c> what time will bring.
/// </summary>
public interface IDecider<TCommand, TEvent, TState>
    where TCommand : class, ICommand
    where TEvent : class, IEvent
    where TState : class, IState
{
    /// <summary>The state before any event: an entity that nobody has made yet.</summary>
    static abstract TState Initial { get; }

    /// <summary>Accepts with events, or refuses with a rule. Never throws for what a user may try.</summary>
    static abstract Decision<TEvent> Decide(TState state, TCommand command, in Context context);

    /// <summary>The state after a fact. Total: it never refuses, and reads nothing but its arguments.</summary>
    static abstract TState Evolve(TState state, TEvent fact);

    /// <summary>What a fact of <paramref name="self"/> makes others do. <paramref name="state"/> is the state just after <paramref name="fact"/>.</summary>
    static virtual ImmutableArray<Message> React(EntityId self, TState state, TEvent fact, Moment now) => [];

    /// <summary>The timers that the state implies; they are derived anew after every turn, never remembered.</summary>
    static virtual ImmutableArray<Deadline<TCommand>> Deadlines(TState state) => [];

    /// <summary>Whether the entity is over: nothing happens to it any more unless somebody asks for it, so that it can leave the memory until then.</summary>
    static virtual bool IsOver(TState state) => false;

    /// <summary>Turns the reply to one of this entity's own questions (<see cref="Message.Ask"/>) into a command to itself.</summary>
    static virtual TCommand Hear(Reply reply) =>
        throw new UnreachableException($"{typeof(TCommand).Name} asks nobody, yet {reply.From} answered '{reply.About}'.");
}

/// <summary>A timer: at <paramref name="Due"/> the entity receives <paramref name="Command"/>. A deadline is told from others by (key, due).</summary>
public sealed record Deadline<TCommand>(string Key, Moment Due, TCommand Command)
    where TCommand : class, ICommand;

/// <summary>What a decision may look at besides state and command.</summary>
/// <param name="Self">The entity that decides.</param>
/// <param name="Now">The virtual time of the turn.</param>
/// <param name="Seed">The run's seed.</param>
/// <param name="Requester">Who awaits the reply.</param>
/// <param name="Caller">Who called, for commands from outside; null for commands of other entities and for deadlines.</param>
/// <param name="Facts">The run's settings and Region table.</param>
public readonly record struct Context(EntityId Self, Moment Now, long Seed, Requester Requester, Caller? Caller, Facts Facts)
{
    /// <summary>The entity's own lots.</summary>
    public Draws Draws => new(Seed, Self);

    /// <summary>The caller of a command that only ever comes from outside.</summary>
    public Caller RequiredCaller => Caller ?? throw new UnreachableException($"{Self} was called by nobody.");
}

/// <summary>Who makes an AWS call, and in which Region.</summary>
/// <param name="Account">12 digits.</param>
/// <param name="PrincipalArn">For example <c>arn:aws:iam::444455556666:root</c> or <c>…:role/deploy</c>.</param>
/// <param name="Region">The Region that the call is made in.</param>
public sealed record Caller(string Account, string PrincipalArn, string Region);

/// <summary>
/// To whom a reply is owed: an entity (with the subject of its question) or, when <paramref name="Entity"/> is null, the
/// outside, by the turn of its input.
/// </summary>
public sealed record Requester(string? Entity, string About, long Turn)
{
    /// <summary>Nobody waits: an instruction or a deadline. Refusing one is a bug and stops the run.</summary>
    public static readonly Requester Nobody = new(null, "nobody", -1);

    /// <summary>The outside, which made the input of this turn.</summary>
    public static Requester Outside(long turn) => new(null, "input", turn);

    /// <summary>An entity, which asked about something.</summary>
    public static Requester Of(EntityId entity, string about, long turn) => new(entity.ToString(), about, turn);
}

/// <summary>The reply to a question: who gave it, what it was about, and how it went.</summary>
public sealed record Reply(EntityId From, string About, Outcome Outcome);

/// <summary>How a command ended.</summary>
public abstract record Outcome
{
    private Outcome()
    {
    }

    /// <summary>Done. <paramref name="Notices"/> are recommendations that the call ignored, or that a fault changes nothing; they never refuse.</summary>
    public sealed record Accepted(IReply? Value, ImmutableArray<Notice> Notices) : Outcome;

    /// <summary>Refused by an entity, for a rule.</summary>
    public sealed record Refused(Rejection Rejection, EntityId By) : Outcome;
}

/// <summary>A recommendation of AWS that a call did not follow, or that a fault changes nothing.</summary>
public sealed record Notice(string Rule, string Message);

/// <summary>What a turn comes to: events, and the reply or the promise that another entity will give it.</summary>
/// <param name="Events">What happened; empty when nothing changed.</param>
/// <param name="Reply">The reply to the requester, or the word that it is passed on (<see cref="Message.Pass"/>, <see cref="Message.Answer"/>).</param>
public readonly record struct Decision<TEvent>(ImmutableArray<TEvent> Events, DecisionReply Reply)
    where TEvent : class, IEvent
{
    /// <summary>Accepts with these events and no values.</summary>
    public static Decision<TEvent> Accept(params ReadOnlySpan<TEvent> events) => new([.. events], DecisionReply.Done);

    /// <summary>Accepts with these values for whoever asked.</summary>
    public static Decision<TEvent> Accept(ImmutableArray<TEvent> events, IReply value, params ImmutableArray<Notice> notices) =>
        new(events, new DecisionReply(value, notices, null, false));

    /// <summary>Records events and leaves the reply to a later turn.</summary>
    public static Decision<TEvent> Later(params ReadOnlySpan<TEvent> events) => new([.. events], DecisionReply.Owed);

    /// <summary>Refuses; nothing happens.</summary>
    public static implicit operator Decision<TEvent>(Rejection rejection) => new([], new DecisionReply(null, [], rejection, false));
}

/// <summary>The reply part of a <see cref="Decision{TEvent}"/>.</summary>
public sealed record DecisionReply(IReply? Value, ImmutableArray<Notice> Notices, Rejection? Rejection, bool IsOwed)
{
    internal static readonly DecisionReply Done = new(null, [], null, false);
    internal static readonly DecisionReply Owed = new(null, [], null, true);

    /// <summary>The outcome that the requester hears, or null when it is owed by a later turn.</summary>
    public Outcome? OutcomeOf(EntityId self) =>
        IsOwed ? null
        : Rejection is { } rejection ? new Outcome.Refused(rejection, self)
        : new Outcome.Accepted(Value, Notices);
}

/// <summary>What an entity makes others do.</summary>
public abstract record Message
{
    private Message()
    {
    }

    /// <summary>A question: the reply comes back to the asker through <c>Hear</c>, in the step after the answer is given.</summary>
    public sealed record Ask(EntityId To, ICommand Command, string About) : Message;

    /// <summary>An instruction that can't be refused; a refusal is a bug and stops the run.</summary>
    public sealed record Tell(EntityId To, ICommand Command) : Message;

    /// <summary>Hands a command on together with the duty to reply to whoever asked first.</summary>
    public sealed record Pass(EntityId To, ICommand Command, Requester For) : Message;

    /// <summary>The reply that an earlier turn left owing.</summary>
    public sealed record Answer(Requester To, Outcome Outcome) : Message;
}
