using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests;

public sealed class LogReplaySpec
{
    [Fact]
    public async Task A_replay_stands_where_it_is_told_and_goes_both_ways()
    {
        var replay = await ReplayOf(new ScriptedInputs()
            .At(1, Given.Vpc, new ToyCommand.Note("first"))
            .At(2, Given.Vpc, new ToyCommand.Note("second")));

        replay.ToTime(Given.After(1.5));
        Assert.Equal("first", replay.World.Find<ToyState>(Given.Vpc)!.Last);

        replay.ToTurn(long.MaxValue);
        Assert.Equal("second", replay.World.Find<ToyState>(Given.Vpc)!.Last);
        Assert.Equal(replay.Length, replay.Position);
        Assert.False(replay.Next());

        replay.ToTime(Given.Start);
        Assert.Equal(0, replay.World.Count);
        Assert.True(replay.Next());
        Assert.Equal("first", replay.World.Find<ToyState>(Given.Vpc)!.Last);
        Assert.Single(replay.History(Given.Vpc));
        Assert.True(replay.Previous());
        Assert.False(replay.Previous());
    }

    [Fact]
    public async Task The_whole_log_folds_to_the_state_digest_of_the_run()
    {
        var inputs = new ScriptedInputs().At(1, Given.Region, new ToyCommand.Fan([Given.Vpc, Given.OtherVpc], new ToyCommand.Note("fanned")));
        await using var simulator = Simulator.Open(JournalOptions.Memory);
        var log = new Capture();
        var result = await simulator.RunAsync(Given.Plan(inputs), observer: log);

        var replay = new LogReplay(log.Entries, Given.Toys, Given.Catalogue);
        replay.ToTurn(long.MaxValue);

        Assert.Equal(result.StateDigest, replay.World.StateDigest());
    }

    [Fact]
    public void A_log_without_a_beginning_is_damaged() =>
        Assert.Throws<LogDamagedException>(() => new LogReplay([], Given.Toys, Given.Catalogue));

    private static async Task<LogReplay> ReplayOf(ScriptedInputs inputs)
    {
        await using var simulator = Simulator.Open(JournalOptions.Memory);
        var log = new Capture();
        await simulator.RunAsync(Given.Plan(inputs), observer: log);
        return new LogReplay(log.Entries, Given.Toys, Given.Catalogue);
    }

    private sealed class Capture : IRunObserver
    {
        public List<LogEntry> Entries { get; } = [];

        public void Merged(LogEntry entry, IEvent fact) => Entries.Add(entry);

        public void Durable(long turn)
        {
        }
    }
}
