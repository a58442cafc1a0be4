using System.Collections.Immutable;
using System.Globalization;
using Newtonsoft.Json;
using PrivateLinkSim.Domain;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>Runs for programs: one JSON array with an object for each scenario. Its form is described in the <c>README.md</c> of this project.</summary>
internal static class JsonReport
{
    /// <summary>Writes all reports as one document.</summary>
    public static void Write(TextWriter output, IEnumerable<RunReport> reports)
    {
        using var json = new JsonTextWriter(output) { Formatting = Formatting.Indented, CloseOutput = false };
        json.WriteStartArray();
        foreach (var report in reports)
        {
            Write(json, report);
        }

        json.WriteEndArray();
        json.Flush();
        output.Write('\n');
    }

    private static void Write(JsonTextWriter json, RunReport report)
    {
        json.WriteStartObject();
        Member(json, "scenario", report.File.Name);
        Member(json, "title", report.File.Scenario.Title);
        Member(json, "run", report.RunId);
        Member(json, "seed", report.Seed);
        Member(json, "start", report.File.Start.ToString());
        Member(json, "end", report.Result.EndedAt.ToString());
        Member(json, "passed", report.Passed);
        Member(json, "digest", report.Result.Digest);
        Member(json, "stateDigest", report.Result.StateDigest);
        Member(json, "turns", report.Result.Turns);
        Member(json, "events", report.Result.Events);
        WriteList(json, "timeline", report.Timeline, WriteLine);
        WriteList(json, "outcomes", report.Run.Outcomes, WriteOutcome);
        WriteList(json, "verdicts", report.Run.Verdicts, WriteVerdict);
        if (!report.Run.Traffic.IsEmpty)
        {
            WriteList(json, "traffic", report.Run.Traffic, WriteTraffic);
            WriteCosts(json, report.Run.Costs);
        }

        if (!report.Assumptions.IsEmpty)
        {
            WriteList(json, "assumptions", report.Assumptions, WriteAssumption);
        }

        if (report.Rules is { } rules)
        {
            WriteList(json, "rules", rules, static (writer, rule) =>
            {
                Member(writer, "id", rule.Id);
                Member(writer, "sentence", rule.Sentence);
            });
        }

        json.WriteEndObject();
    }

    private static void WriteTraffic(JsonTextWriter json, ClientSeries series)
    {
        Member(json, "group", series.Group.Name);
        Member(json, "endpoint", series.Group.Endpoint);
        WriteCounts(json, series.Total);
        Member(json, "bytes", Whole(series.Group.BytesOf(series.Total)));
        WriteList(json, "stretches", series.Stretches, (writer, stretch) =>
        {
            Member(writer, "fromSecond", stretch.From);
            Member(writer, "seconds", stretch.Seconds);
            WriteCounts(writer, stretch.Counts);
            Member(writer, "bytes", Whole(series.Group.BytesOf(stretch.Counts)));
            Member(writer, "open", stretch.Open);
            Member(writer, "latencyP50Microseconds", ClientSeries.Latency(50, stretch));
            Member(writer, "latencyP99Microseconds", ClientSeries.Latency(99, stretch));
            Member(writer, "peakLoadMillionths", stretch.PeakLoad);
            WriteList(writer, "zones", stretch.ByZone, (zones, zone) => WriteZone(zones, series.Group, zone, stretch.Latencies, stretch.OpenByZone));
            WriteList(writer, "fallbackZones", stretch.ByFallbackZone, (zones, zone) => WriteZone(zones, series.Group, zone, stretch.FallbackLatencies, stretch.OpenByFallbackZone));
        });
    }

    // Amounts are decimal texts, so that no reader makes them binary fractions.
    private static void WriteCosts(JsonTextWriter json, CostTable costs)
    {
        json.WritePropertyName("costs");
        json.WriteStartObject();
        Member(json, "currency", "USD");
        Member(json, "pricesOf", costs.PricesOf);
        Member(json, "usd", Decimal(costs.Usd));
        WriteList(json, "accounts", costs.ByAccount, static (writer, account) =>
        {
            Member(writer, "account", account.Key);
            Member(writer, "usd", Decimal(account.Value));
        });
        WriteList(json, "rows", costs.Rows, WriteCost);
        Member(json, "assumed", CostTable.Assumed);
        Member(json, "leftOut", CostTable.LeftOut);
        json.WriteEndObject();
    }

    private static void WriteCost(JsonTextWriter json, CostRow row)
    {
        Member(json, "account", row.Account);
        Member(json, "region", row.Place);
        Member(json, "item", JsonName(row.Item.ToString()));
        Member(json, "quantity", Decimal(row.Quantity));
        Member(json, "unit", row.IsByHour ? "hour" : "GB");
        Member(json, "price", Decimal(row.Price.Usd));
        Member(json, "usd", Decimal(row.Usd));
        Member(json, "priceClass", JsonName(row.Price.Class.ToString()));
        Member(json, "priceDate", row.Price.Date);
        Member(json, "priceSource", row.Price.Source);
    }

    // As a text too: readers of JSON round whole numbers beyond 2^53.
    private static string Whole(Int128 value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Decimal(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    private static void WriteZone(
        JsonTextWriter json,
        ClientGroup group,
        KeyValuePair<string, ConnectionCounts> zone,
        ImmutableSortedDictionary<string, PathLatency> latencies,
        ImmutableSortedDictionary<string, long> open)
    {
        Member(json, "zoneId", zone.Key);
        WriteCounts(json, zone.Value);
        Member(json, "bytes", Whole(group.BytesOf(zone.Value)));
        Member(json, "open", open.GetValueOrDefault(zone.Key));
        if (zone.Value.Connected > 0)
        {
            Member(json, "latencyP50Microseconds", latencies[zone.Key].P50);
            Member(json, "latencyP99Microseconds", latencies[zone.Key].P99);
        }
    }

    private static void WriteCounts(JsonTextWriter json, ConnectionCounts counts)
    {
        Member(json, "attempted", counts.Attempted);
        Member(json, "connected", counts.Connected);
        Member(json, "timedOut", counts.TimedOut);
        Member(json, "unresolved", counts.Unresolved);
        Member(json, "refused", counts.Refused);
        Member(json, "noPort", counts.NoPort);
        Member(json, "reset", counts.Reset);
        Member(json, "dropped", counts.Dropped);
        Member(json, "switched", counts.Switched);
    }

    private static void WriteLine(JsonTextWriter json, TimelineLine line)
    {
        Member(json, "at", line.At.ToString());
        Member(json, "kind", JsonName(line.Kind.ToString()));
        Member(json, "turn", line.Turn);
        Member(json, "step", line.Step);
        Member(json, "type", line.Type);
        Member(json, "who", line.Who);
        Member(json, "what", line.What);
        Member(json, "code", line.Code);
        Member(json, "rule", line.Rule);
        if (line.Kind is LineKind.Refusal || line.Rule == FaultEffect.Rule)
        {
            Member(json, "asExpected", line.AsExpected);
        }
    }

    private static void WriteOutcome(JsonTextWriter json, CommandOutcome outcome)
    {
        Member(json, "step", outcome.Step);
        Member(json, "path", outcome.Path);
        Member(json, "action", outcome.Action);
        Member(json, "at", outcome.At.ToString());
        Member(json, "accepted", outcome.Refusal is null);
        Member(json, "asExpected", outcome.AsExpected);
        Member(json, "resourceId", outcome.ResourceId);
        Member(json, "code", outcome.Refusal?.Code);
        Member(json, "rule", outcome.Refusal?.Rule);
        Member(json, "message", outcome.Refusal?.Message);
        Member(json, "by", outcome.By?.ToString());
        WriteList(json, "notices", outcome.Notices, static (writer, notice) =>
        {
            Member(writer, "rule", notice.Rule);
            Member(writer, "message", notice.Message);
        });
    }

    private static void WriteVerdict(JsonTextWriter json, Verdict verdict)
    {
        Member(json, "step", verdict.Step < 0 ? null : verdict.Step);
        Member(json, "path", verdict.Path);
        Member(json, "text", verdict.Text);
        Member(json, "held", verdict.Held);
        Member(json, "at", verdict.At.ToString());
        Member(json, "found", verdict.Found);
    }

    private static void WriteAssumption(JsonTextWriter json, Assumption assumption)
    {
        Member(json, "path", assumption.Path);
        Member(json, "text", assumption.Text);
        Member(json, "setting", assumption.Setting);
        Member(json, "default", assumption.Default);
        Member(json, "how", assumption.How);
        json.WritePropertyName("later");
        json.WriteStartArray();
        foreach (var path in assumption.Later)
        {
            json.WriteValue(path);
        }

        json.WriteEndArray();
    }

    private static void WriteList<T>(JsonTextWriter json, string name, IReadOnlyCollection<T> items, Action<JsonTextWriter, T> write)
    {
        json.WritePropertyName(name);
        json.WriteStartArray();
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // What is absent is left out.
    private static void Member(JsonTextWriter json, string name, object? value)
    {
        if (value is not null)
        {
            json.WritePropertyName(name);
            json.WriteValue(value);
        }
    }

    /// <summary>An enumeration's member as JSON and tables write it.</summary>
    public static string JsonName(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
