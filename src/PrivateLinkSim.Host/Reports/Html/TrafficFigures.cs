using System.Collections.Immutable;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>A plot of a group over virtual time.</summary>
/// <param name="Unit">What its values are.</param>
/// <param name="Top">The top of its scale; null for what its values need.</param>
internal sealed record Figure(string Title, string Unit, double? Top, ImmutableArray<StepLine> Lines);

/// <summary>What is plotted of a group of clients. The only place of the page that reads the stretches of a series.</summary>
internal static class TrafficFigures
{
    private const int Parts = 160;
    private const double Percent = 100;
    private const double MillionthsOfPercent = 10_000;
    private const double MicrosecondsPerMillisecond = 1000;

    // The others say of themselves what they mean.
    private static readonly int[] ZoneInks = [1, 5, 6, 4];

    public static IEnumerable<Figure> Of(ClientSeries series)
    {
        var stretches = series.Stretches;
        if (stretches.Count == 0)
        {
            yield break;
        }

        var group = series.Group;
        yield return group.KeepOpen == 0
            ? new Figure("Availability", "% of connections that reach a target", Percent, [Line("reached a target", 1, false, stretches, AvailabilityOf)])
            : new Figure(
                "Availability", "% of new connections that reach a target, and of all that are open", Percent,
                [
                    Line("reached a target", 1, false, stretches, AvailabilityOf),
                    Line("open", 5, true, stretches, stretch => Percent * stretch.Open / group.KeepOpen),
                ]);
        yield return new Figure(
            "Connections", "a second", null,
            [
                Line("tried", 2, true, stretches, stretch => Rate(stretch, stretch.Counts.Attempted)),
                Line("connected", 1, false, stretches, stretch => Rate(stretch, stretch.Counts.Connected)),
                .. WhereAny(Line("timed out", 3, false, stretches, stretch => Rate(stretch, stretch.Counts.TimedOut))),
                .. WhereAny(Line("no address", 4, true, stretches, stretch => Rate(stretch, stretch.Counts.Unresolved))),
                .. WhereAny(Line("refused", 5, true, stretches, stretch => Rate(stretch, stretch.Counts.Refused))),
                .. WhereAny(Line("no port", 6, true, stretches, stretch => Rate(stretch, stretch.Counts.NoPort))),
                .. WhereAny(Line("by the fallback", 5, false, stretches, stretch => Rate(stretch, stretch.Counts.Switched))),
            ]);
        if (stretches.Any(stretch => stretch.Open > 0 || stretch.Counts.Broken > 0))
        {
            yield return new Figure(
                "Open connections", "at the end of each second, and broken ones", null,
                [
                    Line("open", 1, false, stretches, stretch => stretch.Open),
                    .. WhereAny(Line("reset", 3, false, stretches, stretch => Rate(stretch, stretch.Counts.Reset))),
                    .. WhereAny(Line("cut off", 4, true, stretches, stretch => Rate(stretch, stretch.Counts.Dropped))),
                ]);
        }

        if (stretches.Any(stretch => ClientSeries.Latency(99, stretch) > 0))
        {
            yield return new Figure(
                "Latency", "milliseconds until a connection is open", null,
                [
                    Line("half of them", 1, false, stretches, stretch => LatencyOf(50, stretch)),
                    Line("99 % of them", 3, true, stretches, stretch => LatencyOf(99, stretch)),
                ]);
        }

        if (stretches.Any(stretch => stretch.PeakLoad > 0))
        {
            yield return new Figure(
                "Load of targets", "% of what they can take", null,
                [Line("taken at most", 1, false, stretches, stretch => stretch.PeakLoad / MillionthsOfPercent)]);
        }

        yield return new Figure("Load by zone", "connections a second", null, [.. ZoneLines(stretches)]);
    }

    private static IEnumerable<StepLine> ZoneLines(IReadOnlyList<ClientStretch> stretches) =>
        Zones(stretches, "", stretch => stretch.ByZone)
            .Concat(Zones(stretches, "fallback ", stretch => stretch.ByFallbackZone))
            .SelectMany((zone, index) => (IEnumerable<StepLine>)
            [
                Line($"{zone.Name} tried", InkOf(index), false, stretches, stretch => Rate(stretch, zone.Counts(stretch).Attempted)),
                .. WhereAny(Line($"{zone.Name} failed", InkOf(index), true, stretches, stretch => Rate(stretch, zone.Counts(stretch).Lost))),
            ]);

    private static IEnumerable<(string Name, Func<ClientStretch, ConnectionCounts> Counts)> Zones(
        IReadOnlyList<ClientStretch> stretches, string prefix, Func<ClientStretch, ImmutableSortedDictionary<string, ConnectionCounts>> zones) =>
        stretches.SelectMany(stretch => zones(stretch).Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(zone =>
            (prefix + zone, (Func<ClientStretch, ConnectionCounts>)(stretch => zones(stretch).TryGetValue(zone, out var counts) ? counts : default)));

    private static double AvailabilityOf(ClientStretch stretch) =>
        stretch.Counts.Attempted == 0 ? double.NaN : Percent * stretch.Counts.Connected / stretch.Counts.Attempted;

    private static double LatencyOf(int percent, ClientStretch stretch) =>
        ClientSeries.Latency(percent, stretch) is { } latency ? latency / MicrosecondsPerMillisecond : double.NaN;

    private static double Rate(ClientStretch stretch, long count) => (double)count / stretch.Seconds;

    private static StepLine Line(string name, int ink, bool dashed, IReadOnlyList<ClientStretch> stretches, Func<ClientStretch, double> value) => new(
        name, FormattableString.Invariant($"ink-{ink}"), dashed,
        StepLine.Thin([.. stretches.Where(stretch => stretch.Seconds > 0).Select(stretch => new Plateau(stretch.From, stretch.Seconds, value(stretch)))], Parts));

    private static IEnumerable<StepLine> WhereAny(StepLine line) => line.Plateaus.Any(each => each.Value > 0) ? [line] : [];

    private static int InkOf(int index) => ZoneInks[index % ZoneInks.Length];
}
