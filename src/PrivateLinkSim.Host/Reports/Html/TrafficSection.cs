using System.Collections.Immutable;
using System.Xml.Linq;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>The traffic of a run: a table of all groups, and plots of each over virtual time.</summary>
internal static class TrafficSection
{
    private const int MostPlotted = 24;
    private const int FirstFigure = 2;

    public static XElement? Of(PageFacts facts)
    {
        var all = facts.Report.Run.Traffic;
        return all.IsEmpty ? null : Tag.Of(
            "section", "traffic",
            Tag.Of("h3", null, "Traffic"),
            facts.FaultSeconds.IsEmpty ? null : Tag.Of("p", "faint", "In the plots, time is shaded in which something that the scenario makes fail has failed."),
            Tag.Table(
                ["clients", "to", "tried", "connected", "timed out", "no address", "refused", "no port", "broken", "availability", "longest loss"],
                all.Select(Row),
                FirstFigure),
            Tag.Of("div", null, [.. all.Take(MostPlotted).Select(series => GroupOf(facts, series))]),
            all.Length > MostPlotted ? Tag.Of("p", "faint", PageFacts.Text($"The first {MostPlotted} of {all.Length:N0} groups are plotted.")) : null);
    }

    private static object?[] Row(ClientSeries series)
    {
        var total = series.Total;
        return
        [
            series.Group.Name, WhereTo(series.Group), Number(total.Attempted), Number(total.Connected), Number(total.TimedOut), Number(total.Unresolved),
            Number(total.Refused), Number(total.NoPort), Number(total.Broken),
            total.Attempted == 0 ? "never began" : TrafficFacts.Percent(total.Connected, total.Attempted),
            PageFacts.For(TimeSpan.FromSeconds(series.LongestLoss(0, long.MaxValue))),
        ];
    }

    private static XElement GroupOf(PageFacts facts, ClientSeries series) => Tag.Of(
        "div", "group",
        Tag.Of(
            "h4", null, series.Group.Name, " ",
            Tag.Of("span", "faint", $"{HowMany(series.Group)} from {series.Group.Subnet} to {WhereTo(series.Group)}")),
        Figures(facts, [.. TrafficFigures.Of(series)]));

    // Four stand better in two rows of two than with the last alone.
    private static XElement Figures(PageFacts facts, ImmutableArray<Figure> figures) =>
        Tag.Of("div", figures.Length == 4 ? "figures by-two" : "figures", [.. figures.Select(figure => FigureOf(facts, figure))]);

    private static string HowMany(ClientGroup group) => group.KeepOpen > 0
        ? PageFacts.Text($"{group.KeepOpen:N0} connections kept open")
        : PageFacts.Text($"{group.ConnectionsPerSecond:N0} connections a second");

    private static string WhereTo(ClientGroup group) =>
        $"{group.Endpoint} ({group.Dns}){(group.Fallback is { } fallback ? $", else {fallback}" : "")}";

    private static XElement FigureOf(PageFacts facts, Figure figure) => Tag.Of(
        "figure", null,
        Tag.Of("figcaption", null, Tag.Of("b", null, figure.Title), $", {figure.Unit}"),
        SvgPlot.Draw(figure, 0, (long)Math.Ceiling(facts.Scale.Length.TotalSeconds), facts.FaultSeconds),
        Tag.Of("div", "legend", [.. figure.Lines.Select(line => Tag.Of("span", null, Sample(line), line.Name))]));

    private static XElement Sample(StepLine line) => Tag.Of(
        "svg", "sample", Tag.Of("polyline", $"line {line.Ink}{(line.Dashed ? " dash" : "")}").With("points", "0,5 22,5")).With("viewBox", "0 0 22 10");

    private static string Number(long number) => PageFacts.Text($"{number:N0}");
}
