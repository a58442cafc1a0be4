using System.Collections.Immutable;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>
/// Meters a run: hours from what is billed whenever that has changed, and data from the traffic. A pure computation; it changes
/// nothing and nothing of it is logged. Tiers are counted for each paying account, Region and calendar month (UTC).
/// </summary>
/// <param name="prices">The prices.</param>
/// <param name="start">When the run began, from which traffic counts its seconds.</param>
public sealed class CostMeter(PriceList prices, Moment start)
{
    private readonly SortedDictionary<string, SortedDictionary<MeterKey, HourMeter>> _meters = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, List<Payment>> _payments = new(StringComparer.Ordinal);

    /// <summary>From a moment on this is billed; what was before holds until then, and goes on for what has not changed.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="billed">What is billed of what has changed.</param>
    /// <param name="changed">The ids of endpoints and services that may have changed.</param>
    public void See(Moment now, Billed billed, IEnumerable<string> changed)
    {
        ArgumentNullException.ThrowIfNull(billed);
        ArgumentNullException.ThrowIfNull(changed);
        var paid = new SortedDictionary<MeterKey, string>();
        foreach (var endpoint in billed.Endpoints)
        {
            Note(now, endpoint);
            foreach (var zone in endpoint.ZoneIds)
            {
                paid[new MeterKey(CostItem.EndpointHours, endpoint.Region, endpoint.Region, endpoint.Id, zone)] = endpoint.Payer;
            }
        }

        foreach (var remote in billed.RemoteRegions)
        {
            paid[new MeterKey(CostItem.RemoteRegionHours, remote.Region, remote.RemoteRegion, remote.ServiceId, "")] = remote.Owner;
        }

        foreach (var key in paid.Keys)
        {
            MetersOf(key.Id).TryAdd(key, new HourMeter());
        }

        foreach (var (key, meter) in changed.SelectMany(MetersOf))
        {
            meter.See(now, paid.GetValueOrDefault(key));
        }
    }

    /// <summary>What has been used before a moment, and what it costs.</summary>
    /// <param name="now">The end of the run, or a moment before it that nothing was billed after.</param>
    /// <param name="traffic">The groups, each with the id of its endpoint or its fallback, counted up to that moment. Their order is irrelevant.</param>
    public CostTable Total(Moment now, IEnumerable<(string EndpointId, ClientSeries Series, bool IsFallback)> traffic)
    {
        ArgumentNullException.ThrowIfNull(traffic);
        var data = new DataUse();
        foreach (var (endpointId, series, isFallback) in traffic)
        {
            if (_payments.TryGetValue(endpointId, out var payments))
            {
                data.Add(start, now, payments, series, isFallback);
            }
        }

        return new CostTable(
            [
                .. HourRows(now).Concat(data.Rows(prices))
                    .OrderBy(row => row.Account, StringComparer.Ordinal)
                    .ThenBy(row => row.Item)
                    .ThenBy(row => row.Place, StringComparer.Ordinal)
                    .ThenBy(row => row.Price.FromGigabytes),
            ],
            prices.Date);
    }

    private IEnumerable<CostRow> HourRows(Moment now)
    {
        foreach (var meter in _meters.Values.SelectMany(meters => meters.Values))
        {
            meter.AdvanceTo(now);
        }

        return from meter in _meters.Values.SelectMany(meters => meters)
               from hours in meter.Value.Hours
               group hours.Value by (Account: hours.Key, meter.Key.Place, Price: prices.Of(meter.Key.Item, meter.Key.PriceRegion)) into row
               select CostRow.OfHours(row.Key.Account, row.Key.Place, row.Key.Price, row.Sum());
    }

    private SortedDictionary<MeterKey, HourMeter> MetersOf(string id)
    {
        if (!_meters.TryGetValue(id, out var meters))
        {
            _meters.Add(id, meters = []);
        }

        return meters;
    }

    // What changes counts for traffic from the next full second on, as traffic itself has it.
    private void Note(Moment now, BilledEndpoint endpoint)
    {
        if (!_payments.TryGetValue(endpoint.Id, out var payments))
        {
            _payments.Add(endpoint.Id, payments = []);
        }

        if (payments is not [.., var last] || last.Endpoint.Payer != endpoint.Payer)
        {
            payments.Add(new Payment(CalendarMonth.SecondAt(start, now), endpoint));
        }
    }

    private readonly record struct MeterKey(CostItem Item, string PriceRegion, string Place, string Id, string Part) : IComparable<MeterKey>
    {
        public int CompareTo(MeterKey other) =>
            Item != other.Item ? Item.CompareTo(other.Item)
            : string.CompareOrdinal(Id, other.Id) is var ids && ids != 0 ? ids
            : string.CompareOrdinal(Place, other.Place) is var places && places != 0 ? places
            : string.CompareOrdinal(Part, other.Part);
    }
}
