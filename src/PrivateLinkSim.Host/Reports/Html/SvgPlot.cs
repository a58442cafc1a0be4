using System.Globalization;
using System.Xml.Linq;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace PrivateLinkSim.Host;

/// <summary>A figure as SVG that takes its colours from the page: OxyPlot draws it in colours that stand for classes.</summary>
internal static class SvgPlot
{
    private const int Width = 420;
    private const int Height = 190;
    private const double Headroom = 1.08;

    private static readonly OxyColor GridColour = Stand(100);
    private static readonly OxyColor AxisColour = Stand(101);

    /// <param name="from">The second at which the scale of time begins.</param>
    /// <param name="to">The second at which it ends.</param>
    public static XElement Draw(Figure figure, long from, long to)
    {
        var model = new PlotModel
        {
            Culture = CultureInfo.InvariantCulture,
            DefaultFontSize = 11,
            Padding = new OxyThickness(0),
            PlotAreaBorderThickness = new OxyThickness(0),
            PlotMargins = new OxyThickness(46, 8, 16, 22),
        };
        model.Axes.Add(TimeAxis(from, to));
        model.Axes.Add(ValueAxis(figure));
        foreach (var line in figure.Lines)
        {
            model.Series.Add(SeriesOf(line));
        }

        var svg = XElement.Parse(new SvgExporter { Width = Width, Height = Height, UseVerticalTextAlignmentWorkaround = true }.ExportToString(model));
        return Tag.Of("svg", "plot", [.. svg.Descendants().Where(each => each.Name.LocalName is "polyline" or "text").Select(Restyled)])
            .With("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {Width} {Height}"))
            .With("role", "img")
            .With("aria-label", $"{figure.Title}, {figure.Unit}: {string.Join(", ", figure.Lines.Select(line => line.Name))}");
    }

    private static LinearAxis TimeAxis(long from, long to)
    {
        var step = TimeScale.Step(TimeSpan.FromSeconds(to - from), 5).TotalSeconds;
        return new LinearAxis
        {
            Position = AxisPosition.Bottom,
            Minimum = from,
            Maximum = Math.Max(to, from + 1),
            MajorStep = step,
            MinorTickSize = 0,
            MajorTickSize = 3,
            AxisTickToLabelDistance = 2,
            TicklineColor = AxisColour,
            AxislineStyle = LineStyle.Solid,
            AxislineColor = AxisColour,
            LabelFormatter = second => Offset.Show(TimeSpan.FromSeconds(Math.Round(second))),
        };
    }

    private static LinearAxis ValueAxis(Figure figure)
    {
        var highest = figure.Lines.SelectMany(line => line.Plateaus).Select(each => each.Value).Where(value => !double.IsNaN(value)).DefaultIfEmpty(0).Max();
        return new LinearAxis
        {
            Position = AxisPosition.Left,
            Minimum = 0,
            Maximum = (figure.Top ?? Math.Max(1, highest)) * (figure.Top is null ? Headroom : 1),
            MinorTickSize = 0,
            MajorTickSize = 0,
            IntervalLength = 45,
            AxisTickToLabelDistance = 4,
            MajorGridlineStyle = LineStyle.Solid,
            MajorGridlineColor = GridColour,
            LabelFormatter = value => value.ToString("#,0.##", CultureInfo.InvariantCulture),
        };
    }

    private static LineSeries SeriesOf(StepLine line)
    {
        var series = new LineSeries
        {
            Color = Stand(line.Ink[^1] - '0'),
            StrokeThickness = 1.5,
            LineStyle = line.Dashed ? LineStyle.Dash : LineStyle.Solid,
            MinimumSegmentLength = 0,
        };
        Plateau? last = null;
        foreach (var each in line.Plateaus)
        {
            if (last is { } before && before.To < each.From)
            {
                series.Points.Add(DataPoint.Undefined);
            }

            // A value that goes on needs no point of its own.
            if (last is not { } same || same.To != each.From || !same.Value.Equals(each.Value))
            {
                series.Points.Add(new DataPoint(each.From, each.Value));
            }

            series.Points.Add(new DataPoint(each.To, each.Value));
            last = each;
        }

        return series;
    }

    private static XElement Restyled(XElement drawn) => drawn.Name.LocalName == "text" ? Label(drawn) : Stroke(drawn);

    private static XElement Label(XElement drawn)
    {
        var place = drawn.Attribute("transform")!.Value["translate(".Length..^1].Split(',');
        return Tag.Of("text", null, drawn.Value)
            .With("x", Short(place[0])).With("y", Short(place[1])).With("text-anchor", drawn.Attribute("text-anchor")!.Value);
    }

    private static XElement Stroke(XElement drawn)
    {
        var style = drawn.Attribute("style")!.Value;
        var points = drawn.Attribute("points")!.Value.Split(' ').Select(point => string.Join(',', point.Split(',').Select(Short)));
        return Tag.Of("polyline", ClassOf(style)).With("points", string.Join(' ', points));
    }

    // A colour that stands for a class is rgb(1,2,N).
    private static string ClassOf(string style)
    {
        var start = style.IndexOf("rgb(1,2,", StringComparison.Ordinal);
        var number = start < 0 ? 101 : int.Parse(style.AsSpan(start + 8, style.IndexOf(')', start) - start - 8), NumberStyles.None, CultureInfo.InvariantCulture);
        var dash = style.Contains("stroke-dasharray", StringComparison.Ordinal) ? " dash" : "";
        return number switch { 100 => "grid", 101 => "axis", _ => FormattableString.Invariant($"line ink-{number}{dash}") };
    }

    private static string Short(string number) =>
        double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture).ToString("0.#", CultureInfo.InvariantCulture);

    private static OxyColor Stand(int number) => OxyColor.FromRgb(1, 2, (byte)number);
}
