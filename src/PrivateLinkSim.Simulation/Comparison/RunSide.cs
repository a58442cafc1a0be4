using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>One of two runs that are compared.</summary>
/// <param name="Name">What the user calls it.</param>
/// <param name="Log">What was logged.</param>
/// <param name="Started">What it is made of.</param>
/// <param name="Facts">Its settings and Regions.</param>
/// <param name="NameOf">What the scenario calls an id; the id itself where it has no name.</param>
public sealed record RunSide(string Name, IRecordedLog Log, RunStarted Started, Facts Facts, Func<string, string> NameOf)
{
    /// <summary>Up to this many entries, a log is read whole: what DNS answered and what was reached is told over time then.</summary>
    public const long MostToRead = 100_000;

    /// <summary>What became of expectations, traffic and costs; null where that is not known, because only a log is there.</summary>
    public ScenarioRun? Run { get; init; }

    /// <summary>Whether its log is read whole.</summary>
    internal bool IsRead => Log.Length <= MostToRead;

    /// <summary>The log of a run that was kept in memory.</summary>
    public static IRecordedLog Listed(IReadOnlyList<LogEntry> log) => new ListedLog(log, EntityTypes.Standard, EventCatalogue.Standard);
}
