using System.Buffers;
using System.Collections.Immutable;
using System.Text;

namespace PrivateLinkSim.Simulation;

/// <summary>In which way a scenario fails.</summary>
public enum FailureKind
{
    /// <summary>An expectation does not hold.</summary>
    Expectation,

    /// <summary>Two runs of it are not alike.</summary>
    NonDeterminism,

    /// <summary>A bug of the simulator ends the run.</summary>
    Bug,

    /// <summary>What must be so at every moment is not; the text names it.</summary>
    Invariant,
}

/// <summary>How a scenario fails.</summary>
/// <param name="Path">Where the expectation stands in the file; empty for what is not an expectation.</param>
/// <param name="Text">What was expected, as a sentence.</param>
/// <param name="Found">What was there instead.</param>
public sealed record Failure(FailureKind Kind, string Path, string Text, string Found)
{
    private const int ShortestId = 8;

    private static readonly SearchValues<char> HexadecimalDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>
    /// Whether another run fails so too: it finds nothing else than this one did, up to ids, addresses and how long it took. That the
    /// expectation is the same one is for whoever compares to see.
    /// </summary>
    /// <param name="other">What the other run found.</param>
    /// <param name="isCount">Whether the expectation counts traffic, so that other numbers say the same.</param>
    internal bool IsLike(Failure other, bool isCount) =>
        Kind == other.Kind
        && (Kind == FailureKind.NonDeterminism || (Kind == FailureKind.Invariant && Text == other.Text) || PartsOf(other, isCount) is var parts && parts.IsSubsetOf(PartsOf(this, isCount)));

    // An endpoint that has fewer zones has fewer findings.
    private static ImmutableSortedSet<string> PartsOf(Failure failure, bool isCount) =>
        [.. failure.Found.Split("; ").Select(part => Plain(part, isCount)).Order(StringComparer.Ordinal)];

    private static string Plain(string text, bool isCount)
    {
        var plain = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            var end = at;
            while (end < text.Length && char.IsAsciiLetterOrDigit(text[end]))
            {
                end++;
            }

            var word = text[at..end];
            plain.Append(word.Length > 0 && IsByChance(text, at, end, isCount) ? "…" : word);
            if (end < text.Length)
            {
                plain.Append(text[end++]);
            }

            at = end;
        }

        return plain.ToString();
    }

    // Whether a word is an id, part of an address, a time or, for traffic, a number.
    private static bool IsByChance(string text, int at, int end, bool isCount)
    {
        var word = text.AsSpan(at, end - at);
        var isNumber = !word.ContainsAnyExceptInRange('0', '9');
        var isHexadecimal = !word.ContainsAnyExcept(HexadecimalDigits);
        return (isHexadecimal && (word.Length >= ShortestId || Touches(':')))
            || (isNumber && (Touches('.') || isCount))
            || ((at == 0 || text[at - 1] != '-') && Durations.TryParse(word.ToString(), out _));

        bool Touches(char separator) => (end < text.Length && text[end] == separator) || (at > 0 && text[at - 1] == separator);
    }
}
