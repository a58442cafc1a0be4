using System.Text;

namespace PrivateLinkSim.Host;

/// <summary>Rows of pieces, cut, filled and wrapped to widths.</summary>
internal static class Canvas
{
    /// <summary>A row of exactly this width: cut with an ellipsis where it is longer, filled where it is shorter.</summary>
    public static IReadOnlyList<Piece> Fit(IEnumerable<Piece> row, int width)
    {
        var fitted = new List<Piece>();
        var left = width;
        foreach (var piece in row)
        {
            var text = Plain(piece.Text);
            if (text.Length > left)
            {
                fitted.Add(piece with { Text = left > 0 ? $"{text[..(left - 1)]}…" : "" });
                return fitted;
            }

            fitted.Add(piece with { Text = text });
            left -= text.Length;
        }

        fitted.Add(new string(' ', left));
        return fitted;
    }

    /// <summary>A text behind a label, wrapped at words, or inside words that are longer than a line, under where it begins.</summary>
    public static IEnumerable<IReadOnlyList<Piece>> Wrap(Piece label, Piece text, int width)
    {
        var plain = text with { Text = Plain(text.Text) };
        return label.Text.Length <= width * 2 / 3 ? Wrapped(label, plain, width - label.Text.Length) : Broken(label, plain, width);
    }

    // A label that leaves no room is broken wherever the line ends, with its text behind it.
    private static IEnumerable<IReadOnlyList<Piece>> Broken(Piece label, Piece text, int width)
    {
        var rest = $"{label.Text}{text.Text}";
        var indent = "";
        while (rest.Length > 0)
        {
            var end = Math.Min(rest.Length, width - indent.Length);
            yield return [indent, label with { Text = rest[..end] }];
            (rest, indent) = (rest[end..], "    ");
        }
    }

    private static IEnumerable<IReadOnlyList<Piece>> Wrapped(Piece label, Piece text, int room)
    {
        var rest = text.Text;
        var first = true;
        do
        {
            var end = rest.Length <= room ? rest.Length : rest.LastIndexOf(' ', room - 1, room) is > 0 and var blank ? blank : room;
            yield return [first ? label : new string(' ', label.Text.Length), text with { Text = rest[..end] }];
            rest = rest[end..].TrimStart();
            first = false;
        }
        while (rest.Length > 0);
    }

    /// <summary>The heading of a part.</summary>
    public static IReadOnlyList<Piece> Heading(string title, bool isFocused, int width)
    {
        var text = Plain(title.Length > width - 5 ? $"{title[..Math.Max(0, width - 6)]}…" : title);
        var line = isFocused ? '━' : '─';
        return
        [
            new Piece($"{line}{line} ", Ink.Faint),
            new Piece(text, isFocused ? Ink.Strong : Ink.Plain),
            new Piece($" {new string(line, Math.Max(0, width - text.Length - 4))}", Ink.Faint),
        ];
    }

    // What a log holds must not command the terminal.
    private static string Plain(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\u0000', '\u001f') && !text.AsSpan().ContainsAnyInRange('\u007f', '\u009f'))
        {
            return text;
        }

        var plain = new StringBuilder(text);
        for (var at = 0; at < plain.Length; at++)
        {
            plain[at] = char.IsControl(plain[at]) ? ' ' : plain[at];
        }

        return plain.ToString();
    }
}
