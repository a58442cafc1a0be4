using System.Globalization;

namespace PrivateLinkSim.Simulation;

/// <summary>What conditions say of a group of clients.</summary>
public static class TrafficFacts
{
    /// <summary>The word for all groups of clients.</summary>
    public const string All = "all";

    private const int Decimals = 4;
    private const long Whole = 1_000_000;

    /// <summary>Reads a share: <c>99.9%</c>, as millionths; null when it is none.</summary>
    public static long? Share(string text) =>
        text.EndsWith('%')
        && decimal.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
        && percent is >= 0 and <= 100
        && decimal.Round(percent, Decimals) == percent
            ? (long)(percent * (Whole / 100))
            : null;

    /// <summary>A share of connections, in percent with up to four decimals, cut off: what is not whole is not 100 %.</summary>
    public static string Percent(long part, long whole) => whole == 0
        ? "100%"
        : string.Create(CultureInfo.InvariantCulture, $"{(decimal)(long)((Int128)part * Whole / whole) / (Whole / 100):0.####}%");

    /// <summary>Judges groups as they stand before a second of the run.</summary>
    internal static IEnumerable<Finding> Judge(Condition condition, IReadOnlyList<ClientSeries> groups, long second)
    {
        var over = Duration(condition.Over);
        var from = over is { } back ? Math.Max(0, second - (long)back.TotalSeconds) : 0;
        var counts = groups.Aggregate(default(ConnectionCounts), (sum, series) => sum + series.Between(from, second));
        var where = over is { } stated ? $" over {Durations.Text(stated)}" : "";
        var name = condition.Traffic == All ? "everybody" : condition.Traffic!;
        if (condition.Availability is { } least)
        {
            yield return new Finding(
                counts.Attempted > 0 && (Int128)counts.Connected * Whole >= (Int128)Share(least)!.Value * counts.Attempted,
                $"{name} reaches its target in {least} of connections or more{where}",
                Reached(counts));
        }

        if (condition.AvailabilityAtMost is { } greatest)
        {
            yield return new Finding(
                counts.Attempted > 0 && (Int128)counts.Connected * Whole <= (Int128)Share(greatest)!.Value * counts.Attempted,
                $"{name} reaches its target in {greatest} of connections at most{where}",
                Reached(counts));
        }

        if (condition.LostAtMost is { } most)
        {
            yield return new Finding(counts.Lost <= most, Invariant($"{name} loses {most} connections at most{where}"), Invariant($"it lost {counts.Lost} of {counts.Attempted}"));
        }

        if (condition.BrokenAtMost is { } broken)
        {
            yield return new Finding(
                counts.Broken <= broken,
                Invariant($"{name} has {broken} open connections broken at most{where}"),
                Invariant($"{counts.Reset} were reset and {counts.Dropped} cut off"));
        }

        if (Duration(condition.LossAtMost) is { } patience)
        {
            var found = TimeSpan.FromSeconds(ClientSeries.LongestLoss(groups, from, second));
            yield return new Finding(found <= patience, $"{name} loses connections for {condition.LossAtMost} in a row at most{where}", $"it did for {Durations.Text(found)}");
        }

        if (Duration(condition.RecoveredWithin) is { } soon)
        {
            var found = TimeSpan.FromSeconds(groups.Max(series => series.LossUntil(from, second) ?? from) - from);
            yield return new Finding(found <= soon, $"{name} loses nothing from {condition.RecoveredWithin} on{where}", $"the last was lost after {Durations.Text(found)}");
        }

        foreach (var (percent, text) in new[] { (50, condition.LatencyP50AtMost), (99, condition.LatencyP99AtMost) })
        {
            if (Duration(text) is { } limit)
            {
                var found = groups.Select(series => series.Latency(percent, from, second)).Max();
                yield return new Finding(
                    found is { } latency && latency <= limit.TotalMicroseconds,
                    Invariant($"{name} connects in {text} at most, {percent} % of the time{where}"),
                    found is { } slow ? $"it took {Milliseconds(slow)}" : "there were no connections");
            }
        }

        if (condition.LoadAtMost is { } load)
        {
            var found = groups.Max(series => series.PeakLoad(from, second));
            yield return new Finding(
                found <= Share(load), $"no targets of {name} have more than {load} of what they can take{where}", $"some had {Percent(found, Whole)}");
        }
    }

    /// <summary>Microseconds as milliseconds: <c>64.5 ms</c>.</summary>
    public static string Milliseconds(long microseconds) => string.Create(CultureInfo.InvariantCulture, $"{microseconds / 1000m:0.##} ms");

    private static string Reached(ConnectionCounts counts) =>
        counts.Attempted == 0 ? "there were no connections" : Invariant($"{Percent(counts.Connected, counts.Attempted)}: {counts.Connected} of {counts.Attempted}");

    private static TimeSpan? Duration(string? text) => text is not null && Durations.TryParse(text, out var duration) ? duration : null;

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
