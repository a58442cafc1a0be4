using System.Collections.Immutable;

namespace PrivateLinkSim.Simulation;

/// <summary>What an account pays for one thing at one price.</summary>
/// <param name="Account">The account's id.</param>
/// <param name="Place">The Region of the endpoint; for a remote Region that Region; for data between Regions both, with a slash.</param>
/// <param name="Quantity">Hours, or gigabytes in billionths.</param>
/// <param name="Usd">US dollars, in millionths; rounded half to even.</param>
public sealed record CostRow(string Account, string Place, Price Price, decimal Quantity, decimal Usd)
{
    private const int QuantityDecimals = 9;
    private const int UsdDecimals = 6;

    /// <summary>What is charged for.</summary>
    public CostItem Item => Price.Item;

    /// <summary>Whether the quantity counts hours; otherwise gigabytes.</summary>
    public bool IsByHour => Item is CostItem.EndpointHours or CostItem.RemoteRegionHours;

    internal static CostRow OfHours(string account, string place, Price price, long hours) =>
        new(account, place, price, hours, decimal.Round(hours * price.Usd, UsdDecimals));

    internal static CostRow OfBytes(string account, string place, Price price, Int128 bytes, long bytesPerGigabyte)
    {
        var exact = (decimal)bytes / bytesPerGigabyte;
        return new(account, place, price, decimal.Round(exact, QuantityDecimals), decimal.Round(exact * price.Usd, UsdDecimals));
    }
}

/// <summary>What a run costs. Every sum is that of the rows as they are rounded.</summary>
/// <param name="Rows">By account, item and place, a tier after the other.</param>
/// <param name="PricesOf">The day on which the latest price was read, as ISO 8601.</param>
public sealed record CostTable(ImmutableArray<CostRow> Rows, string PricesOf)
{
    /// <summary>Nothing, for a run that is not priced.</summary>
    public static readonly CostTable None = new([], "");

    /// <summary>What the table leaves out, as a sentence.</summary>
    public const string LeftOut =
        "Left out: load balancer hours and capacity units, data between zones behind a load balancer, targets, DNS, discounts and taxes.";

    /// <summary>What is assumed of how things are counted, as a sentence.</summary>
    public const string Assumed =
        "Assumed: hours count from when an interface is there; a GB is 2^30 bytes; an endpoint's owner pays for data between Regions, whoever pays for the endpoint.";

    /// <summary>What each account pays, by its id.</summary>
    public ImmutableSortedDictionary<string, decimal> ByAccount => Rows
        .GroupBy(row => row.Account, StringComparer.Ordinal)
        .ToImmutableSortedDictionary(account => account.Key, account => account.Sum(row => row.Usd), StringComparer.Ordinal);

    /// <summary>What all accounts pay.</summary>
    public decimal Usd => Rows.Sum(row => row.Usd);
}
