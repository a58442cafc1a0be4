namespace PrivateLinkSim.Benchmarks;

/// <summary>Texts in columns.</summary>
internal static class Table
{
    private const string Gap = "  ";

    /// <summary>Writes figures with their limits and targets.</summary>
    public static void Write(IEnumerable<Figure> figures) => Write(
        ["figure", "median", "lowest-highest", "limit, same process", "ratio", "target", "met"],
        [.. figures.Select(figure => new[]
        {
            figure.Name, figure.Value, figure.Spread, figure.Limit, figure.Ratio, figure.Target,
            figure.IsMet switch { true => "yes", false => "NO", null => "-" },
        })]);

    /// <summary>Writes rows under a heading, every column as wide as its widest text.</summary>
    public static void Write(string[] heading, string[][] rows)
    {
        var widths = heading.Select((title, column) => rows.Select(row => row[column].Length).Append(title.Length).Max()).ToArray();
        Console.WriteLine(Line(heading, widths));
        Console.WriteLine(Line([.. widths.Select(width => new string('-', width))], widths));
        foreach (var row in rows)
        {
            Console.WriteLine(Line(row, widths));
        }
    }

    private static string Line(string[] texts, int[] widths) =>
        string.Join(Gap, texts.Select((text, column) => text.PadRight(widths[column]))).TrimEnd();
}
