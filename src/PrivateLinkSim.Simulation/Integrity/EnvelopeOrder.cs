using System.Globalization;

namespace PrivateLinkSim.Simulation;

/// <summary>What must be so of each entry after the one before it: turns, indexes, times, causes, and each entity's own numbers.</summary>
internal sealed class EnvelopeOrder
{
    private const int MostGaps = 1000;

    private readonly Dictionary<string, long> _numbers = new(StringComparer.Ordinal);
    private LogEntry? _previous;

    /// <summary>Where an entity's numbers leave some out: the position of the entry after them, and whose they are.</summary>
    public List<(long Position, string Entity)> Gaps { get; } = [];

    /// <summary>Where an entity's numbers first went wrong, in words.</summary>
    public (long Position, LogPlace Place, string Reason)? FirstWrongNumber { get; private set; }

    /// <summary>What is wrong with the place of an entry that follows the one before it by its link; null when nothing is.</summary>
    public string? Follow(LogEntry entry, bool isLinked, long position)
    {
        Count(entry, position);
        var previous = isLinked ? _previous : null;
        _previous = entry;
        return entry.Cause >= entry.Turn ? Said($"its cause, turn {entry.Cause}, is not before its own turn {entry.Turn}")
            : previous is null ? null
            : !LogPlace.Of(entry).Follows(LogPlace.Of(previous))
                ? Said($"it is event {entry.Turn}.{entry.Index} after {previous.Turn}.{previous.Index}")
            : entry.Time < previous.Time ? $"its time {entry.Time} is before {previous.Time}"
            : null;
    }

    private void Count(LogEntry entry, long position)
    {
        ref var last = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_numbers, entry.Entity, out _);
        if (entry.Number != last + 1)
        {
            FirstWrongNumber ??= (position, LogPlace.Of(entry), Said($"it is number {entry.Number} of {entry.Entity} after number {last}"));
            if (entry.Number > last && Gaps.Count < MostGaps)
            {
                Gaps.Add((position, entry.Entity));
            }
        }

        last = entry.Number;
    }

    private static string Said(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
