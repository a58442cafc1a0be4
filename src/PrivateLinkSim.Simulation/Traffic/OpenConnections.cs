namespace PrivateLinkSim.Simulation;

/// <summary>Connections that are open, by the second in which they were opened, and the ports that they hold.</summary>
/// <param name="holdsPorts">Whether ports are counted, which are held for a minute at least.</param>
internal sealed class OpenConnections(bool holdsPorts)
{
    private const int PortSeconds = 60;

    private readonly List<(long Second, long Count)> _opened = [];
    private int _firstOpen;
    private int _firstHeld;

    /// <summary>How many are open.</summary>
    public long Open { get; private set; }

    /// <summary>How many hold a port.</summary>
    public long Held { get; private set; }

    /// <summary>Counts connections of a second.</summary>
    public void Add(long second, long count)
    {
        if (count > 0)
        {
            _opened.Add((second, count));
            Open += count;
            Held += count;
        }
    }

    /// <summary>Ends those that have been open for so long; answers how many.</summary>
    public long End(long second, long life)
    {
        var ended = 0L;
        for (; _firstOpen < _opened.Count && second - _opened[_firstOpen].Second >= life; _firstOpen++)
        {
            ended += _opened[_firstOpen].Count;
        }

        Open -= ended;
        for (; _firstHeld < _firstOpen && (!holdsPorts || second - _opened[_firstHeld].Second >= Math.Max(life, PortSeconds)); _firstHeld++)
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
    public void Shift(long seconds)
    {
        for (var index = _firstHeld; index < _opened.Count; index++)
        {
            _opened[index] = (_opened[index].Second + seconds, _opened[index].Count);
        }
    }

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
