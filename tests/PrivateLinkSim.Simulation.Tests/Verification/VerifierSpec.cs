using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests;

public sealed class VerifierSpec
{
    [Fact]
    public async Task Every_way_of_running_comes_to_one_log()
    {
        var verifier = new Verifier(id => Given.Plan(Inputs(), id));
        var plain = await verifier.RunAsync(RunVariant.Plain);

        foreach (var variant in RunVariant.Take(4))
        {
            var outcome = await verifier.RunAsync(variant);

            Assert.Null(outcome.Difference);
            Assert.Equal((plain.Digest, plain.StateDigest), (outcome.Digest, outcome.StateDigest));
        }
    }

    [Fact]
    public void Twelve_ways_use_every_number_of_threads_both_journals_and_both_orders()
    {
        var variants = RunVariant.Take(12).ToArray();

        Assert.Equal([1, 2, 8, 32], variants.Select(variant => variant.Threads!.Value).Distinct().Order());
        Assert.Equal(2, variants.Select(variant => variant.OnDisk).Distinct().Count());
        Assert.Contains(variants, variant => variant.Shuffle is null);
        Assert.Contains(variants, variant => variant.Passivation is not null);
        Assert.Equal(12, variants.Distinct().Count());
    }

    [Fact]
    public async Task A_planted_source_of_chance_is_named_by_its_first_event_and_field()
    {
        var made = 0;
        var verifier = new Verifier(id =>
        {
            Interlocked.Increment(ref made);
            return Given.Plan(new ScriptedInputs().At(1, Given.Vpc, new ToyCommand.Note("same")).At(2, Given.Vpc, new ToyCommand.Note($"planted {made}")), id);
        });
        await verifier.RunAsync(RunVariant.Plain);

        var outcome = await verifier.RunAsync(RunVariant.Take(1).Single());

        Assert.Contains("vpc/vpc-1, toy.noted: data.text is \"planted 1\" in one log and \"planted 2\" in the other", outcome.Difference, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decider_that_counts_across_entities_is_caught()
    {
        CountingDecider.Reset();
        var types = Given.Toys.With(new EntityType<CountingDecider, ToyCommand, ToyEvent, ToyState>(EntityKind.Vpc));
        var verifier = new Verifier(id => Given.Plan(Inputs(), id) with { EntityTypes = types });
        await verifier.RunAsync(RunVariant.Plain);

        var outcome = await verifier.RunAsync(RunVariant.Take(1).Single());

        Assert.Contains("data.ordinal is", outcome.Difference, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_that_ends_early_differs_from_one_that_goes_on()
    {
        var more = true;
        var verifier = new Verifier(id => Given.Plan(more ? Inputs() : new ScriptedInputs(), id));
        await verifier.RunAsync(RunVariant.Plain);
        more = false;

        var outcome = await verifier.RunAsync(RunVariant.Plain);

        Assert.Contains("the other has ended", outcome.Difference, StringComparison.Ordinal);
    }

    private static ScriptedInputs Inputs() => new ScriptedInputs()
        .At(1, Given.Vpc, new ToyCommand.Note("first"))
        .At(1, Given.OtherVpc, new ToyCommand.Note("second"))
        .At(2, Given.Region, new ToyCommand.Fan([Given.Vpc, Given.OtherVpc], new ToyCommand.Note("fanned")));

    /// <summary>A bug to be found: it remembers something outside of its state.</summary>
    private sealed class CountingDecider : IDecider<ToyCommand, ToyEvent, ToyState>
    {
        private static long _count;

        public static ToyState Initial => ToyDecider.Initial;

        public static void Reset() => _count = 0;

        public static Decision<ToyEvent> Decide(ToyState state, ToyCommand command, in Context context) => command is ToyCommand.Note note
            ? Decision<ToyEvent>.Accept([new ToyEvent.Noted(note.Text, Interlocked.Increment(ref _count))], new ToyReply(null, 0))
            : ToyDecider.Decide(state, command, context);

        public static ToyState Evolve(ToyState state, ToyEvent fact) => ToyDecider.Evolve(state, fact);

        public static ImmutableArray<Message> React(EntityId self, ToyState state, ToyEvent fact, Moment now) => ToyDecider.React(self, state, fact, now);

        public static ImmutableArray<Deadline<ToyCommand>> Deadlines(ToyState state) => ToyDecider.Deadlines(state);

        public static ToyCommand Hear(Reply reply) => ToyDecider.Hear(reply);
    }
}
