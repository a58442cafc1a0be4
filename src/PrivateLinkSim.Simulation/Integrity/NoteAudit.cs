using System.Globalization;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Simulation;

/// <summary>Checks the notes beside a log: their form, their seal, their number and their places.</summary>
internal sealed class NoteAudit
{
    private static readonly string[] Types = [Bookkeeping.RunOpened, Bookkeeping.RunResumed, Bookkeeping.RunEnded];

    private readonly List<(long Position, string Reason)> _misplaced = [];
    private bool _hasOpened;

    /// <summary>Damage that is certain, whatever has become of the rows around.</summary>
    public List<LogDamage> Damages { get; } = [];

    /// <summary>What stands at another place than its seal says. Where rows are damaged, that may be the rows' fault.</summary>
    public IEnumerable<LogDamage> Misplaced => _misplaced.Select(each => new LogDamage(DamageKind.Moved, each.Position, 1, null, null, each.Reason));

    /// <summary>The note that ends the run, and where it stands.</summary>
    public (long Position, JObject Content, bool IsSealed)? Ended { get; private set; }

    /// <summary>The programs that wrote the log, in order.</summary>
    public List<string> Programs { get; } = [];

    /// <summary>Takes in a note.</summary>
    /// <param name="link">The link of the log's last row before it.</param>
    /// <param name="isFirst">Whether no row stands before it.</param>
    public void Take(JournalRow row, ReadOnlySpan<byte> link, bool isFirst)
    {
        if (Wrong(row.Row, out var type) is { } wrong)
        {
            // One that can't be trusted still stands for one: nothing else is missing then.
            _hasOpened |= row.Row.Manifest is Bookkeeping.RunOpened;
            Damages.Add(new LogDamage(DamageKind.ChangedNote, row.Position, 1, null, null, wrong));
            return;
        }

        if (type != row.Row.Manifest)
        {
            Damages.Add(new LogDamage(
                DamageKind.ChangedManifest, row.Position, 1, null, null, $"it is stored as {Shown(row.Row.Manifest)}, but is {Shown(type)}"));
            row = row with { Row = new LogRow(type, row.Row.Bytes) };
        }

        var content = Bookkeeping.Read(row.Row);
        if (content["programVersion"] is { } version)
        {
            Programs.Add((string)version!);
        }

        if (Extra(row, isFirst) is { } extra)
        {
            Damages.Add(new LogDamage(DamageKind.Inserted, row.Position, 1, null, null, extra));
            return;
        }

        var at = Bookkeeping.LinkOf(row.Row);
        if (row.Row.Manifest is Bookkeeping.RunEnded)
        {
            Ended = (row.Position, content, at is not null);
        }
        else if (at is not null && !string.Equals(at, Convert.ToHexStringLower(link), StringComparison.Ordinal))
        {
            _misplaced.Add((row.Position, "the note was written after another row than the one that it stands behind"));
        }
    }

    /// <summary>Says what a log without the note that opens it is.</summary>
    public void RequireOpening(long first)
    {
        if (!_hasOpened)
        {
            Damages.Add(new LogDamage(DamageKind.Deleted, first, 1, null, null, "the note that opens the run is missing"));
        }
    }

    private string? Extra(JournalRow row, bool isFirst)
    {
        switch (row.Row.Manifest)
        {
            case Bookkeeping.RunOpened when _hasOpened:
                return "it is a second note that opens the run";
            case Bookkeeping.RunOpened:
                _hasOpened = true;
                if (!isFirst)
                {
                    _misplaced.Add((row.Position, "the note that opens the run does not stand before its rows"));
                }

                return null;
            case Bookkeeping.RunEnded when Ended is not null:
                return "it is a second note that ends the run";
            default:
                return Ended is null ? null : "it stands behind the end of the run";
        }
    }

    private static string? Wrong(LogRow row, out string type)
    {
        type = string.Empty;
        try
        {
            var note = CanonicalJson.ReadObject(row.Bytes);
            type = note["type"] is JValue { Value: string text } ? text : string.Empty;
            return note["bookkeeping"] is not JObject content ? "it is no note"
                : !CanonicalJson.Bytes(note).AsSpan().SequenceEqual(row.Bytes) ? "it is not in canonical form"
                : !Types.Contains(type, StringComparer.Ordinal) ? $"{Shown(type)} is no note that this program knows"
                : !Bookkeeping.HasSoundSeal(note) ? "its seal is not that of its content"
                : WrongContent(type, content);
        }
        catch (Exception exception) when (exception is Newtonsoft.Json.JsonException or FormatException or InvalidCastException or ArgumentException)
        {
            return $"it can't be read: {exception.Message}";
        }
    }

    private static string? WrongContent(string type, JObject content) => type switch
    {
        Bookkeeping.RunEnded => content["digest"] is JValue { Value: string digest } && LogChain.IsDigest(digest)
                && content["events"] is JValue { Type: JTokenType.Integer }
            ? null
            : "it has no digest or no number of events",
        _ => content["programVersion"] is JValue { Value: string } ? null : "it does not say which program wrote it",
    };

    private static string Shown(string type) => type.Length > 0 ? string.Create(CultureInfo.InvariantCulture, $"'{type}'") : "nothing";
}
