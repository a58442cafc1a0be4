using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PrivateLinkSim.Domain;

/// <summary>An IPv6 block such as <c>2600:1f00:0:100::/56</c>, without host bits.</summary>
public readonly record struct Ipv6Block(UInt128 Network, int PrefixLength)
{
    private const int Bits = 128;

    /// <summary>The last address of the block.</summary>
    public UInt128 Last => Network | HostMask(PrefixLength);

    /// <summary>A /56 for a VPC, drawn from 2600:1f00::/24: space of Amazon's own.</summary>
    public static Ipv6Block ForVpc(Draws draws, long ordinal)
    {
        const int DrawnDigits = 8;
        var drawn = uint.Parse(draws.Hex(DrawnDigits, "ipv6", ordinal), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return new Ipv6Block(((UInt128)0x26001f << 104) | ((UInt128)drawn << 72), 56);
    }

    /// <summary>Reads <c>prefix::/n</c>; false when it is not of that form or has host bits.</summary>
    public static bool TryParse(string? text, out Ipv6Block block)
    {
        block = default;
        if (text?.Split('/') is not [var address, var length]
            || !TryParseAddress(address, out var network)
            || !int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var prefix)
            || prefix > Bits)
        {
            return false;
        }

        block = new Ipv6Block(network, prefix);
        return (network & HostMask(prefix)) == 0;
    }

    /// <summary>Reads an IPv6 address.</summary>
    public static bool TryParseAddress(string text, out UInt128 address)
    {
        address = default;
        if (!text.Contains(':', StringComparison.Ordinal) || text.Contains('%', StringComparison.Ordinal)
            || !IPAddress.TryParse(text, out var parsed) || parsed.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return false;
        }

        foreach (var each in parsed.GetAddressBytes())
        {
            address = (address << 8) | each;
        }

        return true;
    }

    /// <summary>Whether another block lies wholly in this one.</summary>
    public bool Contains(Ipv6Block other) =>
        other.PrefixLength >= PrefixLength && (other.Network & ~HostMask(PrefixLength)) == Network;

    /// <summary>Whether the two share an address.</summary>
    public bool Overlaps(Ipv6Block other) => Contains(other) || other.Contains(this);

    /// <summary>The block of a longer prefix that is the <paramref name="index"/>th in this one.</summary>
    public Ipv6Block Part(int prefixLength, int index) => new(Network + ((UInt128)index << (Bits - prefixLength)), prefixLength);

    /// <summary>The address at an offset, in its shortest form.</summary>
    public string AddressAt(long offset) => Text(Network + (UInt128)offset);

    /// <summary>An address in its shortest form.</summary>
    public static string Text(UInt128 address)
    {
        Span<byte> bytes = stackalloc byte[16];
        for (var index = 15; index >= 0; index--)
        {
            bytes[index] = (byte)(address & byte.MaxValue);
            address >>= 8;
        }

        return new IPAddress(bytes).ToString();
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Text(Network)}/{PrefixLength}");

    private static UInt128 HostMask(int prefixLength) => prefixLength == 0 ? UInt128.MaxValue : (UInt128.One << (Bits - prefixLength)) - 1;
}
