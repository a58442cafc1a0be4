using System.Globalization;
using System.Text;

namespace PrivateLinkSim.Simulation;

/// <summary>Durations as scenarios write them: <c>500ms</c>, <c>90s</c>, <c>5m</c>, <c>2h</c>, <c>1d</c>, <c>1h30m</c>.</summary>
public static class Durations
{
    // A thousand years: far beyond any story, and short enough to be added to any time of a run.
    private const long Longest = 365_250L * 86_400_000;

    private static readonly (string Unit, long Milliseconds)[] Units =
        [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)];

    /// <summary>Reads a duration: whole numbers with units, the largest unit first, each at most once.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        long total = 0;
        var (at, unit) = (0, -1);
        while (at < text.Length)
        {
            var digits = at;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
            {
                at++;
            }

            if (!long.TryParse(text.AsSpan(digits, at - digits), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                return false;
            }

            var letters = at;
            while (at < text.Length && char.IsAsciiLetterLower(text[at]))
            {
                at++;
            }

            var name = text[letters..at];
            var found = Array.FindIndex(Units, each => each.Unit == name);
            if (found <= unit || count > Longest / Units[found].Milliseconds)
            {
                return false;
            }

            unit = found;
            total += count * Units[found].Milliseconds;
        }

        duration = TimeSpan.FromMilliseconds(total);
        return unit >= 0 && total <= Longest;
    }

    /// <summary>The shortest text that <see cref="TryParse"/> reads as this duration; a negative one has a minus sign before it.</summary>
    public static string Text(TimeSpan duration)
    {
        var rest = duration.Ticks / TimeSpan.TicksPerMillisecond;
        if (rest == 0)
        {
            return "0s";
        }

        var text = new StringBuilder(rest < 0 ? "-" : "");
        rest = Math.Abs(rest);
        foreach (var (unit, milliseconds) in Units)
        {
            if (rest >= milliseconds)
            {
                text.Append(CultureInfo.InvariantCulture, $"{rest / milliseconds}{unit}");
                rest %= milliseconds;
            }
        }

        return text.ToString();
    }
}
