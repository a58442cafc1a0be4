namespace PrivateLinkSim.Simulation.Tests;

public sealed class DeterminismSpec
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(32)]
    public async Task Any_number_of_threads_gives_one_digest(int threads) => await GivesTheDigest(new RunOptions { Threads = threads });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Shuffled_delivery_gives_one_digest(long seed) => await GivesTheDigest(new RunOptions { ShuffleSeed = seed });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Entities_stopped_at_random_and_rebuilt_give_one_digest(long seed) =>
        await GivesTheDigest(new RunOptions { PassivationSeed = seed });

    [Fact]
    public async Task All_of_it_together_gives_one_digest() =>
        await GivesTheDigest(new RunOptions { Threads = 8, ShuffleSeed = 4, PassivationSeed = 5, EventsAheadOfDurable = 10 });

    [Fact]
    public async Task The_SQLite_journal_gives_the_digest_of_the_memory_journal()
    {
        using var file = new JournalFile();

        var stored = await Run(JournalOptions.Sqlite(file.Path), new RunOptions());

        Assert.Equal(await Undisturbed(), (stored.Digest, stored.StateDigest));
    }

    [Fact]
    public async Task Another_seed_gives_another_digest()
    {
        await using var simulator = Simulator.Open(JournalOptions.Memory);
        var plan = Given.Plan(Given.BusyScript());

        var other = await simulator.RunAsync(plan with { Header = plan.Header with { Seed = 1 } });

        Assert.NotEqual((await Undisturbed()).Item1, other.Digest);
    }

    private static async Task GivesTheDigest(RunOptions options)
    {
        var result = await Run(JournalOptions.Memory, options);

        Assert.Equal(await Undisturbed(), (result.Digest, result.StateDigest));
    }

    private static async Task<(string, string)> Undisturbed()
    {
        var result = await Run(JournalOptions.Memory, new RunOptions());
        return (result.Digest, result.StateDigest);
    }

    private static async Task<RunResult> Run(JournalOptions journal, RunOptions options)
    {
        await using var simulator = Simulator.Open(journal);
        return await simulator.RunAsync(Given.Plan(Given.BusyScript()), options);
    }
}
