using System.Globalization;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>What a run with traffic costs: a line for each account, place and price, what each account pays, and where the prices are from.</summary>
internal sealed class CostReport(Page page)
{
    private static readonly string[] Heads = ["account", "Region", "what", "quantity", "price", "USD"];

    /// <summary>The first of the columns that hold figures, which are aligned to the right.</summary>
    private const int FirstFigure = 3;

    /// <summary>Writes nothing for a scenario without traffic.</summary>
    public void Write(RunReport report)
    {
        if (report.Run.Traffic.IsEmpty)
        {
            return;
        }

        var costs = report.Run.Costs;
        page.Line();
        page.Line("Costs", new Piece(Text($"  in US dollars, at prices of {costs.PricesOf}"), Ink.Faint));
        WriteTable(report, costs);
        WriteSources(costs);
        page.Columns([], 2, new Piece(CostTable.Assumed, Ink.Faint));
        page.Columns([], 2, new Piece(CostTable.LeftOut, Ink.Faint));
        if (WithoutData(report) is { } without)
        {
            page.Columns([], 2, new Piece(without, Ink.Odd));
        }
    }

    private void WriteTable(RunReport report, CostTable costs)
    {
        string[][] rows =
        [
            Heads,
            .. costs.ByAccount.SelectMany(account => costs.Rows
                .Where(row => row.Account == account.Key)
                .Select((row, index) => Cells(index == 0 ? report.Names.Of(account.Key) : "", row))
                .Append(["", "", "all that it pays", "", "", Dollars(account.Value)])),
            ["all accounts", "", "", "", "", Dollars(costs.Usd)],
        ];
        var widths = Enumerable.Range(0, Heads.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var (index, row) in rows.Index())
        {
            var line = string.Join("  ", row.Select((cell, column) => column < FirstFigure ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column])));
            page.Columns([new Piece($"  {line.TrimEnd()}", index == 0 ? Ink.Faint : Ink.Plain)], 0);
        }
    }

    // A price that AWS does not publish in so many words bears a mark, here and at its source.
    private static string[] Cells(string account, CostRow row) =>
    [
        account,
        row.Place,
        What(row),
        Text($"{row.Quantity:#,0.#########} {(row.IsByHour ? "h" : "GB")}"),
        $"{MarkOf(row.Price)}{row.Price.Usd.ToString(CultureInfo.InvariantCulture)}",
        Dollars(row.Usd),
    ];

    private void WriteSources(CostTable costs)
    {
        foreach (var price in costs.Rows.Select(row => row.Price).Distinct().OrderBy(price => price.Item).ThenBy(price => price.FromGigabytes))
        {
            page.Columns(
                [new Piece($"  {MarkOf(price),1} ", Ink.Odd)],
                4,
                Text($"{price.Usd} for each {price.Unit}"),
                new Piece($": {price.Source}, {price.Date} ({ClassOf(price)})", price.Class is PriceClass.Published ? Ink.Faint : Ink.Odd));
        }
    }

    /// <summary>Why no data is in the table, where none is.</summary>
    public static string? WithoutData(RunReport report) =>
        report.Run.Traffic.All(series => series.Group.BytesPerConnection == 0) ? "No group has bytesPerConnection, so no data is priced." : null;

    internal static string What(CostRow row) => row.Item switch
    {
        CostItem.EndpointHours => "endpoint, by zone",
        CostItem.DataProcessed when row.Price.FromGigabytes > 0 => Text($"data processed, over {row.Price.FromGigabytes:#,0} GB"),
        CostItem.DataProcessed => "data processed",
        CostItem.InterRegionData => "data between Regions",
        _ => "remote Region of a service",
    };

    internal static string MarkOf(Price price) => price.Class is PriceClass.Published ? "" : "*";

    internal static string ClassOf(Price price) => price.Class switch
    {
        PriceClass.Published => "published",
        PriceClass.ThirdParty => "third party",
        _ => "assumed",
    };

    internal static string Dollars(decimal usd) => Text($"{usd:#,0.000000}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
