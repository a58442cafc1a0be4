using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace PrivateLinkSim.Host;

/// <summary>Elements of a page. They are trees until the end, so no text of a scenario can become markup.</summary>
internal static class Tag
{
    /// <summary>An element with a class; texts in it are made fit for a page.</summary>
    public static XElement Of(string name, string? className, params ReadOnlySpan<object?> content)
    {
        var element = new XElement(name);
        if (className is not null)
        {
            element.SetAttributeValue("class", className);
        }

        foreach (var each in content)
        {
            element.Add(each is string text ? Clean(text) : each);
        }

        return element;
    }

    /// <summary>The same with one attribute more.</summary>
    public static XElement With(this XElement element, string name, string value)
    {
        element.SetAttributeValue(name, Clean(value));
        return element;
    }

    /// <summary>A table; it scrolls by itself where it is wider than the page.</summary>
    /// <param name="figures">The first of the columns that hold figures, which are aligned to the right.</param>
    public static XElement Table(string[] heads, IEnumerable<object?[]> rows, int figures = int.MaxValue) => Of(
        "div", "scroll",
        Of(
            "table", null,
            Of("thead", null, Of("tr", null, [.. heads.Select((head, column) => Of("th", ClassOf(column, figures), head))])),
            Of("tbody", null, [.. rows.Select(row => Of("tr", null, [.. row.Select((cell, column) => Cell(cell, column, heads, figures))]))])));

    private static XElement Cell(object? cell, int column, string[] heads, int figures) =>
        Of("td", ClassOf(column, figures, cell), cell).With("data-head", heads[column]);

    /// <summary>The text of a tree as HTML reads it: elements without content have an end tag, and nothing is indented.</summary>
    public static string Text(XElement tree)
    {
        foreach (var element in tree.DescendantsAndSelf().Where(element => element.IsEmpty && element.Name.LocalName is not ("meta" or "br")))
        {
            element.Value = "";
        }

        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, NewLineHandling = NewLineHandling.None }))
        {
            tree.WriteTo(xml);
        }

        return text.ToString();
    }

    /// <summary>A text in which what XML and HTML can't hold is shown as what can't be shown.</summary>
    public static string Clean(string text) =>
        string.Concat(text.EnumerateRunes().Select(rune => IsFit(rune) ? rune.ToString() : "\uFFFD"));

    private static bool IsFit(Rune rune) => rune.Value is '\t' or '\n' || (rune.Value >= ' ' && rune.Value is not (>= 0x7F and < 0xA0 or 0xFFFE or 0xFFFF));

    // Narrow pages have no columns, and leave out that there is nothing of something.
    private static string? ClassOf(int column, int figures, object? cell = null) => column < figures ? null : cell is "0" ? "figure zero" : "figure";
}
