using System.Globalization;

namespace PrivateLinkSim.Simulation;

/// <summary>Says from the segments of a log, and from what is known beside them, what has become of its rows.</summary>
internal sealed class Diagnosis(List<LogSegment> segments, EnvelopeOrder envelopes, NoteAudit notes, long events, long lastEvent)
{
    private readonly SegmentOrder _order = new(segments);
    private readonly HashSet<int> _moved = [];
    private readonly HashSet<int> _inserted = [];
    private readonly HashSet<int> _unvouched = [];
    private readonly HashSet<RowGap> _explained = [];
    private Dictionary<int, long> _originals = [];

    public List<LogDamage> Damages { get; } = [];

    /// <summary>What the user says that the log comes to.</summary>
    public string? Digest { get; init; }

    /// <summary>The row whose link is that digest; null when there is none.</summary>
    public long? DigestAt { get; init; }

    // How many more events the run's last note counts than there are; null when no note says so.
    private long? Missing => notes.Ended is { } ended ? (long)ended.Content["events"]! - events + InsertedRows : null;

    private long InsertedRows => Damages.Where(damage => damage.Kind is DamageKind.Inserted).Sum(damage => damage.Rows ?? 0);

    private long DeletedRows => Damages.Where(damage => damage.Kind is DamageKind.Deleted).Sum(damage => damage.Rows ?? 0);

    /// <summary>Finds all damage.</summary>
    public void Conclude(IReadOnlyList<RowGap> gaps, Func<IEnumerable<JournalRow>>? rows)
    {
        HealLast();
        foreach (var ordinal in _order.Healed)
        {
            Add(DamageKind.ChangedLink, segments[ordinal], "its entry is sound, its link is not");
        }

        FindMoved();
        _originals = rows is null || segments.Count < 2 ? [] : Originals(rows);
        FindInserted();
        foreach (var root in segments.Where(segment => _order.IsUnmatched(segment) && !_inserted.Contains(segment.Ordinal)))
        {
            JudgeRoot(root);
        }

        JudgeEnd(gaps);
        JudgeGaps(gaps);
        if (segments.Count == 1 && Damages.Count == 0 && envelopes.FirstWrongNumber is var (position, place, reason))
        {
            Damages.Add(new LogDamage(DamageKind.Inconsistent, position, 1, null, place, $"every link follows, but {reason}"));
        }
    }

    // The last row has no row behind it that would know its link, but the run's last note does.
    private void HealLast()
    {
        if (segments is [.., { Rows: 1, IsReadable: true } last] && _order.IsUnmatched(last) && EndDigest is { } digest)
        {
            var before = segments.Count > 1 ? segments[^2].Link : LogSegment.Start;
            if (before is not null && LogChain.Show(last.LinkAfter(before)) == digest)
            {
                _order.Healed.Add(last.Ordinal);
            }
        }
    }

    private string? EndDigest => (string?)notes.Ended?.Content["digest"] ?? Digest;

    private void FindMoved()
    {
        foreach (var path in _order.Paths)
        {
            foreach (var (kind, segment, other) in Displacement.Of(path))
            {
                _moved.Add(segment.Ordinal);
                var belongs = other?.First ?? (_order.Previous(segment) is { } previous ? previous.Last + 1 : 1);
                if (other is not null)
                {
                    _moved.Add(other.Ordinal);
                }

                Damages.Add(new LogDamage(kind, segment.First, segment.Rows, belongs, segment.HeadPlace, kind is DamageKind.Swapped
                    ? $"{RowsFrom(segment.First, segment.Rows)} and {RowsFrom(belongs, other!.Rows)} have changed places"
                    : Said($"{RowsFrom(segment.First, segment.Rows)} {(segment.Rows == 1 ? "was" : "were")} moved here from row {belongs}")));
            }
        }
    }

    private void FindInserted()
    {
        foreach (var path in _order.Paths.Where(path => !_order.IsFirst(path[0])))
        {
            var rest = path.Where(segment => !_moved.Contains(segment.Ordinal)).ToArray();
            if (Array.TrueForAll(rest, segment => _order.IsEnclosed(segment, _moved)) || IsBehindTheEnd(path[0]))
            {
                Array.ForEach(rest, Insert);
            }
        }
    }

    private void Insert(LogSegment segment)
    {
        _inserted.Add(segment.Ordinal);
        var original = _originals.TryGetValue(segment.Ordinal, out var at) ? at : (long?)null;
        Damages.Add(new LogDamage(DamageKind.Inserted, segment.First, segment.Rows, original, segment.HeadPlace, original is { } copied
            ? Repeated(segment, segment.Rows, copied)
            : $"{RowsFrom(segment.First, segment.Rows)} {(segment.Rows == 1 ? "does" : "do")} not belong to this log: the chain goes on without"));
    }

    private bool IsBehindTheEnd(LogSegment segment) => notes.Ended is { } ended && segment.First > ended.Position;

    // Something before the head of this path is gone, or the head itself is another than it was.
    private void JudgeRoot(LogSegment root)
    {
        var before = segments.LastOrDefault(segment =>
            segment.Ordinal < root.Ordinal && !_inserted.Contains(segment.Ordinal) && !_moved.Contains(segment.Ordinal));
        if (_order.Healed.Contains(root.Ordinal))
        {
            Add(DamageKind.ChangedLink, root, "its entry is sound, its link is not");
        }
        else if (!root.IsReadable)
        {
            _unvouched.Add(root.Ordinal);
            Add(DamageKind.Unreadable, root, root.Head.Defect ?? "it is no line of a log");
        }
        else if (root.Gap is { } gap)
        {
            _explained.Add(gap);
            Delete(gap.First, gap.Count, root);
        }
        else if (before is not null && _unvouched.Contains(before.Ordinal))
        {
            // The row before it can't vouch for this one; that is said there.
        }
        else if (_originals.TryGetValue(root.Ordinal, out var original) && original < root.First)
        {
            var rows = Math.Min(root.Rows, root.First - original);
            Damages.Add(new LogDamage(DamageKind.Inserted, root.First, rows, original, root.HeadPlace, Repeated(root, rows, original)));
        }
        else if (IsSurplus(root))
        {
            Insert(root);
        }
        else if (IsMissingBefore(root, before))
        {
            Delete(root.Before + 1, Missing - DeletedRows is > 0 and var missing ? missing : null, root);
        }
        else
        {
            Change(root);
        }
    }

    private void Change(LogSegment root)
    {
        if (root.Rows == 1)
        {
            _unvouched.Add(root.Ordinal);
        }

        if (root.HeadPlace is null)
        {
            Add(DamageKind.Unreadable, root, "its entry can't be read, and is not the one that its link was made of");
        }
        else
        {
            Add(DamageKind.ChangedEntry, root, "its entry is not the one that its link was made of");
        }
    }

    // Rows at the end that nothing follows, and that the run's last note does not count.
    private bool IsSurplus(LogSegment root) => Missing is < 0 and var surplus && root.Rows == -surplus && root.Ordinal == segments.Count - 1;

    private bool IsMissingBefore(LogSegment root, LogSegment? before)
    {
        if (Missing is { } missing)
        {
            return missing - DeletedRows > 0;
        }

        if (root.HeadPlace is not { } head || (root.SecondPlace is { } second && !second.Follows(head)))
        {
            return false;
        }

        var follows = before is null ? head is { Turn: 0, Index: 0 } : before.TailPlace is not { } tail || head.Follows(tail);
        var isLater = before?.TailPlace is not { } last || head.Turn > last.Turn || (head.Turn == last.Turn && head.Index > last.Index);
        var next = segments.Find(segment => segment.Ordinal > root.Ordinal)?.First ?? long.MaxValue;
        // A changed name of an entity leaves a gap in the numbers of the right one, so one gap is no proof.
        var gaps = envelopes.Gaps.Where(gap => gap.Position > root.First && gap.Position < next && gap.Entity != head.Entity);
        return (!follows && isLater) || gaps.Select(gap => gap.Entity).Distinct(StringComparer.Ordinal).Skip(1).Any();
    }

    private void Delete(long first, long? count, LogSegment after) => Damages.Add(new LogDamage(
        DamageKind.Deleted, first, count, null, after.HeadPlace,
        Said($"{(count is null ? "one or more rows are" : count == 1 ? "a row is" : $"{count:N0} rows are")} missing before row {after.First}")));

    private void JudgeEnd(IReadOnlyList<RowGap> gaps)
    {
        var end = segments.LastOrDefault(segment => !_inserted.Contains(segment.Ordinal)) is { } last
            ? _order.Paths.First(path => path.Contains(last)) : null;
        var link = end?[^1].Link;
        if (end is not null && (link is null || _order.Healed.Contains(end[^1].Ordinal)))
        {
            return;
        }

        var digest = LogChain.Show(link ?? LogSegment.Start);
        if (notes.Ended is { } ended && (string?)ended.Content["digest"] is { } recorded && recorded != digest)
        {
            JudgeEnding(ended.Position, recorded, digest, ended.IsSealed, gaps);
        }
        else if (notes.Ended is { } sound && Missing is not (null or 0) && Damages.Count == 0 && notes.Damages.Count == 0)
        {
            notes.Damages.Add(new LogDamage(
                DamageKind.ChangedNote, sound.Position, 1, null, null, Said($"it counts {(long)sound.Content["events"]!:N0} events, and there are {events:N0}")));
        }

        if (Digest is { } wanted && wanted != digest && Damages.Count == 0)
        {
            Damages.Add(Unwanted(wanted, digest));
        }
    }

    private void JudgeEnding(long position, string recorded, string digest, bool isSealed, IReadOnlyList<RowGap> gaps)
    {
        var gap = gaps.FirstOrDefault(each => each.First > lastEvent && each.First < position);
        var missing = Missing - DeletedRows;
        var tail = segments.Count > 0 ? segments[^1].TailPlace : null;
        if (missing > 0 || gap is not null)
        {
            _explained.UnionWith(gap is null ? [] : [gap]);
            Damages.Add(new LogDamage(
                DamageKind.Truncated, lastEvent + 1, missing > 0 ? missing : null, null, tail,
                Said($"the log was cut behind row {lastEvent}: it comes to {digest}, but the run ended with {recorded}")));
        }
        else if (segments.Count == 0 || !_unvouched.Contains(segments[^1].Ordinal))
        {
            notes.Damages.Add(new LogDamage(
                isSealed ? DamageKind.OtherDigest : DamageKind.ChangedNote, position, 1, null, tail,
                Said($"the log comes to {digest}, but the run ended with {recorded}")));
        }
    }

    private LogDamage Unwanted(string wanted, string digest)
    {
        var tail = segments.Count > 0 ? segments[^1].TailPlace : null;
        return DigestAt is { } at
            ? new LogDamage(DamageKind.Inserted, at + 1, null, null, null, Said($"the log comes to {wanted} at row {at}; what stands behind it was added"))
            : notes.Ended is not null
                ? new LogDamage(DamageKind.OtherDigest, lastEvent, null, null, tail, Said($"the log is sound, but comes to {digest} and not to {wanted}"))
                : new LogDamage(
                    DamageKind.Truncated, lastEvent + 1, null, null, tail,
                    Said($"the log comes to {digest} and not to {wanted}: it was cut at its end, or is another log"));
    }

    // Numbers left out where the chain goes on: only a note can have stood there.
    private void JudgeGaps(IReadOnlyList<RowGap> gaps)
    {
        var left = gaps.Concat(segments.Where(segment => segment.Gap is not null).Select(segment => segment.Gap!));
        foreach (var gap in left.Where(gap => !_explained.Contains(gap)))
        {
            var isOfMoved = segments.Exists(segment => _moved.Contains(segment.Ordinal));
            if (!isOfMoved && !Damages.Concat(notes.Damages).Any(damage => damage.Kind is DamageKind.Deleted && damage.Position == gap.First))
            {
                Damages.Add(new LogDamage(
                    DamageKind.Deleted, gap.First, gap.Count, null, null, Said($"{gap.Count:N0} of the journal's numbers are missing, and the chain goes on: a note")));
            }
        }
    }

    // Where else the rows stand that begin a segment and follow nothing.
    private Dictionary<int, long> Originals(Func<IEnumerable<JournalRow>> rows)
    {
        var wanted = segments.Where(segment => segment.IsReadable && _order.IsUnmatched(segment))
            .ToLookup(segment => Convert.ToHexString(segment.Head.Row.Link), StringComparer.Ordinal);
        var found = new Dictionary<int, long>();
        foreach (var row in wanted.Count == 0 ? [] : rows().Where(row => row is { Defect: null, Row: { IsNote: false, HasForm: true } }))
        {
            foreach (var segment in wanted[Convert.ToHexString(row.Row.Link)])
            {
                if (row.Position != segment.First && row.Row.Bytes.AsSpan().SequenceEqual(segment.Head.Row.Bytes))
                {
                    found.TryAdd(segment.Ordinal, row.Position);
                }
            }
        }

        return found;
    }

    private void Add(DamageKind kind, LogSegment segment, string reason) =>
        Damages.Add(new LogDamage(kind, segment.First, 1, null, segment.HeadPlace, reason));

    private static string Repeated(LogSegment segment, long rows, long original) =>
        Said($"{RowsFrom(segment.First, rows)} repeat{(rows == 1 ? "s" : "")} what stands from row {original} on");

    private static string RowsFrom(long first, long count) =>
        count == 1 ? Said($"row {first}") : Said($"rows {first} to {first + count - 1}");

    private static string Said(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
