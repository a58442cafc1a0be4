namespace PrivateLinkSim.Host;

/// <summary>Finds what somebody may have meant.</summary>
internal static class Nearest
{
    /// <summary><c> Did you mean 'x'?</c> with a space before it, or nothing when nothing is near.</summary>
    public static string Hint(string written, IEnumerable<string> known)
    {
        var limit = Math.Max(1, written.Length / 3);
        var best = known
            .Select(each => (Text: each, Distance: Distance(written, each)))
            .Where(each => each.Distance <= limit || each.Text.StartsWith(written, StringComparison.OrdinalIgnoreCase))
            .OrderBy(each => each.Distance)
            .ThenBy(each => each.Text, StringComparer.Ordinal)
            .Select(each => each.Text)
            .FirstOrDefault();
        return best is null ? "" : $" Did you mean '{best}'?";
    }

    // Optimal string alignment: two letters in the wrong order are one mistake.
    private static int Distance(string one, string other)
    {
        var table = new int[one.Length + 1, other.Length + 1];
        for (var row = 0; row <= one.Length; row++)
        {
            for (var column = 0; column <= other.Length; column++)
            {
                table[row, column] = row == 0 ? column
                    : column == 0 ? row
                    : Step(table, one, other, row, column);
            }
        }

        return table[one.Length, other.Length];
    }

    private static int Step(int[,] table, string one, string other, int row, int column)
    {
        var isSame = char.ToLowerInvariant(one[row - 1]) == char.ToLowerInvariant(other[column - 1]);
        var best = Math.Min(
            Math.Min(table[row - 1, column], table[row, column - 1]) + 1,
            table[row - 1, column - 1] + (isSame ? 0 : 1));
        return row > 1 && column > 1 && one[row - 1] == other[column - 2] && one[row - 2] == other[column - 1]
            ? Math.Min(best, table[row - 2, column - 2] + 1)
            : best;
    }
}
