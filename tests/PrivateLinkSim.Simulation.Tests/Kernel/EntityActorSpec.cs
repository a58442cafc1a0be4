using Akka.Actor;
using Akka.TestKit.Xunit2;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests;

public sealed class EntityActorSpec : TestKit
{
    private static readonly RunContext Run = new(Given.Seed, new Facts(new Domain.Settings(), null!), Given.Catalogue);

    [Theory]
    [InlineData(EntityKind.InterfaceEndpoint, "vpce-0123", "InterfaceEndpoint:vpce-0123")]
    [InlineData(EntityKind.ServiceProvider, "111122223333", "ServiceProvider:111122223333")]
    [InlineData(EntityKind.LoadBalancer, "arn:aws:elasticloadbalancing:us-east-1:1:loadbalancer/net/a b/1",
        "LoadBalancer:arn%3Aaws%3Aelasticloadbalancing%3Aus-east-1%3A1%3Aloadbalancer%2Fnet%2Fa%20b%2F1")]
    public void An_actor_bears_the_kind_and_key_of_its_entity_in_its_path(EntityKind kind, string key, string name)
    {
        var entity = Sys.ActorOf(EntityActor.Props, EntityActor.NameOf(new EntityId(kind, key)));

        Assert.Equal(name, entity.Path.Name);
    }

    [Fact]
    public void A_turn_is_answered_with_events_and_the_reply()
    {
        var entity = Begun([], Work.NoCause);

        entity.Tell(TurnOf(4, new ToyCommand.Note("hello")));

        var answer = ExpectMsg<Answer>();
        Assert.Equal(4, answer.Number);
        Assert.Equal(new ToyEvent.Noted("hello", 1), Assert.Single(answer.Facts).Event);
        Assert.Equal(new ToyReply("hello", 1), ((Outcome.Accepted)answer.Outcome!).Value);
    }

    [Fact]
    public void A_turn_that_is_delivered_again_is_not_decided_again()
    {
        var entity = Begun([], Work.NoCause);
        entity.Tell(TurnOf(4, new ToyCommand.Note("first")));
        ExpectMsg<Answer>();

        entity.Tell(TurnOf(4, new ToyCommand.Note("again")));
        entity.Tell(TurnOf(3, new ToyCommand.Note("earlier")));
        entity.Tell(TurnOf(5, new ToyCommand.Note("next")));

        Assert.Equal(new ToyEvent.Noted("next", 2), Assert.Single(ExpectMsg<Answer>().Facts).Event);
    }

    [Fact]
    public void An_entity_rebuilt_from_its_facts_does_not_take_its_last_turn_again()
    {
        var entity = Begun([new ToyEvent.Noted("recorded", 1)], 4);

        entity.Tell(TurnOf(4, new ToyCommand.Note("again")));
        entity.Tell(TurnOf(5, new ToyCommand.Note("next")));

        Assert.Equal(new ToyEvent.Noted("next", 2), Assert.Single(ExpectMsg<Answer>().Facts).Event);
    }

    [Fact]
    public void A_deadline_that_the_state_no_longer_derives_lapses()
    {
        var entity = Begun([], Work.NoCause);

        entity.Tell(TurnOf(1, new ToyCommand.Chime("gone")) with { Deadline = new FiredDeadline("gone", Given.Start) });

        var answer = ExpectMsg<Answer>();
        Assert.True(answer.Lapsed);
        Assert.Empty(answer.Facts);
    }

    [Fact]
    public void An_entity_rebuilt_from_its_facts_equals_itself()
    {
        ToyCommand[] life =
        [
            new ToyCommand.Note("a"), new ToyCommand.Wind("k", Given.After(5)), new ToyCommand.Draw(), new ToyCommand.Unwind("k"), new ToyCommand.Draw(),
        ];
        var lived = Begun([], Work.NoCause);
        var facts = new List<IEvent>();
        for (var turn = 0; turn < life.Length; turn++)
        {
            lived.Tell(TurnOf(turn, life[turn]));
            facts.AddRange(ExpectMsg<Answer>().Facts.Select(fact => fact.Event));
        }

        var rebuilt = Begun(facts, life.Length - 1, "rebuilt");

        foreach (var entity in new[] { lived, rebuilt })
        {
            entity.Tell(TurnOf(life.Length, new ToyCommand.Draw()));
        }

        var (one, other) = (ExpectMsg<Answer>(), ExpectMsg<Answer>());
        Assert.Equal(one.Facts.Single().Data, other.Facts.Single().Data);
    }

    private IActorRef Begun(IReadOnlyList<IEvent> recorded, long lastTurn, string? name = null)
    {
        var entity = Sys.ActorOf(EntityActor.Props, name ?? EntityActor.NameOf(Given.Vpc));
        entity.Tell(new Begin(Given.Vpc, Given.Toys[EntityKind.Vpc], Run, null, recorded, lastTurn));
        return entity;
    }

    private static Turn TurnOf(long number, ToyCommand command) => new(number, Given.Start, command, Requester.Outside(number), null, null);
}
