using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// Counts the hours of one thing: from its beginning on in whole hours, each charged when it begins to whoever pays then, so that
/// a partial hour is a full one. A thing that ends and begins again within an hour that is charged already is not charged twice.
/// </summary>
internal sealed class HourMeter
{
    private const long MillisecondsPerHour = 3_600_000;

    private readonly SortedDictionary<string, long> _hours = new(StringComparer.Ordinal);
    private Moment _chargedUntil = new(long.MinValue);
    private string? _payer;

    /// <summary>The hours so far, by the account that pays.</summary>
    public ImmutableSortedDictionary<string, long> Hours => _hours.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>Charges the hours that began before a moment; from then on somebody pays, or nobody while the thing is not there.</summary>
    public void See(Moment now, string? payer)
    {
        AdvanceTo(now);
        _payer = payer;
        if (payer is not null && _chargedUntil < now)
        {
            _chargedUntil = now;
        }
    }

    /// <summary>Charges the hours that began before a moment.</summary>
    public void AdvanceTo(Moment now)
    {
        if (_payer is { } payer && _chargedUntil < now)
        {
            var hours = (now.Milliseconds - _chargedUntil.Milliseconds + MillisecondsPerHour - 1) / MillisecondsPerHour;
            _hours[payer] = _hours.GetValueOrDefault(payer) + hours;
            _chargedUntil = new Moment(_chargedUntil.Milliseconds + (hours * MillisecondsPerHour));
        }
    }
}
