using Akka.Actor;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests;

public sealed class ConductorSpec : IAsyncLifetime
{
    private Simulator _simulator = null!;

    public Task InitializeAsync()
    {
        _simulator = Simulator.Open(JournalOptions.Memory);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _simulator.DisposeAsync();

    [Fact]
    public async Task An_input_and_its_answer_are_events_of_the_run_around_what_they_caused()
    {
        var log = new Watcher();
        var inputs = new ScriptedInputs().At(1, Given.Vpc, new ToyCommand.Note("hello"));

        await _simulator.RunAsync(Given.Plan(inputs), observer: log);

        Assert.Equal(
            [
                "0.0 run run.started",
                "1.0 run run.command-received",
                "1.1 vpc/vpc-1 toy.noted",
                "2.0 run run.command-answered cause 1",
            ],
            log.Lines);
        Assert.Equal([1L], inputs.Answers.Select(answer => answer.Turn));
        Assert.Equal(2, log.DurableTurn);
    }

    [Fact]
    public async Task A_refusal_is_an_answer_and_changes_nothing_else()
    {
        var log = new Watcher();
        var inputs = new ScriptedInputs().At(1, Given.Vpc, new ToyCommand.Refuse());

        var result = await _simulator.RunAsync(Given.Plan(inputs), observer: log);

        var answer = Assert.IsType<CommandAnswered>(log.Facts[^1]);
        Assert.Equal(new CommandAnswered(1, false, Code: "InvalidState", Message: "No.", Rule: "R1", By: Given.Vpc), answer);
        Assert.Null(result.World.Find(Given.Vpc));
    }

    [Fact]
    public async Task A_question_is_answered_to_the_asker_as_a_command_to_itself()
    {
        var log = new Watcher();
        var inputs = new ScriptedInputs()
            .At(1, Given.Vpc, new ToyCommand.Inquire(Given.Region, MayRefuse: true))
            .At(2, Given.Vpc, new ToyCommand.Inquire(Given.Region, MayRefuse: false));

        await _simulator.RunAsync(Given.Plan(inputs), observer: log);

        Assert.Equal(
            [new ToyEvent.Heard("region/us-east-1", false), new ToyEvent.Heard("region/us-east-1", true)],
            log.Facts.OfType<ToyEvent.Heard>());
    }

    [Fact]
    public async Task A_command_that_is_passed_on_is_answered_by_whoever_did_it()
    {
        var inputs = new ScriptedInputs().At(1, Given.Vpc, new ToyCommand.PassOn(Given.OtherVpc));

        await _simulator.RunAsync(Given.Plan(inputs));

        var accepted = Assert.IsType<Outcome.Accepted>(Assert.Single(inputs.Answers).Outcome);
        Assert.Equal(new ToyReply("passed", 1), accepted.Value);
    }

    [Fact]
    public async Task A_deadline_fires_once_at_its_time()
    {
        var log = new Watcher();
        var inputs = new ScriptedInputs().At(1, Given.Vpc, new ToyCommand.Wind("k", Given.After(7)));

        await _simulator.RunAsync(Given.Plan(inputs), observer: log);

        var chimed = Assert.Single(log.Entries, entry => entry.Type is "toy.chimed");
        Assert.Equal(Given.After(7), chimed.Time);
        Assert.Equal(1, chimed.Cause);
    }

    [Fact]
    public async Task A_deadline_that_is_due_already_fires_in_the_same_instant()
    {
        var log = new Watcher();
        var inputs = new ScriptedInputs().At(5, Given.Vpc, new ToyCommand.Wind("k", Given.After(1)));

        await _simulator.RunAsync(Given.Plan(inputs), observer: log);

        Assert.Equal(Given.After(5), Assert.Single(log.Entries, entry => entry.Type is "toy.chimed").Time);
    }

    [Fact]
    public async Task What_is_due_at_a_time_runs_before_the_inputs_of_that_time()
    {
        var log = new Watcher();
        var inputs = new ScriptedInputs()
            .At(1, Given.Vpc, new ToyCommand.Wind("k", Given.After(5)))
            .At(5, Given.Vpc, new ToyCommand.Note("input"));

        await _simulator.RunAsync(Given.Plan(inputs), observer: log);

        Assert.Equal(
            ["toy.wound", "toy.chimed", "toy.noted"], log.Entries.Select(entry => entry.Type).Where(type => type.StartsWith("toy", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_deadline_that_another_entity_had_cancelled_does_not_fire()
    {
        var log = new Watcher();
        var inputs = new ScriptedInputs()
            .At(1, Given.Vpc, new ToyCommand.Wind("a", Given.After(5)))
            .At(1, Given.Region, new ToyCommand.Fan([Given.Vpc], new ToyCommand.Unwind("a")))
            .At(6, Given.Vpc, new ToyCommand.Note("end"));

        await _simulator.RunAsync(Given.Plan(inputs), observer: log);

        Assert.DoesNotContain(log.Entries, entry => entry.Type is "toy.chimed");
    }

    [Fact]
    public async Task A_deadline_cancelled_by_an_earlier_turn_of_the_step_in_which_it_fires_lapses()
    {
        var log = new Watcher();
        var inputs = new ScriptedInputs()
            .At(1, Given.Vpc, new ToyCommand.Wind(ToyDecider.Last, Given.After(5)))
            .At(2, Given.Vpc, new ToyCommand.Wind("z", Given.After(5)));

        var result = await _simulator.RunAsync(Given.Plan(inputs), observer: log);

        Assert.Equal(new ToyEvent.Chimed(ToyDecider.Last), Assert.Single(log.Facts.OfType<ToyEvent.Chimed>()));
        Assert.Equal(7, result.Turns);
    }

    [Fact]
    public async Task A_fired_deadline_that_is_still_derived_stops_the_run_by_name()
    {
        var fault = await Fails<KernelFaultException>(new ScriptedInputs().At(1, Given.Vpc, new ToyCommand.Stick(Given.After(2))));

        Assert.Contains("vpc/vpc-1 still derives the deadline 'stuck' of 2026-01-01T00:00:02.000Z", fault.Message);
    }

    [Fact]
    public async Task An_endless_loop_is_stopped_and_named()
    {
        var fault = await Fails<KernelFaultException>(new ScriptedInputs().At(1, Given.Vpc, new ToyCommand.Bounce(Given.Region, int.MaxValue)));

        Assert.Contains("did not end within 10000 steps", fault.Message);
        Assert.Contains("vpc/vpc-1 Bounce -> region/us-east-1 Bounce -> vpc/vpc-1", fault.Message);
        Assert.Equal(70, fault.ExitCode);
    }

    [Fact]
    public async Task A_refused_instruction_stops_the_run_by_name()
    {
        var fault = await Fails<KernelFaultException>(new ScriptedInputs().At(1, Given.Vpc, new ToyCommand.TellToRefuse(Given.Region)));

        Assert.Contains("region/us-east-1 refused Refuse in turn 2, which nobody may refuse: InvalidState (R1): No.", fault.Message);
    }

    [Fact]
    public async Task An_input_that_nobody_answers_stops_the_run_by_name()
    {
        var fault = await Fails<KernelFaultException>(new ScriptedInputs().At(1, Given.Vpc, new ToyCommand.Promise()));

        Assert.Contains("The input of turn 1 was not answered by the end of its instant", fault.Message);
    }

    [Fact]
    public async Task A_failing_entity_stops_the_run_by_the_name_of_entity_command_and_turn()
    {
        var fault = await Fails<KernelFaultException>(new ScriptedInputs().At(1, Given.Vpc, new ToyCommand.Fail()));

        Assert.Equal("vpc/vpc-1 failed at Fail in turn 1: the toy broke", fault.Message);
        Assert.Equal(70, fault.ExitCode);
    }

    [Fact]
    public async Task Late_and_repeated_answers_change_nothing()
    {
        var undisturbed = await _simulator.RunAsync(Given.Plan(Given.BusyScript(), "undisturbed"));
        var inputs = Given.BusyScript();
        inputs.Taking = _ =>
        {
            for (var turn = 0; turn < 200; turn++)
            {
                var forged = new Answer(turn, [], [new Message.Tell(Given.Region, new ToyCommand.Fail())], null, null);
                _simulator.System.ActorSelection("/user/run:disturbed").Tell(forged, ActorRefs.NoSender);
            }
        };

        var disturbed = await _simulator.RunAsync(Given.Plan(LateOnly(inputs), "disturbed"));

        Assert.Equal(undisturbed.Digest, disturbed.Digest);
    }

    [Theory]
    [InlineData(ToyDecider.Over, false)]
    [InlineData("not yet", true)]
    public async Task An_entity_that_is_over_leaves_the_memory_and_is_woken_as_it_was(string note, bool stays)
    {
        var log = new Watcher();
        var inputs = new ScriptedInputs()
            .At(1, Given.Vpc, new ToyCommand.Note("first"))
            .At(2, Given.Vpc, new ToyCommand.Note(note))
            .At(3, Given.Vpc, new ToyCommand.Listen())
            .At(4, Given.Vpc, new ToyCommand.Note("woken"))
            .At(5, Given.OtherVpc, new ToyCommand.Note("other"));
        var isThere = new List<bool>();
        inputs.Taking = _ => isThere.Add(IsThere($"/user/run:over/{EntityActor.NameOf(Given.Vpc)}"));

        await _simulator.RunAsync(Given.Plan(inputs, "over"), observer: log);

        Assert.Equal([false, true, stays, stays, true], isThere);
        Assert.Equal([("first", 1L), (note, 2L), ("woken", 3L), ("other", 1L)], log.Facts.OfType<ToyEvent.Noted>().Select(noted => (noted.Text, noted.Ordinal)));
    }

    [Fact]
    public async Task The_clock_settles_after_every_instant_and_after_every_input_and_says_when_it_goes_on()
    {
        var inputs = new ScriptedInputs { End = Given.After(9) }
            .At(1, Given.Vpc, new ToyCommand.Wind("k", Given.After(5)))
            .At(1, Given.OtherVpc, new ToyCommand.Note("b"));

        var result = await _simulator.RunAsync(Given.Plan(inputs));

        Assert.Equal(
            [(1d, 1d), (1d, 5d), (5d, 9d), (9d, -1d)],
            inputs.Settlings.Select(settling => (Seconds(settling.Now), settling.Next is { } next ? Seconds(next) : -1)));
        Assert.Equal(Given.After(9), result.EndedAt);
    }

    [Fact]
    public async Task A_cancelled_run_ends_between_instants_and_says_so()
    {
        using var cancellation = new CancellationTokenSource();
        var inputs = Given.BusyScript();
        inputs.Taking = taken =>
        {
            if (taken == 7)
            {
                cancellation.Cancel();
            }
        };

        var result = await _simulator.RunAsync(Given.Plan(inputs), cancellationToken: cancellation.Token);

        Assert.True(result.Cancelled);
        Assert.Equal(8, inputs.Answers.Count);
    }

    [Fact]
    public async Task Several_runs_live_in_one_system_and_do_not_meet()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(number => _simulator.RunAsync(Given.Plan(Given.BusyScript(), $"run-{number}"))));

        Assert.Single(results.Select(result => result.Digest).Distinct());
    }

    [Fact]
    public async Task A_run_that_was_cut_short_may_be_taken_up_at_once_again_and_again()
    {
        for (var input = 0; input < 40; input++)
        {
            using var cancellation = new CancellationTokenSource();
            var inputs = Given.BusyScript();
            inputs.Taking = taken => (taken == input ? cancellation : null)?.Cancel();

            await _simulator.RunAsync(Given.Plan(inputs), new RunOptions { Resume = input > 0 }, cancellationToken: cancellation.Token);
        }

        var whole = await _simulator.RunAsync(Given.Plan(Given.BusyScript(), "whole"));
        Assert.Equal(whole.Digest, (await _simulator.RunAsync(Given.Plan(Given.BusyScript()), new RunOptions { Resume = true })).Digest);
    }

    [Fact]
    public async Task A_run_that_is_under_way_is_not_begun_a_second_time()
    {
        var inputs = Given.BusyScript();
        Task<RunResult>? second = null;
        inputs.Taking = _ => second ??= _simulator.RunAsync(Given.Plan(Given.BusyScript()));

        await _simulator.RunAsync(Given.Plan(inputs));

        await Assert.ThrowsAsync<RunInUseException>(() => second!);
    }

    private bool IsThere(string path) =>
        _simulator.System.ActorSelection(path).Ask<ActorIdentity>(new Identify(null), TimeSpan.FromSeconds(30)).GetAwaiter().GetResult().Subject is not null;

    private static double Seconds(Moment moment) => (moment - Given.Start).TotalSeconds;

    // Sends the forged answers only for turns that are long over: the first 200 turns end with the script's first second.
    private static ScriptedInputs LateOnly(ScriptedInputs inputs)
    {
        var forge = inputs.Taking!;
        inputs.Taking = taken =>
        {
            if (taken > 20)
            {
                forge(taken);
            }
        };
        return inputs;
    }

    private async Task<TException> Fails<TException>(ScriptedInputs inputs)
        where TException : RunException => await Assert.ThrowsAsync<TException>(() => _simulator.RunAsync(Given.Plan(inputs)));
}
