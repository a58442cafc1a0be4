using System.Security.Cryptography;

namespace PrivateLinkSim.Simulation;

/// <summary>Rows of a log of which each follows from the one before it. A sound log is one segment.</summary>
internal sealed class LogSegment
{
    public LogSegment(int ordinal, JournalRow head, LogPlace? place, byte[]? link, RowGap? gap, long? before)
    {
        (Ordinal, Head, HeadPlace, Link, Gap) = (ordinal, head, place, link, gap);
        (Last, TailPlace, Before) = (head.Position, place, before ?? 0);
    }

    /// <summary>Its place among the segments.</summary>
    public int Ordinal { get; }

    public JournalRow Head { get; }

    public LogPlace? HeadPlace { get; }

    /// <summary>The entry after the head; null when there is none.</summary>
    public LogPlace? SecondPlace { get; private set; }

    public LogPlace? TailPlace { get; private set; }

    public long First => Head.Position;

    /// <summary>The position of the row before the head, be it what it may; 0 when there is none.</summary>
    public long Before { get; }

    public long Last { get; private set; }

    public long Rows { get; private set; } = 1;

    /// <summary>The link of the last row; null when the segment is a row that can't be read.</summary>
    public byte[]? Link { get; }

    /// <summary>Numbers that the journal left out right before the head.</summary>
    public RowGap? Gap { get; }

    public bool IsReadable => Link is not null;

    /// <summary>Takes in the row after the last one.</summary>
    public void Extend(long position, LogPlace? place, ReadOnlySpan<byte> link)
    {
        link.CopyTo(Link);
        Rows++;
        Last = position;
        TailPlace = place;
        SecondPlace ??= place;
    }

    /// <summary>What the head's link would be after this link.</summary>
    public byte[] LinkAfter(ReadOnlySpan<byte> link)
    {
        var chain = new LogChain();
        chain.GoOnFrom(link);
        chain.Add(Head.Row.Entry.Span);
        return chain.Link.ToArray();
    }

    /// <summary>Whether the head was written right after a row with this link.</summary>
    public bool CanFollow(ReadOnlySpan<byte> link)
    {
        var chain = new LogChain();
        chain.GoOnFrom(link);
        return IsReadable && chain.Follows(Head.Row);
    }

    public static byte[] Start { get; } = new byte[SHA256.HashSizeInBytes];
}

/// <summary>Numbers that a journal left out.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Count">How many.</param>
internal sealed record RowGap(long First, long Count);
