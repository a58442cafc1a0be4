using static PrivateLinkSim.Domain.Tests.Regions;

namespace PrivateLinkSim.Domain.Tests;

/// <summary>What is drawn is part of the log: these numbers hold on every machine, for ever.</summary>
public sealed class DrawsSpec
{
    private static readonly EntityId Account = new(EntityKind.ServiceConsumer, "444455556666");

    [Fact]
    public void The_generator_is_pcg32()
    {
        // The published demonstration starts pcg32 with state 42 and stream 54. Ours mixes both first, so seed and
        // stream are those whose mixtures (SplitMix64's finalizer, undone) are 42 and 54.
        var pcg = new Pcg(0x3b0ef8d59dc12ed5, 0x8149b698128cbe1c);

        Assert.Equal(
            [0xa15c02b7, 0x7b47f409, 0xba1d3330, 0x83d2f293, 0xbfa4784b, 0xcbed606e],
            Enumerable.Range(0, 6).Select(_ => pcg.Next()).ToArray());
    }

    [Fact]
    public void The_numbers_of_a_seed_and_a_stream_are_pinned()
    {
        var pcg = new Pcg(1, 2);

        Assert.Equal([2888721041u, 3898002680u, 1436290834u, 979375904u], Enumerable.Range(0, 4).Select(_ => pcg.Next()).ToArray());
        Assert.Equal([505u, 905u, 358u, 143u], Enumerable.Range(0, 4).Select(_ => pcg.Next(1000)).ToArray());
    }

    [Fact]
    public void The_draws_of_an_entity_are_pinned()
    {
        var draws = new Draws(1, Account);

        Assert.Equal("vpce-0c447dadd6ca28866", draws.Id("vpce-", 0));
        Assert.Equal("vpce-098e2f1767f0e8832", draws.Id("vpce-", 1));
        Assert.Equal("eni-080652ac26975c251", draws.Id("eni-", 0));
        Assert.Equal("b995e6ea9b6d70db", draws.Hex(16, "load-balancer", 0));
        Assert.Equal("o3p635tu", draws.Alphanumeric(8, "name", 0));
        Assert.Equal("vpce-00de6bb7eb2eab452", new Draws(-1, Account).Id("vpce-", 0));
    }

    [Fact]
    public void A_bounded_number_stays_below_its_bound_and_reaches_every_value()
    {
        var pcg = new Pcg(7, 7);

        Assert.Equal(Enumerable.Range(0, 36), Enumerable.Range(0, 10_000).Select(_ => (int)pcg.Next(36)).Distinct().Order());
    }

    [Fact]
    public void A_hundred_thousand_ordinals_draw_a_hundred_thousand_ids()
    {
        var draws = new Draws(1, Account);

        var ids = Enumerable.Range(0, 100_000).Select(ordinal => draws.Id("vpce-", ordinal)).ToHashSet(StringComparer.Ordinal);

        Assert.Equal(100_000, ids.Count);
    }

    [Fact]
    public void Seed_entity_purpose_and_ordinal_each_change_what_is_drawn()
    {
        var draws = new Draws(1, Account);

        Assert.Equal(
            5,
            new[]
            {
                draws.Hex(16, "a", 0),
                draws.Hex(16, "a", 1),
                draws.Hex(16, "b", 0),
                new Draws(2, Account).Hex(16, "a", 0),
                new Draws(1, new EntityId(EntityKind.ServiceProvider, Account.Key)).Hex(16, "a", 0),
            }.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void A_draw_elsewhere_changes_nothing()
    {
        var (plain, busy) = (new World(), new World());
        busy.Service(Ireland, ["euw1-az1"]);
        busy.Lay(Ohio, Accounts.Stranger, "use2-az1");
        busy.CreateEndpoint(busy.Lay(Virginia, Accounts.Stranger, "use1-az1"), Virginia, "x", null, Accounts.Stranger);

        var (first, second) = (Endpoint(plain), Endpoint(busy));

        Assert.Equal(first.VpcEndpointId, second.VpcEndpointId);
        Assert.Equal(first.DnsNames[0].Split('.')[0], second.DnsNames[0].Split('.')[0]);
    }

    [Fact]
    public void A_world_that_is_run_again_has_the_same_log_and_another_seed_has_other_ids()
    {
        Assert.Equal(Story(1), Story(1));
        Assert.NotEqual(Story(1), Story(2));
    }

    private static InterfaceEndpointReply.VpcEndpointCreated Endpoint(World world) =>
        world.Connect(world.Service(Ohio, ["use2-az1"]), Ohio, ["use2-az1"]).Gives<InterfaceEndpointReply.VpcEndpointCreated>();

    private static string Story(long seed)
    {
        var world = new World(seed: seed);
        var endpoint = world.AvailableEndpoint(world.Service(Ohio, ["use2-az1", "use2-az2"], supported: [Ireland]), Ireland, "euw1-az1");
        world.Impair(Ohio, world.ProviderZone(endpoint, "euw1-az1")).IsAccepted();
        world.Advance(TimeSpan.FromHours(1));
        return string.Join('\n', world.Log.Select(line => $"{line.At} {line.Entity} {Json.Of(line.Fact)}"));
    }
}
