using System.Globalization;

namespace PrivateLinkSim.Benchmarks;

/// <summary>One line of the report, as it is shown.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">Its value with its unit.</param>
/// <param name="Spread">The lowest and the highest value and how many there are.</param>
/// <param name="Limit">The value of the limit, and what that is.</param>
/// <param name="Ratio">The value for each one of the limit.</param>
/// <param name="Target">What is wanted; empty when nothing is.</param>
/// <param name="IsMet">Whether it is; null when nothing is wanted.</param>
internal sealed record Figure(string Name, string Value, string Spread, string Limit, string Ratio, string Target, bool? IsMet)
{
    private const double Kibi = 1024;

    /// <summary>So many things a second.</summary>
    /// <param name="count">How many things a sample is.</param>
    /// <param name="limitCount">How many the limit's is.</param>
    /// <param name="atLeast">The wanted rate, or null.</param>
    /// <param name="ratioAtLeast">The wanted ratio, or null.</param>
    public static Figure Rate(
        string name, Sample sample, int count, string limit, Sample limitSample, int limitCount, double? atLeast = null, double? ratioAtLeast = null)
    {
        var value = count / sample.Median;
        var bound = limitCount / limitSample.Median;
        var ratio = value / bound;
        var target = (atLeast is { } rate ? Say($">= {rate:N0}/s") : "") + (ratioAtLeast is { } share ? Say($", ratio >= {share:F2}") : "");
        return new Figure(
            name, Say($"{value:N0}/s"), Say($"{count / sample.Longest:N0}-{count / sample.Shortest:N0}, n={sample.Count}"),
            Say($"{limit} {bound:N0}/s"), Say($"{ratio:F2}"), target,
            atLeast is null && ratioAtLeast is null ? null : value >= (atLeast ?? 0) && ratio >= (ratioAtLeast ?? 0));
    }

    /// <summary>So many milliseconds.</summary>
    public static Figure Duration(string name, Sample sample, string limit, Sample limitSample, TimeSpan atMost) => new(
        name, Say($"{sample.Median * 1000:N0} ms"), Say($"{sample.Shortest * 1000:N0}-{sample.Longest * 1000:N0}, n={sample.Count}"),
        Say($"{limit} {limitSample.Median * 1000:N0} ms"), Say($"{sample.Median / limitSample.Median:F1}"),
        Say($"<= {atMost.TotalMilliseconds:N0} ms"), sample.Median <= atMost.TotalSeconds);

    /// <summary>So much memory.</summary>
    public static Figure Memory(string name, double bytes, string limit, double limitBytes, double kibibytesAtMost) => new(
        name, Say($"{bytes / Kibi:F1} KiB"), "n=1", Say($"{limit} {limitBytes / Kibi:F1} KiB"), Say($"{bytes / limitBytes:F1}"),
        Say($"<= {kibibytesAtMost:F0} KiB"), bytes <= kibibytesAtMost * Kibi);

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
