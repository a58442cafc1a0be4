using Newtonsoft.Json.Linq;
using PrivateLinkSim.Simulation;

namespace PrivateLinkSim.Host;

/// <summary>A fault as somebody types it, <c>az-power-interruption use1-az1</c>, as the short form of a step.</summary>
internal static class FaultWords
{
    /// <summary>The step.</summary>
    /// <param name="fault">The fault, in a scenario's word.</param>
    /// <param name="words">Where it strikes, and parameters as NAME=VALUE.</param>
    /// <param name="lasting">For how long; null for until it is repaired.</param>
    /// <exception cref="UsageException">There are more places than the fault has.</exception>
    public static string Step(string fault, IReadOnlyList<string> words, string? lasting)
    {
        string?[] parts =
        [
            fault,
            .. Placed(fault, [.. words.Where(word => !word.Contains('=', StringComparison.Ordinal))]).Select(each => $"{each.Member}={each.Place}"),
            .. words.Where(word => word.Contains('=', StringComparison.Ordinal)),
            lasting is null ? null : $"{(fault == "zonal-shift" ? "ExpiresIn" : "Duration")}={lasting}",
        ];
        return string.Join(' ', parts.Where(part => part is not null));
    }

    /// <summary>The body of a request to repair a fault.</summary>
    /// <exception cref="UsageException">There are more places than the fault has.</exception>
    public static JObject Repair(string fault, string[] places) =>
        new([new JProperty("fault", fault), .. Placed(fault, places).Select(each => new JProperty(char.ToLowerInvariant(each.Member[0]) + each.Member[1..], each.Place))]);

    private static IEnumerable<(string Member, string Place)> Placed(string fault, string[] places)
    {
        var members = MembersOf(fault, places);
        return places.Length <= members.Length
            ? members.Zip(places)
            : throw new UsageException($"'{places[members.Length]}' is one word too many: {fault} is of {string.Join(" and ", members)}.");
    }

    private static string[] MembersOf(string fault, string[] places) => fault switch
    {
        "az-power-interruption" or "az-network-disruption" => ["ZoneId"],
        "region-outage" or "control-plane-outage" => ["RegionName"],
        "inter-region-disruption" => ["RegionName", "PeerRegionName"],
        "target-failure" or "target-slow" or "load-balancer-node-failure" => ["LoadBalancerArn", "ZoneId"],
        "zonal-shift" => ["LoadBalancerArn", "AwayFrom"],
        "cancel-zonal-shift" or "zonal-autoshift" => ["LoadBalancerArn"],
        "endpoint-interface-failure" => ["VpcEndpointId", "ZoneId"],
        "disrupt-vpc-endpoint" => ["VpcEndpointId"],
        "dns-delay" => [places is [var place, ..] && IsRegion(place) ? "RegionName" : "VpcId"],
        "packet-loss" or "latency" => places switch
        {
            [_, _, ..] => ["RegionName", "PeerRegionName"],
            [var place] when RegionData.Load().Regions.OfZone(place) is null => ["VpcEndpointId"],
            _ => ["ZoneId"],
        },
        _ => throw new UsageException($"'{fault}' is no fault; there are {string.Join(", ", LiveSteps.Faults)}.{Nearest.Hint(fault, LiveSteps.Faults)}"),
    };

    private static bool IsRegion(string name) => RegionData.Load().Regions.TryGet(name, out _);
}
