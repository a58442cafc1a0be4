using System.Globalization;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// Looks at all rows of a log, sound or not, and says what was changed, deleted, inserted, swapped, moved or cut off, and
/// where. It keeps nothing of sound rows but a count for each entity. The chain is unkeyed: whoever makes all links anew
/// after a change is not found out.
/// </summary>
public sealed class LogAudit
{
    // Each damage begins one to three segments. More than this is no log any more.
    private const int MostSegments = 240;

    private readonly LogAuditOptions _options;
    private readonly LogChain _chain = new();
    private readonly List<LogSegment> _segments = [];
    private readonly List<RowGap> _gaps = [];
    private readonly List<LogDamage> _certain = [];
    private readonly List<LogDamage> _labels = [];
    private readonly EnvelopeOrder _envelopes = new();
    private readonly NoteAudit _notes = new();
    private RowGap? _gap;
    private long? _position;
    private long? _digestAt;
    private long _rows;
    private long _events;
    private long _lastEvent;
    private bool _isSevered;
    private bool _isOpaque;

    /// <summary>An audit that has seen no row.</summary>
    public LogAudit(LogAuditOptions options) => _options = options;

    /// <summary>Where there was too much damage to go on; null otherwise.</summary>
    public long? StoppedAt { get; private set; }

    /// <summary>Whether any row did not follow so far. Places and kinds are known at the end.</summary>
    public bool HasBreak => _segments.Count > 1 || _certain.Count > 0 || _notes.Damages.Count > 0;

    /// <summary>Audits a run in a journal.</summary>
    public static LogFindings Of(JournalReader reader, string runId, LogAuditOptions options) => Of(() => reader.StoredRows(runId), options);

    /// <summary>Audits all rows.</summary>
    /// <param name="rows">Gives the rows from the first one on, each time it is called.</param>
    public static LogFindings Of(Func<IEnumerable<JournalRow>> rows, LogAuditOptions options)
    {
        var audit = new LogAudit(options);
        foreach (var row in rows())
        {
            audit.Take(row);
            if (audit.StoppedAt is not null)
            {
                break;
            }
        }

        return audit.Conclude(rows);
    }

    /// <summary>Takes in the next row.</summary>
    public void Take(JournalRow row)
    {
        var isFirst = _rows == 0;
        _rows++;
        Number(row);
        if (row.IsMarkedDeleted)
        {
            Certain(DamageKind.Deleted, row, null, "the journal has it marked as deleted");
        }

        if (row.Row.IsNote)
        {
            _notes.Take(row, _chain.Link, isFirst);
        }
        else
        {
            TakeEvent(row);
        }

        _position = row.Position;
    }

    /// <summary>What was found.</summary>
    /// <param name="rows">Gives the rows once more, to find the originals of copies; null where they can't be read twice.</param>
    public LogFindings Conclude(Func<IEnumerable<JournalRow>>? rows)
    {
        if (_options.NeedsOpening && _rows > 0)
        {
            _notes.RequireOpening(_options.IsNumbered ? 1 : _segments is [var first, ..] ? first.First : 1);
        }

        var diagnosis = new Diagnosis(_segments, _envelopes, _notes, _events, _lastEvent) { Digest = _options.Digest, DigestAt = _digestAt };
        diagnosis.Conclude(_gap is null ? _gaps : [.. _gaps, _gap], rows);
        List<LogDamage> damages = [.. diagnosis.Damages, .. _certain, .. _notes.Damages];
        damages.AddRange(_labels.Where(label => !damages.Exists(damage => damage.Position == label.Position)));
        if (damages.Count == 0)
        {
            damages.AddRange(_notes.Misplaced);
        }

        return new LogFindings(
            _rows, _events, _chain.Digest, _notes.Ended is not null, ProgramVersion.Newest(_notes.Programs),
            [.. damages.OrderBy(damage => damage.Position).ThenBy(damage => damage.Kind)], StoppedAt);
    }

    private void Number(JournalRow row)
    {
        var expected = (_position ?? 0) + 1;
        if (_options.IsNumbered && row.Position > expected)
        {
            Settle();
            _gap = new RowGap(expected, row.Position - expected);
        }
        else if (_position is { } position && row.Position <= position)
        {
            Certain(DamageKind.Inserted, row, null, "the journal has another row of its number");
        }
    }

    // Numbers left out where the chain goes on.
    private void Settle()
    {
        if (_gap is not null)
        {
            _gaps.Add(_gap);
            _gap = null;
        }
    }

    private void TakeEvent(JournalRow row)
    {
        _events++;
        _lastEvent = row.Position;
        if (row.Defect is not null || !row.Row.HasForm)
        {
            Begin(row, null, null);
            _isSevered = _isOpaque = true;
            return;
        }

        var entry = TryRead(row, out var unreadable);
        var place = entry is null ? (LogPlace?)null : LogPlace.Of(entry);
        var isLinked = Follows(row, place);
        if (entry is not null)
        {
            var wrong = _envelopes.Follow(entry, isLinked && !_isSevered, row.Position);
            if (isLinked && wrong is not null)
            {
                Certain(DamageKind.Inconsistent, row, place, $"its link follows, but {wrong}");
            }

            Label(row, entry);
        }
        else if (isLinked)
        {
            Certain(DamageKind.Unreadable, row, null, $"its link follows, but it can't be read: {unreadable}");
        }

        // What does not follow may not be what it says, so the row behind it is not compared with it.
        _isSevered = !isLinked;
        _isOpaque = false;
    }

    // The chain goes on from the stored link, so that one damaged row does not damage all that come after it.
    private bool Follows(JournalRow row, LogPlace? place)
    {
        var follows = _chain.Follows(row.Row);
        if (_options.Digest is { } digest && row.Row.HasLink(digest))
        {
            _digestAt = row.Position;
        }

        var link = follows ? null : row.Row.LinkBytes;
        if (!follows && link is null && _segments.Count > 0 && !_isOpaque)
        {
            Certain(DamageKind.ChangedLink, row, place, "its link is no hash");
            follows = true;
        }

        if (follows && _segments.Count > 0 && !_isOpaque)
        {
            Settle();
            _segments[^1].Extend(row.Position, place, _chain.Link);
            return true;
        }

        if (link is not null)
        {
            _chain.GoOnFrom(link);
        }

        Begin(row, place, _chain.Link.ToArray());
        return follows;
    }

    private void Begin(JournalRow row, LogPlace? place, byte[]? link)
    {
        if (_segments.Count == MostSegments)
        {
            StoppedAt ??= row.Position;
            return;
        }

        _segments.Add(new LogSegment(_segments.Count, row, place, link, _gap, _position));
        _gap = null;
    }

    private void Label(JournalRow row, LogEntry entry)
    {
        if (_labels.Count == MostSegments)
        {
            StoppedAt ??= row.Position;
        }
        else if (!row.Row.IsStoredAs(entry.Type, entry.Version))
        {
            _labels.Add(new LogDamage(
                DamageKind.ChangedManifest, row.Position, 1, null, LogPlace.Of(entry),
                $"it is stored as '{row.Row.Manifest}', but is {entry.Type}/{entry.Version.ToString(CultureInfo.InvariantCulture)}"));
        }
        else if (_options.Catalogue is { } catalogue && !catalogue.Knows(entry.Type, entry.Version))
        {
            _labels.Add(new LogDamage(
                DamageKind.UnknownEvent, row.Position, 1, null, LogPlace.Of(entry), EventCatalogue.Unknown(entry.Type, entry.Version)));
        }
    }

    private static LogEntry? TryRead(JournalRow row, out string? unreadable)
    {
        unreadable = null;
        try
        {
            return LogEntryReader.Read(row.Row);
        }
        catch (LogDamagedException damage)
        {
            unreadable = damage.Message;
            return null;
        }
    }

    private void Certain(DamageKind kind, JournalRow row, LogPlace? place, string reason)
    {
        if (_certain.Count == MostSegments)
        {
            StoppedAt ??= row.Position;
            return;
        }

        _certain.Add(new LogDamage(kind, row.Position, 1, null, place, reason));
    }
}
