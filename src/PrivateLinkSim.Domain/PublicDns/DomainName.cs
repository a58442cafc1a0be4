using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace PrivateLinkSim.Domain;

/// <summary>
/// Names as Route 53 shows them ("DNS domain name format"): in lower case, with a final dot, every character but a to z, 0 to 9, - and _ as
/// an escape of three octal digits.
/// </summary>
public static class DomainName
{
    /// <summary>What the names of records begin with that answer for all names that are not there.</summary>
    public const string Wildcard = @"\052.";

    private const int LongestName = 255;
    private const int LongestLabel = 63;
    private const int OctalDigits = 3;

    /// <summary>Reads a name; case and a final dot do not matter.</summary>
    /// <param name="complaint">What is wrong with it, in Route 53's words.</param>
    public static bool TryRead(string text, out string name, [NotNullWhen(false)] out string? complaint)
    {
        var (written, label, whole) = (new StringBuilder(text.Length + 1), 0, 0);
        (name, complaint) = ("", null);
        for (var at = 0; at < text.Length;)
        {
            if (text[at] == '.')
            {
                if (label == 0)
                {
                    complaint = "DomainLabelEmpty (Domain label is empty)";
                    return false;
                }

                written.Append('.');
                (label, at) = (0, at + 1);
            }
            else if (Octet(text, ref at) is { } octet)
            {
                Append(written, octet);
                label++;
            }
            else
            {
                complaint = "UnsupportedCharacter (Value contains unsupported characters)";
                return false;
            }

            if (label > LongestLabel || ++whole >= LongestName)
            {
                complaint = label > LongestLabel ? "DomainLabelTooLong (Domain label is too long)" : "DomainNameTooLong (Domain name is too long)";
                return false;
            }
        }

        if (whole == 0)
        {
            complaint = "DomainLabelEmpty (Domain label is empty)";
            return false;
        }

        name = label == 0 ? written.ToString() : written.Append('.').ToString();
        return true;
    }

    /// <summary>The name with its labels from last to first, which is the order that Route 53 lists names in: <c>com.example.www.</c></summary>
    public static string Reversed(string name)
    {
        var labels = name[..^1].Split('.');
        Array.Reverse(labels);
        return $"{string.Join('.', labels)}.";
    }

    /// <summary>The name and those above it, the nearest to the root first: <c>com.</c>, <c>example.com.</c>, …</summary>
    public static IEnumerable<string> FromTop(string name)
    {
        for (var dot = name.LastIndexOf('.', name.Length - 2); dot >= 0; dot = dot == 0 ? -1 : name.LastIndexOf('.', dot - 1))
        {
            yield return name[(dot + 1)..];
        }

        yield return name;
    }

    /// <summary>Whether a name is another one, or lies below it.</summary>
    public static bool IsWithin(string name, string zone) =>
        name.EndsWith(zone, StringComparison.Ordinal) && (name.Length == zone.Length || name[^(zone.Length + 1)] == '.');

    /// <summary>The name without its first label; empty for one of a single label.</summary>
    public static string Parent(string name) => name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..];

    private static int? Octet(string text, ref int at)
    {
        if (text[at] != '\\')
        {
            return text[at] is > ' ' and <= '~' ? text[at++] : null;
        }

        at++;
        if (at + OctalDigits <= text.Length && text.AsSpan(at, OctalDigits) is [>= '0' and <= '3', >= '0' and <= '7', >= '0' and <= '7'] digits)
        {
            at += OctalDigits;
            return ((digits[0] - '0') * 64) + ((digits[1] - '0') * 8) + (digits[2] - '0');
        }

        return at < text.Length && text[at] is > ' ' and <= '~' && !char.IsAsciiDigit(text[at]) ? text[at++] : null;
    }

    private static void Append(StringBuilder written, int octet)
    {
        var letter = char.ToLowerInvariant((char)octet);
        if (char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')
        {
            written.Append(letter);
        }
        else
        {
            written.Append('\\').Append((char)('0' + (octet / 64))).Append((char)('0' + (octet / 8 % 8))).Append((char)('0' + (octet % 8)));
        }
    }
}
