using System.Globalization;

namespace PrivateLinkSim.Simulation;

/// <summary>What conditions say of a group of clients.</summary>
public static class TrafficFacts
{
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

    /// <summary>Judges a group as it stands before a second of the run.</summary>
    internal static IEnumerable<Finding> Judge(Condition condition, ClientSeries series, long second)
    {
        var over = condition.Over is { } text && Durations.TryParse(text, out var duration) ? duration : (TimeSpan?)null;
        var from = over is { } back ? second - (long)back.TotalSeconds : 0;
        var counts = series.Between(from, second);
        var where = over is { } stated ? $" over {Durations.Text(stated)}" : "";
        var name = series.Group.Name;
        if (condition.Availability is { } least)
        {
            yield return new Finding(
                counts.Attempted > 0 && (Int128)counts.Connected * Whole >= (Int128)Share(least)!.Value * counts.Attempted,
                $"{name} reaches its target in {least} of connections or more{where}",
                counts.Attempted == 0 ? "there were no connections" : Invariant($"{Percent(counts.Connected, counts.Attempted)}: {counts.Connected} of {counts.Attempted}"));
        }

        if (condition.LostAtMost is { } most)
        {
            yield return new Finding(counts.Lost <= most, Invariant($"{name} loses {most} connections at most{where}"), Invariant($"it lost {counts.Lost} of {counts.Attempted}"));
        }

        if (condition.LossAtMost is { } longest && Durations.TryParse(longest, out var patience))
        {
            var found = TimeSpan.FromSeconds(series.LongestLoss(from, second));
            yield return new Finding(found <= patience, $"{name} loses connections for {longest} in a row at most{where}", $"it did for {Durations.Text(found)}");
        }
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
