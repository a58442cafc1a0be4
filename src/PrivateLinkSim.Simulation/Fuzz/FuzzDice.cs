using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>What is drawn of a seed; each stream of a seed is drawn by itself, so that what one draws does not bear on another.</summary>
internal sealed class FuzzDice(long seed, FuzzStream stream)
{
    private Pcg _pcg = new(unchecked((ulong)seed), (ulong)stream);

    /// <summary>A number from 0 to a bound, without it.</summary>
    public int Below(int bound) => (int)_pcg.Next((uint)bound);

    /// <summary>True once in so many times.</summary>
    public bool OneIn(int times) => Below(times) == 0;

    /// <summary>One of these.</summary>
    public T Of<T>(params IReadOnlyList<T> all) => all[Below(all.Count)];

    /// <summary>One of these, or the default of the type where there is none.</summary>
    public T? OfAny<T>(IEnumerable<T> all)
        where T : class
    {
        T[] some = [.. all];
        return some.Length == 0 ? null : Of(some);
    }

    /// <summary>Some of these, each at most once, in an order of their own.</summary>
    public ImmutableArray<T> Some<T>(IEnumerable<T> all, int least, int most)
    {
        List<T> left = [.. all];
        var some = ImmutableArray.CreateBuilder<T>();
        for (var wanted = least + Below(most - least + 1); wanted > 0 && left.Count > 0; wanted--)
        {
            var at = Below(left.Count);
            some.Add(left[at]);
            left.RemoveAt(at);
        }

        return some.ToImmutable();
    }
}

/// <summary>What is drawn, each for itself.</summary>
internal enum FuzzStream
{
    /// <summary>Accounts, VPCs, load balancers, services.</summary>
    Topology = 11,

    /// <summary>The settings.</summary>
    Settings,

    /// <summary>The commands, and their parameters.</summary>
    Commands,

    /// <summary>When they happen.</summary>
    Times,

    /// <summary>The groups of clients.</summary>
    Traffic,

    /// <summary>What steps expect.</summary>
    Expectations,

    /// <summary>What is asked of name servers.</summary>
    Queries,

    /// <summary>How the run is executed again.</summary>
    Execution,
}
