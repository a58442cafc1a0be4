namespace PrivateLinkSim.Simulation;

/// <summary>Turns what System.Text.Json complains of into what the author of a file can do about it.</summary>
internal static class JsonComplaint
{
    private static readonly (string Mark, string Words)[] Known =
    [
        ("trailing comma", "there is a comma after the last entry; take it away"),
        ("maximum configured depth", "the document is too deep: more than 64 objects and arrays in one another"),
        ("any JSON tokens", "the file is empty; a scenario is a JSON object: { \"title\": ..., \"steps\": [ ... ] }"),
        ("after a single JSON value", "there is text after the end of the document"),
        ("end of comment", "a comment is begun with /* and never ended"),
        ("end of string", "a string is begun and never ended"),
        ("start of a property name", "a member's name in double quotes is missing here"),
        ("is invalid after a value", "a comma, or the end of the object or array, is missing here"),
        ("start of a value", "a value is missing here: a text in double quotes, a number, true, false, { or ["),
        ("is invalid within a JSON string", "a line break or control character stands within a string; write it as \\n or \\u00..."),
        ("is depth", "the document ends too soon: an object or array is not closed"),
        ("Expected depth to be zero", "the document ends too soon: an object or array is not closed"),
    ];

    public static string Of(string complaint)
    {
        foreach (var (mark, words) in Known)
        {
            if (complaint.Contains(mark, StringComparison.OrdinalIgnoreCase))
            {
                return words;
            }
        }

        var end = complaint.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return $"this is not JSON: {(end < 0 ? complaint : complaint[..end]).TrimEnd('.')}";
    }
}
