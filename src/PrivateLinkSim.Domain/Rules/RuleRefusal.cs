namespace PrivateLinkSim.Domain;

/// <summary>One of the ways in which a rule refuses.</summary>
/// <param name="Code">AWS's error code; null where AWS publishes none.</param>
/// <param name="Text">The message, with <c>{placeholders}</c> for what differs from call to call.</param>
/// <param name="Source">
/// How well the code is known for this case: from AWS's pages, from AWS's answers that users published, or chosen. Texts that are
/// not public are the simulator's own whatever the class: no expectation rests on a text.
/// </param>
/// <param name="CodeSetting">The setting that carries the code where AWS publishes none, or null.</param>
public sealed record RuleRefusal(string? Code, string Text, SourceClass Source, string? CodeSetting = null)
{
    /// <summary>The code under these settings.</summary>
    public string CodeIn(Settings settings) => Code ?? (string)SettingBook.Of(CodeSetting!).ValueIn(settings);

    /// <summary>Whether a message is this text with something in the place of each placeholder.</summary>
    public bool Says(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var rest = message.AsSpan();
        var isFirst = true;
        foreach (var (literal, isLast) in Literals())
        {
            var at = isLast && !isFirst ? (rest.EndsWith(literal, StringComparison.Ordinal) ? rest.Length - literal.Length : -1)
                : rest.IndexOf(literal, StringComparison.Ordinal);
            if (at < 0 || (isFirst && at != 0) || (isLast && at + literal.Length != rest.Length))
            {
                return false;
            }

            rest = rest[(at + literal.Length)..];
            isFirst = false;
        }

        return true;
    }

    // What stands between the placeholders, the ends included.
    private IEnumerable<(string Literal, bool IsLast)> Literals()
    {
        var from = 0;
        while (Text.IndexOf('{', from) is var open && open >= 0)
        {
            yield return (Text[from..open], false);
            from = Text.IndexOf('}', open) + 1;
        }

        yield return (Text[from..], true);
    }
}
