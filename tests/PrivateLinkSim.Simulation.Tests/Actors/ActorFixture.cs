using System.Collections.Immutable;
using Akka.Actor;
using Akka.TestKit.Xunit2;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests.Actors;

/// <summary>One actor of the product, with the test in the conductor's place.</summary>
public abstract class ActorFixture : TestKit
{
    internal const string Provider = "111122223333";
    internal const string Consumer = "444455556666";

    internal static readonly Moment Noon = Moment.Parse("2026-01-01T12:00:00Z");

    private static readonly RunContext Run = new(1, new Facts(new Domain.Settings(), RegionData.Load().Regions), EventCatalogue.Standard);

    private long _turn;

    /// <summary>An actor of an entity, with what it has lived through.</summary>
    internal IActorRef Begin(EntityId entity, params IReadOnlyList<IEvent> recorded)
    {
        var actor = Sys.ActorOf(EntityActor.Props, EntityActor.NameOf(entity));
        actor.Tell(new Begin(entity, EntityTypes.Standard[entity.Kind], Run, null, recorded, _turn));
        return actor;
    }

    /// <summary>What the actor answers to a command of another entity, or to a call when a caller is given.</summary>
    internal Answer Ask(IActorRef actor, ICommand command, Caller? caller = null, Moment? at = null)
    {
        actor.Tell(new Turn(++_turn, at ?? Noon, command, Requester.Outside(1), caller, null));
        return ExpectMsg<Answer>();
    }

    /// <summary>The same entity from its facts alone must answer the same to the same command.</summary>
    internal void AnswersTheSameWhenRebuilt(EntityId entity, IActorRef lived, IReadOnlyList<IEvent> facts, ICommand command, Caller? caller = null)
    {
        var first = Ask(lived, command, caller);
        Watch(lived);
        lived.Tell(PoisonPill.Instance);
        ExpectTerminated(lived);

        var second = Ask(Begin(entity, facts), command, caller);

        Assert.Equal(Texts(first), Texts(second));
        Assert.Equal(first.Messages.Select(Text), second.Messages.Select(Text));
    }

    internal static Caller By(string account, string region) => new(account, $"arn:aws:iam::{account}:root", region);

    internal static IEvent[] FactsOf(params Answer[] answers) => [.. answers.SelectMany(answer => answer.Facts).Select(fact => fact.Event)];

    internal static Rejection RefusedBy(Answer answer) => Assert.IsType<Outcome.Refused>(answer.Outcome).Rejection;

    private static IEnumerable<string> Texts(Answer answer) => answer.Facts.Select(fact => $"{fact.Kind.Manifest} {CanonicalJson.Text(fact.Event)}");

    private static string Text(Message message) => message switch
    {
        Message.Ask ask => $"ask {ask.To} {ask.Command.GetType().Name}",
        Message.Tell tell => $"tell {tell.To} {tell.Command.GetType().Name}",
        Message.Pass pass => $"pass {pass.To} {pass.Command.GetType().Name}",
        _ => message.GetType().Name,
    };
}
