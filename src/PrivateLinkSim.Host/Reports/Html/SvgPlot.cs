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
    private const double HeadroomOfTop = 1.03;
    private const int Left = 46;
    private const int Top = 8;
    private const int Right = 16;
    private const int Bottom = 22;

    // A line of which no more is seen than this is drawn as a dot.
    private const double Dot = 2.5;

    private static readonly OxyColor GridColour = Stand(100);
    private static readonly OxyColor AxisColour = Stand(101);

    /// <param name="from">The second at which the scale of time begins.</param>
    /// <param name="to">The second at which it ends.</param>
    /// <param name="shaded">Seconds that are shaded, from one to before another.</param>
    public static XElement Draw(Figure figure, long from, long to, IEnumerable<(long From, long To)> shaded)
    {
        var model = new PlotModel
        {
            Culture = CultureInfo.InvariantCulture,
            DefaultFontSize = 11,
            Padding = new OxyThickness(0),
            PlotAreaBorderThickness = new OxyThickness(0),
            PlotMargins = new OxyThickness(Left, Top, Right, Bottom),
        };
        model.Axes.Add(TimeAxis(from, to));
        model.Axes.Add(ValueAxis(figure));
        foreach (var line in figure.Lines)
        {
            model.Series.Add(SeriesOf(line));
        }

        var svg = XElement.Parse(new SvgExporter { Width = Width, Height = Height, UseVerticalTextAlignmentWorkaround = true }.ExportToString(model));
        var drawn = svg.Descendants().Where(each => each.Name.LocalName is "polyline" or "text").Select(Restyled);
        return Tag.Of("svg", "plot", [.. shaded.Select(span => Shade(span, from, to)), .. drawn])
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
            Maximum = (figure.Top ?? Math.Max(1, highest)) * (figure.Top is null ? Headroom : HeadroomOfTop),
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
        return Tag.Of("polyline", $"{ClassOf(style)}{(IsDot(drawn) ? " dot" : "")}").With("points", string.Join(' ', points));
    }

    private static bool IsDot(XElement drawn)
    {
        var places = drawn.Attribute("points")!.Value.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Select(Number).Chunk(2).ToArray();
        return Extent(0) < Dot && Extent(1) < Dot;

        double Extent(int axis) => places.Max(place => place[axis]) - places.Min(place => place[axis]);
    }

    private static XElement Shade((long From, long To) span, long from, long to)
    {
        var scale = (Width - Left - Right) / (double)Math.Max(to - from, 1);
        return Tag.Of("rect", "shade")
            .With("x", Short(Left + ((span.From - from) * scale))).With("y", Short(Top))
            .With("width", Short(Math.Max(1, (span.To - span.From) * scale))).With("height", Short(Height - Top - Bottom));
    }

    // A colour that stands for a class is rgb(1,2,N).
    private static string ClassOf(string style)
    {
        var start = style.IndexOf("rgb(1,2,", StringComparison.Ordinal);
        var number = start < 0 ? 101 : int.Parse(style.AsSpan(start + 8, style.IndexOf(')', start) - start - 8), NumberStyles.None, CultureInfo.InvariantCulture);
        var dash = style.Contains("stroke-dasharray", StringComparison.Ordinal) ? " dash" : "";
        return number switch { 100 => "grid", 101 => "axis", _ => FormattableString.Invariant($"line ink-{number}{dash}") };
    }

    private static string Short(string number) => Short(Number(number));

    private static string Short(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static OxyColor Stand(int number) => OxyColor.FromRgb(1, 2, (byte)number);
}
