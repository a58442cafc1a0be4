using Akka.Actor;

namespace PrivateLinkSim.Simulation.Tests;

public sealed class JournalFailureSpec
{
    [Theory]
    [InlineData(Fault.Failure, 0, "failed to write row 1 of run 'run-1': the disk is gone")]
    [InlineData(Fault.Failure, 300, "failed to write")]
    [InlineData(Fault.Rejection, 0, "rejected row 1 of run 'run-1': the row is not to my taste")]
    [InlineData(Fault.Rejection, 300, "rejected row")]
    public async Task A_journal_that_does_not_take_a_row_ends_the_run(string kind, int afterRows, string message)
    {
        var fault = new Fault(kind, afterRows);
        var log = new Watcher();
        await using var simulator = Simulator.Open(fault.As($"{kind}-{afterRows}"));

        var failure = await Assert.ThrowsAsync<JournalFailureException>(
            () => simulator.RunAsync(Given.Plan(Given.BusyScript()), new RunOptions { EventsAheadOfDurable = 200 }, log).WaitAsync(TimeSpan.FromMinutes(1)));

        Assert.Contains(message, failure.Message);
        Assert.Equal(5, failure.ExitCode);
        Assert.True(log.DurableTurn < log.Entries[^1].Turn);
    }

    [Fact]
    public async Task A_run_does_not_go_further_ahead_of_its_journal_than_it_may()
    {
        const int Ahead = 100;
        var fault = new Fault(Fault.Silence, 0);
        var log = new Watcher();
        await using var simulator = Simulator.Open(fault.As("ahead"));

        var run = simulator.RunAsync(Given.Plan(Given.BusyScript()), new RunOptions { EventsAheadOfDurable = Ahead }, log);
        await fault.Reached.Task;
        await Kill(simulator);

        await Assert.ThrowsAsync<KernelFaultException>(() => run);
        fault.Mend();
        const int LargestStep = 41;
        Assert.InRange(log.Entries.Count, 1, Ahead + LargestStep);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(200)]
    [InlineData(900)]
    public async Task A_crash_between_decision_and_durability_loses_nothing_that_was_acknowledged(int afterRows)
    {
        var fault = new Fault(Fault.Silence, afterRows);
        var log = new Watcher();
        await using var simulator = Simulator.Open(fault.As($"crash-{afterRows}"));
        var run = simulator.RunAsync(Given.Plan(Given.BusyScript()), new RunOptions { EventsAheadOfDurable = 100 }, log);
        await fault.Reached.Task;
        await Kill(simulator);
        await Assert.ThrowsAsync<KernelFaultException>(() => run);
        var acknowledged = log.DurableTurn;

        fault.Mend();
        var again = new Watcher();
        var resumed = await simulator.RunAsync(Given.Plan(Given.BusyScript()), new RunOptions { Resume = true }, again);

        await using var memory = Simulator.Open(JournalOptions.Memory);
        var undisturbed = await memory.RunAsync(Given.Plan(Given.BusyScript()));
        Assert.Equal(undisturbed.Digest, resumed.Digest);
        Assert.Equal(undisturbed.StateDigest, resumed.StateDigest);
        Assert.True(acknowledged < again.DurableTurn);
    }

    private static async Task Kill(Simulator simulator)
    {
        var conductor = await simulator.System.ActorSelection("/user/run:run-1").ResolveOne(TimeSpan.FromSeconds(10));
        var gone = conductor.WatchAsync();
        conductor.Tell(Akka.Actor.Kill.Instance);
        await gone;
    }
}
