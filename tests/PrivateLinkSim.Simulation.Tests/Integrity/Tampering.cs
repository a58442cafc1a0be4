using System.Text.RegularExpressions;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>What was done to a journal, and what an audit must say of it.</summary>
public sealed record Tampering(string Name, List<TableRow> Rows, DamageKind Kind, long Position, long? Count = 1, long? Other = null);

/// <summary>Tampers with the rows of a run in every way at random places.</summary>
internal sealed partial class Tamperer(IReadOnlyList<TableRow> sound, IReadOnlyList<TableRow> foreign, int seed)
{
    private readonly Random _random = new(seed);
    private readonly int[] _events = [.. Enumerable.Range(0, sound.Count).Where(at => !sound[at].IsNote)];

    public bool HasEnded => (string)sound[^1].Manifest == Bookkeeping.RunEnded;

    public Tampering Make(int way)
    {
        Func<Tampering>[] ways =
        [
            ChangedData, ChangedTurn, ChangedNumber, ChangedEntity, ChangedType, ChangedLink, NoLink, ChangedDataAndLink, ChangedManifest, Garbage, CutMessage, NoUtf8,
            TextMessage, OtherSerializer, DeletedOne, DeletedMany, DeletedFirst, HiddenRow, DeletedAndRenumbered, InsertedCopy, InsertedCopies, InsertedForeign,
            InsertedBehindTheEnd, SwappedAdjacent, SwappedDistant, Moved, Renumbered, CutBeforeTheEnd, ChangedNote, ChangedEndDigest, ChangedNoteManifest, DeletedOpening,
        ];
        var tampering = ways[way % ways.Length]();
        return tampering;
    }

    public static int Ways => 32;

    // A row that has rows of the log on both sides.
    private int Inner() => _events[_random.Next(1, _events.Length - 1)];

    private int Any() => _events[_random.Next(_events.Length)];

    private Tampering ChangedData() => Changed(Any(), text => OneLetter(text, "\"data\":{", "},\"entity\""));

    private Tampering ChangedTurn() => Changed(Any(), text => Turn().Replace(text, match => $"\"turn\":{long.Parse(match.Groups[1].Value) + _random.Next(1, 50)},"));

    private Tampering ChangedNumber() => Changed(Any(), text => Number().Replace(text, match => $"\"number\":{long.Parse(match.Groups[1].Value) + _random.Next(1, 50)},"));

    private Tampering ChangedEntity() => Changed(Any(), text => Entity().Replace(text, "\"entity\":\"vpc/vpc-other\","));

    private Tampering ChangedType() => Changed(Any(), text => Kind().Replace(text, "\"type\":\"toy.rung\","), text => text.Contains("\"type\":\"toy.rung\"", StringComparison.Ordinal));

    private Tampering ChangedLink()
    {
        var at = HasEnded ? Any() : Inner();
        return Done(DamageKind.ChangedLink, at, sound[at].With(OneHex(sound[at].Text)));
    }

    private Tampering NoLink()
    {
        var at = Inner();
        return Done(DamageKind.ChangedLink, at, sound[at].With(sound[at].Text[..^3] + "G\"}"));
    }

    private Tampering ChangedDataAndLink()
    {
        var at = Any();
        return Done(DamageKind.ChangedEntry, at, sound[at].With(OneHex(OneLetter(sound[at].Text, "\"data\":{", "},\"entity\""))));
    }

    private Tampering ChangedManifest()
    {
        var at = Any();
        return Done(DamageKind.ChangedManifest, at, sound[at] with { Manifest = _random.Next(2) == 0 ? "toy.rung/2" : "bookkeeping.run-resumed" });
    }

    private Tampering Garbage()
    {
        var at = Any();
        var bytes = new byte[_random.Next(0, 300)];
        _random.NextBytes(bytes);
        return Done(DamageKind.Unreadable, at, sound[at] with { Message = bytes });
    }

    private Tampering CutMessage()
    {
        var at = Any();
        return Done(DamageKind.Unreadable, at, sound[at] with { Message = sound[at].Bytes[.._random.Next(sound[at].Bytes.Length)] });
    }

    private Tampering NoUtf8()
    {
        var at = Any();
        var bytes = sound[at].Bytes.ToArray();
        bytes[sound[at].Text.IndexOf("\"entity\":\"", StringComparison.Ordinal) + 10] = 0xFF;
        return Done(DamageKind.Unreadable, at, sound[at] with { Message = bytes });
    }

    private Tampering TextMessage()
    {
        var at = Any();
        return Done(DamageKind.Unreadable, at, sound[at] with { Message = sound[at].Text });
    }

    private Tampering OtherSerializer()
    {
        var at = Any();
        return Done(DamageKind.Unreadable, at, sound[at] with { Identifier = 9 });
    }

    private Tampering DeletedOne()
    {
        var at = Inner();
        return new("deleted", [.. sound.Where((_, each) => each != at)], DamageKind.Deleted, sound[at].Number);
    }

    private Tampering DeletedMany()
    {
        var (first, count) = Range();
        return new("deleted many", [.. sound.Where((_, each) => each < first || each >= first + count)], DamageKind.Deleted, sound[first].Number, count);
    }

    private Tampering DeletedFirst() => new("deleted first", [.. sound.Where((_, each) => each != 1)], DamageKind.Deleted, 2);

    private Tampering HiddenRow()
    {
        var at = Any();
        return Done(DamageKind.Deleted, at, sound[at] with { Deleted = 1 });
    }

    // Without a note that counts the events, what is missing can't be told from what was changed.
    private Tampering DeletedAndRenumbered()
    {
        if (!HasEnded)
        {
            return DeletedMany();
        }

        var (first, count) = Range();
        return new("deleted, renumbered", Renumber(sound.Where((_, each) => each < first || each >= first + count)), DamageKind.Deleted, sound[first].Number, count);
    }

    private Tampering InsertedCopy() => Inserted(Any(), 1);

    private Tampering InsertedCopies()
    {
        var (first, count) = Range();
        return Inserted(first, count);
    }

    private Tampering InsertedForeign()
    {
        var at = Inner();
        var count = _random.Next(1, 6);
        var from = _random.Next(1, foreign.Count - 1 - count);
        return new("foreign", Renumber([.. sound.Take(at), .. foreign.Skip(from).Take(count), .. sound.Skip(at)]), DamageKind.Inserted, sound[at].Number, count);
    }

    private Tampering InsertedBehindTheEnd()
    {
        if (!HasEnded)
        {
            return InsertedForeign();
        }

        return new("behind the end", Renumber([.. sound, foreign[_random.Next(1, foreign.Count - 1)]]), DamageKind.Inserted, sound.Count + 1);
    }

    private Tampering SwappedAdjacent()
    {
        var at = _random.Next(1, _events.Length - 2);
        return Swapped(_events[at], _events[at + 1]);
    }

    private Tampering SwappedDistant()
    {
        var one = _random.Next(0, _events.Length - 1);
        var other = _random.Next(one + 1, _events.Length);
        return Swapped(_events[one], _events[other]);
    }

    private Tampering Moved()
    {
        var from = Inner();
        var rows = sound.ToList();
        rows.RemoveAt(from);
        int to;
        do
        {
            to = Inner();
        }
        while (Math.Abs(to - from) < 3);
        rows.Insert(to, sound[from]);
        return new("moved", Renumber(rows), DamageKind.Moved, to + 1, 1, to > from ? from + 1 : from + 2);
    }

    private Tampering Renumbered()
    {
        var at = _events[_random.Next(1, _events.Length - 3)];
        var rows = sound.ToList();
        rows[at] = sound[at] with { Number = sound.Count + 100 };
        return new("renumbered", [.. rows.OrderBy(row => row.Number)], DamageKind.Moved, sound.Count + 100, 1, at + 1);
    }

    private Tampering CutBeforeTheEnd()
    {
        if (!HasEnded)
        {
            return DeletedOne();
        }

        var count = _random.Next(1, 20);
        List<TableRow> rows = [.. sound.Take(sound.Count - 1 - count), sound[^1]];
        return new("cut", _random.Next(2) == 0 ? rows : Renumber(rows), DamageKind.Truncated, sound.Count - count, count);
    }

    private Tampering ChangedNote()
    {
        var at = Note();
        return Done(DamageKind.ChangedNote, at, sound[at].With(OneLetter(sound[at].Text, "\"bookkeeping\":{", "},\"link\"")));
    }

    private Tampering ChangedEndDigest() => !HasEnded ? ChangedNote()
        : Done(DamageKind.ChangedNote, sound.Count - 1, sound[^1].With(sound[^1].Text.Replace("\"digest\":\"sha256:", "\"digest\":\"sha256:0", StringComparison.Ordinal)));

    private Tampering ChangedNoteManifest()
    {
        var at = Note();
        return Done(DamageKind.ChangedManifest, at, sound[at] with { Manifest = "toy.rung/1" });
    }

    private Tampering DeletedOpening() => new("opening", [.. sound.Skip(1)], DamageKind.Deleted, 1);

    private int Note() => _random.Next(2) == 0 && HasEnded ? sound.Count - 1 : 0;

    private (int First, int Count) Range()
    {
        var first = _random.Next(1, _events.Length - 12);
        return (_events[first], _random.Next(2, 10));
    }

    private Tampering Inserted(int first, int count)
    {
        var at = Inner();
        while (at > first && at < first + count)
        {
            at = Inner();
        }

        // Next to its original, a copy is the later of the two, and stands where its original would end.
        var position = at == first ? first + count + 1 : at + 1;
        return new(
            $"copy of {count} from {first + 1}", Renumber([.. sound.Take(at), .. sound.Skip(first).Take(count), .. sound.Skip(at)]), DamageKind.Inserted, position, count);
    }

    private Tampering Swapped(int one, int other)
    {
        var rows = sound.ToList();
        rows[one] = sound[other] with { Number = sound[one].Number };
        rows[other] = sound[one] with { Number = sound[other].Number };
        return new("swapped", rows, DamageKind.Swapped, sound[one].Number, 1, sound[other].Number);
    }

    private Tampering Changed(int at, Func<string, string> change, Func<string, bool>? isSame = null)
    {
        while (isSame?.Invoke(sound[at].Text) is true)
        {
            at = Any();
        }

        return Done(DamageKind.ChangedEntry, at, sound[at].With(change(sound[at].Text)));
    }

    private Tampering Done(DamageKind kind, int at, TableRow row)
    {
        var rows = sound.ToList();
        rows[at] = row;
        return new($"{kind}", rows, kind, sound[at].Number);
    }

    private string OneLetter(string text, string from, string to)
    {
        var start = text.IndexOf(from, StringComparison.Ordinal) + from.Length;
        var end = text.IndexOf(to, start, StringComparison.Ordinal);
        int[] letters = [.. Enumerable.Range(start, end - start).Where(at => char.IsAsciiLetterLower(text[at]))];
        var place = letters[_random.Next(letters.Length)];
        return $"{text[..place]}{(text[place] == 'z' ? 'a' : (char)(text[place] + 1))}{text[(place + 1)..]}";
    }

    private string OneHex(string text)
    {
        var place = text.Length - 3 - _random.Next(64);
        return $"{text[..place]}{(text[place] == '0' ? '1' : '0')}{text[(place + 1)..]}";
    }

    private static List<TableRow> Renumber(IEnumerable<TableRow> rows) => [.. rows.Select((row, at) => row with { Number = at + 1 })];

    [GeneratedRegex("\"turn\":([0-9]+),")]
    private static partial Regex Turn();

    [GeneratedRegex("\"number\":([0-9]+),")]
    private static partial Regex Number();

    [GeneratedRegex("\"entity\":\"[^\"]+\",")]
    private static partial Regex Entity();

    [GeneratedRegex("\"type\":\"[^\"]+\",")]
    private static partial Regex Kind();
}
