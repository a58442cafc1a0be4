using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// Makes the log: gives every event its envelope and its link, and compares it with the record where there is one. The
/// pure part of writing; what it returns goes to the journal.
/// </summary>
internal sealed class RunLog(IRunObserver? observer)
{
    private readonly Utf8Buffer _entry = new();
    private readonly Utf8Buffer _time = new();
    private Moment _timed = new(long.MinValue);

    public LogChain Chain { get; } = new();

    /// <summary>How many entries the log has.</summary>
    public long Events { get; private set; }

    /// <summary>Appends an event and returns the row that keeps it.</summary>
    /// <param name="entity">Whose event it is; null for the run's own.</param>
    public LogRow Append(long turn, int index, Moment time, EntityId? entity, long number, long cause, in Fact fact)
    {
        Compose(turn, index, time, entity, number, cause, fact);
        Chain.Add(_entry.Written);
        Events++;
        observer?.Merged(
            new LogEntry(
                turn, index, time, entity?.ToString() ?? LogEntry.Run, number, fact.Kind.Type, fact.Kind.Version,
                cause == Work.NoCause ? null : cause, fact.Data),
            fact.Event);
        observer?.Chained(Chain.Link);
        return LogRow.Of(fact.Kind.Manifest, _entry.Written, Chain.Link);
    }

    // The members in ordinal order, as canonical JSON wants them.
    private void Compose(long turn, int index, Moment time, EntityId? entity, long number, long cause, in Fact fact)
    {
        _entry.Clear();
        _entry.Byte((byte)'{');
        if (cause != Work.NoCause)
        {
            _entry.Raw("\"cause\":"u8);
            _entry.Integer(cause);
            _entry.Byte((byte)',');
        }

        _entry.Raw("\"data\":"u8);
        _entry.Raw(fact.Data);
        _entry.Raw(",\"entity\":\""u8);
        Entity(entity);
        _entry.Raw("\",\"index\":"u8);
        _entry.Integer(index);
        _entry.Raw(",\"number\":"u8);
        _entry.Integer(number);
        _entry.Raw(",\"time\":"u8);
        _entry.Raw(Time(time));
        _entry.Raw(",\"turn\":"u8);
        _entry.Integer(turn);
        _entry.Raw(",\"type\":"u8);
        _entry.Text(fact.Kind.Type);
        _entry.Raw(",\"version\":"u8);
        _entry.Integer(fact.Kind.Version);
        _entry.Byte((byte)'}');
    }

    private void Entity(EntityId? entity)
    {
        if (entity is not { } owner)
        {
            _entry.Inside(LogEntry.Run);
            return;
        }

        _entry.Inside(EntityId.NameOf(owner.Kind));
        _entry.Byte((byte)'/');
        _entry.Inside(owner.Key);
    }

    // Many events share a moment.
    private ReadOnlySpan<byte> Time(Moment time)
    {
        if (time != _timed)
        {
            _time.Clear();
            _time.Text(time.ToString());
            _timed = time;
        }

        return _time.Written;
    }
}
