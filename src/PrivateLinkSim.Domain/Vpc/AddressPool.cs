using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>The addresses of a subnet's block, of either family. They are handed out lowest first.</summary>
/// <param name="Block">The block as text: <c>10.0.0.0/24</c>, <c>2600:1f00:0:100::/64</c>.</param>
/// <param name="Next">The first offset that was never handed out in turn; the first four and the last of the block are AWS's (§2.11).</param>
/// <param name="Taken">Addresses at or above <paramref name="Next"/> that a caller chose.</param>
/// <param name="Freed">Offsets below <paramref name="Next"/> that were given back, lowest first.</param>
public sealed record AddressPool(string Block, long Next, ImmutableSortedSet<string> Taken, ImmutableSortedSet<long> Freed)
{
    private const int FirstUsable = 4;

    /// <summary>A block of which no address is taken.</summary>
    public static AddressPool Of(string block) => new(block, FirstUsable, Sorted.Set(), []);

    /// <summary>How many addresses can still be handed out. An IPv6 block has more than are ever counted.</summary>
    public long Free => Freed.Count + LastInTurn - Next + 1 - Taken.Count;

    /// <summary>The lowest free address, or null when there is none.</summary>
    public string? NextFree =>
        !Freed.IsEmpty ? AddressAt(Freed.Min)
        : Next <= LastInTurn ? AddressAt(Next)
        : null;

    // The last address of the block is AWS's.
    private long LastInTurn => Ipv4 is { } block ? block.Size - 2 : long.MaxValue / 2;

    private CidrBlock? Ipv4 => CidrBlock.TryParse(Block, out var block) ? block : null;

    private Ipv6Block Ipv6 => Ipv6Block.TryParse(Block, out var block) ? block : throw new FormatException($"'{Block}' is no block.");

    /// <summary>An address as it is held; null when it does not lie in the block or is one of AWS's own.</summary>
    public string? Usable(string address)
    {
        if (Ipv4 is { } block)
        {
            return CidrBlock.TryParseAddress(address, out var value) && value >= block.Network + FirstUsable && value < block.Network + block.Size - 1
                ? address
                : null;
        }

        return Ipv6Block.TryParseAddress(address, out var wide) && wide >= Ipv6.Network + FirstUsable && wide < Ipv6.Last
            ? Ipv6Block.Text(wide)
            : null;
    }

    /// <summary>Whether a usable address is nobody's.</summary>
    public bool IsFree(string address) => InTurn(address) is { } offset ? Freed.Contains(offset) : !Taken.Contains(address);

    internal AddressPool Take(string address) =>
        InTurn(address) is { } offset
            ? this with { Freed = Freed.Remove(offset) }
            : (this with { Taken = Taken.Add(address) }).Advanced();

    internal AddressPool GiveBack(string address) =>
        InTurn(address) is { } offset
            ? this with { Freed = Freed.Add(offset) }
            : this with { Taken = Taken.Remove(address) };

    private AddressPool Advanced()
    {
        var (next, taken) = (Next, Taken);
        while (AddressAt(next) is var address && taken.Contains(address))
        {
            taken = taken.Remove(address);
            next++;
        }

        return this with { Next = next, Taken = taken };
    }

    // The offset of an address that was handed out in turn, or whose turn passed because a caller chose it.
    private long? InTurn(string address)
    {
        var offset = Ipv4 is { } block
            ? CidrBlock.TryParseAddress(address, out var value) ? value - block.Network : throw Foreign(address)
            : Ipv6Block.TryParseAddress(address, out var wide) ? wide - Ipv6.Network : throw Foreign(address);
        return offset < (UInt128)Next ? (long)offset : null;
    }

    private string AddressAt(long offset) => Ipv4 is { } block ? block.AddressAt(offset) : Ipv6.AddressAt(offset);

    private FormatException Foreign(string address) => new($"'{address}' is no address of {Block}.");
}
