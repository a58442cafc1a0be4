using System.Collections.Immutable;
using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace PrivateLinkSim.Simulation;

/// <summary>What is charged for.</summary>
public enum CostItem
{
    /// <summary>Hours of an interface endpoint in a zone.</summary>
    EndpointHours,

    /// <summary>Gigabytes processed by interface endpoints of a Region, in tiers by calendar month.</summary>
    DataProcessed,

    /// <summary>Gigabytes between the Regions of an endpoint and of its service.</summary>
    InterRegionData,

    /// <summary>Hours in which a service has connected endpoints in a remote Region.</summary>
    RemoteRegionHours,
}

/// <summary>Where a price is from.</summary>
public enum PriceClass
{
    /// <summary>AWS publishes it.</summary>
    Published,

    /// <summary>Somebody else says that it is AWS's.</summary>
    ThirdParty,

    /// <summary>It is the price of another Region.</summary>
    Assumed,
}

/// <summary>A price of the list.</summary>
/// <param name="Region">The Region in which it holds; null for every Region that has none of its own.</param>
/// <param name="OtherRegion">For data between Regions, the other one.</param>
/// <param name="FromGigabytes">From how many gigabytes of a Region's calendar month on it holds.</param>
/// <param name="Usd">US dollars for a unit.</param>
/// <param name="Unit">What it is for, in words.</param>
/// <param name="Source">Who says so.</param>
/// <param name="Date">When that was read, as ISO 8601.</param>
public sealed record Price(
    CostItem Item, string? Region, string? OtherRegion, decimal FromGigabytes, decimal Usd, string Unit, string Source, string Date, PriceClass Class);

/// <summary>The prices as the data file <c>prices.json</c> states them.</summary>
/// <param name="Prices">All of them.</param>
/// <param name="BytesPerGigabyte">How many bytes a gigabyte has.</param>
public sealed record PriceList(ImmutableArray<Price> Prices, long BytesPerGigabyte)
{
    private const string FileName = "prices.json";

    private static readonly Lazy<PriceList> Shipped = new(ReadShipped);

    /// <summary>The day on which the latest price was read, as ISO 8601.</summary>
    public string Date => Prices.Select(price => price.Date).Max(StringComparer.Ordinal)!;

    /// <summary>The data file that the program carries. It is read once. No run depends on it, so no log names it.</summary>
    public static PriceList Load() => Shipped.Value;

    /// <summary>The price of what has no tiers, in a Region: its own, or that of all Regions without one.</summary>
    public Price Of(CostItem item, string region) => Tiers(item, region)[0];

    /// <summary>The prices of a Region, in the order of their tiers.</summary>
    public ImmutableArray<Price> Tiers(CostItem item, string region)
    {
        var prices = Prices.Where(price => price.Item == item).ToLookup(price => price.Region, StringComparer.Ordinal);
        return [.. (prices.Contains(region) ? prices[region] : prices[null]).OrderBy(price => price.FromGigabytes)];
    }

    /// <summary>The price of data between two Regions, whichever way it goes.</summary>
    public Price Between(string one, string other) =>
        Prices.Where(price => price.Item == CostItem.InterRegionData)
            .OrderBy(price => price.Region is null)
            .First(price => price.Region is null || (price.Region, price.OtherRegion) == (one, other) || (price.Region, price.OtherRegion) == (other, one));

    private static PriceList ReadShipped()
    {
        using var reader = new JsonTextReader(new StreamReader(new MemoryStream(EmbeddedFile.Bytes(FileName)))) { DateParseHandling = DateParseHandling.None };
        var file = JObject.Load(reader);
        return new PriceList(
            [.. file.Value<JArray>("prices")!.Cast<JObject>().Select(Read)],
            long.Parse(file.Value<string>("bytesPerGigabyte")!, CultureInfo.InvariantCulture));
    }

    private static Price Read(JObject price) => new(
        Enum.Parse<CostItem>(price.Value<string>("item")!, ignoreCase: true),
        price.Value<string>("region"),
        price.Value<string>("otherRegion"),
        Amount(price.Value<string>("fromGigabytes") ?? "0"),
        Amount(price.Value<string>("usd")!),
        price.Value<string>("unit")!,
        price.Value<string>("source")!,
        price.Value<string>("date")!,
        Enum.Parse<PriceClass>(price.Value<string>("class")!.Replace(" ", "", StringComparison.Ordinal), ignoreCase: true));

    private static decimal Amount(string text) => decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
}
