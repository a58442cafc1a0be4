using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace PrivateLinkSim.Domain;

/// <summary>
/// The value of a TXT record as Route 53 takes it: strings of at most 255 characters in quotation marks, with spaces between them; a quotation
/// mark or backslash inside is escaped with a backslash, any octet that is no letter, digit or sign of ASCII as three octal digits.
/// </summary>
public static class TxtValue
{
    private const int LongestString = 255;
    private const int OctalDigits = 3;

    /// <summary>A text as one value, in as many strings as it needs.</summary>
    public static string Of(string text) => string.Join(
        ' ',
        text.Chunk(LongestString).DefaultIfEmpty([]).Select(part =>
            $"\"{new string(part).Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""));

    /// <summary>The strings of a value, a character for each octet.</summary>
    /// <exception cref="FormatException">The value is none of a TXT record.</exception>
    public static ImmutableArray<string> StringsOf(string value) =>
        TryRead(value, out var strings, out var complaint) ? strings : throw new FormatException(complaint);

    /// <summary>Reads a value.</summary>
    /// <param name="complaint">What is wrong with it, in Route 53's words.</param>
    public static bool TryRead(string value, out ImmutableArray<string> strings, [NotNullWhen(false)] out string? complaint)
    {
        var (read, at) = (ImmutableArray.CreateBuilder<string>(), 0);
        do
        {
            complaint = StringAt(value, ref at, read);
            while (at < value.Length && value[at] is ' ' or '\t')
            {
                at++;
            }
        }
        while (complaint is null && at < value.Length);

        strings = read.ToImmutable();
        return complaint is null;
    }

    private static string? StringAt(string value, ref int at, ImmutableArray<string>.Builder strings)
    {
        if (at >= value.Length || value[at] != '"')
        {
            return "InvalidCharacterString (Value should be enclosed in quotation marks)";
        }

        var read = new StringBuilder();
        for (at++; at < value.Length && value[at] != '"'; at++)
        {
            if (value[at] is < ' ' or > '~')
            {
                return "UnsupportedCharacter (Value contains unsupported characters)";
            }

            read.Append(value[at] != '\\' || at + 1 >= value.Length ? value[at] : Escaped(value, ref at));
        }

        strings.Add(read.ToString());
        return at++ >= value.Length ? "InvalidCharacterString (Value should be enclosed in quotation marks)"
            : read.Length > LongestString ? "CharacterStringTooLong (Value is too long)"
            : null;
    }

    private static char Escaped(string value, ref int at)
    {
        if (at + OctalDigits < value.Length && value.AsSpan(at + 1, OctalDigits) is [>= '0' and <= '3', >= '0' and <= '7', >= '0' and <= '7'] digits)
        {
            at += OctalDigits;
            return (char)(((digits[0] - '0') * 64) + ((digits[1] - '0') * 8) + (digits[2] - '0'));
        }

        return value[++at];
    }
}
