using System.Buffers;
using System.Text;

namespace PrivateLinkSim.Simulation;

/// <summary>What a piece of a breakpoint is.</summary>
internal enum BreakpointTokenKind
{
    /// <summary>A path, a keyword or a value without quotes.</summary>
    Word,

    /// <summary>A value in quotes.</summary>
    Text,

    /// <summary>An operator or a bracket.</summary>
    Symbol,

    /// <summary>The end.</summary>
    End,
}

/// <summary>A piece of a breakpoint.</summary>
/// <param name="Column">Where it begins, from 1.</param>
internal readonly record struct BreakpointToken(BreakpointTokenKind Kind, string Text, int Column)
{
    /// <summary>How a message names it.</summary>
    public string Shown => Kind is BreakpointTokenKind.End ? "the end" : $"'{Text}'";

    public bool Is(string symbolOrWord) => Kind is not BreakpointTokenKind.Text && Text == symbolOrWord;
}

/// <summary>Cuts a breakpoint into its pieces.</summary>
internal static class BreakpointTokens
{
    private static readonly string[] Symbols = ["==", "!=", "<=", ">=", "<", ">", "(", ")", "[", "]"];

    private static readonly (string Wrong, string Right)[] OtherLanguages = [("&&", "and"), ("||", "or"), ("!", "not"), ("=", "==")];

    // What ids, ARNs, times, rules and event types are made of, so that few values need quotes.
    private static readonly SearchValues<char> InWords =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:+§*@");

    /// <exception cref="BreakpointException">There is a character that means nothing, or a quote without its end.</exception>
    public static List<BreakpointToken> Of(string text)
    {
        var tokens = new List<BreakpointToken>();
        var at = 0;
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var token = Next(text, at, out at);
            tokens.Add(token);
        }

        tokens.Add(new BreakpointToken(BreakpointTokenKind.End, "", text.Length + 1));
        return tokens;
    }

    private static BreakpointToken Next(string text, int at, out int end)
    {
        if (text[at] is '"' or '\'')
        {
            return Quoted(text, at, out end);
        }

        var length = text.AsSpan(at).IndexOfAnyExcept(InWords);
        length = length < 0 ? text.Length - at : length;
        if (length > 0)
        {
            end = at + length;
            return new BreakpointToken(BreakpointTokenKind.Word, text[at..end], at + 1);
        }

        if (Array.Find(Symbols, symbol => string.CompareOrdinal(text, at, symbol, 0, symbol.Length) == 0) is { } found)
        {
            end = at + found.Length;
            return new BreakpointToken(BreakpointTokenKind.Symbol, found, at + 1);
        }

        var (wrong, right) = Array.Find(OtherLanguages, each => string.CompareOrdinal(text, at, each.Wrong, 0, each.Wrong.Length) == 0);
        throw new BreakpointException(text, at + 1, right is null
            ? $"'{text[at]}' means nothing here; a value that holds it stands in quotes."
            : $"There is no '{wrong}'; write '{right}'.");
    }

    private static BreakpointToken Quoted(string text, int at, out int end)
    {
        var value = new StringBuilder();
        for (end = at + 1; end < text.Length; end++)
        {
            if (text[end] == text[at])
            {
                end++;
                return new BreakpointToken(BreakpointTokenKind.Text, value.ToString(), at + 1);
            }

            // A quote or backslash inside has a backslash before it.
            end += text[end] is '\\' && end + 1 < text.Length ? 1 : 0;
            value.Append(text[end]);
        }

        throw new BreakpointException(text, at + 1, $"The quote {text[at]} has no end.");
    }
}
