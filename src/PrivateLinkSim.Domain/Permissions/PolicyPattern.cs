using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>
/// A text of a policy whose <c>*</c> stands for any characters and whose <c>?</c> for any one, but not where they came out
/// of a variable ("IAM policy elements: Variables and tags").
/// </summary>
internal sealed class PolicyPattern
{
    private const int PartsOfAnArn = 6;

    private readonly ImmutableArray<Symbol> _symbols;

    private PolicyPattern(ImmutableArray<Symbol> symbols) => _symbols = symbols;

    /// <summary>The text as it is written.</summary>
    public static PolicyPattern Literal(string text) => new([.. Written(text)]);

    /// <summary>The text with the values of its variables, or null when the request has no value for one.</summary>
    public static PolicyPattern? Expand(string text, AuthorizationRequest request)
    {
        var symbols = ImmutableArray.CreateBuilder<Symbol>(text.Length);
        foreach (var piece in PolicyVariable.Split(text))
        {
            if (piece is { Key: null })
            {
                symbols.AddRange(Written(piece.Text));
            }
            else if (piece.ValueIn(request) is { } value)
            {
                symbols.AddRange(value.Select(character => new Symbol(character, IsWildcard: false)));
            }
            else
            {
                return null;
            }
        }

        return new PolicyPattern(symbols.ToImmutable());
    }

    /// <summary>Whether the whole of a text matches.</summary>
    public bool Matches(string text, bool ignoreCase = false) => Matches(_symbols.AsSpan(), text, ignoreCase);

    /// <summary>Whether an ARN matches, its six parts each by itself; only the last part may contain colons.</summary>
    public bool MatchesArn(string arn) => MatchesParts(arn, PartsOfAnArn);

    /// <summary>
    /// Whether a resource matches: any with <c>*</c> alone, else an ARN part by part. A <c>*</c> that ends a pattern of
    /// fewer than six parts stands for all that follows ("IAM JSON policy elements: Resource").
    /// </summary>
    public bool MatchesResource(string resource)
    {
        if (_symbols is [{ IsWildcard: true, Character: '*' }])
        {
            return true;
        }

        var parts = Math.Min(_symbols.Count(symbol => symbol.Character == ':') + 1, PartsOfAnArn);
        return (parts == PartsOfAnArn || _symbols is [.., { IsWildcard: true, Character: '*' }]) && MatchesParts(resource, parts);
    }

    /// <summary>The text with its variables expanded.</summary>
    public override string ToString() => string.Concat(_symbols.Select(symbol => symbol.Character));

    private bool MatchesParts(string arn, int count)
    {
        var texts = arn.Split(':', count);
        if (texts.Length < count)
        {
            return false;
        }

        var rest = _symbols.AsSpan();
        for (var index = 0; index < count - 1; index++)
        {
            var end = rest.IndexOf(new Symbol(':', IsWildcard: false));
            if (end < 0 || !Matches(rest[..end], texts[index], ignoreCase: false))
            {
                return false;
            }

            rest = rest[(end + 1)..];
        }

        return Matches(rest, texts[^1], ignoreCase: false);
    }

    // Only the last star is ever reconsidered: what an earlier one swallowed can't matter to what comes after a later one.
    private static bool Matches(ReadOnlySpan<Symbol> symbols, string text, bool ignoreCase)
    {
        var (symbol, character, star, swallowed) = (0, 0, -1, 0);
        while (character < text.Length)
        {
            if (symbol < symbols.Length && symbols[symbol] is { IsWildcard: true, Character: '*' })
            {
                star = symbol++;
                swallowed = character;
            }
            else if (symbol < symbols.Length && symbols[symbol].Accepts(text[character], ignoreCase))
            {
                symbol++;
                character++;
            }
            else if (star >= 0)
            {
                symbol = star + 1;
                character = ++swallowed;
            }
            else
            {
                return false;
            }
        }

        while (symbol < symbols.Length && symbols[symbol] is { IsWildcard: true, Character: '*' })
        {
            symbol++;
        }

        return symbol == symbols.Length;
    }

    private static IEnumerable<Symbol> Written(string text) => text.Select(character => new Symbol(character, character is '*' or '?'));

    private readonly record struct Symbol(char Character, bool IsWildcard)
    {
        public bool Accepts(char character, bool ignoreCase) =>
            (IsWildcard && Character == '?')
            || Character == character
            || (ignoreCase && char.ToUpperInvariant(Character) == char.ToUpperInvariant(character));
    }
}
