using System.Collections.Immutable;
using System.Diagnostics;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>What a toy may be asked. Toys stand in for every kind of entity, so the kernel is tested without AWS's rules.</summary>
public abstract record ToyCommand : ICommand
{
    public sealed record Note(string Text) : ToyCommand;

    public sealed record Listen : ToyCommand;

    public sealed record Refuse : ToyCommand;

    public sealed record Fail : ToyCommand;

    public sealed record Promise : ToyCommand;

    public sealed record Draw : ToyCommand;

    public sealed record Ring(ImmutableArray<EntityId> To, int Times) : ToyCommand;

    public sealed record Bounce(EntityId To, int Times) : ToyCommand;

    public sealed record TellToRefuse(EntityId To) : ToyCommand;

    public sealed record Inquire(EntityId To, bool MayRefuse) : ToyCommand;

    public sealed record Hear(string About, bool Accepted) : ToyCommand;

    public sealed record PassOn(EntityId To) : ToyCommand;

    public sealed record Wind(string Key, Moment Due) : ToyCommand;

    public sealed record Unwind(string Key) : ToyCommand;

    public sealed record Chime(string Key) : ToyCommand;

    public sealed record Stick(Moment Due) : ToyCommand;

    public sealed record Fan(ImmutableArray<EntityId> To, ToyCommand Command) : ToyCommand;
}

public abstract record ToyEvent : IEvent
{
    public sealed record Noted(string Text, long Ordinal) : ToyEvent;

    public sealed record Drawn(string Id) : ToyEvent;

    public sealed record Rang(ImmutableArray<EntityId> To, int Times) : ToyEvent;

    public sealed record Bounced(EntityId To, int Times) : ToyEvent;

    public sealed record RefusalAsked(EntityId To) : ToyEvent;

    public sealed record Inquired(EntityId To, bool MayRefuse) : ToyEvent;

    public sealed record Heard(string About, bool Accepted) : ToyEvent;

    public sealed record PassedOn(EntityId To, Requester For) : ToyEvent;

    public sealed record Wound(string Key, Moment Due) : ToyEvent;

    public sealed record Unwound(string Key) : ToyEvent;

    public sealed record Chimed(string Key) : ToyEvent;

    public sealed record Fanned(ImmutableArray<EntityId> To, string Command, string Argument) : ToyEvent;
}

public sealed record ToyState(long Count, string Last, ImmutableSortedDictionary<string, Moment> Wound) : IState
{
    public static readonly ToyState Initial = new(0, string.Empty, Sorted.Map<Moment>());
}

public sealed record ToyReply(string? ResourceId, long Count) : IReply;

public sealed class ToyDecider : IDecider<ToyCommand, ToyEvent, ToyState>
{
    /// <summary>The key of a timer that never goes away, which is a bug that the kernel must name.</summary>
    public const string Stuck = "stuck";

    /// <summary>The key of a timer after which all others are off.</summary>
    public const string Last = "last";

    /// <summary>The note with which a toy is over.</summary>
    public const string Over = "over";

    public static ToyState Initial => ToyState.Initial;

    public static bool IsOver(ToyState state) => state.Last == Over;

    public static Decision<ToyEvent> Decide(ToyState state, ToyCommand command, in Context context) => command switch
    {
        ToyCommand.Note note => Decision<ToyEvent>.Accept(
            [new ToyEvent.Noted(note.Text, state.Count + 1)], new ToyReply(note.Text, state.Count + 1)),
        ToyCommand.Listen => Decision<ToyEvent>.Accept(),
        ToyCommand.Refuse => new Rejection("InvalidState", "No.", "R1"),
        ToyCommand.Fail => throw new InvalidOperationException("the toy broke"),
        ToyCommand.Promise => Decision<ToyEvent>.Later(),
        ToyCommand.Draw => Decision<ToyEvent>.Accept(new ToyEvent.Drawn(context.Draws.Id("toy-", state.Count))),
        ToyCommand.Ring ring => Decision<ToyEvent>.Accept(new ToyEvent.Rang(ring.To, ring.Times)),
        ToyCommand.Bounce bounce => Decision<ToyEvent>.Accept(new ToyEvent.Bounced(bounce.To, bounce.Times)),
        ToyCommand.TellToRefuse tell => Decision<ToyEvent>.Accept(new ToyEvent.RefusalAsked(tell.To)),
        ToyCommand.Inquire inquire => Decision<ToyEvent>.Accept(new ToyEvent.Inquired(inquire.To, inquire.MayRefuse)),
        ToyCommand.Hear hear => Decision<ToyEvent>.Accept(new ToyEvent.Heard(hear.About, hear.Accepted)),
        ToyCommand.PassOn pass => Decision<ToyEvent>.Later(new ToyEvent.PassedOn(pass.To, context.Requester)),
        ToyCommand.Wind wind => Decision<ToyEvent>.Accept(new ToyEvent.Wound(wind.Key, wind.Due)),
        ToyCommand.Unwind unwind => Decision<ToyEvent>.Accept(new ToyEvent.Unwound(unwind.Key)),
        ToyCommand.Chime chime => Decision<ToyEvent>.Accept(new ToyEvent.Chimed(chime.Key)),
        ToyCommand.Stick stick => Decision<ToyEvent>.Accept(new ToyEvent.Wound(Stuck, stick.Due)),
        ToyCommand.Fan fan => Decision<ToyEvent>.Accept(FanOut(fan)),
        _ => throw new UnreachableException(command.GetType().Name),
    };

    public static ToyState Evolve(ToyState state, ToyEvent fact)
    {
        var next = state with { Count = state.Count + 1, Last = fact.GetType().Name };
        return fact switch
        {
            ToyEvent.Noted noted => next with { Last = noted.Text },
            ToyEvent.Wound wound => next with { Wound = next.Wound.SetItem(wound.Key, wound.Due) },
            ToyEvent.Unwound unwound => next with { Wound = next.Wound.Remove(unwound.Key) },
            ToyEvent.Chimed { Key: Last } => next with { Wound = Sorted.Map<Moment>() },
            ToyEvent.Chimed { Key: not Stuck } chimed => next with { Wound = next.Wound.Remove(chimed.Key) },
            _ => next,
        };
    }

    public static ImmutableArray<Message> React(EntityId self, ToyState state, ToyEvent fact, Moment now) => fact switch
    {
        ToyEvent.Rang { Times: > 0 } rang =>
        [
            .. rang.To.Select(to => new Message.Tell(to, new ToyCommand.Listen())),
            new Message.Tell(self, new ToyCommand.Ring(rang.To, rang.Times - 1)),
        ],
        ToyEvent.Bounced { Times: > 0 } bounced => [new Message.Tell(bounced.To, new ToyCommand.Bounce(self, bounced.Times - 1))],
        ToyEvent.RefusalAsked asked => [new Message.Tell(asked.To, new ToyCommand.Refuse())],
        ToyEvent.Inquired inquired =>
        [
            new Message.Ask(inquired.To, inquired.MayRefuse ? new ToyCommand.Refuse() : new ToyCommand.Listen(), inquired.To.ToString()),
        ],
        ToyEvent.PassedOn passed => [new Message.Pass(passed.To, new ToyCommand.Note("passed"), passed.For)],
        ToyEvent.Fanned fanned => [.. fanned.To.Select(to => new Message.Tell(to, Named(fanned, self)))],
        _ => [],
    };

    public static ImmutableArray<Deadline<ToyCommand>> Deadlines(ToyState state) =>
        [.. state.Wound.Select(timer => new Deadline<ToyCommand>(timer.Key, timer.Value, new ToyCommand.Chime(timer.Key)))];

    public static ToyCommand Hear(Reply reply) => new ToyCommand.Hear(reply.About, reply.Outcome is Outcome.Accepted);

    private static ToyEvent.Fanned FanOut(ToyCommand.Fan fan) => fan.Command switch
    {
        ToyCommand.Note note => new ToyEvent.Fanned(fan.To, "note", note.Text),
        ToyCommand.Unwind unwind => new ToyEvent.Fanned(fan.To, "unwind", unwind.Key),
        ToyCommand.Bounce bounce => new ToyEvent.Fanned(fan.To, "bounce", bounce.Times.ToString()),
        _ => throw new UnreachableException(fan.Command.GetType().Name),
    };

    private static ToyCommand Named(ToyEvent.Fanned fanned, EntityId self) => fanned.Command switch
    {
        "note" => new ToyCommand.Note(fanned.Argument),
        "unwind" => new ToyCommand.Unwind(fanned.Argument),
        "bounce" => new ToyCommand.Bounce(self, int.Parse(fanned.Argument)),
        _ => throw new UnreachableException(fanned.Command),
    };
}
