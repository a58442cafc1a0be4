using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>One turn of one entity, as a function: the actor around it holds nothing but the state.</summary>
internal static class EntityTurn
{
    public static Answer Take(EntityType type, EntityId self, RunContext run, Turn turn, ref IState state)
    {
        if (turn.Deadline is { } fired && !IsDerived(type.Deadlines(state), fired))
        {
            return new Answer(turn.Number, [], [], null, null, Lapsed: true);
        }

        var context = new Context(self, turn.Now, run.Seed, turn.Requester, turn.Caller, run.Facts);
        var decision = type.Decide(state, turn.Command, context);
        var outcome = decision.Reply.OutcomeOf(self);
        if (decision.Events.IsDefaultOrEmpty)
        {
            return new Answer(turn.Number, [], [], null, outcome, IsOver: type.IsOver(state));
        }

        var facts = new Fact[decision.Events.Length];
        var messages = ImmutableArray<Message>.Empty;
        for (var index = 0; index < facts.Length; index++)
        {
            var happened = decision.Events[index];
            state = type.Evolve(state, happened);
            var reactions = type.React(self, state, happened, turn.Now);
            messages = messages.IsEmpty ? reactions : messages.AddRange(reactions);
            facts[index] = new Fact(happened, run.Catalogue.Of(happened.GetType()), CanonicalJson.Bytes(happened));
        }

        return new Answer(turn.Number, facts, messages, type.Deadlines(state), outcome, IsOver: type.IsOver(state));
    }

    private static bool IsDerived(DerivedDeadline[] deadlines, FiredDeadline fired)
    {
        foreach (var deadline in deadlines)
        {
            if (deadline.Due == fired.Due && string.Equals(deadline.Key, fired.Key, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
