namespace PrivateLinkSim.Domain.Tests;

/// <summary>A few Regions, enough for every rule: default and opt-in ones, and zones that refuse cross-Region access.</summary>
internal static class Regions
{
    public const string Virginia = "us-east-1";
    public const string Ohio = "us-east-2";
    public const string California = "us-west-1";
    public const string Ireland = "eu-west-1";
    public const string Tokyo = "ap-northeast-1";
    public const string Seoul = "ap-northeast-2";
    public const string Milan = "eu-south-1";
    public const string HongKong = "ap-east-1";

    public static readonly RegionTable Table = new(
    [
        Region(Virginia, optIn: false, "use1", [1, 2, 3, 4, 5, 6], without: [3]),
        Region(Ohio, optIn: false, "use2", [1, 2, 3], without: []),
        Region(California, optIn: false, "usw1", [1, 2, 3], without: [2]),
        Region(Ireland, optIn: false, "euw1", [1, 2, 3], without: []),
        Region(Tokyo, optIn: false, "apne1", [1, 2, 3, 4], without: [3]),
        Region(Seoul, optIn: false, "apne2", [1, 2, 3, 4], without: [2, 4]),
        Region(Milan, optIn: true, "eus1", [1, 2, 3], without: []),
        Region(HongKong, optIn: true, "ape1", [1, 2, 3], without: []),
    ]);

    private static RegionFacts Region(string name, bool optIn, string prefix, int[] zones, int[] without) =>
        new(name, name, optIn, [.. zones.Select(zone => new ZoneFacts($"{prefix}-az{zone}", !without.Contains(zone)))]);
}
