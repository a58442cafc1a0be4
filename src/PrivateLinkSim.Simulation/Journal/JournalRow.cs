namespace PrivateLinkSim.Simulation;

/// <summary>A row as a journal or a file has it, sound or not.</summary>
/// <param name="Position">Its number in the journal, or its line in a file.</param>
/// <param name="Row">Manifest and bytes; empty where there are none.</param>
/// <param name="Defect">Why it can't be a row of a log; null when it can.</param>
/// <param name="IsMarkedDeleted">Whether the journal hides it.</param>
public sealed record JournalRow(long Position, LogRow Row, string? Defect = null, bool IsMarkedDeleted = false);
