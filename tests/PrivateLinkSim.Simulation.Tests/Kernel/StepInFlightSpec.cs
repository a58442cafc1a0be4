using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests;

public sealed class StepInFlightSpec
{
    private static readonly EntityHandle Vpc = new(Given.Vpc, Given.Toys[EntityKind.Vpc]);

    private readonly StepInFlight _step = new([new Work { Target = Vpc }, new Work { Target = Vpc }, new Work()], 10);

    [Fact]
    public void Answers_are_put_where_their_turns_stand_in_whatever_order_they_come()
    {
        Assert.True(_step.Accept(AnswerTo(11)));
        Assert.False(_step.IsComplete);
        Assert.True(_step.Accept(AnswerTo(10)));

        Assert.True(_step.IsComplete);
        Assert.Equal(10, _step.AnswerOf(0)!.Number);
        Assert.Equal(11, _step.AnswerOf(1)!.Number);
    }

    [Fact]
    public void A_repeated_answer_changes_nothing()
    {
        var first = AnswerTo(10);
        _step.Accept(first);

        Assert.False(_step.Accept(AnswerTo(10)));
        Assert.Same(first, _step.AnswerOf(0));
        Assert.False(_step.IsComplete);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(12)]
    [InlineData(13)]
    public void An_answer_to_no_turn_of_an_entity_in_this_step_is_ignored(long turn) => Assert.False(_step.Accept(AnswerTo(turn)));

    private static Answer AnswerTo(long turn) => new(turn, [], [], null, null);
}
