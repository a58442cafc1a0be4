using System.Collections.Immutable;

namespace PrivateLinkSim.Simulation;

/// <summary>What an audit of a log found.</summary>
/// <param name="Rows">Rows that were looked at, notes included.</param>
/// <param name="Events">Events of the log.</param>
/// <param name="Digest">What the log comes to; of a damaged log, the link of its last row.</param>
/// <param name="HasEnded">Whether a note says that the run has ended. Without one, a cut at the end can't be seen in the log itself.</param>
/// <param name="ProgramVersion">The newest program that wrote it; null when no note says so.</param>
/// <param name="Damages">All damage, in the order of positions.</param>
/// <param name="StoppedAt">Where the audit gave up because there was too much damage; null when it saw everything.</param>
public sealed record LogFindings(
    long Rows, long Events, string Digest, bool HasEnded, string? ProgramVersion, ImmutableArray<LogDamage> Damages, long? StoppedAt)
{
    /// <summary>Whether nothing is wrong.</summary>
    public bool IsSound => Damages.IsEmpty;

    /// <summary>The first event that this program does not know, when that is all there is and a newer one wrote the log; null otherwise.</summary>
    public LogPlace? Newer(string thisVersion) =>
        !IsSound && Damages.All(damage => damage.Kind is DamageKind.UnknownEvent)
        && ProgramVersion is not null && Simulation.ProgramVersion.IsNewer(ProgramVersion, thisVersion)
            ? Damages[0].Place
            : null;
}

/// <summary>What an audit goes by.</summary>
public sealed record LogAuditOptions
{
    /// <summary>What the log must come to, when the user knows.</summary>
    public string? Digest { get; init; }

    /// <summary>Whether positions are numbers that the journal gave, so that one left out is a row left out.</summary>
    public bool IsNumbered { get; init; } = true;

    /// <summary>Whether the log must begin with the note that opens a run.</summary>
    public bool NeedsOpening { get; init; } = true;

    /// <summary>The events that may stand in it; null for any.</summary>
    public EventCatalogue? Catalogue { get; init; }
}
