using System.Collections.Immutable;

namespace PrivateLinkSim.Domain;

/// <summary>
/// A piece of a policy's text: a variable such as <c>${aws:PrincipalTag/team, 'nobody'}</c> or <c>${*}</c>, or what stands
/// between variables ("IAM policy elements: Variables and tags").
/// </summary>
/// <param name="Text">The piece as it is written.</param>
/// <param name="Key">
/// The condition key that a variable stands for, or an escaped <c>*</c>, <c>?</c> or <c>$</c>; null for plain text, empty when malformed.
/// </param>
/// <param name="Default">What a variable stands for when the request lacks the key; null when there is no default.</param>
internal sealed record PolicyVariable(string Text, string? Key, string? Default)
{
    private const string Opening = "${";

    /// <summary>Whether <c>${</c> opens something that is no variable.</summary>
    public bool IsMalformed => Key?.Length == 0;

    /// <summary>The pieces of a text, in order. What is malformed extends to the end.</summary>
    public static ImmutableArray<PolicyVariable> Split(string text)
    {
        var pieces = ImmutableArray.CreateBuilder<PolicyVariable>();
        var rest = text;
        for (var start = Start(rest); start >= 0; start = Start(rest))
        {
            var variable = Read(rest[start..]);
            pieces.Add(new PolicyVariable(rest[..start], null, null));
            pieces.Add(variable);
            rest = rest[(start + variable.Text.Length)..];
        }

        pieces.Add(new PolicyVariable(rest, null, null));
        return pieces.ToImmutable();
    }

    /// <summary>What a variable stands for: the only value of its key, else its default, else null. AWS takes no key with several values.</summary>
    public string? ValueIn(AuthorizationRequest request) =>
        Key is "*" or "?" or "$" ? Key
        : IsMalformed ? null
        : request.Values(Key!) is [var only] ? only : Default;

    private static int Start(string text) => text.IndexOf(Opening, StringComparison.Ordinal);

    private static PolicyVariable Read(string text)
    {
        var end = End(text);
        var body = end < 0 ? "" : text[Opening.Length..end];
        var (key, otherwise) = body.Split('\'') switch
        {
            [var only] => (only.Trim(), null),
            [var before, var quoted, var after] when before.TrimEnd() is [.., ','] named && after.Trim().Length == 0 =>
                (named[..^1].Trim(), (string?)quoted),
            _ => ("", null),
        };
        var isKey = key is "*" or "?" or "$" ? otherwise is null : key.IndexOfAny(['*', '?', '$', '{', ',']) < 0;
        return isKey && key.Length > 0 ? new PolicyVariable(text[..(end + 1)], key, otherwise) : new PolicyVariable(text, "", null);
    }

    // A brace within the quotes of the default closes nothing.
    private static int End(string text)
    {
        var end = text.IndexOf('}', StringComparison.Ordinal);
        var quote = text.IndexOf('\'', StringComparison.Ordinal);
        if (end < 0 || quote < 0 || quote > end)
        {
            return end;
        }

        var closing = text.IndexOf('\'', quote + 1);
        return closing < 0 ? -1 : text.IndexOf('}', closing);
    }
}
