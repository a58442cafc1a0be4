using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

// The writing: rows gather while others are under way and go out together, whole steps at a time. Only a fault cuts a step
// short: what was merged of it before the fault is the best evidence there is, so it is written too.
internal sealed partial class Conductor
{
    private const int RowsWorthAWrite = 1000;
    private const int WritesInFlight = 4;

    private readonly Queue<(LogRow Last, long Turn)> _writes = new();
    private List<LogRow> _gathered = [];
    private long _rowsInFlight;
    private long _lastMerged;

    private long RowsAhead => _rowsInFlight + _gathered.Count;

    private bool HasUnwritten => RowsAhead > 0;

    private void Append(long turn, int index, EntityHandle? entity, long cause, IEvent happened) =>
        Append(turn, index, entity, cause, new Fact(happened, _plan.Catalogue.Of(happened.GetType()), CanonicalJson.Bytes(happened)));

    private void Append(long turn, int index, EntityHandle? entity, long cause, in Fact fact)
    {
        var number = entity is null ? ++_runEvents : ++entity.Events;
        var row = _log.Append(turn, index, _now, entity?.Id, number, cause, fact);
        _lastMerged = turn;
        if (entity is not null)
        {
            _world.Apply(entity.Id, fact.Event);
            _plan.Inputs.Happened(entity.Id, fact.Event);
            entity.Recorded?.Add(fact.Event);
        }

        if (!_record.Holds(row))
        {
            Write(row);
        }
    }

    private void Write(LogRow row) => _gathered.Add(row);

    private void Flush(bool atOnce)
    {
        if (_gathered.Count == 0 || _failure is JournalFailureException)
        {
            return;
        }

        if (atOnce || _writes.Count == 0 || (_gathered.Count >= RowsWorthAWrite && _writes.Count < WritesInFlight))
        {
            var rows = _gathered;
            _gathered = [];
            _rowsInFlight += rows.Count;

            // The clock may have given out turns that are not merged yet: their events are not among these rows.
            _writes.Enqueue((rows[^1], _lastMerged));
            PersistAllAsync(rows, Written);
        }
    }

    private void Written(LogRow row)
    {
        _rowsInFlight--;
        if (!ReferenceEquals(row, _writes.Peek().Last))
        {
            return;
        }

        var (_, turn) = _writes.Dequeue();
        if (_ending is Ending.None)
        {
            Guard(() => WriteOn(turn));
        }
        else
        {
            Wind(turn);
        }
    }

    private void WriteOn(long turn)
    {
        _observer?.Durable(turn);
        Flush(atOnce: false);
        if (_step is null && !_isWaiting)
        {
            Advance();
        }
    }

    // A run that is ending must end: what fails on the way is reported in the place of its result.
    private void Wind(long turn)
    {
        try
        {
            _observer?.Durable(turn);
            EndWhenDurable();
        }
        catch (Exception bug)
        {
            End(new KernelFaultException($"The run could not be ended after turn {turn}: {bug.Message}", bug));
        }
    }

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
        End(new JournalFailureException($"The journal failed to write row {sequenceNr} of run '{_plan.RunId}': {cause.Message}", cause));

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) =>
        End(new JournalFailureException($"The journal rejected row {sequenceNr} of run '{_plan.RunId}': {cause.Message}", cause));
}
