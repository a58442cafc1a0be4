namespace PrivateLinkSim.Domain;

/// <summary>Blocks of either family as text, and how they lie to each other. An address counts as a block of itself alone.</summary>
public static class AddressBlocks
{
    private const int Ipv4Bits = 32;
    private const int Ipv6Bits = 128;

    /// <summary>Whether a text is a block of either family, without host bits: <c>10.0.0.0/16</c>, <c>2600:1f00::/56</c>.</summary>
    public static bool IsBlock(string? text) => CidrBlock.TryParse(text, out _) || Ipv6Block.TryParse(text, out _);

    /// <summary>Whether a block or address lies wholly in a block; never in one of the other family.</summary>
    public static bool Contains(string block, string other) =>
        Ipv4(block) is { } four ? Ipv4(other) is { } otherFour && four.Contains(otherFour)
        : Ipv6(block) is { } six && Ipv6(other) is { } otherSix && six.Contains(otherSix);

    /// <summary>Whether two blocks or addresses share an address.</summary>
    public static bool Overlap(string one, string other) => Contains(one, other) || Contains(other, one);

    /// <summary>Whether a block is all of a family.</summary>
    public static bool IsEverything(string block) => Ipv4(block) is { PrefixLength: 0 } || Ipv6(block) is { PrefixLength: 0 };

    private static CidrBlock? Ipv4(string text) =>
        CidrBlock.TryParse(text, out var block) ? block
        : CidrBlock.TryParseAddress(text, out var address) ? new CidrBlock(address, Ipv4Bits)
        : null;

    private static Ipv6Block? Ipv6(string text) =>
        Ipv6Block.TryParse(text, out var block) ? block
        : Ipv6Block.TryParseAddress(text, out var address) ? new Ipv6Block(address, Ipv6Bits)
        : null;
}
