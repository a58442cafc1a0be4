namespace PrivateLinkSim.Simulation;

/// <summary>Segments that were written in one order and stand in another: the fewest rows that must have been moved.</summary>
internal static class Displacement
{
    /// <summary>What was moved, given segments in the order in which they were written.</summary>
    public static IEnumerable<(DamageKind Kind, LogSegment Segment, LogSegment? Other)> Of(IReadOnlyList<LogSegment> written)
    {
        var begin = 0;
        LogSegment[] standing = [.. written.OrderBy(segment => segment.Ordinal)];
        var open = new HashSet<int>();
        for (var at = 0; at < written.Count; at++)
        {
            Toggle(open, written[at].Ordinal);
            Toggle(open, standing[at].Ordinal);
            if (open.Count == 0)
            {
                foreach (var found in OfPart([.. written.Skip(begin).Take(at + 1 - begin)]))
                {
                    yield return found;
                }

                begin = at + 1;
            }
        }
    }

    private static void Toggle(HashSet<int> open, int ordinal)
    {
        if (!open.Add(ordinal))
        {
            open.Remove(ordinal);
        }
    }

    // A part that can't be cut into smaller ones that were moved independently.
    private static IEnumerable<(DamageKind Kind, LogSegment Segment, LogSegment? Other)> OfPart(LogSegment[] part) => part switch
    {
        [_] => [],
        [var last, var first] when last.Rows == first.Rows => [(DamageKind.Swapped, first, last)],
        [var last, var middle, var first] when last.Ordinal > middle.Ordinal && middle.Ordinal > first.Ordinal => [(DamageKind.Swapped, first, last)],
        _ => Staying(part) is var staying
            ? part.Where(segment => !staying.Contains(segment.Ordinal)).Select(segment => (DamageKind.Moved, segment, (LogSegment?)null))
            : [],
    };

    // The heaviest run of segments that stand in the order in which they were written.
    private static HashSet<int> Staying(LogSegment[] part)
    {
        var weight = new long[part.Length];
        var before = new int[part.Length];
        for (var at = 0; at < part.Length; at++)
        {
            before[at] = -1;
            for (var other = 0; other < at; other++)
            {
                if (part[other].Ordinal < part[at].Ordinal && (before[at] < 0 || weight[other] > weight[before[at]]))
                {
                    before[at] = other;
                }
            }

            weight[at] = part[at].Rows + (before[at] < 0 ? 0 : weight[before[at]]);
        }

        var staying = new HashSet<int>();
        for (var at = Array.IndexOf(weight, weight.Max()); at >= 0; at = before[at])
        {
            staying.Add(part[at].Ordinal);
        }

        return staying;
    }
}
