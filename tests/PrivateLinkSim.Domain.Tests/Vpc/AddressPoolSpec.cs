namespace PrivateLinkSim.Domain.Tests;

public sealed class AddressPoolSpec
{
    [Theory]
    [Trait("Rule", "§2.11/chosen")]
    [InlineData("10.0.0.0/28", "10.0.0.3", null)]
    [InlineData("10.0.0.0/28", "10.0.0.4", "10.0.0.4")]
    [InlineData("10.0.0.0/28", "10.0.0.14", "10.0.0.14")]
    [InlineData("10.0.0.0/28", "10.0.0.15", null)]
    [InlineData("10.0.0.0/28", "10.0.1.4", null)]
    [InlineData("10.0.0.0/28", "9.255.255.255", null)]
    [InlineData("10.0.0.0/28", "ten", null)]
    [InlineData("2600:1f00:0:100::/64", "2600:1f00:0:100::3", null)]
    [InlineData("2600:1f00:0:100::/64", "2600:1F00:0:100:0::4", "2600:1f00:0:100::4")]
    [InlineData("2600:1f00:0:100::/64", "2600:1f00:0:100:f8d1:1234:5678:9abc", "2600:1f00:0:100:f8d1:1234:5678:9abc")]
    [InlineData("2600:1f00:0:100::/64", "2600:1f00:0:100:ffff:ffff:ffff:ffff", null)]
    [InlineData("2600:1f00:0:100::/64", "2600:1f00:0:101::4", null)]
    [InlineData("2600:1f00:0:100::/64", "10.0.0.4", null)]
    public void The_first_four_addresses_and_the_last_are_nobodys(string block, string address, string? held) =>
        Assert.Equal(held, AddressPool.Of(block).Usable(address));

    [Theory]
    [Trait("Rule", "§2.11/address")]
    [InlineData("10.0.0.0/28", "10.0.0.")]
    [InlineData("2600:1f00:0:100::/64", "2600:1f00:0:100::")]
    public void A_chosen_address_is_skipped_in_turn_and_comes_back_when_it_is_given_back(string block, string prefix)
    {
        var pool = AddressPool.Of(block).Take($"{prefix}5").Take($"{prefix}6");
        Assert.False(pool.IsFree($"{prefix}5"));
        Assert.True(pool.IsFree($"{prefix}4"));
        Assert.Equal($"{prefix}4", pool.NextFree);

        pool = pool.Take($"{prefix}4");

        Assert.Equal($"{prefix}7", pool.NextFree);
        Assert.Empty(pool.Taken);
        Assert.Equal($"{prefix}6", pool.GiveBack($"{prefix}6").NextFree);
        Assert.True(pool.GiveBack($"{prefix}6").IsFree($"{prefix}6"));
    }

    [Fact]
    [Trait("Rule", "§2.11/chosen")]
    public void An_address_in_the_far_half_of_an_ipv6_block_can_be_held()
    {
        var far = "2600:1f00:0:100:f8d1:1234:5678:9abc";
        var pool = AddressPool.Of("2600:1f00:0:100::/64").Take(far);

        Assert.False(pool.IsFree(far));
        Assert.True(pool.GiveBack(far).IsFree(far));
    }

    [Fact]
    [Trait("Rule", "§2.11/address")]
    public void Chosen_addresses_count_as_taken()
    {
        var pool = AddressPool.Of("10.0.0.0/28");

        Assert.Equal((11, 10, 11), (pool.Free, pool.Take("10.0.0.9").Free, pool.Take("10.0.0.9").GiveBack("10.0.0.9").Free));
        Assert.Null(Enumerable.Range(4, 11).Aggregate(pool, (left, offset) => left.Take($"10.0.0.{offset}")).NextFree);
    }
}
