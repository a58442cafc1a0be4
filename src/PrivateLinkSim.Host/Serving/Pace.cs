using System.Globalization;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Host;

/// <summary>How virtual time follows the machine's clock while a server runs: so many times as fast, or only when it is told to.</summary>
internal sealed class Pace
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private double _factor;
    private Moment _from;
    private long _since;

    /// <summary>A pace that begins at a moment.</summary>
    /// <param name="factor">Virtual seconds in a second; 0 stands still.</param>
    public Pace(double factor, Moment from, TimeProvider clock) => (_factor, _from, _clock, _since) = (factor, from, clock, clock.GetTimestamp());

    /// <summary>Virtual seconds in a second; 0 stands still.</summary>
    public double Factor
    {
        get
        {
            lock (_lock)
            {
                return _factor;
            }
        }
    }

    /// <summary>How far virtual time has come.</summary>
    public Moment Now
    {
        get
        {
            lock (_lock)
            {
                return _from + (_clock.GetElapsedTime(_since) * _factor);
            }
        }
    }

    /// <summary>Changes the pace from now on.</summary>
    public void Set(double factor) => Restart(factor, TimeSpan.Zero);

    /// <summary>Begins anew at a moment.</summary>
    public void Begin(double factor, Moment from)
    {
        lock (_lock)
        {
            (_factor, _from, _since) = (factor, from, _clock.GetTimestamp());
        }
    }

    /// <summary>Puts virtual time on by so much, besides what passes by itself, and returns where it stands then.</summary>
    public Moment Advance(TimeSpan by) => Restart(null, by);

    /// <summary>Reads <c>real</c>, <c>manual</c>, <c>60x</c> or <c>0.5x</c>; null for anything else.</summary>
    public static double? Read(string text) => text switch
    {
        "real" => 1,
        "manual" => 0,
        _ => text.EndsWith('x') && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var factor) && factor is > 0 and <= 1_000_000
            ? factor
            : null,
    };

    /// <summary>The pace as <see cref="Read"/> takes it.</summary>
    public static string Show(double factor) => factor switch
    {
        0 => "manual",
        1 => "real",
        _ => string.Create(CultureInfo.InvariantCulture, $"{factor}x"),
    };

    private Moment Restart(double? factor, TimeSpan by)
    {
        lock (_lock)
        {
            _from = _from + (_clock.GetElapsedTime(_since) * _factor) + by;
            _since = _clock.GetTimestamp();
            _factor = factor ?? _factor;
            return _from;
        }
    }
}
