using System.Globalization;

namespace PrivateLinkSim.Simulation;

/// <summary>One way of executing a run. No way may change the log.</summary>
/// <param name="Threads">Threads of their own for the entities; null for the shared pool.</param>
/// <param name="OnDisk">Whether the journal is an SQLite file, or in memory.</param>
/// <param name="Shuffle">Shuffles the delivery inside each step by this seed; null leaves it.</param>
/// <param name="Passivation">Stops entities at random by this seed, to be rebuilt from their facts; null keeps them.</param>
/// <param name="Server">The PostgreSQL database that keeps the journal instead of a file or memory.</param>
public sealed record RunVariant(int? Threads, bool OnDisk, long? Shuffle, long? Passivation, PostgresConnection? Server = null)
{
    private static readonly int[] ThreadCounts = [2, 8, 1, 32];

    /// <summary>The way that all others are compared with.</summary>
    public static RunVariant Plain { get; } = new(null, false, null, null);

    /// <summary>
    /// Ways that differ in every respect from one to the next: 1, 2, 8 and 32 threads, both journals, shuffled or not,
    /// passivated or not. The first three are the ones that differ most.
    /// </summary>
    public static IEnumerable<RunVariant> Take(int count)
    {
        for (var number = 0; number < count; number++)
        {
            long seed = number + 1;
            yield return new RunVariant(
                ThreadCounts[number % ThreadCounts.Length],
                OnDisk: (number + (number / ThreadCounts.Length)) % 2 == 0,
                Shuffle: number % 4 == 3 ? null : seed,
                Passivation: number % 3 == 0 ? null : seed);
        }
    }

    /// <summary>A way that keeps its log on a server.</summary>
    public static RunVariant On(PostgresConnection server) => new(2, OnDisk: false, Shuffle: 1, Passivation: 1, server);

    /// <summary>The way in words: <c>8 threads, SQLite, shuffled, passivated</c>.</summary>
    public override string ToString() => string.Join(", ", Words());

    private IEnumerable<string> Words()
    {
        yield return Threads switch
        {
            null => "shared threads",
            1 => "1 thread",
            { } threads => string.Create(CultureInfo.InvariantCulture, $"{threads} threads"),
        };
        yield return Server is not null ? "PostgreSQL" : OnDisk ? "SQLite" : "memory";
        yield return Shuffle is null ? "in order" : "shuffled";
        if (Passivation is not null)
        {
            yield return "passivated";
        }
    }
}

/// <summary>What came of executing a run in one way.</summary>
/// <param name="Difference">The first event that differs, with its entity, field and both values; null when nothing does.</param>
public sealed record VariantOutcome(RunVariant Variant, string Digest, string StateDigest, long Events, string? Difference);
