using Spectre.Console;

namespace PrivateLinkSim.Host;

/// <summary>What a text is, which decides how it looks. Without colours, all look alike.</summary>
internal enum Ink
{
    Plain,
    Faint,
    Strong,
    Good,
    Bad,
    Odd,
    Name,
}

/// <summary>A piece of a line.</summary>
internal readonly record struct Piece(string Text, Ink Ink = Ink.Plain)
{
    public static implicit operator Piece(string text) => new(text);
}

/// <summary>
/// Writes lines of text to a stream: coloured where the terminal is, wrapped at words to its width with a hanging indent,
/// and never wrapped where there is no terminal.
/// </summary>
internal sealed class Page
{
    private readonly TextWriter _writer;
    private readonly AnsiWriter _ansi;

    public Page(TextWriter writer, bool colours, int? width)
    {
        _writer = writer;
        _ansi = new AnsiWriter(writer, new AnsiCapabilities
        {
            Ansi = colours, ColorSystem = colours ? ColorSystem.Standard : ColorSystem.NoColors, Links = false, AlternateBuffer = false,
        });
        Width = width ?? int.MaxValue;
    }

    /// <summary>Where lines are wrapped; without a terminal, never.</summary>
    public int Width { get; }

    /// <summary>An empty line.</summary>
    public void Line() => _writer.Write('\n');

    /// <summary>A line from the left edge.</summary>
    public void Line(params ReadOnlySpan<Piece> pieces) => Columns([], 0, pieces);

    /// <summary>A line of fixed columns and, behind them at <paramref name="indent"/>, a text that wraps under itself.</summary>
    public void Columns(ReadOnlySpan<Piece> columns, int indent, params ReadOnlySpan<Piece> pieces)
    {
        var at = 0;
        foreach (var column in columns)
        {
            Ink(column.Text, column.Ink);
            at += column.Text.Length;
        }

        Space(indent - at);
        at = Math.Max(at, indent);
        var gap = 0;
        foreach (var piece in pieces)
        {
            Flow(piece, indent, ref at, ref gap);
        }

        _writer.Write('\n');
    }

    private void Flow(Piece piece, int indent, ref int at, ref int gap)
    {
        var text = piece.Text.AsSpan();
        while (text.Length > 0)
        {
            if (text[0] is ' ' or '\n')
            {
                gap++;
                text = text[1..];
                continue;
            }

            var end = text.IndexOfAny(' ', '\n');
            var word = end < 0 ? text : text[..end];
            if (at > indent && at + gap + word.Length > Width)
            {
                _writer.Write('\n');
                Space(indent);
                (at, gap) = (indent, 0);
            }

            Space(gap);
            Ink(word.ToString(), piece.Ink);
            at += gap + word.Length;
            gap = 0;
            text = text[word.Length..];
        }
    }

    private void Space(int count)
    {
        for (; count > 0; count--)
        {
            _writer.Write(' ');
        }
    }

    private void Ink(string text, Ink ink)
    {
        if (ink == Host.Ink.Plain || !_ansi.Capabilities.Ansi)
        {
            _writer.Write(text);
        }
        else
        {
            _ansi.Write(text, StyleOf(ink), null);
        }
    }

    /// <summary>How an ink looks.</summary>
    internal static Style StyleOf(Ink ink) => ink switch
    {
        Host.Ink.Faint => new Style(Color.Grey),
        Host.Ink.Strong => new Style(decoration: Decoration.Bold),
        Host.Ink.Good => new Style(Color.Green),
        Host.Ink.Bad => new Style(Color.Red),
        Host.Ink.Odd => new Style(Color.Olive),
        Host.Ink.Name => new Style(Color.Teal),
        _ => Style.Plain,
    };
}
