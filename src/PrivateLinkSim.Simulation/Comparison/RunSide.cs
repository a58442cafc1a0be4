namespace PrivateLinkSim.Simulation;

/// <summary>One of two runs that are compared.</summary>
/// <param name="Name">What the user calls it.</param>
/// <param name="Log">What was logged.</param>
/// <param name="File">Its scenario.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="NameOf">What the scenario calls an id; the id itself where it has no name.</param>
public sealed record RunSide(string Name, IReadOnlyList<LogEntry> Log, ScenarioFile File, long Seed, Func<string, string> NameOf)
{
    /// <summary>What became of expectations, traffic and costs; null where that is not known, because only a log is there.</summary>
    public ScenarioRun? Run { get; init; }
}
