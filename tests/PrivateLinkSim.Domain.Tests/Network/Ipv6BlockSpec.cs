namespace PrivateLinkSim.Domain.Tests;

public sealed class Ipv6BlockSpec
{
    [Theory]
    [InlineData("2600:1f00:0:100::/56", "2600:1f00:0:100::/56")]
    [InlineData("2600:1F00:0000:0100:0:0:0:0/56", "2600:1f00:0:100::/56")]
    [InlineData("::/0", "::/0")]
    [InlineData("::1/128", "::1/128")]
    public void A_block_is_written_in_its_shortest_form(string text, string written)
    {
        Assert.True(Ipv6Block.TryParse(text, out var block));
        Assert.Equal(written, block.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("2600:1f00::")]
    [InlineData("2600:1f00::/129")]
    [InlineData("2600:1f00::1/64")]
    [InlineData("fe80::1%eth0/128")]
    [InlineData("10.0.0.0/16")]
    public void Any_other_form_or_a_host_bit_is_no_block(string? text) => Assert.False(Ipv6Block.TryParse(text, out _));

    [Theory]
    [InlineData("2600:1f00:0:100::/56", "2600:1f00:0:1ff::/64", true, true)]
    [InlineData("2600:1f00:0:100::/56", "2600:1f00:0:200::/64", false, false)]
    [InlineData("2600:1f00:0:100::/64", "2600:1f00:0:100::/56", false, true)]
    [InlineData("::/0", "ffff::/16", true, true)]
    public void Blocks_contain_and_overlap_each_other(string one, string other, bool contains, bool overlaps)
    {
        var (left, right) = (Block(one), Block(other));

        Assert.Equal((contains, overlaps, overlaps), (left.Contains(right), left.Overlaps(right), right.Overlaps(left)));
    }

    [Fact]
    public void A_block_is_divided_into_parts_and_ends_with_its_last_address()
    {
        var block = Block("2600:1f00:0:100::/56");

        Assert.Equal("2600:1f00:0:1ff::/64", block.Part(64, 255).ToString());
        Assert.Equal("2600:1f00:0:100::105", block.AddressAt(261));
        Assert.Equal("2600:1f00:0:1ff:ffff:ffff:ffff:ffff", Ipv6Block.Text(block.Last));
    }

    [Fact]
    public void A_vpc_draws_a_56_of_amazons_space_the_same_for_the_same_lot()
    {
        var draws = new Draws(1, World.Region(Regions.Ohio));
        var block = Ipv6Block.ForVpc(draws, 0);

        Assert.Equal((56, true), (block.PrefixLength, Block("2600:1f00::/24").Contains(block)));
        Assert.True(Ipv6Block.TryParse(block.ToString(), out var again));
        Assert.Equal((block, block), (again, Ipv6Block.ForVpc(draws, 0)));
        Assert.NotEqual(block, Ipv6Block.ForVpc(draws, 1));
    }

    private static Ipv6Block Block(string text) => Ipv6Block.TryParse(text, out var block) ? block : throw new FormatException(text);
}
