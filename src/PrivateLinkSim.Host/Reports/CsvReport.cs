using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>
/// Runs as tables (RFC 4180): <c>NAME.expectations.csv</c>, and where the scenario has traffic <c>NAME.traffic.csv</c>, a row for each
/// stretch of seconds, group and zone of its endpoint or its fallback, where connections without an address stand in a row without a zone, and <c>NAME.costs.csv</c>.
/// </summary>
internal static class CsvReport
{
    /// <summary>The tables of a run, by file name.</summary>
    /// <param name="name">What the files are called after.</param>
    public static IEnumerable<(string Name, string Text)> Tables(string name, RunReport report)
    {
        yield return ($"{name}.expectations.csv", Table(
            ["path", "at", "held", "text", "found"],
            report.Run.Verdicts.Select(verdict => (object[])[verdict.Path, verdict.At, verdict.Held ? "true" : "false", verdict.Text, verdict.Found])));
        if (!report.Run.Traffic.IsEmpty)
        {
            yield return ($"{name}.traffic.csv", Table(
                [
                    "group", "fromSecond", "seconds", "zoneId", "attempted", "connected", "timedOut", "unresolved", "refused", "noPort", "reset", "dropped",
                    "bytes", "open", "latencyP50Microseconds", "latencyP99Microseconds", "fallback",
                ],
                report.Run.Traffic.SelectMany(series => series.Stretches.SelectMany(stretch => Rows(series.Group, stretch)))));
            yield return ($"{name}.costs.csv", Table(
                ["account", "region", "item", "quantity", "unit", "price", "usd", "priceClass", "priceDate", "priceSource"],
                report.Run.Costs.Rows.Select(Cells)));
        }
    }

    private static IEnumerable<object[]> Rows(ClientGroup group, ClientStretch stretch)
    {
        foreach (var (zone, counts) in stretch.ByZone)
        {
            yield return Row(group, stretch, zone, "false", counts, stretch.Latencies, stretch.OpenByZone);
        }

        foreach (var (zone, counts) in stretch.ByFallbackZone)
        {
            yield return Row(group, stretch, zone, "true", counts, stretch.FallbackLatencies, stretch.OpenByFallbackZone);
        }

        if (stretch.Counts.Unresolved > 0)
        {
            yield return Row(group, stretch, "", "false", new ConnectionCounts(stretch.Counts.Unresolved, 0, Unresolved: stretch.Counts.Unresolved), stretch.Latencies, stretch.OpenByZone);
        }
    }

    // Where nothing connected, it took no time that could be told.
    private static object[] Row(
        ClientGroup group,
        ClientStretch stretch,
        string zone,
        string isFallback,
        ConnectionCounts counts,
        ImmutableSortedDictionary<string, PathLatency> latencies,
        ImmutableSortedDictionary<string, long> open) =>
    [
        group.Name, stretch.From, stretch.Seconds, zone,
        counts.Attempted, counts.Connected, counts.TimedOut, counts.Unresolved, counts.Refused, counts.NoPort, counts.Reset, counts.Dropped,
        group.BytesOf(counts), open.GetValueOrDefault(zone),
        counts.Connected == 0 ? "" : latencies[zone].P50,
        counts.Connected == 0 ? "" : latencies[zone].P99,
        isFallback,
    ];

    private static object[] Cells(CostRow row) =>
    [
        row.Account, row.Place, JsonReport.JsonName(row.Item.ToString()), row.Quantity, row.IsByHour ? "hour" : "GB",
        row.Price.Usd, row.Usd, JsonReport.JsonName(row.Price.Class.ToString()), row.Price.Date, row.Price.Source,
    ];

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
