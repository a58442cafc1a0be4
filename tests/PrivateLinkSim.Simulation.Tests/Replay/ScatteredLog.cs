using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation.Tests;

/// <summary>A log that remembers which of its entries are read, and refuses to be read from one end to the other.</summary>
internal sealed class ScatteredLog(IRecordedLog log) : IRecordedLog
{
    public List<long> Read { get; } = [];

    public long Length => log.Length;

    public IReadOnlyList<EntityId> Entities => log.Entities;

    public IEnumerable<(string Id, string Label)> Labels => log.Labels;

    public LogEntry this[long position]
    {
        get
        {
            Read.Add(position);
            return log[position];
        }
    }

    public IEnumerable<LogEntry> From(long position) => throw new InvalidOperationException("The log is read in a row.");

    public long UpToTurn(long turn) => log.UpToTurn(turn);

    public long UpToTime(Moment time) => log.UpToTime(time);

    public IReadOnlyList<long> PositionsOf(EntityId entity, long before) => log.PositionsOf(entity, before);

    public IState? StateOf(EntityId entity, long before) => log.StateOf(entity, before);

    public void Dispose() => log.Dispose();
}
