using System.Numerics;

namespace PrivateLinkSim.Domain;

/// <summary>
/// PCG-XSH-RR 64/32 (O'Neill 2014) with a stream. The product's only source of chance; its numbers are the same on
/// every machine and for ever.
/// </summary>
public struct Pcg
{
    private const ulong Multiplier = 6364136223846793005UL;
    private readonly ulong _increment;
    private ulong _state;

    /// <summary>Starts the sequence of a seed and a stream; both are mixed first, so neighbours do not resemble each other.</summary>
    public Pcg(ulong seed, ulong stream)
    {
        _increment = unchecked((Mix(stream) << 1) | 1UL);
        _state = unchecked(Mix(seed ^ Mix(stream)) + _increment);
        Next();
    }

    /// <summary>The next 32 bits.</summary>
    public uint Next()
    {
        unchecked
        {
            var old = _state;
            _state = (old * Multiplier) + _increment;
            return BitOperations.RotateRight((uint)(((old >> 18) ^ old) >> 27), (int)(old >> 59));
        }
    }

    /// <summary>A number from 0 to <paramref name="bound"/> - 1, each equally likely.</summary>
    public uint Next(uint bound)
    {
        unchecked
        {
            var rejected = (uint)-(int)bound % bound;
            uint drawn;
            do
            {
                drawn = Next();
            }
            while (drawn < rejected);
            return drawn % bound;
        }
    }

    // SplitMix64's finalizer.
    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value += 0x9E3779B97F4A7C15UL;
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
            return value ^ (value >> 31);
        }
    }
}
