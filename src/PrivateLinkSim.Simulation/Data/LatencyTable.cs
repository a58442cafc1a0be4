using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// What a round trip takes, in microseconds: between Regions by <c>latencies.csv</c> (medians of cloudping.co over a year of TCP,
/// 2025-10-09; row from, column to, in milliseconds; §6.5), between zones and within one by chosen figures from the range of
/// measurements there (0.25 to 3.37 ms). AWS publishes no static figures, and none of what PrivateLink adds.
/// </summary>
internal sealed class LatencyTable
{
    /// <summary>Within a zone.</summary>
    public const long InZone = 250;

    /// <summary>Between two zones of a Region.</summary>
    public const long BetweenZones = 1000;

    /// <summary>Between Regions that the table lacks.</summary>
    public const long Unknown = 200_000;

    /// <summary>How much longer than half of the round trips 99 % of them take at most: chosen.</summary>
    public const long TailFactor = 2;

    /// <summary>The unit of the table, in the unit of what is read from it.</summary>
    public const long MicrosecondsPerMillisecond = 1000;

    private static readonly Lazy<LatencyTable> Shipped = new(Read);

    private readonly ImmutableSortedDictionary<string, long> _trips;

    private LatencyTable(ImmutableSortedDictionary<string, long> trips) => _trips = trips;

    /// <summary>The table that the program carries. It is read once.</summary>
    public static LatencyTable Load() => Shipped.Value;

    /// <summary>A round trip from one Region to another.</summary>
    public long BetweenRegions(string from, string to) => _trips.TryGetValue($"{from} {to}", out var trip) ? trip : Unknown;

    private static LatencyTable Read()
    {
        var rows = Encoding.UTF8.GetString(EmbeddedFile.Bytes("latencies.csv")).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(row => row.Split(',')).ToArray();
        return new LatencyTable(rows.Skip(1)
            .SelectMany(row => row.Skip(1).Select((cell, column) => KeyValuePair.Create(
                $"{row[0]} {rows[0][column + 1]}", (long)(decimal.Parse(cell, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * MicrosecondsPerMillisecond))))
            .ToImmutableSortedDictionary(StringComparer.Ordinal));
    }
}
