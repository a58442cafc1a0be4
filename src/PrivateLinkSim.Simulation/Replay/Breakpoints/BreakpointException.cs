namespace PrivateLinkSim.Simulation;

/// <summary>A breakpoint that can't be read: where in it, and what would be right.</summary>
/// <param name="text">The breakpoint as it was written.</param>
/// <param name="column">The column, from 1.</param>
/// <param name="complaint">What is wrong there, as sentences.</param>
public sealed class BreakpointException(string text, int column, string complaint) : Exception($"{text} (column {column}): {complaint}")
{
    /// <summary>The breakpoint as it was written.</summary>
    public string Text { get; } = text;

    /// <summary>The column, from 1.</summary>
    public int Column { get; } = column;

    /// <summary>What is wrong there.</summary>
    public string Complaint { get; } = complaint;
}
