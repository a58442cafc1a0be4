using System.Globalization;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// What a resumed run is compared with: the log as it was found in the journal. Recorded events are not trusted; they
/// are made again and must come out the same.
/// </summary>
internal sealed class RunRecord
{
    private readonly Queue<LogRow> _rows = new();
    private string? _damage;

    /// <summary>How many rows the journal has, bookkeeping included.</summary>
    public long Position { get; private set; }

    /// <summary>How many recorded events have not been made again yet.</summary>
    public int Left => _rows.Count;

    /// <summary>The chain over the recorded events.</summary>
    public LogChain Chain { get; } = new();

    /// <summary>The note with which the run was opened.</summary>
    public LogRow? Opened { get; private set; }

    /// <summary>Whether the run has ended already.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Takes in the next row of the journal.</summary>
    public void Recover(LogRow row)
    {
        Position++;
        if (!row.IsBookkeeping)
        {
            Check(row);
            _rows.Enqueue(row);
            return;
        }

        Opened ??= row.Manifest is Bookkeeping.RunOpened ? row : null;
        HasEnded |= row.Manifest is Bookkeeping.RunEnded;
    }

    /// <summary>Throws what was found wrong while the rows came in.</summary>
    public void RequireWhole()
    {
        if (_damage is not null)
        {
            throw new LogDamagedException(_damage);
        }
    }

    /// <summary>Compares a new row with the recorded one at its place; false when the record has ended.</summary>
    /// <exception cref="NonDeterminismException">They differ.</exception>
    public bool Holds(LogRow row)
    {
        if (!_rows.TryDequeue(out var recorded))
        {
            return false;
        }

        return recorded.Bytes.AsSpan().SequenceEqual(row.Bytes)
            ? true
            : throw new NonDeterminismException($"The run does not repeat its record: {LogDifference.Describe(recorded, row)}");
    }

    /// <summary>The first recorded event that the run did not make again.</summary>
    public LogRow? Next => _rows.TryPeek(out var next) ? next : null;

    private void Check(LogRow row)
    {
        if (_damage is null && !Chain.Follows(row))
        {
            _damage = string.Create(
                CultureInfo.InvariantCulture, $"The log is damaged at row {Position} of the journal ({row.Manifest}): its link does not follow from the rows before it.");
        }
    }
}
