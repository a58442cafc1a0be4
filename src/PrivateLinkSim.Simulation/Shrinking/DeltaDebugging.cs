namespace PrivateLinkSim.Simulation;

/// <summary>
/// Zeller's and Hildebrandt's minimising delta debugging: which of many things are needed, found by leaving out halves, quarters,
/// eighths, and at last single ones.
/// </summary>
internal static class DeltaDebugging
{
    /// <summary>Leaves out of things what can go, in the order that they are given in.</summary>
    /// <param name="things">What may go.</param>
    /// <param name="tryWithout">Leaves things out for good when what is looked for is still there without them; says whether it did.</param>
    public static async Task MinimizeAsync<T>(IReadOnlyList<T> things, Func<IReadOnlyList<T>, Task<bool>> tryWithout)
    {
        if (things.Count == 0 || await tryWithout(things))
        {
            return;
        }

        for (var (left, parts) = (things, 2); left.Count > 1;)
        {
            var next = await WithFewerAsync(left, parts, tryWithout);
            if (next is null && parts >= left.Count)
            {
                return;
            }

            parts = next is var (_, fewer) ? fewer : Math.Min(left.Count, parts * 2);
            left = next?.Left ?? left;
        }
    }

    // One part alone, or all parts but one.
    private static async Task<(IReadOnlyList<T> Left, int Parts)?> WithFewerAsync<T>(
        IReadOnlyList<T> left, int parts, Func<IReadOnlyList<T>, Task<bool>> tryWithout)
    {
        var pieces = Enumerable.Range(0, parts)
            .Select(part => (From: left.Count * part / parts, To: left.Count * (part + 1) / parts))
            .ToArray();
        foreach (var (from, to) in parts > 2 ? pieces : [])
        {
            if (await tryWithout([.. left.Take(from), .. left.Skip(to)]))
            {
                return ([.. left.Skip(from).Take(to - from)], 2);
            }
        }

        foreach (var (from, to) in pieces)
        {
            if (await tryWithout([.. left.Skip(from).Take(to - from)]))
            {
                return ([.. left.Take(from), .. left.Skip(to)], Math.Max(parts - 1, 2));
            }
        }

        return null;
    }
}
