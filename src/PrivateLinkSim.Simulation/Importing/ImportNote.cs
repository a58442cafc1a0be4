using System.Collections.Immutable;

namespace PrivateLinkSim.Simulation;

/// <summary>Something that a scenario does not have as it was found.</summary>
/// <param name="IsLeftOut">Whether it is not there at all; otherwise it is there in another way.</param>
/// <param name="Subjects">What it is about, in the order of their ids.</param>
/// <param name="Reason">Why, or what stands in its place.</param>
public sealed record ImportNote(bool IsLeftOut, ImmutableArray<string> Subjects, string Reason)
{
    /// <summary>The note in a line.</summary>
    /// <param name="most">How many subjects are named.</param>
    public string Text(int most = int.MaxValue)
    {
        var named = string.Join(", ", Subjects.Take(most));
        return $"{named}{(Subjects.Length > most ? FormattableString.Invariant($" and {Subjects.Length - most} more") : "")}: {Reason}";
    }
}

/// <summary>Gathers notes, those of the same reason together.</summary>
internal sealed class ImportNotes
{
    private readonly List<(bool IsLeftOut, string Reason, SortedSet<string> Subjects)> _notes = [];

    /// <summary>The notes, what is left out first.</summary>
    public ImmutableArray<ImportNote> All =>
        [.. _notes.OrderBy(note => !note.IsLeftOut).Select(note => new ImportNote(note.IsLeftOut, [.. note.Subjects], note.Reason))];

    public void LeftOut(string subject, string reason) => Add(isLeftOut: true, subject, reason);

    public void Changed(string subject, string reason) => Add(isLeftOut: false, subject, reason);

    /// <summary>Takes over what was noted before.</summary>
    public void AddAll(ImportNotes others)
    {
        foreach (var (isLeftOut, reason, subjects) in others._notes)
        {
            foreach (var subject in subjects)
            {
                Add(isLeftOut, subject, reason);
            }
        }
    }

    private void Add(bool isLeftOut, string subject, string reason)
    {
        var note = _notes.Find(each => each.IsLeftOut == isLeftOut && each.Reason == reason);
        if (note.Subjects is null)
        {
            note = (isLeftOut, reason, new SortedSet<string>(StringComparer.Ordinal));
            _notes.Add(note);
        }

        note.Subjects.Add(subject);
    }
}
