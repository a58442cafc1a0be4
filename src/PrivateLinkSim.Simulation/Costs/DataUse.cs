using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>Who pays for an endpoint's data from a second of the run on.</summary>
internal readonly record struct Payment(long FromSecond, BilledEndpoint Endpoint);

/// <summary>The bytes of a run: what endpoints processed, and what went between Regions.</summary>
internal sealed class DataUse
{
    private readonly SortedDictionary<(string Payer, string Region, CalendarMonth Month), Int128> _processed = new(ByText.Instance);
    private readonly SortedDictionary<(string Owner, string Region, string ServiceRegion), Int128> _between = new(ByPlace.Instance);

    /// <summary>Adds a group's connections, each in the second in which it was opened.</summary>
    /// <param name="start">When the run began.</param>
    /// <param name="end">Up to when it is added.</param>
    /// <param name="payments">Who pays for the group's endpoint, in the order of time.</param>
    /// <param name="series">The group.</param>
    /// <param name="isFallback">Whether the endpoint is the group's fallback.</param>
    public void Add(Moment start, Moment end, IReadOnlyList<Payment> payments, ClientSeries series, bool isFallback)
    {
        for (var month = CalendarMonth.Of(start); month.Begins < end; month = month.Next)
        {
            for (var index = 0; index < payments.Count; index++)
            {
                var from = Math.Max(payments[index].FromSecond, CalendarMonth.SecondAt(start, month.Begins));
                var to = Math.Min(
                    index + 1 < payments.Count ? payments[index + 1].FromSecond : long.MaxValue,
                    CalendarMonth.SecondAt(start, month.Next.Begins));
                var counts = series.Between(from, to);
                var connections = isFallback ? counts.Switched : counts.Connected - counts.Switched;
                Add(payments[index].Endpoint, month, (Int128)connections * series.Group.BytesPerConnection);
            }
        }
    }

    /// <summary>What the bytes cost: a row for each price that some of them have.</summary>
    public IEnumerable<CostRow> Rows(PriceList prices)
    {
        var processed = from use in _processed
                        from part in InTiers(use.Key.Region, use.Value, prices)
                        group part.Bytes by (use.Key.Payer, use.Key.Region, part.Price) into row
                        select CostRow.OfBytes(row.Key.Payer, row.Key.Region, row.Key.Price, Sum(row), prices.BytesPerGigabyte);
        var between = from use in _between
                      select CostRow.OfBytes(
                          use.Key.Owner,
                          $"{use.Key.Region}/{use.Key.ServiceRegion}",
                          prices.Between(use.Key.Region, use.Key.ServiceRegion),
                          use.Value,
                          prices.BytesPerGigabyte);
        return processed.Concat(between);
    }

    private static IEnumerable<(Price Price, Int128 Bytes)> InTiers(string region, Int128 bytes, PriceList prices)
    {
        var tiers = prices.Tiers(CostItem.DataProcessed, region);
        for (var index = 0; index < tiers.Length; index++)
        {
            var from = Bytes(tiers[index]);
            var to = index + 1 < tiers.Length ? Bytes(tiers[index + 1]) : Int128.MaxValue;
            if (bytes > from)
            {
                yield return (tiers[index], Int128.Min(bytes, to) - from);
            }
        }

        Int128 Bytes(Price tier) => (Int128)(tier.FromGigabytes * prices.BytesPerGigabyte);
    }

    private static Int128 Sum(IEnumerable<Int128> bytes) => bytes.Aggregate(Int128.Zero, (sum, each) => sum + each);

    private void Add(BilledEndpoint endpoint, CalendarMonth month, Int128 bytes)
    {
        if (bytes == 0)
        {
            return;
        }

        var processed = (endpoint.Payer, endpoint.Region, month);
        _processed[processed] = _processed.GetValueOrDefault(processed) + bytes;
        if (endpoint.Region != endpoint.ServiceRegion)
        {
            var between = (endpoint.Owner, endpoint.Region, endpoint.ServiceRegion);
            _between[between] = _between.GetValueOrDefault(between) + bytes;
        }
    }

    private sealed class ByText : IComparer<(string Payer, string Region, CalendarMonth Month)>
    {
        public static readonly ByText Instance = new();

        public int Compare((string Payer, string Region, CalendarMonth Month) x, (string Payer, string Region, CalendarMonth Month) y) =>
            string.CompareOrdinal(x.Payer, y.Payer) is var payers && payers != 0 ? payers
            : string.CompareOrdinal(x.Region, y.Region) is var regions && regions != 0 ? regions
            : x.Month.Number.CompareTo(y.Month.Number);
    }

    private sealed class ByPlace : IComparer<(string Owner, string Region, string ServiceRegion)>
    {
        public static readonly ByPlace Instance = new();

        public int Compare((string Owner, string Region, string ServiceRegion) x, (string Owner, string Region, string ServiceRegion) y) =>
            string.CompareOrdinal(x.Owner, y.Owner) is var owners && owners != 0 ? owners
            : string.CompareOrdinal(x.Region, y.Region) is var regions && regions != 0 ? regions
            : string.CompareOrdinal(x.ServiceRegion, y.ServiceRegion);
    }
}
