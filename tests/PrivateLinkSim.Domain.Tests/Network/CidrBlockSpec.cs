namespace PrivateLinkSim.Domain.Tests;

public sealed class CidrBlockSpec
{
    [Theory]
    [InlineData("10.0.0.0/16", 65536)]
    [InlineData("0.0.0.0/0", 4294967296)]
    [InlineData("255.255.255.255/32", 1)]
    [InlineData("192.168.0.128/25", 128)]
    public void A_block_is_written_as_it_is_read_and_has_a_size(string text, long size)
    {
        Assert.True(CidrBlock.TryParse(text, out var block));
        Assert.Equal((text, size), (block.ToString(), block.Size));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("10.0.0.0")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/16/16")]
    [InlineData("10.0.0/16")]
    [InlineData("10.0.0.256/32")]
    [InlineData("10.0.0.1/24")]
    [InlineData("010.0.0.0/16")]
    [InlineData("10.0.0.0 /16")]
    [InlineData("fd00::/8")]
    public void Any_other_form_or_a_host_bit_is_no_block(string? text) => Assert.False(CidrBlock.TryParse(text, out _));

    [Theory]
    [InlineData("10.0.0.0/16", "10.0.255.0/24", true, true)]
    [InlineData("10.0.0.0/16", "10.0.0.0/16", true, true)]
    [InlineData("10.0.0.0/24", "10.0.0.0/16", false, true)]
    [InlineData("10.0.0.0/16", "10.1.0.0/24", false, false)]
    [InlineData("0.0.0.0/0", "255.255.255.0/24", true, true)]
    public void Blocks_contain_and_overlap_each_other(string one, string other, bool contains, bool overlaps)
    {
        var (left, right) = (Block(one), Block(other));

        Assert.Equal((contains, overlaps, overlaps), (left.Contains(right), left.Overlaps(right), right.Overlaps(left)));
    }

    [Fact]
    public void Addresses_are_counted_from_the_start_of_the_block()
    {
        Assert.Equal("10.0.1.4", Block("10.0.0.0/16").AddressAt(260));
        Assert.Equal("255.255.255.255", Block("0.0.0.0/0").AddressAt(uint.MaxValue));
    }

    private static CidrBlock Block(string text) => CidrBlock.TryParse(text, out var block) ? block : throw new FormatException(text);
}
