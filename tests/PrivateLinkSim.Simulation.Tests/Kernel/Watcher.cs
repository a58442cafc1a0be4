using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>Notes what a run merges.</summary>
public sealed class Watcher : IRunObserver
{
    public List<LogEntry> Entries { get; } = [];

    public List<IEvent> Facts { get; } = [];

    public long DurableTurn { get; private set; } = -1;

    public IEnumerable<string> Lines => Entries.Select(entry =>
        $"{entry.Turn}.{entry.Index} {entry.Entity} {entry.Type}{(entry.Cause is { } cause ? $" cause {cause}" : string.Empty)}");

    public void Merged(LogEntry entry, IEvent fact)
    {
        Entries.Add(entry);
        Facts.Add(fact);
    }

    public void Durable(long turn) => DurableTurn = turn;
}
