namespace PrivateLinkSim.Simulation;

/// <summary>Connections that are open, by the second in which they were opened, and the ports that they hold.</summary>
/// <param name="holdsPorts">Whether ports are counted, which are held for a minute at least.</param>
/// <param name="longestLife">After how many seconds it no longer matters for how long those that do not end have been open.</param>
internal sealed class OpenConnections(bool holdsPorts, long longestLife)
{
    private const int PortSeconds = 60;

    private readonly List<(long Second, long Count)> _opened = [];
    private int _firstOpen;
    private int _firstHeld;
    private long _shift;

    /// <summary>How many are open.</summary>
    public long Open { get; private set; }

    /// <summary>How many hold a port.</summary>
    public long Held { get; private set; }

    /// <summary>Counts connections of a second.</summary>
    public void Add(long second, long count)
    {
        if (count > 0)
        {
            _opened.Add((second - _shift, count));
            Open += count;
            Held += count;
        }
    }

    /// <summary>Ends those that have been open for so long; answers how many.</summary>
    public long End(long second, long life)
    {
        var ended = 0L;
        for (; _firstOpen < _opened.Count && Age(second, _firstOpen) >= life; _firstOpen++)
        {
            ended += _opened[_firstOpen].Count;
        }

        Open -= ended;
        for (; _firstOpen + 1 < _opened.Count && Age(second, _firstOpen + 1) >= longestLife; _firstOpen++)
        {
            _opened[_firstOpen + 1] = (_opened[_firstOpen + 1].Second, _opened[_firstOpen + 1].Count + _opened[_firstOpen].Count);
            _opened[_firstOpen] = (_opened[_firstOpen].Second, 0);
        }

        for (; _firstHeld < _firstOpen && (!holdsPorts || _opened[_firstHeld].Count == 0 || Age(second, _firstHeld) >= PortSeconds); _firstHeld++)
        {
            Held -= _opened[_firstHeld].Count;
        }

        Trim();
        return ended;
    }

    /// <summary>Breaks a share of those that are open, of every second alike; answers how many.</summary>
    public long Break(long part, long of)
    {
        var (sum, broken) = ((Int128)0, 0L);
        for (var index = _firstOpen; index < _opened.Count; index++)
        {
            var (second, count) = _opened[index];
            sum += (Int128)count * part;
            var taken = (long)(sum / of) - broken;
            broken += taken;
            _opened[index] = (second, count - taken);
        }

        Open -= broken;
        Held -= broken;
        return broken;
    }

    /// <summary>Makes everything later by so many seconds.</summary>
    public void Shift(long seconds) => _shift += seconds;

    /// <summary>Tells how many have been open, or hold a port, for how long, as far as that matters.</summary>
    public void Tell(List<long> state, long second)
    {
        for (var index = _firstHeld; index < _opened.Count; index++)
        {
            if (_opened[index].Count > 0)
            {
                var age = Age(second, index);
                state.Add(index < _firstOpen ? -age : Math.Min(age, longestLife));
                state.Add(_opened[index].Count);
            }
        }

        state.Add(long.MinValue);
    }

    private long Age(long second, int index) => second - _shift - _opened[index].Second;

    private void Trim()
    {
        if (_firstHeld > 1000 && _firstHeld * 2 > _opened.Count)
        {
            _opened.RemoveRange(0, _firstHeld);
            _firstOpen -= _firstHeld;
            _firstHeld = 0;
        }
    }
}
