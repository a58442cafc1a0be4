using System.Collections.Immutable;
using System.Security.Cryptography;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <summary>The Regions of the aws partition as the data file <c>regions.json</c> states them.</summary>
/// <param name="Regions">The table.</param>
/// <param name="Hash">The SHA-256 of the file, in lower-case hexadecimal: runs on other data can't pass for the same.</param>
public sealed record RegionData(RegionTable Regions, string Hash)
{
    private const string FileName = "regions.json";

    private static readonly Lazy<RegionData> Shipped = new(ReadShipped);

    /// <summary>The hashes of the data files by name, as a run's first log entry states them.</summary>
    public ImmutableSortedDictionary<string, string> Hashes => Sorted.Map<string>().Add(FileName, Hash);

    /// <summary>The data file that the program carries. It is read once.</summary>
    public static RegionData Load() => Shipped.Value;

    private static RegionData ReadShipped()
    {
        var bytes = EmbeddedFile.Bytes(FileName);
        using var reader = new JsonTextReader(new StreamReader(new MemoryStream(bytes))) { DateParseHandling = DateParseHandling.None };
        var regions = JObject.Load(reader).Value<JArray>("regions")!;
        return new RegionData(new RegionTable(regions.Cast<JObject>().Select(ReadRegion)), Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    private static RegionFacts ReadRegion(JObject region) => new(
        region.Value<string>("name")!,
        region.Value<string>("longName")!,
        region.Value<bool>("optIn"),
        [
            .. region.Value<JArray>("zones")!.Cast<JObject>().Select(zone =>
                new ZoneFacts(zone.Value<string>("id")!, zone.Value<bool?>("crossRegion") ?? true)),
        ]);
}
