using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests;

public sealed class DeadlineTableSpec
{
    private readonly Agenda _agenda = new();
    private readonly EntityHandle _vpc = new(Given.Vpc, Given.Toys[EntityKind.Vpc]);

    [Fact]
    public void An_unchanged_deadline_keeps_its_place_before_one_set_later()
    {
        Derive(("old", 5));
        Derive(("new", 5), ("old", 5));
        Derive(("new", 5), ("newest", 5), ("old", 5));

        Assert.Equal(["old", "new", "newest"], FiredAt(5));
    }

    [Fact]
    public void A_deadline_with_another_due_time_is_another_deadline()
    {
        Derive(("a", 5), ("b", 5));
        Derive(("a", 4), ("b", 5));
        Derive(("a", 5), ("b", 5));

        Assert.Equal(["b", "a"], FiredAt(5));
    }

    [Fact]
    public void A_deadline_that_is_no_longer_derived_is_cancelled()
    {
        Derive(("a", 5), ("b", 6));
        Derive(("b", 6));

        Assert.Equal(Given.After(6), _agenda.NextDue);
    }

    [Fact]
    public void The_command_of_a_kept_deadline_is_what_the_state_derived_last()
    {
        Derive(("a", 5));
        DeadlineTable.Update(_vpc, [new DerivedDeadline("a", Given.After(5), new ToyCommand.Note("changed"))], Given.Start, Work(), _agenda);

        _agenda.FallDue(Given.After(5));

        Assert.Equal(new ToyCommand.Note("changed"), Assert.Single(_agenda.TakeStep()).Command);
    }

    [Fact]
    public void A_fired_deadline_that_is_still_derived_is_named()
    {
        var fired = new PendingDeadline(_vpc, "a", Given.After(5), new ToyCommand.Chime("a"), 1);
        var derived = new DerivedDeadline[] { new("a", Given.After(5), new ToyCommand.Chime("a")) };

        var fault = Assert.Throws<KernelFaultException>(() => DeadlineTable.RequireGone(fired, new Answer(7, [], [], derived, null), 7));

        Assert.Contains("vpc/vpc-1 still derives the deadline 'a' of 2026-01-01T00:00:05.000Z after it fired in turn 7", fault.Message);
    }

    private void Derive(params (string Key, double Seconds)[] deadlines) => DeadlineTable.Update(
        _vpc,
        [.. deadlines.Select(deadline => new DerivedDeadline(deadline.Key, Given.After(deadline.Seconds), new ToyCommand.Chime(deadline.Key)))],
        Given.Start,
        Work(),
        _agenda);

    private Work Work() => new() { Target = _vpc, Turn = 1 };

    private List<string> FiredAt(double seconds)
    {
        _agenda.FallDue(Given.After(seconds));
        return [.. _agenda.TakeStep().Select(work => work.Deadline!.Key)];
    }
}
