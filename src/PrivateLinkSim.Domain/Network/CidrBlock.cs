using System.Globalization;

namespace PrivateLinkSim.Domain;

/// <summary>An IPv4 block such as <c>10.0.0.0/16</c>, without host bits.</summary>
public readonly record struct CidrBlock(uint Network, int PrefixLength)
{
    /// <summary>How many addresses the block has.</summary>
    public long Size => 1L << (32 - PrefixLength);

    /// <summary>Reads <c>a.b.c.d/n</c>; false when it is not of that form or has host bits.</summary>
    public static bool TryParse(string? text, out CidrBlock block)
    {
        block = default;
        var parts = text?.Split('/');
        if (parts is not [var address, var length]
            || !TryParseAddress(address, out var network)
            || !int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var prefix)
            || prefix > 32)
        {
            return false;
        }

        block = new CidrBlock(network, prefix);
        return (network & (block.Size - 1)) == 0;
    }

    /// <summary>Reads <c>a.b.c.d</c>.</summary>
    public static bool TryParseAddress(string text, out uint address)
    {
        address = 0;
        var parts = text.Split('.');
        if (parts.Length != 4)
        {
            return false;
        }

        foreach (var part in parts)
        {
            // A leading zero means octal to some readers and nothing to others.
            if (part is ['0', _, ..] || !byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            {
                return false;
            }

            address = (address << 8) | value;
        }

        return true;
    }

    /// <summary>Whether another block lies wholly in this one.</summary>
    public bool Contains(CidrBlock other) =>
        other.PrefixLength >= PrefixLength && other.Network >= Network && other.Network + other.Size <= Network + Size;

    /// <summary>Whether the two share an address.</summary>
    public bool Overlaps(CidrBlock other) => Contains(other) || other.Contains(this);

    /// <summary>The address at an offset, as text.</summary>
    public string AddressAt(long offset)
    {
        var address = (uint)(Network + offset);
        return string.Create(
            CultureInfo.InvariantCulture, $"{address >> 24}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}");
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{AddressAt(0)}/{PrefixLength}");
}
