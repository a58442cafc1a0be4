using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>Empty collections in ordinal order: the only ones that states hold, because hash order differs between runs.</summary>
public static class Sorted
{
    private static readonly ImmutableSortedSet<string> EmptySet = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>An empty map by string.</summary>
    public static ImmutableSortedDictionary<string, TValue> Map<TValue>() => EmptyMap<TValue>.Value;

    /// <summary>An empty set of strings.</summary>
    public static ImmutableSortedSet<string> Set() => EmptySet;

    private static class EmptyMap<TValue>
    {
        public static readonly ImmutableSortedDictionary<string, TValue> Value =
            ImmutableSortedDictionary.Create<string, TValue>(StringComparer.Ordinal);
    }
}
