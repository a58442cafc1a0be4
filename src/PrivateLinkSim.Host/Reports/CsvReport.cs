using System.Globalization;
using System.Text;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>
/// Runs as tables (RFC 4180): <c>NAME.expectations.csv</c>, and <c>NAME.traffic.csv</c> where the scenario has traffic, a row for each
/// stretch of seconds, group and zone; connections without an address stand in a row without a zone.
/// </summary>
internal static class CsvReport
{
    /// <summary>The tables of a run, by file name.</summary>
    public static IEnumerable<(string Name, string Text)> Tables(RunReport report)
    {
        yield return ($"{report.File.Name}.expectations.csv", Table(
            ["path", "at", "held", "text", "found"],
            report.Run.Verdicts.Select(verdict => (object[])[verdict.Path, verdict.At, verdict.Held ? "true" : "false", verdict.Text, verdict.Found])));
        if (!report.Run.Traffic.IsEmpty)
        {
            yield return ($"{report.File.Name}.traffic.csv", Table(
                ["group", "fromSecond", "seconds", "zoneId", "attempted", "connected", "timedOut", "unresolved"],
                report.Run.Traffic.SelectMany(series => series.Stretches.SelectMany(stretch => Rows(series.Group.Name, stretch)))));
        }
    }

    private static IEnumerable<object[]> Rows(string group, ClientStretch stretch)
    {
        foreach (var (zone, counts) in stretch.ByZone)
        {
            yield return [group, stretch.From, stretch.Seconds, zone, counts.Attempted, counts.Connected, counts.TimedOut, counts.Unresolved];
        }

        if (stretch.Counts.Unresolved > 0)
        {
            yield return [group, stretch.From, stretch.Seconds, "", stretch.Counts.Unresolved, 0, 0, stretch.Counts.Unresolved];
        }
    }

    private static string Table(string[] heads, IEnumerable<object[]> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows.Prepend(heads))
        {
            text.AppendJoin(',', row.Select(Cell)).Append("\r\n");
        }

        return text.ToString();
    }

    private static string Cell(object value)
    {
        var text = Convert.ToString(value, CultureInfo.InvariantCulture)!;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
