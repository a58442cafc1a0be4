namespace PrivateLinkSim.Simulation;

/// <summary>Guesses what was meant by a word that nobody knows.</summary>
internal static class Suggestions
{
    /// <summary>The known word that is nearest, when it is near enough to be a slip of the fingers; null otherwise.</summary>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        string? nearest = null;
        var best = Math.Max(1, word.Length / 3) + 1;
        foreach (var each in known.Order(StringComparer.Ordinal))
        {
            // A word of quite another length can't be near: most of a large scenario's names are passed over here.
            if (Math.Abs(each.Length - word.Length) < best && Distance(word, each) is var distance && distance < best)
            {
                (nearest, best) = (each, distance);
            }
        }

        return nearest;
    }

    // How many characters must be put in, taken out or changed; capitals do not count.
    private static int Distance(string left, string right)
    {
        var row = new int[right.Length + 1];
        for (var column = 0; column <= right.Length; column++)
        {
            row[column] = column;
        }

        for (var line = 1; line <= left.Length; line++)
        {
            var diagonal = row[0];
            row[0] = line;
            for (var column = 1; column <= right.Length; column++)
            {
                var same = char.ToUpperInvariant(left[line - 1]) == char.ToUpperInvariant(right[column - 1]);
                var changed = diagonal + (same ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.Min(changed, Math.Min(row[column], row[column - 1]) + 1);
            }
        }

        return row[right.Length];
    }
}
