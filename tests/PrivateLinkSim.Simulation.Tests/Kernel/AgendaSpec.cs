using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests;

public sealed class AgendaSpec
{
    private readonly Agenda _agenda = new();
    private readonly EntityHandle _vpc = new(Given.Vpc, Given.Toys[EntityKind.Vpc]);

    [Fact]
    public void Deadlines_of_one_moment_fall_due_in_the_order_in_which_they_were_set()
    {
        string[] keys = ["z", "a", "m"];
        foreach (var key in keys)
        {
            Schedule(key, 5);
        }

        Schedule("earlier", 4);

        Assert.Equal(Given.After(4), _agenda.NextDue);
        _agenda.FallDue(Given.After(4));
        Assert.Equal(["earlier"], TakeKeys());
        _agenda.FallDue(Given.After(5));
        Assert.Equal(keys, TakeKeys());
        Assert.Null(_agenda.NextDue);
    }

    [Fact]
    public void Work_of_the_next_step_is_taken_in_the_order_in_which_it_was_added()
    {
        for (var number = 0; number < 3; number++)
        {
            _agenda.Add(new Work { Target = _vpc, Command = new ToyCommand.Note($"{number}") });
        }

        var step = _agenda.TakeStep();

        Assert.Equal(["0", "1", "2"], step.Select(work => ((ToyCommand.Note)work.Command!).Text));
        Assert.False(_agenda.HasStep);
    }

    [Fact]
    public void A_deadline_that_is_due_already_goes_to_the_next_step()
    {
        _agenda.Schedule(Deadline("late", 1), Given.After(2), null);

        Assert.Null(_agenda.NextDue);
        Assert.Equal(["late"], TakeKeys());
    }

    [Fact]
    public void A_cancelled_deadline_neither_fires_nor_holds_the_clock()
    {
        var cancelled = Schedule("a", 1);
        Schedule("b", 2);

        _agenda.Cancel(cancelled);

        Assert.Equal(Given.After(2), _agenda.NextDue);
    }

    [Fact]
    public void A_deadline_cancelled_while_it_waits_in_the_next_step_is_not_taken()
    {
        var listed = Deadline("a", 1);
        _agenda.Schedule(listed, Given.After(1), null);

        _agenda.Cancel(listed);

        Assert.Empty(_agenda.TakeStep());
    }

    [Fact]
    public void Thousands_of_cancelled_deadlines_leave_the_others_in_their_order()
    {
        var deadlines = Enumerable.Range(0, 5000).Select(number => Schedule($"{number}", 1 + (number % 7))).ToArray();
        foreach (var deadline in deadlines.Where((_, number) => number % 10 != 0))
        {
            _agenda.Cancel(deadline);
        }

        var taken = new List<int>();
        while (_agenda.NextDue is { } due)
        {
            _agenda.FallDue(due);
            taken.AddRange(TakeKeys().Select(int.Parse));
        }

        Assert.Equal(Enumerable.Range(0, 500).Select(number => number * 10).OrderBy(number => number % 7).ThenBy(number => number), taken);
    }

    private PendingDeadline Schedule(string key, double seconds)
    {
        var deadline = Deadline(key, seconds);
        _agenda.Schedule(deadline, Given.Start, null);
        return deadline;
    }

    private PendingDeadline Deadline(string key, double seconds) => new(_vpc, key, Given.After(seconds), new ToyCommand.Chime(key), 1);

    private IEnumerable<string> TakeKeys() => _agenda.TakeStep().Select(work => work.Deadline!.Key);
}
