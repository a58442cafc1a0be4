namespace PrivateLinkSim.Simulation;

/// <summary>
/// Puts the segments of a damaged log together as their links say: which was written after which. What follows from
/// nothing begins a path of its own.
/// </summary>
internal sealed class SegmentOrder
{
    private const int FromStart = -1;
    private const int FromNothing = -2;

    private readonly List<LogSegment> _segments;
    private readonly int[] _previous;
    private readonly bool[] _hasNext;

    public SegmentOrder(List<LogSegment> segments)
    {
        _segments = segments;
        _previous = new int[segments.Count];
        _hasNext = new bool[segments.Count];
        Array.Fill(_previous, FromNothing);
        foreach (var segment in segments)
        {
            Match(segment);
        }

        foreach (var segment in segments.Where(IsUnmatched))
        {
            Heal(segment);
        }

        Paths = [.. segments.Where(segment => _previous[segment.Ordinal] < 0).Select(PathFrom)];
    }

    /// <summary>The paths, each in the order in which it was written.</summary>
    public List<List<LogSegment>> Paths { get; }

    /// <summary>Single rows whose link was changed: what is before and after them says what it was.</summary>
    public HashSet<int> Healed { get; } = [];

    /// <summary>Whether nothing says what a segment was written after.</summary>
    public bool IsUnmatched(LogSegment segment) => _previous[segment.Ordinal] == FromNothing;

    /// <summary>Whether a segment begins the log.</summary>
    public bool IsFirst(LogSegment segment) => _previous[segment.Ordinal] == FromStart;

    /// <summary>The segment that this one was written after; null when it begins the log, or nothing is known.</summary>
    public LogSegment? Previous(LogSegment segment) => _previous[segment.Ordinal] is >= 0 and var previous ? _segments[previous] : null;

    /// <summary>Whether a segment stands between two that follow each other, neither of which was moved.</summary>
    public bool IsEnclosed(LogSegment segment, IReadOnlySet<int> moved) => _segments.Exists(after =>
        after.Ordinal > segment.Ordinal
        && !moved.Contains(after.Ordinal)
        && _previous[after.Ordinal] is var before
        && before != FromNothing
        && before < segment.Ordinal
        && !moved.Contains(before));

    private void Match(LogSegment segment)
    {
        // The nearest first: of two rows with the same link, the one in place is the original.
        for (var before = segment.Ordinal - 1; before >= 0; before--)
        {
            if (TryLink(before, segment))
            {
                return;
            }
        }

        if (segment.CanFollow(LogSegment.Start) && !_previous.Contains(FromStart))
        {
            _previous[segment.Ordinal] = FromStart;
            return;
        }

        for (var before = segment.Ordinal + 1; before < _segments.Count; before++)
        {
            if (TryLink(before, segment))
            {
                return;
            }
        }
    }

    private bool TryLink(int before, LogSegment segment)
    {
        if (_hasNext[before] || _segments[before].Link is not { } link || !segment.CanFollow(link))
        {
            return false;
        }

        _previous[segment.Ordinal] = before;
        _hasNext[before] = true;
        return true;
    }

    // A row with a changed link stands alone. Its neighbours do not know it, but follow from what its link must have been.
    private void Heal(LogSegment segment)
    {
        if (segment.Ordinal == 0 || _segments[segment.Ordinal - 1] is not { Rows: 1, IsReadable: true } suspect || !IsUnmatched(suspect))
        {
            return;
        }

        var before = suspect.Ordinal - 1;
        var link = before < 0 ? LogSegment.Start : _segments[before].Link;
        if (link is not null && segment.CanFollow(suspect.LinkAfter(link)))
        {
            _previous[suspect.Ordinal] = before < 0 ? FromStart : before;
            _previous[segment.Ordinal] = suspect.Ordinal;
            _hasNext[suspect.Ordinal] = true;
            if (before >= 0)
            {
                _hasNext[before] = true;
            }

            Healed.Add(suspect.Ordinal);
        }
    }

    private List<LogSegment> PathFrom(LogSegment root)
    {
        var path = new List<LogSegment> { root };
        for (var next = Next(root); next is not null; next = Next(next))
        {
            path.Add(next);
        }

        return path;
    }

    private LogSegment? Next(LogSegment segment) =>
        Array.IndexOf(_previous, segment.Ordinal) is >= 0 and var next ? _segments[next] : null;
}
