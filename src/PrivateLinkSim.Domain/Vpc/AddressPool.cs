using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>The addresses of a subnet's block, of either family. They are handed out lowest first.</summary>
/// <param name="Block">The block as text: <c>10.0.0.0/24</c>, <c>2600:1f00:0:100::/64</c>.</param>
/// <param name="Next">The first offset that was never handed out in turn; the first four and the last of the block are AWS's (§2.11).</param>
/// <param name="Taken">Offsets at or above <paramref name="Next"/> that a caller chose.</param>
/// <param name="Freed">Offsets below <paramref name="Next"/> that were given back, lowest first.</param>
public sealed record AddressPool(string Block, long Next, ImmutableSortedSet<long> Taken, ImmutableSortedSet<long> Freed)
{
    private const int FirstUsable = 4;

    /// <summary>A block of which no address is taken.</summary>
    public static AddressPool Of(string block) => new(block, FirstUsable, [], []);

    /// <summary>How many addresses can still be handed out.</summary>
    public long Free => Freed.Count + Last - Next + 1 - Taken.Count;

    /// <summary>The lowest free address, or null when there is none.</summary>
    public string? NextFree =>
        !Freed.IsEmpty ? AddressAt(Freed.Min)
        : Next <= Last ? AddressAt(Next)
        : null;

    // The last address of the block is AWS's. An IPv6 block has more addresses than are ever counted.
    private long Last => Ipv4 is { } block ? block.Size - 2 : long.MaxValue / 2;

    private CidrBlock? Ipv4 => CidrBlock.TryParse(Block, out var block) ? block : null;

    private Ipv6Block Ipv6 => Ipv6Block.TryParse(Block, out var block) ? block : throw new FormatException($"'{Block}' is no block.");

    /// <summary>Whether an address lies in the block and is none of AWS's own.</summary>
    public bool IsUsable(string address) => OffsetOf(address) is { } offset && offset >= FirstUsable && offset <= Last;

    /// <summary>Whether a usable address is nobody's.</summary>
    public bool IsFree(string address) =>
        OffsetOf(address) is { } offset && (offset < Next ? Freed.Contains(offset) : !Taken.Contains(offset));

    internal AddressPool Take(string address)
    {
        var offset = OffsetOf(address) ?? throw new ArgumentOutOfRangeException(nameof(address), address, $"The address does not lie in {Block}.");
        return offset < Next
            ? this with { Freed = Freed.Remove(offset) }
            : (this with { Taken = Taken.Add(offset) }).Advanced();
    }

    internal AddressPool GiveBack(string address)
    {
        var offset = OffsetOf(address) ?? throw new ArgumentOutOfRangeException(nameof(address), address, $"The address does not lie in {Block}.");
        return offset < Next ? this with { Freed = Freed.Add(offset) } : this with { Taken = Taken.Remove(offset) };
    }

    private AddressPool Advanced()
    {
        var (next, taken) = (Next, Taken);
        while (taken.Contains(next))
        {
            taken = taken.Remove(next);
            next++;
        }

        return this with { Next = next, Taken = taken };
    }

    private long? OffsetOf(string address) =>
        Ipv4 is { } block
            ? CidrBlock.TryParseAddress(address, out var value) && value >= block.Network && value < block.Network + block.Size ? value - block.Network : null
            : Ipv6.OffsetOf(address);

    private string AddressAt(long offset) => Ipv4 is { } block ? block.AddressAt(offset) : Ipv6.AddressAt(offset);
}
