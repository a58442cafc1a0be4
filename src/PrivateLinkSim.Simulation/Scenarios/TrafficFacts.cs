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

        foreach (var finding in Counted(condition, counts, name, where))
        {
            yield return finding;
        }

        if (Duration(condition.LossAtMost) is { } patience)
        {
            var found = TimeSpan.FromSeconds(ClientSeries.LongestLoss(groups, from, second));
            yield return new Finding(found <= patience, $"{name} loses connections for {condition.LossAtMost} in a row at most{where}", $"it did for {Durations.Text(found)}");
        }

        if (Duration(condition.RecoveredWithin) is { } soon)
        {
            yield return Recovered(groups, (from, second), soon, $"{name} has recovered after {condition.RecoveredWithin}{where}");
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
            var (found, zone) = groups.Select(series => series.Peak(from, second)).MaxBy(peak => peak.Load);
            yield return new Finding(
                found <= Share(load),
                $"no zone of {name} has more than {load} of what its targets and interface can take{where}",
                zone.Length > 0 ? $"{zone} had {Percent(found, Whole)}" : "no zone had any");
        }
    }

    /// <summary>Microseconds as milliseconds: <c>64.5 ms</c>.</summary>
    public static string Milliseconds(long microseconds) => string.Create(CultureInfo.InvariantCulture, $"{microseconds / 1000m:0.##} ms");

    private static IEnumerable<Finding> Counted(Condition condition, ConnectionCounts counts, string name, string where)
    {
        var lost = Invariant($"it lost {counts.Lost:N0} of {counts.Attempted:N0}");
        var broken = Invariant($"{counts.Reset:N0} were reset and {counts.Dropped:N0} cut off");
        if (condition.Lost is { } exactlyLost)
        {
            yield return new Finding(counts.Lost == exactlyLost, Invariant($"{name} loses {exactlyLost:N0} connections{where}"), lost);
        }

        if (condition.LostAtMost is { } mostLost)
        {
            yield return new Finding(counts.Lost <= mostLost, Invariant($"{name} loses {mostLost:N0} connections at most{where}"), lost);
        }

        if (condition.Broken is { } exactlyBroken)
        {
            yield return new Finding(counts.Broken == exactlyBroken, Invariant($"{name} has {exactlyBroken:N0} open connections broken{where}"), broken);
        }

        if (condition.BrokenAtMost is { } mostBroken)
        {
            yield return new Finding(counts.Broken <= mostBroken, Invariant($"{name} has {mostBroken:N0} open connections broken at most{where}"), broken);
        }
    }

    // Clients have recovered when they lose nothing, and have all open again that they keep open.
    private static Finding Recovered(IReadOnlyList<ClientSeries> groups, (long From, long To) over, TimeSpan soon, string expected)
    {
        var lost = groups.Max(series => series.LossUntil(over.From, over.To));
        var missing = groups.Max(series => series.MissingUntil(over.From, over.To));
        var found = TimeSpan.FromSeconds(Math.Max(lost ?? over.From, missing ?? over.From) - over.From);
        return new Finding(
            found <= soon,
            expected,
            (lost, missing) switch
            {
                (null, null) => "nothing was lost",
                var (last, open) when open is null || last >= open => $"the last connection was lost after {Durations.Text(found)}",
                _ => $"open connections were missing for {Durations.Text(found)}",
            });
    }

    private static string Reached(ConnectionCounts counts) =>
        counts.Attempted == 0 ? "there were no connections" : Invariant($"{Percent(counts.Connected, counts.Attempted)}: {counts.Connected:N0} of {counts.Attempted:N0}");

    private static TimeSpan? Duration(string? text) => text is not null && Durations.TryParse(text, out var duration) ? duration : null;

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
